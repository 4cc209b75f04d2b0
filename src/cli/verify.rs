//! `verify`: reads the reports of a recorded run again and says whether every
//! file comes out with the same bytes.

mod files;
mod inputs;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Parser as _};
use serde_json::Value;

use super::args::{Cli, Common};
use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::map;
use super::outfile::RUN_RECORD;
use super::say::Voice;
use super::sources;
use crate::format::read_back::StoredRun;
use crate::format::run::DATA;

/// The end of `verify --help`.
const VERIFY: &str = "\
Examples:
  dateline verify out/run.json                     where the reports lie as they were named then
  dateline verify out/run.json copy/of/reports     where they lie elsewhere; a folder stands for the folder
  dateline verify out/run.json --gazetteer my.csv  own data that lie elsewhere: --gazetteer, --worldview, --admin, --manifest

First the hashes of reports and data are compared with those recorded; what is missing or changed is named and
nothing is run. Then the reports are read again with the recorded options, and each file is compared.

Exit codes: 0 every file agrees, 1 not, 2 wrong usage.";

/// Options of `verify`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY)]
pub(super) struct VerifyArgs {
    /// The run.json of the run, or its folder
    #[arg(value_name = "RUN.JSON")]
    pub(super) record: PathBuf,
    /// The reports [default: those recorded, from the current folder]
    #[arg(value_name = "REPORTS")]
    pub(super) reports: Vec<String>,
    /// The table of publication dates, where it lies elsewhere
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: Option<PathBuf>,
    /// The layer of areas, where it lies elsewhere
    #[arg(long, value_name = "FILE")]
    pub(super) admin: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the record, the reports or the data cannot be read, or the run not be
/// made again.
pub(super) fn run(arguments: &VerifyArgs, data: &DataArgs, voice: Voice) -> Result<Code, Failure> {
    let path = if arguments.record.is_dir() { arguments.record.join(RUN_RECORD) } else { arguments.record.clone() };
    let record = read(&path)?;
    if record.outputs.is_empty() {
        let remedy = "it is of a version that did not; make the folder anew, or compare two with `dateline diff`";
        return Err(Failure::new(format!("{}: does not record the files written ({remedy})", path.display())));
    }
    other_program(&record, voice);
    let reports = if arguments.reports.is_empty() { record.reports.clone() } else { arguments.reports.clone() };
    let named = inputs::data_files(&record, arguments, data)?;
    let faults = inputs::faults(&record, &reports, &named)?;
    if !faults.is_empty() {
        let remedy = "name the reports or data where they are, or put back what was read";
        return Err(Failure::new(format!("{}\nnothing was run again ({remedy})", faults.join("\n"))));
    }
    let again = parsed(&record, &reports, &named)?;
    let folder = tempfile::tempdir().map_err(|why| Failure::new(format!("no room for a temporary folder: {why}")))?;
    let silent = Voice::new(Common { threads: None, quiet: true, verbose: false });
    let mut map_arguments = again.map;
    map_arguments.output = folder.path().join("again").to_string_lossy().into_owned();
    map::run(&map_arguments, &again.data, silent)?;
    let remade = read(&Path::new(&map_arguments.output).join(RUN_RECORD))?;
    let beside = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let table = files::compare(&record, &remade, beside)?;
    print(&table)?;
    Ok(if table.agrees { Code::Ok } else { Code::DIFFERENT })
}

/// Reads a record.
fn read(path: &Path) -> Result<StoredRun, Failure> {
    let text = std::fs::read_to_string(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    StoredRun::parse(&text).map_err(|why| Failure::new(format!("{}: {why}", path.display())))
}

/// Says what of the program is not that of the record; its files may agree all
/// the same.
fn other_program(record: &StoredRun, voice: Voice) {
    let version = env!("CARGO_PKG_VERSION");
    if record.version != version {
        voice.say(&format!("recorded with version {}; this is {version}", record.version));
    }
    for ours in DATA {
        let theirs = record.data.iter().find(|d| d.name == ours.name);
        if theirs.is_none_or(|d| d.sha256 != ours.sha256) {
            let theirs = theirs.map_or("unknown", |d| &d.sha256);
            voice.say(&format!("recorded with another {}: {theirs}; this has {}", ours.name, ours.sha256));
        }
    }
}

/// The command line that the record stands for. The options are recorded by
/// their names, so that one more needs nothing here.
fn parsed(record: &StoredRun, reports: &[String], named: &[(String, PathBuf)]) -> Result<Cli, Failure> {
    let mut line: Vec<std::ffi::OsString> = vec!["dateline".into()];
    for (name, value) in &record.options {
        line.extend(as_argument(name, value).map(Into::into));
    }
    for (option, path) in named {
        let mut argument = std::ffi::OsString::from(format!("--{option}="));
        argument.push(path);
        line.push(argument);
    }
    line.push("--".into());
    line.extend(reports.iter().map(Into::into));
    Cli::try_parse_from(line).map_err(|why| {
        let why = why.to_string();
        let first = why.lines().next().unwrap_or("").trim_start_matches("error: ");
        Failure::new(format!("the record has an option that this version does not understand: {first}"))
    })
}

/// A recorded option as an argument; nothing for one that was not given.
fn as_argument(name: &str, value: &Value) -> Option<String> {
    let name = name.replace('_', "-");
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some(format!("--{name}")),
        Value::Array(items) if items.is_empty() => None,
        other => Some(format!("--{name}={}", shown(other))),
    }
}

/// A value as it is written on the command line.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn print(table: &files::Table) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(table.text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn options_are_written_as_they_were_given() {
        for (value, argument) in [
            (json!(null), None),
            (json!(false), None),
            (json!([]), None),
            (json!(true), Some("--merge-km")),
            (json!(25.0), Some("--merge-km=25.0")),
            (json!("a=b, c"), Some("--merge-km=a=b, c")),
            (json!([-10.5, 30, 45, 40]), Some("--merge-km=-10.5,30,45,40")),
        ] {
            assert_eq!(as_argument("merge_km", &value).as_deref(), argument);
        }
    }
}
