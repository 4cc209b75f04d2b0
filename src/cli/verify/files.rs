//! The files of a recorded run beside those of the run made again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::cli::data::hash;
use crate::cli::exit::Failure;
use crate::format::columns::{aligned, harmless};
use crate::format::read_back::StoredRun;
use crate::format::run::OutputRecord;

/// What came of the comparison.
pub(super) struct Table {
    /// A line for each file, and one that says what it comes to.
    pub(super) text: String,
    /// Whether every file agrees.
    pub(super) agrees: bool,
}

/// What is wrong with a file; nothing where it agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The run made again gives other bytes than those recorded.
    Differs,
    /// The run made again does not write it.
    NotMade,
    /// The run made again writes it besides.
    NotRecorded,
    /// It agrees, but the file in the folder is not the one recorded.
    Altered,
    /// It agrees, but the folder that holds the others lacks it.
    Missing,
}

impl Fault {
    const fn name(self) -> &'static str {
        match self {
            Self::Differs => "differs from what was recorded",
            Self::NotMade => "not written again",
            Self::NotRecorded => "written now, not recorded",
            Self::Altered => "same when made again, but the file in the folder was altered",
            Self::Missing => "same when made again, but missing in the folder",
        }
    }
}

/// Compares the files of two records, and the files in the folder of the first.
///
/// # Errors
/// When a file in the folder cannot be read.
pub(super) fn compare(recorded: &StoredRun, remade: &StoredRun, folder: &Path) -> Result<Table, Failure> {
    let by_name = |run: &StoredRun| -> BTreeMap<String, OutputRecord> {
        run.outputs.iter().map(|output| (output.file.clone(), output.clone())).collect()
    };
    let (old, new) = (by_name(recorded), by_name(remade));
    // A record alone, as an appendix holds it, is compared with by its hashes.
    let alone = !old.keys().any(|name| folder.join(name).is_file());
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut rows = vec![["file", "bytes", "sha256", "result"].map(str::to_owned).to_vec()];
    let mut faults = 0;
    for name in names {
        let fault = match (old.get(name), new.get(name)) {
            (Some(_), None) => Some(Fault::NotMade),
            (None, _) => Some(Fault::NotRecorded),
            (Some(was), Some(is)) if was != is => Some(Fault::Differs),
            (Some(_), Some(_)) if alone => None,
            (Some(was), Some(_)) => in_folder(&folder.join(name), was)?,
        };
        faults += usize::from(fault.is_some());
        let (bytes, sha256) =
            new.get(name).or(old.get(name)).map(|f| (f.bytes.to_string(), f.sha256.clone())).unwrap_or_default();
        let sha256 = sha256.chars().take(12).collect();
        rows.push(vec![harmless(name), bytes, sha256, fault.map_or("same", Fault::name).to_owned()]);
    }
    let inputs = recorded.inputs == remade.inputs;
    let count = rows.len() - 1;
    let end = match (faults, inputs) {
        (0, true) if count == 1 => "the one file agrees".to_owned(),
        (0, true) if alone => format!("all {count} files agree with the record; none lies beside it"),
        (0, true) => format!("all {count} files agree"),
        // Only standard input gets so far unseen.
        (_, false) => "the reports are not those recorded".to_owned(),
        (_, true) => format!("{faults} of {count} files do not agree"),
    };
    Ok(Table { text: format!("{}{end}\n", aligned(&rows)), agrees: faults == 0 && inputs })
}

fn in_folder(path: &Path, recorded: &OutputRecord) -> Result<Option<Fault>, Failure> {
    if !path.is_file() {
        return Ok(Some(Fault::Missing));
    }
    let (sha256, _) = hash(path)?;
    Ok((sha256 != recorded.sha256).then_some(Fault::Altered))
}
