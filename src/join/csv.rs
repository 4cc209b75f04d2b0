//! Joined rows as CSV: cells are copied as they are written, since most need
//! no other form. A text that a spreadsheet would take for a formula is
//! guarded as in every CSV of ours.

use std::io::Write as _;

use super::columns::Columns;
use super::join::Line;
use crate::dataset::{Cutter, Rows, unquoted};
use crate::export::Value;
use crate::format::table::guarded;

/// Writes joined rows.
pub(super) struct CsvRows<'r> {
    left: &'r Rows,
    right: &'r Rows,
    columns: &'r Columns,
}

impl<'r> CsvRows<'r> {
    /// For these sides.
    pub(super) fn new(left: &'r Rows, right: &'r Rows, columns: &'r Columns) -> Self {
        Self { left, right, columns }
    }

    /// The first line.
    pub(super) fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (n, name) in self.columns.names.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            field(&guarded(name), &mut out);
        }
        out.push(b'\n');
        out
    }

    /// Appends rows.
    pub(super) fn rows(&self, lines: &[Line], out: &mut Vec<u8>) {
        let mut cutter = Cutter::default();
        let (left, right) = self.columns.counts;
        let (mut last, mut begin, mut end) = (None, 0, 0);
        for line in lines {
            if line.left.is_some() && line.left == last {
                // The left row is that of the line before.
                out.extend_from_within(begin..end);
            } else {
                begin = out.len();
                cells(self.left, line.left, left, &mut cutter, out);
                end = out.len();
                last = line.left;
            }
            if right > 0 {
                out.push(b',');
                cells(self.right, line.right.map(|f| f.row), right, &mut cutter, out);
            }
            self.extras(line, out);
            out.push(b'\n');
        }
    }

    fn extras(&self, line: &Line, out: &mut Vec<u8>) {
        for extra in &self.columns.extras {
            out.push(b',');
            match extra.value(line) {
                Value::Integer(number) => {
                    let _ = write!(out, "{number}");
                }
                Value::Number(number) => {
                    let _ = write!(out, "{number:?}");
                }
                Value::Boolean(yes) => {
                    let _ = write!(out, "{yes}");
                }
                Value::Text(text) => field(text, out),
                _ => {}
            }
        }
    }
}

/// The cells of a row, or as many empty ones.
fn cells(rows: &Rows, row: Option<u32>, count: usize, cutter: &mut Cutter, out: &mut Vec<u8>) {
    let Some(row) = row else {
        out.extend(std::iter::repeat_n(b',', count.saturating_sub(1)));
        return;
    };
    let commas = rows.has_commas();
    let row = rows.cut(row as usize, cutter);
    for n in 0..count {
        if n > 0 {
            out.push(b',');
        }
        let written = row.written(n);
        let first = written.bytes().find(|b| *b != b'"').unwrap_or(b'0');
        if commas && !matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') {
            out.extend_from_slice(written.as_bytes());
        } else {
            field(&guarded(&unquoted(written)), out);
        }
    }
}

fn field(text: &str, out: &mut Vec<u8>) {
    if !text.contains([',', '"', '\n', '\r']) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}
