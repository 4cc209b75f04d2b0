//! The neutral picture: maps and charts as a display list ([`Scene`]).
//!
//! Nothing here knows PNG, SVG or PDF: `render` writes a scene as it is.

mod axes;
mod badge;
mod canvas;
mod casualties;
pub mod charts;
mod display;
mod divisions;
mod dots;
mod extent;
pub mod font;
mod furniture;
mod graticule;
mod ground;
mod inside;
pub mod label;
mod lettering;
mod map;
mod mark;
mod near;
mod page;
mod panel;
mod period;
mod placed;
pub mod projection;
mod regions;
mod scaled;
mod size;
mod spread;
pub mod symbol;
mod table;
pub mod theme;
mod themes;
mod timeline;
mod twins;
pub mod view;
mod words;

pub use casualties::{DeathClaim, Deaths, Relation, casualties, casualties_of, once};
pub use display::{Anchor, Color, DOTS_PER_METRE, Face, Item, Path, Point, Rect, Scene, Step, Stroke, Text};
pub use dots::{Dot, DotOptions, Facet, MOST_PANELS, dots, multiples};
pub use map::{PictureOptions, map};
pub use panel::GroundOptions;
pub use period::Period;
pub use themes::Theme;
pub use timeline::{timeline, timeline_of};
pub use twins::{TwinOptions, Twins, twins};

pub(crate) use furniture::grouped;
pub(crate) use words::{days, listed};
