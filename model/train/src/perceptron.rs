//! The averaged perceptron with integer weights.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::model::keys::Keys;
use crate::model::table::{Rows, Scores, Weights};

/// Keys are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

type Map<T> = HashMap<u32, T, BuildHasherDefault<Identity>>;

#[derive(Debug, Clone, Copy)]
struct Entry {
    class: u8,
    weight: i32,
    /// Sum of the weight over the steps up to `stamp`.
    total: i64,
    stamp: u32,
}

/// Weights that learn.
#[derive(Default)]
pub struct Perceptron {
    rows: Map<Vec<Entry>>,
    /// Rows that are given, not learned.
    pub fixed: Rows,
    step: u32,
}

impl Weights for Perceptron {
    fn add(&self, keys: &Keys, scores: &mut Scores) {
        for entry in keys.as_slice().iter().filter_map(|key| self.rows.get(key)).flatten() {
            scores[usize::from(entry.class)] += entry.weight;
        }
    }

    fn classes(&self, key: u32) -> Option<u64> {
        self.fixed.get(&key).map(|row| row.iter().fold(0, |bits, (class, _)| bits | 1 << class))
    }
}

impl Perceptron {
    /// A learner that has these rows from the start and never changes them.
    pub fn with_fixed(fixed: Rows) -> Self {
        Self { fixed, ..Self::default() }
    }

    /// Counts one decision.
    pub fn step(&mut self) {
        self.step += 1;
    }

    /// Rewards `right` and punishes `wrong` for these features.
    pub fn update(&mut self, keys: &[u32], right: u8, wrong: u8) {
        for key in keys {
            let row = self.rows.entry(*key).or_default();
            change(row, right, 1, self.step);
            change(row, wrong, -1, self.step);
        }
    }

    /// The averages times `scale`, without what is smaller than `least`
    /// (both sides of the rounding are integers, so every machine agrees).
    pub fn averaged(&self, scale: i64, least: i64) -> Rows {
        let mut rows = self.fixed.clone();
        let steps = i64::from(self.step.max(1));
        #[allow(clippy::iter_over_hash_type)] // into a sorted map
        for (key, row) in &self.rows {
            let mut entries: Vec<(u8, i8)> = Vec::new();
            for entry in row {
                let total = entry.total + i64::from(entry.weight) * i64::from(self.step - entry.stamp);
                let value = (total * scale * 2 + steps * total.signum()) / (steps * 2);
                if value.abs() >= least {
                    push_weight(&mut entries, entry.class, value);
                }
            }
            entries.sort_unstable();
            if !entries.is_empty() {
                rows.entry(*key).or_insert(entries);
            }
        }
        rows
    }
}

/// A weight that one byte cannot hold stands as several.
fn push_weight(entries: &mut Vec<(u8, i8)>, class: u8, mut value: i64) {
    while value != 0 {
        let part = value.clamp(-127, 127);
        entries.push((class, part as i8));
        value -= part;
    }
}

fn change(row: &mut Vec<Entry>, class: u8, by: i32, step: u32) {
    let at = row.iter().position(|e| e.class == class).unwrap_or_else(|| {
        row.push(Entry { class, weight: 0, total: 0, stamp: step });
        row.len() - 1
    });
    let entry = &mut row[at];
    entry.total += i64::from(entry.weight) * i64::from(step - entry.stamp);
    entry.stamp = step;
    entry.weight += by;
}

/// A seeded generator (SplitMix64).
pub struct Seeded(RefCell<u64>);

impl Seeded {
    /// A generator that always gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Self(RefCell::new(seed))
    }

    /// A number below `n`.
    pub fn below(&self, n: usize) -> usize {
        let mut state = self.0.borrow_mut();
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
