//! Rings to arcs that neighbours share, so that each line is stored once and
//! areas can be joined by leaving out what they have in common.

use std::collections::{BTreeMap, BTreeSet};

use crate::basemap::Degrees;

/// A point in units of the grid.
pub(super) type Point = [i64; 2];
type Edge = (Point, Point);

/// Arcs, and the rings of each area as numbers of arcs; `!i` is arc `i`
/// backwards.
pub(super) struct Mesh {
    pub(super) arcs: Vec<Vec<Point>>,
    pub(super) rings: Vec<Vec<Vec<i64>>>,
}

impl Mesh {
    pub(super) fn new<'a>(areas: impl Iterator<Item = &'a [Vec<Degrees>]>, unit: f64) -> Self {
        let snapped: Vec<Vec<Vec<Point>>> =
            areas.map(|rings| rings.iter().map(|r| snap(r, unit)).filter(|r| r.len() > 2).collect()).collect();
        let nodes = nodes(&snapped);
        let mut mesh = Self { arcs: Vec::new(), rings: Vec::new() };
        let mut known: BTreeMap<Edge, usize> = BTreeMap::new();
        for area in &snapped {
            let rings = area.iter().map(|ring| mesh.ring(ring, &nodes, &mut known)).collect();
            mesh.rings.push(rings);
        }
        mesh
    }

    /// Cuts a ring (its first point not repeated) at the nodes.
    fn ring(&mut self, ring: &[Point], nodes: &BTreeSet<Point>, known: &mut BTreeMap<Edge, usize>) -> Vec<i64> {
        let lowest = (0..ring.len()).min_by_key(|i| ring[*i]).unwrap_or(0);
        let start = ring.iter().position(|p| nodes.contains(p)).unwrap_or(lowest);
        let mut out = Vec::new();
        let mut arc = vec![ring[start]];
        for i in 1..=ring.len() {
            let p = ring[(start + i) % ring.len()];
            arc.push(p);
            if i == ring.len() || nodes.contains(&p) {
                out.push(self.arc(std::mem::replace(&mut arc, vec![p]), known));
            }
        }
        out
    }

    /// The number of an arc, which may be known from its other side. An arc is
    /// told by its first edge: no edge belongs to two arcs.
    fn arc(&mut self, points: Vec<Point>, known: &mut BTreeMap<Edge, usize>) -> i64 {
        if let Some(n) = known.get(&(points[0], points[1])) {
            return *n as i64;
        }
        let (last, before) = (points[points.len() - 1], points[points.len() - 2]);
        if let Some(n) = known.get(&(last, before)) {
            return !(*n as i64);
        }
        known.insert((points[0], points[1]), self.arcs.len());
        self.arcs.push(points);
        self.arcs.len() as i64 - 1
    }
}

/// A ring on the grid, without points that say nothing: repeated ones, and
/// spikes that run out and back.
fn snap(ring: &[Degrees], unit: f64) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    for p in ring {
        let p = p.map(|d| (d / unit).round() as i64);
        if out.last() == Some(&p) {
            continue;
        }
        out.push(p);
        while out.len() >= 3 && out[out.len() - 1] == out[out.len() - 3] {
            out.truncate(out.len() - 2);
        }
    }
    while out.len() > 1 && out.first() == out.last() {
        out.pop();
        if out.len() > 2 && out[1] == out[out.len() - 1] {
            out.remove(0);
        }
    }
    out
}

/// Where other than two edges meet.
fn nodes(areas: &[Vec<Vec<Point>>]) -> BTreeSet<Point> {
    let mut edges: BTreeSet<Edge> = BTreeSet::new();
    for ring in areas.iter().flatten() {
        for i in 0..ring.len() {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            edges.insert((a.min(b), a.max(b)));
        }
    }
    let mut degree: BTreeMap<Point, u8> = BTreeMap::new();
    for (a, b) in &edges {
        for p in [a, b] {
            let n = degree.entry(*p).or_default();
            *n = n.saturating_add(1);
        }
    }
    degree.into_iter().filter(|(_, n)| *n != 2).map(|(p, _)| p).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_squares_share_their_side() {
        let left: &[Vec<Degrees>] = &[vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]];
        let right: &[Vec<Degrees>] = &[vec![[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0], [1.0, 0.0]]];
        let mesh = Mesh::new([left, right].into_iter(), 0.5);
        assert_eq!(mesh.arcs.len(), 3);
        let shared: Vec<i64> = mesh.rings[1][0].iter().copied().filter(|a| *a < 0).collect();
        assert_eq!(shared.len(), 1);
        assert!(mesh.rings[0][0].contains(&!shared[0]));
    }

    #[test]
    fn spikes_are_cut_off() {
        let ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];
        assert_eq!(snap(&ring, 1.0), [[0, 0], [1, 0], [1, 1], [0, 1]]);
    }
}
