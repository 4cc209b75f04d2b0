//! Lines to paragraphs: hard line ends and words cut over them are rejoined.
//!
//! A line end is a hard wrap when the next line's first word would not have
//! fitted, judged by the width that the document's own broken lines show.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::types::BlockKind;
use super::working::Piece;

/// One line of the source.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) first: Piece<'a>,
    pub(super) more: Vec<Piece<'a>>,
    /// What the markup says the line is.
    pub(super) hint: Option<BlockKind>,
}

impl<'a> Line<'a> {
    /// The line's characters.
    pub(super) fn text(&self) -> Cow<'_, str> {
        if self.more.is_empty() {
            return Cow::Borrowed(&self.first.text);
        }
        let mut text = self.first.text.to_string();
        self.more.iter().for_each(|p| text.push_str(&p.text));
        Cow::Owned(text)
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece<'a>> {
        std::iter::once(&self.first).chain(&self.more)
    }
}

/// The lines of a plain text, with their places in code points.
pub(super) fn plain_lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(line_end(rest));
        rest = after;
        lines.push(Line { first: Piece::copied(line, at), more: Vec::new(), hint: None });
        at += line.chars().count();
    }
    lines
}

/// One past the mark that ends the first line: a line feed, tab down, form
/// feed, carriage return, or one of Unicode's separators.
fn line_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\n' | 0x0b | 0x0c | b'\r' => return at,
            0xe2 if matches!(bytes.get(at..at + 2), Some([0x80, 0xa8 | 0xa9])) => return at + 2,
            _ => {}
        }
    }
    at
}

/// How a line goes on in the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// It ends a paragraph.
    No,
    /// A space stands between.
    Space,
    /// A word goes on: its hyphen stays.
    KeepHyphen,
    /// A word goes on: its hyphen was only the line's.
    DropHyphen,
}

/// A paragraph: its lines (some may be blank) and how each goes on.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) lines: Range<usize>,
}

/// What is known of one line.
#[allow(clippy::struct_excessive_bools, reason = "each is one observation of the line")]
struct Facts {
    len: usize,
    indent: usize,
    first_word: usize,
    terminal: bool,
    lower: bool,
    item: bool,
    cut: bool,
    letter: bool,
}

impl Facts {
    fn of(line: &str) -> Self {
        let trimmed = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace() && !matches!(c, '\n' | '\r')).count();
        let first = trimmed.chars().next().unwrap_or(' ');
        let mut back = trimmed.chars().rev();
        let cut =
            matches!(back.next(), Some('-' | '\u{2010}' | '\u{AD}')) && back.next().is_some_and(char::is_alphanumeric);
        Self {
            len: trimmed.chars().count(),
            indent,
            first_word: trimmed.split_whitespace().next().map_or(0, |w| w.chars().count()),
            terminal: trimmed.ends_with(['.', '!', '?', ':', ';', '"', '”', '’', '\'', ')', ']', '…', '*']),
            lower: first.is_lowercase(),
            item: matches!(first, '•' | '*' | '·') || matches!(first, '–' | '—' | '-') && !trimmed.starts_with("--"),
            cut,
            letter: first.is_alphanumeric(),
        }
    }

    fn blank(&self) -> bool {
        self.len == 0
    }
}

/// How the document is broken into lines.
struct Wrap {
    wrapped: bool,
    width: usize,
    /// Paragraphs are set apart by blank lines or indents.
    apart: bool,
    indent: usize,
}

impl Wrap {
    fn of(facts: &[Facts]) -> Self {
        let full: Vec<&Facts> = facts.iter().filter(|f| !f.blank()).collect();
        let pairs = facts.windows(2).filter(|w| !w[0].blank() && !w[1].blank());
        let (mut count, mut widths) = (0usize, Vec::new());
        for pair in pairs {
            count += 1;
            if !pair[0].terminal && pair[0].len >= 30 && !pair[1].item {
                widths.push(pair[0].len);
            }
        }
        let wrapped = widths.len() >= 2 && widths.len() * 10 >= count * 3;
        widths.sort_unstable();
        let width = widths.get(widths.len() * 19 / 20).copied().unwrap_or(0);
        let mut indents: Vec<usize> = full.iter().map(|f| f.indent).collect();
        indents.sort_unstable();
        let indent = indents.get(indents.len() / 2).copied().unwrap_or(0);
        let indented = full.iter().filter(|f| f.indent > indent).count();
        let blanks = facts.windows(3).filter(|w| !w[0].blank() && w[1].blank() && !w[2].blank()).count();
        let apart = blanks >= 1 || indented * 20 >= full.len().max(1) && indented >= 2;
        // Lines far longer than a page is wide are paragraphs, whatever their ends.
        Self { wrapped: wrapped && width <= 160, width, apart, indent }
    }

