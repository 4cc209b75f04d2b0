//! `gazetteer/data.lock`: what was made, so that `--check` works offline.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::source::sha256;

const HEADER: &str = "file\tbytes\tsha256\tunpacked_bytes\tunpacked_sha256\tlines";

/// The rows of the lock, by file.
pub(crate) struct Lock(BTreeMap<String, String>);

/// Reads the lock.
pub(crate) fn read(data: &Path) -> Result<Lock> {
    let path = data.join("data.lock");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut rows = BTreeMap::new();
    for line in text.lines().skip(1) {
        let file = line.split('\t').next().unwrap_or_default();
        rows.insert(file.to_owned(), line.to_owned());
    }
    Ok(Lock(rows))
}

fn row(file: &str, committed: &[u8], made: &[u8]) -> String {
    let lines = made.split(|b| *b == b'\n').count() - 1;
    format!("{file}\t{}\t{}\t{}\t{}\t{lines}", committed.len(), sha256(committed), made.len(), sha256(made))
}

/// Writes the row of one file.
pub(crate) fn put(data: &Path, file: &str, committed: &[u8], made: &[u8]) -> Result<()> {
    let mut lock = read(data)?;
    lock.0.insert(file.to_owned(), row(file, committed, made));
    let mut text = String::from(HEADER);
    for line in lock.0.values() {
        text.push('\n');
        text.push_str(line);
    }
    text.push('\n');
    let path = data.join("data.lock");
    std::fs::write(&path, text).map_err(|e| format!("{}: cannot write: {e}", path.display()))
}

impl Lock {
    /// Whether a file is what was made.
    pub(crate) fn verify(&self, file: &str, committed: &[u8], made: &[u8]) -> Result<()> {
        let found = row(file, committed, made);
        match self.0.get(file) {
            Some(line) if *line == found => Ok(()),
            Some(line) => Err(format!("{file} is not what data.lock says\n  lock:  {line}\n  found: {found}")),
            None => Err(format!("data.lock has no row for {file}")),
        }
    }
}
