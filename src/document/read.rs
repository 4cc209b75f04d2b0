//! A report read: main text, working text, blocks, dateline, sentences.

use std::ops::Range;

use super::blocks::{Judge, Part};
use super::dateline::{Finder, Found};
use super::lines::{Join, Line, paragraphs, plain_lines};
use super::markdown::markdown_lines;
use super::types::{Block, BlockKind, Document, Report, ReportFormat, Sentence};
use super::working::{Piece, Writer};
use super::{html, printed};
use crate::lexicon::Lexicon;
use crate::text::{Field, OffsetMap, Span, Token, sentences, tokenize};

/// Reads a report into blocks, sentences and tokens.
///
/// Never fails: what can't be told apart is body text.
///
/// ```
/// use dateline::document::{self, BlockKind, Report};
/// use dateline::lexicon::Lexicon;
///
/// let lexicon = Lexicon::english()?;
/// let text = "OSLO (Reuters) - Two people died on Monday, police said. REUTERS".to_owned();
/// let document = document::read(Report { text, ..Report::default() }, &lexicon);
/// let dateline = document.dateline.as_ref().and_then(|d| d.place).map(|place| document.words(place));
/// assert_eq!(dateline, Some("OSLO"));
/// assert_eq!(document.blocks[1].kind, BlockKind::AgencyLine);
/// # Ok::<(), dateline::error::Error>(())
/// ```
pub fn read(mut report: Report, lexicon: &Lexicon) -> Document {
    let working = write(&mut report, lexicon);
    let mut tokens = Vec::with_capacity(working.text.len() / 5);
    let mut parts = Vec::with_capacity(working.paragraphs.len());
    for paragraph in &working.paragraphs {
        let from = tokens.len();
        tokenize(&working.text, paragraph.span, &lexicon.abbreviations, &mut tokens);
        if tokens.len() > from {
            parts.push(Part { tokens: from..tokens.len(), ..paragraph.clone() });
        }
    }
    let all_caps = is_all_caps(&working.text);
    let judge = Judge { text: &working.text, tokens: &tokens, lexicon };
    classify(&judge, &mut parts);
    let titled = parts.iter().any(|p| p.kind == BlockKind::Headline);
    let finder = Finder { text: &working.text, tokens: &tokens, lexicon, all_caps, titled };
    let found = find_dateline(&finder, &mut parts);
    let closing = split_closing(&judge, &mut parts);
    let agencies = agencies(&judge, &parts, found.as_ref(), closing);
    let quoted_agencies = quoted(&judge, &parts);
    let published = printed::published(&judge, &parts, found.as_ref().map(|f| &f.dateline), &report);
    let sentences = divide(&working.text, &tokens, &parts, lexicon);
    Document {
        blocks: parts.iter().map(|p| Block { kind: p.kind, span: p.span }).collect(),
        dateline: found.map(|f| f.dateline),
        report,
        text: working.text,
        offsets: working.offsets,
        sentences,
        tokens,
        published,
        all_caps,
        agencies,
        quoted_agencies,
    }
}

/// The working text with its paragraphs, not yet judged.
struct Working {
    text: String,
    offsets: OffsetMap,
    paragraphs: Vec<Part>,
}

/// Writes title and main text, line ends rejoined; metadata of a page fill
/// what the report lacks.
fn write(report: &mut Report, lexicon: &Lexicon) -> Working {
    let mut writer = Writer::default();
    let mut parts = Vec::new();
    if let Some(title) = &report.title {
        writer.copy(&Piece::copied(title, 0), Field::Title);
        push_part(&writer, 0, BlockKind::Headline, true, &mut parts);
        writer.paragraph_end();
    }
    match report.format {
        ReportFormat::Text => write_lines(&plain_lines(&report.text), lexicon, &mut writer, &mut parts),
        ReportFormat::Markdown => write_lines(&markdown_lines(&report.text), lexicon, &mut writer, &mut parts),
        ReportFormat::Html => {
            let page = html::page(&report.text);
            for line in &page.lines {
                write_lines(std::slice::from_ref(line), lexicon, &mut writer, &mut parts);
            }
            report.published = report.published.or_else(|| printed::date_of(&page.published?, lexicon));
            report.source = report.source.take().or(page.site);
            report.lang = report.lang.take().or(page.lang);
        }
    }
    let (text, offsets) = writer.finish();
    Working { text, offsets, paragraphs: parts }
}

