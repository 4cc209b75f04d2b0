//! What a gazetteer is made of: an index for a base, and overlays of own places.
//!
//! Places are numbered through: the base's first, then those of each overlay.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::index::Index;
use super::own::OwnPlaces;
use super::place::class_of;
use super::status::{Spot, Worldview};
use super::{Disputed, FeatureClass, PlaceId, write};
use crate::error::{Error, Notice, Result};
use jiff::civil::Date;

/// Places and their names, read in place from the executable's own pages or
/// from a mapped file.
#[derive(Debug)]
pub struct Gazetteer {
    base: Layer,
    overlays: Vec<Layer>,
    worldview: Worldview,
}

/// An index and the number of its first place.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) index: Index,
    pub(crate) first: u32,
}

/// How many places there are, of what and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// All places.
    pub places: u64,
    /// Their names.
    pub names: u64,
    /// Places of each class.
    pub classes: BTreeMap<FeatureClass, u64>,
    /// Places of each country by alpha-2 code; empty for those without.
    pub countries: BTreeMap<String, u64>,
}

impl Gazetteer {
    /// The gazetteer compiled into the program. Costs microseconds.
    ///
    /// # Errors
    /// [`Error::Data`] where the compiled-in index is broken.
    pub fn embedded() -> Result<Self> {
        static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.idx"));
        let index = Index::open(Cow::Borrowed(BYTES)).map_err(|why| Error::Data { what: "gazetteer".into(), why })?;
        Ok(Self { base: Layer { index, first: 0 }, overlays: Vec::new(), worldview: Worldview::embedded()? })
    }

    /// The gazetteer in an index that `dateline gazetteer build` wrote; `file`
    /// is named in errors.
    ///
    /// # Errors
    /// [`Error::Input`] where it is none, of another version, or cut short.
    pub fn from_index(bytes: Cow<'static, [u8]>, file: &str) -> Result<Self> {
        let (what, remedy) = match Index::open(bytes) {
            Ok(index) => {
                let base = Layer { index, first: 0 };
                return Ok(Self { base, overlays: Vec::new(), worldview: Worldview::embedded()? });
            }
            Err(why) => (why, "make it again with `dateline gazetteer build`"),
        };
        Err(Error::Input(Notice::new(file, what, remedy)))
    }

    /// Lays own places over what there is; they win over places of the same
    /// name where nothing else speaks.
    ///
    /// # Errors
    /// [`Error::Data`] where they are too many.
    pub fn lay_over(&mut self, own: &OwnPlaces) -> Result<()> {
        let broken = |why| Error::Data { what: own.file.clone(), why };
        let rows = own.sorted();
        let bytes = write::index(&rows, rows.len(), 0, "").map_err(broken)?;
        let index = Index::open(Cow::Owned(bytes)).map_err(broken)?;
        self.overlays.push(Layer { index, first: self.len() as u32 });
        Ok(())
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
        self.layers().map(|layer| layer.index.len()).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The version of the base's layout.
    pub fn version(&self) -> u8 {
        self.base.index.version()
    }

    /// Where the base comes from: lines of `key<TAB>value`.
    pub fn about(&self) -> &str {
        self.base.index.about()
    }

    /// The bytes of the base.
    pub fn base_bytes(&self) -> &[u8] {
        self.base.index.bytes()
    }

    /// What the base holds, or with `overlays` what was laid over it.
    pub fn census(&self, overlays: bool) -> Census {
        let mut census = Census::default();
        let mut countries: BTreeMap<&str, u64> = BTreeMap::new();
        for layer in self.layers().skip(usize::from(overlays)).take(if overlays { usize::MAX } else { 1 }) {
            for number in 0..layer.index.len() as u32 {
                let packed = layer.index.packed(number);
                census.places += 1;
                census.names += u64::from(packed.names);
                *census.classes.entry(class_of(packed.class)).or_default() += 1;
                *countries.entry(layer.index.iso2(number)).or_default() += 1;
            }
        }
        census.countries = countries.into_iter().map(|(iso2, places)| (iso2.to_owned(), places)).collect();
        census
    }

    /// Looks at every record of the base; tells what is broken, at most so many.
    pub fn verify(&self, most: usize) -> Vec<String> {
        let index = &self.base.index;
        let broken = |number: &u32| {
            let packed = index.packed(*number);
            let lost = index.names_of(*number).find(|name| {
                let (text, place, _) = index.name(*name);
                text.is_empty() || place != *number
            });
            if lost.is_some() || packed.names == 0 {
                return Some(format!("place {number}: its names are not its own"));
            }
            let on_earth = packed.lat_e5.abs() <= 9_000_000 && packed.lon_e5.abs() <= 18_000_000;
            (!on_earth).then(|| format!("place {number}: its point is off the earth"))
        };
        (0..index.len() as u32).filter_map(|number| broken(&number)).take(most).collect()
    }

    /// The base, then the overlays.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &Layer> {
        std::iter::once(&self.base).chain(&self.overlays)
    }

    /// The index that holds a place, the place's number in it, and whether that
    /// is an overlay.
    pub(crate) fn layer_of(&self, id: PlaceId) -> (&Index, u32, bool) {
        let overlay = self.overlays.iter().rev().find(|layer| layer.first <= id.0);
        overlay.map_or((&self.base.index, id.0, false), |layer| (&layer.index, id.0 - layer.first, true))
    }
}
