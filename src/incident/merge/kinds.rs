//! Kinds of acts as numbers, and how well two of them go together.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::family::fit;
use super::super::types::Incident;

/// Kinds by their numbers, as bits.
pub(super) type Set = u128;

/// The families of frames that occur, and their fit; the first 128 in order of
/// the alphabet, and a lexicon has a third as many.
#[derive(Debug)]
pub(super) struct Kinds<'i> {
    names: Vec<&'i str>,
    /// For each, those that go with it, and those that are the same.
    fits: Vec<(Set, Set)>,
}

impl<'i> Kinds<'i> {
    pub(super) fn of(incidents: &'i [Incident]) -> Self {
        let names: BTreeSet<&str> = incidents.iter().flat_map(|i| &i.families).map(|f| &**f).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let all = |x: &str, points: i32| {
            let like = |y: &&str| fit(x, y).or_else(|| across(x, y)) == Some(points);
            names.iter().enumerate().filter(|(_, y)| like(y)).map(|(n, _)| bit(n)).fold(0, |set, b| set | b)
        };
        let fits = names.iter().map(|x| (all(x, 1), all(x, 2))).collect();
        Self { names, fits }
    }

    /// The numbers of an incident's families.
    pub(super) fn numbers(&self, incident: &Incident) -> Set {
        let number = |f: &Arc<str>| self.names.binary_search(&&**f).ok();
        incident.families.iter().filter_map(number).map(bit).fold(0, |set, b| set | b)
    }

    /// How well the best two go together: 2 the same, 1 compatible.
    pub(super) fn fit(&self, a: Set, b: Set) -> Option<i32> {
        let own = self.fits.iter().enumerate().filter(|(n, _)| a & bit(*n) != 0);
        let (with, same) = own.fold((0, 0), |(w, s), (_, (with, same))| (w | with, s | same));
        if same & b != 0 { Some(2) } else { (with & b != 0).then_some(1) }
    }
}

fn bit(number: usize) -> Set {
    u32::try_from(number).ok().and_then(|n| Set::checked_shl(1, n)).unwrap_or(0)
}

/// Kinds of acts that one report does not tell of one event, and two may.
fn across(a: &str, b: &str) -> Option<i32> {
    let either = |x: &str, y: &str| a == x && b == y || a == y && b == x;
    (either("attack", "territory") || either("siege", "attack") || either("siege", "bombing")).then_some(1)
}
