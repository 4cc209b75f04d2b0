//! Intervals of the calendar: weeks, months, years, decades and their parts.

use jiff::Span as Length;
use jiff::civil::{Date, Weekday};

use super::meaning::Slice;
use super::types::{DatePrecision, DateRange};
use crate::lexicon::time::{Edge, Part, Unit};

/// A closed range of days.
pub(super) fn days(start: Date, end: Date, precision: DatePrecision) -> DateRange {
    DateRange { start: Some(start), end: Some(end), precision }
}

/// One day.
pub(super) fn one(day: Date) -> DateRange {
    days(day, day, DatePrecision::Day)
}

/// `date` moved by `n` days.
pub(super) fn add_days(date: Date, n: i32) -> Option<Date> {
    date.checked_add(Length::new().try_days(n).ok()?).ok()
}

/// `date` moved by `n` months.
pub(super) fn add_months(date: Date, n: i32) -> Option<Date> {
    date.checked_add(Length::new().try_months(n).ok()?).ok()
}

/// The weekday, Monday 1.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

/// The latest such weekday up to and including `day`.
pub(super) fn latest(day: Date, number: i8) -> Option<Date> {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - i32::from(number)).rem_euclid(7);
    add_days(day, -back)
}

/// The first such weekday from `day` on.
pub(super) fn coming(day: Date, number: i8) -> Option<Date> {
    let ahead = (i32::from(number) - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    add_days(day, ahead)
}

/// The week (Monday to Sunday) `steps` from that of `day`.
pub(super) fn week(day: Date, steps: i32) -> Option<DateRange> {
    let monday = add_days(latest(day, 1)?, steps * 7)?;
    Some(days(monday, add_days(monday, 6)?, DatePrecision::Week))
}

/// The month of that year.
pub(super) fn month(year: i16, month: i8) -> Option<DateRange> {
    let first = Date::new(year, month, 1).ok()?;
    Some(days(first, first.last_of_month(), DatePrecision::Month))
}

/// The month `steps` from that of `day`.
pub(super) fn month_from(day: Date, steps: i32) -> Option<DateRange> {
    let there = add_months(day.first_of_month(), steps)?;
    month(there.year(), there.month())
}

/// The year.
pub(super) fn year(year: i16) -> Option<DateRange> {
    years(year, year, DatePrecision::Year)
}

/// The years from first to last.
pub(super) fn years(first: i16, last: i16, precision: DatePrecision) -> Option<DateRange> {
    Some(days(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?, precision))
}

/// The part of a week, month, year or decade that "early", "mid" or "late"
/// names: thirds of a month (10 days), thirds of a year (4 months), years 0-3,
/// 4-6, 7-9 of a decade, days 1-2, 3-5, 6-7 of a week. The precision stays.
pub(super) fn part(range: DateRange, edge: Edge) -> Option<DateRange> {
    let (start, end) = (range.start?, range.end?);
    let (from, to) = match (range.precision, edge) {
        (DatePrecision::Week, Edge::Early) => (start, add_days(start, 1)?),
        (DatePrecision::Week, Edge::Mid) => (add_days(start, 2)?, add_days(start, 4)?),
        (DatePrecision::Week, Edge::Late) => (add_days(start, 4)?, end),
        (DatePrecision::Month, Edge::Early) => (start, add_days(start, 9)?),
        (DatePrecision::Month, Edge::Mid) => (add_days(start, 10)?, add_days(start, 19)?),
        (DatePrecision::Month, Edge::Late) => (add_days(start, 20)?, end),
        (DatePrecision::Year, Edge::Early) => (start, add_days(add_months(start, 4)?, -1)?),
        (DatePrecision::Year, Edge::Mid) => (add_months(start, 4)?, add_days(add_months(start, 8)?, -1)?),
        (DatePrecision::Year, Edge::Late) => (add_months(start, 8)?, end),
        (DatePrecision::Decade, Edge::Early) => (start, Date::new(start.year() + 3, 12, 31).ok()?),
        (DatePrecision::Decade, Edge::Mid) => {
            (Date::new(start.year() + 4, 1, 1).ok()?, Date::new(start.year() + 6, 12, 31).ok()?)
        }
        (DatePrecision::Decade, Edge::Late) => (Date::new(start.year() + 7, 1, 1).ok()?, end),
        _ => return Some(range),
    };
    Some(days(from, to, range.precision))
}

/// A counted part of a month or year.
pub(super) fn slice(range: DateRange, slice: Slice) -> Option<DateRange> {
    let (start, end) = (range.start?, range.end?);
    let (from, to, precision) = match slice {
        Slice::Week(-1) => (add_days(end, -6)?, end, DatePrecision::Week),
        Slice::Week(n) => {
            let from = add_days(start, 7 * (n - 1))?;
            (from, add_days(from, 6)?.min(end), DatePrecision::Week)
        }
        Slice::Days(-1) => (add_days(end, -4)?, end, DatePrecision::Range),
        Slice::Days(_) => (start, add_days(start, 4)?, DatePrecision::Range),
        Slice::Half(n) => {
            let second = match range.precision {
                DatePrecision::Year => add_months(start, 6)?,
                _ => add_days(start, 15)?,
            };
            let (from, to) = if n == 1 { (start, add_days(second, -1)?) } else { (second, end) };
            (from, to, range.precision)
        }
    };
    (from <= to).then(|| days(from, to, precision))
}

/// The least and most days that "days later", "weeks later" mean.
pub(super) const fn vague_reach(unit: Unit) -> Option<(i32, i32)> {
    match unit {
        Unit::Minute => Some((0, 0)),
        Unit::Hour => Some((0, 1)),
        Unit::Day => Some((2, 7)),
        Unit::Week => Some((14, 56)),
        _ => None,
    }
}

/// The time `n` units before (negative) or after `day`: exact for days, else
/// with the precision of the unit.
pub(super) fn shifted(day: Date, n: i32, unit: Unit) -> Option<DateRange> {
    match unit {
        Unit::Minute | Unit::Hour => {
            let there = add_days(day, if n < 0 { -(-n / 24) } else { n / 24 })?;
            // "Five hours ago" may be the day before.
            Some(one(there)).filter(|_| unit == Unit::Minute || n.abs() >= 24).or_else(|| around(day, n))
        }
        Unit::Day => Some(one(add_days(day, n)?)),
        Unit::Week | Unit::Fortnight => {
            let n = if unit == Unit::Week { n } else { n * 2 };
            let there = add_days(day, n * 7)?;
            Some(days(add_days(there, -3)?, add_days(there, 3)?, DatePrecision::Week))
        }
        Unit::Month => month_from(day, n),
        Unit::Year => year(day.year().checked_add(i16::try_from(n).ok()?)?),
        Unit::Decade | Unit::Generation | Unit::Century => {
            let length = unit_years(unit);
            let middle = day.year().checked_add(i16::try_from(n * length).ok()?)?;
            years(middle - 5, middle + 4, DatePrecision::Decade)
        }
    }
}

/// Some hours before or after: that day or its neighbour.
fn around(day: Date, n: i32) -> Option<DateRange> {
    let other = add_days(day, n.signum())?;
    Some(days(day.min(other), day.max(other), DatePrecision::Range))
}

/// Years in a long unit.
pub(super) const fn unit_years(unit: Unit) -> i32 {
    match unit {
        Unit::Decade => 10,
        Unit::Generation => 25,
        Unit::Century => 100,
        _ => 1,
    }
}

/// Days in `n` units, roughly.
pub(super) const fn unit_days(unit: Unit) -> i32 {
    match unit {
        Unit::Minute | Unit::Hour => 0,
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Fortnight => 14,
        Unit::Month => 30,
        Unit::Year => 365,
        Unit::Decade => 3652,
        Unit::Generation => 9131,
        Unit::Century => 36525,
    }
}

/// A night belongs to two days; "yesterday evening" to one.
pub(super) fn with_part(range: DateRange, part: Option<Part>) -> Option<DateRange> {
    match (part, range.precision) {
        (Some(Part::Night), DatePrecision::Day) => {
            Some(days(range.start?, add_days(range.start?, 1)?, DatePrecision::Night))
        }
        // "the night between 3 and 4 May"
        (Some(Part::Night), DatePrecision::Range) => {
            let one_night = add_days(range.start?, 1) == range.end;
            Some(if one_night { DateRange { precision: DatePrecision::Night, ..range } } else { range })
        }
        _ => Some(range),
    }
}

/// Saturday and Sunday: the latest begun, or the coming ones.
pub(super) fn weekend(anchor: Date, step: Option<i32>, future: bool) -> Option<DateRange> {
    let saturday = match step {
        Some(1..) => coming(add_days(anchor, 1)?, 6)?,
        Some(..=-1) => latest(add_days(anchor, -2)?, 6)?,
        _ if future => coming(anchor, 6)?,
        _ => latest(anchor, 6)?,
    };
    Some(days(saturday, add_days(saturday, 1)?, DatePrecision::Range))
}

/// "a few days ago", "some weeks ago"; longer is not resolved.
pub(super) fn vague_ago(anchor: Date, unit: Unit) -> Option<DateRange> {
    match unit {
        Unit::Minute => Some(one(anchor)),
        Unit::Hour => Some(days(add_days(anchor, -1)?, anchor, DatePrecision::Range)),
        Unit::Day => Some(days(add_days(anchor, -7)?, add_days(anchor, -2)?, DatePrecision::Range)),
        Unit::Week => Some(days(add_days(anchor, -56)?, add_days(anchor, -14)?, DatePrecision::Range)),
        _ => None,
    }
}

/// The unit `step` from that of publication.
pub(super) fn whole_unit(anchor: Date, unit: Unit, step: i32) -> Option<DateRange> {
    match unit {
        Unit::Minute | Unit::Hour => None,
        Unit::Day => add_days(anchor, step).map(one),
        Unit::Week => week(anchor, step),
        Unit::Fortnight => window(anchor, 2, Unit::Week),
        Unit::Month => month_from(anchor, step),
        Unit::Year => year(anchor.year().checked_add(i16::try_from(step).ok()?)?),
        Unit::Decade | Unit::Generation | Unit::Century => {
            let length = i16::try_from(unit_years(unit)).ok()?;
            years(anchor.year() - length, anchor.year(), DatePrecision::Decade)
        }
    }
}

/// "this week" ends with publication, or begins with it if it is to come.
pub(super) fn step_unit(anchor: Date, unit: Unit, step: i32, future: bool) -> Option<DateRange> {
    let whole = whole_unit(anchor, unit, step)?;
    if step != 0 {
        return Some(whole);
    }
    let (start, end) = (whole.start?, whole.end?);
    if future { Some(days(anchor, end, whole.precision)) } else { Some(days(start, anchor, whole.precision)) }
}

/// "the past 24 hours", "the last three days": up to publication.
pub(super) fn window(anchor: Date, n: i32, unit: Unit) -> Option<DateRange> {
    let back = match unit {
        Unit::Minute => 0,
        Unit::Hour => (n + 23) / 24,
        _ => unit_days(unit) * n,
    };
    Some(days(add_days(anchor, -back)?, anchor, DatePrecision::Range))
}
