//! The toll of an incident from its claims, by the contract's rules for
//! `killed_best`: a non-party's latest figure; else each party's for its own
//! dead, summed; what a party says of its enemy's dead is an upper bound only.

use std::collections::BTreeMap;

use super::types::{IncidentClaim, Toll, Tolls};
use crate::coding::{Actor, CasualtyKind, Inter, Scope, Side};

/// The name of rule 2.
const NON_PARTY: &str = "non_party";
/// The name of rule 3.
const OWN_DEAD: &str = "own_dead";

/// Reckons the toll.
pub(super) fn tolls(claims: &[IncidentClaim], a: Option<&Actor>, b: Option<&Actor>) -> Tolls {
    let live: Vec<&IncidentClaim> =
        claims.iter().filter(|c| !c.superseded && c.scope == Scope::Incident && c.unit == "persons").collect();
    let of = |kind: CasualtyKind| {
        let kind = live.iter().copied().filter(|c| c.kind == Some(kind));
        kind.clone().filter(|c| !kind.clone().any(|other| counts_better(other, c))).collect::<Vec<_>>()
    };
    let killed = of(CasualtyKind::Killed);
    let mut out = Tolls {
        wounded: bounds(&of(CasualtyKind::Wounded)),
        captured: bounds(&of(CasualtyKind::Captured)),
        missing: bounds(&of(CasualtyKind::Missing)),
        abducted: bounds(&of(CasualtyKind::Abducted)),
        arrested: bounds(&of(CasualtyKind::Arrested)),
        displaced: bounds(&of(CasualtyKind::Displaced)),
        killed: bounds(&killed),
        ..Tolls::default()
    };
    let (best, basis) = best(&killed);
    out.killed_best = best;
    out.killed_best_basis = basis;
    out.killed_a = of_side(&killed, Side::SideA);
    out.killed_b = of_side(&killed, Side::SideB);
    let civil = |x: Option<&Actor>| x.is_some_and(|x| x.inter == Some(Inter::Civilians));
    out.killed_civilians = of_side(&killed, Side::Civilians)
        .or(if civil(b) { out.killed_b } else { None })
        .or(if civil(a) { out.killed_a } else { None });
    let sided = out.killed_a.or(out.killed_b).or(out.killed_civilians).is_some();
    out.killed_unknown =
        if sided { None } else { of_side(&killed, Side::All).or_else(|| of_side(&killed, Side::Unknown)) };
    out.disputed = disputed(&killed);
    out
}

/// Whether a claim counts what another only calls "thousands": both are right,
/// and the count says more.
fn counts_better(other: &IncidentClaim, vague: &IncidentClaim) -> bool {
    let is_vague = |c: &IncidentClaim| c.count.approx && c.count.max.is_none();
    is_vague(vague) && !is_vague(other) && other.about == vague.about && other.count.min >= vague.count.min
}

/// Speakers in order of first word, each with its figures in order.
fn by_speaker<'c>(claims: &[&'c IncidentClaim]) -> Vec<(Option<&'c str>, Vec<&'c IncidentClaim>)> {
    let mut out: Vec<(Option<&str>, Vec<&IncidentClaim>)> = Vec::new();
    for c in claims {
        // A state speaks with one voice: its ministry, its capital, its premier.
        let name = c.speaker.as_ref().map(|s| s.iso3.as_deref().unwrap_or(&s.name));
        match out.iter_mut().find(|(n, _)| *n == name) {
            Some((_, list)) => list.push(c),
            None => out.push((name, vec![c])),
        }
    }
    out
}

/// What one speaker's figures come to: the total where one is told, else the
/// sum over those counted apart. "5 = 3 + 2" is five.
fn total(figures: &[&IncidentClaim]) -> Option<(u32, Option<u32>)> {
    let mut whole = figures.iter().filter(|c| matches!(c.about, Side::All | Side::Unknown) && c.count.min.is_some());
    let whole = whole.next_back().map(|c| (c.count.min.unwrap_or(0), c.count.max));
    let mut sum: Option<(u32, Option<u32>)> = None;
    for side in [Side::SideA, Side::SideB, Side::Civilians] {
        if let Some((min, max)) = latest(figures, side) {
            let (m, x) = sum.unwrap_or((0, Some(0)));
            sum = Some((m + min, x.zip(max).map(|(x, y)| x + y)));
        }
    }
    match (whole, sum) {
        (Some(w), Some(s)) => Some(if s.0 > w.0 { s } else { w }),
        (w, s) => w.or(s),
    }
}

