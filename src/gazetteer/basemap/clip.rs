//! Clipping in degrees, before projection.

use super::{Bounds, Degrees};

/// A ring clipped to a box (Sutherland and Hodgman 1974); empty where nothing
/// of it lies inside.
pub(super) fn ring(ring: Vec<Degrees>, inside: &Bounds) -> Vec<Degrees> {
    let sides = [(0, inside.west, 1.0), (0, inside.east, -1.0), (1, inside.south, 1.0), (1, inside.north, -1.0)];
    let mut points = ring;
    for (axis, limit, sign) in sides {
        points = half(&points, axis, limit, sign);
    }
    points
}

/// What lies on one side of a line along an axis.
fn half(points: &[Degrees], axis: usize, limit: f64, sign: f64) -> Vec<Degrees> {
    let mut out = Vec::with_capacity(points.len());
    let Some(mut last) = points.last().copied() else { return out };
    let within = |p: Degrees| (p[axis] - limit) * sign >= 0.0;
    for &p in points {
        if within(p) != within(last) {
            let t = (limit - last[axis]) / (p[axis] - last[axis]);
            let mut cut = [last[0] + t * (p[0] - last[0]), last[1] + t * (p[1] - last[1])];
            cut[axis] = limit;
            out.push(cut);
        }
        if within(p) {
            out.push(p);
        }
        last = p;
    }
    out
}

/// Whether a point lies in a ring, by the even-odd rule.
pub(super) fn contains(ring: &[Degrees], p: Degrees) -> bool {
    let Some(mut last) = ring.last().copied() else { return false };
    let mut inside = false;
    for &q in ring {
        if (q[1] > p[1]) != (last[1] > p[1]) {
            let x = last[0] + (p[1] - last[1]) / (q[1] - last[1]) * (q[0] - last[0]);
            inside ^= x > p[0];
        }
        last = q;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_at_the_box() {
        let square = vec![[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        let inside = Bounds { west: 5.0, south: -1.0, east: 20.0, north: 4.0 };
        let cut = ring(square, &inside);
        assert!(cut.iter().all(|p| p[0] >= 5.0 && p[1] <= 4.0));
        assert!(contains(&cut, [7.0, 2.0]) && !contains(&cut, [3.0, 2.0]));
    }
}
