//! The parser's first stage: which word hangs on which.
//!
//! An arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011)
//! with the root at the end: a stack of words that still want a head, and a
//! front word. Three actions: shift the front word; hang the top of the stack
//! on the front word; hang it on the word below it.

use super::hash::mix;
use super::keys::{Keys, best};
use super::table::{MAX_CLASSES, Scores, Weights};
use super::upos::Tag;
use super::words::look;

/// Moves the front word onto the stack.
pub const SHIFT: u8 = 0;
/// The front word becomes the head of the top of the stack.
pub const LEFT: u8 = 1;
/// The word below the top of the stack becomes its head.
pub const RIGHT: u8 = 2;
/// How many actions there are.
pub const ACTIONS: usize = 3;

/// Kind of the rows that list the words that are common enough.
pub const KNOWN: u8 = 202;

const NONE: u32 = 0xF00;

/// The words and tags of a sentence as ids.
#[derive(Debug, Clone)]
pub struct Input {
    /// Ids of the words in lower case.
    pub words: Vec<u32>,
    /// Ids of the last three letters.
    pub endings: Vec<u32>,
    /// Numbers of the tags.
    pub tags: Vec<u32>,
}

impl Input {
    /// Looks at the words; words without a tag are left out. Words that the
    /// weights do not list as known count as their last two letters.
    pub fn new(words: &[&str], tags: &[Tag], weights: &impl Weights) -> Self {
        let mut looks = look(words);
        for seen in &mut looks {
            if weights.classes(mix(KNOWN, seen.word, 0)).is_none() {
                seen.word = mix(2, seen.suffix[1], 0);
            }
        }
        let tags: Vec<u32> = tags.iter().take(looks.len()).map(|t| u32::from(t.class()) + 1).collect();
        let words = looks.iter().take(tags.len()).map(|l| l.word).collect();
        let endings = looks.iter().take(tags.len()).map(|l| l.suffix[2]).collect();
        Self { words, endings, tags }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Word and tag of a place that may not exist.
    pub fn at(&self, i: Option<usize>) -> (u32, u32) {
        i.and_then(|i| Some((*self.words.get(i)?, *self.tags.get(i)?))).unwrap_or((NONE, NONE))
    }
}

/// What hangs on a word so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Children {
    /// The two outermost on the left, outermost first.
    left: [Option<usize>; 2],
    /// The two outermost on the right, outermost first.
    right: [Option<usize>; 2],
    lefts: u32,
    rights: u32,
}

/// A parse under way.
#[derive(Debug, Clone)]
pub struct State {
    /// Words that still want a head.
    pub stack: Vec<usize>,
    /// The front word; the root where it is past the end.
    pub front: usize,
    /// The heads given; the root is the number of words.
    pub heads: Vec<Option<usize>>,
    children: Vec<Children>,
    n: usize,
}

impl State {
    /// The parse of `n` words before its first action.
    pub fn new(n: usize) -> Self {
        let children = vec![Children::default(); n + 1];
        Self { stack: Vec::with_capacity(n), front: 0, heads: vec![None; n], children, n }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.front >= self.n && self.stack.is_empty()
    }

    /// Whether the action is possible now.
    pub fn allows(&self, action: u8) -> bool {
        match action {
            SHIFT => self.front < self.n,
            // Only the last word left hangs on the root.
            LEFT => !self.stack.is_empty() && (self.front < self.n || self.stack.len() == 1),
            _ => self.stack.len() > 1,
        }
    }

    /// The only action that is possible now, if there is but one.
    pub fn forced(&self) -> Option<u8> {
        match (self.front < self.n, self.stack.len()) {
            (true, 0) => Some(SHIFT),
            (false, 1) => Some(LEFT),
            (false, _) => Some(RIGHT),
            (true, _) => None,
        }
    }

