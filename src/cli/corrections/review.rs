//! The review sheet of a run. One that people have begun to fill in is theirs
//! and is not written over.

use std::path::Path;

use super::super::exit::Failure;
use super::super::outfile::Staging;
use crate::error::Notice;
use crate::format::review_row::ReviewRow;
use crate::format::tables;
use crate::incident::Incident;

/// The sheet's name.
const REVIEW: &str = "review.csv";
/// The columns that people fill in.
const OURS: [&str; 7] = ["decision", "field", "value", "coder", "second_decision", "second_coder", "note"];

/// Writes the sheet, unless the folder has one that is filled in; tells so then.
///
/// # Errors
/// When it cannot be written.
pub(in crate::cli) fn write(
    folder: &Path,
    staging: &mut Staging,
    incidents: &[Incident],
    force: bool,
) -> Result<Option<Notice>, Failure> {
    let path = folder.join(REVIEW);
    if !force && is_filled(&path) {
        let remedy = "move it beside the reports, give it with --corrections, and run again; --force writes over it";
        let what = "decisions are filled in; it was kept, and no new sheet written";
        return Ok(Some(Notice::new(path.to_string_lossy(), what, remedy)));
    }
    staging.write(REVIEW, |out| tables::write(out, ReviewRow::of(incidents)))?;
    Ok(None)
}

/// Whether any of the columns for people holds something.
fn is_filled(path: &Path) -> bool {
    let Ok((_, text)) = super::text_of(path) else { return path.exists() };
    let delimiter = crate::document::container::delimiter(&text);
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let Ok(header) = table.headers().cloned() else { return true };
    let ours: Vec<usize> = (0..header.len()).filter(|n| OURS.contains(&header[*n].trim())).collect();
    let filled = |row: csv::StringRecord| ours.iter().any(|n| row.get(*n).is_some_and(|cell| !cell.trim().is_empty()));
    // A row that cannot be read was written by a person.
    table.records().any(|row| row.map_or(true, filled))
}
