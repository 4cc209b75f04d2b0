//! Who did it and who stood against whom, where other words of the sentence say so.

use super::code::Input;
use super::entity::{Class, Reader};
use super::figures::Figure;
use super::mention::words_of;
use super::responsibility::authors;
use super::sentence::Sent;
use super::speaker::{Attributed, speaker_at};
use super::{EventMention, EventType, Status};
use crate::document::Document;
use crate::grammar::Label;

/// Of a fight that names one side or none, those who fell in it are the others:
/// "a policeman and three gunmen died in a shoot-out".
pub(super) fn sides_by_dead(
    reader: &Reader<'_>,
    doc: &Document,
    figures: &[Figure],
    said: &[Attributed],
    mention: &mut EventMention,
) {
    for who in figures.iter().filter_map(|f| f.who.as_ref().map(|w| (w, f.at))).filter(|(w, _)| w.class.armed()) {
        let (entity, at) = who;
        if mention.initiator.is_some() && mention.target.is_some() {
            return;
        }
        let mut entity = entity.clone();
        if entity.possessive && entity.code.is_none() {
            entity.code = speaker_at(said, at).and_then(|a| a.code.clone());
        }
        let actor = reader.actor(&entity, words_of(doc, entity.span));
        let told = mention.initiator.iter().chain(&mention.target).chain(&mention.others);
        if told.into_iter().any(|o| o.name == actor.name || o.span.overlaps(actor.span)) {
            continue;
        }
        let slot = if mention.initiator.is_none() { &mut mention.initiator } else { &mut mention.target };
        *slot = Some(actor);
    }
}

/// "a blast at a rally": where people were is no protest told.
pub(super) fn beside_crowds(sent: &Sent<'_>, mentions: &mut Vec<EventMention>, first: usize, at: &mut Vec<usize>) {
    let violent = |m: &EventMention| {
        matches!(m.sub_event.event_type(), EventType::Explosions | EventType::Battles) || m.family == "attack"
    };
    let here: Vec<bool> = mentions[first..].iter().map(violent).collect();
    if !here.contains(&true) {
        return;
    }
    let mut kept = Vec::new();
    let mut i = first;
    for word in std::mem::take(at) {
        let place = sent
            .group_at(word)
            .and_then(|g| sent.prep(g))
            .is_some_and(|p| matches!(p, "at" | "on" | "near" | "outside"));
        if mentions[i].family == "protest" && place {
            mentions.remove(i);
        } else {
            kept.push(word);
            i += 1;
        }
    }
    *at = kept;
}

/// How many sentences back "claimed responsibility" may refer.
pub(super) const AUTHORS_REACH: usize = 3;

/// Gives the acts of a sentence, or the last one before it, the authors that
/// are named apart from them.
pub(super) fn name_authors(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    at: &[usize],
    first: usize,
    mentions: &mut [EventMention],
) {
    for author in authors(sent, reader) {
        let here = (0..at.len()).filter(|i| at[*i] > author.at).min_by_key(|i| at[*i]).map(|i| first + i);
        let before = || {
            let near = |m: &EventMention| m.status.is_mapped() && sent.index - m.sentence <= AUTHORS_REACH;
            let same = (first..mentions.len()).rev().find(|i| mentions[*i].status.is_mapped());
            same.or_else(|| mentions[..first].iter().rposition(near))
        };
        let Some(mention) = here.or_else(before).and_then(|i| mentions.get_mut(i)) else { continue };
        let mut entity = author.entity.clone();
        if entity.class == Class::State {
            entity.class = Class::Military;
        }
        let actor = reader.actor(&entity, words_of(input.doc, entity.span));
        if author.claimed {
            mention.claimed_by.get_or_insert(actor);
            // What someone answers for took place.
            if mention.status == Status::Generic {
                mention.status = Status::Reported;
                mention.proof.why = "someone answers for it";
            }
        } else if mention.initiator.as_ref().is_none_or(|i| i.name != actor.name) {
            let by = speaker_at(input.said, author.at + 1).map(|a| a.speaker.clone());
            mention.accused.get_or_insert((actor, by));
        }
    }
}

/// "a war last year which killed 6,500": what a relative clause tells is of the
/// time and standing of the act that it is about.
pub(super) fn of_antecedents(sent: &Sent<'_>, mentions: &mut [EventMention], at: &[usize]) {
    for (i, word) in at.iter().enumerate().take(mentions.len()) {
        let Some(verb) = sent.verb_at(*word) else { continue };
        let parsed = sent.head_by(verb.at, &[Label::AclRelcl, Label::Acl]);
        let pronoun = verb.start > 0 && matches!(sent.lower(verb.start - 1), "which" | "that");
        if parsed.is_none() && !pronoun {
            continue;
        }
        let about = |o: &EventMention| {
            let head = parsed.and_then(|w| sent.words.get(w)).is_some_and(|w| o.trigger.overlaps(w.span));
            head || pronoun && o.family == "war" && o.trigger.end <= sent.words[verb.start].span.start
        };
        let Some(k) = (0..mentions.len()).rev().find(|k| *k != i && about(&mentions[*k])) else { continue };
        if matches!(mentions[k].status, Status::Background | Status::Planned | Status::Generic) {
            let (status, why, time) = (mentions[k].status, mentions[k].proof.why, mentions[k].time);
            let (when, precision, basis) = (mentions[k].when, mentions[k].precision, mentions[k].basis);
            let m = &mut mentions[i];
            (m.status, m.proof.why) = (status, why);
            if m.time.is_none() {
                (m.time, m.when, m.precision, m.basis) = (time, when, precision, basis);
            }
        }
    }
}

/// "was wounded in the attack": what came of an act that the words point back to
/// points back with it.
pub(super) fn refer_together(sent: &Sent<'_>, mentions: &mut [EventMention], at: &[usize]) {
    for k in 0..mentions.len().min(at.len()) {
        let led = sent.group_at(at[k]).and_then(|g| sent.prep(g)).is_some_and(|p| matches!(p, "in" | "during" | "by"));
        if !(mentions[k].definite && led) {
            continue;
        }
        let same = |i: &usize| *i != k && at[*i] < at[k] && sent.clause_start(at[*i]) == sent.clause_start(at[k]);
        for i in (0..mentions.len().min(at.len())).filter(same) {
            if mentions[i].result {
                (mentions[i].definite, mentions[i].refers) = (true, true);
            }
        }
    }
}
