//! Rows of the same place of the gazetteer, whatever each side calls it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::found::Found;
use crate::dataset::{Rows, Word};
use crate::gazetteer::{Gazetteer, PlaceId, Query, fold};

/// A name that is met worse than so is another's.
const SPELLING: f64 = 0.7;
/// A place outside of the country that the row names is another.
const INSIDE: f64 = 0.8;
/// So far from the row's own point a place of its name is another, km.
const FAR_KM: f64 = 100.0;
/// What UCDP writes behind names.
const KINDS: [&str; 10] =
    ["town", "village", "city", "district", "province", "governorate", "state", "region", "municipality", "department"];

/// What a row's place is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A place of the gazetteer.
    Known(PlaceId),
    /// A name that the gazetteer lacks, folded, with the country's.
    Named(String, String),
}

/// Pairs of rows at the same place, and how many rows of each side name a
/// place that the gazetteer lacks. Both must have been read with records.
pub fn by_place(left: &Rows, right: &Rows, gazetteer: &Gazetteer) -> (Vec<(u32, Found)>, (usize, usize)) {
    let (here, unknown) = keys(left, gazetteer);
    let (there, unknown_there) = keys(right, gazetteer);
    let mut rows: BTreeMap<&Key, Vec<u32>> = BTreeMap::new();
    for (row, key) in there.iter().enumerate() {
        if let Some(key) = key {
            rows.entry(key).or_default().push(row as u32);
        }
    }
    let mut pairs = Vec::new();
    for (row, key) in here.iter().enumerate() {
        let Some(found) = key.as_ref().and_then(|key| rows.get(key)) else { continue };
        let between = |other: &u32| Found::row(*other).between(&left.spots[row], &right.spots[*other as usize]);
        pairs.extend(found.iter().map(|other| (row as u32, between(other))));
    }
    (pairs, (unknown, unknown_there))
}

/// The place of each row, and how many name one that the gazetteer lacks.
fn keys(rows: &Rows, gazetteer: &Gazetteer) -> (Vec<Option<Key>>, usize) {
    // Rows without a point share what their words mean.
    let mut known: FxHashMap<[Word; 3], Option<Key>> = FxHashMap::default();
    let mut unknown = 0;
    let mut keys = Vec::with_capacity(rows.len());
    for (row, record) in rows.records.iter().enumerate() {
        let near = rows.spots[row].point();
        let words = [record.place, record.admin1, record.country];
        let key = match known.get(&words).filter(|_| near.is_none()) {
            Some(key) => key.clone(),
            None => key(rows, words, near, gazetteer),
        };
        if near.is_none() {
            known.insert(words, key.clone());
        }
        unknown += usize::from(matches!(key, Some(Key::Named(..))));
        keys.push(key);
    }
    (keys, unknown)
}

fn key(rows: &Rows, words: [Word; 3], near: Option<(f64, f64)>, gazetteer: &Gazetteer) -> Option<Key> {
    let [place, admin1, country] = words.map(|word| rows.words.text(word));
    if place.is_empty() {
        return None;
    }
    let told = |text| Some(text).filter(|t: &&str| !t.is_empty());
    let query = Query { near, country: told(country), admin1: told(admin1), ..Query::default() };
    let bare =
        place.rsplit_once(' ').filter(|(_, last)| KINDS.contains(&last.to_lowercase().as_str())).map(|(name, _)| name);
    for name in [Some(place), bare].into_iter().flatten() {
        let found = gazetteer.lookup(&Query { name, ..query });
        let fits = found.iter().find(|r| {
            let close = r.distance_km.is_none_or(|km| km <= FAR_KM);
            r.parts.spelling >= SPELLING && (country.is_empty() || r.parts.inside >= INSIDE) && close
        });
        if let Some(fits) = fits {
            return Some(Key::Known(fits.place.id));
        }
    }
    let country = gazetteer.country_named(country).map_or_else(|| fold(country), |c| c.iso2.to_owned());
    Some(Key::Named(fold(bare.unwrap_or(place)), country))
}
