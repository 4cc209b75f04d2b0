//! `incidents.jsonl`: the rows of `incidents.csv` with everything that a table
//! cannot hold nested beside them: lists, claims, evidence, reports.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::claim_row::ClaimRow;
use super::incident_row::IncidentRow;
use super::stream::PublicSpan;
use super::table::Whole;
use crate::coding::{Actor, Inter};
use crate::incident::{Account, Evidence, Incident, ReportRef};

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
    parts: &'a [&'a str],
    claims: Vec<Flat<ClaimRow>>,
    evidence: Vec<NestedEvidence<'a>>,
    reports: &'a [ReportRef],
    accounts: &'a [Account],
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

/// Words, where any are kept: null says that they are not, `""` nothing.
fn told(words: &str) -> Option<&str> {
    Some(words).filter(|w| !w.is_empty())
}

fn actor<'a>(side: &'static str, actor: &'a Actor) -> NestedActor<'a> {
    let Actor { name, as_reported, iso3, inter, .. } = actor;
    NestedActor { side, name, as_reported: told(as_reported), iso3: iso3.as_deref(), inter: *inter }
}

fn nested<'a>(incident: &'a Incident, parts: &'a [&'a str]) -> Nested<'a> {
    let sides = [("side_a", incident.side_a.as_ref()), ("side_b", incident.side_b.as_ref())];
    Nested {
        row: Flat(IncidentRow::new(incident)),
        places: &incident.places,
        actors: sides.into_iter().filter_map(|(side, a)| Some(actor(side, a?))).collect(),
        perpetrators: &incident.perpetrators,
        targets: &incident.targets,
        victims: &incident.victims,
        weapons: &incident.weapons,
        triggers: &incident.triggers,
        parts,
        claims: ClaimRow::of(incident).map(Flat).collect(),
        evidence: incident.evidence.iter().map(NestedEvidence::from).collect(),
        reports: &incident.reports,
        accounts: &incident.accounts,
    }
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
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for incident in incidents {
        if let Some(whole) = incident.part_of.as_deref() {
            parts.entry(whole).or_default().push(&incident.id);
        }
    }
    for incident in incidents {
        let own = parts.get(incident.id.as_str()).map_or(&[][..], Vec::as_slice);
        serde_json::to_writer(&mut out, &nested(incident, own))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
