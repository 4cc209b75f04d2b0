//! The folder of a run, as the commands that ask it read it: its incidents in
//! `incidents.jsonl`, those that are not mapped in `not_mapped.csv`.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::exit::Failure;
use crate::format::columns::harmless;

/// The folder of the default run.
pub(super) const FOLDER: &str = "out";
/// Where a run keeps its incidents.
const INCIDENTS: &str = "incidents.jsonl";
/// Where it lists those that are not mapped.
pub(super) const NOT_MAPPED: &str = "not_mapped.csv";

/// The incidents of a run, opened: its folder or the file itself may be named.
///
/// # Errors
/// When they cannot be read; `how` says how another run is named.
pub(super) fn open(named: &Path, how: &str) -> Result<(PathBuf, BufReader<File>), Failure> {
    let path = if named.is_file() { named.to_path_buf() } else { named.join(INCIDENTS) };
    match File::open(&path) {
        Ok(file) => Ok((path, BufReader::with_capacity(1 << 16, file))),
        Err(why) => {
            let remedy = format!("{how}; `dateline REPORTS -o {}` makes it", harmless(&named.to_string_lossy()));
            Err(Failure::new(format!("{}: cannot read: {why} ({remedy})", harmless(&path.to_string_lossy()))))
        }
    }
}

/// Whether a text has the form of an incident's id: a letter and twelve
/// hexadecimal digits.
pub(super) fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix('i').unwrap_or("").trim_end_matches('x');
    digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Why ids are not found in that file, and where ids are listed.
pub(super) fn not_there(path: &Path, ids: &[&str]) -> Failure {
    let beside = path.with_file_name(NOT_MAPPED);
    let listed = std::fs::read_to_string(&beside).unwrap_or_default();
    let left_out = |id: &&&str| listed.lines().any(|line| line.split(',').next() == Some(**id));
    if let Some(id) = ids.iter().find(left_out) {
        let remedy = "explain its report, or run again with another choice, as with --background or --status";
        return Failure::new(format!("{id}: not mapped, and kept only in {} ({remedy})", beside.display()));
    }
    let remedy = "ids are the first column of incidents.csv; `dateline explain REPORT` shows those of a report";
    Failure::new(format!("{}: no such incident in {} ({remedy})", harmless(&ids.join(", ")), path.display()))
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_known_by_their_form() {
        assert!(is_id("i0123456789ab") && is_id("iabcdefabcdefx"));
        assert!(!is_id("i0123") && !is_id("report.txt") && !is_id("j0123456789ab"));
    }
}
