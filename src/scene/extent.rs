//! Places that are no point: the hatched area of a region or country on the
//! incident's day, borders and roads that glow. `incident::ground` knows where
//! they run; `panel` puts them under the symbols.

use super::display::{Item, Path, Point, Rect, Stroke};
use super::mark::{Extent, Mark, Shown};
use super::panel::Atlas;
use super::theme::{INK, type_color};
use super::view::View;
use crate::incident::ground::{Ground, Shape, Surveyor};

/// A circle wider than this share of the frame says nothing.
pub(crate) const WIDEST_RING: f32 = 0.62;
/// Nor does an area that fills this share of the frame both ways.
const WIDEST_AREA: f32 = 0.95;
/// Pixels between the lines of a hatching.
const STEP: f32 = 9.0;

/// A view with what its places are drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub view: &'a View,
    pub atlas: &'a Atlas<'a>,
}

impl Sight<'_> {
    /// How a mark is drawn; a road of which no course is known as a point.
    pub(crate) fn extent(self, mark: &Mark<'_>) -> Extent {
        match mark.extent() {
            Extent::Road if self.lines(mark).is_empty() => Extent::Point,
            extent => extent,
        }
    }

    fn ground(self, mark: &Mark<'_>) -> Option<Ground> {
        let surveyor = Surveyor { gazetteer: self.atlas.gazetteer, basemap: self.atlas.basemap };
        surveyor.ground(mark.incident).ok().flatten()
    }

    /// The border or road that a mark speaks of; none for other marks.
    pub(crate) fn lines(self, mark: &Mark<'_>) -> Vec<Vec<Point>> {
        let on_page = |lines: Vec<Vec<_>>| lines.iter().map(|line| self.view.line(line)).collect();
        match (mark.extent(), &mark.location.countries_iso3[..]) {
            (Extent::Border, [a, b, ..]) => {
                on_page(self.atlas.basemap.border_between(self.view.detail(), &self.view.bounds(), [a, b]))
            }
            (Extent::Border | Extent::Road, _) => match self.ground(mark).map(|ground| ground.shape) {
                Some(Shape::Lines(lines)) => on_page(lines),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The outline of an area: its own on the incident's day, else a circle that
    /// about holds it. `None` where it would fill the frame, or not be seen.
    fn outline(self, mark: &Mark<'_>) -> Option<Path> {
        let (view, at) = (self.view, mark.location);
        if let Some(Shape::Area(polygons)) = self.ground(mark).filter(|g| !g.approximate).map(|g| g.shape) {
            let mut path = Path::default();
            for ring in polygons.iter().flatten() {
                path.add_line(&view.ring(ring), true);
            }
            let seen = path.bounds().and_then(|b| common(&b, &view.frame))?;
            let fills = seen.w > view.frame.w * WIDEST_AREA && seen.h > view.frame.h * WIDEST_AREA;
            return (!fills).then_some(path);
        }
        let r = view.px(mark.reach_km(), at.lat, at.lon);
        let seen = r >= 3.0 && r <= view.frame.w.min(view.frame.h) * WIDEST_RING;
        seen.then(|| Path::circle(view.to_page(at.lon, at.lat), r))
    }

    /// Hatches areas, each once.
    pub(crate) fn hatched(self, areas: &[Mark<'_>], out: &mut Vec<Item>, shown: &mut Shown) {
        let mut seen = Vec::new();
        for m in areas {
            if seen.contains(&m.place_key()) {
                continue;
            }
            seen.push(m.place_key());
            shown.area = true;
            if let Some(outline) = self.outline(m) {
                out.extend(hatch(&outline, Some(&self.view.frame)));
            }
        }
    }

    /// Lets borders and roads glow along which something happened, each once.
    pub(crate) fn glowing(self, marks: &[Mark<'_>], out: &mut Vec<Item>, shown: &mut Shown) {
        let mut seen = Vec::new();
        for m in marks {
            let lines = self.lines(m);
            if lines.is_empty() || seen.contains(&lines) {
                continue;
            }
            shown.glow = true;
            let mut path = Path::default();
            for line in &lines {
                path.add_line(line, false);
            }
            out.extend(glow(&path, m));
            seen.push(lines);
        }
    }
}

fn glow(path: &Path, mark: &Mark<'_>) -> Vec<Item> {
    let color = type_color(mark.kind());
    [(15.0, 40), (9.0, 60), (4.0, 110)]
        .map(|(w, a)| Item::stroke(path.clone(), Stroke::solid(color.alpha(a), w)))
        .into()
}

/// The line around what is not known closer.
pub(crate) fn ring_stroke() -> Stroke {
    Stroke::dashed(INK.alpha(170), 1.5, &[6.0, 4.5])
}

/// An outline filled with slanting lines as far as the frame goes, and the line
/// around it.
pub(crate) fn hatch(outline: &Path, frame: Option<&Rect>) -> Vec<Item> {
    let bounds = outline.bounds().and_then(|b| frame.map_or(Some(b), |frame| common(&b, frame)));
    let Some(seen) = bounds else { return Vec::new() };
    let (at, r) = (seen.center(), seen.w.max(seen.h) / 2.0);
    let mut lines = Path::default();
    let mut d = -2.0 * r;
    while d <= 2.0 * r {
        lines.add_line(&[[at[0] + d - r, at[1] + r], [at[0] + d + r, at[1] - r]], false);
        d += STEP;
    }
    let tint = Item::fill(outline.clone(), INK.alpha(10));
    let lines = Item::stroke(lines, Stroke::solid(INK.alpha(48), 1.0));
    let clip = Some(outline.clone());
    vec![
        Item::Group { id: "area".into(), title: String::new(), clip, items: vec![tint, lines] },
        Item::stroke(outline.clone(), ring_stroke()),
    ]
}

/// What two boxes have in common.
fn common(a: &Rect, b: &Rect) -> Option<Rect> {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let (right, bottom) = (a.right().min(b.right()), a.bottom().min(b.bottom()));
    (right > x && bottom > y).then(|| Rect::new(x, y, right - x, bottom - y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatching_ends_at_the_frame() {
        let frame = Rect::new(0.0, 0.0, 100.0, 80.0);
        let wide = Path::rect(&Rect::new(-5000.0, -5000.0, 10_000.0, 10_000.0));
        let reach = |items: &[Item]| match items {
            [Item::Group { items, clip: Some(_), .. }, _] => match &items[1] {
                Item::Path { path, .. } => path.bounds().unwrap().w,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        assert!(reach(&hatch(&wide, Some(&frame))) < 500.0);
        assert!(hatch(&Path::circle([900.0, 900.0], 5.0), Some(&frame)).is_empty());
        assert_eq!(common(&frame, &Rect::new(50.0, 40.0, 100.0, 100.0)), Some(Rect::new(50.0, 40.0, 50.0, 40.0)));
    }
}
