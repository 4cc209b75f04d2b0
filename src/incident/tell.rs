//! Writes out why an incident reads as it does. Nothing is decided here: what
//! was chosen is found again among what the report offered.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::claims::kind_name;
use super::family::same_party;
use super::telling::{
    Account, FigureWords, Mark, Marked, OtherPlace, OtherTime, PlaceAccount, PlaceCandidate, Reason, SideAccount,
    Telling, TimeAccount, Why, Words,
};
use super::types::{Attribution, Incident};
use crate::coding::{Act, Actor, EventMention, Status};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Candidate, Role, Toponym, ToponymKind, locate};
use crate::temporal::{TimeExpression, TimeKind};
use crate::text::Span;

/// What was read in a report.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// The report and its text.
    pub doc: &'a Document,
    /// Its time expressions.
    pub times: &'a [TimeExpression],
    /// Its place names.
    pub toponyms: &'a [Toponym],
    /// Its tellings of events.
    pub mentions: &'a [EventMention],
    /// The places.
    pub gazetteer: &'a Gazetteer,
}

/// Why an incident of a report reads as it does.
pub fn account(incident: &Incident, read: &Read<'_>) -> Account {
    let told: Vec<&EventMention> = incident.members.iter().filter_map(|i| read.mentions.get(*i)).collect();
    let doc = read.doc;
    let chosen = chosen_place(incident, read, &told);
    let dated = chosen_time(incident, read, &told);
    Account {
        report: doc.report.id.clone(),
        status: status(incident, &told),
        attribution: attribution(incident, &told),
        tellings: told.iter().map(|m| telling(doc, m)).collect(),
        time: time(read, &told, dated),
        place: place(incident, read, &told, chosen),
        side_a: incident.side_a.as_ref().map(|a| side(doc, a, &told)),
        side_b: incident.side_b.as_ref().map(|b| side(doc, b, &told)),
        figures: told.iter().flat_map(|m| figures(doc, m)).collect(),
        sentences: sentences(incident, read, &told, chosen.0, dated.0),
    }
}

/// The name that a unit-like value is written with.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(doc: &Document, span: Span) -> Words {
    Words { span: doc.source(span), words: squeezed(doc.words(span)) }
}

fn rounded(value: f32, by: f64) -> f64 {
    (f64::from(value) * by).round() / by
}

fn telling(doc: &Document, m: &EventMention) -> Telling {
    Telling {
        at: words(doc, m.trigger),
        frame: m.frame.clone(),
        family: m.family.clone(),
        kind: m.proof.kind.into(),
        status: m.status.name().into(),
        why: m.proof.why.into(),
        act: word(m.act),
        speaker: m.speaker.as_ref().map(|s| s.name.clone()),
        confidence: rounded(m.confidence, 100.0),
    }
}

fn figures(doc: &Document, m: &EventMention) -> Vec<FigureWords> {
    let one = |c: &crate::coding::Casualty| FigureWords {
        at: words(doc, c.span),
        kind: kind_name(c.kind).into(),
        min: c.count.min,
        max: c.count.max,
    };
    m.casualties.iter().map(one).collect()
}

fn status(incident: &Incident, told: &[&EventMention]) -> Reason {
    let own = told.iter().find(|m| m.status == incident.status);
    let mapped = told.iter().any(|m| m.status.is_mapped());
    let why = match (own, incident.status) {
        (Some(m), _) => m.proof.why,
        (None, Status::Claimed) => "only a party says so",
        (None, Status::Background) if mapped => "days before the main news of the report",
        (None, _) => "",
    };
    Reason { value: incident.status.name().to_owned(), why: why.into() }
}

