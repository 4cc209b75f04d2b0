//! What the sum of signs of a good reading is worth: the share of incidents with
//! that sum of which type, place and day were right.
//!
//! Measured on reports that no rule was made for alone: development news, the
//! patterns and the twenty reports of `tests/` (226 mapped incidents).
//! `tests/reading/patterns.rs` prints the table anew.

/// Sums of signs and the share that was right, both rising.
const MEASURED: [(f32, f32); 8] =
    [(0.0, 0.0), (0.3, 0.05), (0.4, 0.2), (0.5, 0.26), (0.65, 0.3), (0.75, 0.43), (0.85, 0.63), (0.95, 0.8)];

/// The share right at a sum, on straight lines between what was measured.
pub(super) fn calibrated(sum: f32) -> f32 {
    let above = MEASURED.iter().position(|(at, _)| *at >= sum).unwrap_or(MEASURED.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (MEASURED[above - 1], MEASURED[above]);
    (y0 + (y1 - y0) * ((sum - x0) / (x1 - x0)).clamp(0.0, 1.0)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_readings_are_worth_more() {
        let shares: Vec<f32> = [0.0, 0.35, 0.5, 0.7, 0.9, 0.95, 1.0].into_iter().map(calibrated).collect();
        assert!(shares.windows(2).all(|w| w[0] <= w[1]), "{shares:?}");
        assert!((calibrated(0.95) - 0.8).abs() < 1e-6);
    }
}
