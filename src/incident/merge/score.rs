//! How likely two incidents of different reports are one: points for what
//! agrees, and a veto for what contradicts.
//!
//! | sign | points |
//! |---|---|
//! | the same kind of act / a kind that goes with it | 2 / 1 |
//! | the same day or night / a day within a longer time / the same long time / a war by name | 3 / 1 / 3 / 5 |
//! | the same place / within its reach, or named beside the other / one in the other's region | 4 / 2 / 1 |
//! | another town in the window, for one day's fighting or one toll | -1 |
//! | each side that is the same / civilians and armed men / surely another | 2 / -1 / -3 |
//! | an equal toll of ten and more / three / less / a differing one / a rival's | 4 / 3 / 1 / -2 / -1 |
//! | the same target, the same weapon / other targets / shot and blown up | 1 each / -1 / -3 |
//! | runs of words in common | 1, undated 4 |

use super::super::assemble::near;
use super::super::shingles::shared;
use super::super::types::Incident;
use super::Rules;
use super::episode::episodes;
use super::figures::{Tally, compare};
use super::party::{Alignment, align};
use super::profile::{Day, Profile};
use super::words::{agreement, names_place, share_name};
use crate::coding::{EventType, Status, SubEvent};
use crate::gazetteer::FeatureClass;
use crate::geoparse::Location;
use crate::temporal::{DateBasis, DatePrecision};

/// Points from which two are one.
pub(super) const SURE: i32 = 6;
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
pub(super) fn score(a: &Profile<'_>, b: &Profile<'_>, o: &Rules<'_>) -> Option<i32> {
    match weigh(a, b, o) {
        Standing::Points { have, need } if have >= need => Some(have),
        _ => None,
    }
}

/// Whether two can never be one.
pub(super) fn excluded(a: &Profile<'_>, b: &Profile<'_>, o: &Rules<'_>) -> bool {
    matches!(weigh(a, b, o), Standing::Excluded)
}

fn weigh(a: &Profile<'_>, b: &Profile<'_>, o: &Rules<'_>) -> Standing {
    if a.report == b.report {
        return episodes(a, b).map_or(Standing::Excluded, |have| Standing::Points { have, need: SURE });
    }
    signs(a, b, o).unwrap_or(Standing::Excluded)
}

fn signs(a: &Profile<'_>, b: &Profile<'_>, o: &Rules<'_>) -> Option<Standing> {
    let (x, y) = (a.incident, b.incident);
    let days = days(a, b, o)?;
    let family = o.kinds.fit(a.kinds, b.kinds).filter(|_| may_be_one(x.status, y.status) && !apart(x, y))?;
    // Far apart, whatever else is told.
    if a.is_spot && b.is_spot && a.km(b).is_some_and(|km| km > NEIGHBOURHOOD.max(o.options.km)) && !names_place(x, y) {
        return None;
    }
    let sides = align(x, y);
    if sides.excludes() {
        return None;
    }
    let tally = compare(x, y);
    // Of a whole war each speaker has another count, and each report names
    // another place.
    let one_war = is_named_war(a) && is_named_war(b);
    let toll = if one_war { 0 } else { tally.points()? };
    let place = if one_war { 0 } else { places(a, b, sides, tally, o)? };
    let dated = a.days.is_some() && b.days.is_some();
    let common = has_common_source(x, y);
    let copied = match (common, dated) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 4,
    };
    let have = family + days + sides.points() + place + toll + copied + agreement(x, y, place >= SAME_PLACE);
    // Border clashes look alike for years: an undated one needs a sign of its own.
    let own_sign = dated || common || tally.agrees();
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

/// Whether the kinds of acts rule it out: who is kidnapped is not bombed, and a
/// crowd lays no bombs.
fn apart(a: &Incident, b: &Incident) -> bool {
    let is = |i: &Incident, kind: EventType| i.sub_event.event_type() == kind;
    let other =
        |i: &Incident| i.sub_event == SubEvent::Abduction || is(i, EventType::Protests) || is(i, EventType::Riots);
    let bombed = |x: &Incident, y: &Incident| is(x, EventType::Explosions) && other(y);
    bombed(a, b) || bombed(b, a)
}

