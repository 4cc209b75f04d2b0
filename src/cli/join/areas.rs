//! `join --area`: the area in which each row lies, or rows counted by area.

use std::io::{BufWriter, stdout};
use std::path::{Path, PathBuf};

use super::super::exit::{Code, Failure};
use super::super::outfile::Staging;
use super::super::say::Voice;
use super::args::{JoinArgs, Place};
use super::{map, shaded, sides, sink, write};
use crate::dataset::{Reading, Rows, stem};
use crate::export::{Format, Sink};
use crate::gazetteer::Gazetteer;
use crate::join::{
    Aggregate, By, Finder, Groups, How, Join, Level, Placed, Summary, Window, in_divisions, in_polygons,
};
use crate::scene::grouped;
use crate::text::counted;

/// Runs it.
///
/// # Errors
/// Where a file cannot be read, holds no areas, or the result not be written.
pub(super) fn run(
    arguments: &JoinArgs,
    areas: &str,
    place: Option<Place>,
    gazetteer: &Gazetteer,
    voice: Voice,
) -> Result<Code, Failure> {
    let reading = |wanted| Reading { wanted, spots: true, records: false, bytes: 0 };
    let left = arguments.left.as_deref().unwrap_or_default();
    let rows = sides::read(left, reading(arguments.wanted(false)))?;
    voice.warnings("warning: ", &rows.sheet.notices);
    let placed = match areas.parse::<Level>() {
        Ok(level) => in_divisions(&rows, level, gazetteer)?,
        Err(()) if !Path::new(areas).exists() => {
            let message =
                format!("--area {areas}: expected country, adm1, adm2, or a file of polygons; there is no such file");
            return Err(Failure::usage(message));
        }
        Err(()) => {
            // That areas are no points is not odd here, so their notices are not told.
            let polygons = sides::read(areas, Reading { spots: true, ..Reading::default() })?;
            in_polygons(&rows, polygons)?
        }
    };
    let code = match &arguments.aggregate {
        Some(aggregate) => by_area(arguments, aggregate, (&rows, &placed), place, (gazetteer, voice))?,
        None if arguments.map.is_some() => {
            return Err(Failure::usage(
                "--map: areas are coloured by a number (give --aggregate count, or sum:COLUMN)",
            ));
        }
        None => joined(arguments, &rows, &placed, place, voice)?,
    };
    tell(&rows, &placed, voice);
    Ok(code)
}

/// Each row with its area.
fn joined(
    arguments: &JoinArgs,
    rows: &Rows,
    placed: &Placed,
    place: Option<Place>,
    voice: Voice,
) -> Result<Code, Failure> {
    let finder = Finder::new(rows, &placed.areas, By::Pairs(placed.pairs.clone()), Window::default());
    let how = arguments.how.map_or(How::Inner, How::from);
    let join = Join { left: rows, right: &placed.areas, finder, how, max_rows: arguments.max_rows };
    let tally = write(arguments, &join, (place.unwrap_or(Place::Stdout), &[]), voice)?;
    Ok(if tally.written == 0 { Code::Nothing } else { Code::Ok })
}

/// Areas with what lies in them.
fn by_area(
    arguments: &JoinArgs,
    aggregate: &Aggregate,
    (rows, placed): (&Rows, &Placed),
    place: Option<Place>,
    (gazetteer, voice): (&Gazetteer, Voice),
) -> Result<Code, Failure> {
    // A picture that cannot be is known before anything is written.
    let picture = arguments.map.as_deref().map(|name| map::check(name).map(|kind| (name, kind))).transpose()?;
    if picture.is_some() && aggregate.by.is_some() {
        return Err(Failure::usage("--map: one map shows one number of each area (leave out by: in --aggregate)"));
    }
    let groups = Groups::new(rows, aggregate.by.as_ref())?;
    let summary = Summary::new(rows, placed, &aggregate.what, &groups)?;
    voice.warnings("warning: ", &summary.faults);
    if summary.ungrouped > 0 {
        voice.say(&format!("in no count: {} without what is counted by", counted(summary.ungrouped as u64, "row")));
    }
    if summary.len() as u64 > arguments.max_rows {
        let message = format!(
            "{} would be written, more than --max-rows {}",
            counted(summary.len() as u64, "row"),
            arguments.max_rows
        );
        return Err(Failure::new(message));
    }
    match place {
        None | Some(Place::Stdout) => {
            // An outline is no cell of a table.
            let table = crate::export::Table { shapes: crate::export::Shapes::None, ..summary.table("areas") };
            let out = Sink::Stream(Box::new(BufWriter::new(stdout())), PathBuf::from("standard output"));
            let mut writer = Format::Csv.open(out, &table)?;
            summary.write(writer.as_mut()).and_then(|()| writer.finish()).map_err(super::stdout_failure)?;
        }
        Some(Place::File(path, format)) => {
            let mut staging = Staging::rows(&path, arguments.force, format)?;
            let mut table = summary.table(stem(&path.to_string_lossy()));
            if matches!(format, Format::Csv | Format::Tsv) {
                table.shapes = crate::export::Shapes::None;
            }
            let mut writer = format.open(sink(&mut staging, &path, format)?, &table)?;
            summary.write(writer.as_mut())?;
            writer.finish()?;
            staging.commit()?;
        }
        Some(Place::Folder(folder)) => {
            let folder = folder.display();
            return Err(Failure::usage(format!(
                "-o {folder}: counts by area are one file; give NAME.csv or NAME.geojson"
            )));
        }
    }
    if let Some(picture) = picture {
        shaded::draw(picture, arguments, (rows, placed, &summary), gazetteer)?;
    }
    Ok(if summary.is_empty() { Code::Nothing } else { Code::Ok })
}

/// Says which rows lie in no area, and why.
fn tell(rows: &Rows, placed: &Placed, voice: Voice) {
    let many = |n: usize| grouped(n as u64);
    let mut inside: Vec<u32> = placed.pairs.iter().map(|(row, _)| *row).collect();
    inside.dedup();
    let file = &rows.sheet.file;
    let areas = placed.areas.len();
    voice.say(&format!(
        "{file}: {} of {} in one of {}",
        many(inside.len()),
        counted(rows.len() as u64, "row"),
        counted(areas as u64, "area")
    ));
    if placed.unknown > 0 {
        voice.say(&format!("areas without a known outline, left out: {}", many(placed.unknown)));
    }
    for (count, why) in [
        (placed.unplaced, "without a point"),
        (placed.vague, "known too coarsely to say in which area"),
        (placed.outside, "in none, as at sea or where no outline is known"),
    ] {
        if count > 0 {
            voice.say(&format!("{file}: in no count: {} {why}", counted(count as u64, "row")));
        }
    }
}
