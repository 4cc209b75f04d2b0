//! Countries and dependencies.
//!
//! Their points are GeoNames' own where `gazetteer/country_points.tsv` or the
//! package of Marble has them: centroids of our own making lie hundreds of
//! kilometres from what everyone else writes for a country.

use super::geonames;
use super::mo::Names;
use super::points::{self, Points};
use super::{Row, names};
use crate::error::Result;
use crate::geometry;
use crate::product::Inputs;

/// Codes of GeoNames' list that ISO 3166-1 has withdrawn.
const GONE: &[&str] = &["AN", "CS"];

/// Rows of all countries of GeoNames' list that have a place or a point.
pub(crate) fn rows(inputs: &Inputs, names: &Names, towns: &[Row]) -> Result<Vec<Row>> {
    let mut points = marble(&inputs.member("marble", "/boundaryplacemarks.cache")?)
        .ok_or("boundaryplacemarks.cache is not as expected")?;
    points.extend(points::read(inputs, "country_points.tsv")?);
    let mut out = Vec::new();
    for country in geonames::countries(inputs)? {
        let inside: Vec<(f64, f64)> = towns.iter().filter(|t| t.iso2 == country.iso).map(|t| (t.lat, t.lon)).collect();
        let point = points.get(&country.iso).copied();
        if GONE.contains(&country.iso.as_str()) || inside.is_empty() && point.is_none() {
            continue;
        }
        let (lat, lon) = point.unwrap_or_else(|| geometry::mean(&inside));
        let radius = libm::sqrt(country.areakm2 / std::f64::consts::PI);
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

/// The countries of Marble's placemarks, a Qt data stream, big-endian: magic,
/// version; then for each: name, longitude and latitude in radians, altitude,
/// role, description, country and state codes, area, population, time zone.
/// Role S is a state.
fn marble(bytes: &[u8]) -> Option<Points> {
    let mut rest = bytes.get(8..)?;
    let mut out = Points::new();
    while !rest.is_empty() {
        let _name = text(&mut rest)?;
        let (lon, lat, _altitude) = (number(&mut rest)?, number(&mut rest)?, number(&mut rest)?);
        let role = text(&mut rest)?;
        let _description = text(&mut rest)?;
        let country = text(&mut rest)?;
        let _state = text(&mut rest)?;
        // Area (8 bytes), population (8), offset from UTC (2), summer time (1).
        rest = rest.get(19..)?;
        if role == "S" {
            out.insert(country, (lat.to_degrees(), lon.to_degrees()));
        }
    }
    Some(out)
}

/// A QString: length in bytes, then UTF-16; all ones for none.
fn text(rest: &mut &[u8]) -> Option<String> {
    let (length, tail) = rest.split_first_chunk::<4>()?;
    let length = u32::from_be_bytes(*length);
    if length == u32::MAX {
        *rest = tail;
        return Some(String::new());
    }
    let (units, tail) = tail.split_at_checked(length as usize)?;
    *rest = tail;
    let units: Vec<u16> = units.chunks_exact(2).map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
    String::from_utf16(&units).ok()
}

fn number(rest: &mut &[u8]) -> Option<f64> {
    let (bytes, tail) = rest.split_first_chunk::<8>()?;
    *rest = tail;
    Some(f64::from_be_bytes(*bytes))
}
