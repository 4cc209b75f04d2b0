//! Figures: who was killed, wounded, captured..., and how many.
//!
//! Verb-argument frames, not patterns over a sentence: a count belongs to the
//! people who are the object, the subject of a passive, or the subject of a
//! dying verb (Zhong et al. 2023 measure this at three times the exact match
//! of regular expressions).

use super::entity::{Class, Entity, Reader};
use super::quantity::count_at;
use super::sentence::{Sent, Verb};
use super::{CasualtyKind, Quantity, Scope};
use crate::grammar::{Upos, VerbForm};
use crate::lexicon::wording::{Casualties, Harm};
use crate::text::Span;

/// A figure as told in one sentence, before its side and speaker are known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) kind: CasualtyKind,
    /// Who is counted; `None` for a running toll.
    pub(super) who: Option<Entity>,
    pub(super) count: Quantity,
    /// Index of the word that tells the harm.
    pub(super) at: usize,
    pub(super) span: Span,
    pub(super) scope: Scope,
    pub(super) unit: &'static str,
    /// The verb is denied: "no one was killed".
    pub(super) negated: bool,
}

/// All figures of a sentence, in order, without repeats.
pub(super) fn figures(sent: &Sent<'_>, reader: &Reader<'_>) -> Vec<Figure> {
    let tables = &reader.lexicon.wording.casualties;
    let mut found = Vec::new();
    for verb in &sent.verbs {
        by_verb(sent, reader, tables, verb, &mut found);
    }
    by_phrase(sent, reader, tables, &mut found);
    by_state(sent, reader, tables, &mut found);
    by_noun(sent, reader, tables, &mut found);
    by_toll(sent, reader, tables, &mut found);
    among_the_dead(sent, reader, &mut found);
    found.sort_by_key(|f| (f.span, f.kind));
    found.dedup_by(|a, b| a.kind == b.kind && a.span.overlaps(b.span) && (a.count == b.count || a.count.min.is_none()));
    found
}

/// The kind of that name, as the tables write it.
fn kind(name: &str) -> Option<CasualtyKind> {
    Some(match name {
        "killed" => CasualtyKind::Killed,
        "wounded" => CasualtyKind::Wounded,
        "captured" => CasualtyKind::Captured,
        "missing" => CasualtyKind::Missing,
        "abducted" => CasualtyKind::Abducted,
        "arrested" => CasualtyKind::Arrested,
        "displaced" => CasualtyKind::Displaced,
        "released" => CasualtyKind::Released,
        "casualties" => CasualtyKind::Casualties,
        _ => return None,
    })
}

fn harm(list: &[Harm], verb: &str) -> Option<CasualtyKind> {
    list.iter().find(|h| h.verbs.iter().any(|v| v == verb)).and_then(|h| kind(&h.kind))
}

fn by_verb(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, verb: &Verb, found: &mut Vec<Figure>) {
    let lemma = &sent.words[verb.at].verb;
    // "officers came to arrest him": nobody is arrested yet.
    if verb.infinitive && !super::standing::real_infinitive(sent, verb.start) {
        return;
    }
    if let Some(kind) = harm(&tables.object_verb, lemma) {
        for group in victims(sent, reader, verb) {
            push(sent, reader, kind, group, verb, found);
        }
    } else if let Some(kind) = harm(&tables.subject_verb, lemma) {
        for group in sent.subjects(verb) {
            let entity = reader.entity(sent, group);
            // Fleeing tells displacement only with a number.
            if kind == CasualtyKind::Killed || entity.count.is_some_and(|c| c.min.is_some_and(|m| m > 2)) {
                push(sent, reader, kind, group, verb, found);
            }
        }
    } else if tables.lose.verbs.contains(lemma) && !verb.passive {
        for group in sent.objects_after(verb.at + 1, false) {
            let entity = reader.entity(sent, group);
            let people = entity.class.armed() || matches!(&*entity.head, "man" | "fighter" | "member");
            if people && entity.class != Class::State {
                push(sent, reader, CasualtyKind::Killed, group, verb, found);
            }
        }
    }
}

