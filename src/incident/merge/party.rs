//! The sides of two incidents, aligned by who they are, never by their letter.

use super::super::family::same_party;
use super::super::types::Incident;
use crate::coding::{Actor, Inter};

/// How the sides of two incidents go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alignment {
    /// Sides that are one and the same.
    pub(super) same: i32,
    /// Sides that stand against each other and are surely not the same.
    pub(super) other: i32,
    /// Whether both tell two sides.
    pub(super) whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Open,
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
        let (mut same, mut other) = (0, 0);
        for one in known {
            same += i32::from(one == Likeness::Same);
            other += i32::from(one == Likeness::Other);
        }
        Alignment { same, other, whole }
    };
    let (one, two) = (count(straight), count(crossed));
    if two.same - two.other > one.same - one.other { two } else { one }
}

fn sides(i: &Incident) -> [Option<&Actor>; 2] {
    [i.side_a.as_ref(), i.side_b.as_ref()]
}

fn likeness(x: &Actor, y: &Actor) -> Likeness {
    if let (Some(_), Some(_)) = (&x.group, &y.group) {
        return if same_name(x, y) { Likeness::Same } else { Likeness::Other };
    }
    if sort(x) != sort(y) {
        return Likeness::Other;
    }
    if x.iso3.is_some() && y.iso3.is_some() && x.iso3 != y.iso3 {
        return Likeness::Other;
    }
    // A named group and "rebels": may be.
    if x.group.is_some() != y.group.is_some() {
        let state = |x: &Actor| x.inter == Some(Inter::StateForces);
        return if state(x) || state(y) { Likeness::Other } else { Likeness::Open };
    }
    if same_party(x, y) || same_name(x, y) {
        Likeness::Same
    } else if x.inter.is_some() && y.inter.is_some() && is_state(x) != is_state(y) {
        Likeness::Other
    } else {
        Likeness::Open
    }
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
