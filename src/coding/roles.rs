//! Who does it to whom: the roles around a trigger.

use super::entity::{Class, Entity, Reader};
use super::figures::{looks_human, victims};
use super::sentence::{Group, Sent, Verb};
use super::trigger::{Coded, Kind, Trigger};
use crate::lexicon::frames::FrameShape;
use crate::text::Span;

/// The roles of one trigger.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    pub(super) initiators: Vec<Entity>,
    pub(super) targets: Vec<Entity>,
    /// The verb that carries tense and mood: the trigger, or the one that
    /// governs a trigger noun.
    pub(super) verb: Option<Verb>,
    /// The trigger noun's group.
    pub(super) group: Option<usize>,
}

/// Verbs whose subject commits the noun that is their object.
const COMMIT: [&str; 16] = [
    "launch",
    "carry",
    "conduct",
    "stage",
    "mount",
    "make",
    "commit",
    "begin",
    "start",
    "wage",
    "perpetrate",
    "lead",
    "hold",
    "organize",
    "organise",
    "open",
];
/// Verbs whose subject suffers it.
const SUFFER: [&str; 8] = ["suffer", "face", "survive", "repel", "withstand", "endure", "escape", "repulse"];

/// Reads the roles of `t`.
pub(super) fn roles(sent: &Sent<'_>, reader: &Reader<'_>, coded: &Coded, t: &Trigger) -> Roles {
    let mut roles = match t.kind {
        Kind::Verb | Kind::WeakVerb => of_verb(sent, reader, coded, t),
        Kind::Phrase | Kind::Undergo => of_phrase(sent, reader, coded, t),
        Kind::Noun => of_noun(sent, reader, coded, t),
    };
    if coded.frame.reverse {
        std::mem::swap(&mut roles.initiators, &mut roles.targets);
    }
    if coded.frame.shape == FrameShape::Symmetric && roles.targets.is_empty() && roles.initiators.len() > 1 {
        roles.targets = roles.initiators.split_off(1);
    }
    roles.initiators.retain(|e| !matches!(e.class, Class::Place));
    // "troops of the two countries shot at each other".
    let mutual = (t.end..t.end + 3).any(|i| {
        matches!(sent.lower(i), "other" | "another") && matches!(sent.lower(i.saturating_sub(1)), "each" | "one")
    });
    if mutual && let Some(one) = roles.initiators.first().cloned() {
        let other = roles.initiators.get(1).cloned().unwrap_or(Entity { count: None, ..one });
        roles.targets.retain(|e| !matches!(e.class, Class::Number | Class::Pronoun | Class::Other));
        roles.targets.push(other);
    }
    if is_violent(coded) {
        for e in roles.initiators.iter_mut().filter(|e| e.class == Class::Civilian && is_nameless(sent, e)) {
            e.class = Class::Gang;
        }
    }
    if harms(coded) {
        let cues = &reader.lexicon.wording.cues;
        let someone = |e: &&mut Entity| {
            let counted = e.class == Class::Other && e.count.is_some() && e.unit == "persons";
            let thing = cues.no_persons.contains(&e.head) || cues.weapons.contains(&e.head);
            counted && !thing && (coded.frame.family == "killing" || looks_human(&e.head))
        };
        for e in roles.targets.iter_mut().filter(someone) {
            e.class = Class::Civilian;
        }
    }
    roles
}

/// Whether the frame tells of force by people who bear arms or plant bombs,
/// not of a crowd.
fn is_violent(coded: &Coded) -> bool {
    use super::EventType as T;
    matches!(coded.sub_event.event_type(), T::Battles | T::Explosions | T::ViolenceAgainstCivilians)
        || coded.frame.family == "property"
}

/// "unidentified men", "three young individuals": who uses force and is called
/// no more than a person is ACLED's unidentified armed group.
fn is_nameless(sent: &Sent<'_>, e: &Entity) -> bool {
    let person = matches!(&*e.head, "man" | "individual" | "stranger" | "suspect" | "subject");
    let group = &sent.groups[e.group];
    let person = person || sent.lower(group.head) == "persons";
    let hidden = |i: usize| {
        matches!(
            sent.lower(i),
            "unidentified" | "unknown" | "armed" | "masked" | "hooded" | "unnamed" | "suspected" | "disguised"
        )
    };
    person || (group.start..group.end).any(hidden)
}

