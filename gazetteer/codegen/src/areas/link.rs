//! Which division of the gazetteer an area of the source is.
//!
//! The source's names and countries are faulty here and there: one rayon bears
//! another's name, Crimea stands under Russia. So the towns inside decide, then
//! names; and an area is said to be a division's own only where the division's
//! towns and the area agree.

use std::collections::{BTreeMap, BTreeSet};

use super::near::edge_km;
use super::towns::{Code, Gazetteer, Town};
use crate::basemap::gpkg::Division;
use crate::fold::fold;
use crate::forms::bare;
use crate::places::shape::Shape;

/// A town so near to an edge may lie on its other side: the source's lines are
/// simplified.
const TOLERANCE_KM: f64 = 5.0;
/// GeoNames' code for "not known".
const NO_DIVISION: &str = "00";
/// Least share of towns that must agree.
const AGREED: f64 = 0.8;
/// Least share of the votes of its own country with which an area belongs to a
/// division; with less it spans several.
const CLEAR: f64 = 0.55;
/// Weight of GeoNames' name.
const BY_NAME: u32 = 15;

/// Natural Earth's codes of what has none of ISO's, and the country whose
/// divisions lie there in GeoNames.
const OWN_CODES: [(&str, &str); 9] = [
    ("ALD", "AX"),
    ("CYN", "CY"),
    ("KAB", "KZ"),
    ("KOS", "XK"),
    ("PSX", "PS"),
    ("SAH", "EH"),
    ("SDS", "SS"),
    ("SOL", "SO"),
    ("USG", "CU"),
];

/// What was found of an area.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Link {
    /// Alpha-2 code of the country, by the towns; empty where not known.
    pub(super) iso2: String,
    /// Code of the first-order division, empty where not known.
    pub(super) admin1: String,
    /// Code of the second-order division, empty where the area is none.
    pub(super) admin2: String,
    /// All areas of `admin1` together are its area.
    pub(super) whole1: bool,
    /// All areas of `admin2` together are its area.
    pub(super) whole2: bool,
    /// The source has it under another country.
    pub(super) moved: bool,
}

impl Link {
    /// As it is stored.
    pub(super) fn flags(&self) -> u8 {
        u8::from(self.whole1) | u8::from(self.whole2) << 1 | u8::from(self.moved) << 2
    }
}

/// An area while it is looked at.
struct Seen<'a> {
    area: &'a Division,
    /// Alpha-2 code of the country as the source has it.
    iso2: String,
    towns: Vec<&'a Town>,
}

/// Links all areas.
pub(super) fn all(divisions: &[Division], gazetteer: &Gazetteer) -> Vec<Link> {
    let seen: Vec<Seen<'_>> = divisions.iter().map(|area| look(area, gazetteer)).collect();
    let mut links: Vec<Link> = seen.iter().map(|s| first_order(s, gazetteer)).collect();
    for (link, s) in links.iter_mut().zip(&seen) {
        link.admin2 = second_order(s, link, gazetteer).unwrap_or_default();
    }
    let own1 = towns_of(gazetteer, |t| (t.iso2.clone(), t.admin1.clone(), String::new()));
    let own2 = towns_of(gazetteer, |t| (t.iso2.clone(), t.admin1.clone(), t.admin2.clone()));
    let judge = |second| Judge { seen: &seen, gazetteer, second };
    let whole1 = judge(false).agreed(&links, |l| (l.iso2.clone(), l.admin1.clone(), String::new()), &own1);
    let whole2 = judge(true).agreed(&links, |l| (l.iso2.clone(), l.admin1.clone(), l.admin2.clone()), &own2);
    for link in &mut links {
        link.whole1 = whole1.contains(&(link.iso2.clone(), link.admin1.clone(), String::new()));
        link.whole2 = whole2.contains(&(link.iso2.clone(), link.admin1.clone(), link.admin2.clone()));
        if !link.whole2 {
            link.admin2.clear();
        }
    }
    links
}

fn look<'a>(area: &'a Division, gazetteer: &'a Gazetteer) -> Seen<'a> {
    let own = OWN_CODES.iter().find(|(code, _)| *code == area.country).map(|(_, iso2)| (*iso2).to_owned());
    let iso2 = own.or_else(|| gazetteer.countries.get(&area.country).cloned()).unwrap_or_default();
    let shape = Shape::new(area.rings.clone());
    let near = gazetteer.in_box(shape.bounds()).into_iter().map(|n| &gazetteer.towns[n]);
    let towns = near.filter(|t| shape.contains(t.lat, t.lon)).collect();
    Seen { area, iso2, towns }
}

/// Folded names of an area with their weights, of which a town has 20:
/// GeoNames' name as the source has it errs least.
fn names(area: &Division) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    for (name, weight) in [(&area.name, BY_NAME), (&area.label, 5)] {
        let forms = [Some(name.clone()), bare(name)];
        out.extend(forms.into_iter().flatten().filter(|n| !n.is_empty()).map(|n| (fold(&n), weight)));
    }
    out
}

