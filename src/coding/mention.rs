//! One mention written out: what was read around a trigger, in the layer's types.

use super::act::{by_means, sub_event, weapons};
use super::code::Input;
use super::entity::{Class, Entity, Reader};
use super::proof::Proof;
use super::roles::Roles;
use super::sentence::Sent;
use super::speaker::Attributed;
use super::trigger::{Coded, Kind, Trigger};
use super::when::Dated;
use super::{Act, Actor, EventMention, EventType, Inter, Status, SubEvent};
use crate::document::Document;
use crate::grammar::Upos;
use crate::temporal::{DateBasis, DatePrecision};
use crate::text::Span;

#[allow(clippy::too_many_arguments, reason = "the one place where everything read about a mention comes together")]
pub(super) fn build(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    coded: &Coded,
    trigger: &Trigger,
    roles: &Roles,
    place: Option<usize>,
    dated: &Dated,
    said: Option<&Attributed>,
    status: Status,
    ongoing: bool,
    headline: bool,
) -> EventMention {
    let taker = roles.initiators.first();
    let weapons = weapons(sent, reader.lexicon, trigger.start);
    let sub_event = by_means(
        sent,
        sub_event(coded, roles).by_ground(
            taker.and_then(|e| e.known.as_ref().and_then(|k| k.1).or(e.class.inter())),
            taker.and_then(|e| e.code.as_deref()),
            place.and_then(|p| reader.toponyms.get(p)?.location.as_ref()?.iso3.as_deref()),
        ),
        trigger,
        roles,
        &weapons,
        input.doc,
    );
    let violent = matches!(
        sub_event.event_type(),
        EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians
    );
    let name = |e: &Entity| {
        let mut e = e.clone();
        if violent && e.class == Class::State {
            e.class = Class::Military;
        }
        // "its troops": the speaker's, where no one else is named.
        if e.possessive && e.code.is_none() {
            e.code = said.and_then(|a| a.code.clone());
            if e.known.is_none()
                && e.class != Class::Civilian
                && let Some((known, alias)) = said.and_then(|a| a.known.clone())
            {
                (e.known, e.alias) = (Some(known), Some(alias));
            }
        }
        reader.actor(&e, words_of(input.doc, e.span))
    };
    let party = |e: &&Entity| {
        (e.class.human() || e.class == Class::State) && !matches!(e.class, Class::Pronoun | Class::Number)
    };
    let initiators: Vec<&Entity> = roles.initiators.iter().filter(party).collect();
    let targets: Vec<&Entity> = roles.targets.iter().filter(party).collect();
    let pronoun = roles.initiators.iter().any(|e| e.class == Class::Pronoun);
    let things = |e: &&Entity| {
        let abstract_or_time = e.class == Class::Other
            && (reader.is_time(e.span) || reader.lexicon.wording.cues.no_targets.contains(&e.head));
        let means = reader.lexicon.wording.cues.weapons.contains(&e.head) && e.class != Class::MilitaryThing;
        !e.class.human() && e.class != Class::Place && !abstract_or_time && !means
    };
    let mut initiator: Option<Actor> = initiators.first().map(|e| name(e));
    if initiator.is_none()
        && pronoun
        && let Some(said) = said
    {
        // "it conducted an operation": the speaker.
        initiator = speaker_actor(said, reader, violent);
    }
    // "Israeli aircraft", "by Azerbaijani fire": whose means they are.
    // "The army helicopter crashed, killing nine" is no act of the army.
    let initiator = initiator.or_else(|| means_owner(input.doc, reader, roles, coded.frame.result));
    EventMention {
        plover: coded.plover.unwrap_or(sub_event.plover()),
        initiator,
        target: targets.first().map(|e| name(e)).or_else(|| owner(input.doc, reader, roles)),
        others: initiators.iter().skip(1).chain(targets.iter().skip(1)).map(|e| name(e)).collect(),
        victims: targets.iter().map(|e| e.span).collect(),
        targets: roles.targets.iter().filter(things).map(|e| e.span).collect(),
        weapons,
        status,
        ongoing,
        confidence: confidence(roles, place.is_some(), dated.time.is_some(), trigger.kind),
        frame: coded.frame.id.clone(),
        result: coded.frame.result,
        situation: coded.frame.situation,
        headline,
        definite: definite(sent, roles, trigger),
        distinct: distinct(sent, roles, trigger),
        refers: refers(sent, roles, trigger, coded.frame.result),
        persons: persons(sent, roles),
        ..blank(sent, input, trigger, sub_event, &coded.frame.family, place, dated, said)
    }
}

