//! `explain`: why an incident reads as it does, from a report or from what a
//! run stored.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::queries::ExplainArgs;
use super::reader::Reader;
use super::run_folder::{FOLDER, is_id, not_there, open};
use super::say::Voice;
use super::sources;
use super::stream::as_line;
use crate::error::Notice;
use crate::format::columns::harmless;
use crate::format::explain::rejected;
use crate::format::read_back::Stored;
use crate::pipeline::{Context, Explained, ToldReport, explain_reports};

/// Runs the command.
///
/// # Errors
/// When nothing can be read, an id is not known, or standard output not be
/// written.
pub(super) fn run(arguments: &ExplainArgs, data: &DataArgs, voice: Voice) -> Result<Code, Failure> {
    let stored = |a: &&String| arguments.folder.is_some() || is_id(a) && !Path::new(a.as_str()).exists();
    let (ids, reports): (Vec<&String>, Vec<&String>) = arguments.what.iter().partition(stored);
    if !ids.is_empty() && !reports.is_empty() {
        let remedy = "explain ids and reports one after another";
        return Err(Failure::usage(format!("{} is an id, {} a report ({remedy})", ids[0], reports[0])));
    }
    let mut page = Page { out: anstream::stdout().lock(), json: arguments.json, incidents: 0, parts: 0 };
    if reports.is_empty() {
        let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
        for stored in find(&folder, &ids)? {
            page.incident(&stored)?;
        }
        page.finish()?;
        return Ok(Code::Ok);
    }
    let reports: Vec<String> = reports.into_iter().cloned().collect();
    from_reports(&reports, arguments, data, voice, page)
}

/// The incidents of these ids, in the order asked for.
fn find(folder: &Path, ids: &[&String]) -> Result<Vec<Stored>, Failure> {
    let (path, lines) = open(folder, "name the folder of a run with --in")?;
    let mut found: Vec<Option<Stored>> = vec![None; ids.len()];
    for (number, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|why| Failure::io(&path, "cannot read on", &why))?;
        if !ids.iter().any(|id| line.contains(id.as_str())) {
            continue;
        }
        let stored = Stored::parse(&line).map_err(|why| {
            Failure::new(format!("{}: line {number}: {why} (make it anew with `dateline`)", path.display()))
        })?;
        for (id, place) in ids.iter().zip(&mut found) {
            if stored.id() == id.as_str() {
                *place = Some(stored.clone());
            }
        }
    }
    let unknown: Vec<&str> = ids.iter().zip(&found).filter(|(_, f)| f.is_none()).map(|(id, _)| id.as_str()).collect();
    if unknown.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(not_there(&path, &unknown)) }
}

fn from_reports(
    reports: &[String],
    arguments: &ExplainArgs,
    data: &DataArgs,
    voice: Voice,
    mut page: Page<impl Write>,
) -> Result<Code, Failure> {
    let sources = sources::find(reports, arguments.manifest.as_deref())?;
    if sources.files.is_empty() {
        let told: Vec<String> = sources.not_read.iter().map(ToString::to_string).collect();
        return Err(Failure::new(told.join("\n")));
    }
    let context = Context::new(data.open(voice)?.gazetteer, arguments.date)?;
    let (mut not_read, mut odd): (Vec<Notice>, Vec<Notice>) = (Vec::new(), Vec::new());
    let mut read = 0;
    explain_reports(Reader::new(sources), &context, |explained| {
        match explained {
            Explained::Read(told) => {
                read += 1;
                page.report(&told, arguments.missed)?;
            }
            Explained::NotRead(notice) => not_read.push(notice),
            Explained::Odd(notice) => odd.push(notice),
        }
        Ok::<(), Failure>(())
    })?;
    page.finish()?;
    voice.warnings("not read: ", &not_read);
    voice.warnings("warning: ", &odd);
    if read == 0 {
        return Err(Failure::new("no report could be read"));
    }
    Ok(if page.incidents == 0 { Code::Nothing } else { Code::Ok })
}

/// The output under way.
struct Page<W: Write> {
    out: W,
    json: bool,
    incidents: usize,
    parts: usize,
}

impl<W: Write> Page<W> {
    fn incident(&mut self, stored: &Stored) -> Result<(), Failure> {
        self.incidents += 1;
        if self.json { self.write(&as_line(&stored.as_json())) } else { self.part(&stored.as_text()) }
    }

    fn report(&mut self, told: &ToldReport, missed: bool) -> Result<(), Failure> {
        let read = &told.read;
        for incident in &read.incidents {
            let stored = Stored::new(incident).map_err(|why| Failure::new(why.to_string()))?;
            self.incident(&stored)?;
        }
        let none = read.incidents.is_empty();
        if self.json || !(none || missed && !told.rejected.is_empty()) {
            return Ok(());
        }
        let name = harmless(&read.document.report.id);
        let head = match (none, told.rejected.is_empty()) {
            (true, true) => format!("{name}: no incident; no word in it tells one\n"),
            (true, false) => format!("{name}: no incident; words that might tell one, and why they do not:\n"),
            (false, _) => format!("{name}: other words that might tell an incident, and why they do not:\n"),
        };
        self.part(&format!("{head}{}", rejected(&read.document, &told.rejected)))
    }

    /// A part of the text, an empty line before it where one went before.
    fn part(&mut self, text: &str) -> Result<(), Failure> {
        let gap = if self.parts > 0 { "\n" } else { "" };
        self.parts += 1;
        self.write(format!("{gap}{text}").as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|why| Failure::stdout(&why))
    }

    fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|why: io::Error| Failure::stdout(&why))
    }
}
