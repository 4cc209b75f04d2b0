//! Reads the words of a description: the name in them, what sort of place they
//! call it, and whether they mean the place or its surroundings.

use super::similar::{likeness, skeleton};
use crate::gazetteer::fold;
use crate::lexicon::Lexicon;
use crate::lexicon::place_words::{Commonness, Feature};

/// A name with what is said of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Phrase {
    /// The name.
    pub(super) name: String,
    /// What sort of place it is called.
    pub(super) feature: Option<Feature>,
    /// Whether its surroundings are meant: "near X".
    pub(super) beside: bool,
    /// Whether a part is meant: "northern X".
    pub(super) part: bool,
    /// How far from it, in kilometres, where stated.
    pub(super) km: Option<f64>,
}

impl Phrase {
    /// Whether it is called a division.
    pub(super) fn is_division(&self) -> bool {
        matches!(self.feature, Some(Feature::Admin1 | Feature::Admin2))
    }
}

/// The names of a coded place: the first is the place, the others are its
/// other names, in brackets or after a stroke.
pub(super) fn coded(text: &str, lexicon: &Lexicon) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for part in text.split(['(', ')', '/', ';', ',', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let mut phrase = read(part, lexicon);
        if phrase.name.is_empty() {
            continue;
        }
        let first = phrases.first().cloned();
        if let Some(first) = first {
            phrase.feature = phrase.feature.or(first.feature);
            phrase.beside |= first.beside;
        }
        if let Some(bare) = without_number(&phrase) {
            phrases.push(bare);
        }
        phrases.push(phrase);
    }
    if let Some((one, two)) = ends(text) {
        for end in [one, two] {
            let mut phrase = read(end, lexicon);
            phrase.feature = Some(Feature::Road);
            phrases.insert(0, phrase);
        }
        phrases.sort_by_key(|p| p.feature != Some(Feature::Road));
    }
    phrases
}

/// The names in a report's own words, in order: runs of capitalised words with
/// what stands around them.
pub(super) fn reported(text: &str, lexicon: &Lexicon) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for part in text.split(['(', ')', '/', ';', ',', '\n', ':', '.']).flat_map(|p| p.split(" - ")).map(str::trim) {
        let words: Vec<&str> = part.split_whitespace().collect();
        // "Ligao town (near)", "Mizan (4 km north of)": said of the name before.
        if let Some(before) = phrases.last_mut()
            && words.iter().all(|w| !w.starts_with(char::is_uppercase))
            && ends_beside(&words, lexicon)
        {
            before.beside = true;
        }
        let mut at = 0;
        while at < words.len() {
            let Some(len) = name_run(&words[at..], lexicon) else {
                at += 1;
                continue;
            };
            let mut phrase = run(&words, at, len, lexicon);
            phrase.beside |= part.contains("between") || part.contains("road");
            if !phrase.name.is_empty() {
                phrases.push(phrase);
            }
            at += len;
        }
    }
    phrases
}

/// The name of `len` words at `at`, with the relation before it and the feature
/// word beside it: "in the vicinity of X city", "the rural area of X".
fn run(words: &[&str], at: usize, len: usize, lexicon: &Lexicon) -> Phrase {
    let mut phrase = Phrase::default();
    let mut before: Vec<&str> = words[at.saturating_sub(6)..at].to_vec();
    before.push("X");
    take_relation(&mut before, &mut phrase, lexicon);
    let (name, feature, part) = strip(&words[at..at + len].join(" "), lexicon);
    let lower: Vec<String> = words.iter().map(|w| plain(w)).collect();
    let word = |i: usize| lower.get(i).map(String::as_str);
    let of = at > 0 && lower[at - 1] == "of";
    let head = at.checked_sub(if of { 2 } else { 1 });
    let after = || lexicon.place_words.feature_after(|i| word(at + len + i)).map(|(_, f)| f);
    let ahead = || lexicon.place_words.feature_before(|i| head?.checked_sub(i).and_then(word)).map(|(_, f)| f);
    phrase.feature = feature.or_else(after).or_else(ahead);
    phrase.name = name;
    phrase.part = part;
    phrase
}

