//! Learns which place of a name is meant: a softmax over its places with a
//! quadratic penalty, by Newton's method.

use dateline::gazetteer::{Gazetteer, distance_km};
use dateline::geoparse::{self, Senses};
use dateline::lexicon::Lexicon;
use dateline::lexicon::sense_weights::{SenseWeights, Sign};

use super::fit::solve;
use super::gold::Gold;

/// Kilometres within which a place counts as the marked one: the field's limit.
const NEAR_KM: f64 = 161.0;
/// Weight of the penalty on the squared weights.
const PENALTY: f64 = 0.5;
const STEPS: usize = 12;

/// Where the search sets out, whatever the committed table says: the larger
/// place, and countries first.
const START: [(Sign, f64); 8] = [
    (Sign::People, 7.0),
    (Sign::Country, 13.0),
    (Sign::Admin1, 9.0),
    (Sign::Admin2, 6.0),
    (Sign::Natural, 8.0),
    (Sign::Region, 8.0),
    (Sign::Spot, 6.0),
    (Sign::Near, 3.0),
];

/// The weights that the search sets out from.
pub(crate) fn start() -> Vec<f64> {
    let weight = |sign: Sign| START.iter().find(|(s, _)| *s == sign).map_or(0.0, |(_, w)| *w);
    Sign::ALL.iter().map(|(sign, _)| weight(*sign)).collect()
}

/// A name with the signs of its places, which of them are right, and how often
/// it is marked.
pub(crate) struct Choices {
    order: Vec<f64>,
    signs: Vec<Vec<f64>>,
    right: Vec<bool>,
    often: f64,
}

/// The names of a report whose marked place is among their places.
pub(crate) fn choices(gold: &Gold, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Choices> {
    geoparse::senses(&gold.document, gazetteer, lexicon).iter().filter_map(|name| judged(gold, name)).collect()
}

fn judged(gold: &Gold, name: &Senses) -> Option<Choices> {
    let points: Vec<(f64, f64)> = name.spans.iter().filter_map(|span| gold.point(*span)).collect();
    let first = *points.first()?;
    let right: Vec<bool> = name.choices.iter().map(|c| distance_km(c.at, first) <= NEAR_KM).collect();
    if right.iter().all(|r| *r) || !right.iter().any(|r| *r) {
        return None;
    }
    let signs = name.choices.iter().map(|c| c.signs.iter().map(|v| f64::from(*v)).collect()).collect();
    let order = name.choices.iter().map(|c| f64::from(c.order)).collect();
    // A name said ten times is one decision, but of more weight than one.
    Some(Choices { order, signs, right, often: (points.len() as f64).sqrt() })
}

/// Weights under which the marked places are likeliest.
pub(crate) fn fit(names: &[Choices]) -> Vec<f64> {
    let start = &start();
    let mut weights = start.clone();
    for _ in 0..STEPS {
        let (slope, curve) = slopes(names, &weights, start);
        let step = solve(curve, slope);
        for (weight, change) in weights.iter_mut().zip(&step) {
            *weight -= change.clamp(-1.0, 1.0);
        }
    }
    weights
}

/// First and second derivatives of the penalised log-loss; the penalty pulls
/// towards where the search set out.
fn slopes(names: &[Choices], weights: &[f64], start: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = weights.len();
    let mut slope: Vec<f64> = weights.iter().zip(start).map(|(w, s)| PENALTY * (w - s)).collect();
    let mut curve = vec![vec![0.0; n]; n];
    for (i, row) in curve.iter_mut().enumerate() {
        row[i] = PENALTY;
    }
    for name in names {
        let chances = chances(name, weights);
        let good: f64 = chances.iter().zip(&name.right).filter(|(_, r)| **r).map(|(c, _)| c).sum();
        let mean = |part: &dyn Fn(usize) -> f64| -> Vec<f64> {
            (0..n).map(|i| name.signs.iter().enumerate().map(|(k, s)| part(k) * s[i]).sum()).collect()
        };
        let all = mean(&|k| chances[k]);
        let right = mean(&|k| if name.right[k] { chances[k] / good.max(1e-12) } else { 0.0 });
        for i in 0..n {
            slope[i] += name.often * (all[i] - right[i]);
        }
        for (k, signs) in name.signs.iter().enumerate() {
            for i in (0..n).filter(|i| signs[*i] != all[*i]) {
                for j in 0..n {
                    curve[i][j] += name.often * chances[k] * (signs[i] - all[i]) * (signs[j] - all[j]);
                }
            }
        }
    }
    (slope, curve)
}

fn chances(name: &Choices, weights: &[f64]) -> Vec<f64> {
    let score = |k: usize| name.order[k] + name.signs[k].iter().zip(weights).map(|(v, w)| v * w).sum::<f64>();
    let scores: Vec<f64> = (0..name.signs.len()).map(score).collect();
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
    let sum: f64 = odds.iter().sum();
    odds.into_iter().map(|o| o / sum).collect()
}

/// Share of the names whose likeliest place is right.
pub(crate) fn accuracy(names: &[Choices], weights: &[f64]) -> f64 {
    let best = |name: &Choices| {
        let chances = chances(name, weights);
        (0..chances.len()).max_by(|a, b| chances[*a].total_cmp(&chances[*b])).is_some_and(|k| name.right[k])
    };
    let right: f64 = names.iter().filter(|n| best(n)).map(|n| n.often).sum();
    right / names.iter().map(|n| n.often).sum::<f64>()
}

/// Puts weights into a lexicon.
pub(crate) fn set(lexicon: &mut Lexicon, weights: &[f64]) {
    lexicon.sense_weights = SenseWeights::new(|sign| weights[sign as usize] as f32);
}
