//! CSV (RFC 4180, UTF-8, a header, "\n" at line ends), and the same parted by
//! tabs.
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a
//! formula and reckons it; such a text gets an apostrophe before it, which a
//! spreadsheet takes for "this is text". A plain number stays as it is.

use super::hxl;
use super::lines::{Encoder, json};
use super::shape;
use super::table::{Shape, Shapes, Table, Value};
use crate::format::table::guarded;

/// How rows are written.
#[derive(Debug)]
pub(super) struct Csv {
    columns: Vec<String>,
    added: Added,
    delimiter: u8,
    /// Whether hashtags stand below the header.
    hxl: bool,
}

/// What of a shape is written beside the columns.
#[derive(Debug)]
enum Added {
    Nothing,
    Point(String, String),
    Text(String),
}

impl Csv {
    /// For a table.
    pub(super) fn new(table: &Table, delimiter: u8) -> Self {
        let added = match table.shapes {
            Shapes::None => Added::Nothing,
            Shapes::Points if table.point.is_some() => Added::Nothing,
            Shapes::Points => Added::Point(table.free_name("latitude"), table.free_name("longitude")),
            _ => Added::Text(table.free_name("geom_wkt")),
        };
        Self { columns: table.columns.iter().map(|c| c.name.clone()).collect(), added, delimiter, hxl: table.hxl }
    }

    fn field(&self, text: &str, out: &mut Vec<u8>) {
        let quoted = text.bytes().any(|b| b == self.delimiter || matches!(b, b'"' | b'\n' | b'\r'));
        if !quoted {
            out.extend_from_slice(text.as_bytes());
            return;
        }
        out.push(b'"');
        for (n, part) in text.split('"').enumerate() {
            if n > 0 {
                out.extend_from_slice(b"\"\"");
            }
            out.extend_from_slice(part.as_bytes());
        }
        out.push(b'"');
    }

    fn value(&self, value: &Value<'_>, out: &mut Vec<u8>) {
        match value {
            Value::Null => {}
            Value::Text(text) => self.field(&guarded(text), out),
            Value::Date(day) => {
                use std::io::Write as _;
                let _ = write!(out, "{day}");
            }
            plain => json(plain, out),
        }
    }

    /// Ends a row; a row of one empty cell would be a blank line, which readers
    /// pass over.
    fn end(begin: usize, out: &mut Vec<u8>) {
        if out.len() == begin {
            out.extend_from_slice(b"\"\"");
        }
        out.push(b'\n');
    }
}

impl Encoder for Csv {
    fn head(&self, out: &mut Vec<u8>) {
        let begin = out.len();
        let added: &[&String] = match &self.added {
            Added::Nothing => &[],
            Added::Point(lat, lon) => &[lat, lon],
            Added::Text(name) => &[name],
        };
        let names = || self.columns.iter().chain(added.iter().copied()).enumerate();
        for (n, name) in names() {
            if n > 0 {
                out.push(self.delimiter);
            }
            self.field(&guarded(name), out);
        }
        Self::end(begin, out);
        if self.hxl {
            let begin = out.len();
            for (n, name) in names() {
                if n > 0 {
                    out.push(self.delimiter);
                }
                self.field(hxl::tag(name), out);
            }
            Self::end(begin, out);
        }
    }

    fn row(&self, _number: u64, shape: Shape<'_>, values: &[Value<'_>], out: &mut Vec<u8>) {
        let begin = out.len();
        for n in 0..self.columns.len() {
            if n > 0 {
                out.push(self.delimiter);
            }
            self.value(values.get(n).unwrap_or(&Value::Null), out);
        }
        let more = |out: &mut Vec<u8>| {
            if !self.columns.is_empty() {
                out.push(self.delimiter);
            }
        };
        match (&self.added, shape) {
            (Added::Nothing, _) => {}
            (Added::Point(..), Shape::Point { lat, lon }) => {
                more(out);
                json(&lat, out);
                out.push(self.delimiter);
                json(&lon, out);
            }
            (Added::Point(..), _) => {
                more(out);
                out.push(self.delimiter);
            }
            (Added::Text(_), shape) => {
                more(out);
                let mut text = Vec::new();
                shape::wkt_of(shape, &mut text);
                self.field(&String::from_utf8_lossy(&text), out);
            }
        }
        Self::end(begin, out);
    }

    fn tail(&self, _rows: u64, _out: &mut Vec<u8>) {}
}
