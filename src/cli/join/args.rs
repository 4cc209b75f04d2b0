//! Options of `join`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::super::picture_args::PictureArgs;
use super::super::rows::ColumnArgs;
use crate::dataset::Wanted;
use crate::join::{Aggregate, Fold, How, Window};

/// The end of `join --help`.
const JOIN: &str = "\
Examples:
  dateline join out/ GEDEvent.csv                          which of our incidents are in UCDP, which are missing there
  dateline join out/ GEDEvent.csv -o match/                the same as tables: matched, only_left, only_right, near_misses, review
  dateline join a.csv b.csv --on iso3=country_code,name    by key; names before and after = where they differ
  dateline join a.csv b.csv --on name --fold accents       the same, whatever case and accents
  dateline join a.csv b.csv --within 25km,3d -o near.csv   every pair at most 25 km and 3 days apart
  dateline join a.csv towns.csv --nearest 1 --within 50km  the nearest, if it is near enough
  dateline join a.csv b.csv --place                        rows of the same place of the gazetteer
  dateline join a.csv --area adm1 --aggregate count,sum:deaths,by:month -o provinces.geojson
  dateline join a.csv --area districts.geojson             each row with the area in which it lies

Either side may be a folder that Dateline wrote, ACLED, UCDP GED, any CSV, TSV or GeoJSON. All columns of both sides are
kept; a column of the right side whose name the left has too gets a suffix. A row without the point, day or key that is
asked for finds nothing, and is counted. Distances are on the ellipsoid (WGS 84); days are counted between the last day
of one row and the first of the other, 0 where they touch. Formulas in CSV are made text by an apostrophe.

Exit codes: 0 ok, 1 a file could not be read or written, 2 wrong usage, 4 nothing was found.";

/// Which rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum HowName {
    /// Pairs
    Inner,
    /// Pairs, and rows of LEFT without one
    Left,
    /// Pairs, and rows of RIGHT without one
    Right,
    /// Pairs, and rows of both without one
    Full,
    /// Rows of LEFT that have a partner, once each
    Semi,
    /// Rows of LEFT that have none
    Anti,
}

impl From<HowName> for How {
    fn from(name: HowName) -> Self {
        match name {
            HowName::Inner => Self::Inner,
            HowName::Left => Self::Left,
            HowName::Right => Self::Right,
            HowName::Full => Self::Full,
            HowName::Semi => Self::Semi,
            HowName::Anti => Self::Anti,
        }
    }
}

/// Columns of a key: of the left side, of the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyNames(pub(super) Vec<(String, String)>);

impl FromStr for KeyNames {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let pair = |part: &str| {
            let (left, right) = part.split_once('=').unwrap_or((part, part));
            let (left, right) = (left.trim(), right.trim());
            let named = !left.is_empty() && !right.is_empty();
            named.then(|| (left.to_owned(), right.to_owned())).ok_or("expected COLUMN or LEFT=RIGHT, with commas")
        };
        Ok(Self(text.split(',').map(pair).collect::<Result<_, _>>()?))
    }
}

