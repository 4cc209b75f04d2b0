//! Corrections on the command line: the files of a run, `correct`,
//! `corrections check`, `agree`, and the review sheet.

mod add;
mod agree;
mod args;
mod check;
mod review;
mod stored;

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

pub(super) use add::run as correct;
pub(super) use agree::run as agree;
pub(super) use args::{AgreeArgs, CorrectArgs, CorrectionsCommand};
pub(super) use review::write as write_review;

use super::exit::{Code, Failure};
use super::say::Voice;
use super::sources::Sources;
use crate::correct::{Corrections, Outcome};
use crate::document::decode;
use crate::error::Notice;
use crate::format::hex;
use crate::format::run::CorrectionsFile;
use crate::gazetteer::Gazetteer;
use crate::pipeline::Coded;

/// Runs a command of `corrections`.
///
/// # Errors
/// When a file cannot be read, or standard output not be written.
pub(super) fn run(command: &CorrectionsCommand, gazetteer: &Gazetteer, voice: Voice) -> Result<Code, Failure> {
    match command {
        CorrectionsCommand::Check(arguments) => check::run(arguments, gazetteer, voice),
    }
}

/// The corrections of a run, and the files they stand in.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// The corrections.
    pub(super) corrections: Corrections,
    files: Vec<CorrectionsFile>,
}

/// Reads the files that are named, and those that lie in given folders; lays
/// the names of places that they teach over the gazetteer.
///
/// # Errors
/// When a file that was named cannot be read.
pub(super) fn open(named: &[PathBuf], sources: &mut Sources, gazetteer: &mut Gazetteer) -> Result<Given, Failure> {
    for path in named {
        sources.pass_over(path);
    }
    let mut given = Given::default();
    for (path, name) in std::mem::take(&mut sources.corrections) {
        // It was not asked for: the reports are read without it.
        if let Err(why) = given.file(&path, name.clone(), gazetteer) {
            sources.odd.push(Notice::new(name, why.message, "the corrections in it were not applied"));
        }
    }
    for path in named {
        given.file(path, shown(path), gazetteer)?;
    }
    let own = given.corrections.own_places(gazetteer);
    if !own.is_empty() {
        gazetteer.lay_over(&own)?;
    }
    Ok(given)
}

/// A file's name as it is told: of a whole path, which says where it lies on
/// one machine only, the last part.
fn shown(path: &Path) -> String {
    let name = path.file_name().filter(|_| path.is_absolute()).unwrap_or(path.as_os_str());
    name.to_string_lossy().replace('\\', "/")
}

/// The bytes of a file and its text.
fn text_of(path: &Path) -> Result<(Vec<u8>, String), Failure> {
    let bytes = std::fs::read(path).map_err(|why| Failure::io(path, "cannot read", &why))?;
    let decoded = decode(&bytes).map_err(|odd| Failure::new(odd.of(&*path.to_string_lossy()).to_string()))?;
    Ok((bytes, decoded.text))
}

impl Given {
    fn file(&mut self, path: &Path, name: String, gazetteer: &Gazetteer) -> Result<(), Failure> {
        let (bytes, text) = text_of(path)?;
        // Two files of whole paths may have one name.
        let taken = |name: &String| self.files.iter().any(|f| f.file == *name);
        let numbered = (2..).map(|n| format!("{name}#{n}"));
        let name = std::iter::once(name.clone()).chain(numbered).find(|n| !taken(n)).unwrap_or(name);
        self.corrections.read(&name, &text, gazetteer);
        let sha256 = hex(&Sha256::digest(&bytes));
        self.files.push(CorrectionsFile { file: name, sha256, bytes: bytes.len() as u64, ..Default::default() });
        Ok(())
    }

    /// The files, with what became of their lines.
    pub(super) fn files(self, coded: &Coded) -> Vec<CorrectionsFile> {
        let faults = self.corrections.faults;
        let of = |mut file: CorrectionsFile| {
            let entries = coded.corrections.iter().filter(|e| *e.at.file == *file.file);
            for entry in entries {
                let count = match entry.outcome {
                    Outcome::Applied => &mut file.applied,
                    Outcome::Stale => &mut file.stale,
                    Outcome::Overridden => &mut file.overridden,
                    Outcome::Faulty => &mut file.faulty,
                };
                *count += 1;
            }
            file.faulty += faults.iter().filter(|f| f.left_out && *f.at.file == *file.file).count() as u64;
            file
        };
        self.files.into_iter().map(of).collect()
    }
}

/// "corrections: 5 applied, 1 stale".
pub(super) fn summary(files: &[CorrectionsFile]) -> Option<String> {
    if files.is_empty() {
        return None;
    }
    let sum = |of: fn(&CorrectionsFile) -> u64| files.iter().map(of).sum::<u64>();
    let counts = [(sum(|f| f.stale), "stale"), (sum(|f| f.overridden), "overridden"), (sum(|f| f.faulty), "faulty")];
    let mut parts = vec![format!("{} applied", sum(|f| f.applied))];
    parts.extend(counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    Some(format!("corrections: {}", parts.join(", ")))
}
