//! `export`: the rows of any file in another format.

use std::io::{BufWriter, stdout};
use std::path::{Path, PathBuf};

use clap::Args;

use super::companions::{CompanionArgs, Companions};
use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::export_as::{self, Output, ShapeName};
use super::input_rows::InputRows;
use super::outfile::Staging;
use super::rejects::Rejects;
use super::rows::ColumnArgs;
use super::say::Voice;
use crate::dataset::raw::Survey;
use crate::export::{Copied, Format, Plan, Sink, copy, layer_name};
use crate::scene::grouped;
use crate::text::counted;

/// The end of `export --help`.
const EXPORT: &str = "\
Examples:
  dateline export events.csv -o events.geojson     ACLED, UCDP GED or any table for QGIS
  dateline export out/ -o incidents.kml            the incidents of a run
  dateline export events.geojson -o - > events.csv CSV on standard output

All columns are kept; their kinds (whole numbers, numbers, dates, yes or no, text) are those that hold every cell
without loss. A row that cannot be right (no such place, no such day, too few cells) is named with its line and set
aside in NAME.rejects.csv. In CSV, a text that a spreadsheet would take for a formula (=, +, -, @ first) gets an
apostrophe before it.

Exit codes: 0 ok, 1 no row could be read or written, 2 wrong usage.";

/// Options of `export`.
#[derive(Debug, Args)]
#[command(after_help = EXPORT)]
pub(super) struct ExportArgs {
    /// CSV, TSV, GeoJSON, JSON Lines, GeoPackage, a folder that Dateline wrote; - is standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// NAME.geojson, .geojsonl, .csv, .tsv, .jsonl, .kml, .gpkg, .fgb or .parquet; - is CSV on standard output
    #[arg(short, long, value_name = "NAME")]
    output: String,
    #[command(flatten)]
    columns: ColumnArgs,
    /// Layer of a GeoPackage to read [default: the first]
    #[arg(long, value_name = "NAME")]
    layer_in: Option<String>,
    /// Our own incidents in the columns and by the conventions of another dataset; what does not fit is kept in NAME.dropped.csv
    #[arg(long = "as", value_name = "DATASET")]
    shaped: Option<ShapeName>,
    /// Name of the layer that is written [default: that of the file]
    #[arg(long, value_name = "NAME")]
    layer: Option<String>,
    #[command(flatten)]
    companions: CompanionArgs,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the file cannot be read, or the other not be written.
pub(super) fn run(arguments: &ExportArgs, data: &DataArgs, voice: Voice) -> Result<Code, Failure> {
    let output = arguments.output.as_str();
    let format = format_of(output)?;
    let nested = format == Format::JsonLines || arguments.shaped.is_some();
    let mut input = InputRows::open(&arguments.file, arguments.layer_in.as_deref(), nested)?;
    let mut survey = input.survey(&arguments.columns.wanted(false))?;
    voice.warnings("warning: ", &survey.told.notices);
    let named = arguments.layer.clone();
    let layer = named.unwrap_or_else(|| layer_name(if output == "-" { &input.name } else { output }));
    if let Some(shaped) = arguments.shaped {
        let output =
            Output { argument: output, format, layer: &layer, force: arguments.force, hxl: arguments.companions.hxl };
        arguments.companions.only_hxl()?;
        return export_as::run(&mut input, &mut survey, shaped.into(), &output, (data, voice));
    }
    let mut plan = Plan::new(&mut survey, &layer, format);
    plan.table.hxl = arguments.companions.hxl;
    if !plan.left_out.is_empty() {
        let columns = plan.left_out.join(", ");
        voice.say(&format!("{columns}: lists and objects, which only .jsonl holds; left out"));
    }
    if output == "-" {
        let mut rejects = Rejects::new(&input.name);
        let out = Box::new(BufWriter::new(stdout()));
        let sink = Sink::Stream(out, PathBuf::from("standard output"));
        let copied = input.with(|source| copy(source, (&survey, &plan), (format, sink), |r| rejects.add(r)))?;
        rejects.tell(voice, None);
        return ended(&survey, copied);
    }
    let path = Path::new(output);
    if input.is(path) {
        return Err(Failure::usage(format!("{output}: would be written over while it is read (choose another name)")));
    }
    let companions = Companions::of(arguments.companions, &plan, path, arguments.force)?;
    let mut staging = Staging::rows(path, arguments.force, format)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut rejects = Rejects::beside(&input.name, path, arguments.force)?;
    let sink = if format.streams() {
        Sink::Stream(Box::new(staging.create(&name)?), path.to_path_buf())
    } else {
        Sink::File(staging.place(&name), path.to_path_buf())
    };
    let copied = input.with(|source| copy(source, (&survey, &plan), (format, sink), |r| rejects.add(r)))?;
    if copied.rows > 0 {
        rejects.keep(&mut staging)?;
        companions.write(&mut staging, &survey, &plan, path)?;
        staging.commit()?;
        voice.say(&summary(output, copied, survey.has_places()));
    }
    rejects.tell(voice, Some(output));
    ended(&survey, copied)
}

/// The format of a name.
fn format_of(output: &str) -> Result<Format, Failure> {
    if output == "-" {
        return Ok(Format::Csv);
    }
    Format::of(Path::new(output)).ok_or_else(|| {
        let endings: Vec<String> = Format::ALL.iter().map(|(_, endings)| format!(".{}", endings[0])).collect();
        Failure::usage(format!("-o {output}: its ending is none of {}", endings.join(", ")))
    })
}

/// "events.geojson: 1,234 rows, 12 of them without a place".
fn summary(output: &str, copied: Copied, places: bool) -> String {
    let rows = counted(copied.rows, "row");
    let unplaced = if copied.unplaced > 0 && places {
        format!(", {} of them without a place", grouped(copied.unplaced))
    } else {
        String::new()
    };
    format!("{output}: {rows}{unplaced}")
}

fn ended(survey: &Survey, copied: Copied) -> Result<Code, Failure> {
    if copied.rows == 0 {
        let what =
            format!("{}: none of its {} could be used; nothing was written", survey.file, counted(survey.rows, "row"));
        return Err(Failure::new(what));
    }
    Ok(Code::Ok)
}
