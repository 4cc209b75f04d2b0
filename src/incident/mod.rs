//! Incidents: assembled within a report, merged across reports.

mod assemble;
mod build;
mod claims;
mod dated;
mod family;
mod focus;
pub mod ground;
mod merge;
mod shingles;
mod situation;
mod sureness;
mod tell;
pub mod telling;
mod toll;
mod types;

pub use assemble::assemble;
pub(crate) use build::is_general;
pub use dated::as_of_its_day;
pub use merge::{MergeOptions, merge};
pub use tell::{Read, account};
pub use telling::Account;
pub use types::{Attribution, Evidence, Incident, IncidentClaim, Initiator, ReportRef, Toll, Tolls};