fn entities(sent: &Sent<'_>, reader: &Reader<'_>, groups: &[usize]) -> Vec<Entity> {
    groups.iter().map(|g| reader.entity(sent, *g)).collect()
}

fn of_verb(sent: &Sent<'_>, reader: &Reader<'_>, coded: &Coded, t: &Trigger) -> Roles {
    let Some(verb) = sent.verb_at(t.start).cloned() else { return Roles::default() };
    let acting = matches!(coded.frame.shape, FrameShape::Symmetric | FrameShape::Gathering);
    if acting && !verb.passive {
        let initiators = entities(sent, reader, &sent.subjects(&verb));
        let with = sent.phrases(t.end, sent.clause_end(t.start)).find(|(p, _)| matches!(*p, "with" | "against"));
        // "fought government troops".
        let objects = || sent.objects_after(t.end, false);
        let targets = with.map_or_else(objects, |(_, g)| sent.with_coordinated(g));
        let targets = entities(sent, reader, &targets);
        let targets = if coded.frame.shape == FrameShape::Gathering { Vec::new() } else { targets };
        return Roles { initiators, targets, verb: Some(verb), group: None };
    }
    let objects = sent.objects_after(t.end, false);
    // "soldiers killed in ...": without an object the frames of harm are passive.
    let reduced = objects.is_empty() && harms(coded) && !verb.infinitive && !verb.gerund;
    if verb.passive || verb.bare || reduced {
        let targets = entities(sent, reader, &victims(sent, reader, &Verb { bare: !verb.passive, ..verb.clone() }));
        let initiators = entities(sent, reader, &sent.agents(verb.at, t.end));
        return Roles { initiators, targets, verb: Some(verb), group: None };
    }
    let mut targets = if objects.is_empty() { on_or_against(sent, t) } else { objects };
    // "captured the town from the rebels".
    if coded.frame.family == "territory"
        && let Some((_, from)) = sent.phrases(t.end, sent.clause_end(t.start)).find(|(p, _)| *p == "from")
        && reader.entity(sent, from).class.stands_against()
    {
        targets.extend(sent.with_coordinated(from));
    }
    let mut initiators = entities(sent, reader, &sent.subjects(&verb));
    if initiators.iter().all(|e| !e.class.human() && !e.class.armed()) {
        initiators.extend(senders(sent, reader, &initiators));
    }
    Roles { initiators, targets: entities(sent, reader, &targets), verb: Some(verb), group: None }
}

fn harms(coded: &Coded) -> bool {
    coded.frame.result
        || matches!(&*coded.frame.family, "abduction" | "arrest" | "killing")
        || coded.frame.id == "shoot"
}

fn on_or_against(sent: &Sent<'_>, t: &Trigger) -> Vec<usize> {
    sent.phrases(t.end, sent.clause_end(t.start))
        .find(|(p, g)| {
            matches!(*p, "on" | "upon" | "against" | "at" | "into" | "toward" | "towards") && !is_time(sent, *g)
        })
        .map_or_else(Vec::new, |(_, g)| sent.with_coordinated(g))
}

/// "on Monday", "at dawn": a phrase of time, not of aim.
fn is_time(sent: &Sent<'_>, group: usize) -> bool {
    let head = &sent.words[sent.groups[group].head].lower;
    const TIMES: [&str; 24] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "dawn",
        "night",
        "dusk",
        "noon",
        "morning",
        "evening",
        "day",
        "time",
        "weekend",
        "afternoon",
        "midnight",
        "eve",
        "hour",
        "least",
        "month",
        "week",
        "scene",
    ];
    TIMES.contains(&head.as_str()) || head.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b':')
}

