//! Kinds of acts as numbers, and how well two of them go together.

use std::collections::BTreeSet;

use super::super::family::fit;
use super::super::types::Incident;

/// The families of frames that occur, and their fit.
#[derive(Debug)]
pub(super) struct Kinds<'i> {
    names: Vec<&'i str>,
    fits: Vec<Option<i32>>,
}

impl<'i> Kinds<'i> {
    pub(super) fn of(incidents: &'i [Incident]) -> Self {
        let names: BTreeSet<&str> = incidents.iter().flat_map(|i| &i.families).map(String::as_str).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let fits = names.iter().flat_map(|x| names.iter().map(move |y| fit(x, y).or_else(|| across(x, y)))).collect();
        Self { names, fits }
    }

    /// The numbers of an incident's families.
    pub(super) fn numbers(&self, incident: &Incident) -> Vec<u8> {
        let number = |f: &String| self.names.binary_search(&f.as_str()).ok().and_then(|n| u8::try_from(n).ok());
        incident.families.iter().filter_map(number).collect()
    }

    /// How well the best two go together: 2 the same, 1 compatible.
    pub(super) fn fit(&self, a: &[u8], b: &[u8]) -> Option<i32> {
        let of = |x: u8, y: u8| self.fits.get(usize::from(x) * self.names.len() + usize::from(y)).copied().flatten();
        a.iter().flat_map(|x| b.iter().map(move |y| of(*x, *y))).max().flatten()
    }
}

/// Kinds of acts that one report does not tell of one event, and two may.
fn across(a: &str, b: &str) -> Option<i32> {
    let either = |x: &str, y: &str| a == x && b == y || a == y && b == x;
    (either("attack", "territory") || either("siege", "attack") || either("siege", "bombing")).then_some(1)
}
