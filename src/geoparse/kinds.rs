//! What a name stands for where it is used: the ground, a government, a
//! people, an organisation.

use crate::gazetteer::{FeatureClass, Place};
use crate::lexicon::Lexicon;
use crate::lexicon::countries::FormKind;
use crate::lexicon::org_heads::OrgKind;
use crate::lexicon::place_weights::Clue;

use super::clues::Clues;
use super::spot::{Mention, Reading};
use super::types::ToponymKind;
use super::words::Words;

/// Tells the kind of a mention.
pub(super) struct Kinds<'a, 'd> {
    pub(super) words: &'a Words<'d>,
    pub(super) lexicon: &'a Lexicon,
}

impl Kinds<'_, '_> {
    pub(super) fn of(&self, mention: &Mention, clues: &Clues, place: Option<&Place<'_>>) -> ToponymKind {
        match mention.reading {
            Reading::Adjective | Reading::People => return ToponymKind::Demonym,
            Reading::Seat if !clues.has(Clue::CueIn) => return ToponymKind::Metonym,
            _ => {}
        }
        if let Some(kind) = clues.org {
            let ground = matches!(kind, OrgKind::Agency) && clues.has(Clue::CueIn) && clues.has(Clue::Bound);
            return if ground { ToponymKind::Literal } else { ToponymKind::Organisation };
        }
        if self.governs(mention, place) && self.acts(mention, clues) {
            return ToponymKind::Metonym;
        }
        ToponymKind::Literal
    }

    /// Whether the name is a country's or a capital's.
    fn governs(&self, mention: &Mention, place: Option<&Place<'_>>) -> bool {
        let class = place.map(|p| (p.class, p.feature_code));
        match class {
            Some((FeatureClass::Country, _) | (_, "PPLC")) => true,
            Some((FeatureClass::Region | FeatureClass::Admin1, _)) => mention.country.is_some(),
            Some((FeatureClass::Town, _)) => {
                let text = self.words.span(mention.from, mention.to).of(&self.words.doc.text);
                self.lexicon.countries.first(text, &[FormKind::Capital]).is_some()
            }
            _ => false,
        }
    }

    /// Whether the words around it make a government of it.
    fn acts(&self, mention: &Mention, clues: &Clues) -> bool {
        let (from, to) = (mention.from, mention.to);
        let stretch = self.words.stretch(from);
        if clues.has(Clue::Dateline) || clues.has(Clue::CueIn) || clues.has(Clue::CueDirection) {
            return false;
        }
        if clues.has(Clue::Possessive) {
            return self.has_government(to + 1);
        }
        if from > stretch.from {
            let mut at = from - 1;
            if self.words.lower(at) == "the" && at > stretch.from {
                at -= 1;
            }
            if self.lexicon.polity.toward(|n| self.words.back(at, n)) || self.between_parties(at, mention) {
                return true;
            }
        }
        !clues.has(Clue::CueFrom) && self.subject(to)
    }

    /// Whether what follows is a verb of speech or politics, or a list of
    /// parties that ends in one: "Baku and Yerevan accused".
    fn subject(&self, to: usize) -> bool {
        let mut at = to;
        for _ in 0..2 {
            let joiner = matches!(self.words.lower(at), "and" | "," | "or");
            if joiner && self.words.capital(at + 1) {
                at += 2;
            }
        }
        for _ in 0..2 {
            let adverb = matches!(
                self.words.lower(at),
                "has"
                    | "have"
                    | "had"
                    | "also"
                    | "then"
                    | "later"
                    | "repeatedly"
                    | "now"
                    | "is"
                    | "was"
                    | "will"
                    | "would"
                    | "never"
                    | "both"
                    | "immediately"
                    | "officially"
                    | "itself"
            );
            if self.lexicon.polity.verb(|n| self.words.on(at, n)) {
                return true;
            }
            if !adverb {
                return false;
            }
            at += 1;
        }
        self.lexicon.polity.verb(|n| self.words.on(at, n))
    }

    /// Whether governments have what begins at `at`: "support", "own army".
    fn has_government(&self, at: usize) -> bool {
        (0..3).any(|skip| {
            self.lexicon.polity.possessed(|n| self.words.on(at + skip, n)) && self.words.on(at, skip).is_some()
        })
    }

    /// "talks between A and B", "a deal between A and B", "war with A".
    fn between_parties(&self, at: usize, mention: &Mention) -> bool {
        let stretch = self.words.stretch(at);
        let mut i = at;
        for _ in 0..4 {
            let word = self.words.lower(i);
            if matches!(word, "between" | "with") && i > stretch.from {
                let border = (mention.to..mention.to + 4).any(|k| self.words.lower(k) == "border");
                return !border && self.lexicon.polity.relation(|n| self.words.back(i - 1, n));
            }
            let passes = matches!(word, "and" | "the" | ",") || self.words.capital(i);
            if !passes || i == stretch.from {
                return false;
            }
            i -= 1;
        }
        false
    }
}
