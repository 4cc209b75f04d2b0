//! PNG by tiny-skia: the same scene gives the same bytes.

use std::collections::BTreeMap;
use std::io::Write;

use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, ScalerFont};
use tiny_skia::{
    FillRule, IntRect, LineCap, LineJoin, Mask, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

use super::stamps::{Look, Stamps};
use crate::error::{Error, Result};
use crate::scene::{Anchor, Color, Item, Path, Scene, Step, Stroke as Line, Text, font};

/// No picture is larger than this on a side.
const MOST: f32 = 16_000.0;

/// Bytes of a block of a file.
const BLOCK: usize = 1 << 20;

/// The scene as a PNG file.
///
/// # Errors
/// [`Error::Data`] for a scene without size or of more than 16,000 pixels.
pub fn png(scene: &Scene) -> Result<Vec<u8>> {
    let bad = |why: String| Error::Data { what: "picture".into(), why };
    let (w, h) = (scene.width.ceil(), scene.height.ceil());
    let size = || format!("{w} x {h} pixels cannot be drawn");
    if !(1.0..=MOST).contains(&w) || !(1.0..=MOST).contains(&h) {
        return Err(bad(size()));
    }
    let mut pixmap = Pixmap::new(w as u32, h as u32).ok_or_else(|| bad(size()))?;
    pixmap.fill(color(scene.background));
    let mut painter = Painter { pixmap, corner: [0, 0], outlines: BTreeMap::new(), stamps: Stamps::default() };
    painter.items(&scene.items, None);
    encode(&painter.pixmap, scene.dots_per_metre).map_err(|e| bad(e.to_string()))
}

/// Writes the rows one after the other: a second picture in memory is as large
/// as the first. Of the filters Paeth's is as small as the best of all five tried
/// on every row, at two thirds of the time.
fn encode(pixmap: &Pixmap, dots_per_metre: u32) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Paeth);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: dots_per_metre,
        yppu: dots_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer_with_size(BLOCK)?;
    let mut rgb = vec![0; pixmap.width() as usize * 3];
    for row in pixmap.data().chunks_exact(pixmap.width() as usize * 4) {
        // The background is solid, so nothing is left clear and alpha can go.
        for (to, from) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(row.as_chunks::<4>().0) {
            to.copy_from_slice(&from[..3]);
        }
        rows.write_all(&rgb)?;
    }
    rows.finish()?;
    writer.finish()?;
    Ok(out)
}

fn color(c: Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(c.r, c.g, c.b, c.a)
}

fn paint(c: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(c));
    paint
}

fn stroke(line: &Line) -> Stroke {
    Stroke {
        width: line.width,
        line_cap: if line.round { LineCap::Round } else { LineCap::Butt },
        line_join: if line.round { LineJoin::Round } else { LineJoin::Miter },
        dash: StrokeDash::new(line.dash.clone(), 0.0),
        ..Stroke::default()
    }
}

pub(super) fn outline(path: &Path) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for step in &path.steps {
        match *step {
            Step::Move([x, y]) => builder.move_to(x, y),
            Step::Line([x, y]) => builder.line_to(x, y),
            Step::Cubic(a, b, c) => builder.cubic_to(a[0], a[1], b[0], b[1], c[0], c[1]),
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}

struct Painter<'s> {
    pixmap: Pixmap,
    /// Where its upper left corner lies in the picture.
    corner: [i32; 2],
    /// Outlines of glyphs in font units, by font and glyph.
    outlines: BTreeMap<(usize, u32), Option<tiny_skia::Path>>,
    stamps: Stamps<'s>,
}

impl<'s> Painter<'s> {
    fn items(&mut self, items: &'s [Item], clip: Option<&Mask>) {
        for item in items {
            match item {
                Item::Path { path, fill, stroke } => {
                    if let Some(path) = outline(path) {
                        self.path(&path, *fill, stroke.as_ref(), self.base(), clip);
                    }
                }
                Item::Stamps { path, fill, stroke, at } => {
                    let look = Look { path, fill: *fill, stroke: stroke.as_ref() };
                    self.stamps(&look, at, clip);
                }
                Item::Text(text) => self.text(text, clip),
                Item::Group { clip: None, items, .. } => self.items(items, clip),
                Item::Group { clip: Some(path), items, .. } => {
                    if let Some(frame) = frame(path).filter(|_| clip.is_none())
                        && self.within(frame, items)
                    {
                        continue;
                    }
                    let mask = self.mask(path, clip);
                    self.items(items, mask.as_ref());
                }
            }
        }
    }

    /// From the picture to the pixmap.
    fn base(&self) -> Transform {
        Transform::from_translate(-self.corner[0] as f32, -self.corner[1] as f32)
    }

