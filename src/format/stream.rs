//! The streams for scripts, scorers and clusters: one JSON line a report
//! (`extract`, `places`). Offsets count Unicode code points of the input.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::Serializer;
use serde_json::{Map, Value};

use super::incident_row::IncidentRow;
use super::table::{joined, round_degrees};
use crate::coding::{Act, Actor, CasualtyKind, Scope, Side};
use crate::document::{Document, PublishedBasis};
use crate::geoparse::{Location, Relation, RelationKind, Role, Toponym, ToponymKind};
use crate::incident::{Incident, IncidentClaim};
use crate::text::{Field, SourceSpan, published};

/// A span as published: `[start, end]` in the text, an object in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicSpan(pub SourceSpan);

impl Serialize for PublicSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        published::serialize(&self.0, serializer)
    }
}

/// A line of `dateline extract`.
#[derive(Debug, Serialize)]
pub struct ExtractLine<'a> {
    /// The caller's id, unchanged: a text or a number.
    pub id: &'a Value,
    /// The day of publication that was used.
    pub published: Option<Date>,
    /// How it is known.
    pub published_basis: PublishedBasis,
    /// The incidents of this report alone, all statuses.
    pub incidents: Vec<StreamIncident>,
    /// Keys of the input that Dateline does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: &'a Map<String, Value>,
}

/// A line for a report that could not be read.
#[derive(Debug, Serialize)]
pub struct ErrorLine<'a> {
    /// The caller's id, or the line number where there is none.
    pub id: &'a Value,
    /// What was found and what can be done.
    pub error: &'a str,
}

/// A figure of the `casualties` list.
#[derive(Debug, Serialize)]
pub struct StreamCasualty {
    side: Side,
    kind: CasualtyKind,
    min: Option<u32>,
    max: Option<u32>,
    approx: bool,
    unit: &'static str,
    scope: Scope,
    claimed_by: Option<String>,
    evidence: [PublicSpan; 1],
}

impl StreamCasualty {
    /// The figure of a claim; `None` where the claim is about an act, or
    /// denies.
    fn of(claim: &IncidentClaim) -> Option<Self> {
        if !matches!(claim.act, Act::Claims | Act::Confirms) {
            return None;
        }
        Some(Self {
            side: claim.about,
            kind: claim.kind?,
            min: claim.count.min,
            max: claim.count.max,
            approx: claim.count.approx,
            unit: claim.unit,
            scope: claim.scope,
            claimed_by: claim.speaker.as_ref().map(|s| s.name.clone()),
            evidence: [PublicSpan(claim.evidence.span)],
        })
    }
}

/// An incident of one report, as the stream has it.
#[derive(Debug, Serialize)]
pub struct StreamIncident {
    id: String,
    event_type: &'static str,
    sub_event_type: &'static str,
    plover: &'static str,
    status: &'static str,
    attribution: String,
    ongoing: bool,
    date_start: Option<Date>,
    date_end: Option<Date>,
    date_precision: String,
    date_basis: Option<String>,
    time_as_reported: Option<String>,
    place: Option<String>,
    place_as_reported: Option<String>,
    place_alt: Option<String>,
    reported_relation: Option<String>,
    places: Vec<String>,
    country: Option<String>,
    iso3: Option<String>,
    countries_iso3: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
    geonameid: Option<u32>,
    lat: Option<f64>,
    lon: Option<f64>,
    coord_basis: Option<String>,
    acled_geo_precision: Option<u8>,
    ucdp_where_prec: Option<u8>,
    uncertainty_km: Option<f64>,
    side_a: Option<String>,
    side_b: Option<String>,
    initiator: Option<String>,
    initiator_by: Option<String>,
    responsibility_claimed_by: Option<String>,
    perpetrators: Vec<String>,
    targets: Vec<String>,
    victims: Vec<String>,
    weapons: Vec<String>,
    triggers: Vec<String>,
    casualties: Vec<StreamCasualty>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    superseded_casualties: Vec<StreamCasualty>,
    evidence: Vec<PublicSpan>,
    extraction_confidence: f64,
    situation_id: Option<String>,
    part_of: Option<String>,
}

