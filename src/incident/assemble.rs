//! Mentions of one report become incidents: clustered by family, time, place,
//! parties and figures, then written out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::build::{Sources, incident};
use super::day;
use super::family::{fit, same_party};
use super::types::Incident;
use super::wars::{is_another_war, is_cost_of_war, is_named_war};
use crate::coding::{Actor, CasualtyKind, EventMention, EventType, Quantity, Status};
use crate::document::Document;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Location, Toponym};
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, DatePrecision, TimeExpression};

/// Puts the mentions of a document together to incidents, in the order in
/// which they are first told.
pub fn assemble(
    doc: &Document,
    anchor: &Anchor,
    mentions: &[EventMention],
    times: &[TimeExpression],
    toponyms: &[Toponym],
    lexicon: &Lexicon,
) -> Vec<Incident> {
    if mentions.is_empty() {
        return Vec::new();
    }
    let shingles = super::shingles::of(doc);
    let sources = Sources { doc, anchor, mentions, times, toponyms, lexicon, shingles };
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let best = clusters
            .iter()
            .enumerate()
            .filter_map(|(c, members)| Some((affinity(&sources, members, mention)?, c)))
            .max_by_key(|(score, c)| (*score, *c));
        match best {
            Some((score, c)) if score >= threshold(mention) => clusters[c].push(i),
            _ => clusters.push(vec![i]),
        }
    }
    fold_results(&sources, &mut clusters);
    // Where something happened is no incident without what did.
    clusters.retain(|members| members.iter().any(|i| mentions[*i].family != "where"));
    // Nor are the missing and the displaced of an event that is not told.
    clusters.retain(|members| {
        members.iter().any(|i| {
            let m = &mentions[*i];
            m.family != "toll"
                || m.casualties.iter().any(|c| !matches!(c.kind, CasualtyKind::Missing | CasualtyKind::Displaced))
        })
    });
    fold_aftermath(&sources, &mut clusters);
    super::whole::fold_wholes(&sources, &mut clusters);
    clusters.retain(|members| {
        let all: Vec<&EventMention> = members.iter().map(|i| &mentions[*i]).collect();
        is_named_war(&sources, &all) || says_something(&all)
    });
    let mut incidents: Vec<Incident> =
        clusters.iter().enumerate().filter_map(|(n, members)| incident(&sources, members, n)).collect();
    inherit(&mut incidents);
    day::of_neighbours(&mut incidents, &sources, &clusters);
    day::of_saying(&mut incidents, &sources);
    super::focus::place_by_focus(&mut incidents, &sources);
    day::older_are_background(&mut incidents, anchor);
    super::situation::group(&mut incidents, &sources, &clusters);
    for incident in &mut incidents {
        incident.extraction_confidence = super::sureness::calibrated(incident.extraction_confidence);
    }
    incidents
}

/// A mention with a place, day or toll of its own must fit better than one
/// that only says "the attack".
fn threshold(mention: &EventMention) -> i32 {
    let own = i32::from(mention.place.is_some()) + i32::from(mention.time.is_some());
    let counted = mention.casualties.iter().any(|c| c.count.min.is_some());
    2 + own.min(1) + i32::from(counted && own > 0)
}

/// Mentions of a cluster that a further one is compared with.
const KEPT: usize = 80;

