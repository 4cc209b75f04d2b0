//! Symbols at one place are moved apart so that none is hidden; a thin line
//! ties each to its place.

use super::display::{Point, Rect};

/// A symbol to be laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Disc {
    /// Where it belongs.
    pub home: Point,
    /// Radius within which nothing else may stand.
    pub radius: f32,
}

/// Pixels between symbols.
const GAP: f32 = 2.5;
/// Above so many symbols they overlap instead, large ones below.
pub(crate) const MOST: usize = 120;

/// Where the symbols stand: apart from one another, inside the frame, near
/// their places. More than [`MOST`] stay at home.
pub(crate) fn apart(discs: &[Disc], frame: &Rect) -> Vec<Point> {
    let mut at: Vec<Point> = discs.iter().map(|d| d.home).collect();
    if discs.len() > MOST {
        return at;
    }
    // Symbols of one place start a little apart, on a sunflower spiral.
    for (i, p) in at.iter_mut().enumerate() {
        let same = discs[..i].iter().filter(|d| (d.home[0] - p[0]).hypot(d.home[1] - p[1]) < 1.0).count();
        if same > 0 {
            let angle = same as f64 * 2.399_963;
            let r = 3.0 * (same as f32).sqrt();
            *p = [p[0] + r * libm::cos(angle) as f32, p[1] + r * libm::sin(angle) as f32];
        }
    }
    for round in 0..600 {
        let moved = push(discs, &mut at);
        if round < 300 {
            pull(discs, &mut at);
        } else if !moved {
            break;
        }
        for (p, d) in at.iter_mut().zip(discs) {
            let room = frame.grown(-(d.radius + GAP));
            if room.w > 0.0 && room.h > 0.0 {
                *p = [p[0].clamp(room.x, room.right()), p[1].clamp(room.y, room.bottom())];
            }
        }
    }
    at
}

fn push(discs: &[Disc], at: &mut [Point]) -> bool {
    let mut moved = false;
    for i in 1..at.len() {
        for j in 0..i {
            let want = discs[i].radius + discs[j].radius + GAP;
            let (dx, dy) = (at[i][0] - at[j][0], at[i][1] - at[j][1]);
            let square = dx * dx + dy * dy;
            if square >= want * want {
                continue;
            }
            moved = true;
            let d = square.sqrt();
            let (ux, uy) = if d > 0.01 { (dx / d, dy / d) } else { (1.0, 0.0) };
            let half = (want - d) / 2.0 + 0.05;
            // The larger gives way less.
            let share = discs[i].radius / (discs[i].radius + discs[j].radius).max(0.01);
            let (mine, other) = (2.0 * half * (1.0 - share), 2.0 * half * share);
            at[i] = [at[i][0] + ux * mine, at[i][1] + uy * mine];
            at[j] = [at[j][0] - ux * other, at[j][1] - uy * other];
        }
    }
    moved
}

fn pull(discs: &[Disc], at: &mut [Point]) {
    for (p, d) in at.iter_mut().zip(discs) {
        *p = [p[0] + (d.home[0] - p[0]) * 0.03, p[1] + (d.home[1] - p[1]) * 0.03];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_at_one_point_are_all_seen() {
        let frame = Rect::new(0.0, 0.0, 800.0, 600.0);
        let discs: Vec<Disc> =
            (0..25).map(|i| Disc { home: [400.0, 300.0], radius: 12.0 + (i % 5) as f32 * 4.0 }).collect();
        let at = apart(&discs, &frame);
        for i in 0..at.len() {
            for j in 0..i {
                let d = (at[i][0] - at[j][0]).hypot(at[i][1] - at[j][1]);
                assert!(d + 0.6 >= discs[i].radius + discs[j].radius, "{i} {j} {d}");
            }
        }
        assert_eq!(at, apart(&discs, &frame));
    }
}
