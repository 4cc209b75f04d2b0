//! What one report tells that cannot be: a weekday that the day beside it was
//! not, a place outside the country named beside it.

use jiff::civil::{Date, Weekday};

use super::{Check, CheckKind};
use crate::document::Document;
use crate::document::calendar::{Calendar, CalendarDate};
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Toponym, ToponymKind};
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, TimeExpression};
use crate::text::Span;

/// A day and month this many days after publication is of the year before.
const AHEAD: i32 = 31;
/// A day without a year is the one nearest to publication where that lies at
/// most this many days back: what fits the weekday years ago is not meant.
const NEAR: i32 = 60;
/// Words that begin a clause on the country, or end a list: "in X, Turkey, which
/// borders it", "X, Turkey, and Iran".
const CLAUSE: [&str; 5] = ["which", "whose", "where", "and", "or"];

/// Findings of one report. They name no incident yet.
pub fn in_report(
    doc: &Document,
    anchor: &Anchor,
    times: &[TimeExpression],
    toponyms: &[Toponym],
    lexicon: &Lexicon,
) -> Vec<Check> {
    let dated = times.iter().filter(|t| t.weekday.is_some()).filter_map(|t| weekday(doc, anchor, t, lexicon));
    let placed = toponyms.windows(2).enumerate().filter_map(|(n, pair)| outside(doc, toponyms, n, pair));
    dated.chain(placed).collect()
}

fn finding(doc: &Document, kind: CheckKind, at: Span, expected: String, found: String) -> Check {
    let one_line = |span: Span| doc.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = doc.sentence_at(at.start).and_then(|i| doc.sentences.get(i)).map_or(at, |s| s.span);
    Check {
        kind,
        incident: None,
        report: doc.report.id.clone(),
        span: doc.source(sentence),
        quote: one_line(sentence),
        what: one_line(at),
        expected,
        found,
    }
}

fn weekday(doc: &Document, anchor: &Anchor, time: &TimeExpression, lexicon: &Lexicon) -> Option<Check> {
    let tokens = doc.tokens_in(time.span);
    let calendar = Calendar { text: &doc.text, tokens: &doc.tokens, words: &lexicon.time, short_years: false };
    let date = calendar.date_at(tokens.start, tokens.end).filter(|d| d.last_day.is_none())?;
    let written = Weekday::from_monday_one_offset(date.weekday?).ok()?;
    let day = day(&date, anchor.date)?;
    let expected = format!("{} ({day})", name(day.weekday()));
    (day.weekday() != written)
        .then(|| finding(doc, CheckKind::WeekdayAndDate, time.span, expected, name(written).to_owned()))
}

/// The day that is meant, whatever its weekday: that of the year written, else
/// the one nearest to publication from before, where that is near.
fn day(date: &CalendarDate, published: Option<Date>) -> Option<Date> {
    if date.year.is_some() {
        return date.date();
    }
    let published = published?;
    let limit = published.checked_add(jiff::Span::new().days(AHEAD)).ok()?;
    let in_year = |year: i16| Date::new(year, date.month, date.day).ok();
    let years = [published.year() + 1, published.year(), published.year() - 1];
    let day = years.into_iter().filter_map(in_year).find(|d| *d <= limit)?;
    published.since(day).is_ok_and(|gap| gap.get_days() <= NEAR).then_some(day)
}

const fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// "X, Turkey" where X was found elsewhere. Lists of places and countries that
/// begin a clause of their own are no such thing.
fn outside(doc: &Document, toponyms: &[Toponym], n: usize, pair: &[Toponym]) -> Option<Check> {
    let [place, country] = pair else { return None };
    if place.kind != ToponymKind::Literal || country.kind != ToponymKind::Literal {
        return None;
    }
    let between = doc.text.get(place.span.end..country.span.start)?;
    let listed = |other: Option<&Toponym>, gap: fn(&Toponym, &Toponym) -> Span, by: &Toponym| {
        other.is_some_and(|o| doc.words(gap(o, by)).trim().trim_matches(',').trim().len() <= "and".len())
    };
    let before = |o: &Toponym, by: &Toponym| Span::new(o.span.end.min(by.span.start), by.span.start);
    let after = |o: &Toponym, by: &Toponym| Span::new(by.span.end.min(o.span.start), o.span.start);
    let previous = n.checked_sub(1).and_then(|i| toponyms.get(i));
    if between.trim() != "," || listed(previous, before, place) || listed(toponyms.get(n + 2), after, country) {
        return None;
    }
    if !ends_there(doc.text.get(country.span.end..)?) {
        return None;
    }
    let at = place.named.as_deref().or(place.location.as_ref())?;
    let of = country.location.as_ref().filter(|l| l.class == FeatureClass::Country)?;
    let code = of.iso3.as_ref()?;
    // Whose a disputed place is, is not ours to say.
    let within = at.countries_iso3.contains(code) || at.iso3.as_ref() == Some(code) || at.disputed.is_some();
    if within || at.class == FeatureClass::Country || at.countries_iso3.is_empty() {
        return None;
    }
    let found = at.country.clone().unwrap_or_else(|| at.countries_iso3.join("; "));
    let whole = Span::new(place.span.start, country.span.end);
    Some(finding(doc, CheckKind::OutsideNamedCountry, whole, of.name.clone(), found))
}

/// Whether what follows closes the apposition.
fn ends_there(rest: &str) -> bool {
    let closes = rest.chars().next().is_none_or(|c| matches!(c, ',' | '.' | ';' | ':' | ')' | '\n' | '!' | '?'));
    let next = rest.strip_prefix(',').and_then(|rest| rest.split_whitespace().next());
    closes && next.is_none_or(|word| !CLAUSE.contains(&word))
}