/// Likeness from which a reported name is taken for the coded one.
const SAME: f64 = 0.8;

/// Whether the report places the event beside the coded place: by the words at
/// that name in it, or, where it does not name the place, at its first name.
pub(super) fn said_beside(coded: &Phrase, reported: &[Phrase]) -> bool {
    let wanted = skeleton(&coded.name);
    let same = |p: &&Phrase| likeness(&wanted, &skeleton(&p.name)) >= SAME;
    let wide = |p: &Phrase| matches!(p.feature, Some(Feature::Region | Feature::Road | Feature::Border));
    let mut named = reported.iter().filter(same).filter(|p| !p.is_division()).peekable();
    if named.peek().is_some() {
        return named.any(|p| p.beside || wide(p));
    }
    reported.first().is_some_and(|p| p.beside)
}

/// How many words of a capitalised name stand at the head of `words`.
fn name_run(words: &[&str], lexicon: &Lexicon) -> Option<usize> {
    let article = |w: &str| {
        matches!(w, "al" | "al-" | "el" | "ad" | "ar" | "as" | "ash" | "at" | "az" | "an" | "de" | "del" | "la")
    };
    let capital = |w: &str| {
        let joined =
            w.split_once('-').is_some_and(|(head, tail)| article(head) && tail.starts_with(char::is_uppercase));
        w.starts_with(char::is_uppercase) || joined
    };
    let len = words
        .iter()
        .enumerate()
        .take_while(|(i, w)| capital(w) || (article(w) && words.get(i + 1).is_some_and(|n| capital(n))));
    let len = len.count().min(4);
    let first = words.first()?.to_lowercase();
    let known = matches!(lexicon.place_words.common(&first), Some(Commonness::Never));
    (len > 0 && !(known && len == 1)).then_some(len)
}

/// Whether words without a name of their own are a relation to one.
fn ends_beside(words: &[&str], lexicon: &Lexicon) -> bool {
    let mut words = words.to_vec();
    let wide = words == ["area"];
    // The name that the relation wants stands elsewhere.
    words.push("X");
    let mut phrase = Phrase::default();
    take_relation(&mut words, &mut phrase, lexicon);
    wide || phrase.beside
}

/// Reads one phrase.
fn read(part: &str, lexicon: &Lexicon) -> Phrase {
    let mut phrase = Phrase::default();
    let cleaned = part.trim_matches(|c: char| matches!(c, '.' | '"' | '\'' | '“' | '”' | '-'));
    let mut words: Vec<&str> = cleaned.split_whitespace().collect();
    take_relation(&mut words, &mut phrase, lexicon);
    let (name, feature, part) = strip(&words.join(" "), lexicon);
    phrase.name = name;
    phrase.feature = feature;
    phrase.part |= part;
    phrase
}

/// Takes off "near", "20 km south of", "on the outskirts of".
fn take_relation(words: &mut Vec<&str>, phrase: &mut Phrase, lexicon: &Lexicon) {
    let lower: Vec<String> = words.iter().map(|w| w.trim_end_matches(',').to_lowercase()).collect();
    let mut cut = 0;
    for end in 0..words.len() {
        let back = |n: usize| end.checked_sub(n).and_then(|i| lower.get(i)).map(String::as_str);
        if let Some((_, beside)) = lexicon.relations.beside(back) {
            phrase.beside = true;
            phrase.km = Some(phrase.km.unwrap_or(0.0).max(beside.km));
            cut = end + 1;
        }
        let of = matches!(lower[end].as_str(), "of" | "from");
        let bearing = of
            && end > 0
            && lexicon
                .relations
                .bearing(|n| (end - 1).checked_sub(n).and_then(|i| lower.get(i)).map(String::as_str))
                .is_some();
        let unit = of
            && lower[..end].iter().any(|w| matches!(w.as_str(), "km" | "kilometers" | "kilometres" | "miles" | "kms"));
        if bearing || unit {
            phrase.beside = true;
            let number = lower[..end].iter().find_map(|w| w.trim_end_matches("km").parse::<f64>().ok());
            phrase.km = number.filter(|n| (0.1..500.0).contains(n)).or(phrase.km);
            cut = end + 1;
        }
    }
    if cut < words.len() {
        words.drain(..cut);
    }
    while words.len() > 1 && matches!(words[0].to_lowercase().as_str(), "the" | "in" | "at" | "on" | "from" | "former")
    {
        words.remove(0);
    }
}

