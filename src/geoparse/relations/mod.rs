//! What the words say about where beside the named place: "near X", "20 km
//! south of X", "towards X", "X's outskirts", "southern X".
//!
//! Here the words are read; [`ground`] moves and widens the place by them,
//! [`lengths`] reads kilometres and travel times, [`pairs`] what lies between
//! two places, [`borders`] where two places meet.

mod borders;
mod ground;
mod landmarks;
mod lengths;
mod pairs;

use crate::lexicon::Lexicon;
use crate::lexicon::line_words::LineWord;
use crate::lexicon::place_words::Feature;
use crate::lexicon::relations::{Beside, BesideKind};
use crate::text::{Shape, Span};

use super::find::Weighed;
use super::types::{Location, Relation, RelationKind, Role, ToponymKind};
use super::words::Words;

pub use borders::border_between;
pub(super) use borders::{borders, frontier};
pub(super) use landmarks::is_landmark;
pub(super) use pairs::between;

/// Reads the relations of names to places.
pub(super) struct Relations<'a, 'd> {
    pub(super) words: &'a Words<'d>,
    pub(super) lexicon: &'a Lexicon,
}

/// A relation as read, with what the ground needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// The relation; its anchors are not known here.
    pub(super) relation: Relation,
    /// Its first word; the name's own where it follows the name.
    pub(super) first: usize,
    /// How far the words reach, kilometres, where they give no length.
    pub(super) reach: f64,
    /// Whether the length is a vague one: "a few miles".
    pub(super) rough: bool,
}

impl Relations<'_, '_> {
    /// The relation in which the name `[from, to)` stands. `earlier` tells
    /// whether a word belongs to another name, which may stand between: "near
    /// the Syrian town of X".
    pub(super) fn of(&self, from: usize, to: usize, earlier: &dyn Fn(usize) -> bool) -> Option<Told> {
        self.before(from, earlier).or_else(|| self.after(from, to))
    }

    /// The relation that the words before the name tell.
    pub(super) fn before(&self, from: usize, earlier: &dyn Fn(usize) -> bool) -> Option<Told> {
        let stretch = self.words.stretch(from);
        if from == stretch.from {
            return None;
        }
        if let Some((len, bearing)) = self.lexicon.relations.bearing(|n| self.words.back(from - 1, n)) {
            let first = from - len;
            return Some(self.told(RelationKind::Part, (first, from), None, Some(bearing)));
        }
        let at = self.before_name(from, stretch.from, earlier)?;
        self.measured(at, stretch.from).or_else(|| self.beside(at, stretch.from))
    }

    /// "X's outskirts", "the X suburbs".
    fn after(&self, from: usize, to: usize) -> Option<Told> {
        let begin = if self.words.clitic(to) { to + 1 } else { to };
        if begin >= self.words.stretch(from).to {
            return None;
        }
        let side = self.lexicon.relations.bearing_on(|n| self.words.on(begin, n));
        let at = side.map_or(begin, |(len, _)| begin + len);
        let (len, beside) = self.lexicon.relations.after(|n| self.words.on(at, n))?;
        let told = self.told(kind_of(beside), (begin, at + len), None, side.map(|(_, degrees)| degrees));
        Some(Told { first: from, reach: beside.km, ..told })
    }

    /// The last word before the name and its "the", "town of", "Syrian city of".
    fn before_name(&self, from: usize, start: usize, earlier: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut at = from.checked_sub(1).filter(|at| *at >= start)?;
        let mut described = false;
        for _ in 0..8 {
            let of = self.words.lower(at) == "of" && at > start;
            let feature = of.then(|| self.feature_back(at - 1)).flatten();
            // "outskirts of", "edge of" are relations and no features.
            let beside = self.lexicon.relations.beside(|n| self.words.back(at, n)).is_some();
            let skip = match feature {
                Some(len) if !beside => len + 1,
                _ if self.words.lower(at) == "the" || earlier(at) => 1,
                _ if described
                    && !beside
                    && self.words.list.get(at).is_some_and(|w| w.shape == Shape::Lower)
                    && !is_small(self.words.lower(at))
                    && !self.opens_pair(at) =>
                {
                    1
                }
                _ => break,
            };
            described |= feature.is_some();
            at = at.checked_sub(skip).filter(|at| *at >= start)?;
        }
        (!self.words.mark(at)).then_some(at)
    }

    /// Whether "between", "linking" ends at `at`.
    fn opens_pair(&self, at: usize) -> bool {
        [LineWord::Between, LineWord::Link]
            .iter()
            .any(|kind| self.lexicon.line_words.back(*kind, |n| self.words.back(at, n)).is_some())
    }

    /// The length of "village", "districts" ending at `at`, before "of".
    fn feature_back(&self, at: usize) -> Option<usize> {
        let one = |n: usize| self.words.back_written(at, n).map(|w| if n == 0 { singular(w) } else { w });
        let (len, feature) = self.lexicon.place_words.feature_before(one)?;
        (!matches!(feature, Feature::Border | Feature::Road | Feature::Street)).then_some(len)
    }

