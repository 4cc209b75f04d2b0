//! Incidents: assembled within a report, merged across reports.

mod assemble;
mod build;
pub mod checks;
pub mod choice;
mod claims;
mod dated;
mod day;
mod family;
mod focus;
mod frontier;
pub mod ground;
mod merge;
mod packed;
mod pool;
mod review;
mod shingles;
mod situation;
mod sureness;
mod tell;
pub mod telling;
mod toll;
mod types;
mod wars;
mod whole;

pub use assemble::assemble;
pub(crate) use build::is_general;
pub use choice::{Choice, LeftOut};
pub use dated::as_of_its_day;
pub use frontier::at_borders;
pub use merge::{MergeOptions, join, merge};
pub use packed::PackedAccount;
pub use pool::Pool;
pub use review::{AppliedCorrection, ReviewState};
pub use tell::{Read, account};
pub use telling::Account;
pub use types::{Attribution, Evidence, Incident, IncidentClaim, Initiator, Part, ReportRef, Toll, Tolls};
