//! The lines between first-order divisions of one country, each once.

use std::collections::{BTreeMap, BTreeSet};

use super::Degrees;
use super::gpkg::Division;

/// Units per degree: fine enough for hairlines.
const UNITS: f64 = 500.0;

type Point = (i32, i32);

fn unit(p: &Degrees) -> Point {
    ((p[0] * UNITS).round() as i32, (p[1] * UNITS).round() as i32)
}

/// The lines, in degrees. An edge that two divisions of one country share is
/// inner; an edge of one division is coast, one of two countries is a border,
/// and both come from elsewhere.
pub(crate) fn lines(divisions: &[Division]) -> Vec<Vec<Degrees>> {
    let mut edges: BTreeMap<(Point, Point), Vec<&str>> = BTreeMap::new();
    for division in divisions {
        for ring in &division.rings {
            let mut points: Vec<Point> = ring.iter().map(unit).collect();
            points.dedup();
            for pair in points.windows(2) {
                let key = (pair[0].min(pair[1]), pair[0].max(pair[1]));
                edges.entry(key).or_default().push(&division.country);
            }
        }
    }
    let inner = edges.iter().filter(|(_, of)| of.len() == 2 && of[0] == of[1]).map(|(e, _)| *e);
    chains(inner.collect())
        .into_iter()
        .map(|line| line.into_iter().map(|p| [f64::from(p.0) / UNITS, f64::from(p.1) / UNITS]).collect())
        .collect()
}

/// Joins edges to lines that end where other than two edges meet.
fn chains(mut edges: BTreeSet<(Point, Point)>) -> Vec<Vec<Point>> {
    let mut near: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for (a, b) in &edges {
        near.entry(*a).or_default().push(*b);
        near.entry(*b).or_default().push(*a);
    }
    let ends: Vec<Point> = near.iter().filter(|(_, n)| n.len() != 2).map(|(p, _)| *p).collect();
    let mut out = Vec::new();
    for start in ends {
        for &next in &near[&start] {
            out.extend(walk(&near, &mut edges, start, next));
        }
    }
    // What is left are closed loops.
    while let Some(&(a, b)) = edges.first() {
        out.extend(walk(&near, &mut edges, a, b));
    }
    out
}

fn walk(
    near: &BTreeMap<Point, Vec<Point>>,
    edges: &mut BTreeSet<(Point, Point)>,
    start: Point,
    next: Point,
) -> Option<Vec<Point>> {
    let mut line = vec![start];
    let (mut at, mut to) = (start, next);
    while edges.remove(&(at.min(to), at.max(to))) {
        line.push(to);
        let around = &near[&to];
        if around.len() != 2 || to == start {
            break;
        }
        let onward = if around[0] == at { around[1] } else { around[0] };
        (at, to) = (to, onward);
    }
    (line.len() > 1).then_some(line)
}