/// The groups that a transitive verb harms.
pub(super) fn victims(sent: &Sent<'_>, reader: &Reader<'_>, verb: &Verb) -> Vec<usize> {
    if verb.passive {
        return sent.subjects(verb);
    }
    let objects = sent.objects_after(verb.at + 1, false);
    if verb.bare || (objects.is_empty() && !verb.gerund && !verb.infinitive && is_past(sent, verb)) {
        // "12 captured", "soldiers killed in the clash".
        let Some(before) = verb.start.checked_sub(1).and_then(|i| sent.group_at(i)) else { return Vec::new() };
        return vec![chain_head(sent, reader, before)];
    }
    objects
}

fn is_past(sent: &Sent<'_>, verb: &Verb) -> bool {
    matches!(sent.words[verb.at].form, Some(VerbForm::Past | VerbForm::Participle))
}

/// From "its soldiers" in "15 of its soldiers" to "15".
pub(super) fn chain_head(sent: &Sent<'_>, reader: &Reader<'_>, group: usize) -> usize {
    let mut head = group;
    while sent.prep(head) == Some("of") {
        let Some(up) = sent.groups[head].prep.and_then(|p| p.checked_sub(1)).and_then(|p| sent.group_at(p)) else {
            break;
        };
        let word = &sent.words[sent.groups[up].head];
        let counts = word.pos == Upos::Num || reader.lexicon.wording.cues.partitives.contains(&word.noun);
        if !counts {
            break;
        }
        head = up;
    }
    head
}

fn push(sent: &Sent<'_>, reader: &Reader<'_>, kind: CasualtyKind, group: usize, verb: &Verb, found: &mut Vec<Figure>) {
    let entity = reader.entity(sent, group);
    // A noun the lexicon lacks may be people by its form: "cadets", "gasmen".
    // Who is killed or arrested is somebody, if no beast.
    let beast = reader.lexicon.wording.cues.no_persons.contains(&entity.head);
    let someone =
        matches!(kind, CasualtyKind::Killed | CasualtyKind::Wounded | CasualtyKind::Arrested | CasualtyKind::Abducted)
            && !beast
            && sent.verb_at(verb.at).is_some();
    let article = matches!(sent.lower(sent.groups[group].start), "a" | "an" | "another") && !entity.plural;
    let counted = entity.class == Class::Other
        && (entity.count.is_some() && (looks_human(&entity.head) || someone) || someone && article);
    let nobody = matches!(sent.lower(sent.groups[group].head), "nobody" | "none")
        || entity.head == "one" && entity.count.is_none() && sent.groups[group].start > 0 && {
            let start = sent.groups[group].start;
            sent.lower(start - 1) == "no" || sent.lower(start) == "no"
        };
    if !(entity.class.human() || counted || entity.unit != "persons") {
        return;
    }
    // "he was killed" is one dead; "they" count nobody by themselves.
    let one = matches!(sent.lower(sent.groups[group].head), "he" | "she" | "him" | "her");
    if entity.class == Class::Pronoun && !nobody && !one {
        return;
    }
    let zero = Quantity { min: Some(0), max: Some(0), approx: false };
    let single = Quantity { min: Some(1), max: Some(1), approx: false };
    let count = match () {
        () if nobody => zero,
        () if one => single,
        () if entity.class == Class::Other && article => entity.count.unwrap_or(single),
        () => entity.count.unwrap_or_default(),
    };
    let negated = verb.negated;
    let span = entity.span.join(sent.words[verb.at].span);
    let scope = scope(sent, reader, verb.at);
    let unit = entity.unit;
    found.push(Figure { kind, who: Some(entity), count, at: verb.at, span, scope, unit, negated });
}

/// "-er", "-ist", "-man": forms of nouns for people.
fn looks_human(noun: &str) -> bool {
    const ENDINGS: [&str; 12] = ["er", "or", "ist", "ian", "man", "woman", "ee", "ant", "ent", "eer", "ard", "mate"];
    const THINGS: [&str; 16] = [
        "kilometer",
        "meter",
        "quarter",
        "dollar",
        "center",
        "number",
        "member state",
        "hour",
        "september",
        "october",
        "november",
        "december",
        "percent",
        "incident",
        "year",
        "helicopter",
    ];
    noun.len() > 4 && ENDINGS.iter().any(|e| noun.ends_with(e)) && !THINGS.contains(&noun)
}

