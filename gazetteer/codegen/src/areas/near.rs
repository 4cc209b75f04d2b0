//! How far a point lies from the edge of an area.

use crate::basemap::Degrees;

/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// Kilometres from a point to the nearest edge of some rings, on the plane
/// that touches the globe at the point: good for what is near.
pub(super) fn edge_km(rings: &[Vec<Degrees>], lat: f64, lon: f64) -> f64 {
    let shrink = libm::cos(lat.to_radians());
    let plane = |p: &Degrees| [(p[0] - lon) * shrink * DEGREE_KM, (p[1] - lat) * DEGREE_KM];
    let mut best = f64::INFINITY;
    for ring in rings {
        for pair in ring.windows(2) {
            best = best.min(segment(plane(&pair[0]), plane(&pair[1])));
        }
    }
    best
}

/// Distance of the origin to a segment.
fn segment(a: Degrees, b: Degrees) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (-(a[0] * dx + a[1] * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    libm::hypot(a[0] + t * dx, a[1] + t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_of_a_square_is_as_far_as_its_side() {
        let square = vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]];
        assert!((edge_km(&square, 0.5, 0.1) - 11.12).abs() < 0.01);
        assert!((edge_km(&square, -0.1, 0.5) - 11.12).abs() < 0.01);
    }
}
