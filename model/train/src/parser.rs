//! Trains and measures the parser.

use std::collections::BTreeMap;

use crate::conllu::Tree;
use crate::model::hash::mix;
use crate::model::keys::{Keys, best};
use crate::model::labelling;
use crate::model::labels::Label;
use crate::model::parsing::{ACTIONS, Input, KNOWN, LEFT, RIGHT, SHIFT, State, choose, heads};
use crate::model::table::{MAX_CLASSES, Rows, Table, Weights, write};
use crate::model::tagging::tag;
use crate::model::upos::{Tag, Upos};
use crate::model::words::look;
use crate::perceptron::{Perceptron, Seeded};

const ARC_EPOCHS: usize = 8;
const LABEL_EPOCHS: usize = 4;
/// From this round on the parser follows its own actions nine times in ten, so
/// that it learns to go on from its own mistakes.
const EXPLORE: usize = 1;
/// Averages are kept as this many parts of one.
const SCALE: i64 = 4;
/// Parts below which a weight is left out.
const LEAST: i64 = 8;
/// How often a word must be seen to be learned from by itself.
const COMMON: usize = 5;

/// A sentence to learn from.
struct Example {
    input: Input,
    /// The root's head is the number of words.
    heads: Vec<usize>,
    labels: Vec<u8>,
}

impl Example {
    fn new(tree: &Tree, tags: &[Tag], known: &impl Weights) -> Self {
        let n = tree.words.len();
        let heads = tree.heads.iter().enumerate().map(|(i, h)| if *h == i { n } else { *h }).collect();
        let labels = tree.relations.iter().map(|r| Label::parse(r) as u8).collect();
        Self { input: Input::new(&tree.forms(), tags, known), heads, labels }
    }
}

/// The bytes of the parser's two tables.
pub fn train(trees: &[(Tree, Vec<Tag>)]) -> Vec<u8> {
    let random = Seeded::new(1979);
    let learner = Perceptron::with_fixed(common(trees));
    let examples: Vec<Example> = trees.iter().map(|(tree, tags)| Example::new(tree, tags, &learner)).collect();
    let mut bytes = arcs(&examples, &random, learner);
    bytes.extend(labels(&examples, &random));
    bytes
}

/// The rows of the words that are seen often enough to learn from.
fn common(trees: &[(Tree, Vec<Tag>)]) -> Rows {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for seen in trees.iter().flat_map(|(tree, _)| look(&tree.forms())) {
        *counts.entry(seen.word).or_default() += 1;
    }
    counts.into_iter().filter(|(_, n)| *n >= COMMON).map(|(word, _)| (mix(KNOWN, word, 0), vec![(0, 0)])).collect()
}

fn arcs(examples: &[Example], random: &Seeded, mut learner: Perceptron) -> Vec<u8> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..ARC_EPOCHS {
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0usize, 0usize);
        for i in &order {
            let example = &examples[*i];
            let found = learn_arcs(example, &mut learner, random, epoch >= EXPLORE);
            wrong += found.iter().zip(&example.heads).filter(|(a, b)| **a != Some(**b)).count();
            all += found.len();
        }
        println!("  arcs, round {}: {:.2} % wrong", epoch + 1, 100.0 * wrong as f64 / all as f64);
    }
    write(ACTIONS as u8, &learner.averaged(SCALE, LEAST))
}

/// One pass over a sentence; the heads that were found.
fn learn_arcs(example: &Example, learner: &mut Perceptron, random: &Seeded, explore: bool) -> Vec<Option<usize>> {
    let mut state = State::new(example.input.len());
    let mut keys = Keys::default();
    while !state.is_done() {
        let mut scores = [0; MAX_CLASSES];
        state.keys(&example.input, &mut keys);
        learner.add(&keys, &mut scores);
        let guess = choose(&scores, &state);
        let least = (0..ACTIONS as u8).filter(|a| state.allows(*a)).map(|a| cost(&state, a, &example.heads)).min();
        let good = |a: u8| state.allows(a) && Some(cost(&state, a, &example.heads)) == least;
        learner.step();
        let mut next = guess;
        if !good(guess) {
            let right =
                (0..ACTIONS as u8).filter(|a| good(*a)).max_by_key(|a| (scores[usize::from(*a)], ACTIONS as u8 - a));
            let right = right.unwrap_or(guess);
            learner.update(keys.as_slice(), right, guess);
            if !explore || random.below(10) == 0 {
                next = right;
            }
        }
        state.act(next);
    }
    state.heads
}

