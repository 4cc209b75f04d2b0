//! Countries and dependencies.

use super::geonames;
use super::mo::Names;
use super::{Row, names};
use crate::error::Result;
use crate::geometry;
use crate::product::Inputs;

/// Rows of all countries of GeoNames' list that have a place.
pub(crate) fn rows(inputs: &Inputs, names: &Names, towns: &[Row]) -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for country in geonames::countries(inputs)? {
        let points: Vec<(f64, f64)> = towns.iter().filter(|t| t.iso2 == country.iso).map(|t| (t.lat, t.lon)).collect();
        if points.is_empty() {
            continue;
        }
        let (lat, lon) = geometry::mean(&points);
        let radius = (country.areakm2 / std::f64::consts::PI).sqrt();
        out.push(Row {
            class: 'C',
            geonameid: country.geonameid,
            code: country.iso3.clone(),
            alternates: names::alternates(&country.name, names.all(&country.iso)),
            name: country.name,
            lat,
            lon,
            iso2: country.iso,
            population: country.population,
            radius_km: Some((radius.round() as u32).max(1)),
            ..Row::default()
        });
    }
    Ok(out)
}
