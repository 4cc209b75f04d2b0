//! Circles, rings, sectors and straight lines on the sphere. Points are (lat,
//! lon) in degrees going in, (lon, lat) coming out.

use super::seam;
use crate::gazetteer::areas::Polygon;
use crate::gazetteer::basemap::Degrees;
use crate::gazetteer::distance_km;
use crate::geoparse::offset;

/// Corners of a circle.
const CORNERS: u32 = 72;
/// Half the width of a sector, degrees: "south" is all that is nearer to south
/// than to another of the four winds.
const HALF_SECTOR: f64 = 45.0;
/// How much a stated distance may be off, as a part of it.
const LOOSE: f64 = 0.2;
/// The widest circle that is drawn, km: half of the globe.
const WIDEST_KM: f64 = 10_000.0;

/// A circle of so many kilometres around a point.
pub(super) fn circle(at: (f64, f64), km: f64) -> Vec<Polygon> {
    seam::area(&rim(at, km), at)
}

/// All that lies about so far from a point.
pub(super) fn ring(at: (f64, f64), km: f64) -> Vec<Polygon> {
    let outer = circle(at, km * (1.0 + LOOSE));
    let mut inner = seam::ring(&rim(at, km * (1.0 - LOOSE)));
    inner.reverse();
    match outer.as_slice() {
        // Over the antimeridian or a pole the ring is filled.
        [one] if inner.iter().all(|p| p[0].abs() <= 180.0) => vec![vec![one[0].clone(), inner]],
        _ => outer,
    }
}

/// One side of a point, as far as so many kilometres.
pub(super) fn sector(at: (f64, f64), bearing: f64, km: f64) -> Vec<Polygon> {
    let steps = CORNERS / 4;
    let mut rim: Vec<Degrees> = vec![[at.1, at.0]];
    for n in 0..=steps {
        let turn = bearing + HALF_SECTOR - 2.0 * HALF_SECTOR * f64::from(n) / f64::from(steps);
        let (lat, lon) = offset(at, km, turn);
        rim.push([lon, lat]);
    }
    seam::area(&rim, at)
}

/// The rim of a circle, counterclockwise.
fn rim(at: (f64, f64), km: f64) -> Vec<Degrees> {
    let corner = |n: u32| {
        let (lat, lon) = offset(at, km.min(WIDEST_KM), 360.0 - 360.0 * f64::from(n) / f64::from(CORNERS));
        [lon, lat]
    };
    (0..CORNERS).map(corner).collect()
}

/// The shortest way between two points, bent as the globe is where it is long.
pub(super) fn geodesic(from: (f64, f64), to: (f64, f64)) -> Vec<Degrees> {
    let km = distance_km(from, to);
    let steps = (km / 100.0).ceil().clamp(1.0, 200.0) as u32;
    let bearing = bearing(from, to);
    let mut out: Vec<Degrees> = (0..steps)
        .map(|n| offset(from, km * f64::from(n) / f64::from(steps), bearing))
        .map(|(lat, lon)| [lon, lat])
        .collect();
    out.push([to.1, to.0]);
    out
}

/// The bearing at which the shortest way sets out, degrees from north.
fn bearing(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (a, b, turn) = (from.0.to_radians(), to.0.to_radians(), (to.1 - from.1).to_radians());
    let east = libm::sin(turn) * libm::cos(b);
    let north = libm::cos(a) * libm::sin(b) - libm::sin(a) * libm::cos(b) * libm::cos(turn);
    libm::atan2(east, north).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_everywhere_as_far_from_its_middle() {
        for at in [(39.6, 46.5), (-80.0, 10.0), (0.0, 0.0)] {
            for p in circle(at, 20.0).iter().flatten().flatten() {
                assert!((distance_km(at, (p[1], p[0])) - 20.0).abs() < 0.05, "{at:?} {p:?}");
            }
        }
    }

    #[test]
    fn circles_over_the_antimeridian_and_poles_are_cut() {
        let fiji = circle((-17.0, 179.5), 200.0);
        assert_eq!(fiji.len(), 2);
        assert!(fiji.iter().flatten().flatten().all(|p| p[0].abs() <= 180.0));
        let pole = circle((85.0, 0.0), 1900.0);
        assert_eq!(pole.len(), 1);
        assert!(pole[0][0].iter().any(|p| p[1] > 89.9), "the pole is inside");
    }

    #[test]
    fn a_ring_has_a_hole_and_a_sector_its_side() {
        assert_eq!(ring((40.0, 45.0), 20.0)[0].len(), 2);
        let south = sector((40.0, 45.0), 180.0, 15.0);
        assert!(south[0][0].iter().all(|p| p[1] <= 40.0001));
    }

    #[test]
    fn the_shortest_way_is_no_longer_than_the_distance() {
        let (a, b) = ((50.0, 10.0), (55.0, 60.0));
        let way = geodesic(a, b);
        let long: f64 = way.windows(2).map(|p| distance_km((p[0][1], p[0][0]), (p[1][1], p[1][0]))).sum();
        assert!((long - distance_km(a, b)).abs() < 0.5);
    }
}
