//! Reports and what is read off their form: main text, blocks, sentences,
//! dateline, and the publication date as printed.

mod blocks;
pub mod calendar;
pub mod container;
mod dateline;
mod entities;
mod html;
mod language;
mod lines;
mod markdown;
mod printed;
mod read;
mod types;
mod working;

pub use language::{Language, language};
pub use printed::date_of;
pub use read::read;
pub use types::{Block, BlockKind, Dateline, Document, Published, PublishedBasis, Report, ReportFormat, Sentence};

pub use crate::text::{Shape, Token, decode};
