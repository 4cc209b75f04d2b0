//! `draw`: a map of the rows of any file.

use clap::Args;

use super::exit::{Code, Failure};
use super::panels::{self, Facets, Panels};
use super::picture_args::PictureArgs;
use super::picture_file;
use super::rows::RowsArgs;
use super::say::Voice;
use super::shades::{Aggregate, Areas, shades};
use crate::dataset::{Dataset, Kinds, Record};
use crate::gazetteer::Gazetteer;
use crate::scene::charts::{self, ShadeOptions};
use crate::scene::{self, Dot, DotOptions, Scene};

/// The end of `draw --help`.
const DRAW: &str = "\
Examples:
  dateline draw GEDEvent_v24_1.csv -o map.png              UCDP GED, of any version
  dateline draw acled-export.csv                           ACLED; writes acled-export-map.png and .txt
  dateline draw out/incidents.geojson                      what Dateline read
  dateline draw raids.csv --lat north --lon east           columns by other names
  dateline draw raids.tsv --color weapon --size cost       another column for the colour, another for the size
  dateline draw raids.csv --choropleth admin1 --aggregate sum:cost   areas coloured by a sum
  dateline draw acled-export.csv --panels month       a map for each month, side by side
  dateline draw 2023.csv 2024.csv --title \"Two years\"      several files on one map

Colours: types of ACLED and UCDP have their own; of any other column the most frequent values have one each, and
the rest are \"other\". Size: the deaths, best figure. Many rows become hexagons with counts (--no-hexagons, --hexagons).
Rows without coordinates, or with wrong ones, are counted in the subtitle and named by line.

Exit codes: 0 ok, 1 a file could not be read or written, 2 wrong usage, 4 no row has a point.";

/// Options of `draw`.
#[derive(Debug, Args)]
#[command(after_help = DRAW)]
pub(super) struct DrawArgs {
    #[command(flatten)]
    rows: RowsArgs,
    /// Picture to write (NAME.png, NAME.svg or NAME.pdf), with NAME.txt beside it [default: FILE-map.png in the current folder]
    #[arg(short, long, value_name = "NAME.png")]
    output: Option<String>,
    #[command(flatten)]
    pictures: PictureArgs,
    /// Hexagons with counts, however few rows there are
    #[arg(long, conflicts_with = "no_hexagons")]
    hexagons: bool,
    /// A symbol for each row, however many there are
    #[arg(long)]
    no_hexagons: bool,
    /// Colour areas by how many rows lie in each, in place of symbols
    #[arg(long, value_name = "AREAS", value_enum, conflicts_with_all = ["hexagons", "no_hexagons", "color"])]
    choropleth: Option<Areas>,
    /// What colours the areas: count, or sum:COLUMN [default: count]
    #[arg(long, value_name = "WHAT", requires = "choropleth", conflicts_with = "size")]
    aggregate: Option<Aggregate>,
    /// Several small maps of one extent: by period (period, day, week, month, year), type or side
    #[arg(long, value_name = "BY", value_enum, conflicts_with = "choropleth")]
    panels: Option<Panels>,
    /// Write over a file that is not Dateline's own
    #[arg(long)]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read, lacks a column, or the map not be written.
pub(super) fn run(arguments: &DrawArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.rows.picture_name("map"));
    let kind = picture_file::check(&output)?;
    if arguments.panels.is_some() {
        picture_file::without_height(&arguments.pictures, "a page of panels")?;
    }
    let Some((scene, dataset)) = scene(arguments, gazetteer, voice)? else {
        voice.say("no row has a point that could be drawn");
        return Ok(Code::Nothing);
    };
    picture_file::write(scene, (&output, kind), &arguments.pictures, arguments.force)?;
    voice.say(&format!("{output}: {}", dataset.subtitle(true)));
    Ok(Code::Ok)
}

/// The map and its rows; none where no row has a point.
fn scene(arguments: &DrawArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Option<(Scene, Dataset)>, Failure> {
    let mut rows = arguments.rows.clone();
    let aggregate = arguments.aggregate.clone().unwrap_or(Aggregate::Count);
    if let Aggregate::Sum(column) = &aggregate {
        rows.set_size(column);
    }
    let dataset = rows.read(true, voice)?;
    if let Some(areas) = arguments.choropleth {
        let (shades, outside) = shades(&dataset, areas, &aggregate, gazetteer);
        let options = shade_options(arguments, &dataset, &aggregate, outside);
        let scene = if shades.is_empty() { None } else { Some(charts::choropleth(&shades, &options, gazetteer)?) };
        return Ok(scene.map(|scene| (scene, dataset)));
    }
    let (kinds, deaths) = (dataset.kinds(), dataset.is_sized_by_deaths());
    let points: Vec<Dot> = dataset.records.iter().filter_map(|r| dot(&kinds, deaths, r)).collect();
    if points.is_empty() {
        return Ok(None);
    }
    let options = options(arguments, &dataset);
    let scene = match arguments.panels {
        None => scene::dots(&points, &options, gazetteer)?,
        Some(by) => {
            let placed = dataset.records.iter().filter(|r| r.point().is_some());
            let drawn: Vec<(Dot, &Record)> = points.iter().copied().zip(placed).collect();
            let Facets { facets, note } = panels::facets(&dataset, &drawn, by)?;
            scene::multiples(&points, &facets, &options, &note, gazetteer)?
        }
    };
    Ok(Some((scene, dataset)))
}

fn shade_options(arguments: &DrawArgs, dataset: &Dataset, aggregate: &Aggregate, outside: usize) -> ShadeOptions {
    let DotOptions { title, subtitle, source, date, ground, height, .. } = options(arguments, dataset);
    let what = match aggregate {
        Aggregate::Count => dataset.called(),
        Aggregate::Sum(column) => format!("Sum of {column}"),
    };
    ShadeOptions { title, subtitle, what, source, date, outside, ground, height }
}

/// A row that has a point; `deaths` says that they decide the size.
fn dot(kinds: &Kinds, deaths: bool, record: &Record) -> Option<Dot> {
    let (lat, lon) = record.point()?;
    let (low, _, high) = record.deaths();
    let range = low.zip(high).filter(|(low, high)| deaths && low < high).map(|(low, high)| [low as f32, high as f32]);
    Some(Dot { lon: lon as f32, lat: lat as f32, kind: kinds.of(record), weight: record.size(), range })
}

fn options(arguments: &DrawArgs, dataset: &Dataset) -> DotOptions {
    DotOptions {
        title: arguments.pictures.title.clone().unwrap_or_else(|| dataset.title()),
        subtitle: arguments.pictures.subtitle.clone().unwrap_or_else(|| dataset.subtitle(true)),
        names: dataset.kinds().names,
        weight: dataset.size_name(),
        source: dataset.source(),
        date: dataset.span().map(|(_, last)| last),
        hexagons: match (arguments.hexagons, arguments.no_hexagons) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        ground: arguments.pictures.ground(),
        height: arguments.pictures.options().page_height(),
    }
}