/// Options of `join`.
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[derive(Debug, Args)]
#[command(after_help = JOIN)]
pub(in super::super) struct JoinArgs {
    /// Rows whose order is kept: a folder of ours, ACLED, UCDP, any CSV, TSV or GeoJSON; - is standard input
    #[arg(value_name = "LEFT", required_unless_present = "labelled")]
    pub(super) left: Option<String>,
    /// Rows that are found for them
    #[arg(value_name = "RIGHT")]
    pub(super) right: Option<String>,
    /// Join by columns: NAME where both sides have it, LEFT=RIGHT where not; several with commas
    #[arg(long, value_name = "KEYS")]
    pub(super) on: Option<KeyNames>,
    /// What does not count when keys are compared: case, accents (and case), zeros (007 is 7)
    #[arg(long, value_name = "LIST", requires = "on")]
    pub(super) fold: Option<Fold>,
    /// Join rows of the same place of the gazetteer
    #[arg(long, conflicts_with_all = ["on", "nearest", "matching"])]
    pub(super) place: bool,
    /// Join each row with the area in which it lies: country, adm1, adm2, or GeoJSON of polygons
    #[arg(long, value_name = "AREAS", conflicts_with_all = ["on", "nearest", "matching", "place", "within", "right"])]
    pub(super) area: Option<String>,
    /// Count and sum by area, those without any row too: count,sum:COLUMN,mean:,min:,max:,by:month|year|COLUMN (deaths is the best figure)
    #[arg(long, value_name = "WHAT", requires = "area", conflicts_with = "how")]
    pub(super) aggregate: Option<Aggregate>,
    /// At most so far apart: 25km,3d or 25km or 3d; narrows --on and --nearest, widens or narrows --match
    #[arg(long, value_name = "WINDOW", allow_hyphen_values = true)]
    pub(super) within: Option<Window>,
    /// The K nearest rows
    #[arg(long, value_name = "K", conflicts_with_all = ["on", "matching"], value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) nearest: Option<u32>,
    /// Match rows that tell of the same event, one to one
    #[arg(long = "match")]
    pub(super) matching: bool,
    /// Lowest score of a match, 0 to 1 [default: 0.55]
    #[arg(long, value_name = "SCORE", value_parser = share)]
    pub(super) min_score: Option<f32>,
    /// Match incidents of LEFT that have no day by the rest, and give them the day of a twin that is beyond doubt
    #[arg(long)]
    pub(super) date_from_match: bool,
    /// Also write sample.csv into the folder: about N pairs for people to label
    #[arg(long, value_name = "N", requires = "output", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) sample: Option<u32>,
    /// Print precision and recall from a labelled sample (column same: yes or no), and nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["left", "output"])]
    pub(super) labelled: Option<PathBuf>,
    /// Which rows are written [default: inner]
    #[arg(long, value_name = "HOW", value_enum)]
    pub(super) how: Option<HowName>,
    /// What is added to names of RIGHT's columns that LEFT has too
    #[arg(long, value_name = "SUFFIX", default_value = "_right")]
    pub(super) suffix: String,
    /// End where more rows would be written
    #[arg(long, value_name = "N", default_value_t = 20_000_000)]
    pub(super) max_rows: u64,
    /// Where to write: NAME.csv, .geojson and the like, a folder for all reports, - for CSV on standard output [default: -]
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<String>,
    /// Also draw what --match finds: in both, only here, only there, lines between twins; or areas coloured by the first of --aggregate (NAME.png, .svg or .pdf)
    #[arg(long, value_name = "NAME.png", conflicts_with_all = ["on", "nearest", "place"])]
    pub(super) map: Option<String>,
    #[command(flatten)]
    pub(super) pictures: PictureArgs,
    /// Print what --match finds as JSON, not as a table
    #[arg(long, conflicts_with = "output")]
    pub(super) json: bool,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    right_columns: RightColumnArgs,
    /// Write into a folder, or over a file, that is there already
    #[arg(long)]
    pub(super) force: bool,
}

fn share(text: &str) -> Result<f32, String> {
    let share: f32 = text.parse().map_err(|why| format!("expected a score: {why}"))?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("a score is 0 to 1".to_owned()) }
}

/// Columns of the right side that are named.
#[derive(Debug, Clone, Args)]
pub(super) struct RightColumnArgs {
    /// RIGHT's column with the latitude, as --lat is LEFT's [default: found by its name]
    #[arg(long = "right-lat", id = "right_lat", value_name = "COLUMN")]
    lat: Option<String>,
    /// RIGHT's column with the longitude [default: found by its name]
    #[arg(long = "right-lon", id = "right_lon", value_name = "COLUMN")]
    lon: Option<String>,
    /// RIGHT's column with the day [default: found by its name]
    #[arg(long = "right-date", id = "right_date", value_name = "COLUMN")]
    date: Option<String>,
}

impl JoinArgs {
    /// What is asked of a side's columns.
    pub(super) fn wanted(&self, right: bool) -> Wanted {
        if !right {
            return self.columns.wanted(false);
        }
        let RightColumnArgs { lat, lon, date } = self.right_columns.clone();
        Wanted { lat, lon, date, ..Wanted::default() }
    }
}

/// Where a join writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// CSV on standard output.
    Stdout,
    /// One file.
    File(PathBuf, crate::export::Format),
    /// A folder.
    Folder(PathBuf),
}
