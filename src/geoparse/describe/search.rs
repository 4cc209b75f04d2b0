//! Seeks a name inside the stated divisions: as written, by its reading, and
//! by likeness among the places that lie there.

use super::phrase::Phrase;
use super::scope::{Area, Scope};
use super::similar::{likeness, skeleton};
use crate::gazetteer::{FeatureClass, Gazetteer, NameKind, Place, PlaceId, distance_km};
use crate::lexicon::place_words::Feature;

/// Likeness from which a spelling is taken for the name asked for.
const ALIKE: f64 = 0.84;
/// The same for names of up to five letters in their skeleton.
const SHORT_ALIKE: f64 = 0.9;
/// Degrees around a division's point in which its places are looked at.
const REACH: f64 = 2.0;

/// A place that fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The place.
    pub(super) place: PlaceId,
    /// How well it fits, 0-1.
    pub(super) score: f64,
    /// What spoke for it.
    pub(super) reason: &'static str,
}

/// Seeks names within a scope.
#[derive(Debug, Clone, Copy)]
pub(super) struct Searcher<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) scope: &'a Scope,
    pub(super) near: Option<(f64, f64)>,
    /// Whether only what lies well inside the smallest stated division counts:
    /// the place that is sought is not known, and its surroundings must be.
    pub(super) strict: bool,
}

impl<'a> Searcher<'a> {
    /// The same for the surroundings of a place that is not known itself.
    pub(super) fn around(&self, strict: bool) -> Searcher<'a> {
        Searcher { strict, ..*self }
    }

    /// The places that fit, the best first.
    pub(super) fn find(&self, phrase: &Phrase) -> Vec<Found> {
        if self.strict && matches!(phrase.feature, Some(Feature::Admin1 | Feature::Region)) {
            return Vec::new();
        }
        let mut found = self.by_name(&phrase.name, phrase.feature);
        if found.is_empty() {
            found = self.by_likeness(&phrase.name, phrase.feature);
        }
        if found.is_empty() && self.scope.former && self.scope.adm1.is_none() {
            found = self.next_door(&phrase.name);
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        found
    }

    fn by_name(&self, name: &str, feature: Option<Feature>) -> Vec<Found> {
        let hits = self.gazetteer.find(name);
        let one = |h: &crate::gazetteer::NameHit| {
            let place = self.gazetteer.place(h.place);
            let inside = self.inside(&place)?;
            let kind = if h.kind == NameKind::Alternate { 0.5 } else { 1.0 };
            let spelling = if h.loose { 0.8 } else { 1.0 };
            let own = 0.25 * kind * spelling + 0.2 * fit(feature, &place) + 0.15 * people(&place);
            Some(Found { place: h.place, score: own + 0.4 * inside, reason: "bears the name inside the stated area" })
        };
        hits.iter().filter_map(one).collect()
    }

    /// The one place of that name in the lands around the stated country.
    fn next_door(&self, name: &str) -> Vec<Found> {
        let Some((_, country)) = &self.scope.country else { return Vec::new() };
        let home = self.gazetteer.place(*country);
        let limit = f64::from(home.radius_km) + 300.0;
        let hits = self.gazetteer.find(name).into_iter().filter(|h| h.kind != NameKind::Alternate);
        let near = hits
            .map(|h| self.gazetteer.place(h.place))
            .filter(|p| p.class == FeatureClass::Town && distance_km((home.lat, home.lon), (p.lat, p.lon)) <= limit);
        let places: Vec<Place<'_>> = near.collect();
        match places.as_slice() {
            [one] => {
                vec![Found { place: one.id, score: 0.4, reason: "the only one of the name around the stated country" }]
            }
            _ => Vec::new(),
        }
    }

    /// Among the places of the smallest stated division, those whose names are
    /// most like the one asked for.
    fn by_likeness(&self, name: &str, feature: Option<Feature>) -> Vec<Found> {
        let area = self.scope.adm2.as_ref().or(self.scope.adm1.as_ref());
        let division = matches!(feature, Some(Feature::Admin1 | Feature::Admin2));
        let wanted = skeleton(name);
        let (Some(area), false) = (area, division || wanted.len() < 3) else { return Vec::new() };
        let reach = (area.radius_km / 80.0).clamp(0.5, REACH);
        let mut found: Vec<Found> = Vec::new();
        for (id, _) in self.gazetteer.towns_within(area.at.0, area.at.1, reach) {
            let place = self.gazetteer.place(id);
            let Some(inside) = self.inside(&place) else { continue };
            let names = self.gazetteer.names(id).filter(|(n, _)| n.is_ascii() || n.chars().all(|c| (c as u32) < 0x250));
            let like = names.map(|(n, _)| likeness(&wanted, &skeleton(n))).fold(0.0, f64::max);
            // A short name has many that are like it.
            let least = if wanted.len() <= 5 { SHORT_ALIKE } else { ALIKE };
            if like >= least {
                let score = 0.3 * (like - ALIKE) / (1.0 - ALIKE) + 0.3 * inside + 0.1 * people(&place);
                found.push(Found { place: id, score, reason: "spelt alike inside the stated area" });
            }
        }
        found
    }

    /// How well a place lies inside what is stated, 0-1; `None` where it lies
    /// outside.
    fn inside(&self, place: &Place<'_>) -> Option<f64> {
        if !place.iso2.is_empty() && !self.scope.in_country(place, self.gazetteer) {
            return None;
        }
        if self.strict && !self.scope.well_inside(place) {
            return None;
        }
        let mut sum = 1.0;
        let mut most = 1.0;
        if let Some(area) = &self.scope.adm1 {
            let part = closeness(area, place, FeatureClass::Admin1)?;
            sum += part;
            most += 1.0;
        }
        if let Some(area) = &self.scope.adm2 {
            // Districts change and are spelt in many ways: outside is worse,
            // far outside is wrong.
            let part = closeness(area, place, FeatureClass::Admin2)?;
            sum += 2.0 * part;
            most += 2.0;
        }
        if let Some(near) = self.near {
            sum += 2.0 * libm::exp(-distance_km(near, (place.lat, place.lon)) / 100.0);
            most += 2.0;
        }
        Some(sum / most)
    }
}

