//! `corrections check`: what is wrong with files of corrections.

use std::io::{self, Write as _};

use serde_json::json;

use super::super::exit::{Code, Failure};
use super::super::say::Voice;
use super::args::CheckArgs;
use super::{shown, stored, text_of};
use crate::correct::{Catalog, Corrections, Finding, check};
use crate::format::columns::{aligned, harmless};
use crate::gazetteer::Gazetteer;

/// Runs the command.
///
/// # Errors
/// When a file cannot be read, or standard output not be written.
pub(super) fn run(arguments: &CheckArgs, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    let mut corrections = Corrections::default();
    for path in &arguments.files {
        corrections.read(&shown(path), &text_of(path)?.1, gazetteer);
    }
    // Also finds names that no report could use.
    let _ = corrections.own_places(gazetteer);
    let catalog = arguments.folder.as_deref().map(stored::told).transpose()?.map(Catalog::new);
    let findings = check(&corrections, catalog.as_ref());
    let text = if arguments.json { as_json(&corrections, &findings) } else { as_table(&findings) };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    voice.say(&summary(&corrections, &findings));
    Ok(if findings.is_empty() { Code::Ok } else { Code::Failed })
}

fn as_table(findings: &[Finding]) -> String {
    let cell = |text: &str| harmless(text).replace('\n', " ");
    let row = |f: &Finding| {
        let column = f.column.as_deref().map_or_else(String::new, |c| format!("{c}: "));
        let told = format!("{column}{} ({})", f.what, f.remedy);
        vec![f.kind.to_owned(), cell(&format!("{}:{}", f.file, f.line)), cell(&told)]
    };
    aligned(&findings.iter().map(row).collect::<Vec<_>>())
}

fn as_json(corrections: &Corrections, findings: &[Finding]) -> String {
    let document = json!({ "corrections": corrections.rows.len(), "clean": findings.is_empty(), "findings": findings });
    format!("{document}\n")
}

/// "12 corrections; 1 fault, 2 stale".
fn summary(corrections: &Corrections, findings: &[Finding]) -> String {
    let count = |kind: &str| findings.iter().filter(|f| f.kind == kind).count();
    let kinds = [("fault", "faults"), ("contradiction", "contradictions"), ("stale", "stale"), ("note", "notes")];
    let parts = kinds.iter().filter(|(kind, _)| count(kind) > 0);
    let told: Vec<String> = parts.map(|(kind, many)| format!("{many}: {}", count(kind))).collect();
    let told = if told.is_empty() { "clean".to_owned() } else { told.join(", ") };
    format!("corrections understood: {}; {told}", corrections.rows.len())
}
