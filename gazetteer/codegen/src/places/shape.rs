//! Areas on the sphere: inside or not, middle, size.

use crate::basemap::Degrees;
use crate::geometry::EARTH_KM;

/// An area as rings, outer ones and holes alike.
pub(crate) struct Shape {
    rings: Vec<Vec<Degrees>>,
    /// West, south, east, north.
    bounds: [f64; 4],
}

impl Shape {
    /// An area of rings of (lon, lat).
    pub(crate) fn new(rings: Vec<Vec<Degrees>>) -> Self {
        let mut bounds = [180.0, 90.0, -180.0, -90.0];
        for [x, y] in rings.iter().flatten() {
            bounds = [x.min(bounds[0]), y.min(bounds[1]), x.max(bounds[2]), y.max(bounds[3])];
        }
        Self { rings, bounds }
    }

    /// West, south, east, north.
    pub(crate) fn bounds(&self) -> [f64; 4] {
        self.bounds
    }

    /// Whether a point lies inside: the number of edges that a ray to the east
    /// crosses is odd.
    pub(crate) fn contains(&self, lat: f64, lon: f64) -> bool {
        let [west, south, east, north] = self.bounds;
        if lon < west || lon > east || lat < south || lat > north {
            return false;
        }
        let mut odd = false;
        for (a, b) in self.edges() {
            if (a[1] > lat) != (b[1] > lat) && lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0] {
                odd = !odd;
            }
        }
        odd
    }

    fn edges(&self) -> impl Iterator<Item = (Degrees, Degrees)> + '_ {
        self.rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
    }
}

/// Middle (lat, lon) and size, km2, of some areas together: the centroid in
/// the equal-area plane of longitude and the sine of latitude.
pub(crate) fn centroid(shapes: &[&Shape]) -> Option<((f64, f64), f64)> {
    let (mut sum_x, mut sum_y, mut sum) = (0.0, 0.0, 0.0);
    // The source cuts what lies on both sides of the antimeridian in two.
    let reaches = |side: f64| shapes.iter().any(|s| s.edges().any(|(a, _)| a[0] * side > 170.0));
    let over = reaches(1.0) && reaches(-1.0);
    let east = |lon: f64| if over && lon < 0.0 { lon + 360.0 } else { lon };
    for (a, b) in shapes.iter().flat_map(|s| s.edges()) {
        let plane = |p: Degrees| (east(p[0]).to_radians(), libm::sin(p[1].to_radians()));
        let ((ax, ay), (bx, by)) = (plane(a), plane(b));
        let cross = ax * by - bx * ay;
        sum_x += (ax + bx) * cross;
        sum_y += (ay + by) * cross;
        sum += cross;
    }
    let (x, y) = (sum_x / (3.0 * sum), sum_y / (3.0 * sum));
    let lon = x.to_degrees();
    let point = (libm::asin(y).to_degrees(), if lon > 180.0 { lon - 360.0 } else { lon });
    (sum != 0.0 && point.0.is_finite()).then(|| (point, (sum / 2.0).abs() * EARTH_KM * EARTH_KM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_its_middle_and_size() {
        let square = Shape::new(vec![vec![[10.0, -1.0], [12.0, -1.0], [12.0, 1.0], [10.0, 1.0]]]);
        assert!(square.contains(0.5, 11.0) && !square.contains(0.5, 12.5));
        let ((lat, lon), km2) = centroid(&[&square]).unwrap();
        assert!(lat.abs() < 1e-9 && (lon - 11.0).abs() < 1e-9);
        assert!((km2 - 222.4 * 222.4).abs() < 50.0, "{km2}");
        let west = Shape::new(vec![vec![[178.0, -1.0], [180.0, -1.0], [180.0, 1.0], [178.0, 1.0]]]);
        let east = Shape::new(vec![vec![[-180.0, -1.0], [-176.0, -1.0], [-176.0, 1.0], [-180.0, 1.0]]]);
        let ((_, lon), _) = centroid(&[&west, &east]).unwrap();
        assert!((lon + 179.0).abs() < 1e-9, "over the antimeridian: {lon}");
    }
}
