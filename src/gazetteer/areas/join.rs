//! Several areas joined to one: what they have in common falls away.

use super::read::{Areas, Patch};
use crate::gazetteer::shapes::{Degrees, index};

/// A ring of points, the first repeated at the end.
pub type Ring = Vec<Degrees>;
/// The outer ring, counterclockwise, then its holes, clockwise (RFC 7946,
/// 3.1.6).
pub type Polygon = Vec<Ring>;

impl Areas {
    /// The area that some patches make together.
    pub(super) fn join(&self, patches: &[&Patch]) -> Vec<Polygon> {
        let mut odd = vec![false; self.arcs().len()];
        for arc in patches.iter().flat_map(|p| self.arcs_of(p)) {
            odd[index(arc)] ^= true;
        }
        let kept = (0..odd.len()).filter(|arc| odd[*arc]).map(|arc| self.arcs().line(arc));
        let rings = loops(&kept.filter(|points| points.len() > 1).collect::<Vec<_>>());
        let degrees = |ring: Vec<[i32; 2]>| ring.into_iter().map(|p| self.arcs().grid().degrees(p)).collect();
        nest(&rings.into_iter().map(degrees).collect::<Vec<_>>())
    }
}

/// Joins arcs end to end to rings that touch themselves nowhere.
fn loops(arcs: &[&[[i32; 2]]]) -> Vec<Vec<[i32; 2]>> {
    // By end: arcs that begin or end there, sorted, so that the order is one.
    let mut ends: Vec<([i32; 2], usize)> = Vec::with_capacity(arcs.len() * 2);
    for (n, arc) in arcs.iter().enumerate() {
        ends.extend([(arc[0], n), (arc[arc.len() - 1], n)]);
    }
    ends.sort_unstable();
    let mut used = vec![false; arcs.len()];
    let mut out = Vec::new();
    for first in 0..arcs.len() {
        if used[first] {
            continue;
        }
        let mut walk = Walk { path: vec![arcs[first][0]], joints: vec![0] };
        let mut next = Some(first);
        while let Some(n) = next {
            used[n] = true;
            out.extend(walk.along(arcs[n]));
            let at = walk.path[walk.path.len() - 1];
            let from = ends.partition_point(|(p, _)| *p < at);
            next = ends[from..].iter().take_while(|(p, _)| *p == at).map(|(_, n)| *n).find(|n| !used[*n]);
        }
    }
    out
}

/// A way along arcs.
struct Walk {
    path: Vec<[i32; 2]>,
    /// Where in the path arcs meet.
    joints: Vec<usize>,
}

impl Walk {
    /// Goes along an arc from its end that is here; gives the ring that is
    /// closed by it.
    fn along(&mut self, arc: &[[i32; 2]]) -> Option<Vec<[i32; 2]>> {
        let here = self.path[self.path.len() - 1];
        if arc[0] == here {
            self.path.extend(&arc[1..]);
        } else {
            self.path.extend(arc.iter().rev().skip(1));
        }
        let end = self.path.len() - 1;
        let back = self.joints.iter().position(|j| self.path[*j] == self.path[end]);
        let Some(joint) = back else {
            self.joints.push(end);
            return None;
        };
        let start = self.joints[joint];
        let ring = self.path[start..].to_vec();
        self.path.truncate(start + 1);
        self.joints.truncate(joint + 1);
        Some(ring)
    }
}

/// Sorts rings into outer ones with their holes, each turned as RFC 7946 has
/// it. Rings may touch but not cross.
pub(super) fn nest(rings: &[Ring]) -> Vec<Polygon> {
    let boxes: Vec<[f64; 4]> = rings.iter().map(bounds).collect();
    let inside = |n: usize, of: usize| {
        // The middle of an edge lies on no other ring.
        let p = [f64::midpoint(rings[n][0][0], rings[n][1][0]), f64::midpoint(rings[n][0][1], rings[n][1][1])];
        let [w, s, e, north] = boxes[of];
        n != of && (w..=e).contains(&p[0]) && (s..=north).contains(&p[1]) && contains(&rings[of], p)
    };
    let around: Vec<Vec<usize>> =
        (0..rings.len()).map(|n| (0..rings.len()).filter(|of| inside(n, *of)).collect()).collect();
    let mut slots = vec![usize::MAX; rings.len()];
    let mut out: Vec<Polygon> = Vec::new();
    for n in (0..rings.len()).filter(|n| around[*n].len().is_multiple_of(2)) {
        slots[n] = out.len();
        out.push(vec![turned(rings[n].clone(), true)]);
    }
    for n in (0..rings.len()).filter(|n| around[*n].len() % 2 == 1) {
        // The innermost ring around a hole is the one with most around it.
        if let Some(of) = around[n].iter().max_by_key(|of| around[**of].len())
            && let Some(polygon) = out.get_mut(slots[*of])
        {
            polygon.push(turned(rings[n].clone(), false));
        }
    }
    out
}

fn bounds(ring: &Ring) -> [f64; 4] {
    let mut out = [180.0, 90.0, -180.0, -90.0];
    for [x, y] in ring {
        out = [x.min(out[0]), y.min(out[1]), x.max(out[2]), y.max(out[3])];
    }
    out
}

/// Whether a point lies inside a closed ring: an odd number of edges to its
/// east.
pub(super) fn contains(ring: &Ring, p: Degrees) -> bool {
    let crosses = |pair: &&[Degrees]| {
        let (a, b) = (pair[0], pair[1]);
        (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// The ring counterclockwise, or else clockwise.
fn turned(mut ring: Ring, left: bool) -> Ring {
    let twice: f64 = ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum();
    if (twice > 0.0) != left {
        ring.reverse();
    }
    ring
}

/// Size on the sphere, km2, in the equal-area plane of longitude and the sine
/// of latitude.
pub(super) fn km2(polygons: &[Polygon]) -> f64 {
    const EARTH_KM: f64 = 6371.0088;
    let plane = |p: &Degrees| (p[0].to_radians(), libm::sin(p[1].to_radians()));
    let ring = |ring: &Ring| -> f64 {
        ring.windows(2)
            .map(|pair| {
                let ((ax, ay), (bx, by)) = (plane(&pair[0]), plane(&pair[1]));
                ax * by - bx * ay
            })
            .sum::<f64>()
    };
    polygons.iter().flatten().map(ring).sum::<f64>() / 2.0 * EARTH_KM * EARTH_KM
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Ring {
        vec![[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]
    }

    #[test]
    fn holes_and_islands_in_them_are_nested() {
        let polygons = nest(&[square(0.0, 0.0, 10.0), square(2.0, 2.0, 6.0), square(4.0, 4.0, 2.0)]);
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        let equator = 111.195_f64;
        let expected = equator * equator * (100.0 - 36.0 + 4.0);
        assert!((km2(&polygons) / expected - 1.0).abs() < 0.01, "{}", km2(&polygons));
    }

    #[test]
    fn arcs_that_touch_in_a_point_make_two_rings() {
        let eight: [&[[i32; 2]]; 2] = [&[[0, 0], [1, 1], [1, -1], [0, 0]], &[[0, 0], [-1, 1], [-1, -1], [0, 0]]];
        let rings = loops(&eight);
        assert_eq!(rings.len(), 2);
        assert!(rings.iter().all(|r| r.first() == r.last() && r.len() == 4));
    }
}
