//! The manifest: `file,published,source,url,archive_url,retrieved` for files
//! that lack them; the last two may be left out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::types::Report;
use super::csv::delimiter;
use super::{bad_day, day};
use crate::error::Notice;

/// What the manifest says of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestRow {
    /// The day of publication.
    pub published: Option<Date>,
    /// The publisher.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Where a copy of it is archived.
    pub archive_url: Option<String>,
    /// The day on which it was fetched.
    pub retrieved: Option<Date>,
}

/// A manifest, by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The rows by the file's path below the manifest's folder, with `/`.
    pub rows: BTreeMap<String, ManifestRow>,
    /// Dates that are none, rows without a file.
    pub notices: Vec<Notice>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When there is no column `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, Notice> {
        let text = text.trim_start_matches('\u{FEFF}');
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let header =
            reader.headers().map_err(|e| Notice::new(file, format!("no CSV: {e}"), "save it as CSV in UTF-8"))?;
        let columns: Vec<String> = header.iter().map(|h| h.trim().to_lowercase()).collect();
        let at = |name: &str| columns.iter().position(|c| c == name);
        let Some(file_at) = at("file") else {
            let what = format!("no column 'file'; the columns are: {}", columns.join(", "));
            return Err(Notice::new(file, what, "the header must be: file,published,source,url").at_line(1));
        };
        let mut manifest = Self::default();
        for (row, record) in (1u64..).zip(reader.records()) {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    manifest
                        .notices
                        .push(Notice::new(file, format!("broken row: {error}"), "check its quotes").at_line(row + 1));
                    continue;
                }
            };
            let line = record.position().map_or(row + 1, ::csv::Position::line);
            let cell = |at: Option<usize>| record.get(at?).map(str::trim).filter(|c| !c.is_empty());
            let Some(name) = cell(Some(file_at)) else {
                manifest.notices.push(Notice::new(file, "a row without a file", "name the file").at_line(line));
                continue;
            };
            let mut dated = |column: &str| {
                let written = cell(at(column))?;
                day(written).or_else(|| {
                    manifest.notices.push(bad_day(file, line, column, written));
                    None
                })
            };
            let (published, retrieved) = (dated("published"), dated("retrieved"));
            let text = |column: &str| cell(at(column)).map(str::to_owned);
            let (source, url, archive_url) = (text("source"), text("url"), text("archive_url"));
            let row = ManifestRow { published, source, url, archive_url, retrieved };
            if manifest.rows.insert(path(name), row).is_some() {
                let what = format!("'{name}' stands twice; the last row counts");
                manifest.notices.push(Notice::new(file, what, "keep one row").at_line(line));
            }
        }
        Ok(manifest)
    }

    /// Gives a report what the manifest says of the file `name`, where the
    /// report does not say it itself. Returns whether there was a row.
    pub fn apply(&self, name: &str, report: &mut Report) -> bool {
        let Some(row) = self.rows.get(&path(name)) else { return false };
        report.published = report.published.or(row.published);
        report.source = report.source.take().or_else(|| row.source.clone());
        report.url = report.url.take().or_else(|| row.url.clone());
        report.archive_url = report.archive_url.take().or_else(|| row.archive_url.clone());
        report.retrieved = report.retrieved.or(row.retrieved);
        true
    }
}

/// A path as the manifest writes it: `/` between, no `./` before.
fn path(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches("./").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fill_what_a_report_lacks() {
        let text = "file,published,source,url\n./a/one.txt,2022-08-04,Herald,\ntwo.txt,4 August,,\n";
        let manifest = Manifest::read("manifest.csv", text).unwrap();
        let mut report = Report { source: Some("Own".into()), ..Report::default() };
        assert!(manifest.apply("a/one.txt", &mut report));
        assert_eq!(report.published.unwrap().to_string(), "2022-08-04");
        assert_eq!(report.source.as_deref(), Some("Own"));
        assert!(manifest.notices[0].to_string().starts_with("manifest.csv:3: published '4 August' is no date"));
    }

    #[test]
    fn copies_and_the_day_of_fetching_come_along() {
        let text = "file,url,archive_url,retrieved\none.txt,,https://archive.example/1,2024-01-02\ntwo.txt,,,soon\n";
        let manifest = Manifest::read("manifest.csv", text).unwrap();
        let mut report = Report::default();
        assert!(manifest.apply("one.txt", &mut report));
        assert_eq!(report.archive_url.as_deref(), Some("https://archive.example/1"));
        assert_eq!(report.retrieved.unwrap().to_string(), "2024-01-02");
        let told: Vec<String> = manifest.notices.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("manifest.csv:3: retrieved 'soon' is no date"), "{told:?}");
    }

    #[test]
    fn a_missing_column_is_named() {
        assert!(Manifest::read("m.csv", "name,published\n").unwrap_err().what.contains("no column 'file'"));
    }
}
