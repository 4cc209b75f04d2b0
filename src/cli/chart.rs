//! `chart`: charts of the rows of any file.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::claims;
use super::exit::{Code, Failure};
use super::picture_args::PictureArgs;
use super::picture_file;
use super::rows::RowsArgs;
use super::say::Voice;
use crate::dataset::{self, Dataset, Record};
use crate::format::read_back::Stored;
use crate::scene::charts::{self, ChartOptions, Event, Named};
use crate::scene::{self, Scene};

/// The end of `chart --help`.
const CHART: &str = "\
Examples:
  dateline chart GEDEvent_v24_1.csv --kind timeline        events per day, week, month or year, by type
  dateline chart acled-export.csv --kind cumulative        curves of events and of the dead
  dateline chart raids.csv --kind places -o places.png     the fifteen places with most rows
  dateline chart out/ --kind claims                        who says something about whom, in a run of Dateline
  dateline chart 2023.csv 2024.csv --kind calendar         a square a day

Coordinates are not needed. claims and casualties need a folder that Dateline wrote, or its incidents.jsonl.

Exit codes: 0 ok, 1 a file could not be read or written, 2 wrong usage.";

/// Options of `chart`.
#[derive(Debug, Args)]
#[command(after_help = CHART)]
pub(super) struct ChartArgs {
    #[command(flatten)]
    rows: RowsArgs,
    /// What to draw
    #[arg(short, long, value_enum)]
    kind: Kind,
    /// Picture to write (NAME.png, NAME.svg or NAME.pdf), with NAME.txt beside it [default: FILE-KIND.png in the current folder]
    #[arg(short, long, value_name = "NAME.png")]
    output: Option<String>,
    #[command(flatten)]
    pictures: PictureArgs,
    /// Write over a file that is not Dateline's own
    #[arg(long)]
    force: bool,
}

/// The charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Rows per day, week, month or year, stacked by type
    Timeline,
    /// Curves of rows and of the dead
    Cumulative,
    /// The places with most rows
    Places,
    /// The actors with most rows
    Actors,
    /// Who says something about whom
    Claims,
    /// The dead, by who says so
    Casualties,
    /// A square a day, the darker the more
    Calendar,
}

impl Kind {
    /// As it is named on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
    }
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read, lacks a column, or the chart not be written.
pub(super) fn run(arguments: &ChartArgs, voice: Voice) -> Result<Code, Failure> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.rows.picture_name(&arguments.kind.name()));
    let kind = picture_file::check(&output)?;
    if arguments.kind != Kind::Timeline {
        picture_file::without_height(&arguments.pictures, "this chart")?;
    }
    let dataset = arguments.rows.read(false, voice)?;
    let options = options(arguments, &dataset);
    let scene = match arguments.kind {
        Kind::Claims | Kind::Casualties => of_claims(arguments, &options, voice)?,
        kind => of_rows(kind, &dataset, &options)?,
    };
    picture_file::write(scene, (&output, kind), &arguments.pictures, arguments.force)?;
    voice.say(&format!("{output}: {}", options.subtitle));
    Ok(Code::Ok)
}

fn options(arguments: &ChartArgs, dataset: &Dataset) -> ChartOptions {
    ChartOptions {
        title: arguments.pictures.title.clone().unwrap_or_else(|| dataset.title()),
        subtitle: arguments.pictures.subtitle.clone().unwrap_or_else(|| dataset.subtitle(false)),
        row: dataset.dialect().row(),
        names: dataset.kinds().names,
        source: dataset.source(),
        height: arguments.pictures.options().page_height(),
    }
}

/// The charts that any rows give.
fn of_rows(kind: Kind, dataset: &Dataset, options: &ChartOptions) -> Result<Scene, Failure> {
    let kinds = dataset.kinds();
    let event = |r: &Record| Event { when: r.when, kind: kinds.of(r), dead: r.dead() };
    let events: Vec<Event> = dataset.records.iter().map(event).collect();
    Ok(match kind {
        Kind::Cumulative => charts::cumulative(&events, options)?,
        Kind::Calendar => charts::calendar(&events, options)?,
        Kind::Places => {
            let names = dataset.place_names();
            let of = |r: &Record| names.get(&(r.place, r.country)).map(String::as_str).into_iter().collect();
            charts::most(&named(dataset, &events, of), "place", options)?
        }
        Kind::Actors => charts::most(&named(dataset, &events, |r| dataset.actors(r)), "actor", options)?,
        Kind::Timeline | Kind::Claims | Kind::Casualties => scene::timeline_of(&events, options)?,
    })
}

/// Each row with its names.
fn named<'n>(dataset: &Dataset, events: &[Event], names: impl Fn(&Record) -> Vec<&'n str>) -> Vec<Named<'n>> {
    dataset.records.iter().zip(events).map(|(r, e)| Named { names: names(r), event: *e }).collect()
}

/// The charts that need claims.
fn of_claims(arguments: &ChartArgs, options: &ChartOptions, voice: Voice) -> Result<Scene, Failure> {
    let mut incidents: Vec<Stored> = Vec::new();
    for file in &arguments.rows.files {
        incidents.extend(claims::read(&run_of(file), voice)?.1);
    }
    Ok(match arguments.kind {
        Kind::Casualties => scene::casualties_of(&dataset::told_deaths(&incidents), options)?,
        _ => charts::claims(&dataset::told_claims(&incidents), options)?,
    })
}

/// The run to which a file belongs: the folder that it lies in, where it has no
/// claims of its own.
fn run_of(file: &str) -> PathBuf {
    let path = Path::new(file);
    if path.is_dir() || path.extension().is_some_and(|e| e == "jsonl") {
        return path.to_path_buf();
    }
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}
