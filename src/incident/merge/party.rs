//! The sides of two incidents, aligned by who they are, never by their letter.

use super::super::family::same_party;
use super::super::types::Incident;
use crate::coding::{Actor, Inter};

/// How the sides of two incidents go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alignment {
    /// Sides that are one and the same.
    pub(super) same: i32,
    /// Sides that are surely not the same: two states, two named groups.
    pub(super) other: i32,
    /// Civilians here and those who bear arms there: each report may count only
    /// some of those who were hit.
    pub(super) mixed: i32,
    /// Whether both tell two sides.
    pub(super) whole: bool,
}

impl Alignment {
    /// What it counts for.
    pub(super) fn points(self) -> i32 {
        2 * self.same - 3 * self.other - self.mixed
    }

    /// Whether the sides rule it out that two are one.
    pub(super) fn excludes(self) -> bool {
        self.other == 2 || self.other == 1 && self.same == 0 && self.whole
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Open,
    Mixed,
    Other,
}

/// The best of both ways to put the sides together.
pub(super) fn align(a: &Incident, b: &Incident) -> Alignment {
    let (x, y) = (sides(a), sides(b));
    let whole = x.iter().all(Option::is_some) && y.iter().all(Option::is_some);
    let straight = [(x[0], y[0]), (x[1], y[1])];
    let crossed = [(x[0], y[1]), (x[1], y[0])];
    let count = |pairs: [(Option<&Actor>, Option<&Actor>); 2]| {
        let known = pairs.into_iter().filter_map(|(p, q)| Some(likeness(p?, q?)));
        let mut all = Alignment { same: 0, other: 0, mixed: 0, whole };
        for one in known {
            all.same += i32::from(one == Likeness::Same);
            all.other += i32::from(one == Likeness::Other);
            all.mixed += i32::from(one == Likeness::Mixed);
        }
        all
    };
    let (one, two) = (count(straight), count(crossed));
    if two.points() > one.points() { two } else { one }
}

fn sides(i: &Incident) -> [Option<&Actor>; 2] {
    [i.side_a.as_deref(), i.side_b.as_deref()]
}

fn likeness(x: &Actor, y: &Actor) -> Likeness {
    if let (Some(_), Some(_)) = (&x.group, &y.group) {
        return if same_name(x, y) { Likeness::Same } else { Likeness::Other };
    }
    if sort(x) != sort(y) {
        return Likeness::Mixed;
    }
    let states = is_state(x) && is_state(y);
    if states && x.iso3.is_some() && y.iso3.is_some() && x.iso3 != y.iso3 {
        return Likeness::Other;
    }
    if (x.group.is_some() || y.group.is_some()) && is_state(x) != is_state(y) {
        return Likeness::Other;
    }
    // A named group and "rebels": may be.
    if x.group.is_none() && y.group.is_none() && (same_party(x, y) || same_name(x, y)) {
        return Likeness::Same;
    }
    // "the militia" of nobody's may be anyone's.
    let kinds = x.inter.is_some()
        && y.inter.is_some()
        && (x.iso3.is_some() || is_state(x))
        && (y.iso3.is_some() || is_state(y));
    if kinds && is_state(x) != is_state(y) { Likeness::Other } else { Likeness::Open }
}

fn is_state(x: &Actor) -> bool {
    x.inter == Some(Inter::StateForces)
}

fn same_name(x: &Actor, y: &Actor) -> bool {
    x.name.eq_ignore_ascii_case(&y.name)
}

/// Civilians, those who march, and those who bear arms.
fn sort(x: &Actor) -> u8 {
    match x.inter {
        Some(Inter::Civilians) => 1,
        Some(Inter::Protesters | Inter::Rioters) => 2,
        _ => 0,
    }
}
