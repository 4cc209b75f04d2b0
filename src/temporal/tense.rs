//! Whether the clause of a time expression speaks of the future.

use std::ops::Range;

use super::recognise::Reader;
use crate::lexicon::time::{Prep, TimeWord};
use crate::text::Shape;

/// Words searched on either side.
const REACH: usize = 25;

/// What a verb form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Future,
    Past,
}

impl Reader<'_> {
    /// Whether the nearest verb forms say that the time is to come: "will",
    /// "would", "due to", "set to", "is hosting". The verb before decides;
    /// for a time that opens its clause, the verb after.
    pub(super) fn is_future(&self, mention: &Range<usize>, sentence: &Range<usize>) -> bool {
        // "Friday's attack" is past, whatever its clause; "ahead of Friday's vote"
        // is not.
        let owner = matches!(self.word(mention.end), "'s" | "’s") && mention.end < sentence.end;
        let led = mention.start > sentence.start
            && (matches!(
                self.kind(mention.start - 1),
                TimeWord::Shift(-2) | TimeWord::Prep(Prep::At | Prep::In | Prep::Until)
            ) || mention.start > sentence.start + 1 && self.word(mention.start - 2).eq_ignore_ascii_case("ahead"));
        if owner && !led {
            return false;
        }
        let from = sentence.start.max(mention.start.saturating_sub(REACH));
        let before = (from..mention.start)
            .rev()
            .take_while(|i| !self.ends_clause(*i))
            .find_map(|i| self.tense_at(i, mention.start));
        if let Some(tense) = before {
            return tense == Tense::Future;
        }
        let to = sentence.end.min(mention.end + REACH);
        let after = (mention.end..to).take_while(|i| self.word(*i) != ";").find_map(|i| self.tense_at(i, to));
        after == Some(Tense::Future)
    }

    fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), ";" | ":" | "“" | "”" | "\"" | "(" | ")" | "—" | "–" | "--")
    }

    /// The tense of the verb form at `at`, if it is one.
    fn tense_at(&self, at: usize, end: usize) -> Option<Tense> {
        match self.kind(at) {
            // "would have gone" is no future.
            TimeWord::Future(false) => {
                let perfect = self.kind(at + 1) == TimeWord::Past;
                Some(if perfect { Tense::Past } else { Tense::Future })
            }
            TimeWord::Future(true) => {
                let to = matches!(self.kind(at + 1), TimeWord::Prep(Prep::To | Prep::For));
                // "is due on Friday"
                let due = at + 2 >= end && self.after_be(at);
                (to || due).then_some(Tense::Future)
            }
            TimeWord::Be => {
                let going = (at + 1..end.min(at + 4)).take_while(|i| !self.ends_clause(*i)).find(|i| self.is_ing(*i));
                let only_adverbs = going.is_some_and(|g| (at + 1..g).all(|i| self.is_adverb(i)));
                only_adverbs.then_some(Tense::Future)
            }
            // "may" the verb.
            TimeWord::Month(5) if self.word(at) == "may" => {
                let perfect = self.kind(at + 1) == TimeWord::Past;
                Some(if perfect { Tense::Past } else { Tense::Future })
            }
            TimeWord::Past => Some(Tense::Past),
            _ => (self.is_ed(at) && !self.after_modal(at)).then_some(Tense::Past),
        }
    }

    fn is_ing(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 5 && word.to_ascii_lowercase().ends_with("ing") && self.lower(at)
    }

    fn is_adverb(&self, at: usize) -> bool {
        self.kind(at) == TimeWord::Adverb || self.word(at).to_ascii_lowercase().ends_with("ly")
    }

    /// A form in -ed that may be a past verb, not an adjective before a noun.
    fn is_ed(&self, at: usize) -> bool {
        let word = self.word(at);
        let form = word.len() > 4 && word.to_ascii_lowercase().ends_with("ed") && self.lower(at) && !word.contains('-');
        let before = at.checked_sub(1).map_or(TimeWord::No, |b| self.kind(b));
        let adjective = matches!(
            before,
            TimeWord::Article | TimeWord::Possessive | TimeWord::Prep(Prep::The | Prep::Of | Prep::And | Prep::By)
        );
        form && !adjective && !at.checked_sub(1).is_some_and(|b| self.is_adverb(b) && self.kind(b) != TimeWord::Adverb)
    }

    fn lower(&self, at: usize) -> bool {
        self.tokens[at].shape == Shape::Lower || self.all_caps
    }

    /// "will be killed", "is due", "is to be held".
    fn after_modal(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|i| matches!(self.kind(i), TimeWord::Be | TimeWord::Future(false)))
    }

    fn after_be(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|i| self.kind(i) == TimeWord::Be)
    }
}
