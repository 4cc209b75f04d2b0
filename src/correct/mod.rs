//! People's corrections: files of lines that say what was read wrongly, and
//! that hold when the reports are read again.
//!
//! [`Corrections`] reads and checks the files, [`apply`] lays them over the
//! incidents of a run. A line names its incident by the words of a report, and
//! only after that by an id, since ids change with the reports and the lexicon
//! ([`Catalog`]). What no longer applies, and what a later line contradicts, is
//! told and not lost. [`doubt`] orders the incidents for review, [`agreement`]
//! says how far two coders agree.

mod actor;
mod agree;
mod alpha;
mod apply;
mod change;
mod check;
mod doubt;
mod figure;
mod find;
mod place;
mod read;
mod regroup;
mod settle;
mod sheet;
mod types;
mod value;
mod words;

pub use agree::{Agreement, Codings, FieldAgreement, agreement};
pub use alpha::{Metric, alpha};
pub use apply::{Corrected, apply, rename_actors};
pub use change::{Change, fields};
pub use check::{Finding, check};
pub use doubt::{Doubt, doubt};
pub use figure::Figure;
pub use find::{Catalog, Found, Told};
pub use read::{COLUMNS, Corrections, Draft, compile, is_corrections};
pub use settle::{Claim, Clash, settle};
pub use sheet::is_sheet;
pub use types::{Action, Correction, Entry, Fault, Known, Outcome, Signature, Stands, Target};
