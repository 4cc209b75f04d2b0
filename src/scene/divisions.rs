//! Names of first-order divisions on the ground, where there is room for them.

use std::collections::BTreeMap;

use super::display::{Face, Point, Rect};
use super::font;
use super::label::{Slot, Wish};
use super::lettering::{Label, Lines};
use super::theme::{COUNTRY_NAME, LAND};
use super::view::View;
use crate::gazetteer::{Gazetteer, PlaceId};

/// Pixels between the points at which is asked in which division they lie.
const STEP: f32 = 26.0;
/// Pixels of an em, at most and at least.
const SIZE: [f32; 2] = [15.0, 12.5];
/// Pixels of a map for each name.
const ROOM: f32 = 60_000.0;
/// At most so many slots of one name.
const SLOTS: usize = 40;

/// In which division the points of a grid over the frame lie.
struct Grid {
    frame: Rect,
    columns: usize,
    at: Vec<Option<PlaceId>>,
}

impl Grid {
    fn of(view: &View, gazetteer: &Gazetteer) -> Self {
        let frame = view.frame;
        let (columns, rows) = ((frame.w / STEP) as usize, (frame.h / STEP) as usize);
        let division = |n: usize| {
            let [lon, lat] = view.to_globe(point(&frame, n % columns, n / columns))?;
            // A frame over the antimeridian counts on past it.
            gazetteer.admin1_at(lat, (lon + 180.0).rem_euclid(360.0) - 180.0)
        };
        Self { frame, columns, at: (0..columns * rows).map(division).collect() }
    }

    /// The division at a point of the page.
    fn division(&self, [x, y]: Point) -> Option<PlaceId> {
        let (i, j) = ((x - self.frame.x) / STEP, (y - self.frame.y) / STEP);
        if i < 0.0 || j < 0.0 || i as usize >= self.columns {
            return None;
        }
        self.at.get(j as usize * self.columns + i as usize).copied().flatten()
    }

    /// Whether a name of this size lies wholly in the division.
    fn holds(&self, of: PlaceId, [x, y]: Point, [w, h]: [f32; 2]) -> bool {
        let steps = (w / STEP).ceil().max(1.0) as usize;
        let across = (0..=steps).map(|i| x - w / 2.0 + w * i as f32 / steps as f32);
        across.into_iter().all(|x| [-0.5, 0.5].iter().all(|up| self.division([x, y + up * h]) == Some(of)))
    }
}

fn point(frame: &Rect, i: usize, j: usize) -> Point {
    [frame.x + (i as f32 + 0.5) * STEP, frame.y + (j as f32 + 0.5) * STEP]
}

/// The names, those of large divisions first, but for those `written` already:
/// many a division is called after its town.
pub(crate) fn divisions(view: &View, gazetteer: &Gazetteer, written: &[String]) -> Vec<Label> {
    let grid = Grid::of(view, gazetteer);
    let mut points: BTreeMap<PlaceId, Vec<Point>> = BTreeMap::new();
    for (n, of) in grid.at.iter().enumerate() {
        if let Some(of) = of {
            points.entry(*of).or_default().push(point(&grid.frame, n % grid.columns, n / grid.columns));
        }
    }
    let mut divisions: Vec<(PlaceId, Vec<Point>)> = points.into_iter().collect();
    divisions.sort_by_key(|(id, points)| (std::cmp::Reverse(points.len()), *id));
    let wanted = (view.frame.w * view.frame.h / ROOM) as usize;
    let named = divisions.into_iter().map(|(id, points)| (id, points, gazetteer.place(id).name));
    let fresh = named.filter(|(_, _, name)| !written.iter().any(|other| other.contains(name)));
    fresh.filter_map(|(id, points, name)| label(&grid, id, points, name)).take(wanted).collect()
}

fn label(grid: &Grid, id: PlaceId, points: Vec<Point>, name: &str) -> Option<Label> {
    let n = points.len() as f32;
    let middle = points.iter().fold([0.0, 0.0], |a, p| [a[0] + p[0] / n, a[1] + p[1] / n]);
    let far = |p: &Point| (p[0] - middle[0]).hypot((p[1] - middle[1]) * 1.6);
    let mut points = points;
    points.sort_by(|a, b| far(a).total_cmp(&far(b)));
    let name = font::clean(name);
    let one = vec![name.clone()];
    let two = font::wrapped(&name, Face::Regular, SIZE[1], font::width(&name, Face::Regular, SIZE[1], 0.0) * 0.7, 2);
    let variants: Vec<Lines> = [(one.clone(), SIZE[0]), (one, SIZE[1]), (two, SIZE[1])]
        .into_iter()
        .filter(|(words, _)| !words.iter().any(|line| line.contains('…')))
        .map(|(words, size)| Lines {
            words,
            face: Face::Regular,
            size,
            color: COUNTRY_NAME,
            rim: LAND.alpha(200),
            spacing: size * 0.1,
        })
        .collect();
    let mut slots = Vec::new();
    let mut of = Vec::new();
    for (v, lines) in variants.iter().enumerate() {
        let [w, h] = lines.size();
        for [x, y] in points.iter().filter(|p| grid.holds(id, **p, [w + 8.0, h])).take(SLOTS) {
            slots.push(Slot { rect: Rect::new(x - w / 2.0, y - h / 2.0, w, h), leader: None });
            of.push(v);
        }
    }
    let draw =
        move |n: usize, slot: &Slot| of.get(n).map_or_else(Vec::new, |v: &usize| variants[*v].items(&slot.rect, true));
    (!slots.is_empty()).then(|| Label { wish: Wish { slots, must: false }, draw: Box::new(draw) })
}
