//! `join`: two sets of rows, by key, place, day, or as twins.

mod areas;
mod args;
mod briefs;
mod folder;
mod labelled;
mod map;
mod matching;
mod places;
mod record;
mod shaded;
mod sides;
mod text;

pub(super) use args::JoinArgs;

use std::io::{BufWriter, Write as _, stdout};
use std::path::{Path, PathBuf};

use super::exit::{Code, Failure};
use super::outfile::Staging;
use super::say::Voice;
use crate::dataset::{Reading, Rows, stem};
use crate::export::{Format, Shapes, Sink};
use crate::format::qgis::joined_style;
use crate::gazetteer::Gazetteer;
use crate::join::{
    By, Finder, Found, How, Index, Join, KeyIndex, Keys, NearPlace, Nearest, Out, SamePlaces, Tally, Window,
};
use crate::scene::grouped;
use crate::text::counted;
use args::Place;

/// Runs the command.
///
/// # Errors
/// When a side cannot be read, lacks a column, or the result not be written.
pub(super) fn run(arguments: &JoinArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    if let Some(path) = &arguments.labelled {
        return labelled::run(path);
    }
    let place = place(arguments)?;
    if let Some(areas) = &arguments.area {
        return areas::run(arguments, areas, place, gazetteer, voice);
    }
    let left = arguments.left.as_deref().unwrap_or_default();
    let right = arguments.right.as_deref().ok_or_else(|| Failure::usage("join: name a second file to join with"))?;
    if left == "-" && right == "-" {
        return Err(Failure::usage("join: standard input can be one side only"));
    }
    let mode = Mode::of(arguments);
    // Of a join by key alone, points are asked for only where they are drawn.
    let typed = matches!(&place, Some(Place::File(_, format)) if !matches!(format, Format::Csv));
    let spots = mode != Mode::Key || typed || arguments.within.is_some() || matches!(place, Some(Place::Folder(_)));
    let records = matches!(mode, Mode::Match | Mode::Place);
    let reading = |right| Reading { wanted: arguments.wanted(right), spots, records, bytes: 0 };
    let (left, right) = sides::read_both([left, right], [reading(false), reading(true)], voice)?;
    if mode == Mode::Match {
        if !arguments.matching && !matching::is_meant(&left, &right) {
            let modes = "--on KEYS, --within 25km,3d, --nearest K, --match, --place or --area";
            return Err(Failure::usage(format!("join: how? give one of {modes}")));
        }
        let (left, twins, options) = matching::find(arguments, left, &right)?;
        let matched = matching::Matched { left: &left, right: &right, twins, options };
        // A picture that cannot be is known before anything is written.
        let picture = arguments.map.as_deref().map(|name| map::check(name).map(|kind| (name, kind)));
        let picture = picture.transpose()?;
        let code = matching::write(arguments, &matched, place, voice)?;
        if let Some(picture) = picture {
            map::draw(picture, arguments, &matched, gazetteer, voice)?;
        }
        return Ok(code);
    }
    let same = if mode == Mode::Place { places::find(&left, &right, gazetteer, voice) } else { SamePlaces::default() };
    let join = Join {
        left: &left,
        right: &right,
        finder: finder(arguments, &left, &right, &same.pairs)?,
        how: arguments.how.map_or(How::Inner, How::from),
        max_rows: arguments.max_rows,
    };
    let tally = write(arguments, &join, (place.unwrap_or(Place::Stdout), &same.near), voice)?;
    tell(arguments, &join, &tally, voice);
    Ok(if tally.written == 0 { Code::Nothing } else { Code::Ok })
}

/// How both sides are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Key,
    Near,
    Place,
    Match,
}

impl Mode {
    fn of(arguments: &JoinArgs) -> Self {
        match arguments {
            JoinArgs { matching: true, .. } => Self::Match,
            JoinArgs { place: true, .. } => Self::Place,
            JoinArgs { on: Some(_), .. } => Self::Key,
            JoinArgs { nearest: Some(_), .. } | JoinArgs { within: Some(_), .. } => Self::Near,
            _ => Self::Match,
        }
    }
}

/// Where the result goes.
fn place(arguments: &JoinArgs) -> Result<Option<Place>, Failure> {
    let Some(output) = arguments.output.as_deref() else { return Ok(None) };
    if output == "-" {
        return Ok(Some(Place::Stdout));
    }
    let path = PathBuf::from(output);
    match (Format::of(&path), path.extension().and_then(|e| e.to_str())) {
        (Some(format), _) => Ok(Some(Place::File(path, format))),
        (None, Some(ending)) if !output.ends_with('/') => {
            let known: Vec<&str> = Format::ALL.iter().map(|(_, endings)| endings[0]).collect();
            let message = format!("-o {output}: no format of the ending .{ending}; there are: {}", known.join(", "));
            Err(Failure::usage(message))
        }
        _ => Ok(Some(Place::Folder(path))),
    }
}

/// Where a file of a format is written.
fn sink(staging: &mut Staging, path: &Path, format: Format) -> Result<Sink<'static>, Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(if format.streams() {
        Sink::Stream(Box::new(staging.create(&name)?), path.to_path_buf())
    } else {
        Sink::File(staging.place(&name), path.to_path_buf())
    })
}

