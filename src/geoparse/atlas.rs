//! Small questions to the gazetteer that several steps ask: the place of a
//! country, what lies inside what, how far apart.

use crate::gazetteer::{FeatureClass, Gazetteer, NameHit, NameKind, Place, PlaceId};
use crate::lexicon::Lexicon;
use crate::lexicon::countries::{Country, CountryKind, FormKind};

use super::spot::Reading;

/// Mean radius of the Earth, kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// The gazetteer with the lexicon's words for countries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atlas<'g> {
    pub(super) gaz: &'g Gazetteer,
    pub(super) lexicon: &'g Lexicon,
}

impl<'g> Atlas<'g> {
    pub(super) fn new(gaz: &'g Gazetteer, lexicon: &'g Lexicon) -> Self {
        Self { gaz, lexicon }
    }

    /// The place of a state's two-letter code.
    pub(super) fn country(&self, iso2: &str) -> Option<PlaceId> {
        self.gaz.country_by_iso2(iso2).map(|c| c.place)
    }

    /// The place that a row of `countries.tsv` stands for: the state's, the
    /// region's of that name, or the state's to which a people belongs.
    pub(super) fn row(&self, row: &Country) -> Option<PlaceId> {
        if let Some(place) = row.iso2.and_then(|iso2| self.country(iso2)) {
            return Some(place);
        }
        let names = std::iter::once(row.name).chain(row.forms(FormKind::Name));
        let known = names.take(4).find_map(|name| {
            let hits = self.gaz.find(name).into_iter().filter(|h| !h.loose);
            hits.map(|h| self.gaz.place(h.place))
                .filter(|p| p.class != FeatureClass::Town)
                .max_by_key(wide)
                .map(|p| p.id)
        });
        if known.is_some() || row.kind == CountryKind::People {
            return known;
        }
        known.or_else(|| self.row(self.lexicon.countries.by_code(row.parent?)?))
    }

    /// The places that a country word names.
    pub(super) fn places_of(&self, row: &Country, reading: Reading) -> Vec<NameHit> {
        let hit = |place| NameHit { place, kind: NameKind::Exonym, exact: true, loose: false };
        if reading == Reading::Seat
            && let Some(capital) = self.capital(row)
        {
            return vec![hit(capital)];
        }
        self.row(row).map(hit).into_iter().collect()
    }

    /// The town that is the row's seat of government.
    pub(super) fn capital(&self, row: &Country) -> Option<PlaceId> {
        let name = row.forms(FormKind::Capital).next()?;
        let hits = self.gaz.find(name).into_iter().map(|h| self.gaz.place(h.place));
        let own = hits.filter(|p| p.class == FeatureClass::Town && row.iso2.is_none_or(|c| c == p.iso2));
        own.max_by_key(|p| p.population).map(|p| p.id)
    }

    /// The first-order division of a code, as a hit by abbreviation.
    pub(super) fn admin1(&self, iso2: &str, code: &str, name: &str) -> Option<NameHit> {
        let by_name = || {
            let hits = self.gaz.find(name).into_iter().map(|h| self.gaz.place(h.place));
            hits.filter(|p| p.iso2 == iso2 && p.class == FeatureClass::Admin1).map(|p| p.id).next()
        };
        let place = self.gaz.admin1(iso2, code).or_else(by_name)?;
        Some(NameHit { place, kind: NameKind::Exonym, exact: true, loose: false })
    }

    /// Whether `inner` lies in `outer`, by the codes of countries and
    /// divisions; by distance for regions.
    pub(super) fn contains(outer: &Place<'_>, inner: &Place<'_>) -> bool {
        if outer.id == inner.id {
            return false;
        }
        match outer.class {
            FeatureClass::Country => outer.iso2 == inner.iso2,
            FeatureClass::Admin1 => {
                outer.iso2 == inner.iso2 && outer.admin1 == inner.admin1 && inner.class != FeatureClass::Country
            }
            FeatureClass::Admin2 => {
                let same = outer.iso2 == inner.iso2 && outer.admin1 == inner.admin1;
                let below = !matches!(inner.class, FeatureClass::Country | FeatureClass::Admin1);
                same && below && (outer.admin2 == inner.admin2 || (inner.admin2.is_empty() && near(outer, inner, 40.0)))
            }
            FeatureClass::Region | FeatureClass::Terrain | FeatureClass::Water => {
                inner.class != FeatureClass::Country && near(outer, inner, f64::from(outer.radius_km).max(30.0))
            }
            FeatureClass::Town => {
                // A quarter or suburb named with its city: "Kadikoy, Istanbul".
                inner.class != FeatureClass::Country
                    && inner.class != FeatureClass::Admin1
                    && outer.population > inner.population
                    && near(outer, inner, 30.0)
            }
            FeatureClass::Road | FeatureClass::Border | FeatureClass::Spot => false,
        }
    }
}

/// How widely known a place that is no town is.
fn wide(place: &Place<'_>) -> (u8, u32) {
    let class = match place.class {
        FeatureClass::Country => 5,
        FeatureClass::Region => 4,
        FeatureClass::Admin1 => 3,
        FeatureClass::Terrain | FeatureClass::Water => 2,
        _ => 1,
    };
    (class, place.population)
}

fn near(a: &Place<'_>, b: &Place<'_>, km: f64) -> bool {
    rough_km((a.lat, a.lon), (b.lat, b.lon)) <= km
}

/// Kilometres between two points, on a plane tangent between them: within a
/// few per cent below a thousand kilometres, which is all that scores need.
pub(super) fn rough_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let mut dlon = (a.1 - b.1).abs();
    if dlon > 180.0 {
        dlon = 360.0 - dlon;
    }
    let dlat = a.0 - b.0;
    let x = dlon * libm::cos(f64::midpoint(a.0, b.0).to_radians());
    111.195 * (x * x + dlat * dlat).sqrt()
}

/// The point `km` kilometres from `from` on the great circle that sets out at
/// `bearing` degrees (<https://en.wikipedia.org/wiki/Great-circle_navigation>).
pub fn offset(from: (f64, f64), km: f64, bearing: f64) -> (f64, f64) {
    let (lat, lon) = (from.0.to_radians(), from.1.to_radians());
    let (arc, course) = (km / EARTH_KM, bearing.to_radians());
    let (sin_lat, cos_lat) = (libm::sin(lat), libm::cos(lat));
    let (sin_arc, cos_arc) = (libm::sin(arc), libm::cos(arc));
    let to = libm::asin(sin_lat * cos_arc + cos_lat * sin_arc * libm::cos(course));
    let turn = libm::atan2(libm::sin(course) * sin_arc * cos_lat, cos_arc - sin_lat * libm::sin(to));
    let lon = (lon + turn).to_degrees();
    (to.to_degrees(), (lon + 540.0) % 360.0 - 180.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_111_kilometres() {
        assert!((rough_km((40.0, 45.0), (41.0, 45.0)) - 111.2).abs() < 0.1);
        assert!((rough_km((0.0, 179.5), (0.0, -179.5)) - 111.2).abs() < 0.1, "over the date line");
        let (lat, lon) = offset((40.0, 45.0), 20.0, 180.0);
        assert!((lat - 39.82).abs() < 0.01 && (lon - 45.0).abs() < 1e-9, "20 km south");
    }
}
