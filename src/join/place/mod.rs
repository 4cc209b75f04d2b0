//! Rows of the same place, whatever each side calls it: by its number in the
//! gazetteer; where that lacks the place, or has several of its name, by names
//! that are alike.

mod alike;
mod block;
#[cfg(test)]
mod measured;
mod sides;
mod spelling;

use std::collections::{BTreeMap, BTreeSet};

use super::found::{Found, SameBy};
use crate::dataset::Rows;
use crate::gazetteer::{Gazetteer, PlaceId, latin};

use alike::{Alike, alike};
use sides::{FAR_KM, Named, named};

pub use alike::WhyNot;

/// What is told of two sides by their places.
#[derive(Debug, Default)]
pub struct SamePlaces {
    /// Pairs of rows, in order.
    pub pairs: Vec<(u32, Found)>,
    /// Rows of each side whose place the gazetteer lacks, or of whose name it
    /// has several.
    pub unknown: (usize, usize),
    /// Places that nearly have a partner, in order: first of the left side, then
    /// of the right.
    pub near: Vec<NearPlace>,
}

/// A place without a partner, and the one whose name is most like its.
#[derive(Debug, Clone, PartialEq)]
pub struct NearPlace {
    /// Whether it is of the left side.
    pub left: bool,
    /// A row of the left side's place, and one of the right's.
    pub rows: (u32, u32),
    /// How many rows name the place.
    pub count: usize,
    /// How alike the names are.
    pub score: f64,
    /// Why they are not taken for one.
    pub why_not: WhyNot,
}

/// Pairs of rows at the same place. Both sides must have been read with records.
pub fn by_place(left: &Rows, right: &Rows, gazetteer: &Gazetteer) -> SamePlaces {
    let (mut here, mut there) = rayon::join(|| named(left, gazetteer), || named(right, gazetteer));
    let mut same = SamePlaces { unknown: (unknown(&here), unknown(&there)), ..SamePlaces::default() };
    let (by_id, free) = by_id(&here, &there);
    add_names(&mut here, &there, gazetteer);
    add_names(&mut there, &here, gazetteer);
    let found = alike(&here, &there, (&free.0, &free.1));
    let like = found.iter().filter(|pair| pair.why_not.is_none());
    let by_name = like.map(|pair| {
        let how = if pair.score >= 1.0 { SameBy::Name } else { SameBy::Score(pair.score as f32) };
        (pair.left, pair.right, how)
    });
    for (ours, theirs, how) in by_id.into_iter().chain(by_name) {
        for row in &here[ours as usize].rows {
            same.pairs.extend(there[theirs as usize].rows.iter().filter_map(|other| {
                let spots = (&left.spots[*row as usize], &right.spots[*other as usize]);
                let found = Found { same_by: Some(how), ..Found::row(*other).between(spots.0, spots.1) };
                // Names tell nothing where points speak against them.
                (how == SameBy::Id || found.km.is_nan() || found.km <= FAR_KM).then_some((*row, found))
            }));
        }
    }
    same.pairs.sort_by_key(|(row, found)| (*row, found.row));
    same.near = near(&here, &there, &found);
    same
}

/// Rows whose place has no number.
fn unknown(places: &[Named]) -> usize {
    places.iter().filter(|place| place.id.is_none()).map(|place| place.rows.len()).sum()
}

/// A place of the left side, one of the right, and how they are one.
type Pair = (u32, u32, SameBy);

/// The places that both sides have by number, and which are left.
fn by_id(here: &[Named], there: &[Named]) -> (Vec<Pair>, (Vec<bool>, Vec<bool>)) {
    let number = |(number, place): (usize, &Named)| Some((place.id?, number));
    let known: BTreeMap<PlaceId, usize> = there.iter().enumerate().filter_map(number).collect();
    let mut free = (vec![true; here.len()], vec![true; there.len()]);
    let mut pairs = Vec::new();
    for (id, ours) in here.iter().enumerate().filter_map(number) {
        if let Some(theirs) = known.get(&id) {
            (free.0[ours], free.1[*theirs]) = (false, false);
            pairs.push((ours as u32, *theirs as u32, SameBy::Id));
        }
    }
    (pairs, free)
}

/// Gives the gazetteer's names to the known places of countries in which the
/// other side has some that it does not know.
fn add_names(places: &mut [Named], others: &[Named], gazetteer: &Gazetteer) {
    let mut asked: Vec<&str> = others.iter().filter(|o| o.id.is_none()).map(|o| o.country.as_str()).collect();
    asked.sort_unstable();
    asked.dedup();
    for place in places.iter_mut().filter(|place| asked.binary_search(&place.country.as_str()).is_ok()) {
        if let Some(id) = place.id {
            place.take(gazetteer.names(id).map(|(name, _)| latin(name)));
        }
    }
}

/// What the places that are left came nearest to, each once.
fn near(here: &[Named], there: &[Named], found: &[Alike]) -> Vec<NearPlace> {
    let first = |places: &[Named], number: u32| places[number as usize].rows.first().copied().unwrap_or(0);
    let mut near = Vec::new();
    for (left, places) in [(true, here), (false, there)] {
        let number = |pair: &Alike| if left { pair.left } else { pair.right };
        let joined: BTreeSet<u32> = found.iter().filter(|pair| pair.why_not.is_none()).map(number).collect();
        let mut best: BTreeMap<u32, &Alike> = BTreeMap::new();
        for pair in found.iter().filter(|pair| !joined.contains(&number(pair))) {
            let best = best.entry(number(pair)).or_insert(pair);
            if pair.rank() > best.rank() {
                *best = pair;
            }
        }
        for (number, pair) in best {
            let Some(why_not) = pair.why_not else { continue };
            let rows = (first(here, pair.left), first(there, pair.right));
            near.push(NearPlace { left, rows, count: places[number as usize].rows.len(), score: pair.score, why_not });
        }
    }
    near
}
