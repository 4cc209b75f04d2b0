//! Which rows of the right side belong to one of the left.

use rayon::prelude::*;

use super::found::{Extra, Found};
use super::index::Index;
use super::key::{KeyIndex, Keys};
use super::measure::Window;
use super::nearest::Nearest;
use crate::dataset::Rows;

/// Rows of the left side by which a join is reckoned beforehand.
const SAMPLED: usize = 2000;

/// Room that is used again for each row.
#[derive(Debug, Default)]
pub struct Scratch {
    key: String,
    other: String,
    rows: Vec<u32>,
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

    /// Puts the rows that belong to `left` into `found`, in the right side's
    /// order, or nearest first.
    pub fn find(&self, left: usize, scratch: &mut Scratch, found: &mut Vec<Found>) {
        found.clear();
        let between = |row: u32| match (self.left.spots.get(left), self.right.spots.get(row as usize)) {
            (Some(a), Some(b)) => Found::row(row).between(a, b),
            _ => Found::row(row),
        };
        match &self.by {
            By::Key(keys, index) => {
                if !keys.write(left, &mut scratch.key) {
                    return;
                }
                scratch.rows.clear();
                index.find(&scratch.key, &mut scratch.other, &mut scratch.rows);
                let holds = |row: &&u32| match (self.left.spots.get(left), self.right.spots.get(**row as usize)) {
                    (Some(a), Some(b)) => self.window.holds(a, b),
                    _ => true,
                };
                found.extend(scratch.rows.iter().filter(holds).map(|row| between(*row)));
            }
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
                extras
            }
        }
    }
}
