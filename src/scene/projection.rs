//! Map projections on the sphere (Snyder 1987, "Map Projections: A Working
//! Manual"; Šavrič, Patterson and Jenny 2018 for Equal Earth).
//!
//! Degrees in, kilometres out, y to the north. Longitudes are not wrapped:
//! data come in turned to the side of the globe that is drawn.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use libm::{asin, atan, atan2, cos, exp, log, pow, sin, sqrt, tan};

/// Mean radius of the Earth in kilometres (IUGG).
pub const EARTH_KM: f64 = 6371.0088;

/// A projection with its parameters, angles in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Lambert conformal conic with two standard parallels.
    Lambert {
        /// Central meridian.
        lon0: f64,
        /// Cone constant.
        n: f64,
        /// Scale of the cone.
        f: f64,
    },
    /// Mercator, true to scale at `lat0`.
    Mercator {
        /// Central meridian.
        lon0: f64,
        /// Parallel of true scale.
        lat0: f64,
    },
    /// Lambert azimuthal equal-area.
    Azimuthal {
        /// Longitude of the centre.
        lon0: f64,
        /// Latitude of the centre.
        lat0: f64,
    },
    /// Equal Earth.
    EqualEarth {
        /// Central meridian.
        lon0: f64,
    },
}

/// Coefficients of Equal Earth.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

impl Projection {
    /// Lambert conformal conic for a span of latitudes, with parallels at one
    /// and five sixths of it.
    pub fn lambert(lon0: f64, south: f64, north: f64) -> Self {
        let span = (north - south).max(0.5);
        let (p1, p2) = ((south + span / 6.0).to_radians(), (north - span / 6.0).to_radians());
        let cone = |p: f64| tan(FRAC_PI_4 + p / 2.0);
        let n = if (p1 - p2).abs() < 1e-9 { sin(p1) } else { log(cos(p1) / cos(p2)) / log(cone(p2) / cone(p1)) };
        let f = cos(p1) * pow(cone(p1), n) / n;
        Self::Lambert { lon0: lon0.to_radians(), n, f }
    }

    /// Mercator.
    pub fn mercator(lon0: f64, lat0: f64) -> Self {
        Self::Mercator { lon0: lon0.to_radians(), lat0: lat0.to_radians() }
    }

    /// Lambert azimuthal equal-area.
    pub fn azimuthal(lon0: f64, lat0: f64) -> Self {
        Self::Azimuthal { lon0: lon0.to_radians(), lat0: lat0.to_radians() }
    }

    /// Equal Earth.
    pub fn equal_earth(lon0: f64) -> Self {
        Self::EqualEarth { lon0: lon0.to_radians() }
    }

