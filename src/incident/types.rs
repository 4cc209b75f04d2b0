//! The plain types of this layer. An [`Incident`] owns all its words, so that
//! it outlives the reports it was read from.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use thin_vec::ThinVec;

use super::packed::PackedAccount;
use super::review::{AppliedCorrection, ReviewState};
use crate::coding::{Act, Actor, CasualtyKind, Plover, Quantity, Scope, Side, Speaker, Status, SubEvent};
use crate::gazetteer::AdminArea;
use crate::geoparse::{Location, Relation};
use crate::temporal::{DateBasis, DatePrecision, DateRange};
use crate::text::SourceSpan;

/// Who stands behind an incident (docs: `attribution`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// The report's own voice.
    #[default]
    Asserted,
    /// Someone who is no party says so.
    Attributed,
    /// Only a party says so.
    BelligerentClaim,
    /// Independent sources agree.
    Corroborated,
    /// One asserts, another denies.
    Contested,
}

/// Which side began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    /// The first.
    SideA,
    /// The second.
    SideB,
    /// Each says the other.
    Disputed,
}

/// A report an incident was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReportRef {
    /// Its id.
    pub id: String,
    /// Its title or headline.
    pub title: Option<String>,
    /// Its publisher.
    pub source: Option<String>,
    /// The agency it carries.
    pub agency: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Where a copy of it is archived.
    pub archive_url: Option<String>,
    /// When it was published, where known.
    pub published: Option<Date>,
    /// The day on which it was fetched, where told.
    pub retrieved: Option<Date>,
    /// Hashes of its runs of eight words, sorted: what two reports have from
    /// one source stands in both.
    #[serde(skip)]
    pub shingles: Arc<[u32]>,
}

/// Words that prove something: at most a sentence of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The report's id.
    pub report: Arc<str>,
    /// Where in it.
    pub span: SourceSpan,
    /// The words.
    pub quote: String,
}

/// A row of the claims ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IncidentClaim {
    /// Who says so; `None` for the report's own voice.
    pub speaker: Option<Arc<Speaker>>,
    /// Which side the speaker is on, if any.
    pub speaker_side: Option<Side>,
    /// What they do.
    pub act: Act,
    /// `killed`, `wounded`..., or the act in the words of the sub-event type.
    pub what: Arc<str>,
    /// The kind of casualty, where it is one.
    pub kind: Option<CasualtyKind>,
    /// About whom.
    pub about: Side,
    /// The figure.
    pub count: Quantity,
    /// What is counted: `persons`, `families`, `households`.
    pub unit: &'static str,
    /// How much it covers.
    pub scope: Scope,
    /// Whether a later one of the same speaker replaces it.
    pub superseded: bool,
    /// Who is counted, as reported.
    pub who: Arc<str>,
    /// Code of the country or de facto state they belong to, where told.
    #[serde(skip)]
    pub who_code: Option<String>,
    /// What they are, in ACLED's words, where told.
    #[serde(skip)]
    pub who_inter: Option<crate::coding::Inter>,
    /// Those acted upon, where only a number is told of them; a leading `!` in
    /// `as_reported` marks the actor whose opponents they are.
    #[serde(skip)]
    pub toward: Option<Arc<Actor>>,
    /// Of which episode of its incident it is told: 0 the whole, else from 1.
    #[serde(skip)]
    pub part: u16,
    /// The words.
    pub evidence: Arc<Evidence>,
}

/// Bounds of one kind of toll over all live claims; `None` is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Toll {
    /// Lowest that is claimed.
    pub min: Option<u32>,
    /// Highest that is claimed; `None` also for open bounds.
    pub max: Option<u32>,
}

/// The toll of an incident, reckoned from its claims by the rules for
/// `killed_best` (docs: Figures).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tolls {
    /// Dead.
    pub killed: Toll,
    /// The best single figure of the dead.
    pub killed_best: Option<u32>,
    /// The rule that gave it.
    pub killed_best_basis: Option<&'static str>,
    /// Dead of side a.
    pub killed_a: Option<u32>,
    /// Dead of side b.
    pub killed_b: Option<u32>,
    /// Dead civilians.
    pub killed_civilians: Option<u32>,
    /// Dead of no stated side.
    pub killed_unknown: Option<u32>,
    /// Hurt.
    pub wounded: Toll,
    /// Taken prisoner.
    pub captured: Toll,
    /// Not accounted for.
    pub missing: Toll,
    /// Taken by force.
    pub abducted: Toll,
    /// Held by police.
    pub arrested: Toll,
    /// Driven from home.
    pub displaced: Toll,
    /// Speakers give figures that cannot both be right.
    pub disputed: bool,
}

/// An episode of an incident that its report tells apart: one day, the same
/// sides, the same area.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The id that it would have alone.
    pub id: String,
    /// What it is.
    pub sub_event: SubEvent,
    /// Its days.
    pub when: DateRange,
    /// The name of its place.
    pub place: Option<String>,
    /// Its dead.
    pub killed: Option<u32>,
    /// The sentence that tells it.
    pub evidence: Option<Arc<Evidence>>,
}

impl Part {
    /// An incident as a part.
    pub fn of(incident: &Incident) -> Self {
        Self {
            id: incident.id.clone(),
            sub_event: incident.sub_event,
            when: incident.when,
            place: incident.location.as_ref().map(|l| l.name.clone()).or_else(|| incident.place_as_reported.clone()),
            killed: incident.tolls.killed_best,
            evidence: incident.evidence.first().cloned(),
        }
    }
}

