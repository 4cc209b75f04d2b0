//! Reports and what is read off their form: main text, blocks, sentences,
//! dateline, and the publication date as printed.

mod types;

pub use types::{Block, BlockKind, Dateline, Document, Published, PublishedBasis, Report, ReportFormat, Sentence};

pub use crate::text::{Shape, Token, decode};
