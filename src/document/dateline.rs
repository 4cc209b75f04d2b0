//! The dateline: `TBILISI (Reuters) –`, `KYIV, Ukraine, March 3 (AP) —`,
//! `SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT]`, `Kabul: ...`.

use std::ops::Range;

use super::calendar::Calendar;
use super::types::Dateline;
use crate::lexicon::Lexicon;
use crate::lexicon::time::{Prep, TimeWord};
use crate::text::{Shape, Span, Token};

/// A dateline and what it leads to.
pub(super) struct Found {
    pub(super) dateline: Dateline,
    /// The first token after it.
    pub(super) next: usize,
    /// The agency's usual name.
    pub(super) agency: Option<String>,
    /// Whether it could be nothing else: capitals with a dash, a date or an
    /// agency.
    pub(super) strong: bool,
}

/// Looks for datelines in the tokens of a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    /// The document has no small letters.
    pub(super) all_caps: bool,
    /// A headline stands apart, so that a colon opens no headline.
    pub(super) titled: bool,
}

/// The parts found while reading on.
#[derive(Default)]
struct Parts {
    place: Option<Range<usize>>,
    region: Option<Range<usize>>,
    date: Option<Range<usize>>,
    agency: Option<Range<usize>>,
    agency_known: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    None,
    Dash,
    Colon,
}

