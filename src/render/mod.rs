//! Writes a [`crate::scene::Scene`] as a file of some format. Writers decide nothing.

mod glyphs;
mod paint;
mod path_data;
mod pdf;
mod png;
mod ready;
mod stamps;
mod svg;
mod webfont;

pub use pdf::pdf;
pub use png::png;
pub use svg::{SvgText, svg};