/// One incident: who did what to whom, where, when, with what toll, who says so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Incident {
    /// Stable id: a letter and a hash; adding or reordering reports keeps it.
    pub id: String,
    /// What it is.
    pub sub_event: SubEvent,
    /// PLOVER's category.
    pub plover: Plover,
    /// UCDP's 1 state-based, 2 non-state, 3 one-sided.
    pub type_of_violence: Option<u8>,
    /// Whether civilians were the target.
    pub civilian_targeting: bool,
    /// Reported, claimed, denied, planned, background, generic.
    pub status: Status,
    /// Who stands behind it.
    pub attribution: Attribution,
    /// Still going on at `ongoing_as_of`.
    pub ongoing: bool,
    /// The latest day of publication that says so.
    pub ongoing_as_of: Option<Date>,
    /// The days, where known.
    #[serde(skip)]
    pub when: DateRange,
    /// The precision meant, also where the days are unknown.
    pub date_precision: DatePrecision,
    /// How the days are known; `None` where they are not.
    pub date_basis: Option<DateBasis>,
    /// Whether the days are those on which it was told: it may lie before.
    #[serde(skip)]
    pub by_its_telling: bool,
    /// The weekday named for it, where no day is known: 1 Monday to 7 Sunday.
    #[serde(skip)]
    pub weekday: Option<i8>,
    /// Families of frames that tell it; only like families merge.
    #[serde(skip)]
    pub families: ThinVec<Arc<str>>,
    /// The words for the time, as reported.
    pub time_as_reported: Option<String>,
    /// The place, where one is known.
    pub location: Option<Arc<Location>>,
    /// The area of the user's own layer in which it lies.
    pub area: Option<Arc<AdminArea>>,
    /// The name of the place as reported.
    pub place_as_reported: Option<String>,
    /// How the report relates the incident to the named place.
    pub relation: Option<Arc<Relation>>,
    /// Names of all places told for it, best first.
    pub places: ThinVec<String>,
    /// The acting party, or the first by rule.
    pub side_a: Option<Arc<Actor>>,
    /// The other.
    pub side_b: Option<Arc<Actor>>,
    /// Which side began.
    pub initiator: Option<Initiator>,
    /// Who says which side began.
    pub initiator_by: Option<String>,
    /// Who says "we did it".
    pub responsibility_claimed_by: Option<String>,
    /// Those who acted, as reported.
    pub perpetrators: ThinVec<String>,
    /// Things and groups aimed at, as reported.
    pub targets: ThinVec<String>,
    /// People harmed, as reported.
    pub victims: ThinVec<String>,
    /// Weapons, as reported.
    pub weapons: ThinVec<String>,
    /// The words that tell the event.
    pub triggers: ThinVec<String>,
    /// The toll.
    pub tolls: Tolls,
    /// The claims ledger: figures and acts.
    pub claims: Vec<IncidentClaim>,
    /// The proof; the first is the main one.
    pub evidence: Vec<Arc<Evidence>>,
    /// The reports, by id.
    pub reports: Vec<Arc<ReportRef>>,
    /// How many of them are independent.
    pub n_independent_sources: usize,
    /// A siege, blockade or battle of days that it belongs to.
    pub situation_id: Option<String>,
    /// The incident that this one is part of.
    pub part_of: Option<String>,
    /// Its episodes, where a report tells several.
    #[serde(skip)]
    pub parts: ThinVec<Part>,
    /// Sureness that we read it right (not that it happened), 0-1.
    pub extraction_confidence: f32,
    /// How a person has looked at it.
    pub review_state: ReviewState,
    /// The corrections that were applied to it, in order.
    pub corrections: ThinVec<AppliedCorrection>,
    /// Indices of the mentions, in its own report, that it was put together
    /// from.
    #[serde(skip)]
    pub members: ThinVec<usize>,
    /// Why it reads as it does, one account a report; empty until asked for.
    #[serde(skip)]
    pub accounts: ThinVec<PackedAccount>,
}

impl Incident {
    /// The day by which places and areas are chosen: the incident's first one,
    /// else its last, else the last on which a report of it was published.
    pub fn day(&self) -> Option<Date> {
        let published = self.reports.iter().filter_map(|r| r.published).max();
        self.when.start.or(self.when.end).or(published)
    }

    /// Whether neither its first nor its last day is known.
    pub fn is_undated(&self) -> bool {
        self.when.start.is_none() && self.when.end.is_none()
    }

    /// An incident of which nothing more is known than what it is.
    pub fn new(id: impl Into<String>, sub_event: SubEvent) -> Self {
        Self {
            id: id.into(),
            sub_event,
            plover: sub_event.plover(),
            type_of_violence: None,
            civilian_targeting: false,
            status: Status::default(),
            attribution: Attribution::default(),
            ongoing: false,
            ongoing_as_of: None,
            when: DateRange::default(),
            date_precision: DatePrecision::default(),
            date_basis: None,
            by_its_telling: false,
            weekday: None,
            families: ThinVec::new(),
            time_as_reported: None,
            location: None,
            area: None,
            place_as_reported: None,
            relation: None,
            places: ThinVec::new(),
            side_a: None,
            side_b: None,
            initiator: None,
            initiator_by: None,
            responsibility_claimed_by: None,
            perpetrators: ThinVec::new(),
            targets: ThinVec::new(),
            victims: ThinVec::new(),
            weapons: ThinVec::new(),
            triggers: ThinVec::new(),
            tolls: Tolls::default(),
            claims: Vec::new(),
            evidence: Vec::new(),
            reports: Vec::new(),
            n_independent_sources: 0,
            situation_id: None,
            part_of: None,
            parts: ThinVec::new(),
            extraction_confidence: 0.0,
            review_state: ReviewState::default(),
            corrections: ThinVec::new(),
            members: ThinVec::new(),
            accounts: ThinVec::new(),
        }
    }
}
