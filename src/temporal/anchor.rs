//! The day of publication, against which all else is resolved.

use jiff::civil::Date;

use super::meaning::Meaning;
use super::recognise::Reader;
use crate::document::calendar::{Calendar, CalendarDate};
use crate::document::{BlockKind, Document, PublishedBasis};
use crate::lexicon::Lexicon;
use crate::lexicon::time::{TimeWord, Unit};

use super::types::Anchor;

/// Years searched from the earliest possible one; as many as would show that
/// more than one fits.
const SEARCHED: i16 = 60;

/// The day of publication: metadata, else the option, else as printed, else
/// solved from a weekday with day and month where names and years of the text
/// leave exactly one year; else open. Today's date is never used.
pub fn anchor(document: &Document, lexicon: &Lexicon, option: Option<Date>) -> Anchor {
    let published = document.published;
    if published.basis == PublishedBasis::Stated && published.date.is_some() {
        return Anchor { date: published.date, basis: PublishedBasis::Stated };
    }
    if option.is_some() {
        return Anchor { date: option, basis: PublishedBasis::Option };
    }
    if published.date.is_some() {
        return Anchor { date: published.date, basis: published.basis };
    }
    match solve(document, lexicon) {
        Some(date) => Anchor { date: Some(date), basis: PublishedBasis::WeekdayNamedEvent },
        None => Anchor::default(),
    }
}

/// What the text says about its year.
#[derive(Debug, Default)]
struct Evidence {
    /// Not before this day.
    from: Option<Date>,
    /// Not after this day.
    to: Option<Date>,
    /// Years that "last year's war" leaves; `None` where nothing of the kind.
    years: Option<Vec<i16>>,
}

impl Evidence {
    fn not_before(&mut self, day: Date) {
        self.from = Some(self.from.map_or(day, |f| f.max(day)));
    }

    fn not_after(&mut self, day: Date) {
        self.to = Some(self.to.map_or(day, |t| t.min(day)));
    }

    fn only(&mut self, years: Vec<i16>) {
        self.years = Some(match self.years.take() {
            Some(old) => old.into_iter().filter(|y| years.contains(y)).collect(),
            None => years,
        });
    }

    fn allows(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day)
            && self.to.is_none_or(|t| day <= t)
            && self.years.as_ref().is_none_or(|years| years.contains(&day.year()))
    }
}

/// Solves the year of the days that stand with a weekday, or in the dateline.
fn solve(document: &Document, lexicon: &Lexicon) -> Option<Date> {
    let reader = Reader::new(&document.text, &document.tokens, &lexicon.time, document.all_caps);
    let dates = dated_days(document, &reader);
    if dates.is_empty() {
        return None;
    }
    let evidence = evidence(document, lexicon, &reader);
    // Without a first year there is no span to search.
    let first = match (&evidence.years, evidence.from) {
        (Some(years), _) => *years.iter().min()?,
        (None, Some(from)) => from.year(),
        (None, None) => return None,
    };
    let last = first + SEARCHED;
    let fitting = (first..=last).filter_map(|year| {
        let days: Option<Vec<Date>> = dates.iter().map(|d| in_year(d, year)).collect();
        days?.into_iter().max().filter(|day| evidence.allows(*day))
    });
    let mut fitting = fitting.take(2);
    match (fitting.next(), fitting.next()) {
        (Some(day), None) => Some(day),
        _ => None,
    }
}

/// The day in that year, if its weekday agrees.
fn in_year(date: &CalendarDate, year: i16) -> Option<Date> {
    let day = Date::new(year, date.month, date.day).ok()?;
    date.weekday.is_none_or(|w| day.weekday().to_monday_one_offset() == w).then_some(day)
}

/// Days with a weekday and without a year in the body, not to come; and the
/// dateline's.
fn dated_days(document: &Document, reader: &Reader<'_>) -> Vec<CalendarDate> {
    let mut dates = Vec::new();
    if let Some(span) = document.dateline.as_ref().and_then(|d| d.date) {
        let range = document.tokens_in(span);
        let calendar =
            Calendar { text: &document.text, tokens: &document.tokens, words: reader.words, short_years: true };
        dates.extend(calendar.date_at(range.start, range.end).filter(|d| d.year.is_none()));
    }
    for sentence in document.sentences.iter().filter(|s| document.kind(s) == BlockKind::Body) {
        for mention in reader.mentions(&sentence.tokens) {
            if let Meaning::Calendar { date, year_step: None } = mention.meaning
                && date.weekday.is_some()
                && date.year.is_none()
                && !reader.is_future(&mention.tokens, &sentence.tokens)
            {
                dates.push(date);
            }
        }
    }
    dates
}

