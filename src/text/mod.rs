//! Text as the other layers see it: spans, decoding, tokens, sentences.

mod span;

pub use span::{CharSpan, Field, OffsetMap, SourceSpan, Span};
