//! Writes the working text and, beside it, the map back to the source.

use crate::text::{CharSpan, Field, OffsetMap, Span};

/// Bytes after which a new run begins: places in the source are counted from
/// the start of their run, and a line may be of any length.
const LONG: usize = 1024;

/// A stretch of source text that is copied as it stands, or stands for other
/// code points (an entity).
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    /// The characters.
    pub(super) text: std::borrow::Cow<'a, str>,
    /// The first code point in the source.
    pub(super) start: usize,
    /// One past the last code point, where the text is not the source's own.
    pub(super) whole: Option<usize>,
}

impl<'a> Piece<'a> {
    /// A stretch of the source itself.
    pub(super) fn copied(text: &'a str, start: usize) -> Self {
        Self { text: text.into(), start, whole: None }
    }
}

/// The working text as it grows.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    /// The open run: first byte, first code point, next code point, field.
    run: Option<(usize, usize, usize, Field)>,
    /// A space seen and not yet written, with its place in the source.
    space: Option<usize>,
    /// Whether something of the current line of the working text is written.
    begun: bool,
}

impl Writer {
    /// Appends a piece: spaces of every kind become one plain space, soft
    /// hyphens and invisible marks are dropped.
    pub(super) fn copy(&mut self, piece: &Piece<'_>, field: Field) {
        if let Some(end) = piece.whole {
            self.replace(piece, end, field);
            return;
        }
        let (mut at, mut rest) = (piece.start, &*piece.text);
        while let Some(c) = rest.chars().next() {
            let plain = plain_run(&rest.as_bytes()[..rest.len().min(LONG)]);
            let (run, after) = rest.split_at(plain.max(c.len_utf8()));
            if c.is_whitespace() {
                self.space.get_or_insert(at);
            } else if plain > 0 || !is_invisible(c) {
                self.put(run, at, field);
            }
            at += plain.max(1);
            rest = after;
        }
    }

    /// Appends characters that stand for `piece.start..end` as a whole.
    fn replace(&mut self, piece: &Piece<'_>, end: usize, field: Field) {
        if piece.text.chars().all(char::is_whitespace) {
            self.space.get_or_insert(piece.start);
            return;
        }
        self.flush_space(field);
        self.close();
        let from = self.text.len();
        self.text.extend(piece.text.chars().filter(|c| !is_invisible(*c)));
        self.map.push_whole(Span::new(from, self.text.len()), CharSpan { start: piece.start, end }, field);
        self.begun = true;
    }

    /// Writes one character, or several of one byte each.
    fn put(&mut self, run: &str, at: usize, field: Field) {
        self.flush_space(field);
        self.append(run, at, field);
        self.begun = true;
    }

    fn flush_space(&mut self, field: Field) {
        if let Some(at) = self.space.take()
            && self.begun
        {
            self.append(" ", at, field);
        }
    }

    fn append(&mut self, run: &str, at: usize, field: Field) {
        let next = at + if run.is_ascii() { run.len() } else { 1 };
        match &mut self.run {
            Some((from, _, end, f)) if *end == at && *f == field && self.text.len() - *from < LONG => *end = next,
            _ => {
                self.close();
                self.run = Some((self.text.len(), at, next, field));
            }
        }
        self.text.push_str(run);
    }

    /// A space that may stand nowhere in the source, at a line end.
    pub(super) fn line_end(&mut self, at: usize) {
        self.space.get_or_insert(at);
    }

    /// Forgets spaces that wait to be written: the halves of a cut word meet.
    pub(super) fn no_space(&mut self) {
        self.space = None;
    }

    /// Ends a paragraph; what follows stands on a line of its own.
    pub(super) fn paragraph_end(&mut self) {
        self.space = None;
        self.close();
        if self.begun {
            self.text.push_str("\n\n");
        }
        self.begun = false;
    }

    /// The bytes written so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The finished text and map.
    pub(super) fn finish(mut self) -> (String, OffsetMap) {
        self.close();
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        (self.text, self.map)
    }

    fn close(&mut self) {
        if let Some((byte, char, _, field)) = self.run.take() {
            self.map.push(Span::new(byte, self.text.len()), char, field);
        }
    }
}

/// How many bytes are letters and marks of ASCII with single spaces between.
fn plain_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_graphic) {
            at += 1;
        }
        match bytes.get(at..) {
            Some([b' ', next, ..]) if at > 0 && next.is_ascii_graphic() => at += 1,
            _ => return at,
        }
    }
}

/// Soft hyphens, zero-width and direction marks, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || c.is_control()
}
