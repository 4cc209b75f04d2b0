//! Second pass: what a time expression means against the day of publication.

use jiff::civil::{Date, Weekday};

use super::interval::{
    self, add_days, coming, days, latest, one, step_unit, vague_ago, weekend, whole_unit, window, with_part,
};
use super::meaning::{Lead, Meaning, Mention, is_absolute, is_relative, meant, named_weekday};
use super::types::{Anchor, DateBasis, DatePrecision, DateRange, TimeKind};
use crate::document::PublishedBasis;
use crate::document::calendar::CalendarDate;
use crate::lexicon::time::{Edge, Part, Unit};

/// A day and month this many days ahead is still read as to come, not as of
/// last year.
const AHEAD: i32 = 31;
/// What ended this many days before publication is distant.
const DISTANT: i32 = 90;

/// A resolved expression, but for its words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    pub(super) kind: TimeKind,
    pub(super) range: Option<DateRange>,
    pub(super) precision: DatePrecision,
    pub(super) basis: DateBasis,
    pub(super) weekday: Option<Weekday>,
    pub(super) distant: bool,
}

/// Resolves the expressions of one document in order.
pub(super) struct Resolver {
    pub(super) anchor: Anchor,
    /// The days last spoken of.
    pub(super) last: Option<DateRange>,
    /// How they are known.
    last_basis: DateBasis,
    /// Sentences since then.
    since: usize,
}

/// Sentences over which a day long past stays the one spoken of.
const MEMORY: usize = 3;

impl Resolver {
    pub(super) fn new(anchor: Anchor) -> Self {
        Self { anchor, last: None, last_basis: DateBasis::Stated, since: 0 }
    }

    /// Goes on to the next sentence: what was told of a time long past is soon
    /// left again for the news.
    pub(super) fn next_sentence(&mut self) {
        self.since += 1;
        let old = |r: DateRange| r.end.zip(self.anchor.date).is_some_and(|(e, a)| is_before(e, a, DISTANT));
        if self.since > MEMORY && self.last.is_some_and(old) {
            self.last = None;
        }
    }

    /// Resolves one expression; `future` says that its clause is to come.
    pub(super) fn resolve(&mut self, mention: &Mention, future: bool) -> Resolved {
        let meaning = &mention.meaning;
        let plain = self.range(meaning, future);
        let range = plain.and_then(|r| with_part(r, mention.part));
        let precision = range.map_or_else(|| meant(meaning, mention.part), |r| r.precision);
        let mut resolved = Resolved {
            kind: self.kind(meaning, range, future),
            range,
            precision,
            basis: self.basis(meaning),
            weekday: named_weekday(meaning),
            distant: self.is_distant(meaning, range),
        };
        Self::open_end(mention.lead, &mut resolved);
        self.remember(meaning, &resolved);
        resolved
    }

    /// Keeps the day spoken of; a month only where no day is known, for "a few
    /// days later".
    fn remember(&mut self, meaning: &Meaning, resolved: &Resolved) {
        let Some(range) = resolved.range.filter(|r| resolved.kind == TimeKind::Point && r.start.is_some()) else {
            return;
        };
        let day = matches!(range.precision, DatePrecision::Day | DatePrecision::Night);
        let month = range.precision == DatePrecision::Month && matches!(meaning, Meaning::Month { .. });
        if day && !matches!(meaning, Meaning::Shifted { vague: true, .. }) || month {
            (self.last, self.last_basis, self.since) = (Some(range), resolved.basis, 0);
        }
    }

    /// The first of the days last spoken of, else the day of publication.
    fn spoken_of(&self) -> Option<Date> {
        self.last.and_then(|r| r.start).or(self.anchor.date)
    }

