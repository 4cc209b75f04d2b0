//! Arguments of the commands that ask: `places`, `lookup`, `explain`, `score`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::places::Form;

/// The end of `places --help`.
const PLACES: &str = "\
Examples:
  dateline places report.txt                          the text with its names marked, and a table
  dateline places reports/ -o places.geojson          one Feature per mention, for QGIS
  dateline places reports/*.html --format csv         one row per mention, on standard output
  dateline places - < reports.jsonl > places.jsonl    one line per report, in order, for scripts

Exit codes: 0 ok, 1 no report could be read or written, 2 wrong usage.";

/// Options of `places`.
#[derive(Debug, Args)]
#[command(after_help = PLACES)]
pub(super) struct PlacesArgs {
    /// Reports: .txt .md .html .jsonl .csv files, folders, globs, or - for JSON Lines on standard input
    #[arg(value_name = "REPORTS")]
    pub(super) reports: Vec<String>,
    /// Form of the output [default: text on a terminal, else jsonl]
    #[arg(long, value_name = "FORM")]
    pub(super) format: Option<Form>,
    /// File to write: NAME.jsonl, NAME.geojson, NAME.csv or NAME.txt
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<String>,
    /// Read the events too, and give names the roles event, background and planned; many times slower
    #[arg(long)]
    pub(super) roles: bool,
    /// Day of publication of the reports that do not tell it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// Table of publication dates: file,published,source,url (manifest.csv in a given folder is used unasked)
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: Option<PathBuf>,
    /// Write over a file that is not Dateline's own
    #[arg(long)]
    pub(super) force: bool,
}

/// The end of `lookup --help`.
const LOOKUP: &str = "\
Examples:
  dateline lookup Lachin                       candidates, what makes their scores, their other names
  dateline lookup Springfield --near 39.8,-89.6
  dateline lookup Martuni --near Goris         near a place, or --near AZ for a country
  dateline lookup Tripoli --country LB,SY      only in these countries
  dateline lookup Лачин Berdzor --json         one JSON document, an entry for each name
  dateline lookup - < names.txt                names from standard input, one a line
  dateline lookup 39.6,46.5 --date 2022-08-04  what lies there: country, division, status, nearest places
  dateline lookup --jsonl - < in.jsonl         a stream of place descriptions, one line out per line in

Exit codes: 0 ok, 1 a name that nothing bears, 2 wrong usage.";

/// Options of `lookup`.
#[derive(Debug, Args)]
#[command(after_help = LOOKUP)]
pub(super) struct LookupArgs {
    /// Names, in any script; a point (39.6,46.5 or 39°36'N 46°30'E) for what lies there; - for names on standard input
    #[arg(value_name = "NAME", required_unless_present = "jsonl", allow_negative_numbers = true)]
    pub(super) names: Vec<String>,
    /// Prefer places near a point (LAT,LON), in a country (AZ) or near a place (Goris)
    #[arg(long, value_name = "WHERE", allow_hyphen_values = true)]
    pub(super) near: Option<String>,
    /// Only places in these countries (ISO 3166-1: AZ or AZE; or names)
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) country: Vec<String>,
    /// Only places in this first-order division (name, or GeoNames' code)
    #[arg(long, value_name = "NAME")]
    pub(super) admin1: Option<String>,
    /// The day of which names and disputed areas are asked [default: today's]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// How many candidates or places to show of each name or point
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) limit: u16,
    /// One JSON document, a list with an entry for each name or point, instead of tables
    #[arg(long)]
    pub(super) json: bool,
    /// Resolve a stream of place descriptions, one line out per line in; - is standard input
    #[arg(long, value_name = "INPUT", conflicts_with_all = ["names", "near", "country", "admin1", "date", "json"])]
    pub(super) jsonl: Option<String>,
}

/// The end of `explain --help`.
const EXPLAIN: &str = "\
Examples:
  dateline explain report.txt --date 2022-08-04       the incidents of a report: sentences, words, rules, what was not taken
  dateline explain report.txt --missed                also the words that might tell an incident and do not
  dateline explain i65c1b3c8a2f0                      an incident of the run in out/, with all its reports
  dateline explain i65c1b3c8a2f0 --in march/          of another run
  dateline explain reports/ --json | jq .where        one JSON object per incident and line

Offsets are Unicode code points of the text as it came in. Incidents of all statuses are explained; those that
are planned, denied, background or generic are marked as not on the map.

Exit codes: 0 ok, 1 nothing could be read or an id is not known, 2 wrong usage, 4 no incident in the reports.";

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN)]
pub(super) struct ExplainArgs {
    /// Reports (.txt .md .html .jsonl .csv files, folders, globs, or - for standard input), or ids of incidents
    #[arg(value_name = "REPORT|ID", required = true)]
    pub(super) what: Vec<String>,
    /// Folder of the run that the ids are of, or its incidents.jsonl [default: out]
    #[arg(long = "in", value_name = "FOLDER", conflicts_with_all = ["date", "manifest", "missed"])]
    pub(super) folder: Option<PathBuf>,
    /// Day of publication of the reports that do not tell it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// Table of publication dates: file,published,source,url (manifest.csv in a given folder is used unasked)
    #[arg(long, value_name = "FILE")]
    pub(super) manifest: Option<PathBuf>,
    /// Also list the words that might tell an incident, and why they do not
    #[arg(long)]
    pub(super) missed: bool,
    /// One JSON object per incident and line
    #[arg(long)]
    pub(super) json: bool,
}

/// The end of `score --help`.
const SCORE: &str = "\
Gold is JSON Lines: {\"id\",\"text\",\"toponyms\":[{\"start\",\"end\",\"name\"?,\"lat\"?,\"lon\"?,\"kind\"?,\"radius_km\"?}]},
offsets in Unicode code points. Without PREDICTIONS Dateline reads the texts itself.

Examples:
  dateline score gold.jsonl                            how well Dateline reads these texts
  dateline score gold.jsonl --errors 20                and what it gets wrong
  dateline score gold.jsonl other.jsonl --json         another program's places, as JSON
  dateline score gold.jsonl --drop-pred demonym        gold that leaves adjectives of places unmarked

Acc@161: share of points within 161 km. AUC: area under the curve of the sorted ln(1 + km), 0 is best.
Strict: a missing point counts as the largest error. Size-aware: within 161 km or the gold's radius_km.

Exit codes: 0 ok, 1 nothing could be scored, 2 wrong usage.";

/// Options of `score`.
#[derive(Debug, Args)]
#[command(after_help = SCORE)]
pub(super) struct ScoreArgs {
    /// The gold, as JSON Lines; - is standard input
    #[arg(value_name = "GOLD")]
    pub(super) gold: String,
    /// Stored predictions, as `dateline places` writes them [default: what Dateline reads now]
    #[arg(value_name = "PREDICTIONS")]
    pub(super) predictions: Option<String>,
    /// Kinds of gold that are not counted, nor what is predicted there [default: homonym,language]
    #[arg(long, value_name = "KINDS")]
    pub(super) ignore: Option<String>,
    /// Kinds of predictions to throw away
    #[arg(long, value_name = "KINDS")]
    pub(super) drop_pred: Option<String>,
    /// Also list the N most frequent misses, false alarms and far points
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) errors: usize,
    /// JSON instead of tables
    #[arg(long)]
    pub(super) json: bool,
}
