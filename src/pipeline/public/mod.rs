//! What may be published: one step over everything that was read, before any
//! of it is formatted. Writers and painters know nothing of it.
//!
//! Fail-safe by construction: an incident that is made coarser is built anew
//! from the fields that may pass ([`withhold`]), so that a field added later
//! stays out until somebody lets it through; and free words pass only where
//! each name in them is known ([`screen`]), so that a name that was not read as
//! one stays out too.

mod mention;
mod neutral;
mod quotes;
mod screen;
mod secrets;
mod withhold;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::context::Context;
use super::run::Coded;
use crate::coding::{CasualtyKind, Status};
use crate::error::Notice;
use crate::gazetteer::Gazetteer;
use crate::geoparse::{AreaLevel, Location, coarser};
use crate::incident::Incident;
use crate::lexicon::Lexicon;
use crate::lexicon::sensitive::{Group, Signs};

pub use mention::mention;
pub use neutral::Neutral;
use screen::Screen;
use secrets::Secrets;
use withhold::Withhold;

/// What stands where something is left out and an empty value would say
/// something else.
pub const WITHHELD: &str = "withheld";

/// What is wanted of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// Sensitive incidents at the first-order division, no private names.
    pub public: bool,
    /// Every incident at this level.
    pub aggregate: Option<AreaLevel>,
    /// The most characters of a quote; 0 for no quotes.
    pub quote_max: Option<usize>,
}

impl Profile {
    /// Whether anything is withheld beside quotes.
    pub fn withholds(&self) -> bool {
        self.public || self.aggregate.is_some()
    }
}

/// What was withheld.
#[derive(Debug, Default)]
pub struct Published {
    /// Incidents made coarser because they are sensitive.
    pub sensitive: usize,
    /// Incidents made coarser because they would tell where a sensitive one was.
    pub beside: usize,
    /// Incidents made coarser because all are.
    pub aggregated: usize,
    /// Names that may stand nowhere.
    secrets: Secrets,
    /// Words in capitals, of sensitive incidents, that no table knows.
    doubtful: BTreeSet<String>,
}

impl Published {
    /// A name in a title of the user's own that may not be published: one that
    /// is withheld, or that nothing tells from a private one.
    pub fn title_fault(&self, title: &str, context: &Context) -> Option<String> {
        let screen = Screen::new(&context.lexicon, &self.secrets, std::iter::empty());
        self.name_fault(title, context).or_else(|| screen.unknown_in_title(title, &context.gazetteer))
    }

    /// The same of a file's name, which has no capitals to go by: one that is
    /// known to be withheld.
    pub fn name_fault(&self, name: &str, context: &Context) -> Option<String> {
        self.secrets.named_in(name).or_else(|| screen::person_in(name, &context.lexicon, &self.doubtful))
    }

    /// Names, folded, that a picture may not write even as orientation.
    pub fn unnamed(&self) -> Vec<String> {
        self.secrets.names().map(str::to_owned).collect()
    }
}

/// Makes what was read fit for publishing. `neutral` has the ids that stand in
/// the place of those of reports and incidents.
pub fn publish(profile: &Profile, coded: &mut Coded, neutral: &Neutral, context: &Context) -> Published {
    let mut published = Published::default();
    if profile.withholds() {
        published = withhold_all(profile, coded, neutral, context);
    }
    if let Some(most) = profile.quote_max {
        quotes::cut(coded, most);
    }
    published
}

fn withhold_all(profile: &Profile, coded: &mut Coded, neutral: &Neutral, context: &Context) -> Published {
    let gaz = &context.gazetteer;
    let marks = marks(profile, &coded.all, context);
    let shown: Vec<Shown> = coded.all.iter().zip(&marks).map(|(i, m)| m.shown(i, gaz)).collect();
    let (secrets, doubtful, mut written) = write_anew(&coded.all, shown, neutral, context);
    // What is left out stands in order of why.
    let (kept, mut rest) = written.split_at_mut(coded.kept.min(coded.all.len()));
    sort(kept);
    for reason in coded.reasons().chunk_by(|a, b| a == b) {
        let (of_reason, others) = rest.split_at_mut(reason.len().min(rest.len()));
        sort(of_reason);
        rest = others;
    }
    withhold::part(&mut written);
    coded.all = written;
    coded.unresolved = Vec::new();
    coded.checks = Vec::new();
    coded.corrections = Vec::new();
    coded.not_read = vec![notice(); coded.not_read.len()];
    coded.notices = vec![notice(); coded.notices.len()];
    let count = |mark: Mark| marks.iter().filter(|m| **m == mark).count();
    let aggregated = marks.iter().filter(|m| matches!(m, Mark::Aggregated(_))).count();
    Published { sensitive: count(Mark::Sensitive), beside: count(Mark::Beside), aggregated, secrets, doubtful }
}

/// The incidents built anew; the names that may stand nowhere, and the words
/// that may be such names.
fn write_anew(
    all: &[Incident],
    shown: Vec<Shown>,
    neutral: &Neutral,
    context: &Context,
) -> (Secrets, BTreeSet<String>, Vec<Incident>) {
    let Context { lexicon, gazetteer: gaz, .. } = context;
    let secrets = Secrets::of(all.iter().zip(&shown), gaz);
    let places = all.iter().zip(&shown).filter_map(|(i, shown)| shown.place(i));
    let screen = Screen::new(lexicon, &secrets, places);
    let strict = Screen::new(lexicon, &secrets, std::iter::empty());
    let hidden: Vec<&Incident> = all.iter().zip(&shown).filter(|(_, s)| s.hides()).map(|(i, _)| i).collect();
    let doubtful = hidden.iter().flat_map(|i| screen.doubtful(i)).collect();
    let guarded: BTreeSet<&str> = hidden.iter().flat_map(|i| i.reports.iter().map(|r| r.id.as_str())).collect();
    let withhold = Withhold { screen: &screen, strict: &strict, neutral, guarded: &guarded, gaz, lexicon };
    let written = all.iter().zip(shown).map(|(incident, shown)| withhold.incident(incident, shown)).collect();
    (secrets, doubtful, written)
}

