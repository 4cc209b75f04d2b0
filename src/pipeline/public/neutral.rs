//! Ids that say nothing: a report's own id is a path or an address, which often
//! names the village or the person that it tells of, and the ids of its
//! incidents and mentions are made from it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::format::hex;
use crate::format::run::{DataFile, InputRecord};
use crate::pipeline::CodedReport;

/// Hexadecimal digits of an id.
const DIGITS: usize = 16;

/// The neutral ids of what was read.
#[derive(Debug, Default)]
pub struct Neutral {
    reports: BTreeMap<String, String>,
    incidents: BTreeMap<String, String>,
}

impl Neutral {
    /// Notes a report and its incidents.
    pub fn add(&mut self, report: &CodedReport) {
        let own = &report.document.report;
        let id = of_report(&own.id, &own.text);
        for incident in &report.incidents {
            self.incidents.insert(incident.id.clone(), format!("i{}", digest(&[&id, &incident.id])));
        }
        self.reports.insert(own.id.clone(), id);
    }

    /// The id of a report.
    pub fn report(&self, id: &str) -> String {
        self.reports.get(id).cloned().unwrap_or_else(|| format!("report-{}", digest(&["", id])))
    }

    /// The id of an incident.
    pub fn incident(&self, id: &str) -> String {
        // Of two incidents with one id the later has a letter more.
        let plain = id.trim_end_matches('x');
        let more = &id[plain.len()..];
        self.incidents.get(plain).map_or_else(|| format!("i{}", digest(&["", id])), |own| format!("{own}{more}"))
    }

    /// Names inputs by their reports; those that hold several, or none that
    /// could be read, by their own hash.
    pub fn inputs(&self, inputs: &mut [InputRecord]) {
        for input in inputs.iter_mut() {
            let own = self.reports.get(&input.file).cloned();
            input.file = own.unwrap_or_else(|| format!("input-{}", short(&input.sha256)));
        }
        inputs.sort();
    }

    /// Names files of the user's own by their hash.
    pub fn data_files(files: &mut [DataFile]) {
        for file in files {
            file.file = format!("{}-{}", file.option, short(&file.sha256));
        }
    }
}

/// The neutral id of a report. The text is in it, so that nobody can find the
/// id by trying names of villages.
pub(super) fn of_report(id: &str, text: &str) -> String {
    format!("report-{}", digest(&[id, text]))
}

fn short(sha256: &str) -> &str {
    sha256.get(..DIGITS).unwrap_or(sha256)
}

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    hex(&hash.finalize())[..DIGITS].to_owned()
}
