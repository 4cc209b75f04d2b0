//! Who says so: attribution of the parts of a sentence, with a memory of who
//! spoke last for "it said" and "the ministry added".

use super::entity::{Class, Entity, Reader};
use super::sentence::{Sent, Verb, is_quote};
use super::{Act, Speaker};
use crate::grammar::Upos;
use crate::temporal::Anchor;

/// Words `from..to` of a sentence are what `speaker` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attributed {
    pub(super) speaker: Speaker,
    pub(super) act: Act,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Code of the state or de facto state spoken for.
    pub(super) code: Option<String>,
    /// The reporting verb, or the "to" of "according to".
    pub(super) at: usize,
}

/// A speaker and whom it speaks for.
#[derive(Debug, Clone)]
struct Voice {
    speaker: Speaker,
    code: Option<String>,
}

/// What is remembered from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Memory {
    last: Option<Voice>,
    /// Surname, full name, code of the state spoken for; in order of mention.
    persons: Vec<(String, String, Option<String>)>,
}

/// Nouns that point back to the last speaker when no name is with them.
const BACK: [&str; 18] = [
    "ministry",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "minister",
    "statement",
    "department",
    "president",
    "official",
    "source",
    "premier",
    "leader",
    "general",
    "governor",
    "mayor",
    "colonel",
    "bureau",
    "office",
];

/// Reads who says what in a sentence.
pub(super) fn attributions(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    anchor: &Anchor,
    memory: &mut Memory,
) -> Vec<Attributed> {
    meet(sent, reader, anchor, memory);
    let mut all: Vec<Attributed> = Vec::new();
    let verbs: Vec<&Verb> = sent
        .verbs
        .iter()
        .filter(|v| reader.lexicon.wording.reporting.contains_key(&*sent.words[v.at].verb))
        .filter(|v| {
            !v.bare && !v.infinitive && (!v.gerund || v.start < v.at || v.at == 0 || sent.lower(v.at - 1) == ",")
        })
        .collect();
    for (i, verb) in verbs.iter().enumerate() {
        // "claimed responsibility for", "claimed 20 lives" report nothing.
        let object = sent.group_after(verb.at + 1, false).map(|g| sent.words[sent.groups[g].head].noun.as_str());
        if sent.words[verb.at].verb == "claim" && matches!(object, Some("responsibility" | "life" | "credit")) {
            continue;
        }
        let Some((voice, group)) = subject(sent, reader, anchor, memory, verb) else { continue };
        let act = act(reader, &sent.words[verb.at].verb, verb);
        let next = verbs.get(i + 1).map_or(sent.words.len(), |n| subject_start(sent, n));
        let (from, to) = content(sent, verb, group, next);
        if voice.speaker.via.as_ref() == Some(&voice.speaker.name) {
            // An agency that carries another's words is not the speaker.
            if let Some(inner) = all.iter_mut().find(|a| a.from < to && from < a.to) {
                inner.speaker.via = voice.speaker.via;
                continue;
            }
        }
        memory.last = Some(voice.clone());
        all.push(Attributed { speaker: voice.speaker, code: voice.code, act, from, to, at: verb.at });
    }
    according(sent, reader, anchor, memory, &mut all);
    all
}

/// The attribution under which the word at `at` stands.
pub(super) fn speaker_at(all: &[Attributed], at: usize) -> Option<&Attributed> {
    all.iter().filter(|a| a.from <= at && at < a.to).max_by_key(|a| a.from)
}

fn act(reader: &Reader<'_>, lemma: &str, verb: &Verb) -> Act {
    if verb.negated {
        return Act::CannotVerify;
    }
    match reader.lexicon.wording.reporting.get(lemma).copied() {
        Some("denies") => Act::Denies,
        Some("confirms") => Act::Confirms,
        _ => Act::Claims,
    }
}

/// Which words are said: those after the verb, or, where the sentence ends
/// with "..., X said", those before.
fn content(sent: &Sent<'_>, verb: &Verb, group: usize, next: usize) -> (usize, usize) {
    let told_after = (verb.at + 1..next.max(verb.at + 1)).any(|i| {
        matches!(sent.pos(i), Some(Upos::Verb | Upos::Aux)) || sent.pos(i) == Some(Upos::Sconj) || sent.lower(i) == ":"
    });
    let objects = sent.objects_after(verb.at + 1, true);
    let before = sent.groups[group].start.min(verb.start);
    let comma_before = before > 0 && (sent.lower(before - 1) == "," || is_quote(sent.lower(before - 1)));
    if told_after || (!comma_before && !objects.is_empty()) { (verb.at + 1, next) } else { (0, before) }
}

fn subject_start(sent: &Sent<'_>, verb: &Verb) -> usize {
    sent.subjects(verb).first().map_or(verb.start, |g| sent.groups[*g].start.min(verb.start))
}