/// A telling with nobody in it yet: its words, place, time and speaker.
#[allow(clippy::too_many_arguments, reason = "what every telling has")]
pub(super) fn blank(
    sent: &Sent<'_>,
    input: &Input<'_>,
    trigger: &Trigger,
    sub_event: SubEvent,
    family: &str,
    place: Option<usize>,
    dated: &Dated,
    said: Option<&Attributed>,
) -> EventMention {
    let time = dated.time.and_then(|t| input.times.get(t));
    EventMention {
        sub_event,
        plover: sub_event.plover(),
        trigger: sent.span_of(trigger.start, trigger.end),
        sentence: sent.index,
        evidence: evidence(sent, trigger.start),
        initiator: None,
        target: None,
        others: Vec::new(),
        victims: Vec::new(),
        targets: Vec::new(),
        weapons: Vec::new(),
        casualties: Vec::new(),
        speaker: said.map(|a| a.speaker.clone()),
        act: said.map_or(Act::Claims, |a| a.act),
        claimed_by: None,
        accused: None,
        place,
        time: dated.time,
        told: dated.told,
        when: time.and_then(|t| t.range),
        precision: time.map_or(DatePrecision::Open, |t| t.precision),
        basis: time.map_or(DateBasis::Stated, |t| t.basis),
        status: Status::Reported,
        ongoing: false,
        frame: family.to_owned(),
        family: family.to_owned(),
        result: false,
        situation: false,
        headline: false,
        definite: false,
        distinct: false,
        refers: false,
        persons: Vec::new(),
        confidence: 0.0,
        proof: Proof::default(),
    }
}

/// Whose weapons, planes or fire act.
pub(super) fn means_owner(doc: &Document, reader: &Reader<'_>, roles: &Roles, result: bool) -> Option<Actor> {
    let cues = &reader.lexicon.wording.cues;
    let means = |e: &&Entity| {
        let word = cues.weapons.contains(&e.head)
            || matches!(
                &*e.head,
                "aircraft"
                    | "plane"
                    | "fire"
                    | "gunfire"
                    | "strike"
                    | "airstrike"
                    | "shelling"
                    | "bombardment"
                    | "barrage"
                    | "aviation"
                    | "raid"
                    | "attack"
                    | "fleet"
                    | "shot"
                    | "shrapnel"
            );
        let thing = matches!(e.class, Class::MilitaryThing | Class::Thing | Class::Other);
        (e.code.is_some() || e.owner.is_some() || e.known.is_some())
            && (e.class == Class::MilitaryThing || thing && word)
    };
    let thing = roles.initiators.iter().find(means)?;
    let harms = !result || cues.weapons.contains(&thing.head) && !matches!(&*thing.head, "helicopter" | "tank");
    owned_by(doc, reader, thing).filter(|_| harms).or_else(|| state_behind(reader, thing))
}

/// Who owns a thing by the words before it.
fn owned_by(doc: &Document, reader: &Reader<'_>, thing: &Entity) -> Option<Actor> {
    if thing.known.is_some() {
        return Some(reader.actor(thing, thing.alias.as_deref().unwrap_or_else(|| words_of(doc, thing.span))));
    }
    let class = thing.owner?;
    Some(reader.actor(&Entity { class, ..thing.clone() }, words_of(doc, thing.span)))
}

/// "Azeri army positions": whose things are hit is a party.
pub(super) fn owner(doc: &Document, reader: &Reader<'_>, roles: &Roles) -> Option<Actor> {
    // "an al-Shabaab position", "guerrilla positions": the group's.
    let held = |e: &&Entity| !e.class.human() && (e.known.is_some() || e.owner.is_some());
    if let Some(thing) = roles.targets.iter().find(held) {
        return owned_by(doc, reader, thing);
    }
    state_behind(reader, roles.targets.iter().find(|e| e.class == Class::MilitaryThing && e.code.is_some())?)
}

/// The forces of the country that a thing belongs to.
pub(super) fn state_behind(reader: &Reader<'_>, thing: &Entity) -> Option<Actor> {
    let country = reader.lexicon.countries.by_code(thing.code.as_deref()?)?;
    Some(Actor {
        name: format!("Military Forces of {}", country.name),
        as_reported: country.adjective().to_owned(),
        iso3: country.iso3().map(str::to_owned),
        inter: Some(Inter::StateForces),
        group: None,
        passing: false,
        span: thing.span,
    })
}

pub(super) fn speaker_actor(said: &Attributed, reader: &Reader<'_>, violent: bool) -> Option<Actor> {
    // "they had fired missiles": the group that says so.
    if let Some(((name, inter, home), alias)) = said.known.clone() {
        return Some(Actor {
            name,
            as_reported: alias.clone(),
            iso3: home,
            inter,
            group: Some(alias),
            passing: false,
            span: Span::default(),
        });
    }
    let iso3 = said.speaker.iso3.clone()?;
    let country = reader.lexicon.countries.by_code(&iso3)?;
    Some(Actor {
        name: format!("{} of {}", if violent { "Military Forces" } else { "Government" }, country.name),
        as_reported: said.speaker.name.clone(),
        iso3: Some(iso3),
        inter: Some(Inter::StateForces),
        group: None,
        passing: false,
        span: Span::default(),
    })
}

pub(super) fn words_of(doc: &Document, span: Span) -> &str {
    doc.words(span)
}

