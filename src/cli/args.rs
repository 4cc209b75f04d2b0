//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::admin::AdminArgs;
use super::chart::ChartArgs;
use super::choice::ChoiceArgs;
use super::claims::ClaimsArgs;
use super::corrections::{AgreeArgs, CorrectArgs, CorrectionsCommand};
use super::data::DataArgs;
use super::diff::DiffArgs;
use super::draw::DrawArgs;
use super::export::ExportArgs;
use super::gazetteer::GazetteerCommand;
use super::inspect::InspectArgs;
use super::join::JoinArgs;
use super::picture_args::PictureArgs;
use super::public::PublicArgs;
use super::queries::{ExplainArgs, LookupArgs, PlacesArgs, ScoreArgs};
use super::verify::VerifyArgs;
use crate::coding::Status;

/// The end of `--help`.
const EXAMPLES: &str = "\
Examples:
  dateline article.txt -o out/                     one report: map, tables, QGIS project in out/
  dateline reports/ more/*.html -o out/            folders and files together
  dateline article.txt --date 2022-08-04 -o out/   the day of publication, where the text has none
  dateline reports/ -o incidents.geojson           only that one file
  dateline reports/ -o map.pdf --theme print       the map alone, in greys, as PDF; .svg and .png likewise
  dateline reports/ -o out/ --svg --pdf            every picture as SVG and PDF too
  dateline extract - < in.jsonl > out.jsonl        a line a report: its incidents
  dateline places - < in.jsonl                     a line a report: its place names
  dateline places report.txt                       its place names, marked in the text
  dateline explain article.txt                     why here, when, how many, by whom
  dateline claims out/ --disputed                  who says what of the contested incidents
  dateline lookup Lachin --country AZ              candidates with scores
  dateline lookup 39.6,46.5                        what lies there
  dateline draw events.csv -o map.png              a map of any table with coordinates: UCDP, ACLED, your own
  dateline chart events.csv --kind timeline        charts of it; chart --help lists them
  dateline join out/ GEDEvent.csv                  which incidents UCDP has, and which it lacks; join --help
  dateline diff march/ april/                      what differs between two runs
  dateline verify out/run.json                     whether the same comes out again
  dateline score gold.jsonl                        how well place names are read, on your own gold
  dateline correct ID --set killed_best=3          note a correction; --corrections FILE reads with it

Dates: \"on Sunday\" can only be dated from the day of publication. It is taken from the text or the page,
else from manifest.csv in the folder (file,published,source,url[,archive_url,retrieved]), else from --date. It is never guessed.

Exit codes: 0 ok, 1 no report could be read or written, 2 wrong usage, 3 with --strict when an incident is
undated or unplaced, 4 no incident found.";

/// Reads news reports and maps the incidents in them. Offline; the same input gives the same bytes.
#[derive(Debug, Parser)]
#[command(name = "dateline", after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
#[command(disable_version_flag = true, max_term_width = 110)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) map: MapArgs,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// Print the version; with --verbose also the data inside and their licences
    #[arg(short = 'V', long)]
    pub(super) version: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Common {
    /// Threads to use [default: one per core]; the output is the same for any number
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say every warning in full, and how long each stage took
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// The commands; without one, `map`.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read reports and map their incidents (the default)
    Map(Box<MapArgs>),
    /// Incidents as a stream: JSON Lines in, one line per report out, in order
    Extract(StreamArgs),
    /// Place names of reports: marked text, GeoJSON, CSV, or a stream of JSON Lines
    Places(PlacesArgs),
    /// Say why: the words and rules behind each field of an incident, and what was not taken
    Explain(ExplainArgs),
    /// Who claims, denies and confirms what: the ledger of each incident of a run, as a table
    Claims(ClaimsArgs),
    /// A map of the rows of any file: UCDP GED, ACLED, CSV, GeoJSON
    Draw(DrawArgs),
    /// A chart of the rows of any file: timeline, curves, places, actors, claims, casualties, calendar
    Chart(ChartArgs),
    /// Join two sets of rows: which events are in both, what is near, how many lie in each area
    Join(Box<JoinArgs>),
    /// The rows of any file in another format: GeoJSON, CSV, JSON Lines, KML
    Export(ExportArgs),
    /// What a file of rows holds: columns, kinds, coordinates, dates, and what is wrong with it
    Inspect(InspectArgs),
    /// Look place names or points up: candidates with scores, what lies there
    Lookup(LookupArgs),
    /// Make, look into and check gazetteers
    Gazetteer {
        /// What to do
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// The field's measures of place names on your own gold
    Score(ScoreArgs),
    /// What differs between two results: incidents added, gone, changed, and why
    Diff(DiffArgs),
    /// Read the reports of a run.json again and say whether every file has the same bytes
    Verify(VerifyArgs),
    /// Write down what was read wrongly, so that it holds when reports are read again
    Correct(CorrectArgs),
    /// Check files of corrections
    Corrections {
        /// What to do
        #[command(subcommand)]
        command: CorrectionsCommand,
    },
    /// How far two coders agree: Krippendorff's alpha by field
    Agree(AgreeArgs),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}

/// Options of the default command.
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[derive(Debug, Clone, Args)]
pub(super) struct MapArgs {
    /// Reports: .txt .md .html .jsonl .csv files, folders, globs, or - for standard input
    #[arg(value_name = "REPORTS")]
    pub(super) reports: Vec<String>,
    /// Folder to write, or one file: NAME.geojson, NAME.csv, NAME.jsonl, NAME.gpkg, NAME.fgb, NAME.parquet, NAME.kml, NAME.png, NAME.svg, NAME.pdf; - is GeoJSON on standard output
    #[arg(short, long, value_name = "OUT", default_value = "out")]
    pub(super) output: String,
    /// Day of publication of the reports that do not tell it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// Table of publication dates: file,published,source,url (manifest.csv in a given folder is used unasked)
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: Option<PathBuf>,
    /// What people found wrong: corrections (.csv, .jsonl) or a filled-in review.csv; repeatable (corrections.csv in a given folder is used unasked)
    #[arg(long, value_name = "FILE")]
    pub(super) corrections: Vec<PathBuf>,
    /// Keep incidents of different reports apart
    #[arg(long, conflicts_with_all = ["merge_km", "merge_days"])]
    pub(super) no_merge: bool,
    /// Merge incidents of different reports up to this distance [default: 25]
    #[arg(long, value_name = "KM", value_parser = kilometres, allow_negative_numbers = true)]
    pub(super) merge_km: Option<f64>,
    /// Merge incidents of different reports up to this many days apart [default: 0]
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true, value_parser = clap::value_parser!(i32).range(0..=366))]
    pub(super) merge_days: Option<i32>,
    /// Also map what is told as background
    #[arg(long)]
    pub(super) background: bool,
    /// Also map what is planned
    #[arg(long)]
    pub(super) planned: bool,
    /// Map these statuses and no others [default: reported,claimed]
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["background", "planned"])]
    pub(super) status: Vec<StatusName>,
    #[command(flatten)]
    pub(super) choice: ChoiceArgs,
    #[command(flatten)]
    pub(super) areas: AdminArgs,
    /// Also write areas.geojson and lines.geojson: the area of a region on the incident's day, borders, corridors, circles where no more is known
    #[arg(long = "areas")]
    pub(super) ground: bool,
    #[command(flatten)]
    pub(super) publish: PublicArgs,
    #[command(flatten)]
    pub(super) pictures: PictureArgs,
    /// End with code 3 when an incident is undated or unplaced
    #[arg(long)]
    pub(super) strict: bool,
    /// Write into a folder, or over a file, that is not Dateline's own
    #[arg(long)]
    pub(super) force: bool,
}

/// Options of the streams.
#[derive(Debug, Args)]
pub(super) struct StreamArgs {
    /// JSON Lines of reports ({"id","text","title"?,"published"?,"source"?,"url"?...}); - is standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(super) input: String,
    /// Day of publication of the reports that do not tell it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
}

/// A status as it is named on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum StatusName {
    /// Told as fact
    Reported,
    /// Only a party says so
    Claimed,
    /// Said not to have happened
    Denied,
    /// Announced or feared
    Planned,
    /// Earlier, told as context
    Background,
    /// Many, without one place and day
    Generic,
}

impl From<StatusName> for Status {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Reported => Self::Reported,
            StatusName::Claimed => Self::Claimed,
            StatusName::Denied => Self::Denied,
            StatusName::Planned => Self::Planned,
            StatusName::Background => Self::Background,
            StatusName::Generic => Self::Generic,
        }
    }
}

fn kilometres(text: &str) -> Result<f64, String> {
    let km: f64 = text.parse().map_err(|why| format!("expected a number of kilometres: {why}"))?;
    if (0.0..=1000.0).contains(&km) { Ok(km) } else { Err("expected 0 to 1000 kilometres".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
