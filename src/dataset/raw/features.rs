//! Records of JSON as rows: features with their properties and geometry, or
//! plain objects.

use std::borrow::Cow;
use std::fmt;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::row::{Cells, Ground, Held, Names, Row};

const NO_FEATURE: &str = "a Feature of GeoJSON, or an object a line, is expected";
/// The name under which a feature's own id is kept.
const ID: &str = "id";

/// Gives the rows of a block to `take`.
pub(super) fn rows(
    (bytes, ends, features): (&[u8], &[(usize, u64)], bool),
    names: &mut Names,
    take: &mut dyn FnMut(&Row<'_>),
) -> (u64, bool) {
    let mut cells = Vec::new();
    let mut begin = 0;
    for (number, (end, _)) in (0..).zip(ends) {
        let raw = &bytes[begin..*end];
        begin = *end;
        cells.clear();
        cells.resize(names.list.len(), Held::Missing);
        let mut found = Found { ground: if features { Ground::Nowhere } else { Ground::NotGiven }, id: None };
        let mut json = serde_json::Deserializer::from_slice(raw);
        let taking = Taking { features, names: &mut *names, cells: &mut cells, found: &mut found };
        let read = taking.deserialize(&mut json).and_then(|()| json.end());
        let what = if features { "no feature" } else { "no row" };
        let broken = read.err().map(|why| (format!("{what}: {}", why_of(&why)), NO_FEATURE));
        keep_id(&mut found, names, &mut cells);
        take(&Row { cells: Cells::Held(&cells), ground: found.ground, raw, number, broken });
    }
    (ends.len() as u64, false)
}

/// The reason without serde's own place, which is that in the record.
fn why_of(why: &serde_json::Error) -> String {
    let text = why.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// A feature's id that no property tells. Numbers are what writers count by,
/// and no name.
fn keep_id<'b>(found: &mut Found<'b>, names: &mut Names, cells: &mut Vec<Held<'b>>) {
    if let Some(Held::Text(id)) = found.id.take() {
        let at = names.number(ID, 0);
        cells.resize(cells.len().max(at + 1), Held::Missing);
        if cells[at] == Held::Missing {
            cells[at] = Held::Text(id);
        }
    }
}

/// What a record tells beside its cells.
struct Found<'b> {
    ground: Ground,
    id: Option<Held<'b>>,
}

/// A record on its way into cells.
struct Taking<'n, 'c, 'b> {
    features: bool,
    names: &'n mut Names,
    cells: &'c mut Vec<Held<'b>>,
    found: &'n mut Found<'b>,
}

impl<'de> DeserializeSeed<'de> for Taking<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Taking<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.features {
            return self.object(map);
        }
        let (mut kind, mut told) = (false, false);
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            match &*key {
                "properties" => {
                    told = true;
                    map.next_value_seed(Properties { names: &mut *self.names, cells: &mut *self.cells })?;
                }
                "geometry" => self.found.ground = map.next_value_seed(Shape)?,
                "id" => self.found.id = Some(map.next_value_seed(Cell)?),
                "type" => kind = map.next_value_seed(Cell)? == Held::Text(Cow::Borrowed("Feature")),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match (kind, told) {
            (false, _) => Err(A::Error::custom("its type is not Feature")),
            (true, false) => Err(A::Error::custom("it has no properties")),
            (true, true) => Ok(()),
        }
    }
}

impl<'de> Taking<'_, '_, 'de> {
    /// An object whose members are the cells; one named "geometry" may be one.
    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut hint = 0;
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let cell = map.next_value_seed(Cell)?;
            if key == "geometry" {
                let shape = match &cell {
                    Held::Missing => Some(Ground::Nowhere),
                    Held::Json(text) => Shape.deserialize(&mut serde_json::Deserializer::from_str(text)).ok(),
                    _ => None,
                };
                if let Some(shape) = shape {
                    self.found.ground = shape;
                    continue;
                }
            }
            put(self.names, self.cells, &key, &mut hint, cell);
        }
        Ok(())
    }
}

fn put<'b>(names: &mut Names, cells: &mut Vec<Held<'b>>, key: &str, hint: &mut usize, cell: Held<'b>) {
    let at = names.number(key, *hint);
    *hint = at + 1;
    if at >= cells.len() {
        cells.resize(at + 1, Held::Missing);
    }
    cells[at] = cell;
}

/// A member's name, borrowed where it has no escapes.
struct Key<'b>(Cow<'b, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }
        from.deserialize_str(Name).map(Key)
    }
}

/// The properties of a feature.
struct Properties<'n, 'c, 'b> {
    names: &'n mut Names,
    cells: &'c mut Vec<Held<'b>>,
}

impl<'de> DeserializeSeed<'de> for Properties<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Properties<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut hint = 0;
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let cell = map.next_value_seed(Cell)?;
            put(self.names, self.cells, &key, &mut hint, cell);
        }
        Ok(())
    }
}

/// One value.
struct Cell;

impl<'de> DeserializeSeed<'de> for Cell {
    type Value = Held<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Held<'de>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cell {
    type Value = Held<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Held::Missing)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Held::Boolean(yes))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Self::Value, E> {
        Ok(Held::Integer(n))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Self::Value, E> {
        // Beyond what a whole number of 64 bits holds, the digits are kept.
        Ok(i64::try_from(n).map_or_else(|_| Held::Text(Cow::Owned(n.to_string())), Held::Integer))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Self::Value, E> {
        Ok(Held::Number(n))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Held::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Held::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = list.next_element::<Value>()? {
            all.push(value);
        }
        Ok(Held::Json(Value::Array(all).to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = serde_json::Map::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            all.insert(key, value);
        }
        Ok(Held::Json(Value::Object(all).to_string()))
    }
}

/// A geometry.
struct Shape;

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
            return Ok(Ground::Any(Geometry::GeometryCollection(parts.into())));
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
    Some(Ground::Any(geometry))
}
