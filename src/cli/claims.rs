//! `claims`: who says what of each incident of a run.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Code, Failure};
use super::run_folder::{FOLDER, is_id, not_there, open};
use super::say::Voice;
use super::stream::as_line;
use crate::error::Notice;
use crate::format::columns::harmless;
use crate::format::read_back::Stored;

/// The end of `claims --help`.
const CLAIMS: &str = "\
Examples:
  dateline claims                                  every incident of the run in out/
  dateline claims march/ --disputed --quotes       the contested ones of another run, with the words
  dateline claims i65c1b3c8a2f0                    an incident of the run in out/; march/ i65c1b3c8a2f0 of another
  dateline claims out/incidents.jsonl --json       one JSON object per incident and line

Figures about one side stand together, then acts, each denial beside what it denies. Superseded: the same speaker
gave another figure later. Cumulative or shared: the figure covers more than this incident. Neither counts in its toll.

Exit codes: 0 ok, 1 nothing could be read or an id is not known, 2 wrong usage, 4 no incident fits.";

/// Options of `claims`.
#[derive(Debug, Args)]
#[command(after_help = CLAIMS)]
pub(super) struct ClaimsArgs {
    /// Folder that Dateline wrote, or its incidents.jsonl [default: out]; then ids of incidents [default: all]
    #[arg(value_name = "FOLDER|ID")]
    what: Vec<String>,
    /// Only incidents whose toll is disputed, or whose act is contested or denied
    #[arg(long)]
    disputed: bool,
    /// The words of each claim below it
    #[arg(long, conflicts_with = "json")]
    quotes: bool,
    /// One JSON object per incident and line
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// When nothing can be read, an id is not known, or standard output not be
/// written.
pub(super) fn run(arguments: &ClaimsArgs, voice: Voice) -> Result<Code, Failure> {
    let (folder, ids) = asked(&arguments.what)?;
    let (path, incidents) = read(&folder, voice)?;
    let unknown: Vec<&str> = ids.iter().copied().filter(|id| incidents.iter().all(|i| i.id() != *id)).collect();
    if !unknown.is_empty() {
        return Err(not_there(&path, &unknown));
    }
    let fits = |i: &&Stored| (ids.is_empty() || ids.contains(&i.id())) && (!arguments.disputed || i.is_disputed());
    let chosen: Vec<&Stored> = incidents.iter().filter(fits).collect();
    if chosen.is_empty() {
        voice.say(&none(&path, arguments.disputed));
        return Ok(Code::Nothing);
    }
    write(&chosen, arguments).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

/// The folder that is asked, and the ids that are asked for.
fn asked(what: &[String]) -> Result<(PathBuf, Vec<&str>), Failure> {
    let is_folder = |first: &&String| !is_id(first) || Path::new(first.as_str()).exists();
    let folder = what.first().filter(is_folder);
    let ids: Vec<&str> = what.iter().skip(usize::from(folder.is_some())).map(String::as_str).collect();
    if let Some(wrong) = ids.iter().find(|id| !is_id(id)) {
        let remedy = "one folder or file first, then ids, as in i65c1b3c8a2f0";
        return Err(Failure::usage(format!("{}: no id of an incident ({remedy})", harmless(wrong))));
    }
    Ok((folder.map_or_else(|| PathBuf::from(FOLDER), PathBuf::from), ids))
}

/// The incidents of a run. A line that is none is named, and the rest goes on.
///
/// # Errors
/// When there is no run, or none of its lines is an incident.
pub(super) fn read(folder: &Path, voice: Voice) -> Result<(PathBuf, Vec<Stored>), Failure> {
    let (path, lines) = open(folder, "name the folder of a run, or its incidents.jsonl")?;
    let name = harmless(&path.to_string_lossy());
    let (mut incidents, mut bad) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(lines.split(b'\n')) {
        let line = line.map_err(|why| Failure::io(&path, "cannot read on", &why))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match incident(&line) {
            Ok(stored) => incidents.push(stored),
            Err(why) => bad.push(
                Notice::new(name.clone(), why, "a line of incidents.jsonl is expected; make it anew with `dateline`")
                    .at_line(number),
            ),
        }
    }
    if let Some(first) = bad.first().filter(|_| incidents.is_empty()) {
        return Err(Failure::new(first.to_string()));
    }
    voice.warnings("not read: ", &bad);
    Ok((path, incidents))
}

fn incident(line: &[u8]) -> Result<Stored, String> {
    let text = std::str::from_utf8(line).map_err(|why| format!("not UTF-8: {why}"))?;
    let stored = Stored::parse(text).map_err(|why| harmless(&why.to_string()))?;
    if stored.id().is_empty() { Err("no incident: it has no id".to_owned()) } else { Ok(stored) }
}

/// Why nothing is shown.
fn none(path: &Path, disputed: bool) -> String {
    let name = harmless(&path.to_string_lossy());
    if disputed {
        format!("{name}: no incident that is disputed or contested (without --disputed all are shown)")
    } else {
        format!("{name}: no incident")
    }
}

/// The ledgers, in the order of the file; an empty line between those for people.
fn write(incidents: &[&Stored], arguments: &ClaimsArgs) -> std::io::Result<()> {
    let mut out = anstream::stdout().lock();
    for (n, incident) in incidents.iter().enumerate() {
        if arguments.json {
            out.write_all(&as_line(&incident.ledger_json()))?;
            continue;
        }
        let gap = if n > 0 { "\n" } else { "" };
        write!(out, "{gap}{}", incident.ledger_text(arguments.quotes))?;
    }
    out.flush()
}
