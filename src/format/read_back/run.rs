//! `run.json`, read back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Notice;
use crate::format::run::{InputRecord, OutputRecord, PROGRAM};

/// A part of the data compiled into the program that wrote the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredData {
    /// "gazetteer", "lexicon", "model".
    pub name: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// A file with data of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDataFile {
    /// The option that named it.
    pub option: String,
    /// Its name as given; of a whole path the last part.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// What a run says of itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StoredRun {
    program: String,
    /// The program's version.
    pub version: String,
    /// The reports as they were named.
    #[serde(default)]
    pub reports: Vec<String>,
    /// The options that change results.
    #[serde(default)]
    pub options: BTreeMap<String, Value>,
    /// The inputs, sorted by name.
    #[serde(default)]
    pub inputs: Vec<InputRecord>,
    /// The data compiled in.
    #[serde(default)]
    pub data: Vec<StoredData>,
    /// Data of the user's own.
    #[serde(default)]
    pub data_files: Vec<StoredDataFile>,
    /// The files written, sorted by name; none by a version that did not
    /// record them.
    #[serde(default)]
    pub outputs: Vec<OutputRecord>,
    /// What was odd about the inputs.
    #[serde(default)]
    pub warnings: Vec<Notice>,
}

impl StoredRun {
    /// The record in a text.
    ///
    /// # Errors
    /// Says why it is none of ours.
    pub fn parse(text: &str) -> Result<Self, String> {
        let run: Self = serde_json::from_str(text).map_err(|why| format!("no record of a run: {why}"))?;
        if run.program == PROGRAM { Ok(run) } else { Err(format!("a record of '{}', not of Dateline", run.program)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_by_its_program() {
        let run = StoredRun::parse(r#"{"program":"dateline","version":"0.1.0","options":{"date":null}}"#).unwrap();
        assert_eq!((run.version.as_str(), run.outputs.len()), ("0.1.0", 0));
        assert!(StoredRun::parse(r#"{"program":"other","version":"1"}"#).unwrap_err().contains("'other'"));
        assert!(StoredRun::parse("[]").is_err());
    }
}
