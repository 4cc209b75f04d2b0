//! Whether a trigger is meant literally: who acts and what is acted upon must
//! fit the frame ("the senator attacked the plan" does not).

use super::entity::{Class, Entity};
use super::figures::Figure;
use super::roles::Roles;
use super::sentence::Sent;
use super::trigger::{Coded, Kind, Trigger};

/// Whether subject, object and surroundings make the trigger literal.
pub(super) fn fits(sent: &Sent<'_>, coded: &Coded, trigger: &Trigger, roles: &Roles, figures: &[Figure]) -> bool {
    let frame = &coded.frame;
    let word = &sent.words[trigger.start];
    let has = |list: &[String], e: &Entity| list.contains(&e.head);
    let humans = |es: &[Entity]| es.iter().any(|e| e.class.human());
    // "He shot 68": digits alone are nobody.
    let people = |es: &[Entity]| es.iter().any(|e| e.class.human() && e.class != Class::Number);
    let counted = figures.iter().any(|f| f.at >= trigger.start && f.at < trigger.end);
    if roles.targets.iter().any(|e| has(&frame.objects_not, e))
        || roles.initiators.iter().any(|e| has(&frame.not_subjects, e))
    {
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
    if !frame.objects.is_empty()
        && trigger.kind != Kind::Phrase
        && !roles.targets.iter().any(|e| has(&frame.objects, e))
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
        Some("place") if trigger.kind != Kind::Noun => roles.targets.iter().any(place_like),
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
