//! The last step: each taken name's location is moved, widened or made a
//! border by what the words around it say.

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
    Situation { relations: &relations, mentions, clues, gaz }.beside(weighed);
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

/// What the names are situated by.
struct Situation<'a, 'd> {
    relations: &'a Relations<'a, 'd>,
    mentions: &'a [Mention],
    clues: &'a [Clues],
    gaz: &'a Gazetteer,
}

impl Situation<'_, '_> {
    /// "near X", "20 km south of X", "X district".
    fn beside(&self, weighed: &mut [Weighed]) {
        for n in 0..self.mentions.len() {
            let (earlier, own) = weighed.split_at_mut(n);
            let Some(toponym) = own.first_mut().and_then(|w| w.toponym.as_mut()) else { continue };
            if toponym.kind != ToponymKind::Literal {
                continue;
            }
            let Some(told) = self.told(n, toponym) else { continue };
            let described = earlier.last_mut().and_then(|w| w.toponym.as_mut());
            match described.filter(|t| self.is_described(n, &told, t)) {
                Some(described) => self.place_by_landmark(n - 1, described, toponym, &told),
                None => place(toponym, &told),
            }
        }
    }

    /// What the words say of name `n`, the widths and towns set right first.
    fn told(&self, n: usize, toponym: &mut Toponym) -> Option<Told> {
        let mention = self.mentions.get(n)?;
        let previous = n.checked_sub(1).and_then(|p| self.mentions.get(p));
        if let Some(location) = toponym.location.as_mut() {
            Relations::widen(self.called(n), self.relations.words.lower(mention.to), location);
        }
        let other = |at: usize| previous.is_some_and(|p| (p.from..p.to).contains(&at));
        let told = self.relations.of(mention.from, mention.to, &other);
        let beside = told.as_ref().is_some_and(|t| t.relation.kind != RelationKind::Part);
        if beside || self.relations.is_paired(self.mentions, n) {
            self.take_seat(n, toponym);
        }
        told
    }

    /// What the words beside name `n` call it.
    fn called(&self, n: usize) -> Option<Feature> {
        self.clues.get(n).and_then(|c| c.feature)
    }

    /// Whether what is told of name `n` places the name before it: a town or
    /// spot, or one that the gazetteer does not have.
    fn is_described(&self, n: usize, told: &Told, before: &Toponym) -> bool {
        let Some(previous) = n.checked_sub(1).and_then(|p| self.mentions.get(p)) else { return false };
        let town = match before.location.as_ref().map(|l| l.class) {
            None | Some(FeatureClass::Town | FeatureClass::Spot) => true,
            Some(FeatureClass::Admin1 | FeatureClass::Admin2) => self.seat(n - 1, before).is_some(),
            _ => false,
        };
        before.kind == ToponymKind::Literal && town && is_landmark(self.relations, previous, told)
    }

    /// The town, among the candidates of name `n`, of the area that was chosen;
    /// `None` where the words call it an area.
    fn seat(&self, n: usize, toponym: &Toponym) -> Option<usize> {
        if !matches!(self.called(n), None | Some(Feature::Town | Feature::Road)) {
            return None;
        }
        let area = toponym.location.as_ref()?;
        if !matches!(area.class, FeatureClass::Admin1 | FeatureClass::Admin2) {
            return None;
        }
        let own = self.gaz.place(area.place?);
        toponym.candidates.iter().position(|c| {
            let p = self.gaz.place(c.place);
            // A long area reaches farther from its middle than its radius says.
            let within = distance_km((own.lat, own.lon), (p.lat, p.lon)) <= 2.0 * area.uncertainty_km + 20.0;
            p.class == FeatureClass::Town && p.iso2 == own.iso2 && within
        })
    }

    /// What lies "20 km south of X" or "between X and Y" is told from the town
    /// X, also where the district or province of that name would be meant
    /// elsewhere.
    fn take_seat(&self, n: usize, toponym: &mut Toponym) {
        let Some(seat) = self.seat(n, toponym) else { return };
        toponym.candidates[..=seat].rotate_right(1);
        let published = self.relations.words.doc.published.date;
        if let Some(chosen) = toponym.candidates.first() {
            toponym.location = Some(locate(self.gaz, chosen.place, published));
        }
    }

    /// A place that the gazetteer does not have lies where the words say; one
    /// that it has is the town that they speak of.
    fn place_by_landmark(&self, n: usize, described: &mut Toponym, landmark: &Toponym, told: &Told) {
        if described.location.is_some() {
            return self.take_seat(n, described);
        }
        let Some(mut location) = landmark.location.clone() else { return };
        let anchors = location.place.into_iter().collect();
        told.apply(&mut location);
        described.relation = Some(Relation { anchors, ..told.relation.clone() });
        described.location = Some(location);
    }
}

fn place(toponym: &mut Toponym, told: &Told) {
    let anchors = toponym.location.as_ref().and_then(|l| l.place).into_iter().collect();
    toponym.relation = Some(Relation { anchors, ..told.relation.clone() });
    if let Some(location) = &mut toponym.location {
        told.apply(location);
    }
}
