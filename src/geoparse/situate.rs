//! The last step: each taken name's location is moved, widened or made a
//! border by what the words around it say.

use crate::gazetteer::{FeatureClass, Gazetteer};
use crate::lexicon::Lexicon;

use super::clues::Clues;
use super::find::Weighed;
use super::relations::{Relations, Told, between, borders, is_landmark};
use super::spot::Mention;
use super::types::{Relation, Toponym, ToponymKind};
use super::words::Words;

/// Situates all names; `weighed` stands in the order of `mentions`.
pub(super) fn situate(
    words: &Words<'_>,
    mentions: &[Mention],
    clues: &[Clues],
    weighed: &mut [Weighed],
    (gaz, lexicon): (&Gazetteer, &Lexicon),
) {
    let relations = Relations { words, lexicon };
    beside(&relations, mentions, clues, weighed);
    between(&relations, mentions, weighed);
    borders(&relations, mentions, weighed, gaz);
}

/// "near X", "20 km south of X", "X district".
fn beside(relations: &Relations<'_, '_>, mentions: &[Mention], clues: &[Clues], weighed: &mut [Weighed]) {
    for (n, mention) in mentions.iter().enumerate() {
        let previous = n.checked_sub(1).and_then(|p| mentions.get(p));
        let (earlier, own) = weighed.split_at_mut(n);
        let Some(toponym) = own.first_mut().and_then(|w| w.toponym.as_mut()) else { continue };
        if toponym.kind != ToponymKind::Literal {
            continue;
        }
        if let Some(location) = toponym.location.as_mut() {
            let feature = clues.get(n).and_then(|c| c.feature);
            Relations::widen(feature, relations.words.lower(mention.to), location);
        }
        let other = |at: usize| previous.is_some_and(|p| (p.from..p.to).contains(&at));
        let Some(told) = relations.of(mention.from, mention.to, &other) else { continue };
        let described = earlier.last_mut().and_then(|w| w.toponym.as_mut()).filter(|t| is_spot(t));
        match described.filter(|_| previous.is_some_and(|p| is_landmark(relations, p, &told))) {
            Some(described) => place_by_landmark(described, toponym, &told),
            None => place(toponym, &told),
        }
    }
}

/// Whether a name may be one that its landmark places: a town or spot, or one
/// that the gazetteer does not have.
fn is_spot(toponym: &Toponym) -> bool {
    let class = toponym.location.as_ref().map(|l| l.class);
    toponym.kind == ToponymKind::Literal && matches!(class, None | Some(FeatureClass::Town | FeatureClass::Spot))
}

fn place(toponym: &mut Toponym, told: &Told) {
    let anchors = toponym.location.as_ref().and_then(|l| l.place).into_iter().collect();
    toponym.relation = Some(Relation { anchors, ..told.relation.clone() });
    if let Some(location) = &mut toponym.location {
        told.apply(location);
    }
}

/// A place that the gazetteer does not have lies where the words say.
fn place_by_landmark(unknown: &mut Toponym, landmark: &Toponym, told: &Told) {
    let Some(mut location) = landmark.location.clone().filter(|_| unknown.location.is_none()) else { return };
    let anchors = location.place.into_iter().collect();
    told.apply(&mut location);
    unknown.relation = Some(Relation { anchors, ..told.relation.clone() });
    unknown.location = Some(location);
}
