//! Areas of countries, divisions and regions as of a day, and which division a
//! point lies in.
//!
//! Areas of divisions are Natural Earth's, tied to the gazetteer's places by
//! the maker ([`read`]); a country's is that of its divisions together, so that
//! it follows GeoNames' codes. What holds in a time only, and regions, are
//! rows of `gazetteer/dated_areas.tsv` ([`table`]). Where no area of the date
//! is known there is none: another period's is never given.

mod clean;
mod join;
mod read;
mod table;

use std::sync::OnceLock;

use jiff::civil::Date;

pub use join::{Polygon, Ring};
pub(super) use read::Areas;

use super::{FeatureClass, Gazetteer, Place, PlaceId};
use crate::error::Result;
use table::{Part, Rule};

/// From where divisions have their areas.
const SOURCE: &str = "Natural Earth";

/// An area as it was in a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its parts, wound as RFC 7946 has it and cut at the antimeridian.
    pub polygons: Vec<Polygon>,
    /// First and last day; open where not known to have begun or ended.
    pub valid: (Option<Date>, Option<Date>),
    /// On what outline and dates rest.
    pub source: String,
}

impl Area {
    /// Size on the sphere, km2.
    pub fn km2(&self) -> f64 {
        join::km2(&self.polygons)
    }

    /// The same area in rings that cross neither themselves nor each other, as
    /// geometry engines want them.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self { polygons: clean::clean(&self.polygons), ..self }
    }

    /// Whether a point lies inside.
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        let inside = |ring: &Ring| join::contains(ring, [lon, lat]);
        self.polygons.iter().any(|p| p.iter().filter(|r| inside(r)).count() % 2 == 1)
    }
}

/// In which divisions a point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within<'g> {
    /// Alpha-2 code of the country, by GeoNames' codes of the towns there: for
    /// what is written use the status that the table of disputed areas gives.
    pub iso2: &'g str,
    /// The first-order division; `None` where the source's areas there are not
    /// the gazetteer's.
    pub admin1: Option<PlaceId>,
    /// The second-order division, where the source has its area.
    pub admin2: Option<PlaceId>,
}

impl Areas {
    /// The embedded areas, listed at the first use.
    ///
    /// # Errors
    /// [`crate::error::Error::Data`] where they are broken.
    pub(super) fn embedded() -> Result<&'static Self> {
        static AREAS: OnceLock<Areas> = OnceLock::new();
        if let Some(areas) = AREAS.get() {
            return Ok(areas);
        }
        let areas = Self::read()?;
        Ok(AREAS.get_or_init(|| areas))
    }

    /// The area of what a key names: `country:SD`, `admin:SD.55`,
    /// `admin:FR.11.75`; empty where there is none of it.
    fn named(&self, part: &Part) -> Vec<Polygon> {
        let patches: Vec<_> = self.patches.iter().filter(|p| part.holds(p.iso2, p.admin1, p.admin2)).collect();
        if patches.is_empty() { Vec::new() } else { self.join(&patches) }
    }
}

impl Gazetteer {
    /// The area of a place as of a day (today without one); `None` where none
    /// of that time is known, so that only a circle can be drawn.
    pub fn area_of(&self, id: PlaceId, date: Option<Date>) -> Option<Area> {
        let place = self.place(id);
        let areas = Areas::embedded().ok()?;
        let rules: Vec<&Rule> = table::rules().iter().filter(|r| self.is_about(&place, &r.place)).collect();
        if let Some(rule) = rules.iter().find(|r| r.valid_at(date)) {
            return rule.area(areas);
        }
        let polygons = areas.named(&part_of(&place, areas)?);
        (!polygons.is_empty()).then(|| Area { polygons, valid: until(&rules), source: SOURCE.to_owned() })
    }

