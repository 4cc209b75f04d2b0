//! The main path: reports in, incidents out. Each stage is a plain function of
//! the layer that it belongs to; here they are put in a row, timed, and run
//! over many reports at once.

mod chunks;
mod context;
mod explain;
mod places;
mod public;
mod read;
mod run;

pub use chunks::in_chunks;
pub use context::{Context, Stage, Timings};
pub use explain::{Explained, ToldReport, explain_reports, tell};
pub use places::{Named, name_places};
pub use public::{Neutral, Profile, Published, WITHHELD, mention, publish, sensitive_group};
pub use read::{CodedReport, NamedPlaces, read_places, read_report};
pub use run::{Coded, Input, Options, Run};
