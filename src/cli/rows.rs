//! Files of rows on the command line: which columns to take, and reading them.

use std::fs::File;
use std::io::{BufReader, stdin};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Failure;
use super::say::Voice;
use crate::dataset::{Dataset, Wanted};

/// Which columns tell place and time.
#[derive(Debug, Clone, Args)]
pub(super) struct ColumnArgs {
    /// Column with the latitude (or with both coordinates) [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    lat: Option<String>,
    /// Column with the longitude [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    lon: Option<String>,
    /// Column with the day, or the first of several [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
}

impl ColumnArgs {
    /// What is asked of a file's columns.
    pub(super) fn wanted(&self, points: bool) -> Wanted {
        let (lat, lon, date) = (self.lat.clone(), self.lon.clone(), self.date.clone());
        Wanted { lat, lon, date, points, ..Wanted::default() }
    }
}

/// Files of rows, and which columns to take.
#[derive(Debug, Clone, Args)]
pub(super) struct RowsArgs {
    /// ACLED exports, UCDP GED, our own incidents.csv or .geojson, any CSV, TSV or GeoJSON; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<String>,
    #[command(flatten)]
    columns: ColumnArgs,
    /// Column that decides the size: deaths or any number [default: the deaths]
    #[arg(long, value_name = "COLUMN")]
    size: Option<String>,
    /// Column that decides the colour [default: the type of event]
    #[arg(long, value_name = "COLUMN")]
    color: Option<String>,
}

impl RowsArgs {
    /// Takes this column for the size.
    pub(super) fn set_size(&mut self, column: &str) {
        self.size = Some(column.to_owned());
    }

    /// Reads the files; `points` says that rows without coordinates are of no
    /// use.
    ///
    /// # Errors
    /// Where a file cannot be read, or lacks a column.
    pub(super) fn read(&self, points: bool, voice: Voice) -> Result<Dataset, Failure> {
        let mut dataset =
            Dataset::new(Wanted { size: self.size.clone(), color: self.color.clone(), ..self.columns.wanted(points) });
        for name in &self.files {
            if name == "-" {
                dataset.read(&mut stdin().lock(), "-")?;
                continue;
            }
            let path = rows_of(Path::new(name))?;
            let file = File::open(&path).map_err(|why| Failure::io(&path, "cannot read", &why))?;
            dataset.read(&mut BufReader::with_capacity(1 << 16, file), &path.to_string_lossy())?;
        }
        voice.warnings("warning: ", dataset.notices());
        Ok(dataset)
    }

    /// The name of a picture of the files in the current folder.
    pub(super) fn picture_name(&self, what: &str) -> String {
        let first = self.files.first().filter(|f| *f != "-");
        let stem = first.map_or("standard-input", |file| crate::dataset::stem(file));
        format!("{stem}-{what}.png")
    }
}

/// A file itself; of a run's folder, its incidents.
///
/// # Errors
/// Where a folder is not one of ours.
pub(super) fn rows_of(path: &Path) -> Result<PathBuf, Failure> {
    let inside = path.join("incidents.geojson");
    if path.is_dir() && !inside.exists() {
        let remedy = "name the files in it, or a folder that Dateline wrote";
        return Err(Failure::usage(format!("{}: a folder without incidents.geojson ({remedy})", path.display())));
    }
    let lines = path.extension().is_some_and(|e| e == "jsonl");
    let beside = path.with_file_name("incidents.geojson");
    Ok(if path.is_dir() {
        inside
    } else if lines && path.file_name().is_some_and(|n| n == "incidents.jsonl") && beside.exists() {
        // The same incidents, with their points as GeoJSON has them.
        beside
    } else {
        path.to_path_buf()
    })
}
