//! Joined rows on their way out: which rows are written, in which order, how
//! many there were, and when there are too many.

use std::io::Write;

use rayon::prelude::*;

use super::columns::Columns;
use super::csv::CsvRows;
use super::finder::{Finder, Scratch};
use super::found::{Extra, Found};
use super::typed::TypedRows;
use crate::dataset::Rows;
use crate::error::{Error, Notice, Result};
use crate::export::Writer;
use crate::format::qgis::{MATCHED, ONLY_LEFT};
use crate::text::counted;

/// Rows of the left side that are taken first.
const FIRST: usize = 64;
/// Lines that are in memory at once, about.
const LINES: f64 = 50_000.0;
/// Rows without a partner that are written in one go.
const CHUNK: usize = 2048;

/// Which rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// Pairs.
    #[default]
    Inner,
    /// Pairs, and rows of the left side without one.
    Left,
    /// Pairs, and rows of the right side without one.
    Right,
    /// Pairs, and rows of both sides without one.
    Full,
    /// Rows of the left side that have a partner, once each and alone.
    Semi,
    /// Rows of the left side that have none.
    Anti,
}

impl How {
    /// Whether only the left side is written.
    pub const fn is_left_alone(self) -> bool {
        matches!(self, Self::Semi | Self::Anti)
    }
}

/// A row to write: of the left side, of the right, or a pair.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The left row.
    pub left: Option<u32>,
    /// The right row, with what is told of the pair.
    pub right: Option<Found>,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pairs.
    pub pairs: u64,
    /// Rows of the left side that have a partner.
    pub left: usize,
    /// Rows of the right side that have one.
    pub right: usize,
    /// Rows of the left side that lack what the join asks for.
    pub unable: usize,
    /// Rows of the left side with several partners.
    pub several: usize,
    /// Left rows whose last place among the nearest another row shares.
    pub tied: usize,
    /// Rows written.
    pub written: u64,
    /// Whether each row of the right side has a partner.
    pub matched: Vec<bool>,
}

/// Where joined rows go.
pub enum Out<'o> {
    /// As CSV, cells as they are written.
    Csv(&'o mut dyn Write),
    /// To a writer, as values.
    Writer(Box<dyn Writer + 'o>),
    /// Nowhere: they are counted.
    Count,
}

/// A join.
pub struct Join<'r> {
    /// Rows whose order is kept.
    pub left: &'r Rows,
    /// Rows that are found.
    pub right: &'r Rows,
    /// By what they are found.
    pub finder: Finder<'r>,
    /// Which are written.
    pub how: How,
    /// Never more than so many.
    pub max_rows: u64,
}

/// What one thread found.
struct Piece {
    lines: Vec<Line>,
    bytes: Vec<u8>,
    tally: Tally,
}

