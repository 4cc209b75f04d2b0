//! What lies between two named places: "between X and Y", "the road from X to
//! Y", "the X-Y highway".

use crate::lexicon::line_words::LineWord;
use crate::text::Shape;

use super::super::find::Weighed;
use super::super::spot::Mention;
use super::super::types::{Relation, RelationKind};
use super::super::words::Gap;
use super::{Relations, ground, literal, set};

/// A pair of names as told.
struct Pair {
    road: bool,
    words: String,
}

/// Situates the names of pairs in the middle between their places.
pub(in super::super) fn between(relations: &Relations<'_, '_>, mentions: &[Mention], weighed: &mut [Weighed]) {
    for n in 1..mentions.len() {
        let (Some(a), Some(b)) = (mentions.get(n - 1), mentions.get(n)) else { continue };
        let Some(pair) = relations.pair(a, b) else { continue };
        let (Some(one), Some(two)) = (literal(weighed, n - 1), literal(weighed, n)) else { continue };
        let Some(middle) = ground::middle(&one, &two, pair.road) else { continue };
        let kind = if pair.road { RelationKind::Road } else { RelationKind::Between };
        let anchors = one.place.into_iter().chain(two.place).collect();
        let relation = Relation { words: pair.words, kind, km: None, bearing: None, anchors };
        for k in [n - 1, n] {
            set(weighed, k, &middle, &relation);
        }
    }
}

impl Relations<'_, '_> {
    /// Whether name `n` is one of a pair.
    pub(in super::super) fn is_paired(&self, mentions: &[Mention], n: usize) -> bool {
        let pair = |a: Option<&Mention>, b: Option<&Mention>| a.zip(b).is_some_and(|(a, b)| self.pair(a, b).is_some());
        let (before, own, after) =
            (n.checked_sub(1).and_then(|p| mentions.get(p)), mentions.get(n), mentions.get(n + 1));
        pair(before, own) || pair(own, after)
    }

    fn pair(&self, a: &Mention, b: &Mention) -> Option<Pair> {
        let stretch = self.words.stretch(a.from);
        if stretch.from != self.words.stretch(b.from).from {
            return None;
        }
        // "the X-Y highway", "the X to Y road".
        if self.tied(a, b) || (b.from == a.to + 1 && self.words.lower(a.to) == "to") {
            let at = self.over_sides(b.to);
            if let Some(len) = self.lexicon.line_words.on(LineWord::Road, |n| self.words.on(at, n)) {
                return Some(Pair { road: true, words: self.text(b.to, at + len) });
            }
        }
        let (first, kind) = self.opening(a, b)?;
        let road = self.line_back(LineWord::Road, first);
        let border = self.line_back(LineWord::Border, first).is_some();
        match (road, kind) {
            (Some(road), _) => Some(Pair { road: true, words: self.text(road, a.from) }),
            (None, LineWord::Between) if !border => Some(Pair { road: false, words: self.text(first, a.from) }),
            _ => None,
        }
    }

    /// Where "between" or "linking" begins before the first of two joined
    /// names, and which of them it is.
    pub(super) fn opening(&self, a: &Mention, b: &Mention) -> Option<(usize, LineWord)> {
        if !self.joint(a, b) {
            return None;
        }
        let at = self.before_name(a.from, self.words.stretch(a.from).from, &|_| false)?;
        [LineWord::Between, LineWord::Link].into_iter().find_map(|kind| {
            let len = self.lexicon.line_words.back(kind, |n| self.words.back(at, n))?;
            Some((at + 1 - len, kind))
        })
    }

    /// Where a line's word begins that ends right before word `left`.
    pub(super) fn line_back(&self, kind: LineWord, left: usize) -> Option<usize> {
        let at = left.checked_sub(1)?;
        let len = self.lexicon.line_words.back(kind, |n| self.words.back(at, n))?;
        Some(at + 1 - len)
    }

    /// Whether "and", "to", "with" joins the names: "X and (the town of) Y",
    /// "X district and Y".
    fn joint(&self, a: &Mention, b: &Mention) -> bool {
        let feature = self.lexicon.place_words.feature_after(|n| self.words.on_written(a.to, n));
        let at = a.to + feature.map_or(0, |(len, _)| len);
        let Some(len) = self.lexicon.line_words.on(LineWord::Joint, |n| self.words.on(at, n)) else { return false };
        let rest = at + len;
        let plain = |i: usize| self.words.list.get(i).is_some_and(|w| w.shape == Shape::Lower);
        rest <= b.from && b.from - rest <= 3 && (rest..b.from).all(plain)
    }

    /// Whether a hyphen, dash or stroke ties the names: "X-Y".
    pub(super) fn tied(&self, a: &Mention, b: &Mention) -> bool {
        let hyphen = b.from == a.to && self.words.list.get(b.from).is_some_and(|w| w.gap == Gap::Hyphen);
        let dash = b.from == a.to + 1 && matches!(self.words.text(a.to), "-" | "–" | "—" | "/");
        // "the X-to-Y highway".
        let to = b.from == a.to + 1
            && self.words.lower(a.to) == "to"
            && self.words.list.get(a.to).is_some_and(|w| w.gap == Gap::Hyphen);
        hyphen || dash || to
    }

    /// The word after "main", "northern" and the like that begin at `at`.
    pub(super) fn over_sides(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(len) = self.lexicon.line_words.on(LineWord::Side, |n| self.words.on(at, n)) {
            at += len;
        }
        at
    }
}
