//! Time expressions: found in the text, then resolved against an anchor.

mod types;

pub use types::{Anchor, DateBasis, DatePrecision, DateRange, TimeExpression, TimeKind};
