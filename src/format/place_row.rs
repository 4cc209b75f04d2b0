//! `places.geojson`: every place mention of the reports, with what it stands
//! for and what it is to the report.

use sha2::{Digest, Sha256};

use super::hex;
use super::incident_row::word;
use super::table::{Located, joined, one_line, round_degrees, table};
use crate::document::Document;
use crate::geoparse::Toponym;

table! {
    /// One place mention.
    PlaceRow in "places.geojson" {
        id: String, "stable name of the mention", from "reckoned";
        report_id: String, "the report it stands in", from "reports";
        name: String, "the name as reported", from "read from the text";
        kind: String, "what the name stands for: the place, a government named by it, a people or adjective, part of an organisation's name", allowed "literal; metonym; demonym; organisation", from "read from the text";
        role: String, "what the place is to the report", allowed "event; actor; dateline; background; planned; other", from "read from the text";
        place: Option<String>, "the gazetteer's name", null "not resolved", from "gazetteer";
        place_alt: Option<String>, "the other side's or the former name", null "none known", from "gazetteer";
        place_kind: Option<String>, "what the place is", allowed "town; country; admin1; admin2; region; water; terrain; road; border; spot", null "not resolved", from "gazetteer";
        reported_relation: Option<String>, "near, 20 km south of, towards", null "none told", from "read from the text";
        relation_kind: Option<String>, "what sort of relation that is: which says how the point follows from the place", allowed "near; outskirts; offset; distance; side; part; toward; travel; between; road; border", null "none told", from "read from the text";
        relation_km: Option<f64>, "how far from the place, as told (of a travel time: as reckoned)", unit "km", null "not told", from "read from the text";
        relation_bearing: Option<f64>, "in which direction from the place, from north", unit "degrees", null "not told", from "read from the text";
        geonameid: Option<u32>, "GeoNames' id", null "not resolved, or not in GeoNames", from "GeoNames";
        feature_code: Option<String>, "GeoNames feature code, or one in its style", null "not resolved", from "gazetteer";
        admin1: Option<String>, "first-order division", null "not resolved, or none", from "GeoNames";
        admin2: Option<String>, "second-order division", null "not resolved, or none", from "GeoNames";
        country: Option<String>, "short English name of the country", null "not resolved, or several", from "gazetteer and disputed.tsv";
        iso3: Option<String>, "ISO 3166-1 alpha-3", null "not resolved, or several", from "gazetteer and disputed.tsv";
        countries_iso3: Option<String>, "all countries touched, joined with \"; \"", null "not resolved", from "gazetteer and disputed.tsv";
        disputed_area: Option<String>, "the disputed area it lies in", null "none", from "disputed.tsv";
        claimants: Option<String>, "who claims that area, joined with \"; \"", null "no disputed area", from "disputed.tsv";
        administered_by: Option<String>, "who administers that area", null "no disputed area", from "disputed.tsv";
        coord_basis: Option<String>, "what the point is", allowed "town; centroid; offset; line", null "not resolved", from "gazetteer";
        uncertainty_km: Option<f64>, "radius around the point within which the place lies", unit "km", null "not resolved", from "gazetteer";
        latitude: Option<f64>, "degrees north, WGS 84; it is the geometry", unit "degrees", null "not resolved", from "gazetteer";
        longitude: Option<f64>, "degrees east, WGS 84; it is the geometry", unit "degrees", null "not resolved", from "gazetteer";
        start: i64, "where the name begins in the report's text (or title)", unit "Unicode code points", from "read from the text";
        end: i64, "where it ends", unit "Unicode code points", from "read from the text";
        field: Option<String>, "which field start and end count in", allowed "text; title", null "never", from "reports";
        score: f64, "how sure the recognition and resolution are", allowed "0.0 to 1.0", from "reckoned";
    }
}

impl Located for PlaceRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn point(&self) -> Option<[f64; 2]> {
        Some([self.longitude?, self.latitude?])
    }
}

impl PlaceRow {
    /// The row of a mention.
    pub fn new(document: &Document, toponym: &Toponym) -> Self {
        let at = toponym.location.as_ref();
        let disputed = at.and_then(|l| l.disputed.as_ref());
        let span = document.source(toponym.span);
        let field = word(span.field);
        let id = mention_id(&document.report.id, field.as_deref(), span.chars.start as i64);
        Self {
            id,
            report_id: document.report.id.clone(),
            name: one_line(&toponym.name).unwrap_or_default(),
            kind: word(toponym.kind).unwrap_or_default(),
            role: word(toponym.role).unwrap_or_default(),
            place: at.and_then(|l| one_line(&l.name)),
            place_alt: at.and_then(|l| l.alt.clone()),
            place_kind: at.and_then(|l| word(l.class)),
            reported_relation: toponym.relation.as_ref().and_then(|r| one_line(&r.words)),
            relation_kind: toponym.relation.as_ref().map(|r| r.kind.name().to_owned()),
            relation_km: toponym.relation.as_ref().and_then(|r| r.km).map(|km| (km * 10.0).round() / 10.0),
            relation_bearing: toponym.relation.as_ref().and_then(|r| r.bearing),
            geonameid: at.and_then(|l| l.geonameid),
            feature_code: at.and_then(|l| one_line(&l.feature_code)),
            admin1: at.and_then(|l| l.admin1.clone()),
            admin2: at.and_then(|l| l.admin2.clone()),
            country: at.and_then(|l| l.country.clone()),
            iso3: at.and_then(|l| l.iso3.clone()),
            countries_iso3: at.and_then(|l| joined(&l.countries_iso3)),
            disputed_area: disputed.map(|d| d.area.clone()),
            claimants: disputed.and_then(|d| joined(&d.claimants)),
            administered_by: disputed.and_then(|d| one_line(&d.administered_by)),
            coord_basis: at.and_then(|l| word(l.basis)),
            uncertainty_km: at.map(|l| (l.uncertainty_km * 10.0).round() / 10.0),
            latitude: at.map(|l| round_degrees(l.lat)),
            longitude: at.map(|l| round_degrees(l.lon)),
            start: span.chars.start as i64,
            end: span.chars.end as i64,
            field,
            score: (f64::from(toponym.score) * 100.0).round() / 100.0,
        }
    }

    /// The same mention, of a report by another id.
    #[must_use]
    pub fn of_report(self, report_id: String) -> Self {
        let id = mention_id(&report_id, self.field.as_deref(), self.start);
        Self { id, report_id, ..self }
    }
}

fn mention_id(report_id: &str, field: Option<&str>, start: i64) -> String {
    let key = format!("{report_id}\0{}\0{start}", field.unwrap_or(""));
    format!("p{}", &hex(&Sha256::digest(key.as_bytes()))[..16])
}
