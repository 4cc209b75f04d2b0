//! Spans: where in a text a fact stands.
//!
//! Two kinds of offset exist and are different types. A [`Span`] counts bytes
//! of a document's working text and is what the layers pass around; a
//! [`CharSpan`] counts Unicode code points of the input as it came in and is
//! what is published. [`OffsetMap`] leads from the first to the second.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in a document's working text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of the span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A half-open range of Unicode code points in the input as it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Which field of a report a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The report's title, where it was given apart from the text.
    Title,
    /// The report's text.
    #[default]
    Text,
}

/// A span of the input as it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct SourceSpan {
    /// The field.
    pub field: Field,
    /// The code points.
    pub chars: CharSpan,
}

/// Leads from bytes of the working text to code points of the source.
///
/// The working text is made of runs copied from the source (with characters
/// such as the non-breaking space exchanged one for one) and of glue that
/// stands nowhere in it. A run is kept as its bytes, its code points and its
/// field; offsets inside a run are found by counting. A run that stands for
/// more code points than it has (`&` for `&amp;`) is pushed by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    byte: usize,
    byte_end: usize,
    char: usize,
    /// One past the last code point, where it can't be told by counting.
    char_end: Option<usize>,
    field: Field,
}

impl OffsetMap {
    /// A map for a working text that is the source itself.
    pub fn identity(text: &str) -> Self {
        let mut map = Self::default();
        map.push(Span::new(0, text.len()), 0, Field::Text);
        map
    }

    /// Says that the bytes `span` of the working text were copied from the
    /// source's `field`, beginning at code point `char`. Runs come in order.
    pub fn push(&mut self, span: Span, char: usize, field: Field) {
        if !span.is_empty() {
            self.runs.push(Run { byte: span.start, byte_end: span.end, char, char_end: None, field });
        }
    }

    /// Says that the bytes `span` of the working text stand for the code
    /// points `chars` of the source's `field`, as a whole: an entity, say.
    pub fn push_whole(&mut self, span: Span, chars: CharSpan, field: Field) {
        if !span.is_empty() {
            let char_end = Some(chars.end);
            self.runs.push(Run { byte: span.start, byte_end: span.end, char: chars.start, char_end, field });
        }
    }

    /// The place in the source of a span of `text`, the working text.
    ///
    /// A span over several runs reaches from the first run's start to the last
    /// one's end, within the field in which it begins.
    pub fn source(&self, text: &str, span: Span) -> SourceSpan {
        let Some(first) = self.run_at(span.start) else { return SourceSpan::default() };
        let start = first.char_at(text, span.start);
        let last_byte = span.end.saturating_sub(1).max(span.start);
        let after = self.runs.partition_point(|r| r.byte <= last_byte);
        let last = self.runs[..after].iter().rev().find(|r| r.field == first.field).unwrap_or(first);
        let end = last.char_at(text, span.end.min(last.byte_end));
        SourceSpan { field: first.field, chars: CharSpan { start, end: end.max(start) } }
    }

    /// The run that holds `byte`, or the next one where it falls into glue.
    fn run_at(&self, byte: usize) -> Option<&Run> {
        let i = self.runs.partition_point(|r| r.byte_end <= byte);
        self.runs.get(i).or_else(|| self.runs.last())
    }
}

impl Run {
    fn char_at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.clamp(self.byte, self.byte_end);
        if let Some(end) = self.char_end {
            return if byte > self.byte { end } else { self.char };
        }
        self.char + text.get(self.byte..byte).map_or(0, |s| s.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_not_bytes() {
        let text = "Şuşa fell";
        let map = OffsetMap::identity(text);
        let at = text.find("fell").unwrap_or(0);
        let found = map.source(text, Span::new(at, at + 4));
        assert_eq!(found.chars, CharSpan { start: 5, end: 9 });
    }

    #[test]
    fn glue_between_runs_is_passed_over() {
        // "Nagorno-\nKarabakh" rejoined as "Nagorno-Karabakh".
        let text = "Nagorno-Karabakh";
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 8), 0, Field::Text);
        map.push(Span::new(8, 16), 9, Field::Text);
        assert_eq!(map.source(text, Span::new(0, 16)).chars, CharSpan { start: 0, end: 17 });
        assert_eq!(map.source(text, Span::new(8, 16)).chars, CharSpan { start: 9, end: 17 });
    }
}
