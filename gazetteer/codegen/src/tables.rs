//! The tables made by hand: every row has its source and kind, ids are unique,
//! points are on earth, names are typed by known words.

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::Result;
use crate::rows::{self, Addition};

/// Kinds whose rows say a name or a fact of a place of GeoNames.
const NAMES: &str = "names";
/// Columns of the other tables, and which of them may not be empty.
const TABLES: [(&str, usize, &[usize]); 6] = [
    ("disputed.tsv", 11, &[0, 1, 2, 3, 4, 5, 6, 8, 9, 10]),
    ("areas.tsv", 3, &[0, 1, 2]),
    ("dated_areas.tsv", 5, &[0, 3, 4]),
    ("dated_names.tsv", 6, &[0, 1, 2, 5]),
    ("lines.tsv", 4, &[0, 1, 2, 3]),
    ("disputed_lines.tsv", 7, &[0, 1, 2, 3, 5, 6]),
];

/// Checks all tables; the error names file, line and fault.
pub(crate) fn check(data: &Path) -> Result<usize> {
    let text = read(data, "supplement.tsv")?;
    let additions = rows::supplement(&text)?;
    let mut ids = BTreeSet::new();
    for addition in &additions {
        let wrong = |why: &str| format!("supplement.tsv:{}: {}: {why}", addition.line, addition.id);
        if !ids.insert(&addition.id) {
            return Err(wrong("the id stands twice"));
        }
        supplement_row(addition).map_err(|why| wrong(&why))?;
    }
    let mut checked = additions.len();
    for (file, columns, needed) in TABLES {
        checked += table(file, &read(data, file)?, columns, needed)?;
    }
    Ok(checked)
}

fn supplement_row(addition: &Addition) -> std::result::Result<(), String> {
    let row = &addition.row;
    let kind = row.extra.split(';').next().unwrap_or("");
    let code = !row.code.is_empty() && row.code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let name = row.names.first().map_or("", |(_, name)| name.as_str());
    let merged = !addition.merge.is_empty();
    if addition.source.is_empty() || kind.is_empty() || name.is_empty() {
        return Err("name, kind and source must be filled in".into());
    }
    if kind == NAMES && !merged {
        return Err("a row of names must say with which place it merges".into());
    }
    if !merged && (!addition.placed || !code) {
        return Err("a new place needs a point and a feature code in capitals".into());
    }
    if row.lat_e5.abs() > 9_000_000 || row.lon_e5.abs() > 18_000_000 || row.radius_m > 10_000_000 {
        return Err("a point or radius that is not on earth".into());
    }
    if row.from > 0 && row.to > 0 && row.from >= row.to {
        return Err("valid_from must come before valid_to".into());
    }
    let mut seen = BTreeSet::new();
    match row.names.iter().find(|(_, name)| !seen.insert(name.as_str())) {
        Some((_, twice)) => Err(format!("{twice} stands twice")),
        None => Ok(()),
    }
}

fn table(file: &str, text: &str, columns: usize, needed: &[usize]) -> Result<usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    for (n, line) in lines.skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != columns {
            return Err(format!("{file}:{}: {} columns, {columns} expected", n + 1, cells.len()));
        }
        if let Some(empty) = needed.iter().find(|c| cells[**c].trim().is_empty()) {
            return Err(format!("{file}:{}: column {} must be filled in", n + 1, empty + 1));
        }
        count += 1;
    }
    Ok(count)
}

fn read(data: &Path, file: &str) -> Result<String> {
    let path = data.join(file);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_source_is_told_by_its_line() {
        let text = "a\tb\nx\t\n";
        assert_eq!(table("t.tsv", text, 2, &[0, 1]).unwrap_err(), "t.tsv:2: column 2 must be filled in");
        assert!(table("t.tsv", "a\tb\nx\n", 2, &[]).unwrap_err().contains("1 columns, 2 expected"));
    }
}
