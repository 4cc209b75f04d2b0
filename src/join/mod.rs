//! Two sets of rows joined: by key, by place and day, the nearest, by area; and
//! matched as twins.

mod aggregate;
mod area;
mod columns;
mod csv;
mod finder;
mod found;
mod index;
#[allow(clippy::module_inception)] // What the layer is named after.
mod join;
mod key;
mod measure;
mod nearest;
mod place;
pub mod twins;
mod typed;

pub use aggregate::{Aggregate, Groups, Summary, What};
pub use area::{Level, Placed, in_divisions, in_polygons};
pub use columns::{Columns, kinds, value};
pub use finder::{By, Finder, Scratch};
pub use found::{Extra, Found, SameBy};
pub use index::Index;
pub use join::{How, Join, Line, Out, Tally};
pub use key::{Fold, KeyIndex, Keys};
pub use measure::{Window, days_between, km_between};
pub use nearest::{Nearest, Neighbour};
pub use place::{NearPlace, SamePlaces, WhyNot, by_place};
pub use typed::shape;
