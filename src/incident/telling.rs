//! Why an incident reads as it does: for each report the words, the rules and
//! what else was considered. Owned, so that it outlives the report, and read
//! back from `incidents.jsonl`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::{SourceSpan, published};

/// The name of a rule, or a reason in a few words.
pub type Why = Cow<'static, str>;

/// How one report tells an incident.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Account {
    /// The report's id.
    pub report: String,
    /// The status by this report.
    pub status: Reason,
    /// Who stands behind it, by this report.
    pub attribution: Reason,
    /// The tellings that it was put together from.
    pub tellings: Vec<Telling>,
    /// Why these days.
    pub time: TimeAccount,
    /// Why this place.
    pub place: PlaceAccount,
    /// Why this first side.
    pub side_a: Option<SideAccount>,
    /// Why this second side.
    pub side_b: Option<SideAccount>,
    /// The words of the figures.
    pub figures: Vec<FigureWords>,
    /// The sentences, with the words that gave each field.
    pub sentences: Vec<Marked>,
}

/// A value and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reason {
    /// The value.
    pub value: String,
    /// Why.
    pub why: Why,
}

/// Words of a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Where they stand.
    #[serde(with = "published")]
    pub span: SourceSpan,
    /// The words, on one line.
    pub words: String,
}

/// One trigger, and how it was read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Telling {
    /// The trigger.
    #[serde(flatten)]
    pub at: Words,
    /// The frame that it triggers.
    pub frame: String,
    /// The family of the frame: like families tell one incident.
    pub family: String,
    /// What sort of trigger it is: verb, noun, phrase...
    pub kind: Why,
    /// Its status.
    pub status: Why,
    /// Why it has that status.
    pub why: Why,
    /// What the speaker does: claims, denies...
    pub act: String,
    /// Who says so; `None` for the report's own voice.
    pub speaker: Option<String>,
    /// Sureness of the reading, 0-1.
    pub confidence: f64,
}

/// Why these days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TimeAccount {
    /// The words; `None` where none are told.
    pub at: Option<Words>,
    /// Why these.
    pub why: Why,
    /// The rule that read them.
    pub rule: Option<Why>,
    /// Other times of the sentences.
    pub others: Vec<OtherTime>,
}

/// A time that was not taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OtherTime {
    /// The words.
    #[serde(flatten)]
    pub at: Words,
    /// The rule that read them.
    pub rule: Why,
    /// The first day meant, where known.
    pub start: Option<String>,
    /// The last day meant, where known.
    pub end: Option<String>,
    /// Why it was not taken.
    pub why: Why,
}

/// Why this place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlaceAccount {
    /// The name; `None` where none is told.
    pub at: Option<Words>,
    /// Why this.
    pub why: Why,
    /// What the name might mean, best first.
    pub candidates: Vec<PlaceCandidate>,
    /// Other place names of the sentences.
    pub others: Vec<OtherPlace>,
}

/// A place that a name might mean.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlaceCandidate {
    /// Whether it was taken.
    pub chosen: bool,
    /// The gazetteer's name.
    pub name: String,
    /// First-order division.
    pub admin1: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// What it is.
    pub class: String,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The resolver's score; higher is better.
    pub score: f64,
    /// What spoke for it.
    pub reason: String,
}

/// A place name that was not taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OtherPlace {
    /// The name.
    #[serde(flatten)]
    pub at: Words,
    /// The place it means, where one was found.
    pub place: Option<String>,
    /// What it stands for: literal, metonym, demonym, organisation.
    pub kind: String,
    /// Why it was not taken.
    pub why: Why,
}

/// Why this side.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SideAccount {
    /// The words; `None` where the side is only referred to.
    pub at: Option<Words>,
    /// The part it has.
    pub why: Why,
    /// The trigger in which it has it.
    pub of: Option<String>,
}

/// The words of a figure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FigureWords {
    /// The words.
    #[serde(flatten)]
    pub at: Words,
    /// Killed, wounded...
    pub kind: Why,
    /// Lower bound.
    pub min: Option<u32>,
    /// Upper bound.
    pub max: Option<u32>,
}

/// A sentence with the words that gave each field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Marked {
    /// Where it stands.
    #[serde(with = "published")]
    pub span: SourceSpan,
    /// The sentence as it was read.
    pub text: String,
    /// The words, in order.
    pub marks: Vec<Mark>,
}

/// Words of a sentence that gave a field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// The field: trigger, time, place, speaker, weapon, killed, `side_a`...
    pub field: Why,
    /// Where they stand.
    #[serde(with = "published")]
    pub span: SourceSpan,
    /// Code points of the sentence's text, first and one past the last.
    pub within: [usize; 2],
}

impl Marked {
    /// The words of a mark.
    pub fn words(&self, mark: &Mark) -> String {
        let [start, end] = mark.within;
        self.text.chars().skip(start).take(end.saturating_sub(start)).collect()
    }
}
