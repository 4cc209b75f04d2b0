//! Incidents: assembled within a report, merged across reports.

mod types;

pub use types::{Attribution, Evidence, Incident, IncidentClaim, Initiator, ReportRef, Toll, Tolls};