fn days(a: &Profile<'_>, b: &Profile<'_>, o: &Rules<'_>) -> Option<i32> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return weekdays(a, b) };
    let gap = (y.0 - x.1).max(x.0 - y.1);
    if gap > 0 {
        let one_night = gap == 1 && (over_midnight(a, b) || over_midnight(b, a));
        return match one_night {
            true => Some(2),
            // "said on Sunday that it had killed four": on Saturday, perhaps.
            false if gap == 1 && (told_later(a, b) || told_later(b, a)) => Some(1),
            false => (gap <= o.options.days).then_some(1),
        };
    }
    let night = |p: &Profile<'_>| p.incident.date_precision == DatePrecision::Night;
    let context = |p: &Profile<'_>| p.incident.status == Status::Background;

    match (a.is_of_a_day(), b.is_of_a_day()) {
        // The night to Sunday is not the night to Monday.
        (true, true) if night(a) && night(b) && x != y => None,
        (true, true) => Some(3),
        // One war of the table is one war, whatever else is told of it.
        (false, false) if x == y && is_named_war(a) && is_named_war(b) => Some(5),
        (false, false) if x == y => Some(3),
        // "the war of 2020", "the six-week war".
        (false, false) if a.is_long() && b.is_long() => Some(if context(a) && context(b) { 2 } else { 0 }),
        _ => Some(if context(a) && context(b) { 2 } else { 1 }),
    }
}

/// Whether its days are those of a war that goes by a name.
fn is_named_war(p: &Profile<'_>) -> bool {
    p.incident.date_basis == Some(DateBasis::Dataset) && !p.is_of_a_day()
}

/// Whether the first is dated by what the second tells a day after.
fn told_later(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    b.incident.by_its_telling && a.days.zip(b.days).is_some_and(|(x, y)| y.0 > x.1)
}

/// "late on Saturday" and "in the early hours of Sunday".
fn over_midnight(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let says = |p: &Profile<'_>, words: &[&str]| {
        let told = p.incident.evidence.first().map_or("", |e| &e.quote).to_lowercase();
        words.iter().any(|w| told.contains(w))
    };
    let follows = a.days.zip(b.days).is_some_and(|(x, y)| y.0 == x.1 + 1);
    let late = ["late on ", "late in the evening", " night", "before midnight", "evening"];
    follows
        && says(a, &late)
        && says(b, &["early hours", "before dawn", "at dawn", "early on ", "small hours", "overnight"])
}

/// Days from publication within which an undated report's weekday is looked for.
pub(super) const NEWS: Day = 14;

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

fn places(a: &Profile<'_>, b: &Profile<'_>, sides: Alignment, tally: Tally, o: &Rules<'_>) -> Option<i32> {
    let (Some(x), Some(y), Some(km)) = (&a.incident.location, &b.incident.location, a.km(b)) else { return Some(0) };
    if a.place == b.place || km <= SUBURB && a.is_spot && b.is_spot {
        return Some(SAME_PLACE);
    }
    let spots = a.is_spot && b.is_spot;
    if names_place(a.incident, b.incident) {
        return if spots && tally == Tally::Apart { None } else { Some(2) };
    }
    if spots && x.name != y.name {
        // Two towns are two places: they share a day's fighting, or a number.
        return match tally {
            Tally::Apart | Tally::Rival => None,
            _ if km > o.options.km => (tally == Tally::Telling && km <= NEIGHBOURHOOD).then_some(-1),
            _ => (sides.same == 2 || tally.agrees()).then_some(-1),
        };
    }
    let wide = a.is_wide() || b.is_wide();
    let within = near(x, y).is_some() || lies_in(x, y) || lies_in(y, x);
    let close = km <= a.reach + b.reach + o.options.km && km <= o.options.km.max(a.reach).max(b.reach);
    match (within, wide) {
        // A country's toll of the day is not one town's.
        (true, true) => Some(if tally == Tally::Apart { -1 } else { 1 }),
        (true, false) => Some(2),
        _ if wide && share_name(a.incident, b.incident) => Some(1),
        _ if close => Some(0),
        _ => (tally.agrees() && km <= NEIGHBOURHOOD).then_some(-1),
    }
}

/// Whether a place is in the division that the other is.
fn lies_in(place: &Location, division: &Location) -> bool {
    let own = match division.class {
        FeatureClass::Admin1 => &place.admin1,
        FeatureClass::Admin2 => &place.admin2,
        _ => return false,
    };
    let known = place.iso3.is_some() && place.iso3 == division.iso3;
    known && own.as_ref().is_some_and(|name| *name == division.name)
}

/// Points for one and the same place.
const SAME_PLACE: i32 = 4;
/// Kilometres within which two names may mean one place.
const SUBURB: f64 = 5.0;
/// Kilometres within which one number of dead may be told of two places.
const NEIGHBOURHOOD: f64 = 150.0;