/// "shot dead three people", "took 12 soldiers prisoner".
fn by_phrase(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
    for harm in &tables.subject_phrase {
        let Some(kind) = kind(&harm.kind) else { continue };
        for phrase in &harm.words {
            let words: Vec<&str> = phrase.split(' ').collect();
            for verb in sent.verbs.iter().filter(|v| !v.passive && phrase_at(sent, v.at, &words).is_some()) {
                for group in sent.subjects(verb) {
                    push(sent, reader, kind, group, verb, found);
                }
            }
        }
    }
    for harm in &tables.phrase {
        let Some(kind) = kind(&harm.kind) else { continue };
        for phrase in &harm.words {
            let words: Vec<&str> = phrase.split(' ').collect();
            for verb in &sent.verbs {
                // "fatally shot": the adverb leads.
                let from = if words[0].ends_with("ly") { verb.start.saturating_sub(1) } else { verb.at };
                let from = if words[0].ends_with("ly") && sent.lower(from) != words[0] {
                    verb.at.saturating_sub(1)
                } else {
                    from
                };
                let Some(end) = phrase_at(sent, from, &words) else { continue };
                let groups = if verb.passive || verb.bare {
                    victims(sent, reader, verb)
                } else {
                    let human = |g: &usize| reader.entity(sent, *g).class.human();
                    let inside = (verb.at + 1..end).find_map(|i| sent.group_at(i)).filter(human);
                    let after = inside.map_or_else(|| sent.objects_after(end, false), |g| vec![g]);
                    // "Ten shot dead in bar": a headline leaves the helper out.
                    let number = |g: &usize| reader.entity(sent, *g).class == Class::Number;
                    let told = || verb.start.checked_sub(1).and_then(|i| sent.group_at(i)).filter(number);
                    if after.iter().any(human) { after } else { told().map_or(after, |g| vec![g]) }
                };
                for group in groups {
                    push(sent, reader, kind, group, verb, found);
                }
            }
        }
    }
}

/// Matches the lemmas `words` from `at` (or just before it, for an adverb
/// that leads), with up to three words between two neighbours; returns one
/// past the last.
pub(super) fn phrase_at(sent: &Sent<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let fits =
        |i: usize, want: &str| sent.words.get(i).is_some_and(|w| w.lower == want || w.verb == want || w.noun == want);
    let (first, rest) = words.split_first()?;
    let mut i = at;
    if !fits(i, first) {
        return None;
    }
    i += 1;
    for want in rest {
        let reach = (i + 4).min(sent.words.len());
        let stop = |k: usize| matches!(sent.pos(k), Some(Upos::Punct | Upos::Sconj | Upos::Cconj));
        let next = (i..reach).take_while(|&k| fits(k, want) || !stop(k)).find(|&k| fits(k, want))?;
        i = next + 1;
    }
    Some(i)
}

/// "three people dead", "12 others wounded", "two were missing".
fn by_state(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
    for (name, words) in &tables.state {
        let Some(kind) = kind(name) else { continue };
        for (i, word) in sent.words.iter().enumerate() {
            if !words.contains(&word.lower) || word.pos == Upos::Verb && word.lower != "missing" {
                continue;
            }
            let Some(before) = i.checked_sub(1) else { continue };
            let group = sent.group_at(before).or_else(|| {
                let copula =
                    matches!(sent.lower(before), "were" | "was" | "are" | "is" | "remain" | "remained" | "still");
                copula.then(|| before.checked_sub(1).and_then(|b| sent.group_at(b))).flatten()
            });
            // "12 dead" may be one group with "dead" as its head.
            let group = group.or_else(|| sent.group_at(i).filter(|&g| sent.groups[g].start < i));
            let Some(group) = group.map(|g| chain_head(sent, reader, g)) else { continue };
            let entity = reader.entity(sent, group);
            let Some(count) = entity.count else { continue };
            if entity.class.human() || entity.class == Class::Other {
                let verb = Verb { at: i, start: i, ..Verb::default() };
                let span = entity.span.join(word.span);
                let scope = scope(sent, reader, i);
                let unit = entity.unit;
                found.push(Figure { kind, who: Some(entity), count, at: verb.at, span, scope, unit, negated: false });
            }
        }
    }
}

