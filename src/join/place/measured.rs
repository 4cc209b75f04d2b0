//! How often names that are alike are one place's, on the gazetteer's own
//! second names. A name of each town is held out and looked for among the other
//! names of the towns of its country; a third of the names belong to no town
//! there, and a third of the towns to no name.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::alike::alike;
use super::sides::{Division, Named};
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId, latin};

/// Towns of a country that are taken at most, evenly spread.
const TOWNS: usize = 300;
/// Countries with fewer are left out.
const FEWEST: usize = 20;

/// A town with a name that only it has in its country.
struct Town<'g> {
    names: Vec<String>,
    held_out: String,
    admin1: &'g str,
}

/// Towns by country, a sample of each.
fn towns(gazetteer: &Gazetteer) -> BTreeMap<&str, Vec<Town<'_>>> {
    let mut countries: BTreeMap<&str, Vec<(Vec<String>, &str)>> = BTreeMap::new();
    for place in (0..gazetteer.len() as u32).map(|number| gazetteer.place(PlaceId(number))) {
        if place.class == FeatureClass::Town && !place.iso2.is_empty() {
            let mut names = Named::default();
            names.take(gazetteer.names(place.id).map(|(name, _)| latin(name)).filter(|name| name.chars().count() > 2));
            countries.entry(place.iso2).or_default().push((names.names, place.admin1));
        }
    }
    let mut towns = BTreeMap::new();
    for (country, places) in countries {
        let mut owners: FxHashMap<&str, u32> = FxHashMap::default();
        places.iter().flat_map(|(names, _)| names).for_each(|name| *owners.entry(name).or_default() += 1);
        let own =
            |names: &[String]| names.iter().skip(1).filter(|n| owners[n.as_str()] == 1).cloned().collect::<Vec<_>>();
        let with_own: Vec<_> = places.iter().map(|(names, admin1)| (names, admin1, own(names))).collect();
        let with_own: Vec<_> = with_own.into_iter().filter(|(_, _, own)| !own.is_empty()).collect();
        if with_own.len() >= FEWEST {
            let step = with_own.len() / TOWNS + 1;
            let sample = with_own.into_iter().step_by(step).enumerate().map(|(n, (names, admin1, own))| Town {
                names: names.clone(),
                held_out: own[n % own.len()].clone(),
                admin1,
            });
            towns.insert(country, sample.collect());
        }
    }
    towns
}

/// Right pairs, pairs, and how many there are to find.
fn measure(towns: &BTreeMap<&str, Vec<Town<'_>>>, known: bool, divisions: bool) -> (f64, f64, f64) {
    let (mut right, mut pairs, mut all) = (0, 0_usize, 0);
    for (country, towns) in towns {
        let named = |town: &Town<'_>, names: Vec<String>, id: Option<PlaceId>| {
            let division = divisions.then(|| Division { code: Some(town.admin1.to_owned()), name: String::new() });
            Named { id, names, country: (*country).to_owned(), division, ..Named::default() }
        };
        let part = |but: usize| towns.iter().enumerate().filter(move |(n, _)| n % 3 != but).map(|(_, town)| town);
        let (ours, theirs): (Vec<_>, Vec<_>) = (part(0).collect(), part(1).collect());
        let left: Vec<Named> = ours.iter().map(|town| named(town, vec![town.held_out.clone()], None)).collect();
        let of_right = |(n, town): (usize, &&Town<'_>)| {
            let other = town.names.iter().filter(|name| **name != town.held_out).cloned();
            named(town, other.take(if known { 99 } else { 1 }).collect(), known.then_some(PlaceId(n as u32)))
        };
        let there: Vec<Named> = theirs.iter().enumerate().map(of_right).collect();
        let free = (vec![true; left.len()], vec![true; there.len()]);
        for pair in alike(&left, &there, (&free.0, &free.1)).iter().filter(|pair| pair.why_not.is_none()) {
            let (one, other) = (&ours[pair.left as usize], &theirs[pair.right as usize]);
            pairs += 1;
            // Towns that share another name are homonyms, which no spelling parts.
            right += usize::from(one.names.iter().any(|name| other.names.contains(name)));
        }
        all += towns.len() / 3;
    }
    (right as f64, pairs as f64, all as f64)
}

#[test]
fn names_that_are_alike_are_mostly_of_one_place() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let towns = towns(&gazetteer);
    let floors =
        [(true, false, 0.98, 0.20), (true, true, 0.98, 0.53), (false, false, 0.98, 0.12), (false, true, 0.99, 0.34)];
    for (known, divisions, least_right, least_found) in floors {
        let (right, pairs, all) = measure(&towns, known, divisions);
        let (precision, recall) = (right / pairs, right / all);
        let told = format!("{precision:.3} of {pairs} right, {recall:.3} of {all} found");
        assert!(precision >= least_right && recall >= least_found, "known {known}, divisions {divisions}: {told}");
    }
}
