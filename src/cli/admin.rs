//! `--admin`: a layer of areas of the user's own, whose codes incidents get.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::exit::Failure;
use super::say::Voice;
use crate::gazetteer::AdminLayer;
use crate::incident::Incident;

/// Options that name a layer of areas.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct AdminArgs {
    /// Areas with codes (GeoJSON of polygons, WGS 84): each incident gets the code and name of its own
    #[arg(long, value_name = "FILE")]
    pub(super) admin: Option<PathBuf>,
    /// Field of the areas that holds their code
    #[arg(long, value_name = "FIELD", requires = "admin")]
    pub(super) code_field: Option<String>,
    /// Field of the areas that holds their name [default: that of the code with _EN for _PCODE, or name]
    #[arg(long, value_name = "FIELD", requires = "admin")]
    pub(super) name_field: Option<String>,
}

impl AdminArgs {
    /// Reads the layer, where one is named.
    ///
    /// # Errors
    /// Where it cannot be read or is no layer of areas.
    pub(super) fn open(&self, voice: Voice) -> Result<Option<AdminLayer>, Failure> {
        let Some(path) = &self.admin else { return Ok(None) };
        let text = std::fs::read_to_string(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
        let layer =
            AdminLayer::parse(&text, &path.to_string_lossy(), self.code_field.as_deref(), self.name_field.as_deref())?;
        if layer.left_out() > 0 {
            let name = path.display();
            voice.say(&format!("{name}: features that are no areas or have no code: {}", layer.left_out()));
        }
        Ok(Some(layer))
    }
}

/// Gives each placed incident the area in which its point lies.
pub(super) fn fill(incidents: &mut [Incident], layer: &AdminLayer) {
    for incident in incidents {
        let at = incident.location.as_ref();
        incident.area = at.and_then(|at| layer.at(at.lat, at.lon, at.uncertainty_km)).cloned().map(Arc::new);
    }
}
