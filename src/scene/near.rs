//! Obstacles by the cells that they touch: thousands of symbols, of which a
//! label asks only those around it.

use super::display::{Point, Rect};
use super::label::{Obstacle, Slot};

/// Pixels of a side of a cell.
const CELL: f32 = 48.0;
/// Cells each way, at most.
const MOST: usize = 512;

/// Obstacles in a frame.
pub(crate) struct Near<'o> {
    frame: Rect,
    size: [usize; 2],
    cells: Vec<Vec<&'o Obstacle>>,
}

impl<'o> Near<'o> {
    /// Of obstacles, asked for what touches the frame alone.
    pub(crate) fn of(frame: &Rect, obstacles: impl IntoIterator<Item = &'o Obstacle>) -> Self {
        let size = [frame.w, frame.h].map(|side| ((side.max(0.0) / CELL) as usize + 1).min(MOST));
        let mut near = Self { frame: *frame, size, cells: vec![Vec::new(); size[0] * size[1]] };
        for obstacle in obstacles {
            let bounds = bounds(obstacle);
            if bounds.grown(1.0).overlaps(&frame.grown(1.0)) {
                for cell in near.cells_of(&bounds) {
                    near.cells[cell].push(obstacle);
                }
            }
        }
        near
    }

    /// Numbers of the cells that a box touches.
    fn cells_of(&self, rect: &Rect) -> impl Iterator<Item = usize> + use<> {
        let [across, down] = self.size;
        let cell = |at: f32, from: f32, most: usize| (((at - from) / CELL).max(0.0) as usize).min(most - 1);
        let (first, last) = (cell(rect.x, self.frame.x, across), cell(rect.right(), self.frame.x, across));
        let (top, bottom) = (cell(rect.y, self.frame.y, down), cell(rect.bottom(), self.frame.y, down));
        (top..=bottom).flat_map(move |row| (first..=last).map(move |column| row * across + column))
    }

    /// Whether an obstacle covers some of a box.
    pub(crate) fn covers(&self, rect: &Rect) -> bool {
        self.cells_of(rect).any(|cell| self.cells[cell].iter().any(|o| o.covers(rect)))
    }

    /// Whether an obstacle covers a slot of that box, or its leader runs through
    /// one.
    pub(crate) fn bars(&self, slot: &Slot, rect: &Rect) -> bool {
        let cut = |(a, b): (Point, Point)| {
            self.cells_of(&between(a, b)).any(|cell| self.cells[cell].iter().any(|o| o.is_cut(a, b)))
        };
        self.covers(rect) || slot.leader.is_some_and(cut)
    }
}

fn bounds(obstacle: &Obstacle) -> Rect {
    match *obstacle {
        Obstacle::Box(rect) => rect,
        Obstacle::Circle([x, y], r) => Rect::new(x - r, y - r, 2.0 * r, 2.0 * r),
        Obstacle::Line(a, b) => between(a, b),
    }
}

/// The box around a line between two points.
fn between(a: Point, b: Point) -> Rect {
    let (x, y) = (a[0].min(b[0]), a[1].min(b[1]));
    Rect::new(x, y, a[0].max(b[0]) - x, a[1].max(b[1]) - y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_what_all_obstacles_say() {
        let mut seed = 7_u32;
        let mut next = |most: f32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32 * most - 20.0
        };
        let obstacles: Vec<Obstacle> = (0..200)
            .map(|n| match n % 3 {
                0 => Obstacle::Circle([next(640.0), next(440.0)], next(50.0).abs()),
                1 => Obstacle::Box(Rect::new(next(640.0), next(440.0), next(50.0).abs(), 9.0)),
                _ => Obstacle::Line([next(640.0), next(440.0)], [next(640.0), next(440.0)]),
            })
            .collect();
        let frame = Rect::new(0.0, 0.0, 600.0, 400.0);
        let near = Near::of(&frame, &obstacles);
        let mut barred = 0;
        for _ in 0..500 {
            let rect = Rect::new(next(580.0).max(0.0), next(400.0).max(0.0), 14.0, 6.0);
            if !frame.contains(&rect) {
                continue;
            }
            let slot = Slot { rect, leader: Some(([next(600.0), next(400.0)], rect.center())) };
            let all = obstacles.iter().any(|o| o.covers(&rect) || slot.leader.is_some_and(|(a, b)| o.is_cut(a, b)));
            assert_eq!(near.bars(&slot, &rect), all, "{slot:?}");
            barred += usize::from(near.covers(&rect));
        }
        assert!(barred > 50 && barred < 450, "{barred}");
    }
}