    /// "20 km south of", "five miles from", "an hour's drive from", "south of",
    /// ending at `at`.
    fn measured(&self, at: usize, start: usize) -> Option<Told> {
        let from = self.lexicon.lengths.from(|n| self.words.back(at, n))?;
        let left = (at + 1).checked_sub(from).filter(|left| *left > start)?;
        let side = self.lexicon.relations.bearing(|n| self.words.back(left - 1, n));
        let beyond = side.map_or(left, |(len, _)| left - len);
        let bearing = side.map(|(_, degrees)| degrees);
        let end = self.over_hedges(beyond, start);
        if let Some(length) = self.length_before(end, start) {
            let kind = if bearing.is_some() { RelationKind::Offset } else { RelationKind::Distance };
            // "20 km of X" is a stretch of X, "within 20 km of X" is not.
            let within = self.within(length.first, start).filter(|_| bearing.is_none());
            if bearing.is_none() && self.words.lower(at) == "of" && within.is_none() {
                return None;
            }
            let first = within.unwrap_or(length.first);
            let told = self.told(kind, (first, at + 1), Some(length.km), bearing);
            return Some(Told { rough: length.rough, ..told });
        }
        if let Some(way) = self.travel_before(end, start, bearing.is_some()) {
            let told = self.told(RelationKind::Travel, (way.first, at + 1), Some(way.km), bearing);
            return Some(Told { rough: true, ..told });
        }
        // "outside" and "off" with no length are relations of their own.
        let degrees = bearing.filter(|_| matches!(self.words.lower(at), "of" | "from"))?;
        // "in the north of X" is a part of X, "to the north of X" is not.
        let back = |n: usize| self.words.back(beyond, n);
        let kind =
            if (back(1), back(2)) == (Some("the"), Some("in")) { RelationKind::Part } else { RelationKind::Side };
        Some(self.told(kind, (beyond, at + 1), None, Some(degrees)))
    }

    /// "near", "on the outskirts of", "on the southern edge of", ending at `at`.
    fn beside(&self, at: usize, start: usize) -> Option<Told> {
        let mut bearing = None;
        let plain = self.lexicon.relations.beside(|n| self.words.back(at, n));
        let (len, beside) = self.across_bearing(at, &mut bearing).or(plain)?;
        let first = at + 1 - len;
        let side = self.lexicon.relations.bearing(|n| self.words.back(first.checked_sub(1)?, n));
        let (first, bearing) = match (side, bearing) {
            (Some((len, degrees)), None) if first > start && beside.kind == BesideKind::Outskirts => {
                (first - len, Some(degrees))
            }
            (_, bearing) => (first, bearing),
        };
        match self.length_before(self.over_hedges(first, start), start) {
            Some(length) => {
                let told = self.told(RelationKind::Distance, (length.first, at + 1), Some(length.km), None);
                Some(Told { rough: length.rough, ..told })
            }
            None => Some(Told { reach: beside.km, ..self.told(kind_of(beside), (first, at + 1), None, bearing) }),
        }
    }

    /// A relation with a compass word inside: "on the southern outskirts of".
    fn across_bearing(&self, at: usize, bearing: &mut Option<f64>) -> Option<(usize, Beside)> {
        let (place, len, degrees) = (1..4).find_map(|n| {
            let (len, degrees) = self.lexicon.relations.bearing(|m| self.words.back(at, n + m))?;
            Some((n, len, degrees))
        })?;
        let without = |n: usize| self.words.back(at, if n < place { n } else { n + len });
        let (taken, beside) = self.lexicon.relations.beside(without).filter(|(taken, _)| *taken > place)?;
        *bearing = Some(degrees);
        Some((taken + len, beside))
    }

    /// Where the words end before "just", "some", "to the" that end at `left`.
    fn over_hedges(&self, left: usize, start: usize) -> usize {
        let mut left = left;
        while left > start {
            let at = left - 1;
            let mark = self.words.text(at) == ",";
            let Some(len) = self.lexicon.lengths.hedge(|n| self.words.back(at, n)).or(mark.then_some(1)) else { break };
            left = left.saturating_sub(len).max(start);
        }
        left
    }

    fn told(&self, kind: RelationKind, span: (usize, usize), km: Option<f64>, bearing: Option<f64>) -> Told {
        let relation = Relation { words: self.text(span.0, span.1), kind, km, bearing, anchors: Vec::new() };
        Told { relation, first: span.0, reach: 0.0, rough: false }
    }

    fn text(&self, from: usize, to: usize) -> String {
        let span: Span = self.words.span(from, to);
        self.words.doc.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn kind_of(beside: Beside) -> RelationKind {
    match beside.kind {
        BesideKind::Near => RelationKind::Near,
        BesideKind::Outskirts => RelationKind::Outskirts,
        BesideKind::Toward => RelationKind::Toward,
    }
}

/// "villages" as the table of features has it: "village".
fn singular(word: &str) -> &str {
    if word == "cities" { "city" } else { word.strip_suffix('s').unwrap_or(word) }
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "in" | "at" | "on" | "of" | "from" | "to" | "by" | "for" | "with" | "and" | "or" | "that" | "is" | "was"
    )
}

/// The ground that a name stands for, where it stands for ground.
fn literal(weighed: &[Weighed], n: usize) -> Option<Location> {
    let toponym = weighed.get(n)?.toponym.as_ref()?;
    (toponym.kind == ToponymKind::Literal).then(|| toponym.location.clone()).flatten()
}

/// Gives a name that location; an adjective then names ground too.
fn set(weighed: &mut [Weighed], n: usize, location: &Location, relation: &Relation) {
    let Some(toponym) = weighed.get_mut(n).and_then(|w| w.toponym.as_mut()) else { return };
    toponym.location = Some(location.clone());
    toponym.kind = ToponymKind::Literal;
    if toponym.role == Role::Actor {
        toponym.role = Role::Other;
    }
    toponym.relation = Some(relation.clone());
}
