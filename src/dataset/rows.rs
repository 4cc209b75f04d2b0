//! The rows of one file with all their cells, for joins: the text as it is
//! written with the place of each record, cells cut out on demand, and beside
//! it only what joins ask of every row: point and days.

use std::borrow::Cow;
use std::io::{BufRead, Read as _};

use super::cells;
use super::columns::{Column, Columns, plain};
use super::dates;
use super::feature_rows;
use super::pieces;
use super::record::{Record, Words};
use super::sheet::Sheet;
use super::split::{self, Range};
use super::transcode::{self, Form, Opened};
use super::wanted::Wanted;
use crate::error::{Error, Notice, Result};
use crate::temporal::DateRange;
use geo::Geometry;
use jiff::civil::Date;

/// Stands for a day that is not told.
const UNDATED: i32 = i32::MIN;

/// Where and when a row is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    lat: f64,
    lon: f64,
    first: i32,
    last: i32,
}

impl Spot {
    /// A place and days, as far as known.
    pub fn new(point: Option<(f64, f64)>, days: Option<(i32, i32)>) -> Self {
        let (lat, lon) = point.unwrap_or((f64::NAN, f64::NAN));
        let (first, last) = days.unwrap_or((UNDATED, UNDATED));
        Self { lat, lon, first, last }
    }

    /// Degrees north and east.
    pub fn point(&self) -> Option<(f64, f64)> {
        (!self.lat.is_nan()).then_some((self.lat, self.lon))
    }

    /// First and last day, counted from 1 January 1970. Of days of which one
    /// end is open, the other is both.
    pub fn days(&self) -> Option<(i32, i32)> {
        (self.first != UNDATED).then_some((self.first, self.last))
    }

    pub(super) fn of(record: &Record) -> Self {
        Self::new(record.point(), days_of(&record.when))
    }
}

/// The days of a range, counted from 1 January 1970.
fn days_of(when: &DateRange) -> Option<(i32, i32)> {
    let (first, last) = (when.start.or(when.end)?, when.end.or(when.start)?);
    Some((number(first), number(last)))
}

/// A day as its distance from 1 January 1970.
pub fn number(day: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    day.duration_since(EPOCH).as_hours() as i32 / 24
}

/// A row with something wrong in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Which row.
    pub row: u32,
    /// Its line in the file, from 1.
    pub line: u64,
}

/// A file with all its cells.
#[derive(Debug)]
pub struct Rows {
    /// What was read: name, whose table, what was odd.
    pub sheet: Sheet,
    /// The names of its columns, each once.
    pub header: Vec<String>,
    /// Where and when each row is.
    pub spots: Vec<Spot>,
    /// What matching asks of each row; empty where it was not asked for.
    pub records: Vec<Record>,
    /// The texts that records share.
    pub words: Words,
    /// The rows with faults, in order.
    pub faults: Vec<Fault>,
    /// Columns that hold texts whatever these look like (texts of JSON).
    pub texts: Vec<bool>,
    /// Geometries that are no points, by row, in order.
    pub shapes: Vec<(u32, Geometry<f64>)>,
    /// The column from which points are read, or both: left out of formats
    /// that have a geometry.
    pub point_columns: Vec<usize>,
    /// The column of the day, or of the first.
    pub date_column: Option<usize>,
    /// The column of the dead, best figure.
    pub best_column: Option<usize>,
    pub(super) text: String,
    pub(super) starts: Vec<u64>,
    pub(super) delimiter: u8,
}

/// How a file is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The columns that the user names.
    pub wanted: Wanted,
    /// Whether points and days are read.
    pub spots: bool,
    /// Whether records are kept, too: types, sides, figures.
    pub records: bool,
    /// About how many bytes the file has.
    pub bytes: u64,
}

