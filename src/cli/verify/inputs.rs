//! What a recorded run read: where it lies now, and whether it is the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{VerifyArgs, sources};
use crate::cli::data::{DataArgs, hash};
use crate::cli::exit::Failure;
use crate::cli::sources::{Place, Sources};
use crate::format::hex;
use crate::format::read_back::StoredRun;

use sha2::{Digest as _, Sha256};

/// The files that options named, each with its option: those given anew, else
/// those recorded.
///
/// # Errors
/// When one is not there, or not as many are given as were recorded.
pub(super) fn data_files(
    record: &StoredRun,
    arguments: &VerifyArgs,
    data: &DataArgs,
) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut anew: Vec<(&str, PathBuf)> = data.named();
    anew.extend(arguments.manifest.iter().map(|path| ("manifest", path.clone())));
    anew.extend(arguments.admin.iter().map(|path| ("admin", path.clone())));
    let recorded = |option: &str| record.data_files.iter().filter(|f| f.option == option).count();
    for (option, path) in &anew {
        let (given, recorded) = (anew.iter().filter(|(o, _)| o == option).count(), recorded(option));
        if given != recorded {
            let message =
                format!("--{option} {}: the run was made with {recorded} of them, not {given}", path.display());
            return Err(Failure::usage(message));
        }
    }
    let mut files = Vec::new();
    for option in record.data_files.iter().map(|f| &f.option) {
        if files.iter().any(|(known, _): &(String, PathBuf)| known == option) {
            continue;
        }
        let given: Vec<PathBuf> = anew.iter().filter(|(o, _)| o == option).map(|(_, path)| path.clone()).collect();
        let names =
            || record.data_files.iter().filter(|f| &f.option == option).map(|f| PathBuf::from(&f.file)).collect();
        let paths: Vec<PathBuf> = if given.is_empty() { names() } else { given };
        files.extend(paths.into_iter().map(|path| (option.clone(), path)));
    }
    Ok(files)
}

/// What is missing, changed or too much, a line each.
///
/// # Errors
/// When the manifest that was named cannot be read.
pub(super) fn faults(
    record: &StoredRun,
    reports: &[String],
    named: &[(String, PathBuf)],
) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for (option, path) in named {
        if !path.is_file() {
            faults.push(format!("missing: {} (name it: --{option} FILE)", path.display()));
        }
    }
    if !faults.is_empty() {
        return Ok(faults);
    }
    let mut expected = record.data_files.iter().collect::<Vec<_>>();
    for (option, path) in named {
        let at = expected.iter().position(|f| &f.option == option);
        let stored = at.map(|at| expected.remove(at));
        if stored.is_none_or(|stored| hash(path).map_or(true, |(sha256, _)| sha256 != stored.sha256)) {
            faults.push(format!("changed: {} (--{option})", path.display()));
        }
    }
    let manifest = named.iter().find(|(option, _)| option == "manifest").map(|(_, path)| path.as_path());
    faults.extend(of_reports(record, reports, manifest)?);
    Ok(faults)
}

fn of_reports(record: &StoredRun, reports: &[String], manifest: Option<&Path>) -> Result<Vec<String>, Failure> {
    let found = sources::find(reports, manifest)?;
    let mut hashes = hashes(&found)?;
    let mut faults = Vec::new();
    for input in &record.inputs {
        match hashes.get_mut(&input.file) {
            None => faults.push(format!("missing: {}", input.file)),
            Some(Known::Unseen) => {}
            Some(Known::Hashes(list)) => match list.iter().position(|sha256| *sha256 == input.sha256) {
                Some(at) => {
                    list.remove(at);
                }
                None if list.pop().is_some() => faults.push(format!("changed: {}", input.file)),
                None => faults.push(format!("missing: {}", input.file)),
            },
        }
    }
    // What could not be read then is not among the inputs.
    let told = |file: &str| record.warnings.iter().any(|warning| warning.file == file);
    for (file, known) in hashes {
        if let Known::Hashes(list) = known
            && !list.is_empty()
            && !told(&file)
        {
            faults.push(format!("not recorded: {file}"));
        }
    }
    Ok(faults)
}

/// What is known of the inputs of one name before they are read.
enum Known {
    /// Their hashes.
    Hashes(Vec<String>),
    /// Nothing: standard input can be read only once.
    Unseen,
}

/// The inputs by name.
fn hashes(found: &Sources) -> Result<BTreeMap<String, Known>, Failure> {
    let mut hashes: BTreeMap<String, Known> = BTreeMap::new();
    let mut add = |file: &str, sha256: String| {
        if let Known::Hashes(list) = hashes.entry(file.to_owned()).or_insert(Known::Hashes(Vec::new())) {
            list.push(sha256);
        }
    };
    for manifest in &found.manifests {
        add(&manifest.id, hex(&Sha256::digest(&manifest.bytes)));
    }
    for source in &found.files {
        if let Place::File(path) = &source.place {
            add(&source.id, hash(path)?.0);
        }
    }
    if let Some(stdin) = found.files.iter().find(|source| source.place == Place::Stdin) {
        hashes.insert(stdin.id.clone(), Known::Unseen);
    }
    Ok(hashes)
}