fn attribution(incident: &Incident, told: &[&EventMention]) -> Reason {
    let names = |pick: &dyn Fn(&EventMention) -> bool| {
        let mut names: Vec<&str> = Vec::new();
        for speaker in told.iter().filter(|m| pick(m)).filter_map(|m| m.speaker.as_ref()) {
            if !names.contains(&speaker.name.as_str()) {
                names.push(&speaker.name);
            }
        }
        names.join(", ")
    };
    let why: Why = match incident.attribution {
        Attribution::Asserted => "told in the report's own voice".into(),
        Attribution::Attributed => format!("said by {}", names(&|_| true)).into(),
        Attribution::BelligerentClaim => format!("said by a party and nobody else: {}", names(&|_| true)).into(),
        Attribution::Corroborated => "independent sources agree".into(),
        Attribution::Contested => format!("denied by {}", names(&|m| m.act == Act::Denies)).into(),
    };
    Reason { value: word(incident.attribution), why }
}

fn side(doc: &Document, actor: &Actor, told: &[&EventMention]) -> SideAccount {
    let is = |x: &Actor| x.span == actor.span && x.as_reported == actor.as_reported;
    let part = |m: &EventMention| -> Option<&'static str> {
        if m.initiator.as_ref().is_some_and(is) {
            Some("acts")
        } else if m.target.as_ref().is_some_and(is) {
            Some("is acted upon")
        } else if m.others.iter().any(is) {
            Some("named beside the other")
        } else if m.claimed_by.as_ref().is_some_and(is) {
            Some("claims the act")
        } else if m.accused.as_ref().is_some_and(|(x, _)| is(x)) {
            Some("is said to have done it")
        } else {
            None
        }
    };
    let found = told.iter().find_map(|m| Some((part(m)?, squeezed(doc.words(m.trigger)))));
    let (why, of) = found.map_or(("", None), |(why, of)| (why, Some(of)));
    let at = (!actor.span.is_empty()).then(|| words(doc, actor.span));
    SideAccount { at, why: why.into(), of }
}

/// The sentences of tellings.
fn sentences_of(told: &[&EventMention]) -> HashSet<usize> {
    told.iter().map(|m| m.sentence).collect()
}

/// Whether one of some sentences holds a span.
fn within(doc: &Document, sentences: &HashSet<usize>, span: Span) -> bool {
    doc.sentence_at(span.start).is_some_and(|i| sentences.contains(&i) && doc.sentences[i].span.contains(span))
}

/// The name that placed the incident, and why it did.
fn chosen_place<'a>(
    incident: &Incident,
    read: &Read<'a>,
    told: &[&EventMention],
) -> (Option<&'a Toponym>, &'static str) {
    let reported = incident.place_as_reported.as_deref();
    let is = |t: &&Toponym| reported.is_some_and(|r| r == squeezed(read.doc.words(t.span)) || r == t.name);
    let own: Vec<&Toponym> = told.iter().filter_map(|m| m.place.and_then(|p| read.toponyms.get(p))).collect();
    if let Some(&t) = own.iter().find(|t| is(t)) {
        let several = own.iter().any(|o| o.name != t.name);
        let why = match (&t.location, several) {
            (None, _) => "named there, and not in the gazetteer",
            _ if !within(read.doc, &sentences_of(told), t.span) => {
                "named before; the words of the event lead back to it"
            }
            (_, true) => "the closest of the places told for it",
            (_, false) => "the words place the event there",
        };
        return (Some(t), why);
    }
    match (reported, &incident.location) {
        (Some(_), _) => {
            let literal = |t: &&Toponym| t.kind == ToponymKind::Literal && is(t);
            (read.toponyms.iter().find(literal), "no place is told for it; that of the incident told before")
        }
        (None, Some(_)) => (None, "no place is told for it; what the report is about"),
        (None, None) => (None, "no place is told for it"),
    }
}

