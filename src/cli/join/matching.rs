//! `join --match`: which rows of both sides tell of one event, as a table that
//! people read, as files, and as a sample to check it by.

use std::io::Write as _;
use std::path::Path;

use super::super::exit::{Code, Failure};
use super::super::outfile::Staging;
use super::super::say::Voice;
use super::args::{JoinArgs, Place};
use super::briefs::{Briefs, FIELDS};
use super::record;
use super::sides;
use super::text;
use crate::dataset::{Cutter, Dialect, Rows, date};
use crate::format::table::guarded;
use crate::join::twins::{Alone, Options, Pair, Twins, sample, twins};
use crate::join::{By, Finder, Found, How, Join, Out, Window};
use crate::text::counted;

/// Both sides, and what became of them.
pub(super) struct Matched<'m> {
    pub(super) left: &'m Rows,
    pub(super) right: &'m Rows,
    pub(super) twins: Twins,
    pub(super) options: Options,
}

/// The twins of two sides. With `--date-from-match` the left side has their
/// days.
///
/// # Errors
/// Where the embedded lexicon is broken.
pub(super) fn find(arguments: &JoinArgs, left: Rows, right: &Rows) -> Result<(Rows, Twins, Options), Failure> {
    let mut options = Options { undated: arguments.date_from_match, ..Options::default() };
    if let Some(least) = arguments.min_score {
        options.least = least;
    }
    if let Some(window) = arguments.within {
        options.window = window;
    }
    // Where one side has no days at all, or no points, the other's say nothing.
    let has =
        |rows: &Rows| (rows.spots.iter().any(|s| s.point().is_some()), rows.spots.iter().any(|s| s.days().is_some()));
    let ((points, days), (points_there, days_there)) = (has(&left), has(right));
    if !(points && points_there) {
        let file = if points { &right.sheet.file } else { &left.sheet.file };
        let remedy = "name the columns with --lat and --lon, or --right-lat and --right-lon";
        return Err(Failure::new(format!("{file}: no row has coordinates, by which events are matched ({remedy})")));
    }
    let both_dated = days && days_there;
    if !both_dated && !arguments.date_from_match {
        let file = if days { &right.sheet.file } else { &left.sheet.file };
        let remedy = "name the column with --date or --right-date, or give --date-from-match";
        return Err(Failure::new(format!("{file}: no row has a date, by which events are matched ({remedy})")));
    }
    let found = twins(&left, right, &options)?;
    let left = if arguments.date_from_match { dated(left, right, &found, options.least) } else { left };
    Ok((left, found, options))
}

/// The left side with the days of twins, where a row had none and its twin is
/// beyond doubt.
fn dated(left: Rows, right: &Rows, twins: &Twins, least: f32) -> Rows {
    let columns = (left.date_column, left.column_of(&["date_end"]), left.column_of(&["date_basis"]));
    let mut changes = Vec::new();
    for pair in sure_of_undated(&left, twins, least) {
        let days = right.spots[pair.found.row as usize].days();
        let Some((Some(first), Some(last))) = days.map(|(first, last)| (date(first), date(last))) else { continue };
        let texts = [(columns.0, first.to_string()), (columns.1, last.to_string()), (columns.2, "dataset".to_owned())];
        changes.extend(texts.into_iter().filter_map(|(column, text)| Some((pair.left, column?, text))));
    }
    left.with_cells(&changes)
}

/// Pairs that give a left row its day.
pub(super) fn sure_of_undated<'t>(left: &'t Rows, twins: &'t Twins, least: f32) -> impl Iterator<Item = &'t Pair> {
    let undated = |pair: &&Pair| left.spots[pair.left as usize].days().is_none();
    twins.pairs.iter().filter(undated).filter(move |pair| !pair.is_doubtful(least))
}

