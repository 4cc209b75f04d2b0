//! Figures: who was killed, wounded, captured..., and how many.
//!
//! Verb-argument frames, not patterns over a sentence: a count belongs to the
//! people who are the object, the subject of a passive, or the subject of a
//! dying verb (Zhong et al. 2023 measure this at three times the exact match
//! of regular expressions).

use super::entity::{Class, Entity, Reader};
use super::sentence::{Sent, Verb};
use super::toll::{among_the_dead, by_noun, by_state, by_toll, scope, the_dead_were};
use super::trigger::Trigger;
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
    the_dead_were(sent, reader, &mut found);
    found.sort_by_key(|f| (f.span, f.kind));
    same_people(&mut found);
    // Two soldiers and two teachers are not the same two.
    let others = |a: &Figure, b: &Figure| match (&a.who, &b.who) {
        (Some(x), Some(y)) => x.group != y.group && x.class != y.class,
        _ => false,
    };
    found.dedup_by(|a, b| {
        a.kind == b.kind && a.span.overlaps(b.span) && (a.count == b.count || a.count.min.is_none()) && !others(a, b)
    });
    found
}

/// "One soldier was killed and two were wounded", "an officer and two of his
/// colleagues": who is a bare number is of those counted before.
fn same_people(found: &mut [Figure]) {
    for i in 1..found.len() {
        let bare = |w: &Entity| w.class == Class::Number || matches!(&*w.head, "colleague" | "comrade" | "other");
        let Some(earlier) = found[..i].iter().rev().find_map(|f| f.who.clone().filter(|w| !bare(w))) else { continue };
        let armed = matches!(earlier.class, Class::Military | Class::Police | Class::Rebel | Class::Militia);
        if let Some(who) = found[i].who.as_mut().filter(|w| armed && bare(w)) {
            (who.class, who.code, who.known) = (earlier.class, earlier.code, earlier.known);
            (who.owner, who.possessive) = (earlier.owner, earlier.possessive);
        }
    }
}

/// The kind of that name, as the tables write it.
pub(super) fn kind(name: &str) -> Option<CasualtyKind> {
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
        push_all(sent, reader, kind, &victims(sent, reader, verb), verb, found);
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
                let before = found.len();
                push(sent, reader, CasualtyKind::Killed, group, verb, found);
                // "The army lost three men": its own.
                let owner = sent.subjects(verb).first().map(|g| reader.entity(sent, *g));
                if let Some(figure) = found.get_mut(before)
                    && let Some(owner) = owner.filter(|o| o.class.armed())
                    && let Some(who) = figure.who.as_mut().filter(|w| w.code.is_none())
                {
                    (who.class, who.code, who.known) = (owner.class, owner.code, owner.known);
                }
            }
        }
    } else if lemma == "cost" && !verb.passive {
        // "a battle that cost it one sailor": the last of two objects.
        let first = sent.group_after(verb.at + 1, false);
        let second = first.and_then(|g| sent.group_at(sent.groups[g].end));
        let counted = |g: &usize| {
            let e = reader.entity(sent, *g);
            e.class.human() && e.class != Class::Number && e.count.is_some()
        };
        if let Some(group) = second.or(first).filter(counted) {
            push(sent, reader, CasualtyKind::Killed, group, verb, found);
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

/// The victims of one verb: "a sergeant and two conscripts" are three of one kind.
fn push_all(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    kind: CasualtyKind,
    groups: &[usize],
    verb: &Verb,
    found: &mut Vec<Figure>,
) {
    let first = found.len();
    for group in sent.without_those_among(groups) {
        let before = found.len();
        push(sent, reader, kind, group, verb, found);
        let Some(last) = found.get(before).cloned() else { continue };
        let class = |f: &Figure| f.who.as_ref().map(|w| (w.class, w.code.clone(), w.unit));
        let earlier = found[first..before].iter_mut().find(|f| class(f) == class(&last));
        if let Some(earlier) = earlier
            && let (Some(a), Some(b)) = (earlier.count.exact(), last.count.exact())
            && a > 0
            && b > 0
        {
            earlier.count = Quantity { min: Some(a + b), max: Some(a + b), approx: false };
            earlier.span = earlier.span.join(last.span);
            found.pop();
        }
    }
}

/// Those whom an act of abduction takes, where no word of harm counts them:
/// "seized a rancher and his foreman".
pub(super) fn taken<'e>(sent: &Sent<'_>, t: &Trigger, targets: impl Iterator<Item = &'e Entity>) -> Option<Figure> {
    let mut counted: Vec<&Entity> =
        targets.filter(|e| e.class.human() && e.count.is_some_and(|c| c.min > Some(0))).collect();
    counted.dedup_by_key(|e| e.group);
    let first = (*counted.first()?).clone();
    let exact: Option<u32> = counted.iter().map(|e| e.count.and_then(Quantity::exact)).sum();
    let count = exact.map_or(first.count?, |n| Quantity { min: Some(n), max: Some(n), approx: false });
    let span = counted.iter().fold(sent.span_of(t.start, t.end), |span, e| span.join(e.span));
    let (kind, unit) = (CasualtyKind::Abducted, first.unit);
    Some(Figure { kind, who: Some(first), count, at: t.start, span, scope: Scope::Incident, unit, negated: false })
}

fn push(sent: &Sent<'_>, reader: &Reader<'_>, kind: CasualtyKind, group: usize, verb: &Verb, found: &mut Vec<Figure>) {
    let entity = reader.entity(sent, group);
    // A noun the lexicon lacks may be people by its form: "cadets", "gasmen".
    // Who is killed or arrested is somebody, if no beast.
    let beast = reader.lexicon.wording.cues.no_persons.contains(&entity.head) || reader.is_time(entity.span);
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
pub(super) fn looks_human(noun: &str) -> bool {
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
                push_all(sent, reader, kind, &groups, verb, found);
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
