//! Second pass, continued: times reckoned from what was told before ("two days
//! later", "a week after the truce").

use jiff::civil::Date;

use super::interval::{self, add_days, days, one};
use super::resolve::Resolver;
use super::types::{DatePrecision, DateRange};
use crate::lexicon::time::Unit;

impl Resolver {
    /// Some time after or before what was told. Without a day that was told
    /// nothing later than publication is made up.
    pub(super) fn shifted(&self, n: i32, unit: Unit, vague: bool) -> Option<DateRange> {
        let from = match (self.last, n) {
            (Some(told), _) => told,
            (None, 1..) => return None,
            (None, _) => one(self.anchor.date?),
        };
        let (first, last) = (from.start?, from.end?);
        if n == 0 && unit != Unit::Day {
            let whole = interval::whole_unit(first, unit, 0)?;
            let end = whole.end.map(|e| self.anchor.date.map_or(e, |today| e.min(today)));
            return Some(DateRange { end, ..whole });
        }
        if vague {
            let (near, far) = interval::vague_reach(unit)?;
            return Some(if n > 0 {
                days(add_days(first, near)?, add_days(last, far)?, DatePrecision::Range)
            } else {
                days(add_days(first, -far)?, add_days(last, -near)?, DatePrecision::Range)
            });
        }
        let there = interval::shifted(first, n, unit)?;
        if from.precision == DatePrecision::Month {
            return Some(days(there.start?, interval::shifted(last, n, unit)?.end?, DatePrecision::Range));
        }
        Some(there)
    }

    /// What lies some time apart from what is told; where only the day of
    /// publication is known, what is told may be of the day before.
    pub(super) fn apart(&self, n: i32, unit: Unit, vague: bool, from_now: bool) -> Option<DateRange> {
        let (day, slack) = match (self.last, self.anchor.date) {
            (_, today) if from_now => (today?, 0),
            (Some(last), _) if last.precision <= DatePrecision::Night => (last.start?, 0),
            (_, anchor) => (anchor?, 1),
        };
        if vague {
            let (near, far) = interval::vague_reach(unit)?;
            let (a, b) = (add_days(day, near * n.signum())?, add_days(day, far * n.signum())?);
            return Some(days(a.min(b), a.max(b), DatePrecision::Range));
        }
        let there = interval::shifted(day, n, unit)?;
        if slack == 0 || there.precision != DatePrecision::Day {
            return Some(there);
        }
        Some(days(add_days(there.start?, -slack)?, there.end?, DatePrecision::Range))
    }

    /// "Friday the 13th": the latest one up to publication.
    pub(super) fn dated_weekday(&self, weekday: i8, day: i8) -> Option<Date> {
        let anchor = self.anchor.date?;
        (0..12).find_map(|back| {
            let month = interval::month_from(anchor, -back)?.start?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date <= anchor && date.weekday().to_monday_one_offset() == weekday).then_some(date)
        })
    }
}
