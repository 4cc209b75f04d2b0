//! A later report in which the same speaker gives a lower figure for the same
//! people, and does not call it a correction.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Check, CheckKind};
use crate::coding::{CasualtyKind, Scope, Side, exact_count};
use crate::incident::claims::is_number;
use crate::incident::types::{Incident, IncidentClaim, ReportRef};

/// Words by which a figure is called a correction.
const CORRECTS: [&str; 14] = [
    "revised",
    "corrected",
    "correction",
    "correcting",
    "lowered",
    "reduced",
    "downward",
    "downwards",
    "initially",
    "earlier",
    "previously",
    "first",
    "instead",
    "mistaken",
];

/// Who counts whom: the speaker, the kind, the side, and the last word for
/// those counted where they are more than a number.
type Key = (String, CasualtyKind, Side, String);

/// Findings of one incident.
pub(super) fn check(incident: &Incident) -> Vec<Check> {
    let mut told: BTreeMap<Key, Vec<(Date, &ReportRef, &IncidentClaim)>> = BTreeMap::new();
    for (report, day) in incident.reports.iter().filter_map(|r| Some((r, r.published?))) {
        let mut best: BTreeMap<Key, &IncidentClaim> = BTreeMap::new();
        for claim in standing(incident, report) {
            let Some(key) = key(claim, report) else { continue };
            let best = best.entry(key).or_insert(claim);
            // What is lower is a part.
            if claim.count.min > best.count.min {
                *best = claim;
            }
        }
        for (key, claim) in best {
            told.entry(key).or_default().push((day, report, claim));
        }
    }
    let mut checks = Vec::new();
    for mut claims in told.into_values() {
        claims.sort_by_key(|(day, report, _)| (*day, report.id.as_str()));
        checks.extend(claims.windows(2).filter_map(|pair| fell(incident, pair)));
    }
    checks
}

/// The figures of a report: those that it does not itself replace.
fn standing<'i>(incident: &'i Incident, report: &'i ReportRef) -> Vec<&'i IncidentClaim> {
    let counts = |c: &&IncidentClaim| {
        *c.evidence.report == *report.id && c.scope == Scope::Incident && c.unit == "persons" && !c.count.approx
    };
    let own: Vec<&IncidentClaim> = incident.claims.iter().filter(counts).collect();
    let live = |c: &IncidentClaim| {
        let rival = |d: &&IncidentClaim| d.kind == c.kind && d.speaker == c.speaker && !d.superseded;
        !c.superseded || !own.iter().any(rival)
    };
    own.iter().copied().filter(|c| live(c)).collect()
}

/// A report's own voice is one with that of its publisher's other reports.
fn key(claim: &IncidentClaim, report: &ReportRef) -> Option<Key> {
    let voice = match &claim.speaker {
        Some(speaker) => speaker.name.to_lowercase(),
        None => format!("\u{1f}{}", report.source.as_ref().or(report.agency.as_ref())?),
    };
    let last = claim.who.rsplit(' ').next().unwrap_or("").to_lowercase();
    let who = if is_number(&claim.who) { String::new() } else { last };
    Some((voice, claim.kind?, claim.about, who))
}

fn fell(incident: &Incident, pair: &[(Date, &ReportRef, &IncidentClaim)]) -> Option<Check> {
    let [(before, _, earlier), (after, report, later)] = pair else { return None };
    let (was, is) = (earlier.count.min?, later.count.max?);
    let quote = &later.evidence.quote;
    let lower = quote.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    // Who tells the earlier figure too knows that it is another.
    let own = incident.evidence.iter().chain(incident.claims.iter().map(|c| &c.evidence));
    let knows = own.filter(|e| *e.report == *report.id).any(|e| counts(&e.quote, was));
    if before >= after || is >= was || knows || words.any(|word| CORRECTS.contains(&word)) {
        return None;
    }
    let who = later.speaker.as_ref().map_or_else(|| report.id.clone(), |s| s.name.clone());
    Some(Check {
        kind: CheckKind::TollFell,
        incident: Some(incident.id.clone()),
        report: report.id.clone(),
        span: later.evidence.span,
        quote: quote.clone(),
        what: format!("{}, {who}", later.what),
        expected: format!("{was} ({}, {before})", earlier.evidence.report),
        found: format!("{is} ({after})"),
    })
}

/// Whether a number stands in a text, in figures or words.
fn counts(text: &str, number: u32) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).any(|at| exact_count(&words, at).is_some_and(|(value, _)| value == number))
}
