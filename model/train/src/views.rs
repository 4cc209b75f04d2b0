//! Other views of a treebank's sentence: with the tokens that Dateline makes,
//! in capitals, as a headline.

use crate::conllu::Tree;
use crate::model::upos::{Tag, Upos, VerbForm};

/// The sentence with hyphenated words and negated auxiliaries as one token.
pub fn joined(tree: &Tree) -> Tree {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    while at < tree.words.len() {
        let end = group_end(tree, at);
        groups.push(at..end);
        at = end;
    }
    let mut group_of = vec![0; tree.words.len()];
    for (g, range) in groups.iter().enumerate() {
        group_of[range.clone()].fill(g);
    }
    let mut out = Tree { document: tree.document.clone(), ..Tree::default() };
    for range in groups {
        let head = head_of(tree, &range);
        out.words.push(tree.words[range.clone()].concat());
        out.tags.push(joined_tag(tree, &range, head));
        out.heads.push(group_of[tree.heads[head]]);
        out.relations.push(tree.relations[head].clone());
        out.spaced.push(tree.spaced[range.end - 1]);
    }
    out
}

/// One past the last word that is one token with word `at`.
fn group_end(tree: &Tree, at: usize) -> usize {
    let word = |i: usize| tree.words.get(i).map_or("", String::as_str);
    let alphanumeric = |i: usize| word(i).chars().any(char::is_alphanumeric);
    let mut end = at + 1;
    while !tree.spaced[end - 1] && end < tree.words.len() {
        let negated =
            matches!(word(end).to_lowercase().as_str(), "n't" | "n’t" | "not") && tree.tags[end - 1].upos == Upos::Aux;
        let hyphen = word(end) == "-" && !tree.spaced[end] && alphanumeric(end - 1) && alphanumeric(end + 1);
        if negated {
            end += 1;
        } else if hyphen && end + 1 < tree.words.len() {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// The word of the group whose head lies outside, the last of several.
fn head_of(tree: &Tree, range: &std::ops::Range<usize>) -> usize {
    let outside = |i: &usize| !range.contains(&tree.heads[*i]) || tree.heads[*i] == *i;
    let content = |i: &usize| outside(i) && tree.tags[*i].upos != Upos::Punct;
    range.clone().rev().find(content).or_else(|| range.clone().rev().find(outside)).unwrap_or(range.start)
}

fn joined_tag(tree: &Tree, range: &std::ops::Range<usize>, head: usize) -> Tag {
    let tag = tree.tags[head];
    let contraction = tree.tags[range.start].upos == Upos::Aux;
    if range.len() == 1 || contraction {
        return tree.tags[range.start];
    }
    let parts = || range.clone().map(|i| tree.tags[i].upos).filter(|u| *u != Upos::Punct);
    if parts().all(|u| matches!(u, Upos::Propn | Upos::Num)) {
        return tag;
    }
    // "a 44-day war", "a Russian-brokered deal": adjectives as one word.
    let modifies = matches!(tree.relations[head].as_str(), "amod" | "compound" | "nmod" | "nummod");
    if modifies && tree.heads[head] >= range.end && tag.upos != Upos::Num {
        return Tag { upos: Upos::Adj, form: None };
    }
    tag
}

/// The sentence in capitals.
pub fn upper(tree: &Tree) -> Tree {
    let mut out = tree.clone();
    for word in &mut out.words {
        *word = word.to_uppercase();
    }
    out
}

/// The sentence with its words capitalised, short function words apart.
pub fn title(tree: &Tree) -> Tree {
    let mut out = tree.clone();
    for (word, tag) in out.words.iter_mut().zip(&tree.tags) {
        let small = matches!(tag.upos, Upos::Adp | Upos::Cconj | Upos::Det | Upos::Part) && word.chars().count() < 4;
        let mut letters = word.chars();
        if let Some(head) = letters.next().filter(|_| !small) {
            *word = head.to_uppercase().chain(letters).collect();
        }
    }
    out
}

/// Whether a sentence is like one of a headline: a finite verb, no full stop
/// needed; used to choose what is worth a capitalised copy.
pub fn could_be_headline(tree: &Tree) -> bool {
    (5..=18).contains(&tree.words.len()) && tree.tags.iter().any(|t| t.form.is_some_and(VerbForm::is_finite))
}
