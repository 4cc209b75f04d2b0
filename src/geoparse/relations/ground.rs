//! What a relation means on the ground: where the point goes, and how far off
//! the place may be.

use crate::gazetteer::{FeatureClass, distance_km};
use crate::lexicon::place_words::Feature;

use super::super::atlas::offset;
use super::super::types::{CoordBasis, Location, RelationKind};
use super::{Relations, Told};

/// How far "south of X" reaches where no length is told, kilometres.
const SIDE_KM: f64 = 15.0;
/// The least that is claimed of a stated distance, kilometres.
const LEAST_KM: f64 = 2.0;
/// Two towns farther apart are ends of a journey, not bounds of a place.
const BETWEEN_KM: f64 = 150.0;
/// A road between towns farther apart says too little to be a point.
const ROAD_KM: f64 = 800.0;
/// Two areas whose centres lie farther apart do not meet, or nobody knows where.
const MEET_KM: f64 = 400.0;
/// A point moved farther may lie in another district, or another province.
const OTHER_ADMIN2_KM: f64 = 15.0;
const OTHER_ADMIN1_KM: f64 = 75.0;

impl Told {
    /// Moves and widens a location by the relation.
    pub(in super::super) fn apply(&self, location: &mut Location) {
        let relation = &self.relation;
        let spot = matches!(location.class, FeatureClass::Town | FeatureClass::Spot);
        // What is beside a country or a line can be anywhere along it.
        let area = !spot && location.basis != CoordBasis::Line && location.class != FeatureClass::Country;
        let size = location.uncertainty_km;
        match (relation.kind, relation.km, relation.bearing) {
            // Of a country that is a part of it; of a town the town.
            (RelationKind::Part, ..) if location.class == FeatureClass::Country => {
                location.ucdp_where_prec = 5;
                location.acled_geo_precision = 3;
            }
            (RelationKind::Offset | RelationKind::Travel, Some(km), Some(bearing)) if spot || area => {
                // From an area one counts from its rim.
                let far = if area { km + size } else { km };
                move_by(location, far, bearing);
                let share = if self.rough { 0.5 } else { slack(bearing) };
                about(location, (share * km).max(LEAST_KM));
            }
            (RelationKind::Distance | RelationKind::Travel, Some(km), _) if spot => {
                about(location, (if self.rough { 1.5 } else { 1.1 } * km).max(LEAST_KM));
            }
            (RelationKind::Distance | RelationKind::Travel, Some(km), _) if area => about(location, size + km),
            (RelationKind::Side, ..) if spot => about(location, SIDE_KM),
            (RelationKind::Side, ..) if area => about(location, size + SIDE_KM),
            (RelationKind::Outskirts, _, Some(bearing)) if spot => {
                move_by(location, 0.8 * size, bearing);
                location.uncertainty_km = 0.0;
                about(location, self.reach.max(0.5 * size));
            }
            (RelationKind::Near | RelationKind::Outskirts | RelationKind::Toward, ..) if spot => {
                about(location, self.reach);
            }
            (RelationKind::Near | RelationKind::Toward, ..) if area => about(location, size + self.reach),
            _ => {}
        }
    }
}

/// Half the sine of the sector that a compass word leaves open: the words of
/// the eight winds leave 45 degrees, those of sixteen 22.5.
fn slack(bearing: f64) -> f64 {
    let sixteenth = (bearing / 22.5).round() as i64 % 2 != 0;
    libm::sin(f64::to_radians(if sixteenth { 11.25 } else { 22.5 }))
}

fn move_by(location: &mut Location, km: f64, bearing: f64) {
    (location.lat, location.lon) = offset((location.lat, location.lon), km, bearing);
    location.basis = CoordBasis::Offset;
    if km > OTHER_ADMIN2_KM {
        location.admin2 = None;
    }
    if km > OTHER_ADMIN1_KM {
        location.admin1 = None;
    }
}

fn about(location: &mut Location, km: f64) {
    location.uncertainty_km = location.uncertainty_km.max((km * 10.0).round() / 10.0);
    location.acled_geo_precision = location.acled_geo_precision.max(2);
    location.ucdp_where_prec = location.ucdp_where_prec.max(2);
}

