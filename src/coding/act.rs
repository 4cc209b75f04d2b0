//! What an act is: the sub-event by who acts, who is acted upon, and the means.

use super::SubEvent;
use super::entity::{Class, Entity};
use super::mention::words_of;
use super::roles::Roles;
use super::sentence::Sent;
use super::trigger::{Coded, Trigger};
use crate::document::Document;
use crate::grammar::Upos;
use crate::lexicon::Lexicon;
use crate::text::Span;

/// The sub-event by who is acted upon and who acts.
pub(super) fn sub_event(coded: &Coded, roles: &Roles) -> SubEvent {
    let target = roles.targets.iter().find(|e| e.class != Class::Pronoun && e.class != Class::Number);
    let by = &coded.by_target;
    let armed_act = roles.initiators.iter().find(|e| e.class.armed() || e.class.human());
    if roles.initiators.iter().any(|e| e.class == Class::Rebel)
        && let Some(s) = coded.by_initiator.rebel
    {
        return s;
    }
    if coded.frame.family == "fight" {
        let crowd = |e: &Entity| matches!(e.class, Class::Protester | Class::Rioter);
        if roles.initiators.iter().chain(&roles.targets).any(crowd) {
            return SubEvent::ViolentDemonstration;
        }
    }
    let chosen = match target.map(|e| e.class) {
        // Police who shoot a suspect act upon a civilian; a lone gunman who
        // shoots police fights them.
        Some(c) if c.armed() => by.armed,
        Some(Class::MilitaryThing) => by.thing_military,
        Some(c) if c.human() => by.civilian,
        Some(_) => None,
        None => None,
    };
    let crowd_attack = armed_act.is_some_and(|e| matches!(e.class, Class::Rioter | Class::Protester));
    if crowd_attack && matches!(&*coded.frame.family, "attack" | "killing") {
        return SubEvent::MobViolence;
    }
    // Who burns shops in a riot does not loot them as an army does.
    if coded.frame.family == "property" && roles.initiators.iter().any(|e| e.class == Class::Rioter) {
        return SubEvent::ViolentDemonstration;
    }
    chosen.unwrap_or(coded.sub_event)
}

/// What the means make of a bare attack or explosion: bombs from a drone or an
/// army's planes, a grenade.
pub(super) fn by_means(
    sent: &Sent<'_>,
    sub: SubEvent,
    trigger: &Trigger,
    roles: &Roles,
    weapons: &[Span],
    doc: &Document,
) -> SubEvent {
    let with = |word: &str| weapons.iter().any(|w| words_of(doc, *w).to_lowercase().contains(word));
    let bombs = sent.words.get(trigger.start).is_some_and(|w| matches!(&*w.verb, "bomb" | "drop" | "bombard"));
    let army = roles.initiators.iter().any(|e| {
        matches!(e.class, Class::Military | Class::State)
            || matches!(&*e.head, "jet" | "aircraft" | "plane" | "warplane")
    });
    // "A mine killed two soldiers": what did it says what it was.
    let by = roles.initiators.iter().find_map(by_thing);
    match sub {
        SubEvent::Attack | SubEvent::ArmedClash if by.is_some() => by.unwrap_or(sub),
        SubEvent::RemoteExplosive | SubEvent::Attack if bombs && army => SubEvent::AirDroneStrike,
        SubEvent::RemoteExplosive | SubEvent::Attack if with("drone") => SubEvent::AirDroneStrike,
        SubEvent::RemoteExplosive | SubEvent::Attack if with("grenade") && !with("launcher") && !with("rocket") => {
            SubEvent::Grenade
        }
        other => other,
    }
}

/// What a weapon that is the subject makes of a bare attack.
fn by_thing(e: &Entity) -> Option<SubEvent> {
    if e.class.human() {
        return None;
    }
    Some(match &*e.head {
        "bomb" | "mine" | "landmine" | "ied" | "device" | "explosive" | "explosion" | "blast" | "bombing" => {
            SubEvent::RemoteExplosive
        }
        "shell" | "rocket" | "missile" | "mortar" | "artillery" | "shelling" | "bombardment" => {
            SubEvent::ShellingArtilleryMissile
        }
        "drone" | "airstrike" => SubEvent::AirDroneStrike,
        "grenade" => SubEvent::Grenade,
        _ => return None,
    })
}

pub(super) fn weapons(sent: &Sent<'_>, lexicon: &Lexicon, at: usize) -> Vec<Span> {
    let known = &lexicon.wording.cues.weapons;
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    let mut found: Vec<Span> = Vec::new();
    let mut i = from;
    while i < to {
        let hit = (1..=3).rev().filter(|n| i + n <= to).find(|n| {
            let words: Vec<&str> =
                (i..i + n).map(|k| if k + 1 == i + n { &*sent.words[k].noun } else { sent.lower(k) }).collect();
            known.contains(&words.join(" "))
        });
        if let Some(n) = hit.filter(|_| sent.pos(i) != Some(Upos::Verb)) {
            found.push(sent.span_of(i, i + n));
            i += n;
        } else {
            i += 1;
        }
    }
    found
}