/// How rows are found.
fn finder<'r>(
    arguments: &JoinArgs,
    left: &'r Rows,
    right: &'r Rows,
    found: &[(u32, Found)],
) -> Result<Finder<'r>, Failure> {
    let window = arguments.within.unwrap_or_default();
    needs(&window, arguments.nearest.is_some(), left)?;
    needs(&window, arguments.nearest.is_some(), right)?;
    let by = if arguments.place {
        let holds =
            |(here, found): &&(u32, Found)| window.holds(&left.spots[*here as usize], &right.spots[found.row as usize]);
        By::Pairs(found.iter().filter(holds).copied().collect())
    } else if let Some(names) = &arguments.on {
        let fold = arguments.fold.unwrap_or_default();
        let keys = |rows: &'r Rows, side: fn(&(String, String)) -> &String| {
            let columns = names.0.iter().map(|pair| column(rows, side(pair)));
            Ok::<_, Failure>(Keys::new(rows, columns.collect::<Result<_, _>>()?, fold))
        };
        By::Key(keys(left, |pair| &pair.0)?, KeyIndex::new(keys(right, |pair| &pair.1)?))
    } else if let Some(count) = arguments.nearest {
        let same = arguments.right == arguments.left;
        By::Nearest { tree: Nearest::new(&right.spots), count: count as usize, same }
    } else {
        By::Window(Index::new(&right.spots, 0..right.len() as u32, &window))
    };
    Ok(Finder::new(left, right, by, window))
}

/// Whether a side has what a window asks for at all.
fn needs(window: &Window, nearest: bool, rows: &Rows) -> Result<(), Failure> {
    let file = &rows.sheet.file;
    let columns = || crate::dataset::listed(&rows.header);
    let placed = rows.spots.iter().any(|s| s.point().is_some());
    if (window.km.is_some() || nearest) && !placed {
        let remedy = "name them with --lat and --lon, or --right-lat and --right-lon";
        return Err(Failure::new(format!("{file}: no row has coordinates; the columns are: {} ({remedy})", columns())));
    }
    if window.days.is_some() && !rows.spots.iter().any(|s| s.days().is_some()) {
        let remedy = "name the column with --date, or --right-date; or leave the days out of --within";
        return Err(Failure::new(format!("{file}: no row has a date; the columns are: {} ({remedy})", columns())));
    }
    Ok(())
}

fn column(rows: &Rows, name: &str) -> Result<usize, Failure> {
    rows.column(name).ok_or_else(|| {
        let (file, columns) = (&rows.sheet.file, crate::dataset::listed(&rows.header));
        Failure::new(format!("{file}: no column '{name}'; the columns are: {columns} (name one of them with --on)"))
    })
}

fn write(
    arguments: &JoinArgs,
    join: &Join<'_>,
    (place, near): (Place, &[NearPlace]),
    voice: Voice,
) -> Result<Tally, Failure> {
    let columns = join.columns(&arguments.suffix);
    for (from, to) in &columns.renamed {
        voice.detail(&format!("column '{from}' of {} is '{to}' here", join.right.sheet.file));
    }
    match place {
        Place::Stdout => {
            let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
            let tally = join.run(&columns, &[], Out::Csv(&mut out)).map_err(stdout_failure)?;
            out.flush().map_err(|why| Failure::stdout(&why))?;
            Ok(tally)
        }
        Place::File(path, format) => {
            let mut staging = Staging::rows(&path, arguments.force, format)?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let tally = if format == Format::Csv {
                let mut file = staging.create(&name)?;
                let tally = join.run(&columns, &[], Out::Csv(&mut file))?;
                file.flush().map_err(|why| Failure::io(&path, "cannot write", &why))?;
                tally
            } else {
                let right = (!join.how.is_left_alone()).then_some(join.right);
                let (mut table, kinds) = columns.table(stem(&name), join.left, right);
                if format == Format::GeoPackage && table.shapes == Shapes::Points {
                    table.style = Some(joined_style(&join.category(&columns)));
                }
                let writer = format.open(sink(&mut staging, &path, format)?, &table)?;
                join.run(&columns, &kinds, Out::Writer(writer))?
            };
            staging.commit()?;
            Ok(tally)
        }
        Place::Folder(folder) => folder::write(arguments, join, &folder, near),
    }
}

/// A closed pipe is no failure.
fn stdout_failure(error: crate::error::Error) -> Failure {
    match error {
        crate::error::Error::Io { source, .. } => Failure::stdout(&source),
        other => other.into(),
    }
}

/// Says what was found.
fn tell(arguments: &JoinArgs, join: &Join<'_>, tally: &Tally, voice: Voice) {
    let (left, right) = (&join.left.sheet.file, &join.right.sheet.file);
    let many = |n: usize| grouped(n as u64);
    let lacks = match (&arguments.on, arguments.within) {
        (Some(_), _) => "a key",
        (None, Some(Window { km: Some(_), days: Some(_) })) => "a point or a day",
        (None, Some(Window { km: None, .. })) => "a day",
        _ => "a point",
    };
    let unable =
        if tally.unable > 0 { format!(" ({} of them without {lacks})", many(tally.unable)) } else { String::new() };
    let alone = join.left.len() - tally.left;
    voice.say(&format!(
        "{left}: {} of {} found a partner, {} did not{unable}",
        many(tally.left),
        counted(join.left.len() as u64, "row"),
        many(alone)
    ));
    if !join.how.is_left_alone() {
        let only = join.right.len() - tally.right;
        voice.say(&format!(
            "{right}: {} of {} found for one, {} not",
            many(tally.right),
            counted(join.right.len() as u64, "row"),
            many(only)
        ));
        voice.say(&counted(tally.pairs, "pair"));
    }
    if let Some((key, rows)) = Some(tally.several).filter(|n| *n > 0).and_then(|_| join.finder.most_of_key()) {
        let key = crate::format::columns::harmless(&key);
        voice.say(&format!(
            "keys are not unique in {right}: {} of {left} with several partners each; '{key}' is in {}",
            counted(tally.several as u64, "row"),
            counted(rows as u64, "row")
        ));
    }
    if tally.tied > 0 {
        voice.say(&format!(
            "ties: for {} another was just as near; the first in the file was taken",
            counted(tally.tied as u64, "row")
        ));
    }
}
