//! How many points lie at one place, where symbols cover one another: "×34".

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::display::{Face, Point};
use super::super::label::{Slot, Wish, around};
use super::super::lettering::{Label, Lines};
use super::super::theme::{INK, PAPER};
use super::Dot;

/// Places whose numbers are told, those with most points.
const TOLD: usize = 60;
/// Points so near to one another (degrees) are at one place: exports round to
/// three digits or more.
const SAME: f32 = 0.0005;
/// Pixels of an em.
const TYPE: f32 = 14.0;

/// The numbers, beside their places; `reach` gives how far a point's symbol
/// reaches.
pub(super) fn counts(dots: &[Dot], at: &[Point], reach: impl Fn(&Dot) -> f32) -> Vec<Label> {
    let cell = |degrees: f32| (degrees / SAME).round() as i64;
    let mut places: BTreeMap<(i64, i64), (usize, f32, Point)> = BTreeMap::new();
    for (dot, at) in dots.iter().zip(at) {
        let (n, r, _) = places.entry((cell(dot.lat), cell(dot.lon))).or_insert((0, 0.0, *at));
        (*n, *r) = (*n + 1, r.max(reach(dot)));
    }
    let mut shared: Vec<(usize, f32, Point)> = places.into_values().filter(|(n, ..)| *n > 1).collect();
    shared.sort_by_key(|(n, ..)| Reverse(*n));
    shared.into_iter().take(TOLD).map(|(n, r, at)| label(n, at, r)).collect()
}

fn label(n: usize, at: Point, r: f32) -> Label {
    let mut lines = Lines::one(format!("×{n}"), Face::Bold, TYPE, INK);
    lines.rim = PAPER.alpha(235);
    let wish = Wish { slots: around(at, r, lines.size(), false), must: false };
    Label { wish, draw: Box::new(move |_: usize, slot: &Slot| lines.items(&slot.rect, false)) }
}
