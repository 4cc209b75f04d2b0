//! A row as it is written: its cells, its geometry, where it stands.

use std::borrow::Cow;

use csv::StringRecord;
use rustc_hash::FxHashMap;

/// A cell as a file gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'a> {
    /// Not there, null or empty.
    Missing,
    /// Text.
    Text(&'a str),
    /// A list or an object, as JSON.
    Json(&'a str),
    /// A whole number, of formats that have numbers.
    Integer(i64),
    /// A decimal number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
}

/// The same, held for as long as the block.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::dataset) enum Held<'b> {
    Missing,
    Text(Cow<'b, str>),
    Json(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

impl Held<'_> {
    /// Turns a number or yes and no into text.
    pub(super) fn be_text(&mut self) {
        let text = match self {
            Self::Integer(n) => n.to_string(),
            Self::Number(n) => n.to_string(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Json(text) => std::mem::take(text),
            Self::Missing | Self::Text(_) => return,
        };
        *self = Self::Text(Cow::Owned(text));
    }

    fn given(&self) -> Given<'_> {
        match self {
            Self::Missing => Given::Missing,
            Self::Text(text) if text.is_empty() => Given::Missing,
            Self::Text(text) => Given::Text(text),
            Self::Json(text) => Given::Json(text),
            Self::Integer(n) => Given::Integer(*n),
            Self::Number(n) => Given::Number(*n),
            Self::Boolean(yes) => Given::Boolean(*yes),
        }
    }
}

/// The geometry that a file gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// The file's form has none; a point may stand in columns.
    NotGiven,
    /// Null.
    Nowhere,
    /// A point, degrees north and east.
    Point(f64, f64),
    /// Anything else, x east and y north.
    Any(geo::Geometry<f64>),
}

/// Where the cells of a row are.
#[derive(Debug, Clone, Copy)]
pub(in crate::dataset) enum Cells<'a> {
    /// In the record of a table: its text and where each cell ends.
    Record(&'a StringRecord),
    /// In the order of the names.
    Held(&'a [Held<'a>]),
}

/// A row.
#[derive(Debug)]
pub struct Row<'a> {
    pub(in crate::dataset) cells: Cells<'a>,
    /// The geometry.
    pub ground: Ground,
    /// Its bytes in the file.
    pub raw: &'a [u8],
    /// Its number in the block, from 0.
    pub number: u64,
    /// What makes it no row at all: words for it, and a remedy.
    pub broken: Option<(String, &'static str)>,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        match self.cells {
            Cells::Record(record) => record.len(),
            Cells::Held(cells) => cells.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of its cells; of tables only blanks make none.
    pub fn cell(&self, column: usize) -> Given<'a> {
        match self.cells {
            Cells::Held(cells) => cells.get(column).map_or(Given::Missing, Held::given),
            Cells::Record(record) => match record.get(column) {
                Some(text) if text.bytes().any(|b| !b.is_ascii_whitespace()) => Given::Text(text),
                _ => Given::Missing,
            },
        }
    }

    /// A cell as the text that it would be in a table.
    pub fn text(&self, column: usize) -> Cow<'a, str> {
        match self.cell(column) {
            Given::Missing | Given::Json(_) => Cow::Borrowed(""),
            Given::Text(text) => Cow::Borrowed(text.trim()),
            Given::Integer(n) => Cow::Owned(n.to_string()),
            Given::Number(n) => Cow::Owned(n.to_string()),
            Given::Boolean(yes) => Cow::Owned(yes.to_string()),
        }
    }
}

/// Names of columns in the order of their first mention.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The names.
    pub list: Vec<String>,
    at: FxHashMap<String, usize>,
    /// Columns of numbers and texts together, of which all cells are given as
    /// texts.
    pub(super) mixed: Vec<usize>,
}

impl Names {
    /// Of a header.
    pub fn of(list: Vec<String>) -> Self {
        let at = list.iter().enumerate().rev().map(|(n, name)| (name.clone(), n)).collect();
        Self { list, at, mixed: Vec::new() }
    }

    /// The number of a name, first of the one where it stood in the row before.
    pub(super) fn number(&mut self, name: &str, hint: usize) -> usize {
        if self.list.get(hint).is_some_and(|there| there == name) {
            return hint;
        }
        if let Some(at) = self.at.get(name) {
            return *at;
        }
        self.list.push(name.to_owned());
        self.at.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}
