//! `--areas`: the ground of each incident, areas and lines in a file each.

use std::io::{self, Write};
use std::path::Path;

use super::exit::Failure;
use super::outfile::Staging;
use crate::format::geojson::FeatureWriter;
use crate::format::ground_row::DrawnGround;
use crate::format::qgis::{GroundLayer, write_ground_style};
use crate::format::run::RunRecord;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use crate::incident::Incident;
use crate::incident::ground::{Shape, Surveyor};

const AREAS: &str = "areas.geojson";
const LINES: &str = "lines.geojson";

/// How many were drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Drawn {
    pub(super) areas: usize,
    pub(super) lines: usize,
}

impl Drawn {
    /// Says in the record of the run how many there are.
    pub(super) fn tell(self, record: &mut RunRecord) {
        record.counts.insert("areas", self.areas as u64);
        record.counts.insert("lines", self.lines as u64);
    }
}

/// Writes `areas.geojson` and `lines.geojson`, each with its style.
///
/// # Errors
/// When one cannot be written.
pub(super) fn write(incidents: &[Incident], gazetteer: &Gazetteer, staging: &mut Staging) -> Result<Drawn, Failure> {
    let basemap = Basemap::embedded()?;
    let surveyor = Surveyor { gazetteer, basemap: &basemap };
    let mut drawn = Drawn::default();
    let mut areas = FeatureWriter::new(staging.create(AREAS)?, "areas").map_err(|e| failed(AREAS, &e))?;
    let mut lines = FeatureWriter::new(staging.create(LINES)?, "lines").map_err(|e| failed(LINES, &e))?;
    for incident in incidents {
        let Some(ground) = surveyor.ground(incident)? else { continue };
        let row = DrawnGround::new(incident, &ground);
        match ground.shape {
            Shape::Area(_) => {
                drawn.areas += 1;
                areas.write(&row).map_err(|e| failed(AREAS, &e))?;
            }
            Shape::Lines(_) => {
                drawn.lines += 1;
                lines.write(&row).map_err(|e| failed(LINES, &e))?;
            }
        }
    }
    areas.finish().and_then(|mut out| out.flush()).map_err(|e| failed(AREAS, &e))?;
    lines.finish().and_then(|mut out| out.flush()).map_err(|e| failed(LINES, &e))?;
    staging.write("areas.qml", |out| write_ground_style(out, GroundLayer::Areas))?;
    staging.write("lines.qml", |out| write_ground_style(out, GroundLayer::Lines))?;
    Ok(drawn)
}

fn failed(name: &str, why: &io::Error) -> Failure {
    Failure::io(Path::new(name), "cannot write", why)
}
