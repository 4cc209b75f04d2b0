//! FlatGeobuf 3: features in the order of a Hilbert curve behind an index of
//! their boxes. They wait in a temporary file until all boxes are known; in
//! memory there are 48 bytes a row.
//!
//! Layout of the file: <https://flatgeobuf.org>. A row without a place has a
//! feature without geometry, and in the index a box that nothing meets.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::PathBuf;

use flatbuffers::{FlatBufferBuilder, WIPOffset};
use flatgeobuf as fgb;
use flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort};
use geo::{BoundingRect as _, Geometry, LineString, Polygon};

use super::shape::of_many;
use super::table::{Kind, Shape, Shapes, Table, Value, Writer};
use crate::error::{Error, Result};

/// How the file begins: name, version, name, patch.
const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";

/// The writer.
pub(super) struct FlatGeobuf<'w> {
    out: Box<dyn Write + 'w>,
    path: PathBuf,
    table: Table,
    properties: Vec<usize>,
    waiting: BufWriter<File>,
    /// Where the next feature begins in the temporary file.
    end: u64,
    /// The boxes; the offset is the feature's number.
    boxes: Vec<NodeItem>,
    /// Where each feature begins.
    begins: Vec<u64>,
    builder: FlatBufferBuilder<'static>,
    cells: Vec<u8>,
}

impl<'w> FlatGeobuf<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where no temporary file can be made.
    pub(super) fn new(out: Box<dyn Write + 'w>, path: PathBuf, table: &Table) -> Result<Self> {
        let waiting = tempfile::tempfile().map_err(|source| failed(&path, source))?;
        Ok(Self {
            out,
            path,
            table: table.clone(),
            properties: table.properties(),
            waiting: BufWriter::with_capacity(1 << 18, waiting),
            end: 0,
            boxes: Vec::new(),
            begins: Vec::new(),
            builder: FlatBufferBuilder::new(),
            cells: Vec::new(),
        })
    }

    /// A feature's cells: the number of the column, then the value, of each
    /// that is known.
    fn fill(&mut self, values: &[Value<'_>]) {
        self.cells.clear();
        for (at, n) in (0_u16..).zip(&self.properties) {
            let value = values.get(*n).unwrap_or(&Value::Null);
            if matches!(value, Value::Null) {
                continue;
            }
            self.cells.extend_from_slice(&at.to_le_bytes());
            match value {
                Value::Null => {}
                Value::Text(text) => put_text(text, &mut self.cells),
                Value::Date(day) => put_text(&day.to_string(), &mut self.cells),
                Value::Integer(n) => self.cells.extend_from_slice(&n.to_le_bytes()),
                Value::Number(n) => self.cells.extend_from_slice(&n.to_le_bytes()),
                Value::Boolean(yes) => self.cells.push(u8::from(*yes)),
            }
        }
    }

    fn feature(&mut self, shape: Shape<'_>) -> NodeItem {
        let builder = &mut self.builder;
        builder.reset();
        let mut node = NodeItem::create(self.boxes.len() as u64);
        let geometry = match shape {
            Shape::None => None,
            Shape::Point { lat, lon } => {
                node.expand_xy(lon, lat);
                let xy = Some(builder.create_vector(&[lon, lat]));
                let type_ = fgb::GeometryType::Point;
                Some(fgb::Geometry::create(builder, &fgb::GeometryArgs { xy, type_, ..Default::default() }))
            }
            Shape::Any(geometry) => {
                if let Some(rect) = geometry.bounding_rect() {
                    node.expand_xy(rect.min().x, rect.min().y);
                    node.expand_xy(rect.max().x, rect.max().y);
                }
                Some(build(&of_many(geometry, self.table.shapes), builder))
            }
        };
        let properties = Some(builder.create_vector(&self.cells));
        let feature = fgb::Feature::create(builder, &fgb::FeatureArgs { geometry, properties, ..Default::default() });
        builder.finish_size_prefixed(feature, None);
        node
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(&MAGIC)?;
        let extent = calc_extent(&self.boxes);
        self.head(&extent)?;
        hilbert_sort(&mut self.boxes, &extent);
        let length = |n: usize| self.begins.get(n + 1).copied().unwrap_or(self.end) - self.begins[n];
        if !self.boxes.is_empty() {
            let mut at = 0;
            let placed: Vec<NodeItem> = self
                .boxes
                .iter()
                .map(|node| {
                    let begin = at;
                    at += length(node.offset as usize);
                    NodeItem { offset: begin, ..node.clone() }
                })
                .collect();
            let index =
                PackedRTree::build(&placed, &extent, PackedRTree::DEFAULT_NODE_SIZE).map_err(io::Error::other)?;
            index.stream_write(&mut self.out)?;
        }
        self.waiting.flush()?;
        let mut waiting = self.waiting.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut bytes = Vec::new();
        for node in &self.boxes {
            let n = node.offset as usize;
            bytes.resize(length(n) as usize, 0);
            waiting.seek(SeekFrom::Start(self.begins[n]))?;
            waiting.read_exact(&mut bytes)?;
            self.out.write_all(&bytes)?;
        }
        self.out.flush()
    }

    fn head(&mut self, extent: &NodeItem) -> io::Result<()> {
        let mut builder = FlatBufferBuilder::new();
        let columns: Vec<WIPOffset<fgb::Column<'_>>> = self
            .properties
            .iter()
            .map(|n| {
                let column = &self.table.columns[*n];
                let name = Some(builder.create_string(&column.name));
                fgb::Column::create(
                    &mut builder,
                    &fgb::ColumnArgs { name, type_: type_of(column.kind, column.json), ..Default::default() },
                )
            })
            .collect();
        let columns = Some(builder.create_vector(&columns));
        let org = Some(builder.create_string("EPSG"));
        let crs_name = Some(builder.create_string("WGS 84"));
        let crs =
            fgb::Crs::create(&mut builder, &fgb::CrsArgs { org, code: 4326, name: crs_name, ..Default::default() });
        let name = Some(builder.create_string(&self.table.name));
        let credit = [&self.table.credit.attribution, &self.table.credit.licence];
        let credit: Vec<&str> = credit.into_iter().flatten().map(String::as_str).collect();
        let description = (!credit.is_empty()).then(|| builder.create_string(&credit.join(" ")));
        let corners = [extent.min_x, extent.min_y, extent.max_x, extent.max_y];
        let envelope = corners.iter().all(|c| c.is_finite()).then(|| builder.create_vector(&corners));
        let header = fgb::Header::create(
            &mut builder,
            &fgb::HeaderArgs {
                name,
                description,
                envelope,
                columns,
                crs: Some(crs),
                geometry_type: geometry_type(self.table.shapes),
                features_count: self.boxes.len() as u64,
                index_node_size: if self.boxes.is_empty() { 0 } else { PackedRTree::DEFAULT_NODE_SIZE },
                ..Default::default()
            },
        );
        builder.finish_size_prefixed(header, None);
        self.out.write_all(builder.finished_data())
    }
}

