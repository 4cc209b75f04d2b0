//! A join as a folder of reports: the pairs, the rows of both sides without a
//! partner, and what came near.

use std::io::Write as _;
use std::path::Path;

use super::super::exit::Failure;
use super::super::outfile::Staging;
use super::args::JoinArgs;
use super::{places, record, sides};
use crate::dataset::{Cutter, Rows};
use crate::format::table::guarded;
use crate::join::{How, Join, NearPlace, Out, Tally};

/// Writes the folder.
///
/// # Errors
/// Where it cannot be written, or there would be too many rows.
pub(super) fn write(
    arguments: &JoinArgs,
    join: &Join<'_>,
    folder: &Path,
    near: &[NearPlace],
) -> Result<Tally, Failure> {
    let mut staging = Staging::folder(folder, arguments.force)?;
    let mut tally = Tally::default();
    for (name, how) in [("matched.csv", How::Inner), ("only_left.csv", How::Anti)] {
        let columns = join.columns_of(how, &arguments.suffix);
        let mut file = staging.create(name)?;
        let found = join.run_as(how, &columns, &[], Out::Csv(&mut file))?;
        file.flush().map_err(|why| Failure::io(&folder.join(name), "cannot write", &why))?;
        if how == How::Inner {
            tally = found;
        }
    }
    staging.write("only_right.csv", |out| only_right(join.right, &tally.matched, out))?;
    if arguments.place {
        staging.write("near_misses.csv", |out| places::near_misses((join.left, join.right), near, out))?;
    }
    sides::write_rejects(join.left, "rejects_left.csv", &mut staging)?;
    sides::write_rejects(join.right, "rejects_right.csv", &mut staging)?;
    record::write(arguments, [join.left, join.right], &mut staging)?;
    staging.commit()?;
    Ok(tally)
}

/// The rows of the right side without a partner.
fn only_right(rows: &Rows, matched: &[bool], out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(rows.header.iter().map(|name| guarded(name).into_owned()))?;
    let mut cutter = Cutter::default();
    for row in (0..rows.len()).filter(|row| !matched[*row]) {
        let cells = rows.cut(row, &mut cutter);
        writer.write_record((0..rows.header.len()).map(|n| guarded(&cells.cell(n)).into_owned()))?;
    }
    writer.flush()
}