fn of_phrase(sent: &Sent<'_>, reader: &Reader<'_>, coded: &Coded, t: &Trigger) -> Roles {
    // The phrase's own verb is its first word, or the first or, after a noun,
    // the last one inside it: "rockets fired from Gaza landed".
    let noun_first = sent.verb_at(t.start).is_none();
    let mut verbs = (t.start..t.end).filter_map(|i| sent.verb_at(i));
    let verb = if noun_first { verbs.next_back() } else { verbs.next() };
    let Some(verb) = verb.cloned() else {
        // "the firing of rockets by militants".
        let act = sent.lower(t.start).ends_with("ing");
        return if act { of_noun(sent, reader, coded, t) } else { Roles::default() };
    };
    let subjects = entities(sent, reader, &sent.subjects(&verb));
    if t.kind == Kind::Undergo {
        let from = sent
            .phrases(t.end, sent.clause_end(t.start))
            .find(|(p, g)| {
                matches!(*p, "from" | "by")
                    && (reader.entity(sent, *g).class.armed() || reader.entity(sent, *g).class.human())
            })
            .map_or_else(Vec::new, |(_, g)| entities(sent, reader, &sent.with_coordinated(g)));
        return Roles { initiators: from, targets: subjects, verb: Some(verb), group: None };
    }
    let inside: Vec<usize> = (verb.at + 1..t.end).filter_map(|i| sent.group_at(i)).collect();
    if verb.passive {
        let initiators = entities(sent, reader, &sent.agents(verb.at, t.end));
        return Roles { initiators, targets: subjects, verb: Some(verb), group: None };
    }
    let mut targets = sent.objects_after(t.end, false);
    if coded.frame.shape == FrameShape::Symmetric {
        // "exchanged fire with rifles on a road": with whom, not with what.
        targets = sent
            .phrases(t.end, sent.clause_end(t.start))
            .find(|(p, g)| matches!(*p, "with" | "against") && reader.entity(sent, *g).class.human())
            .map_or_else(Vec::new, |(_, g)| sent.with_coordinated(g));
    } else if targets.is_empty() {
        targets = on_or_against(sent, t);
    }
    let mut targets = entities(sent, reader, &targets);
    targets.extend(inside.iter().map(|g| reader.entity(sent, *g)).filter(|e| e.class.human()));
    let agent_thing = subjects.iter().all(|e| !e.class.human() && !e.class.armed());
    // "Russian missiles hit": things act for whose they are.
    let whose = |e: &Entity| e.code.is_some() || e.owner.is_some();
    let initiators = if agent_thing {
        let senders = senders(sent, reader, &subjects);
        if senders.is_empty() { subjects.into_iter().filter(whose).collect() } else { senders }
    } else {
        subjects
    };
    Roles { initiators, targets, verb: Some(verb), group: None }
}

/// "rockets fired by rebels", "a bomb planted by the group": who sent a thing.
fn senders(sent: &Sent<'_>, reader: &Reader<'_>, things: &[Entity]) -> Vec<Entity> {
    let sent_by = |thing: &Entity| {
        let end = sent.groups[thing.group].end;
        let verb = sent.verbs.iter().find(|v| v.bare && v.start == end)?;
        Some(sent.agents(verb.at, verb.at + 1)).filter(|a| !a.is_empty())
    };
    things.iter().find_map(sent_by).map_or_else(Vec::new, |agents| entities(sent, reader, &agents))
}

