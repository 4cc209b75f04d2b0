//! All time expressions of a document, resolved.

use super::meaning::{Meaning, Mention};
use super::named;
use super::recognise::Reader;
use super::resolve::{Resolved, Resolver};
use super::types::{Anchor, DatePrecision, DateRange, TimeExpression, TimeKind};
use super::wars;
use crate::document::{BlockKind, Document};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Finds the time expressions of headline, captions and body, in text order,
/// and resolves them against `anchor`.
///
/// Without an anchor what is written in full is still resolved; weekdays and
/// the like keep what they say with no days. Stamps, agency lines and the
/// dateline tell of the publication and are left out.
///
/// ```
/// use dateline::document::{self, Report};
/// use dateline::{lexicon::Lexicon, temporal};
///
/// let lexicon = Lexicon::english()?;
/// let text = "Two people died on Sunday, police said on Monday.".to_owned();
/// let document = document::read(Report { text, ..Report::default() }, &lexicon);
/// let anchor = temporal::anchor(&document, &lexicon, "2023-03-06".parse().ok());
/// let found = temporal::find(&document, &anchor, &lexicon);
/// assert_eq!(found[0].range.and_then(|r| r.start).map(|d| d.to_string()).as_deref(), Some("2023-03-05"));
/// # Ok::<(), dateline::error::Error>(())
/// ```
pub fn find(document: &Document, anchor: &Anchor, lexicon: &Lexicon) -> Vec<TimeExpression> {
    let reader = Reader::new(&document.text, &document.tokens, &lexicon.time, document.all_caps);
    let mut resolver = Resolver::new(*anchor);
    let mut found = Vec::new();
    let mut countries = None;
    for sentence in &document.sentences {
        if matches!(document.kind(sentence), BlockKind::Stamp | BlockKind::AgencyLine | BlockKind::Boilerplate) {
            continue;
        }
        let mut tokens = sentence.tokens.clone();
        if let Some(dateline) = &document.dateline {
            while tokens.start < tokens.end && dateline.span.contains(document.tokens[tokens.start].span) {
                tokens.start += 1;
            }
        }
        let first = found.len();
        resolver.next_sentence();
        for mention in reader.mentions(&tokens) {
            let future = may_be_future(&mention) && reader.is_future(&mention.tokens, &tokens);
            found.push(expression(document, &mention, &resolver.resolve(&mention, future)));
        }
        date_hours(&mut found[first..]);
        date_nights(&mut found[first..]);
        let mut names = named::named(document, lexicon, anchor, &tokens);
        let told = wars::described(document, lexicon, anchor, &tokens, &mut countries);
        names.extend(told.into_iter().filter(|w| names.iter().all(|n| !n.span.overlaps(w.span))).collect::<Vec<_>>());
        if !names.is_empty() {
            let mut told: Vec<TimeExpression> = found.drain(first..).collect();
            told.retain(|e| names.iter().all(|n| !n.span.overlaps(e.span)));
            told.extend(names);
            told.sort_by_key(|e| e.span.start);
            found.extend(told);
        }
    }
    if anchor.date.is_none() {
        far_months(&mut found);
    }
    found
}

/// Without a day of publication: news that tells of "this morning" or "Sunday"
/// names a month for another time.
fn far_months(found: &mut [TimeExpression]) {
    let is_near = |e: &TimeExpression| {
        let relative = matches!(e.rule, "day" | "weekday" | "step-part" | "overnight" | "tonight" | "earlier-on");
        relative && e.kind == TimeKind::Point && e.precision <= DatePrecision::Night
    };
    if !found.iter().any(is_near) {
        return;
    }
    let month = |e: &&mut TimeExpression| {
        e.range.is_none() && e.kind == TimeKind::Point && matches!(e.rule, "month" | "edge-hyphen" | "step-month")
    };
    for e in found.iter_mut().filter(month) {
        e.distant = true;
    }
}

/// Whether the tense of the clause matters.
fn may_be_future(mention: &Mention) -> bool {
    let relative = |meaning: &Meaning| {
        matches!(
            meaning,
            Meaning::Calendar { .. }
                | Meaning::Weekday { .. }
                | Meaning::Month { .. }
                | Meaning::Day(_)
                | Meaning::Weekend(_)
                | Meaning::Step { .. }
                | Meaning::Tonight
        )
    };
    match mention.meaning.bare() {
        Meaning::Between(first, _) => relative(first.bare()),
        meaning => relative(meaning),
    }
}

fn expression(document: &Document, mention: &Mention, resolved: &Resolved) -> TimeExpression {
    let tokens = &document.tokens;
    TimeExpression {
        span: Span::new(tokens[mention.tokens.start].span.start, tokens[mention.tokens.end - 1].span.end),
        kind: resolved.kind,
        range: resolved.range,
        precision: resolved.precision,
        basis: resolved.basis,
        weekday: resolved.weekday,
        distant: resolved.distant,
        rule: mention.rule,
    }
}

/// An hour is of the nearest day that its sentence names.
fn date_hours(sentence: &mut [TimeExpression]) {
    let is_day = |e: &TimeExpression| {
        matches!(e.kind, TimeKind::Point | TimeKind::Future) && e.precision <= DatePrecision::Night
    };
    let days: Vec<(Span, Option<DateRange>)> =
        sentence.iter().filter(|e| is_day(e)).map(|e| (e.span, e.range)).collect();
    for hour in sentence.iter_mut().filter(|e| e.kind == TimeKind::Hour) {
        let after = days.partition_point(|(s, _)| s.start < hour.span.start);
        let before = after.checked_sub(1).and_then(|i| days.get(i));
        let gap = |s: &Span| {
            if s.start >= hour.span.end { s.start - hour.span.end } else { hour.span.start.saturating_sub(s.end) }
        };
        if let Some((_, range)) = before.into_iter().chain(days.get(after)).min_by_key(|(span, _)| gap(span)) {
            hour.range = *range;
            hour.precision = DatePrecision::Day;
        }
    }
}

/// "overnight" is the night that ends on the day its sentence names: "Shells
/// fell overnight, officials said on Tuesday".
fn date_nights(sentence: &mut [TimeExpression]) {
    let day = |e: &TimeExpression| {
        let plain = e.kind == TimeKind::Point && e.precision == DatePrecision::Day;
        e.range.filter(|_| plain && !e.distant).and_then(|r| r.start)
    };
    let Some(named) = sentence.iter().filter_map(day).max() else { return };
    for night in sentence.iter_mut().filter(|e| e.rule == "overnight" && e.weekday.is_none()) {
        if let Some(range) = &mut night.range
            && let Ok(before) = named.yesterday()
        {
            (range.start, range.end) = (Some(before), Some(named));
        }
    }
}
