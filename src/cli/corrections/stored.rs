//! The incidents of a run, as its folder keeps them: those that are mapped in
//! `incidents.jsonl`, the others in `not_mapped.csv`.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::exit::Failure;
use super::super::run_folder::{NOT_MAPPED, open};
use crate::correct::Told;

/// A line of `incidents.jsonl`, as far as it matters here.
#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    evidence: Vec<Words>,
    #[serde(default)]
    claims: Vec<ClaimWords>,
    #[serde(default)]
    corrections: Vec<Applied>,
}

#[derive(Deserialize)]
struct Words {
    report: String,
    quote: String,
}

#[derive(Deserialize)]
struct ClaimWords {
    report_id: Option<String>,
    quote: Option<String>,
}

#[derive(Deserialize)]
struct Applied {
    action: String,
    after: Option<String>,
}

impl From<Line> for Told {
    fn from(line: Line) -> Self {
        let gone = line.corrections.into_iter().filter(|c| c.action == "merge").filter_map(|c| c.after);
        Self {
            ids: std::iter::once(line.id).chain(gone).collect(),
            evidence: line.evidence.into_iter().map(|w| (w.report, w.quote)).collect(),
            claims: line.claims.into_iter().filter_map(|c| Some((c.report_id?, c.quote?))).collect(),
        }
    }
}

/// All incidents of a run.
///
/// # Errors
/// When its folder has no `incidents.jsonl`, or that cannot be read.
pub(super) fn told(folder: &Path) -> Result<Vec<Told>, Failure> {
    let (path, lines) = open(folder, "name the folder of a run with --in")?;
    let mut all = Vec::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|why| Failure::io(&path, "cannot read on", &why))?;
        let line: Line = serde_json::from_str(&line).map_err(|why| {
            Failure::new(format!("{}:{number}: no incident: {why} (make it anew with `dateline`)", path.display()))
        })?;
        all.push(line.into());
    }
    all.extend(not_mapped(path.with_file_name(NOT_MAPPED)));
    Ok(all)
}

/// Those that are not mapped; none where their table is missing.
fn not_mapped(path: PathBuf) -> Vec<Told> {
    let Ok(mut table) = csv::Reader::from_path(path) else { return Vec::new() };
    let Ok(header) = table.headers().cloned() else { return Vec::new() };
    let at = |name: &str| header.iter().position(|h| h == name);
    let (id, reports, quote) = (at("id"), at("report_ids"), at("quote"));
    let rows = table.records().filter_map(Result::ok);
    let told = rows.filter_map(|row| {
        let cell = |at: Option<usize>| row.get(at?);
        let words = cell(quote).unwrap_or_default();
        let reports = cell(reports).unwrap_or_default().split("; ");
        Some(Told {
            ids: vec![cell(id)?.to_owned()],
            evidence: reports.map(|report| (report.to_owned(), words.to_owned())).collect(),
            claims: Vec::new(),
        })
    });
    told.collect()
}
