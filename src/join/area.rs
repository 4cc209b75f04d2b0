//! In which area each row lies: divisions of the gazetteer, or polygons of the
//! user's own. Areas are rows themselves, so that they are joined, counted and
//! written like any other.

use std::collections::BTreeMap;
use std::str::FromStr;

use geo::{Area as _, BoundingRect as _, Coord, Geometry, Intersects as _, LineString, MultiPolygon, Point, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::found::Found;
use super::twins::vagueness;
use crate::dataset::{Reading, Rows};
use crate::error::{Error, Notice, Result};
use crate::gazetteer::areas::Area;
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId};

/// How much wider than an area what is not known of a place may be: half as
/// much again, since reaches are rounded up.
const TOO_WIDE: f64 = 1.5;
/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// Which areas of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Countries.
    Country,
    /// First-order divisions.
    Admin1,
    /// Second-order divisions.
    Admin2,
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        match text {
            "country" => Ok(Self::Country),
            "adm1" | "admin1" => Ok(Self::Admin1),
            "adm2" | "admin2" => Ok(Self::Admin2),
            _ => Err(()),
        }
    }
}

impl Level {
    /// So vague may a place be, km, and still say in which area it lies.
    const fn vague_km(self) -> f64 {
        match self {
            Self::Country => 400.0,
            Self::Admin1 => 120.0,
            Self::Admin2 => 40.0,
        }
    }
}

/// Rows and the areas in which they lie.
#[derive(Debug)]
pub struct Placed {
    /// The areas.
    pub areas: Rows,
    /// Each row with its area, sorted.
    pub pairs: Vec<(u32, Found)>,
    /// Rows whose place is known too coarsely to say.
    pub vague: usize,
    /// Rows that lie in none.
    pub outside: usize,
    /// Areas of which no outline is known: what lies in them cannot be told,
    /// so they are left out.
    pub unknown: usize,
    /// Rows without a point.
    pub unplaced: usize,
}

/// Rows in areas of the gazetteer: those of all countries in which a row lies.
///
/// # Errors
/// Where no row lies in any.
pub fn in_divisions(rows: &Rows, level: Level, gazetteer: &Gazetteer) -> Result<Placed> {
    let (mut vague, mut outside, mut unplaced) = (0, 0, 0);
    let mut found: Vec<(u32, PlaceId)> = Vec::new();
    let mut countries = std::collections::BTreeSet::new();
    for ((row, spot), km) in (0..).zip(&rows.spots).zip(vagueness(rows)) {
        let Some((lat, lon)) = spot.point() else {
            unplaced += 1;
            continue;
        };
        let within = gazetteer.within(lat, lon);
        let place = within.and_then(|within| match level {
            Level::Country => gazetteer.country_by_iso2(within.iso2).map(|c| c.place),
            Level::Admin1 => within.admin1,
            Level::Admin2 => within.admin2,
        });
        if km > level.vague_km() {
            vague += 1;
        } else if let (Some(place), Some(within)) = (place, within) {
            countries.insert(within.iso2);
            found.push((row, place));
        } else {
            outside += 1;
        }
    }
    let all: Vec<PlaceId> = countries.iter().flat_map(|iso2| divisions(gazetteer, iso2, level)).collect();
    let outline = |id: &PlaceId| Some((*id, polygons(&gazetteer.area_of(*id, None)?)));
    let places: Vec<(PlaceId, MultiPolygon<f64>)> = all.iter().filter_map(outline).collect();
    if places.is_empty() {
        let remedy = "give rows with coordinates on land, or areas of your own with --area FILE";
        return Err(Error::Input(Notice::new(rows.sheet.file.as_str(), "no row lies in an area", remedy)));
    }
    let numbers: BTreeMap<PlaceId, u32> = places.iter().zip(0..).map(|((place, _), n)| (*place, n)).collect();
    let unknown = all.len() - places.len();
    let areas = as_rows(gazetteer, places, level)?;
    let found_count = found.len();
    let pair = |(row, place): (u32, PlaceId)| Some((row, Found::row(*numbers.get(&place)?)));
    let pairs: Vec<(u32, Found)> = found.into_iter().filter_map(pair).collect();
    outside += found_count - pairs.len();
    Ok(Placed { areas, pairs, vague, outside, unknown, unplaced })
}

fn divisions(gazetteer: &Gazetteer, iso2: &str, level: Level) -> Vec<PlaceId> {
    let of = |class| gazetteer.divisions(iso2, class).collect();
    match level {
        Level::Country => gazetteer.country_by_iso2(iso2).map(|c| c.place).into_iter().collect(),
        Level::Admin1 => of(FeatureClass::Admin1),
        Level::Admin2 => of(FeatureClass::Admin2),
    }
}

