//! What a report as a whole is about, as far as its names are resolved: its
//! countries, divisions and places, and its publisher's home. Each name is
//! held against what the others say, never against itself.

use crate::gazetteer::{FeatureClass, Gazetteer, Place};
use crate::lexicon::sense_weights::{SenseWeights, Sign};

use super::atlas::{Atlas, rough_km};
use super::candidates::Cand;
use super::home::Home;
use super::near::Near;
use super::resolve::{Group, sort};

/// The most other places that a candidate is held against.
const MOST_OTHERS: usize = 160;
/// The most candidates of another name that count.
const SOFT: usize = 8;
/// Weight below which what a name may mean says nothing.
const FAINT: f32 = 0.02;

/// Weights by country and by first-order division.
#[derive(Debug, Default)]
struct Areas<'g> {
    countries: Vec<(&'g str, f32)>,
    divisions: Vec<((&'g str, &'g str), f32)>,
    total: f32,
}

impl<'g> Areas<'g> {
    fn add(&mut self, place: &Place<'g>, weight: f32) {
        if place.iso2.is_empty() {
            return;
        }
        let share = if place.class == FeatureClass::Country { weight } else { weight * 0.6 };
        raise(&mut self.countries, place.iso2, share, same);
        self.total += share;
        let share = match place.class {
            FeatureClass::Country => return,
            FeatureClass::Admin1 => weight,
            _ => weight * 0.4,
        };
        if !place.admin1.is_empty() {
            raise(&mut self.divisions, (place.iso2, place.admin1), share, |a, b| same(a.0, b.0) && a.1 == b.1);
        }
    }

    fn country(&self, iso2: &str) -> f32 {
        self.countries.iter().find(|(c, _)| same(c, iso2)).map_or(0.0, |(_, w)| *w)
    }

    fn division(&self, iso2: &str, admin1: &str) -> f32 {
        let division = self.divisions.iter().find(|((c, d), _)| same(c, iso2) && *d == admin1);
        division.map_or(0.0, |(_, w)| *w)
    }
}

/// Whether two codes of two letters are the same.
fn same(one: &str, two: &str) -> bool {
    one.as_bytes().first_chunk::<2>() == two.as_bytes().first_chunk::<2>()
}

fn raise<K: Copy>(list: &mut Vec<(K, f32)>, key: K, weight: f32, same: impl Fn(K, K) -> bool) {
    match list.iter_mut().find(|(k, _)| same(*k, key)) {
        Some((_, sum)) => *sum += weight,
        None => list.push((key, weight)),
    }
}

/// What sort of place a name may mean, with how likely that is.
#[derive(Debug)]
struct Sort<'g> {
    class: FeatureClass,
    iso2: &'g str,
    chance: f32,
}

/// What the report is about.
pub(super) struct Context<'g, 'h> {
    /// Of all names together.
    areas: Areas<'g>,
    /// Of each name, to be left out when that name is weighed.
    own: Vec<Areas<'g>>,
    /// Places smaller than a division that the names may mean, by group.
    near: Near<'g>,
    /// Chance of each of the home's towns.
    home_chances: Vec<f32>,
    /// Sorts of place that each name may mean.
    sorts: Vec<Vec<Sort<'g>>>,
    /// Names that stand in one list, by pairs of groups.
    peers: &'h [(usize, usize)],
    home: &'h Home<'g>,
    gaz: &'g Gazetteer,
    weights: &'h SenseWeights,
}

