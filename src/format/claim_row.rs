//! `claims.csv`: who says which figure or act about which side of which incident.

use super::incident_row::word;
use super::table::{one_line, table};
use crate::incident::{Incident, IncidentClaim};

table! {
    /// One claim.
    ClaimRow in "claims.csv" {
        incident_id: String, "the incident it is about", from "incidents";
        report_id: String, "the report it stands in", from "reports";
        speaker: Option<String>, "who says so; \"withheld\" where --public leaves the name out", null "the report's own voice", from "read from the text";
        speaker_iso3: Option<String>, "ISO 3166-1 alpha-3 of the state spoken for", null "none, or not known", from "lexicon";
        speaker_side: Option<String>, "which side of the incident the speaker is", allowed "side_a; side_b; civilians; unknown; all", null "no party", from "derived from the sides";
        act: Option<String>, "what the speaker does with the statement", allowed "claims; denies; confirms; cannot_verify", null "never", from "read from the text";
        what: Option<String>, "killed, wounded, captured...; or the act itself", null "never", from "read from the text";
        about_side: Option<String>, "about whom", allowed "all; side_a; side_b; civilians; unknown", null "never", from "read from the text";
        min: Option<u32>, "lower bound of the figure", null "no figure, or \"up to\"", from "read from the text";
        max: Option<u32>, "upper bound of the figure", null "no figure, or \"at least\"", from "read from the text";
        scope: Option<String>, "what the figure covers", allowed "incident; shared; cumulative", null "never", from "read from the text";
        superseded: bool, "whether a later figure of the same speaker replaces it", from "reckoned";
        via: Option<String>, "the agency that carried it", null "none told", from "read from the text";
        quote: Option<String>, "the words, on one line", null "none kept, or withheld", from "read from the text";
        start: i64, "where the words begin in the report's text (or title)", unit "Unicode code points", from "read from the text";
        end: i64, "where they end", unit "Unicode code points", from "read from the text";
        field: Option<String>, "which field start and end count in", allowed "text; title", null "never", from "reports";
        approx: bool, "whether the figure is a vague word or \"about\"", from "read from the text";
        unit: &'static str, "what is counted", allowed "persons; families; households", from "read from the text";
        who: Option<String>, "who is counted, as reported", null "not told, or withheld", from "read from the text";
    }
}

impl ClaimRow {
    /// The rows of an incident, in the order of its ledger.
    pub fn of(incident: &Incident) -> impl Iterator<Item = Self> {
        incident.claims.iter().map(|claim| Self::new(&incident.id, claim))
    }

    fn new(incident_id: &str, claim: &IncidentClaim) -> Self {
        let speaker = claim.speaker.as_ref();
        let at = claim.evidence.span;
        Self {
            incident_id: incident_id.to_owned(),
            report_id: claim.evidence.report.to_string(),
            speaker: speaker.and_then(|s| one_line(&s.name)),
            speaker_iso3: speaker.and_then(|s| s.iso3.clone()),
            speaker_side: claim.speaker_side.and_then(word),
            act: word(claim.act),
            what: one_line(&claim.what),
            about_side: word(claim.about),
            min: claim.count.min,
            max: claim.count.max,
            scope: word(claim.scope),
            superseded: claim.superseded,
            via: speaker.and_then(|s| s.via.clone()),
            quote: one_line(&claim.evidence.quote),
            start: at.chars.start as i64,
            end: at.chars.end as i64,
            field: word(at.field),
            approx: claim.count.approx,
            unit: claim.unit,
            who: one_line(&claim.who),
        }
    }
}
