//! Some hundred kilobytes of whole rows, and the rows in them.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::cut::is_sound;
use super::features;
use super::row::{Cells, Ground, Held, Names, Row};
use crate::dataset::transcode::lossy;
use crate::text::counted;

/// Whole rows.
#[derive(Debug)]
pub struct Block {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its number among the blocks of the file, from 0.
    pub number: usize,
    pub(super) content: Content,
}

/// How they are held.
#[derive(Debug)]
pub(super) enum Content {
    /// Records of a table.
    Table { bytes: Vec<u8>, delimiter: u8, columns: usize },
    /// A line of a table whose quote is never closed.
    Unclosed(Vec<u8>),
    /// Values of JSON one after another: where each ends and its line.
    Json {
        bytes: Vec<u8>,
        ends: Vec<(usize, u64)>,
        /// Whether they are features.
        features: bool,
    },
    /// Rows of a database.
    Rows(Vec<(Vec<Held<'static>>, Ground)>),
}

/// Why a row of a table is none.
const RAGGED: &str =
    "give every row as many cells as the header has; a quote or a line end inside a cell needs quotes around it";

const UNCLOSED: &str = "an earlier quote may not be closed; close it, or write two for one inside a cell";

impl Block {
    /// Gives each row to `take`; names that are new are added to `names`.
    /// Returns how many there were, and whether cells were not UTF-8.
    pub fn rows(&self, names: &mut Names, take: &mut dyn FnMut(&Row<'_>)) -> (u64, bool) {
        match &self.content {
            Content::Table { bytes, delimiter, columns } => table(bytes, *delimiter, *columns, take),
            Content::Unclosed(line) => {
                let record = StringRecord::from(vec![&*lossy(line)]);
                let why = "a quote is opened here and never closed".to_owned();
                let broken = Some((why, "close the quote, or write two for one inside a cell"));
                let cells = Cells::Record(&record);
                take(&Row { cells, ground: Ground::NotGiven, raw: line, number: 0, broken });
                (1, false)
            }
            Content::Json { bytes, ends, features } => features::rows((bytes, ends, *features), names, take),
            Content::Rows(rows) => {
                for (number, (cells, ground)) in (0..).zip(rows) {
                    let mut cells = Cow::Borrowed(cells);
                    for n in &names.mixed {
                        if let Some(cell) = cells.to_mut().get_mut(*n) {
                            cell.be_text();
                        }
                    }
                    let (cells, ground) = (Cells::Held(&cells), ground.clone());
                    take(&Row { cells, ground, raw: b"", number, broken: None });
                }
                (rows.len() as u64, false)
            }
        }
    }

    /// The line of a row of this block.
    pub fn line_of(&self, row: &Row<'_>) -> u64 {
        match &self.content {
            Content::Table { bytes, .. } => {
                let begin = (row.raw.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize).min(bytes.len());
                self.line + memchr::memchr_iter(b'\n', &bytes[..begin]).count() as u64
            }
            Content::Unclosed(_) => self.line,
            Content::Json { ends, .. } => ends.get(row.number as usize).map_or(self.line, |(_, line)| *line),
            Content::Rows(_) => self.line + row.number,
        }
    }
}

fn table(bytes: &[u8], delimiter: u8, columns: usize, take: &mut dyn FnMut(&Row<'_>)) -> (u64, bool) {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
    let mut bytes_of = ByteRecord::new();
    let (mut number, mut strange) = (0, false);
    let mut begin = 0;
    // A slice can always be read on.
    while reader.read_byte_record(&mut bytes_of).unwrap_or(false) {
        let end = (reader.position().byte() as usize).min(bytes.len());
        let raw = &bytes[begin..end];
        // Blank lines before a record, and of CRLF the half that is read late.
        let raw = &raw[raw.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count()..];
        begin = end;
        if bytes_of.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let record = StringRecord::from_byte_record(std::mem::take(&mut bytes_of)).unwrap_or_else(|odd| {
            strange = true;
            odd.into_byte_record().iter().map(lossy).collect()
        });
        let more = record.iter().skip(columns).any(|cell| !cell.trim_ascii().is_empty());
        let broken = if record.len() < columns || more {
            Some((format!("{} where the header has {columns}", counted(record.len() as u64, "cell")), RAGGED))
        } else if is_sound(raw, delimiter) {
            None
        } else {
            Some(("text follows a closing quote".to_owned(), UNCLOSED))
        };
        take(&Row { cells: Cells::Record(&record), ground: Ground::NotGiven, raw, number, broken });
        number += 1;
        bytes_of = record.into_byte_record();
    }
    (number, strange)
}
