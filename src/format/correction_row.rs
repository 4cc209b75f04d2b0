//! `corrections_log.csv`: every correction that was given, and what became of
//! it.

use super::table::{one_line, table};
use crate::correct::Entry;

table! {
    /// A correction.
    CorrectionRow in "corrections_log.csv" {
        file: String, "the file it stands in", from "corrections";
        line: i64, "the line in it, counted from 1", from "corrections";
        outcome: &'static str, "what became of it; stale is what was not found again, overridden what a later one contradicts", allowed "applied; stale; overridden; faulty", from "reckoned";
        incident_id: Option<String>, "the incident that it was applied to, or is of", null "an alias, or no incident was found", from "reckoned";
        report_id: Option<String>, "the report by whose words it was found", null "none given", from "corrections";
        quote: Option<String>, "these words", null "none given", from "corrections";
        action: String, "what was to be done", allowed "set; drop; merge; split; alias; confirm", from "corrections";
        field: Option<String>, "the field that was set", null "none", from "corrections";
        before: Option<String>, "its value before", null "not known, or nothing was set", from "reckoned";
        value: Option<String>, "the value as given", null "none", from "corrections";
        who: Option<String>, "who says so", null "not told", from "corrections";
        when: Option<jiff::civil::Date>, "on which day", null "not told", from "corrections";
        why: Option<String>, "for what reason", null "not told", from "corrections";
        note: Option<String>, "why it was not applied, or what is odd about how it was", null "nothing", from "reckoned";
    }
}

impl From<&Entry> for CorrectionRow {
    fn from(entry: &Entry) -> Self {
        let line = |text: &Option<String>| text.as_deref().and_then(one_line);
        Self {
            file: entry.at.file.to_string(),
            line: entry.at.line as i64,
            outcome: entry.outcome.name(),
            incident_id: entry.incident.clone(),
            report_id: line(&entry.target.report),
            quote: line(&entry.target.quote),
            action: entry.action.clone(),
            field: entry.field.map(str::to_owned),
            before: line(&entry.before),
            value: line(&entry.value),
            who: line(&entry.by.who),
            when: entry.by.when,
            why: line(&entry.by.why),
            note: line(&entry.note),
        }
    }
}
