//! What the tolls of two incidents say about whether they are one.

use super::super::types::{Incident, IncidentClaim};
use crate::coding::{CasualtyKind, Inter, Scope};

/// How two tolls go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tally {
    /// One number of three and more stands in both.
    Equal,
    /// The same, of ten and more.
    Telling,
    /// A small number stands in both.
    Small,
    /// One is silent, or they are near, or one rose to the other.
    Open,
    /// They differ, and may still be one toll.
    Apart,
    /// Parties differ widely, as parties do.
    Rival,
    /// They cannot be the same dead.
    Excluded,
}

impl Tally {
    /// What it counts for; `None` is a veto.
    pub(super) fn points(self) -> Option<i32> {
        match self {
            Self::Telling => Some(4),
            Self::Equal => Some(3),
            Self::Small => Some(1),
            Self::Open => Some(0),
            Self::Apart => Some(-2),
            Self::Rival => Some(-1),
            Self::Excluded => None,
        }
    }

    /// Whether a number that is seldom the same by chance stands in both.
    pub(super) fn agrees(self) -> bool {
        matches!(self, Self::Equal | Self::Telling)
    }
}

pub(super) fn compare(a: &Incident, b: &Incident) -> Tally {
    let shared = figures(a).filter(|c| figures(b).any(|d| d.kind == c.kind && d.count.min == c.count.min));
    match shared.filter_map(|c| c.count.min).max() {
        Some(10..) => return Tally::Telling,
        Some(3..) => return Tally::Equal,
        Some(1..) => return Tally::Small,
        _ => {}
    }
    let (dead_a, dead_b) = (dead(a), dead(b));
    let pairs = dead_a.iter().flat_map(|c| dead_b.iter().map(move |d| (*c, *d)));
    // The nearest two figures of the same people decide.
    let nearest = pairs.filter(|(c, d)| of_like(c, d)).min_by_key(|(c, d)| number(c).abs_diff(number(d)));
    nearest.map_or(Tally::Open, |(c, d)| differ(a, b, c, d))
}

/// How two different numbers of dead go together.
fn differ(a: &Incident, b: &Incident, c: &IncidentClaim, d: &IncidentClaim) -> Tally {
    let (x, y) = (number(c), number(d));
    let (less, more) = (x.min(y), x.max(y));
    if more - less <= (less / 2).max(1) {
        return Tally::Open;
    }
    let published = |i: &Incident| i.reports.first().and_then(|r| r.published);
    let rose = published(a).zip(published(b)).is_some_and(|(p, q)| p < q && x < y || q < p && y < x);
    let threefold = more > 3 * less.max(1) && more - less >= 5;
    match (threefold, rose) {
        (false, true) => Tally::Open,
        (false, false) => Tally::Apart,
        (true, true) if more <= 5 * less => Tally::Apart,
        (true, _) if are_rivals(c, d) => Tally::Rival,
        (true, _) => Tally::Excluded,
    }
}

/// Whether two who are not the same give the figures, one of them a party.
fn are_rivals(c: &IncidentClaim, d: &IncidentClaim) -> bool {
    let name = |c: &'_ IncidentClaim| c.speaker.as_ref().map(|s| s.iso3.clone().unwrap_or_else(|| s.name.clone()));
    name(c).zip(name(d)).is_some_and(|(x, y)| x != y)
}

/// Whether both count the same sort of people: soldiers of one country are no
/// measure for its civilians.
fn of_like(c: &IncidentClaim, d: &IncidentClaim) -> bool {
    let civil = |c: &IncidentClaim| c.who_inter.map(|i| i == Inter::Civilians);
    civil(c).zip(civil(d)).is_none_or(|(x, y)| x == y)
}

fn number(c: &IncidentClaim) -> u32 {
    c.count.min.unwrap_or(0)
}

/// Whether both count dead.
pub(super) fn both_counted(a: &Incident, b: &Incident) -> bool {
    !dead(a).is_empty() && !dead(b).is_empty()
}

/// The dead that are told as such: "three more" is no toll.
fn dead(i: &Incident) -> Vec<&IncidentClaim> {
    let more =
        |c: &IncidentClaim| c.who.split(' ').any(|w| matches!(w.to_lowercase().as_str(), "more" | "another" | "other"));
    figures(i).filter(|c| c.kind == Some(CasualtyKind::Killed) && !more(c)).collect()
}

fn figures(i: &Incident) -> impl Iterator<Item = &IncidentClaim> {
    i.claims.iter().filter(|c| c.kind.is_some() && c.scope == Scope::Incident && c.count.min.is_some_and(|n| n > 0))
}
