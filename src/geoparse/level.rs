//! Town or division: a name that both bear means the one that the words beside
//! this mention of it speak of.

use super::atlas::Atlas;
use super::candidates::Cand;
use super::resolve::Group;
use crate::gazetteer::{FeatureClass, Place};
use crate::lexicon::place_words::Feature;
use crate::lexicon::sense_weights::Sign;

/// Share of a division's people from which the town that gives it its name is
/// what the bare name means.
const OWN_TOWN: f32 = 0.08;

/// The place of a mention with such a feature word beside it: the group's best,
/// or the town of its name inside it, or the division of its name around it.
pub(super) fn chosen<'a, 'g>(group: &'a Group<'g>, feature: Option<Feature>) -> Option<&'a Cand<'g>> {
    let best = group.best()?;
    let other = match feature {
        Some(Feature::Admin1 | Feature::Admin2) => division(group, &best.place, feature),
        Some(Feature::Region) => None,
        _ => town(group, best),
    };
    other.or(Some(best))
}

/// "In Aleppo" is in the town, "in Aleppo province" in the province: the town
/// that gives the division its name, unless a place in the division is named
/// with it, or the name stands in a list of divisions.
fn town<'a, 'g>(group: &'a Group<'g>, best: &Cand<'g>) -> Option<&'a Cand<'g>> {
    let spoken_of = [Sign::Holds, Sign::Peer].iter().any(|sign| best.signs[*sign as usize] > 0.5);
    if !is_division(&best.place) || spoken_of {
        return None;
    }
    let least = best.place.population as f32 * OWN_TOWN;
    group.cands.iter().find(|c| {
        c.place.class == FeatureClass::Town
            && c.official()
            && c.place.population as f32 >= least
            && Atlas::contains(&best.place, &c.place)
    })
}

/// The division around a town that bears its name, of the order that is said
/// before the other: what one country calls a district is of the first order in
/// another.
fn division<'a, 'g>(group: &'a Group<'g>, town: &Place<'g>, feature: Option<Feature>) -> Option<&'a Cand<'g>> {
    if town.class != FeatureClass::Town {
        return None;
    }
    let (said, else_) = match feature {
        Some(Feature::Admin1) => (FeatureClass::Admin1, FeatureClass::Admin2),
        _ => (FeatureClass::Admin2, FeatureClass::Admin1),
    };
    let of = |class| group.cands.iter().find(|c| c.place.class == class && Atlas::contains(&c.place, town));
    of(said).or_else(|| of(else_))
}

fn is_division(place: &Place<'_>) -> bool {
    matches!(place.class, FeatureClass::Admin1 | FeatureClass::Admin2)
}