impl Writer for FlatGeobuf<'_> {
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()> {
        self.fill(values);
        let node = self.feature(shape);
        self.boxes.push(node);
        self.begins.push(self.end);
        let bytes = self.builder.finished_data();
        self.end += bytes.len() as u64;
        self.waiting.write_all(bytes).map_err(|source| failed(&self.path, source))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let path = self.path.clone();
        self.end().map_err(|source| failed(&path, source))
    }
}

fn failed(path: &std::path::Path, source: io::Error) -> Error {
    Error::Io { path: path.to_path_buf(), doing: "cannot write", source }
}

fn put_text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

/// The format has no days: they are times of day nought.
fn type_of(kind: Kind, json: bool) -> fgb::ColumnType {
    match kind {
        Kind::Text if json => fgb::ColumnType::Json,
        Kind::Text => fgb::ColumnType::String,
        Kind::Integer => fgb::ColumnType::Long,
        Kind::Number => fgb::ColumnType::Double,
        Kind::Boolean => fgb::ColumnType::Bool,
        Kind::Date => fgb::ColumnType::DateTime,
    }
}

fn geometry_type(shapes: Shapes) -> fgb::GeometryType {
    match shapes {
        Shapes::Points => fgb::GeometryType::Point,
        Shapes::Lines => fgb::GeometryType::MultiLineString,
        Shapes::Areas => fgb::GeometryType::MultiPolygon,
        Shapes::None | Shapes::Mixed => fgb::GeometryType::Unknown,
    }
}

type Built<'b> = WIPOffset<fgb::Geometry<'b>>;

/// A geometry: the positions of all its paths in a row, and where each path
/// ends; of several areas, a part each.
fn build<'b>(geometry: &Geometry<f64>, builder: &mut FlatBufferBuilder<'b>) -> Built<'b> {
    use fgb::GeometryType as Type;

    match geometry {
        Geometry::Point(p) => paths(Type::Point, &[&LineString(vec![p.0])], builder),
        Geometry::MultiPoint(all) => {
            paths(Type::MultiPoint, &[&LineString(all.0.iter().map(|p| p.0).collect())], builder)
        }
        Geometry::Line(line) => paths(Type::LineString, &[&LineString::from(*line)], builder),
        Geometry::LineString(line) => paths(Type::LineString, &[line], builder),
        Geometry::MultiLineString(all) => paths(Type::MultiLineString, &all.0.iter().collect::<Vec<_>>(), builder),
        Geometry::Polygon(area) => polygon(area, builder),
        Geometry::Rect(area) => polygon(&area.to_polygon(), builder),
        Geometry::Triangle(area) => polygon(&area.to_polygon(), builder),
        Geometry::MultiPolygon(all) => {
            let parts: Vec<Built<'b>> = all.0.iter().map(|area| polygon(area, builder)).collect();
            of_parts(Type::MultiPolygon, &parts, builder)
        }
        Geometry::GeometryCollection(all) => {
            let parts: Vec<Built<'b>> = all.0.iter().map(|part| build(part, builder)).collect();
            of_parts(Type::GeometryCollection, &parts, builder)
        }
    }
}

fn polygon<'b>(area: &Polygon<f64>, builder: &mut FlatBufferBuilder<'b>) -> Built<'b> {
    let rings: Vec<&LineString<f64>> = std::iter::once(area.exterior()).chain(area.interiors()).collect();
    paths(fgb::GeometryType::Polygon, &rings, builder)
}

fn paths<'b>(type_: fgb::GeometryType, all: &[&LineString<f64>], builder: &mut FlatBufferBuilder<'b>) -> Built<'b> {
    let xy: Vec<f64> = all.iter().flat_map(|path| path.0.iter().flat_map(|p| [p.x, p.y])).collect();
    let mut end = 0;
    let ends: Vec<u32> = all
        .iter()
        .map(|path| {
            end += path.0.len() as u32;
            end
        })
        .collect();
    let xy = Some(builder.create_vector(&xy));
    let ends = (ends.len() > 1).then(|| builder.create_vector(&ends));
    fgb::Geometry::create(builder, &fgb::GeometryArgs { type_, xy, ends, ..Default::default() })
}

fn of_parts<'b>(type_: fgb::GeometryType, parts: &[Built<'b>], builder: &mut FlatBufferBuilder<'b>) -> Built<'b> {
    let parts = Some(builder.create_vector(parts));
    fgb::Geometry::create(builder, &fgb::GeometryArgs { type_, parts, ..Default::default() })
}
