//! What `-o` means: a folder, one file, or standard output.

use std::path::PathBuf;

use super::exit::Failure;
use super::outfile::Staging;
use super::picture_args::PictureArgs;
use super::pictures::PictureKind;
use crate::export::Format;
use crate::format::incident_row::IncidentRow;
use crate::format::table::Row;

/// The forms that one file can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// GeoJSON.
    GeoJson,
    /// CSV.
    Csv,
    /// JSON Lines, nested.
    JsonLines,
    /// The map as a picture.
    Picture(PictureKind),
    /// Another format of rows.
    Table(Format),
}

/// Endings that cannot be written but are no folder's name either.
const OTHER_FILES: [&str; 5] = ["kmz", "shp", "xlsx", "qgz", "txt"];

/// Where the output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A folder, everything.
    Folder(PathBuf),
    /// One file.
    File {
        /// As named.
        path: PathBuf,
        /// Its last part.
        name: String,
        /// Its form.
        kind: FileKind,
    },
    /// Standard output, GeoJSON.
    Stdout,
}

impl Target {
    /// What an argument of `-o` means.
    ///
    /// # Errors
    /// When it is the name of a file in a form that is not written.
    pub(super) fn of(argument: &str) -> Result<Self, Failure> {
        if argument == "-" {
            return Ok(Self::Stdout);
        }
        let path = PathBuf::from(argument);
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let kind = match ending.as_deref() {
            Some("geojson" | "json") => FileKind::GeoJson,
            Some("csv") => FileKind::Csv,
            Some("jsonl" | "ndjson") => FileKind::JsonLines,
            Some("png") => FileKind::Picture(PictureKind::Png),
            Some("svg") => FileKind::Picture(PictureKind::Svg),
            Some("pdf") => FileKind::Picture(PictureKind::Pdf),
            Some(other) if OTHER_FILES.contains(&other) => {
                let message = format!(
                    "-o {argument}: .{other} is not written as a single file (a folder, NAME.geojson, NAME.csv, NAME.jsonl, NAME.gpkg, NAME.fgb, NAME.parquet, NAME.kml, NAME.png, NAME.svg or NAME.pdf is)"
                );
                return Err(Failure::usage(message));
            }
            _ => match Format::of(&path) {
                Some(format) => FileKind::Table(format),
                None => return Ok(Self::Folder(path)),
            },
        };
        if path.is_dir() || argument.ends_with('/') {
            return Ok(Self::Folder(path));
        }
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::File { path, name, kind })
    }

    /// Refuses options of pictures that would have nothing to do here.
    ///
    /// # Errors
    /// When one of them was given.
    pub(super) fn takes(&self, pictures: &PictureArgs) -> Result<(), Failure> {
        let message = match (self, pictures.asked()) {
            (Self::Folder(_), _) | (_, None) => return Ok(()),
            (Self::File { kind: FileKind::Picture(_), .. }, Some(option @ ("--svg" | "--pdf"))) => {
                format!(
                    "{option} writes more files beside the PNG; give a folder with -o, or that one file's name alone"
                )
            }
            (Self::File { kind: FileKind::Picture(_), .. }, Some(_)) => return Ok(()),
            (_, Some(option)) => {
                format!("{option} is for pictures; give a folder, NAME.png, NAME.svg or NAME.pdf with -o")
            }
        };
        Err(Failure::usage(message))
    }

    /// Opens it for writing; standard output stages nothing.
    ///
    /// # Errors
    /// When it is someone else's or cannot be written.
    pub(super) fn open(&self, force: bool) -> Result<Staging, Failure> {
        match self {
            Self::Folder(folder) => Staging::folder(folder, force),
            Self::File { path, kind: FileKind::Table(format), .. } => Staging::rows(path, force, *format),
            Self::File { path, kind, .. } => Staging::file(path, force, |bytes| is_ours(*kind, bytes)),
            Self::Stdout => Ok(Staging::nowhere()),
        }
    }
}

/// Whether a file begins as Dateline's own do.
fn is_ours(kind: FileKind, bytes: &[u8]) -> bool {
    let columns = IncidentRow::COLUMNS;
    let names = |n: usize| columns.iter().take(n).map(|c| c.name);
    match kind {
        FileKind::GeoJson => {
            bytes.starts_with(b"{\"type\":\"FeatureCollection\",\"name\":\"incidents\",\"features\":[")
        }
        FileKind::Csv => bytes.starts_with(names(5).collect::<Vec<_>>().join(",").as_bytes()),
        FileKind::JsonLines => {
            let first = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
            bytes.is_empty() || (first.starts_with(b"{\"id\":\"") && names(3).all(|n| contains(first, n)))
        }
        // Pictures carry no mark of their maker that others may not carry too.
        FileKind::Picture(_) | FileKind::Table(_) => false,
    }
}

fn contains(bytes: &[u8], name: &str) -> bool {
    memchr::memmem::find(bytes, format!("\"{name}\":").as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_ending_means_one_file() {
        assert!(matches!(Target::of("a/map.GeoJSON"), Ok(Target::File { kind: FileKind::GeoJson, .. })));
        assert!(matches!(Target::of("a.csv"), Ok(Target::File { kind: FileKind::Csv, .. })));
        assert!(matches!(Target::of("a.svg"), Ok(Target::File { kind: FileKind::Picture(PictureKind::Svg), .. })));
        assert!(matches!(Target::of("out/v1.2"), Ok(Target::Folder(_))));
        assert!(matches!(Target::of("out.csv/"), Ok(Target::Folder(_))));
        assert!(matches!(Target::of("-"), Ok(Target::Stdout)));
        assert!(matches!(Target::of("map.gpkg"), Ok(Target::File { kind: FileKind::Table(Format::GeoPackage), .. })));
        assert!(Target::of("map.shp").is_err());
    }
}