/// The middle between two towns, where that is a place: "between X and Y",
/// "the road from X to Y".
pub(super) fn middle(a: &Location, b: &Location, road: bool) -> Option<Location> {
    let small = |l: &Location| matches!(l.class, FeatureClass::Town | FeatureClass::Spot);
    let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
    let most = if road { ROAD_KM } else { BETWEEN_KM };
    if !small(a) || !small(b) || !(0.5..=most).contains(&km) {
        return None;
    }
    let mut middle = shared(a, b);
    middle.name =
        if road { format!("{}-{} road", a.name, b.name) } else { format!("between {} and {}", a.name, b.name) };
    (middle.lat, middle.lon) = (f64::midpoint(a.lat, b.lat), mean_lon(a.lon, b.lon));
    middle.uncertainty_km = ((km * 5.0).round() / 10.0).max(LEAST_KM);
    middle.acled_geo_precision = if km <= 100.0 { 2 } else { 3 };
    middle.ucdp_where_prec = if km <= 50.0 { 2 } else { 5 };
    Some(middle)
}

/// Where two divisions or towns meet, as near as their points and sizes tell:
/// between them, nearer to the smaller one.
pub(super) fn meeting(a: &Location, b: &Location) -> Option<Location> {
    let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
    if !(0.5..=MEET_KM).contains(&km) {
        return None;
    }
    let mut line = shared(a, b);
    let share = (a.uncertainty_km / (a.uncertainty_km + b.uncertainty_km).max(0.1)).clamp(0.1, 0.9);
    let (first, second) = if a.name <= b.name { (a, b) } else { (b, a) };
    line.name = format!("{}-{} boundary", first.name, second.name);
    line.lat = a.lat + share * (b.lat - a.lat);
    let east = (b.lon - a.lon + 540.0).rem_euclid(360.0) - 180.0;
    line.lon = (a.lon + share * east + 540.0).rem_euclid(360.0) - 180.0;
    line.class = FeatureClass::Border;
    "BDRY".clone_into(&mut line.feature_code);
    line.uncertainty_km = ((km * 5.0).round() / 10.0).max(a.uncertainty_km.min(b.uncertainty_km));
    line.acled_geo_precision = 3;
    line.ucdp_where_prec = 5;
    Some(line)
}

/// A location of what two places share: country and divisions where they are
/// the same, no place of its own.
fn shared(a: &Location, b: &Location) -> Location {
    let same = |a: &Option<String>, b: &Option<String>| a.clone().filter(|_| a == b);
    let mut countries_iso3 = a.countries_iso3.clone();
    countries_iso3.extend(b.countries_iso3.iter().filter(|c| !a.countries_iso3.contains(c)).cloned());
    Location {
        place: None,
        geonameid: None,
        alt: None,
        iso3: same(&a.iso3, &b.iso3),
        country: same(&a.country, &b.country),
        admin1: same(&a.admin1, &b.admin1),
        admin2: same(&a.admin2, &b.admin2),
        disputed: a.disputed.clone().filter(|d| b.disputed.as_ref() == Some(d)),
        countries_iso3,
        basis: CoordBasis::Line,
        ..a.clone()
    }
}

fn mean_lon(a: f64, b: f64) -> f64 {
    if (a - b).abs() <= 180.0 { f64::midpoint(a, b) } else { (f64::midpoint(a, b) + 360.0) % 360.0 - 180.0 }
}

impl Relations<'_, '_> {
    /// Says of a town that stands for its district or province that no more
    /// than that is told.
    pub(in super::super) fn widen(feature: Option<Feature>, area_word: &str, location: &mut Location) {
        if location.class != FeatureClass::Town {
            return;
        }
        let (acled, ucdp, km) = match feature {
            Some(Feature::Admin2) => (2, 3, 25.0),
            Some(Feature::Admin1) => (3, 4, 75.0),
            Some(Feature::Region) => match area_word {
                "area" | "areas" | "front" | "frontline" | "sector" | "axis" | "direction" => (2, 2, 15.0),
                "countryside" => (2, 2, 25.0),
                _ => (3, 5, 50.0),
            },
            _ => return,
        };
        location.basis = CoordBasis::Centroid;
        location.acled_geo_precision = acled;
        location.ucdp_where_prec = ucdp;
        location.uncertainty_km = location.uncertainty_km.max(km);
    }
}
