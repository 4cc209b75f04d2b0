//! Records of JSON as rows: features with their properties and geometry, or
//! plain objects.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::geometry::Shape;
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
    let what = if features { "no feature" } else { "no row" };
    for (number, (end, _)) in (0..).zip(ends) {
        let raw = &bytes[begin..*end];
        begin = *end;
        cells.clear();
        cells.resize(names.list.len(), Held::Missing);
        let mut found = Found { ground: if features { Ground::Nowhere } else { Ground::NotGiven }, id: None };
        let Ok(text) = std::str::from_utf8(raw) else {
            let broken = Some((format!("{what}: not UTF-8"), "save the file as UTF-8"));
            take(&Row { cells: Cells::Held(&cells), ground: Ground::Nowhere, raw, number, broken });
            continue;
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let taking = Taking { features, names: &mut *names, cells: &mut cells, found: &mut found };
        let read = taking.deserialize(&mut json).and_then(|()| json.end());
        let broken = read.err().map(|why| (format!("{what}: {}", why_of(&why)), NO_FEATURE));
        keep_id(&mut found, names, &mut cells);
        for n in &names.mixed {
            if let Some(cell) = cells.get_mut(*n) {
                cell.be_text();
            }
        }
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
pub(super) struct Key<'b>(pub(super) Cow<'b, str>);

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