fn of_noun(sent: &Sent<'_>, reader: &Reader<'_>, coded: &Coded, t: &Trigger) -> Roles {
    let Some(group) = sent.group_at(t.end - 1) else { return Roles::default() };
    let mut roles = Roles { group: Some(group), ..Roles::default() };
    let symmetric = coded.frame.shape == FrameShape::Symmetric;
    if symmetric && let Some((one, other)) = dyad(sent, reader, group, t.start) {
        roles.initiators.push(one);
        roles.targets.push(other);
    } else if let Some(modifier) = modifier(sent, reader, group, t.start).or_else(|| possessor(sent, reader, group)) {
        let suffers = matches!(&*coded.frame.family, "killing" | "abduction") && modifier.class == Class::Civilian;
        if suffers { roles.targets.push(modifier) } else { roles.initiators.push(modifier) }
    }
    let mut end = sent.clause_end(t.end - 1);
    // "the attack, which killed ...": the phrases that hang on the noun only.
    // Past "clashes erupted between ..." the verb is the noun's own.
    let happens = |v: &Verb| {
        reader.lexicon.wording.cues.happening.contains(&sent.words[v.at].verb) && sent.subjects(v).contains(&group)
    };
    if let Some(v) = sent.verbs.iter().find(|v| v.start >= t.end && v.start < end && !happens(v)) {
        end = v.start.max(t.end);
    }
    for (prep, g) in sent.phrases(t.end, end) {
        let read = || entities(sent, reader, &sent.with_coordinated(g));
        match prep {
            "between" => {
                // "a blast between A and B": the two places of a road.
                let party = |e: &Entity| symmetric || e.class.armed() || e.code.is_some() || e.known.is_some();
                let both: Vec<Entity> = read().into_iter().filter(party).collect();
                roles.initiators.extend(both.first().cloned());
                roles.targets.extend(both.into_iter().skip(1));
            }
            "by" if hangs_on(sent, group, g) => roles.initiators.extend(read()),
            "on" | "against" | "upon" if !is_time(sent, g) => roles.targets.extend(read()),
            "with" if symmetric => roles.targets.extend(read()),
            "of" => match (coded.frame.shape, &*coded.frame.family) {
                (FrameShape::Gathering, _) => roles.initiators.extend(read()),
                (
                    _,
                    "killing" | "abduction" | "shelling" | "bombing" | "airstrike" | "territory" | "arrest"
                    | "property" | "siege" | "sexual",
                ) => {
                    roles.targets.extend(read());
                }
                _ => {}
            },
            _ => {}
        }
    }
    governed(sent, reader, group, &mut roles);
    roles
}

/// Whether a phrase belongs to a noun, and not to another one before it: "an
/// operation in response to violations by the militias".
fn hangs_on(sent: &Sent<'_>, noun: usize, phrase: usize) -> bool {
    let before = sent.groups[phrase].prep.and_then(|p| sent.group_at(p.checked_sub(1)?));
    before.is_none_or(|b| b == noun || sent.groups[b].end <= sent.chain_end(noun))
}

/// "the Rapid Support Forces' shelling": who stands before a bare apostrophe.
fn possessor(sent: &Sent<'_>, reader: &Reader<'_>, group: usize) -> Option<Entity> {
    let mark = sent.groups[group].start.checked_sub(1)?;
    if !matches!(sent.lower(mark), "'" | "’" | "'s" | "’s") {
        return None;
    }
    let owner = reader.entity(sent, sent.group_at(mark.checked_sub(1)?)?);
    (owner.class.armed() || owner.class == Class::People).then_some(owner)
}

/// "ANC-Inkatha fighting", "India-Pakistan clashes": two parties in one word.
fn dyad(sent: &Sent<'_>, reader: &Reader<'_>, group: usize, before: usize) -> Option<(Entity, Entity)> {
    let at = before.checked_sub(1).filter(|i| sent.group_at(*i) == Some(group))?;
    let (one, other) = sent.words[at].text.split_once(['-', '–'])?;
    let named = |part: &str| part.chars().next().is_some_and(char::is_uppercase) && part.len() > 2;
    if !(named(one) && named(other)) {
        return None;
    }
    let span = sent.words[at].span;
    let cut = span.start + one.len();
    let first = reader.party(sent, group, Span::new(span.start, cut), one);
    Some((first, reader.party(sent, group, Span::new(span.end - other.len(), span.end), other)))
}

