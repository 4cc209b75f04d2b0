//! Where the globe is cut open: rings and lines that cross 180 degrees are
//! parted there (RFC 7946, 3.1.9), a ring around a pole is led along it.

use crate::gazetteer::areas::{Polygon, Ring};
use crate::gazetteer::basemap::Degrees;

/// Longitudes without jumps: each within half a turn of the one before.
fn unrolled(points: &[Degrees]) -> Vec<Degrees> {
    let mut out: Vec<Degrees> = Vec::with_capacity(points.len());
    for p in points {
        let mut lon = p[0];
        if let Some(last) = out.last() {
            lon += 360.0 * ((last[0] - lon) / 360.0).round();
        }
        out.push([lon, p[1]]);
    }
    out
}

/// A rim as a closed ring, not cut.
pub(super) fn ring(rim: &[Degrees]) -> Ring {
    let mut ring = unrolled(rim);
    ring.extend(ring.first().copied());
    ring
}

/// What a counterclockwise rim around a point holds, as polygons.
pub(super) fn area(rim: &[Degrees], middle: (f64, f64)) -> Vec<Polygon> {
    let mut open = unrolled(rim);
    let (Some(first), Some(last)) = (open.first().copied(), open.last().copied()) else { return Vec::new() };
    let turns = ((last[0] - first[0]) / 360.0).round();
    if turns.abs() > 0.0 || (last[0] - first[0]).abs() > 180.0 {
        open = over_pole(open, middle.0);
    }
    let mut out = Vec::new();
    for by in [-360.0, 0.0, 360.0] {
        let mut part: Ring = clip(&open.iter().map(|p| [p[0] + by, p[1]]).collect::<Vec<_>>());
        // What only touches the seam is a line, and no part.
        let wide = part.iter().any(|p| (p[0] - part[0][0]).abs() > 1e-9);
        if part.len() > 2 && wide {
            part.extend(part.first().copied());
            out.push(vec![part]);
        }
    }
    out
}

/// A rim that runs once around the globe, closed along its pole.
fn over_pole(mut rim: Vec<Degrees>, lat: f64) -> Vec<Degrees> {
    let pole = if lat > 0.0 { 90.0 } else { -90.0 };
    let eastward = rim[rim.len() - 1][0] > rim[0][0];
    let turn = if eastward { 360.0 } else { -360.0 };
    rim.push([rim[0][0] + turn, rim[0][1]]);
    let (start, end) = (rim[0][0], rim[rim.len() - 1][0]);
    rim.extend([[end, pole], [start, pole]]);
    rim
}

/// The part of a ring between -180 and 180 degrees (Sutherland and Hodgman).
fn clip(ring: &[Degrees]) -> Vec<Degrees> {
    let west = half(ring, -180.0, 1.0);
    half(&west, 180.0, -1.0)
}

fn half(ring: &[Degrees], limit: f64, sign: f64) -> Vec<Degrees> {
    let mut out = Vec::with_capacity(ring.len());
    let Some(mut last) = ring.last().copied() else { return out };
    let within = |p: Degrees| (p[0] - limit) * sign >= 0.0;
    for &p in ring {
        if within(p) != within(last) {
            out.push(cut(last, p, limit));
        }
        if within(p) {
            out.push(p);
        }
        last = p;
    }
    out
}

fn cut(a: Degrees, b: Degrees, lon: f64) -> Degrees {
    let t = (lon - a[0]) / (b[0] - a[0]);
    [lon, a[1] + t * (b[1] - a[1])]
}

/// A line, parted where it crosses 180 degrees.
pub(super) fn line(points: &[Degrees]) -> Vec<Vec<Degrees>> {
    let mut out: Vec<Vec<Degrees>> = vec![Vec::new()];
    for p in points {
        let current = out.last_mut().filter(|l| !l.is_empty());
        let Some(last) = current.as_ref().and_then(|l| l.last()).copied() else {
            out.push(vec![*p]);
            continue;
        };
        if (p[0] - last[0]).abs() <= 180.0 {
            if let Some(line) = current {
                line.push(*p);
            }
            continue;
        }
        let side = if last[0] > 0.0 { 180.0 } else { -180.0 };
        let beyond = [p[0] + 2.0 * side, p[1]];
        let at = cut(last, beyond, side);
        if let Some(line) = current {
            line.push(at);
        }
        out.push(vec![[-side, at[1]], *p]);
    }
    out.retain(|l| l.len() > 1);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_antimeridian_is_two() {
        let lines = line(&[[179.0, 10.0], [-179.0, 12.0]]);
        assert_eq!(lines, [vec![[179.0, 10.0], [180.0, 11.0]], vec![[-180.0, 11.0], [-179.0, 12.0]]]);
        assert_eq!(line(&[[1.0, 1.0], [2.0, 2.0]]).len(), 1);
        assert!(line(&[[1.0, 1.0]]).is_empty());
    }
}
