//! First pass, continued: numbers with units ("two days ago", "six-week",
//! "the past 24 hours"), years, decades and hours.

use std::ops::Range;

use super::meaning::Meaning;
use super::recognise::{Core, Reader};
use crate::lexicon::time::{Edge, Prep, TimeWord, Unit};
use crate::text::Shape;

impl Reader<'_> {
    /// A number in figures or words: value, whether vague, where it ends.
    pub(super) fn count(&self, at: usize, end: usize) -> Option<(i32, bool, usize)> {
        if at >= end {
            return None;
        }
        let token = self.tokens[at];
        if token.shape == Shape::Number {
            let n = self.word(at).replace(',', "").parse::<f64>().ok().filter(|n| (0.0..1000.0).contains(n))?;
            return Some((n as i32, n.fract() != 0.0, at + 1));
        }
        match self.kind(at) {
            TimeWord::Count(n) => {
                // "twenty five", "two hundred"
                if let TimeWord::Count(more) = self.kind(at + 1)
                    && at + 1 < end
                {
                    let value = if more == 100 { n * 100 } else { n + more };
                    return Some((value, false, at + 2));
                }
                Some((n, false, at + 1))
            }
            TimeWord::Article => match self.kind(at + 1) {
                TimeWord::Vague(n) if at + 1 < end => Some((n, true, self.past_of(at + 2))),
                TimeWord::Count(n) if at + 1 < end => Some((n, false, at + 2)),
                _ => Some((1, false, at + 1)),
            },
            TimeWord::Vague(n) => Some((n, true, self.past_of(at + 1))),
            _ => None,
        }
    }

    /// "a couple of days".
    fn past_of(&self, at: usize) -> usize {
        at + usize::from(self.is_prep(at, Prep::Of))
    }

    /// "two days ago", "a week later", "six weeks", "three months into".
    pub(super) fn counted(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let (n, vague, mut next) = self.count(at, sentence.end)?;
        // "two and a half years"
        if self.is_prep(next, Prep::And)
            && matches!(self.kind(next + 1), TimeWord::Article)
            && self.is_prep(next + 2, Prep::Half)
        {
            next += 3;
        }
        let unit = match self.kind(next) {
            TimeWord::Unit(unit) => unit,
            TimeWord::Part(crate::lexicon::time::Part::Night) => Unit::Day,
            _ => return None,
        };
        if next >= sentence.end {
            return None;
        }
        self.after_unit(n, vague, unit, next + 1, at, sentence)
    }

    /// "years ago", "for decades", "decades later": no number before.
    pub(super) fn bare_units(&self, unit: Unit, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let plural = self.word(at).ends_with(['s', 'S']);
        if !plural {
            let led = self.after_the(at, sentence) && matches!(self.kind(at + 1), TimeWord::Shift(-2 | 2));
            return if led { self.day_before(unit, at, sentence) } else { None };
        }
        match self.kind(at + 1) {
            TimeWord::Ago if at + 1 < sentence.end => Some((Meaning::Ago { n: 2, unit, vague: true }, at + 2, "ago")),
            TimeWord::Shift(step) if at + 1 < sentence.end && !is_long(unit) && unit != Unit::Month => {
                let n = 2 * step.signum();
                if step.abs() == 1 || self.closed(at + 2, sentence) {
                    return Some((Meaning::Shifted { n, unit, vague: true }, at + 2, "shifted"));
                }
                (unit != Unit::Minute && unit != Unit::Hour).then_some((
                    Meaning::Apart { n: -n, unit, vague: true, from_now: false },
                    at + 2,
                    "apart",
                ))
            }
            TimeWord::Shift(_) if at + 1 < sentence.end => None,
            _ => {
                let led = at > sentence.start
                    && matches!(self.kind(at - 1), TimeWord::Prep(Prep::For | Prep::Over | Prep::Since));
                led.then_some((Meaning::Many(is_long(unit)), at + 1, "for-units"))
            }
        }
    }

    fn after_the(&self, at: usize, sentence: &Range<usize>) -> bool {
        at > sentence.start && self.is_prep(at - 1, Prep::The)
    }

    /// "the day before", "the week after": at the end of its clause from what is
    /// told; else of what the words say next.
    fn day_before(&self, unit: Unit, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let TimeWord::Shift(step) = self.kind(at + 1) else { return None };
        let n = step.signum();
        let goes_on = matches!(self.kind(at + 2), TimeWord::Prep(Prep::In | Prep::By | Prep::That))
            || self.word(at + 2).eq_ignore_ascii_case("there");
        if goes_on || self.closed(at + 2, sentence) {
            return Some((Meaning::Shifted { n, unit, vague: false }, at + 2, "day-before"));
        }
        Some((Meaning::Apart { n: -n, unit, vague: false, from_now: false }, at + 2, "apart"))
    }

    /// Whether a clause ends before `at`.
    fn closed(&self, at: usize, sentence: &Range<usize>) -> bool {
        at >= sentence.end || self.tokens[at].shape == Shape::Punct || self.is_prep(at, Prep::And)
    }

    /// What follows a counted unit decides what it says.
    fn after_unit(
        &self,
        n: i32,
        vague: bool,
        unit: Unit,
        next: usize,
        at: usize,
        sentence: &Range<usize>,
    ) -> Option<Core> {
        let inside = next < sentence.end;
        match self.kind(next) {
            TimeWord::Old if inside => return None,
            TimeWord::Ago if inside => return Some((Meaning::Ago { n, unit, vague }, next + 1, "ago")),
            TimeWord::Shift(step @ (-1 | 1)) if inside => {
                return Some((Meaning::Shifted { n: n * step, unit, vague }, next + 1, "shifted"));
            }
            TimeWord::Shift(step) if inside => {
                let n = n * step.signum();
                return if self.closed(next + 1, sentence) {
                    Some((Meaning::Shifted { n, unit, vague }, next + 1, "shifted"))
                } else if matches!(unit, Unit::Minute | Unit::Hour) {
                    Some((Meaning::Length(unit), next, "length"))
                } else {
                    Some((Meaning::Apart { n: -n, unit, vague, from_now: false }, next + 1, "apart"))
                };
            }
            // "two weeks since the truce"
            TimeWord::Prep(Prep::Since) if inside && !matches!(unit, Unit::Minute | Unit::Hour) => {
                return Some((Meaning::Apart { n: -n, unit, vague, from_now: true }, next + 1, "apart"));
            }
            TimeWord::Prep(Prep::Into) if inside && !matches!(unit, Unit::Minute | Unit::Hour) => {
                return Some((Meaning::Into { n, unit }, next + 1, "into"));
            }
            _ => {}
        }
        // "a day", "a year" alone say nothing about when.
        let article = matches!(self.kind(at), TimeWord::Article) && next == at + 2;
        let led = at > sentence.start
            && matches!(
                self.kind(at - 1),
                TimeWord::Prep(Prep::For | Prep::In | Prep::Within | Prep::During | Prep::Over)
            );
        if article && !led {
            return None;
        }
        if vague && is_long(unit) {
            return Some((Meaning::Many(true), next, "for-units"));
        }
        Some((Meaning::Length(unit), next, "length"))
    }

    /// Years, decades, hours, and hyphenated lengths: tokens that no table
    /// lists.
    pub(super) fn figures(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let word = self.word(at);
        if let Some(core) = self.clock(at, sentence) {
            return Some(core);
        }
        if let Some(decade) = decade(word) {
            return Some((Meaning::Decade(decade), at + 1, "decade"));
        }
        if let Some(core) = self.day_of_month(at, sentence) {
            return Some(core);
        }
        match self.tokens[at].shape {
            Shape::Number => self.year(at, sentence).or_else(|| self.counted(at, sentence)),
            Shape::Punct => None,
            _ => self.hyphenated(at, sentence),
        }
    }

    /// "on the 16th", where no noun follows ("on the 16th floor").
    fn day_of_month(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let led = at >= sentence.start + 2 && self.is_prep(at - 1, Prep::The) && self.is_prep(at - 2, Prep::On);
        let digits = self.word(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day: i8 = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
        let closed = at + 1 >= sentence.end
            || self.tokens[at + 1].shape == Shape::Punct
            || matches!(self.kind(at + 1), TimeWord::Prep(_) | TimeWord::Past);
        (led && closed && digits.len() < self.word(at).len()).then_some((
            Meaning::DayOfMonth(day),
            at + 1,
            "day-of-month",
        ))
    }

    /// "in 2020", "the 2020 war", "2014-2016".
    fn year(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        if let Some((a, b)) = self.word(at).split_once(['-', '/']) {
            let first = a.parse::<i16>().ok().filter(|y| a.len() == 4 && (1800..=2100).contains(y))?;
            let last = match b.len() {
                4 => b.parse::<i16>().ok()?,
                2 => first / 100 * 100 + b.parse::<i16>().ok()?,
                _ => return None,
            };
            return (last > first).then_some((Meaning::Years(first, last), at + 1, "years"));
        }
        let year = self.year_number(at, sentence.end)?;
        let before = at.checked_sub(1).filter(|b| *b >= sentence.start);
        let kind = before.map_or(TimeWord::No, |b| self.kind(b));
        let next = self.word(at + 1);
        let counted =
            at + 1 < sentence.end && self.tokens[at + 1].shape == Shape::Lower && next.ends_with('s') && !self.all_caps;
        let led = match kind {
            TimeWord::Prep(Prep::In | Prep::Since | Prep::Until | Prep::During | Prep::By | Prep::From)
            | TimeWord::Edge(_)
            | TimeWord::EdgeOf(_)
            | TimeWord::Step(_) => true,
            // "the 2019 protests", but "the 2000 soldiers".
            TimeWord::Prep(Prep::The) if year % 100 != 0 && year >= 1900 => self.kind(at + 1) != TimeWord::Counted,
            TimeWord::Prep(_) | TimeWord::Shift(_) => !counted,
            _ => false,
        };
        // "the disputed 2018 vote", "a May 2019 deal", "war (2020)".
        let loose = before.is_some_and(|b| matches!(self.tokens[b].shape, Shape::Lower | Shape::Title | Shape::Punct))
            && !counted
            && year >= 1900
            && !matches!(before.map_or("", |b| self.word(b)), "$" | "€" | "£" | "#")
            && !matches!(kind, TimeWord::Prep(Prep::At | Prep::Around) | TimeWord::Vague(_))
            && !matches!(self.kind(at + 1), TimeWord::Counted | TimeWord::Zone | TimeWord::Unit(_));
        (led || loose).then_some((Meaning::Year(year), at + 1, "year"))
    }

    /// "44-day", "six-week-long", "decades-old", "mid-September", "mid-2020".
    fn hyphenated(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let word = self.word(at);
        let mut parts = word.split('-');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
        let kind = |w: &str| self.words.of(w);
        if let TimeWord::Edge(edge) = kind(first) {
            return self.edge_hyphen(edge, second, at, sentence);
        }
        let counted = first.bytes().all(|b| b.is_ascii_digit() || b == b',')
            || matches!(kind(first), TimeWord::Count(_) | TimeWord::Article);
        match (kind(first), kind(second)) {
            (_, TimeWord::Unit(unit)) if counted => match third.map(kind) {
                Some(TimeWord::Old) => None,
                _ => Some((Meaning::Length(unit), at + 1, "length")),
            },
            (TimeWord::Unit(unit), TimeWord::Long) => Some((Meaning::Length(unit), at + 1, "length")),
            (TimeWord::Unit(unit), TimeWord::Old) => Some((Meaning::Many(is_long(unit)), at + 1, "units-old")),
            _ => None,
        }
    }

    /// "mid-September last year", "late-2019", "mid-1990s".
    fn edge_hyphen(&self, edge: Edge, inner: &str, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let (meaning, next) = match self.words.of(inner) {
            TimeWord::Month(month) => {
                let year = self.year_number(at + 1, sentence.end);
                let (year_step, next) = self.year_step(at + 1 + usize::from(year.is_some()), sentence.end);
                (Meaning::Month { month, year, year_step, step: None }, next)
            }
            _ => match (decade(inner), inner.parse::<i16>()) {
                (Some(decade), _) => (Meaning::Decade(decade), at + 1),
                (None, Ok(year)) if (1800..=2100).contains(&year) => (Meaning::Year(year), at + 1),
                _ => return None,
            },
        };
        Some((Meaning::Edge(edge, Box::new(meaning)), next, "edge-hyphen"))
    }

    /// "0900 Moscow time", "2pm Singapore time", "7:35 p.m.", "14:00 GMT".
    fn clock(&self, at: usize, sentence: &Range<usize>) -> Option<Core> {
        let word = self.word(at);
        let end = sentence.end;
        let digits = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')).count();
        let (figure, rest) = word.split_at(digits);
        if figure.is_empty() || !rest.is_empty() && !matches!(self.words.of(rest), TimeWord::Meridiem(_)) {
            return None;
        }
        if !is_hour(figure) {
            return None;
        }
        let mut next = at + 1;
        let mut sure = !rest.is_empty();
        if rest.is_empty() && next < end && matches!(self.kind(next), TimeWord::Meridiem(_)) {
            (sure, next) = (true, next + 1);
        }
        if let Some(after) = self.zone(next, end) {
            return Some((Meaning::Clock, after, "hour-zone"));
        }
        let led = at > sentence.start && matches!(self.kind(at - 1), TimeWord::Prep(Prep::At | Prep::Around));
        let written = figure.contains(':') || figure.len() == 4 && !figure.contains('.');
        (sure || led && written).then_some((Meaning::Clock, next, "hour"))
    }

    /// A time zone: "GMT", "Moscow time", "local time", "hours".
    fn zone(&self, at: usize, end: usize) -> Option<usize> {
        if at >= end {
            return None;
        }
        match self.kind(at) {
            TimeWord::Zone => {
                let time = at + 1 < end && matches!(self.kind(at + 1), TimeWord::Time);
                Some(at + 1 + usize::from(time))
            }
            TimeWord::Unit(Unit::Hour) if self.word(at - 1).len() == 4 => {
                Some(self.zone(at + 1, end).unwrap_or(at + 1))
            }
            _ => {
                let names = (at..end.min(at + 3))
                    .take_while(|i| matches!(self.tokens[*i].shape, Shape::Title | Shape::Upper))
                    .count();
                let time = at + names;
                (names > 0 && time < end && matches!(self.kind(time), TimeWord::Time)).then_some(time + 1)
            }
        }
    }
}

/// Years and more.
fn is_long(unit: Unit) -> bool {
    matches!(unit, Unit::Year | Unit::Decade | Unit::Generation | Unit::Century)
}

/// Whether figures can be an hour of the day: `0900`, `7:35`, `7.30`, `5`.
fn is_hour(figure: &str) -> bool {
    let (hours, minutes) = match figure.split_once([':', '.']) {
        Some((h, m)) if m.len() == 2 || m.len() == 5 => (h, &m[..2]),
        None if figure.len() == 4 => figure.split_at(2),
        None if figure.len() <= 2 => (figure, "0"),
        _ => return false,
    };
    hours.parse::<u8>().is_ok_and(|h| h <= 24) && minutes.parse::<u8>().is_ok_and(|m| m < 60)
}

/// The first year of "1990s", "1980's", "'90s".
fn decade(word: &str) -> Option<i16> {
    let stem = word.strip_suffix(['s', 'S'])?.trim_end_matches(['\'', '’']);
    let digits = stem.trim_start_matches(['\'', '’', '\u{2018}', '`']);
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 if year % 10 == 0 && (1800..=2090).contains(&year) => Some(year),
        2 if year % 10 == 0 && stem.len() > 2 => Some(1900 + year),
        _ => None,
    }
}