/// Reads the verb that the noun is subject or object of.
fn governed(sent: &Sent<'_>, reader: &Reader<'_>, group: usize, roles: &mut Roles) {
    let start = sent.groups[group].start;
    // "were injured by mortar fire": the passive's subject is hit.
    if roles.targets.is_empty()
        && sent.prep(group) == Some("by")
        && let Some(verb) = sent.verbs.iter().rev().find(|v| v.passive && v.at < start && start - v.at <= 6)
    {
        roles.targets = entities(sent, reader, &sent.subjects(verb));
        roles.verb = Some(verb.clone());
        return;
    }
    let end = sent.chain_end(group);
    let over = sent
        .verbs
        .iter()
        .rev()
        .find(|v| v.at < start && start - v.at <= 6 && (v.at + 1..start).all(|i| governs_through(sent, i)));
    // "conducted what it called an operation": the outer verb governs.
    let over = over.map(|v| {
        let what = (v.start.saturating_sub(3)..v.start).any(|i| sent.lower(i) == "what");
        let outer = sent.verbs.iter().rev().find(|o| o.at < v.start);
        if what { outer.unwrap_or(v) } else { v }
    });
    if let Some(verb) = over {
        let lemma = &*sent.words[verb.at].verb;
        if COMMIT.contains(&lemma) && roles.initiators.iter().all(|e| e.passing) {
            // "subversives carried out a terrorist attack": the subject says more.
            let subjects = entities(sent, reader, &sent.subjects(verb));
            if roles.initiators.is_empty() || subjects.iter().any(|e| e.class.human()) {
                roles.initiators = subjects;
            }
        } else if SUFFER.contains(&lemma) && roles.targets.is_empty() {
            roles.targets = entities(sent, reader, &sent.subjects(verb));
        }
        if COMMIT.contains(&lemma) || SUFFER.contains(&lemma) {
            roles.verb = Some(verb.clone());
            return;
        }
    }
    let after = sent.verbs.iter().find(|v| v.start >= end && sent.subjects(v).contains(&group));
    if let Some(verb) = after {
        if verb.passive && roles.initiators.is_empty() {
            roles.initiators = entities(sent, reader, &sent.agents(verb.at, verb.at + 1));
        }
        roles.verb = Some(verb.clone());
    } else if roles.verb.is_none() {
        roles.verb = over.cloned();
    }
}

/// Whether a verb reaches its object over this word: particles do not part
/// them, prepositions ("urged ... after a clash") and commas do.
fn governs_through(sent: &Sent<'_>, i: usize) -> bool {
    use crate::grammar::Upos;
    let particle = matches!(sent.lower(i), "out" | "up" | "off" | "down" | "of");
    match sent.pos(i) {
        Some(Upos::Verb | Upos::Sconj | Upos::Cconj | Upos::Punct) => false,
        Some(Upos::Adp) => particle,
        _ => true,
    }
}

/// The actor among the words before the trigger in its own group: "a rebel
/// attack", "Azerbaijan's shelling".
fn modifier(sent: &Sent<'_>, reader: &Reader<'_>, group: usize, before: usize) -> Option<Entity> {
    let g = sent.groups.get(group)?;
    if before <= g.start {
        return None;
    }
    let head = (g.start..before).rev().find(|&i| {
        use crate::grammar::Upos;
        matches!(sent.pos(i), Some(Upos::Noun | Upos::Propn | Upos::Adj))
    })?;
    let mut entity = reader.within(sent, group, &Group { end: before, head, ..g.clone() });
    // "Azerbaijan's shelling", "the Turkish raid"; not "the Oregon mall
    // shooting", "the Kabul bombing".
    let genitive = |i: usize| matches!(sent.lower(i), "'s" | "’s");
    let whose = entity.class == Class::Place && (genitive(head) || genitive(head + 1))
        || sent.pos(head) == Some(crate::grammar::Upos::Adj);
    if !entity.class.armed() && entity.code.is_some() && !entity.class.human() && whose {
        entity.class = Class::State;
    }
    if entity.class == Class::People {
        entity.class = Class::State;
    }
    entity.span = sent.span_of(g.start, before);
    entity.count = None;
    entity.passing = true;
    (entity.class.armed() || matches!(entity.class, Class::Civilian | Class::Protester)).then_some(entity)
}