fn place(
    incident: &Incident,
    read: &Read<'_>,
    told: &[&EventMention],
    (chosen, why): (Option<&Toponym>, &'static str),
) -> PlaceAccount {
    let doc = read.doc;
    let led: HashSet<Span> =
        told.iter().filter_map(|m| m.place.and_then(|p| read.toponyms.get(p))).map(|t| t.span).collect();
    let sentences = sentences_of(told);
    let others = read.toponyms.iter().filter(|t| within(doc, &sentences, t.span));
    let others = others.filter(|t| chosen.is_none_or(|c| c.span != t.span && c.name != t.name));
    let reason = |t: &Toponym| match (t.kind, t.role) {
        _ if led.contains(&t.span) => "told less closely",
        (ToponymKind::Metonym, _) => "names a government or other body",
        (ToponymKind::Demonym, _) => "names a people",
        (ToponymKind::Organisation, _) => "is part of an organisation's name",
        (_, Role::Dateline) => "says where the report was filed",
        _ => "does not belong to the words of the event",
    };
    let other = |t: &Toponym| OtherPlace {
        at: words(doc, t.span),
        place: t.location.as_ref().map(|l| l.name.clone()),
        kind: word(t.kind),
        why: reason(t).into(),
    };
    let named = chosen.and_then(|t| t.named.as_deref().or(t.location.as_ref())).and_then(|l| l.place);
    let candidate = |c: &Candidate| {
        let at = locate(read.gazetteer, c.place, incident.day());
        PlaceCandidate {
            chosen: named == Some(c.place),
            name: at.name,
            admin1: at.admin1,
            country: at.country,
            class: word(at.class),
            geonameid: at.geonameid,
            lat: (at.lat * 1e4).round() / 1e4,
            lon: (at.lon * 1e4).round() / 1e4,
            score: rounded(c.score, 1000.0),
            reason: c.reason.clone(),
        }
    };
    PlaceAccount {
        at: chosen.map(|t| words(doc, t.span)),
        why: why.into(),
        candidates: chosen.map(|t| t.candidates.iter().map(candidate).collect()).unwrap_or_default(),
        others: others.map(other).collect(),
    }
}

/// The time that dated the incident, and why it did.
fn chosen_time<'a>(
    incident: &Incident,
    read: &Read<'a>,
    told: &[&EventMention],
) -> (Option<&'a TimeExpression>, &'static str) {
    let reported = incident.time_as_reported.as_deref();
    let is = |t: &&TimeExpression| reported == Some(read.doc.words(t.span));
    let own: Vec<&TimeExpression> = told.iter().filter_map(|m| m.time.and_then(|t| read.times.get(t))).collect();
    if let Some(&t) = own.iter().find(|t| is(t)) {
        let why = match (t.range, own.iter().any(|o| !is(o))) {
            (None, _) => "dates the event, and its days are not known",
            (_, true) => "the closest of the times told for it",
            (_, false) => "dates the event",
        };
        return (Some(t), why);
    }
    match reported {
        Some(_) => (read.times.iter().find(is), "no time is told for it; that of the incident told next to it"),
        None if incident.when.start.is_some() || incident.when.end.is_some() => {
            (None, "no time is told for it; the day of the news")
        }
        None => (None, "no time is told for it"),
    }
}

fn time(
    read: &Read<'_>,
    told: &[&EventMention],
    (chosen, why): (Option<&TimeExpression>, &'static str),
) -> TimeAccount {
    let led: HashSet<Span> =
        told.iter().filter_map(|m| m.time.and_then(|i| read.times.get(i))).map(|t| t.span).collect();
    let sentences = sentences_of(told);
    let others = read.times.iter().filter(|t| within(read.doc, &sentences, t.span));
    let others = others.filter(|t| chosen.is_none_or(|c| c.span != t.span));
    let reason = |t: &TimeExpression| match t.kind {
        _ if led.contains(&t.span) => "told less closely",
        TimeKind::Hour => "an hour of a day",
        TimeKind::Duration => "a length of time",
        TimeKind::Set => "many times",
        TimeKind::Apart => "a distance from something else",
        TimeKind::Future => "a time to come",
        TimeKind::Point | TimeKind::Since => "dates something else",
    };
    let other = |t: &TimeExpression| OtherTime {
        at: words(read.doc, t.span),
        rule: t.rule.into(),
        start: t.range.and_then(|r| r.start).map(|d| d.to_string()),
        end: t.range.and_then(|r| r.end).map(|d| d.to_string()),
        why: reason(t).into(),
    };
    TimeAccount {
        at: chosen.map(|t| words(read.doc, t.span)),
        why: why.into(),
        rule: chosen.map(|t| t.rule.into()),
        others: others.map(other).collect(),
    }
}

/// Words to be shown, by sentence.
struct Page<'a> {
    doc: &'a Document,
    marks: BTreeMap<usize, Vec<(Why, Span)>>,
}

