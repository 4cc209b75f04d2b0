//! Whether a trigger is meant literally: who acts and what is acted upon must
//! fit the frame ("the senator attacked the plan" does not).

use super::entity::{Class, Entity};
use super::figures::Figure;
use super::roles::Roles;
use super::sentence::Sent;
use super::trigger::{Coded, Kind, Trigger};
use crate::grammar::Upos;
use crate::lexicon::wording::Wording;

/// Whether subject, object and surroundings make the trigger literal.
pub(super) fn fits(
    sent: &Sent<'_>,
    wording: &Wording,
    coded: &Coded,
    trigger: &Trigger,
    roles: &Roles,
    figures: &[Figure],
) -> bool {
    let frame = &coded.frame;
    let (cues, settings) = (&wording.cues, &wording.settings);
    let word = &sent.words[trigger.start];
    let has = |list: &[String], e: &Entity| list.contains(&e.head) || headed(sent, list, e.group);
    let humans = |es: &[Entity]| es.iter().any(|e| e.class.human());
    // "He shot 68": digits alone are nobody.
    let people = |es: &[Entity]| es.iter().any(|e| e.class.human() && e.class != Class::Number);
    let counted = figures.iter().any(|f| f.at >= trigger.start && f.at < trigger.end);
    if roles.targets.iter().any(|e| has(&frame.objects_not, e))
        || roles.initiators.iter().any(|e| has(&frame.not_subjects, e))
        || trigger.kind == Kind::Phrase && led_by(sent, roles, &frame.not_subjects)
        || names(sent, 0..sent.words.len(), &frame.not_with)
    {
        return false;
    }
    // "an assault on measles", "attacked the plan": nobody bears arms.
    let figure = !roles.targets.is_empty()
        && roles.targets.iter().all(|e| cues.no_targets.contains(&e.head) && !e.class.human())
        && !roles.initiators.iter().any(|e| e.class.armed())
        && matches!(&*frame.family, "attack" | "operation" | "fight" | "bombing" | "shelling");
    let cyber = roles.targets.iter().any(|e| {
        matches!(&*e.head, "computer" | "website" | "server" | "network" | "data" | "database" | "system" | "account")
    });
    let cyber = cyber && matches!(&*frame.family, "attack" | "operation" | "abduction" | "bombing");
    let beast = |e: &Entity| !e.class.human() && cues.beasts.contains(&e.head);
    let natural = |e: &Entity| {
        e.code.is_none()
            && e.owner.is_none()
            && (settings.is_accident(&e.head) || settings.is_accident(sent.lower(sent.groups[e.group].head)))
    };
    if figure || cyber || carried(sent, coded, trigger) || roles.initiators.iter().any(|e| natural(e) || beast(e)) {
        return false;
    }
    if !frame.not_in.is_empty() {
        let natural = sent.phrases(trigger.end, sent.clause_end(trigger.start)).any(|(p, g)| {
            matches!(p, "in" | "by" | "during" | "from" | "of")
                && frame.not_in.contains(&sent.words[sent.groups[g].head].noun)
        });
        if natural {
            return false;
        }
    }
    // A noun often leaves open who: "the incursion".
    let unsaid = |es: &[Entity]| es.is_empty() && trigger.kind == Kind::Noun && frame.narrows.is_none();
    let asked = |list: &[String], es: &[Entity]| list.is_empty() || es.iter().any(|e| has(list, e));
    let classed = |list: &[String], es: &[Entity]| list.is_empty() || es.iter().any(|e| is_of(list, e.class));
    if !(asked(&frame.objects, &roles.targets) || holds(sent, trigger, &frame.objects))
        || !(asked(&frame.subjects, &roles.initiators) || led_by(sent, roles, &frame.subjects))
        || !(classed(&frame.subject_is, &roles.initiators) || unsaid(&roles.initiators))
        || !(classed(&frame.object_is, &roles.targets) || unsaid(&roles.targets))
        || roles.initiators.iter().any(|e| is_of(&frame.subject_not, e.class))
        || !(frame.at.is_empty() || asked(&frame.at, &roles.targets) || stands_at(sent, trigger, &frame.at))
        || !(frame.means.is_empty() || uses(sent, trigger, &frame.means))
    {
        return false;
    }
    if frame.need_object.contains(&word.verb)
        && matches!(trigger.kind, Kind::Verb | Kind::WeakVerb)
        && !(people(&roles.targets) || counted)
    {
        return false;
    }
    if frame.need_people.contains(&word.verb) && matches!(trigger.kind, Kind::Verb | Kind::WeakVerb) {
        let crowd = roles
            .initiators
            .iter()
            .any(|e| matches!(e.class, Class::Protester | Class::Number) || e.class == Class::Civilian && e.plural);
        if !crowd {
            return false;
        }
    }
    match frame.object.as_deref() {
        // A name that the gazetteer lacks may be a town's.
        Some("place") if trigger.kind != Kind::Noun => {
            let armed = roles.initiators.iter().any(|e| e.class.armed());
            let bearable = |e: &Entity| e.class.armed() || e.class.human();
            // "the waters took one district after another".
            if trigger.kind == Kind::WeakVerb && !roles.initiators.is_empty() && !roles.initiators.iter().any(bearable)
            {
                return false;
            }
            roles.targets.iter().any(|e| place_like(e) || armed && e.class == Class::Person)
        }
        Some("thing") if trigger.kind == Kind::WeakVerb => {
            humans(&roles.initiators)
                && roles.targets.iter().any(|e| matches!(e.class, Class::Thing | Class::MilitaryThing | Class::Place))
        }
        Some("event") => roles
            .initiators
            .iter()
            .chain(&roles.targets)
            .any(|e| matches!(&*e.head, "attack" | "assault" | "offensive" | "raid" | "advance")),
        _ if trigger.kind == Kind::WeakVerb => {
            roles.initiators.iter().any(|e| e.class.armed() || e.class == Class::People) || frame.only.is_some()
        }
        _ if frame.id == "clash" && trigger.kind == Kind::Verb => roles
            .initiators
            .iter()
            .chain(&roles.targets)
            .any(|e| e.class.armed() || matches!(e.class, Class::Protester | Class::People | Class::Rioter)),
        _ => true,
    }
}

