//! The claims ledger of a stored incident: who says what about which side, for
//! people and for programs. Both have the claims in the same order.

mod order;
mod text;

use serde_json::{Map, Value, json};

use super::in_words::{basis, text_of};
use super::read_back::Stored;

/// A claim as the file holds it.
type Claim = Map<String, Value>;

/// The columns that name the incident, in JSON.
const HEAD: [&str; 17] = [
    "id",
    "date_start",
    "date_end",
    "place",
    "admin1",
    "country",
    "event_type",
    "sub_event_type",
    "status",
    "attribution",
    "side_a",
    "side_b",
    "killed_min",
    "killed_max",
    "killed_best",
    "killed_best_basis",
    "disputed_toll",
];

impl Stored {
    /// Whether its toll is disputed, or what was done is contested or denied.
    pub fn is_disputed(&self) -> bool {
        let denied = |claim: &Claim| text_of(claim, "act") == Some("denies");
        self.has_disputed_toll() || self.text("attribution") == Some("contested") || self.claims.iter().any(denied)
    }

    fn has_disputed_toll(&self) -> bool {
        self.row.get("disputed_toll").and_then(Value::as_bool) == Some(true)
    }

    /// The ledger as one JSON object: the incident's columns, then its claims
    /// with names of sides and days of publication beside their own columns.
    pub fn ledger_json(&self) -> Value {
        let mut head: Claim =
            HEAD.iter().map(|key| ((*key).to_owned(), self.row.get(*key).cloned().unwrap_or_default())).collect();
        let why = self.text("killed_best_basis").map(basis).filter(|why| !why.is_empty());
        head.insert("killed_best_why".to_owned(), json!(why));
        head.insert("disputed".to_owned(), json!(self.is_disputed()));
        let claims: Vec<Claim> = order::ordered(&self.claims).into_iter().map(|claim| self.named(claim)).collect();
        head.insert("claims".to_owned(), json!(claims));
        Value::Object(head)
    }

    /// The ledger as text with ANSI codes: a head line, then a row a claim,
    /// its words below it where they are wanted.
    pub fn ledger_text(&self, quotes: bool) -> String {
        text::ledger(self, quotes)
    }

    /// A claim with what its letters and ids stand for.
    fn named(&self, claim: &Claim) -> Claim {
        let mut named = claim.clone();
        named.shift_remove("incident_id");
        for (key, of) in [("speaker_side_name", "speaker_side"), ("about_side_name", "about_side")] {
            named.insert(key.to_owned(), json!(text_of(claim, of).and_then(|side| self.side(side))));
        }
        named.insert("published".to_owned(), json!(self.published(claim)));
        named
    }

    /// The name of the party that stands on that side.
    fn side(&self, side: &str) -> Option<&str> {
        matches!(side, "side_a" | "side_b").then(|| self.text(side)).flatten()
    }

    /// The report in which a claim stands.
    fn report(&self, claim: &Claim) -> Option<&Map<String, Value>> {
        let id = text_of(claim, "report_id")?;
        self.reports.iter().find(|report| text_of(report, "id") == Some(id))
    }

    /// The day on which a claim was published.
    fn published(&self, claim: &Claim) -> Option<&str> {
        text_of(self.report(claim)?, "published")
    }
}
