//! Wars told by their year and length: "the 44-day-long war", "a six-week
//! conflict in 2020", "six weeks of fighting". Which war is meant follows from
//! the countries that the report names; where more than one fits, none does.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::interval::days;
use super::named::{DISTANT, WAR};
use super::types::{Anchor, DateBasis, DatePrecision, TimeExpression, TimeKind};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::lexicon::countries::FormKind;
use crate::lexicon::named_events::{NamedEvent, NamedEventKind};
use crate::lexicon::time::{TimeWord, Unit};
use crate::text::Span;

/// Words between a war and the year that it is told with.
const NEAR: usize = 6;

/// A part of its length by which a war's told length may be off, and days that
/// are always allowed: "six weeks" are 42 days or 44.
const OFF: (f64, f64) = (0.12, 3.0);

/// What a text says of a war.
#[derive(Debug, Clone, Default)]
struct Told {
    tokens: Range<usize>,
    year: Option<i16>,
    days: Option<f64>,
    /// Whether it is called a war: clashes of some days are none.
    is_war: bool,
}

/// The wars of a sentence that are told by year or length and were over before
/// the report.
pub(super) fn described(
    document: &Document,
    lexicon: &Lexicon,
    anchor: &Anchor,
    tokens: &Range<usize>,
    countries: &mut Option<BTreeSet<&'static str>>,
) -> Vec<TimeExpression> {
    let word = |i: usize| document.tokens[i].span.of(&document.text);
    let is_war = |i: &usize| lexicon.wording.cues.war_nouns.iter().any(|w| w.eq_ignore_ascii_case(word(*i)));
    let mut found = Vec::new();
    for at in tokens.clone().filter(is_war) {
        let Some(told) = told(document, lexicon, tokens, at) else { continue };
        let named = countries.get_or_insert_with(|| countries_of(document, lexicon));
        found.extend(event(lexicon, anchor, &told, named).and_then(|e| expression(document, anchor, &told, e)));
    }
    found
}

/// The year and the length told for the war that token `at` names; `None`
/// where neither is.
fn told(document: &Document, lexicon: &Lexicon, sentence: &Range<usize>, at: usize) -> Option<Told> {
    let word = |i: usize| document.tokens[i].span.of(&document.text);
    let is_war = word(at).eq_ignore_ascii_case("war");
    let mut told = Told { tokens: at..at + 1, is_war, ..Told::default() };
    // "the 2020 fighting", "a 44-day-long war", "the bloody six-week war".
    for i in (sentence.start.max(at.saturating_sub(3))..at).rev() {
        if let Some(year) = year(word(i)) {
            (told.year, told.tokens.start) = (Some(year), i);
        } else if let Some(days) = hyphened(lexicon, word(i)) {
            (told.days, told.tokens.start) = (Some(days), i);
        } else if !word(i).chars().all(|c| c.is_lowercase() || c == '-') {
            break;
        }
    }
    // "six weeks of fighting".
    if told.tokens.start == at
        && at >= sentence.start + 3
        && word(at - 1) == "of"
        && let Some(days) = counted(lexicon, word(at - 3), word(at - 2))
    {
        (told.days, told.tokens.start) = (Some(days), at - 3);
    }
    // "a war over the islands in 1982".
    if told.year.is_none() {
        let behind = (at + 1..sentence.end.min(at + NEAR)).take_while(|i| word(*i) != "," && word(*i) != ".");
        told.year = behind.skip(1).find_map(|i| year(word(i)).filter(|_| word(i - 1) == "in"));
    }
    // "In 1982 ... fought a 74-day war": the one year that is told there.
    if told.year.is_none() && told.days.is_some() {
        let near = sentence.start.max(told.tokens.start.saturating_sub(2 * NEAR))..sentence.end.min(at + NEAR);
        let years: BTreeSet<i16> = near.filter_map(|i| year(word(i))).collect();
        told.year = years.first().copied().filter(|_| years.len() == 1);
    }
    (told.year.is_some() || told.days.is_some()).then_some(told)
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1900..2100).contains(y))
}

/// "44-day", "six-week-long".
fn hyphened(lexicon: &Lexicon, word: &str) -> Option<f64> {
    let mut parts = word.split('-');
    let (number, unit) = (parts.next()?, parts.next()?);
    let rest = parts.next();
    counted(lexicon, number, unit).filter(|_| rest.is_none_or(|w| w == "long") && parts.next().is_none())
}

fn counted(lexicon: &Lexicon, number: &str, unit: &str) -> Option<f64> {
    let n = match lexicon.time.of(&number.to_lowercase()) {
        TimeWord::Count(n) => n,
        _ => number.parse().ok()?,
    };
    let TimeWord::Unit(unit) = lexicon.time.of(unit) else { return None };
    let each = match unit {
        Unit::Day => 1.0,
        Unit::Week => 7.0,
        Unit::Month => 30.4,
        Unit::Year => 365.25,
        _ => return None,
    };
    Some(f64::from(n) * each)
}

/// The one war that fits.
fn event<'l>(
    lexicon: &'l Lexicon,
    anchor: &Anchor,
    told: &Told,
    countries: &BTreeSet<&'static str>,
) -> Option<&'l NamedEvent> {
    let over = |end: Date| anchor.date.map_or(told.year.is_some(), |today| end < today);
    let fits = |e: &&NamedEvent| {
        let Some(end) = e.end.filter(|end| e.kind == NamedEventKind::War && over(*end)) else { return false };
        let length = e.start.until(end).map_or(f64::MAX, |s| f64::from(s.get_days()));
        let parties = e.countries.iter().filter(|c| countries.contains(*c)).count();
        let of_year = told.year.is_none_or(|year| e.start.year() == year && end.year() == year);
        // A length alone, or a year alone, needs both parties.
        let of_length = told.days.is_none_or(|days| (days - length).abs() <= (OFF.0 * days).max(OFF.1));
        let called = !told.is_war || !e.name.contains("clash");
        of_year && of_length && called && parties >= e.countries.len().min(2)
    };
    let mut fitting = lexicon.named_events.all().iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The countries that a report names, by name, adjective or capital.
fn countries_of(document: &Document, lexicon: &Lexicon) -> BTreeSet<&'static str> {
    let tokens = &document.tokens;
    let longest = lexicon.countries.longest();
    let mut named = BTreeSet::new();
    for at in 0..tokens.len() {
        let from = tokens[at].span.start;
        if !document.text[from..].starts_with(char::is_uppercase) {
            continue;
        }
        let words = (at + 1..=tokens.len().min(at + longest)).rev();
        let forms = words.filter_map(|to| document.text.get(from..tokens[to - 1].span.end));
        let hits = forms.map(|form| lexicon.countries.find(form)).find(|hits| !hits.is_empty());
        let told = hits.into_iter().flatten().filter(|h| h.kind != FormKind::FormerName);
        named.extend(told.map(|h| h.country.code));
    }
    named
}

fn expression(document: &Document, anchor: &Anchor, told: &Told, event: &NamedEvent) -> Option<TimeExpression> {
    let end = event.end?;
    let words = &document.tokens[told.tokens.clone()];
    let distant = |today: Date| super::interval::add_days(end, DISTANT).is_some_and(|d| d < today);
    Some(TimeExpression {
        span: Span::new(words.first()?.span.start, words.last()?.span.end),
        kind: TimeKind::Point,
        range: Some(days(event.start, end, DatePrecision::Range)),
        precision: DatePrecision::Range,
        basis: DateBasis::Dataset,
        weekday: None,
        distant: anchor.date.is_some_and(distant),
        rule: WAR,
    })
}
