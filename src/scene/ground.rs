//! The ground of a map: sea, land, waters, borders, drawn into a view.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::display::{Color, Item, Path, Point, Rect, Stroke};
use super::graticule;
use super::panel::Atlas;
use super::theme::{ADMIN1, BORDER, COAST, LAND, PAPER, RIVER, SEA};
use super::view::View;
use crate::gazetteer::basemap::{Basemap, Bounds, Degrees, LineStyle};

/// What was drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ground {
    /// Bottom first, unclipped.
    pub items: Vec<Item>,
    /// From which of them on they are lines that lie over all colours.
    pub lines: usize,
    /// Dated lines in the frame, as style and words of the legend.
    pub dated: BTreeSet<(LineStyle, String)>,
    /// Whether a national border is in the frame.
    pub national: bool,
    /// Whether lines of first-order divisions are in the frame.
    pub admin1: bool,
}

/// The stroke of a kind of line.
pub(crate) fn stroke(style: LineStyle) -> Stroke {
    match style {
        LineStyle::National => Stroke::solid(BORDER, 1.9),
        LineStyle::Boundary => Stroke::dashed(BORDER, 1.9, &[9.0, 5.0]),
        LineStyle::Ceasefire => Stroke::dashed(BORDER, 1.9, &[10.0, 4.0, 2.5, 4.0]),
        LineStyle::Claim => Stroke::dashed(BORDER, 1.9, &[2.2, 4.4]),
        LineStyle::Admin => hairline(ADMIN1, 1.0),
    }
}

/// A thin line, whose corners nobody sees: round ones are most of the work of a
/// coast. Up to a pixel it is drawn as such, and not as an area.
fn hairline(color: Color, width: f32) -> Stroke {
    Stroke { round: false, ..Stroke::solid(color, width) }
}

/// Cut corners twice (Chaikin 1974): lakes and rivers come on a coarse grid.
fn smooth(points: &[Point], closed: bool) -> Vec<Point> {
    let mut out = points.to_vec();
    for _ in 0..2 {
        if out.len() < 3 {
            break;
        }
        let mut next = Vec::with_capacity(out.len() * 2);
        let mix = |a: Point, b: Point, t: f32| [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
        if !closed {
            next.push(out[0]);
        }
        for pair in out.windows(2) {
            next.push(mix(pair[0], pair[1], 0.25));
            next.push(mix(pair[0], pair[1], 0.75));
        }
        if let (false, Some(last)) = (closed, out.last()) {
            next.push(*last);
        }
        out = next;
    }
    out
}

fn joined(view: &View, lines: &[Vec<Degrees>], closed: bool, soft: bool) -> Path {
    let mut path = Path::default();
    for line in lines {
        let points = if closed { view.ring(line) } else { view.line(line) };
        let points = if soft { smooth(&points, closed) } else { points };
        path.add_line(&points, closed);
    }
    path
}

/// The edge of the map: its frame, or the outline of the world.
pub(crate) fn edge(view: &View) -> Path {
    if !view.world {
        return Path::rect(&view.frame);
    }
    let (west, east) = (view.bounds().west, view.bounds().east);
    let side = |lon: f64, up: bool| -> Vec<Degrees> {
        let lats = (-58..=84).map(|lat| [lon, f64::from(lat)]);
        if up { lats.collect() } else { lats.rev().collect() }
    };
    let mut ring = side(west, true);
    ring.extend(side(east, false));
    Path::polygon(&view.ring(&ring))
}

/// Whether first-order divisions are large enough to be drawn.
pub(crate) fn has_divisions(view: &View) -> bool {
    1.0 / view.scale < 3.0
}

/// Draws the ground as it stood on the day of the atlas.
pub(crate) fn draw(view: &View, atlas: &Atlas<'_>) -> Ground {
    let basemap = atlas.basemap;
    let bounds = view.bounds();
    let detail = view.detail();
    let mut ground = Ground::default();
    ground.items.push(Item::fill(edge(view), SEA));
    ground.items.push(Item::fill(joined(view, &basemap.land(detail, &bounds), true, false), LAND));
    ground.lines = ground.items.len();
    ground.items.extend(atlas.ground.graticule.then(|| graticule::lines(view)));
    let km = 1.0 / view.scale;
    if km < 14.0 {
        waters(view, basemap, &bounds, &mut ground);
    }
    if has_divisions(view) {
        let path = joined(view, &basemap.admin1(&bounds), false, false);
        ground.admin1 = touches(&path, &view.frame);
        ground.items.push(Item::stroke(path, stroke(LineStyle::Admin)));
    }
    let coast = joined(view, &basemap.coast(detail, &bounds), false, false);
    ground.items.push(Item::stroke(coast, hairline(COAST, 0.9)));
    borders(view, basemap, &bounds, atlas.date, &mut ground);
    ground
}

fn waters(view: &View, basemap: &Basemap, bounds: &Bounds, ground: &mut Ground) {
    let rivers = joined(view, &basemap.rivers(bounds), false, true);
    ground.items.push(Item::stroke(rivers, hairline(RIVER, 1.3)));
    let lakes = joined(view, &basemap.lakes(bounds), true, true);
    ground.items.push(Item::both(lakes, SEA, hairline(COAST, 0.7)));
}

fn borders(view: &View, basemap: &Basemap, bounds: &Bounds, on: Option<Date>, ground: &mut Ground) {
    let mut styles: [Path; 5] = Default::default();
    let order = [LineStyle::Admin, LineStyle::Claim, LineStyle::Boundary, LineStyle::Ceasefire, LineStyle::National];
    let thin = if view.world { 0.5 } else { 1.0 };
    for border in basemap.borders(view.detail(), bounds, on) {
        let points = view.line(&border.line);
        if !points.iter().any(|p| view.frame.holds(*p)) {
            continue;
        }
        match border.row {
            Some(row) if row.style != LineStyle::National && row.style != LineStyle::Admin => {
                ground.dated.insert((row.style, row.words()));
            }
            _ => ground.national |= border.style == LineStyle::National,
        }
        if let Some(n) = order.iter().position(|s| *s == border.style) {
            styles[n].add_line(&points, false);
        }
    }
    for (style, path) in order.into_iter().zip(styles) {
        if path.is_empty() {
            continue;
        }
        let line = stroke(style);
        if style != LineStyle::Admin {
            // A light casing lifts the border off hairlines and rivers.
            let casing = Stroke { round: true, ..Stroke::solid(PAPER.alpha(120), (line.width + 3.0) * thin) };
            ground.items.push(Item::stroke(path.clone(), casing));
        }
        let dash = line.dash.iter().map(|d| d * thin).collect();
        ground.items.push(Item::stroke(path, Stroke { width: line.width * thin, dash, ..line }));
    }
}

fn touches(path: &Path, frame: &Rect) -> bool {
    path.bounds().is_some_and(|b| b.overlaps(frame))
}