fn push_part(writer: &Writer, from: usize, kind: BlockKind, fixed: bool, parts: &mut Vec<Part>) {
    if writer.len() > from {
        parts.push(Part { span: Span::new(from, writer.len()), tokens: 0..0, kind, fixed });
    }
}

fn write_lines(lines: &[Line<'_>], lexicon: &Lexicon, writer: &mut Writer, parts: &mut Vec<Part>) {
    let prefixes = |word: &str| lexicon.hyphen_prefixes.contains(word);
    let (found, joins) = paragraphs(lines, &prefixes);
    for paragraph in found {
        let from = writer.len();
        for at in paragraph.lines.clone() {
            write_line(&lines[at], joins[at], writer);
        }
        let hint = lines[paragraph.lines.start].hint;
        push_part(writer, from, hint.unwrap_or(BlockKind::Body), hint.is_some(), parts);
        writer.paragraph_end();
    }
}

fn write_line(line: &Line<'_>, join: Join, writer: &mut Writer) {
    let mut end = line.first.start;
    let last = line.more.len();
    for (i, piece) in line.pieces().enumerate() {
        end = piece.whole.unwrap_or(piece.start + piece.text.chars().count());
        if i == last && join == Join::DropHyphen {
            let text = piece.text.trim_end().trim_end_matches(['-', '\u{2010}', '\u{AD}']);
            writer.copy(&Piece { text: text.into(), ..piece.clone() }, Field::Text);
        } else {
            writer.copy(piece, Field::Text);
        }
    }
    match join {
        Join::Space => writer.line_end(end.saturating_sub(1)),
        Join::KeepHyphen | Join::DropHyphen => writer.no_space(),
        Join::No => {}
    }
}

/// Gives every paragraph its kind: by itself, then by where it stands.
fn classify(judge: &Judge<'_>, parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|p| !p.fixed) {
        part.kind = judge.alone(part);
    }
    let titled =
        parts.first().filter(|p| p.fixed && p.kind == BlockKind::Headline).map(|p| p.span.of(judge.text).to_owned());
    let bodies = parts.iter().filter(|p| p.kind == BlockKind::Body).count();
    let mut left = bodies;
    for part in parts.iter_mut().filter(|p| p.kind == BlockKind::Body) {
        left -= 1;
        let text = part.span.of(judge.text);
        let again = titled.as_deref().is_some_and(|t| t == text);
        if again || judge.is_title(part) && left > 0 {
            part.kind = BlockKind::Headline;
        } else if judge.is_credited(part) && left > 0 {
            part.kind = BlockKind::Caption;
        } else {
            break;
        }
    }
}

/// The dateline of the first paragraphs of the body; words before it in the
/// same paragraph are a headline.
fn find_dateline(finder: &Finder<'_>, parts: &mut Vec<Part>) -> Option<Found> {
    let heads: Vec<usize> =
        (0..parts.len()).filter(|i| matches!(parts[*i].kind, BlockKind::Body | BlockKind::Stamp)).take(4).collect();
    // "Published:" stands before no story.
    let first = heads.iter().copied().find(|i| parts[*i].kind == BlockKind::Body);
    for &i in &heads {
        let range = parts[i].tokens.clone();
        if let Some(found) = finder.at(range.start, range.end)
            && (Some(i) == first || found.strong)
        {
            if found.next >= range.end {
                parts[i].kind = BlockKind::Stamp;
            }
            return Some(found);
        }
    }
    let &first = heads.iter().find(|i| parts[**i].kind == BlockKind::Body)?;
    let range = parts[first].tokens.clone();
    let (at, found) = inner_dateline(finder, &range)?;
    split_part(finder.tokens, parts, first, at, (BlockKind::Headline, BlockKind::Body));
    Some(found)
}

