//! GeoParquet 1.1: a column of geometries as well-known binary, described in
//! the file's metadata; a group of rows at a time is kept in memory.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use serde_json::json;

use super::table::{Kind, Shape, Shapes, Table, Value, Writer};
use crate::error::{Error, Result};
use crate::format::wkb;

/// Rows of a group.
const GROUP: usize = 64 * 1024;

/// A column of a group: its values, and which rows have one.
enum Held {
    /// All bytes in a row, and where each text ends: a group has millions, and
    /// memory for each of its own would cost most of the time.
    Bytes(Vec<u8>, Vec<usize>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Boolean(Vec<bool>),
    Day(Vec<i32>),
}

struct Filled {
    values: Held,
    /// 1 where the row has a value, 0 where it has none.
    there: Vec<i16>,
}

/// The writer.
pub(super) struct GeoParquet<'w> {
    out: SerializedFileWriter<Out<'w>>,
    path: PathBuf,
    properties: Vec<usize>,
    columns: Vec<Filled>,
    geometry: Option<Filled>,
    rows: usize,
    bounds: Option<[f64; 4]>,
    kinds: Vec<&'static str>,
    name: String,
}

type Out<'w> = Box<dyn Write + Send + 'w>;

impl<'w> GeoParquet<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn new(out: Out<'w>, path: PathBuf, table: &Table) -> Result<Self> {
        let properties = table.properties();
        let name = table.free_name("geometry");
        let located = table.shapes != Shapes::None;
        let begin = || {
            let mut fields = Vec::new();
            for n in &properties {
                let column = &table.columns[*n];
                fields.push(Arc::new(field(&column.name, column.kind)?));
            }
            if located {
                fields.push(Arc::new(
                    Type::primitive_type_builder(&name, Physical::BYTE_ARRAY)
                        .with_repetition(Repetition::OPTIONAL)
                        .build()?,
                ));
            }
            let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
            let settings = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_created_by(format!("dateline {}", env!("CARGO_PKG_VERSION")))
                .build();
            SerializedFileWriter::new(out, schema, Arc::new(settings))
        };
        let mut out = begin().map_err(|why| failed(&path, &why))?;
        for (key, text) in [("attribution", &table.credit.attribution), ("licence", &table.credit.licence)] {
            if let Some(text) = text {
                out.append_key_value_metadata(KeyValue::new(key.to_owned(), text.clone()));
            }
        }
        let columns = properties.iter().map(|n| Filled::of(table.columns[*n].kind)).collect();
        let geometry = located.then(|| Filled::of(Kind::Text));
        let kinds = Vec::new();
        Ok(Self { out, path, properties, columns, geometry, rows: 0, bounds: None, kinds, name })
    }

    fn add(&mut self, shape: Shape<'_>, values: &[Value<'_>]) {
        for (n, column) in self.properties.iter().zip(&mut self.columns) {
            column.push(values.get(*n).unwrap_or(&Value::Null));
        }
        if let Some(Filled { values: Held::Bytes(bytes, ends), there }) = &mut self.geometry {
            let known = binary(shape, bytes);
            there.push(i16::from(known.is_some()));
            if let Some((bounds, kind)) = known {
                ends.push(bytes.len());
                let [w, s, e, n] = self.bounds.unwrap_or(bounds);
                self.bounds = Some([w.min(bounds[0]), s.min(bounds[1]), e.max(bounds[2]), n.max(bounds[3])]);
                if !self.kinds.contains(&kind) {
                    self.kinds.push(kind);
                }
            }
        }
        self.rows += 1;
    }

    /// Writes the group in hand.
    fn pass_on(&mut self) -> std::result::Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in self.columns.iter_mut().chain(&mut self.geometry) {
            column.write(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    fn end(mut self) -> std::result::Result<(), ParquetError> {
        self.pass_on()?;
        if self.geometry.is_some() {
            self.kinds.sort_unstable();
            let mut column = json!({"encoding": "WKB", "geometry_types": self.kinds, "edges": "planar"});
            if let Some(bounds) = self.bounds {
                column["bbox"] = json!(bounds);
            }
            let mut columns = serde_json::Map::new();
            columns.insert(self.name.clone(), column);
            // Without a "crs" the coordinates are longitude and latitude of WGS 84.
            let geo = json!({"version": "1.1.0", "primary_column": self.name, "columns": columns});
            self.out.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo.to_string()));
        }
        self.out.finish()?;
        self.out.inner_mut().flush()?;
        Ok(())
    }
}

