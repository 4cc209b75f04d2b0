//! `join --map`: a picture of what is in both, only here, only there.

use super::super::exit::Failure;
use super::super::picture_file;
use super::super::pictures::PictureKind;
use super::super::say::Voice;
use super::args::JoinArgs;
use super::matching::Matched;
use crate::dataset::{Dialect, Rows, stem};
use crate::gazetteer::Gazetteer;
use crate::join::twins::Alone;
use crate::scene::{self, TwinOptions, Twins, grouped};

/// The form that a picture's name asks for.
///
/// # Errors
/// Where it asks for none that is drawn.
pub(super) fn check(name: &str) -> Result<PictureKind, Failure> {
    picture_file::check(name)
}

/// Draws the picture.
///
/// # Errors
/// Where it cannot be drawn or written.
pub(super) fn draw(
    picture: (&str, PictureKind),
    arguments: &JoinArgs,
    matched: &Matched<'_>,
    gazetteer: &Gazetteer,
    voice: Voice,
) -> Result<(), Failure> {
    let point = |rows: &Rows, row: u32| rows.spots[row as usize].point();
    let both = matched.twins.pairs.iter();
    let both = both.filter_map(|p| Some((point(matched.left, p.left)?, point(matched.right, p.found.row)?)));
    let here = matched.twins.left.iter().filter_map(|alone| point(matched.left, alone.row));
    // Of a world's dataset only what is near the rows here is of interest.
    let near: Vec<&Alone> = matched.twins.right.iter().filter(|alone| alone.near().is_some()).collect();
    let there = near.iter().filter_map(|alone| point(matched.right, alone.row));
    let events = Twins { both: both.collect(), here: here.collect(), there: there.collect() };
    if events.both.is_empty() && events.here.is_empty() && events.there.is_empty() {
        voice.say("no row has a point that could be drawn");
        return Ok(());
    }
    let far = matched.twins.right.len() - near.len();
    let (name_here, name_there) = (called(matched.left), called(matched.right));
    let left_out = if far > 0 {
        format!("Not shown: {} of {name_there}, far from all others.", grouped(far as u64))
    } else {
        String::new()
    };
    let options = TwinOptions {
        title: arguments.pictures.title.clone().unwrap_or_else(|| format!("{name_here} and {name_there}")),
        subtitle: arguments.pictures.subtitle.clone().unwrap_or_else(|| {
            let all = grouped(matched.left.len() as u64);
            format!(
                "{} of {all} in both; matched one to one by place, day, type, sides and dead",
                grouped(events.both.len() as u64)
            )
        }),
        source: format!("Data: {}.", credits(&[matched.left, matched.right])),
        here: name_here,
        there: name_there,
        left_out,
        ground: arguments.pictures.ground(),
        height: arguments.pictures.options().page_height(),
    };
    let drawn = scene::twins(&events, &options, gazetteer)?;
    picture_file::write(drawn, picture, &arguments.pictures, arguments.force)
}

/// What a side is called: its makers' name, else the file's.
pub(super) fn called(rows: &Rows) -> String {
    match rows.sheet.dialect {
        Dialect::Acled => "ACLED".to_owned(),
        Dialect::Ucdp => "UCDP GED".to_owned(),
        Dialect::Dateline => "these reports".to_owned(),
        Dialect::Other => stem(&rows.sheet.file).to_owned(),
    }
}

/// Whose rows they are.
pub(super) fn credits(sides: &[&Rows]) -> String {
    let mut credits: Vec<&str> = Vec::new();
    for rows in sides {
        let file = rows.sheet.file.rsplit(['/', '\\']).next().unwrap_or(&rows.sheet.file);
        let credit = rows.sheet.dialect.credit().unwrap_or(file);
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits.join("; ")
}
