//! Which place each name means. Mentions of one name share one sense; senses
//! are weighed with what the sentences bind together, then, in two more passes,
//! with the places that the other names of the report have been given.

use std::collections::BTreeMap;

use crate::gazetteer::FeatureClass;
use crate::lexicon::place_weights::Clue;
use crate::lexicon::place_words::Feature;
use crate::lexicon::sense_weights::{SenseWeights, Sign};

use super::atlas::Atlas;
use super::candidates::Cand;
use super::clues::Clues;
use super::context::Context;
use super::home::Home;
use super::links::{Firmness, Link};
use super::misspelt;
use super::spot::{Mention, Reading};
use super::words::Words;

/// So many times each name is held against what the others then mean.
const ROUNDS: usize = 3;

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
    pub(super) feature: Option<Feature>,
    /// Whether it speaks somewhere, as capitals do.
    pub(super) speaks: bool,
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
            groups.push(Group {
                mentions: Vec::new(),
                cands,
                placed: 0.0,
                feature: None,
                speaks: false,
                near: 0.0,
                within: 0.0,
            });
            groups.len() - 1
        });
        if let (Some(group), Some(clues)) = (groups.get_mut(entry), clues.get(n)) {
            group.mentions.push(n);
            group.feature = group.feature.or(clues.feature);
            group.speaks |= clues.has(Clue::Speech);
            group.placed = group.placed.max(likely.get(n).copied().unwrap_or(0.0));
        }
        group_of.push(entry);
    }
    (groups, group_of)
}

/// Ranks the candidates of all groups.
pub(super) fn resolve<'g>(
    groups: &mut [Group<'g>],
    group_of: &[usize],
    (links, lists): (&[Link], &[(usize, usize)]),
    home: &Home<'g>,
    (words, mentions, atlas): (&Words<'_>, &[Mention], Atlas<'g>),
) {
    for group in groups.iter_mut() {
        for cand in &mut group.cands {
            fit(group.feature, cand);
        }
    }
    bind(groups, group_of, links);
    for group in groups.iter_mut() {
        settle(group, &atlas.lexicon.sense_weights);
    }
    let peers = peers(group_of, lists);
    for _ in 0..ROUNDS {
        let context = Context::new(groups, &peers, home, atlas);
        for (n, group) in groups.iter_mut().enumerate() {
            context.weigh(n, group);
        }
    }
    if groups.iter().any(|g| g.cands.is_empty()) {
        let context = Context::new(groups, &peers, home, atlas);
        misspelt::place(words, mentions, groups, &context, atlas);
    }
}

/// The groups whose names stand side by side in a list, each pair both ways.
fn peers(group_of: &[usize], lists: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let group = |n: usize| group_of.get(n).copied();
    let pairs = lists.iter().filter_map(|(a, b)| group(*a).zip(group(*b))).filter(|(a, b)| a != b);
    let mut both: Vec<(usize, usize)> = pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// Notes what the feature words say: "district", "river".
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
    cand.set(Sign::Feature, worth);
    if worth > 0.0 {
        cand.reasons.push("fits its feature word");
    }
}

/// Notes what the sentences bind together.
fn bind(groups: &mut [Group<'_>], group_of: &[usize], links: &[Link]) {
    let mut gains: BTreeMap<(usize, usize, Sign), f32> = BTreeMap::new();
    for link in links {
        let (Some(&inner), Some(&outer)) = (group_of.get(link.inner), group_of.get(link.outer)) else { continue };
        if inner == outer {
            continue;
        }
        let (Some(a), Some(b)) = (groups.get(inner), groups.get(outer)) else { continue };
        let top = b.cands.first().map_or(0.0, |c| c.prior);
        let full = match link.firmness {
            Firmness::Firm => 1.0,
            Firmness::Soft => 0.43,
        };
        for (j, holder) in b.cands.iter().enumerate() {
            // A bare comma also parts the items of a list: a town binds little.
            let full = if link.comma && holder.place.class == FeatureClass::Town { 0.12 } else { full };
            let worth = full * libm::expf(0.5 * (holder.prior - top).max(-12.0));
            for (i, cand) in a.cands.iter().enumerate() {
                if worth > 0.01 && Atlas::contains(&holder.place, &cand.place) {
                    for key in [(inner, i, Sign::Bound), (outer, j, Sign::Holds)] {
                        let gain = gains.entry(key).or_default();
                        *gain = gain.max(worth);
                    }
                }
            }
        }
    }
    for ((group, i, sign), gain) in gains {
        if let Some(cand) = groups.get_mut(group).and_then(|g| g.cands.get_mut(i)) {
            cand.set(sign, gain);
            cand.reasons.push(match sign {
                Sign::Bound => "the text names where it lies",
                _ => "a place within it is named",
            });
        }
    }
}

fn settle(group: &mut Group<'_>, weights: &SenseWeights) {
    for cand in &mut group.cands {
        cand.prior = cand.sum(weights);
        cand.score = cand.prior;
    }
    sort(group);
}

pub(super) fn sort(group: &mut Group<'_>) {
    group.cands.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.id.cmp(&b.place.id)));
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
