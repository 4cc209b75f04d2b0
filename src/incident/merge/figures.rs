//! What the tolls of two incidents say about whether they are one.

use super::super::types::{Incident, IncidentClaim};
use crate::coding::{CasualtyKind, Scope};

/// How two tolls go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tally {
    /// One number of three and more stands in both.
    Equal,
    /// A small number stands in both.
    Small,
    /// One is silent, or they are near.
    Open,
    /// They differ, and may still be one toll that rose.
    Apart,
    /// They cannot be the same dead.
    Excluded,
}

/// People from which a number is seldom the same by chance.
const TELLING: u32 = 3;

pub(super) fn compare(a: &Incident, b: &Incident) -> Tally {
    if contradict(a, b) {
        return Tally::Excluded;
    }
    let shared = figures(a).filter(|c| figures(b).any(|d| d.kind == c.kind && d.count.min == c.count.min));
    let best = shared.filter_map(|c| c.count.min).max();
    match best {
        Some(n) if n >= TELLING => return Tally::Equal,
        Some(1..) => return Tally::Small,
        _ => {}
    }
    let (Some((low_a, high_a)), Some((low_b, high_b))) = (dead(a), dead(b)) else { return Tally::Open };
    let (less, more) = if high_a < low_b { (high_a, low_b) } else { (high_b, low_a) };
    if more <= less || more - less <= (less / 3).max(1) {
        return Tally::Open;
    }
    if more > 3 * less.max(1) && more - less >= 5 { Tally::Excluded } else { Tally::Apart }
}

/// Whether both count dead.
pub(super) fn both_counted(a: &Incident, b: &Incident) -> bool {
    dead(a).is_some() && dead(b).is_some()
}

/// The lowest and the highest number of dead that is told.
fn dead(i: &Incident) -> Option<(u32, u32)> {
    let counts = || figures(i).filter(|c| c.kind == Some(CasualtyKind::Killed)).filter_map(|c| c.count.min);
    Some((counts().min()?, counts().max()?))
}

fn figures(i: &Incident) -> impl Iterator<Item = &IncidentClaim> {
    i.claims.iter().filter(|c| c.kind.is_some() && c.scope == Scope::Incident && c.count.min.is_some_and(|n| n > 0))
}

/// One party's dead, in two numbers that exclude one another: tolls rise from
/// report to report, but not threefold.
fn contradict(a: &Incident, b: &Incident) -> bool {
    figures(a).any(|c| {
        figures(b).any(|d| {
            let same = c.kind == d.kind && c.who_code.is_some() && c.who_code == d.who_code;
            let (Some(x), Some(y)) = (c.count.min, d.count.min) else { return false };
            same && x.max(y) > 3 * x.min(y).max(1) && x.max(y) >= 5
        })
    })
}
