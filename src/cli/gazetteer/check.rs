//! `gazetteer check`: what is wrong with a file of places, by line.

use std::fs::File;
use std::io::{self, BufReader, Write as _};

use serde_json::json;

use super::super::data::{Kind, open_index, read_own};
use super::super::exit::{Code, Failure};
use super::super::say::Voice;
use super::CheckArgs;
use crate::error::Notice;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::import::{self, Source};
use crate::text::counted;

/// Lines of a dump that are looked at.
const HEAD: u64 = 100_000;
/// Broken records of an index that are told.
const MOST: usize = 20;

/// What was found.
#[derive(Default)]
struct Found {
    kind: &'static str,
    places: u64,
    blank: usize,
    errors: Vec<Notice>,
    warnings: Vec<Notice>,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read; what is wrong inside it is no failure but
/// ends with code 1.
pub(super) fn run(arguments: &CheckArgs, known: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let found = look(arguments, known)?;
    let mut text = Vec::new();
    if arguments.json {
        let value = json!({
            "file": arguments.file.to_string_lossy(),
            "kind": found.kind,
            "places": found.places,
            "blank": found.blank,
            "errors": found.errors,
            "warnings": found.warnings,
        });
        text = serde_json::to_vec_pretty(&value).unwrap_or_default();
        text.push(b'\n');
    } else {
        text.extend(found.errors.iter().flat_map(|notice| format!("error: {notice}\n").into_bytes()));
        text.extend(found.warnings.iter().flat_map(|notice| format!("warning: {notice}\n").into_bytes()));
    }
    let mut out = io::stdout().lock();
    out.write_all(&text).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    let blank = if found.blank > 0 { format!(", {} without a point", found.blank) } else { String::new() };
    let (name, kind, places) = (arguments.file.display(), found.kind, found.places);
    let (errors, warnings) = (found.errors.len(), found.warnings.len());
    voice.say(&format!("{name}: {kind}, {}{blank}; errors: {errors}, warnings: {warnings}", counted(places, "place")));
    Ok(if errors > 0 { Code::Failed } else { Code::Ok })
}

fn look(arguments: &CheckArgs, known: &Gazetteer) -> Result<Found, Failure> {
    let path = arguments.file.as_path();
    let name = path.to_string_lossy();
    match Kind::look(path)? {
        Kind::Index => {
            let gazetteer = open_index(path)?;
            let remedy = "make it again with `dateline gazetteer build`";
            let broken = gazetteer.verify(MOST).into_iter();
            Ok(Found {
                kind: "index",
                places: gazetteer.len() as u64,
                errors: broken.map(|what| Notice::new(&*name, what, remedy)).collect(),
                ..Found::default()
            })
        }
        Kind::Table => {
            let own = read_own(path, known)?;
            let mut found = Found { kind: "table", places: own.len() as u64, blank: own.blank, ..Found::default() };
            let remedy = "fill in an ISO 3166-1 code: without it the place lies in no country";
            found.warnings =
                own.without_country().map(|line| Notice::new(&*name, "no country", remedy).at_line(line)).collect();
            for fault in own.faults {
                if fault.left_out { found.errors.push(fault.notice) } else { found.warnings.push(fault.notice) }
            }
            found.warnings.sort_by_key(|notice| notice.line);
            Ok(found)
        }
        Kind::Dump => {
            let file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
            let input = BufReader::with_capacity(1 << 20, file);
            let report = import::check(Source { name: name.into_owned(), input }, HEAD)?;
            let kind = "dump (its first 100,000 lines)";
            Ok(Found { kind, places: report.taken, errors: report.shown, ..Found::default() })
        }
    }
}