/// Years written, events named, offices held.
fn evidence(document: &Document, lexicon: &Lexicon, reader: &Reader<'_>) -> Evidence {
    let mut evidence = Evidence::default();
    for sentence in &document.sentences {
        if document.kind(sentence) == BlockKind::Boilerplate {
            continue;
        }
        for mention in reader.mentions(&sentence.tokens) {
            if let Some(day) = first_day(&mention.meaning)
                && !reader.is_future(&mention.tokens, &sentence.tokens)
            {
                evidence.not_before(day);
            }
        }
        for at in sentence.tokens.clone() {
            events_at(document, lexicon, reader, at, sentence.tokens.end, &mut evidence);
            offices_at(document, lexicon, at, sentence.tokens.start..sentence.tokens.end, &mut evidence);
        }
    }
    evidence
}

/// The first day of a time with a written year.
fn first_day(meaning: &Meaning) -> Option<Date> {
    match meaning {
        Meaning::Calendar { date, .. } => date.date(),
        Meaning::Month { year: Some(year), month, .. } => Date::new(*year, *month, 1).ok(),
        Meaning::Year(year) | Meaning::Years(year, _) | Meaning::Decade(year) => Date::new(*year, 1, 1).ok(),
        Meaning::Edge(_, inner) | Meaning::Slice(_, inner) | Meaning::Parted(_, inner) => first_day(inner),
        Meaning::Between(first, _) => first_day(first),
        _ => None,
    }
}

/// The longest name at `at` of which `known` knows.
fn longest_name<'d, T>(
    document: &'d Document,
    at: usize,
    end: usize,
    longest: usize,
    known: impl Fn(&'d str) -> Option<T>,
) -> Option<(usize, T)> {
    (at + 1..=end.min(at + longest)).rev().find_map(|to| {
        let from = document.tokens.get(at)?.span.start;
        let name = document.text.get(from..document.tokens.get(to - 1)?.span.end)?;
        known(name).map(|t| (to, t))
    })
}

/// A named event: the report is not older than it; "last year" beside it
/// leaves one year, or the few that a long war touches.
fn events_at(
    document: &Document,
    lexicon: &Lexicon,
    reader: &Reader<'_>,
    at: usize,
    end: usize,
    evidence: &mut Evidence,
) {
    let longest = lexicon.named_events.longest();
    let Some((to, event)) = longest_name(document, at, end, longest, |name| lexicon.named_events.find(name).next())
    else {
        return;
    };
    evidence.not_before(event.start);
    let back = steps_back(reader, at, to, end);
    let Some(back) = back else { return };
    let last = event.end.map_or(event.start.year() + SEARCHED, Date::year);
    evidence.only((event.start.year()..=last).filter_map(|y| y.checked_add(back)).collect());
}

/// "last year" after a name, or "last year's" before it: how many years back.
fn steps_back(reader: &Reader<'_>, at: usize, to: usize, end: usize) -> Option<i16> {
    if let (Some(step), _) = reader.year_step(to, end) {
        return i16::try_from(-step).ok();
    }
    // "last year 's 44-day war"
    let before = at.checked_sub(3)?;
    match (reader.kind(before), reader.kind(before + 1)) {
        (TimeWord::Step(step), TimeWord::Unit(Unit::Year)) => i16::try_from(-step).ok(),
        _ => None,
    }
}

/// A person named with the office held: the report falls into the term.
fn offices_at(
    document: &Document,
    lexicon: &Lexicon,
    at: usize,
    sentence: std::ops::Range<usize>,
    evidence: &mut Evidence,
) {
    let longest = lexicon.offices.longest();
    let found = longest_name(document, at, sentence.end, longest, |name| {
        name.contains(' ').then(|| lexicon.offices.find(name).collect::<Vec<_>>()).filter(|terms| !terms.is_empty())
    });
    let Some((_, terms)) = found else { return };
    let from = sentence.start.max(at.saturating_sub(4));
    let Some(first) = document.tokens.get(from).filter(|_| from < at) else { return };
    let title =
        document.text.get(first.span.start..document.tokens[at].span.start).unwrap_or("").trim_end().to_lowercase();
    if ["former", "ex-", "late ", "then-", "then "].iter().any(|w| title.contains(w)) {
        return;
    }
    let held: Vec<_> = terms.into_iter().filter(|t| title.ends_with(&t.office.to_lowercase())).collect();
    let Some(first) = held.iter().map(|t| t.from).min() else { return };
    evidence.not_before(first);
    if let Some(last) = held.iter().map(|t| t.to).collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max()) {
        evidence.not_after(last);
    }
}
