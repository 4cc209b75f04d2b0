//! The parser's second stage: how each word depends on the head it was given.

use super::hash::mix;
use super::keys::{Keys, best};
use super::labels::Label;
use super::parsing::Input;
use super::table::{MAX_CLASSES, Weights};

/// A tree without labels, with what hangs on each word.
#[derive(Debug, Clone)]
pub struct Tree {
    heads: Vec<usize>,
    /// First and last child and how many.
    first: Vec<Option<usize>>,
    last: Vec<Option<usize>>,
    count: Vec<u32>,
    /// The last label given to a child of each word.
    given: Vec<u32>,
    /// The labels given to the children of each word, as bits.
    all: Vec<u64>,
}

impl Tree {
    /// The tree of these heads; the root's head is the number of words.
    pub fn new(heads: &[usize]) -> Self {
        let n = heads.len();
        let mut tree = Self {
            heads: heads.to_vec(),
            first: vec![None; n + 1],
            last: vec![None; n + 1],
            count: vec![0; n + 1],
            given: vec![0; n + 1],
            all: vec![0; n + 1],
        };
        for (child, head) in heads.iter().map(|h| (*h).min(n)).enumerate() {
            tree.first[head].get_or_insert(child);
            tree.last[head] = Some(child);
            tree.count[head] += 1;
        }
        tree
    }

    /// Notes the label that word `i` was given.
    pub fn give(&mut self, i: usize, label: u8) {
        let head = self.heads.get(i).copied().unwrap_or(0);
        if let (Some(given), Some(all)) = (self.given.get_mut(head), self.all.get_mut(head)) {
            *given = u32::from(label) + 1;
            *all |= 1 << (label & 63);
        }
    }

    /// The features of the label of word `i`, when those before it have theirs.
    pub fn keys(&self, input: &Input, i: usize, keys: &mut Keys) {
        keys.clear();
        let head = self.heads.get(i).copied().unwrap_or(0);
        let (word, of) = (input.at(Some(i)), input.at(Some(head)));
        let grand = input.at(self.heads.get(head).copied());
        let left = u32::from(i < head);
        let distance = i.abs_diff(head).min(5) as u32 * 2 + left;
        let child = |slot: &[Option<usize>], w: usize| input.at(slot.get(w).copied().flatten());
        let (first, last) = (child(&self.first, i), child(&self.last, i));
        let (head_first, head_last) = (child(&self.first, head), child(&self.last, head));
        let given = self.given.get(head).copied().unwrap_or(0);
        let all = self.all.get(head).map_or(0, |a| mix(2, (*a >> 32) as u32, *a as u32));

        for (kind, a, b) in [
            (10, word.0, left),
            (11, word.1, left),
            (12, of.0, left),
            (13, of.1, left),
            (14, word.0, of.0),
            (15, word.1, mix(1, of.1, left)),
            (16, word.0, mix(1, of.1, left)),
            (17, word.1, mix(1, of.0, left)),
            (18, mix(1, word.1, of.1), distance),
            (19, mix(1, word.0, word.1), mix(1, of.1, distance)),
            (20, first.0, mix(1, word.1, of.1)),
            (21, first.1, mix(1, word.1, of.1)),
            (22, last.1, mix(1, word.1, of.1)),
            (23, first.0, mix(1, word.1, of.0)),
            (24, first.0, word.0),
            (25, head_first.0, mix(1, word.1, of.1)),
            (26, head_first.1, mix(1, word.1, of.1)),
            (27, head_last.1, mix(1, word.1, of.1)),
            (28, given, mix(1, word.1, of.1)),
            (29, given, mix(1, word.0, left)),
            (30, given, mix(1, of.0, left)),
            (31, all, mix(1, word.1, mix(1, of.1, left))),
            (32, grand.1, mix(1, word.1, of.1)),
            (33, grand.0, mix(1, word.1, of.1)),
            (34, input.at(i.checked_sub(1)).1, mix(1, word.1, of.1)),
            (35, input.at(Some(i + 1)).1, mix(1, word.1, of.1)),
            (36, input.at(i.checked_sub(1)).0, word.1),
            (37, input.at(Some(i + 1)).0, word.1),
            (38, input.at(Some(head + 1)).1, mix(1, word.1, of.1)),
            (39, input.endings.get(i).copied().unwrap_or(0), of.1),
            (40, input.endings.get(head).copied().unwrap_or(0), word.1),
            (41, self.count.get(i).copied().unwrap_or(0).min(4), mix(1, word.1, of.1)),
            (42, mix(1, first.1, last.1), mix(1, word.1, of.1)),
            (43, u32::from(i == 0), mix(1, word.1, of.1)),
            (44, self.helper(input, head), mix(1, word.1, mix(1, of.1, left))),
        ] {
            keys.push(mix(kind, a, b));
        }
    }

    /// The last word before the head that hangs on it: the helper of a verb.
    fn helper(&self, input: &Input, head: usize) -> u32 {
        let near = (head.saturating_sub(4)..head).rev().find(|i| self.heads.get(*i) == Some(&head));
        near.map_or(0, |i| input.at(Some(i)).0)
    }
}

/// The label of each word, by the tree of these heads.
pub fn labels(input: &Input, heads: &[usize], weights: &impl Weights) -> Vec<Label> {
    let n = input.len();
    let mut tree = Tree::new(heads);
    let mut keys = Keys::default();
    (0..n)
        .map(|i| {
            if heads.get(i) == Some(&n) {
                return Label::Root;
            }
            let mut scores = [0; MAX_CLASSES];
            tree.keys(input, i, &mut keys);
            weights.add(&keys, &mut scores);
            // Only the word on the root is the root.
            scores[Label::Root as usize] = i32::MIN;
            let class = best(&scores, Label::COUNT);
            tree.give(i, class);
            Label::from_class(class)
        })
        .collect()
}