fn subject(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    anchor: &Anchor,
    memory: &Memory,
    verb: &Verb,
) -> Option<(Voice, usize)> {
    // "..., said X": the subject follows.
    let after = sent.group_at(verb.at + 1).filter(|&g| {
        let e = reader.entity(sent, g);
        let quoted_before = verb.at > 0 && (sent.lower(verb.at - 1) == "," || is_quote(sent.lower(verb.at - 1)));
        // "the ministry, in a statement, said its troops had ...": what comes
        // after begins what is said.
        let ends = !matches!(sent.pos(sent.chain_end(g)), Some(Upos::Verb | Upos::Aux | Upos::Adv));
        let speaks =
            matches!(e.class, Class::Person | Class::State | Class::Civilian | Class::Police | Class::Military)
                || reader.lexicon.actors.organ(&e.head).is_some();
        // Who is told something does not say it.
        let told = matches!(&*sent.words[verb.at].verb, "tell" | "inform" | "accuse" | "blame" | "quote");
        quoted_before && ends && speaks && !told
    });
    let subjects = if verb.passive { sent.agents(verb.at) } else { sent.subjects(verb) };
    let group = after.or_else(|| subjects.last().copied())?;
    let lemma = &*sent.words[verb.at].verb;
    // "agencies quoted a statement by X as saying": X speaks, through them.
    if lemma == "quote" && !verb.passive {
        let object = sent.group_after(verb.at + 1, false)?;
        let by = sent.phrases(sent.groups[object].end, sent.words.len()).find(|(p, _)| *p == "by").map(|(_, g)| g);
        let mut inner = speaker(sent, reader, anchor, memory, by.unwrap_or(object))?;
        inner.speaker.via = speaker(sent, reader, anchor, memory, group).map(|v| v.speaker.name);
        return Some((inner, group));
    }
    speaker(sent, reader, anchor, memory, group).map(|v| (v, group))
}

fn according(sent: &Sent<'_>, reader: &Reader<'_>, anchor: &Anchor, memory: &mut Memory, all: &mut Vec<Attributed>) {
    for i in 0..sent.words.len().saturating_sub(1) {
        if sent.lower(i) == "according" && sent.lower(i + 1) == "to" {
            let Some(group) = sent.group_at(i + 2) else { continue };
            let Some(voice) = speaker(sent, reader, anchor, memory, group) else { continue };
            memory.last = Some(voice.clone());
            let Voice { speaker, code } = voice;
            all.push(Attributed { speaker, code, act: Act::Claims, from: 0, to: sent.words.len(), at: i + 1 });
        }
    }
}

/// Names the speaker of a group, or finds who is meant.
fn speaker(sent: &Sent<'_>, reader: &Reader<'_>, anchor: &Anchor, memory: &Memory, group: usize) -> Option<Voice> {
    let entity = reader.entity(sent, group);
    if matches!(entity.class, Class::Pronoun) {
        return earlier_subject(sent, reader, anchor, memory, group).or_else(|| memory.last.clone());
    }
    if matches!(entity.class, Class::Number | Class::MilitaryThing)
        || matches!(&*entity.head, "side" | "other" | "country")
    {
        return None;
    }
    let g = &sent.groups[group];
    let has_name = (g.start..g.end).any(|i| sent.pos(i) == Some(Upos::Propn));
    let definite = sent.lower(g.start) == "the";
    if entity.code.is_none() && !has_name && definite && BACK.contains(&&*entity.head) {
        return memory.last.clone();
    }
    if has_name && let Some(person) = person(sent, reader, anchor, memory, &entity, g.start, g.end) {
        return Some(person);
    }
    let words = bare(sent, g.start, sent.chain_end(group));
    let country = entity.code.as_deref().and_then(|c| reader.lexicon.countries.by_code(c));
    let media = [
        "agency",
        "newspaper",
        "television",
        "radio",
        "tv",
        "media",
        "channel",
        "outlet",
        "broadcaster",
        "daily",
        "agencies",
        "website",
    ];
    let via = media.contains(&&*entity.head).then(|| words.clone());
    let name = match country {
        Some(c) if entity.class == Class::State => c.name.to_owned(),
        Some(c) => {
            let rest = rest_of(sent, reader, g.start, g.end);
            if rest.is_empty() { c.name.to_owned() } else { format!("{} ({rest})", c.name) }
        }
        None => words,
    };
    let iso3 = country.and_then(super::super::lexicon::countries::Country::iso3).map(str::to_owned);
    let speaker = Speaker { via: via.map(|_| name.clone()), name, iso3 };
    (!speaker.name.is_empty()).then_some(Voice { speaker, code: entity.code })
}

