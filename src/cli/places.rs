//! `places`: the place names of reports, as a stream for scripts, as files for
//! QGIS and spreadsheets, or as marked text on a terminal.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use indicatif::ProgressBar;
use serde_json::Value;

use super::exit::{Code, Failure};
use super::outfile::Staging;
use super::queries::PlacesArgs;
use super::reader::Reader;
use super::say::Voice;
use super::sources::{self, Sources};
use super::stream::{self, as_error, as_line};
use crate::error::Notice;
use crate::format::geojson::FeatureWriter;
use crate::format::place_row::PlaceRow;
use crate::format::places_text::{MARK, annotated, legend};
use crate::format::stream::{PlacesLine, StreamToponym};
use crate::format::table::Row;
use crate::format::tables::TableWriter;
use crate::gazetteer::Gazetteer;
use crate::pipeline::{Context, Named, NamedPlaces, name_places};

/// A form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// One JSON line per report
    Jsonl,
    /// One Feature per mention
    Geojson,
    /// One row per mention
    Csv,
    /// The text with its names marked, and a table
    Text,
}

/// Runs the command.
///
/// # Errors
/// When nothing can be read, or the output not be written.
pub(super) fn run(arguments: &PlacesArgs, gazetteer: Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let target = arguments.output.as_deref().filter(|o| *o != "-").map(PathBuf::from);
    let form = form(arguments.format, target.as_deref(), io::stdout().is_terminal())?;
    if arguments.reports.is_empty() && io::stdin().is_terminal() {
        let remedy = "files, folders, globs, or - for standard input; --help has examples";
        return Err(Failure::usage(format!("no reports named ({remedy})")));
    }
    let only = match &arguments.reports[..] {
        [] => Some("-"),
        [one] if one == "-" || is_lines(one) => Some(one.as_str()),
        _ => None,
    };
    if let Some(input) = only.filter(|_| form == Form::Jsonl && target.is_none() && arguments.manifest.is_none()) {
        return stream::places(input, arguments, gazetteer);
    }
    let stdin = ["-".to_owned()];
    let reports = if arguments.reports.is_empty() { &stdin[..] } else { &arguments.reports };
    let sources = sources::find(reports, arguments.manifest.as_deref())?;
    if sources.files.is_empty() {
        let told: Vec<String> = sources.not_read.iter().map(ToString::to_string).collect();
        return Err(Failure::new(told.join("\n")));
    }
    let context = Context::new(gazetteer, arguments.date)?;
    // A bar would run through text on a terminal.
    let bar = if target.is_some() { voice.bar(sources.bytes()) } else { ProgressBar::hidden() };
    let reading = Reading { sources, roles: arguments.roles, context: &context, bar };
    let counts = match &target {
        Some(path) => to_file(reading, form, path, arguments.force)?,
        None => to_stdout(reading, form).map_err(|why| Failure::stdout(&why))?,
    };
    end(&counts, target.as_deref(), voice)
}

fn to_stdout(reading: Reading<'_>, form: Form) -> io::Result<Counts> {
    let plain = anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never;
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    reading.write(Writer::new(form, plain, out)?)
}

/// Writes a file whole or not at all.
fn to_file(reading: Reading<'_>, form: Form, path: &Path, force: bool) -> Result<Counts, Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut staging = Staging::file(path, force, |bytes| is_ours(form, bytes))?;
    let mut file = staging.create(&name)?;
    let cannot = |why: io::Error| Failure::io(path, "cannot write", &why);
    if form == Form::Text {
        writeln!(file, "{MARK}\n").map_err(cannot)?;
    }
    let counts = Writer::new(form, true, file).and_then(|writer| reading.write(writer)).map_err(cannot)?;
    if counts.reports > 0 {
        staging.commit()?;
    }
    Ok(counts)
}