impl Page<'_> {
    /// Shows the words of a field; words that show one already are left to it.
    fn mark(&mut self, field: impl Into<Why>, span: Span) {
        if span.is_empty() {
            return;
        }
        if let Some(sentence) = self.doc.sentence_at(span.start) {
            let own = self.marks.entry(sentence).or_default();
            if own.iter().all(|(_, s)| *s != span) {
                own.push((field.into(), span));
            }
        }
    }

    fn finish(self) -> Vec<Marked> {
        let doc = self.doc;
        let show = |(sentence, mut marks): (usize, Vec<(Why, Span)>)| {
            let whole = doc.sentences.get(sentence)?.span;
            let text = doc.words(whole);
            marks.sort_by_key(|(_, s)| (s.start, std::cmp::Reverse(s.end)));
            let chars = |byte: usize| {
                let byte = byte.clamp(whole.start, whole.end) - whole.start;
                text.get(..byte).map_or(0, |t| t.chars().count())
            };
            let mark = |(field, span): (Why, Span)| Mark {
                field,
                span: doc.source(span),
                within: [chars(span.start), chars(span.end)],
            };
            Some(Marked {
                span: doc.source(whole),
                text: text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect(),
                marks: marks.into_iter().map(mark).collect(),
            })
        };
        self.marks.into_iter().filter_map(show).collect()
    }
}

fn sentences(
    incident: &Incident,
    read: &Read<'_>,
    told: &[&EventMention],
    place: Option<&Toponym>,
    time: Option<&TimeExpression>,
) -> Vec<Marked> {
    let mut page = Page { doc: read.doc, marks: BTreeMap::new() };
    let party = |x: &Actor| {
        let is = |side: Option<&Actor>| side.is_some_and(|s| s.span == x.span || same_party(s, x));
        match (is(incident.side_a.as_deref()), is(incident.side_b.as_deref())) {
            (true, _) => "side_a",
            (_, true) => "side_b",
            _ => "actor",
        }
    };
    for m in told {
        page.mark(if m.family == "toll" { "harm" } else { "trigger" }, m.trigger);
        let authors = m.claimed_by.iter().chain(m.accused.iter().map(|(x, _)| x));
        for actor in m.initiator.iter().chain(&m.target).chain(&m.others).chain(authors) {
            page.mark(party(actor), actor.span);
        }
        for casualty in &m.casualties {
            page.mark(kind_name(casualty.kind), casualty.span);
        }
    }
    for m in told {
        for (field, spans) in [("weapon", &m.weapons), ("victim", &m.victims), ("target", &m.targets)] {
            for span in spans {
                page.mark(field, *span);
            }
        }
        let name = m.place.and_then(|p| read.toponyms.get(p));
        if let Some(t) = name {
            page.mark("place", t.span);
        }
        let date = m.time.and_then(|t| read.times.get(t));
        if let Some(t) = date {
            page.mark("time", t.span);
        }
        m.proof.speaker.into_iter().for_each(|s| page.mark("speaker", s));
    }
    for actor in incident.side_a.iter().chain(&incident.side_b) {
        page.mark(party(actor), actor.span);
    }
    if let Some(t) = place {
        page.mark("place", t.span);
    }
    if let Some(t) = time {
        page.mark("time", t.span);
    }
    page.finish()
}
