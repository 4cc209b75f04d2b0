//! Points, days and records of a table's rows, read in pieces by several
//! threads and put together in their order.

use std::borrow::Cow;

use rayon::prelude::*;

use super::columns::{Column, Columns};
use super::record::{Record, Words};
use super::rows::{Fault, Rows, Spot, cut, newlines, trimmed};
use super::sheet::Sheet;
use super::split;
use crate::text::counted;

/// Rows that are read at once by one thread.
const CHUNK: usize = 1 << 14;

/// Reads points and days of all rows, and records where they are wanted.
pub(super) fn take_all(rows: &mut Rows, columns: &Columns, records: bool) {
    let (text, starts, header) = (&rows.text, &rows.starts, rows.header.len());
    let first = starts.first().map_or(0, |s| *s as usize);
    // The lines before each chunk, so that chunks can be read in any order.
    let mut lines = vec![1 + newlines(&text[..first])];
    for pair in starts.chunks(CHUNK).collect::<Vec<_>>().windows(2) {
        let (from, to) = (pair[0][0] as usize, pair[1][0] as usize);
        lines.push(lines[lines.len() - 1] + newlines(&text[from..to]));
    }
    let piece = |n: usize| {
        let from = n * CHUNK;
        let to = (from + CHUNK).min(starts.len());
        let end = starts.get(to).map_or(text.len(), |s| *s as usize);
        let mut piece = Piece::new(&rows.sheet, from, columns, records);
        piece.take(text, (&starts[from..to], end), lines[n], (rows.delimiter, header));
        piece
    };
    let pieces: Vec<Piece<'_>> = (0..lines.len()).into_par_iter().map(piece).collect();
    let kept: Vec<Kept> = pieces.into_iter().map(Piece::kept).collect();
    rows.spots.reserve_exact(rows.starts.len());
    for kept in kept {
        absorb(rows, kept);
    }
}

fn absorb(rows: &mut Rows, piece: Kept) {
    rows.sheet.absorb(piece.sheet);
    rows.spots.extend(piece.spots);
    rows.faults.extend(piece.faults);
    let moved: Vec<_> = piece.words.texts().iter().map(|text| rows.words.word(text)).collect();
    rows.records.extend(piece.records.into_iter().map(|record| record.with_words(&moved)));
}

/// Some rows of a table while they are read.
struct Piece<'c> {
    columns: &'c Columns,
    keep: bool,
    first: usize,
    kept: Kept,
    taken: Vec<Record>,
}

/// What stays of a piece.
struct Kept {
    sheet: Sheet,
    spots: Vec<Spot>,
    records: Vec<Record>,
    words: Words,
    faults: Vec<Fault>,
}

/// Columns that every join asks for.
const ALWAYS: [Column; 6] =
    [Column::Lat, Column::Lon, Column::Point, Column::Date, Column::DateEnd, Column::DatePrecision];

impl<'c> Piece<'c> {
    fn new(sheet: &Sheet, first: usize, columns: &'c Columns, keep: bool) -> Self {
        let kept = Kept {
            sheet: sheet.emptied(),
            spots: Vec::with_capacity(CHUNK),
            records: Vec::new(),
            words: Words::default(),
            faults: Vec::new(),
        };
        Self { columns, keep, first, kept, taken: Vec::new() }
    }

    fn take(&mut self, text: &str, (starts, end): (&[u64], usize), line: u64, (delimiter, header): (u8, usize)) {
        let mut ranges = Vec::new();
        let mut line = line;
        for (n, start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).map_or(end, |s| *s as usize);
            let record = &text[*start as usize..end];
            split::cells(record.as_bytes(), delimiter, &mut ranges);
            let faults = self.kept.sheet.faults();
            let more = ranges.iter().skip(header).any(|r| r.0 < r.1);
            if more {
                let what = format!(
                    "{} in a row, but {}; the rest is left out",
                    counted(ranges.len() as u64, "cell"),
                    counted(header as u64, "column")
                );
                self.kept.sheet.odd(line, what, "put quotes around cells with delimiters in them");
            }
            let cell = |column: Column| -> Cow<'_, str> {
                let range = self.columns.at(column).and_then(|at| ranges.get(at));
                match range {
                    Some(range) if self.keep || ALWAYS.contains(&column) => trimmed(cut(record, *range)),
                    _ => Cow::Borrowed(""),
                }
            };
            let row = self.first + n;
            self.kept.sheet.take(self.columns, &cell, None, (line, row), (&mut self.taken, &mut self.kept.words));
            if self.kept.sheet.faults() > faults {
                self.kept.faults.push(Fault { row: row as u32, line });
            }
            if let Some(record) = self.taken.pop() {
                self.kept.spots.push(Spot::of(&record));
                if self.keep {
                    self.kept.records.push(record);
                }
            }
            line += newlines(record);
        }
    }

    fn kept(self) -> Kept {
        self.kept
    }
}
