//! `incidents.jsonl`: the rows of `incidents.csv` with everything that a table
//! cannot hold nested beside them: lists, claims, evidence, reports.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::claim_row::ClaimRow;
use super::incident_row::IncidentRow;
use super::stream::PublicSpan;
use super::table::Whole;
use crate::coding::{Actor, Inter};
use crate::incident::{Account, AppliedCorrection, Evidence, Incident, PackedAccount, Part, ReportRef};

/// An incident with its lists.
#[derive(Serialize)]
struct Nested<'a> {
    #[serde(flatten)]
    row: Flat<IncidentRow>,
    places: &'a [String],
    actors: Vec<NestedActor<'a>>,
    perpetrators: &'a [String],
    targets: &'a [String],
    victims: &'a [String],
    weapons: &'a [String],
    triggers: &'a [String],
    parts: Vec<NestedPart<'a>>,
    claims: Vec<Flat<ClaimRow>>,
    evidence: Vec<NestedEvidence<'a>>,
    reports: &'a [Arc<ReportRef>],
    corrections: &'a [AppliedCorrection],
    accounts: Vec<Account>,
}

/// An owned row that serialises with all its columns.
struct Flat<R>(R);

impl<R: super::table::Row> Serialize for Flat<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Whole(&self.0).serialize(serializer)
    }
}

#[derive(Serialize)]
struct NestedActor<'a> {
    side: &'static str,
    name: &'a str,
    as_reported: Option<&'a str>,
    iso3: Option<&'a str>,
    inter: Option<Inter>,
}

#[derive(Serialize)]
struct NestedEvidence<'a> {
    report: &'a str,
    span: PublicSpan,
    quote: Option<&'a str>,
}

impl<'a> From<&'a Evidence> for NestedEvidence<'a> {
    fn from(evidence: &'a Evidence) -> Self {
        Self { report: &evidence.report, span: PublicSpan(evidence.span), quote: told(&evidence.quote) }
    }
}

/// An episode of the incident, or an incident of its own that is part of it.
#[derive(Serialize)]
struct NestedPart<'a> {
    id: &'a str,
    /// Whether it stands in the files by itself too, and points here by `part_of`.
    separate: bool,
    event_type: &'static str,
    sub_event_type: &'static str,
    date_start: Option<Date>,
    date_end: Option<Date>,
    place: Option<&'a str>,
    killed: Option<u32>,
    evidence: Option<NestedEvidence<'a>>,
}

impl<'a> From<&'a Part> for NestedPart<'a> {
    fn from(part: &'a Part) -> Self {
        Self {
            id: &part.id,
            separate: false,
            event_type: part.sub_event.event_type().name(),
            sub_event_type: part.sub_event.name(),
            date_start: part.when.start,
            date_end: part.when.end,
            place: part.place.as_deref(),
            killed: part.killed,
            evidence: part.evidence.as_deref().map(NestedEvidence::from),
        }
    }
}

/// Words, where any are kept: null says that they are not, `""` nothing.
fn told(words: &str) -> Option<&str> {
    Some(words).filter(|w| !w.is_empty())
}

fn actor<'a>(side: &'static str, actor: &'a Actor) -> NestedActor<'a> {
    let Actor { name, as_reported, iso3, inter, .. } = actor;
    NestedActor { side, name, as_reported: told(as_reported), iso3: iso3.as_deref(), inter: *inter }
}

fn nested<'a>(incident: &'a Incident, separate: &'a [Part]) -> Nested<'a> {
    let sides = [("side_a", incident.side_a.as_deref()), ("side_b", incident.side_b.as_deref())];
    Nested {
        row: Flat(IncidentRow::new(incident)),
        places: &incident.places,
        actors: sides.into_iter().filter_map(|(side, a)| Some(actor(side, a?))).collect(),
        perpetrators: &incident.perpetrators,
        targets: &incident.targets,
        victims: &incident.victims,
        weapons: &incident.weapons,
        triggers: &incident.triggers,
        parts: incident.parts.iter().map(NestedPart::from).chain(separate.iter().map(apart)).collect(),
        claims: ClaimRow::of(incident).map(Flat).collect(),
        evidence: incident.evidence.iter().map(|e| NestedEvidence::from(&**e)).collect(),
        reports: &incident.reports,
        corrections: &incident.corrections,
        accounts: incident.accounts.iter().map(PackedAccount::account).collect(),
    }
}

fn apart(part: &Part) -> NestedPart<'_> {
    NestedPart { separate: true, ..NestedPart::from(part) }
}

/// An incident as a line of the file, read back.
pub(super) fn value(incident: &Incident) -> Value {
    serde_json::to_value(nested(incident, &[])).unwrap_or_default()
}

/// Writes the incidents, one JSON object a line.
///
/// # Errors
/// Those of the writer.
pub fn write(mut out: impl Write, incidents: &[Incident]) -> io::Result<()> {
    let mut parts: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
    for incident in incidents {
        if let Some(whole) = incident.part_of.as_deref() {
            parts.entry(whole).or_default().push(Part::of(incident));
        }
    }
    for incident in incidents {
        let own = parts.get(incident.id.as_str()).map_or(&[][..], Vec::as_slice);
        serde_json::to_writer(&mut out, &nested(incident, own))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
