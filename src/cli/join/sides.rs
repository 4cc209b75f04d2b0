//! The two sides of a join: read, and what was odd in them told and kept.

use std::fs::File;
use std::io::{BufReader, stdin};
use std::path::Path;

use super::super::exit::Failure;
use super::super::outfile::Staging;
use super::super::rows::rows_of;
use super::super::say::Voice;
use crate::dataset::{Cutter, Reading, Rows};
use crate::format::table::guarded;

/// Reads a side.
///
/// # Errors
/// Where it cannot be read or lacks a column that is named.
pub(super) fn read(name: &str, how: Reading, voice: Voice) -> Result<Rows, Failure> {
    let rows = if name == "-" {
        Rows::read(&mut stdin().lock(), "-", &how)?
    } else {
        let path = rows_of(Path::new(name))?;
        let unreadable = |why: &std::io::Error| Failure::io(&path, "cannot read", why);
        let file = File::open(&path).map_err(|why| unreadable(&why))?;
        let bytes = file.metadata().map_err(|why| unreadable(&why))?.len();
        Rows::read(&mut BufReader::with_capacity(1 << 16, file), &path.to_string_lossy(), &Reading { bytes, ..how })?
    };
    voice.warnings("warning: ", &rows.sheet.notices);
    Ok(rows)
}

/// Writes the rows of a side that have faults, with line and reason.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn write_rejects(rows: &Rows, name: &str, staging: &mut Staging) -> Result<(), Failure> {
    if rows.faults.is_empty() {
        return Ok(());
    }
    staging.write(name, |out| {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        writer.write_record(["line", "why"].into_iter().chain(rows.header.iter().map(String::as_str)))?;
        let mut cutter = Cutter::default();
        for fault in &rows.faults {
            let why: Vec<&str> = rows
                .sheet
                .notices
                .iter()
                .filter(|notice| notice.line == Some(fault.line))
                .map(|notice| notice.what.as_str())
                .collect();
            writer.write_field(fault.line.to_string())?;
            writer.write_field(why.join("; "))?;
            let row = rows.cut(fault.row as usize, &mut cutter);
            let cells: Vec<String> = (0..row.len()).map(|n| guarded(&row.cell(n)).into_owned()).collect();
            writer.write_record(&cells)?;
        }
        writer.flush()
    })
}
