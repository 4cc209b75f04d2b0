//! Places, their names, dated areas and lines, and disputed status.

mod types;

pub use types::{Country, Disputed, FeatureClass, NameKind, Place, PlaceId};
