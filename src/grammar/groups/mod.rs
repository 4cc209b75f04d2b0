//! Noun groups and verb groups: the pieces of which clauses are made.
//!
//! After the "basic phrases" of FASTUS (Hobbs et al. 1997): one pass from left
//! to right over tagged words. What hangs on what is left to the caller or to
//! the parser; "of" always ends a noun group.

mod chain;
mod noun;
mod verb;

pub use noun::{NounGroup, noun_groups};
pub use verb::{Modality, Tense, VerbGroup, VerbKind, Voice, verb_groups};

use std::borrow::Cow;

use super::{Tag, Upos, VerbForm};

/// The words and tags of one sentence, safe to ask beyond its ends.
#[derive(Debug, Clone, Copy)]
struct Words<'w> {
    words: &'w [&'w str],
    tags: &'w [Tag],
}

impl<'w> Words<'w> {
    fn len(self) -> usize {
        self.words.len().min(self.tags.len())
    }

    fn upos(self, i: usize) -> Option<Upos> {
        self.tags.get(i).map(|t| t.upos)
    }

    fn form(self, i: usize) -> Option<VerbForm> {
        self.tags.get(i).and_then(|t| t.form)
    }

    fn lower(self, i: usize) -> Cow<'w, str> {
        let word = self.words.get(i).copied().unwrap_or("");
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return Cow::Borrowed(word);
        }
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    }

    fn is(self, i: usize, words: &[&str]) -> bool {
        words.contains(&&*self.lower(i))
    }

    /// Whether the word names a day, which begins a phrase of its own.
    fn is_weekday(self, i: usize) -> bool {
        self.is(i, &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    }
}
