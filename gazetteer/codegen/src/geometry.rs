//! Points on the sphere; trigonometry through `libm`, for the same bytes
//! everywhere.

/// Mean radius of the earth, km (IUGG).
pub(crate) const EARTH_KM: f64 = 6371.0088;

fn vector((lat, lon): (f64, f64)) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat)]
}

/// Degrees of the mean of points, taken in space, so that 180° is no seam.
pub(crate) fn mean(points: &[(f64, f64)]) -> (f64, f64) {
    let mut sum = [0.0; 3];
    for point in points {
        for (s, v) in sum.iter_mut().zip(vector(*point)) {
            *s += v;
        }
    }
    let [x, y, z] = sum;
    (libm::atan2(z, libm::sqrt(x * x + y * y)).to_degrees(), libm::atan2(y, x).to_degrees())
}

/// Great-circle distance, km (haversine).
pub(crate) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |d: f64| libm::pow(libm::sin(d.to_radians() / 2.0), 2.0);
    let h = half(b.0 - a.0) + libm::cos(a.0.to_radians()) * libm::cos(b.0.to_radians()) * half(b.1 - a.1);
    2.0 * EARTH_KM * libm::asin(libm::sqrt(h.min(1.0)))
}

/// The distance, km, within which nine tenths of the points lie.
pub(crate) fn reach_km(centre: (f64, f64), points: &[(f64, f64)]) -> u32 {
    let mut all: Vec<u32> = points.iter().map(|p| distance_km(centre, *p).round() as u32).collect();
    all.sort_unstable();
    all.get((all.len().saturating_sub(1)) * 9 / 10).copied().unwrap_or(0)
}