/// 1 by the codes or beside the division's point, less outwards; `None` too
/// far off.
fn closeness(area: &Area, place: &Place<'_>, class: FeatureClass) -> Option<f64> {
    if area.place == place.id {
        return Some(1.0);
    }
    let km = distance_km(area.at, (place.lat, place.lon));
    if let Some((admin1, admin2)) = &area.codes {
        let first = *admin1 == place.admin1;
        let coded = if class == FeatureClass::Admin1 { first } else { first && *admin2 == place.admin2 };
        if coded {
            return Some(1.0);
        }
    }
    let limit = area.radius_km * 1.3 + 30.0;
    (km <= limit).then(|| 0.8 * (1.0 - km / limit).max(0.1))
}

/// How well a place's class fits what it is called, 0-1.
fn fit(feature: Option<Feature>, place: &Place<'_>) -> f64 {
    use FeatureClass as C;
    match (feature, place.class) {
        (Some(Feature::Admin1), C::Admin1)
        | (Some(Feature::Admin2), C::Admin2)
        | (Some(Feature::Town), C::Town)
        | (Some(Feature::Water), C::Water)
        | (Some(Feature::Terrain), C::Terrain)
        | (Some(Feature::Region), C::Region)
        | (Some(Feature::Spot), C::Spot)
        | (Some(Feature::Road), C::Road | C::Town)
        | (Some(Feature::Border), C::Border) => 1.0,
        (Some(Feature::Admin1), C::Admin2 | C::Region) | (Some(Feature::Admin2), C::Admin1) => 0.6,
        (Some(Feature::Town), C::Spot) | (Some(Feature::Region), C::Admin1 | C::Admin2) => 0.5,
        (Some(Feature::Town), C::Country | C::Admin1 | C::Admin2) => 0.1,
        (Some(_), C::Country) => 0.0,
        (None, C::Town) => 0.8,
        (None, C::Country) => 0.9,
        (None, _) => 0.7,
        (Some(_), _) => 0.3,
    }
}

/// Inhabitants, as a tenth power, 0-1.
fn people(place: &Place<'_>) -> f64 {
    (f64::from(place.standing() + 1).log10() / 8.0).min(1.0)
}
