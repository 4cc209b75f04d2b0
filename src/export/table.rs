//! What a table is whose columns are known only when the program runs.

pub use crate::format::table::{Cell as Value, Kind};

use crate::error::Result;
use crate::format::table::free_name;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, unique in the table.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether its texts are JSON, which formats that can nest write as it is.
    pub json: bool,
}

impl Column {
    /// A column of plain values.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind, json: false }
    }
}

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
pub enum Shape<'a> {
    /// Nowhere that is known.
    None,
    /// At a point, degrees of WGS 84.
    Point {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
    },
    /// Any geometry, x east and y north in degrees of WGS 84.
    Any(&'a geo::Geometry<f64>),
}

/// What the shapes of a table are; files that say so beforehand need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shapes {
    /// No row has one.
    None,
    /// Points.
    #[default]
    Points,
    /// Lines, of one part or several.
    Lines,
    /// Areas, of one part or several.
    Areas,
    /// Of several kinds.
    Mixed,
}

/// Whose data it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// How the makers want to be named.
    pub attribution: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
}

/// A table without its rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The layer's name.
    pub name: String,
    /// Its columns; rows have a value for each.
    pub columns: Vec<Column>,
    /// What its shapes are.
    pub shapes: Shapes,
    /// The columns, if any, that say latitude and longitude of the shape too.
    /// Where there are none, formats without geometry get two more.
    pub point: Option<(usize, usize)>,
    /// Whether formats with geometry leave the columns of `point` out.
    pub point_once: bool,
    /// The column of texts that names each row, unique and begun by a letter;
    /// without one, rows are numbered from 1.
    pub id: Option<usize>,
    /// Whose data it is.
    pub credit: Credit,
    /// The style of the layer as QGIS writes it, for formats that hold one.
    pub style: Option<String>,
    /// Whether CSV has a second row of HXL hashtags.
    pub hxl: bool,
}

impl Table {
    /// A table of points with these columns.
    pub fn new(name: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { name: name.into(), columns, ..Self::default() }
    }

    /// The columns that a format with geometry writes, by number.
    pub(super) fn properties(&self) -> Vec<usize> {
        let once = self.point.filter(|_| self.point_once && self.shapes != Shapes::None);
        (0..self.columns.len()).filter(|n| once.is_none_or(|(lat, lon)| *n != lat && *n != lon)).collect()
    }

    /// A name for a column more, that none has yet.
    pub(super) fn free_name(&self, wanted: &str) -> String {
        free_name(wanted, |name| self.columns.iter().any(|c| c.name.eq_ignore_ascii_case(name)))
    }
}

/// Takes the rows of a table.
pub trait Writer {
    /// Writes one row: a value for each column of the table, in order. A value
    /// of another kind than its column's is written as it is, so that nothing
    /// is lost.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) where the file cannot be written.
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()>;

    /// Ends the file.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) where the file cannot be written.
    fn finish(self: Box<Self>) -> Result<()>;
}
