//! Noun groups: from the determiner to the head.

use super::Words;
use crate::grammar::{Tag, Upos, VerbForm};

/// A noun with what stands before it: `the two Armenian soldiers`, `Russia's
/// defence ministry`, `it`, `15`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounGroup {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// The head: the last noun or name; of a number alone, the number.
    pub head: usize,
    /// The number that counts the head: `two`, `15`.
    pub number: Option<usize>,
    /// The head of the possessor within the group: `Russia`, `its`.
    pub possessor: Option<usize>,
}

/// The noun groups of a sentence, in order and apart from each other.
pub fn noun_groups(words: &[&str], tags: &[Tag]) -> Vec<NounGroup> {
    let words = Words { words, tags };
    let mut groups = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some(group) = group_at(words, i) {
            i = group.end;
            groups.push(group);
        } else {
            i += 1;
        }
    }
    groups
}

/// What has been read of a group so far.
struct Reading {
    start: usize,
    head: Option<usize>,
    number: Option<usize>,
    possessor: Option<usize>,
    /// The last word that can close a group without a noun.
    last: Option<usize>,
}

fn group_at(words: Words<'_>, start: usize) -> Option<NounGroup> {
    if words.upos(start) == Some(Upos::Pron) && !is_possessive(words, start) {
        return single_pronoun(words, start);
    }
    let mut reading = Reading { start, head: None, number: None, possessor: None, last: None };
    let mut i = start;
    while i < words.len() && takes(words, i, &mut reading) {
        i += 1;
    }
    let last = reading.head.max(reading.last).filter(|_| reading.head.is_some() || stands_alone(words, &reading))?;
    let head = reading.head.or(reading.number).unwrap_or(last);
    let number = reading.number.filter(|n| *n != head && *n < head);
    Some(NounGroup { start, end: last + 1, head, number, possessor: reading.possessor })
}

/// A group without a noun: a number, `the wounded`, `another`, `both`.
fn stands_alone(words: Words<'_>, reading: &Reading) -> bool {
    reading.number.is_some()
        || words.upos(reading.start) == Some(Upos::Det)
            && (reading.last.is_some_and(|l| l > reading.start)
                || words.is(reading.start, &["another", "all", "both", "some", "none", "neither", "those", "several"]))
}

fn single_pronoun(words: Words<'_>, at: usize) -> Option<NounGroup> {
    let relative = words.is(at, &["who", "whom", "whose", "which", "that", "what", "where", "there"]);
    (!relative).then_some(NounGroup { start: at, end: at + 1, head: at, number: None, possessor: None })
}

fn is_possessive(words: Words<'_>, at: usize) -> bool {
    words.is(at, &["its", "their", "his", "her", "our", "my", "your"])
        && matches!(
            words.upos(at + 1),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Adv | Upos::Verb | Upos::Sym)
        )
}

/// Whether the group goes on with word `i`; notes what it is.
fn takes(words: Words<'_>, i: usize, reading: &mut Reading) -> bool {
    let before = i.checked_sub(1).filter(|b| *b >= reading.start).and_then(|b| words.upos(b));
    let first = i == reading.start;
    let open = reading.head.is_none();
    let taken = match words.upos(i) {
        Some(Upos::Det) => first || (open && before == Some(Upos::Det)),
        Some(Upos::Pron) => (first || before == Some(Upos::Det)) && is_possessive(words, i),
        Some(Upos::Num) => open || matches!(before, Some(Upos::Propn | Upos::Noun | Upos::Num)),
        Some(Upos::Adj) => open,
        Some(Upos::Noun | Upos::Propn) => first || open || !words.is_weekday(i),
        Some(Upos::Part) => return possession(words, i, reading),
        Some(Upos::Adv) => open && !first && premodifies(words, i + 1),
        Some(Upos::Verb) => open && !first && attributive(words, i, reading.start),
        Some(Upos::Cconj) => open && joins_modifiers(words, i, before),
        Some(Upos::Punct) => return punctuation(words, i, before, open),
        Some(Upos::Sym) => words.upos(i + 1) == Some(Upos::Num) || (!first && words.is(i, &["%"])),
        _ => false,
    };
    if taken {
        note(words, i, reading);
    }
    taken
}

fn note(words: Words<'_>, i: usize, reading: &mut Reading) {
    match words.upos(i) {
        Some(Upos::Noun | Upos::Propn) => reading.head = Some(i),
        Some(Upos::Num) => {
            if reading.head.is_none() {
                reading.number = Some(i);
            }
            reading.last = Some(i);
        }
        Some(Upos::Det | Upos::Adj | Upos::Sym) => reading.last = Some(i),
        // "the wounded": a participle that no noun follows is the head.
        Some(Upos::Verb) if !premodifies(words, i + 1) => reading.head = Some(i),
        Some(Upos::Pron) => reading.possessor = Some(i),
        _ => {}
    }
}

