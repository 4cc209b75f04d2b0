//! Whether points lie in rings, for many points: edges are kept by the rows
//! that they cross, so that a point asks only those at its height.

use super::display::{Point, Rect};

/// Pixels of a row.
const ROW: f32 = 8.0;

/// Rings, even-odd.
pub(crate) struct Inside {
    top: f32,
    /// Of each row the edges that cross it.
    rows: Vec<Vec<[Point; 2]>>,
    bounds: Option<Rect>,
}

impl Inside {
    /// Of rings, asked for points between `top` and `bottom` alone.
    pub(crate) fn of(rings: &[Vec<Point>], (top, bottom): (f32, f32)) -> Self {
        let count = ((bottom - top).max(0.0) / ROW) as usize + 1;
        let mut rows = vec![Vec::new(); count];
        let mut bounds: Option<[f32; 4]> = None;
        for ring in rings {
            let Some(mut last) = ring.last().copied() else { continue };
            for &point in ring {
                let [w, n, e, s] = bounds.unwrap_or([point[0], point[1], point[0], point[1]]);
                bounds = Some([w.min(point[0]), n.min(point[1]), e.max(point[0]), s.max(point[1])]);
                let (low, high) = (last[1].min(point[1]), last[1].max(point[1]));
                if high >= top && low <= bottom && low < high {
                    let row = |y: f32| (((y - top) / ROW).max(0.0) as usize).min(count - 1);
                    rows[row(low)..=row(high)].iter_mut().for_each(|row| row.push([last, point]));
                }
                last = point;
            }
        }
        let bounds = bounds.map(|[w, n, e, s]| Rect::new(w, n, e - w, s - n));
        Self { top, rows, bounds }
    }

    /// The box around the rings; `None` where there is none.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// Whether a point lies in them.
    pub(crate) fn holds(&self, p: Point) -> bool {
        let row = (p[1] - self.top) / ROW;
        let Some(edges) = (row >= 0.0).then(|| self.rows.get(row as usize)).flatten() else { return false };
        let crossed = |[a, b]: &&[Point; 2]| {
            (b[1] > p[1]) != (a[1] > p[1]) && a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) < p[0]
        };
        edges.iter().filter(crossed).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_outside_and_so_is_what_lies_beyond_the_rows() {
        let square = |x: f32, y: f32, side: f32| vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
        let rings = [square(10.0, -50.0, 200.0), square(40.0, 40.0, 30.0)];
        let inside = Inside::of(&rings, (0.0, 100.0));
        assert!(inside.holds([20.0, 20.0]) && inside.holds([80.0, 99.0]) && inside.holds([20.0, 0.0]));
        assert!(!inside.holds([50.0, 50.0]) && !inside.holds([5.0, 20.0]));
        assert!(!inside.holds([20.0, -10.0]) && !inside.holds([20.0, 500.0]));
        assert_eq!(inside.bounds(), Some(Rect::new(10.0, -50.0, 200.0, 200.0)));
    }
}
