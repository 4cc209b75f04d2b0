//! What `run.json` says: the options that change results, what was read, and
//! what came out.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::args::MapArgs;
use super::picture_args::PictureArgs;
use super::summary::{left_out_undated, undated, unplaced};
use crate::error::Notice;
use crate::format::incident_row::IncidentRow;
use crate::format::run::{CREDITS, CorrectionsFile, DATA, DISCLAIMER, DataFile, InputRecord, PROGRAM, RunRecord};
use crate::geoparse::AreaLevel;
use crate::incident::LeftOut;
use crate::pipeline::{Coded, Options};

/// The record of a run.
pub(super) fn record(
    rows: &[IncidentRow],
    coded: &Coded,
    arguments: &MapArgs,
    options: &Options,
    (inputs, data_files): (Vec<InputRecord>, Vec<DataFile>),
    corrections: Vec<CorrectionsFile>,
) -> RunRecord {
    let choice = &options.choice;
    let profile = arguments.publish.profile();
    let statuses: Vec<&str> = choice.statuses.iter().map(|s| s.name()).collect();
    let kinds = choice.kinds.as_ref().map(|kinds| kinds.iter().map(|k| k.name()).collect::<Vec<_>>());
    let mut record = RunRecord {
        program: PROGRAM,
        version: env!("CARGO_PKG_VERSION"),
        run: String::new(),
        reports: arguments.reports.iter().map(|name| named(name)).collect(),
        options: BTreeMap::from([
            ("date", json!(arguments.date)),
            ("no_merge", json!(arguments.no_merge)),
            ("merge_km", options.merge.as_ref().map_or(Value::Null, |m| json!(m.km))),
            ("merge_days", options.merge.as_ref().map_or(Value::Null, |m| json!(m.days))),
            ("status", json!(statuses)),
            ("include", json!(kinds)),
            ("since", json!(choice.since)),
            ("until", json!(choice.until)),
            ("country", json!(choice.countries)),
            ("bbox", json!(choice.bbox.map(|b| [b.west, b.south, b.east, b.north]))),
            ("min_confidence", json!(arguments.choice.min_confidence)),
            ("precision", json!(arguments.choice.precision.name())),
            ("public", json!(profile.public)),
            ("aggregate", json!(profile.aggregate.map(AreaLevel::name))),
            ("quote_max", json!(profile.quote_max)),
            ("areas", json!(arguments.ground)),
            ("code_field", json!(arguments.areas.code_field)),
            ("name_field", json!(arguments.areas.name_field)),
        ]),
        inputs,
        data: DATA,
        data_files,
        outputs: Vec::new(),
        corrections,
        counts: counts(rows, coded),
        warnings: coded.not_read.iter().chain(&coded.notices).map(portable).collect(),
        attribution: CREDITS,
        disclaimer: DISCLAIMER,
    };
    record.options.extend(of_pictures(&arguments.pictures));
    record.named()
}

/// How the pictures were wanted.
fn of_pictures(pictures: &PictureArgs) -> [(&'static str, Value); 11] {
    [
        ("title", json!(pictures.title)),
        ("subtitle", json!(pictures.subtitle)),
        ("svg", json!(pictures.svg)),
        ("pdf", json!(pictures.pdf)),
        ("svg_text", json!(pictures.svg_text.name())),
        ("width", json!(pictures.width)),
        ("height", json!(pictures.height)),
        ("dpi", json!(pictures.dpi)),
        ("theme", json!(pictures.theme.name())),
        ("names", json!(pictures.names.name())),
        ("graticule", json!(pictures.graticule)),
    ]
}

fn counts(rows: &[IncidentRow], coded: &Coded) -> BTreeMap<&'static str, u64> {
    let claims = coded.all.iter().map(|i| i.claims.len()).sum();
    let mut counts: BTreeMap<&'static str, u64> = [
        ("reports", coded.reports),
        ("reports_undated", coded.undated_reports),
        ("not_read", coded.not_read.len()),
        ("incidents", rows.len()),
        ("incidents_unplaced", unplaced(rows)),
        ("incidents_undated", undated(rows)),
        ("incidents_not_mapped", coded.left_out().len()),
        ("left_out_undated", left_out_undated(coded)),
        ("claims", claims),
        ("checks", coded.checks.len()),
        ("places", coded.places),
        ("names_unresolved", coded.unresolved.len()),
    ]
    .into_iter()
    .map(|(name, count)| (name, count as u64))
    .collect();
    let reasons = LeftOut::ALL.iter().map(|why| (count_name(*why), coded.reasons.iter().filter(|r| *r == why).count()));
    counts.extend(reasons.map(|(name, count)| (name, count as u64)));
    counts
}

