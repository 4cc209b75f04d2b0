//! The rows of a file into a file of another format, streamed.

use std::path::Path;

use super::format::{Format, Sink};
use super::lines::{Encoder, LineWriter};
use super::plan::{Plan, shape};
use super::table::Value;
use crate::dataset::raw::{Block, Fault, Ground, Source, Survey, for_blocks};
use crate::error::Result;

/// What became of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows written.
    pub rows: u64,
    /// Those of them without a place.
    pub unplaced: u64,
    /// Rows that were not, since something is wrong with them.
    pub rejected: u64,
}

/// A row that was not written: what is wrong, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// What is wrong with it.
    pub fault: Fault,
    /// The row as the file has it.
    pub raw: Vec<u8>,
}

/// What a block became.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    copied: Copied,
    rejects: Vec<Reject>,
}

/// Copies all rows of a file. Rows that are wrong go to `reject`, in order.
///
/// # Errors
/// Where the file cannot be read on, or the other not be written.
pub fn copy(
    source: &mut Source<'_>,
    (survey, plan): (&Survey, &Plan),
    (format, sink): (Format, Sink<'_>),
    mut reject: impl FnMut(&Reject) -> Result<()>,
) -> Result<Copied> {
    let mut copied = Copied::default();
    let (encoder, (out, path)) = match (format.encoder(&plan.table), sink) {
        (Some(encoder), Sink::Stream(out, path)) => (encoder, (out, path)),
        (_, sink) => {
            let mut writer = format.open(sink, &plan.table)?;
            while let Some(block) = source.next_block()? {
                let mut failed = Ok(());
                let part = each(&block, survey, plan, &mut |_, ground, values| {
                    if failed.is_ok() {
                        failed = writer.row(shape(ground), values);
                    }
                });
                failed?;
                copied.add(part.copied);
                part.rejects.iter().try_for_each(&mut reject)?;
            }
            writer.finish()?;
            return Ok(copied);
        }
    };
    let mut writer = LineWriter::new(&*encoder, out, path);
    let work = |block: &Block| encode(block, survey, plan, &*encoder);
    for_blocks(source, work, |part: Part| {
        copied.add(part.copied);
        part.rejects.iter().try_for_each(&mut reject)?;
        writer.rows(part.copied.rows, &part.bytes)
    })?;
    writer.end()?;
    Ok(copied)
}

/// Reads all rows and writes none, for those who want to know what is wrong.
///
/// # Errors
/// Where the file cannot be read on.
pub fn check(
    source: &mut Source<'_>,
    (survey, plan): (&Survey, &Plan),
    mut reject: impl FnMut(&Reject) -> Result<()>,
) -> Result<Copied> {
    let mut copied = Copied::default();
    let work = |block: &Block| each(block, survey, plan, &mut |_, _, _| {});
    for_blocks(source, work, |part: Part| {
        copied.add(part.copied);
        part.rejects.iter().try_for_each(&mut reject)
    })?;
    Ok(copied)
}

impl Copied {
    fn add(&mut self, more: Self) {
        self.rows += more.rows;
        self.unplaced += more.unplaced;
        self.rejected += more.rejected;
    }
}

fn encode(block: &Block, survey: &Survey, plan: &Plan, encoder: &dyn Encoder) -> Part {
    let mut bytes = Vec::with_capacity(512 * 1024);
    let part = each(block, survey, plan, &mut |number, ground, values| {
        if !bytes.is_empty() {
            bytes.extend_from_slice(encoder.between());
        }
        encoder.row(number, shape(ground), values, &mut bytes);
    });
    Part { bytes, ..part }
}

fn each(block: &Block, survey: &Survey, plan: &Plan, take: &mut dyn FnMut(u64, &Ground, &[Value<'_>])) -> Part {
    let mut part = Part::default();
    let first = survey.starts.get(block.number).copied().unwrap_or(0);
    let mut names = survey.names.clone();
    block.rows(&mut names, &mut |row| {
        let mut values = Vec::with_capacity(plan.table.columns.len());
        match plan.row(survey, row, &mut values) {
            Ok(ground) => {
                part.copied.rows += 1;
                part.copied.unplaced += u64::from(ground == Ground::Nowhere);
                take(first + row.number, &ground, &values);
            }
            Err((what, remedy)) => {
                part.copied.rejected += 1;
                let fault = Fault { line: block.line_of(row), what, remedy };
                part.rejects.push(Reject { fault, raw: row.raw.to_vec() });
            }
        }
    });
    part
}

/// The layer's name of a file.
pub fn layer_name(file: &str) -> String {
    let name = Path::new(file).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    if name.is_empty() || name == "-" { "rows".to_owned() } else { name }
}
