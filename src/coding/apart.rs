//! What is told apart from its event: a toll, or where and when it was.

use super::code::Input;
use super::entity::{Class, Reader};
use super::figures::Figure;
use super::mention::{blank, words_of};
use super::place::place_of;
use super::proof::{Proof, speaker_words};
use super::roles::Roles;
use super::sentence::Sent;
use super::speaker::speaker_at;
use super::trigger::{Kind, Trigger};
use super::when::time_of;
use super::{Casualty, CasualtyKind, EventMention, Status, SubEvent};
use crate::document::BlockKind;

pub(super) fn casualty(sent: &Sent<'_>, input: &Input<'_>, figure: &Figure) -> Casualty {
    let said = speaker_at(input.said, figure.at).or_else(|| speaker_at(input.carried, figure.at));
    let who = figure.who.as_ref();
    let own = who.is_some_and(|e| e.possessive && e.code.is_none());
    let lost = sent.words.get(figure.at).is_some_and(|w| w.verb == "lose");
    let code = who
        .and_then(|e| e.code.clone())
        .or_else(|| said.filter(|_| own || lost).and_then(|a| a.code.clone().or_else(|| a.speaker.iso3.clone())));
    Casualty {
        side: who.map_or(super::Side::Unknown, |e| {
            if e.class == Class::Civilian { super::Side::Civilians } else { super::Side::Unknown }
        }),
        kind: figure.kind,
        count: figure.count,
        unit: figure.unit,
        scope: figure.scope,
        claimed_by: said.map(|a| a.speaker.clone()),
        superseded: false,
        who: who.map_or_else(String::new, |e| words_of(input.doc, e.span).to_owned()),
        who_code: code,
        who_inter: who.and_then(|e| e.known.as_ref().and_then(|k| k.1).or(e.class.inter())),
        span: figure.span,
    }
}

/// "It happened ... in X": the verb of a sentence that says only where and when.
pub(super) fn it_happened(sent: &Sent<'_>) -> Option<usize> {
    let told = |v: &&super::sentence::Verb| {
        let word = &sent.words[v.at];
        let happens =
            matches!(&*word.verb, "happen" | "occur") || word.verb == "take" && sent.lower(v.at + 1) == "place";
        let subject = sent.subjects(v).first().map(|g| sent.words[sent.groups[*g].head].noun.clone());
        let it =
            matches!(subject.as_deref(), Some("it" | "this" | "that" | "incident" | "violence" | "tragedy" | "event"));
        happens && it && !v.negated && v.modality.is_none() && !v.infinitive
    };
    sent.verbs.iter().find(told).map(|v| v.at)
}

/// A figure in a sentence that tells no event: it belongs to one told before.
pub(super) fn toll_only(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    figure: &Figure,
    casualty: Casualty,
) -> Option<EventMention> {
    if !matches!(
        figure.kind,
        CasualtyKind::Killed
            | CasualtyKind::Wounded
            | CasualtyKind::Casualties
            | CasualtyKind::Captured
            | CasualtyKind::Missing
            | CasualtyKind::Displaced
    ) || figure.negated
    {
        return None;
    }
    let armed = figure.who.as_ref().is_some_and(|e| e.class.armed());
    let target = figure.who.as_ref().filter(|e| e.class.human() && !matches!(e.class, Class::Number | Class::Pronoun));
    let mut mention = told_apart(sent, reader, input, figure.at, Some(casualty), "toll")?;
    mention.sub_event = if armed { SubEvent::ArmedClash } else { SubEvent::Attack };
    mention.plover = mention.sub_event.plover();
    mention.target = target.map(|e| reader.actor(e, words_of(input.doc, e.span)));
    mention.victims = target.map(|e| e.span).into_iter().collect();
    mention.refers = figure.who.as_ref().is_some_and(|e| e.possessive);
    Some(mention)
}

/// Something told apart from its event: a toll, or where it was.
pub(super) fn told_apart(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    at: usize,
    casualty: Option<Casualty>,
    family: &str,
) -> Option<EventMention> {
    let dated = time_of(sent, reader.lexicon, input.times, input.anchor, at);
    let trigger = Trigger { frame: 0, kind: Kind::WeakVerb, start: at, end: at + 1 };
    let place = place_of(sent, reader, input.doc, &trigger, &Roles::default());
    if casualty.is_none() && place.is_none() {
        return None;
    }
    let said = speaker_at(input.said, at);
    let background = dated.long_past || casualty.as_ref().is_some_and(|c| c.scope != super::Scope::Incident);
    Some(EventMention {
        refers: casualty.is_none(),
        definite: casualty.is_none(),
        casualties: casualty.into_iter().collect(),
        status: if background { Status::Background } else { Status::Reported },
        result: true,
        distinct: super::mention::opens_apart(sent),
        headline: input.doc.kind(input.sentence) == BlockKind::Headline,
        confidence: 0.4,
        proof: Proof {
            kind: if family == "toll" { "figure" } else { "weak verb" },
            why: if background { "of another time, or of more than this" } else { "told apart from its event" },
            speaker: speaker_words(sent, said),
        },
        ..blank(sent, input, &trigger, SubEvent::Attack, family, place, &dated, said)
    })
}