/// "Russia expressed concern over ..., where it said": who else acts earlier in
/// the sentence and can speak.
fn earlier_subject(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    anchor: &Anchor,
    memory: &Memory,
    group: usize,
) -> Option<Voice> {
    let start = sent.groups.get(group)?.start;
    let joint = sent.lower(start.checked_sub(1)?);
    if !matches!(joint, "where" | "when" | "which" | "that" | "as" | "while" | "and" | "but") {
        return None;
    }
    let verb = sent.verbs.iter().find(|v| v.start < start)?;
    let subject = *sent.subjects(verb).last()?;
    let entity = reader.entity(sent, subject);
    let speaks =
        matches!(entity.class, Class::State | Class::Person | Class::Police | Class::Military) || entity.code.is_some();
    (speaks && subject != group && entity.class != Class::Pronoun)
        .then(|| speaker(sent, reader, anchor, memory, subject))
        .flatten()
}

/// A person by name: of this report, or of the table of offices.
fn person(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    anchor: &Anchor,
    memory: &Memory,
    entity: &Entity,
    start: usize,
    end: usize,
) -> Option<Voice> {
    let head = &sent.words[sent.groups[entity.group].head];
    if head.pos != Upos::Propn || !matches!(entity.class, Class::Person | Class::Civilian) {
        return None;
    }
    let (name, code) = match memory.persons.iter().rev().find(|(surname, ..)| *surname == head.text) {
        Some((_, full, code)) => (full.clone(), code.clone()),
        None => (name_of(sent, start, end), entity.code.clone()),
    };
    let office = reader.lexicon.offices.find_at(head.text, anchor.date).find(|o| o.speaks_for_state());
    let code = code.or_else(|| office.map(|o| o.country.to_owned()));
    let country = code.as_deref().and_then(|c| reader.lexicon.countries.by_code(c));
    let full = country.map_or_else(|| name.clone(), |c| format!("{name} ({})", c.name));
    let speaker = Speaker {
        name: full,
        iso3: country.and_then(super::super::lexicon::countries::Country::iso3).map(str::to_owned),
        via: None,
    };
    Some(Voice { speaker, code })
}

/// Remembers the persons that a sentence introduces with title and country.
fn meet(sent: &Sent<'_>, reader: &Reader<'_>, anchor: &Anchor, memory: &mut Memory) {
    for (i, g) in sent.groups.iter().enumerate() {
        let head = &sent.words[g.head];
        if head.pos != Upos::Propn || g.head == 0 || sent.pos(g.head - 1) != Some(Upos::Propn) {
            continue;
        }
        let entity = reader.entity(sent, i);
        if !matches!(entity.class, Class::Person | Class::Civilian) {
            continue;
        }
        let name = name_of(sent, g.start, g.end);
        let office = reader.lexicon.offices.find_at(&name, anchor.date).find(|o| o.speaks_for_state());
        let code = office.map(|o| o.country.to_owned()).or(entity.code);
        if memory.persons.iter().all(|(s, ..)| *s != head.text) {
            memory.persons.push((head.text.to_owned(), name, code));
        }
    }
}

/// The trailing proper nouns of a group without its title: "Nikol Pashinyan".
fn name_of(sent: &Sent<'_>, start: usize, end: usize) -> String {
    const TITLES: [&str; 26] = [
        "president",
        "minister",
        "prime",
        "foreign",
        "defence",
        "defense",
        "interior",
        "secretary",
        "general",
        "state",
        "colonel",
        "col",
        "col.",
        "gen",
        "gen.",
        "lt",
        "lt.",
        "captain",
        "capt.",
        "major",
        "maj.",
        "king",
        "mr",
        "mr.",
        "spokesman",
        "spokeswoman",
    ];
    let from = (start..end)
        .rev()
        .take_while(|&i| sent.pos(i) == Some(Upos::Propn) && !TITLES.contains(&sent.lower(i)))
        .last()
        .unwrap_or(start);
    sent.words[from..end].iter().map(|w| w.text).collect::<Vec<_>>().join(" ")
}

/// A group's words without determiners and possessive marks.
fn bare(sent: &Sent<'_>, start: usize, end: usize) -> String {
    let skip = |i: usize| i == start && matches!(sent.pos(i), Some(Upos::Det));
    let mut out = String::new();
    for i in (start..end).filter(|&i| !skip(i)) {
        let text = sent.words[i].text;
        if !out.is_empty() && !matches!(text, "'s" | "’s" | "'" | "’") {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// What is left of a group's words beside the country: "Defence Ministry".
fn rest_of(sent: &Sent<'_>, reader: &Reader<'_>, start: usize, end: usize) -> String {
    let countries = &reader.lexicon.countries;
    let named = |i: usize| {
        let t = sent.words[i].text;
        countries.demonym(t).is_some() || countries.named(t).is_some() || countries.government(t).is_some()
    };
    (start..end)
        .filter(|&i| !matches!(sent.pos(i), Some(Upos::Det | Upos::Part | Upos::Punct)) && !named(i))
        .map(|i| capitalised(sent.words[i].text))
        .collect::<Vec<_>>()
        .join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