    /// In which divisions a point lies; `None` at sea and outside of all areas.
    pub fn within(&self, lat: f64, lon: f64) -> Option<Within<'static>> {
        let patch = Areas::embedded().ok()?.holding(lat, lon)?;
        let admin1 = Some(patch.admin1).filter(|code| !code.is_empty());
        Some(Within {
            iso2: patch.iso2,
            admin1: admin1.and_then(|code| self.admin1(patch.iso2, code)),
            admin2: admin1.filter(|_| patch.whole2).and_then(|code| self.admin2(patch.iso2, code, patch.admin2)),
        })
    }

    /// The first-order division in which a point lies.
    pub fn admin1_at(&self, lat: f64, lon: f64) -> Option<PlaceId> {
        self.within(lat, lon)?.admin1
    }

    /// Whether a point lies in a country, division or region as it was on a day;
    /// `None` where no outline of that day is known.
    pub fn lies_in(&self, lat: f64, lon: f64, outer: PlaceId, date: Option<Date>) -> Option<bool> {
        self.area_of(outer, date).map(|area| area.contains(lat, lon))
    }

    /// Whether a rule's key names a place.
    fn is_about(&self, place: &Place<'_>, key: &str) -> bool {
        match key.split_once(':') {
            Some(("id", id)) => self.supplement_id(place.id) == id,
            Some(("country", iso2)) => place.class == FeatureClass::Country && place.iso2 == iso2,
            Some(("admin", code)) => {
                let mut codes = code.split('.');
                let mut same = |own: &str| codes.next().unwrap_or("") == own;
                match place.class {
                    FeatureClass::Admin1 => same(place.iso2) && same(place.admin1) && same(""),
                    FeatureClass::Admin2 => same(place.iso2) && same(place.admin1) && same(place.admin2),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

/// What a place's own area is made of, where the source has it.
fn part_of(place: &Place<'_>, areas: &Areas) -> Option<Part> {
    let own = |p: &&read::Patch| p.iso2 == place.iso2 && p.admin1 == place.admin1;
    let key = match place.class {
        FeatureClass::Country => format!("country:{}", place.iso2),
        FeatureClass::Admin1 if areas.patches.iter().any(|p| own(&p) && p.whole1) => {
            format!("admin:{}.{}", place.iso2, place.admin1)
        }
        FeatureClass::Admin2 if areas.patches.iter().any(|p| own(&p) && p.whole2 && p.admin2 == place.admin2) => {
            format!("admin:{}.{}.{}", place.iso2, place.admin1, place.admin2)
        }
        _ => return None,
    };
    Part::parse(&key).ok()
}

/// The days that no rule speaks for: after the last that has ended, before the
/// first that is still open.
fn until(rules: &[&Rule]) -> (Option<Date>, Option<Date>) {
    let from = rules.iter().filter_map(|r| r.valid.1).max().and_then(|d| d.tomorrow().ok());
    let to = rules.iter().filter(|r| r.valid.1.is_none()).filter_map(|r| r.valid.0).min();
    (from, to.and_then(|d| d.yesterday().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(gazetteer: &Gazetteer, key: &str) -> PlaceId {
        let ids = (0..gazetteer.len() as u32).map(PlaceId);
        let found = ids.into_iter().find(|id| gazetteer.is_about(&gazetteer.place(*id), key));
        found.unwrap_or_else(|| panic!("{key} is no place"))
    }

    #[test]
    fn every_row_of_the_table_is_about_a_place() {
        let gazetteer = Gazetteer::embedded().unwrap();
        for rule in table::rules() {
            let id = place(&gazetteer, &rule.place);
            let day = rule.valid.1.or(rule.valid.0);
            if let Some(area) = gazetteer.area_of(id, day) {
                assert!(area.km2() > 300.0, "{}: {} km2", rule.place, area.km2());
            }
        }
    }

    #[test]
    fn every_area_has_a_size_and_holds_most_of_its_towns() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let (mut right, mut all) = (0_u32, 0_u32);
        for number in (0..gazetteer.len() as u32).step_by(7) {
            let town = gazetteer.place(PlaceId(number));
            if town.class != FeatureClass::Town || town.admin1.is_empty() {
                continue;
            }
            if let Some(found) = gazetteer.admin1_at(town.lat, town.lon) {
                all += 1;
                let found = gazetteer.place(found);
                right += u32::from(found.iso2 == town.iso2 && found.admin1 == town.admin1);
            }
        }
        let share = f64::from(right) / f64::from(all);
        assert!(all > 25_000 && share > 0.97, "{right} of {all}");
    }
}
