//! How far apart two rows are: kilometres on the earth, days between days.

use std::str::FromStr;

use geo::{Distance as _, Geodesic, Point};

use crate::dataset::Spot;
use crate::gazetteer::distance_km;

/// How much a distance on the mean sphere differs at most from that on the
/// ellipsoid (WGS 84): the radii of curvature are 6335 to 6400 km, the mean
/// radius 6371 (Karney 2013, "Algorithms for geodesics"). Rounded up.
pub(super) const FLATTENING: f64 = 0.007;

/// A millimetre: what reckoning adds to nothing at the poles.
const MILLIMETRE: f64 = 1e-6;

/// The longest way on earth, km, rounded up.
const FARTHEST_KM: f64 = 20_040.0;

/// How near is near: `25km,3d`. What is not told does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Window {
    /// At most so many kilometres.
    pub km: Option<f64>,
    /// At most so many days between the days of one row and those of the other.
    pub days: Option<i32>,
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut window = Self::default();
        for part in text.split(',').map(str::trim) {
            let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(part.len());
            let (number, unit) = (part[..end].trim(), part[end..].to_ascii_lowercase());
            let number: f64 = number.parse().map_err(|_no_number| expected(part))?;
            if !number.is_finite() || number.is_sign_negative() {
                return Err(format!("'{part}': a distance or time is 0 or more"));
            }
            match unit.as_str() {
                "km" if window.km.is_none() => window.km = Some(number),
                "m" if window.km.is_none() => window.km = Some(number / 1000.0),
                "d" | "day" | "days" if window.days.is_none() => window.days = Some(whole(number, part)?),
                "w" | "week" | "weeks" if window.days.is_none() => window.days = Some(whole(number * 7.0, part)?),
                _ => return Err(expected(part)),
            }
        }
        Ok(window)
    }
}

fn expected(part: &str) -> String {
    format!("'{part}': expected kilometres and days, as in 25km,3d (also 25km alone, 3d alone, 500m)")
}

fn whole(days: f64, part: &str) -> Result<i32, String> {
    if days.fract() == 0.0 && days <= 1_000_000.0 { Ok(days as i32) } else { Err(format!("'{part}': whole days")) }
}

/// Kilometres between two points on the ellipsoid (WGS 84).
pub fn km_between(a: (f64, f64), b: (f64, f64)) -> f64 {
    Geodesic.distance(Point::new(a.1, a.0), Point::new(b.1, b.0)) / 1000.0
}

/// Whether two points are at most so far apart: by the sphere where that is
/// certain, near the limit by the ellipsoid.
pub(super) fn within_km(a: (f64, f64), b: (f64, f64), limit: f64) -> bool {
    if limit >= FARTHEST_KM {
        return true;
    }
    let sphere = distance_km(a, b);
    if sphere > limit * (1.0 + FLATTENING) + MILLIMETRE {
        return false;
    }
    sphere <= limit * (1.0 - FLATTENING) || km_between(a, b) <= limit + MILLIMETRE
}

/// Days between two times, each of first and last day; 0 where they touch.
pub fn days_between(a: (i32, i32), b: (i32, i32)) -> i32 {
    (b.0.saturating_sub(a.1)).max(a.0.saturating_sub(b.1)).max(0)
}

impl Window {
    /// Whether two rows are near each other; what is not known of one of them is
    /// not near.
    pub fn holds(&self, a: &Spot, b: &Spot) -> bool {
        let days =
            self.days.is_none_or(|limit| a.days().zip(b.days()).is_some_and(|(a, b)| days_between(a, b) <= limit));
        days && self.km.is_none_or(|limit| a.point().zip(b.point()).is_some_and(|(a, b)| within_km(a, b, limit)))
    }

    /// Whether a row has what is asked for.
    pub fn can_hold(&self, spot: &Spot) -> bool {
        (self.km.is_none() || spot.point().is_some()) && (self.days.is_none() || spot.days().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_and_faults_told() {
        let window = |km, days| Ok(Window { km, days });
        assert_eq!("25km,3d".parse(), window(Some(25.0), Some(3)));
        assert_eq!("0km".parse(), window(Some(0.0), None));
        assert_eq!("2 weeks".parse(), window(None, Some(14)));
        assert_eq!("500m, 0d".parse(), window(Some(0.5), Some(0)));
        for bad in ["-1km", "25", "km", "3d,4d", "1.5d", "nankm", "25miles", "", "-0km"] {
            assert!(bad.parse::<Window>().is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_counted_between_the_ends() {
        assert_eq!(
            (days_between((5, 7), (7, 9)), days_between((5, 7), (9, 9)), days_between((9, 9), (5, 7))),
            (0, 2, 2)
        );
    }

    #[test]
    fn the_limit_is_that_of_the_ellipsoid() {
        // A degree of latitude at the equator is 110.574 km, on the mean sphere 111.195.
        assert!(within_km((0.0, 0.0), (1.0, 0.0), 110.6) && !within_km((0.0, 0.0), (1.0, 0.0), 110.5));
        assert!(within_km((0.0, 179.9), (0.0, -179.9), 22.3) && within_km((90.0, 0.0), (90.0, 120.0), 0.0));
    }
}
