//! Web pages: the main text's lines, with their places in the raw markup.
//!
//! The page is scanned once into lines at its block tags, each piece with its
//! code points in the raw markup; `dom_smoothie` then says which of those
//! lines are the article. So offsets are right by construction, and where the
//! extractor finds nothing, the whole page is read.

use std::borrow::Cow;

use dom_smoothie::{Config, Readability};

use super::entities::reference;
use super::lines::Line;
use super::types::BlockKind;
use super::working::Piece;

/// A page read for its article.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// What the page's metadata say.
    pub(super) published: Option<String>,
    pub(super) site: Option<String>,
    pub(super) lang: Option<String>,
}

/// Tags after which and before which a line ends.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements whose content is no text of the page.
const SKIPPED: &[&str] =
    &["script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea"];

/// Elements that need no end tag: they do not nest.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Pages nested deeper are read whole: the extractor's time grows with the
/// square of the depth, and no newspaper nests like that.
const DEEPEST: usize = 2000;

/// Reads a page.
pub(super) fn page(html: &str) -> Page<'_> {
    let (lines, depth) = scan(html);
    if depth > DEEPEST {
        return Page { lines: fallback(lines), ..Page::default() };
    }
    let config = Config { text_mode: dom_smoothie::TextMode::Raw, ..Config::default() };
    let parsed = Readability::new(html, None, Some(config)).ok().and_then(|mut r| r.parse().ok());
    let Some(article) = parsed else {
        return Page { lines: fallback(lines), ..Page::default() };
    };
    let chosen = choose(&lines, &article.text_content, &article.title);
    let words: usize = chosen.iter().map(|(l, _)| l.text().split_whitespace().count()).sum();
    let lines = if words == 0 { fallback(lines) } else { chosen.into_iter().map(|(l, _)| l).collect() };
    Page {
        lines,
        published: article.published_time,
        site: article.site_name.filter(|s| !s.trim().is_empty()),
        lang: article.lang.filter(|l| !l.trim().is_empty()),
    }
}

/// Without an article: all lines of the page but the head's.
fn fallback(lines: Vec<(Line<'_>, Tag)>) -> Vec<Line<'_>> {
    lines.into_iter().filter(|(_, tag)| *tag != Tag::Title).map(|(l, _)| l).collect()
}

/// What element a line stands in, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Other,
    Title,
    Heading,
    Caption,
}

/// The article's lines: those that stand in the extracted text, in order, and
/// the title's.
fn choose<'a>(lines: &[(Line<'a>, Tag)], article: &str, title: &str) -> Vec<(Line<'a>, Tag)> {
    let content = dense(article);
    let title = dense(title);
    let mut at = 0;
    let mut titled = false;
    let mut chosen: Vec<(Line<'a>, Tag)> = Vec::new();
    let heading = lines.iter().position(|(l, t)| *t == Tag::Heading && is_title(&dense(&l.text()), &title));
    let head = heading.or_else(|| lines.iter().position(|(_, t)| *t == Tag::Title));
    for (i, (line, tag)) in lines.iter().enumerate() {
        let text = dense(&line.text());
        if text.is_empty() {
            continue;
        }
        if head == Some(i) && !titled {
            titled = true;
            chosen.push((hinted(line, BlockKind::Headline), *tag));
            continue;
        }
        if *tag == Tag::Title || titled && is_title(&text, &title) {
            continue;
        }
        let Some(found) = ahead(&content, at).find(&text) else { continue };
        // A short line that is found far ahead is a menu's word that happens
        // to stand in the article.
        if text.len() < 40 && found > 400 {
            continue;
        }
        at += found + text.len();
        let kind = if *tag == Tag::Caption { BlockKind::Caption } else { BlockKind::Body };
        chosen.push((if *tag == Tag::Caption { hinted(line, kind) } else { line.clone() }, *tag));
    }
    chosen
}

/// How far ahead a line is looked for: keeps large pages cheap.
const AHEAD: usize = 100_000;

/// The content from `at` on, as far as [`AHEAD`].
fn ahead(content: &str, at: usize) -> &str {
    let mut end = content.len().min(at + AHEAD);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[at..end]
}

/// Whether a line is the title: the same, or the title with the site's name.
fn is_title(line: &str, title: &str) -> bool {
    !title.is_empty() && (line == title || line.len() > 20 && (title.starts_with(line) || line.starts_with(title)))
}

fn hinted<'a>(line: &Line<'a>, kind: BlockKind) -> Line<'a> {
    Line { hint: Some(kind), ..line.clone() }
}

