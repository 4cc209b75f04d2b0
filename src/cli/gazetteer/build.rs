//! `gazetteer build`: a dump or a table to an index.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use indicatif::ProgressBar;

use super::super::data::{Kind, read_own, tell};
use super::super::exit::{Code, Failure};
use super::super::outfile::readable_by_all;
use super::super::say::Voice;
use super::BuildArgs;
use crate::gazetteer::import::{Import, Report, Source, Step, Wanted};
use crate::gazetteer::{Gazetteer, Room};
use crate::text::counted;

/// Feature classes that have a place here.
const CLASSES: &str = "APTHLRS";
/// Bytes that each of the sorted lists holds in memory.
const ROOM: usize = 64 << 20;

/// A feature class of the command line.
pub(super) fn class(text: &str) -> Result<char, String> {
    let mut letters = text.trim().chars().map(|c| c.to_ascii_uppercase());
    match (letters.next(), letters.next()) {
        (Some(letter), None) if CLASSES.contains(letter) => Ok(letter),
        _ => Err(format!(
            "expected some of {}",
            CLASSES.split("").filter(|c| !c.is_empty()).collect::<Vec<_>>().join(",")
        )),
    }
}

/// Runs the command.
///
/// # Errors
/// When an input cannot be read, holds no place, or the index not be written.
pub(super) fn run(arguments: &BuildArgs, voice: Voice) -> Result<Code, Failure> {
    let known = Gazetteer::embedded()?;
    let wanted = wanted(arguments, &known)?;
    let output = arguments.output.as_path();
    may_write(output, arguments.force)?;
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
    let cannot_write = |why: &io::Error| Failure::io(output, "cannot write", why);
    let mut index = tempfile::Builder::new().prefix(".dateline-").tempfile_in(&folder).map_err(|e| cannot_write(&e))?;
    let room = Room { file: Some(Arc::new(move || tempfile::tempfile_in(&folder))), bytes: ROOM };

    let bar = voice.bar(size(arguments).map(|bytes| bytes * 2));
    let size = size(arguments).unwrap_or(0);
    let mut step = |step: Step| show(&bar, step, size);
    let import = Import::new(&known, wanted, room, &mut step)?;
    let mut out = BufWriter::with_capacity(1 << 20, index.as_file_mut());
    let read = read(arguments, import, &known, &mut out, voice);
    bar.finish_and_clear();
    let report = read?;
    out.flush().map_err(|why| cannot_write(&why))?;
    drop(out);
    say_faults(&report, voice);
    if report.taken == 0 {
        let message = format!("{}: no place could be read from it; nothing was written", arguments.dump.display());
        return Err(Failure::new(message));
    }
    index.as_file().sync_all().map_err(|why| cannot_write(&why))?;
    readable_by_all(index.as_file());
    index.persist(output).map_err(|why| cannot_write(&why.error))?;
    let megabytes = report.bytes as f64 / 1e6;
    voice.say(&format!("wrote {}: {}, {megabytes:.1} MB", output.display(), counted(report.places, "place")));
    if report.unwanted > 0 {
        voice.detail(&format!("  {} of other classes, countries and kinds of name", counted(report.unwanted, "row")));
    }
    Ok(Code::Ok)
}

fn wanted(arguments: &BuildArgs, known: &Gazetteer) -> Result<Wanted, Failure> {
    let code = |given: &String| -> Result<String, Failure> {
        let code = given.trim().to_uppercase();
        let country = known.country_by_iso2(&code).or_else(|| known.country_by_iso3(&code));
        let unknown = || Failure::usage(format!("--countries {given}: no such country (ISO 3166-1, as in AZ or AZE)"));
        country.map(|c| c.iso2.to_owned()).ok_or_else(unknown)
    };
    let countries: BTreeSet<String> = arguments.countries.iter().map(code).collect::<Result<_, _>>()?;
    Ok(Wanted { classes: arguments.classes.iter().copied().collect(), countries })
}

/// Nothing but an index is written over unasked.
fn may_write(output: &Path, force: bool) -> Result<(), Failure> {
    if output.is_dir() {
        return Err(Failure::usage(format!("{}: is a folder; give the name of a file with -o", output.display())));
    }
    if force || !output.exists() || Kind::look(output).is_ok_and(|kind| kind == Kind::Index) {
        return Ok(());
    }
    let remedy = "choose another name with -o, or --force to write over it";
    Err(Failure::new(format!("{}: exists and is no index of places ({remedy})", output.display())))
}

fn read(
    arguments: &BuildArgs,
    mut import: Import<'_>,
    known: &Gazetteer,
    out: &mut impl Write,
    voice: Voice,
) -> Result<Report, Failure> {
    let dump = &arguments.dump;
    let stdin = dump.as_os_str() == "-";
    let kind = if stdin { Kind::Dump } else { Kind::look(dump)? };
    if kind == Kind::Index {
        return Err(Failure::usage(format!("{}: is an index already; use it with --gazetteer", dump.display())));
    }
    if kind == Kind::Table {
        let own = read_own(dump, known)?;
        tell(&own, voice);
        return Ok(import.finish_with(&own, out)?);
    }
    if stdin {
        import.dump(Source { name: "standard input".to_owned(), input: BufReader::new(io::stdin()) })?;
    } else {
        import.dump(open(dump)?)?;
    }
    if let Some(alternates) = &arguments.alternates {
        import.alternates(open(alternates)?)?;
    }
    Ok(import.finish(out)?)
}

fn open(path: &Path) -> Result<Source<BufReader<File>>, Failure> {
    let file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    Ok(Source { name: path.to_string_lossy().into_owned(), input: BufReader::with_capacity(1 << 20, file) })
}

/// Bytes to be read; unknown for standard input.
fn size(arguments: &BuildArgs) -> Option<u64> {
    let files = std::iter::once(&arguments.dump).chain(&arguments.alternates);
    files.map(|path| std::fs::metadata(path).ok().map(|m| m.len())).sum()
}

/// Reading is half of the work, writing the other.
fn show(bar: &ProgressBar, step: Step, size: u64) {
    let dump = bar.position();
    let (position, message) = match step {
        Step::Dump(bytes) => (bytes, "reading places"),
        Step::Alternates(bytes) => (dump.max(bytes), "reading names"),
        Step::Places(done, total) => (size + size * done / total.max(1), "writing places"),
        Step::Tables => (size * 2, "writing the tables of names"),
    };
    bar.set_position(position);
    bar.set_message(message);
}

fn say_faults(report: &Report, voice: Voice) {
    voice.each_warning(&report.shown);
    let more = report.faults - report.shown.len() as u64;
    if more > 0 {
        voice.say(&format!("  and {} left out", counted(more, "more row")));
    }
}
