//! The plain types of this layer. They serialise as `diff --json` writes them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::runs::RunDifference;
use crate::format::read_back::Stored;

/// What differs between two results, A and B.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// How many incidents A and B have.
    pub incidents: [usize; 2],
    /// How many are the same in all columns.
    pub same: usize,
    /// Those that only B has.
    pub added: Vec<Gone>,
    /// Those that only A has.
    pub gone: Vec<Gone>,
    /// Those that both have and that differ, in the order of A.
    pub changed: Vec<Pair>,
    /// What differs in the records of the runs.
    pub run: RunDifference,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.changed.is_empty() && self.run.is_empty()
    }
}

/// An incident in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// What it is.
    pub sub_event_type: Option<String>,
    /// Its first day.
    pub date_start: Option<String>,
    /// Its place.
    pub place: Option<String>,
    /// The main sentence of evidence.
    pub quote: Option<String>,
}

impl Brief {
    /// Of an incident.
    pub(super) fn new(incident: &Stored) -> Self {
        let text = |column: &str| incident.text(column).map(str::to_owned);
        Self {
            id: incident.id().to_owned(),
            sub_event_type: text("sub_event_type"),
            date_start: text("date_start"),
            place: text("place").or_else(|| text("place_as_reported")),
            quote: text("quote"),
        }
    }
}

/// An incident that only one of the two has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// The incident.
    #[serde(flatten)]
    pub about: Brief,
    /// Why the other leaves it out, where its `not_mapped.csv` says so.
    pub left_out_because: Option<String>,
}

/// An incident that both have and that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The incident, as B has it.
    #[serde(flatten)]
    pub about: Brief,
    /// What differs.
    pub changes: Vec<Change>,
}

/// One thing that differs. `from` is A's, `to` B's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// The same incident has another id.
    Renumbered {
        /// A's id.
        from: String,
        /// B's id.
        to: String,
    },
    /// It lies elsewhere.
    Moved {
        /// A's place.
        from: Option<String>,
        /// B's place.
        to: Option<String>,
        /// How far; `None` where one is not placed.
        km: Option<f64>,
    },
    /// Its first or last day differs.
    Redated {
        /// A's days.
        from: [Option<String>; 2],
        /// B's days.
        to: [Option<String>; 2],
    },
    /// Its type differs.
    Retyped {
        /// A's sub-type.
        from: Option<String>,
        /// B's sub-type.
        to: Option<String>,
    },
    /// A party differs.
    Sides {
        /// `side_a`, `side_b` or `initiator`.
        column: &'static str,
        /// A's.
        from: Option<String>,
        /// B's.
        to: Option<String>,
    },
    /// A figure differs.
    Toll {
        /// The column.
        column: &'static str,
        /// A's.
        from: Value,
        /// B's.
        to: Value,
    },
    /// Status or attribution differs.
    Status {
        /// The column.
        column: &'static str,
        /// A's.
        from: Option<String>,
        /// B's.
        to: Option<String>,
    },
    /// A claim that only B has.
    ClaimAdded(ClaimBrief),
    /// A claim that only A has.
    ClaimGone(ClaimBrief),
    /// A claim that a later one now replaces.
    ClaimSuperseded(ClaimBrief),
    /// A claim that a later one no longer replaces.
    ClaimRestored(ClaimBrief),
    /// A report that only B has for it.
    ReportAdded {
        /// Its id.
        report: String,
    },
    /// A report that only A has for it.
    ReportGone {
        /// Its id.
        report: String,
    },
    /// Any other column.
    Other {
        /// The column.
        column: String,
        /// A's.
        from: Value,
        /// B's.
        to: Value,
    },
}

/// A claim in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimBrief {
    /// The report.
    pub report: Option<String>,
    /// Who says so; `None` for the report's own voice.
    pub speaker: Option<String>,
    /// `claims`, `denies`...
    pub act: Option<String>,
    /// `killed`, `wounded`... or the act.
    pub what: Option<String>,
    /// About which side.
    pub about_side: Option<String>,
    /// Lower bound.
    pub min: Option<u64>,
    /// Upper bound.
    pub max: Option<u64>,
    /// The words.
    pub quote: Option<String>,
}

impl ClaimBrief {
    /// Of a claim as files hold it.
    pub(super) fn new(claim: &Map<String, Value>) -> Self {
        let text = |key: &str| claim.get(key).and_then(Value::as_str).map(str::to_owned);
        let number = |key: &str| claim.get(key).and_then(Value::as_u64);
        Self {
            report: text("report_id"),
            speaker: text("speaker"),
            act: text("act"),
            what: text("what"),
            about_side: text("about_side"),
            min: number("min"),
            max: number("max"),
            quote: text("quote"),
        }
    }
}
