//! Two results held against each other: which incidents were added, are gone
//! or changed, and what the records of the runs say of why.

mod changes;
mod pairs;
pub mod runs;
mod text;
mod types;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::format::read_back::{Stored, StoredRun};

use runs::runs;
pub use text::as_text;
pub use types::{Brief, Change, ClaimBrief, Difference, Gone, Pair};

/// A result, as it was read back.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// Its incidents.
    pub incidents: Vec<Stored>,
    /// Whether claims, evidence and reports are known, as they are in
    /// `incidents.jsonl`; without them the columns alone are compared.
    pub nested: bool,
    /// The record of its run, where there is one.
    pub run: Option<StoredRun>,
    /// Incidents that it left out: the reason by id.
    pub left_out: BTreeMap<String, String>,
}

/// What differs between two results.
pub fn compare(a: &Side, b: &Side) -> Difference {
    let pairing = pairs::pair(&a.incidents, &b.incidents);
    let nested = a.nested && b.nested;
    let mut changed: Vec<Pair> = Vec::new();
    let mut same = 0;
    for (x, y) in &pairing.pairs {
        let (x, y) = (&a.incidents[*x], &b.incidents[*y]);
        let changes = changes::changes(x, y, nested);
        if changes.is_empty() {
            same += 1;
        } else {
            changed.push(Pair { about: Brief::new(y), changes });
        }
    }
    let missing = |from: &Side, left: &[usize], other: &Side| {
        let gone = |i: &usize| {
            let incident = &from.incidents[*i];
            Gone { about: Brief::new(incident), left_out_because: other.left_out.get(incident.id()).cloned() }
        };
        left.iter().map(gone).collect::<Vec<Gone>>()
    };
    Difference {
        incidents: [a.incidents.len(), b.incidents.len()],
        same,
        added: missing(b, &pairing.only_b, a),
        gone: missing(a, &pairing.only_a, b),
        changed,
        run: a.run.as_ref().zip(b.run.as_ref()).map(|(a, b)| runs(a, b)).unwrap_or_default(),
    }
}

/// A value for a person: text without quotes, "-" for unknown.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