/// `'s` after a noun: what is owned follows in the same group.
fn possession(words: Words<'_>, i: usize, reading: &mut Reading) -> bool {
    let mark = words.is(i, &["'s", "'"]);
    let goes_on = premodifies(words, i + 1) || words.upos(i + 1) == Some(Upos::Adv) && premodifies(words, i + 2);
    let Some(owner) = reading.head.filter(|_| mark && goes_on) else { return false };
    reading.possessor = Some(owner);
    reading.head = None;
    reading.number = None;
    true
}

/// Whether the word can stand in a group before or as its head.
fn premodifies(words: Words<'_>, i: usize) -> bool {
    matches!(words.upos(i), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
        || (words.upos(i) == Some(Upos::Verb) && matches!(words.upos(i + 1), Some(Upos::Noun | Upos::Propn)))
}

/// A participle between determiner and noun: `the besieged city`, `two wounded
/// men`; or for want of a noun: `the wounded`.
pub(super) fn attributive(words: Words<'_>, i: usize, start: usize) -> bool {
    let participle = matches!(words.form(i), Some(VerbForm::Participle | VerbForm::Gerund | VerbForm::Past));
    let before = i.checked_sub(1).filter(|b| *b >= start);
    let after_modifier = before.is_some_and(|b| match words.upos(b) {
        Some(Upos::Det | Upos::Adj | Upos::Adv) => true,
        Some(Upos::Num | Upos::Pron | Upos::Part) => words.form(i) != Some(VerbForm::Past),
        _ => false,
    });
    let before_noun = match words.upos(i + 1) {
        Some(Upos::Noun | Upos::Propn) => !words.is_weekday(i + 1),
        Some(Upos::Adj) => matches!(words.upos(i + 2), Some(Upos::Noun | Upos::Propn)),
        _ => false,
    };
    let nominal = words.form(i) == Some(VerbForm::Participle)
        && before.is_some_and(|b| words.is(b, &["the"]))
        && !before_noun
        && words.upos(i + 1) != Some(Upos::Det);
    participle && after_modifier && (before_noun || nominal)
}

/// "the Armenian and Azerbaijani armies", "two or three men".
fn joins_modifiers(words: Words<'_>, i: usize, before: Option<Upos>) -> bool {
    let alike = matches!(before, Some(Upos::Adj | Upos::Num)) && before == words.upos(i + 1);
    alike && matches!(words.upos(i + 2), Some(Upos::Noun | Upos::Propn))
}

/// "a small, poor town"; "the Armenia – Azerbaijan border".
fn punctuation(words: Words<'_>, i: usize, before: Option<Upos>, open: bool) -> bool {
    if words.is(i, &[","]) {
        return open && before == Some(Upos::Adj) && words.upos(i + 1) == Some(Upos::Adj) && {
            matches!(words.upos(i + 2), Some(Upos::Noun | Upos::Propn))
        };
    }
    words.is(i, &["-", "–", "\u{2010}", "\u{2011}"])
        && before == Some(Upos::Propn)
        && words.upos(i + 1) == Some(Upos::Propn)
        && words.upos(i + 2) == Some(Upos::Noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Tagger;

    fn groups(sentence: &str) -> Vec<String> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let tags = Tagger::embedded().expect("the weights open").tags(&words);
        noun_groups(&words, &tags)
            .iter()
            .map(|g| format!("{} <{}>", words[g.start..g.end].join(" "), words[g.head]))
            .collect()
    }

    #[test]
    fn groups_run_from_determiner_to_head() {
        assert_eq!(
            groups(
                "Russia 's defence ministry said two wounded soldiers left the besieged city of Lachin on Tuesday ."
            ),
            [
                "Russia 's defence ministry <ministry>",
                "two wounded soldiers <soldiers>",
                "the besieged city <city>",
                "Lachin <Lachin>",
                "Tuesday <Tuesday>"
            ]
        );
        assert_eq!(
            groups("It accused the Armenian and Azerbaijani armies ."),
            ["It <It>", "the Armenian and Azerbaijani armies <armies>"]
        );
    }

    #[test]
    fn numbers_and_owners_are_named() {
        let words: Vec<&str> = "They buried its 15 soldiers".split(' ').collect();
        let tags = Tagger::embedded().expect("the weights open").tags(&words);
        let groups = noun_groups(&words, &tags);
        assert_eq!((groups[1].number, groups[1].possessor, groups[1].head), (Some(3), Some(2), 4));
    }

    #[test]
    fn a_day_begins_its_own_group() {
        assert_eq!(
            groups("Rebels killed two soldiers Tuesday ."),
            ["Rebels <Rebels>", "two soldiers <soldiers>", "Tuesday <Tuesday>"]
        );
    }
}
