//! The record of a joined incident: what is finer, earlier or known of either,
//! and the claims of both.

use std::sync::Arc;

use thin_vec::ThinVec;

use super::super::build::{civilian_targeting, type_of_violence};
use super::super::claims::sides_of_claims;
use super::super::family::same_party;
use super::super::shingles::shared;
use super::super::toll::tolls;
use super::super::types::{Attribution, Incident, Part};
use super::score::COMMON_SOURCE;
use crate::coding::{Actor, Inter, Status};
use crate::temporal::DateBasis;

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
    let reach = |i: &Incident| i.location.as_ref().map_or(f64::MAX, |l| l.uncertainty_km);
    if reach(&b) < reach(a) {
        a.location = b.location.take();
        a.place_as_reported = b.place_as_reported.take();
        a.relation = b.relation.take();
    }
    sides(a, &b);
    if b.reports.iter().all(|r| a.reports.iter().any(|s| s.id == r.id)) {
        episode(a, &mut b);
    } else {
        claims(a, &mut b, later);
    }
    a.evidence.append(&mut b.evidence);
    a.accounts.append(&mut b.accounts);
    for (mine, theirs) in [
        (&mut a.places, b.places),
        (&mut a.perpetrators, b.perpetrators),
        (&mut a.targets, b.targets),
        (&mut a.victims, b.victims),
        (&mut a.weapons, b.weapons),
        (&mut a.triggers, b.triggers),
    ] {
        add(mine, theirs);
    }
    add(&mut a.families, b.families);
    a.ongoing |= b.ongoing;
    a.ongoing_as_of = a.ongoing_as_of.max(b.ongoing_as_of);
    a.extraction_confidence = a.extraction_confidence.max(b.extraction_confidence);
    b.reports.retain(|r| a.reports.iter().all(|s| s.id != r.id));
    a.reports.append(&mut b.reports);
    a.parts.append(&mut b.parts);
    a.n_independent_sources = independent(a);
    a.tolls = tolls(&a.claims, a.side_a.as_deref(), a.side_b.as_deref());
    a.type_of_violence = type_of_violence(a.sub_event, a.side_a.as_deref(), a.side_b.as_deref());
    a.civilian_targeting = civilian_targeting(a.sub_event, a.side_b.as_deref());
    a.attribution = attribution(a, &b.attribution);
    if a.status == Status::Denied || b.status == Status::Denied {
        a.attribution = if a.status == b.status { a.attribution } else { Attribution::Contested };
    }
    a.status = standing(a.status, b.status);
}

/// Adds what is not there yet.
fn add<T: PartialEq>(mine: &mut ThinVec<T>, theirs: ThinVec<T>) {
    for item in theirs {
        if !mine.contains(&item) {
            mine.push(item);
        }
    }
}

/// The sides of both, by who they are: a named one in place of "gunmen", and
/// the one that only the other tells.
fn sides(a: &mut Incident, b: &Incident) {
    a.side_a = known(a.side_a.as_ref(), [&b.side_a, &b.side_b], a.side_b.as_deref());
    a.side_b = known(a.side_b.as_ref(), [&b.side_b, &b.side_a], a.side_a.as_deref());
}

/// The side told most closely, among one's own and the other's, that is not the
/// opposite one.
fn known(mine: Option<&Arc<Actor>>, theirs: [&Option<Arc<Actor>>; 2], opposite: Option<&Actor>) -> Option<Arc<Actor>> {
    let unnamed = |x: &Actor| {
        x.group.is_none()
            && x.inter != Some(Inter::StateForces)
            && (x.iso3.is_none() || x.name.starts_with("Unidentified"))
    };
    let mut free = theirs.into_iter().flatten().filter(|x| opposite.is_none_or(|y| !same_party(x, y)));
    match mine {
        None => free.next().cloned(),
        Some(x) if unnamed(x) => free.find(|y| !unnamed(y) && bears_arms(y) == bears_arms(x)).or(Some(x)).cloned(),
        Some(x) => Some(x.clone()),
    }
}

fn bears_arms(x: &Actor) -> bool {
    !matches!(x.inter, Some(Inter::Civilians | Inter::Protesters | Inter::Rioters))
}

/// The stronger of two: what is recalled by one and news to the other is news,
/// what one party claims and the other denies is claimed.
fn standing(a: Status, b: Status) -> Status {
    let rank = |s: Status| match s {
        Status::Reported => 0,
        Status::Claimed => 1,
        Status::Background => 2,
        Status::Planned => 3,
        Status::Generic => 4,
        Status::Denied => 5,
    };
    let (strong, weak) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    if strong == Status::Reported && weak == Status::Denied { Status::Claimed } else { strong }
}

/// Takes `b` as a further episode of what its report tells: its figures count
/// beside those of the others, and none replaces another.
fn episode(a: &mut Incident, b: &mut Incident) {
    let report = b.reports.first().map(|r| r.id.clone());
    if a.parts.is_empty() {
        a.parts.push(Part::of(a));
        let own = a.claims.iter_mut().filter(|c| Some(&*c.evidence.report) == report.as_deref());
        own.for_each(|c| c.part = 1);
    }
    a.parts.push(Part::of(b));
    let number = u16::try_from(a.parts.len()).unwrap_or(u16::MAX);
    for claim in &mut b.claims {
        claim.part = number;
    }
    a.claims.append(&mut b.claims);
    let event = a.sub_event.event_type();
    sides_of_claims(&mut a.claims, a.side_a.as_deref(), a.side_b.as_deref(), event);
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
    sides_of_claims(&mut b.claims, a.side_a.as_deref(), a.side_b.as_deref(), event);
    sides_of_claims(&mut a.claims, a.side_a.as_deref(), a.side_b.as_deref(), event);
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
