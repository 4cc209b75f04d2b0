//! Lines and areas of other people's files that cross 180 degrees, or are told
//! with longitudes beyond it: parted there (RFC 7946, 3.1.9).
//!
//! Two corners more than half a turn apart are neighbours over the
//! antimeridian, as 179 and -179 are; but -180 and 180 are the edges of the
//! world, and what runs along a pole is led along it. Beyond [`FARTHEST`] it is
//! no longitude, and stays for the reader to refuse.

use geo::{
    BooleanOps as _, BoundingRect as _, Coord, CoordsIter as _, Geometry, LineString, MapCoords as _, MultiLineString,
    MultiPolygon, Polygon, Rect,
};

/// Longitudes are told from 0 to 360, too, and by some to -360.
const FARTHEST: f64 = 360.0;
/// A line so near a pole runs along it, degrees.
const POLE: f64 = 89.9;
/// Degrees to which what is cut is rounded, a centimetre.
const DECIMALS: f64 = 1e7;

/// A geometry without edges over the antimeridian. What has none is given back
/// as it is.
pub(super) fn parted(geometry: Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::LineString(line) if crosses(&line) => one_or_all(lines(&line)),
        Geometry::MultiLineString(all) if all.iter().any(crosses) => {
            Geometry::MultiLineString(MultiLineString(all.iter().flat_map(lines).collect()))
        }
        Geometry::Polygon(area) if crosses(area.exterior()) => match areas(&area) {
            parts if parts.len() == 1 => parts.into_iter().next().map_or(Geometry::Polygon(area), Geometry::Polygon),
            parts => Geometry::MultiPolygon(MultiPolygon(parts)),
        },
        Geometry::MultiPolygon(all) if all.iter().any(|area| crosses(area.exterior())) => {
            let part = |area: &Polygon<f64>| if crosses(area.exterior()) { areas(area) } else { vec![area.clone()] };
            Geometry::MultiPolygon(MultiPolygon(all.iter().flat_map(part).collect()))
        }
        Geometry::GeometryCollection(all) => Geometry::GeometryCollection(all.into_iter().map(parted).collect()),
        other => other,
    }
}

fn one_or_all(mut lines: Vec<LineString<f64>>) -> Geometry<f64> {
    match (lines.len(), lines.pop()) {
        (1, Some(line)) => Geometry::LineString(line),
        (_, last) => {
            lines.extend(last);
            Geometry::MultiLineString(MultiLineString(lines))
        }
    }
}

/// Whether a path goes over the antimeridian, or lies beyond it.
fn crosses(path: &LineString<f64>) -> bool {
    let known = path.0.iter().all(|c| c.x.abs() <= FARTHEST && c.y.abs() <= 90.0);
    known && (path.0.iter().any(|c| c.x.abs() > 180.0) || path.0.windows(2).any(|w| step(w[0], w[1]) != 0.0))
}

/// What must be added to the second longitude to be next to the first.
fn step(from: Coord<f64>, to: Coord<f64>) -> f64 {
    let along_pole = from.y.abs() > POLE && to.y.abs() > POLE;
    let apart = to.x - from.x;
    if along_pole || apart.abs() >= 360.0 || apart.abs() <= 180.0 { 0.0 } else { -360.0 * apart.signum() }
}

/// Longitudes without jumps.
fn unrolled(path: &LineString<f64>) -> LineString<f64> {
    let mut turns = 0.0;
    let mut last: Option<Coord<f64>> = None;
    let next = |corner: &Coord<f64>| {
        turns += last.map_or(0.0, |last| step(last, *corner));
        last = Some(*corner);
        Coord { x: corner.x + turns, y: corner.y }
    };
    LineString(path.0.iter().map(next).collect())
}

/// Which turn around the globe a longitude is in; 0 is -180 to 180.
fn turn(lon: f64) -> f64 {
    ((lon + 180.0) / 360.0).floor()
}

