//! Files that hold many reports: JSONL, CSV; and the manifest that says when
//! and where files were published. All work on text; who opens files is `cli`.

mod csv;
mod jsonl;
mod manifest;

use jiff::civil::Date;

pub use self::csv::{csv_reports, delimiter};
pub use jsonl::{BadLine, jsonl_report, jsonl_reports};
pub use manifest::{Manifest, ManifestRow};

use super::types::{Report, ReportFormat};
use crate::error::Notice;

/// What a container gave: its reports, and what was odd about it.
#[derive(Debug, Clone, Default)]
pub struct Contained {
    /// The reports, in order.
    pub reports: Vec<Report>,
    /// Lines that could not be read, dates that are none.
    pub notices: Vec<Notice>,
}

/// A day as tables give it: `YYYY-MM-DD`, with or without an hour after it.
fn day(written: &str) -> Option<Date> {
    let written = written.trim();
    let head = written.get(..10)?;
    let rest = written.get(10..)?;
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then(|| head.parse().ok()).flatten()
}

/// The notice about a day that is none.
fn bad_day(file: &str, line: u64, column: &str, written: &str) -> Notice {
    Notice::new(
        file,
        format!("{column} '{written}' is no date; the report is read without it"),
        "write it as YYYY-MM-DD",
    )
    .at_line(line)
}

/// The format of a text that comes without a file name.
fn sniff(text: &str) -> ReportFormat {
    let head = text.trim_start();
    let is_page = ["<!doctype html", "<html", "<head", "<body", "<article"]
        .iter()
        .any(|t| head.get(..t.len()).is_some_and(|h| h.eq_ignore_ascii_case(t)));
    if is_page { ReportFormat::Html } else { ReportFormat::Text }
}