    /// Whether line `a` goes on in line `b`, which follows it.
    fn goes_on(&self, a: &Facts, b: &Facts) -> bool {
        if b.item && a.terminal {
            return false;
        }
        if a.cut && b.letter && a.len >= 10 {
            return true;
        }
        if b.lower && !a.terminal {
            return true;
        }
        if !self.wrapped || (b.indent > self.indent && b.indent > a.indent) {
            return false;
        }
        let reach = (a.len + 1 + b.first_word) * 100;
        let need = match (self.apart, a.terminal) {
            (true, true) => 75,
            (true, false) => 50,
            (false, true) => 101,
            (false, false) => 70,
        };
        reach >= self.width * need
    }

    /// Whether a paragraph goes on after a blank line: a page break inside a
    /// sentence.
    fn goes_on_after_blank(&self, a: &Facts, b: &Facts) -> bool {
        self.wrapped && !a.terminal && a.len * 10 >= self.width * 6 && (b.lower || a.cut && b.letter)
    }
}

/// The paragraphs, and for each line how it goes on.
pub(super) fn paragraphs(lines: &[Line<'_>], prefixes: &dyn Fn(&str) -> bool) -> (Vec<Paragraph>, Vec<Join>) {
    let texts: Vec<Cow<'_, str>> = lines.iter().map(Line::text).collect();
    let facts: Vec<Facts> = texts.iter().map(|t| Facts::of(t)).collect();
    let wrap = Wrap::of(&facts);
    let mut joins = vec![Join::No; lines.len()];
    let mut found = Vec::new();
    let mut words = None;
    let mut at = 0;
    while at < lines.len() {
        if facts[at].blank() {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at;
        loop {
            let next = (last + 1..lines.len()).find(|i| !facts[*i].blank());
            let Some(next) = next.filter(|n| *n <= last + 3) else { break };
            if lines[last].hint != lines[next].hint {
                break;
            }
            let direct = next == last + 1;
            let (a, b) = (&facts[last], &facts[next]);
            let on = if direct { wrap.goes_on(a, b) } else { wrap.goes_on_after_blank(a, b) };
            if !on {
                break;
            }
            joins[last] = if a.cut && b.letter {
                let known = words.get_or_insert_with(|| Words::of(&texts));
                known.cut(&texts[last], &texts[next], prefixes)
            } else {
                Join::Space
            };
            last = next;
        }
        found.push(Paragraph { lines: start..last + 1 });
        at = last + 1;
    }
    (found, joins)
}

/// The document's words, which tell whether a cut word has a hyphen.
struct Words<'a> {
    words: HashSet<&'a str>,
}

impl<'a> Words<'a> {
    /// All words but the halves of cut ones.
    fn of(texts: &'a [Cow<'_, str>]) -> Self {
        let mut words = HashSet::new();
        let mut cut = false;
        for line in texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            words.extend(
                line.split_whitespace().skip(usize::from(cut)).filter(|w| !w.ends_with(['-', '\u{2010}'])).map(bare),
            );
            cut = line.ends_with(['-', '\u{2010}']);
        }
        Self { words }
    }

    /// Whether the hyphen between `line` and `next` belongs to the word.
    fn cut(&self, line: &str, next: &str, prefixes: &dyn Fn(&str) -> bool) -> Join {
        let head = line.split_whitespace().next_back().unwrap_or("").trim_end_matches(['-', '\u{2010}', '\u{AD}']);
        let head = head.trim_start_matches(|c: char| !c.is_alphanumeric());
        let tail = bare(next.split_whitespace().next().unwrap_or(""));
        if line.trim_end().ends_with('\u{AD}') || self.words.contains(format!("{head}{tail}").as_str()) {
            return Join::DropHyphen;
        }
        if self.words.contains(format!("{head}-{tail}").as_str()) {
            return Join::KeepHyphen;
        }
        let last_part = head.rsplit('-').next().unwrap_or(head);
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let keep = last_part.chars().any(|c| c.is_ascii_digit())
            || capital(tail) && head.starts_with(char::is_alphabetic)
            || last_part.len() >= 2 && last_part.chars().all(char::is_uppercase)
            || head.contains('-')
            || prefixes(&last_part.to_lowercase())
            || self.words.contains(last_part) && self.words.contains(tail);
        if keep { Join::KeepHyphen } else { Join::DropHyphen }
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