/// A dateline after a title that stands in the same paragraph.
fn inner_dateline(finder: &Finder<'_>, range: &Range<usize>) -> Option<(usize, Found)> {
    let last = range.end.min(range.start + 40);
    (range.start + 2..last).find_map(|at| {
        let before = finder.tokens[at - 1];
        let stop = matches!(before.span.of(finder.text), "." | "!" | "?" | "\"" | "”" | "'" | "’");
        if !stop || finder.all_caps {
            return None;
        }
        finder.at(at, range.end).filter(|f| f.strong && f.dateline.place.is_some()).map(|f| (at, f))
    })
}

/// Divides a part before token `at`.
fn split_part(tokens: &[Token], parts: &mut Vec<Part>, i: usize, at: usize, kinds: (BlockKind, BlockKind)) {
    let part = parts[i].clone();
    let head = Part {
        span: Span::new(part.span.start, tokens[at - 1].span.end),
        tokens: part.tokens.start..at,
        kind: kinds.0,
        ..part
    };
    let tail = Part {
        span: Span::new(tokens[at].span.start, part.span.end),
        tokens: at..part.tokens.end,
        kind: kinds.1,
        ..part
    };
    parts.splice(i..=i, [head, tail]);
}

/// "... to peace. REUTERS AFP": the agencies after the last sentence.
fn split_closing(judge: &Judge<'_>, parts: &mut Vec<Part>) -> Option<Range<usize>> {
    let i = parts.iter().rposition(|p| p.kind == BlockKind::Body)?;
    let range = parts[i].tokens.clone();
    let at = judge.agencies_from(&range).filter(|at| *at > range.start)?;
    let before = judge.tokens[at - 1].span.of(judge.text);
    if !matches!(before, "." | "!" | "?" | "\"" | "”" | "'" | "’") {
        return None;
    }
    split_part(judge.tokens, parts, i, at, (BlockKind::Body, BlockKind::AgencyLine));
    Some(at..range.end)
}

/// The agencies of dateline, endings and agency lines, each once.
fn agencies(judge: &Judge<'_>, parts: &[Part], found: Option<&Found>, closing: Option<Range<usize>>) -> Vec<String> {
    let mut names: Vec<String> = found.and_then(|f| f.agency.clone()).into_iter().collect();
    let lines = parts.iter().filter(|p| p.kind == BlockKind::AgencyLine).map(|p| p.tokens.clone());
    for range in closing.into_iter().chain(lines) {
        judge.agencies_in(&range, &mut names);
    }
    for part in parts.iter().filter(|p| p.kind == BlockKind::Boilerplate) {
        judge.agency_in_address(part.span.of(judge.text), &mut names);
    }
    names
}

/// The agencies that headline and body quote.
fn quoted(judge: &Judge<'_>, parts: &[Part]) -> Vec<String> {
    let mut names = Vec::new();
    for part in parts.iter().filter(|p| matches!(p.kind, BlockKind::Headline | BlockKind::Body)) {
        judge.agencies_quoted(&part.tokens, &mut names);
    }
    names
}

/// Sentences of everything but boilerplate.
fn divide(text: &str, tokens: &[Token], parts: &[Part], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (block, part) in parts.iter().enumerate().filter(|(_, p)| p.kind != BlockKind::Boilerplate) {
        for range in sentences(text, tokens, part.tokens.clone(), &lexicon.abbreviations) {
            let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
            found.push(Sentence { span, block, tokens: range, paragraph: block });
        }
    }
    found
}

/// Whether case proves nothing: nearly no small letters in a text of some
/// length.
fn is_all_caps(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_lowercase).count() * 20 > text.len() {
        return false;
    }
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper >= 20 && lower * 20 <= upper
}
