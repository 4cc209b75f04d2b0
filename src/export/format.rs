//! Which formats there are, and by which names.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::csv::Csv;
use super::fgb::FlatGeobuf;
use super::geojson::GeoJson;
use super::gpkg::GeoPackage;
use super::jsonl::JsonLines;
use super::kml::Kml;
use super::lines::{Encoder, LineWriter};
use super::parquet::GeoParquet;
use super::table::{Table, Writer};
use crate::error::{Error, Result};

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
    /// GeoPackage.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// GeoParquet.
    GeoParquet,
}

/// Where a file goes.
pub enum Sink<'w> {
    /// Bytes in a row; how messages name them.
    Stream(Box<dyn Write + Send + 'w>, PathBuf),
    /// A file that is not there yet, for formats that write here and there in
    /// it; how messages name it.
    File(PathBuf, PathBuf),
}

impl Format {
    /// Each with the endings of its files, the usual one first.
    pub const ALL: [(Self, &'static [&'static str]); 9] = [
        (Self::GeoJson, &["geojson", "json"]),
        (Self::GeoJsonSeq, &["geojsonl", "geojsons"]),
        (Self::Csv, &["csv"]),
        (Self::Tsv, &["tsv", "tab"]),
        (Self::JsonLines, &["jsonl", "ndjson"]),
        (Self::Kml, &["kml"]),
        (Self::GeoPackage, &["gpkg"]),
        (Self::FlatGeobuf, &["fgb"]),
        (Self::GeoParquet, &["parquet", "geoparquet"]),
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
        let (out, shown): (Box<dyn Write + Send + 'w>, PathBuf) = match sink {
            Sink::File(path, shown) if self == Self::GeoPackage => {
                return Ok(Box::new(GeoPackage::new(&path, shown, table)?));
            }
            Sink::File(path, shown) => {
                let file = File::create(path).map_err(|why| cannot_write(&shown, why))?;
                (Box::new(BufWriter::with_capacity(1 << 18, file)), shown)
            }
            Sink::Stream(out, shown) => (out, shown),
        };
        match self {
            Self::FlatGeobuf => return Ok(Box::new(FlatGeobuf::new(out, shown, table)?)),
            Self::GeoParquet => return Ok(Box::new(GeoParquet::new(out, shown, table)?)),
            _ => {}
        }
        let Some(encoder) = self.encoder(table) else {
            let why = "this format needs a file of its own";
            return Err(cannot_write(&shown, io::Error::new(io::ErrorKind::InvalidInput, why)));
        };
        Ok(Box::new(LineWriter::new(encoder, out, shown)))
    }

    /// The usual ending of its files.
    pub fn ending(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("", |(_, endings)| endings[0])
    }

    /// Whether it has rows and columns and no geometry.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }

    /// Whether QGIS looks for a style beside its files.
    pub fn takes_style(self) -> bool {
        matches!(self, Self::GeoJson | Self::FlatGeobuf | Self::GeoParquet)
    }

    /// Whether it can be written byte after byte, to standard output too.
    pub fn streams(self) -> bool {
        !matches!(self, Self::GeoPackage)
    }

    /// The encoder of a format of text.
    pub(super) fn encoder(self, table: &Table) -> Option<Box<dyn Encoder>> {
        Some(match self {
            Self::GeoJson => Box::new(GeoJson::new(table, false)),
            Self::GeoJsonSeq => Box::new(GeoJson::new(table, true)),
            Self::Csv => Box::new(Csv::new(table, b',')),
            Self::Tsv => Box::new(Csv::new(table, b'\t')),
            Self::JsonLines => Box::new(JsonLines::new(table)),
            Self::Kml => Box::new(Kml::new(table)),
            Self::GeoPackage | Self::FlatGeobuf | Self::GeoParquet => return None,
        })
    }
}

fn cannot_write(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_path_buf(), doing: "cannot write", source }
}
