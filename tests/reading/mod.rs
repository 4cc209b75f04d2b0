//! Reading a report: blocks, datelines, sentences, dates. The cases stand in
//! Markdown suites that need no Rust to read.

mod checks;
mod dates;
mod documents;
mod patterns;
mod properties;
mod relations;
mod unseen;

use dateline::lexicon::Lexicon;

/// The English lexicon.
fn lexicon() -> Lexicon {
    Lexicon::english().expect("the lexicon is sound")
}