/// The form that is asked for: by name, by the ending of the file, or the one
/// that suits where the output goes.
fn form(asked: Option<Form>, file: Option<&Path>, terminal: bool) -> Result<Form, Failure> {
    let by_ending = |path: &Path| {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Some(Form::Jsonl),
            Some("geojson" | "json") => Some(Form::Geojson),
            Some("csv") => Some(Form::Csv),
            Some("txt") => Some(Form::Text),
            _ => None,
        }
    };
    match (asked, file) {
        (Some(form), _) => Ok(form),
        (None, Some(path)) => by_ending(path).ok_or_else(|| {
            let remedy = "name it .jsonl, .geojson, .csv or .txt, or give --format";
            Failure::usage(format!("-o {}: no form has this ending ({remedy})", path.display()))
        }),
        (None, None) => Ok(if terminal { Form::Text } else { Form::Jsonl }),
    }
}

fn is_lines(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
        && !Path::new(name).is_dir()
        && !name.contains(['*', '?', '[', '{'])
}

/// Whether a file begins as one of these forms that Dateline wrote.
fn is_ours(form: Form, bytes: &[u8]) -> bool {
    match form {
        Form::Geojson => bytes.starts_with(b"{\"type\":\"FeatureCollection\",\"name\":\"places\",\"features\":["),
        Form::Csv => {
            let header: Vec<&str> = PlaceRow::COLUMNS.iter().take(5).map(|c| c.name).collect();
            bytes.starts_with(header.join(",").as_bytes())
        }
        Form::Jsonl => {
            let first = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
            let names = |key: &[u8]| memchr::memmem::find(first, key).is_some();
            first.starts_with(b"{\"id\":") && (names(b"\"toponyms\":[") || names(b"\"error\":\""))
        }
        Form::Text => bytes.starts_with(MARK.as_bytes()),
    }
}

/// What was read, for the summary.
#[derive(Debug, Default)]
struct Counts {
    reports: u64,
    places: usize,
    unplaced: usize,
    not_read: Vec<Notice>,
    odd: Vec<Notice>,
}

/// The reports to read, and with what.
struct Reading<'c> {
    sources: Sources,
    roles: bool,
    context: &'c Context,
    bar: ProgressBar,
}

impl Reading<'_> {
    /// Reads all reports and writes each as soon as it is read.
    fn write<W: Write>(self, mut writer: Writer<W>) -> io::Result<Counts> {
        let mut counts = Counts::default();
        let mut reader = Reader::new(self.sources);
        let inputs = std::iter::from_fn(|| {
            let input = reader.next()?;
            self.bar.set_position(reader.bytes());
            Some(input)
        });
        let done = name_places(inputs, self.roles, self.context, |named| match named {
            Named::Read(read) => {
                counts.reports += 1;
                counts.places += read.toponyms.len();
                counts.unplaced += read.toponyms.iter().filter(|t| t.location.is_none()).count();
                writer.write(&read)
            }
            Named::NotRead(notice) => {
                let written = writer.not_read(&notice);
                counts.not_read.push(notice);
                written
            }
            Named::Odd(notice) => {
                counts.odd.push(notice);
                Ok(())
            }
        });
        self.bar.finish_and_clear();
        done.and_then(|()| writer.finish())?;
        Ok(counts)
    }
}

/// Says what came out, and how the run ends.
fn end(counts: &Counts, file: Option<&Path>, voice: Voice) -> Result<Code, Failure> {
    voice.warnings("not read: ", &counts.not_read);
    voice.warnings("warning: ", &counts.odd);
    if counts.reports == 0 {
        return Err(Failure::new("no report could be read"));
    }
    let plural = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let unplaced = match counts.unplaced {
        0 => String::new(),
        n => format!("; {n} not placed"),
    };
    voice.say(&format!(
        "{} in {}{unplaced}",
        plural(counts.places as u64, "place name"),
        plural(counts.reports, "report")
    ));
    if let Some(path) = file {
        voice.say(&format!("wrote {}", path.display()));
    }
    Ok(Code::Ok)
}

