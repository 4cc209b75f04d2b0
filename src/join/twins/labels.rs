//! Precision and recall from a labelled sample, with intervals.

use super::sample::Stratum;

/// A share with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The share; NaN where nothing tells of it.
    pub share: f64,
    /// From.
    pub low: f64,
    /// To.
    pub high: f64,
}

/// Half the width of a 95 % interval in standard errors.
const Z: f64 = 1.96;

/// Labels of one stratum.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    of: f64,
    labelled: f64,
    same: f64,
}

impl Counted {
    /// The share of pairs that are one event.
    fn share(&self) -> f64 {
        if self.labelled > 0.0 { self.same / self.labelled } else { 0.0 }
    }

    /// The variance of how many pairs are one event. Shares of 0 and 1 are
    /// drawn a little to the middle (Agresti and Coull 1998), since few labels
    /// cannot show that there is no other.
    fn variance(&self) -> f64 {
        let n = self.labelled + Z * Z;
        let share = (self.same + Z * Z / 2.0) / n;
        let rest = if self.of > 1.0 { ((self.of - self.labelled) / (self.of - 1.0)).max(0.0) } else { 0.0 };
        self.of * self.of * share * (1.0 - share) / n * rest
    }
}

/// Precision, then recall, of the matches, from labels: stratum, how many
/// pairs that has in all, whether the pair is one event. Recall is that among
/// pairs that came near each other; of twins farther apart nothing is known.
pub fn measure(labels: &[(Stratum, usize, bool)]) -> (Measure, Measure) {
    let mut counted = [Counted::default(); Stratum::ALL.len()];
    for (stratum, of, same) in labels {
        let one = &mut counted[*stratum as usize];
        one.of = *of as f64;
        one.labelled += 1.0;
        one.same += f64::from(u8::from(*same));
    }
    let sum = |matched: bool, what: &dyn Fn(&Counted) -> f64| -> f64 {
        Stratum::ALL.iter().filter(|s| s.is_match() == matched).map(|s| what(&counted[*s as usize])).sum()
    };
    let matches = sum(true, &|c| c.of);
    let (right, missed) = (sum(true, &|c| c.of * c.share()), sum(false, &|c| c.of * c.share()));
    let (var_right, var_missed) = (sum(true, &Counted::variance), sum(false, &Counted::variance));
    let precision = interval(right / matches, var_right / (matches * matches));
    let all = right + missed;
    // The delta method for right / (right + missed).
    let variance = (missed * missed * var_right + right * right * var_missed) / all.powi(4);
    (precision, interval(right / all, variance))
}

fn interval(share: f64, variance: f64) -> Measure {
    let error = Z * libm::sqrt(variance.max(0.0));
    Measure { share, low: (share - error).clamp(0.0, 1.0), high: (share + error).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_weigh_by_their_strata() {
        let mut labels = vec![(Stratum::Sure, 90, true); 10];
        labels.extend([(Stratum::Doubtful, 10, true), (Stratum::Doubtful, 10, false)]);
        labels.extend([(Stratum::Unlike, 20, true), (Stratum::Unlike, 20, false)]);
        let (precision, recall) = measure(&labels);
        assert!((precision.share - 0.95).abs() < 1e-9 && (recall.share - 95.0 / 105.0).abs() < 1e-9);
        assert!(precision.low < 0.95 && precision.high > 0.95 && recall.low < recall.share);
        let (all, _) = measure(&[(Stratum::Sure, 10, true); 10]);
        assert_eq!((all.share, all.low, all.high), (1.0, 1.0, 1.0));
        assert!(measure(&[]).0.share.is_nan());
    }
}
