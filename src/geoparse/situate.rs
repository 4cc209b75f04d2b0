//! The last step: each taken name's location is moved, widened or made a
//! border by what the words around it say.

use jiff::civil::Date;

use crate::gazetteer::{FeatureClass, Gazetteer, distance_km};
use crate::lexicon::Lexicon;
use crate::lexicon::place_words::Feature;

use super::clues::Clues;
use super::find::Weighed;
use super::locate::locate;
use super::relations::{Relations, Told, between, borders, is_landmark};
use super::spot::Mention;
use super::types::{Relation, RelationKind, Toponym, ToponymKind};
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
    beside(&relations, mentions, clues, weighed, gaz);
    between(&relations, mentions, weighed);
    borders(&relations, mentions, weighed, gaz);
    keep_named(words, weighed, gaz);
}

/// Keeps the named place where its point is no longer the location's.
fn keep_named(words: &Words<'_>, weighed: &mut [Weighed], gaz: &Gazetteer) {
    for toponym in weighed.iter_mut().filter_map(|w| w.toponym.as_mut()) {
        let Some((chosen, location)) = toponym.candidates.first().zip(toponym.location.as_ref()) else { continue };
        let place = gaz.place(chosen.place);
        let moved = distance_km((place.lat, place.lon), (location.lat, location.lon)) > 1.0;
        if moved && toponym.relation.is_some() {
            toponym.named = Some(Box::new(locate(gaz, place.id, words.doc.published.date)));
        }
    }
}

/// "near X", "20 km south of X", "X district".
fn beside(
    relations: &Relations<'_, '_>,
    mentions: &[Mention],
    clues: &[Clues],
    weighed: &mut [Weighed],
    gaz: &Gazetteer,
) {
    for (n, mention) in mentions.iter().enumerate() {
        let previous = n.checked_sub(1).and_then(|p| mentions.get(p));
        let (earlier, own) = weighed.split_at_mut(n);
        let Some(toponym) = own.first_mut().and_then(|w| w.toponym.as_mut()) else { continue };
        if toponym.kind != ToponymKind::Literal {
            continue;
        }
        let feature = clues.get(n).and_then(|c| c.feature);
        if let Some(location) = toponym.location.as_mut() {
            Relations::widen(feature, relations.words.lower(mention.to), location);
        }
        let other = |at: usize| previous.is_some_and(|p| (p.from..p.to).contains(&at));
        let told = relations.of(mention.from, mention.to, &other);
        let paired = relations.is_paired(mentions, n);
        let town = matches!(feature, None | Some(Feature::Town | Feature::Road));
        if town && (paired || told.as_ref().is_some_and(|t| t.relation.kind != RelationKind::Part)) {
            take_seat(toponym, gaz, relations.words.doc.published.date);
        }
        let Some(told) = told else { continue };
        let described = earlier.last_mut().and_then(|w| w.toponym.as_mut()).filter(|t| is_spot(t));
        match described.filter(|_| previous.is_some_and(|p| is_landmark(relations, p, &told))) {
            Some(described) => place_by_landmark(described, toponym, &told),
            None => place(toponym, &told),
        }
    }
}

/// What lies "20 km south of X" or "between X and Y" is told from the town X,
/// also where the district or province of that name would be meant elsewhere.
fn take_seat(toponym: &mut Toponym, gaz: &Gazetteer, published: Option<Date>) {
    let Some(area) =
        toponym.location.as_ref().filter(|l| matches!(l.class, FeatureClass::Admin1 | FeatureClass::Admin2))
    else {
        return;
    };
    let Some(own) = area.place.map(|id| gaz.place(id)) else { return };
    let seat = toponym.candidates.iter().position(|c| {
        let p = gaz.place(c.place);
        // A long area reaches farther from its middle than its radius says.
        let within = distance_km((own.lat, own.lon), (p.lat, p.lon)) <= 2.0 * area.uncertainty_km + 20.0;
        p.class == FeatureClass::Town && p.iso2 == own.iso2 && within
    });
    if let Some(seat) = seat {
        toponym.candidates[..=seat].rotate_right(1);
        let chosen = toponym.candidates.first().map(|c| c.place);
        toponym.location = chosen.map(|place| locate(gaz, place, published)).or(toponym.location.take());
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