/// The sentence, or the clause where the sentence tells several things.
pub(super) fn evidence(sent: &Sent<'_>, at: usize) -> Span {
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    let clause = sent.span_of(from, to);
    if sent.span.len() > 240 && to > from + 4 { clause } else { sent.span }
}

pub(super) fn definite(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger) -> bool {
    if trigger.kind != Kind::Noun {
        return false;
    }
    roles.group.is_some_and(|g| {
        let first = sent.lower(sent.groups[g].start);
        matches!(first, "the" | "this" | "that" | "these" | "those" | "their" | "its")
    })
}

/// "It killed 11", "two others were also wounded", "he was shot": told of what
/// the sentences before tell.
pub(super) fn refers(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger, result: bool) -> bool {
    let pronoun = |e: &Entity| {
        let head = sent.groups.get(e.group).map_or("", |g| sent.lower(g.head));
        matches!(head, "it" | "he" | "she" | "him" | "her" | "they" | "them" | "this" | "another" | "others")
            || e.possessive
    };
    let also = || {
        let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.start));
        (from..to).any(|i| matches!(sent.lower(i), "also" | "others" | "another"))
    };
    roles.initiators.iter().chain(&roles.targets).any(pronoun) || result && also()
}

/// Family names of the persons who act or suffer.
pub(super) fn persons(sent: &Sent<'_>, roles: &Roles) -> Vec<String> {
    let named = |e: &&Entity| {
        let head = sent.groups.get(e.group).map(|g| &sent.words[g.head]);
        e.class.human() && head.is_some_and(|w| w.pos == Upos::Propn)
    };
    let people = roles.initiators.iter().chain(&roles.targets).filter(named);
    people.filter_map(|e| sent.groups.get(e.group)).map(|g| sent.words[g.head].text.to_owned()).collect()
}

/// Words that tell one event from another.
const APART: [&str; 12] = [
    "another",
    "second",
    "third",
    "fourth",
    "fifth",
    "separate",
    "other",
    "unrelated",
    "different",
    "next",
    "latest",
    "new",
];

/// "In a separate attack, ..." at the head of a sentence.
pub(super) fn opens_apart(sent: &Sent<'_>) -> bool {
    const EVENTS: [&str; 10] =
        ["attack", "incident", "case", "blast", "shooting", "clash", "operation", "strike", "violence", "bombing"];
    sent.lower(0) == "in"
        && sent.groups.iter().find(|g| g.start <= 2).is_some_and(|g| {
            EVENTS.contains(&&*sent.words[g.head].noun) && (g.start..g.end).any(|i| APART.contains(&sent.lower(i)))
        })
}

/// "In another attack, ...", "a second bomb exploded", "Separately, ...".
pub(super) fn distinct(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger) -> bool {
    // "in the fifth attack this month" counts; "a fifth attack" is another.
    let at_group = |g: usize| {
        let group = &sent.groups[g];
        let new = group.start <= 3 || matches!(sent.lower(group.start), "a" | "an" | "another");
        new && (group.start..group.end).any(|i| APART.iter().take(10).any(|a| *a == sent.lower(i)))
    };
    // "A third officer was wounded" is told of the same.
    let person = |g: usize| roles.initiators.iter().chain(&roles.targets).any(|e| e.group == g && e.class.human());
    let own = roles.group.or_else(|| sent.group_at(trigger.start)).filter(|g| !person(*g)).is_some_and(at_group);
    let subject = sent.groups.first().filter(|_| trigger.kind != Kind::Noun && !person(0)).is_some_and(|g| {
        g.start == 0
            && g.end < trigger.start + 1
            && matches!(sent.lower(0), "another" | "a")
            && matches!(sent.lower(1), "second" | "third" | "separate")
    });
    let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.start));
    let words = sent.words[from..to].iter().map(|w| &*w.lower).collect::<Vec<_>>().join(" ");
    let apart_in_time = [
        "earlier in the day",
        "later in the day",
        "earlier that day",
        "later that day",
        "hours earlier",
        "hours later",
        "earlier in the week",
        "the same day in",
    ];
    let hours = !definite(sent, roles, trigger) && apart_in_time.iter().any(|a| words.contains(a));
    own || opens_apart(sent) || subject || hours || matches!(sent.lower(0), "separately" | "elsewhere")
}

/// How sure the reading is: more roles filled, more of it fits.
pub(super) fn confidence(roles: &Roles, placed: bool, dated: bool, kind: Kind) -> f32 {
    let mut sum = match kind {
        Kind::Phrase | Kind::Undergo | Kind::Verb => 0.45,
        Kind::Noun => 0.4,
        Kind::WeakVerb => 0.35,
    };
    let known = |es: &[Entity]| es.iter().any(|e| e.class != Class::Other && e.class != Class::Pronoun);
    sum += if known(&roles.initiators) { 0.15 } else { 0.0 };
    sum += if known(&roles.targets) { 0.15 } else { 0.0 };
    sum += if placed { 0.15 } else { 0.0 };
    sum + if dated { 0.1 } else { 0.0 }
}
