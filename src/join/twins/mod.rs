//! Rows of two sides that tell of the same event, one to one.
//!
//! Pairs inside a window that is as wide as both are vague ([`weights`]) get a
//! score; those that may be one event are assigned so that the scores together
//! are highest; of every row left alone it is told why.

mod alone;
mod assign;
mod facts;
mod labels;
mod names;
mod sample;
mod score;
pub mod weights;

pub use alone::{Alone, Near, Why};
pub use facts::vagueness;
pub use labels::{Measure, measure};
pub use sample::{Sampled, Stratum, sample};
pub use score::Signs;

use rayon::prelude::*;

use super::found::Found;
use super::index::Index;
use super::measure::Window;
use crate::dataset::{Rows, Spot};
use crate::error::Result;
use facts::{Facts, facts};
use names::Names;
use weights::{DOUBT, EXACT_KM, LEAST, WIDEST_KM, WINDOW};

/// How twins are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How far apart exact places and days may be.
    pub window: Window,
    /// The lowest score of a pair that may be one event.
    pub least: f32,
    /// Whether rows of the left side without a day are matched by the rest.
    pub undated: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { window: Window { km: Some(WINDOW.0), days: Some(WINDOW.1) }, least: LEAST, undated: false }
    }
}

/// Two rows that tell of one event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The left row.
    pub left: u32,
    /// The right row, with distance, days, score and that of the next best.
    pub found: Found,
    /// How they agree.
    pub signs: Signs,
    /// The right row that would be next best for the left one.
    pub second: Option<u32>,
}

impl Pair {
    /// Whether a person should look at it: little above what is asked, or
    /// little above the next best.
    pub fn is_doubtful(&self, least: f32) -> bool {
        let close = !self.found.second.is_nan() && self.found.second > self.found.score - DOUBT;
        close || self.found.score < least + DOUBT
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Twins {
    /// The pairs, in the order of the left side.
    pub pairs: Vec<Pair>,
    /// Rows of the left side without a twin, in order.
    pub left: Vec<Alone>,
    /// Rows of the right side without one.
    pub right: Vec<Alone>,
    /// Left rows that were assigned greedily, since too many could be one.
    pub greedy: usize,
}

/// A pair inside the window.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    left: u32,
    right: u32,
    score: f32,
}

/// Both sides while they are matched.
struct Matching<'m> {
    left: Vec<Facts>,
    right: Vec<Facts>,
    options: &'m Options,
}

/// Matches two sides; both must have been read with their records.
///
/// # Errors
/// Where the embedded lexicon is broken.
pub fn twins(left: &Rows, right: &Rows, options: &Options) -> Result<Twins> {
    let mut names = Names::new()?;
    let matching = Matching { left: facts(left, &mut names), right: facts(right, &mut names), options };
    Ok(matching.run())
}

impl Matching<'_> {
    fn run(&self) -> Twins {
        let candidates = self.candidates();
        let edges: Vec<assign::Edge> = candidates
            .iter()
            .filter(|c| c.score >= self.options.least)
            .map(|c| (c.left, c.right, (f64::from(c.score) * 1e6) as i64))
            .collect();
        let (chosen, greedy) = assign::assign(&edges, self.left.len(), self.right.len());
        let pair = |(left, edge): (usize, &Option<u32>)| {
            let (_, right, _) = *edges.get((*edge)? as usize)?;
            Some(self.pair(left as u32, right, &candidates))
        };
        let pairs: Vec<Pair> = chosen.iter().enumerate().filter_map(pair).collect();
        let (left, right) = alone::alone(self, &candidates, &pairs);
        Twins { pairs, left, right, greedy }
    }

    fn pair(&self, left: u32, right: u32, candidates: &[Candidate]) -> Pair {
        let (a, b) = (&self.left[left as usize], &self.right[right as usize]);
        let signs = Signs::of(a, b, &self.options.window);
        let from = candidates.partition_point(|c| c.left < left);
        let others = candidates[from..].iter().take_while(|c| c.left == left).filter(|c| c.right != right);
        let second = others.max_by(|a, b| a.score.total_cmp(&b.score).then(b.right.cmp(&a.right)));
        let found = Found {
            score: signs.score(),
            second: second.map_or(f32::NAN, |c| c.score),
            ..Found::row(right).between(&a.spot, &b.spot)
        };
        Pair { left, found, signs, second: second.map(|c| c.right) }
    }

    /// The window of two rows that are vague by so many kilometres.
    fn window(&self, off: f64) -> Window {
        let window = self.options.window;
        Window { km: window.km.map(|km| (km + (off - 2.0 * EXACT_KM).max(0.0)).min(WIDEST_KM.max(km))), ..window }
    }

    /// All pairs inside their windows, sorted.
    fn candidates(&self) -> Vec<Candidate> {
        let spots: Vec<Spot> = self.right.iter().map(|facts| facts.spot).collect();
        // An index for each degree of vagueness, so that a vague row widens no other's window.
        let mut classes: Vec<f64> = self.right.iter().map(|facts| facts.km.ceil()).collect();
        classes.sort_by(f64::total_cmp);
        classes.dedup();
        // Few classes: any number of kilometres may stand in a table.
        let classes: Vec<f64> = if classes.len() > 12 { vec![25.0, 120.0, f64::INFINITY] } else { classes };
        let class = |km: f64| classes.partition_point(|class| *class < km.ceil());
        let indexes: Vec<(f64, Index<'_>, Index<'_>)> = (0..classes.len())
            .map(|n| {
                let rows = || (0..spots.len()).filter(move |row| class(self.right[*row].km) == n).map(|row| row as u32);
                let most = rows().map(|row| self.right[row as usize].km).fold(0.0, f64::max);
                let window = self.window(most + EXACT_KM);
                let dayless = Window { days: None, ..window };
                let none = rows().take(if self.options.undated { usize::MAX } else { 0 });
                (most, Index::new(&spots, rows(), &window), Index::new(&spots, none, &dayless))
            })
            .collect();
        let of = |row: usize| {
            let facts = &self.left[row];
            let (mut found, mut all) = (Vec::new(), Vec::new());
            for (most, index, dayless) in &indexes {
                let (index, mut window) = (index, self.window(facts.km + most));
                let undated = self.options.undated && facts.spot.days().is_none();
                let index = if undated { dayless } else { index };
                if undated {
                    window.days = None;
                }
                index.near(&facts.spot, &window, &mut found);
                all.extend(found.iter().filter_map(|right| self.candidate(row, *right, undated)));
            }
            all.sort_unstable_by_key(|c| c.right);
            all
        };
        (0..self.left.len()).into_par_iter().flat_map_iter(of).collect()
    }

    fn candidate(&self, left: usize, right: u32, undated: bool) -> Option<Candidate> {
        let (a, b) = (&self.left[left], &self.right[right as usize]);
        let window = self.window(a.km + b.km);
        let window = if undated { Window { days: None, ..window } } else { window };
        // What is told of has happened before.
        let later = undated && a.before.zip(b.spot.days()).is_some_and(|(told, (first, _))| first > told);
        (!later && window.holds(&a.spot, &b.spot)).then(|| {
            let score = Signs::of(a, b, &self.options.window).score();
            Candidate { left: left as u32, right, score }
        })
    }
}
