//! Incidents of different reports that are one and the same.
//!
//! Two are joined when nothing contradicts (days, places, sides, figures of
//! one speaker) and day, place and sides agree; an undated one needs the same
//! weekday and words that stand in both reports, since border clashes look
//! alike for years.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::assemble::near;
use super::build::{civilian_targeting, type_of_violence};
use super::claims::sides_of_claims;
use super::family::{fit, same_party};
use super::shingles::shared;
use super::toll::tolls;
use super::types::{Attribution, Incident};
use crate::coding::{Actor, Status};
use crate::temporal::{DateBasis, DatePrecision};

/// How far apart two tellings of one incident may lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MergeOptions {
    /// Kilometres beyond the joint uncertainty.
    pub km: f64,
    /// Days between them.
    pub days: i32,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self { km: 25.0, days: 0 }
    }
}

/// Runs of words in common from which two reports have a common source.
const COMMON_SOURCE: usize = 2;

/// Joins incidents across reports. Those of one report are never joined, the
/// report kept them apart. The result is in order of day, then of id.
pub fn merge(incidents: Vec<Incident>, options: &MergeOptions) -> Vec<Incident> {
    let mut groups: Vec<Incident> = Vec::new();
    // Dated first, so that undated ones find them; earliest published first.
    let mut all = incidents;
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for incident in all {
        let candidates = candidates(&groups, &by_day, &incident, options);
        let best = candidates
            .into_iter()
            .filter_map(|g| Some((likeness(&groups[g], &incident, options)?, g)))
            .max_by(|(a, g), (b, h)| a.cmp(b).then(h.cmp(g)));
        if let Some((_, g)) = best {
            join(&mut groups[g], incident);
        } else {
            if let Some(day) = incident.when.start {
                by_day.entry(day).or_default().push(groups.len());
            }
            groups.push(incident);
        }
    }
    groups.sort_by(|a, b| {
        (a.when.start.is_none(), a.when.start, &a.id).cmp(&(b.when.start.is_none(), b.when.start, &b.id))
    });
    groups
}

type Order<'i> = (bool, Option<Date>, Option<&'i str>, &'i str);

fn order(i: &Incident) -> Order<'_> {
    let report = i.reports.first();
    (i.when.start.is_none(), report.and_then(|r| r.published), report.map(|r| r.id.as_str()), &i.id)
}

fn candidates(groups: &[Incident], by_day: &BTreeMap<Date, Vec<usize>>, i: &Incident, o: &MergeOptions) -> Vec<usize> {
    let Some((start, end)) = i.when.start.zip(i.when.end.or(i.when.start)) else {
        return (0..groups.len()).collect();
    };
    let slack = jiff::Span::new().days(o.days + 31);
    let from = start.checked_sub(slack).unwrap_or(Date::MIN);
    let to = end.checked_add(slack).unwrap_or(Date::MAX);
    by_day.range(from..=to).flat_map(|(_, g)| g.iter().copied()).collect()
}

/// How alike two incidents are; `None` where they are not one.
fn likeness(a: &Incident, b: &Incident, o: &MergeOptions) -> Option<i32> {
    if a.reports.iter().any(|r| b.reports.iter().any(|s| s.id == r.id)) || a.status.is_mapped() != b.status.is_mapped()
    {
        return None;
    }
    if !a.status.is_mapped() && a.status != b.status {
        return None;
    }
    let family = families(a, b)?;
    let day = days(a, b, o)?;
    let place = places(a, b, o)?;
    let sides = sides(a, b)?;
    if contradict(a, b) {
        return None;
    }
    let score = family + day + place + sides;
    let undated = a.when.start.is_none() || b.when.start.is_none();
    if undated {
        let common =
            a.reports.iter().any(|r| b.reports.iter().any(|s| shared(&r.shingles, &s.shingles) >= COMMON_SOURCE));
        let known = place > 0 && sides > 0 && day > 0;
        return (common && known).then_some(score);
    }
    (place > 0 && (sides > 0 || family > 1) || sides > 1 && place >= 0).then_some(score)
}

fn families(a: &Incident, b: &Incident) -> Option<i32> {
    let mut best = None;
    for x in &a.families {
        for y in &b.families {
            best = best.max(fit(x, y));
        }
    }
    best
}

fn days(a: &Incident, b: &Incident, o: &MergeOptions) -> Option<i32> {
    if let (Some((s, e)), Some((t, f))) = (a.when.start.zip(a.when.end), b.when.start.zip(b.when.end)) {
        let gap = if e < t {
            t.since(e)
        } else if f < s {
            s.since(f)
        } else {
            return Some(2);
        };
        gap.is_ok_and(|g| g.get_days() <= o.days).then_some(1)
    } else {
        let weekday = |i: &Incident| {
            i.weekday.or_else(|| {
                i.when
                    .start
                    .filter(|_| i.date_precision == DatePrecision::Day)
                    .map(|d| d.weekday().to_monday_one_offset())
            })
        };
        match (weekday(a), weekday(b)) {
            (Some(x), Some(y)) if x == y => Some(1),
            (Some(_), Some(_)) => None,
            _ => Some(0),
        }
    }
}

fn places(a: &Incident, b: &Incident, o: &MergeOptions) -> Option<i32> {
    let (Some(x), Some(y)) = (&a.location, &b.location) else { return Some(0) };
    near(x, y).or_else(|| {
        let km = super::assemble::kilometres((x.lat, x.lon), (y.lat, y.lon));
        (km <= o.km.min(x.uncertainty_km + y.uncertainty_km + o.km)).then_some(1)
    })
}

