//! Which formats there are, and by which names.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::csv::Csv;
use super::geojson::GeoJson;
use super::jsonl::JsonLines;
use super::kml::Kml;
use super::lines::{Encoder, LineWriter};
use super::table::{Table, Writer};
use crate::error::Result;

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON, a collection.
    GeoJson,
    /// GeoJSON, a feature a line.
    GeoJsonSeq,
    /// CSV.
    Csv,
    /// The same parted by tabs.
    Tsv,
    /// JSON Lines.
    JsonLines,
    /// KML.
    Kml,
}

/// Where a file goes.
pub enum Sink<'w> {
    /// Bytes in a row; how messages name them.
    Stream(Box<dyn Write + 'w>, PathBuf),
}

impl Format {
    /// Each with the endings of its files, the usual one first.
    pub const ALL: [(Self, &'static [&'static str]); 6] = [
        (Self::GeoJson, &["geojson", "json"]),
        (Self::GeoJsonSeq, &["geojsonl", "geojsons"]),
        (Self::Csv, &["csv"]),
        (Self::Tsv, &["tsv", "tab"]),
        (Self::JsonLines, &["jsonl", "ndjson"]),
        (Self::Kml, &["kml"]),
    ];

    /// The format that a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map(|(format, _)| *format)
    }

    /// Opens a file for the rows of a table.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) where it cannot be written.
    pub fn open<'w>(self, sink: Sink<'w>, table: &Table) -> Result<Box<dyn Writer + 'w>> {
        let encoder: Box<dyn Encoder> = match self {
            Self::GeoJson => Box::new(GeoJson::new(table, false)),
            Self::GeoJsonSeq => Box::new(GeoJson::new(table, true)),
            Self::Csv => Box::new(Csv::new(table, b',')),
            Self::Tsv => Box::new(Csv::new(table, b'\t')),
            Self::JsonLines => Box::new(JsonLines::new(table)),
            Self::Kml => Box::new(Kml::new(table)),
        };
        let Sink::Stream(out, path) = sink;
        Ok(Box::new(LineWriter::new(encoder, out, path)))
    }
}