/// "Five policemen and a cameraman were among the dead."
fn among_the_dead(sent: &Sent<'_>, reader: &Reader<'_>, found: &mut Vec<Figure>) {
    for i in 1..sent.words.len().saturating_sub(2) {
        if sent.lower(i) != "among" || sent.lower(i + 1) != "the" {
            continue;
        }
        let kind = match sent.lower(i + 2) {
            "dead" | "killed" | "victims" | "fatalities" => CasualtyKind::Killed,
            "wounded" | "injured" => CasualtyKind::Wounded,
            "arrested" | "detained" => CasualtyKind::Arrested,
            _ => continue,
        };
        let Some(last) = (0..i).rev().find_map(|k| sent.group_at(k)) else { continue };
        let be = (sent.groups[last].end..i).any(|k| matches!(sent.lower(k), "is" | "are" | "was" | "were" | "be"));
        if !be {
            continue;
        }
        for group in sent.with_coordinated_left(last) {
            let entity = reader.entity(sent, group);
            let Some(count) = entity.count.filter(|_| entity.class.human()) else { continue };
            let (span, scope, unit) = (entity.span.join(sent.words[i + 2].span), scope(sent, reader, i), entity.unit);
            found.push(Figure { kind, who: Some(entity), count, at: i + 2, span, scope, unit, negated: false });
        }
    }
}

/// "12 deaths", "the killing of three people", "casualties among its forces".
fn by_noun(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
    for (index, group) in sent.groups.iter().enumerate() {
        let head = &sent.words[group.head];
        let named = tables.noun.iter().find(|(_, nouns)| nouns.contains(&head.noun)).and_then(|(k, _)| kind(k));
        let act = act_noun(&head.noun);
        let Some(kind) = named.or(act) else { continue };
        let span = sent.group_span(index);
        let words: Vec<&str> = sent.words.iter().map(|w| &*w.lower).collect();
        let own = (group.start..group.head)
            .find_map(|i| count_at(&words, i))
            .filter(|c| c.start >= group.start.saturating_sub(3));
        let inner = (sent.lower(group.end) == "of").then(|| sent.group_at(group.end + 1)).flatten();
        let who = inner.map(|g| reader.entity(sent, g)).filter(|e| e.class.human());
        let scope = scope(sent, reader, group.head);
        if let Some(count) = own.filter(|_| named.is_some()) {
            found.push(Figure {
                kind,
                who,
                count: count.quantity,
                at: group.head,
                span,
                scope,
                unit: "persons",
                negated: false,
            });
        } else if let Some(entity) = who {
            let Some(count) = entity.count else { continue };
            let span = span.join(entity.span);
            found.push(Figure {
                kind,
                who: Some(entity),
                count,
                at: group.head,
                span,
                scope,
                unit: "persons",
                negated: false,
            });
        } else if kind == CasualtyKind::Casualties && head.lower != head.noun {
            let among =
                ["among", "in", "to"].contains(&sent.lower(group.end)).then(|| sent.group_at(group.end + 1)).flatten();
            let entity = among.map(|g| reader.entity(sent, g));
            let told = head.noun == "casualty" || entity.as_ref().is_some_and(|e| e.class.human());
            if told {
                let none = sent.lower(group.start) == "no";
                let count =
                    if none { Quantity { min: Some(0), max: Some(0), approx: false } } else { Quantity::default() };
                found.push(Figure {
                    kind,
                    who: entity,
                    count,
                    at: group.head,
                    span,
                    scope,
                    unit: "persons",
                    negated: false,
                });
            }
        }
    }
}

