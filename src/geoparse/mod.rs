//! Place names in text: recognised, typed, resolved.

mod atlas;
mod candidates;
mod clues;
mod coarse;
mod company;
mod context;
mod describe;
mod far;
mod find;
mod home;
mod kinds;
mod level;
mod links;
mod locate;
mod lookups;
mod misspelt;
mod near;
mod persons;
mod relations;
mod resolve;
mod situate;
mod spot;
mod types;
mod words;

pub use atlas::offset;
pub use coarse::{AreaLevel, coarser};
pub(crate) use company::Company;
pub use describe::{Answer, AnswerCandidate, Description, describe};
pub use find::{Choice, Senses, Weighed, find, senses, weigh};
pub use locate::{as_of, locate};
pub use relations::border_between;
pub use types::{Candidate, CoordBasis, Location, Relation, RelationKind, Role, Toponym, ToponymKind};
