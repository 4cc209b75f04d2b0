//! Places, their names, dated areas and lines, and disputed status.
//!
//! The data lie in `gazetteer/`, the build script indexes them ([`layout`]),
//! and [`Gazetteer`] reads the index in place.

mod admin_layer;
pub mod areas;
mod around;
pub mod basemap;
#[allow(dead_code)] // The build script uses more of it.
mod blocks;
mod borders;
mod codes;
mod coordinates;
mod dated_names;
mod feature;
mod find;
mod fold;
mod forms;
mod hash;
pub mod import;
mod index;
mod layers;
mod layout;
mod letters;
mod lines;
mod lookup;
mod nearest;
mod own;
mod place;
#[allow(dead_code)] // The build script uses more of it.
mod rows;
mod scan;
mod shapes;
#[allow(dead_code)] // The build script uses more of it.
mod sieve;
mod spill;
mod status;
mod translit;
mod types;
mod write;

pub(crate) use find::latin;
pub(crate) use fold::{fold, strip_article};

pub use admin_layer::{AdminArea, AdminLayer};
pub use around::{Around, Neighbour};
pub use borders::{Border, border};
pub use coordinates::{BadPoint, parse_point};
pub use dated_names::DatedName;
pub use find::{NameMatch, same_name};
pub use layers::{Census, Gazetteer};
pub use lines::{Course, border_line};
pub use lookup::{Query, Ranked, ScoreParts};
pub use nearest::{RankedTown, bearing, distance_km};
pub use own::{AliasOf, Fault, OwnPlaces, cells_of};
pub use scan::{Found, Scan, Starts};
pub use spill::{NewFile, Room};
pub use status::{Spot, Worldview};
pub use types::{Country, Disputed, FeatureClass, NameHit, NameKind, Place, PlaceId};
