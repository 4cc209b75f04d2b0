//! Trains and measures the tagger.

use std::collections::BTreeMap;

use crate::Result;
use crate::conllu::Tree;
use crate::model::hash::mix;
use crate::model::keys::{Keys, best};
use crate::model::table::{MAX_CLASSES, Rows, Table, Weights, write};
use crate::model::tagging::{History, ONLY, SEEN, Sentence, tag};
use crate::model::upos::{Tag, Upos};
use crate::model::words::look;
use crate::perceptron::{Perceptron, Seeded};
use crate::views;

const EPOCHS: usize = 8;
/// Parts, and rounds for each, when sentences are tagged by others.
const PARTS: usize = 4;
const PART_EPOCHS: usize = 3;
/// Averages are kept as this many parts of one.
const SCALE: i64 = 8;
/// Parts below which a weight is left out.
const LEAST: i64 = 4;
/// How often a word must be seen to have one tag only, or a set of tags.
const SURE: u32 = 80;
const DROP: usize = 1;
const KNOWN: u32 = 4;

/// The bytes of the tagger's table.
pub fn train(trees: &[Tree]) -> Vec<u8> {
    train_for(trees, EPOCHS)
}

/// The sentences, and those that differ in Dateline's tokens again, with the
/// tags of a tagger that has not seen them: the parser must learn from tags as
/// faulty as those that it will be given.
pub fn jackknifed(trees: &[Tree]) -> Result<Vec<(Tree, Vec<Tag>)>> {
    let mut tagged = Vec::new();
    for part in 0..PARTS {
        let chosen = |i: usize| (i / 20) % PARTS == part;
        let pick =
            |wanted: bool| trees.iter().enumerate().filter(move |(i, _)| chosen(*i) == wanted).map(|(_, t)| t.clone());
        let others: Vec<Tree> = pick(false).collect();
        let bytes = train_for(&others, PART_EPOCHS);
        let table = crate::open(&bytes)?;
        for tree in pick(true) {
            let joined = views::joined(&tree);
            let differs = joined.words.len() < tree.words.len();
            for view in [Some(joined).filter(|_| differs), Some(tree)].into_iter().flatten() {
                let tags = tag(&view.forms(), &table);
                if view.document.starts_with("GUM_") {
                    tagged.push((view.clone(), tags.clone()));
                }
                tagged.push((view, tags));
            }
        }
    }
    Ok(tagged)
}

fn train_for(trees: &[Tree], epochs: usize) -> Vec<u8> {
    let random = Seeded::new(2021);
    let examples = examples(trees, &random);
    let mut learner = Perceptron::with_fixed(dictionary(trees));
    let sentences: Vec<Sentence> = examples.iter().map(|t| Sentence::new(&t.forms(), &learner)).collect();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for seen in trees.iter().flat_map(|t| look(&t.forms())) {
        *counts.entry(seen.word).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0usize, 0usize);
        for i in &order {
            let mut sentence = sentences[*i].clone();
            for word in 0..sentence.len() {
                let count = counts.get(&sentence.word(word)).copied().unwrap_or(0);
                if random.below(count as usize + DROP) < DROP {
                    sentence.forget(word);
                }
            }
            wrong += learn(&sentence, &examples[*i].tags, &mut learner);
            all += sentence.len();
        }
        println!("  tagger, round {}: {:.2} % wrong", epoch + 1, 100.0 * wrong as f64 / all as f64);
    }
    write(Tag::CLASSES as u8, &learner.averaged(SCALE, LEAST))
}

/// The sentences as they stand, with Dateline's tokens where that differs, and
/// a share of them in capitals and as headlines.
fn examples(trees: &[Tree], random: &Seeded) -> Vec<Tree> {
    let mut all = Vec::new();
    for tree in trees {
        let joined = views::joined(tree);
        if random.below(4) == 0 {
            all.push(views::upper(&joined));
        }
        if views::could_be_headline(&joined) && random.below(3) == 0 {
            all.push(views::title(&joined));
        }
        if joined.words.len() < tree.words.len() {
            all.push(joined);
        }
        if tree.document.starts_with("GUM_") {
            all.push(tree.clone());
        }
        all.push(tree.clone());
    }
    all
}

/// The rows that say what each word can be.
fn dictionary(trees: &[Tree]) -> Rows {
    let mut counts: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
    for tree in trees.iter().flat_map(|t| [t.clone(), views::joined(t)]) {
        for (seen, tag) in look(&tree.forms()).iter().zip(&tree.tags) {
            *counts.entry(seen.word).or_default().entry(tag.class()).or_default() += 1;
        }
    }
    let mut rows = BTreeMap::new();
    for (word, tags) in counts {
        let all: u32 = tags.values().sum();
        let Some((top, most)) = tags.iter().max_by_key(|(class, n)| (**n, u8::MAX - **class)) else { continue };
        if all >= SURE && most * 1000 >= all * 997 {
            rows.insert(mix(ONLY, word, 0), vec![(*top, 1)]);
        }
        if all >= KNOWN {
            let share = tags.iter().filter(|(_, n)| **n * 50 >= all).map(|(class, _)| (*class, 1)).collect();
            rows.insert(mix(SEEN, word, 0), share);
        }
    }
    rows
}

/// One pass over a sentence; how many words were wrong.
fn learn(sentence: &Sentence, tags: &[Tag], learner: &mut Perceptron) -> usize {
    let mut history = History::default();
    let mut keys = Keys::default();
    let mut wrong = 0;
    for (i, right) in tags.iter().enumerate() {
        let right = right.class();
        if let Some(only) = learner.fixed.get(&sentence.only(i)) {
            history = history.then(only[0].0);
            wrong += usize::from(only[0].0 != right);
            continue;
        }
        let mut scores = [0; MAX_CLASSES];
        sentence.keys(i, history, &mut keys);
        learner.add(&keys, &mut scores);
        let guess = best(&scores, Tag::CLASSES);
        learner.step();
        if guess != right {
            learner.update(keys.as_slice(), right, guess);
            wrong += 1;
        }
        history = history.then(guess);
    }
    wrong
}

/// Prints how well the tagger does on these sentences.
pub fn report(name: &str, trees: &[Tree], table: &Table<'_>) {
    let (mut all, mut right, mut exact) = (0, 0, 0);
    let (mut names, mut called, mut both) = (0, 0, 0);
    let start = std::time::Instant::now();
    let tagged: Vec<Vec<Tag>> = trees.iter().map(|t| tag(&t.forms(), table)).collect();
    let seconds = start.elapsed().as_secs_f64();
    for (tree, found) in trees.iter().zip(&tagged) {
        for (gold, tag) in tree.tags.iter().zip(found) {
            all += 1;
            right += usize::from(gold.upos == tag.upos);
            exact += usize::from(gold == tag);
            names += usize::from(gold.upos == Upos::Propn);
            called += usize::from(tag.upos == Upos::Propn);
            both += usize::from(gold.upos == Upos::Propn && tag.upos == Upos::Propn);
        }
    }
    let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    println!(
        "{name:30} {all:6} words  UPOS {:.2}  with form {:.2}  names P {:.1} R {:.1}  {:.2} M words/s",
        share(right, all),
        share(exact, all),
        share(both, called),
        share(both, names),
        all as f64 / seconds / 1e6
    );
}
