//! The answers of `lookup`: a table for people, a JSON line for scripts.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::incident_row::word;
use super::table::round_degrees;
use crate::gazetteer::{NameKind, Ranked};
use crate::geoparse::Location;

/// A line of `lookup --jsonl` and `lookup --json`.
#[derive(Debug, Serialize)]
pub struct LookupLine<'a> {
    /// The caller's id, unchanged, or the name that was asked for.
    pub id: &'a Value,
    /// Degrees north, WGS 84; null where nothing fits.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// The gazetteer's name.
    pub name: Option<&'a str>,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code, or one in its style.
    pub feature_code: Option<&'a str>,
    /// ISO 3166-1 alpha-3.
    pub iso3: Option<&'a str>,
    /// First-order division.
    pub admin1: Option<&'a str>,
    /// Second-order division.
    pub admin2: Option<&'a str>,
    /// UCDP's `where_prec`, 1-7.
    pub ucdp_where_prec: Option<u8>,
    /// Radius around the point within which the place lies.
    pub uncertainty_km: Option<f64>,
    /// How sure it is, 0-1.
    pub score: Option<f64>,
    /// What else it might be, best first; the chosen one included.
    pub candidates: Vec<CandidateLine<'a>>,
}

impl<'a> LookupLine<'a> {
    /// The answer for a place, or for none.
    pub fn new(
        id: &'a Value,
        at: Option<&'a Location>,
        score: Option<f64>,
        candidates: Vec<CandidateLine<'a>>,
    ) -> Self {
        Self {
            id,
            lat: at.map(|l| round_degrees(l.lat)),
            lon: at.map(|l| round_degrees(l.lon)),
            name: at.map(|l| l.name.as_str()),
            geonameid: at.and_then(|l| l.geonameid),
            feature_code: at.map(|l| l.feature_code.as_str()),
            iso3: at.and_then(|l| l.iso3.as_deref()),
            admin1: at.and_then(|l| l.admin1.as_deref()),
            admin2: at.and_then(|l| l.admin2.as_deref()),
            ucdp_where_prec: at.map(|l| l.ucdp_where_prec),
            uncertainty_km: at.map(|l| (l.uncertainty_km * 10.0).round() / 10.0),
            score: score.map(thousandth),
            candidates,
        }
    }
}

fn thousandth(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

/// A candidate of an answer.
#[derive(Debug, Serialize)]
pub struct CandidateLine<'a> {
    /// The gazetteer's name.
    pub name: &'a str,
    /// What the name asked for is to the place.
    pub name_kind: NameKind,
    /// Its other names whose kind is known.
    pub names: Vec<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code, or one in its style.
    pub feature_code: &'a str,
    /// Country.
    pub country: Option<&'a str>,
    /// First-order division.
    pub admin1: Option<&'a str>,
    /// The disputed area it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed_area: Option<&'a str>,
    /// 0-1.
    pub score: f64,
}

impl<'a> From<&'a Ranked<'a>> for CandidateLine<'a> {
    fn from(ranked: &'a Ranked<'a>) -> Self {
        Self {
            name: ranked.place.name,
            name_kind: ranked.kind,
            names: ranked.second_names.iter().map(|(name, _)| (*name).to_owned()).collect(),
            lat: round_degrees(ranked.place.lat),
            lon: round_degrees(ranked.place.lon),
            geonameid: ranked.place.geonameid,
            feature_code: ranked.place.feature_code,
            country: ranked.country,
            admin1: ranked.admin1,
            disputed_area: ranked.disputed.map(|d| d.area.as_str()),
            score: thousandth(ranked.score),
        }
    }
}

/// The columns of the table.
const HEADER: [&str; 7] = ["score", "name", "what", "in", "lat, lon", "GeoNames", "why"];

/// The candidates of one name as a table.
pub fn table(ranked: &[Ranked<'_>]) -> String {
    let rows: Vec<[String; 7]> = std::iter::once(HEADER.map(str::to_owned)).chain(ranked.iter().map(cells)).collect();
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn cells(ranked: &Ranked<'_>) -> [String; 7] {
    let place = &ranked.place;
    let others: Vec<&str> = ranked.second_names.iter().map(|(name, _)| *name).take(3).collect();
    let name =
        if others.is_empty() { place.name.to_owned() } else { format!("{} ({})", place.name, others.join(", ")) };
    let area = [ranked.admin2, ranked.admin1, ranked.country].into_iter().flatten().collect::<Vec<_>>().join(", ");
    [
        format!("{:.3}", ranked.score),
        name,
        format!("{} {}", word(place.class).unwrap_or_default(), place.feature_code),
        area,
        format!("{:.4}, {:.4}", place.lat, place.lon),
        place.geonameid.map_or_else(|| "-".to_owned(), |id| id.to_string()),
        why(ranked),
    ]
}

/// What speaks for a candidate, in a few words.
fn why(ranked: &Ranked<'_>) -> String {
    let mut reasons = vec![format!("{} name", word(ranked.kind).unwrap_or_default())];
    if ranked.place.population > 0 {
        reasons.push(format!("{} inhabitants", ranked.place.population));
    }
    if let Some(km) = ranked.distance_km {
        reasons.push(format!("{km:.0} km away"));
    }
    if let Some(area) = ranked.disputed {
        reasons.push(format!("disputed: {}", area.area));
    }
    reasons.join("; ")
}
