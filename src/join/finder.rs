//! Which rows of the right side belong to one of the left.

use std::ops::Range;

use rayon::prelude::*;

use super::found::{Extra, Found};
use super::index::Index;
use super::key::{KeyIndex, Keys};
use super::measure::Window;
use super::nearest::Nearest;
use crate::dataset::Rows;

/// Rows of the left side by which a join is reckoned beforehand.
const SAMPLED: usize = 2000;
/// Keys that are looked for at once.
const BLOCK: usize = 32;

/// Room that is used again for each row.
#[derive(Debug, Default)]
pub struct Scratch {
    key: String,
    other: String,
    rows: Vec<u32>,
    candidates: Vec<(u32, u32)>,
}

/// How rows are found.
pub enum By<'r> {
    /// By words of some columns; of those found, what the window holds.
    Key(Keys<'r>, KeyIndex<'r>),
    /// All that the window holds.
    Window(Index<'r>),
    /// The nearest that the window holds.
    Nearest {
        /// The right side's points.
        tree: Nearest<'r>,
        /// How many.
        count: usize,
        /// Whether both sides are one file: then no row is its own neighbour.
        same: bool,
    },
    /// Pairs that are known, sorted by the left row.
    Pairs(Vec<(u32, Found)>),
}

/// Finds the rows of the right side.
pub struct Finder<'r> {
    left: &'r Rows,
    right: &'r Rows,
    by: By<'r>,
    window: Window,
}

impl<'r> Finder<'r> {
    /// A finder; of what is found only what the window holds is taken.
    pub fn new(left: &'r Rows, right: &'r Rows, by: By<'r>, window: Window) -> Self {
        Self { left, right, by, window }
    }

    /// Gives the rows that belong to each of some left rows, in the right side's
    /// order or nearest first.
    pub fn find(&self, left: Range<usize>, scratch: &mut Scratch, each: &mut dyn FnMut(usize, &[Found])) {
        if let By::Key(keys, index) = &self.by {
            for from in left.clone().step_by(BLOCK) {
                self.find_keys(from..(from + BLOCK).min(left.end), (keys, index), scratch, each);
            }
            return;
        }
        let mut found = Vec::new();
        for row in left {
            self.find_one(row, scratch, &mut found);
            each(row, &found);
        }
    }

    /// Finds by key, some rows at once.
    fn find_keys(
        &self,
        left: Range<usize>,
        (keys, index): (&Keys<'_>, &KeyIndex<'_>),
        scratch: &mut Scratch,
        each: &mut dyn FnMut(usize, &[Found]),
    ) {
        scratch.key.clear();
        let mut ends = [None; BLOCK];
        for (end, row) in ends.iter_mut().zip(left.clone()) {
            let from = scratch.key.len();
            *end = keys.append(row, &mut scratch.key).then_some((from, scratch.key.len()));
        }
        let keys: [Option<&str>; BLOCK] = ends.map(|end| end.map(|(from, to)| &scratch.key[from..to]));
        index.candidates(&keys, &mut scratch.candidates);
        let mut candidates = scratch.candidates.iter().peekable();
        let mut found = Vec::new();
        for (n, row) in left.enumerate() {
            found.clear();
            while let Some((_, other)) = candidates.next_if(|(of, _)| *of as usize == n) {
                let same = keys[n].is_some_and(|key| index.has(*other, key, &mut scratch.other));
                if same && self.in_window(row, *other) {
                    found.push(self.between(row, *other));
                }
            }
            each(row, &found);
        }
    }

    /// Whether the window holds two rows, where it asks for anything.
    fn in_window(&self, left: usize, right: u32) -> bool {
        match (self.left.spots.get(left), self.right.spots.get(right as usize)) {
            (Some(a), Some(b)) => self.window.holds(a, b),
            _ => true,
        }
    }

    fn between(&self, left: usize, right: u32) -> Found {
        match (self.left.spots.get(left), self.right.spots.get(right as usize)) {
            (Some(a), Some(b)) => Found::row(right).between(a, b),
            _ => Found::row(right),
        }
    }

    fn find_one(&self, left: usize, scratch: &mut Scratch, found: &mut Vec<Found>) {
        found.clear();
        let between = |row: u32| self.between(left, row);
        match &self.by {
            // Keys are found some at once.
            By::Key(..) => {}
            By::Window(index) => {
                index.near(&self.left.spots[left], &self.window, &mut scratch.rows);
                found.extend(scratch.rows.iter().map(|row| between(*row)));
            }
            By::Nearest { tree, count, same } => {
                let not = same.then_some(left as u32);
                let near = tree.of(&self.left.spots[left], *count, &self.window, not);
                for (n, neighbour) in near.iter().enumerate() {
                    found.push(Found { rank: n as u32 + 1, tied: neighbour.tied, ..between(neighbour.row) });
                }
            }
            By::Pairs(pairs) => {
                let from = pairs.partition_point(|(row, _)| (*row as usize) < left);
                let of = pairs[from..].iter().take_while(|(row, _)| *row as usize == left);
                found.extend(of.map(|(_, found)| *found));
            }
        }
    }

    /// About how many rows a join by key gives, before it is made: from some
    /// rows of the left side, and from all where these give many.
    pub fn count_by_key(&self, many: u64) -> Option<u64> {
        let By::Key(keys, index) = &self.by else { return None };
        let every = |step: usize| -> u64 {
            let rows = (0..self.left.len()).into_par_iter().step_by(step);
            let counted =
                rows.map_init(String::new, |key, row| if keys.write(row, key) { index.count(key) as u64 } else { 0 });
            counted.sum::<u64>() * step as u64
        };
        let step = self.left.len() / SAMPLED + 1;
        let some = every(step);
        Some(if some > many / 4 { every(1) } else { some })
    }

    /// The key that most rows of the right side have, and how many.
    pub fn most_of_key(&self) -> Option<(String, usize)> {
        match &self.by {
            By::Key(_, index) => index.most(),
            _ => None,
        }
    }

    /// Whether a row of the left side has what is asked for at all.
    pub fn can_find(&self, left: usize) -> bool {
        match &self.by {
            By::Key(keys, _) => keys.write(left, &mut String::new()),
            By::Window(_) => self.window.can_hold(&self.left.spots[left]),
            By::Nearest { .. } => {
                self.left.spots[left].point().is_some() && self.window.can_hold(&self.left.spots[left])
            }
            By::Pairs(_) => true,
        }
    }

    /// The columns that are added.
    pub fn extras(&self) -> Vec<Extra> {
        let window = [(self.window.km.is_some(), Extra::Km), (self.window.days.is_some(), Extra::Days)];
        let windowed = window.into_iter().filter(|(asked, _)| *asked).map(|(_, extra)| extra);
        match &self.by {
            By::Key(..) | By::Window(_) => windowed.collect(),
            By::Nearest { .. } => {
                let days = self.window.days.map(|_| Extra::Days);
                [Some(Extra::Km), days, Some(Extra::Rank), Some(Extra::Tied)].into_iter().flatten().collect()
            }
            By::Pairs(pairs) => {
                let any = |has: &dyn Fn(&Found) -> bool| pairs.iter().any(|(_, found)| has(found));
                let mut extras = Vec::new();
                if any(&|f| !f.score.is_nan()) {
                    extras.extend([Extra::Km, Extra::Days, Extra::Score, Extra::Second]);
                } else if any(&|f| !f.km.is_nan()) {
                    extras.push(Extra::Km);
                }
                if any(&|f| f.same_by.is_some()) {
                    extras.extend([Extra::SameBy, Extra::NameScore]);
                }
                extras
            }
        }
    }
}
