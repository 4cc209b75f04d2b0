//! Places by number, and countries and divisions by code.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::Date;

use super::find::kind_of;
use super::index::Index;
use super::layout::field;
use super::status::{Spot, Worldview};
use super::{Country, Disputed, FeatureClass, NameKind, Place, PlaceId};
use crate::error::{Error, Result};

/// Places and their names, read in place from the executable's own pages.
#[derive(Debug)]
pub struct Gazetteer {
    pub(crate) index: Index,
    worldview: Worldview,
}

const COUNTRIES: usize = 0;
const ADMIN1: usize = 1;
const ADMIN2: usize = 2;
const BORDERS: usize = 5;

impl Gazetteer {
    /// The gazetteer compiled into the program. Costs microseconds.
    ///
    /// # Errors
    /// [`crate::error::Error::Data`] where the compiled-in index is broken.
    pub fn embedded() -> Result<Self> {
        static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.idx"));
        let index = Index::open(Cow::Borrowed(BYTES)).map_err(|why| Error::Data { what: "gazetteer".into(), why })?;
        Ok(Self { index, worldview: Worldview::embedded()? })
    }

    /// The same places with another table of disputed areas.
    #[must_use]
    pub fn with_worldview(self, worldview: Worldview) -> Self {
        Self { worldview, ..self }
    }

    /// The table of disputed areas in use.
    pub fn worldview(&self) -> &Worldview {
        &self.worldview
    }

    /// The status of a point at a date (today's without one), where it lies in
    /// a disputed area; `iso2` and `admin1` as the place has them, or empty.
    pub fn status_at(&self, lat: f64, lon: f64, iso2: &str, admin1: &str, date: Option<Date>) -> Option<&Disputed> {
        self.worldview.status_at(Spot { lat, lon, iso2, admin1 }, date)
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A place by its number; a number of another gazetteer gives another place
    /// or an empty one.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let (index, number) = (&self.index, id.0);
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
        }
    }

    /// All names of a place with their kinds, the primary one first.
    pub fn names(&self, id: PlaceId) -> impl Iterator<Item = (&str, NameKind)> {
        self.index.names_of(id.0).map(|number| {
            let (name, _, kind) = self.index.name(number);
            (name, kind_of(kind))
        })
    }

    /// The names that a map or a table should give besides the primary one:
    /// contested, former, official and foreign ones whose kind is known, the
    /// contested ones first. Untyped alternates are left out.
    pub fn second_names(&self, id: PlaceId) -> Vec<(&str, NameKind)> {
        let mut names: Vec<(&str, NameKind)> =
            self.names(id).filter(|(_, kind)| !matches!(kind, NameKind::Primary | NameKind::Alternate)).collect();
        names.sort_by_key(|(_, kind)| match kind {
            NameKind::Contested => 0,
            NameKind::Former => 1,
            NameKind::Transliteration => 2,
            _ => 3,
        });
        names
    }

    /// All countries and dependencies, by alpha-2 code.
    pub fn countries(&self) -> impl Iterator<Item = Country<'_>> {
        self.index.range(COUNTRIES).map(|id| self.country(id))
    }

    fn country(&self, id: u32) -> Country<'_> {
        Country {
            iso2: self.index.iso2(id),
            iso3: self.index.code(id),
            name: self.index.name(self.index.field(id, field::NAMES)).0,
            place: PlaceId(id),
        }
    }

    /// A country by its alpha-2 code.
    pub fn country_by_iso2(&self, iso2: &str) -> Option<Country<'_>> {
        self.search(COUNTRIES, |id| self.index.iso2(id).cmp(iso2)).map(|id| self.country(id.0))
    }

    /// A country by its alpha-3 code (XKX for Kosovo).
    pub fn country_by_iso3(&self, iso3: &str) -> Option<Country<'_>> {
        self.countries().find(|c| c.iso3 == iso3)
    }

    /// A first-order division by GeoNames' codes.
    pub fn admin1(&self, iso2: &str, code: &str) -> Option<PlaceId> {
        self.search(ADMIN1, |id| self.index.iso2(id).cmp(iso2).then_with(|| self.index.admin1(id).cmp(code)))
    }

    /// A second-order division by GeoNames' codes.
    pub fn admin2(&self, iso2: &str, admin1: &str, code: &str) -> Option<PlaceId> {
        self.search(ADMIN2, |id| {
            let first = self.index.iso2(id).cmp(iso2).then_with(|| self.index.admin1(id).cmp(admin1));
            first.then_with(|| self.index.admin2(id).cmp(code))
        })
    }

    /// The name of a first-order division.
    pub fn admin1_name(&self, iso2: &str, code: &str) -> Option<&str> {
        self.admin1(iso2, code).map(|id| self.place(id).name)
    }

    /// The name of a second-order division.
    pub fn admin2_name(&self, iso2: &str, admin1: &str, code: &str) -> Option<&str> {
        self.admin2(iso2, admin1, code).map(|id| self.place(id).name)
    }

    /// The land border between two countries, given by alpha-2 codes in either
    /// order.
    pub fn border_between(&self, a: &str, b: &str) -> Option<PlaceId> {
        let pair = if a < b { (a, b) } else { (b, a) };
        self.search(BORDERS, |id| {
            let countries = self.index.extras(id, self.index.packed(id)).text.split(';').nth(1).unwrap_or("");
            countries.split_once(',').cmp(&Some(pair))
        })
    }

    /// All first-order (for `Admin1`) or second-order divisions of a country, by
    /// code.
    pub fn divisions(&self, iso2: &str, class: FeatureClass) -> impl Iterator<Item = PlaceId> {
        let range = self.index.range(if class == FeatureClass::Admin1 { ADMIN1 } else { ADMIN2 });
        range.filter(move |id| self.index.iso2(*id) == iso2).map(PlaceId)
    }

    fn search(&self, range: usize, order: impl Fn(u32) -> Ordering) -> Option<PlaceId> {
        let mut range = self.index.range(range);
        while range.start < range.end {
            let middle = range.start + (range.end - range.start) / 2;
            match order(middle) {
                Ordering::Less => range.start = middle + 1,
                Ordering::Greater => range.end = middle,
                Ordering::Equal => return Some(PlaceId(middle)),
            }
        }
        None
    }
}

/// A class stored as its position in `rows::CLASSES`.
fn class_of(stored: u8) -> FeatureClass {
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
    let (year, month, day) = (stored / 10_000, stored / 100 % 100, stored % 100);
    Date::new(year as i16, month as i8, day as i8).ok().filter(|_| stored != 0)
}