impl Join<'_> {
    /// The columns of the joined rows.
    pub fn columns(&self, suffix: &str) -> Columns {
        self.columns_of(self.how, suffix)
    }

    /// The columns where other rows are written.
    pub fn columns_of(&self, how: How, suffix: &str) -> Columns {
        if how.is_left_alone() {
            Columns::new(self.left, None, Vec::new(), suffix)
        } else {
            let mut extras = self.finder.extras();
            if matches!(how, How::Left | How::Right | How::Full) {
                extras.push(Extra::Joined);
            }
            Columns::new(self.left, Some(self.right), extras, suffix)
        }
    }

    /// What tells in QGIS whether a row of the table is a pair: a column, or
    /// what holds for all rows.
    pub fn category(&self, columns: &Columns) -> String {
        let added = columns.counts.0 + columns.counts.1;
        let at = columns.extras.iter().position(|extra| *extra == Extra::Joined);
        match (at.and_then(|at| columns.names.get(added + at)), self.how) {
            (Some(name), _) => format!("\"{name}\""),
            (None, How::Anti) => format!("'{ONLY_LEFT}'"),
            (None, _) => format!("'{MATCHED}'"),
        }
    }

    /// Finds and writes all rows.
    ///
    /// # Errors
    /// [`Error::Input`] where there would be more than `max_rows`; where they
    /// cannot be written.
    pub fn run(&self, columns: &Columns, kinds: &[crate::export::Kind], out: Out<'_>) -> Result<Tally> {
        self.run_as(self.how, columns, kinds, out)
    }

    /// The same, where other rows are written.
    ///
    /// # Errors
    /// Those of [`Self::run`].
    pub fn run_as(
        &self,
        how: How,
        columns: &Columns,
        kinds: &[crate::export::Kind],
        mut out: Out<'_>,
    ) -> Result<Tally> {
        let beforehand = if how.is_left_alone() { None } else { self.finder.count_by_key(self.max_rows) };
        if let Some(count) = beforehand.filter(|n| *n > self.max_rows) {
            return Err(self.too_many(count));
        }
        let csv = CsvRows::new(self.left, self.right, columns);
        let mut typed = TypedRows::new(self.left, self.right, columns, kinds);
        if let Out::Csv(to) = &mut out {
            to.write_all(&csv.header()).map_err(|why| unwritable(&why))?;
        }
        let mut tally = Tally { matched: vec![false; self.right.len()], ..Tally::default() };
        self.all(how, &mut tally, (&csv, &mut typed), &mut out)?;
        tally.right = tally.matched.iter().filter(|m| **m).count();
        if matches!(how, How::Right | How::Full) {
            self.rest(&mut tally, &csv, &mut typed, &mut out)?;
        }
        if let Out::Writer(writer) = out {
            writer.finish()?;
        }
        Ok(tally)
    }

    /// The rows of the left side, wave after wave, each found by several
    /// threads and written in order.
    fn all(
        &self,
        how: How,
        tally: &mut Tally,
        (csv, typed): (&CsvRows<'_>, &mut TypedRows<'_>),
        out: &mut Out<'_>,
    ) -> Result<()> {
        let as_csv = matches!(out, Out::Csv(_));
        let (mut from, mut wave) = (0, FIRST);
        while from < self.left.len() {
            let to = (from + wave).min(self.left.len());
            let chunk = wave.div_ceil(rayon::current_num_threads().max(1) * 4);
            let starts: Vec<usize> = (from..to).step_by(chunk).collect();
            let pieces: Vec<Piece> = starts
                .into_par_iter()
                .map(|start| self.piece(how, start, (start + chunk).min(to), as_csv.then_some(csv)))
                .collect();
            for piece in pieces {
                tally.absorb(&piece.tally);
                for line in &piece.lines {
                    if let Some(found) = line.right {
                        tally.matched[found.row as usize] = true;
                    }
                }
                if tally.written > self.max_rows {
                    let share = to as f64 / self.left.len() as f64;
                    return Err(self.too_many((tally.written as f64 / share) as u64));
                }
                write(out, typed, &piece)?;
            }
            from = to;
            // As many rows next as give about so many lines, by those so far.
            let dense = tally.written as f64 / to as f64;
            wave = ((LINES / dense.max(1.0)) as usize).clamp(1, wave * 8);
        }
        Ok(())
    }

    /// The rows of the right side that have no partner.
    fn rest(&self, tally: &mut Tally, csv: &CsvRows<'_>, typed: &mut TypedRows<'_>, out: &mut Out<'_>) -> Result<()> {
        let unmatched: Vec<usize> = (0..self.right.len()).filter(|row| !tally.matched[*row]).collect();
        tally.written += unmatched.len() as u64;
        if tally.written > self.max_rows {
            return Err(self.too_many(tally.written));
        }
        for rows in unmatched.chunks(CHUNK) {
            let line = |row: &usize| Line { left: None, right: Some(Found::row(*row as u32)) };
            let mut piece =
                Piece { lines: rows.iter().map(line).collect(), bytes: Vec::new(), tally: Tally::default() };
            if matches!(out, Out::Csv(_)) {
                csv.rows(&piece.lines, &mut piece.bytes);
            }
            write(out, typed, &piece)?;
        }
        Ok(())
    }

    fn piece(&self, how: How, from: usize, to: usize, csv: Option<&CsvRows<'_>>) -> Piece {
        let mut piece = Piece { lines: Vec::new(), bytes: Vec::new(), tally: Tally::default() };
        let mut take = |row: usize, found: &[Found]| {
            // Of too many there is no need to know how many.
            if piece.lines.len() as u64 > self.max_rows {
                return;
            }
            piece.tally.pairs += found.len() as u64;
            piece.tally.left += usize::from(!found.is_empty());
            piece.tally.several += usize::from(found.len() > 1);
            piece.tally.tied += usize::from(found.iter().any(|f| f.tied));
            piece.tally.unable += usize::from(found.is_empty() && !self.finder.can_find(row));
            let alone = Line { left: Some(row as u32), right: None };
            match how {
                How::Left | How::Full | How::Anti if found.is_empty() => piece.lines.push(alone),
                How::Anti => {}
                // The partner is told to the tally and written by none.
                How::Semi if !found.is_empty() => piece.lines.push(alone),
                How::Semi => {}
                _ => piece.lines.extend(found.iter().map(|f| Line { left: Some(row as u32), right: Some(*f) })),
            }
        };
        self.finder.find(from..to, &mut Scratch::default(), &mut take);
        piece.tally.written = piece.lines.len() as u64;
        if let Some(csv) = csv {
            csv.rows(&piece.lines, &mut piece.bytes);
        }
        piece
    }

    fn too_many(&self, rows: u64) -> Error {
        let grouped = |n: u64| crate::scene::grouped(n);
        let what = format!(
            "about {} would come of {} and {}, more than --max-rows {}",
            counted(rows, "row"),
            grouped(self.left.len() as u64),
            grouped(self.right.len() as u64),
            grouped(self.max_rows)
        );
        let remedy = "narrow the window, or name more keys; or raise --max-rows";
        Error::Input(Notice::new(self.left.sheet.file.as_str(), what, remedy))
    }
}

impl Tally {
    fn absorb(&mut self, part: &Self) {
        self.pairs += part.pairs;
        self.left += part.left;
        self.unable += part.unable;
        self.several += part.several;
        self.tied += part.tied;
        self.written += part.written;
    }
}

fn write(out: &mut Out<'_>, typed: &mut TypedRows<'_>, piece: &Piece) -> Result<()> {
    match out {
        Out::Csv(to) => to.write_all(&piece.bytes).map_err(|why| unwritable(&why)),
        Out::Writer(writer) => piece.lines.iter().try_for_each(|line| typed.write(line, writer.as_mut())),
        Out::Count => Ok(()),
    }
}

fn unwritable(why: &std::io::Error) -> Error {
    let source = std::io::Error::new(why.kind(), why.to_string());
    Error::Io { path: "the joined rows".into(), doing: "cannot write", source }
}
