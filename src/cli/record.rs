//! What `run.json` says: the options that change results, what was read, and
//! what came out.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::args::MapArgs;
use super::summary::{left_out_undated, undated, unplaced};
use crate::error::Notice;
use crate::format::incident_row::IncidentRow;
use crate::format::run::{CREDITS, DATA, DISCLAIMER, DataFile, InputRecord, PROGRAM, RunRecord};
use crate::incident::LeftOut;
use crate::pipeline::{Coded, Options};

/// The record of a run.
pub(super) fn record(
    rows: &[IncidentRow],
    coded: &Coded,
    arguments: &MapArgs,
    options: &Options,
    inputs: Vec<InputRecord>,
    data_files: Vec<DataFile>,
) -> RunRecord {
    let choice = &options.choice;
    let statuses: Vec<&str> = choice.statuses.iter().map(|s| s.name()).collect();
    let kinds = choice.kinds.as_ref().map(|kinds| kinds.iter().map(|k| k.name()).collect::<Vec<_>>());
    RunRecord {
        program: PROGRAM,
        version: env!("CARGO_PKG_VERSION"),
        options: BTreeMap::from([
            ("date", json!(arguments.date)),
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
            ("title", json!(arguments.title)),
            ("code_field", json!(arguments.areas.code_field)),
            ("name_field", json!(arguments.areas.name_field)),
        ]),
        inputs,
        data: DATA,
        data_files,
        counts: counts(rows, coded),
        warnings: coded.not_read.iter().chain(&coded.notices).map(portable).collect(),
        attribution: CREDITS,
        disclaimer: DISCLAIMER,
    }
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
    }
}

/// A notice without the parts of a path that only this machine has.
fn portable(notice: &Notice) -> Notice {
    let path = Path::new(&notice.file);
    let name = path.file_name().filter(|_| path.is_absolute());
    let file = name.map_or_else(|| notice.file.clone(), |name| name.to_string_lossy().into_owned());
    Notice { file, ..notice.clone() }
}
