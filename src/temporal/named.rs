//! Events that go by a name have their days: "the Beslan school siege", "the
//! 2020 war over Nagorno-Karabakh".

use std::ops::Range;

use super::interval::days;
use super::types::{Anchor, DateBasis, DatePrecision, TimeExpression, TimeKind};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::lexicon::named_events::{NamedEvent, NamedEventKind};
use crate::text::{Shape, Span};

/// The rule of these expressions.
pub(super) const RULE: &str = "named-event";
/// The rule of those that are wars.
pub(super) const WAR: &str = "named-war";

/// Days after which an event is context.
pub(super) const DISTANT: i32 = 90;

/// Days of an event that dates what is told of it without a day of publication.
const SHORT: i32 = 100;

/// The named events of a sentence that were over before the report. Those that
/// go on, or may be the news itself, are left to what the text says.
pub(super) fn named(
    document: &Document,
    lexicon: &Lexicon,
    anchor: &Anchor,
    tokens: &Range<usize>,
) -> Vec<TimeExpression> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match longest_at(document, lexicon, at, tokens.end) {
            Some((next, event)) => {
                found.extend(expression(document, anchor, at..next, event));
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The longest name that begins with token `at`, and where it ends.
fn longest_at<'l>(document: &Document, lexicon: &'l Lexicon, at: usize, end: usize) -> Option<(usize, &'l NamedEvent)> {
    let from = document.tokens[at].span.start;
    let rest = document.text.get(from..)?;
    // No name has a word so long; a line without spaces is not read again and again.
    let first = rest.char_indices().take(64).find(|(_, c)| c.is_whitespace()).map(|(i, _)| i);
    let first = rest.get(..first.or_else(|| (rest.len() < 64).then_some(rest.len()))?)?;
    // A mark may close the name's first and only word.
    let most = lexicon.named_events.most_words(first.trim_end_matches([',', '.', ';', ':', ')', '"', '”']));
    if most == 0 {
        return None;
    }
    // "Russia's" is two tokens of one word.
    (at + 1..=end.min(at + 2 * most)).rev().find_map(|to| {
        let name = document.text.get(from..document.tokens[to - 1].span.end)?;
        lexicon.named_events.find(name).next().map(|event| (to, event))
    })
}

fn expression(
    document: &Document,
    anchor: &Anchor,
    tokens: Range<usize>,
    event: &NamedEvent,
) -> Option<TimeExpression> {
    let end = event.end.filter(|_| event.kind != NamedEventKind::Anniversary)?;
    let told = &document.tokens[tokens.clone()];
    let words = Span::new(told.first()?.span.start, told.last()?.span.end);
    let length = event.start.until(end).map_or(i32::MAX, |s| s.get_days());
    let (distant, known) = if let Some(today) = anchor.date {
        (super::interval::add_days(end, DISTANT).is_some_and(|d| d < today), end < today)
    } else {
        // "six-week war" alone may be any; a name in capitals or a year is one.
        // During a long war a report may be of any of its days.
        let proper = !document.all_caps && told.iter().any(|t| matches!(t.shape, Shape::Title | Shape::Number));
        (false, proper && length < SHORT)
    };
    let precision = match length {
        0 => DatePrecision::Day,
        1..366 => DatePrecision::Range,
        366..3653 => DatePrecision::Year,
        _ => DatePrecision::Decade,
    };
    known.then(|| TimeExpression {
        span: words,
        kind: TimeKind::Point,
        range: Some(days(event.start, end, precision)),
        precision,
        basis: DateBasis::Dataset,
        weekday: None,
        distant,
        rule: if event.kind == NamedEventKind::War { WAR } else { RULE },
    })
}
