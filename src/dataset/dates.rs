//! Days as tables write them: `2025-07-23`, `01 November 2024`,
//! `01-January-2015`, `May 3, 2020`, `4.8.2022`, `8/4/2022`, `2020-05`, `2020`.

use jiff::civil::Date;

use crate::temporal::{DatePrecision, DateRange};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Only one meaning.
    Sure(DateRange),
    /// Numbers that are day and month; in this order, `Some(true)`, in the other,
    /// `Some(false)`, or in either.
    Numbers {
        /// The day, with the first number as day of the month where that can be.
        day: Date,
        /// Whether the day comes first, where that is certain.
        day_first: Option<bool>,
    },
}

/// A closed range.
pub(super) fn range(start: Date, end: Date, precision: DatePrecision) -> DateRange {
    DateRange { start: Some(start), end: Some(end), precision }
}

fn one(day: Date) -> Written {
    Written::Sure(range(day, day, DatePrecision::Day))
}

/// The same day with day and month exchanged.
pub(super) fn turned(day: Date) -> Option<Date> {
    Date::new(day.year(), day.day(), day.month()).ok()
}

/// The day in a cell; `None` where it is none.
pub(super) fn read(cell: &str) -> Option<Written> {
    if let Some(day) = plain(cell) {
        return Some(one(day));
    }
    // The hour of "2020-05-03T10:00:00Z" or "03/05/2020 10:00" says nothing here.
    let timeless = match cell.find(':') {
        Some(colon) => cell[..colon].rfind(['T', ' ']).map_or(cell, |at| &cell[..at]),
        None => cell.strip_suffix(" UTC").unwrap_or(cell),
    };
    let parts: Vec<&str> = timeless.split(['-', '/', '.', ' ', ',']).filter(|p| !p.is_empty()).collect();
    match parts[..] {
        [only] => whole(only),
        [a, b] => month_of(a, b).or_else(|| month_of(b, a)),
        [a, b, c] => three(a, b, c, timeless.contains('.')),
        _ => None,
    }
}

/// `2025-07-23` and nothing else: how most tables have it, and quickly read.
fn plain(cell: &str) -> Option<Date> {
    let bytes = cell.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' || !cell.is_ascii() {
        return None;
    }
    Date::new(year(&cell[..4])?, small(&cell[5..7])?, small(&cell[8..])?).ok()
}

fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok().filter(|y| (1000..=2999).contains(y)) } else { None }
}

fn small(text: &str) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn month(text: &str) -> Option<i8> {
    let text = text.to_ascii_lowercase();
    if text.len() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|m| text.starts_with(m))?;
    i8::try_from(at + 1).ok()
}

/// `2020` and `20200513`.
fn whole(text: &str) -> Option<Written> {
    if let Some(year) = year(text) {
        let ends = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        return Some(Written::Sure(range(ends.0, ends.1, DatePrecision::Year)));
    }
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    Some(one(Date::new(year(&text[..4])?, small(&text[4..6])?, small(&text[6..])?).ok()?))
}

/// A year with a month.
fn month_of(written: &str, month_as: &str) -> Option<Written> {
    let first = Date::new(year(written)?, small(month_as).or_else(|| month(month_as))?, 1).ok()?;
    Some(Written::Sure(range(first, first.last_of_month(), DatePrecision::Month)))
}

fn three(a: &str, b: &str, c: &str, dotted: bool) -> Option<Written> {
    if let Some(year) = year(a) {
        return Some(one(Date::new(year, small(b).or_else(|| month(b))?, small(c)?).ok()?));
    }
    let year = year(c)?;
    if let Some(month) = month(b) {
        return Some(one(Date::new(year, month, small(a)?).ok()?));
    }
    if let Some(month) = month(a) {
        return Some(one(Date::new(year, month, small(b)?).ok()?));
    }
    let (first, second) = (small(a)?, small(b)?);
    let day_first = Date::new(year, second, first).ok();
    let month_first = Date::new(year, first, second).ok();
    match (day_first, month_first) {
        // Nobody writes the month first and parts it by dots.
        (Some(day), _) if dotted => Some(one(day)),
        (Some(day), Some(other)) if day == other => Some(one(day)),
        (Some(day), Some(_)) => Some(Written::Numbers { day, day_first: None }),
        (Some(day), None) => Some(Written::Numbers { day, day_first: Some(true) }),
        (None, Some(day)) => Some(Written::Numbers { day, day_first: Some(false) }),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_write_them() {
        let expected = date(2015, 1, 2);
        for text in [
            "2015-01-02",
            "02 January 2015",
            "02-January-2015",
            "2-Jan-2015",
            "January 2, 2015",
            "2015-01-02T23:10:00Z",
            "2015-01-02 00:00:00.000",
            "20150102",
            "2.1.2015",
            "2015/1/2",
        ] {
            let Some(Written::Sure(when)) = read(text) else { panic!("{text}: {:?}", read(text)) };
            assert_eq!((when.start, when.precision), (Some(expected), DatePrecision::Day), "{text}");
        }
        for text in ["", "soon", "2015-13-01", "31.2.2015", "1/2/15", "3.5", "Monday", "１２"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn years_and_months_stay_coarse() {
        let precision = |text: &str| match read(text) {
            Some(Written::Sure(when)) => when.precision,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(precision("2015"), DatePrecision::Year);
        assert_eq!((precision("2015-06"), precision("June 2015")), (DatePrecision::Month, DatePrecision::Month));
    }

    #[test]
    fn the_order_of_numbers_is_told_where_it_shows() {
        let order = |text: &str| match read(text) {
            Some(Written::Numbers { day_first, .. }) => day_first,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!((order("31/12/2020"), order("12/31/2020")), (Some(true), Some(false)));
        assert_eq!(order("3/4/2020"), None);
        assert_eq!(turned(date(2020, 4, 3)), Some(date(2020, 3, 4)));
        assert!(matches!(read("4/4/2020"), Some(Written::Sure(_))));
    }
}