/// Areas as rows, with their outlines.
fn as_rows(gazetteer: &Gazetteer, places: Vec<(PlaceId, MultiPolygon<f64>)>, level: Level) -> Result<Rows> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |why: String| Error::Data { what: "areas".to_owned(), why };
    let inside = (level == Level::Admin2).then_some("area_admin1");
    let header = ["area", "area_country", "area_iso3"].into_iter().chain(inside);
    writer.write_record(header).map_err(|why| broken(why.to_string()))?;
    for (id, _) in &places {
        let place = gazetteer.place(*id);
        let country = gazetteer.country_by_iso2(place.iso2);
        let admin1 = inside.map(|_| gazetteer.admin1_name(place.iso2, place.admin1).unwrap_or(""));
        let cells = [place.name, country.map_or("", |c| c.name), country.map_or("", |c| c.iso3)];
        writer.write_record(cells.into_iter().chain(admin1)).map_err(|why| broken(why.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|why| broken(why.to_string()))?;
    let mut rows = Rows::read(&mut &bytes[..], "areas", &Reading::default())?;
    rows.shapes = (0..).zip(places).map(|(n, (_, outline))| (n, Geometry::MultiPolygon(outline))).collect();
    Ok(rows)
}

fn polygons(area: &Area) -> MultiPolygon<f64> {
    let line = |ring: &Vec<[f64; 2]>| LineString::new(ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect());
    let polygon = |rings: &Vec<Vec<[f64; 2]>>| {
        let mut lines = rings.iter().map(line);
        Polygon::new(lines.next().unwrap_or_else(LineString::empty), lines.collect())
    };
    MultiPolygon::new(area.polygons.iter().map(polygon).collect())
}

/// Rows in polygons of a file; a row in several lies in each.
///
/// # Errors
/// Where the file has no polygon.
pub fn in_polygons(rows: &Rows, areas: Rows) -> Result<Placed> {
    let shapes: Vec<(u32, MultiPolygon<f64>)> =
        areas.shapes.iter().filter_map(|(n, g)| Some((*n, parts(g)?))).collect();
    if shapes.is_empty() {
        let remedy = "give GeoJSON of polygons in degrees, WGS 84 (EPSG:4326)";
        return Err(Error::Input(Notice::new(areas.sheet.file.as_str(), "no polygon", remedy)));
    }
    let boxed = |(at, (_, shape)): (usize, &(u32, MultiPolygon<f64>))| {
        let rect = shape.bounding_rect()?;
        let (low, high) = (rect.min(), rect.max());
        Some(GeomWithData::new(Rectangle::from_corners([low.x, low.y], [high.x, high.y]), at))
    };
    let tree: RTree<_> = RTree::bulk_load(shapes.iter().enumerate().filter_map(boxed).collect());
    let mut placed = Placed { areas, pairs: Vec::new(), vague: 0, outside: 0, unknown: 0, unplaced: 0 };
    for ((row, spot), km) in (0..).zip(&rows.spots).zip(vagueness(rows)) {
        let Some((lat, lon)) = spot.point() else {
            placed.unplaced += 1;
            continue;
        };
        let point = Point::new(lon, lat);
        let near = tree.locate_in_envelope_intersecting(&AABB::from_point([lon, lat])).map(|found| &shapes[found.data]);
        let mut holding: Vec<&(u32, MultiPolygon<f64>)> = near.filter(|(_, shape)| shape.intersects(&point)).collect();
        placed.outside += usize::from(holding.is_empty());
        let before = holding.len();
        holding.retain(|(_, shape)| km <= super::twins::weights::EXACT_KM || km <= radius_km(shape) * TOO_WIDE);
        placed.vague += usize::from(holding.is_empty() && before > 0);
        holding.sort_by_key(|(n, _)| *n);
        placed.pairs.extend(holding.into_iter().map(|(n, _)| (row, Found::row(*n))));
    }
    Ok(placed)
}

/// Radius of a circle of an area's size.
fn radius_km(shape: &MultiPolygon<f64>) -> f64 {
    let middle = shape.bounding_rect().map_or(0.0, |rect| rect.center().y);
    let km2 = shape.unsigned_area() * DEGREE_KM * DEGREE_KM * libm::cos(middle.to_radians());
    libm::sqrt(km2 / std::f64::consts::PI)
}

fn parts(geometry: &Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon::new(vec![polygon.clone()])),
        Geometry::MultiPolygon(many) => Some(many.clone()),
        Geometry::GeometryCollection(all) => {
            let all: Vec<Polygon<f64>> = all.iter().filter_map(parts).flat_map(|many| many.0).collect();
            (!all.is_empty()).then(|| MultiPolygon::new(all))
        }
        _ => None,
    }
}