/// The name without feature words and directions; what they call it; whether a
/// direction was there.
pub(super) fn strip(text: &str, lexicon: &Lexicon) -> (String, Option<Feature>, bool) {
    let (name, feature) = without_features(text, lexicon);
    let division = matches!(feature, Some(Feature::Admin1 | Feature::Admin2 | Feature::Region));
    let mut words: Vec<&str> = name.split(' ').collect();
    // "South Sudan" keeps its direction where the rest is no division.
    while division && words.len() > 1 && is_direction(&plain(words[0]), lexicon) {
        words.remove(0);
    }
    let bare = words.join(" ");
    let part = bare.len() < name.len();
    (bare, feature, part)
}

fn is_direction(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.relations.bearing(|n| (n == 0).then_some(word)).is_some()
        || matches!(word, "central" | "rural" | "upper" | "lower" | "greater")
}

/// The name without feature words, and what they call it.
pub(super) fn without_features(text: &str, lexicon: &Lexicon) -> (String, Option<Feature>) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut feature = None;
    loop {
        let lower: Vec<String> = words.iter().map(|w| plain(w)).collect();
        let len = words.len();
        if len < 2 {
            break;
        }
        // "X district": the longest feature phrase at the end.
        let after = (1..=2.min(len - 1)).rev().find_map(|n| {
            let at = len - n;
            let found = lexicon.place_words.feature_after(|i| lower.get(at + i).map(String::as_str));
            found.filter(|(taken, _)| *taken == n).map(|(_, f)| (n, f))
        });
        if let Some((n, f)) = after {
            words.truncate(len - n);
            feature = feature.or(Some(f));
            continue;
        }
        // "village of X", "Jabal X": a feature phrase at the head.
        let before = (1..=2.min(len - 1)).rev().find_map(|n| {
            let found = lexicon
                .place_words
                .feature_before(|i| (n - 1).checked_sub(i).and_then(|k| lower.get(k)).map(String::as_str));
            found.filter(|(taken, _)| *taken == n).map(|(_, f)| (n, f))
        });
        if let Some((n, f)) = before.filter(|(n, _)| len > *n) {
            words.drain(..n);
            if words.len() > 1 && words[0].eq_ignore_ascii_case("of") {
                words.remove(0);
            }
            feature = feature.or(Some(f));
            continue;
        }
        break;
    }
    (words.join(" "), feature)
}

/// A word in lower case and without marks, its hyphens kept.
fn plain(word: &str) -> String {
    if word.is_ascii() { word.to_lowercase() } else { fold(word) }
}

/// "Road between A and B", "A - B highway", "A/B border".
fn ends(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    if let Some(at) = lower.find("between ") {
        let rest = text.get(at + 8..)?;
        let (one, two) = rest.split_once(" and ")?;
        return Some((one, two.split([',', '(']).next().unwrap_or(two)));
    }
    None
}

/// "Zone 5", "T2 station" keep their number; "Road 42" is no name.
fn without_number(phrase: &Phrase) -> Option<Phrase> {
    let (head, tail) = phrase.name.rsplit_once(' ')?;
    let number = tail.chars().all(|c| c.is_ascii_digit());
    (number && !head.is_empty()).then(|| Phrase { name: head.to_owned(), ..phrase.clone() })
}
