//! Who is told to have done it apart from the sentence that tells what was
//! done: "X claimed responsibility", "Y blamed the attack on X".

use super::entity::{Class, Entity, Reader};
use super::sentence::{Sent, Verb};

/// Someone named as the author of an act.
#[derive(Debug, Clone)]
pub(super) struct Author {
    pub(super) entity: Entity,
    /// The word after which the act may be named.
    pub(super) at: usize,
    /// By themselves; else another says so.
    pub(super) claimed: bool,
}

/// The authors that a sentence names.
pub(super) fn authors(sent: &Sent<'_>, reader: &Reader<'_>) -> Vec<Author> {
    let mut found = Vec::new();
    for verb in sent.verbs.iter().filter(|v| !v.negated && v.modality.is_none()) {
        let Some((groups, claimed)) = named_by(sent, verb) else { continue };
        for group in groups {
            let entity = reader.entity(sent, group);
            let none = (sent.groups[group].start..sent.groups[group].end)
                .any(|i| matches!(sent.lower(i), "no" | "nobody" | "neither" | "none" | "yet"));
            let party = entity.known.is_some()
                || entity.class.armed()
                || matches!(entity.class, Class::People)
                || claimed && matches!(entity.class, Class::Other | Class::Person);
            if party && !none {
                found.push(Author { entity, at: verb.at, claimed });
            }
        }
    }
    found
}

/// The groups that a verb names as authors, and whether they say it themselves.
fn named_by(sent: &Sent<'_>, verb: &Verb) -> Option<(Vec<usize>, bool)> {
    let object = || {
        let group = sent.group_after(verb.at + 1, false)?;
        Some(sent.words[sent.groups[group].head].noun.as_str())
    };
    let after = |prep: &str| {
        let end = sent.clause_end(verb.at);
        sent.phrases(verb.at, end.max(verb.at + 1)).find(|(p, _)| *p == prep).map(|(_, g)| vec![g])
    };
    match &*sent.words[verb.at].verb {
        "claim" | "accept" | "admit" if matches!(object(), Some("responsibility" | "credit")) && !verb.passive => {
            Some((sent.subjects(verb), true))
        }
        "claim" | "admit" if !verb.passive && is_the_act(sent, verb) => {
            // "A leaflet claimed the attack for the group".
            let on_behalf = after("for").filter(|_| object() != Some("responsibility"));
            Some((on_behalf.unwrap_or_else(|| sent.subjects(verb)), true))
        }
        // "admitted planting it", "said it had planted it".
        "admit" | "acknowledge" if does_it(sent, verb.at + 1) => Some((sent.subjects(verb), true)),
        "plant" | "carry" | "stage" | "perpetrate" | "detonate" | "commit"
            if verb.past_perfect && does_it(sent, verb.at) =>
        {
            said_of_itself(sent, verb).map(|g| (vec![g], true))
        }
        "claim" if verb.passive => Some((sent.agents(verb.at, verb.at + 1), true)),
        "blame" if verb.passive => Some((after("on").unwrap_or_else(|| sent.subjects(verb)), false)),
        "blame" => Some((after("on").unwrap_or_else(|| sent.objects_after(verb.at + 1, false)), false)),
        "attribute" | "ascribe" => Some((after("to")?, false)),
        "accuse" if verb.passive => Some((sent.subjects(verb), false)),
        "accuse" => Some((sent.objects_after(verb.at + 1, false), false)),
        _ => None,
    }
}

/// "claimed the bombing", "the attack": the act itself.
fn is_the_act(sent: &Sent<'_>, verb: &Verb) -> bool {
    let Some(group) = sent.group_after(verb.at + 1, false) else { return false };
    let g = &sent.groups[group];
    let act = matches!(
        &*sent.words[g.head].noun,
        "attack"
            | "bombing"
            | "blast"
            | "explosion"
            | "ambush"
            | "killing"
            | "assassination"
            | "raid"
            | "shooting"
            | "assault"
            | "kidnapping"
            | "abduction"
            | "strike"
            | "murder"
            | "action"
    );
    act && matches!(sent.lower(g.start), "the" | "this" | "that" | "both" | "these")
}

/// "planting it", "carried out the attack": a verb of doing, and the act or "it".
fn does_it(sent: &Sent<'_>, at: usize) -> bool {
    let Some(verb) = sent.verb_at(at) else { return false };
    let doing = matches!(
        &*sent.words[at].verb,
        "plant"
            | "carry"
            | "stage"
            | "perpetrate"
            | "detonate"
            | "commit"
            | "launch"
            | "kill"
            | "shoot"
            | "bomb"
            | "place"
    );
    let object = (at + 1..at + 4).any(|i| matches!(sent.lower(i), "it" | "them" | "him" | "her"));
    doing && (object || (at + 1..at + 3).any(|i| sent.lower(i) == "out") || is_the_act(sent, verb))
}

/// "the group said it had planted it": who says so of itself.
fn said_of_itself(sent: &Sent<'_>, verb: &Verb) -> Option<usize> {
    let pronoun = verb.start.checked_sub(1).filter(|i| matches!(sent.lower(*i), "it" | "they" | "he" | "she"))?;
    let that = usize::from(sent.lower(pronoun.checked_sub(1)?) == "that");
    let outer = sent.verb_at(pronoun.checked_sub(1 + that)?)?;
    matches!(&*sent.words[outer.at].verb, "say" | "claim" | "announce" | "declare" | "state" | "admit")
        .then(|| sent.subjects(outer).first().copied())
        .flatten()
}
