//! `correct`: one more line in a file of corrections, checked before it is
//! written, with the words by which the incident is found again.

use std::io::{self, Write as _};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::super::exit::{Code, Failure};
use super::super::outfile::write_whole;
use super::args::CorrectArgs;
use super::{shown, stored, text_of};
use crate::correct::{COLUMNS, Draft, Stands, Told, compile};
use crate::document::container::delimiter;
use crate::format::columns::harmless;
use crate::gazetteer::Gazetteer;

/// The cells of a line: column and text.
type Cells = Vec<(&'static str, String)>;

/// Runs the command.
///
/// # Errors
/// When an id is not known, a value wrong, or the file cannot be written;
/// nothing is written then.
pub(in crate::cli) fn run(arguments: &CorrectArgs, gazetteer: &Gazetteer) -> Result<Code, Failure> {
    let told = if arguments.ids.is_empty() { Vec::new() } else { stored::told(&arguments.folder)? };
    let mut lines: Vec<Cells> = Vec::new();
    for id in &arguments.ids {
        let incident = find(&told, id, &arguments.folder)?;
        for action in actions(arguments, incident, &told)? {
            lines.push([named(incident, id), action, signature(arguments)].concat());
        }
    }
    for alias in &arguments.alias {
        let action = vec![("action", "alias".to_owned()), ("value", alias.clone())];
        lines.push([action, signature(arguments)].concat());
    }
    lines.iter().try_for_each(|cells| check(cells, gazetteer))?;
    let path = arguments.file.as_path();
    let before = if path.exists() { text_of(path)?.1 } else { String::new() };
    write_whole(path, &appended(&before, &lines, path)?)?;
    let mut out = io::stdout().lock();
    let text: String = lines.iter().map(|cells| format!("{}: added {}\n", path.display(), summary(cells))).collect();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

fn cell<'c>(cells: &'c Cells, name: &str) -> &'c str {
    cells.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text.as_str())
}

fn summary(cells: &Cells) -> String {
    let parts = ["action", "field", "value"].map(|name| cell(cells, name)).into_iter().filter(|p| !p.is_empty());
    let what = parts.collect::<Vec<_>>().join(" ");
    match (cell(cells, "incident_id"), cell(cells, "report_id")) {
        ("", _) => harmless(&what),
        (id, report) => harmless(&format!("{what} for {id} ({report}: \"{}\")", cell(cells, "quote"))),
    }
}

fn find<'t>(told: &'t [Told], id: &str, folder: &Path) -> Result<&'t Told, Failure> {
    let found = told.iter().find(|t| t.ids.iter().any(|i| i == id));
    found.ok_or_else(|| {
        let remedy = "ids are the first column of incidents.csv and not_mapped.csv; --in names the folder of the run";
        Failure::new(format!("{}: no such incident in {} ({remedy})", harmless(id), folder.display()))
    })
}

/// The words by which an incident is found again: its main ones.
fn named(incident: &Told, id: &str) -> Cells {
    let mut cells = vec![("incident_id", id.to_owned())];
    if let Some((report, quote)) = incident.evidence.first().filter(|(_, quote)| !quote.is_empty()) {
        cells.extend([("report_id", report.clone()), ("quote", quote.clone())]);
    }
    cells
}

/// What is to be done with an incident, one line each.
fn actions(arguments: &CorrectArgs, incident: &Told, told: &[Told]) -> Result<Vec<Cells>, Failure> {
    let action = |name: &str| vec![("action", name.to_owned())];
    let mut all = Vec::new();
    for set in &arguments.set {
        let Some((field, value)) = set.split_once('=') else {
            return Err(Failure::usage(format!("--set {set}: no '=' (write FIELD=VALUE, as in killed_best=3)")));
        };
        let (field, value) = (field.trim().to_owned(), value.trim().to_owned());
        all.push([action("set"), vec![("field", field), ("value", value)]].concat());
    }
    if arguments.drop {
        all.push(action("drop"));
    }
    if let Some(other) = &arguments.merge {
        all.push(
            [action("merge"), vec![("value", other_incident(other, incident, told, &arguments.folder)?)]].concat(),
        );
    }
    if let Some(report) = &arguments.split {
        all.push([action("split"), vec![("value", report_of(report, incident)?)]].concat());
    }
    if arguments.confirm {
        all.push(action("confirm"));
    }
    Ok(all)
}