/// How well a mention fits a cluster; `None` where something forbids it.
fn affinity(s: &Sources<'_>, members: &[usize], m: &EventMention) -> Option<i32> {
    // What was told first and last stands for a cluster without end.
    let skipped = members.len().saturating_sub(KEPT);
    let near = members.iter().enumerate().filter(|(n, _)| *n < KEPT / 4 || *n >= skipped + KEPT / 4);
    let own: Vec<&EventMention> = near.filter_map(|(_, i)| s.mentions.get(*i)).collect();
    // "In another attack": only what the same sentence tells belongs to it.
    // It was not told of before.
    if (m.distinct || own.iter().any(|o| o.distinct && o.sentence >= m.sentence))
        && own.iter().all(|o| o.sentence != m.sentence)
    {
        return None;
    }
    let fit = |o: &EventMention| fit(&o.family, &m.family).or_else(|| is_cost_of_war(s, o, m).then_some(2));
    let mut score = own.iter().filter_map(|o| fit(o)).max()?;
    if own.iter().any(|o| fit(o).is_none()) {
        return None;
    }
    if own.iter().any(|o| taken_apart(s, o, m) || done_apart(o, m) || is_another_war(s, o, m)) {
        return None;
    }
    // Two who each claim an act claim two acts.
    let claimed = |list: &[&EventMention]| list.iter().find_map(|o| o.claimed_by.clone());
    if let (Some(x), Some(y)) = (claimed(&own), &m.claimed_by)
        && !same_party(&x, y)
    {
        return None;
    }
    score += standing(&own, m)?;
    score += time(s, &own, m)?;
    // One report gives the same toll of one event, whatever it calls the place.
    let same_toll = same_toll(&own, m);
    score += match place(s, &own, m) {
        Some(score) => score,
        None if same_toll => 0,
        None => return None,
    };
    score += parties(&own, m)?;
    score += figures(&own, m);
    score += nearness(s, &own, m);
    score += reference(&own, m);
    score += 2 * i32::from(own.iter().any(|o| o.headline) && is_lead(s, m));
    // What says nothing of its own place and day is told of the main news.
    // Bare figures wait for their event; they draw no other to them.
    let waiting = own.iter().all(|o| o.family == "toll" && o.sentence != m.sentence) && m.family != "toll";
    score -= 2 * i32::from(waiting);
    let bare = m.place.is_none()
        && m.time.is_none()
        && own.iter().any(|o| o.sentence < 4 && !o.result && o.status.is_mapped());
    score += i32::from(bare);
    Some(score + 2 * i32::from(m.definite))
}

/// Who was shot in one sentence did not die of the bombs that another tells,
/// unless its words point back.
fn done_apart(o: &EventMention, m: &EventMention) -> bool {
    let shot = |x: &EventMention| x.frame.starts_with("shoot");
    let bombed = |x: &EventMention| matches!(&*x.family, "airstrike" | "shelling" | "bombing") && !x.definite;
    o.sentence != m.sentence && (shot(o) && bombed(m) || bombed(o) && shot(m) && !m.definite)
}

/// Dead told beside a capture fell in it only where the next sentence counts
/// them without a place or day of their own.
fn taken_apart(s: &Sources<'_>, o: &EventMention, m: &EventMention) -> bool {
    // "were killed when fighters overran a base".
    let (from, to) = (o.trigger.end.min(m.trigger.end), o.trigger.start.max(m.trigger.start));
    let between = s.doc.text.get(from..to.max(from)).unwrap_or_default();
    if o.sentence == m.sentence && between.contains(" when ") && between.len() < 120 {
        return false;
    }
    let of = |x: &EventMention, y: &EventMention| x.family == "territory" && matches!(&*y.family, "killing" | "toll");
    let goes_on = m.sentence == o.sentence + 1 && m.place.is_none() && m.time.is_none();
    of(m, o) && m.sentence != o.sentence + 1 || of(o, m) && !goes_on
}

fn standing(own: &[&EventMention], m: &EventMention) -> Option<i32> {
    let mapped = own.iter().any(|o| o.status.is_mapped());
    match m.status {
        Status::Reported | Status::Claimed => {
            // A named background event is not told on by the news.
            (mapped || own.iter().all(|o| o.status == Status::Denied)).then_some(0)
        }
        Status::Denied => mapped.then_some(1),
        Status::Generic => {
            (mapped && m.definite).then_some(0).or_else(|| own.iter().all(|o| o.status == Status::Generic).then_some(1))
        }
        other => own.iter().all(|o| o.status == other).then_some(0),
    }
}

pub(super) fn time(s: &Sources<'_>, own: &[&EventMention], m: &EventMention) -> Option<i32> {
    let mut score = 0;
    for o in own {
        match (o.when.and_then(|r| Some((r.start?, r.end?))), m.when.and_then(|r| Some((r.start?, r.end?)))) {
            (Some((a, b)), Some((c, d))) => {
                if b < c || d < a {
                    return None;
                }
                // A day inside a month or year is no sign that they are one.
                let wide = |m: &EventMention| m.precision >= DatePrecision::Month;
                if wide(o) == wide(m) {
                    score = score.max(2);
                }
            }
            _ => match (weekday(s, o), weekday(s, m)) {
                (Some(x), Some(y)) if x != y => return None,
                (Some(_), Some(_)) => score = score.max(2),
                _ if apart_unresolved(s, o, m) => return None,
                _ => {}
            },
        }
    }
    Some(score)
}

