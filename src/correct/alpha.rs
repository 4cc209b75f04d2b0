//! Krippendorff's alpha, the agreement of coders beyond chance.

use std::cmp::Ordering;

/// How far apart two values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not: names, types.
    Nominal,
    /// By their difference: days.
    Interval,
    /// By their difference in proportion to their sum: counts, of which one and
    /// two are farther apart than a hundred and a hundred and one.
    Ratio,
}

impl Metric {
    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
        }
    }

    /// The squared difference.
    fn squared(self, a: f64, b: f64) -> f64 {
        let same = a.total_cmp(&b) == Ordering::Equal;
        let difference = match self {
            _ if same => 0.0,
            Self::Nominal => 1.0,
            Self::Interval => a - b,
            // Zero and zero are equal; the sum of two counts is zero only then.
            Self::Ratio => (a - b) / (a + b),
        };
        difference * difference
    }
}

/// Alpha over units, each with the values that coders gave it; a missing value
/// is simply not there, and a unit with fewer than two says nothing. `None`
/// where nothing can be compared, or where all values are equal, so that
/// chance would agree as well.
///
/// With `n` values in units of two or more, `m` in unit `u`, and the squared
/// differences `d` of the metric, alpha is 1 - observed / expected, where
/// observed = 1/n · Σ over units of 1/(m - 1) · Σ d over ordered pairs within
/// the unit, and expected = 1/(n (n - 1)) · Σ d over ordered pairs of all these
/// values (Krippendorff, Content Analysis, 4th ed., 2019, chapter 12).
///
/// ```
/// use dateline::correct::{Metric, alpha};
/// let units = [vec![1.0, 1.0], vec![2.0, 2.0], vec![1.0, 2.0], vec![3.0]];
/// let by_hand = 1.0 - 1.0 / 3.0 / (18.0 / 30.0);
/// assert!((alpha(&units, Metric::Nominal).unwrap() - by_hand).abs() < 1e-12);
/// ```
pub fn alpha(units: &[Vec<f64>], metric: Metric) -> Option<f64> {
    let paired: Vec<&Vec<f64>> = units.iter().filter(|values| values.len() >= 2).collect();
    let n: usize = paired.iter().map(|values| values.len()).sum();
    if n < 2 {
        return None;
    }
    let observed: f64 =
        paired.iter().map(|values| within(values, metric) / (values.len() as f64 - 1.0)).sum::<f64>() / n as f64;
    let expected = over_all(&paired, metric) / (n as f64 * (n as f64 - 1.0));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// The sum over ordered pairs of a unit.
fn within(values: &[f64], metric: Metric) -> f64 {
    values.iter().flat_map(|a| values.iter().map(move |b| metric.squared(*a, *b))).sum()
}

/// The sum over ordered pairs of all values, by how often each stands there.
fn over_all(paired: &[&Vec<f64>], metric: Metric) -> f64 {
    let mut values: Vec<f64> = paired.iter().flat_map(|unit| unit.iter().copied()).collect();
    values.sort_by(f64::total_cmp);
    let mut counted: Vec<(f64, f64)> = Vec::new();
    for value in values {
        match counted.last_mut().filter(|(last, _)| last.total_cmp(&value) == Ordering::Equal) {
            Some((_, count)) => *count += 1.0,
            None => counted.push((value, 1.0)),
        }
    }
    let each = |(a, m): &(f64, f64)| -> f64 { counted.iter().map(|(b, n)| m * n * metric.squared(*a, *b)).sum() };
    counted.iter().map(each).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(units: &[Vec<f64>], metric: Metric, wanted: f64) {
        let is = alpha(units, metric).unwrap();
        assert!((is - wanted).abs() < 1e-9, "{}: {is} for {wanted}", metric.name());
    }

    /// Two coders, five units, one value missing in the fifth, which drops out:
    ///
    /// ```text
    /// A  1  2  3  3  9
    /// B  1  2  3  1  .
    /// ```
    ///
    /// Values in pairs: 1 1 1, 2 2, 3 3 3; n = 8. One unit disagrees (3, 1), two
    /// ordered pairs of it.
    ///
    /// Nominal: observed = 2 / 8 = 1/4. Expected: ordered pairs of unequal
    /// values are 8·8 - (9 + 4 + 9) = 42, so 42 / 56 = 3/4. Alpha = 1 - 1/3.
    ///
    /// Interval: observed = 2 · 2² / 8 = 1. Expected: 2 · (3·2·1² + 3·3·2² +
    /// 2·3·1²) = 96, so 96 / 56 = 12/7. Alpha = 1 - 7/12 = 5/12.
    ///
    /// Ratio: d(1,3) = (2/4)² = 1/4, d(1,2) = (1/3)² = 1/9, d(2,3) = (1/5)² =
    /// 1/25. Observed = 2 · 1/4 / 8 = 1/16. Expected: 2 · (6/9 + 9/4 + 6/25) =
    /// 2 · (200 + 675 + 72) / 300 = 947/150, over 56 = 947/8400. Alpha = 1 -
    /// 8400 / (16 · 947) = 1 - 525/947 = 422/947.
    #[test]
    fn alpha_is_what_it_is_by_hand() {
        let units = [vec![1.0, 1.0], vec![2.0, 2.0], vec![3.0, 3.0], vec![3.0, 1.0], vec![9.0]];
        close(&units, Metric::Nominal, 2.0 / 3.0);
        close(&units, Metric::Interval, 5.0 / 12.0);
        close(&units, Metric::Ratio, 422.0 / 947.0);
    }

    /// Three coders, values missing in two units:
    ///
    /// ```text
    /// A  1  1  2  .
    /// B  1  2  2  2
    /// C  1  .  2  1
    /// ```
    ///
    /// n = 3 + 2 + 3 + 2 = 10; ones: 3 + 1 + 0 + 1 = 5, twos: 5. Observed: two
    /// units with one unequal pair, two ordered pairs each over m - 1 = 1: 4 / 10.
    /// Expected: 2 · 5 · 5 / 90 = 5/9. Alpha = 1 - 0.4 · 9/5 = 0.28.
    #[test]
    fn more_coders_and_missing_values() {
        let units = [vec![1.0, 1.0, 1.0], vec![1.0, 2.0], vec![2.0, 2.0, 2.0], vec![2.0, 1.0]];
        close(&units, Metric::Nominal, 0.28);
    }

    #[test]
    fn bounds_and_what_cannot_be_told() {
        close(&[vec![1.0, 1.0], vec![2.0, 2.0]], Metric::Ratio, 1.0);
        assert!(alpha(&[vec![1.0, 2.0], vec![2.0, 1.0]], Metric::Nominal).unwrap() < 0.0, "worse than chance");
        assert_eq!(alpha(&[vec![0.0, 0.0], vec![0.0, 0.0]], Metric::Ratio), None, "no variation");
        assert_eq!(alpha(&[vec![1.0], vec![]], Metric::Nominal), None);
    }
}
