//! `export --as`: our own incidents in the columns of ACLED or UCDP GED, and
//! what did not fit.

use std::collections::BTreeMap;
use std::io::{BufWriter, stdout};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::input_rows::InputRows;
use super::outfile::Staging;
use super::say::Voice;
use crate::dataset::Dialect;
use crate::dataset::raw::Survey;
use crate::export::{Dropped, Format, Plan, Shaped, Sink, fit};
use crate::text::counted;

/// A dataset as it is named on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ShapeName {
    /// A row per day and place, a named town, the lowest figure of the dead
    Acled,
    /// Deadly events between organised actors
    Ucdp,
}

impl From<ShapeName> for Shaped {
    fn from(name: ShapeName) -> Self {
        match name {
            ShapeName::Acled => Self::Acled,
            ShapeName::Ucdp => Self::Ucdp,
        }
    }
}

/// Where the rows go.
pub(super) struct Output<'o> {
    /// As named; `-` is standard output.
    pub(super) argument: &'o str,
    /// In which format.
    pub(super) format: Format,
    /// The layer's name.
    pub(super) layer: &'o str,
    /// Whether hashtags stand below the header of a table.
    pub(super) hxl: bool,
    /// Whether another's file is written over.
    pub(super) force: bool,
}

/// Writes the incidents of a file.
///
/// # Errors
/// Where the file is none of ours, cannot be read, or the other not be written.
/// The columns of what was left out.
const DROPPED: &str = "id,reason";

pub(super) fn run(
    input: &mut InputRows,
    survey: &mut Survey,
    shaped: Shaped,
    output: &Output<'_>,
    (data, voice): (&DataArgs, Voice),
) -> Result<Code, Failure> {
    if survey.dialect != Dialect::Dateline {
        let remedy = "give a run's folder, or its incidents.jsonl, .geojson or .csv";
        return Err(Failure::usage(format!("{}: --as is for Dateline's own incidents ({remedy})", survey.file)));
    }
    // With lists, so that claims tell which figures are vague words.
    let plan = Plan::new(survey, output.layer, Format::JsonLines);
    let gazetteer = data.open(voice)?.gazetteer;
    let path = Path::new(output.argument);
    let streamed = output.argument == "-";
    if input.is(path) {
        let what = "would be written over while it is read (choose another name)";
        return Err(Failure::usage(format!("{}: {what}", output.argument)));
    }
    let mut staging = if streamed { Staging::nowhere() } else { Staging::rows(path, output.force, output.format)? };
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let sink = if streamed {
        Sink::Stream(Box::new(BufWriter::new(stdout())), PathBuf::from("standard output"))
    } else {
        Sink::File(staging.place(&name), path.to_path_buf())
    };
    let into = (output.format, sink, (output.layer, output.hxl));
    let fitted = input.with(|source| fit(source, (survey, &plan), shaped, into, &gazetteer))?;
    for (reason, n) in reasons(&fitted.dropped) {
        voice.say(&format!("left out, {n}: {reason}"));
    }
    if fitted.rows == 0 {
        return Err(Failure::new(format!("{}: no incident fits; nothing was written", survey.file)));
    }
    if !streamed {
        let beside = path.with_extension("dropped.csv");
        if !fitted.dropped.is_empty() {
            let name = beside.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let ours = std::fs::read(&beside).is_ok_and(|bytes| bytes.starts_with(DROPPED.as_bytes()));
            if !output.force && !ours {
                staging.guard(&name);
            }
            staging.write(&name, |out| {
                let mut rows = csv::Writer::from_writer(out);
                rows.write_record(DROPPED.split(','))?;
                for dropped in &fitted.dropped {
                    rows.write_record([dropped.id.as_str(), dropped.reason])?;
                }
                rows.flush()
            })?;
        }
        staging.commit()?;
        let left = match fitted.dropped.len() {
            0 => String::new(),
            n => format!("; {n} left out, named in {}", beside.display()),
        };
        voice.say(&format!(
            "{}: {} of {}{left}",
            output.argument,
            counted(fitted.rows, "row"),
            counted(fitted.incidents, "incident")
        ));
    }
    Ok(Code::Ok)
}

/// How many were left out for which reason.
fn reasons(dropped: &[Dropped]) -> BTreeMap<&'static str, usize> {
    let mut reasons = BTreeMap::new();
    for one in dropped {
        *reasons.entry(one.reason).or_default() += 1;
    }
    reasons
}
