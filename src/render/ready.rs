//! A scene made ready for drawing in bands: outlines of lines are found once,
//! and every part knows the rows that it touches.

use tiny_skia::{FillRule, IntRect, LineCap, LineJoin, PathBuilder, PathStroker, StrokeDash, Transform};

use super::glyphs::{self, Letters};
use super::stamps::{Look, Looks};
use crate::scene::{Anchor, Color, Item, Path, Step, Stroke, Text, font};

/// Points of a part of a line that is drawn without corners.
const RUN: usize = 64;

/// A thing to draw in the rows from `top` to `bottom`.
pub(super) struct Mark<'s> {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) what: What<'s>,
}

/// What is drawn.
pub(super) enum What<'s> {
    /// The inside of parts together.
    Fill(Vec<Part>, FillRule, Color),
    /// A line of a pixel or less, in parts.
    Hair(Vec<Part>, tiny_skia::Stroke, Color),
    /// Copies of the look of a number.
    Stamps(usize, &'s [[f32; 2]]),
    /// A line of upright letters.
    Letters(Line),
    /// What is seen within a path alone; `frame` where that is an upright box.
    Clip { path: tiny_skia::Path, frame: Option<IntRect>, marks: Vec<Mark<'s>> },
}

/// A part of a path, and the rows that it touches.
pub(super) struct Part {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) path: tiny_skia::Path,
}

/// Letters with the points of their origins.
pub(super) struct Line {
    pub(super) glyphs: Vec<(font::Glyph, [f32; 2])>,
    pub(super) size: f32,
    pub(super) color: Color,
    /// Colour and width of the rim.
    pub(super) rim: Option<(Color, f32)>,
}

impl Part {
    fn of(path: tiny_skia::Path, reach: f32) -> Self {
        let bounds = path.bounds();
        Self { top: bounds.top() - reach, bottom: bounds.bottom() + reach, path }
    }
}

/// Makes items ready, and collects the looks of what is copied.
pub(super) fn marks<'s>(items: &'s [Item], letters: &mut Letters, looks: &mut Looks<'s>) -> Vec<Mark<'s>> {
    let mut out = Vec::new();
    add(items, letters, looks, &mut out);
    out
}

fn add<'s>(items: &'s [Item], letters: &mut Letters, looks: &mut Looks<'s>, out: &mut Vec<Mark<'s>>) {
    for item in items {
        match item {
            Item::Path { path, fill, stroke } => {
                let parts = fill.map(|color| What::Fill(contours(path), FillRule::EvenOdd, color));
                out.extend(parts.and_then(of_parts));
                out.extend(stroke.as_ref().and_then(|stroke| of_parts(line(path, stroke))));
            }
            Item::Stamps { path, fill, stroke, at } => {
                let look = Look { path, fill: *fill, stroke: stroke.as_ref() };
                out.extend(stamps(look, at, looks));
            }
            Item::Text(line) => text(line, letters, out),
            Item::Group { clip: None, items, .. } => add(items, letters, looks, out),
            Item::Group { clip: Some(clip), items, .. } => {
                let Some(path) = outline(clip) else { continue };
                let (top, bottom) = (path.bounds().top(), path.bounds().bottom());
                let what = What::Clip { path, frame: frame(clip), marks: marks(items, letters, looks) };
                out.push(Mark { top, bottom, what });
            }
        }
    }
}

fn of_parts(what: What<'_>) -> Option<Mark<'_>> {
    let (What::Fill(parts, ..) | What::Hair(parts, ..)) = &what else { return None };
    let top = parts.iter().map(|p| p.top).fold(f32::INFINITY, f32::min);
    let bottom = parts.iter().map(|p| p.bottom).fold(f32::NEG_INFINITY, f32::max);
    (top <= bottom).then_some(Mark { top, bottom, what })
}

fn stamps<'s>(look: Look<'s>, at: &'s [[f32; 2]], looks: &mut Looks<'s>) -> Option<Mark<'s>> {
    let reach = reach(&look)?;
    let ys = || at.iter().map(|[_, y]| *y).filter(|y| y.is_finite());
    let (top, bottom) = (ys().fold(f32::INFINITY, f32::min), ys().fold(f32::NEG_INFINITY, f32::max));
    let what = What::Stamps(looks.number(look, at.len()), at);
    (top <= bottom).then_some(Mark { top: top - reach, bottom: bottom + reach, what })
}

/// How far a copy reaches from its place, up or down.
pub(super) fn reach(look: &Look<'_>) -> Option<f32> {
    let bounds = look.path.bounds()?;
    let line = look.stroke.map_or(0.0, |stroke| stroke.width);
    Some(bounds.y.abs().max(bounds.bottom().abs()) + line + 1.0)
}

/// The steps of a path as a path of tiny-skia.
pub(super) fn outline(path: &Path) -> Option<tiny_skia::Path> {
    of_steps(&path.steps)
}