    /// The days meant.
    fn range(&self, meaning: &Meaning, future: bool) -> Option<DateRange> {
        let anchor = self.anchor.date;
        match meaning {
            Meaning::Calendar { date, year_step } => self.calendar(date, *year_step, future),
            Meaning::Weekday { day, step, week_step } => self.weekday(*day, *step, *week_step, future).map(one),
            Meaning::Month { month, year, year_step, step } => self.month(*month, *year, *year_step, *step, future),
            Meaning::Year(year) => interval::year(*year),
            Meaning::Years(first, last) => interval::years(*first, *last, DatePrecision::Year),
            Meaning::Decade(first) => interval::years(*first, first + 9, DatePrecision::Decade),
            Meaning::DayOfMonth(day) => self.day_of_month(*day),
            Meaning::Day(n) => add_days(anchor?, *n).map(one),
            Meaning::Overnight => Some(days(add_days(anchor?, -1)?, anchor?, DatePrecision::Night)),
            Meaning::NightTo { day, sure } => {
                let (today, end) = (anchor?, latest(anchor?, *day)?);
                let (before, after) = (add_days(end, -1)?, add_days(end, 1)?);
                Some(if *sure || after > today {
                    days(before, end, DatePrecision::Night)
                } else {
                    days(before, after, DatePrecision::Range)
                })
            }
            Meaning::Tonight => Some(days(anchor?, add_days(anchor?, 1)?, DatePrecision::Night)),
            Meaning::Weekend(step) => weekend(anchor?, *step, future),
            Meaning::Ago { n, unit, vague: false } | Meaning::Into { n, unit } => interval::shifted(anchor?, -n, *unit),
            Meaning::Ago { unit, .. } => vague_ago(anchor?, *unit),
            Meaning::Shifted { n, unit, vague } => self.shifted(*n, *unit, *vague),
            Meaning::Apart { n, unit, vague, from_now } => self.apart(*n, *unit, *vague, *from_now),
            Meaning::Spell { n, unit, vague } => {
                let end = self.last.and_then(|r| r.end).or(anchor)?;
                window(end, if *vague { 7.max(*n) } else { *n }, *unit)
            }
            Meaning::Slice(slice, inner) => interval::slice(self.whole(inner)?, *slice),
            Meaning::Parted(part, inner) => with_part(self.range(inner, future)?, Some(*part)),
            Meaning::DatedWeekday { weekday, day } => self.dated_weekday(*weekday, *day).map(one),
            Meaning::Step { unit, step } => step_unit(anchor?, *unit, *step, future),
            Meaning::Window { n, unit, vague } => window(anchor?, if *vague { 7.max(*n) } else { *n }, *unit),
            Meaning::SameDay => self.spoken_of().map(one),
            Meaning::Nth { n, unit } => add_days(anchor?, -(n - 1) * interval::unit_days(*unit)).map(one),
            Meaning::Season { year, year_step } => match (year, year_step) {
                (Some(year), _) => interval::year(*year),
                // Which months depends on the half of the globe.
                (None, Some(step @ (-1 | 0))) => {
                    let months = if *step == 0 { 12 } else { 15 };
                    Some(days(interval::add_months(anchor?, -months)?, anchor?, DatePrecision::Year))
                }
                _ => None,
            },
            Meaning::Edge(edge, inner) => self.edge(*edge, inner, future),
            Meaning::Between(first, second) => self.between(first, second, future),
            Meaning::Clock | Meaning::Length(_) | Meaning::Many(_) => None,
        }
    }

    /// Part of a longer time; "late December" told in early December is that of
    /// the year before.
    fn edge(&self, edge: Edge, inner: &Meaning, future: bool) -> Option<DateRange> {
        let range = interval::part(self.whole(inner)?, edge)?;
        let bare = matches!(inner, Meaning::Month { year: None, year_step: None, .. });
        if bare && !future && range.start > self.anchor.date {
            let start = range.start?;
            return interval::part(interval::month(start.year() - 1, start.month())?, edge);
        }
        Some(range)
    }

    /// The range of what "the beginning of" speaks of: not cut at publication.
    fn whole(&self, meaning: &Meaning) -> Option<DateRange> {
        match meaning {
            Meaning::Step { unit, step } => whole_unit(self.anchor.date?, *unit, *step),
            Meaning::Shifted { n: 0, unit, .. } => whole_unit(self.spoken_of()?, *unit, 0),
            other => self.range(other, false),
        }
    }

    /// A day and month: the year written, or the one that brings it nearest to
    /// publication from before; a weekday written beside it must agree.
    fn calendar(&self, date: &CalendarDate, year_step: Option<i32>, future: bool) -> Option<DateRange> {
        let in_year = |year: i16| Date::new(year, date.month, date.day).ok();
        let fits = |d: &Date| date.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
        let start = if let Some(year) = date.year {
            in_year(year)?
        } else {
            let anchor = self.anchor.date?;
            let year = anchor.year();
            if let Some(step) = year_step {
                in_year(year.checked_add(i16::try_from(step).ok()?)?)?
            } else {
                Self::nearest(anchor, future, in_year, fits)?
            }
        };
        match date.last_day {
            None => Some(one(start)),
            Some(last) => Some(days(start, Date::new(start.year(), date.month, last).ok()?, DatePrecision::Range)),
        }
    }