impl Rows {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Input`] where it is no table and no GeoJSON, has no row, or a
    /// column that is named is not there.
    pub fn read(input: &mut dyn BufRead, file: &str, how: &Reading) -> Result<Self> {
        let Opened { input, form, notices, .. } = transcode::open(input, file)?;
        let mut sheet = Sheet::new(file, 0);
        sheet.notices = notices;
        let mut rows = match form {
            Form::Table { delimiter, .. } => Self::table(input, delimiter, sheet, how)?,
            Form::Json => Self::json(input, sheet, how)?,
        };
        if rows.starts.is_empty() {
            let remedy = "give a table with a header and rows, or GeoJSON with features";
            return Err(Error::Input(Notice::new(file, "no row", remedy)));
        }
        rows.settle_dates();
        Ok(rows)
    }

    fn empty(sheet: Sheet, delimiter: u8) -> Self {
        Self {
            sheet,
            header: Vec::new(),
            spots: Vec::new(),
            records: Vec::new(),
            words: Words::default(),
            faults: Vec::new(),
            texts: Vec::new(),
            shapes: Vec::new(),
            point_columns: Vec::new(),
            date_column: None,
            best_column: None,
            text: String::new(),
            starts: Vec::new(),
            delimiter,
        }
    }

    fn table(mut input: Box<dyn BufRead + '_>, delimiter: u8, sheet: Sheet, how: &Reading) -> Result<Self> {
        let mut rows = Self::empty(sheet, delimiter);
        let file = rows.sheet.file.clone();
        let mut bytes = Vec::with_capacity(how.bytes as usize + 1024);
        input.read_to_end(&mut bytes).map_err(|why| {
            Error::Input(Notice::new(file.as_str(), format!("cannot read on: {why}"), "check the file"))
        })?;
        rows.text = utf8(bytes, &mut rows.sheet);
        let mut unclosed = Vec::new();
        let mut starts = split::records(rows.text.as_bytes(), delimiter, &mut unclosed);
        if starts.is_empty() {
            return Ok(rows);
        }
        let head = starts.remove(0);
        let mut ranges = Vec::new();
        let record = &rows.text[head as usize..starts.first().map_or(rows.text.len(), |s| *s as usize)];
        split::cells(record.as_bytes(), delimiter, &mut ranges);
        let header: Vec<String> = ranges.iter().map(|r| cut(record, *r).trim().to_owned()).collect();
        rows.starts = starts;
        let refuse =
            |(what, remedy): (String, String)| Error::Input(Notice::new(file.as_str(), what, remedy).at_line(1));
        let mut columns = Columns::of(&header, &how.wanted).map_err(refuse)?;
        if !columns.has_points() {
            let first: Vec<String> = if rows.starts.is_empty() { Vec::new() } else { rows.all_cells(0) };
            if let Some(at) = first.iter().position(|cell| cells::is_point(cell)) {
                columns.take_point(at, &header);
            }
        }
        rows.name_columns(&columns, &header);
        for line in unclosed {
            rows.sheet.odd(line, "a quote that is never closed; taken for a letter", "close it, or write it twice");
        }
        if how.spots || how.records {
            pieces::take_all(&mut rows, &columns, how.records);
        }
        Ok(rows)
    }

    fn json(input: Box<dyn BufRead + '_>, sheet: Sheet, how: &Reading) -> Result<Self> {
        let mut rows = Self::empty(sheet, b',');
        feature_rows::read(input, &mut rows, how)?;
        Ok(rows)
    }

    /// Notes what the columns are; names that occur twice get a number.
    pub(super) fn name_columns(&mut self, columns: &Columns, header: &[String]) {
        self.sheet.set_columns(columns, header);
        for (what, remedy) in &columns.doubts {
            self.sheet.odd(1, what.as_str(), remedy);
        }
        self.header.clear();
        for (n, name) in header.iter().enumerate() {
            let name = if name.is_empty() { format!("column_{}", n + 1) } else { name.clone() };
            let mut own = name.clone();
            let mut number = 2;
            while self.header.contains(&own) {
                own = format!("{name}_{number}");
                number += 1;
            }
            if own != name {
                let what = format!("two columns are called '{name}'; the later is taken as '{own}'");
                self.sheet.odd(1, what, "give each column a name of its own");
            }
            self.header.push(own);
        }
        self.texts.resize(self.header.len(), false);
        self.date_column = columns.at(Column::Date);
        self.best_column = columns.at(Column::Best);
        self.point_columns = [Column::Lat, Column::Lon].iter().filter_map(|c| columns.at(*c)).collect();
    }

    /// Adds a row of cells, each with its comma behind but the last.
    pub(super) fn push(&mut self, record: &str) {
        self.starts.push(self.text.len() as u64);
        self.text.push_str(record);
        self.text.push('\n');
    }

    /// Turns days whose numbers come with the month first, once all are known.
    fn settle_dates(&mut self) {
        let turned = self.sheet.settle_order();
        for row in turned {
            let row = row as usize;
            let Some(spot) = self.spots.get_mut(row) else { continue };
            let day = spot.days().and_then(|(first, _)| date(first)).and_then(dates::turned);
            if let Some(day) = day {
                (spot.first, spot.last) = (number(day), number(day));
                if let Some(record) = self.records.get_mut(row) {
                    record.when = dates::range(day, day, crate::temporal::DatePrecision::Day);
                }
            }
        }
    }

    /// The same rows with some cells changed: row, column, text; sorted by row.
    #[must_use]
    pub fn with_cells(mut self, changes: &[(u32, usize, String)]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut cutter = Cutter::default();
        for row in 0..self.len() {
            starts.push(text.len() as u64);
            let from = changes.partition_point(|c| (c.0 as usize) < row);
            let own: Vec<_> = changes[from..].iter().take_while(|c| c.0 as usize == row).collect();
            let cells = self.cut(row, &mut cutter);
            for column in 0..self.header.len().max(cells.len()) {
                if column > 0 {
                    text.push(',');
                }
                let changed = own.iter().find(|c| c.1 == column).map(|c| c.2.as_str());
                split::quote(changed.unwrap_or(&cells.cell(column)), &mut text);
            }
            text.push('\n');
        }
        (self.text, self.starts, self.delimiter) = (text, starts, b',');
        self
    }

    /// Whether its cells are parted by commas.
    pub fn has_commas(&self) -> bool {
        self.delimiter == b','
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Where a column stands, by its name as written or as people vary it.
    pub fn column(&self, name: &str) -> Option<usize> {
        let exact = self.header.iter().position(|h| h == name.trim());
        exact.or_else(|| self.header.iter().position(|h| plain(h) == plain(name)))
    }

    /// The first of these columns that there is.
    pub fn column_of(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|h| plain(h) == *name))
    }

    /// The first byte of a row; 0 of an empty one.
    pub fn first_byte(&self, row: usize) -> u8 {
        self.text.as_bytes().get(self.starts[row] as usize).copied().unwrap_or(0)
    }

    /// The text of a row, with what lies behind it up to the next.
    fn raw(&self, row: usize) -> &str {
        let end = self.starts.get(row + 1).map_or(self.text.len(), |s| *s as usize);
        &self.text[self.starts[row] as usize..end]
    }

    /// The cells of a row, cut by a [`Cutter`].
    pub fn cut<'r>(&'r self, row: usize, cutter: &'r mut Cutter) -> Row<'r> {
        let text = self.raw(row);
        split::cells(text.as_bytes(), self.delimiter, &mut cutter.ranges);
        Row { text, ranges: &cutter.ranges }
    }

    /// One cell, without quotes and blanks around it.
    pub fn cell(&self, row: usize, column: usize) -> Cow<'_, str> {
        let text = self.raw(row);
        let range = split::cell(text.as_bytes(), self.delimiter, column);
        range.map_or(Cow::Borrowed(""), |range| trimmed(cut(text, range)))
    }

    fn all_cells(&self, row: usize) -> Vec<String> {
        let mut cutter = Cutter::default();
        let row = self.cut(row, &mut cutter);
        (0..row.len()).map(|n| row.cell(n).into_owned()).collect()
    }

    /// The geometry of a row where it is no point.
    pub fn shape(&self, row: usize) -> Option<&Geometry<f64>> {
        let at = self.shapes.binary_search_by_key(&(row as u32), |(row, _)| *row).ok()?;
        Some(&self.shapes[at].1)
    }
}

/// Room for the places of cells, used again for each row.
#[derive(Debug, Default, Clone)]
pub struct Cutter {
    ranges: Vec<Range>,
}

/// The cells of one row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    text: &'r str,
    ranges: &'r [Range],
}

impl<'r> Row<'r> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// A cell without quotes and blanks around it; empty beyond the last.
    pub fn cell(&self, column: usize) -> Cow<'r, str> {
        self.ranges.get(column).map_or(Cow::Borrowed(""), |range| trimmed(cut(self.text, *range)))
    }

    /// A cell as it is written, quotes and all.
    pub fn written(&self, column: usize) -> &'r str {
        self.ranges.get(column).map_or("", |(from, to)| &self.text[*from as usize..*to as usize])
    }
}

/// The day of a number.
pub fn date(number: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

pub(super) fn cut(record: &str, (from, to): Range) -> Cow<'_, str> {
    split::unquoted(&record[from as usize..to as usize])
}

pub(super) fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

pub(super) fn newlines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

/// The text of a file; lines that are not UTF-8 are read as most old tables
/// are written. Lines that end with a carriage return alone get a line feed.
fn utf8(bytes: Vec<u8>, sheet: &mut Sheet) -> String {
    let text = String::from_utf8(bytes).unwrap_or_else(|broken| {
        sheet.odd(0, "some cells are not UTF-8; read as windows-1252", "save it as UTF-8 if letters look wrong");
        let bytes = broken.into_bytes();
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            match std::str::from_utf8(line) {
                Ok(line) => text.push_str(line),
                Err(_) => text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
            }
        }
        text
    });
    let mac = !text.contains('\n') && text.contains('\r');
    if mac { text.replace('\r', "\n") } else { text }
}