/// Country and first-order division. A town of the source's country counts 20,
/// another one 1 (Crimea's are all Ukraine's; a town beyond a simplified border
/// decides nothing).
fn first_order(seen: &Seen<'_>, gazetteer: &Gazetteer) -> Link {
    let mut votes: BTreeMap<(String, String), u32> = BTreeMap::new();
    for town in &seen.towns {
        let weight = if town.iso2 == seen.iso2 { 20 } else { 1 };
        *votes.entry((town.iso2.clone(), town.admin1.clone())).or_default() += weight;
    }
    let mut named = BTreeSet::new();
    for (name, weight) in names(seen.area) {
        if let Some((iso2, admin1, _)) = gazetteer.by_name.get(&(seen.iso2.clone(), name))
            && named.insert((iso2.clone(), admin1.clone(), weight))
        {
            *votes.entry((iso2.clone(), admin1.clone())).or_default() += weight;
        }
    }
    // The first of the greatest, for one order everywhere.
    let winner = votes.iter().rev().max_by_key(|(_, n)| **n);
    let Some(((iso2, admin1), most)) = winner else {
        return Link { iso2: seen.iso2.clone(), ..Link::default() };
    };
    let all: u32 = votes.iter().filter(|((c, _), _)| c == iso2).map(|(_, n)| n).sum();
    let clear = f64::from(*most) >= CLEAR * f64::from(all) && admin1 != NO_DIVISION;
    let (iso2, admin1) = (iso2.clone(), if clear { admin1.clone() } else { String::new() });
    Link { moved: iso2 != seen.iso2, iso2, admin1, ..Link::default() }
}

/// The second-order division that most of the towns name, or the one of the
/// area's name where its towns have no such code.
fn second_order(seen: &Seen<'_>, link: &Link, gazetteer: &Gazetteer) -> Option<String> {
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    let own = |t: &&&Town| t.iso2 == link.iso2 && t.admin1 == link.admin1 && !t.admin2.is_empty();
    for town in seen.towns.iter().filter(own) {
        *votes.entry(&town.admin2).or_default() += 2;
    }
    for (name, weight) in names(seen.area) {
        let key = (link.iso2.clone(), link.admin1.clone(), name);
        if let Some((_, _, admin2)) = gazetteer.by_name2.get(&key) {
            *votes.entry(admin2).or_default() += weight / BY_NAME;
        }
    }
    votes.into_iter().rev().max_by_key(|(_, n)| *n).map(|(code, _)| code.to_owned())
}

fn towns_of(gazetteer: &Gazetteer, code: impl Fn(&Town) -> Code) -> BTreeMap<Code, Vec<&Town>> {
    let mut out: BTreeMap<Code, Vec<&Town>> = BTreeMap::new();
    for town in &gazetteer.towns {
        out.entry(code(town)).or_default().push(town);
    }
    out
}

/// Judges whether all areas that are linked to a division are its area.
struct Judge<'a> {
    seen: &'a [Seen<'a>],
    gazetteer: &'a Gazetteer,
    /// Second-order divisions, and not first-order ones.
    second: bool,
}

impl Judge<'_> {
    /// The divisions of which all areas together hold their own towns and few
    /// others.
    fn agreed(&self, links: &[Link], code: impl Fn(&Link) -> Code, own: &BTreeMap<Code, Vec<&Town>>) -> BTreeSet<Code> {
        let mut groups: BTreeMap<Code, Vec<usize>> = BTreeMap::new();
        for (n, link) in links.iter().enumerate() {
            groups.entry(code(link)).or_default().push(n);
        }
        let told = |key: &Code| !key.1.is_empty() && (!self.second || !key.2.is_empty());
        let groups = groups.into_iter().filter(|(key, _)| told(key));
        let agreed = groups.filter(|(key, members)| self.agrees(key, members, own.get(key).map_or(&[], Vec::as_slice)));
        agreed.map(|(key, _)| key).collect()
    }

    /// Towns within the tolerance of an edge may lie on either side.
    fn agrees(&self, key: &Code, members: &[usize], towns: &[&Town]) -> bool {
        let rings: Vec<Vec<[f64; 2]>> = members.iter().flat_map(|n| self.seen[*n].area.rings.clone()).collect();
        let shape = Shape::new(rings.clone());
        let at_edge = |t: &Town| edge_km(&rings, t.lat, t.lon) <= TOLERANCE_KM;
        let held = towns.iter().filter(|t| shape.contains(t.lat, t.lon) || at_edge(t)).count();
        let is_own = |t: &Town| t.iso2 == key.0 && t.admin1 == key.1 && (!self.second || t.admin2 == key.2);
        // Second-order codes are not known of every town.
        let told = |t: &&&Town| !self.second || !t.admin2.is_empty();
        let inside: Vec<&&Town> = members.iter().flat_map(|n| &self.seen[*n].towns).filter(told).collect();
        let right = inside.iter().filter(|t| is_own(t) || at_edge(t)).count();
        let named = f64::from(u8::from(self.is_named(key, members)));
        let share = |part: usize, of: usize| if of == 0 { named } else { part as f64 / of as f64 };
        share(held, towns.len()) >= AGREED && share(right, inside.len()) >= AGREED
    }

    /// Whether the source gives one of the areas the division's name.
    fn is_named(&self, key: &Code, members: &[usize]) -> bool {
        let same = |(name, weight): (String, u32)| {
            let (country, first) = (key.0.clone(), key.1.clone());
            let found = if self.second {
                self.gazetteer.by_name2.get(&(country, first, name))
            } else {
                self.gazetteer.by_name.get(&(country, name))
            };
            weight == BY_NAME && found == Some(key)
        };
        members.iter().any(|n| names(self.seen[*n].area).into_iter().any(same))
    }
}
