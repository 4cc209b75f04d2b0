//! The plain types of this layer.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::change::Change;
use super::place::PlaceRef;
use crate::error::Notice;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;

/// What corrections are checked against and applied with.
#[derive(Debug, Clone, Copy)]
pub struct Known<'c> {
    /// The places.
    pub gazetteer: &'c Gazetteer,
    /// Groups, forces and countries.
    pub lexicon: &'c Lexicon,
}

/// Where a correction stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stands {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line in it, from 1.
    pub line: u64,
}

impl fmt::Display for Stands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Which incident is meant: by words of a report, by an id, or by both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// The id that it had.
    pub id: Option<String>,
    /// A report that tells it.
    pub report: Option<String>,
    /// Words of that report that tell it.
    pub quote: Option<String>,
}

/// Who says so, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// A name.
    pub who: Option<String>,
    /// A day.
    pub when: Option<Date>,
    /// A reason.
    pub why: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Give a field this value.
    Set(Change),
    /// It is no incident.
    Drop,
    /// It is one with another.
    Merge(Target),
    /// The incident of this report is another one.
    Split(String),
    /// A name in the reports stands for this place.
    PlaceAlias {
        /// The name.
        name: String,
        /// What it stands for.
        place: PlaceRef,
    },
    /// A party is called otherwise.
    ActorAlias {
        /// As it was read.
        name: String,
        /// As it is called.
        to: String,
    },
    /// It is right as read.
    Confirm,
}

impl Action {
    /// As the column `action` has it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Set(_) => "set",
            Self::Drop => "drop",
            Self::Merge(_) => "merge",
            Self::Split(_) => "split",
            Self::PlaceAlias { .. } | Self::ActorAlias { .. } => "alias",
            Self::Confirm => "confirm",
        }
    }

    /// The field that it is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Set(change) => Some(change.field()),
            Self::PlaceAlias { .. } => Some("place"),
            Self::ActorAlias { .. } => Some("actor"),
            _ => None,
        }
    }
}

/// One correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Where it stands.
    pub at: Stands,
    /// Which incident it is about; nothing for an alias.
    pub target: Target,
    /// What is to be done.
    pub action: Action,
    /// The value as written.
    pub value: Option<String>,
    /// On whose word.
    pub by: Signature,
}

impl Correction {
    /// In a few words: "drop", or "set" and the field.
    pub fn what(&self) -> String {
        match self.action.field() {
            Some(field) => format!("{} {field}", self.action.name()),
            None => self.action.name().to_owned(),
        }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Stands,
    /// The column: "column 6 'value'".
    pub column: Option<String>,
    /// What was found, and what was expected.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Whether the line was left out for it.
    pub left_out: bool,
}

impl Fault {
    /// As a warning of a run.
    pub fn notice(&self) -> Notice {
        let column = self.column.as_deref().map_or_else(String::new, |c| format!("{c}: "));
        Notice::new(&*self.at.file, format!("{column}{}", self.what), &self.remedy).at_line(self.at.line)
    }
}

/// What became of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was applied.
    Applied,
    /// What it is about was not found again.
    Stale,
    /// A later one says otherwise.
    Overridden,
    /// It cannot be understood, or would make the incident contradict itself.
    Faulty,
}

impl Outcome {
    /// As written in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Stale => "stale",
            Self::Overridden => "overridden",
            Self::Faulty => "faulty",
        }
    }
}

/// A correction and what became of it: a row of `corrections_log.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub at: Stands,
    /// What became of it.
    pub outcome: Outcome,
    /// The id that the incident has now.
    pub incident: Option<String>,
    /// Which incident was meant.
    pub target: Target,
    /// What was to be done.
    pub action: String,
    /// The field.
    pub field: Option<&'static str>,
    /// The value before.
    pub before: Option<String>,
    /// The value as written.
    pub value: Option<String>,
    /// On whose word.
    pub by: Signature,
    /// Why it was not applied, or what is odd about how it was.
    pub note: Option<String>,
}
