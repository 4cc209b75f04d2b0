//! The symbols of a map, laid out: where each stands, what surrounds it, and
//! the names of their places.

use std::collections::BTreeMap;

use super::badge;
use super::display::{Face, Item, Path, Point, Stroke};
use super::extent::{WIDEST_RING, ring_stroke};
use super::label::{Obstacle, Slot, Wish, around};
use super::lettering::{Label, Lines};
use super::mark::{Mark, Shown};
use super::panel::Atlas;
use super::spread::{self, Disc};
use super::symbol::{self, SizeScale};
use super::theme::{INK, PAPER, PLACE};
use super::view::View;
use super::words;
use crate::geoparse::CoordBasis;

/// The radius of a symbol with the ring of the most that is reported.
fn outer(r: f32, range: Option<[f32; 2]>) -> f32 {
    range.map_or(r, |[_, most]| r.max(most))
}

/// Symbols at points, laid out.
pub(crate) struct Placed<'i> {
    /// Large ones first.
    pub marks: Vec<Mark<'i>>,
    homes: Vec<Point>,
    at: Vec<Point>,
    radii: Vec<f32>,
    /// Radii of the least and the most that are reported, where they differ.
    ranges: Vec<Option<[f32; 2]>>,
}

impl<'i> Placed<'i> {
    /// Lays out the symbols: apart from one another, or each at its home.
    pub(crate) fn of(view: &View, points: &[Mark<'i>], scale: SizeScale, at_home: bool) -> Self {
        let mut marks = points.to_vec();
        let radius = |m: &Mark<'_>| scale.radius(words::dead(m.incident).unwrap_or(0));
        // Large ones first, so that small ones lie on top.
        marks.sort_by(|a, b| {
            let by_size = radius(b).total_cmp(&radius(a));
            by_size.then(a.number.cmp(&b.number)).then(a.incident.id.cmp(&b.incident.id))
        });
        let radii: Vec<f32> = marks.iter().map(radius).collect();
        let ranges: Vec<Option<[f32; 2]>> =
            marks.iter().map(|m| words::range(m.incident).map(|of| of.map(|n| scale.radius(n)))).collect();
        let homes: Vec<Point> = marks.iter().map(|m| view.to_page(m.location.lon, m.location.lat)).collect();
        let discs: Vec<Disc> = marks
            .iter()
            .zip(&homes)
            .zip(radii.iter().zip(&ranges))
            .map(|((m, home), (r, range))| Disc { home: *home, radius: symbol::reach(m.kind(), outer(*r, *range)) })
            .collect();
        let at = if at_home { homes.clone() } else { spread::apart(&discs, &view.frame.grown(-3.0)) };
        Self { marks, homes, at, radii, ranges }
    }

    /// Each with its home, its place on the page and the radius of all that is drawn.
    fn each(&self) -> impl Iterator<Item = (&Mark<'i>, Point, Point, f32)> {
        let radii = self.radii.iter().zip(&self.ranges).map(|(r, range)| outer(*r, *range));
        self.marks.iter().zip(&self.homes).zip(&self.at).zip(radii).map(|(((m, h), a), r)| (m, *h, *a, r))
    }

    /// Rings of the size of what is not known about a place, never smaller.
    pub(crate) fn rings(&self, view: &View, out: &mut Vec<Item>, shown: &mut Shown) {
        let mut seen = Vec::new();
        for (m, home, _, r) in self.each() {
            let (clear, to_scale) =
                (symbol::reach(m.kind(), r) + 3.0, view.px(m.reach_km(), m.location.lat, m.location.lon));
            // A reckoned point has its ring also where the symbol would hide it.
            let reckoned = m.location.basis == CoordBasis::Offset;
            let ring = if reckoned { to_scale.max(clear + 2.0) } else { to_scale };
            let key = (m.place_key(), ring as i32);
            let too_wide = ring > view.frame.w.min(view.frame.h) * WIDEST_RING;
            if ring < clear || too_wide || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            shown.ring = true;
            out.push(Item::both(Path::circle(home, ring), INK.alpha(8), ring_stroke()));
        }
    }

    /// The symbols, and lines to those that were moved.
    pub(crate) fn items(&self, view: &View, shown: &mut Shown) -> Vec<Item> {
        let mut ties = Vec::new();
        let mut out = Vec::new();
        for ((m, home, at, whole), (r, range)) in self.each().zip(self.radii.iter().zip(&self.ranges)) {
            let r = *r;
            let away = (home[0] - at[0]).hypot(home[1] - at[1]);
            if away > whole.max(6.0) * 0.8 && view.frame.holds(home) && !view.world {
                shown.moved = true;
                ties.push(Item::stroke(Path::line(&[home, at]), Stroke::solid(PAPER.alpha(220), 3.2)));
                ties.push(Item::stroke(Path::line(&[home, at]), Stroke::solid(INK.alpha(200), 1.2)));
                ties.push(Item::both(Path::circle(home, 3.0), INK, Stroke::solid(PAPER, 1.2)));
            }
            let mut items = symbol::draw(m.kind(), m.filling(), at, r);
            if let Some(range) = range {
                shown.range = true;
                items.extend(symbol::range(m.kind(), at, r, *range));
            }
            if let Some(n) = m.number {
                items.push(badge::number(n, m.kind(), m.filling(), at, r));
            }
            let title = format!("{}: {}", words::when(m.incident), m.incident.sub_event.name());
            out.push(Item::group(format!("incident-{}", m.incident.id), title, items));
        }
        ties.extend(out);
        ties
    }

    /// What names must keep clear of.
    pub(crate) fn obstacles(&self) -> Vec<Obstacle> {
        let mut out = Vec::new();
        for (m, home, at, r) in self.each() {
            out.push(Obstacle::Circle(at, symbol::reach(m.kind(), r) * 0.96 + 1.0));
            if (home[0] - at[0]).hypot(home[1] - at[1]) > 4.0 {
                out.push(Obstacle::Circle(home, 4.0));
                out.push(Obstacle::Line(home, at));
            }
        }
        out
    }

    /// One name for each place, those of most weight first.
    pub(crate) fn labels(&self, view: &View, atlas: &Atlas<'_>) -> Vec<Label> {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (i, m) in self.marks.iter().enumerate() {
            places.entry(m.place_key()).or_default().push(i);
        }
        let mut places: Vec<Vec<usize>> = places.into_values().collect();
        places.sort_by(|a, b| b.len().cmp(&a.len()).then(a[0].cmp(&b[0])));
        places.iter().take(40).enumerate().filter_map(|(n, of)| self.place_label(of, n < 25, (view, atlas))).collect()
    }

