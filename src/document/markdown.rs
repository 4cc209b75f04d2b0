//! Markdown: lines without their marks, with their places in the source.

use super::lines::{Line, plain_lines};
use super::types::BlockKind;
use super::working::Piece;

/// The lines of a Markdown text: heading, quote, emphasis and link marks left
/// out, pictures as captions, front matter read for title and date.
pub(super) fn markdown_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut state = State::default();
    for (i, line) in plain_lines(text).into_iter().enumerate() {
        lines.push(state.line(i, line));
    }
    lines
}

#[derive(Default)]
struct State {
    front: bool,
    fenced: bool,
    titled: bool,
}

impl State {
    fn line<'a>(&mut self, number: usize, line: Line<'a>) -> Line<'a> {
        let std::borrow::Cow::Borrowed(text) = line.first.text else { return line };
        let start = line.first.start;
        let bare = text.trim();
        if bare == "---" && (number == 0 || self.front) {
            self.front = number == 0;
            return blank(text, start);
        }
        if self.front {
            return self.front_matter(text, start);
        }
        if bare.starts_with("```") || bare.starts_with("~~~") {
            self.fenced = !self.fenced;
            return blank(text, start);
        }
        if self.fenced || is_rule(bare) {
            return if self.fenced { line } else { blank(text, start) };
        }
        if let Some(alt) = picture(bare) {
            let at = text.find(alt).unwrap_or(0);
            let mut line = from_pieces(vec![slice(text, start, at, at + alt.len())], text, start);
            line.hint = Some(BlockKind::Caption);
            return line;
        }
        let lead = leading_marks(text);
        let heading = text[..lead].contains('#');
        let mut line = from_pieces(inline(text, start, lead), text, start);
        if heading && !self.titled {
            self.titled = true;
            line.hint = Some(BlockKind::Headline);
        }
        line
    }

    /// `title: ...` and `date: ...`; other keys are no text.
    fn front_matter<'a>(&mut self, text: &'a str, start: usize) -> Line<'a> {
        let kind = match text.split(':').next().map(str::trim) {
            Some("title") => BlockKind::Headline,
            Some("date" | "published") => BlockKind::Stamp,
            _ => return blank(text, start),
        };
        self.titled |= kind == BlockKind::Headline;
        let value_at = text.find(':').map_or(0, |n| n + 1);
        let value = text[value_at..].trim().trim_matches(['"', '\'']);
        let at = text.find(value).filter(|_| !value.is_empty()).unwrap_or(text.len());
        let mut line = from_pieces(vec![slice(text, start, at, at + value.len())], text, start);
        line.hint = Some(kind);
        line
    }
}

/// A line without text.
fn blank(text: &str, start: usize) -> Line<'_> {
    Line { first: Piece::copied(&text[..0], start), more: Vec::new(), hint: None }
}

fn from_pieces<'a>(mut pieces: Vec<Piece<'a>>, text: &'a str, start: usize) -> Line<'a> {
    pieces.retain(|p| !p.text.is_empty());
    if pieces.is_empty() {
        return blank(text, start);
    }
    let first = pieces.remove(0);
    Line { first, more: pieces, hint: None }
}

fn slice(text: &str, start: usize, from: usize, to: usize) -> Piece<'_> {
    Piece::copied(&text[from..to], start + text[..from].chars().count())
}

fn is_rule(bare: &str) -> bool {
    bare.len() >= 3
        && (bare.bytes().all(|b| b == b'-')
            || bare.bytes().all(|b| b == b'*')
            || bare.bytes().all(|b| b == b'_')
            || bare.bytes().all(|b| b == b'='))
}

/// The words of a picture that stands alone.
fn picture(bare: &str) -> Option<&str> {
    let rest = bare.strip_prefix("![")?;
    let (alt, target) = rest.split_once("](")?;
    (target.ends_with(')') && !alt.trim().is_empty()).then_some(alt)
}

