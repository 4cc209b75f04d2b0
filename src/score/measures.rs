//! From counts and distances to figures.

use serde::Serialize;

/// The largest error there is: half the way around the earth, kilometres.
pub(super) const FARTHEST_KM: f64 = 20_039.0;
/// The field's limit for a right point, kilometres (100 miles).
pub(super) const RIGHT_KM: f64 = 161.0;
/// The strict limit, kilometres.
pub(super) const CLOSE_KM: f64 = 20.0;

/// Precision, recall and their harmonic mean; 0 where nothing is counted.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Prf {
    /// Right ones among those given.
    pub p: f64,
    /// Right ones among those wanted.
    pub r: f64,
    /// 2 p r / (p + r).
    pub f1: f64,
}

impl Prf {
    /// From the number that is right, given and wanted.
    pub(super) fn of(right: usize, given: usize, wanted: usize) -> Self {
        let share = |all: usize| if all == 0 { 0.0 } else { right as f64 / all as f64 };
        let (p, r) = (share(given), share(wanted));
        Self { p, r, f1: if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) } }
    }
}

/// Figures over the distances of points from where they should be; null where
/// there are none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Resolution {
    /// How many distances.
    pub n: usize,
    /// Share within 161 km.
    pub acc161: Option<f64>,
    /// Share within 20 km.
    pub acc20: Option<f64>,
    /// Median, kilometres.
    pub median_km: Option<f64>,
    /// Mean, kilometres.
    pub mean_km: Option<f64>,
    /// Area under the curve of the sorted ln(1 + km), by the trapezoid rule,
    /// over ln(20,039) (n - 1): 0 is best (Gritta et al. 2018, "What's missing
    /// in geographical parsing?").
    pub auc: Option<f64>,
}

impl Resolution {
    /// The figures of these distances.
    pub(super) fn of(kilometres: &[f64]) -> Self {
        let mut sorted = kilometres.to_vec();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        if n == 0 {
            return Self::default();
        }
        let within = |km: f64| sorted.iter().filter(|e| **e <= km).count() as f64 / n as f64;
        let median = if n % 2 == 1 { sorted[n / 2] } else { f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]) };
        Self {
            n,
            acc161: Some(within(RIGHT_KM)),
            acc20: Some(within(CLOSE_KM)),
            median_km: Some(median),
            // In the order of the texts, as others add them up.
            mean_km: Some(kilometres.iter().sum::<f64>() / n as f64),
            auc: Some(auc(&sorted)),
        }
    }
}

fn auc(sorted: &[f64]) -> f64 {
    let logs: Vec<f64> = sorted.iter().map(|km| libm::log1p(*km)).collect();
    let all = libm::log(FARTHEST_KM);
    match logs[..] {
        [] => 0.0,
        [one] => one / all,
        _ => logs.windows(2).map(|w| f64::midpoint(w[0], w[1])).sum::<f64>() / (all * (logs.len() - 1) as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-4)
    }

    #[test]
    fn precision_and_recall_of_nothing_are_nothing() {
        assert_eq!(Prf::of(0, 0, 0), Prf::default());
        let prf = Prf::of(3, 4, 6);
        assert!((prf.p - 0.75).abs() < 1e-9 && (prf.r - 0.5).abs() < 1e-9 && (prf.f1 - 0.6).abs() < 1e-9);
    }

    #[test]
    fn distances_by_hand() {
        // ln 1 = 0, ln 21 = 3.044522, ln 101 = 4.615121, ln 1001 = 6.908755; ln 20039 = 9.905435.
        // Trapezoids: 1.522261 + 3.829821 + 5.761938 = 11.114020; over 3 * 9.905435: 0.374004.
        let r = Resolution::of(&[1000.0, 0.0, 100.0, 20.0]);
        assert_eq!(r.n, 4);
        assert!(
            near(r.acc161, 0.75) && near(r.acc20, 0.5) && near(r.median_km, 60.0) && near(r.mean_km, 280.0),
            "{r:?}"
        );
        assert!(near(r.auc, 0.374_004), "{r:?}");
        // One alone: ln 11 / ln 20039 = 2.397895 / 9.905435.
        assert!(near(Resolution::of(&[10.0]).auc, 0.242_079));
        assert_eq!(Resolution::of(&[]), Resolution::default());
    }
}
