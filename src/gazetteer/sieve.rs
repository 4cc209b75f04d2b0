//! A Bloom filter over the beginnings of keys, word by word, and over whole
//! keys: what lets a scan pass over most words of a text without a look at the
//! table of names.
//!
//! Cells of 64 bits, as many as the next power of two; a run of words has its
//! place in one of them by its hash, so that one look answers both questions.

use std::collections::HashSet;

use super::hash;
use super::spill::{Room, Sorter};

type Result<T> = std::result::Result<T, String>;

/// Most words of a key whose beginnings are kept; longer keys are found by
/// their whole form only.
const MOST_WORDS: usize = 12;
/// Bits for each beginning and for each key, at least.
const BITS: u64 = 6;
/// Hashes that are remembered, so that a repeated one is kept once.
const REMEMBERED: usize = 2_000_000;

/// The filter, read in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sieve<'i> {
    cells: &'i [[u8; 8]],
}

impl<'i> Sieve<'i> {
    /// The filter that [`Beginnings::sieve`] made.
    pub(crate) fn new(bytes: &'i [u8]) -> Self {
        Self { cells: bytes.as_chunks().0 }
    }

    /// Whether keys may begin with a run of words, and whether the run may be
    /// a key: `false` is certain.
    #[inline]
    pub(crate) fn holds(self, hash: u64) -> (bool, bool) {
        let (cell, begins, is_key) = place(hash, self.cells.len());
        let bits = self.cells.get(cell).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        (bits & begins == begins, bits & is_key == is_key)
    }
}

/// Where a run of words has its place among so many cells, the bits that are
/// set where keys begin with it, and those that are set where it is a key.
#[inline]
fn place(hash: u64, cells: usize) -> (usize, u64, u64) {
    let bit = |at: u32| 1_u64 << (hash >> at & 63);
    ((hash >> 32) as usize & cells.wrapping_sub(1), bit(0) | bit(6), bit(12) | bit(18))
}

/// The beginnings of keys as they come in, for the writer.
#[derive(Debug)]
pub(crate) struct Beginnings {
    seen: HashSet<u64>,
    hashes: Sorter,
}

impl Beginnings {
    /// None yet.
    pub(crate) fn new(room: &Room) -> Self {
        Self { seen: HashSet::new(), hashes: Sorter::new(room) }
    }

    /// Adds those of a key.
    pub(crate) fn add(&mut self, key: &str) -> Result<()> {
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        let mut run = hash::NO_WORDS;
        for word in key.split(' ').take(MOST_WORDS) {
            run = hash::join(run, hash::word_hash(word.as_bytes()));
            if self.seen.insert(run) {
                self.hashes.add(run, &[])?;
            }
        }
        Ok(())
    }

    /// A filter of them that has room for so many keys, none of which is in it
    /// yet.
    pub(crate) fn sieve(self, keys: u64) -> Result<Filling> {
        let cells = ((self.hashes.count() + keys) * BITS / 64).next_power_of_two().max(8);
        let mut filling = Filling { cells: vec![0; cells as usize] };
        self.hashes.each(|hash, _| {
            let (cell, begins, _) = place(hash, filling.cells.len());
            filling.cells[cell] |= begins;
            Ok(())
        })?;
        Ok(filling)
    }
}

/// A filter while the keys go in.
#[derive(Debug)]
pub(crate) struct Filling {
    cells: Vec<u64>,
}

impl Filling {
    /// Adds a key by its hash.
    pub(crate) fn add(&mut self, hash: u64) {
        let (cell, _, is_key) = place(hash, self.cells.len());
        self.cells[cell] |= is_key;
    }

    /// As stored.
    pub(crate) fn bytes(self) -> Vec<u8> {
        self.cells.into_iter().flat_map(u64::to_le_bytes).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_in_is_held_and_most_else_is_not() {
        let keys = ["new york", "new york city", "goris", "la paz"];
        let mut beginnings = Beginnings::new(&Room::default());
        for key in keys {
            beginnings.add(key).unwrap();
        }
        let mut filling = beginnings.sieve(keys.len() as u64).unwrap();
        for key in keys {
            filling.add(hash::key_hash(key));
        }
        let bytes = filling.bytes();
        let sieve = Sieve::new(&bytes);
        let holds = |run: &str| sieve.holds(hash::key_hash(run));
        assert!(keys.iter().all(|key| holds(key) == (true, true)));
        assert!(holds("new").0 && holds("la").0);
        let others = ["york", "gori", "paz", "la la", "old york", "new york new york"];
        assert!(others.iter().filter(|run| holds(run).0).count() <= 1);
        assert_eq!(Sieve::new(&[]).holds(1), (false, false));
    }
}
