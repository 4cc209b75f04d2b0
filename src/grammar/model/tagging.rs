//! The tagger's features and its left-to-right decoding.

use super::hash::mix;
use super::keys::{Keys, best};
use super::table::{MAX_CLASSES, Weights};
use super::upos::Tag;
use super::words::{Look, look};

/// Kind of the rows that give a word its only tag.
pub const ONLY: u8 = 200;
/// Kind of the rows that list the tags a word was seen with.
pub const SEEN: u8 = 201;

/// Stands for a word never seen before while learning.
const UNKNOWN: u32 = 0x0DD;
const START: u32 = 0x5EED;
const END: u32 = 0xE0D;

/// A sentence ready to be tagged.
#[derive(Debug, Clone)]
pub struct Sentence {
    looks: Vec<Look>,
    /// The set of tags each word was seen with, as bits.
    seen: Vec<u64>,
}

/// The tagger's two last decisions.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    last: u32,
    before: u32,
}

impl History {
    /// The history after one more decision.
    #[must_use]
    pub fn then(self, class: u8) -> Self {
        Self { last: u32::from(class) + 1, before: self.last }
    }
}

impl Sentence {
    /// Looks at the words, and up in the weights what each can be.
    pub fn new(words: &[&str], weights: &impl Weights) -> Self {
        let looks = look(words);
        let seen = looks.iter().map(|l| weights.classes(mix(SEEN, l.word, 0)).unwrap_or(0)).collect();
        Self { looks, seen }
    }

    /// Makes word `i` one that nobody has seen before; the trainer does so now
    /// and then, so that what a word looks like is learned beside the word.
    pub fn forget(&mut self, i: usize) {
        if let (Some(look), Some(seen)) = (self.looks.get_mut(i), self.seen.get_mut(i)) {
            look.word = UNKNOWN;
            *seen = 0;
        }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// The id of word `i` in the lower case.
    pub fn word(&self, i: usize) -> u32 {
        self.looks.get(i).map_or(END, |l| l.word)
    }

    /// The key under which word `i` may have its only tag.
    pub fn only(&self, i: usize) -> u32 {
        mix(ONLY, self.word(i), 0)
    }

    fn at(&self, i: usize, by: isize) -> Option<&Look> {
        i.checked_add_signed(by).and_then(|j| self.looks.get(j))
    }

    fn near(&self, i: usize, by: isize) -> u32 {
        self.at(i, by).map_or(if by < 0 { START } else { END }, |l| l.word)
    }

    fn can(&self, i: usize, by: isize) -> u32 {
        let bits = i.checked_add_signed(by).and_then(|j| self.seen.get(j)).copied();
        bits.map_or(END, |b| mix(5, (b >> 32) as u32, b as u32))
    }

    /// Which of the words around `i` are capitalised where that means something.
    fn capitals(&self, i: usize) -> u32 {
        let bit = |by: isize| self.at(i, by).map_or(2, |l| u32::from(l.capital) + 4 * u32::from(l.first));
        let (before, here, after) = (bit(-1), bit(0), bit(1));
        let mode = self.looks.first().map_or(0, |l| l.case);
        ((mode * 8 + before) * 8 + here) * 8 + after
    }

    /// The features of word `i` after the decisions of `history`.
    pub fn keys(&self, i: usize, history: History, keys: &mut Keys) {
        keys.clear();
        let Some(look) = self.looks.get(i) else { return };
        let (last, both) = (history.last, mix(6, history.last, history.before));
        let can = self.can(i, 0);
        keys.push(mix(10, look.word, 0));
        keys.push(mix(11, look.word, u32::from(look.capital)));
        keys.push(mix(12, look.shape, 0));
        keys.push(mix(13, can, 0));
        for suffix in look.suffix.into_iter().filter(|s| *s != 0) {
            keys.push(mix(14, suffix, 0));
        }
        for prefix in look.prefix.into_iter().filter(|p| *p != 0) {
            keys.push(mix(15, prefix, 0));
        }
        keys.push(mix(16, look.suffix[2], look.shape));
        keys.push(mix(17, last, 0));
        keys.push(mix(18, both, 0));
        keys.push(mix(19, last, look.word));
        keys.push(mix(20, both, look.word));
        keys.push(mix(21, last, can));
        keys.push(mix(22, last, look.suffix[2]));
        keys.push(mix(23, last, look.shape));
        keys.push(mix(24, can, look.shape));
        keys.push(mix(25, look.suffix[1], look.shape));
        let capitals = self.capitals(i);
        keys.push(mix(26, capitals, 0));
        keys.push(mix(27, capitals, can));
        keys.push(mix(28, capitals, last));
        self.push_neighbours(i, look, can, last, keys);
    }

    fn push_neighbours(&self, i: usize, look: &Look, can: u32, last: u32, keys: &mut Keys) {
        let (before, after) = (self.near(i, -1), self.near(i, 1));
        keys.push(mix(30, before, 0));
        keys.push(mix(31, after, 0));
        keys.push(mix(32, self.near(i, -2), 0));
        keys.push(mix(33, self.near(i, 2), 0));
        keys.push(mix(34, before, look.word));
        keys.push(mix(35, look.word, after));
        keys.push(mix(36, self.can(i, 1), can));
        keys.push(mix(37, self.can(i, 1), last));
        keys.push(mix(38, mix(7, self.can(i, 1), self.can(i, 2)), can));
        keys.push(mix(39, self.can(i, 1), look.word));
        if let Some(next) = self.at(i, 1) {
            keys.push(mix(40, next.suffix[2], can));
            keys.push(mix(41, next.shape, look.shape));
        }
        if let Some(previous) = self.at(i, -1) {
            keys.push(mix(42, previous.suffix[2], can));
            keys.push(mix(43, previous.shape, look.shape));
        }
        keys.push(mix(44, before, can));
        keys.push(mix(45, after, last));
    }
}

/// Tags a sentence: one tag for each word.
pub fn tag(words: &[&str], weights: &impl Weights) -> Vec<Tag> {
    let sentence = Sentence::new(words, weights);
    let mut history = History::default();
    let mut keys = Keys::default();
    let mut tags = Vec::with_capacity(words.len());
    for i in 0..sentence.len() {
        let only = weights.classes(sentence.only(i)).map(|bits| 63 - bits.leading_zeros() as u8);
        let class = only.unwrap_or_else(|| {
            let mut scores = [0; MAX_CLASSES];
            sentence.keys(i, history, &mut keys);
            weights.add(&keys, &mut scores);
            best(&scores, Tag::CLASSES)
        });
        history = history.then(class);
        tags.push(Tag::from_class(class));
    }
    tags
}