/// "this morning" and "in mid-September", where no day of publication is known.
fn apart_unresolved(s: &Sources<'_>, a: &EventMention, b: &EventMention) -> bool {
    let open = |m: &EventMention| m.time.and_then(|t| s.times.get(t)).filter(|t| t.range.is_none());
    let (Some(a), Some(b)) = (open(a), open(b)) else { return false };
    a.distant != b.distant
}

fn weekday(s: &Sources<'_>, m: &EventMention) -> Option<i8> {
    s.times.get(m.time?)?.weekday.map(jiff::civil::Weekday::to_monday_one_offset)
}

fn location<'a>(s: &Sources<'a>, m: &EventMention) -> Option<&'a Location> {
    s.toponyms.get(m.place?)?.location.as_ref()
}

pub(super) fn place(s: &Sources<'_>, own: &[&EventMention], m: &EventMention) -> Option<i32> {
    let Some(here) = location(s, m) else {
        // An unresolved name is a place all the same.
        let name = m.place.and_then(|p| s.toponyms.get(p)).map(|t| &t.name);
        let same = own.iter().filter_map(|o| o.place.and_then(|p| s.toponyms.get(p))).any(|t| Some(&t.name) == name);
        return Some(if same { 2 } else { 0 });
    };
    let mut score = 0;
    for there in own.iter().filter_map(|o| location(s, o)) {
        score = score.max(near(here, there)?);
    }
    Some(score)
}

/// 3 the same place, 1 within the joint uncertainty or one inside the other,
/// `None` apart.
pub(super) fn near(a: &Location, b: &Location) -> Option<i32> {
    if a.place.is_some() && a.place == b.place || a.name == b.name && a.iso3 == b.iso3 {
        return Some(3);
    }
    let wide = |l: &Location| matches!(l.class, FeatureClass::Country);
    if wide(a) || wide(b) {
        let share = |x: &Location, y: &Location| {
            x.iso3.is_some() && (x.iso3 == y.iso3 || x.iso3.as_ref().is_some_and(|i| y.countries_iso3.contains(i)))
        };
        return (share(a, b) || share(b, a)).then_some(1);
    }
    let km = kilometres((a.lat, a.lon), (b.lat, b.lon));
    (km <= (a.uncertainty_km + b.uncertainty_km).max(12.0)).then_some(1)
}

/// Great-circle distance in km on a sphere of radius 6371.0088 km (haversine).
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let dlat = libm::sin((lat2 - lat1) / 2.0);
    let dlon = libm::sin((b.1 - a.1).to_radians() / 2.0);
    let h = dlat * dlat + libm::cos(lat1) * libm::cos(lat2) * dlon * dlon;
    2.0 * 6371.0088 * libm::asin(libm::sqrt(h.clamp(0.0, 1.0)))
}

fn all_parties(m: &EventMention) -> Vec<&Actor> {
    m.initiator.iter().chain(m.target.iter()).chain(m.others.iter()).collect()
}

pub(super) fn parties(own: &[&EventMention], m: &EventMention) -> Option<i32> {
    let mine = all_parties(m);
    let theirs: Vec<&Actor> = own.iter().flat_map(|o| all_parties(o)).collect();
    if mine.is_empty() || theirs.is_empty() {
        return Some(0);
    }
    let shared = mine.iter().filter(|a| theirs.iter().any(|b| same_party(a, b))).count();
    if shared > 0 {
        return Some(2);
    }
    // Two full sets of parties without one in common are two fights.
    let named =
        |list: &[&Actor]| list.iter().filter(|a| a.iso3.is_some()).map(|a| a.iso3.clone()).collect::<BTreeSet<_>>();
    let (x, y) = (named(&mine), named(&theirs));
    if x.len() >= 2 && y.len() >= 2 && x.is_disjoint(&y) {
        return None;
    }
    // One party here and one there may be the two sides of one fight.
    let opposed = x.len() == 1 && y.len() == 1;
    Some(if !x.is_empty() && !y.is_empty() && x.is_disjoint(&y) && !opposed { -2 } else { -i32::from(!opposed) })
}

