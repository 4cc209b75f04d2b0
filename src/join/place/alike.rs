//! Places that both sides name alike, where a number of the gazetteer does not
//! say whether they are one.
//!
//! Two places are taken for one where each is the other's best, no other is as
//! good, they are of one country, and their names are as alike as
//! [`super::spelling`] asks for. What came near is told with the reason.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::block::Block;
use super::sides::{Division, FAR_KM, Named};
use super::spelling::{IN_COUNTRY, IN_DIVISION, NEAR, likeness};
use crate::gazetteer::distance_km;

/// Why two places of like names are not one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WhyNot {
    /// Both tell their division, and it is another.
    Division,
    /// Their points are too far apart.
    Far,
    /// Their names must be so alike.
    Unlike(f64),
    /// Another is as alike.
    Tied,
    /// One of them is more like another.
    Taken,
}

/// Two places with names that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    /// Which of the left side.
    pub(super) left: u32,
    /// Which of the right.
    pub(super) right: u32,
    /// How alike; 1 where they are spelt as one.
    pub(super) score: f64,
    /// Whether both tell one division.
    agree: bool,
    /// Why they are not one; `None` where they are.
    pub(super) why_not: Option<WhyNot>,
}

impl Alike {
    fn new(left: (u32, &Named), right: (u32, &Named), score: f64) -> Self {
        let division = left.1.division.as_ref().zip(right.1.division.as_ref()).map(|(a, b)| same_division(a, b));
        let far = left.1.point.zip(right.1.point).is_some_and(|(a, b)| distance_km(a, b) > FAR_KM);
        let agree = division == Some(true);
        let least = if agree { IN_DIVISION } else { IN_COUNTRY };
        let why_not = match division {
            Some(false) => Some(WhyNot::Division),
            _ if far => Some(WhyNot::Far),
            _ => (score < least).then_some(WhyNot::Unlike(least)),
        };
        Self { left: left.0, right: right.0, score, agree, why_not }
    }

    /// What cannot be one place stands behind what can.
    pub(super) fn rank(&self) -> (bool, f64, bool) {
        (!matches!(self.why_not, Some(WhyNot::Division | WhyNot::Far)), self.score, self.agree)
    }
}

fn same_division(one: &Division, other: &Division) -> bool {
    match (&one.code, &other.code) {
        (Some(one), Some(other)) => one == other,
        _ => likeness(&one.name, &other.name) >= IN_DIVISION,
    }
}

/// The best partners of each place that is still free, in the order of the left
/// side; those with `why_not` are no pairs.
pub(super) fn alike(left: &[Named], right: &[Named], free: (&[bool], &[bool])) -> Vec<Alike> {
    let mut countries: BTreeMap<&str, [Vec<u32>; 2]> = BTreeMap::new();
    for (side, (places, free)) in [(left, free.0), (right, free.1)].into_iter().enumerate() {
        for (number, place) in places.iter().enumerate().filter(|(number, _)| free[*number]) {
            countries.entry(&place.country).or_default()[side].push(number as u32);
        }
    }
    let mut found: Vec<Alike> = Vec::new();
    for [ours, theirs] in countries.values() {
        found.extend(in_country((left, ours), (right, theirs)));
    }
    found.sort_by_key(|pair| (pair.left, pair.right));
    settled(found, left.len(), right.len())
}

/// All pairs of one country whose names are somewhat alike. Two numbers of the
/// gazetteer that differ are two places, whatever they are called.
fn in_country((left, ours): (&[Named], &[u32]), (right, theirs): (&[Named], &[u32])) -> Vec<Alike> {
    let (mut known, mut unknown) = (Block::default(), Block::default());
    for number in theirs {
        let place = &right[*number as usize];
        let block = if place.id.is_some() { &mut known } else { &mut unknown };
        place.names.iter().for_each(|name| block.add(*number, name));
    }
    let of_one = |number: &u32| {
        let place = &left[*number as usize];
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        for name in &place.names {
            let mut see = |other: u32, other_name: &str| {
                let score = likeness(name, other_name);
                if score >= NEAR {
                    let best = best.entry(other).or_default();
                    *best = best.max(score);
                }
            };
            unknown.like(name, &mut see);
            if place.id.is_none() {
                known.like(name, &mut see);
            }
        }
        let pair = |(other, score)| Alike::new((*number, place), (other, &right[other as usize]), score);
        best.into_iter().map(pair).collect::<Vec<_>>()
    };
    ours.par_iter().flat_map_iter(of_one).collect()
}

/// The best of each place, and how many are as good.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    rank: Option<(bool, f64, bool)>,
    count: u32,
}

impl Best {
    fn see(&mut self, pair: &Alike) {
        let rank = Some(pair.rank());
        if rank > self.rank {
            *self = Self { rank, count: 1 };
        } else if rank == self.rank {
            self.count += 1;
        }
    }

    fn is(&self, pair: &Alike) -> bool {
        self.rank == Some(pair.rank())
    }
}

/// The pairs of which one is the best of a side, with what becomes of them.
fn settled(mut found: Vec<Alike>, left: usize, right: usize) -> Vec<Alike> {
    let mut best = (vec![Best::default(); left], vec![Best::default(); right]);
    for pair in &found {
        best.0[pair.left as usize].see(pair);
        best.1[pair.right as usize].see(pair);
    }
    found.retain_mut(|pair| {
        let (ours, theirs) = (&best.0[pair.left as usize], &best.1[pair.right as usize]);
        let best = (ours.is(pair), theirs.is(pair));
        if pair.why_not.is_none() {
            pair.why_not = match best {
                (true, true) => (ours.count > 1 || theirs.count > 1).then_some(WhyNot::Tied),
                _ => Some(WhyNot::Taken),
            };
        }
        best.0 || best.1
    });
    found
}
