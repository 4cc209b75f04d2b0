//! Paragraphs to blocks: what is headline, caption, boilerplate, agency line,
//! stamp, and what the report itself.

use std::ops::Range;

use super::calendar::{Calendar, CalendarDate};
use super::types::BlockKind;
use crate::lexicon::Lexicon;
use crate::lexicon::boilerplate::Furniture;
use crate::lexicon::time::TimeWord;
use crate::text::{Shape, Span, Token};

/// A paragraph of the working text with its tokens.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) tokens: Range<usize>,
    pub(super) kind: BlockKind,
    /// Fixed by the source (a title field, a heading): not judged again.
    pub(super) fixed: bool,
}

/// Judges paragraphs.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Judge<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    pub(super) fn calendar(&self) -> Calendar<'a> {
        Calendar { text: self.text, tokens: self.tokens, words: &self.lexicon.time, short_years: true }
    }

    /// What a paragraph is by itself, wherever it stands.
    pub(super) fn alone(&self, part: &Part) -> BlockKind {
        let text = part.span.of(self.text);
        let tokens = &self.tokens[part.tokens.clone()];
        let named = self.lexicon.boilerplate.classify(text);
        if named == Some(Furniture::Stamp) || tokens.len() <= 24 {
            let dated = self.dates(&part.tokens).next().is_some();
            if (dated || self.is_age(part))
                && (self.only_time(part) || named == Some(Furniture::Stamp) && tokens.len() <= 24)
            {
                return BlockKind::Stamp;
            }
            if dated && self.is_byline(part) {
                return BlockKind::Stamp;
            }
        }
        match named {
            Some(Furniture::Boilerplate) => return BlockKind::Boilerplate,
            Some(Furniture::Caption) => return BlockKind::Caption,
            Some(Furniture::Agency) => return BlockKind::AgencyLine,
            Some(Furniture::Stamp) | None => {}
        }
        if self.only_agencies(part) {
            return BlockKind::AgencyLine;
        }
        if is_menu(text) || is_address(text) || self.is_byline(part) || self.says_nothing(part) {
            return BlockKind::Boilerplate;
        }
        BlockKind::Body
    }

    /// The calendar dates of a range of tokens.
    pub(super) fn dates(&self, range: &Range<usize>) -> impl Iterator<Item = CalendarDate> + use<'a> {
        let (calendar, end) = (self.calendar(), range.end);
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < end {
                if let Some(date) = calendar.date_at(at, end) {
                    at = date.tokens.end;
                    return Some(date);
                }
                at += 1;
            }
            None
        })
    }

    /// Whether a short paragraph holds a date and hour and nearly nothing else.
    fn only_time(&self, part: &Part) -> bool {
        let dated: Vec<Range<usize>> = self.dates(&part.tokens).map(|d| d.tokens).collect();
        let mut free = 0;
        for at in part.tokens.clone().filter(|at| !dated.iter().any(|d| d.contains(at))) {
            let word = self.word(at);
            let known = match self.lexicon.time.of(word.trim_end_matches('.')) {
                TimeWord::Past | TimeWord::Future(_) | TimeWord::Be => return false,
                TimeWord::No | TimeWord::Article | TimeWord::Count(_) | TimeWord::Vague(_) => {
                    matches!(self.tokens[at].shape, Shape::Punct | Shape::Number)
                        || self.lexicon.agencies.named(word).is_some()
                        || word.starts_with(|c: char| c.is_ascii_digit())
                }
                _ => true,
            };
            free += usize::from(!known);
        }
        let sentence = part.span.of(self.text).trim_end().ends_with(['.', '!', '?']);
        // A name or two beside a day; more beside a day and an hour.
        let hour = part
            .tokens
            .clone()
            .any(|i| self.word(i).contains(':') && self.word(i).starts_with(|c: char| c.is_ascii_digit()));
        free == 0 || !sentence && free <= if hour { 4 } else { 2 } && free * 2 <= part.tokens.len()
    }

    /// "2 hours ago", "18:44 GMT": how old, without a day.
    fn is_age(&self, part: &Part) -> bool {
        let of = |i: usize| self.lexicon.time.of(self.word(i));
        let ago = matches!(of(part.tokens.end - 1), TimeWord::Ago | TimeWord::Zone);
        part.tokens.len() <= 4
            && ago
            && part.tokens.clone().all(|i| self.tokens[i].shape == Shape::Number || of(i) != TimeWord::No)
    }

    /// "By Jane Doe and John Roe, in Geneva".
    fn is_byline(&self, part: &Part) -> bool {
        let first = self.word(part.tokens.start);
        if !first.eq_ignore_ascii_case("by") || part.tokens.len() > 24 || part.tokens.len() < 2 {
            return false;
        }
        let names = part
            .tokens
            .clone()
            .skip(1)
            .filter(|i| matches!(self.tokens[*i].shape, Shape::Title | Shape::Upper | Shape::Mixed));
        let small = part.tokens.clone().skip(1).filter(|i| self.tokens[*i].shape == Shape::Lower).count();
        let closed = part.span.of(self.text).trim_end().ends_with(['.', '!', '?']);
        names.count() >= 2.max(small * 2) && (!closed || part.tokens.len() <= 8)
    }

    /// Names of agencies and nothing else: "REUTERS AFP", "(Xinhua)", "— AP".
    fn only_agencies(&self, part: &Part) -> bool {
        part.tokens.len() <= 12 && self.agencies_from(&part.tokens) == Some(part.tokens.start)
    }

    /// Where the agency names begin with which `range` ends, if it does.
    pub(super) fn agencies_from(&self, range: &Range<usize>) -> Option<usize> {
        let (mut at, mut seen) = (range.end, None);
        while at > range.start {
            if let Some(start) = self.agency_before(range.start, at) {
                (at, seen) = (start, Some(start));
                continue;
            }
            if !matches!(
                self.word(at - 1),
                "/" | "," | "-" | "–" | "—" | "--" | "(" | ")" | "|" | "and" | "&" | "[" | "]"
            ) {
                break;
            }
            at -= 1;
            if matches!(self.word(at), "-" | "–" | "—" | "--" | "(" | "[" | "/") && seen.is_some() {
                seen = Some(at);
            }
        }
        seen
    }

    /// The agency whose name begins at `at`: its usual name and where it ends.
    fn agency_at(&self, at: usize, end: usize) -> Option<(&'a str, usize)> {
        if !self.lexicon.agencies.begin_with(self.word(at)) {
            return None;
        }
        let longest = self.lexicon.agencies.longest();
        (at + 1..=end.min(at + longest)).rev().find_map(|to| {
            let span = Span::new(self.tokens[at].span.start, self.tokens[to - 1].span.end);
            self.lexicon.agencies.named(span.of(self.text)).map(|name| (name, to))
        })
    }

    /// Appends the usual names of the agencies in `range`, each once.
    pub(super) fn agencies_in(&self, range: &Range<usize>, names: &mut Vec<String>) {
        let mut at = range.start;
        while at < range.end {
            let Some((name, end)) = self.agency_at(at, range.end) else {
                at += 1;
                continue;
            };
            add_once(names, name);
            at = end;
        }
    }

    /// Appends the agencies of an author link: `.../author/afp-6`.
    pub(super) fn agency_in_address(&self, address: &str, names: &mut Vec<String>) {
        let author = address.split('/').skip_while(|s| !matches!(*s, "author" | "authors" | "byline")).nth(1);
        let Some(author) = author else { return };
        let name = author.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').replace('-', " ");
        let found = self.lexicon.agencies.named(&name.to_uppercase()).or_else(|| self.lexicon.agencies.named(&name));
        if let Some(name) = found {
            add_once(names, name);
        }
    }

    /// Appends the agencies that `range` quotes: "X reported", "the X news
    /// agency said", "told X".
    pub(super) fn agencies_quoted(&self, range: &Range<usize>, names: &mut Vec<String>) {
        let speech = |at: usize| at < range.end && self.lexicon.polity.speech(|i| Some(self.word(at + i)));
        let mut at = range.start;
        while at < range.end {
            let named = matches!(self.tokens[at].shape, Shape::Upper | Shape::Title | Shape::Mixed);
            let Some((name, end)) = named.then(|| self.agency_at(at, range.end)).flatten() else {
                at += 1;
                continue;
            };
            let small = (end..range.end.min(end + 2))
                .take_while(|i| self.tokens[*i].shape == Shape::Lower && !speech(*i))
                .count();
            if speech(end) || speech(end + small) || at > range.start && speech(at - 1) {
                add_once(names, name);
            }
            at = end;
        }
    }

    /// The start of the agency name that ends before `end`.
    fn agency_before(&self, from: usize, end: usize) -> Option<usize> {
        let longest = self.lexicon.agencies.longest();
        (from.max(end.saturating_sub(longest))..end).find(|start| {
            if !self.lexicon.agencies.begin_with(self.word(*start)) {
                return false;
            }
            let span = Span::new(self.tokens[*start].span.start, self.tokens[end - 1].span.end);
            self.lexicon.agencies.named(span.of(self.text)).is_some()
        })
    }

    /// Numbers and marks only, or one or two words of no sentence: a counter,
    /// a rule of dashes.
    fn says_nothing(&self, part: &Part) -> bool {
        let words = part.tokens.clone().filter(|i| !matches!(self.tokens[*i].shape, Shape::Punct | Shape::Number));
        words.count() == 0
    }

    /// A line that reads like a title: short, no full stop at its end.
    pub(super) fn is_title(&self, part: &Part) -> bool {
        let text = part.span.of(self.text).trim_end();
        let words = part.tokens.len();
        let stop = text.ends_with(['.', ':', ';', ',', '"', '”', '…']) && !text.ends_with("...");
        let inner = part.tokens.clone().rev().skip(2).any(|i| matches!(self.word(i), "." | "!"));
        (1..=32).contains(&words) && !stop && !inner && self.tokens[part.tokens.start].shape != Shape::Lower
    }

    /// "Troops in the hills. Example Defence Ministry": words under a picture
    /// and the one who took it, without a full stop.
    pub(super) fn is_credited(&self, part: &Part) -> bool {
        let text = part.span.of(self.text).trim_end();
        if part.tokens.len() > 40 || text.ends_with(['.', '!', '?', '"', '”', ':', ')']) {
            return false;
        }
        let Some(stop) = part.tokens.clone().rev().find(|i| self.word(*i) == ".") else { return false };
        let credit = stop + 1..part.tokens.end;
        (1..=6).contains(&credit.len())
            && credit
                .clone()
                .all(|i| !matches!(self.tokens[i].shape, Shape::Lower | Shape::Number) || self.word(i) == "of")
            && stop - part.tokens.start >= 3
    }
}

fn add_once(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|n| n == name) {
        names.push(name.to_owned());
    }
}

/// Menus and icon names: many words, no sentence, one ending or bar over and
/// over.
fn is_menu(text: &str) -> bool {
    let bars = memchr::memchr2(b'|', "»".as_bytes()[1], text.as_bytes()).is_some();
    let sentence = text.trim_end().ends_with(['.', '!', '?', '"', '”']);
    if sentence && !bars {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if bars && text.matches(" | ").count() + text.matches(" » ").count() >= 2 && words.len() <= 40 {
        return true;
    }
    if words.len() < 8 || sentence {
        return false;
    }
    // The commonest last four letters of its longer words.
    let mut endings: Vec<&str> =
        words.iter().filter_map(|w| w.len().checked_sub(4).and_then(|from| w.get(from..))).collect();
    endings.sort_unstable();
    let most = endings.chunk_by(|a, b| a == b).map(<[&str]>::len).max().unwrap_or(0);
    most >= 4 && most * 10 >= words.len() * 3
}

/// A web address, mail address or account name alone.
fn is_address(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
        || word.starts_with('@')
        || word.contains('@') && word.contains('.')
}