fn figures(own: &[&EventMention], m: &EventMention) -> i32 {
    let mut score = 0;
    for c in m.casualties.iter().filter(|c| c.count.min.is_some()) {
        for o in own.iter().flat_map(|o| &o.casualties).filter(|o| o.kind == c.kind) {
            if same_count(&o.count, &c.count) {
                score = score.max(3);
            } else if o.who_code == c.who_code
                && o.claimed_by.is_none()
                && c.claimed_by.is_none()
                && !o.who.is_empty()
                && score == 0
            {
                score = -1;
            }
        }
    }
    score
}

pub(super) fn same_count(a: &Quantity, b: &Quantity) -> bool {
    a.min.is_some() && a.min == b.min
}

/// Whether a mention stands in the first sentence of the text, which tells the
/// headline once more.
fn is_lead(s: &Sources<'_>, m: &EventMention) -> bool {
    let first = s.doc.sentences.iter().position(|x| s.doc.kind(x) == crate::document::BlockKind::Body);
    !m.headline && first == Some(m.sentence)
}

fn nearness(s: &Sources<'_>, own: &[&EventMention], m: &EventMention) -> i32 {
    let paragraph = |m: &EventMention| s.doc.sentences.get(m.sentence).map_or(0, |x| x.paragraph);
    own.iter()
        .map(|o| match m.sentence.abs_diff(o.sentence) {
            // What came of it stands beside what it was.
            0 => 2 + i32::from(m.result || o.result),
            // "A bus was fired on. Three people died."
            1 if m.result && paragraph(o) == paragraph(m) => 2 + i32::from(!o.result && o.sentence < m.sentence),
            1 => 1,
            _ if o.headline => 1,
            _ => i32::from(paragraph(o) == paragraph(m)),
        })
        .max()
        .unwrap_or(0)
}

/// What came of an act belongs to it: those who fled or were arrested, the
/// curfew, the weapons found, where they are told beside it and at no place of
/// their own. Alone, or in the headline, they are the news.
fn fold_aftermath(s: &Sources<'_>, clusters: &mut Vec<Vec<usize>>) {
    let of = |c: &[usize]| c.iter().map(|i| &s.mentions[*i]).collect::<Vec<_>>();
    let strategic = |c: &[usize]| {
        of(c).iter().all(|m| m.sub_event.event_type() == EventType::StrategicDevelopments && m.status.is_mapped())
    };
    let mut n = 0;
    while n < clusters.len() {
        let this = of(&clusters[n]);
        let follows = strategic(&clusters[n]) && this.iter().all(|m| !m.headline);
        let host = (0..clusters.len()).filter(|c| *c != n && follows && !strategic(&clusters[*c])).find(|c| {
            let other = of(&clusters[*c]);
            let mapped = other.iter().any(|m| m.status.is_mapped());
            let beside = other.iter().any(|o| {
                this.iter().any(|m| m.sentence == o.sentence || m.sentence == o.sentence + 1) && !o.result
                    || this.iter().any(|m| m.sentence == o.sentence) && o.sentence <= 1
            });
            let same_place = this.iter().all(|m| {
                location(s, m).is_none_or(|l| other.iter().filter_map(|o| location(s, o)).any(|k| near(l, k).is_some()))
            });
            let same_day = this.iter().all(|m| time(s, &other, m).is_some());
            mapped && beside && same_place && same_day
        });
        match host {
            Some(c) => {
                let moved = clusters.remove(n);
                let c = if c > n { c - 1 } else { c };
                clusters[c].extend(moved);
            }
            None => n += 1,
        }
    }
}

/// Whether both give one and the same number of people, three or more.
fn same_toll(own: &[&EventMention], m: &EventMention) -> bool {
    let telling = |c: &&crate::coding::Casualty| c.count.min.is_some_and(|n| n >= 3) && !c.count.approx;
    m.casualties
        .iter()
        .filter(telling)
        .any(|c| own.iter().flat_map(|o| &o.casualties).any(|o| o.kind == c.kind && same_count(&o.count, &c.count)))
}

