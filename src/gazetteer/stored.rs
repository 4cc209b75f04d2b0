//! The committed places, unpacked, as rows. Used by the build script alone.

use super::columns;
use super::rows::{Row, e5};

/// Reads `places.cols.xz`, unpacked.
pub(crate) fn places(stored: &[u8]) -> Result<Vec<Row>, String> {
    let mut out = Vec::new();
    for (n, cells) in columns::cells(stored)?.into_iter().enumerate() {
        let [class, id, code, name, lat, lon, iso2, admin1, admin2, population, radius, alternates] = cells[..] else {
            return Err(format!("places: row {}: {} cells", n + 1, cells.len()));
        };
        let point = e5(lat).zip(e5(lon)).ok_or_else(|| format!("places: row {}: no point", n + 1))?;
        let class = match class {
            "C" => 1,
            "1" => 2,
            "2" => 3,
            _ => 0,
        };
        let others = alternates.split('|').filter(|a| !a.is_empty()).map(|a| (1, a.to_owned()));
        out.push(Row {
            geonameid: id.parse().unwrap_or(0),
            lat_e5: point.0,
            lon_e5: point.1,
            population: population.parse().unwrap_or(0),
            radius_m: radius.parse::<u32>().unwrap_or(0) * 1000,
            class,
            code: code.into(),
            iso2: iso2.into(),
            admin1: admin1.into(),
            admin2: admin2.into(),
            names: std::iter::once((0, name.to_owned())).chain(others).collect(),
            ..Row::default()
        });
    }
    Ok(out)
}