/// "armed with rifles and grenades": what somebody carries is not used.
fn carried(sent: &Sent<'_>, coded: &Coded, trigger: &Trigger) -> bool {
    if !coded.names_only(sent, trigger) {
        return false;
    }
    let open = |i: &usize| !matches!(sent.pos(*i), Some(Upos::Punct)) || sent.lower(*i) == ",";
    let mut before = (trigger.start.saturating_sub(9)..trigger.start).rev().take_while(open);
    before.any(|i| {
        let with = sent.lower(i + 1) == "with" && matches!(sent.lower(i), "armed" | "equipped" | "loaded" | "laden");
        with || matches!(sent.lower(i), "carrying" | "wielding" | "brandishing" | "wearing")
    })
}

/// Whether a class goes by one of the names that frames use.
fn is_of(names: &[String], class: Class) -> bool {
    names.iter().any(|name| match name.as_str() {
        "armed" => class.armed(),
        "state" => matches!(class, Class::Military | Class::Police | Class::State),
        "military" => class == Class::Military,
        "police" => class == Class::Police,
        "rebel" => class == Class::Rebel,
        "militia" => class == Class::Militia,
        "gang" => class == Class::Gang,
        "peacekeeper" => class == Class::Peacekeeper,
        "protester" => class == Class::Protester,
        "rioter" => class == Class::Rioter,
        "crowd" => matches!(class, Class::Protester | Class::Rioter),
        "civilian" => matches!(class, Class::Civilian | Class::Person),
        "people" => class == Class::People,
        "human" => class.human(),
        "thing" => matches!(class, Class::Thing | Class::MilitaryThing),
        "place" => class == Class::Place,
        _ => false,
    })
}

/// "in a mosque", "outside the church", "at a funeral".
fn stands_at(sent: &Sent<'_>, trigger: &Trigger, heads: &[String]) -> bool {
    let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.end - 1));
    sent.phrases(from, to).any(|(p, g)| {
        matches!(p, "in" | "at" | "inside" | "outside" | "near" | "into" | "on" | "during" | "to" | "from" | "against")
            && (heads.contains(&sent.words[sent.groups[g].head].noun) || headed(sent, heads, g))
    })
}

/// Whether a group's last words are one of the compounds of a list: "police
/// station".
fn headed(sent: &Sent<'_>, list: &[String], group: usize) -> bool {
    let Some(g) = sent.groups.get(group) else { return false };
    list.iter().filter(|entry| entry.contains(' ')).any(|entry| {
        let words: Vec<&str> = entry.split(' ').collect();
        let Some(from) = (g.head + 1).checked_sub(words.len()) else { return false };
        from >= g.start
            && words.iter().enumerate().all(|(k, w)| {
                let word = &sent.words[from + k];
                word.noun == *w || word.lower == *w
            })
    })
}

/// Whether one of `nouns` stands in the trigger's clause.
fn uses(sent: &Sent<'_>, trigger: &Trigger, nouns: &[String]) -> bool {
    let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.end - 1));
    names(sent, from..to.min(sent.words.len()), nouns)
}

/// Whether the trigger's own words name one of the objects: "seize weapons".
fn holds(sent: &Sent<'_>, trigger: &Trigger, objects: &[String]) -> bool {
    trigger.end - trigger.start > 1 && names(sent, trigger.start..trigger.end, objects)
}

/// Whether the subject is one of `heads`, be it a thing: "the attack left".
fn led_by(sent: &Sent<'_>, roles: &Roles, heads: &[String]) -> bool {
    let Some(verb) = roles.verb.as_ref().filter(|v| !v.passive) else { return false };
    sent.subjects(verb).iter().any(|&g| heads.contains(&sent.words[sent.groups[g].head].noun) || headed(sent, heads, g))
}

/// Whether one of `nouns` stands among the words `at`.
pub(super) fn names(sent: &Sent<'_>, at: std::ops::Range<usize>, nouns: &[String]) -> bool {
    let (from, to) = (at.start, at.end);
    nouns.iter().any(|noun| {
        let words: Vec<&str> = noun.split(' ').collect();
        (from..to).any(|i| {
            i + words.len() <= to
                && words.iter().enumerate().all(|(k, w)| {
                    let word = &sent.words[i + k];
                    word.noun == *w || word.lower == *w
                })
        })
    })
}

/// A town or something that is held: a hill, a village, a position.
fn place_like(e: &Entity) -> bool {
    const HELD: [&str; 28] = [
        "town",
        "city",
        "village",
        "territory",
        "area",
        "hill",
        "height",
        "position",
        "base",
        "airport",
        "district",
        "province",
        "region",
        "bridge",
        "border",
        "crossing",
        "island",
        "capital",
        "neighborhood",
        "neighbourhood",
        "suburb",
        "post",
        "barracks",
        "ground",
        "settlement",
        "land",
        "checkpoint",
        "stronghold",
    ];
    e.class == Class::Place || HELD.contains(&&*e.head)
}