/// What did not take place, or long ago, is worth a row only with a day, a
/// place and parties, or a figure: "attacks are common" tells nothing.
fn says_something(all: &[&EventMention]) -> bool {
    let named = |m: &&EventMention| m.initiator.is_some() || m.target.is_some() || !m.others.is_empty();
    let bare = |m: &&EventMention| {
        let hurt = m.casualties.iter().any(|c| c.count.min.is_none_or(|n| n > 0));
        m.result && m.place.is_none() && m.time.is_none() && !named(m) && !hurt
    };
    if all.iter().all(bare) {
        return false;
    }
    if all.iter().any(|m| m.status.is_mapped() || m.status == Status::Denied) {
        return true;
    }
    let counted = all.iter().any(|m| m.casualties.iter().any(|c| c.count.min.is_some_and(|n| n > 0)));
    let dated = all.iter().any(|m| m.time.is_some());
    let placed = all.iter().any(|m| m.place.is_some());
    let parties = all.iter().any(named);
    let known = |a: &Actor| a.iso3.is_some() || a.group.is_some();
    let named_parties = all.iter().any(|m| m.initiator.iter().chain(&m.target).chain(&m.others).any(known));
    match all.first().map(|m| m.status) {
        Some(Status::Generic) => counted || placed && (dated || parties),
        Some(Status::Background) => {
            counted || placed && (dated || parties) || dated && (named_parties || all.iter().any(|m| m.situation))
        }
        _ => counted || dated || placed && parties,
    }
}

/// What refers back is told of what was told last; who is named in both is
/// the same person.
fn reference(own: &[&EventMention], m: &EventMention) -> i32 {
    let shared = m.persons.iter().any(|p| own.iter().any(|o| o.persons.contains(p)));
    let since = own.iter().map(|o| m.sentence.abs_diff(o.sentence)).min().unwrap_or(usize::MAX);
    let back = match since {
        0 | 1 if m.refers => 3,
        0 | 1 if m.definite => 1,
        2 if m.refers => 1,
        _ => 0,
    };
    back + 4 * i32::from(shared)
}

/// Figures told apart from any event ("Baku said it had lost a soldier")
/// belong to the event of the same standing told nearest before or after.
fn fold_results(s: &Sources<'_>, clusters: &mut Vec<Vec<usize>>) {
    let only_toll = |members: &[usize]| members.iter().all(|i| s.mentions[*i].family == "toll");
    let mut n = 0;
    while n < clusters.len() {
        if !only_toll(&clusters[n]) {
            n += 1;
            continue;
        }
        let m = &s.mentions[clusters[n][0]];
        let host = (0..clusters.len())
            .filter(|&c| c != n && !only_toll(&clusters[c]))
            .filter_map(|c| Some((affinity(s, &clusters[c], m)?, c)))
            .filter(|(score, _)| *score >= 1)
            .min_by_key(|(_, c)| {
                // What is told apart looks back before it looks ahead.
                let gap = |at: usize| if at > m.sentence { 2 * (at - m.sentence) + 1 } else { m.sentence - at };
                (clusters[*c].iter().map(|i| gap(s.mentions[*i].sentence)).min(), *c)
            });
        if let Some((_, c)) = host {
            let moved = clusters.remove(n);
            let c = if c > n { c - 1 } else { c };
            clusters[c].extend(moved);
        } else {
            n += 1;
        }
    }
}

/// An incident that names no place took place where the news around it does:
/// where the incident told just before did, if it shares its parties or lacks
/// any.
fn inherit(incidents: &mut [Incident]) {
    for i in 1..incidents.len() {
        let (before, rest) = incidents.split_at_mut(i);
        let this = &mut rest[0];
        if !this.status.is_mapped() || this.location.is_some() || this.place_as_reported.is_some() {
            continue;
        }
        let like = |other: &Incident| {
            let theirs: Vec<&Arc<Actor>> = other.side_a.iter().chain(&other.side_b).collect();
            let mine: Vec<&Arc<Actor>> = this.side_a.iter().chain(&this.side_b).collect();
            mine.is_empty() || theirs.is_empty() || mine.iter().any(|a| theirs.iter().any(|b| same_party(a, b)))
        };
        let source = before.iter().rev().find(|o| o.status.is_mapped() && o.location.is_some() && like(o));
        if let Some(other) = source {
            this.location = other.location.clone();
            this.place_as_reported = other.place_as_reported.clone();
            this.relation = other.relation.clone();
            this.extraction_confidence *= 0.85;
        }
    }
}
