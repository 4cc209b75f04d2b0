//! Arguments of the commands that ask: `places`, `lookup`.

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
