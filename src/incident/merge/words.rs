//! Words that two incidents share: what was aimed at, what with, who was hurt.

use super::super::types::Incident;

/// How many of the kinds of words agree, less those that do not.
pub(super) fn agreement(a: &Incident, b: &Incident) -> i32 {
    let of = |x: &[String], y: &[String]| {
        if x.is_empty() || y.is_empty() {
            return 0;
        }
        let heads = |list: &[String]| list.iter().map(|w| head(w)).collect::<Vec<String>>();
        let (x, y) = (heads(x), heads(y));
        if x.iter().any(|w| y.contains(w)) { 1 } else { -1 }
    };
    let means = if means_differ(a, b) { -3 } else { 0 };
    of(&a.targets, &b.targets) + of(&a.weapons, &b.weapons).max(0) + means
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
    i.families.iter().any(|f| matches!(f.as_str(), "bombing" | "airstrike" | "shelling"))
}
