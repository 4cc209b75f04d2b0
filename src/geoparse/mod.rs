//! Place names in text: recognised, typed, resolved.

mod types;

pub use types::{Candidate, CoordBasis, Location, Relation, Role, Toponym, ToponymKind};