/// A path in parts, none of which goes over the antimeridian.
fn lines(path: &LineString<f64>) -> Vec<LineString<f64>> {
    let path = unrolled(path);
    let mut parts: Vec<(f64, Vec<Coord<f64>>)> = Vec::new();
    for ends in path.0.windows(2) {
        for (a, b) in cut(ends[0], ends[1]) {
            let inside = |turn: f64| [a, b].iter().all(|c| (c.x - 360.0 * turn).abs() <= 180.0);
            let at = |c: Coord<f64>, turn: f64| Coord { x: c.x - 360.0 * turn, y: c.y };
            match parts.last_mut() {
                Some((turn, part)) if inside(*turn) => part.push(at(b, *turn)),
                _ => {
                    let turn = turn(f64::midpoint(a.x, b.x));
                    parts.push((turn, vec![at(a, turn), at(b, turn)]));
                }
            }
        }
    }
    parts.into_iter().map(|(_, part)| LineString(part)).collect()
}

/// An edge, in pieces where it goes over the antimeridian.
fn cut(a: Coord<f64>, b: Coord<f64>) -> Vec<(Coord<f64>, Coord<f64>)> {
    let (low, high) = (a.x.min(b.x), a.x.max(b.x));
    let mut seams: Vec<f64> = Vec::new();
    let mut seam = turn(low) * 360.0 + 180.0;
    while seam < high {
        seams.extend(Some(seam).filter(|seam| *seam > low));
        seam += 360.0;
    }
    if b.x < a.x {
        seams.reverse();
    }
    let at = |x: f64| Coord { x, y: rounded(a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)) };
    let corners: Vec<Coord<f64>> = [a].into_iter().chain(seams.into_iter().map(at)).chain([b]).collect();
    corners.windows(2).map(|w| (w[0], w[1])).collect()
}

fn rounded(degrees: f64) -> f64 {
    (degrees * DECIMALS).round() / DECIMALS
}

/// An area in parts, none of which goes over the antimeridian.
fn areas(area: &Polygon<f64>) -> Vec<Polygon<f64>> {
    let outer = over_pole(unrolled(area.exterior()));
    let Some(bounds) = outer.bounding_rect() else { return Vec::new() };
    let holes = area.interiors().iter().map(|hole| beside(&unrolled(hole), &bounds)).collect();
    let whole = Polygon::new(outer, holes);
    let (mut at, last) = (turn(bounds.min().x), turn(bounds.max().x));
    let mut parts = Vec::new();
    while at <= last {
        let world = Rect::new((360.0 * at - 180.0, -90.0), (360.0 * at + 180.0, 90.0)).to_polygon();
        let back = |c: Coord<f64>| Coord { x: rounded(c.x - 360.0 * at).clamp(-180.0, 180.0), y: rounded(c.y) };
        let inside = whole.intersection(&world).map_coords(back);
        parts.extend(inside.0.into_iter().filter(|part| part.exterior().coords_count() > 3));
        at += 1.0;
    }
    parts
}

/// A hole, moved to the turn in which its area lies.
fn beside(hole: &LineString<f64>, area: &Rect<f64>) -> LineString<f64> {
    let middle = hole.bounding_rect().map_or(0.0, |bounds| bounds.center().x);
    let by = 360.0 * ((area.center().x - middle) / 360.0).round();
    hole.map_coords(|c| Coord { x: c.x + by, y: c.y })
}

/// A ring that runs once around the globe, closed along the nearer pole.
fn over_pole(mut ring: LineString<f64>) -> LineString<f64> {
    let (Some(first), Some(last)) = (ring.0.first().copied(), ring.0.last().copied()) else { return ring };
    if (last.x - first.x).abs() > 180.0 {
        let north: f64 = ring.0.iter().map(|c| c.y).sum();
        let pole = if north > 0.0 { 90.0 } else { -90.0 };
        ring.0.extend([Coord { x: last.x, y: pole }, Coord { x: first.x, y: pole }, first]);
    }
    ring
}