    fn place_label(&self, of: &[usize], must: bool, (view, atlas): (&View, &Atlas<'_>)) -> Option<Label> {
        let first = *of.first()?;
        let name = atlas.place_name(self.marks[first].incident)?;
        // Symbols of one place stand apart; their number keeps them together.
        let name = if of.len() > 1 { format!("{name} ({})", of.len()) } else { name };
        let lines = font_lines(&name, view.frame.w);
        let reach = |i: usize| symbol::reach(self.marks[i].kind(), outer(self.radii[i], self.ranges[i]));
        let mut slots: Vec<Slot> =
            of.iter().flat_map(|i| around(self.at[*i], reach(*i), lines.size(), false)).collect();
        let far = around(self.at[first], reach(first), lines.size(), true);
        slots.extend(far.into_iter().skip(12));
        let draw = move |_: usize, slot: &Slot| lines.items(&slot.rect, false);
        Some(Label { wish: Wish { slots, must }, draw: Box::new(draw) })
    }
}

fn font_lines(name: &str, room: f32) -> Lines {
    let size = if room < 600.0 { PLACE - 2.0 } else { PLACE };
    let lines = super::font::wrapped(name, Face::Bold, size, (room * 0.34).clamp(160.0, 260.0), 3);
    Lines { words: lines, face: Face::Bold, size, color: INK, rim: PAPER.alpha(235), spacing: 0.0 }
}
