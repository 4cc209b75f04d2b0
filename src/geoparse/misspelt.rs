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
    fn a_town_far_away_is_never_meant() {
        let found = places("Shells fell on the town of Gorris in eastern Ukraine on Monday, Ukrainian officials said.");
        assert!(found.contains(&("Gorris".into(), None)), "{found:?}");
    }
}