/// The text without spaces and invisible marks: what both readings share.
fn dense(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        .collect()
}

/// The page's lines, each piece with its code points in `html`; and how deep
/// its elements nest.
fn scan(html: &str) -> (Vec<(Line<'_>, Tag)>, usize) {
    let mut scanner = Scanner { html, ..Scanner::default() };
    scanner.run();
    (scanner.lines, scanner.deepest)
}

#[derive(Default)]
struct Scanner<'a> {
    html: &'a str,
    byte: usize,
    /// Code points before `byte`.
    char: usize,
    pieces: Vec<Piece<'a>>,
    lines: Vec<(Line<'a>, Tag)>,
    /// Open elements that matter.
    open: Vec<Tag>,
    depth: usize,
    deepest: usize,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while self.byte < self.html.len() {
            let rest = &self.html[self.byte..];
            if rest.starts_with('<') && self.markup(rest) {
                continue;
            }
            self.text(rest);
        }
        self.end_line();
    }

    /// Moves on by `bytes`.
    fn advance(&mut self, bytes: usize) {
        let passed = &self.html[self.byte..self.byte + bytes];
        self.char += passed.chars().count();
        self.byte += bytes;
    }

    /// A tag, comment or declaration; `false` for a `<` that opens none.
    fn markup(&mut self, rest: &str) -> bool {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |n| n + 7);
            self.advance(end);
            return true;
        }
        let closing = rest[1..].starts_with('/');
        let name_at = 1 + usize::from(closing);
        let first = rest[name_at..].chars().next().unwrap_or(' ');
        if matches!(first, '!' | '?') {
            self.advance(rest.find('>').map_or(rest.len(), |n| n + 1));
            return true;
        }
        if !first.is_ascii_alphabetic() {
            return false;
        }
        let len = rest[name_at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[name_at..name_at + len].to_ascii_lowercase();
        let end = tag_end(rest);
        let itself = rest[..end].ends_with("/>");
        self.advance(end);
        self.element(&name, closing, itself);
        true
    }

    fn element(&mut self, name: &str, closing: bool, itself: bool) {
        if SKIPPED.contains(&name) {
            if !closing && !itself {
                let after = self.closing_of(name);
                self.advance(after);
            }
            return;
        }
        if closing {
            self.depth = self.depth.saturating_sub(1);
        } else if !itself && !UNCLOSED.contains(&name) {
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
        }
        if !BLOCKS.contains(&name) {
            return;
        }
        self.end_line();
        let tag = match name {
            "title" => Tag::Title,
            "h1" => Tag::Heading,
            "figcaption" | "caption" => Tag::Caption,
            _ => return,
        };
        if closing {
            if let Some(at) = self.open.iter().rposition(|t| *t == tag) {
                self.open.truncate(at);
            }
        } else if !itself {
            self.open.push(tag);
        }
    }

    /// The bytes up to the end of the closing tag of an element without text.
    fn closing_of(&self, name: &str) -> usize {
        let rest = &self.html[self.byte..];
        let mut at = 0;
        while let Some(found) = rest[at..].find("</") {
            let from = at + found + 2;
            if rest.get(from..from + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
                return rest[from..].find('>').map_or(rest.len(), |n| from + n + 1);
            }
            at = from;
        }
        rest.len()
    }

    /// Text up to the next tag: copied pieces, and references as wholes.
    fn text(&mut self, rest: &'a str) {
        let skip = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[skip..].find(['<', '&']).map_or(rest.len(), |n| n + skip);
        if rest.starts_with('&')
            && let Some((c, bytes)) = reference(rest)
        {
            let start = self.char;
            self.advance(bytes);
            self.pieces.push(Piece { text: Cow::Owned(c.to_string()), start, whole: Some(self.char) });
            return;
        }
        self.pieces.push(Piece::copied(&rest[..end], self.char));
        self.advance(end);
    }

    fn end_line(&mut self) {
        let mut pieces = std::mem::take(&mut self.pieces).into_iter();
        let Some(first) = pieces.next() else { return };
        let tag = self.open.last().copied().unwrap_or(Tag::Other);
        self.lines.push((Line { first, more: pieces.collect(), hint: None }, tag));
    }
}

