//! Text as the other layers see it: spans, decoding, tokens, sentences.

mod counted;
mod decode;
mod formula;
pub mod published;
mod sentence;
mod span;
mod token;
mod xml;

pub(crate) use counted::counted;
pub use decode::{Decoded, Oddity, decode};
pub use formula::{guarded, unguarded};
pub use sentence::sentences;
pub use span::{CharSpan, Field, OffsetMap, SourceSpan, Span};
pub use token::{Abbreviation, Abbreviations, Shape, Token, char_at, lowered, shape, tokenize};
pub use xml::escaped;