impl StreamIncident {
    /// The stream's view of an incident.
    pub fn new(incident: &Incident) -> Self {
        let row = IncidentRow::new(incident);
        let figures = |superseded: bool| {
            let claims = incident.claims.iter().filter(move |c| c.superseded == superseded);
            claims.filter_map(StreamCasualty::of).collect()
        };
        Self {
            id: row.id,
            event_type: row.event_type,
            sub_event_type: row.sub_event_type,
            plover: row.plover,
            status: row.status,
            attribution: row.attribution,
            ongoing: row.ongoing,
            date_start: row.date_start,
            date_end: row.date_end,
            date_precision: row.date_precision,
            date_basis: row.date_basis,
            time_as_reported: row.time_as_reported,
            place: row.place,
            place_as_reported: row.place_as_reported,
            place_alt: row.place_alt,
            reported_relation: row.reported_relation,
            places: incident.places.to_vec(),
            country: row.country,
            iso3: row.iso3,
            countries_iso3: row.countries_iso3,
            admin1: row.admin1,
            admin2: row.admin2,
            geonameid: row.geonameid,
            lat: row.latitude,
            lon: row.longitude,
            coord_basis: row.coord_basis,
            acled_geo_precision: row.acled_geo_precision,
            ucdp_where_prec: row.ucdp_where_prec,
            uncertainty_km: row.uncertainty_km,
            side_a: incident.side_a.as_deref().map(side),
            side_b: incident.side_b.as_deref().map(side),
            initiator: row.initiator,
            initiator_by: row.initiator_by,
            responsibility_claimed_by: row.responsibility_claimed_by,
            perpetrators: incident.perpetrators.to_vec(),
            targets: incident.targets.to_vec(),
            victims: incident.victims.to_vec(),
            weapons: incident.weapons.to_vec(),
            triggers: incident.triggers.to_vec(),
            casualties: figures(false),
            superseded_casualties: figures(true),
            evidence: incident.evidence.iter().map(|e| PublicSpan(e.span)).collect(),
            extraction_confidence: row.extraction_confidence,
            situation_id: row.situation_id,
            part_of: row.part_of,
        }
    }
}

/// A side for a reader: the words of the report first, the name that sides are
/// counted by in brackets.
fn side(actor: &Actor) -> String {
    let words = actor.as_reported.split_whitespace().collect::<Vec<_>>();
    let article = |w: &&str| matches!(&*w.to_lowercase(), "the" | "a" | "an");
    let words = words.into_iter().skip_while(article).collect::<Vec<_>>().join(" ");
    let telling = !words.is_empty() && !actor.passing && !actor.name.to_lowercase().contains(&words.to_lowercase());
    if telling { format!("{words} ({})", actor.name) } else { actor.name.clone() }
}

/// A line of `dateline places`.
#[derive(Debug, Serialize)]
pub struct PlacesLine<'a> {
    /// The caller's id, unchanged.
    pub id: &'a Value,
    /// The place names, in text order.
    pub toponyms: Vec<StreamToponym<'a>>,
    /// Keys of the input that Dateline does not know.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extra: &'a Map<String, Value>,
}

/// A place name of a report.
#[derive(Debug, Serialize)]
pub struct StreamToponym<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    start: usize,
    end: usize,
    name: &'a str,
    place: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<u32>,
    feature_code: Option<&'a str>,
    iso3: Option<&'a str>,
    countries_iso3: Option<String>,
    kind: ToponymKind,
    role: Role,
    uncertainty_km: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<StreamRelation<'a>>,
    score: f64,
}

/// How the text relates to the place, and the point to which that leads.
#[derive(Debug, Serialize)]
pub struct StreamRelation<'a> {
    kind: RelationKind,
    words: &'a str,
    km: Option<f64>,
    bearing: Option<f64>,
    /// Where it leads.
    lat: Option<f64>,
    lon: Option<f64>,
    uncertainty_km: Option<f64>,
}

impl<'a> StreamRelation<'a> {
    fn new(relation: &'a Relation, at: Option<&Location>) -> Self {
        let tenth = |km: f64| (km * 10.0).round() / 10.0;
        Self {
            kind: relation.kind,
            words: &relation.words,
            km: relation.km.map(tenth),
            bearing: relation.bearing,
            lat: at.map(|l| round_degrees(l.lat)),
            lon: at.map(|l| round_degrees(l.lon)),
            uncertainty_km: at.map(|l| tenth(l.uncertainty_km)),
        }
    }
}

impl<'a> StreamToponym<'a> {
    /// The stream's view of a mention.
    pub fn new(document: &Document, toponym: &'a Toponym) -> Self {
        let span = document.source(toponym.span);
        let led = toponym.location.as_ref();
        let at = toponym.named.as_deref().or(led);
        Self {
            field: (span.field == Field::Title).then_some("title"),
            start: span.chars.start,
            end: span.chars.end,
            name: &toponym.name,
            place: at.map(|l| l.name.as_str()),
            lat: at.map(|l| round_degrees(l.lat)),
            lon: at.map(|l| round_degrees(l.lon)),
            geonameid: at.and_then(|l| l.geonameid),
            feature_code: at.map(|l| l.feature_code.as_str()),
            iso3: at.and_then(|l| l.iso3.as_deref()),
            countries_iso3: at.and_then(|l| joined(&l.countries_iso3)),
            kind: toponym.kind,
            role: toponym.role,
            uncertainty_km: at.map(|l| (l.uncertainty_km * 10.0).round() / 10.0),
            relation: toponym.relation.as_ref().map(|r| StreamRelation::new(r, led)),
            score: (f64::from(toponym.score) * 1000.0).round() / 1000.0,
        }
    }
}
