//! Whether a report tells of force at all. News of games, markets, storms and
//! crashes uses the words of war; what tells them apart is who acts, with what,
//! and who is hurt by it: an army, gunmen, a bomb.
//!
//! Where one act of a report is beyond doubt, the others are read as they
//! stand. Where none is, an act must say more of itself, and the dead and
//! wounded that no act made tell of an accident.

use super::setting::is_elsewhere;
use super::{Actor, EventMention, EventType, Inter};
use crate::document::Document;
use crate::grammar::{Upos, lemma};
use crate::lexicon::Lexicon;
use crate::lexicon::role_nouns::RoleClass;

/// Takes out acts and tolls that nothing in the report bears out.
pub(super) fn bear_out(mentions: &mut Vec<EventMention>, doc: &Document, lexicon: &Lexicon) {
    let told = |m: &EventMention| m.status.is_mapped() && is_beyond_doubt(m, lexicon);
    // "were killed today in an attack": what hurts people is meant.
    let hurt: Vec<usize> = mentions.iter().filter(|m| m.result && hurts(m)).map(|m| m.sentence).collect();
    let deadly =
        |m: &EventMention| m.status.is_mapped() && is_force(m) && made_by_someone(m) && hurt.contains(&m.sentence);
    if mentions.iter().any(|m| told(m) || deadly(m)) {
        return;
    }
    if is_elsewhere(doc, lexicon) {
        // What such a report tells of an old war is told of a war all the same.
        let apart = |m: &EventMention| !m.status.is_mapped() && is_beyond_doubt(m, lexicon);
        mentions.retain(|m| !is_force(m) && !m.result || apart(m));
        return;
    }
    mentions.retain(|m| !may_be_figurative(m) || says_enough(m, lexicon));
    let acts = mentions.iter().any(|m| m.status.is_mapped() && made_by_someone(m));
    if !acts && (!speaks_of_force(doc, lexicon) || by_own_hand(doc)) {
        // "the killing of six priests" is somebody's doing.
        let bare = |m: &EventMention| {
            m.result && m.proof.kind != "noun" && by_any_cause(doc.words(m.trigger))
                || matches!(&*m.family, "toll" | "found")
        };
        mentions.retain(|m| !bare(m) || m.initiator.is_some() && hurts(m));
    }
}

/// Whether a word of the report is one of weapons, of those who bear them, or
/// of what they do, so that its dead may be theirs.
fn speaks_of_force(doc: &Document, lexicon: &Lexicon) -> bool {
    let armed = |noun: &str| {
        let class = lexicon.role_nouns.find(noun).map(|r| r.class);
        matches!(class, Some(RoleClass::Rebel | RoleClass::Gang | RoleClass::Militia | RoleClass::Rioter))
    };
    doc.tokens.iter().any(|t| {
        let word = t.span.of(&doc.text).to_lowercase();
        let noun = lemma(&word, Upos::Noun);
        lexicon.wording.cues.force.iter().any(|f| *f == noun) || armed(&noun)
    })
}

/// "is treating the death as suicide".
fn by_own_hand(doc: &Document) -> bool {
    let word = |i: usize| doc.tokens.get(i).map_or("", |t| t.span.of(&doc.text));
    const OTHERS: [&str; 12] = [
        "bomb", "bomber", "bombers", "bombing", "bombings", "attack", "attacks", "attacker", "vest", "car", "squad",
        "mission",
    ];
    (0..doc.tokens.len()).any(|i| word(i).eq_ignore_ascii_case("suicide") && !OTHERS.contains(&word(i + 1)))
}

/// Whether the words tell a death or wound that a storm may cause as well.
fn by_any_cause(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(
        &*lemma(&first, Upos::Verb),
        "kill"
            | "die"
            | "wound"
            | "injure"
            | "hurt"
            | "maul"
            | "perish"
            | "lose"
            | "leave"
            | "claim"
            | "bury"
            | "trap"
            | "take"
    )
}

/// Acts that games, markets and storms are said to do as well.
fn may_be_figurative(m: &EventMention) -> bool {
    let family = matches!(
        &*m.family,
        "attack" | "fight" | "bombing" | "shelling" | "airstrike" | "operation" | "property" | "territory" | "siege"
    );
    family && !m.result
}

/// Battles, explosions, violence against civilians, burnt and looted things.
fn is_force(m: &EventMention) -> bool {
    matches!(m.sub_event.event_type(), EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians)
        || m.family == "property"
}

/// An act after which the dead of a report need no further cause.
fn made_by_someone(m: &EventMention) -> bool {
    let other = !matches!(m.sub_event.event_type(), EventType::StrategicDevelopments);
    other && !m.result && !matches!(&*m.family, "toll" | "found" | "where")
}

fn is_beyond_doubt(m: &EventMention, lexicon: &Lexicon) -> bool {
    if matches!(m.sub_event.event_type(), EventType::Protests | EventType::Riots) {
        return true;
    }
    if !is_force(m) || m.family == "toll" {
        return false;
    }
    let acts = m.initiator.as_ref().is_some_and(|a| bears_arms(a, lexicon));
    if m.result {
        return acts && hurts(m);
    }
    let party = || m.target.iter().chain(&m.others).any(|a| bears_arms(a, lexicon));
    let armed = !m.weapons.is_empty() && (m.place.is_some() || m.time.is_some());
    acts || party() || armed || hurts(m) && m.initiator.is_some() || m.claimed_by.is_some() || m.accused.is_some()
}

/// What an act must say of itself in a report where nothing else is sure.
fn says_enough(m: &EventMention, lexicon: &Lexicon) -> bool {
    let set = usize::from(m.place.is_some()) + usize::from(m.time.is_some());
    let people = m.initiator.iter().chain(&m.target).any(|a| a.inter.is_some() && !is_capital(a, lexicon));
    let bargains = m.initiator.as_ref().is_some_and(|a| is_capital(a, lexicon));
    match m.sub_event.event_type() {
        EventType::Explosions => set > 0 || m.headline || people || hurts(m),
        _ => set == 2 || hurts(m) || set == 1 && (people || m.headline || m.definite || !bargains),
    }
}

fn hurts(m: &EventMention) -> bool {
    m.casualties.iter().any(|c| c.count.min.is_none_or(|n| n > 0))
}

/// Forces, rebels, gangs; a capital may only bargain.
fn bears_arms(a: &Actor, lexicon: &Lexicon) -> bool {
    let kind = matches!(
        a.inter,
        Some(Inter::StateForces | Inter::RebelGroup | Inter::PoliticalMilitia | Inter::ExternalForces | Inter::Rioters)
    );
    a.group.is_some() || kind && !is_capital(a, lexicon) && !a.name.starts_with("Government")
}

/// "Washington", "Beijing": a state by its seat or name.
fn is_capital(a: &Actor, lexicon: &Lexicon) -> bool {
    let words = a.as_reported.trim();
    lexicon.countries.government(words).is_some() || lexicon.countries.named(words).is_some()
}