/// Writes what was asked for.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write(
    arguments: &JoinArgs,
    matched: &Matched<'_>,
    place: Option<Place>,
    voice: Voice,
) -> Result<Code, Failure> {
    if matched.twins.greedy > 0 {
        voice.say(&format!(
            "{} could be so many others that what was left was taken, not what is best for all; narrow --within",
            counted(matched.twins.greedy as u64, "row")
        ));
    }
    match place {
        None => text::print(matched, arguments.json)?,
        Some(Place::Folder(folder)) => folder_of(arguments, matched, &folder)?,
        Some(place) => {
            let tally = super::write(
                arguments,
                &matched.join(arguments, arguments.how.map_or(How::Inner, How::from)),
                (place, &[]),
                voice,
            )?;
            voice.say(&text::summary(matched));
            return Ok(if tally.written == 0 { Code::Nothing } else { Code::Ok });
        }
    }
    if arguments.output.is_some() {
        voice.say(&text::summary(matched));
    }
    Ok(if matched.twins.pairs.is_empty() { Code::Nothing } else { Code::Ok })
}

impl Matched<'_> {
    /// The pairs as a join.
    fn join(&self, arguments: &JoinArgs, how: How) -> Join<'_> {
        let pairs: Vec<(u32, Found)> = self.twins.pairs.iter().map(|pair| (pair.left, pair.found)).collect();
        Join {
            left: self.left,
            right: self.right,
            finder: Finder::new(self.left, self.right, By::Pairs(pairs), Window::default()),
            how,
            max_rows: arguments.max_rows,
        }
    }
}

fn folder_of(arguments: &JoinArgs, matched: &Matched<'_>, folder: &Path) -> Result<(), Failure> {
    let mut staging = Staging::folder(folder, arguments.force)?;
    let join = matched.join(arguments, How::Inner);
    let columns = join.columns(&arguments.suffix);
    let mut file = staging.create("matched.csv")?;
    join.run(&columns, &[], Out::Csv(&mut file))?;
    file.flush().map_err(|why| Failure::io(&folder.join("matched.csv"), "cannot write", &why))?;
    for (name, left) in [("only_left.csv", true), ("only_right.csv", false)] {
        staging.write(name, |out| only(matched, left, out))?;
    }
    staging.write("near_misses.csv", |out| near_misses(matched, out))?;
    staging.write("review.csv", |out| review(matched, out))?;
    if let Some(count) = arguments.sample {
        staging.write("sample.csv", |out| to_label(matched, count as usize, out))?;
    }
    sides::write_rejects(matched.left, "rejects_left.csv", &mut staging)?;
    sides::write_rejects(matched.right, "rejects_right.csv", &mut staging)?;
    record::write(arguments, [matched.left, matched.right], &mut staging)?;
    staging.commit()?;
    Ok(())
}

pub(super) type ToFile<'o> = &'o mut dyn std::io::Write;

/// Writes a record, texts guarded.
pub(super) fn record<'c>(
    writer: &mut csv::Writer<ToFile<'_>>,
    cells: impl IntoIterator<Item = &'c str>,
) -> std::io::Result<()> {
    for cell in cells {
        writer.write_field(&*guarded(cell))?;
    }
    Ok(writer.write_record(None::<&[u8]>)?)
}

pub(super) fn decimal(number: f64, places: usize) -> String {
    if number.is_nan() { String::new() } else { format!("{number:.places$}") }
}