impl Writer for GeoParquet<'_> {
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()> {
        self.add(shape, values);
        if self.rows < GROUP {
            return Ok(());
        }
        self.pass_on().map_err(|why| failed(&self.path, &why))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let path = self.path.clone();
        self.end().map_err(|why| failed(&path, &why))
    }
}

impl Filled {
    fn of(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Held::Bytes(Vec::new(), Vec::new()),
            Kind::Integer => Held::Integer(Vec::new()),
            Kind::Number => Held::Number(Vec::new()),
            Kind::Boolean => Held::Boolean(Vec::new()),
            Kind::Date => Held::Day(Vec::new()),
        };
        Self { values, there: Vec::new() }
    }

    /// Adds a value; one of another kind than the column's is none, since the
    /// file could not hold it.
    fn push(&mut self, value: &Value<'_>) {
        match (&mut self.values, value) {
            (Held::Bytes(all, ends), Value::Text(text)) => {
                all.extend_from_slice(text.as_bytes());
                ends.push(all.len());
            }
            (Held::Integer(all), Value::Integer(n)) => all.push(*n),
            (Held::Number(all), Value::Number(n)) => all.push(*n),
            (Held::Boolean(all), Value::Boolean(yes)) => all.push(*yes),
            (Held::Day(all), Value::Date(day)) => all.push(days_since_1970(*day)),
            _ => {
                self.there.push(0);
                return;
            }
        }
        self.there.push(1);
    }

    /// Writes and empties it.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, Out<'_>>) -> std::result::Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let there = Some(self.there.as_slice());
        match &mut self.values {
            Held::Bytes(all, ends) => {
                let whole = ByteArray::from(std::mem::take(all));
                let mut begin = 0;
                let slice = |end| {
                    let from = std::mem::replace(&mut begin, end);
                    whole.slice(from, end - from)
                };
                let all: Vec<ByteArray> = ends.drain(..).map(slice).collect();
                column.typed::<ByteArrayType>().write_batch(&all, there, None)?;
            }
            Held::Integer(all) => {
                column.typed::<Int64Type>().write_batch(all, there, None)?;
                all.clear();
            }
            Held::Number(all) => {
                column.typed::<DoubleType>().write_batch(all, there, None)?;
                all.clear();
            }
            Held::Boolean(all) => {
                column.typed::<BoolType>().write_batch(all, there, None)?;
                all.clear();
            }
            Held::Day(all) => {
                column.typed::<Int32Type>().write_batch(all, there, None)?;
                all.clear();
            }
        }
        self.there.clear();
        column.close()
    }
}

fn field(name: &str, kind: Kind) -> std::result::Result<Type, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

fn days_since_1970(day: jiff::civil::Date) -> i32 {
    let span = day.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1)));
    span.map_or(0, |span| span.get_days())
}

/// A shape as bytes; its box (west, south, east, north) and kind.
fn binary(shape: Shape<'_>, out: &mut Vec<u8>) -> Option<([f64; 4], &'static str)> {
    use geo::{BoundingRect as _, Geometry};

    match shape {
        Shape::None => None,
        Shape::Point { lat, lon } => {
            wkb::write_point(lon, lat, out);
            Some(([lon, lat, lon, lat], "Point"))
        }
        Shape::Any(geometry) => {
            let rect = geometry.bounding_rect()?;
            wkb::write(geometry, out);
            let kind = match geometry {
                Geometry::Point(_) => "Point",
                Geometry::MultiPoint(_) => "MultiPoint",
                Geometry::Line(_) | Geometry::LineString(_) => "LineString",
                Geometry::MultiLineString(_) => "MultiLineString",
                Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
                Geometry::MultiPolygon(_) => "MultiPolygon",
                Geometry::GeometryCollection(_) => "GeometryCollection",
            };
            Some(([rect.min().x, rect.min().y, rect.max().x, rect.max().y], kind))
        }
    }
}

/// What the crate says, as an error of the file.
fn failed(path: &std::path::Path, why: &ParquetError) -> Error {
    let full = matches!(why, ParquetError::External(inner)
        if inner.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::StorageFull));
    let kind = if full { io::ErrorKind::StorageFull } else { io::ErrorKind::Other };
    Error::Io { path: path.to_path_buf(), doing: "cannot write", source: io::Error::new(kind, why.to_string()) }
}
