//! `inspect`: what a file of rows holds, and what is wrong with it.

use std::io::{Write as _, stdout};

use clap::Args;

use super::exit::{Code, Failure};
use super::input_rows::InputRows;
use super::rejects::Rejects;
use super::rows::ColumnArgs;
use super::say::Voice;
use crate::dataset::Dialect;
use crate::dataset::raw::{Drawn, Seen, Survey};
use crate::export::{Copied, Format, Kind, Plan, check};
use crate::format::columns::{aligned, harmless};
use crate::scene::grouped;
use crate::text::counted;

/// The end of `inspect --help`.
const INSPECT: &str = "\
Examples:
  dateline inspect events.csv                      what it is, its columns, what is wrong with its rows
  dateline inspect events.csv --verbose            with every bad row

Exit codes: 0 ok, 1 it cannot be read or no row of it can be used.";

/// Options of `inspect`.
#[derive(Debug, Args)]
#[command(after_help = INSPECT)]
pub(super) struct InspectArgs {
    /// CSV, TSV, GeoJSON, JSON Lines, GeoPackage, a folder that Dateline wrote; - is standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Layer of a GeoPackage [default: the first]
    #[arg(long, value_name = "NAME")]
    layer_in: Option<String>,
    #[command(flatten)]
    columns: ColumnArgs,
}

/// Runs the command.
///
/// # Errors
/// Where the file cannot be read, or standard output not be written.
pub(super) fn run(arguments: &InspectArgs, voice: Voice) -> Result<Code, Failure> {
    let mut input = InputRows::open(&arguments.file, arguments.layer_in.as_deref(), true)?;
    let mut survey = input.survey(&arguments.columns.wanted(false))?;
    let plan = Plan::new(&mut survey, "rows", Format::JsonLines);
    let mut rejects = Rejects::new(&input.name);
    let copied = if survey.is_sound() {
        let unplaced = survey.grounds.nowhere + survey.grounds.not_given;
        Copied { rows: survey.rows, unplaced, rejected: 0 }
    } else {
        input.with(|source| check(source, (&survey, &plan), |r| rejects.add(r)))?
    };
    let text = format!("{}\n{}", head(&survey, copied), columns(&survey));
    stdout().write_all(text.as_bytes()).map_err(|why| Failure::stdout(&why))?;
    voice.warnings("warning: ", &survey.told.notices);
    rejects.tell(voice, None);
    Ok(if copied.rows == 0 { Code::Failed } else { Code::Ok })
}

/// A line a fact.
fn head(survey: &Survey, copied: Copied) -> String {
    let whose = match survey.dialect {
        Dialect::Acled => "ACLED",
        Dialect::Ucdp => "UCDP GED",
        Dialect::Dateline => "Dateline's own incidents",
        Dialect::Other => "no known dataset",
    };
    let parted = match survey.told.delimiter {
        Some(b'\t') => ", parted by tabs".to_owned(),
        Some(delimiter) => format!(", parted by '{}'", char::from(delimiter)),
        None => String::new(),
    };
    let mut rows = vec![
        vec!["file".to_owned(), harmless(&survey.file)],
        vec!["form".to_owned(), format!("{}, {}{parted}", survey.told.form, survey.told.encoding)],
        vec!["dataset".to_owned(), whose.to_owned()],
        vec!["rows".to_owned(), grouped(survey.rows)],
    ];
    if copied.rejected > 0 {
        rows.push(vec!["bad rows".to_owned(), grouped(copied.rejected)]);
    }
    rows.push(vec!["places".to_owned(), places(survey, copied)]);
    aligned(&rows)
}

fn places(survey: &Survey, copied: Copied) -> String {
    if !survey.has_places() {
        return "none: no column with coordinates was found (--lat NAME --lon NAME take columns)".to_owned();
    }
    let placed = copied.rows - copied.unplaced;
    let grounds = survey.grounds;
    let kinds =
        [(grounds.points, "point"), (grounds.lines, "line"), (grounds.areas, "area"), (grounds.others, "other shape")];
    let kinds: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    let given = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let given = written(survey.drawn()).unwrap_or(given);
    format!("{}{given}, {} without", counted(placed, "row"), grouped(copied.unplaced))
}

/// What well-known text is of.
fn written(drawn: Drawn) -> Option<String> {
    let kinds = [(drawn.points, "point"), (drawn.lines, "line"), (drawn.areas, "area"), (drawn.others, "other shape")];
    let kinds: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    (!kinds.is_empty()).then(|| format!(" (well-known text: {})", kinds.join(", ")))
}

/// A row a column.
fn columns(survey: &Survey) -> String {
    let roles = survey.roles();
    let mut rows = vec![["column", "kind", "filled", "read as", "holds"].map(str::to_owned).to_vec()];
    for (n, (name, seen)) in survey.names.list.iter().zip(&survey.seen).enumerate() {
        let role: Vec<&str> = roles.iter().filter(|(at, _)| *at == n).map(|(_, words)| *words).collect();
        let kind = if seen.nested > 0 { "nested" } else { survey.kind(n).name() };
        rows.push(vec![
            harmless(name),
            kind.to_owned(),
            grouped(seen.told),
            role.join(", "),
            holds(seen, survey.kind(n)),
        ]);
    }
    aligned(&rows)
}

/// The range of numbers and days, examples of the rest.
fn holds(seen: &Seen, kind: Kind) -> String {
    let mut text = match (kind, seen.range, seen.span) {
        (Kind::Integer | Kind::Number, Some((low, high)), _) => format!("{low} to {high}"),
        (Kind::Date, _, Some((first, last))) => format!("{first} to {last}"),
        _ => seen.examples.join("; "),
    };
    if seen.untold > 0 {
        text = format!("{text} ({} not known)", grouped(seen.untold));
    }
    text.replace(['\n', '\t'], " ")
}
