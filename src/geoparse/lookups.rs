//! Look-ups of names, each made once a report: reports name the same places
//! over and over.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::gazetteer::{Gazetteer, NameMatch};

/// The gazetteer with the runs of words that a report had looked up in it.
pub(super) struct Lookups<'d, 'g> {
    gaz: &'g Gazetteer,
    known: RefCell<FxHashMap<Vec<&'d str>, Option<NameMatch>>>,
}

impl<'d, 'g> Lookups<'d, 'g> {
    /// None yet.
    pub(super) fn new(gaz: &'g Gazetteer) -> Self {
        Self { gaz, known: RefCell::default() }
    }

    /// The longest name that the words begin with.
    pub(super) fn longest_match(&self, words: &[&'d str]) -> Option<NameMatch> {
        if let Some(found) = self.known.borrow().get(words) {
            return found.clone();
        }
        let found = self.gaz.longest_match(words);
        self.known.borrow_mut().insert(words.to_vec(), found.clone());
        found
    }
}
