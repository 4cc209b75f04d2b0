//! `run.json`: what made the files beside it, so that a second person can make
//! them again: version, options that change results, hashes of everything
//! read and written, counts, warnings, attribution and licences. No clock, no absolute
//! paths, no thread count: a second run gives the same bytes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::hex;
use crate::error::Notice;

/// The value of [`RunRecord::program`] by which a folder of ours is known.
pub const PROGRAM: &str = "dateline";

/// An input as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputRecord {
    /// The path below the folder or argument that was named.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A file as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutputRecord {
    /// Its name in the folder.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A part of the data that is compiled into the program.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct DataRecord {
    /// "gazetteer", "lexicon", "model".
    pub name: &'static str,
    /// SHA-256 over the folder's data files, lower-case hexadecimal.
    pub sha256: &'static str,
}

/// The data compiled into the program; `build.rs` reckons the hashes.
pub const DATA: [DataRecord; 3] = [
    DataRecord { name: "gazetteer", sha256: env!("DATELINE_GAZETTEER_SHA256") },
    DataRecord { name: "lexicon", sha256: env!("DATELINE_LEXICON_SHA256") },
    DataRecord { name: "model", sha256: env!("DATELINE_MODEL_SHA256") },
];

/// A file with data of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataFile {
    /// The option that names it: "gazetteer", "worldview", "admin", "manifest".
    pub option: &'static str,
    /// Its name as given; of a whole path the last part.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A file of corrections, and what became of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CorrectionsFile {
    /// Its name as given; of a whole path the last part.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// Corrections that were applied.
    pub applied: u64,
    /// Those of which nothing was found again.
    pub stale: u64,
    /// Those that a later one contradicts.
    pub overridden: u64,
    /// Lines that could not be understood or applied.
    pub faulty: u64,
}

/// A source that must be named wherever the output is shown.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Credit {
    /// Whose.
    pub source: &'static str,
    /// Under which licence.
    pub licence: &'static str,
    /// The words to print.
    pub credit: &'static str,
    /// Where it is from.
    pub url: &'static str,
}

/// The sources compiled into the program.
pub const CREDITS: [Credit; 3] = [
    Credit {
        source: "GeoNames",
        licence: "CC BY 4.0",
        credit: "Contains data from GeoNames (geonames.org), CC BY 4.0, modified.",
        url: "https://www.geonames.org/",
    },
    Credit {
        source: "Natural Earth",
        licence: "public domain",
        credit: "Made with Natural Earth.",
        url: "https://www.naturalearthdata.com/",
    },
    Credit {
        source: "Universal Dependencies English-EWT and English-GUM",
        licence: "CC BY-SA 4.0",
        credit: "Word classes learned from the UD English-EWT and English-GUM treebanks, CC BY-SA 4.0.",
        url: "https://universaldependencies.org/",
    },
];

/// What every output says about itself.
pub const DISCLAIMER: &str = "Boundaries and names shown do not imply endorsement or acceptance. Figures are as reported \
     by the named sources and are not independently verified. Absence of a symbol does not mean absence of incidents.";

/// Hexadecimal digits of a run's name.
const RUN_DIGITS: usize = 12;

/// The whole record.
#[derive(Debug, Clone, Serialize)]
pub struct RunRecord {
    /// [`PROGRAM`].
    pub program: &'static str,
    /// The program's version.
    pub version: &'static str,
    /// The run's short name, which its pictures bear; filled by
    /// [`RunRecord::named`].
    pub run: String,
    /// The reports as they were named; of a whole path the last part.
    pub reports: Vec<String>,
    /// Options that change results, by name; those left at their default too.
    pub options: BTreeMap<&'static str, Value>,
    /// The inputs, sorted by name.
    pub inputs: Vec<InputRecord>,
    /// The data compiled in.
    pub data: [DataRecord; 3],
    /// Data of the user's own that were read besides or instead.
    pub data_files: Vec<DataFile>,
    /// The files written, but for this one, sorted by name.
    pub outputs: Vec<OutputRecord>,
    /// Files of corrections that were applied.
    pub corrections: Vec<CorrectionsFile>,
    /// Counts, by name.
    pub counts: BTreeMap<&'static str, u64>,
    /// What a person should know about the inputs.
    pub warnings: Vec<Notice>,
    /// Sources to be named.
    pub attribution: [Credit; CREDITS.len()],
    /// [`DISCLAIMER`].
    pub disclaimer: &'static str,
}

impl RunRecord {
    /// The record with its short name: the first twelve digits of a SHA-256 over
    /// version, options, and the hashes of inputs, data and corrections. Runs of
    /// the same name give the same files.
    #[must_use]
    pub fn named(mut self) -> Self {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update(text.as_bytes());
            hash.update([0]);
        };
        add(self.version);
        for (name, value) in &self.options {
            add(name);
            add(&value.to_string());
        }
        self.inputs.iter().for_each(|input| add(&input.sha256));
        self.data.iter().for_each(|data| add(data.sha256));
        self.data_files.iter().for_each(|file| add(&file.sha256));
        self.corrections.iter().for_each(|file| add(&file.sha256));
        self.run = hex(&hash.finalize());
        self.run.truncate(RUN_DIGITS);
        self
    }

    /// Writes it, indented, with a line end.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut out, self)?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// Whether a `run.json` was written by this program.
pub fn is_ours(json: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head {
        program: String,
    }
    serde_json::from_slice::<Head>(json).is_ok_and(|head| head.program == PROGRAM)
}