fn whole(number: Option<i32>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

/// All columns of the rows of one side without a twin, with the reason.
fn only(matched: &Matched<'_>, left: bool, out: ToFile<'_>) -> std::io::Result<()> {
    let (rows, other, alone) = if left {
        (matched.left, matched.right, &matched.twins.left)
    } else {
        (matched.right, matched.left, &matched.twins.right)
    };
    let mut writer = csv::Writer::from_writer(out);
    let added = ["why", "nearest_id", "nearest_km", "nearest_days", "nearest_score"];
    record(&mut writer, rows.header.iter().map(String::as_str).chain(added))?;
    let briefs = Briefs::new(other);
    let mut cutter = Cutter::default();
    for alone in alone {
        let row = rows.cut(alone.row as usize, &mut cutter);
        for column in 0..rows.header.len() {
            writer.write_field(&*guarded(&row.cell(column)))?;
        }
        let near = alone.near();
        let told = [
            alone.reason(&matched.options.window),
            near.map(|n| briefs.id(n.row)).unwrap_or_default(),
            near.map(|n| decimal(n.km, 1)).unwrap_or_default(),
            whole(near.and_then(|n| n.days)),
            near.map(|n| decimal(n.score.into(), 3)).unwrap_or_default(),
        ];
        record(&mut writer, told.iter().map(String::as_str))?;
    }
    writer.flush()
}

/// The header of a table of pairs side by side.
pub(super) fn side_by_side(first: &[&str], last: &[&str]) -> Vec<String> {
    let side = |name: &str| FIELDS.iter().map(|field| format!("{name}_{field}")).collect::<Vec<_>>();
    let plain = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    [plain(first), side("left"), side("right"), plain(last)].concat()
}

/// Rows of both sides that nearly have a twin, with the row that came near.
fn near_misses(matched: &Matched<'_>, out: ToFile<'_>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let header = side_by_side(&["without_twin"], &["distance_km", "days_apart", "score", "why"]);
    record(&mut writer, header.iter().map(String::as_str))?;
    let (left, right) = (Briefs::new(matched.left), Briefs::new(matched.right));
    let sides = [("left", &matched.twins.left), ("right", &matched.twins.right)];
    for (side, alone) in sides {
        for alone in alone {
            let Some(near) = alone.near() else { continue };
            let (here, there) = if side == "left" { (alone.row, near.row) } else { (near.row, alone.row) };
            let last = [
                decimal(near.km, 1),
                whole(near.days),
                decimal(near.score.into(), 3),
                alone.reason(&matched.options.window),
            ];
            let cells =
                [vec![side.to_owned()], left.fields(here).into(), right.fields(there).into(), last.into()].concat();
            record(&mut writer, cells.iter().map(String::as_str))?;
        }
    }
    writer.flush()
}

/// Pairs that a person should look at, the most doubtful first.
fn review(matched: &Matched<'_>, out: ToFile<'_>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let last = ["distance_km", "days_apart", "score", "runner_up_id", "runner_up_score", "against", "verdict"];
    record(&mut writer, side_by_side(&["question"], &last).iter().map(String::as_str))?;
    let (left, right) = (Briefs::new(matched.left), Briefs::new(matched.right));
    let mut doubtful: Vec<&Pair> =
        matched.twins.pairs.iter().filter(|p| p.is_doubtful(matched.options.least)).collect();
    doubtful.sort_by(|a, b| a.found.score.total_cmp(&b.found.score).then(a.left.cmp(&b.left)));
    for pair in doubtful {
        let last = [
            decimal(pair.found.km, 1),
            whole(pair.found.days),
            decimal(pair.found.score.into(), 3),
            pair.second.map(|row| right.id(row)).unwrap_or_default(),
            decimal(pair.found.second.into(), 3),
            pair.signs.against().join("; "),
            String::new(),
        ];
        let close =
            !pair.found.second.is_nan() && pair.found.second > pair.found.score - crate::join::twins::weights::DOUBT;
        let question = if close { "this one or the runner-up?" } else { "the same event?" };
        let cells = [
            vec![question.to_owned()],
            left.fields(pair.left).into(),
            right.fields(pair.found.row).into(),
            last.into(),
        ];
        record(&mut writer, cells.concat().iter().map(String::as_str))?;
    }
    writer.flush()
}

/// A sample of pairs, to be labelled.
fn to_label(matched: &Matched<'_>, count: usize, out: ToFile<'_>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let header = side_by_side(&["stratum", "of"], &["distance_km", "days_apart", "score", "same"]);
    record(&mut writer, header.iter().map(String::as_str))?;
    let (left, right) = (Briefs::new(matched.left), Briefs::new(matched.right));
    for pair in sample(&matched.twins, matched.options.least, count) {
        let first = vec![pair.stratum.name().to_owned(), pair.of.to_string()];
        let near = pair.right;
        let last = vec![decimal(near.km, 1), whole(near.days), decimal(near.score.into(), 3), String::new()];
        let cells = [first, left.fields(pair.left).into(), right.fields(near.row).into(), last].concat();
        record(&mut writer, cells.iter().map(String::as_str))?;
    }
    writer.flush()
}

/// Whether these two are matched where no mode is named: one side ours, the
/// other of a known table, or both known.
pub(super) fn is_meant(left: &Rows, right: &Rows) -> bool {
    let known = |rows: &Rows| rows.sheet.dialect != Dialect::Other;
    known(left) && known(right)
}

/// Rows without a twin that came near one.
pub(super) fn near(alone: &[Alone]) -> usize {
    alone.iter().filter(|a| a.near().is_some()).count()
}
