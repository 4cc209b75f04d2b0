//! Makes `areas.bin.xz`: the areas of first-order divisions, and of districts
//! where the source has these, each tied to the gazetteer's divisions.
//!
//! [`link`] decides by the towns inside and by names which division an area
//! is, [`cut`] parts what the source runs together, [`mesh`] turns rings into
//! shared arcs. The format is told in `src/gazetteer/areas/read.rs`, which
//! reads it.

mod cut;
mod facts;
mod link;
mod mesh;
mod near;
mod towns;

use crate::basemap::gpkg::Package;
use crate::basemap::write::{Grid, Writer};
use crate::error::Result;
use crate::product::Inputs;

/// First bytes of the file.
const MAGIC: &[u8] = b"DLAREA1\n";
/// Degrees of a unit: 220 m, well below the source's own tolerance.
const UNIT: f64 = 0.002;

/// Makes the unpacked bytes.
pub(crate) fn make(inputs: &Inputs) -> Result<Vec<u8>> {
    let package = Package::open(&inputs.member("qgis-common", "world_map.gpkg")?)?;
    let gazetteer = towns::Gazetteer::read(&inputs.data)?;
    let mut divisions = package.divisions()?;
    cut::apply(&inputs.data, &mut divisions)?;
    let links = link::all(&divisions, &gazetteer);
    facts::check(&divisions, &links)?;
    let mesh = mesh::Mesh::new(divisions.iter().map(|d| d.rings.as_slice()), UNIT);
    let mut out = Writer::new(MAGIC);
    out.arcs(&Grid::of(UNIT), &mesh.arcs);
    out.number(divisions.len());
    for ((division, link), rings) in divisions.iter().zip(&links).zip(&mesh.rings) {
        for text in [&link.iso2, &link.admin1, &link.admin2, &division.country] {
            out.text(text);
        }
        out.number(usize::from(link.flags()));
        out.number(rings.len());
        for ring in rings {
            out.ring(ring);
        }
    }
    Ok(out.finish())
}

/// Checks what can be told without the packages.
pub(crate) fn check(bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(MAGIC) && bytes.ends_with(crate::basemap::write::END) {
        Ok(())
    } else {
        Err("no file of areas: its first or last bytes are wrong".into())
    }
}
