//! `extract`, and `places` on JSON Lines: a pure line filter. One line out per line in, in
//! order, the id untouched; a line that cannot be read gives its error and the
//! rest goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::args::StreamArgs;
use super::exit::{Code, Failure};
use super::lines::{Line, Lines};
use super::queries::PlacesArgs;
use crate::document::container::jsonl_report;
use crate::document::{Document, Report};
use crate::error::Notice;
use crate::format::stream::{ErrorLine, ExtractLine, PlacesLine, StreamIncident, StreamToponym};
use crate::gazetteer::Gazetteer;
use crate::geoparse::Toponym;
use crate::pipeline::{CodedReport, Context, in_chunks, read_places, read_report};

/// Runs `extract`.
///
/// # Errors
/// When the input cannot be opened, or standard output not be written.
pub(super) fn extract(arguments: &StreamArgs, gazetteer: Gazetteer) -> Result<Code, Failure> {
    run(&arguments.input, (gazetteer, arguments.date), |id, report, context| {
        read_report(report, context).map(|read| incidents_line(id, &read))
    })
}

/// Runs `places` on JSON Lines, as a filter.
///
/// # Errors
/// As [`extract`].
pub(super) fn places(input: &str, arguments: &PlacesArgs, gazetteer: Gazetteer) -> Result<Code, Failure> {
    if arguments.roles {
        return run(input, (gazetteer, arguments.date), |id, report, context| {
            read_report(report, context).map(|read| places_line(id, &read.document, &read.toponyms))
        });
    }
    run(input, (gazetteer, arguments.date), |id, report, context| {
        read_places(report, context).map(|read| places_line(id, &read.document, &read.toponyms))
    })
}

fn run(name: &str, (gazetteer, date): (Gazetteer, Option<Date>), read: impl Read) -> Result<Code, Failure> {
    let input = open(name)?;
    let context = Context::new(gazetteer, date)?;
    filter(input, name, |line| answer(line, &read, &context))
}

/// What makes a line of output of a report.
trait Read: Fn(&Value, Report, &Context) -> Result<Vec<u8>, Box<Notice>> + Sync {}
impl<F: Fn(&Value, Report, &Context) -> Result<Vec<u8>, Box<Notice>> + Sync> Read for F {}

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

fn answer(line: &Line, read: &impl Read, context: &Context) -> Vec<u8> {
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
    read(&id, report, context).unwrap_or_else(|notice| as_error(&id, &notice))
}

fn incidents_line(id: &Value, read: &CodedReport) -> Vec<u8> {
    as_line(&ExtractLine {
        id,
        published: read.anchor.date,
        published_basis: read.anchor.basis,
        incidents: read.incidents.iter().map(StreamIncident::new).collect(),
        extra: &read.document.report.extra,
    })
}

fn places_line(id: &Value, document: &Document, toponyms: &[Toponym]) -> Vec<u8> {
    as_line(&PlacesLine {
        id,
        toponyms: toponyms.iter().map(|t| StreamToponym::new(document, t)).collect(),
        extra: &document.report.extra,
    })
}
