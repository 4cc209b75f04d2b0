//! Words that two incidents share: what was aimed at, what with, who was hurt.

use std::sync::Arc;

use super::super::types::Incident;
use crate::coding::{Actor, Inter};

/// How many of the kinds of words agree, less those that do not.
pub(super) fn agreement(a: &Incident, b: &Incident, one_place: bool) -> i32 {
    let of = |x: &[String], y: &[String]| {
        if x.is_empty() || y.is_empty() {
            return 0;
        }
        let heads = |list: &[String]| list.iter().map(|w| head(w)).collect::<Vec<String>>();
        let (x, y) = (heads(x), heads(y));
        if x.iter().any(|w| y.contains(w)) { 1 } else { -1 }
    };
    // Armies shoot and shell in one fight.
    let army = |i: &Incident| i.side_a.as_ref().is_some_and(|x| x.inter == Some(Inter::StateForces));
    let means = if means_differ(a, b) && !(army(a) && army(b)) { -3 } else { 0 };
    // Two attacks in one town have two targets; what one report calls a target
    // of an attack near it may be none to the other.
    let targets = of(&a.targets, &b.targets).max(if one_place { -1 } else { 0 });
    targets + of(&a.weapons, &b.weapons).max(0) + means
}

/// The last word of a group, in the singular: "army positions".
fn head(words: &str) -> String {
    let word = words.rsplit(' ').next().unwrap_or(words).to_lowercase();
    word.strip_suffix('s').map_or(word.clone(), str::to_owned)
}

/// Whether one was shot and the other blown up.
fn means_differ(a: &Incident, b: &Incident) -> bool {
    let any = |i: &Incident, words: &[&str]| {
        i.triggers.iter().chain(&i.weapons).any(|t| words.iter().any(|w| t.to_lowercase().contains(w)))
    };
    let shot = |i: &Incident| any(i, &["shot", "gunned", "stabbed", "opened fire"]) && !bombed(i);
    shot(a) && bombed(b) || bombed(a) && shot(b)
}

fn bombed(i: &Incident) -> bool {
    i.families.iter().any(|f| matches!(&**f, "bombing" | "airstrike" | "shelling"))
}

/// Whether the words that tell one incident name the place of the other.
pub(super) fn names_place(a: &Incident, b: &Incident) -> bool {
    let told = |i: &Incident, name: &str| name.len() >= LEAST && i.evidence.iter().any(|e| has_word(&e.quote, name));
    let named = |i: &Incident, of: &Incident| {
        let place = of.location.as_ref();
        let names = place.into_iter().flat_map(|l| std::iter::once(&l.name).chain(&l.alt));
        names.chain(&of.place_as_reported).any(|name| told(i, name))
    };
    named(a, b) || named(b, a)
}

/// Letters of a name that tells something.
const LEAST: usize = 4;

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next())
    })
}

/// Whether a proper name stands in the words of both that is no name of their
/// sides or countries: an unplaced village, a hotel, a ship.
pub(super) fn share_name(a: &Incident, b: &Incident) -> bool {
    let known = |word: &str| {
        let within = |name: &str| name.split(' ').any(|w| w.len() >= LEAST && common(w, word) >= LEAST);
        let side = |x: &Option<Arc<Actor>>| x.as_ref().is_some_and(|x| within(&x.name) || within(&x.as_reported));
        let country = |i: &Incident| i.location.as_ref().and_then(|l| l.country.as_deref()).is_some_and(within);
        [a, b].into_iter().any(|i| side(&i.side_a) || side(&i.side_b) || country(i))
    };
    let theirs = proper_names(b);
    proper_names(a).iter().any(|name| theirs.contains(name) && !known(name))
}

/// Capitalised words within the sentences, without days and months.
fn proper_names(i: &Incident) -> Vec<&str> {
    let words = i.evidence.iter().flat_map(|e| e.quote.split(' ').skip(1));
    let bare = words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s"));
    bare.filter(|w| w.len() >= LEAST && w.chars().next().is_some_and(char::is_uppercase) && !is_calendar(w)).collect()
}

fn is_calendar(word: &str) -> bool {
    const MONTHS: [&str; 10] =
        ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November"];
    word.ends_with("day") || MONTHS.contains(&word) || word == "December"
}

/// Letters at the head of both.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x.to_lowercase().eq(y.to_lowercase())).count()
}