impl<'a> Finder<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// The dateline that begins with token `start` of a paragraph that ends
    /// before token `end`.
    pub(super) fn at(&self, start: usize, end: usize) -> Option<Found> {
        let mut parts = Parts::default();
        let mut at = self.head(start, end, &mut parts)?;
        at = self.segments(at, end, &mut parts);
        let (separator, next) = self.separator(at, end);
        let strong = self.judge(&parts, separator, next, end)?;
        let next = self.notes(next, end);
        let span = |range: &Option<Range<usize>>| range.as_ref().map(|r| self.span(r));
        let dateline = Dateline {
            span: self.span(&(start..next)),
            place: span(&parts.place),
            agency: span(&parts.agency),
            region: span(&parts.region),
            date: span(&parts.date),
        };
        Some(Found { dateline, next, agency: parts.agency_known, strong })
    }

    /// The place, or an agency alone: `(Reuters) -`, `(NEW YORK) —`.
    fn head(&self, start: usize, end: usize, parts: &mut Parts) -> Option<usize> {
        // "By NAIROBI, Kenya" of badly joined pages.
        let led = matches!(self.lexicon.time.of(self.word(start)), TimeWord::Prep(Prep::By | Prep::From));
        let start = start + usize::from(led);
        if self.word(start) != "(" {
            let place = self.names(start, end, 6)?;
            let after = place.end;
            match self.agency(place.clone()) {
                Some(agency) => (parts.agency, parts.agency_known) = (Some(place), Some(agency)),
                None => parts.place = Some(place),
            }
            return Some(after);
        }
        let close = self.closing(start, end)?;
        if let Some(agency) = self.agency(start + 1..close) {
            parts.agency = Some(start + 1..close);
            parts.agency_known = Some(agency);
        } else {
            let place = self.names(start + 1, close, 6).filter(|p| p.end == close)?;
            parts.place = Some(place);
        }
        Some(close + 1)
    }

    /// What may follow the place: region, date, agency, in any order.
    fn segments(&self, mut at: usize, end: usize, parts: &mut Parts) -> usize {
        while at < end {
            let comma = matches!(self.word(at), "," | "/" | "|");
            let from = at + usize::from(comma);
            if let Some(date) = self.date(from, end) {
                parts.date = Some(from..date);
                at = date;
            } else if self.word(from) == "(" {
                let Some(close) = self.closing(from, end) else { break };
                let inside = from + 1..close;
                if inside.is_empty() || inside.len() > 9 {
                    break;
                }
                if let Some(name) = self.agency(inside.clone()) {
                    parts.agency = Some(inside);
                    parts.agency_known = Some(name);
                } else if let Some(date) = self.date(inside.start, close).filter(|d| *d == close) {
                    parts.date = Some(inside.start..date);
                } else if parts.region.is_none() && parts.date.is_none() && self.word(close + 1) == "," {
                    parts.region = Some(inside);
                } else if parts.agency.is_none() && (self.capitals(&inside) || parts.date.is_some()) {
                    parts.agency = Some(inside);
                } else {
                    break;
                }
                at = close + 1;
            } else if comma && parts.date.is_none() && parts.agency.is_none() {
                let Some(names) = self.names(from, end, 4) else { break };
                at = names.end;
                if parts.region.is_none() {
                    parts.region = Some(names);
                }
            } else {
                break;
            }
        }
        at
    }

    /// Capitalised words that may name a place; no days, months or articles.
    fn names(&self, start: usize, end: usize, most: usize) -> Option<Range<usize>> {
        let mut at = start;
        while at < end && at - start < most {
            let token = self.tokens[at];
            let word = self.word(at);
            let capital = match token.shape {
                Shape::Title | Shape::Upper => true,
                Shape::Mixed => word.chars().next().is_some_and(char::is_uppercase),
                _ => matches!(word, "de" | "del" | "la" | "al" | "el" | "of" | "ed-Din") && at > start,
            };
            let busy = matches!(
                self.lexicon.time.of(word.trim_end_matches('.')),
                TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::Day(_)
            );
            if !capital || busy {
                break;
            }
            at += 1;
        }
        (at > start && at - start <= most).then_some(start..at)
    }

    /// The end of a date at `at`: with a year of two digits if need be.
    fn date(&self, at: usize, end: usize) -> Option<usize> {
        let calendar = Calendar { text: self.text, tokens: self.tokens, words: &self.lexicon.time, short_years: true };
        if let Some(date) = calendar.date_at(at, end) {
            return Some(date.tokens.end);
        }
        // "NO DATE" of monitored broadcasts.
        let none = self.word(at).eq_ignore_ascii_case("no") && self.word(at + 1).eq_ignore_ascii_case("date");
        none.then_some(at + 2)
    }

    fn closing(&self, open: usize, end: usize) -> Option<usize> {
        (open + 1..end.min(open + 12)).find(|i| self.word(*i) == ")")
    }

    /// The agency that a range of tokens names: `Reuters`, `AP Photo`.
    fn agency(&self, range: Range<usize>) -> Option<String> {
        if range.is_empty() {
            return None;
        }
        let printed = self.span(&range).of(self.text);
        let first = printed.split(['/', ',', ';']).next().unwrap_or(printed);
        self.lexicon.agencies.named(printed).or_else(|| self.lexicon.agencies.named(first)).map(str::to_owned)
    }

    fn capitals(&self, range: &Range<usize>) -> bool {
        range.clone().all(|i| !matches!(self.tokens[i].shape, Shape::Lower))
    }

    fn separator(&self, at: usize, end: usize) -> (Separator, usize) {
        if at >= end {
            return (Separator::None, at);
        }
        match self.word(at) {
            "–" | "—" | "--" | "---" | "-" | "―" => (Separator::Dash, at + 1),
            // ". —", ".—" of older newspapers.
            "." | "," if matches!(self.word(at + 1), "–" | "—" | "--" | "-") => (Separator::Dash, at + 2),
            ":" => (Separator::Colon, at + 1),
            _ => (Separator::None, at),
        }
    }

    /// Notes of monitoring services after the dateline: `[TEXT]`.
    fn notes(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.word(at) == "[" {
            match (at + 1..end.min(at + 40)).find(|i| self.word(*i) == "]") {
                Some(close) => at = close + 1,
                None => break,
            }
        }
        at
    }

    /// Whether these parts make a dateline, and a strong one.
    fn judge(&self, parts: &Parts, separator: Separator, next: usize, end: usize) -> Option<bool> {
        let upper = parts.place.as_ref().is_some_and(|p| {
            let span = self.span(p);
            span.len() >= 3 && !span.of(self.text).chars().any(char::is_lowercase)
        });
        let (agency, date) = (parts.agency_known.is_some(), parts.date.is_some());
        let alone = next >= end;
        let full = (agency || parts.agency.is_some()) && (date || upper && !self.all_caps);
        let named = agency || full || date;
        let words = parts.place.as_ref().map_or(0, Range::len);
        let capital_next = self.tokens.get(next).is_some_and(|t| !matches!(t.shape, Shape::Lower));
        match separator {
            _ if alone => (full || agency && words > 0).then_some(true),
            Separator::None => (full && words > 0).then_some(true),
            Separator::Dash | Separator::Colon if named => Some(true),
            _ if words == 0 || self.all_caps || !capital_next => None,
            Separator::Dash if upper => Some(true),
            Separator::Colon if upper && words <= 3 => Some(false),
            Separator::Dash => (words <= 3 && self.spaced(next - 1)).then_some(false),
            Separator::Colon => (self.titled && words <= 3).then_some(false),
        }
    }

    /// Whether the mark has a space before it: `Kabul — The`, not `Kabul—the`.
    fn spaced(&self, at: usize) -> bool {
        at > 0 && self.tokens[at].span.start > self.tokens[at - 1].span.end
    }
}
