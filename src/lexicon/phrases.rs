//! Phrases of one or more words, found by their first word without joining or
//! allocating: the tables that the recogniser asks at every word.

use rustc_hash::FxHashMap;

use super::gate::Gate;

/// Phrases with what they mean. Words are kept lower-case unless added as they
/// stand, without a last full stop, so that "Gen." and "Gen" are one.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<Entry<T>>>,
    gate: Gate,
    reversed: bool,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    rest: Box<[Box<str>]>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), gate: Gate::default(), reversed: false }
    }
}

impl<T: Copy> Phrases<T> {
    /// Phrases that are read backwards, from a word to its left.
    pub fn backwards() -> Self {
        Self { reversed: true, ..Self::default() }
    }

    /// Adds a phrase, in lower case.
    pub fn add(&mut self, phrase: &str, value: T) {
        self.add_as_written(&phrase.to_lowercase(), value);
    }

    /// Adds a phrase whose capitals matter.
    pub fn add_as_written(&mut self, phrase: &str, value: T) {
        let mut words: Vec<Box<str>> = phrase.split([' ', '-']).map(|w| w.trim_end_matches('.').into()).collect();
        if self.reversed {
            words.reverse();
        }
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        self.gate.add(&first);
        let entries = self.by_first.entry(first).or_default();
        entries.push(Entry { rest: words.into(), value });
        // Longest first; of equal length in the order of the table.
        entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
    }

    /// The longest phrase that begins at `word(0)`: its number of words and
    /// its meaning. `word(n)` is the n-th word on, in reading direction.
    pub fn longest<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, T)> {
        let entries = self.under(word(0)?)?;
        let fits = |e: &&Entry<T>| e.rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(w));
        entries.iter().find(fits).map(|e| (e.rest.len() + 1, e.value))
    }

    /// The meanings of all phrases that begin at `word(0)`.
    pub fn all<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> impl Iterator<Item = T> {
        let entries = word(0).and_then(|first| self.under(first)).map_or(&[][..], Vec::as_slice);
        entries.iter().filter(move |e| e.rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(w))).map(|e| e.value)
    }

    #[inline]
    fn under(&self, first: &str) -> Option<&Vec<Entry<T>>> {
        if self.gate.passes(first) { self.by_first.get(first) } else { None }
    }

    /// What a single word means.
    pub fn one(&self, word: &str) -> Option<T> {
        self.longest(|i| (i == 0).then_some(word)).map(|(_, v)| v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_in_either_direction() {
        let mut ahead = Phrases::default();
        ahead.add("air", 1);
        ahead.add("air base", 2);
        let text = ["air", "base", "near"];
        assert_eq!(ahead.longest(|i| text.get(i).copied()), Some((2, 2)));
        let mut back = Phrases::backwards();
        back.add("talks with", 3);
        let left = ["with", "talks"];
        assert_eq!(back.longest(|i| left.get(i).copied()), Some((2, 3)));
        assert_eq!(back.one("with"), None);
    }
}
