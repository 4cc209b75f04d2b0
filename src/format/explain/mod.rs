//! Why an incident reads as it does, for people and for programs. Both are
//! made from a line of `incidents.jsonl`, so that what is explained from a
//! folder and from a report is the same.

mod carets;
mod json;
mod text;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::nested;
use crate::incident::{Account, Incident};

pub use text::rejected;

/// An incident as `incidents.jsonl` holds it.
#[derive(Debug, Clone, Deserialize)]
pub struct Stored {
    #[serde(default)]
    claims: Vec<Map<String, Value>>,
    #[serde(default)]
    evidence: Vec<Value>,
    #[serde(default)]
    reports: Vec<Map<String, Value>>,
    #[serde(default)]
    accounts: Vec<Account>,
    #[serde(default)]
    corrections: Vec<Map<String, Value>>,
    /// The columns, and the lists that are not named above.
    #[serde(flatten)]
    row: Map<String, Value>,
}

/// A line of `incidents.jsonl` that is none.
#[derive(Debug, thiserror::Error)]
#[error("no incident: {0}")]
pub struct NoIncident(#[from] serde_json::Error);

impl Stored {
    /// Of an incident just read.
    ///
    /// # Errors
    /// When the writer and the reader of the file do not agree.
    pub fn new(incident: &Incident) -> Result<Self, NoIncident> {
        Ok(serde_json::from_value(nested::value(incident))?)
    }

    /// Of a line of the file.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(line: &str) -> Result<Self, NoIncident> {
        Ok(serde_json::from_str(line)?)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or("")
    }

    /// The explanation as one JSON object.
    pub fn as_json(&self) -> Value {
        json::explanation(self)
    }

    /// The explanation as text with ANSI codes.
    pub fn as_text(&self) -> String {
        text::explanation(self)
    }

    fn text(&self, key: &str) -> Option<&str> {
        text_of(&self.row, key)
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.row.get(key)?.as_f64()
    }

    fn is_mapped(&self) -> bool {
        matches!(self.text("status"), Some("reported" | "claimed"))
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

fn text_of<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    map.get(key)?.as_str()
}

/// What a rule for `killed_best` is.
fn basis(rule: &str) -> &'static str {
    match rule {
        "non_party" => "the latest figure of someone who is no party",
        "own_dead" => "each party's figure for its own dead, summed",
        "correction" => "set by a person",
        _ => "",
    }
}