    /// Draws within a frame, on a pixmap of its own: much cheaper than a mask
    /// over every pixel of every path. Says whether it was done.
    fn within(&mut self, frame: IntRect, items: &'s [Item]) -> bool {
        let own =
            IntRect::from_xywh(frame.x() - self.corner[0], frame.y() - self.corner[1], frame.width(), frame.height());
        let Some((own, part)) = own.and_then(|own| Some((own, self.pixmap.clone_rect(own)?))) else { return false };
        if (part.width(), part.height()) != (own.width(), own.height()) {
            return false;
        }
        let (outlines, stamps) = (std::mem::take(&mut self.outlines), std::mem::take(&mut self.stamps));
        let mut inner = Self { pixmap: part, corner: [frame.x(), frame.y()], outlines, stamps };
        inner.items(items, None);
        (self.outlines, self.stamps) = (inner.outlines, inner.stamps);
        let (width, across) = (own.width() as usize, self.pixmap.width() as usize);
        let rows = inner.pixmap.pixels().chunks_exact(width).enumerate();
        let first = own.y() as usize * across + own.x() as usize;
        for (row, pixels) in rows {
            let from = first + row * across;
            self.pixmap.pixels_mut()[from..from + width].copy_from_slice(pixels);
        }
        true
    }

    fn stamps(&mut self, look: &Look<'s>, at: &[[f32; 2]], clip: Option<&Mask>) {
        let [left, top] = self.corner.map(|n| n as f32);
        let places = at.iter().map(|[x, y]| [x - left, y - top]);
        if let Some(stamp) = self.stamps.of(look, at.len()) {
            places.for_each(|place| stamp.put(place, &mut self.pixmap, clip));
        } else if let Some(path) = outline(look.path) {
            for [x, y] in places {
                self.path(&path, look.fill, look.stroke, Transform::from_translate(x, y), clip);
            }
        }
    }

    fn mask(&self, path: &Path, within: Option<&Mask>) -> Option<Mask> {
        let path = outline(path)?;
        if let Some(within) = within {
            let mut mask = within.clone();
            mask.intersect_path(&path, FillRule::EvenOdd, true, self.base());
            return Some(mask);
        }
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        mask.fill_path(&path, FillRule::EvenOdd, true, self.base());
        Some(mask)
    }

    fn path(
        &mut self,
        path: &tiny_skia::Path,
        fill: Option<Color>,
        line: Option<&Line>,
        to: Transform,
        clip: Option<&Mask>,
    ) {
        draw_path(&mut self.pixmap, path, fill, line, to, clip);
    }

    /// A text: all rims first, so that none covers a neighbouring letter.
    fn text(&mut self, text: &Text, clip: Option<&Mask>) {
        let (glyphs, width) = font::shape(&text.text, text.face, text.spacing / text.size);
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let origin = Transform::from_rotate(text.turn).post_translate(text.at[0], text.at[1]).post_concat(self.base());
        let mut shapes = Vec::new();
        for glyph in &glyphs {
            let Some(font) = font::font(glyph.font) else { continue };
            let scale = text.size / f32::from(font.units_per_em().max(1));
            let (x, y) = ((glyph.at[0] - back) * text.size, -glyph.at[1] * text.size);
            let place = Transform::from_row(scale, 0.0, 0.0, -scale, x, y).post_concat(origin);
            let shape = self.outlines.entry((glyph.font, glyph.id)).or_insert_with(|| glyph_outline(glyph));
            shapes.extend(shape.clone().and_then(|s| s.transform(place)));
        }
        if let Some((rim, width)) = text.halo {
            // Round corners of a rim a pixel or two wide are work that nobody sees.
            let line = Stroke { width: width * 2.0, line_join: LineJoin::Bevel, ..Stroke::default() };
            for shape in &shapes {
                self.pixmap.stroke_path(shape, &paint(rim), &line, Transform::identity(), clip);
            }
        }
        for shape in &shapes {
            self.pixmap.fill_path(shape, &paint(text.color), FillRule::Winding, Transform::identity(), clip);
        }
    }
}

pub(super) fn draw_path(
    pixmap: &mut Pixmap,
    path: &tiny_skia::Path,
    fill: Option<Color>,
    line: Option<&Line>,
    to: Transform,
    clip: Option<&Mask>,
) {
    if let Some(fill) = fill {
        pixmap.fill_path(path, &paint(fill), FillRule::EvenOdd, to, clip);
    }
    if let Some(line) = line {
        pixmap.stroke_path(path, &paint(line.color), &stroke(line), to, clip);
    }
}

/// The whole pixels of a clip that is an upright box.
fn frame(path: &Path) -> Option<IntRect> {
    let [Step::Move(a), Step::Line(b), Step::Line(c), Step::Line(d), Step::Close] = path.steps[..] else { return None };
    let same = |x: f32, y: f32| (x - y).abs() < 1e-3;
    let upright = same(a[1], b[1]) && same(b[0], c[0]) && same(c[1], d[1]) && same(d[0], a[0]);
    let [x, y, right, bottom] = [a[0], a[1], c[0], c[1]].map(|n| n.round() as i32);
    IntRect::from_ltrb(x, y, right, bottom).filter(|_| upright)
}

/// Collects a glyph's outline.
struct Sink(PathBuilder);

impl PathSink for Sink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

fn glyph_outline(glyph: &font::Glyph) -> Option<tiny_skia::Path> {
    let font = font::font(glyph.font)?;
    let scaler = ScalerFont::unhinted(font.clone(), None);
    let outline = scaler.outline(font::glyph_id(glyph))?;
    let mut sink = Sink(PathBuilder::new());
    outline.draw(DrawMemory::Scratch, &mut sink).ok()?;
    sink.0.finish()
}
