//! Sentences in the manner of news agencies, made from our own templates.
//!
//! The treebanks hold no "opened fire on", "shot dead" or "two killed in
//! clash": `agency/templates.txt` gives such sentences with their trees,
//! `agency/words.tsv` the fillers.

use std::collections::BTreeMap;

use crate::Result;
use crate::conllu::Tree;
use crate::model::upos::{Tag, Upos, VerbForm};
use crate::perceptron::Seeded;

const TEMPLATES: &str = include_str!("../agency/templates.txt");
const WORDS: &str = include_str!("../agency/words.tsv");
/// Sentences made from each template.
const EACH: usize = 10;

/// One item of a template or one word of a filler.
#[derive(Debug, Clone)]
struct Word {
    form: String,
    tag: Tag,
}

/// The sentences; the same at each run.
pub fn sentences() -> Result<Vec<Tree>> {
    let lists = lists();
    let random = Seeded::new(44);
    let mut trees = Vec::new();
    for line in TEMPLATES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        for _ in 0..EACH {
            trees.push(sentence(line, &lists, &random).map_err(|why| format!("templates.txt: {why}: {line}"))?);
        }
    }
    Ok(trees)
}

fn lists() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')).skip(1) {
        if let Some((list, filler)) = line.split_once('\t') {
            lists.entry(list).or_default().push(filler);
        }
    }
    lists
}

fn sentence(line: &str, lists: &BTreeMap<&str, Vec<&str>>, random: &Seeded) -> Result<Tree> {
    let headline = !line.contains("./PUNCT");
    let mut items = Vec::new();
    for item in line.split(' ') {
        let (what, arc) = item.rsplit_once('>').ok_or("an item without its head")?;
        let (head, relation) = arc.split_once(':').ok_or("a head without its relation")?;
        let head: usize = head.parse().map_err(|_| "a head that is no number")?;
        let (mut words, mut top) = fill(what, lists, random)?;
        if headline && words.len() > 1 && words[0].tag.upos == Upos::Det {
            words.remove(0);
            top = top.saturating_sub(1);
        }
        items.push((words, top, head, relation));
    }
    let mut starts = Vec::new();
    let mut n = 0;
    for (words, ..) in &items {
        starts.push(n);
        n += words.len();
    }
    let mut tree = Tree { document: "agency".to_owned(), ..Tree::default() };
    for ((words, top, head, relation), start) in items.iter().zip(&starts) {
        let own = start + top;
        for (i, word) in words.iter().enumerate() {
            let (to, how) = if i == *top {
                let to = head.checked_sub(1).map_or(Some(own), |h| Some(starts.get(h)? + items[h].1));
                (to.ok_or("a head beyond the end")?, *relation)
            } else {
                (own, within(word.tag, i > *top))
            };
            tree.words.push(word.form.clone());
            tree.tags.push(word.tag);
            tree.heads.push(to);
            tree.relations.push(how.to_owned());
            tree.spaced.push(true);
        }
    }
    finish(&mut tree);
    Ok(tree)
}

/// The first letter as a capital, "a soldier was".
fn finish(tree: &mut Tree) {
    if let Some(first) = tree.words.first_mut() {
        let mut letters = first.chars();
        *first = letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    if matches!(tree.words.first().map(String::as_str), Some("A" | "An")) {
        for word in tree.words.iter_mut().filter(|w| *w == "were") {
            "was".clone_into(word);
        }
    }
}

/// The words of an item and the index of the one that others hang on.
fn fill(what: &str, lists: &BTreeMap<&str, Vec<&str>>, random: &Seeded) -> Result<(Vec<Word>, usize)> {
    let Some(slot) = what.strip_prefix('{').and_then(|s| s.strip_suffix('}')) else {
        return Ok((vec![word(what)?.0], 0));
    };
    let (list, form) = slot.split_once(':').map_or((slot, None), |(list, form)| (list, Some(form)));
    let fillers = lists.get(list).ok_or_else(|| format!("no list {list}"))?;
    let filler = fillers[random.below(fillers.len())];
    if let Some(form) = form {
        return Ok((vec![inflected(filler, form)?], 0));
    }
    let words: Vec<(Word, bool)> = filler.split(' ').map(word).collect::<Result<_>>()?;
    let top = words.iter().position(|(_, marked)| *marked).unwrap_or(words.len() - 1);
    Ok((words.into_iter().map(|(word, _)| word).collect(), top))
}

/// `word/TAG`, `word/VERB:past`, `word/PROPN*`.
fn word(text: &str) -> Result<(Word, bool)> {
    let (form, tag) = text.rsplit_once('/').ok_or_else(|| format!("no tag: {text}"))?;
    let marked = tag.ends_with('*');
    let (upos, verb) =
        tag.trim_end_matches('*').split_once(':').map_or((tag.trim_end_matches('*'), None), |(u, f)| (u, Some(f)));
    let upos = Upos::parse(upos).ok_or_else(|| format!("no part of speech: {text}"))?;
    let verb = verb.map(verb_form).transpose()?;
    Ok((Word { form: form.to_owned(), tag: Tag { upos, form: verb } }, marked))
}

fn verb_form(name: &str) -> Result<VerbForm> {
    Ok(match name {
        "base" => VerbForm::Base,
        "present" => VerbForm::Present,
        "third" => VerbForm::ThirdPerson,
        "past" => VerbForm::Past,
        "participle" => VerbForm::Participle,
        "gerund" => VerbForm::Gerund,
        "modal" => VerbForm::Modal,
        _ => return Err(format!("no verb form: {name}")),
    })
}

/// One form of a verb's row: lemma, third person, past, participle, gerund.
fn inflected(row: &str, name: &str) -> Result<Word> {
    let forms: Vec<&str> = row.split(' ').collect();
    let column = match name {
        "third" => 1,
        "past" => 2,
        "participle" => 3,
        "gerund" => 4,
        _ => 0,
    };
    let form = forms.get(column).ok_or_else(|| format!("too few forms: {row}"))?;
    Ok(Word { form: (*form).to_owned(), tag: Tag { upos: Upos::Verb, form: Some(verb_form(name)?) } })
}

/// How a word hangs on the head of its phrase.
fn within(tag: Tag, after: bool) -> &'static str {
    match tag.upos {
        Upos::Det => "det",
        Upos::Num => "nummod",
        Upos::Adv => "advmod",
        Upos::Pron => "nmod:poss",
        Upos::Adj | Upos::Verb => "amod",
        Upos::Part => "case",
        Upos::Propn if after => "flat",
        _ => "compound",
    }
}
