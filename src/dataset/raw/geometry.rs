//! Geometries of GeoJSON as they are read; heights are passed over.

use std::borrow::Cow;
use std::fmt;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::seam::parted;
use super::features::Key;
use super::row::Ground;

/// A geometry.
pub(super) struct Shape;

impl<'de> DeserializeSeed<'de> for Shape {
    type Value = Ground;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Ground, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shape {
    type Value = Ground;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a geometry or null")
    }

    fn visit_unit<E>(self) -> Result<Ground, E> {
        Ok(Ground::Nowhere)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ground, A::Error> {
        let (mut kind, mut places, mut parts) = (Key(Cow::Borrowed("")), Places::Empty, Vec::new());
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            match &*key {
                "type" => kind = map.next_value()?,
                "coordinates" => places = map.next_value_seed(Coordinates)?,
                "geometries" => parts = map.next_value_seed(Shapes)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if kind.0 == "GeometryCollection" {
            return Ok(Ground::Any(parted(Geometry::GeometryCollection(parts.into()))));
        }
        ground(&kind.0, places).ok_or_else(|| A::Error::custom(format!("its geometry is no {}", kind.0)))
    }
}

/// The parts of a collection of geometries.
struct Shapes;

impl<'de> DeserializeSeed<'de> for Shapes {
    type Value = Vec<Geometry<f64>>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Shapes {
    type Value = Vec<Geometry<f64>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of geometries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(part) = list.next_element_seed(Shape)? {
            match part {
                Ground::Point(lat, lon) => all.push(Point::new(lon, lat).into()),
                Ground::Any(geometry) => all.push(geometry),
                Ground::NotGiven | Ground::Nowhere => {}
            }
        }
        Ok(all)
    }
}

/// Positions, as deep as they are nested.
enum Places {
    Empty,
    One(f64, f64),
    List(Vec<Self>),
}

struct Coordinates;

impl<'de> DeserializeSeed<'de> for Coordinates {
    type Value = Places;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Places, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Coordinates {
    type Value = Places;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_unit<E>(self) -> Result<Places, E> {
        Ok(Places::Empty)
    }

    fn visit_f64<E>(self, n: f64) -> Result<Places, E> {
        Ok(Places::One(n, f64::NAN))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Places, E> {
        Ok(Places::One(n as f64, f64::NAN))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Places, E> {
        Ok(Places::One(n as f64, f64::NAN))
    }

    /// A list of numbers is a position, heights left out.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Places, A::Error> {
        match list.next_element_seed(Coordinates)? {
            None => Ok(Places::Empty),
            Some(Places::One(x, y)) if y.is_nan() => {
                let y: f64 = list.next_element()?.ok_or_else(|| A::Error::custom("a position of one number"))?;
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Places::One(x, y))
            }
            Some(first) => {
                let mut all = vec![first];
                while let Some(next) = list.next_element_seed(Coordinates)? {
                    all.push(next);
                }
                Ok(Places::List(all))
            }
        }
    }
}

impl Places {
    fn list(self) -> Option<Vec<Self>> {
        match self {
            Self::List(all) => Some(all),
            Self::Empty => Some(Vec::new()),
            Self::One(..) => None,
        }
    }

    fn position(self) -> Option<Coord<f64>> {
        match self {
            Self::One(x, y) if !y.is_nan() => Some(Coord { x, y }),
            _ => None,
        }
    }

    fn path(self) -> Option<LineString<f64>> {
        self.list()?.into_iter().map(Self::position).collect()
    }

    fn area(self) -> Option<Polygon<f64>> {
        let mut rings = self.list()?.into_iter().map(Self::path);
        let outer = rings.next()??;
        let holes = rings.collect::<Option<Vec<_>>>()?;
        let sound = |ring: &LineString<f64>| ring.0.len() >= 4 && ring.0.first() == ring.0.last();
        (sound(&outer) && holes.iter().all(sound)).then(|| Polygon::new(outer, holes))
    }
}

fn ground(kind: &str, places: Places) -> Option<Ground> {
    let empty = matches!(places, Places::Empty);
    let geometry: Geometry<f64> = match kind {
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon" if empty => {
            return Some(Ground::Nowhere);
        }
        "Point" => {
            let p = places.position()?;
            return Some(Ground::Point(p.y, p.x));
        }
        "MultiPoint" => {
            let points = places.list()?.into_iter().map(|p| p.position().map(Point::from));
            MultiPoint(points.collect::<Option<Vec<_>>>()?).into()
        }
        "LineString" => places.path()?.into(),
        "MultiLineString" => {
            MultiLineString(places.list()?.into_iter().map(Places::path).collect::<Option<Vec<_>>>()?).into()
        }
        "Polygon" => places.area()?.into(),
        "MultiPolygon" => {
            MultiPolygon(places.list()?.into_iter().map(Places::area).collect::<Option<Vec<_>>>()?).into()
        }
        _ => return None,
    };
    Some(Ground::Any(parted(geometry)))
}
