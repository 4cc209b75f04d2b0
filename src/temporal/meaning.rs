//! What a time expression says before it is resolved.

use std::ops::Range;

use jiff::civil::Weekday;

use super::interval;
use super::types::DatePrecision;
use crate::document::calendar::CalendarDate;
use crate::lexicon::time::{Edge, Part, Unit};

/// The time that some words name, relative to an anchor yet to be known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// Day and month, perhaps with year and weekday; "last year" as -1.
    Calendar { date: CalendarDate, year_step: Option<i32> },
    /// "Tuesday", "last Tuesday", "Tuesday last week".
    Weekday { day: i8, step: Option<i32>, week_step: Option<i32> },
    /// "December", "December 2020", "October last year", "last October".
    Month { month: i8, year: Option<i16>, year_step: Option<i32>, step: Option<i32> },
    /// "2020".
    Year(i16),
    /// "2014-2016".
    Years(i16, i16),
    /// "the 1990s".
    Decade(i16),
    /// "the 16th".
    DayOfMonth(i8),
    /// "today", "yesterday".
    Day(i32),
    /// "overnight" and "tonight": the nights before and after the day.
    Overnight,
    /// "overnight into Tuesday": the night that ends on that weekday; "overnight
    /// Tuesday" may be the one that begins on it.
    NightTo { day: i8, sure: bool },
    /// The night after publication.
    Tonight,
    /// "the weekend".
    Weekend(Option<i32>),
    /// "two days ago".
    Ago { n: i32, unit: Unit, vague: bool },
    /// "two days later": from the day last spoken of; "days later" is vague.
    Shifted { n: i32, unit: Unit, vague: bool },
    /// "a week after", "the day before", where what follows says of what: the
    /// time of what follows, counted from what is told.
    Apart { n: i32, unit: Unit, vague: bool, from_now: bool },
    /// "three days of" fighting: up to the day last spoken of.
    Spell { n: i32, unit: Unit, vague: bool },
    /// "last week", "this month", "next year".
    Step { unit: Unit, step: i32 },
    /// "the past 24 hours", "the last three days".
    Window { n: i32, unit: Unit, vague: bool },
    /// "the same day", "earlier in the day".
    SameDay,
    /// "0900 Moscow time".
    Clock,
    /// "six weeks", "44-day".
    Length(Unit),
    /// "daily", "every week", "for decades"; `true` for years and more.
    Many(bool),
    /// "three months into".
    Into { n: i32, unit: Unit },
    /// "for the third day".
    Nth { n: i32, unit: Unit },
    /// A summer or winter, of a year if named.
    Season { year: Option<i16>, year_step: Option<i32> },
    /// "early", "mid", "late" of a longer time.
    Edge(Edge, Box<Meaning>),
    /// "the first week of", "the second half of" a longer time.
    Slice(Slice, Box<Meaning>),
    /// "the night of Monday": a part of the day before or after its day.
    Parted(Part, Box<Meaning>),
    /// "Tuesday the 16th".
    DatedWeekday { weekday: i8, day: i8 },
    /// "between Monday and Wednesday".
    Between(Box<Meaning>, Box<Meaning>),
}

/// A part of a month or year that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slice {
    /// Of seven days; -1 the last.
    Week(i32),
    /// The first or last few days.
    Days(i32),
    /// Half of it.
    Half(i32),
}

impl Meaning {
    /// Without the part of the day.
    pub(super) fn bare(&self) -> &Meaning {
        match self {
            Meaning::Parted(_, inner) => inner.bare(),
            other => other,
        }
    }
}

/// Words that set an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    None,
    Since,
    Until,
}

/// A time expression as recognised.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    pub(super) tokens: Range<usize>,
    pub(super) meaning: Meaning,
    pub(super) part: Option<Part>,
    pub(super) lead: Lead,
    pub(super) rule: &'static str,
}

/// Needs no anchor.
pub(super) fn is_absolute(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { date, .. } => date.year.is_some(),
        Meaning::Month { year, .. } | Meaning::Season { year, .. } => year.is_some(),
        Meaning::Year(_) | Meaning::Years(..) | Meaning::Decade(_) => true,
        Meaning::Edge(_, inner) | Meaning::Slice(_, inner) | Meaning::Parted(_, inner) => is_absolute(inner),
        Meaning::Between(_, second) => is_absolute(second),
        _ => false,
    }
}

/// Days and months that lie before or ahead only by their clause.
pub(super) fn is_relative(meaning: &Meaning) -> bool {
    matches!(
        meaning.bare(),
        Meaning::Weekday { step: None | Some(0), .. }
            | Meaning::Calendar { .. }
            | Meaning::Month { .. }
            | Meaning::Day(_)
            | Meaning::Tonight
            | Meaning::Weekend(_)
    )
}

/// The weekday that is named.
pub(super) fn named_weekday(meaning: &Meaning) -> Option<Weekday> {
    match meaning {
        Meaning::Weekday { day, .. } | Meaning::NightTo { day, .. } | Meaning::DatedWeekday { weekday: day, .. } => {
            interval::weekday(*day)
        }
        Meaning::Calendar { date, .. } => interval::weekday(date.weekday?),
        Meaning::Edge(_, inner) | Meaning::Parted(_, inner) => named_weekday(inner),
        _ => None,
    }
}

/// The precision meant where the days are not known.
pub(super) fn meant(meaning: &Meaning, part: Option<Part>) -> DatePrecision {
    if part == Some(Part::Night) {
        return DatePrecision::Night;
    }
    match meaning {
        Meaning::Calendar { date, .. } if date.last_day.is_some() => DatePrecision::Range,
        Meaning::Calendar { .. }
        | Meaning::Weekday { .. }
        | Meaning::Day(_)
        | Meaning::DayOfMonth(_)
        | Meaning::DatedWeekday { .. }
        | Meaning::SameDay => DatePrecision::Day,
        Meaning::Overnight | Meaning::Tonight | Meaning::NightTo { .. } => DatePrecision::Night,
        Meaning::Weekend(_) | Meaning::Between(..) | Meaning::Spell { .. } => DatePrecision::Range,
        Meaning::Slice(Slice::Week(_), _) => DatePrecision::Week,
        Meaning::Slice(..) => DatePrecision::Range,
        Meaning::Parted(part, inner) => meant(inner, Some(*part)),
        Meaning::Month { .. } => DatePrecision::Month,
        Meaning::Year(_) | Meaning::Years(..) | Meaning::Season { .. } => DatePrecision::Year,
        Meaning::Decade(_) => DatePrecision::Decade,
        Meaning::Ago { unit, .. }
        | Meaning::Shifted { unit, .. }
        | Meaning::Apart { unit, .. }
        | Meaning::Step { unit, .. }
        | Meaning::Into { unit, .. }
        | Meaning::Nth { unit, .. } => unit_precision(*unit),
        Meaning::Edge(_, inner) => meant(inner, None),
        Meaning::Window { .. } | Meaning::Clock | Meaning::Length(_) | Meaning::Many(_) => DatePrecision::Open,
    }
}

fn unit_precision(unit: Unit) -> DatePrecision {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => DatePrecision::Day,
        Unit::Week | Unit::Fortnight => DatePrecision::Week,
        Unit::Month => DatePrecision::Month,
        Unit::Year => DatePrecision::Year,
        Unit::Decade | Unit::Generation | Unit::Century => DatePrecision::Decade,
    }
}
