//! The two sides of a join: read, and what was odd in them told and kept.

use std::fs::File;
use std::io::{BufRead as _, BufReader, stdin};
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::super::input_rows::InputRows;
use super::super::outfile::Staging;
use super::super::rejects::Rejects;
use super::super::rows::rows_of;
use super::super::say::Voice;
use crate::dataset::{Cutter, Reading, Rows};
use crate::export::{Format, Plan, Sink, copy};
use crate::format::table::guarded;

/// How files of `SQLite` begin.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Reads both sides, at once.
///
/// # Errors
/// Where one cannot be read or lacks a column that is named.
pub(super) fn read_both(names: [&str; 2], how: [Reading; 2], voice: Voice) -> Result<(Rows, Rows), Failure> {
    let [left, right] = how;
    let (left, right) = rayon::join(|| read(names[0], left), || read(names[1], right));
    let (left, right) = (left?, right?);
    voice.warnings("warning: ", &left.sheet.notices);
    voice.warnings("warning: ", &right.sheet.notices);
    Ok((left, right))
}

/// Reads a side.
///
/// # Errors
/// Where it cannot be read or lacks a column that is named.
pub(super) fn read(name: &str, how: Reading) -> Result<Rows, Failure> {
    Ok(if name == "-" {
        Rows::read(&mut stdin().lock(), "-", &how)?
    } else {
        let path = rows_of(Path::new(name))?;
        let unreadable = |why: &std::io::Error| Failure::io(&path, "cannot read", why);
        let file = File::open(&path).map_err(|why| unreadable(&why))?;
        let bytes = file.metadata().map_err(|why| unreadable(&why))?.len();
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let head = reader.fill_buf().map_err(|why| unreadable(&why))?;
        let lines = path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson");
        if head.starts_with(DATABASE) || lines {
            let table = as_table(&path.to_string_lossy(), &how)?;
            Rows::read(&mut &table[..], &path.to_string_lossy(), &Reading { bytes: table.len() as u64, ..how })?
        } else {
            Rows::read(&mut reader, &path.to_string_lossy(), &Reading { bytes, ..how })?
        }
    })
}

/// A GeoPackage or JSON Lines as a table, with coordinates in columns.
fn as_table(name: &str, how: &Reading) -> Result<Vec<u8>, Failure> {
    let mut input = InputRows::open(name, None, false)?;
    let mut survey = input.survey(&how.wanted)?;
    let plan = Plan::new(&mut survey, "rows", Format::Csv);
    let mut table = Vec::new();
    let sink = Sink::Stream(Box::new(&mut table), PathBuf::from(name));
    let mut rejects = Rejects::new(name);
    input.with(|source| copy(source, (&survey, &plan), (Format::Csv, sink), |reject| rejects.add(reject)))?;
    Ok(table)
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