    /// The year, of the one before publication, its own and the next, that
    /// brings a day and month nearest from before. A weekday beside it that fits
    /// none of them is a slip of the pen: which word is wrong can't be told.
    fn nearest(
        anchor: Date,
        future: bool,
        in_year: impl Fn(i16) -> Option<Date>,
        fits: impl Fn(&Date) -> bool,
    ) -> Option<Date> {
        let limit = add_days(anchor, if future { 300 } else { AHEAD })?;
        let leap = (anchor.year() - 4..=anchor.year() + 1).rev().filter_map(&in_year);
        let near: Vec<Date> = leap.filter(|d| *d <= limit).take(2).collect();
        if future && let Some(next) = near.iter().rev().find(|d| **d >= anchor && fits(d)) {
            return Some(*next);
        }
        near.into_iter().find(|d| fits(d))
    }

    fn weekday(&self, day: i8, step: Option<i32>, week_step: Option<i32>, future: bool) -> Option<Date> {
        let anchor = self.anchor.date?;
        if let Some(week_step) = week_step {
            return add_days(interval::week(anchor, week_step)?.start?, i32::from(day) - 1);
        }
        match step {
            None if future => coming(anchor, day),
            None => latest(anchor, day),
            Some(..=-1) => latest(add_days(anchor, -1)?, day),
            Some(0) => add_days(latest(anchor, 1)?, i32::from(day) - 1),
            Some(_) => coming(add_days(anchor, 1)?, day),
        }
    }

    fn month(
        &self,
        month: i8,
        year: Option<i16>,
        year_step: Option<i32>,
        step: Option<i32>,
        future: bool,
    ) -> Option<DateRange> {
        if let Some(year) = year {
            return interval::month(year, month);
        }
        let anchor = self.anchor.date?;
        if let Some(step) = year_step {
            return interval::month(anchor.year().checked_add(i16::try_from(step).ok()?)?, month);
        }
        let (year, now) = (anchor.year(), anchor.month());
        let year = match step {
            Some(0) => year,
            Some(1..) => year + i16::from(month <= now),
            Some(_) => year - i16::from(month >= now),
            None if future => year + i16::from(month < now),
            None => year - i16::from(month > now),
        };
        interval::month(year, month)
    }

    /// "the 16th": the latest one not after publication.
    fn day_of_month(&self, day: i8) -> Option<DateRange> {
        let anchor = self.anchor.date?;
        let this = Date::new(anchor.year(), anchor.month(), day).ok().filter(|d| *d <= anchor);
        let date = this.or_else(|| {
            let before = interval::month_from(anchor, -1)?.start?;
            Date::new(before.year(), before.month(), day).ok()
        })?;
        Some(one(date))
    }

    /// From the first to the second; a first half without a year takes the
    /// second's.
    fn between(&self, first: &Meaning, second: &Meaning, future: bool) -> Option<DateRange> {
        let to = self.range(second, future)?;
        let from = match (first.bare(), second.bare()) {
            (Meaning::Calendar { date: a, .. }, Meaning::Calendar { date: b, .. })
                if a.year.is_none() && b.year.is_some() =>
            {
                self.calendar(&CalendarDate { year: b.year, ..a.clone() }, None, future)?
            }
            (Meaning::Month { month, year: None, .. }, Meaning::Month { .. }) => {
                let end = to.start?;
                interval::month(end.year() - i16::from(*month > end.month()), *month)?
            }
            (Meaning::Weekday { day, .. }, Meaning::Weekday { .. }) => one(latest(to.start?, *day)?),
            _ => self.range(first, future)?,
        };
        let (start, end) = (from.start?, to.end?);
        if start > end {
            return None;
        }
        let precision = match from.precision {
            DatePrecision::Day | DatePrecision::Night if is_night(first, second, start, end) => DatePrecision::Night,
            DatePrecision::Day | DatePrecision::Night | DatePrecision::Week => DatePrecision::Range,
            other => other,
        };
        Some(days(start, end, precision))
    }

