//! Incidents over several parts of the world: an overview, and a panel of its
//! own for each region.

use std::collections::BTreeMap;

use super::display::{Anchor, Face, Item, Rect, Stroke};
use super::furniture::{self, text};
use super::label::{Slot, Wish, around};
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

/// No region is wider than this.
const WIDEST_KM: f64 = 1000.0;
/// Within one country a kilometre counts less.
const SAME_COUNTRY: f64 = 0.5;
/// One map serves up to so many kilometres per pixel.
const ONE_MAP: f64 = 3.6;
/// At most so many panels.
const MOST: usize = 12;
/// Above so many incidents, those in one cell of two degrees go together.
const MANY: usize = 250;
const GAP: f32 = 20.0;
const HEAD: f32 = 34.0;

/// Incidents by region.
pub(crate) struct Regions<'i> {
    /// Those with a panel, west to east.
    pub panels: Vec<Vec<Mark<'i>>>,
    /// Those that only the overview shows.
    pub rest: Vec<Mark<'i>>,
}

/// The regions of incidents where one map would be too small for them; `None`
/// where one map will do.
pub(crate) fn split<'i>(marks: &[Mark<'i>]) -> Option<Regions<'i>> {
    let view = View::around(&spots(marks), Rect::new(0.0, 0.0, 1200.0, 860.0));
    if marks.len() < 2 || (!view.world && 1.0 / view.scale < ONE_MAP) {
        return None;
    }
    let mut panels = clusters(marks);
    if panels.len() < 2 {
        return None;
    }
    panels.sort_by_key(|r| (std::cmp::Reverse(r.len()), r.iter().map(|m| m.number).min()));
    let rest = panels.split_off(panels.len().min(MOST)).into_iter().flatten().collect();
    let west = |r: &Vec<Mark<'_>>| r.iter().map(|m| m.location.lon).fold(f64::MAX, f64::min);
    panels.sort_by(|a, b| west(a).total_cmp(&west(b)));
    Some(Regions { panels, rest })
}

/// Clusters by complete linkage (Defays 1977): the nearest are joined first, as
/// long as no two incidents of a cluster lie farther apart than a region is wide.
fn clusters<'i>(marks: &[Mark<'i>]) -> Vec<Vec<Mark<'i>>> {
    let cell = |d: f64| if marks.len() > MANY { (d / 2.0).floor() as i64 } else { (d * 1e4).round() as i64 };
    let mut cells: BTreeMap<(i64, i64), Vec<Mark<'i>>> = BTreeMap::new();
    for m in marks {
        cells.entry((cell(m.location.lat), cell(m.location.lon))).or_default().push(*m);
    }
    let mut groups: Vec<Vec<Mark<'i>>> = cells.into_values().collect();
    let mut apart: Vec<Vec<f64>> = groups.iter().map(|a| groups.iter().map(|b| apart_km(a, b)).collect()).collect();
    loop {
        let pairs = (0..groups.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let Some((i, j)) = pairs.min_by(|a, b| apart[a.0][a.1].total_cmp(&apart[b.0][b.1])) else { break };
        if apart[i][j] > WIDEST_KM {
            break;
        }
        let joined = groups.swap_remove(i);
        groups[j].extend(joined);
        // The joined cluster is as far from another as the farther of its parts.
        for row in &mut apart {
            row[j] = row[j].max(row[i]);
            row.swap_remove(i);
        }
        let gone = apart.swap_remove(i);
        for (k, d) in gone.into_iter().enumerate() {
            let max = apart[j][k].max(d);
            apart[j][k] = max;
            apart[k][j] = max;
        }
    }
    for g in &mut groups {
        g.sort_by(|a, b| a.number.cmp(&b.number).then(a.incident.id.cmp(&b.incident.id)));
    }
    groups
}

/// How far apart two groups of one cell each are.
fn apart_km(a: &[Mark<'_>], b: &[Mark<'_>]) -> f64 {
    let (Some(a), Some(b)) = (a.first().map(|m| m.location), b.first().map(|m| m.location)) else { return 0.0 };
    let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
    if a.iso3.is_some() && a.iso3 == b.iso3 { km * SAME_COUNTRY } else { km }
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

/// Number and name beside each incident that only the overview shows.
pub(crate) fn names(rest: &[Mark<'_>], world: &View, atlas: &Atlas<'_>) -> Vec<Label> {
    let name = |m: &Mark<'_>| {
        let name = atlas.place_name(m.incident)?;
        let name = m.number.map_or_else(|| name.clone(), |n| format!("{n} {name}"));
        let mut lines = Lines::one(super::font::shortened(&name, Face::Bold, 15.0, 220.0), Face::Bold, 15.0, INK);
        lines.rim = PAPER.alpha(230);
        let at = world.to_page(m.location.lon, m.location.lat);
        let wish = Wish { slots: around(at, 5.0, lines.size(), true), must: true };
        Some(Label { wish, draw: Box::new(move |_: usize, slot: &Slot| lines.items(&slot.rect, false)) })
    };
    rest.iter().filter_map(name).collect()
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
