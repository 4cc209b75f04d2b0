//! The grammar against suites in Markdown, and against any words at all.

use dateline::grammar::groups::{Modality, Tense, VerbGroup, VerbKind, Voice, noun_groups, verb_groups};
use dateline::grammar::{Tag, Tagger, VerbForm};
use proptest::prelude::*;

/// The rows of a Markdown table, cells trimmed, without head and rule.
fn rows(markdown: &str) -> Vec<Vec<String>> {
    markdown
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

fn aspect(group: &VerbGroup) -> String {
    let mut parts: Vec<&str> = Vec::new();
    match group.tense {
        Some(Tense::Past) => parts.push("past"),
        Some(Tense::Present) => parts.push("present"),
        Some(Tense::Future) => parts.push("future"),
        None => {}
    }
    if group.perfect {
        parts.push("perfect");
    }
    if group.progressive {
        parts.push("progressive");
    }
    parts.push(match group.kind {
        VerbKind::Finite if group.tense.is_some() => "",
        VerbKind::Finite => "-",
        VerbKind::Infinitive => "infinitive",
        VerbKind::Gerund => "gerund",
        VerbKind::Participle => "participle",
        VerbKind::Attributive => "attributive",
    });
    parts.join(" ").trim().to_owned()
}

fn modality(group: &VerbGroup) -> &'static str {
    match group.modality {
        None => "-",
        Some(Modality::Will) => "will",
        Some(Modality::Would) => "would",
        Some(Modality::Possible) => "possible",
        Some(Modality::Able) => "able",
        Some(Modality::Obliged) => "obliged",
        Some(Modality::Planned) => "planned",
    }
}

#[test]
fn verb_groups_tell_voice_tense_modality_and_negation() {
    let tagger = Tagger::embedded().expect("the weights open");
    let mut wrong = Vec::new();
    let rows = rows(include_str!("verb_groups.md"));
    assert!(rows.len() >= 40);
    for row in &rows {
        let words: Vec<&str> = row[0].split(' ').collect();
        let tags = tagger.tags(&words);
        let groups = verb_groups(&words, &tags);
        let found = groups.iter().find(|g| words[g.verb] == row[1]).map_or_else(
            || vec!["no group".to_owned()],
            |g| {
                let voice = if g.voice == Voice::Passive { "passive" } else { "active" };
                let negated = if g.negated { "yes" } else { "no" };
                vec![voice.to_owned(), aspect(g), modality(g).to_owned(), negated.to_owned()]
            },
        );
        if found != row[2..] {
            let tags: Vec<String> = words.iter().zip(&tags).map(|(w, t)| format!("{w}/{}", t.upos.name())).collect();
            wrong.push(format!("{}: {}: {found:?}, not {:?}\n    {}", row[0], row[1], &row[2..], tags.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

proptest! {
    /// Any words at all: one tag each, groups within the sentence and in order.
    #[test]
    fn any_words_are_tagged_and_grouped(words in prop::collection::vec("\\PC{0,12}|to|was|not|'s|killed|the|15|is|going|have|,", 0..40)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let tags = Tagger::embedded().expect("the weights open").tags(&words);
        prop_assert_eq!(tags.len(), words.len());
        let mut end = 0;
        for group in noun_groups(&words, &tags) {
            prop_assert!(end <= group.start && group.start <= group.head && group.head < group.end && group.end <= words.len());
            end = group.end;
        }
        let mut end = 0;
        for group in verb_groups(&words, &tags) {
            prop_assert!(end <= group.start && group.start <= group.verb && group.verb < group.end && group.end <= words.len());
            end = group.end;
        }
    }
}

/// Part of speech and form of one word, as the suites write them.
fn tag_name(tag: Tag) -> String {
    let form = match tag.form {
        Some(VerbForm::Base) => ":base",
        Some(VerbForm::Present) => ":present",
        Some(VerbForm::ThirdPerson) => ":third",
        Some(VerbForm::Past) => ":past",
        Some(VerbForm::Participle) => ":participle",
        Some(VerbForm::Gerund) => ":gerund",
        Some(VerbForm::Modal) => ":modal",
        None => "",
    };
    format!("{}{form}", tag.upos.name())
}

#[test]
fn key_words_of_agency_prose_are_tagged() {
    let tagger = Tagger::embedded().expect("the weights open");
    let (mut all, mut wrong) = (0, Vec::new());
    for row in rows(include_str!("tags.md")) {
        let words: Vec<&str> = row[0].split(' ').collect();
        let tags = tagger.tags(&words);
        for expected in row[1].split(' ') {
            let (word, tag) = expected.split_once('=').expect("word=TAG");
            let at = words.iter().position(|w| *w == word).expect("a word of the sentence");
            all += 1;
            if !tag_name(tags[at]).starts_with(tag) {
                wrong.push(format!("{word}: {}, not {tag}: {}", tag_name(tags[at]), row[0]));
            }
        }
    }
    let right = all - wrong.len();
    assert!(right * 100 >= all * 97, "{right} of {all}:\n{}", wrong.join("\n"));
}