    /// Its name, for the credit line.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Lambert { .. } => "Lambert conformal conic",
            Self::Mercator { .. } => "Mercator",
            Self::Azimuthal { .. } => "Lambert azimuthal equal-area",
            Self::EqualEarth { .. } => "Equal Earth",
        }
    }

    /// The central meridian in degrees.
    pub fn central_meridian(&self) -> f64 {
        match self {
            Self::Lambert { lon0, .. }
            | Self::Mercator { lon0, .. }
            | Self::Azimuthal { lon0, .. }
            | Self::EqualEarth { lon0 } => lon0.to_degrees(),
        }
    }

    /// Where a point of the globe comes to lie, in kilometres.
    pub fn forward(&self, lon: f64, lat: f64) -> [f64; 2] {
        let (lambda, phi) = (lon.to_radians(), lat.clamp(-90.0, 90.0).to_radians());
        let unit = match *self {
            Self::Lambert { lon0, n, f } => {
                // The far pole lies infinitely far off; stop short of it.
                let limit = 1.45;
                let phi = if n > 0.0 { phi.max(-limit) } else { phi.min(limit) };
                // As a power, at half the cost.
                let rho = f * exp(-n * log(tan(FRAC_PI_4 + phi / 2.0)));
                let theta = n * (lambda - lon0);
                [rho * sin(theta), -rho * cos(theta)]
            }
            Self::Mercator { lon0, lat0 } => {
                let phi = phi.clamp(-1.48, 1.48);
                [(lambda - lon0) * cos(lat0), log(tan(FRAC_PI_4 + phi / 2.0)) * cos(lat0)]
            }
            Self::Azimuthal { lon0, lat0 } => {
                let d = lambda - lon0;
                let c = 1.0 + sin(lat0) * sin(phi) + cos(lat0) * cos(phi) * cos(d);
                let k = sqrt(2.0 / c.max(1e-9));
                [k * cos(phi) * sin(d), k * (cos(lat0) * sin(phi) - sin(lat0) * cos(phi) * cos(d))]
            }
            Self::EqualEarth { lon0 } => {
                let t = asin(sqrt(3.0) / 2.0 * sin(phi));
                let (t2, t6) = (t * t, pow(t, 6.0));
                let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
                let x = 2.0 * sqrt(3.0) * (lambda - lon0) * cos(t) / (3.0 * slope);
                [x, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))]
            }
        };
        unit.map(|u| u * EARTH_KM)
    }

    /// The point of the globe (degrees east and north) that lies at a point of
    /// the map; `None` beyond the map's edge.
    pub fn inverse(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        let [x, y] = at.map(|k| k / EARTH_KM);
        let (lambda, phi) = match *self {
            Self::Lambert { lon0, n, f } => {
                let rho = sqrt(x * x + y * y) * n.signum();
                let theta = atan2(x * n.signum(), -y * n.signum());
                if rho == 0.0 {
                    (lon0, FRAC_PI_2 * n.signum())
                } else {
                    (lon0 + theta / n, 2.0 * atan(pow(f / rho, 1.0 / n)) - FRAC_PI_2)
                }
            }
            Self::Mercator { lon0, lat0 } => (lon0 + x / cos(lat0), 2.0 * atan(exp(y / cos(lat0))) - FRAC_PI_2),
            Self::Azimuthal { lon0, lat0 } => {
                let rho = sqrt(x * x + y * y);
                if rho > 2.0 {
                    return None;
                }
                if rho < 1e-12 {
                    (lon0, lat0)
                } else {
                    let c = 2.0 * asin(rho / 2.0);
                    let phi = asin((cos(c) * sin(lat0) + y * sin(c) * cos(lat0) / rho).clamp(-1.0, 1.0));
                    let d = atan2(x * sin(c), rho * cos(lat0) * cos(c) - y * sin(lat0) * sin(c));
                    (lon0 + d, phi)
                }
            }
            Self::EqualEarth { lon0 } => inverse_equal_earth(lon0, x, y)?,
        };
        Some([lambda.to_degrees(), phi.to_degrees()])
    }
}

fn inverse_equal_earth(lon0: f64, x: f64, y: f64) -> Option<(f64, f64)> {
    let mut t = y;
    for _ in 0..12 {
        let (t2, t6) = (t * t, pow(t, 6.0));
        let value = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)) - y;
        let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
        t -= value / slope;
    }
    let sine = 2.0 * sin(t) / sqrt(3.0);
    if sine.abs() > 1.0 {
        return None;
    }
    let (t2, t6) = (t * t, pow(t, 6.0));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let d = x * 3.0 * slope / (2.0 * sqrt(3.0) * cos(t));
    (d.abs() <= std::f64::consts::PI + 1e-9).then_some((lon0 + d, asin(sine)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_leads_back() {
        let all = [
            Projection::lambert(45.0, 38.0, 42.0),
            Projection::lambert(25.0, -34.0, -22.0),
            Projection::mercator(-70.0, 2.0),
            Projection::azimuthal(10.0, 85.0),
            Projection::azimuthal(170.0, -40.0),
            Projection::equal_earth(11.0),
        ];
        for projection in all {
            let lon0 = projection.central_meridian();
            for (dlon, lat) in [(0.0, 0.1), (3.0, 40.0), (-7.5, -25.0), (20.0, 60.0)] {
                let back = projection.inverse(projection.forward(lon0 + dlon, lat)).unwrap();
                assert!(
                    (back[0] - lon0 - dlon).abs() < 1e-6 && (back[1] - lat).abs() < 1e-6,
                    "{projection:?} {back:?}"
                );
            }
        }
    }

    #[test]
    fn lambert_keeps_distances_near_its_parallels() {
        // Yerevan to Baku: 455 km on the sphere.
        let p = Projection::lambert(47.0, 38.0, 42.0);
        let (a, b) = (p.forward(44.51, 40.18), p.forward(49.87, 40.41));
        let d = ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt();
        assert!((d - 454.5).abs() < 3.0, "{d}");
    }

    #[test]
    fn the_whole_globe_projects_to_finite_points() {
        for projection in [
            Projection::lambert(45.0, -10.0, 60.0),
            Projection::mercator(0.0, 0.0),
            Projection::azimuthal(0.0, 90.0),
            Projection::equal_earth(0.0),
        ] {
            for lat in [-90.0, -45.0, 0.0, 45.0, 90.0] {
                for lon in [-180.0, 0.0, 180.0, 360.0] {
                    assert!(projection.forward(lon, lat).iter().all(|v| v.is_finite()), "{projection:?} {lon} {lat}");
                }
            }
        }
    }
}
