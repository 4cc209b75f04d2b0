//! The places that the rows of a side name, each once.

use rustc_hash::FxHashMap;

use crate::dataset::{Rows, Word};
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId, Query, Ranked, distance_km, fold, latin};

/// A name that is met worse than so is another's.
const SPELLING: f64 = 0.7;
/// A place outside of the country that the row names is another.
const INSIDE: f64 = 0.8;
/// So far from the row's own point a place of its name is another, km.
pub(super) const FAR_KM: f64 = 100.0;
/// A place whose score is so little higher, as of ten times the inhabitants, is
/// not for that the one meant.
const AMBIGUOUS: f64 = 0.03;
/// Places of one name so near each other are one to a join: a town and its
/// district, km.
const ONE_KM: f64 = 20.0;
/// What UCDP writes behind names.
const KINDS: [&str; 10] =
    ["town", "village", "city", "district", "province", "governorate", "state", "region", "municipality", "department"];

/// A first-order division, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Division {
    /// GeoNames' code, where the gazetteer has it.
    pub(super) code: Option<String>,
    /// Its folded name.
    pub(super) name: String,
}

/// A place as a side names it.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// Which of the gazetteer; none where it has none of the name, or several.
    pub(super) id: Option<PlaceId>,
    /// Its names, folded and in Latin letters where they can be.
    pub(super) names: Vec<String>,
    /// Alpha-2 code of the country, or its folded name; empty where not told.
    pub(super) country: String,
    /// Its division, where told.
    pub(super) division: Option<Division>,
    /// Where its first row with a point is.
    pub(super) point: Option<(f64, f64)>,
    /// The rows that name it, in order.
    pub(super) rows: Vec<u32>,
}

/// What makes a place another: its number, or country, division and name.
type Key = (Option<PlaceId>, String, Option<Division>, String);

/// The places of a side, in the order in which rows name them.
pub(super) fn named(rows: &Rows, gazetteer: &Gazetteer) -> Vec<Named> {
    let mut reader = Reader { rows, gazetteer, divisions: FxHashMap::default() };
    // Rows without a point share what their words mean.
    let mut known: FxHashMap<[Word; 3], usize> = FxHashMap::default();
    let mut numbers: FxHashMap<Key, usize> = FxHashMap::default();
    let mut places: Vec<Named> = Vec::new();
    for (row, record) in rows.records.iter().enumerate() {
        let point = rows.spots[row].point();
        let words = [record.place, record.admin1, record.country];
        if record.place == Word::NONE {
            continue;
        }
        let number = if let Some(number) = known.get(&words).filter(|_| point.is_none()) {
            *number
        } else {
            let place = reader.place(words, point);
            let number = *numbers.entry(place.key()).or_insert(places.len());
            match places.get_mut(number) {
                Some(known) => known.take(place.names),
                None => places.push(place),
            }
            number
        };
        if point.is_none() {
            known.insert(words, number);
        }
        let place = &mut places[number];
        place.point = place.point.or(point);
        place.rows.push(row as u32);
    }
    places
}

impl Named {
    /// What makes it another than the rest.
    fn key(&self) -> Key {
        match self.id {
            Some(_) => (self.id, String::new(), None, String::new()),
            None => (None, self.country.clone(), self.division.clone(), self.names.concat()),
        }
    }

    /// Takes names that it has not yet.
    pub(super) fn take(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }
}

struct Reader<'r> {
    rows: &'r Rows,
    gazetteer: &'r Gazetteer,
    /// Divisions that were read, by their words and their country's.
    divisions: FxHashMap<[Word; 2], Option<Division>>,
}

impl Reader<'_> {
    /// The place of a row.
    fn place(&mut self, words: [Word; 3], near: Option<(f64, f64)>) -> Named {
        let [place, admin1, country] = words.map(|word| self.rows.words.text(word));
        let told = |text| Some(text).filter(|t: &&str| !t.is_empty());
        let bare = place
            .rsplit_once(' ')
            .filter(|(_, last)| KINDS.contains(&last.to_lowercase().as_str()))
            .map(|(name, _)| name);
        let names = vec![latin(bare.unwrap_or(place))];
        let query = Query { near, country: told(country), admin1: told(admin1), ..Query::default() };
        for name in [Some(place), bare].into_iter().flatten() {
            // Names one letter off are looked for among the other side's, not here.
            if self.gazetteer.find(name).is_empty() {
                continue;
            }
            let found = self.gazetteer.lookup(&Query { name, ..query });
            let fits = |r: &&Ranked<'_>| {
                let close = r.distance_km.is_none_or(|km| km <= FAR_KM);
                r.parts.spelling >= SPELLING && (country.is_empty() || r.parts.inside >= INSIDE) && close
            };
            let fitting: Vec<&Ranked<'_>> = found.iter().filter(fits).collect();
            let Some(best) = fitting.first() else { continue };
            if near.is_none() && is_ambiguous(&fitting) {
                break;
            }
            let place = &best.place;
            let division = Some(place.admin1)
                .filter(|code| !code.is_empty())
                .map(|code| Division { code: Some(code.to_owned()), name: best.admin1.map(fold).unwrap_or_default() });
            return Named { id: Some(place.id), names, country: place.iso2.to_owned(), division, ..Named::default() };
        }
        let code = self.gazetteer.country_named(country).map_or_else(|| fold(country), |c| c.iso2.to_owned());
        Named { names, country: code, division: self.division([words[1], words[2]]), ..Named::default() }
    }

    /// The division that a row names.
    fn division(&mut self, words: [Word; 2]) -> Option<Division> {
        if words[0] == Word::NONE {
            return None;
        }
        if let Some(division) = self.divisions.get(&words) {
            return division.clone();
        }
        let [name, country] = words.map(|word| self.rows.words.text(word));
        let query = Query { name, country: Some(country).filter(|c| !c.is_empty()), ..Query::default() };
        let found = self.gazetteer.lookup(&query);
        let is_it = |r: &&Ranked<'_>| {
            r.place.class == FeatureClass::Admin1 && r.parts.spelling >= SPELLING && r.parts.inside >= INSIDE
        };
        let code = found.iter().find(is_it).map(|r| r.place.admin1.to_owned());
        let division = Some(Division { code, name: latin(name) });
        self.divisions.insert(words, division.clone());
        division
    }
}

/// Whether a name is of several places, and nothing says of which.
fn is_ambiguous(fitting: &[&Ranked<'_>]) -> bool {
    let Some((best, others)) = fitting.split_first() else { return false };
    let at = |r: &Ranked<'_>| (r.place.lat, r.place.lon);
    // A town and the division around it are one to a join.
    let is_division = |r: &Ranked<'_>| matches!(r.place.class, FeatureClass::Admin1 | FeatureClass::Admin2);
    let around = |other: &Ranked<'_>| {
        is_division(best) != is_division(other)
            && (best.place.iso2, best.place.admin1) == (other.place.iso2, other.place.admin1)
    };
    let mut close = others.iter().take_while(|other| best.score - other.score < AMBIGUOUS);
    close.any(|other| distance_km(at(best), at(other)) > ONE_KM && !around(other))
}
