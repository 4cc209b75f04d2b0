//! `join --labelled`: precision and recall of `--match` from a sample that
//! people have labelled.

use std::fs::File;
use std::io::{BufReader, Write as _, stdout};
use std::path::Path;

use super::super::exit::{Code, Failure};
use crate::dataset::{Reading, Rows};
use crate::join::twins::{Measure, Stratum, measure};

/// Prints what the labels say.
///
/// # Errors
/// Where the file cannot be read, or is no sample, or has no label.
pub(super) fn run(path: &Path) -> Result<Code, Failure> {
    let file = File::open(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    let name = path.to_string_lossy();
    let rows = Rows::read(&mut BufReader::new(file), &name, &Reading::default())?;
    let column = |wanted: &str| {
        let remedy = "a sample as --match --sample N writes it is expected";
        rows.column(wanted).ok_or_else(|| Failure::new(format!("{name}: no column '{wanted}' ({remedy})")))
    };
    let (stratum, of, same) = (column("stratum")?, column("of")?, column("same")?);
    let (mut labels, mut open) = (Vec::new(), 0);
    for row in 0..rows.len() {
        let line = row + 2;
        let wrong = |what: &str, remedy: &str| Failure::new(format!("{name}:{line}: {what} ({remedy})"));
        let cell = rows.cell(row, stratum);
        let stratum = Stratum::ALL.into_iter().find(|s| s.name() == cell);
        let stratum =
            stratum.ok_or_else(|| wrong(&format!("'{cell}' is no stratum"), "leave that column as it was"))?;
        let of =
            rows.cell(row, of).parse().map_err(|why| wrong(&format!("of: {why}"), "leave that column as it was"))?;
        match rows.cell(row, same).to_lowercase().as_str() {
            "" => open += 1,
            "yes" | "y" | "true" | "1" => labels.push((stratum, of, true)),
            "no" | "n" | "false" | "0" => labels.push((stratum, of, false)),
            other => return Err(wrong(&format!("'{other}' is no label"), "write yes or no, or leave it empty")),
        }
    }
    if labels.is_empty() {
        return Err(Failure::new(format!("{name}: no row is labelled (write yes or no into the column same)")));
    }
    let (precision, recall) = measure(&labels);
    let shown = |what: &str, m: Measure| {
        if m.share.is_nan() {
            format!("{what}: no label tells of it\n")
        } else {
            format!("{what}: {:.3} ({:.3} to {:.3}, 95 %)\n", m.share, m.low, m.high)
        }
    };
    let text = format!(
        "{}{}labels: {}, not labelled: {open}\n\
         Recall is that among pairs that came near each other; of twins farther apart a sample cannot tell.\n",
        shown("precision", precision),
        shown("recall", recall),
        labels.len()
    );
    stdout().lock().write_all(text.as_bytes()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}
