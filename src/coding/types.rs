//! The plain types of this layer.

use serde::Serialize;

use super::{Inter, Plover, Proof, SubEvent};
use crate::temporal::{DateBasis, DatePrecision, DateRange};
use crate::text::Span;

/// An actor as the report names it and as the lexicon knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// In ACLED's manner: "Military Forces of Azerbaijan", "Civilians (Iraq)",
    /// "Unidentified Armed Group (Jordan)", or the group's own name.
    pub name: String,
    /// As reported, first mention.
    pub as_reported: String,
    /// ISO 3166-1 alpha-3 of the state, or of the group's home.
    pub iso3: Option<String>,
    /// ACLED's kind.
    pub inter: Option<Inter>,
    /// The known group's name as it stands in the text: "FMLN".
    #[serde(skip)]
    pub group: Option<String>,
    /// Named only by a word before the act: "a rebel attack".
    #[serde(skip)]
    pub passing: bool,
    /// Where it is named.
    #[serde(skip)]
    pub span: Span,
}

/// Which side of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Both or all together.
    All,
    /// The first side.
    SideA,
    /// The second side.
    SideB,
    /// Those who take no part.
    Civilians,
    /// Not told.
    Unknown,
}

/// What befell people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CasualtyKind {
    /// Dead.
    Killed,
    /// Hurt.
    Wounded,
    /// Taken prisoner.
    Captured,
    /// Not accounted for.
    Missing,
    /// Taken by force, not as prisoners of war.
    Abducted,
    /// Set free.
    Released,
    /// Driven from their homes.
    Displaced,
    /// Held by police.
    Arrested,
    /// Killed or wounded, not told apart.
    Casualties,
}

/// A count as stated. "At least N" has no `max`, "up to N" no `min`; a vague
/// word has its conventional `min` and `approx`; both `None` where the text
/// says that there were some and not how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Quantity {
    /// Lower bound.
    pub min: Option<u32>,
    /// Upper bound.
    pub max: Option<u32>,
    /// "About", "dozens".
    pub approx: bool,
}

impl Quantity {
    /// The number, where it is told exactly.
    pub fn exact(self) -> Option<u32> {
        self.min.filter(|_| self.min == self.max && !self.approx)
    }
}

/// How much a figure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This incident.
    #[default]
    Incident,
    /// Several incidents together.
    Shared,
    /// A whole war, year or series.
    Cumulative,
}

/// A figure: so many of a side, says someone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Casualty {
    /// Whose.
    pub side: Side,
    /// What befell them.
    pub kind: CasualtyKind,
    /// How many.
    pub count: Quantity,
    /// What is counted: persons, families, households.
    pub unit: &'static str,
    /// How much it covers.
    pub scope: Scope,
    /// Who says so; `None` for the report's own voice.
    pub claimed_by: Option<Speaker>,
    /// A later figure of the same speaker stands in its place.
    pub superseded: bool,
    /// Who is counted, as reported ("two of its troops").
    pub who: String,
    /// Code of the country or de facto state they belong to, where told.
    pub who_code: Option<String>,
    /// What they are, in ACLED's words, where told.
    pub who_inter: Option<Inter>,
    /// The words.
    #[serde(skip)]
    pub span: Span,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// "Azerbaijan (Defence Ministry)", "Nikol Pashinyan (Armenia)", "police".
    pub name: String,
    /// ISO 3166-1 alpha-3 of the state spoken for.
    pub iso3: Option<String>,
    /// The agency that carried it: "Interfax".
    pub via: Option<String>,
}

/// What a speaker does with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// States it.
    Claims,
    /// Says that it is not so.
    Denies,
    /// States what another had stated.
    Confirms,
    /// Says that it cannot be told.
    CannotVerify,
}

/// Who says which figure or act about which side (a row of `claims.csv`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Who.
    pub speaker: Option<Speaker>,
    /// Which side of the incident the speaker is, if any.
    pub speaker_side: Option<Side>,
    /// What they do.
    pub act: Act,
    /// `killed`, `wounded`..., or the act: `attack`, `capture`, `shelling`.
    pub what: String,
    /// About whom.
    pub about: Side,
    /// The figure; empty where the claim is about an act.
    pub count: Quantity,
    /// How much it covers.
    pub scope: Scope,
    /// Whether a later one of the same speaker replaces it.
    pub superseded: bool,
    /// The words.
    #[serde(skip)]
    pub span: Span,
}

/// Whether an event is told as one that took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Told as fact, or by someone who is no party.
    #[default]
    Reported,
    /// Only a party says so.
    Claimed,
    /// A source says that it did not happen and nobody asserts it.
    Denied,
    /// Announced or feared.
    Planned,
    /// Earlier, told as context.
    Background,
    /// An aggregate without one place and day.
    Generic,
}

impl Status {
    /// Whether incidents of this status are mapped by default.
    pub const fn is_mapped(self) -> bool {
        matches!(self, Self::Reported | Self::Claimed)
    }

    /// As written in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Background => "background",
            Self::Generic => "generic",
        }
    }
}

/// One telling of an event: a trigger and what could be read around it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMention {
    /// What it is.
    pub sub_event: SubEvent,
    /// PLOVER's category.
    pub plover: Plover,
    /// The trigger word or phrase.
    pub trigger: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// The clause that proves it, within the sentence.
    pub evidence: Span,
    /// Who acts.
    pub initiator: Option<Actor>,
    /// Who or what is acted upon.
    pub target: Option<Actor>,
    /// Named together without direction ("between A and B").
    pub others: Vec<Actor>,
    /// The words for those acted upon, persons and things.
    pub victims: Vec<Span>,
    /// The words for things aimed at.
    pub targets: Vec<Span>,
    /// The words for weapons.
    pub weapons: Vec<Span>,
    /// Figures.
    pub casualties: Vec<Casualty>,
    /// Who asserts it; `None` for the report's own voice.
    pub speaker: Option<Speaker>,
    /// What the speaker does.
    pub act: Act,
    /// Who says of themselves that they did it.
    pub claimed_by: Option<Actor>,
    /// Whom another names as having done it, and who does.
    pub accused: Option<(Actor, Option<Speaker>)>,
    /// Index of the toponym that places it.
    pub place: Option<usize>,
    /// Index of the time expression that dates it.
    pub time: Option<usize>,
    /// Index of the one at which somebody told it, where none dates it.
    pub told: Option<usize>,
    /// The days, where known.
    pub when: Option<DateRange>,
    /// How close they are, also where unresolved.
    pub precision: DatePrecision,
    /// How they are known.
    pub basis: DateBasis,
    /// Reported, planned, background...
    pub status: Status,
    /// Still going on at publication.
    pub ongoing: bool,
    /// The frame that found it.
    pub frame: String,
    /// Frames of one family may tell the same incident.
    pub family: String,
    /// It tells what came of an event (killing, wounding), not how.
    pub result: bool,
    /// It lasts: a siege, a blockade.
    pub situation: bool,
    /// It stands in the headline.
    pub headline: bool,
    /// "the attack", "that clash": told before.
    pub definite: bool,
    /// "in another attack", "a second blast": apart from those told before.
    pub distinct: bool,
    /// "it killed 11", "he was shot": of what was told just before.
    pub refers: bool,
    /// Family names of those who act or suffer.
    pub persons: Vec<String>,
    /// Sureness of the reading, 0-1.
    pub confidence: f32,
    /// What else the reading rests on.
    pub proof: Proof,
}