/// How many right arcs an action makes impossible (Goldberg and Nivre 2013).
fn cost(state: &State, action: u8, gold: &[usize]) -> usize {
    let n = gold.len();
    let front = state.front;
    let Some(&top) = state.stack.last() else { return 0 };
    let head = gold[top];
    let children_ahead = || (front..n).filter(|d| gold[*d] == top).count();
    let under = state.stack.len().checked_sub(2).map(|i| state.stack[i]);
    match action {
        LEFT => {
            let lost = under == Some(head) || head > front;
            usize::from(lost) + children_ahead()
        }
        RIGHT => usize::from(head >= front) + children_ahead(),
        _ => {
            debug_assert_eq!(action, SHIFT);
            let below = &state.stack[..state.stack.len() - 1];
            let lost_head = below.contains(&gold[front]);
            usize::from(lost_head) + state.stack.iter().filter(|d| gold[**d] == front).count()
        }
    }
}

fn labels(examples: &[Example], random: &Seeded) -> Vec<u8> {
    let mut learner = Perceptron::default();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..LABEL_EPOCHS {
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0usize, 0usize);
        for i in &order {
            wrong += learn_labels(&examples[*i], &mut learner);
            all += examples[*i].labels.len();
        }
        println!("  labels, round {}: {:.2} % wrong", epoch + 1, 100.0 * wrong as f64 / all as f64);
    }
    write(Label::COUNT as u8, &learner.averaged(SCALE, LEAST))
}

fn learn_labels(example: &Example, learner: &mut Perceptron) -> usize {
    let n = example.input.len();
    let mut tree = labelling::Tree::new(&example.heads);
    let mut keys = Keys::default();
    let mut wrong = 0;
    for (i, right) in example.labels.iter().enumerate() {
        if example.heads[i] == n {
            continue;
        }
        let mut scores = [0; MAX_CLASSES];
        tree.keys(&example.input, i, &mut keys);
        learner.add(&keys, &mut scores);
        scores[Label::Root as usize] = i32::MIN;
        let guess = best(&scores, Label::COUNT);
        learner.step();
        if guess != *right {
            learner.update(keys.as_slice(), *right, guess);
            wrong += 1;
        }
        tree.give(i, guess);
    }
    wrong
}

/// Prints how well the parser does on these sentences, tags found by itself.
pub fn report(name: &str, trees: &[Tree], tagger: &Table<'_>, tables: &(Table<'_>, Table<'_>)) {
    let (mut all, mut attached, mut labelled, mut content, mut content_right) = (0, 0, 0, 0, 0);
    let (mut gold_core, mut found_core, mut both_core) = (0, 0, 0);
    let start = std::time::Instant::now();
    for tree in trees {
        let words = tree.forms();
        let tags = tag(&words, tagger);
        let gold = Example::new(tree, &tags, &tables.0);
        let found = heads(&gold.input, &tables.0);
        let names = labelling::labels(&gold.input, &found, &tables.1);
        for i in 0..words.len() {
            let arc = found[i] == gold.heads[i];
            let label = names[i] as u8 == gold.labels[i];
            all += 1;
            attached += usize::from(arc);
            labelled += usize::from(arc && label);
            let counted = tree.tags[i].upos != Upos::Punct;
            content += usize::from(counted);
            content_right += usize::from(counted && arc);
            let core = Label::from_class(gold.labels[i]).is_core();
            gold_core += usize::from(core);
            found_core += usize::from(names[i].is_core());
            both_core += usize::from(core && arc && label);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    println!(
        "{name:30} UAS {:.2}  LAS {:.2}  UAS without marks {:.2}  who and whom P {:.1} R {:.1}  {:.0} k words/s",
        share(attached, all),
        share(labelled, all),
        share(content_right, content),
        share(both_core, found_core),
        share(both_core, gold_core),
        all as f64 / seconds / 1e3
    );
}
