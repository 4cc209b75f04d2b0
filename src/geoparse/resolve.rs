//! Which place each name means. Mentions of one name share one sense; senses
//! are weighed with what the sentences bind together, then, in two more passes,
//! with the places that the other names of the report have been given.

use std::collections::BTreeMap;

use crate::gazetteer::{FeatureClass, Place};
use crate::lexicon::place_weights::Clue;
use crate::lexicon::place_words::Feature;

use super::atlas::{Atlas, rough_km};
use super::candidates::Cand;
use super::clues::Clues;
use super::home::Home;
use super::links::{Firmness, Link};
use super::spot::{Mention, Reading};

/// The most other places that a candidate is held against.
const MOST_OTHERS: usize = 160;
/// The most candidates of another name that count.
const SOFT: usize = 8;

/// All mentions of one name, with its candidates.
#[derive(Debug)]
pub(super) struct Group<'g> {
    /// Numbers of its mentions.
    pub(super) mentions: Vec<usize>,
    /// Its candidates; after resolving the best first.
    pub(super) cands: Vec<Cand<'g>>,
    /// How likely it is a place at all, 0-1, by the clues around its mentions.
    pub(super) placed: f32,
    /// What the words beside it call it.
    feature: Option<Feature>,
    /// How near other places the best candidate lies, 0-1.
    pub(super) near: f32,
    /// How much the report speaks of the best candidate's country, 0-1.
    pub(super) within: f32,
}

impl<'g> Group<'g> {
    pub(super) fn best(&self) -> Option<&Cand<'g>> {
        self.cands.first()
    }
}

/// Groups mentions by name, and gives each group its candidates.
pub(super) fn group<'g>(
    keys: &[String],
    mentions: &[Mention],
    cands: &[Vec<Cand<'g>>],
    clues: &[Clues],
    likely: &[f32],
) -> (Vec<Group<'g>>, Vec<usize>) {
    let mut by_key: BTreeMap<(&str, Reading), usize> = BTreeMap::new();
    let mut groups: Vec<Group<'g>> = Vec::new();
    let mut group_of = Vec::with_capacity(mentions.len());
    for (n, key) in keys.iter().enumerate() {
        let reading = mentions.get(n).map_or(Reading::Unknown, |m| m.reading);
        let entry = *by_key.entry((key, reading)).or_insert_with(|| {
            let cands = cands.get(n).cloned().unwrap_or_default();
            groups.push(Group { mentions: Vec::new(), cands, placed: 0.0, feature: None, near: 0.0, within: 0.0 });
            groups.len() - 1
        });
        if let (Some(group), Some(clues)) = (groups.get_mut(entry), clues.get(n)) {
            group.mentions.push(n);
            group.feature = group.feature.or(clues.feature);
            group.placed = group.placed.max(likely.get(n).copied().unwrap_or(0.0));
        }
        group_of.push(entry);
    }
    (groups, group_of)
}

