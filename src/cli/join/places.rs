//! `join --place`: what is told of places that the gazetteer lacks, and of those
//! that nearly have a partner.

use super::super::say::Voice;
use super::briefs::Briefs;
use super::matching::{ToFile, decimal, record, side_by_side};
use crate::dataset::Rows;
use crate::gazetteer::Gazetteer;
use crate::join::{NearPlace, SamePlaces, WhyNot, by_place};
use crate::text::counted;

/// Finds the rows at the same place.
pub(super) fn find(left: &Rows, right: &Rows, gazetteer: &Gazetteer, voice: Voice) -> SamePlaces {
    let same = by_place(left, right, gazetteer);
    for (rows, unknown) in [(left, same.unknown.0), (right, same.unknown.1)] {
        if unknown > 0 {
            let (file, unknown) = (&rows.sheet.file, counted(unknown as u64, "row"));
            voice.say(&format!("{file}: of {unknown} the gazetteer has no place, or several; compared by their names"));
        }
    }
    same
}

/// Writes the places that nearly have a partner, with what came near.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn near_misses((left, right): (&Rows, &Rows), near: &[NearPlace], out: ToFile<'_>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let header = side_by_side(&["without_partner", "rows"], &["name_score", "why"]);
    record(&mut writer, header.iter().map(String::as_str))?;
    let (left, right) = (Briefs::new(left), Briefs::new(right));
    for place in near {
        let side = if place.left { "left" } else { "right" };
        let first = vec![side.to_owned(), place.count.to_string()];
        let last = vec![decimal(place.score, 3), reason(place.why_not)];
        let cells = [first, left.fields(place.rows.0).into(), right.fields(place.rows.1).into(), last].concat();
        record(&mut writer, cells.iter().map(String::as_str))?;
    }
    writer.flush()
}

/// Why two places are not taken for one.
fn reason(why_not: WhyNot) -> String {
    match why_not {
        WhyNot::Division => "another division".to_owned(),
        WhyNot::Far => "too far apart".to_owned(),
        WhyNot::Unlike(least) => format!("names less alike than {least}"),
        WhyNot::Tied => "another is as alike".to_owned(),
        WhyNot::Taken => "one of them is more like another".to_owned(),
    }
}
