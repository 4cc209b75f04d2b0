//! Names spelt wrongly: a name that no list holds, one letter off a place that
//! the report's other places make likely. Never a place far from them.

use super::atlas::Atlas;
use super::candidates::{Cand, cand};
use super::context::Context;
use super::resolve::Group;
use super::spot::{Mention, Reading};
use super::words::Words;
use crate::gazetteer::FeatureClass;

/// Letters below which too many names are one letter off.
const SHORTEST: usize = 6;
/// Nearness to the other places from which a place is in reach of them.
const NEAR: f32 = 0.15;
/// Share of the report that its country must have, where nothing is near.
const SHARE: f32 = 0.5;
/// Inhabitants that it must then have: what is misspelt is well known.
const KNOWN: u32 = 5_000;

/// Gives names without a place the one that they seem to misspell.
pub(super) fn place<'g>(
    words: &Words<'_>,
    mentions: &[Mention],
    groups: &mut [Group<'g>],
    context: &Context<'g, '_>,
    atlas: Atlas<'g>,
) {
    let divisions = divisions(groups);
    for (n, group) in groups.iter_mut().enumerate().filter(|(_, g)| g.cands.is_empty()) {
        let Some(mention) = group.mentions.first().and_then(|m| mentions.get(*m)) else { continue };
        let name = words.span(mention.from, mention.to).of(&words.doc.text);
        if mention.reading != Reading::Unknown || name.chars().count() < SHORTEST {
            continue;
        }
        let likely = |c: &Cand<'_>| {
            let town = c.place.class == FeatureClass::Town;
            let division = matches!(c.place.class, FeatureClass::Admin1 | FeatureClass::Admin2);
            let near = context.nearness(n, &c.place) >= NEAR;
            let known = context.share(n, c.place.iso2) >= SHARE && c.place.population >= KNOWN;
            // Where divisions of its country are named, it lies in one of them.
            let mut named = divisions.iter().filter(|(iso2, _)| *iso2 == c.place.iso2).peekable();
            let known = known && (named.peek().is_none() || named.any(|(_, admin1)| *admin1 == c.place.admin1));
            c.official() && (town || division) && (near || known)
        };
        let found = atlas.gaz.find_fuzzy(name).into_iter().map(|hit| cand(hit, atlas)).filter(likely);
        if let Some(mut best) = found.max_by_key(|c| (c.place.population, std::cmp::Reverse(c.place.id))) {
            best.reasons.push("spelt like it, and likely in this report");
            group.cands.push(best);
            context.weigh(n, group);
        }
    }
}

/// Countries and codes of the first-order divisions that the report names.
fn divisions<'g>(groups: &[Group<'g>]) -> Vec<(&'g str, &'g str)> {
    let cands = groups.iter().flat_map(|group| &group.cands);
    let places = cands.filter(|c| c.place.class == FeatureClass::Admin1 && c.official()).map(|c| &c.place);
    places.map(|place| (place.iso2, place.admin1)).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::{self, Report};
    use crate::gazetteer::Gazetteer;
    use crate::lexicon::Lexicon;

    /// The names of a report with the gazetteer's names of their places.
    fn places(text: &str) -> Vec<(String, Option<String>)> {
        let (lexicon, gazetteer) = (Lexicon::english().unwrap(), Gazetteer::embedded().unwrap());
        let document = document::read(Report { text: text.to_owned(), ..Report::default() }, &lexicon);
        let found = super::super::find::find(&document, &gazetteer, &lexicon);
        found.into_iter().map(|t| (t.name, t.location.map(|l| l.name))).collect()
    }

    #[test]
    fn a_misspelt_town_is_found_where_the_report_is_about_its_land() {
        let found = places("Shells fell on the town of Gorris in southern Armenia on Monday, Armenian officials said.");
        assert!(found.contains(&("Gorris".into(), Some("Goris".into()))), "{found:?}");
    }

    #[test]
    fn a_town_of_another_division_than_the_one_named_is_not_meant() {
        let text = |town: &str, province: &str| {
            format!(
                "Militias fought in the town of {town} in DR Congo's {province} province on Monday, officials said."
            )
        };
        assert!(places(&text("Kalemje", "Tanganyika")).contains(&("Kalemje".into(), Some("Kalemie".into()))));
        assert!(places(&text("Kalemje", "North Kivu")).contains(&("Kalemje".into(), None)));
    }

    #[test]
    fn a_town_far_away_is_never_meant() {
        let found = places("Shells fell on the town of Gorris in eastern Ukraine on Monday, Ukrainian officials said.");
        assert!(found.contains(&("Gorris".into(), None)), "{found:?}");
    }
}