/// The name under which the incidents left out for a reason are counted.
const fn count_name(why: LeftOut) -> &'static str {
    match why {
        LeftOut::Status => "left_out_status",
        LeftOut::Type => "left_out_type",
        LeftOut::Dates => "left_out_dates",
        LeftOut::Country => "left_out_country",
        LeftOut::Bbox => "left_out_bbox",
        LeftOut::Confidence => "left_out_confidence",
        LeftOut::Precision => "left_out_precision",
        LeftOut::Rejected => "left_out_rejected",
    }
}

/// A name without the parts of a path that only this machine has.
fn named(name: &str) -> String {
    let path = Path::new(name);
    let last = path.file_name().filter(|_| path.is_absolute());
    last.map_or_else(|| name.to_owned(), |last| last.to_string_lossy().into_owned())
}

/// A notice with such a name.
fn portable(notice: &Notice) -> Notice {
    Notice { file: named(&notice.file), ..notice.clone() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Args, CommandFactory, Parser};

    use super::*;
    use crate::cli::args::{Cli, Common};
    use crate::cli::data::DataArgs;

    /// Options that name files; `data_files` has their names and hashes.
    const FILES: [&str; 5] = ["gazetteer", "worldview", "admin", "manifest", "corrections"];
    /// Options that do not change what the files of a run say, or that another
    /// recorded one holds.
    const NOT_RECORDED: [(&str, &str); 8] = [
        ("output", "where the files go"),
        ("force", "over what they go"),
        ("strict", "the exit code alone"),
        ("threads", "speed alone"),
        ("quiet", "standard error alone"),
        ("verbose", "standard error alone"),
        ("background", "held in status"),
        ("planned", "held in status"),
    ];

    fn recorded(line: &[&str]) -> RunRecord {
        let cli = Cli::try_parse_from([&["dateline"], line].concat()).unwrap();
        record(&[], &Coded::default(), &cli.map, &Options::default(), (Vec::new(), Vec::new()), Vec::new())
    }

    fn names<A: Args>() -> BTreeSet<String> {
        let command = A::augment_args(clap::Command::new("x"));
        command.get_arguments().filter_map(|a| a.get_long()).map(|long| long.replace('-', "_")).collect()
    }

    #[test]
    fn every_option_is_recorded_or_said_to_change_nothing() {
        let record = recorded(&["a.txt"]);
        let options = names::<MapArgs>().into_iter().chain(names::<DataArgs>()).chain(names::<Common>());
        for option in options {
            let known = record.options.contains_key(option.as_str())
                || FILES.contains(&option.as_str())
                || NOT_RECORDED.iter().any(|(name, _)| *name == option);
            assert!(
                known,
                "--{option}: record it in `record`, name it in FILES if it names a file and `Data::also` records it, \
                 or say in NOT_RECORDED why it changes no file"
            );
        }
    }

    #[test]
    fn every_record_is_an_option_again() {
        let command = Cli::command();
        for name in recorded(&["a.txt"]).options.keys() {
            let long = name.replace('_', "-");
            assert!(command.get_arguments().any(|a| a.get_long() == Some(&long)), "--{long} is no option");
        }
    }

    #[test]
    fn names_tell_nothing_of_the_machine() {
        let root = if cfg!(windows) { "C:\\" } else { "/" };
        let record = recorded(&["reports/", "-", &format!("{root}some/where/a.txt")]);
        assert_eq!(record.reports, ["reports/", "-", "a.txt"]);
    }
}