/// Bytes of the heading and quote marks at the head of a line.
fn leading_marks(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &rest[spaces..];
        if rest.starts_with('>') {
            at += spaces + 1;
            continue;
        }
        let hashes = rest.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&hashes) && rest[hashes..].starts_with(' ') {
            return at + spaces + hashes + 1;
        }
        return at;
    }
}

/// The pieces of a line without emphasis and link marks.
fn inline(text: &str, start: usize, from: usize) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let (mut kept, mut at) = (from, from);
    // Code points before `kept`, counted on as pieces are cut.
    let mut chars = start + text[..from].chars().count();
    while at < text.len() {
        let (skip, inner) = match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => (1, 1),
            b'*' | b'`' => (run(bytes, at), 0),
            b'_' if edge_of_word(text, at) => (run(bytes, at), 0),
            b'!' if bytes.get(at + 1) == Some(&b'[') && link(&text[at + 1..]).is_some() => (1, 0),
            b'[' if link(&text[at..]).is_some() => (1, 0),
            b']' if bytes.get(at + 1) == Some(&b'(') => match text[at..].find(')') {
                Some(end)
                    if !text[at..at + end].contains(char::is_whitespace) || text[at..at + end].contains(" \"") =>
                {
                    (end + 1, 0)
                }
                _ => (0, 1),
            },
            _ => (0, 1),
        };
        if skip > 0 {
            pieces.push(Piece::copied(&text[kept..at], chars));
            at += skip;
            chars += text[kept..at].chars().count();
            kept = at;
        }
        at += inner;
        while at < text.len() && !text.is_char_boundary(at) {
            at += 1;
        }
    }
    let kept = kept.min(text.len());
    pieces.push(Piece::copied(&text[kept..], chars));
    pieces
}

/// The length of a run of the same mark.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| **b == bytes[at]).count()
}

/// Whether `_` is no part of a word.
fn edge_of_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}

/// Whether `[` opens a link: `[text](`.
fn link(text: &str) -> Option<usize> {
    let text = near(text);
    let end = text.find("](")?;
    (!text[1..end].contains('[') && text[end..].contains(')')).then_some(end)
}

/// As much of a line as a link may take: keeps strange lines cheap.
fn near(text: &str) -> &str {
    let mut end = text.len().min(2000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use crate::document::{self, Report, ReportFormat};
    use crate::lexicon::Lexicon;
    use crate::text::Span;

    #[test]
    fn marks_are_left_out_and_offsets_lead_back() {
        let text = "---\ntitle: \"Blast in Exampletown\"\ndate: 2019-05-04\nlayout: post\n---\n\n## Market hit\n\n![Smoke over the square](a.jpg)\n\n\
            EXAMPLETOWN — **Three people** died, the [health ministry](https://example.org/a_b) said.\n\n> \"We saw *smoke*,\" a snake_case witness said.\n";
        let lexicon = Lexicon::english().unwrap();
        let report = Report { text: text.into(), format: ReportFormat::Markdown, ..Report::default() };
        let document = document::read(report, &lexicon);
        let blocks: Vec<String> =
            document.blocks.iter().map(|b| format!("{:?} {}", b.kind, document.words(b.span))).collect();
        assert_eq!(
            blocks,
            [
                "Headline Blast in Exampletown",
                "Stamp 2019-05-04",
                "Headline Market hit",
                "Caption Smoke over the square",
                "Body EXAMPLETOWN — Three people died, the health ministry said.",
                "Body \"We saw smoke,\" a snake_case witness said.",
            ]
        );
        assert_eq!(document.published.date.map(|d| d.to_string()).as_deref(), Some("2019-05-04"));
        let at = document.text.find("health ministry").unwrap();
        let source = document.source(Span::new(at, at + 15)).chars;
        assert_eq!(
            text.chars().skip(source.start).take(source.end - source.start).collect::<String>(),
            "health ministry"
        );
    }
}
