//! Label placement: no two labels overlap, none covers a symbol or leaves the
//! frame.
//!
//! Wishes are met in their order, each with the first of its slots that is
//! free. Where none is, labels in the way are moved to other slots of theirs,
//! and those in their way too (an ejection chain of at most three links); a wish that must be met may at last drive
//! out those that need not.

use super::display::{Point, Rect};
use super::near::Near;

/// What labels must keep clear of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Obstacle {
    /// A box.
    Box(Rect),
    /// A circle: middle and radius.
    Circle(Point, f32),
    /// A line between two points.
    Line(Point, Point),
}

/// A place where a label may stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Its box.
    pub rect: Rect,
    /// The line that ties it to its point, where it stands away from it.
    pub leader: Option<(Point, Point)>,
}

/// A label to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Where it may stand, best first.
    pub slots: Vec<Slot>,
    /// Whether others may be dropped for it.
    pub must: bool,
}

/// Links of an ejection chain, at most: a label moves one that moves one more.
const LINKS: usize = 3;
/// Slots that are tried for one label and length of chain.
const TRIES: usize = 600;

/// Pixels kept free around every label.
const GAP: f32 = 2.0;

/// Whether a box and a line between two points touch.
fn crosses(rect: &Rect, a: Point, b: Point) -> bool {
    // Liang and Barsky: cut the line at the sides and see if anything is left.
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (mut t0, mut t1) = (0.0_f32, 1.0_f32);
    let sides = [(-dx, a[0] - rect.x), (dx, rect.right() - a[0]), (-dy, a[1] - rect.y), (dy, rect.bottom() - a[1])];
    for (p, q) in sides {
        if p == 0.0 {
            if q < 0.0 {
                return false;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    t0 <= t1
}

fn nearest(rect: &Rect, p: Point) -> Point {
    [p[0].clamp(rect.x, rect.right()), p[1].clamp(rect.y, rect.bottom())]
}

impl Obstacle {
    /// Whether a leader from `a` runs through it; a leader begins at the rim of
    /// its own symbol.
    pub(crate) fn is_cut(&self, a: Point, b: Point) -> bool {
        match *self {
            Self::Circle(c, r) => {
                let begins = (c[0] - a[0]).hypot(c[1] - a[1]) < r + 2.0;
                !begins && distance(c, a, b) < r
            }
            Self::Box(rect) => crosses(&rect, a, b),
            Self::Line(..) => false,
        }
    }

    /// Whether the obstacle and a box share some area.
    pub fn covers(&self, rect: &Rect) -> bool {
        match *self {
            Self::Box(b) => b.overlaps(rect),
            Self::Circle(c, r) => {
                let p = nearest(rect, c);
                (p[0] - c[0]).hypot(p[1] - c[1]) < r
            }
            Self::Line(a, b) => crosses(rect, a, b),
        }
    }
}

/// How far a point lies from the line between two others.
fn distance(p: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = (dx * dx + dy * dy).max(1e-6);
    let t = (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0);
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dy)
}

fn collide(a: &Slot, b: &Slot) -> bool {
    let grown = a.rect.grown(GAP);
    grown.overlaps(&b.rect)
        || a.leader.is_some_and(|(p, q)| crosses(&b.rect, p, q))
        || b.leader.is_some_and(|(p, q)| crosses(&a.rect, p, q))
}

/// The slot chosen for each wish; `None` where it could not be met.
pub fn place(frame: &Rect, obstacles: &[Obstacle], wishes: &[Wish]) -> Vec<Option<usize>> {
    let mut placer = Placer::new(frame, obstacles, wishes);
    for i in 0..wishes.len() {
        placer.meet(i);
    }
    placer.chosen
}

struct Placer<'w> {
    wishes: &'w [Wish],
    /// Slots that obstacles and the frame leave open, per wish.
    open: Vec<Vec<usize>>,
    chosen: Vec<Option<usize>>,
}

impl<'w> Placer<'w> {
    fn new(frame: &Rect, obstacles: &[Obstacle], wishes: &'w [Wish]) -> Self {
        let near = Near::of(frame, obstacles);
        let is_open = |slot: &Slot| {
            let rect = slot.rect.grown(GAP);
            frame.contains(&rect) && !near.bars(slot, &rect)
        };
        let open = wishes
            .iter()
            .map(|w| (0..w.slots.len()).filter(|s| w.slots.get(*s).is_some_and(is_open)).collect())
            .collect();
        Self { wishes, open, chosen: vec![None; wishes.len()] }
    }

    /// The placed labels that a slot collides with.
    fn in_the_way(&self, of: usize, slot: &Slot) -> Vec<usize> {
        let taken = |j: &usize| self.chosen[*j].is_some_and(|s| *j != of && collide(slot, &self.wishes[*j].slots[s]));
        (0..self.wishes.len()).filter(taken).collect()
    }

    fn free_slot(&self, i: usize) -> Option<usize> {
        let slots = &self.wishes[i].slots;
        self.open[i].iter().copied().find(|s| self.in_the_way(i, &slots[*s]).is_empty())
    }

    fn meet(&mut self, i: usize) {
        if let Some(slot) = self.free_slot(i) {
            self.chosen[i] = Some(slot);
            return;
        }
        for depth in 1..=LINKS {
            let mut tries = TRIES;
            if self.settle(i, depth, &mut tries) {
                return;
            }
        }
        if self.wishes[i].must {
            self.drive_out(i);
        }
    }

    /// Takes a free slot, else one from which all that stand in the way can be
    /// moved by a chain of so many links.
    fn settle(&mut self, i: usize, depth: usize, tries: &mut usize) -> bool {
        if let Some(slot) = self.free_slot(i) {
            self.chosen[i] = Some(slot);
            return true;
        }
        depth > 0 && self.open[i].clone().into_iter().any(|slot| self.eject(i, slot, depth - 1, tries))
    }

    /// Takes a slot if all that stand in the way find another.
    fn eject(&mut self, i: usize, slot: usize, depth: usize, tries: &mut usize) -> bool {
        let away = self.in_the_way(i, &self.wishes[i].slots[slot]);
        if away.len() > 3 || *tries == 0 {
            return false;
        }
        *tries -= 1;
        let before = self.chosen.clone();
        for j in &away {
            self.chosen[*j] = None;
        }
        self.chosen[i] = Some(slot);
        let moved = away.into_iter().all(|j| self.settle(j, depth, tries));
        if !moved {
            self.chosen = before;
        }
        moved
    }

    /// Takes the slot for which the fewest labels go, none of which must stay.
    fn drive_out(&mut self, i: usize) {
        let mut best: Option<(usize, Vec<usize>)> = None;
        for &slot in &self.open[i] {
            let away = self.in_the_way(i, &self.wishes[i].slots[slot]);
            let fewer = best.as_ref().is_none_or(|(_, b)| away.len() < b.len());
            if fewer && away.iter().all(|j| !self.wishes[*j].must) {
                best = Some((slot, away));
            }
        }
        if let Some((slot, away)) = best {
            for j in away {
                self.chosen[j] = None;
            }
            self.chosen[i] = Some(slot);
        }
    }
}

/// Slots for a label of that size around a symbol: eight close by, right side
/// first, and with `far` more at a distance, tied by a leader.
pub fn around(at: Point, radius: f32, size: [f32; 2], far: bool) -> Vec<Slot> {
    let [x, y] = at;
    let [w, h] = size;
    let d = radius + 4.0;
    let q = d * 0.75;
    let corner = |left: f32, top: f32| Slot { rect: Rect::new(left, top, w, h), leader: None };
    let mut out = vec![
        corner(x + d, y - h / 2.0),
        corner(x + q, y - q - h),
        corner(x + q, y + q),
        corner(x - d - w, y - h / 2.0),
        corner(x - q - w, y - q - h),
        corner(x - q - w, y + q),
        corner(x - w / 2.0, y - d - h),
        corner(x - w / 2.0, y + d),
        corner(x - w * 0.25, y - d - h),
        corner(x - w * 0.75, y - d - h),
        corner(x - w * 0.25, y + d),
        corner(x - w * 0.75, y + d),
    ];
    if far {
        for distance in [18.0, 38.0, 62.0, 95.0, 140.0, 190.0] {
            out.extend((0..16).map(|i| far_slot(at, radius, size, distance, i)));
        }
    }
    out
}

fn far_slot(at: Point, radius: f32, [w, h]: [f32; 2], distance: f32, sixteenth: i32) -> Slot {
    let angle = f64::from(sixteenth) * std::f64::consts::PI / 8.0;
    let (cos, sin) = (libm::cos(angle) as f32, libm::sin(angle) as f32);
    let reach = radius + distance;
    let (cx, cy) = (at[0] + cos * (reach + w / 2.0), at[1] + sin * (reach + h / 2.0));
    let rect = Rect::new(cx - w / 2.0, cy - h / 2.0, w, h);
    let end = nearest(&rect, at);
    let length = (end[0] - at[0]).hypot(end[1] - at[1]).max(1.0);
    let step = radius / length;
    let start = [at[0] + (end[0] - at[0]) * step, at[1] + (end[1] - at[1]) * step];
    Slot { rect, leader: Some((start, end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect::new(0.0, 0.0, 400.0, 300.0);

    #[test]
    fn a_crowd_of_labels_never_overlaps() {
        let wishes: Vec<Wish> = (0..60)
            .map(|i| {
                let at = [(i * 37 % 380) as f32 + 10.0, (i * 53 % 280) as f32 + 10.0];
                Wish { slots: around(at, 4.0, [60.0, 14.0], false), must: false }
            })
            .collect();
        let chosen = place(&FRAME, &[], &wishes);
        let rects: Vec<Rect> = wishes.iter().zip(&chosen).filter_map(|(w, c)| c.map(|c| w.slots[c].rect)).collect();
        assert!(rects.len() > 30, "{}", rects.len());
        for (i, a) in rects.iter().enumerate() {
            assert!(FRAME.contains(a));
            assert!(rects[..i].iter().all(|b| !a.overlaps(b)));
        }
    }

    #[test]
    fn what_must_stand_drives_out_what_need_not() {
        let only = |must| Wish { slots: vec![Slot { rect: Rect::new(10.0, 10.0, 50.0, 10.0), leader: None }], must };
        assert_eq!(place(&FRAME, &[], &[only(false), only(true)]), vec![None, Some(0)]);
        assert_eq!(place(&FRAME, &[], &[only(true), only(false)]), vec![Some(0), None]);
    }

    #[test]
    fn labels_keep_clear_of_symbols() {
        let wish = Wish { slots: around([200.0, 150.0], 10.0, [60.0, 14.0], false), must: false };
        let right = Obstacle::Circle([240.0, 150.0], 12.0);
        let chosen = place(&FRAME, &[right], std::slice::from_ref(&wish))[0].unwrap();
        assert!(!right.covers(&wish.slots[chosen].rect));
    }
}