/// The output under way.
enum Writer<W: Write> {
    Jsonl(W),
    Geojson(FeatureWriter<W>),
    Csv(Box<TableWriter<W>>),
    /// Plain text, or with ANSI codes.
    Text {
        out: W,
        plain: bool,
        reports: u64,
    },
}

impl<W: Write> Writer<W> {
    fn new(form: Form, plain: bool, out: W) -> io::Result<Self> {
        Ok(match form {
            Form::Jsonl => Self::Jsonl(out),
            Form::Geojson => Self::Geojson(FeatureWriter::new(out, "places")?),
            Form::Csv => Self::Csv(Box::new(TableWriter::new::<PlaceRow>(out)?)),
            Form::Text => Self::Text { out, plain, reports: 0 },
        })
    }

    fn write(&mut self, read: &NamedPlaces) -> io::Result<()> {
        let document = &read.document;
        let mut rows = read.toponyms.iter().map(|t| PlaceRow::new(document, t));
        match self {
            Self::Jsonl(out) => {
                let report = &document.report;
                let number = report.id_number.then(|| report.id.parse::<Value>().ok()).flatten();
                out.write_all(&as_line(&PlacesLine {
                    id: &number.unwrap_or_else(|| Value::from(report.id.as_str())),
                    toponyms: read.toponyms.iter().map(|t| StreamToponym::new(document, t)).collect(),
                    extra: &report.extra,
                }))
            }
            Self::Geojson(out) => rows.try_for_each(|row| out.write(&row)),
            Self::Csv(out) => rows.try_for_each(|row| out.write(&row)),
            Self::Text { out, plain, reports } => {
                let gap = if *reports > 0 { "\n" } else { "" };
                *reports += 1;
                text(out, *plain, &format!("{gap}{}", annotated(document, &read.toponyms)))
            }
        }
    }

    /// A stream says what it could not read where its answer would stand; the
    /// other forms have no room for it.
    fn not_read(&mut self, notice: &Notice) -> io::Result<()> {
        let Self::Jsonl(out) = self else { return Ok(()) };
        let id = notice.line.map_or_else(|| notice.file.clone(), |line| format!("{}:{line}", notice.file));
        out.write_all(&as_error(&Value::from(id), notice))
    }

    fn finish(self) -> io::Result<()> {
        let mut out = match self {
            Self::Jsonl(out) => out,
            Self::Geojson(out) => out.finish()?,
            Self::Csv(out) => out.finish()?,
            Self::Text { mut out, plain, reports } => {
                if reports > 0 {
                    text(&mut out, plain, &format!("\n{}\n", legend()))?;
                }
                out
            }
        };
        out.flush()
    }
}

/// Writes text with its ANSI codes, or without.
fn text(out: &mut impl Write, plain: bool, styled: &str) -> io::Result<()> {
    if plain { write!(out, "{}", anstream::adapter::strip_str(styled)) } else { out.write_all(styled.as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_text_and_a_pipe_a_stream() {
        let of = |asked, file: Option<&str>, terminal| form(asked, file.map(Path::new), terminal).ok();
        assert_eq!(of(None, None, true), Some(Form::Text));
        assert_eq!(of(None, None, false), Some(Form::Jsonl));
        assert_eq!(of(None, Some("a/b.GeoJSON"), true), Some(Form::Geojson));
        assert_eq!(of(Some(Form::Csv), Some("a.dat"), true), Some(Form::Csv));
        assert_eq!(of(None, Some("a.dat"), false), None);
    }

    #[test]
    fn own_files_are_known_by_their_beginning() {
        assert!(is_ours(Form::Jsonl, b"{\"id\":\"a\",\"toponyms\":[]}\n"));
        assert!(!is_ours(Form::Jsonl, b"{\"id\":\"a\",\"text\":\"toponyms\"}\n"));
        assert!(is_ours(Form::Csv, b"id,report_id,name,kind,role,place\n") && !is_ours(Form::Csv, b"id,name\n"));
        assert!(!is_ours(Form::Text, b"Dear diary"));
    }
}