/// Steps as a path; a line at their beginning is begun where it ends.
fn of_steps(steps: &[Step]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for (n, step) in steps.iter().enumerate() {
        match *step {
            Step::Move([x, y]) => builder.move_to(x, y),
            Step::Line([x, y]) if n == 0 => builder.move_to(x, y),
            Step::Line([x, y]) => builder.line_to(x, y),
            Step::Cubic(a, b, c) => builder.cubic_to(a[0], a[1], b[0], b[1], c[0], c[1]),
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}

/// The parts of a path, each begun by a move.
fn contours(path: &Path) -> Vec<Part> {
    let parts = path.steps.chunk_by(|_, next| !matches!(next, Step::Move(_)));
    // A line of no height fills nothing, but its edge is drawn.
    parts.filter_map(of_steps).map(|path| Part::of(path, 1.0)).collect()
}

/// The line along a path.
fn line<'s>(path: &Path, line: &Stroke) -> What<'s> {
    let stroke = stroke(line);
    if line.width > 1.0 {
        let mut stroker = PathStroker::new();
        let outlines = contours(path).into_iter().filter_map(|part| {
            let dashed = match &stroke.dash {
                Some(dash) => part.path.dash(dash, 1.0)?,
                None => part.path,
            };
            stroker.stroke(&dashed, &stroke, 1.0).map(|path| Part::of(path, 1.0))
        });
        return What::Fill(outlines.collect(), FillRule::Winding, line.color);
    }
    let parts = if stroke.dash.is_none() { runs(path) } else { contours(path) };
    What::Hair(parts, stroke, line.color)
}

/// Short parts of a line without corners: where it is cut is not seen.
fn runs(path: &Path) -> Vec<Part> {
    let mut out = Vec::new();
    for contour in path.steps.chunk_by(|_, next| !matches!(next, Step::Move(_))) {
        let straight = contour[1..].iter().all(|step| matches!(step, Step::Line(_)));
        // Where it is cut, a part begins with the point at which the last one ended.
        let length = if straight { RUN } else { contour.len() };
        let mut start = 0;
        while start + 1 < contour.len() {
            let end = (start + length).min(contour.len() - 1);
            out.extend(of_steps(&contour[start..=end]).map(|path| Part::of(path, 2.0)));
            start = end;
        }
    }
    out
}

pub(super) fn stroke(line: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: line.width,
        line_cap: if line.round { LineCap::Round } else { LineCap::Butt },
        line_join: if line.round { LineJoin::Round } else { LineJoin::Miter },
        dash: StrokeDash::new(line.dash.clone(), 0.0),
        ..tiny_skia::Stroke::default()
    }
}

/// A text: all rims first, so that none covers a neighbouring letter.
fn text(text: &Text, letters: &mut Letters, out: &mut Vec<Mark<'_>>) {
    let (glyphs, width) = font::shape(&text.text, text.face, text.spacing / text.size);
    let back = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    let from = |glyph: &font::Glyph| [(glyph.at[0] - back) * text.size, -glyph.at[1] * text.size];
    let [x, y] = text.at;
    if text.turn == 0.0 && Letters::are_masks(text.size) {
        let rim = text.halo.map_or(0.0, |(_, width)| width);
        let glyphs = glyphs.into_iter().map(|glyph| {
            let [dx, dy] = from(&glyph);
            (glyph, [x + dx, y + dy])
        });
        let line = Line { glyphs: glyphs.collect(), size: text.size, color: text.color, rim: text.halo };
        // Marks above and below letters reach beyond an em.
        let reach = text.size * 1.5 + rim + 2.0;
        out.push(Mark { top: y - reach, bottom: y + reach, what: What::Letters(line) });
        return;
    }
    let mut whole = PathBuilder::new();
    for glyph in &glyphs {
        let [dx, dy] = from(glyph);
        let to = Transform::from_translate(dx, dy).post_concat(Transform::from_rotate(text.turn)).post_translate(x, y);
        if let Some(path) = letters.path(glyph, text.size, to) {
            whole.push_path(&path);
        }
    }
    let Some(whole) = whole.finish() else { return };
    if let Some((color, rim)) = text.halo
        && let Some(rim) = PathStroker::new().stroke(&whole, &glyphs::rim_line(rim), 1.0)
    {
        out.extend(of_parts(What::Fill(vec![Part::of(rim, 1.0)], FillRule::Winding, color)));
    }
    out.extend(of_parts(What::Fill(vec![Part::of(whole, 1.0)], FillRule::Winding, text.color)));
}

/// The whole pixels of a clip that is an upright box.
fn frame(path: &Path) -> Option<IntRect> {
    let [Step::Move(a), Step::Line(b), Step::Line(c), Step::Line(d), Step::Close] = path.steps[..] else { return None };
    let same = |x: f32, y: f32| (x - y).abs() < 1e-3;
    let upright = same(a[1], b[1]) && same(b[0], c[0]) && same(c[1], d[1]) && same(d[0], a[0]);
    let [x, y, right, bottom] = [a[0], a[1], c[0], c[1]].map(|n| n.round() as i32);
    IntRect::from_ltrb(x, y, right, bottom).filter(|_| upright)
}