#[cfg(test)]
mod tests {
    use geo::{Area as _, Euclidean, Length as _, wkt};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_crosses_is_parted_and_the_rest_is_as_it_was() {
        let line = parted(Geometry::from(wkt!(LINESTRING(179. 10., -179. 12.))));
        let halves = wkt!(MULTILINESTRING((179. 10., 180. 11.), (-180. 11., -179. 12.)));
        assert_eq!(line, Geometry::from(halves));
        let beyond = parted(Geometry::from(wkt!(POLYGON((170. 0., 190. 0., 190. 5., 170. 5., 170. 0.)))));
        let Geometry::MultiPolygon(parts) = beyond else { panic!("{beyond:?}") };
        assert_eq!((parts.0.len(), parts.unsigned_area()), (2, 100.0));
        // Wholly beyond, it is one still.
        let fiji = parted(Geometry::from(wkt!(POLYGON((181. 0., 182. 0., 182. 1., 181. 0.)))));
        assert!(matches!(fiji, Geometry::Polygon(_)), "{fiji:?}");
        for same in [
            Geometry::from(wkt!(POLYGON((-180. -90., 180. -90., 180. 90., -180. 90., -180. -90.)))),
            Geometry::from(wkt!(LINESTRING(180. 1., 180. 2.))),
            Geometry::from(wkt!(LINESTRING(5000. 4390., 5001. 4390.))),
        ] {
            assert_eq!(parted(same.clone()), same);
        }
    }

    #[test]
    fn a_ring_around_a_pole_reaches_it() {
        let ring = wkt!(POLYGON((-120. - 70., 0. - 70., 120. - 70., -120. - 70.)));
        let parts = parted(Geometry::from(ring));
        let Geometry::MultiPolygon(parts) = parts else { panic!("{parts:?}") };
        assert!((parts.unsigned_area() - 360.0 * 20.0).abs() < 1e-3, "{parts:?}");
    }

    /// Corners around a middle, as an area that is as wide as it may be.
    fn star(middle: f64, wide: f64, corners: &[f64]) -> LineString<f64> {
        let corner = |(n, far): (usize, &f64)| {
            let angle = n as f64 / corners.len() as f64 * std::f64::consts::TAU;
            Coord { x: middle + wide * far * libm::cos(angle), y: 60.0 * far * libm::sin(angle) }
        };
        let mut ring: Vec<Coord<f64>> = corners.iter().enumerate().map(corner).collect();
        ring.extend(ring.first().copied());
        LineString(ring)
    }

    proptest! {
        #[test]
        fn nothing_lies_beyond_and_nothing_is_lost(
            middle in -180.0..180.0_f64, wide in 1.0..80.0_f64, corners in prop::collection::vec(0.1..1.0_f64, 4..12)
        ) {
            let ring = star(middle, wide, &corners);
            let folded = ring.map_coords(|c| Coord { x: c.x - 360.0 * turn(c.x), y: c.y });
            for ring in [&ring, &folded] {
                let area = parted(Polygon::new(ring.clone(), Vec::new()).into());
                let line = parted(ring.clone().into());
                for geometry in [&area, &line] {
                    prop_assert!(geometry.coords_iter().all(|c| c.x.abs() <= 180.0));
                }
                let whole = Polygon::new(star(middle, wide, &corners), Vec::new()).unsigned_area();
                prop_assert!((area.unsigned_area() - whole).abs() < 1e-3, "{} {}", area.unsigned_area(), whole);
                let length = match &line {
                    Geometry::LineString(line) => Euclidean.length(line),
                    Geometry::MultiLineString(lines) => Euclidean.length(lines),
                    other => panic!("{other:?}"),
                };
                let whole = Euclidean.length(&star(middle, wide, &corners));
                prop_assert!((length - whole).abs() < 1e-3, "{length} {whole}");
                if let Geometry::MultiLineString(lines) = &line {
                    prop_assert!(lines.iter().all(|l| l.lines().all(|e| (e.start.x - e.end.x).abs() <= 180.0)));
                }
            }
        }
    }
}
