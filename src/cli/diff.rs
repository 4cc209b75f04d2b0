//! `diff`: what differs between two results.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Code, Failure};
use super::outfile::RUN_RECORD;
use super::stream::as_line;
use crate::compare::{Side, as_text, compare};
use crate::format::read_back::{StoredRun, from_geojson, from_jsonl};

/// The end of `diff --help`.
const DIFF: &str = "\
Examples:
  dateline diff march/ april/                      two folders that Dateline wrote
  dateline diff old.jsonl new.jsonl                two files: incidents.jsonl or incidents.geojson
  dateline diff march/ april/ --json | jq .gone    one JSON document

Incidents are paired by id, else by the words of the same report that prove them (listed as renumbered).
Folders are also compared by run.json: version, data, inputs, options. GeoJSON holds no claims; none are compared.

Exit codes, as those of diff(1): 0 nothing differs, 1 something differs, 2 trouble.";

/// Options of `diff`.
#[derive(Debug, Args)]
#[command(after_help = DIFF)]
pub(super) struct DiffArgs {
    /// A folder that Dateline wrote, its incidents.jsonl or its incidents.geojson
    #[arg(value_name = "A")]
    pub(super) a: PathBuf,
    /// The same, to compare with it
    #[arg(value_name = "B")]
    pub(super) b: PathBuf,
    /// One JSON document instead of text
    #[arg(long)]
    pub(super) json: bool,
}

/// Runs the command.
///
/// # Errors
/// When one of the two cannot be read, or standard output not be written; both
/// with the code for trouble.
pub(super) fn run(arguments: &DiffArgs) -> Result<Code, Failure> {
    let difference = compare(&side(&arguments.a)?, &side(&arguments.b)?);
    let bytes = if arguments.json { as_line(&difference) } else { as_text(&difference).into_bytes() };
    let mut out = io::stdout().lock();
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(|why| match Failure::stdout(&why) {
        quiet if quiet.message.is_empty() => quiet,
        failure => trouble(failure.message),
    })?;
    Ok(if difference.is_empty() { Code::Ok } else { Code::DIFFERENT })
}

/// What ends a comparison, with diff(1)'s code for it.
fn trouble(message: impl Into<String>) -> Failure {
    Failure::usage(message)
}

/// One of the two results.
fn side(path: &Path) -> Result<Side, Failure> {
    if !path.is_dir() {
        let (incidents, nested) = incidents(path)?;
        return Ok(Side { incidents, nested, ..Side::default() });
    }
    let files = ["incidents.jsonl", "incidents.geojson"].map(|name| path.join(name));
    let file = files.iter().find(|file| file.is_file()).ok_or_else(|| {
        let remedy = "name a folder that Dateline wrote, or one of its files";
        trouble(format!("{}: holds no incidents.jsonl and no incidents.geojson ({remedy})", path.display()))
    })?;
    let (incidents, nested) = incidents(file)?;
    Ok(Side {
        incidents,
        nested,
        run: record(&path.join(RUN_RECORD))?,
        left_out: left_out(&path.join("not_mapped.csv")),
    })
}

/// The incidents of a file, and whether it holds more than their columns.
fn incidents(path: &Path) -> Result<(Vec<crate::format::read_back::Stored>, bool), Failure> {
    let of = |why: String| trouble(format!("{}: {why} (make it anew with `dateline`)", path.display()));
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => {
            let file = File::open(path).map_err(|why| unreadable(path, &why))?;
            Ok((from_jsonl(BufReader::with_capacity(1 << 16, file)).map_err(of)?, true))
        }
        Some("geojson" | "json") => Ok((from_geojson(&read(path)?).map_err(of)?, false)),
        _ => {
            let remedy = "a folder that Dateline wrote, its incidents.jsonl or its incidents.geojson is expected";
            Err(trouble(format!("{}: cannot be compared ({remedy})", path.display())))
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|why| unreadable(path, &why))
}

fn unreadable(path: &Path, why: &io::Error) -> Failure {
    trouble(Failure::io(path, "cannot read", why).message)
}

/// The record of a run, where there is one.
fn record(path: &Path) -> Result<Option<StoredRun>, Failure> {
    if !path.is_file() {
        return Ok(None);
    }
    let of = |why: String| trouble(format!("{}: {why} (move it away, or make it anew)", path.display()));
    StoredRun::parse(&read(path)?).map(Some).map_err(of)
}

/// Why a run left incidents out, by id. It only adds to what is told; a file
/// that cannot be read adds nothing.
fn left_out(path: &Path) -> BTreeMap<String, String> {
    let rows = csv::Reader::from_path(path).map(csv::Reader::into_deserialize::<BTreeMap<String, String>>);
    let reason = |row: BTreeMap<String, String>| {
        let because = row.get("left_out_because")?;
        let status = row.get("status").filter(|_| because == "status");
        let why = status.map_or_else(|| because.clone(), |status| format!("status {status}"));
        Some((row.get("id")?.clone(), why))
    };
    rows.into_iter().flatten().filter_map(Result::ok).filter_map(reason).collect()
}
