//! Logistic regression with a quadratic penalty, by Newton's method: the same
//! examples give the same weights.

/// A name with the values of its clues, and whether it is marked as a place.
pub(crate) struct Example {
    pub(crate) values: Vec<f64>,
    pub(crate) right: bool,
}

/// Weight of the penalty on the squared weights; the bias is free of it.
const PENALTY: f64 = 2.0;
const STEPS: usize = 25;

/// The weights under which the marks are likeliest; the first is the bias. It is
/// then moved so that names above even odds give the best F1.
pub(crate) fn fit(examples: &[Example]) -> Vec<f64> {
    let clues = examples.first().map_or(0, |e| e.values.len());
    let mut weights = vec![0.0; clues];
    for _ in 0..STEPS {
        let (slope, curve) = slopes(examples, &weights);
        let step = solve(curve, slope);
        for (weight, change) in weights.iter_mut().zip(&step) {
            *weight -= change;
        }
        if step.iter().all(|s| s.abs() < 1e-9) {
            break;
        }
    }
    let shift = best_threshold(examples, &weights);
    if let Some(bias) = weights.first_mut() {
        *bias -= shift;
    }
    weights
}

/// First and second derivatives of the penalised log-loss.
fn slopes(examples: &[Example], weights: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = weights.len();
    let mut slope: Vec<f64> = weights.iter().enumerate().map(|(i, w)| if i == 0 { 0.0 } else { PENALTY * w }).collect();
    let mut curve = vec![vec![0.0; n]; n];
    for (i, row) in curve.iter_mut().enumerate() {
        row[i] = if i == 0 { 1e-6 } else { PENALTY };
    }
    for example in examples {
        let chance = 1.0 / (1.0 + (-sum(example, weights)).exp());
        let error = chance - f64::from(u8::from(example.right));
        let spread = (chance * (1.0 - chance)).max(1e-9);
        let there: Vec<usize> = (0..n).filter(|i| example.values[*i] != 0.0).collect();
        for &i in &there {
            slope[i] += error * example.values[i];
            for &j in &there {
                curve[i][j] += spread * example.values[i] * example.values[j];
            }
        }
    }
    (slope, curve)
}

/// Solves a system of linear equations: Gauss with pivots.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()));
        let Some(pivot) = pivot.filter(|p| matrix[*p][column].abs() > 1e-12) else { continue };
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let lead = matrix[column].clone();
        for row in 0..n {
            let factor = matrix[row][column] / lead[column];
            if row != column && factor != 0.0 {
                for (cell, above) in matrix[row].iter_mut().zip(&lead) {
                    *cell -= factor * above;
                }
                right[row] -= factor * right[column];
            }
        }
    }
    (0..n).map(|i| if matrix[i][i].abs() > 1e-12 { right[i] / matrix[i][i] } else { 0.0 }).collect()
}

/// The sum above which taking a name gives the best F1.
fn best_threshold(examples: &[Example], weights: &[f64]) -> f64 {
    let mut sums: Vec<(f64, bool)> = examples.iter().map(|e| (sum(e, weights), e.right)).collect();
    sums.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = sums.iter().filter(|(_, right)| *right).count() as f64;
    let (mut hits, mut best) = (0.0, (0.0, 0.0));
    for (n, (at, right)) in sums.iter().enumerate() {
        hits += f64::from(u8::from(*right));
        let f1 = 2.0 * hits / (n as f64 + 1.0 + all);
        if f1 > best.0 {
            best = (f1, *at);
        }
    }
    best.1
}

fn sum(example: &Example, weights: &[f64]) -> f64 {
    example.values.iter().zip(weights).map(|(v, w)| v * w).sum()
}

/// F1 of taking what lies above even odds.
pub(crate) fn f1(examples: &[Example], weights: &[f64]) -> f64 {
    let taken = |e: &&Example| sum(e, weights) >= 0.0;
    let hits = examples.iter().filter(taken).filter(|e| e.right).count();
    let all = examples.iter().filter(taken).count() + examples.iter().filter(|e| e.right).count();
    2.0 * hits as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clue_that_tells_weighs_and_one_that_does_not_does_not() {
        let example = |tells: f64, noise: f64, right| Example { values: vec![1.0, tells, noise], right };
        let mut examples = Vec::new();
        for n in 0..40 {
            let noise = f64::from(n % 2);
            examples.push(example(1.0, noise, n % 10 != 0));
            examples.push(example(0.0, noise, n % 10 == 0));
        }
        let weights = fit(&examples);
        assert!(weights[1] > 2.0 && weights[2].abs() < 0.5, "{weights:?}");
        assert!((f1(&examples, &weights) - 0.9).abs() < 0.01);
    }
}
