//! The stream record of `dateline places`: one line of JSON for a report.

use serde::Serialize;

use crate::document::Document;
use crate::text::Field;

use super::types::{Role, Toponym, ToponymKind};

/// The place names of one report, as written to the stream.
#[derive(Debug, Clone, Serialize)]
pub struct PlacesRecord {
    /// The report's id.
    pub id: serde_json::Value,
    /// Its place names, in text order.
    pub toponyms: Vec<ToponymRecord>,
}

/// One place name, as written to the stream. Offsets are Unicode code points
/// into the field as it came in, half-open.
#[derive(Debug, Clone, Serialize)]
pub struct ToponymRecord {
    /// `title` where the name stands in the title; left out for the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The name as reported.
    pub name: String,
    /// Degrees north, WGS 84; null where no place was chosen.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code.
    pub feature_code: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub iso3: Option<String>,
    /// What it stands for.
    pub kind: ToponymKind,
    /// What it is to the report.
    pub role: Role,
    /// Sureness, 0-1, to three places.
    pub score: f64,
}

impl PlacesRecord {
    /// The record of a report's place names. `id` is the caller's own, number
    /// or string.
    pub fn new(id: serde_json::Value, document: &Document, toponyms: &[Toponym]) -> Self {
        Self { id, toponyms: toponyms.iter().map(|t| ToponymRecord::new(document, t)).collect() }
    }
}

impl ToponymRecord {
    /// The record of one place name.
    pub fn new(document: &Document, toponym: &Toponym) -> Self {
        let source = document.source(toponym.span);
        let location = toponym.location.as_ref();
        Self {
            field: (source.field == Field::Title).then_some(Field::Title),
            start: source.chars.start,
            end: source.chars.end,
            name: toponym.name.clone(),
            lat: location.map(|l| l.lat),
            lon: location.map(|l| l.lon),
            geonameid: location.and_then(|l| l.geonameid),
            feature_code: location.map(|l| l.feature_code.clone()),
            iso3: location.and_then(|l| l.iso3.clone()),
            kind: toponym.kind,
            role: toponym.role,
            score: (f64::from(toponym.score) * 1000.0).round() / 1000.0,
        }
    }
}
