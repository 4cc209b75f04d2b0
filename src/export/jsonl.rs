//! JSON Lines: an object a row, with the point as two members.

use super::geojson::key;
use super::lines::{Encoder, json};
use super::shape;
use super::table::{Shape, Shapes, Table, Value};

/// How objects are written.
#[derive(Debug)]
pub(super) struct JsonLines {
    /// The names with their colons, and whether texts are JSON.
    columns: Vec<(Vec<u8>, bool)>,
    /// The names of the point or geometry, where no column says it.
    added: Added,
}

/// What of a shape is written beside the columns.
#[derive(Debug)]
enum Added {
    Nothing,
    Point(Vec<u8>, Vec<u8>),
    Geometry(Vec<u8>),
}

impl JsonLines {
    /// For a table.
    pub(super) fn new(table: &Table) -> Self {
        let added = match table.shapes {
            Shapes::None => Added::Nothing,
            Shapes::Points if table.point.is_some() => Added::Nothing,
            Shapes::Points => Added::Point(key(&table.free_name("latitude")), key(&table.free_name("longitude"))),
            _ => Added::Geometry(key(&table.free_name("geometry"))),
        };
        Self { columns: table.columns.iter().map(|c| (key(&c.name), c.json)).collect(), added }
    }
}

impl Encoder for JsonLines {
    fn head(&self, _out: &mut Vec<u8>) {}

    fn row(&self, _number: u64, shape: Shape<'_>, values: &[Value<'_>], out: &mut Vec<u8>) {
        out.push(b'{');
        for (n, (key, raw)) in self.columns.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key);
            match values.get(n).unwrap_or(&Value::Null) {
                Value::Text(text) if *raw => out.extend_from_slice(text.as_bytes()),
                value => json(value, out),
            }
        }
        let comma: &[u8] = if self.columns.is_empty() { b"" } else { b"," };
        match &self.added {
            Added::Nothing => {}
            Added::Point(lat, lon) => {
                let (north, east) = match shape {
                    Shape::Point { lat, lon } => (Value::Number(lat), Value::Number(lon)),
                    _ => (Value::Null, Value::Null),
                };
                out.extend_from_slice(comma);
                out.extend_from_slice(lat);
                json(&north, out);
                out.push(b',');
                out.extend_from_slice(lon);
                json(&east, out);
            }
            Added::Geometry(key) => {
                out.extend_from_slice(comma);
                out.extend_from_slice(key);
                shape::geojson(shape, out);
            }
        }
        out.extend_from_slice(b"}\n");
    }

    fn tail(&self, _rows: u64, _out: &mut Vec<u8>) {}
}