    /// Takes an action that is allowed.
    pub fn act(&mut self, action: u8) {
        if action == SHIFT {
            self.stack.push(self.front);
            self.front += 1;
            return;
        }
        let Some(top) = self.stack.pop() else { return };
        let head = if action == LEFT { Some(self.front) } else { self.stack.last().copied() };
        let Some(head) = head else { return };
        if let Some(slot) = self.heads.get_mut(top) {
            *slot = Some(head);
        }
        let Some(of) = self.children.get_mut(head) else { return };
        if top < head {
            of.left = [Some(top), of.left[0]];
            of.lefts += 1;
        } else {
            of.right = [Some(top), of.right[0]];
            of.rights += 1;
        }
    }

    fn below(&self, depth: usize) -> Option<usize> {
        self.stack.len().checked_sub(depth + 1).and_then(|i| self.stack.get(i)).copied()
    }

    fn children(&self, i: Option<usize>) -> Children {
        i.and_then(|i| self.children.get(i)).copied().unwrap_or_default()
    }

    /// The features of the next action.
    pub fn keys(&self, input: &Input, keys: &mut Keys) {
        keys.clear();
        let (s0, s1, s2) = (self.below(0), self.below(1), self.below(2));
        let front = |by: usize| Some(self.front + by);
        let (top, under, third) = (input.at(s0), input.at(s1), input.at(s2));
        let (next, after, later) = (input.at(front(0)), input.at(front(1)), input.at(front(2)));
        let gap = |a: Option<usize>, b: usize| a.map_or(0, |a| (b - a).min(6) as u32);
        let ahead = gap(s0, self.front);
        let back = s0.map_or(0, |s| gap(s1, s));

        for (kind, seen) in [(0, top), (3, under), (6, next), (9, after), (12, later), (15, third)] {
            keys.push(mix(10 + kind, seen.0, 0));
            keys.push(mix(11 + kind, seen.1, 0));
            keys.push(mix(12 + kind, seen.0, seen.1));
        }
        pair(keys, 30, top, next);
        pair(keys, 40, under, top);
        pair(keys, 50, under, next);
        keys.push(mix(60, mix(1, next.1, after.1), top.1));
        keys.push(mix(61, mix(1, next.1, after.1), mix(1, top.1, later.1)));
        keys.push(mix(62, mix(1, under.1, top.1), next.1));
        keys.push(mix(63, mix(1, third.1, under.1), top.1));
        keys.push(mix(64, mix(1, under.1, top.1), mix(1, next.1, after.1)));
        keys.push(mix(65, mix(1, under.1, top.0), next.1));
        keys.push(mix(66, mix(1, under.1, top.1), next.0));
        keys.push(mix(67, mix(1, under.0, top.1), next.1));
        keys.push(mix(68, next.0, after.1));
        keys.push(mix(69, mix(1, third.1, under.1), mix(1, top.1, next.1)));
        for (kind, distance, a, b) in [(70, ahead, top, next), (75, back, under, top)] {
            keys.push(mix(kind, distance, a.0));
            keys.push(mix(kind + 1, distance, b.0));
            keys.push(mix(kind + 2, distance, mix(1, a.1, b.1)));
            keys.push(mix(kind + 3, distance, a.1));
        }
        self.push_family(input, keys, [s0, s1, front(0)], [top, under, next]);
        self.push_surface(input, keys, s0, top.1, next.1);
    }

