//! Days, weeks, months and years as a row of equal steps.

use jiff::civil::{Date, date};

use super::words;

/// A length of time for one bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

const EPOCH: Date = date(1970, 1, 1);

fn days(of: Date) -> i64 {
    of.since(EPOCH).map_or(0, |s| i64::from(s.get_days()))
}

fn day(n: i64) -> Date {
    let span = jiff::Span::new().try_days(n).unwrap_or_default();
    EPOCH.checked_add(span).unwrap_or(EPOCH)
}

impl Period {
    /// The period that gives a readable number of bars for a span of days.
    pub fn for_span(from: Date, to: Date) -> Self {
        let span = days(to) - days(from);
        if span <= 45 {
            Self::Day
        } else if span <= 300 {
            Self::Week
        } else if span <= 3000 {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// "day", "week"...
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The step in which a day lies.
    pub fn step(self, of: Date) -> i64 {
        match self {
            Self::Day => days(of),
            // 1 January 1970 was a Thursday.
            Self::Week => (days(of) + 3).div_euclid(7),
            Self::Month => i64::from(of.year()) * 12 + i64::from(of.month()) - 1,
            Self::Year => i64::from(of.year()),
        }
    }

    /// The first day of a step.
    pub fn first(self, step: i64) -> Date {
        let of = |year: i64, month: i64| Date::new(year as i16, month as i8, 1).unwrap_or(EPOCH);
        match self {
            Self::Day => day(step),
            Self::Week => day(step * 7 - 3),
            Self::Month => of(step.div_euclid(12), step.rem_euclid(12) + 1),
            Self::Year => of(step, 1),
        }
    }

    /// Words under a bar: within the year, and the year.
    pub fn label(self, step: i64) -> (String, String) {
        let first = self.first(step);
        let year = first.year().to_string();
        let words = words::day(first);
        let parts: Vec<&str> = words.split(' ').collect();
        match self {
            Self::Day | Self::Week => (format!("{} {}", parts[0], parts.get(1).unwrap_or(&"")), year),
            Self::Month => ((*parts.get(1).unwrap_or(&"")).to_owned(), year),
            Self::Year => (year, String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_back_to_their_first_day() {
        let day = date(2021, 11, 18);
        assert_eq!(Period::Day.first(Period::Day.step(day)), day);
        // A Thursday: its week began on the Monday before.
        assert_eq!(Period::Week.first(Period::Week.step(day)), date(2021, 11, 15));
        assert_eq!(Period::Month.first(Period::Month.step(day)), date(2021, 11, 1));
        assert_eq!(Period::Year.first(Period::Year.step(day)), date(2021, 1, 1));
        assert_eq!(Period::Week.step(date(2021, 11, 21)) + 1, Period::Week.step(date(2021, 11, 22)));
    }
}
