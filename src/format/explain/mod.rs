//! Why an incident reads as it does, for people and for programs. Both are
//! made from a line of `incidents.jsonl`, so that what is explained from a
//! folder and from a report is the same.

mod carets;
mod json;
mod text;

use serde_json::{Map, Value};

use super::in_words::{basis, days, one_line, text_of};
use super::read_back::Stored;
use crate::incident::Account;

pub use text::rejected;

impl Stored {
    /// The explanation as one JSON object.
    pub fn as_json(&self) -> Value {
        json::explanation(self)
    }

    /// The explanation as text with ANSI codes.
    pub fn as_text(&self) -> String {
        text::explanation(self)
    }

    /// The reason for a status or attribution, where a report gives one for
    /// the value that it has now.
    fn why<'a>(&'a self, key: &str, of: fn(&'a Account) -> &'a crate::incident::telling::Reason) -> &'a str {
        let value = self.text(key).unwrap_or("");
        let own = self.accounts.iter().map(of).find(|r| r.value == value);
        match (own, value) {
            (Some(reason), _) => &reason.why,
            // Only reports together give it.
            (None, "corroborated") => "independent sources agree",
            (None, "contested") => "one says so, another denies it",
            (None, _) => "",
        }
    }

    /// The words of the figure of a claim.
    fn words_of(&self, claim: &Map<String, Value>) -> Option<&crate::incident::telling::FigureWords> {
        let account = self.accounts.iter().find(|a| Some(a.report.as_str()) == text_of(claim, "report_id"))?;
        let at = |key: &str| claim.get(key).and_then(Value::as_u64).unwrap_or(0) as usize;
        let bound = |key: &str| claim.get(key).and_then(Value::as_u64);
        account.figures.iter().find(|f| {
            let chars = f.at.span.chars;
            Some(&*f.kind) == text_of(claim, "what")
                && (f.min.map(u64::from), f.max.map(u64::from)) == (bound("min"), bound("max"))
                && at("start") <= chars.start
                && chars.end <= at("end")
        })
    }
}
