//! Places by number, and countries and divisions by code.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::find::kind_of;
use super::index::Index;
use super::layers::{Gazetteer, Layer};
use super::layout::field;
use super::{Country, FeatureClass, NameKind, Place, PlaceId};

const COUNTRIES: usize = 0;
const ADMIN1: usize = 1;
const ADMIN2: usize = 2;

impl Gazetteer {
    /// A place by its number; a number of another gazetteer gives another place
    /// or an empty one.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let (index, number, own) = self.layer_of(id);
        let packed = index.packed(number);
        let extras = index.extras(number, packed);
        let mut texts = extras.text.split(';');
        Place {
            id,
            geonameid: Some(index.field(number, field::GEONAMEID)).filter(|g| *g != 0),
            name: index.name(index.field(number, field::NAMES)).0,
            lat: f64::from(packed.lat_e5) / 1e5,
            lon: f64::from(packed.lon_e5) / 1e5,
            class: class_of(packed.class),
            feature_code: index.code(number),
            iso2: index.iso2(number),
            admin1: index.admin1(number),
            admin2: index.admin2(number),
            population: index.field(number, field::POPULATION),
            radius_km: extras.radius_m as f32 / 1000.0,
            valid: (date(extras.from), date(extras.to)),
            kind: texts.next().unwrap_or(""),
            countries: texts.next().unwrap_or(""),
            own,
        }
    }

    /// The place of that GeoNames id, where there is one; looks at all places.
    pub fn by_geonameid(&self, geonameid: u32) -> Option<PlaceId> {
        self.layers().find_map(|layer| {
            let mut numbers = 0..layer.index.len() as u32;
            let found = numbers.find(|number| layer.index.field(*number, field::GEONAMEID) == geonameid)?;
            (geonameid != 0).then(|| place_id((layer, found)))
        })
    }

    /// The id of a place's row in the supplement; empty where it has none, and
    /// for places of the user's own.
    pub fn supplement_id(&self, id: PlaceId) -> &str {
        let (index, number, own) = self.layer_of(id);
        let text = index.extras(number, index.packed(number)).text;
        text.split(';').nth(2).filter(|_| !own).unwrap_or("")
    }

    /// All names of a place with their kinds, the primary one first.
    pub fn names(&self, id: PlaceId) -> impl Iterator<Item = (&str, NameKind)> {
        let (index, number, _) = self.layer_of(id);
        index.names_of(number).map(|number| {
            let (name, _, kind) = index.name(number);
            (name, kind_of(kind))
        })
    }

    /// The names that a map or a table should give besides the primary one:
    /// contested, former, official and foreign ones whose kind is known, the
    /// contested ones first. Untyped alternates are left out.
    pub fn second_names(&self, id: PlaceId) -> Vec<(&str, NameKind)> {
        let (index, number, _) = self.layer_of(id);
        let kinds = index.names_of(number).map(|number| (number, kind_of(index.name_kind(number))));
        let typed = kinds.filter(|(_, kind)| !matches!(kind, NameKind::Primary | NameKind::Alternate));
        let mut names: Vec<(&str, NameKind)> = typed.map(|(number, kind)| (index.name(number).0, kind)).collect();
        names.sort_by_key(|(_, kind)| match kind {
            NameKind::Contested => 0,
            NameKind::Former => 1,
            NameKind::Transliteration => 2,
            _ => 3,
        });
        names
    }

    /// All countries and dependencies: by alpha-2 code, then those of overlays.
    pub fn countries(&self) -> impl Iterator<Item = Country<'_>> {
        self.layers().flat_map(|layer| layer.index.range(COUNTRIES).map(|number| country(layer, number)))
    }

    /// A country by its alpha-2 code.
    pub fn country_by_iso2(&self, iso2: &str) -> Option<Country<'_>> {
        self.layers().find_map(|layer| Some(country(layer, layer.index.codes().by_iso2(iso2)?)))
    }

    /// A country by its alpha-3 code (XKX for Kosovo).
    pub fn country_by_iso3(&self, iso3: &str) -> Option<Country<'_>> {
        self.layers().find_map(|layer| Some(country(layer, layer.index.codes().by_iso3(iso3)?)))
    }

    /// A first-order division by GeoNames' codes.
    pub fn admin1(&self, iso2: &str, code: &str) -> Option<PlaceId> {
        self.search(ADMIN1, |index, number| index.division_order(number, iso2, &[code])).map(place_id)
    }

    /// A second-order division by GeoNames' codes.
    pub fn admin2(&self, iso2: &str, admin1: &str, code: &str) -> Option<PlaceId> {
        self.search(ADMIN2, |index, number| index.division_order(number, iso2, &[admin1, code])).map(place_id)
    }

    /// The name of a first-order division.
    pub fn admin1_name(&self, iso2: &str, code: &str) -> Option<&str> {
        self.admin1(iso2, code).map(|id| self.primary_name(id))
    }

    /// The name of a second-order division.
    pub fn admin2_name(&self, iso2: &str, admin1: &str, code: &str) -> Option<&str> {
        self.admin2(iso2, admin1, code).map(|id| self.primary_name(id))
    }

    fn primary_name(&self, id: PlaceId) -> &str {
        let (index, number, _) = self.layer_of(id);
        index.name(index.field(number, field::NAMES)).0
    }

    /// The land border between two countries, given by alpha-2 codes in either
    /// order.
    pub fn border_between(&self, a: &str, b: &str) -> Option<PlaceId> {
        self.layers().find_map(|layer| Some(place_id((layer, layer.index.border(a, b)?))))
    }

    /// All first-order (for `Admin1`) or second-order divisions of a country, by
    /// code, those of overlays last.
    pub fn divisions(&self, iso2: &str, class: FeatureClass) -> impl Iterator<Item = PlaceId> {
        let range = if class == FeatureClass::Admin1 { ADMIN1 } else { ADMIN2 };
        self.layers().flat_map(move |layer| {
            let numbers = layer.index.range(range).filter(move |number| layer.index.iso2(*number) == iso2);
            numbers.map(move |number| place_id((layer, number)))
        })
    }

    /// The place in a sorted range of the first layer that has it.
    fn search(&self, range: usize, order: impl Fn(&Index, u32) -> Ordering) -> Option<(&Layer, u32)> {
        self.layers().find_map(|layer| {
            let mut range = layer.index.range(range);
            while range.start < range.end {
                let middle = range.start + (range.end - range.start) / 2;
                match order(&layer.index, middle) {
                    Ordering::Less => range.start = middle + 1,
                    Ordering::Greater => range.end = middle,
                    Ordering::Equal => return Some((layer, middle)),
                }
            }
            None
        })
    }
}

fn place_id((layer, number): (&Layer, u32)) -> PlaceId {
    PlaceId(layer.first + number)
}

fn country(layer: &Layer, number: u32) -> Country<'_> {
    Country {
        iso2: layer.index.iso2(number),
        iso3: layer.index.code(number),
        name: layer.index.name(layer.index.field(number, field::NAMES)).0,
        place: place_id((layer, number)),
    }
}

/// A class stored as its position in `rows::CLASSES`.
pub(crate) fn class_of(stored: u8) -> FeatureClass {
    match stored {
        1 => FeatureClass::Country,
        2 => FeatureClass::Admin1,
        3 => FeatureClass::Admin2,
        4 => FeatureClass::Region,
        5 => FeatureClass::Water,
        6 => FeatureClass::Terrain,
        7 => FeatureClass::Road,
        8 => FeatureClass::Border,
        9 => FeatureClass::Spot,
        _ => FeatureClass::Town,
    }
}

/// A day stored as `yyyymmdd`.
fn date(stored: u32) -> Option<Date> {
    if stored == 0 {
        return None;
    }
    let (year, month, day) = (stored / 10_000, stored / 100 % 100, stored % 100);
    Date::new(year as i16, month as i8, day as i8).ok()
}
