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
        "claim" if verb.passive => Some((sent.agents(verb.at), true)),
        "blame" if verb.passive => Some((after("on").unwrap_or_else(|| sent.subjects(verb)), false)),
        "blame" => Some((after("on").unwrap_or_else(|| sent.objects_after(verb.at + 1, false)), false)),
        "attribute" | "ascribe" => Some((after("to")?, false)),
        "accuse" if verb.passive => Some((sent.subjects(verb), false)),
        "accuse" => Some((sent.objects_after(verb.at + 1, false), false)),
        _ => None,
    }
}
