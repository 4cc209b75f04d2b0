//! Incidents over several parts of the world: an overview, and a panel of its
//! own for each region.

use super::display::{Anchor, Face, Item, Rect, Stroke};
use super::furniture::{self, text};
use super::label::{Slot, Wish};
use super::lettering::{Label, Lines};
use super::map::{countries, spots};
use super::mark::{Mark, Shown};
use super::panel::{self, Atlas, Look};
use super::symbol::SizeScale;
use super::theme::{ACCENT, INK, PAPER};
use super::view::View;
use super::words;
use crate::gazetteer::distance_km;

/// Sizes in the panels.
pub(crate) const NUMBERED: SizeScale = SizeScale { r0: 12.0, k: 2.2, max: 44.0 };
/// Sizes in the overview.
pub(crate) const OVERVIEW: SizeScale = SizeScale { r0: 4.2, k: 0.0, max: 4.2 };

/// Incidents nearer than this to one another are in one region.
const NEAR_KM: f64 = 800.0;
/// One map serves up to so many kilometres per pixel.
const ONE_MAP: f64 = 3.6;
/// At most so many panels.
const MOST: usize = 9;
const GAP: f32 = 20.0;
const HEAD: f32 = 34.0;

/// The regions of incidents, west to east, where one map would be too small
/// for them; `None` where one map will do.
pub(crate) fn split<'i>(marks: &[Mark<'i>]) -> Option<Vec<Vec<Mark<'i>>>> {
    let view = View::around(&spots(marks), Rect::new(0.0, 0.0, 1200.0, 860.0));
    if marks.len() < 2 || (!view.world && 1.0 / view.scale < ONE_MAP) {
        return None;
    }
    let mut near = NEAR_KM;
    let mut regions = linked(marks, near);
    while regions.len() > MOST {
        near *= 1.35;
        regions = linked(marks, near);
    }
    let west = |r: &Vec<Mark<'_>>| r.iter().map(|m| m.location.lon).fold(f64::MAX, f64::min);
    regions.sort_by(|a, b| west(a).total_cmp(&west(b)));
    (regions.len() > 1).then_some(regions)
}

/// Groups linked by steps of at most so many kilometres.
fn linked<'i>(marks: &[Mark<'i>], near: f64) -> Vec<Vec<Mark<'i>>> {
    let mut groups: Vec<Vec<Mark<'i>>> = Vec::new();
    for mark in marks {
        let at = (mark.location.lat, mark.location.lon);
        let is_near = |g: &Vec<Mark<'_>>| g.iter().any(|m| distance_km(at, (m.location.lat, m.location.lon)) <= near);
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_near);
        groups = apart;
        let mut one: Vec<Mark<'i>> = joined.drain(..).flatten().collect();
        one.push(*mark);
        groups.push(one);
    }
    groups
}

/// A drawn panel, standing at the origin until it is laid out.
pub(crate) struct Region {
    /// Its letter.
    letter: char,
    /// What it is called.
    name: String,
    /// How many incidents it has.
    count: usize,
    /// Its map.
    view: View,
    /// Redraws it where it stands.
    items: Vec<Item>,
    /// What its legend must tell.
    pub shown: Shown,
}

/// Panels in each row: at most three, and rows about alike.
fn rows(n: usize) -> Vec<usize> {
    let rows = n.div_ceil(3).max(1);
    (0..rows).map(|row| n / rows + usize::from(row < n % rows)).collect()
}

/// Draws the panels; `width` is that of the page's type area. They stand as
/// they will below one another from y = 0.
pub(crate) fn draw(regions: &[Vec<Mark<'_>>], atlas: &Atlas<'_>, scale: SizeScale, width: f32) -> Vec<Region> {
    let mut out = Vec::new();
    let mut frames = Vec::new();
    let mut y = HEAD;
    for n in rows(regions.len()) {
        let w = (width - GAP * (n - 1) as f32) / n as f32;
        let h = if n == 3 { w * 0.82 } else { 440.0 };
        frames.extend((0..n).map(|i| Rect::new(i as f32 * (w + GAP), y, w, h)));
        y += h + HEAD + GAP;
    }
    for (i, (marks, frame)) in regions.iter().zip(frames).enumerate() {
        let letter = char::from(b'A' + i as u8);
        let view = View::around(&spots(marks), frame);
        let look = Look { scale, overview: false, labels: Vec::new() };
        let drawn = panel::draw(&view, marks, atlas, look, &format!("panel-{letter}"));
        let name = words::listed(&countries(marks.iter().map(|m| m.location), atlas.gazetteer), 3);
        out.push(Region { letter, name, count: marks.len(), view, items: drawn.items, shown: drawn.shown });
    }
    out
}

/// Frames of the panels in the overview.
pub(crate) fn frames(panels: &[Region], world: &View) -> Vec<Item> {
    let stroke = || Stroke { round: false, ..Stroke::solid(ACCENT, 1.8) };
    panels.iter().map(|p| Item::stroke(furniture::framed(&p.view, world), stroke())).collect()
}

/// Letters beside the frames in the overview.
pub(crate) fn tags(panels: &[Region], world: &View) -> Vec<Label> {
    panels.iter().filter_map(|p| tag(p, world)).collect()
}

fn tag(region: &Region, world: &View) -> Option<Label> {
    let b = furniture::framed(&region.view, world).bounds()?;
    let name = super::font::shortened(&region.name, Face::Bold, 17.0, 260.0);
    let mut lines = Lines::one(format!("{} {name}: {}", region.letter, region.count), Face::Bold, 17.0, ACCENT);
    lines.rim = PAPER.alpha(230);
    let [w, h] = lines.size();
    let mut slots = Vec::new();
    for d in [4.0, 12.0, 24.0, 40.0] {
        for (x, y) in [
            (b.x, b.y - d - h),
            (b.right() - w, b.y - d - h),
            (b.right() + d, b.center()[1] - h / 2.0),
            (b.x - d - w, b.center()[1] - h / 2.0),
            (b.x, b.bottom() + d),
            (b.right() + d, b.bottom() - h),
            (b.x - d - w, b.bottom() - h),
        ] {
            slots.push(Slot { rect: Rect::new(x, y, w, h), leader: None });
        }
    }
    let draw = move |_: usize, slot: &Slot| lines.items(&slot.rect, false);
    Some(Label { wish: Wish { slots, must: true }, draw: Box::new(draw) })
}

/// Puts the panels on the page below `top`; gives their bottom.
pub(crate) fn lay_out(panels: Vec<Region>, left: f32, top: f32, out: &mut Vec<Item>) -> f32 {
    let mut bottom = top;
    for region in panels {
        let f = region.view.frame;
        let mut items = region.items;
        let head = f.y - 10.0;
        let letter = text(region.letter.to_string(), [f.x, head], Face::Bold, 21.0, ACCENT, Anchor::Start);
        let room = f.w - 190.0;
        let name = super::font::shortened(&region.name, Face::Bold, 19.0, room);
        items.push(letter);
        items.push(text(name, [f.x + 24.0, head], Face::Bold, 19.0, INK, Anchor::Start));
        items.extend(furniture::scale_bar(&region.view, [f.right() - 2.0, head - 6.0], 80.0, true));
        bottom = f32::max(bottom, f.bottom() + top);
        let id = format!("region-{}", region.letter);
        let moved = items.iter().map(|i| i.moved([left, top])).collect();
        out.push(Item::group(id, region.name, moved));
    }
    bottom
}