/// The other incident by its words, so that the line holds when ids change.
fn other_incident(other: &str, incident: &Told, told: &[Told], folder: &Path) -> Result<String, Failure> {
    if other.contains('|') {
        return Ok(other.to_owned());
    }
    let found = find(told, other, folder)?;
    if std::ptr::eq(found, incident) {
        return Err(Failure::new(format!("{other}: cannot be merged with itself (name another incident)")));
    }
    let words = found.evidence.first().filter(|(report, quote)| !quote.is_empty() && !report.contains('|'));
    Ok(words.map_or_else(|| other.to_owned(), |(report, quote)| format!("{report}|{quote}")))
}

/// A report that an incident is told by, beside others.
fn report_of(report: &str, incident: &Told) -> Result<String, Failure> {
    let mut reports: Vec<&str> = incident.evidence.iter().map(|(report, _)| report.as_str()).collect();
    reports.dedup();
    match (reports.contains(&report), reports.len()) {
        (true, 2..) => Ok(report.to_owned()),
        (true, _) => Err(Failure::new(format!("{report}: tells the incident alone; there is nothing to split"))),
        (false, _) => {
            Err(Failure::new(format!("{report}: does not tell the incident (its reports: {})", reports.join(", "))))
        }
    }
}

fn signature(arguments: &CorrectArgs) -> Cells {
    // The clock is no part of what is read: a correction has the day on which it was made.
    let when = arguments.when.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![("who", given(&arguments.who)), ("when", when.to_string()), ("why", given(&arguments.why))]
}

/// Reads a line as it will be read.
fn check(cells: &Cells, gazetteer: &Gazetteer) -> Result<(), Failure> {
    let filled = cells.iter().filter(|(_, text)| !text.trim().is_empty());
    let cells = filled.map(|(name, text)| ((*name).to_owned(), text.trim().to_owned(), (*name).to_owned())).collect();
    let draft = Draft { at: Stands { file: "the correction".into(), line: 1 }, cells };
    match compile(&draft, gazetteer).1.into_iter().next() {
        Some(fault) => Err(Failure::new(format!("{} ({}); nothing was written", fault.what, fault.remedy))),
        None => Ok(()),
    }
}

/// The file with the lines at its end, in its own columns.
fn appended(before: &str, lines: &[Cells], path: &Path) -> Result<String, Failure> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson")) {
        let objects = lines.iter().map(|cells| {
            let filled = cells.iter().filter(|(_, text)| !text.is_empty());
            let object: Map<String, Value> = filled.map(|(k, v)| ((*k).to_owned(), v.as_str().into())).collect();
            format!("{}\n", Value::Object(object))
        });
        return Ok(format!("{before}{}{}", line_end(before), objects.collect::<String>()));
    }
    let new = before.trim_start_matches('\u{feff}').trim().is_empty();
    let text = if new { COLUMNS.join(",") + "\n" } else { before.to_owned() };
    let delimiter = delimiter(text.trim_start_matches('\u{feff}'));
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let broken = |why: &dyn std::fmt::Display| Failure::new(format!("{}: {why}", path.display()));
    let header: Vec<String> = reader.headers().map_err(|why| broken(&why))?.iter().map(column).collect();
    let ends = if text.contains("\r\n") { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(ends).from_writer(Vec::new());
    for cells in lines {
        let lacks = cells.iter().find(|(name, text)| !text.is_empty() && !header.iter().any(|h| h == name));
        if let Some((name, _)) = lacks {
            let message =
                format!("{}:1: no column {name} (add it to the header, or choose another --file)", shown(path));
            return Err(Failure::new(message));
        }
        writer.write_record(header.iter().map(|name| cell(cells, name))).map_err(|why| broken(&why))?;
    }
    let rows = String::from_utf8(writer.into_inner().map_err(|why| broken(&why))?).map_err(|why| broken(&why))?;
    Ok(format!("{text}{}{rows}", line_end(&text)))
}

fn column(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().to_lowercase()
}

fn line_end(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') { "" } else { "\n" }
}
