//! `extract` and `places`: a pure line filter. One line out per line in, in
//! order, the id untouched; a line that cannot be read gives its error and the
//! rest goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use serde::Serialize;
use serde_json::Value;

use super::args::StreamArgs;
use super::exit::{Code, Failure};
use super::lines::{Line, Lines};
use crate::document::container::jsonl_report;
use crate::error::Notice;
use crate::format::stream::{ErrorLine, ExtractLine, PlacesLine, StreamIncident, StreamToponym};
use crate::pipeline::{CodedReport, Context, in_chunks, read_report};

/// Which stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// Incidents.
    Extract,
    /// Place names.
    Places,
}

/// Runs the command.
///
/// # Errors
/// When the input cannot be opened, or standard output not be written.
pub(super) fn run(stream: Stream, arguments: &StreamArgs) -> Result<Code, Failure> {
    let input = open(&arguments.input)?;
    let context = Context::embedded(arguments.date)?;
    filter(input, &arguments.input, |line| answer(stream, line, &context))
}

/// Opens the input of a stream.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn open(name: &str) -> Result<Box<dyn BufRead>, Failure> {
    if name == "-" {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin())));
    }
    let path = std::path::Path::new(name);
    let file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// Sends each line through `answer`, on all threads, and writes the answers in
/// the order of the lines.
///
/// # Errors
/// When the input breaks off, or standard output cannot be written.
pub(super) fn filter(
    input: impl BufRead,
    name: &str,
    answer: impl Fn(&Line) -> Vec<u8> + Sync,
) -> Result<Code, Failure> {
    let mut broken = None;
    let lines = Lines::new(input).map_while(|line| line.map_err(|why| broken = Some(why)).ok());
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = in_chunks(lines, |line| line.bytes.len(), |line| answer(&line), |text| out.write_all(&text));
    written.and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    match broken {
        Some(why) => Err(Failure::io(std::path::Path::new(name), "cannot read on", &why)),
        None => Ok(Code::Ok),
    }
}

/// A JSON value as a line.
pub(super) fn as_line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

/// The line for a record that could not be read.
pub(super) fn as_error(id: &Value, notice: &Notice) -> Vec<u8> {
    let remedy = if notice.remedy.is_empty() { String::new() } else { format!(" ({})", notice.remedy) };
    as_line(&ErrorLine { id, error: &format!("{}{remedy}", notice.what) })
}

fn answer(stream: Stream, line: &Line, context: &Context) -> Vec<u8> {
    let number = Value::from(line.number.to_string());
    let text = match line.text("") {
        Ok((text, _)) => text,
        Err(notice) => return as_error(&number, &notice),
    };
    // What is odd about a record that is read all the same has no place in
    // the stream; the answer shows it (`published: null`).
    let report = match jsonl_report("", line.number, &text) {
        Ok((report, _)) => report,
        Err(bad) => return as_error(&bad.id, &bad.notice),
    };
    let id = if report.id_number { report.id.parse().unwrap_or(number) } else { Value::from(report.id.clone()) };
    // Place names need the whole reading too: it gives them their roles.
    match read_report(report, context) {
        Ok(read) if stream == Stream::Extract => extract(&id, &read),
        Ok(read) => places(&id, &read),
        Err(notice) => as_error(&id, &notice),
    }
}

fn extract(id: &Value, read: &CodedReport) -> Vec<u8> {
    as_line(&ExtractLine {
        id,
        published: read.anchor.date,
        published_basis: read.anchor.basis,
        incidents: read.incidents.iter().map(StreamIncident::new).collect(),
        extra: &read.document.report.extra,
    })
}

fn places(id: &Value, read: &CodedReport) -> Vec<u8> {
    as_line(&PlacesLine {
        id,
        toponyms: read.toponyms.iter().map(|t| StreamToponym::new(&read.document, t)).collect(),
        extra: &read.document.report.extra,
    })
}
