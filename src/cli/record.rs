//! What `run.json` says: the options that change results, what was read, and
//! what came out.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::args::MapArgs;
use super::summary::{undated, unplaced};
use crate::error::Notice;
use crate::format::incident_row::IncidentRow;
use crate::format::run::{CREDITS, DATA, DISCLAIMER, DataFile, InputRecord, PROGRAM, RunRecord};
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
    let statuses: Vec<&str> = options.statuses.iter().map(|s| s.name()).collect();
    RunRecord {
        program: PROGRAM,
        version: env!("CARGO_PKG_VERSION"),
        options: BTreeMap::from([
            ("date", json!(arguments.date)),
            ("merge_km", options.merge.as_ref().map_or(Value::Null, |m| json!(m.km))),
            ("merge_days", options.merge.as_ref().map_or(Value::Null, |m| json!(m.days))),
            ("status", json!(statuses)),
            ("title", json!(arguments.title)),
            ("code_field", json!(arguments.areas.code_field)),
            ("name_field", json!(arguments.areas.name_field)),
        ]),
        inputs,
        data: DATA,
        data_files,
        corrections: Vec::new(),
        counts: counts(rows, coded),
        warnings: coded.not_read.iter().chain(&coded.notices).map(portable).collect(),
        attribution: CREDITS,
        disclaimer: DISCLAIMER,
    }
}

fn counts(rows: &[IncidentRow], coded: &Coded) -> BTreeMap<&'static str, u64> {
    let claims = coded.all.iter().map(|i| i.claims.len()).sum();
    [
        ("reports", coded.reports),
        ("reports_undated", coded.undated_reports),
        ("not_read", coded.not_read.len()),
        ("incidents", rows.len()),
        ("incidents_unplaced", unplaced(rows)),
        ("incidents_undated", undated(rows)),
        ("incidents_not_mapped", coded.left_out().len()),
        ("claims", claims),
        ("places", coded.places),
        ("names_unresolved", coded.unresolved.len()),
    ]
    .into_iter()
    .map(|(name, count)| (name, count as u64))
    .collect()
}

/// A notice without the parts of a path that only this machine has.
fn portable(notice: &Notice) -> Notice {
    let path = Path::new(&notice.file);
    let name = path.file_name().filter(|_| path.is_absolute());
    let file = name.map_or_else(|| notice.file.clone(), |name| name.to_string_lossy().into_owned());
    Notice { file, ..notice.clone() }
}