/// The latest speaker's figure about one side. Several groups of the same side
/// counted in one breath add up; of several breaths the highest stands, since
/// what was corrected is gone and what is lower is a part: "at least 50 were
/// killed", "twelve died in hospital".
fn latest(figures: &[&IncidentClaim], side: Side) -> Option<(u32, Option<u32>)> {
    let own: Vec<&IncidentClaim> =
        figures.iter().copied().filter(|c| c.about == side && c.count.min.is_some()).collect();
    let speaker = &own.last()?.speaker;
    let breath = |last: &&IncidentClaim| {
        let same: Vec<&&IncidentClaim> = own
            .iter()
            .filter(|c| c.evidence == last.evidence && (c.who != last.who || std::ptr::eq(**c, *last)))
            .collect();
        let min: u32 = same.iter().map(|c| c.count.min.unwrap_or(0)).sum();
        let max = same.iter().map(|c| c.count.max).try_fold(0u32, |sum, m| m.map(|m| sum + m));
        (min, max)
    };
    // What is told of the whole, and the sum over the episodes.
    let mut parts: BTreeMap<u16, (u32, Option<u32>)> = BTreeMap::new();
    for claim in own.iter().filter(|c| &c.speaker == speaker) {
        let told = breath(claim);
        let best = parts.entry(claim.part).or_insert(told);
        *best = if told.0 >= best.0 { told } else { *best };
    }
    let whole = parts.remove(&0);
    let sum = parts.into_values().reduce(|(m, x), (min, max)| (m + min, x.zip(max).map(|(x, y)| x + y)));
    whole.into_iter().chain(sum).max_by_key(|(min, _)| *min)
}

fn is_party(c: &IncidentClaim) -> bool {
    c.speaker_side.is_some()
}

fn own_dead(c: &IncidentClaim) -> bool {
    c.speaker_side.is_some() && c.speaker_side == Some(c.about)
}

fn best(killed: &[&IncidentClaim]) -> (Option<u32>, Option<&'static str>) {
    let neutral: Vec<&IncidentClaim> = killed.iter().copied().filter(|c| !is_party(c)).collect();
    // The latest speaker who is no party.
    if let Some((min, _)) = by_speaker(&neutral).iter().rev().find_map(|(_, f)| total(f)) {
        return (Some(min), Some(NON_PARTY));
    }
    let mut sum = None;
    for side in [Side::SideA, Side::SideB] {
        let own: Vec<&IncidentClaim> = killed.iter().copied().filter(|c| own_dead(c) && c.about == side).collect();
        // Ties and rival figures of one party take the lower.
        let low = by_speaker(&own).iter().filter_map(|(_, f)| latest(f, side)).map(|(min, _)| min).min();
        if let Some(low) = low {
            sum = Some(sum.unwrap_or(0) + low);
        }
    }
    (sum, sum.map(|_| OWN_DEAD))
}

/// The best figure for one side: a non-party's latest, else the side's own.
fn of_side(killed: &[&IncidentClaim], side: Side) -> Option<u32> {
    let neutral: Vec<&IncidentClaim> = killed.iter().copied().filter(|c| !is_party(c)).collect();
    let own: Vec<&IncidentClaim> = killed.iter().copied().filter(|c| own_dead(c)).collect();
    latest(&neutral, side).or_else(|| latest(&own, side)).map(|(min, _)| min)
}

/// Lowest and highest over the speakers' totals. Parties who each count their
/// own dead do not contradict: their figures add up first.
fn bounds(claims: &[&IncidentClaim]) -> Toll {
    let neutral: Vec<&IncidentClaim> = claims.iter().copied().filter(|c| !is_party(c)).collect();
    let mut totals: Vec<(u32, Option<u32>)> = by_speaker(&neutral).iter().filter_map(|(_, f)| total(f)).collect();
    let mut parties: Option<(u32, Option<u32>)> = None;
    for side in [Side::SideA, Side::SideB] {
        let own: Vec<&IncidentClaim> = claims.iter().copied().filter(|c| own_dead(c) && c.about == side).collect();
        if let Some((min, max)) = latest(&own, side) {
            let (m, x) = parties.unwrap_or((0, Some(0)));
            parties = Some((m + min, x.zip(max).map(|(x, y)| x + y)));
        }
    }
    totals.extend(parties);
    let only_enemy = totals.is_empty();
    let enemy: Vec<&IncidentClaim> = claims.iter().copied().filter(|c| is_party(c) && !own_dead(c)).collect();
    let enemy: Vec<(u32, Option<u32>)> = by_speaker(&enemy).iter().filter_map(|(_, f)| total(f)).collect();
    let enemy_max = enemy.iter().filter_map(|(_, max)| *max).max();
    let upto = claims.iter().filter(|c| c.count.min.is_none()).filter_map(|c| c.count.max).max();
    let min = totals.iter().map(|(min, _)| *min).min();
    let open = totals.iter().any(|(_, max)| max.is_none());
    let max = totals.iter().filter_map(|(_, max)| *max).max();
    let max = [max.filter(|_| !open), enemy_max, upto].into_iter().flatten().max();
    // "At least 20 of the enemy": what is lower is no upper bound.
    let beyond = enemy.iter().any(|(min, top)| top.is_none() && max.is_some_and(|max| max < *min));
    let max = max.filter(|_| !beyond);
    Toll { min: min.filter(|_| !only_enemy), max: max.filter(|m| min.is_none_or(|n| *m >= n)) }
}

/// Two speakers give figures about the same dead that cannot both be right.
fn disputed(killed: &[&IncidentClaim]) -> bool {
    killed.iter().enumerate().any(|(i, a)| {
        killed[i + 1..].iter().any(|b| {
            let apart = |x: Option<u32>, y: Option<u32>| x.zip(y).is_some_and(|(x, y)| x < y);
            a.about == b.about
                && a.speaker != b.speaker
                && a.speaker.is_some()
                && b.speaker.is_some()
                && (apart(a.count.max, b.count.min) || apart(b.count.max, a.count.min))
        })
    })
}
