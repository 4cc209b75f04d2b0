//! Incidents: assembled within a report, merged across reports.

mod assemble;
mod build;
mod claims;
mod family;
mod focus;
mod merge;
mod shingles;
mod toll;
mod types;

pub use assemble::assemble;
pub use merge::{MergeOptions, merge};
pub use types::{Attribution, Evidence, Incident, IncidentClaim, Initiator, ReportRef, Toll, Tolls};
