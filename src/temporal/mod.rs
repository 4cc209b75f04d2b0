//! Time expressions: found in the text, then resolved against an anchor.

mod anchor;
mod compound;
mod counted;
mod find;
mod interval;
mod meaning;
mod named;
mod recognise;
mod relative;
mod resolve;
mod tense;
mod told;
mod types;
mod wars;

pub use anchor::anchor;
pub use find::find;
pub use types::{Anchor, DateBasis, DatePrecision, DateRange, TimeExpression, TimeKind};
