//! The day of an incident that names none itself.

use std::sync::Arc;

use jiff::civil::{Date, Weekday};

use super::assemble::near;
use super::build::Sources;
use super::family::same_party;
use super::types::Incident;
use crate::coding::{Actor, Status};
use crate::temporal::{Anchor, DatePrecision, TimeExpression};

/// Sentences between which a story goes on with the same day.
const STORY: usize = 3;

/// An incident that names no time, told next to a dated one of the same place
/// or parties, took place on its day: news tells a day's events in a row. Next
/// to the day of the news it need share neither; where all that is dated is of
/// one day, it need not stand near.
pub(super) fn of_neighbours(incidents: &mut [Incident], s: &Sources<'_>, clusters: &[Vec<usize>]) {
    let first = |c: &[usize]| c.iter().map(|i| s.mentions[*i].sentence).min().unwrap_or(0);
    let apart = |a: &[usize], b: &[usize]| {
        let gaps = a.iter().flat_map(|x| b.iter().map(|y| s.mentions[*x].sentence.abs_diff(s.mentions[*y].sentence)));
        gaps.min().unwrap_or(usize::MAX)
    };
    let is_source = |o: &Incident| {
        let dated = o.when.start.is_some() && o.date_precision <= DatePrecision::Night && o.status.is_mapped();
        dated && o.when.end.is_some() && o.date_basis.is_some()
    };
    // The day of the news is that of what is told first.
    let news = incidents.iter().find(|o| is_source(o)).map(|o| o.when);
    let of_news = |o: &Incident| news.is_some_and(|n| o.when.start <= n.end && o.when.end >= n.start);
    let mut days = incidents.iter().filter(|o| is_source(o));
    let one_day = days.all(of_news);
    for i in 0..incidents.len().min(clusters.len()) {
        let this = &incidents[i];
        if !this.status.is_mapped() || !is_open(this) || this.ongoing {
            continue;
        }
        let source = (0..incidents.len())
            .filter(|k| *k != i && is_source(&incidents[*k]))
            .filter(|k| {
                let near = clusters.get(*k).is_some_and(|c| apart(c, &clusters[i]) <= STORY);
                let shared = together(this, &incidents[*k]);
                near && (shared || of_news(&incidents[*k])) || one_day && shared
            })
            .min_by_key(|k| (first(&clusters[*k]).abs_diff(first(&clusters[i])), *k));
        if let Some(k) = source {
            let (when, precision, basis, words) = (
                incidents[k].when,
                incidents[k].date_precision,
                incidents[k].date_basis,
                incidents[k].time_as_reported.clone(),
            );
            let this = &mut incidents[i];
            (this.when, this.date_precision, this.date_basis, this.time_as_reported) = (when, precision, basis, words);
            this.extraction_confidence *= 0.85;
        }
    }
}

/// Whether two incidents share a place or a party.
fn together(a: &Incident, b: &Incident) -> bool {
    let place = a.location.as_ref().zip(b.location.as_ref()).is_some_and(|(x, y)| near(x, y).is_some());
    let parties = |i: &Incident| i.side_a.iter().chain(&i.side_b).cloned().collect::<Vec<Arc<Actor>>>();
    place || parties(a).iter().any(|x| parties(b).iter().any(|y| same_party(x, y)))
}

/// Days between a statement and the news that carries it.
const FRESH: i32 = 2;

/// What is told without any day of its own, by a statement of these days, is of
/// the day on which it was first told: "On Wednesday the army said it had lost
/// a soldier", "called on Tuesday for calm after a clash".
pub(super) fn of_saying(incidents: &mut [Incident], s: &Sources<'_>) {
    for this in incidents.iter_mut().filter(|i| is_open(i) && i.status.is_mapped() && !i.ongoing) {
        let told = this.members.iter().filter_map(|m| s.mentions.get(*m)?.told).filter_map(|t| s.times.get(t));
        let fresh = |day: Date| {
            s.anchor.date.is_none_or(|news| news.since(day).is_ok_and(|gap| (0..=FRESH).contains(&gap.get_days())))
        };
        let of = |t: &TimeExpression| t.range.and_then(|r| r.start);
        let told: Vec<&TimeExpression> = told.filter(|t| of(t).is_none_or(fresh)).collect();
        let weekdays: Vec<Weekday> = told.iter().filter_map(|t| t.weekday).collect();
        // Of "Thursday" and "Wednesday" without dates the one before the other.
        let later = |t: &TimeExpression| t.weekday.is_some_and(|day| weekdays.contains(&day.previous()));
        let first = told.iter().min_by_key(|t| (of(t).is_none(), of(t), of(t).is_none() && later(t), t.span));
        let Some(t) = first else { continue };
        this.when = t.range.unwrap_or_default();
        this.date_precision = t.precision;
        this.date_basis = this.when.start.map(|_| t.basis);
        this.by_its_telling = true;
        this.weekday = t.weekday.map(Weekday::to_monday_one_offset);
        this.time_as_reported = Some(s.doc.words(t.span).to_owned());
        this.extraction_confidence *= 0.85;
    }
}

/// Whether no time is told for it.
fn is_open(i: &Incident) -> bool {
    i.when.start.is_none() && i.weekday.is_none() && i.time_as_reported.is_none()
}

/// What took place days before the main news is context.
pub(super) fn older_are_background(incidents: &mut [Incident], anchor: &Anchor) {
    const DAYS: i32 = 6;
    let Some(today) = anchor.date else { return };
    let news = incidents
        .iter()
        .filter(|i| i.status.is_mapped())
        .filter_map(|i| i.when.end.filter(|_| i.date_precision <= DatePrecision::Range))
        .max();
    let Some(news) = news.filter(|n| *n <= today) else { return };
    // What is told first is the news, however late it is told.
    for incident in incidents.iter_mut().filter(|i| i.status.is_mapped()).skip(1).filter(|i| !i.ongoing) {
        let old = incident.when.end.is_some_and(|end| news.since(end).is_ok_and(|s| s.get_days() > DAYS));
        if old {
            incident.status = Status::Background;
        }
    }
}