    fn kind(&self, meaning: &Meaning, range: Option<DateRange>, future: bool) -> TimeKind {
        match meaning.bare() {
            Meaning::Apart { .. } => return TimeKind::Apart,
            Meaning::Spell { n, unit, vague } if *vague || interval::unit_days(*unit) * n > 31 => {
                return TimeKind::Set;
            }
            Meaning::Clock => return TimeKind::Hour,
            Meaning::Length(_) => return TimeKind::Duration,
            Meaning::Many(_) => return TimeKind::Set,
            Meaning::Window { n, unit, vague }
                if *vague && *unit != Unit::Day || interval::unit_days(*unit) * n > 31 =>
            {
                return TimeKind::Set;
            }
            Meaning::Into { .. } | Meaning::Nth { .. } => return TimeKind::Since,
            Meaning::Day(1..)
            | Meaning::Weekday { step: Some(1..), .. }
            | Meaning::Step { step: 1.., .. }
            | Meaning::Weekend(Some(1..)) => return TimeKind::Future,
            _ => {}
        }
        match (self.anchor.date, range.and_then(|r| r.start)) {
            (Some(anchor), Some(start)) if start > anchor || future && range.and_then(|r| r.end) >= Some(anchor) => {
                TimeKind::Future
            }
            (Some(_), Some(_)) => TimeKind::Point,
            _ if future && is_relative(meaning) => TimeKind::Future,
            _ => TimeKind::Point,
        }
    }

    /// "since" and "until" open an end.
    fn open_end(lead: Lead, resolved: &mut Resolved) {
        let opened = matches!(resolved.kind, TimeKind::Point | TimeKind::Since | TimeKind::Future);
        match lead {
            Lead::Since if opened => resolved.kind = TimeKind::Since,
            Lead::Until if opened => {
                if let Some(range) = &mut resolved.range {
                    range.start = None;
                    range.precision = DatePrecision::Open;
                }
                return;
            }
            _ => {}
        }
        if resolved.kind == TimeKind::Since
            && let Some(range) = &mut resolved.range
        {
            range.end = None;
            range.precision = DatePrecision::Open;
        }
    }

    fn basis(&self, meaning: &Meaning) -> DateBasis {
        if is_absolute(meaning) {
            return DateBasis::Stated;
        }
        let from_last = matches!(
            meaning.bare(),
            Meaning::Shifted { .. } | Meaning::SameDay | Meaning::Spell { .. } | Meaning::Apart { from_now: false, .. }
        );
        if from_last && self.last.is_some() {
            return self.last_basis;
        }
        match self.anchor.basis {
            PublishedBasis::WeekdayNamedEvent => DateBasis::WeekdayNamedEvent,
            _ => DateBasis::WeekdayPublication,
        }
    }

    /// Whether the time lies well before the report.
    fn is_distant(&self, meaning: &Meaning, range: Option<DateRange>) -> bool {
        if let Meaning::Window { unit, n, .. } = meaning {
            return interval::unit_days(*unit) * n >= 365;
        }
        if let (Some(anchor), Some(end)) = (self.anchor.date, range.and_then(|r| r.end)) {
            let long = range.is_some_and(|r| matches!(r.precision, DatePrecision::Year | DatePrecision::Decade));
            return if long { end.year() < anchor.year() } else { add_days(end, DISTANT).is_some_and(|d| d < anchor) };
        }
        match meaning {
            Meaning::Year(_)
            | Meaning::Years(..)
            | Meaning::Decade(_)
            | Meaning::Calendar { year_step: Some(..=-1), .. }
            | Meaning::Month { year_step: Some(..=-1), .. }
            | Meaning::Season { .. }
            | Meaning::Many(true) => true,
            Meaning::Step { unit, step } => *step < 0 && interval::unit_days(*unit) >= 365,
            Meaning::Ago { unit, .. } => interval::unit_days(*unit) >= 365,
            Meaning::Edge(_, inner) | Meaning::Slice(_, inner) | Meaning::Parted(_, inner) => {
                self.is_distant(inner, None)
            }
            Meaning::Apart { unit, .. } => interval::unit_days(*unit) >= 365,
            _ => false,
        }
    }
}

/// "from Friday evening to Saturday morning", "Monday night into Tuesday".
fn is_night(first: &Meaning, second: &Meaning, start: Date, end: Date) -> bool {
    let late = matches!(first, Meaning::Parted(Part::Night | Part::Evening | Part::Dusk | Part::Midnight, _));
    let early = !matches!(second, Meaning::Parted(Part::Night | Part::Evening | Part::Afternoon | Part::Dusk, _));
    late && early && add_days(start, 1) == Some(end)
}

/// Whether a day lies more than some days before another.
fn is_before(day: Date, other: Date, n: i32) -> bool {
    add_days(day, n).is_some_and(|d| d < other)
}