impl<'g, 'h> Context<'g, 'h> {
    pub(super) fn new(groups: &[Group<'g>], peers: &'h [(usize, usize)], home: &'h Home<'g>, atlas: Atlas<'g>) -> Self
    where
        'g: 'h,
    {
        let mut context = Self {
            areas: Areas::default(),
            own: Vec::with_capacity(groups.len()),
            near: Near::new(),
            home_chances: Vec::new(),
            sorts: groups.iter().map(|_| Vec::new()).collect(),
            peers,
            home,
            gaz: atlas.gaz,
            weights: &atlas.lexicon.sense_weights,
        };
        for (n, group) in groups.iter().enumerate() {
            let own = context.hear(n, group);
            context.own.push(own);
        }
        context.home_chances = context.chances_at_home();
        context
    }

    /// Adds what a name may mean, each place by its chance.
    fn hear(&mut self, n: usize, group: &Group<'g>) -> Areas<'g> {
        let mut own = Areas::default();
        let Some(top) = group.best().map(|b| b.score) else { return own };
        let weight = group.placed * (1.0 + libm::logf(group.mentions.len() as f32));
        let mut chances = [0.0_f32; SOFT];
        let mut sum = 0.0;
        for (chance, cand) in chances.iter_mut().zip(&group.cands) {
            *chance = libm::expf(cand.score - top);
            sum += *chance;
        }
        let mut sorts = Vec::new();
        for (cand, chance) in group.cands.iter().zip(chances) {
            sorts.push(Sort { class: cand.place.class, iso2: cand.place.iso2, chance: chance / sum });
            let weight = weight * chance / sum;
            if weight < FAINT {
                continue;
            }
            own.add(&cand.place, weight);
            self.areas.add(&cand.place, weight);
            self.point(n, cand, weight.min(1.5));
        }
        self.sorts[n] = sorts;
        own
    }

    fn point(&mut self, group: usize, cand: &Cand<'g>, weight: f32) {
        let place = &cand.place;
        if matches!(place.class, FeatureClass::Country | FeatureClass::Admin1) || self.near.len() > MOST_OTHERS {
            return;
        }
        self.near.add(group, place, weight, place.class == FeatureClass::Admin2);
    }

    /// How likely each of the home's towns is, by the report's names.
    fn chances_at_home(&self) -> Vec<f32> {
        let worth = |(place, worth): &(Place<'g>, f32)| {
            let share = self.areas.country(place.iso2) / self.areas.total.max(1.0);
            let division = self.areas.division(place.iso2, place.admin1).clamp(0.0, 1.0);
            worth + 2.0 * share + 3.0 * self.near.nearness(usize::MAX, place) + 2.0 * division
        };
        let worths: Vec<f32> = self.home.towns.iter().map(worth).collect();
        let top = worths.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let chances: Vec<f32> = worths.iter().map(|w| libm::expf(w - top)).collect();
        let sum: f32 = chances.iter().sum();
        chances.into_iter().map(|c| c / sum * self.home.sure).collect()
    }

    /// Ranks the candidates of group `n`.
    pub(super) fn weigh(&self, n: usize, group: &mut Group<'g>) {
        let alone = group.cands.len() == 1;
        let mut best = (f32::NEG_INFINITY, 0.0, 0.0);
        let speaks = group.speaks;
        for cand in &mut group.cands {
            let share = self.share(n, cand.place.iso2);
            let near = self.near.nearness(n, &cand.place);
            if cand.place.class == FeatureClass::Country {
                cand.set(Sign::OwnShare, share);
                cand.set(Sign::Neighbours, self.neighbours(n, cand.place.iso2));
            } else {
                cand.set(Sign::Share, share);
                cand.set(Sign::Near, near);
                cand.set(Sign::Division, self.division(n, &cand.place));
                cand.set(Sign::Home, self.home_nearness(&cand.place));
            }
            if cand.place.is_capital() {
                cand.set(Sign::Capital, if speaks { 1.0 } else { share });
            }
            cand.set(Sign::HomeCountry, self.home_country(&cand.place));
            cand.set(Sign::Peer, self.peer(n, &cand.place));
            cand.score = cand.sum(self.weights);
            if !alone {
                explain(cand);
            }
            if cand.score > best.0 {
                best = (cand.score, near, share);
            }
        }
        group.near = best.1.min(1.0);
        group.within = best.2;
        sort(group);
    }

    /// Share of a country among the other names, 0-1.
    pub(super) fn share(&self, n: usize, iso2: &str) -> f32 {
        let (own, own_total) = self.own.get(n).map_or((0.0, 0.0), |own| (own.country(iso2), own.total));
        (self.areas.country(iso2) - own) / (self.areas.total - own_total).max(1.0)
    }

    /// Share among the other names of the countries that border on this one.
    fn neighbours(&self, n: usize, iso2: &str) -> f32 {
        let others = self.areas.countries.iter().filter(|(other, _)| !same(other, iso2));
        others.filter(|(other, _)| self.gaz.border_between(iso2, other).is_some()).map(|(c, _)| self.share(n, c)).sum()
    }

    /// How likely another item of a list in which the name stands is of the
    /// place's class and country, 0-1.
    fn peer(&self, n: usize, place: &Place<'g>) -> f32 {
        let alike = |sort: &&Sort<'g>| sort.class == place.class && same(sort.iso2, place.iso2);
        let of = |peer: &usize| -> f32 {
            self.sorts.get(*peer).map_or(0.0, |sorts| sorts.iter().filter(alike).map(|s| s.chance).sum())
        };
        self.peers.iter().filter(|(one, _)| *one == n).map(|(_, peer)| of(peer)).fold(0.0, f32::max)
    }

    /// Weight of the place's division by the other names, 0-1.
    fn division(&self, n: usize, place: &Place<'g>) -> f32 {
        if place.admin1.is_empty() {
            return 0.0;
        }
        let own = self.own.get(n).map_or(0.0, |own| own.division(place.iso2, place.admin1));
        (self.areas.division(place.iso2, place.admin1) - own).clamp(0.0, 1.0)
    }

    /// How near the place lies to the other names' places, 0 to about 1.6.
    pub(super) fn nearness(&self, n: usize, place: &Place<'g>) -> f32 {
        self.near.nearness(n, place)
    }

    /// Whether it lies in the country of the publisher's address or of its
    /// readers, 0-1.
    fn home_country(&self, place: &Place<'g>) -> f32 {
        let address = self.home.iso2.as_deref() == Some(place.iso2);
        let readers = self.home.locale.filter(|(iso2, _)| *iso2 == place.iso2).map_or(0.0, |(_, sure)| sure);
        readers.max(if address { 0.25 } else { 0.0 })
    }

    /// How near it lies to the publisher's town, 0 to about 4.
    fn home_nearness(&self, place: &Place<'g>) -> f32 {
        let mut gain = 0.0;
        for ((town, _), chance) in self.home.towns.iter().zip(&self.home_chances) {
            if *chance < FAINT || town.iso2 != place.iso2 {
                continue;
            }
            let km = rough_km((place.lat, place.lon), (town.lat, town.lon)) as f32;
            let same = if town.admin1 == place.admin1 { 1.2 } else { 0.4 };
            gain += chance * (same + 1.8 * libm::expf(-km / 80.0) + libm::expf(-km / 300.0));
        }
        gain
    }
}

fn explain(cand: &mut Cand<'_>) {
    let signs = cand.signs;
    let mut say = |sign: Sign, least: f32, why: &'static str| {
        if signs[sign as usize] > least && !cand.reasons.contains(&why) {
            cand.reasons.push(why);
        }
    };
    say(Sign::Share, 0.2, "in a country of the report");
    say(Sign::OwnShare, 0.2, "in a country of the report");
    say(Sign::Near, 0.4, "near other places of the report");
    say(Sign::Division, 0.4, "in a division of the report");
    say(Sign::Home, 1.0, "near the report's home");
}
