//! Dateline's own files, read back: incidents from `incidents.jsonl` or
//! `incidents.geojson`, and the record of a run.

mod incidents;
mod run;

pub use incidents::{NoIncident, Stored, StoredEvidence, from_geojson, from_jsonl};
pub use run::{StoredData, StoredDataFile, StoredRun};