    /// What hangs already on the top, the word below and the front word.
    fn push_family(&self, input: &Input, keys: &mut Keys, at: [Option<usize>; 3], seen: [(u32, u32); 3]) {
        let [top, under, next] = seen;
        let [of_top, of_under, of_next] = at.map(|i| self.children(i));
        let valency = |c: &Children| (c.lefts.min(4), c.rights.min(4));
        let (tops, unders, nexts) = (valency(&of_top), valency(&of_under), valency(&of_next));
        keys.push(mix(90, mix(1, tops.0, tops.1), top.1));
        keys.push(mix(91, mix(1, tops.0, tops.1), top.0));
        keys.push(mix(92, mix(1, unders.1, unders.0), under.1));
        keys.push(mix(93, unders.1, under.0));
        keys.push(mix(94, nexts.0, next.1));
        keys.push(mix(95, nexts.0, next.0));
        let tag = |i: Option<usize>| input.at(i).1;
        let word = |i: Option<usize>| input.at(i).0;
        for (kind, child, seen) in [
            (100, of_top.left[0], top),
            (103, of_top.right[0], top),
            (106, of_next.left[0], next),
            (109, of_under.right[0], under),
            (112, of_under.left[0], under),
        ] {
            keys.push(mix(kind, tag(child), seen.1));
            keys.push(mix(kind + 1, word(child), seen.1));
            keys.push(mix(kind + 2, tag(child), mix(1, top.1, next.1)));
        }
        keys.push(mix(116, mix(1, tag(of_top.left[0]), tag(of_top.left[1])), top.1));
        keys.push(mix(117, mix(1, tag(of_top.right[0]), tag(of_top.right[1])), top.1));
        keys.push(mix(118, mix(1, tag(of_next.left[0]), tag(of_next.left[1])), next.1));
        keys.push(mix(119, mix(1, tag(of_under.right[0]), tag(of_under.right[1])), under.1));
        keys.push(mix(120, mix(1, tag(of_under.right[0]), under.1), top.1));
        keys.push(mix(121, mix(1, tag(of_under.left[0]), under.1), mix(1, tag(of_top.left[0]), top.1)));
    }

    /// The text between and around, whatever hangs on what.
    fn push_surface(&self, input: &Input, keys: &mut Keys, s0: Option<usize>, top: u32, next: u32) {
        let tag = |i: Option<usize>| input.at(i).1;
        keys.push(mix(130, tag(self.front.checked_sub(1)), mix(1, top, next)));
        keys.push(mix(131, tag(s0.map(|s| s + 1)), mix(1, top, next)));
        keys.push(mix(132, tag(s0.and_then(|s| s.checked_sub(1))), mix(1, top, next)));
        let ending = |i: Option<usize>| i.and_then(|i| input.endings.get(i)).copied().unwrap_or(NONE);
        keys.push(mix(133, ending(s0), next));
        keys.push(mix(134, ending(Some(self.front)), top));
    }
}

fn pair(keys: &mut Keys, kind: u8, a: (u32, u32), b: (u32, u32)) {
    keys.push(mix(kind, a.0, b.0));
    keys.push(mix(kind + 1, a.1, b.1));
    keys.push(mix(kind + 2, a.0, b.1));
    keys.push(mix(kind + 3, a.1, b.0));
    keys.push(mix(kind + 4, mix(1, a.0, a.1), b.1));
    keys.push(mix(kind + 5, a.1, mix(1, b.0, b.1)));
    keys.push(mix(kind + 6, mix(1, a.0, a.1), mix(1, b.0, b.1)));
}

/// The best action that is allowed.
pub fn choose(scores: &Scores, state: &State) -> u8 {
    let mut scores = *scores;
    for action in 0..ACTIONS as u8 {
        if !state.allows(action) {
            scores[usize::from(action)] = i32::MIN;
        }
    }
    best(&scores, ACTIONS)
}

/// The head of each word; the root's is the number of words.
pub fn heads(input: &Input, weights: &impl Weights) -> Vec<usize> {
    let n = input.len();
    let mut state = State::new(n);
    let mut keys = Keys::default();
    while !state.is_done() {
        if let Some(action) = state.forced() {
            state.act(action);
            continue;
        }
        let mut scores = [0; MAX_CLASSES];
        state.keys(input, &mut keys);
        weights.add(&keys, &mut scores);
        state.act(choose(&scores, &state));
    }
    state.heads.iter().map(|h| h.unwrap_or(n)).collect()
}