/// One past the `>` of the tag at the head of `rest`, quotes passed over.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (i, b) in rest.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return i + 1,
            (None, b'"' | b'\'') if rest[..i].ends_with('=') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Report, ReportFormat};
    use crate::lexicon::Lexicon;
    use crate::text::Span;

    const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Blast hits caf&eacute; in Exampletown | The Herald</title>\n\
        <meta property=\"article:published_time\" content=\"2019-05-04T10:20:00+02:00\">\n\
        <script>var a = '<p>no text</p>';</script></head><body><nav><ul><li>Home</li><li>World</li></ul></nav>\n\
        <article><h1>Blast hits caf&eacute; in Exampletown</h1>\n\
        <figure><img src=\"a.jpg\"><figcaption>Smoke over the square.</figcaption></figure>\n\
        <p>EXAMPLETOWN (Reuters) &ndash; A bomb killed three people at a caf&eacute; on Saturday,\n police said, &amp; wounded twelve others who had been \n waiting outside for the doors to open in the morning.</p>\n\
        <p>The mayor said the <b>attack</b> was the worst since the war ended, and that the city would mourn for three days, with flags at half mast.</p>\n\
        <p>Nobody claimed it. Officers closed the roads around the market, and hospitals asked people to give blood, the health ministry said in a statement.</p>\n\
        </article><footer>Copyright The Herald</footer></body></html>";

    #[test]
    fn the_article_is_read_and_leads_back_to_the_markup() {
        let lexicon = Lexicon::english().unwrap();
        let report = Report { text: PAGE.into(), format: ReportFormat::Html, ..Report::default() };
        let document = document::read(report, &lexicon);
        let blocks: Vec<String> = document
            .blocks
            .iter()
            .map(|b| format!("{:?} {}", b.kind, document.words(b.span).chars().take(24).collect::<String>()))
            .collect();
        assert_eq!(
            blocks,
            [
                "Headline Blast hits café in Examp",
                "Caption Smoke over the square.",
                "Body EXAMPLETOWN (Reuters) – ",
                "Body The mayor said the attac",
                "Body Nobody claimed it. Offic"
            ]
        );
        assert_eq!(document.published.date.map(|d| d.to_string()).as_deref(), Some("2019-05-04"));
        let at = document.text.find("café on Saturday, police").unwrap();
        let source = document.source(Span::new(at, at + "café on Saturday, police".len()));
        let raw: String = PAGE.chars().skip(source.chars.start).take(source.chars.end - source.chars.start).collect();
        assert_eq!(raw, "caf&eacute; on Saturday,\n police");
    }

    #[test]
    fn a_page_nested_without_end_is_read_whole() {
        let html = format!("{}<p>Two people died on Monday.</p>", "<div>".repeat(5000));
        assert_eq!(page(&html).lines[0].text(), "Two people died on Monday.");
    }

    #[test]
    fn a_page_without_an_article_is_read_whole() {
        let page = page("<p>Two died.</p><p>Three fled &");
        assert_eq!(page.lines.len(), 2);
        assert_eq!(page.lines[1].text(), "Three fled &");
    }
}
