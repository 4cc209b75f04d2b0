//! A row as it is kept, and the texts that rows share.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::temporal::DateRange;

/// A text of [`Words`]; the first is the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Word(u32);

impl Word {
    /// Nothing told.
    pub const NONE: Self = Self(0);

    /// Its number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Texts, each held once.
#[derive(Debug)]
pub struct Words {
    texts: Vec<Arc<str>>,
    known: FxHashMap<Arc<str>, Word>,
}

impl Default for Words {
    fn default() -> Self {
        let empty: Arc<str> = "".into();
        Self { texts: vec![empty.clone()], known: FxHashMap::from_iter([(empty, Word::NONE)]) }
    }
}

impl Words {
    /// The word for a text.
    pub fn word(&mut self, text: &str) -> Word {
        if text.is_empty() {
            return Word::NONE;
        }
        if let Some(word) = self.known.get(text) {
            return *word;
        }
        let word = Word(u32::try_from(self.texts.len()).unwrap_or(0));
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.known.insert(text, word);
        word
    }

    /// The text of a word.
    pub fn text(&self, word: Word) -> &str {
        self.texts.get(word.index()).map_or("", |t| t)
    }

    /// All texts, by number.
    pub fn texts(&self) -> &[Arc<str>] {
        &self.texts
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether nothing but the empty text is known.
    pub fn is_empty(&self) -> bool {
        self.texts.len() <= 1
    }
}

/// Stands for a figure that is not told: four bytes in place of eight.
const UNTOLD: u32 = u32::MAX;

/// A row. Small, since files have millions of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    lon: f64,
    lat: f64,
    /// Its days.
    pub when: DateRange,
    deaths: [u32; 3],
    size: f32,
    /// What decides the colour.
    pub kind: Word,
    /// Who, first.
    pub actor_a: Word,
    /// Who, second.
    pub actor_b: Word,
    /// The country.
    pub country: Word,
    /// The first-order division.
    pub admin1: Word,
    /// The place.
    pub place: Word,
    /// Who tells of it.
    pub source: Word,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            lon: f64::NAN,
            lat: f64::NAN,
            when: DateRange::default(),
            deaths: [UNTOLD; 3],
            size: f32::NAN,
            kind: Word::NONE,
            actor_a: Word::NONE,
            actor_b: Word::NONE,
            country: Word::NONE,
            admin1: Word::NONE,
            place: Word::NONE,
            source: Word::NONE,
        }
    }
}

impl Record {
    /// Degrees north and east.
    pub fn point(&self) -> Option<(f64, f64)> {
        (!self.lat.is_nan()).then_some((self.lat, self.lon))
    }

    /// Sets degrees north and east.
    pub(super) fn set_point(&mut self, (lat, lon): (f64, f64)) {
        (self.lat, self.lon) = (lat, lon);
    }

    /// The same row with its texts numbered anew.
    pub(super) fn with_words(self, moved: &[Word]) -> Self {
        let word = |word: Word| moved.get(word.index()).copied().unwrap_or(Word::NONE);
        Self {
            kind: word(self.kind),
            actor_a: word(self.actor_a),
            actor_b: word(self.actor_b),
            country: word(self.country),
            admin1: word(self.admin1),
            place: word(self.place),
            source: word(self.source),
            ..self
        }
    }

    fn figure(&self, n: usize) -> Option<u32> {
        Some(self.deaths[n]).filter(|n| *n != UNTOLD)
    }

    /// The dead: the lowest figure, the best, the highest.
    pub fn deaths(&self) -> (Option<u32>, Option<u32>, Option<u32>) {
        (self.figure(0), self.figure(1), self.figure(2))
    }

    /// The best figure of the dead.
    pub fn dead(&self) -> Option<u32> {
        self.figure(1)
    }

    /// Sets the dead: lowest, best, highest.
    pub(super) fn set_deaths(&mut self, figures: [Option<u32>; 3]) {
        self.deaths = figures.map(|n| n.unwrap_or(UNTOLD));
    }

    /// What decides the size: the column that was asked for, else the dead.
    pub fn size(&self) -> Option<f32> {
        Some(self.size).filter(|s| !s.is_nan())
    }

    /// Sets the size.
    pub(super) fn set_size(&mut self, size: Option<f32>) {
        self.size = size.unwrap_or(f32::NAN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_small_and_texts_are_shared() {
        assert!(size_of::<Record>() <= 80, "{}", size_of::<Record>());
        let mut words = Words::default();
        let (a, b) = (words.word("Militia"), words.word("Militia"));
        assert_eq!((a, words.text(a), words.len()), (b, "Militia", 2));
        assert_eq!(words.word(""), Word::NONE);
    }
}