/// Ranks the candidates of all groups.
pub(super) fn resolve(groups: &mut [Group<'_>], group_of: &[usize], links: &[Link], home: &Home<'_>) {
    for group in groups.iter_mut() {
        for cand in &mut group.cands {
            fit(group.feature, cand);
        }
    }
    bind(groups, group_of, links);
    for group in groups.iter_mut() {
        settle(group);
    }
    for _ in 0..3 {
        let scene = Scene::new(groups, home);
        for (n, group) in groups.iter_mut().enumerate() {
            scene.weigh(n, group);
        }
    }
}

/// Adds to the prior what the feature words say: "district", "river".
fn fit(feature: Option<Feature>, cand: &mut Cand<'_>) {
    use FeatureClass as C;
    let class = cand.place.class;
    let worth = match feature {
        None | Some(Feature::Street | Feature::Address) => return,
        Some(Feature::Town) => match class {
            C::Town => 1.0,
            C::Country | C::Water | C::Terrain => -3.0,
            C::Admin1 => -2.0,
            _ => -0.5,
        },
        Some(Feature::Admin1) => match class {
            C::Admin1 => 3.0,
            C::Region => 1.5,
            C::Admin2 => 1.0,
            C::Country => -1.0,
            _ => 0.0,
        },
        Some(Feature::Admin2) => match class {
            C::Admin2 => 3.5,
            C::Admin1 => 0.5,
            C::Country | C::Water => -2.0,
            _ => 0.0,
        },
        Some(Feature::Region) => match class {
            C::Region => 2.0,
            C::Admin1 => 1.5,
            C::Admin2 => 0.5,
            _ => 0.0,
        },
        Some(Feature::Water) => match class {
            C::Water => 4.0,
            C::Country => -1.0,
            _ => -0.5,
        },
        Some(Feature::Terrain) => match class {
            C::Terrain => 4.0,
            C::Region => 1.5,
            _ => -0.5,
        },
        Some(Feature::Border | Feature::Road) => match class {
            C::Road | C::Border => 3.0,
            _ => 0.0,
        },
        Some(Feature::Spot) => match class {
            C::Spot => 2.0,
            _ => 0.0,
        },
    };
    cand.prior += worth;
    if worth > 0.0 {
        cand.reasons.push("fits its feature word");
    }
}

/// Adds to the priors what the sentences bind together.
fn bind(groups: &mut [Group<'_>], group_of: &[usize], links: &[Link]) {
    let mut gains: BTreeMap<(usize, usize), (f32, &'static str)> = BTreeMap::new();
    for link in links {
        let (Some(&inner), Some(&outer)) = (group_of.get(link.inner), group_of.get(link.outer)) else { continue };
        if inner == outer {
            continue;
        }
        let (Some(a), Some(b)) = (groups.get(inner), groups.get(outer)) else { continue };
        let top = b.cands.first().map_or(0.0, |c| c.prior);
        let full = match link.firmness {
            Firmness::Firm => 7.0,
            Firmness::Soft => 3.0,
        };
        for (j, holder) in b.cands.iter().enumerate() {
            // A bare comma also parts the items of a list: a town binds little.
            let full = if link.comma && holder.place.class == FeatureClass::Town { 0.8 } else { full };
            let worth = full + (holder.prior - top).max(-8.0) * 0.6;
            for (i, cand) in a.cands.iter().enumerate() {
                if worth > 0.0 && Atlas::contains(&holder.place, &cand.place) {
                    raise(&mut gains, (inner, i), worth, "the text names where it lies");
                    raise(&mut gains, (outer, j), worth * 0.5, "a place within it is named");
                }
            }
        }
    }
    for ((group, i), (gain, why)) in gains {
        if let Some(cand) = groups.get_mut(group).and_then(|g| g.cands.get_mut(i)) {
            cand.prior += gain;
            cand.reasons.push(why);
        }
    }
}

fn raise(
    gains: &mut BTreeMap<(usize, usize), (f32, &'static str)>,
    key: (usize, usize),
    worth: f32,
    why: &'static str,
) {
    let entry = gains.entry(key).or_insert((0.0, why));
    if worth > entry.0 {
        *entry = (worth, why);
    }
}

fn settle(group: &mut Group<'_>) {
    for cand in &mut group.cands {
        cand.score = cand.prior;
    }
    sort(group);
}

fn sort(group: &mut Group<'_>) {
    group.cands.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.id.cmp(&b.place.id)));
}

/// A place that another name may mean, with how likely that is.
struct Point {
    group: usize,
    at: (f64, f64),
    /// Cosine of the latitude.
    cos: f64,
    weight: f32,
    /// Country and codes of the second-order division, where that is what it is.
    division: Option<[String; 3]>,
}

/// What the report as a whole is about, as far as it is resolved.
struct Scene<'h> {
    /// Chance of each of the home's towns.
    home_chances: Vec<f32>,
    /// Share of each country, by two-letter code.
    countries: BTreeMap<String, f32>,
    /// Weight of each first-order division, by country and code.
    divisions: BTreeMap<(String, String), f32>,
    /// Places smaller than a division that the names may mean, by group.
    points: Vec<Point>,
    home: &'h Home<'h>,
}

impl<'h> Scene<'h> {
    fn new(groups: &[Group<'_>], home: &'h Home<'h>) -> Self {
        let mut scene = Self {
            home_chances: Vec::new(),
            countries: BTreeMap::new(),
            divisions: BTreeMap::new(),
            points: Vec::new(),
            home,
        };
        let mut total = 0.0;
        for (n, group) in groups.iter().enumerate() {
            let Some(best) = group.best() else { continue };
            let often = 1.0 + libm::logf(group.mentions.len() as f32);
            let sure = group.placed * margin(group);
            let weight = often * sure;
            if weight < 0.05 {
                continue;
            }
            let place = &best.place;
            let named = place.class == FeatureClass::Country;
            let share = if named { weight } else { weight * 0.6 };
            if !place.iso2.is_empty() {
                *scene.countries.entry(place.iso2.to_owned()).or_default() += share;
                total += share;
            }
            match place.class {
                FeatureClass::Country => {}
                FeatureClass::Admin1 => scene.division(place, weight),
                _ => scene.division(place, weight * 0.4),
            }
            scene.points_of(n, group, (often * group.placed).min(1.5));
        }
        for share in scene.countries.values_mut() {
            *share /= f32::max(total, 1.0);
        }
        scene.home_chances = scene.chances_at_home();
        scene
    }

    /// How likely each of the home's towns is, by the other names.
    fn chances_at_home(&self) -> Vec<f32> {
        let worth = |(place, worth): &(Place<'_>, f32)| {
            let share = self.countries.get(place.iso2).copied().unwrap_or(0.0);
            let key = (place.iso2.to_owned(), place.admin1.to_owned());
            let division = self.divisions.get(&key).copied().unwrap_or(0.0).clamp(0.0, 1.0);
            worth + 2.0 * share + 3.0 * self.nearness(usize::MAX, place) + 2.0 * division
        };
        let worths: Vec<f32> = self.home.towns.iter().map(worth).collect();
        let top = worths.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let chances: Vec<f32> = worths.iter().map(|w| libm::expf(w - top)).collect();
        let sum: f32 = chances.iter().sum();
        chances.into_iter().map(|c| c / sum * self.home.sure).collect()
    }

    /// Adds the places that a name may mean, each by its chance.
    fn points_of(&mut self, n: usize, group: &Group<'_>, weight: f32) {
        let Some(top) = group.best().map(|b| b.score) else { return };
        if self.points.len() > MOST_OTHERS {
            return;
        }
        let mut sum = 0.0;
        let mut chances = Vec::with_capacity(SOFT);
        for cand in group.cands.iter().take(SOFT) {
            let chance = libm::expf((cand.score - top) / 1.5);
            sum += chance;
            chances.push(chance);
        }
        for (cand, chance) in group.cands.iter().zip(chances) {
            let place = &cand.place;
            let weight = weight * chance / sum;
            if weight < 0.02 || matches!(place.class, FeatureClass::Country | FeatureClass::Admin1) {
                continue;
            }
            let division = (place.class == FeatureClass::Admin2)
                .then(|| [place.iso2, place.admin1, place.admin2].map(str::to_owned));
            let cos = libm::cos(place.lat.to_radians());
            self.points.push(Point { group: n, at: (place.lat, place.lon), cos, weight, division });
        }
    }

    fn division(&mut self, place: &Place<'_>, weight: f32) {
        if !place.admin1.is_empty() {
            *self.divisions.entry((place.iso2.to_owned(), place.admin1.to_owned())).or_default() += weight;
        }
    }

    /// Ranks the candidates of group `n` in this scene.
    fn weigh(&self, n: usize, group: &mut Group<'_>) {
        let own = group.best().map(|b| (b.place.iso2.to_owned(), b.place.class, b.place.admin1.to_owned()));
        let alone = group.cands.len() == 1;
        let mut best_near = 0.0;
        let mut best_within = 0.0;
        let mut best_score = f32::NEG_INFINITY;
        for cand in &mut group.cands {
            let share = self.countries.get(cand.place.iso2).copied().unwrap_or(0.0);
            let near = self.nearness(n, &cand.place);
            let division = self.division_share(&cand.place, own.as_ref(), group.placed);
            let home = self.home_gain(&cand.place);
            let large = cand.place.class == FeatureClass::Country;
            let context = if large { share } else { 2.5 * share + 2.2 * near + 1.6 * division + home };
            cand.score = cand.prior + context;
            if !alone {
                explain(cand, share, near, division, home);
            }
            if cand.score > best_score {
                best_score = cand.score;
                best_near = near;
                best_within = share;
            }
        }
        group.near = best_near.min(1.0);
        group.within = best_within;
        sort(group);
    }

    /// How near the place lies to the others, 0 to about 1.6.
    fn nearness(&self, n: usize, place: &Place<'_>) -> f32 {
        let (mut sum, mut best, mut group) = (0.0, 0.0f32, usize::MAX);
        for point in self.points.iter().filter(|p| p.group != n) {
            if point.group != group {
                sum += best;
                best = 0.0;
                group = point.group;
            }
            best = best.max(point.weight * point.closeness(place));
        }
        sum += best;
        // The first neighbour says most.
        if sum > 0.0 { sum / (1.0 + 0.6 * sum) } else { 0.0 }
    }

    /// Weight of the place's division by other names, 0-1.
    fn division_share(&self, place: &Place<'_>, own: Option<&(String, FeatureClass, String)>, placed: f32) -> f32 {
        if place.admin1.is_empty() {
            return 0.0;
        }
        let key = (place.iso2.to_owned(), place.admin1.to_owned());
        let mut weight = self.divisions.get(&key).copied().unwrap_or(0.0);
        // What this name itself added last time does not count.
        if let Some((iso2, class, admin1)) = own
            && *iso2 == key.0
            && *admin1 == key.1
        {
            weight -= match class {
                FeatureClass::Country => 0.0,
                FeatureClass::Admin1 => placed * 1.5,
                _ => placed * 0.6,
            };
        }
        weight.clamp(0.0, 1.0)
    }

    fn home_gain(&self, place: &Place<'_>) -> f32 {
        let mut gain = 0.0;
        if self.home.iso2.as_deref() == Some(place.iso2) {
            gain += 0.6;
        }
        if let Some((iso2, sure)) = self.home.locale
            && iso2 == place.iso2
        {
            gain += 2.5 * sure;
        }
        for ((town, _), chance) in self.home.towns.iter().zip(&self.home_chances) {
            if *chance < 0.02 || town.iso2 != place.iso2 {
                continue;
            }
            let km = rough_km((place.lat, place.lon), (town.lat, town.lon)) as f32;
            let same = if town.admin1 == place.admin1 { 1.2 } else { 0.4 };
            gain += chance * (same + 1.8 * libm::expf(-km / 80.0) + libm::expf(-km / 300.0));
        }
        gain
    }
}

impl Point {
    /// How close a place lies to this one: 1.1 beside it, 1.6 inside it.
    fn closeness(&self, place: &Place<'_>) -> f32 {
        let dlat = (place.lat - self.at.0).abs();
        let mut dlon = (place.lon - self.at.1).abs();
        if dlon > 180.0 {
            dlon = 360.0 - dlon;
        }
        let x = dlon * self.cos;
        if dlat > 8.0 || x > 8.0 {
            return 0.0;
        }
        let inside = self.division.as_ref().is_some_and(|[iso2, admin1, admin2]| {
            *admin2 == place.admin2 && *admin1 == place.admin1 && *iso2 == place.iso2 && !place.admin2.is_empty()
        });
        if inside {
            return 1.6;
        }
        let km = (111.195 * (x * x + dlat * dlat).sqrt()) as f32;
        0.8 * libm::expf(-km / 60.0) + 0.3 * libm::expf(-km / 300.0)
    }
}

fn explain(cand: &mut Cand<'_>, share: f32, near: f32, division: f32, home: f32) {
    let mut say = |yes: bool, why: &'static str| {
        if yes && !cand.reasons.contains(&why) {
            cand.reasons.push(why);
        }
    };
    say(share > 0.2, "in a country of the report");
    say(near > 0.4, "near other places of the report");
    say(division > 0.4, "in a division of the report");
    say(home > 1.0, "near the report's home");
}

/// Gives up a town that the text puts into a country or division in which no
/// place of its name is known: a homonym far away is worse than none.
pub(super) fn forsake(groups: &mut [Group<'_>], group_of: &[usize], links: &[Link]) {
    for link in links.iter().filter(|l| l.firmness == Firmness::Firm && l.outright) {
        let (Some(&inner), Some(&outer)) = (group_of.get(link.inner), group_of.get(link.outer)) else { continue };
        let Some(holder) = groups.get(outer).and_then(Group::best).map(|b| b.place) else { continue };
        let area = matches!(holder.class, FeatureClass::Country | FeatureClass::Admin1);
        let Some(group) = groups.get_mut(inner).filter(|_| area && inner != outer) else { continue };
        let own_area =
            |c: &Cand<'_>| matches!(c.place.class, FeatureClass::Country | FeatureClass::Admin1 | FeatureClass::Region);
        if group.best().is_some_and(own_area) {
            continue;
        }
        group.cands.retain(|c| Atlas::contains(&holder, &c.place));
    }
}

/// How far the best candidate stands above the next, 0.3-1.
fn margin(group: &Group<'_>) -> f32 {
    match (group.cands.first(), group.cands.get(1)) {
        (Some(a), Some(b)) => (0.3 + 0.25 * (a.score - b.score)).clamp(0.3, 1.0),
        _ => 1.0,
    }
}

/// Tells the clues of each mention what its group has learnt.
pub(super) fn tell(groups: &[Group<'_>], clues: &mut [Clues]) {
    for group in groups {
        let placed: Vec<usize> =
            group.mentions.iter().copied().filter(|n| clues.get(*n).is_some_and(Clues::placed)).collect();
        for n in &group.mentions {
            let elsewhere = placed.iter().any(|p| p != n);
            if let Some(clues) = clues.get_mut(*n) {
                clues.set(Clue::Elsewhere, f32::from(u8::from(elsewhere)));
                clues.set(Clue::Near, group.near);
                clues.set(Clue::Within, group.within);
            }
        }
    }
}

/// Says of each mention whether a link of the sentence holds for the chosen
/// places: the clues "bound" and "binds".
pub(super) fn tell_links(groups: &[Group<'_>], group_of: &[usize], links: &[Link], clues: &mut [Clues]) {
    for link in links.iter().filter(|l| l.firmness == Firmness::Firm) {
        let best = |n: usize| group_of.get(n).and_then(|g| groups.get(*g)).and_then(Group::best);
        let (Some(inner), Some(outer)) = (best(link.inner), best(link.outer)) else { continue };
        let town = link.comma && outer.place.class == FeatureClass::Town;
        if !town && Atlas::contains(&outer.place, &inner.place) {
            for (n, clue) in [(link.inner, Clue::Bound), (link.outer, Clue::Binds)] {
                if let Some(clues) = clues.get_mut(n) {
                    clues.set(clue, 1.0);
                }
            }
        }
    }
}
