//! `review.csv`: the incidents that people should look at, most doubtful
//! first, with columns to be filled in. Filled in, it is read back as
//! corrections (`correct`), and two of them tell how far coders agree.

use super::incident_row::{EVENT_TYPES, IncidentRow};
use super::table::{joined, table};
use crate::correct::doubt;
use crate::incident::Incident;

table! {
    /// An incident for review.
    ReviewRow in "review.csv" {
        doubt: f64, "how much it is to be doubted: 1 less extraction_confidence, and 0.3 each if contested, undated or unplaced, 0.2 if its toll is disputed; 0 once reviewed", from "reckoned";
        reasons: Option<String>, "why, joined with \"; \"", null "nothing stands out", from "reckoned";
        id: String, "id of the incident", from "incidents";
        report_id: Option<String>, "the report that its main evidence is of", null "never", from "reports";
        quote: Option<String>, "the main sentence of evidence, by which it is found again", null "none kept", from "read from the text";
        event_type: &'static str, "what happened, in ACLED's words", allowed EVENT_TYPES, from "incidents";
        sub_event_type: &'static str, "what happened, closer", from "incidents";
        status: &'static str, "how the report tells it", from "incidents";
        date_start: Option<jiff::civil::Date>, "first day", null "not known", from "incidents";
        date_end: Option<jiff::civil::Date>, "last day", null "not known, or still going on", from "incidents";
        place: Option<String>, "the gazetteer's name of the place", null "not placed", from "incidents";
        iso3: Option<String>, "ISO 3166-1 alpha-3 of the country", null "not placed, on a border, or on nobody's soil", from "incidents";
        side_a: Option<String>, "the acting party", null "not told", from "incidents";
        side_b: Option<String>, "the other party", null "not told", from "incidents";
        killed_best: Option<u32>, "best single figure of the dead", unit "persons", null "not known", from "incidents";
        review_state: &'static str, "whether a person has looked at it", from "corrections";
        decision: Option<String>, "to be filled in: ok; drop; set, with field and value; merge or split, with value", null "nothing decided", from "you";
        field: Option<String>, "to be filled in: the field to set", null "none, or named in value", from "you";
        value: Option<String>, "to be filled in: its value; or several, as in killed_best=3; place=Goris", null "none", from "you";
        coder: Option<String>, "to be filled in: who decided", null "not told", from "you";
        second_decision: Option<String>, "to be filled in: what a second person decides, as in ok, drop or killed_best=3; only compared, never applied", null "nothing decided", from "you";
        second_coder: Option<String>, "to be filled in: who that is", null "not told", from "you";
        note: Option<String>, "to be filled in: the reason", null "none", from "you";
    }
}

impl ReviewRow {
    /// The rows of these incidents, most doubtful first.
    pub fn of(incidents: &[Incident]) -> Vec<Self> {
        let mut rows: Vec<Self> = incidents.iter().map(Self::new).collect();
        rows.sort_by(|a, b| b.doubt.total_cmp(&a.doubt));
        rows
    }

    fn new(incident: &Incident) -> Self {
        let row = IncidentRow::new(incident);
        let doubt = doubt(incident);
        let report = incident.evidence.first().map(|e| e.report.to_string());
        Self {
            doubt: doubt.score,
            reasons: joined(doubt.reasons),
            id: row.id,
            report_id: report.or_else(|| incident.reports.first().map(|r| r.id.clone())),
            quote: row.quote,
            event_type: row.event_type,
            sub_event_type: row.sub_event_type,
            status: row.status,
            date_start: row.date_start,
            date_end: row.date_end,
            place: row.place,
            iso3: row.iso3,
            side_a: row.side_a,
            side_b: row.side_b,
            killed_best: row.killed_best,
            review_state: row.review_state,
            decision: None,
            field: None,
            value: None,
            coder: None,
            second_decision: None,
            second_coder: None,
            note: None,
        }
    }
}
