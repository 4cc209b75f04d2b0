//! `checks.csv`: what cannot be right as reports tell it, for a person to look
//! at.

use super::table::{one_line, table};
use crate::incident::checks::Check;

const KINDS: &str = "parts_do_not_sum; weekday_and_date; toll_fell; outside_named_country";

table! {
    /// One finding.
    CheckRow in "checks.csv" {
        kind: &'static str, "what cannot be right: a total and its parts, a weekday and the day beside it, a later toll below an earlier one that is not called a correction, a place outside the country named beside it", allowed KINDS, from "reckoned";
        incident_id: Option<String>, "the incident it touches, among those mapped and not", null "none", from "incidents";
        report_id: String, "the report it stands in", from "reports";
        quote: Option<String>, "the words, on one line", null "none kept", from "read from the text";
        what: Option<String>, "the words for the figure, day or place", null "never", from "read from the text";
        expected: Option<String>, "what would be right, judged by the rest", null "never", from "reckoned";
        found: Option<String>, "what is told", null "never", from "read from the text";
    }
}

impl From<&Check> for CheckRow {
    fn from(check: &Check) -> Self {
        Self {
            kind: check.kind.name(),
            incident_id: check.incident.clone(),
            report_id: check.report.clone(),
            quote: one_line(&check.quote),
            what: one_line(&check.what),
            expected: one_line(&check.expected),
            found: one_line(&check.found),
        }
    }
}