/// The order of the places as reported would tell something of them.
fn sort(incidents: &mut [Incident]) {
    let place = |i: &Incident| i.location.as_ref().map(|l| l.name.clone());
    incidents.sort_by(|a, b| {
        let day = |i: &Incident| (i.when.start.is_none(), i.when.start, i.when.end);
        day(a).cmp(&day(b)).then_with(|| place(a).cmp(&place(b))).then_with(|| a.id.cmp(&b.id))
    });
}

/// File names and what stands in files may hold any name.
fn notice() -> Notice {
    Notice::new(WITHHELD, WITHHELD, "run it without --public and --aggregate to see what and why")
}

/// Why an incident is made coarser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It is not.
    Kept,
    /// It is sensitive.
    Sensitive,
    /// It would tell where a sensitive one was.
    Beside,
    /// All are.
    Aggregated(AreaLevel),
}

impl Mark {
    /// Where the incident is shown.
    fn shown(self, incident: &Incident, gaz: &Gazetteer) -> Shown {
        let level = match self {
            Self::Kept => return Shown::AsTold,
            Self::Sensitive | Self::Beside => AreaLevel::Adm1,
            Self::Aggregated(level) => level,
        };
        Shown::At(incident.location.as_ref().and_then(|at| coarser(gaz, at, level, incident.day())).map(Box::new))
    }
}

/// Where an incident is shown.
#[derive(Debug)]
enum Shown {
    /// Where it was told.
    AsTold,
    /// At an area around it; nowhere, where there is none.
    At(Option<Box<Location>>),
}

impl Shown {
    fn hides(&self) -> bool {
        matches!(self, Self::At(_))
    }

    /// The place that is shown.
    fn place<'s>(&'s self, incident: &'s Incident) -> Option<&'s Location> {
        match self {
            Self::AsTold => incident.location.as_deref(),
            Self::At(area) => area.as_deref(),
        }
    }
}

fn marks(profile: &Profile, incidents: &[Incident], context: &Context) -> Vec<Mark> {
    let Context { lexicon, gazetteer, .. } = context;
    let all = profile.aggregate.map_or(Mark::Kept, Mark::Aggregated);
    let sensitive = |i: &Incident| profile.public && sensitive_group(i, lexicon).is_some();
    let mut marks: Vec<Mark> = incidents.iter().map(|i| if sensitive(i) { Mark::Sensitive } else { all }).collect();
    let hidden = incidents.iter().zip(&marks).filter(|(_, m)| **m == Mark::Sensitive);
    let hidden: Vec<(&Incident, Shown)> = hidden.map(|(i, m)| (i, m.shown(i, gazetteer))).collect();
    if hidden.is_empty() {
        return marks;
    }
    let secrets = Secrets::of(hidden.iter().map(|(i, shown)| (*i, shown)), gazetteer);
    for (mark, incident) in marks.iter_mut().zip(incidents) {
        if *mark != Mark::Sensitive
            && (secrets.is_at(incident) || hidden.iter().any(|h| may_be_at(incident, h, gazetteer)))
        {
            *mark = Mark::Beside;
        }
    }
    marks
}

/// The group of sensitive incidents that an incident belongs to.
pub fn sensitive_group<'l>(incident: &Incident, lexicon: &'l Lexicon) -> Option<&'l Group> {
    let told = |kind| incident.claims.iter().any(|c| c.kind == Some(kind));
    let figures = [("abducted", CasualtyKind::Abducted), ("arrested", CasualtyKind::Arrested)];
    let lists = [&incident.perpetrators, &incident.targets, &incident.victims, &incident.triggers, &incident.places];
    let words = lists.into_iter().flatten().chain(&incident.place_as_reported).map(String::as_str);
    let claims = incident.claims.iter().flat_map(|c| [&*c.who, &*c.what, c.evidence.quote.as_str()]);
    let texts = words.chain(claims).chain(incident.evidence.iter().map(|e| e.quote.as_str()));
    let at = incident.location.as_ref();
    lexicon.sensitive.group(&Signs {
        sub_event: incident.sub_event.name(),
        figures: figures.into_iter().filter(|(_, kind)| told(*kind)).map(|(name, _)| name).collect(),
        feature_code: at.map(|l| l.feature_code.as_str()),
        texts: texts.chain(at.map(|l| l.name.as_str())).collect(),
    })
}

/// Whether an incident may stand where a sensitive one of its report was that
/// is not placed more closely than a division: nobody can tell that it was
/// elsewhere.
fn may_be_at(incident: &Incident, (hidden, shown): &(&Incident, Shown), gaz: &Gazetteer) -> bool {
    let one_report = || incident.reports.iter().any(|r| hidden.reports.iter().any(|h| h.id == r.id));
    let close = hidden.location.as_ref().is_some_and(|l| l.ucdp_where_prec <= 2);
    // What is told as background or in general was most likely elsewhere.
    let here = hidden.status.is_mapped() || hidden.status == Status::Denied;
    if close || !here || !one_report() {
        return false;
    }
    let Some(area) = shown.place(hidden) else { return true };
    let own = incident.location.as_ref().and_then(|at| coarser(gaz, at, AreaLevel::Adm1, incident.day()));
    own.is_none_or(|own| own.name == area.name || own.country.as_deref() == Some(area.name.as_str()))
}

/// A day for looking up who held an office.
fn day(incident: &Incident) -> Option<Date> {
    incident.day()
}
