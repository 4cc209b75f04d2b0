//! Two sets of rows joined: by key, by place and day, the nearest, by area; and
//! matched as twins.

mod index;
mod key;
mod measure;
mod nearest;

pub use index::Index;
pub use key::{Fold, KeyIndex, Keys};
pub use measure::{Window, days_between, km_between};
pub use nearest::{Nearest, Neighbour};