fn act_noun(noun: &str) -> Option<CasualtyKind> {
    Some(match noun {
        "killing" | "murder" | "assassination" | "massacre" | "slaying" | "execution" | "beheading" => {
            CasualtyKind::Killed
        }
        "kidnapping" | "abduction" => CasualtyKind::Abducted,
        "arrest" | "detention" => CasualtyKind::Arrested,
        "capture" => CasualtyKind::Captured,
        _ => return None,
    })
}

/// "The death toll rose to 41", "a toll of 12".
fn by_toll(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
    let words: Vec<&str> = sent.words.iter().map(|w| &*w.lower).collect();
    for (i, word) in sent.words.iter().enumerate() {
        let Some((kind, who)) = running(sent, reader, tables, i) else { continue };
        // "The toll from Saturday's attack on X rose to 86 from 79": past what
        // hangs on the noun to its verb.
        let rises = (i + 1..words.len()).find(|k| {
            matches!(
                &*sent.words[*k].verb,
                "rise"
                    | "climb"
                    | "increase"
                    | "jump"
                    | "reach"
                    | "stand"
                    | "pass"
                    | "grow"
                    | "exceed"
                    | "lower"
                    | "revise"
            ) && sent.pos(*k) == Some(Upos::Verb)
        });
        let from = rises.unwrap_or(i);
        let reach = (from + 9).min(words.len());
        let number = (from.max(i) + 1..reach)
            .filter(|&k| {
                matches!(
                    words[k - 1],
                    "to" | "at"
                        | "of"
                        | "than"
                        | "least"
                        | "reached"
                        | "is"
                        | "was"
                        | "stands"
                        | "hit"
                        | "about"
                        | "past"
                        | "over"
                )
            })
            .find_map(|k| count_at(&words, k));
        if let Some(count) = number {
            let span = word.span.join(sent.words[count.end - 1].span);
            found.push(Figure {
                kind,
                who,
                count: count.quantity,
                at: i,
                span,
                scope: Scope::Incident,
                unit: "persons",
                negated: false,
            });
        }
    }
}

/// "the death toll", "the number of Georgian dead": what is counted, and whose.
fn running(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    tables: &Casualties,
    at: usize,
) -> Option<(CasualtyKind, Option<Entity>)> {
    let word = &sent.words[at];
    // "put the dead at 58".
    let state = match &*word.lower {
        "dead" | "killed" => Some(CasualtyKind::Killed),
        "wounded" | "injured" => Some(CasualtyKind::Wounded),
        _ => None,
    };
    let put = |i: usize| matches!(&*sent.words[i].verb, "put" | "place" | "estimate" | "number" | "count");
    if let Some(kind) = state.filter(|_| at > 1 && sent.lower(at - 1) == "the" && put(at - 2)) {
        return Some((kind, None));
    }
    if !matches!(&*word.noun, "number" | "count" | "tally") {
        return tables.toll.nouns.contains(&word.noun).then_some((CasualtyKind::Killed, None));
    }
    let of = (sent.lower(at + 1) == "of").then_some(at + 2)?;
    let last = (of..(of + 5).min(sent.words.len())).find_map(|i| {
        let w = &sent.words[i];
        let state = tables.state.iter().find(|(_, list)| list.contains(&w.lower)).and_then(|(k, _)| kind(k));
        let noun = || tables.noun.iter().find(|(_, list)| list.contains(&w.noun)).and_then(|(k, _)| kind(k));
        Some((i, state.or_else(noun)?))
    });
    let (_, kind) = last?;
    let who = sent.group_at(of).map(|g| reader.entity(sent, g)).filter(|e| e.code.is_some() || e.class.human());
    Some((kind, who))
}

/// Whether the clause of the word at `at` speaks of a war or a year.
fn scope(sent: &Sent<'_>, reader: &Reader<'_>, at: usize) -> Scope {
    let from = sent.clause_start(at);
    let to = sent.clause_end(at);
    let text = sent.words[from..to].iter().map(|w| &*w.lower).collect::<Vec<_>>().join(" ");
    let padded = format!(" {text} ");
    let cumulative = &reader.lexicon.wording.casualties.cumulative.words;
    if cumulative.iter().any(|c| padded.contains(&format!(" {c} "))) { Scope::Cumulative } else { Scope::Incident }
}
