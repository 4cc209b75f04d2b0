//! The field's measures of place names, on a user's own gold: how many names
//! are found, how near their points lie, and both together.
//!
//! [`gold`] reads the files, [`tally`] counts, [`measures`] turns counts and
//! distances into figures, [`failings`] lists what went wrong, [`report`]
//! writes it for people. What each figure means is said at [`Figures`].

mod failings;
mod gold;
mod matching;
mod measures;
mod predict;
mod report;
mod tally;

pub use failings::{Failings, Far, NameCount};
pub use gold::{Mention, Text, read_gold, read_predictions};
pub use measures::{Prf, Resolution};
pub use predict::predict;
pub use report::report;
pub use tally::{Figures, Options, Scored, score};
