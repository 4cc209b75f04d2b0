//! Files of rows with all their columns, as they are written: read in blocks
//! of whole rows, so that memory does not grow with the file and several
//! threads can read at once.
//!
//! [`Source`] cuts a file into [`Block`]s, a [`Block`] gives its [`Row`]s, and
//! [`Survey`] is what one look at all rows tells: columns, kinds, places.

mod blocks;
mod cut;
mod database;
mod features;
mod geometry;
mod json;
mod many;
mod row;
mod seen;
mod source;
mod survey;

pub use super::wkt::Drawn;
pub use blocks::Block;
pub use many::for_blocks;
pub use row::{Given, Ground, Names, Row};
pub use seen::{Reading, Seen};
pub use source::{Source, Told};
pub use survey::{Fault, Grounds, Survey};