fn sides(a: &Incident, b: &Incident) -> Option<i32> {
    let of = |i: &Incident| i.side_a.iter().chain(&i.side_b).cloned().collect::<Vec<Actor>>();
    let (x, y) = (of(a), of(b));
    if x.is_empty() || y.is_empty() {
        return Some(0);
    }
    let shared = x.iter().filter(|p| y.iter().any(|q| same_party(p, q))).count();
    if shared == 0 && x.len() == 2 && y.len() == 2 {
        return None;
    }
    Some(shared as i32)
}

/// One speaker, the same dead, two numbers that exclude one another, in
/// reports of one day or of unknown days.
fn contradict(a: &Incident, b: &Incident) -> bool {
    a.claims.iter().filter(|c| c.kind.is_some()).any(|c| {
        b.claims.iter().filter(|d| d.kind == c.kind).any(|d| {
            let same = c.who_code.is_some() && c.who_code == d.who_code;
            let (Some(x), Some(y)) = (c.count.min, d.count.min) else { return false };
            // Tolls rise from report to report; threefold is another event.
            same && (x.max(y) > 3 * x.min(y).max(1)) && x.max(y) >= 5
        })
    })
}

/// Takes `b` into `a`.
pub fn join(a: &mut Incident, mut b: Incident) {
    let later = b.reports.first().and_then(|r| r.published) >= a.reports.iter().filter_map(|r| r.published).max();
    if a.when.start.is_none() && b.when.start.is_some() {
        std::mem::swap(&mut a.when, &mut b.when);
        a.date_precision = b.date_precision;
        a.date_basis = Some(DateBasis::Merged);
    } else if let (Some(x), Some(y)) = (a.when.start, b.when.start)
        && b.date_precision < a.date_precision
    {
        let _ = (x, y);
        a.when = b.when;
        a.date_precision = b.date_precision;
        a.date_basis = b.date_basis;
    }
    let finer = |i: &Incident| i.location.as_ref().map_or(9, |l| l.ucdp_where_prec);
    if finer(&b) < finer(a) {
        a.location = b.location.take();
        a.place_as_reported = b.place_as_reported.take();
        a.relation = b.relation.take();
    }
    a.side_a =
        a.side_a.take().or_else(|| b.side_a.clone().filter(|x| a.side_b.as_ref().is_none_or(|y| !same_party(x, y))));
    a.side_b = a.side_b.take().or_else(|| {
        let known = a.side_a.clone();
        [b.side_b.clone(), b.side_a.clone()]
            .into_iter()
            .flatten()
            .find(|x| known.as_ref().is_none_or(|y| !same_party(x, y)))
    });
    claims(a, &mut b, later);
    a.evidence.append(&mut b.evidence);
    a.accounts.append(&mut b.accounts);
    for (mine, theirs) in [
        (&mut a.places, b.places),
        (&mut a.perpetrators, b.perpetrators),
        (&mut a.targets, b.targets),
        (&mut a.victims, b.victims),
        (&mut a.weapons, b.weapons),
        (&mut a.triggers, b.triggers),
        (&mut a.families, b.families),
    ] {
        for item in theirs {
            if !mine.contains(&item) {
                mine.push(item);
            }
        }
    }
    a.ongoing |= b.ongoing;
    a.ongoing_as_of = a.ongoing_as_of.max(b.ongoing_as_of);
    a.extraction_confidence = a.extraction_confidence.max(b.extraction_confidence);
    a.reports.append(&mut b.reports);
    a.n_independent_sources = independent(a);
    a.tolls = tolls(&a.claims, a.side_a.as_ref(), a.side_b.as_ref());
    a.type_of_violence = type_of_violence(a.sub_event, a.side_a.as_ref(), a.side_b.as_ref());
    a.civilian_targeting = civilian_targeting(a.sub_event, a.side_b.as_ref());
    a.attribution = attribution(a, &b.attribution);
    if a.status == Status::Claimed && b.status == Status::Reported {
        a.status = Status::Reported;
    }
}

fn attribution(a: &Incident, b: &Attribution) -> Attribution {
    if a.attribution == Attribution::Contested || *b == Attribution::Contested {
        Attribution::Contested
    } else if a.n_independent_sources > 1
        && (a.attribution != Attribution::BelligerentClaim || *b != Attribution::BelligerentClaim)
    {
        Attribution::Corroborated
    } else {
        a.attribution.min(*b)
    }
}

/// Puts the claims of both together; a later report's figure of the same
/// speaker for the same people replaces the earlier.
fn claims(a: &mut Incident, b: &mut Incident, later: bool) {
    let event = a.sub_event.event_type();
    sides_of_claims(&mut b.claims, a.side_a.as_ref(), a.side_b.as_ref(), event);
    sides_of_claims(&mut a.claims, a.side_a.as_ref(), a.side_b.as_ref(), event);
    for mut claim in b.claims.drain(..) {
        let twin = a.claims.iter_mut().find(|c| {
            c.kind == claim.kind
                && c.speaker == claim.speaker
                && c.about == claim.about
                && c.what == claim.what
                && !c.superseded
        });
        match twin {
            Some(c) if c.count == claim.count && c.kind.is_some() => {}
            Some(c) if c.kind.is_some() && claim.speaker.is_some() => {
                if later {
                    c.superseded = true;
                } else {
                    claim.superseded = true;
                }
                a.claims.push(claim);
            }
            _ => a.claims.push(claim),
        }
    }
}

/// Reports that carry one agency, or share runs of words, are one source.
fn independent(i: &Incident) -> usize {
    let mut heads: Vec<usize> = Vec::new();
    for (n, r) in i.reports.iter().enumerate() {
        let dependent = heads.iter().any(|h| {
            let s = &i.reports[*h];
            r.agency.is_some() && r.agency == s.agency || shared(&r.shingles, &s.shingles) >= COMMON_SOURCE * 3
        });
        if !dependent {
            heads.push(n);
        }
    }
    heads.len()
}
