//! Text as the other layers see it: spans, decoding, tokens, sentences.

mod decode;
mod sentence;
mod span;
mod token;

pub use decode::{Decoded, Oddity, decode};
pub use sentence::sentences;
pub use span::{CharSpan, Field, OffsetMap, SourceSpan, Span};
pub use token::{char_at, Abbreviation, Abbreviations, Shape, Token, lowered, shape, tokenize};
