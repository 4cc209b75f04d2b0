//! Figures that nouns and states tell: "12 dead", "the toll rose to 41",
//! "put its losses at six".

use super::entity::{Class, Entity, Reader};
use super::figures::{Figure, chain_head, kind};
use super::quantity::count_at;
use super::sentence::{Sent, Verb};
use super::{CasualtyKind, Quantity, Scope};
use crate::grammar::Upos;
use crate::lexicon::wording::Casualties;
use crate::text::Span;

/// "three people dead", "12 others wounded", "two were missing".
pub(super) fn by_state(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
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
            // "the missing hiker": said of him by the way.
            let by_the_way = |g: &usize| (sent.groups[*g].start..sent.groups[*g].head).contains(&i);
            let Some(group) = group.filter(|g| !by_the_way(g)).map(|g| chain_head(sent, reader, g)) else { continue };
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
pub(super) fn among_the_dead(sent: &Sent<'_>, reader: &Reader<'_>, found: &mut Vec<Figure>) {
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

/// "The dead were three soldiers, two civilians and 12 assailants."
pub(super) fn the_dead_were(sent: &Sent<'_>, reader: &Reader<'_>, found: &mut Vec<Figure>) {
    for i in 1..sent.words.len().saturating_sub(2) {
        if sent.lower(i - 1) != "the" || !matches!(sent.lower(i + 1), "were" | "are" | "include" | "included" | "was") {
            continue;
        }
        let kind = match sent.lower(i) {
            "dead" | "victims" | "fatalities" => CasualtyKind::Killed,
            "wounded" | "injured" => CasualtyKind::Wounded,
            "arrested" | "detained" => CasualtyKind::Arrested,
            "abducted" | "kidnapped" | "hostages" => CasualtyKind::Abducted,
            _ => continue,
        };
        let Some(first) = sent.group_after(i + 2, false) else { continue };
        for group in sent.with_coordinated(first) {
            let entity = reader.entity(sent, group);
            // "Among the dead are the rector and his deputy": two of a count told elsewhere.
            let one_of = i > 1 && sent.lower(i - 2) == "among" && entity.count.and_then(Quantity::exact) == Some(1);
            if one_of {
                continue;
            }
            let Some(count) = entity.count.filter(|_| entity.class.human() && entity.class != Class::Pronoun) else {
                continue;
            };
            let (span, scope, unit) = (entity.span.join(sent.words[i].span), scope(sent, reader, i), entity.unit);
            found.push(Figure { kind, who: Some(entity), count, at: i, span, scope, unit, negated: false });
        }
    }
}

/// "12 deaths", "the killing of three people", "casualties among its forces".
pub(super) fn by_noun(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
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
        let mut tell = |who: Option<Entity>, count: Quantity, span: Span| {
            found.push(Figure { kind, who, count, at: group.head, span, scope, unit: "persons", negated: false });
        };
        if let Some(count) = own.filter(|_| named.is_some()) {
            tell(who, count.quantity, span);
        } else if let Some(entity) = who {
            let Some(count) = entity.count else { continue };
            let span = span.join(entity.span);
            tell(Some(entity), count, span);
        } else if kind == CasualtyKind::Casualties && head.lower != head.noun {
            let among =
                ["among", "in", "to"].contains(&sent.lower(group.end)).then(|| sent.group_at(group.end + 1)).flatten();
            let entity = among.map(|g| reader.entity(sent, g));
            if head.noun == "casualty" || entity.as_ref().is_some_and(|e| e.class.human()) {
                let none = sent.lower(group.start) == "no";
                let zero = Quantity { min: Some(0), max: Some(0), approx: false };
                tell(entity, if none { zero } else { Quantity::default() }, span);
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
pub(super) fn by_toll(sent: &Sent<'_>, reader: &Reader<'_>, tables: &Casualties, found: &mut Vec<Figure>) {
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
    // "put the dead at 58", "putting its losses at six soldiers", "put rebel losses at 17".
    let state = match &*word.lower {
        "dead" | "killed" | "losses" | "fatalities" | "deaths" => Some(CasualtyKind::Killed),
        "wounded" | "injured" => Some(CasualtyKind::Wounded),
        _ => None,
    };
    if let Some(kind) = state {
        let group = sent.group_at(at).filter(|g| sent.groups[*g].head == at);
        let start = group.map_or(at, |g| sent.groups[g].start);
        let put = start.checked_sub(1).is_some_and(|i| {
            matches!(&*sent.words[i].verb, "put" | "place" | "estimate" | "number" | "count")
                && sent.pos(i) == Some(Upos::Verb)
        });
        // "put the dead on its side that day at 18".
        let reach = (at + 1..(at + 9).min(sent.words.len())).take_while(|i| sent.verb_at(*i).is_none());
        let mut reach = reach.take_while(|i| !matches!(sent.lower(*i), "," | ";" | "and"));
        if put && reach.any(|i| sent.lower(i) == "at") {
            return Some((kind, group.and_then(|g| whose(sent, reader, g))));
        }
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

/// Whose losses a group tells: "its losses", "rebel losses", "their dead".
fn whose(sent: &Sent<'_>, reader: &Reader<'_>, group: usize) -> Option<Entity> {
    let entity = reader.entity(sent, group);
    let class = entity.owner.or(entity.known.as_ref().and(Some(Class::Rebel)));
    let class = class.or((entity.possessive || entity.code.is_some()).then_some(Class::Military))?;
    Some(Entity { class, count: None, ..entity })
}

/// Whether the clause of the word at `at` speaks of a war or a year.
pub(super) fn scope(sent: &Sent<'_>, reader: &Reader<'_>, at: usize) -> Scope {
    let from = sent.clause_start(at);
    let to = sent.clause_end(at);
    let text = sent.words[from..to].iter().map(|w| &*w.lower).collect::<Vec<_>>().join(" ");
    let padded = format!(" {text} ");
    let cumulative = &reader.lexicon.wording.casualties.cumulative.words;
    if cumulative.iter().any(|c| padded.contains(&format!(" {c} "))) { Scope::Cumulative } else { Scope::Incident }
}
