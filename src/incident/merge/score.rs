//! How likely two incidents of different reports are one: points for what
//! agrees, and a veto for what contradicts.
//!
//! | sign | points |
//! |---|---|
//! | the same kind of act / a kind that goes with it | 2 / 1 |
//! | the same day or night / a day within a longer time / the same long time | 3 / 1 / 3 |
//! | the same place / within its reach / one in the other's region | 4 / 2 / 1 |
//! | each side that is the same / that is surely another | 2 / -3 |
//! | an equal toll of three and more / a small one / one that differs | 3 / 1 / -2 |
//! | the same target, the same weapon / other targets / shot and blown up | 1 each / -1 / -3 |
//! | runs of words in common | 1, undated 3 |

use super::super::assemble::near;
use super::super::family::fit;
use super::super::shingles::shared;
use super::super::types::Incident;
use super::MergeOptions;
use super::episode::episodes;
use super::figures::{Tally, compare};
use super::party::{Alignment, align};
use super::profile::{Day, Profile};
use super::words::agreement;
use crate::coding::Status;
use crate::temporal::DatePrecision;

/// Points from which two are one.
pub(super) const SURE: i32 = 7;
/// The same for what has no day.
const SURE_UNDATED: i32 = 9;
/// Runs of words in common from which two reports have a common source.
pub(super) const COMMON_SOURCE: usize = 2;

/// How two incidents stand to each other.
enum Standing {
    /// They are not one, whatever else agrees.
    Excluded,
    /// So many points, of which so many are needed.
    Points { have: i32, need: i32 },
}

/// The points of two incidents that are likely enough one.
pub(super) fn score(a: &Profile<'_>, b: &Profile<'_>, o: &MergeOptions) -> Option<i32> {
    match weigh(a, b, o) {
        Standing::Points { have, need } if have >= need => Some(have),
        _ => None,
    }
}

/// Whether two can never be one.
pub(super) fn excluded(a: &Profile<'_>, b: &Profile<'_>, o: &MergeOptions) -> bool {
    matches!(weigh(a, b, o), Standing::Excluded)
}

fn weigh(a: &Profile<'_>, b: &Profile<'_>, o: &MergeOptions) -> Standing {
    if a.report == b.report {
        return episodes(a, b).map_or(Standing::Excluded, |have| Standing::Points { have, need: SURE });
    }
    signs(a, b, o).unwrap_or(Standing::Excluded)
}

fn signs(a: &Profile<'_>, b: &Profile<'_>, o: &MergeOptions) -> Option<Standing> {
    let (x, y) = (a.incident, b.incident);
    let family = families(x, y).filter(|_| may_be_one(x.status, y.status))?;
    let days = days(a, b, o)?;
    let sides = align(x, y);
    let parties = parties(sides)?;
    let place = places(a, b, sides, o)?;
    let tally = compare(x, y);
    let toll = match tally {
        Tally::Equal => 3,
        Tally::Small => 1,
        Tally::Open => 0,
        Tally::Apart => -2,
        Tally::Excluded => return None,
    };
    let dated = a.days.is_some() && b.days.is_some();
    let common = has_common_source(x, y);
    let copied = match (common, dated) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 3,
    };
    let have = family + days + parties + place + toll + copied + agreement(x, y);
    // Border clashes look alike for years: an undated one needs a sign of its own.
    let own_sign = dated || common || tally == Tally::Equal;
    let need = if dated { SURE } else { SURE_UNDATED };
    Some(Standing::Points { have: if own_sign { have } else { 0 }, need })
}

fn has_common_source(a: &Incident, b: &Incident) -> bool {
    a.reports.iter().any(|r| b.reports.iter().any(|s| shared(&r.shingles, &s.shingles) >= COMMON_SOURCE))
}

/// What is recalled later is the incident that was news; what is planned or
/// told of many is not.
fn may_be_one(a: Status, b: Status) -> bool {
    let told = |s: Status| s.is_mapped() || matches!(s, Status::Background | Status::Denied);
    a == b || told(a) && told(b)
}

fn families(a: &Incident, b: &Incident) -> Option<i32> {
    a.families.iter().flat_map(|x| b.families.iter().map(move |y| fit(x, y))).max().flatten()
}

fn parties(sides: Alignment) -> Option<i32> {
    if sides.other == 2 || sides.other == 1 && sides.same == 0 && sides.whole {
        return None;
    }
    Some(2 * sides.same - 3 * sides.other)
}

fn days(a: &Profile<'_>, b: &Profile<'_>, o: &MergeOptions) -> Option<i32> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return weekdays(a, b) };
    let gap = (y.0 - x.1).max(x.0 - y.1);
    if gap > 0 {
        return (gap <= o.days).then_some(1);
    }
    let night = |p: &Profile<'_>| p.incident.date_precision == DatePrecision::Night;
    match (a.is_of_a_day(), b.is_of_a_day()) {
        // The night to Sunday is not the night to Monday.
        (true, true) if night(a) && night(b) && x != y => None,
        (true, true) => Some(3),
        (false, false) if x == y => Some(3),
        (false, false) => Some(i32::from(!(a.is_long() && b.is_long()))),
        _ => Some(1),
    }
}

/// Days from publication within which an undated report's weekday is looked for.
const NEWS: Day = 14;

fn weekdays(a: &Profile<'_>, b: &Profile<'_>) -> Option<i32> {
    let weekday = |p: &Profile<'_>| {
        // 1 January 1970 was a Thursday.
        let of_day = p.days.filter(|_| p.incident.date_precision == DatePrecision::Day);
        p.incident.weekday.or_else(|| of_day.map(|(d, _)| ((d + 3).rem_euclid(7) + 1) as i8))
    };
    let late = |open: &Profile<'_>, dated: &Profile<'_>| {
        open.days.is_none() && open.published.zip(dated.days).is_some_and(|(p, (from, to))| p < from || p - to > NEWS)
    };
    if late(a, b) || late(b, a) {
        return None;
    }
    match (weekday(a), weekday(b)) {
        (Some(x), Some(y)) if x == y => Some(1),
        (Some(_), Some(_)) => None,
        _ => Some(0),
    }
}

fn places(a: &Profile<'_>, b: &Profile<'_>, sides: Alignment, o: &MergeOptions) -> Option<i32> {
    let (Some(x), Some(y), Some(km)) = (&a.incident.location, &b.incident.location, a.km(b)) else { return Some(0) };
    if a.place == b.place {
        return Some(4);
    }
    if a.is_spot() && b.is_spot() && x.name != y.name {
        // Two towns are two places, unless one report names both.
        let names = |p: &Profile<'_>, name: &String| p.incident.places.contains(name);
        return match km {
            km if km <= SUBURB => Some(2),
            km if km > o.km => None,
            _ if names(a, &y.name) || names(b, &x.name) => Some(2),
            _ => (sides.same == 2).then_some(-1),
        };
    }
    match near(x, y) {
        Some(3) => Some(4),
        Some(_) if a.is_wide() || b.is_wide() => Some(1),
        Some(_) => Some(2),
        None => (km <= a.reach + b.reach + o.km && km <= o.km.max(a.reach).max(b.reach)).then_some(0),
    }
}

/// Kilometres within which two names may mean one place.
const SUBURB: f64 = 3.0;
