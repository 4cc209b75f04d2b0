//! `join.json`: what a folder of joined rows was made of.

use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::super::data::hash;
use super::super::exit::Failure;
use super::super::outfile::{JOIN_RECORD, Staging};
use super::super::rows::rows_of;
use super::args::JoinArgs;
use crate::dataset::Rows;

/// Writes the record: version, options that change rows, both inputs with
/// their hashes and how their makers want to be named.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write(arguments: &JoinArgs, sides: [&Rows; 2], staging: &mut Staging) -> Result<(), Failure> {
    let names = [arguments.left.as_deref(), arguments.right.as_deref()];
    let inputs = names.iter().zip(sides).map(|(name, rows)| input(name.unwrap_or("-"), rows));
    let inputs = inputs.collect::<Result<Vec<Value>, Failure>>()?;
    let keys = arguments.on.as_ref().map(|on| on.0.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>());
    let record = json!({
        "program": "dateline",
        "version": env!("CARGO_PKG_VERSION"),
        "command": "join",
        "options": {
            "match": arguments.matching,
            "on": keys,
            "fold": arguments.fold.map(|f| json!({"case": f.case, "accents": f.accents, "zeros": f.zeros})),
            "place": arguments.place,
            "within_km": arguments.within.and_then(|w| w.km),
            "within_days": arguments.within.and_then(|w| w.days),
            "nearest": arguments.nearest,
            "min_score": arguments.min_score.map(|s| (f64::from(s) * 1e6).round() / 1e6),
            "date_from_match": arguments.date_from_match,
            "suffix": arguments.suffix,
        },
        "inputs": inputs,
    });
    staging.write(JOIN_RECORD, |out| writeln!(out, "{record:#}"))
}

/// A side: name, hash, rows, credit.
fn input(name: &str, rows: &Rows) -> Result<Value, Failure> {
    let hashed = if name == "-" { None } else { Some(hash(&rows_of(Path::new(name))?)?) };
    // A whole path says where it lies on one machine only.
    let file = Path::new(&rows.sheet.file);
    let shown = file.file_name().filter(|_| file.is_absolute()).unwrap_or(file.as_os_str());
    Ok(json!({
        "file": shown.to_string_lossy().replace('\\', "/"),
        "sha256": hashed.as_ref().map(|(sha256, _)| sha256),
        "bytes": hashed.as_ref().map(|(_, bytes)| bytes),
        "rows": rows.len(),
        "attribution": rows.sheet.dialect.credit(),
    }))
}
