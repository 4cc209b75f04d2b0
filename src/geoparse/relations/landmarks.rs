//! A name that only tells where the place named before it lies: "in X, 20 km
//! south of Y". Y itself is not moved then; X, where nobody knows it, lies
//! where the words say.

use crate::text::Shape;

use super::super::spot::Mention;
use super::super::types::RelationKind;
use super::{Relations, Told};

/// The most words between the place and what is told of it: ", a village of
/// herders about".
const MOST: usize = 8;

/// Whether `told`, said of a name, places the name before it.
pub(in super::super) fn is_landmark(relations: &Relations<'_, '_>, before: &Mention, told: &Told) -> bool {
    let words = relations.words;
    let outside = matches!(
        told.relation.kind,
        RelationKind::Offset | RelationKind::Distance | RelationKind::Side | RelationKind::Near | RelationKind::Travel
    );
    let opener = matches!(words.text(before.to), "," | "(" | "–" | "—");
    if !outside || !opener || told.first <= before.to || told.first - before.to > MOST {
        return false;
    }
    if words.stretch(before.from).from != words.stretch(told.first).from {
        return false;
    }
    // Only a description may stand between, no clause and no other place.
    let mut at = before.to + 1;
    while at < told.first {
        let described = relations.lexicon.place_words.feature_before(|n| (n == 0).then(|| words.bare(at))).is_some();
        let lower = words.list.get(at).is_some_and(|w| w.shape == Shape::Lower);
        let article = matches!(words.lower(at), "a" | "an" | "the" | "small" | "remote" | "of" | "which" | "that");
        let hedge = (1..=3).rev().find(|len| {
            let back = |n: usize| (n < *len).then(|| words.lower(at + len - 1 - n));
            at + len <= told.first && relations.lexicon.lengths.hedge(back) == Some(*len)
        });
        at += match hedge {
            Some(len) => len,
            None if lower && (described || article) => 1,
            None => return false,
        };
    }
    true
}
