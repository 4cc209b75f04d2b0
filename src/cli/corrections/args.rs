//! Arguments of `correct`, `corrections` and `agree`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use jiff::civil::Date;

/// The end of `correct --help`.
const CORRECT: &str = "\
Examples:
  dateline correct i5995a594dd48 --set killed_best=3 --why \"the third died later\" --who AB
  dateline correct i5995a594dd48 --in march/ --set place=Goris --set date=2022-08-03/2022-08-04
  dateline correct i5995a594dd48 --drop --why \"a drill\"
  dateline correct i5995a594dd48 --merge i1c0ffee12345     one incident, told twice
  dateline correct i5995a594dd48 --split wires.jsonl#3     that report tells of another one
  dateline correct i5995a594dd48 i1c0ffee12345 --confirm
  dateline correct --alias \"Qorz Hill=39.64,46.55\"          a name in the reports, from now on
  dateline reports/ -o out/ --corrections corrections.csv  and read again with them

A line keeps the incident's main words and their report, so that it holds when ids change. Values: a date is
YYYY-MM-DD; a place a name (\"Martuni, Armenia\"), a geonameid or LAT,LON; 'unknown' empties a field.

Exit codes: 0 ok, 1 nothing was written, 2 wrong usage.";

/// Options of `correct`.
#[derive(Debug, Args)]
#[command(after_help = CORRECT)]
#[command(group(ArgGroup::new("what").required(true).multiple(true).args(["set", "drop", "merge", "split", "confirm", "alias"])))]
pub(in crate::cli) struct CorrectArgs {
    /// Ids of incidents of a run; none for an alias
    #[arg(value_name = "ID", required_unless_present = "alias")]
    pub(super) ids: Vec<String>,
    /// Folder of the run that the ids are of, or its incidents.jsonl
    #[arg(long = "in", value_name = "FOLDER", default_value = "out")]
    pub(super) folder: PathBuf,
    /// Give a field this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(super) set: Vec<String>,
    /// It is no incident: off the map
    #[arg(long, conflicts_with_all = ["set", "merge", "split", "confirm"])]
    pub(super) drop: bool,
    /// It is one with another: an id, or REPORT|WORDS OF IT
    #[arg(long, value_name = "OTHER", allow_hyphen_values = true)]
    pub(super) merge: Option<String>,
    /// The incident of this report is another one
    #[arg(long, value_name = "REPORT", conflicts_with = "merge")]
    pub(super) split: Option<String>,
    /// It is right as read
    #[arg(long)]
    pub(super) confirm: bool,
    /// A name in the reports stands for a place, or a party is called otherwise
    #[arg(long, value_name = "NAME=PLACE|PARTY")]
    pub(super) alias: Vec<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub(super) who: Option<String>,
    /// On which day [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) when: Option<Date>,
    /// For what reason
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
    /// File to write into (.csv or .jsonl); made where there is none
    #[arg(long, value_name = "FILE", default_value = "corrections.csv")]
    pub(super) file: PathBuf,
}

/// What to do with files of corrections.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CorrectionsCommand {
    /// Name what is wrong, contradictory or stale, by line
    Check(CheckArgs),
}

/// The end of `corrections check --help`.
const CHECK: &str = "\
Examples:
  dateline corrections check corrections.csv                columns, actions, fields, values, contradictions
  dateline corrections check corrections.csv --in out/      and what no incident of that run is meant by
  dateline corrections check out/review.csv                 a review sheet that was filled in

Exit codes: 0 clean, 1 something found or a file not readable, 2 wrong usage.";

/// Options of `corrections check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK)]
pub(in crate::cli) struct CheckArgs {
    /// Files of corrections (.csv, .jsonl), or review sheets
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Folder of a run against whose incidents to check
    #[arg(long = "in", value_name = "FOLDER")]
    pub(super) folder: Option<PathBuf>,
    /// A JSON document instead of a table
    #[arg(long)]
    pub(super) json: bool,
}

/// The end of `agree --help`.
const AGREE: &str = "\
Examples:
  dateline agree anna.csv bela.csv      two review sheets, filled in by two coders
  dateline agree review.csv             the coder and the second coder of one sheet
  dateline agree old/incidents.csv new/incidents.csv

Incidents are paired by id, then by words of a report. Alpha is Krippendorff's: 1 is full agreement, 0 what
chance would give; nominal for names and types, interval for days, ratio for counts. Of a sheet only rows with a
decision count; where one coder drops an incident, only the decision is compared. What is unknown is missing.

Exit codes: 0 ok, 1 a file cannot be read or nothing be paired, 2 wrong usage.";

/// Options of `agree`.
#[derive(Debug, Args)]
#[command(after_help = AGREE)]
pub(in crate::cli) struct AgreeArgs {
    /// A review sheet or an incidents.csv
    #[arg(value_name = "A")]
    pub(super) first: PathBuf,
    /// The other one [default: the second coder of A]
    #[arg(value_name = "B")]
    pub(super) second: Option<PathBuf>,
    /// A JSON document instead of a table
    #[arg(long)]
    pub(super) json: bool,
}
