//! Precision codes of other people's codebooks, derived from our date ranges.

use crate::temporal::{DatePrecision, DateRange};

/// Days in a range, both ends counted; `None` where an end is unknown.
fn days(range: &DateRange) -> Option<i64> {
    let (start, end) = (range.start?, range.end?);
    let days = i64::from(end.since((jiff::Unit::Day, start)).ok()?.get_days()) + 1;
    (days >= 1).then_some(days)
}

/// ACLED's `time_precision`: 1 the day, 2 the week, 3 the month; null where
/// the codebook has none (undated, or wider than a month).
///
/// A night counts as a day: coders of the codebook give it one of its two.
pub fn acled_time_precision(range: &DateRange) -> Option<u8> {
    match days(range)? {
        1 => Some(1),
        2 if range.precision == DatePrecision::Night => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

/// UCDP's `date_prec`: 1 the exact day, 2 a range of 2-6 days, 3 a week, 4 a
/// range of 8-30 days or a month, 5 up to a year; null when undated or wider.
pub fn ucdp_date_prec(range: &DateRange) -> Option<u8> {
    match days(range)? {
        1 => Some(1),
        2..=6 => Some(2),
        7 => Some(3),
        8..=31 => Some(4),
        32..=366 => Some(5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn codes(days: i8, precision: DatePrecision) -> (Option<u8>, Option<u8>) {
        let range = DateRange { start: Some(date(2022, 8, 1)), end: Some(date(2022, 8, days)), precision };
        (acled_time_precision(&range), ucdp_date_prec(&range))
    }

    #[test]
    fn codes_follow_the_length_of_the_range() {
        assert_eq!(codes(1, DatePrecision::Day), (Some(1), Some(1)));
        assert_eq!(codes(2, DatePrecision::Night), (Some(1), Some(2)));
        assert_eq!(codes(3, DatePrecision::Range), (Some(2), Some(2)));
        assert_eq!(codes(7, DatePrecision::Week), (Some(2), Some(3)));
        assert_eq!(codes(31, DatePrecision::Month), (Some(3), Some(4)));
    }

    #[test]
    fn an_unknown_end_has_no_code() {
        let open = DateRange { start: Some(date(2022, 12, 12)), end: None, precision: DatePrecision::Open };
        assert_eq!((acled_time_precision(&open), ucdp_date_prec(&open)), (None, None));
        let year =
            DateRange { start: Some(date(2020, 1, 1)), end: Some(date(2020, 12, 31)), precision: DatePrecision::Year };
        assert_eq!((acled_time_precision(&year), ucdp_date_prec(&year)), (None, Some(5)));
    }
}
