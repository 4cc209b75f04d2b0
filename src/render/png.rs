//! PNG by tiny-skia: the same scene gives the same bytes.

use std::collections::BTreeMap;

use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, ScalerFont};
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::stamps::{self, Stamp};
use crate::error::{Error, Result};
use crate::scene::{Anchor, Color, Item, Path, Scene, Step, Stroke as Line, Text, font};

/// Dots per metre: 1600 pixels are as wide as a page's column, 170 mm.
const DOTS_PER_METRE: u32 = 9412;

/// No picture is larger than this on a side.
const MOST: f32 = 16_000.0;

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
    let mut painter = Painter { pixmap, outlines: BTreeMap::new() };
    painter.items(&scene.items, None);
    encode(&painter.pixmap).map_err(|e| bad(e.to_string()))
}

fn encode(pixmap: &Pixmap) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: DOTS_PER_METRE,
        yppu: DOTS_PER_METRE,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    // The background is solid, so nothing is left clear and alpha can go.
    let rgb: Vec<u8> = pixmap.data().as_chunks::<4>().0.iter().flat_map(|p| [p[0], p[1], p[2]]).collect();
    writer.write_image_data(&rgb)?;
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

fn outline(path: &Path) -> Option<tiny_skia::Path> {
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

struct Painter {
    pixmap: Pixmap,
    /// Outlines of glyphs in font units, by font and glyph.
    outlines: BTreeMap<(usize, u32), Option<tiny_skia::Path>>,
}

impl Painter {
    fn items(&mut self, items: &[Item], clip: Option<&Mask>) {
        for item in items {
            match item {
                Item::Path { path, fill, stroke } => {
                    if let Some(path) = outline(path) {
                        self.path(&path, *fill, stroke.as_ref(), Transform::identity(), clip);
                    }
                }
                Item::Stamps { path, fill, stroke, at } => {
                    if let Some(path) = outline(path) {
                        self.stamps(&path, *fill, stroke.as_ref(), at, clip);
                    }
                }
                Item::Text(text) => self.text(text, clip),
                Item::Group { clip: None, items, .. } => self.items(items, clip),
                Item::Group { clip: Some(path), items, .. } => {
                    let mask = self.mask(path, clip);
                    self.items(items, mask.as_ref());
                }
            }
        }
    }

    fn stamps(
        &mut self,
        path: &tiny_skia::Path,
        fill: Option<Color>,
        line: Option<&Line>,
        at: &[[f32; 2]],
        clip: Option<&Mask>,
    ) {
        let reach = line.map_or(0.0, |line| line.width);
        let draw = |pixmap: &mut Pixmap, to| draw_path(pixmap, path, fill, line, to, None);
        let many = at.len() >= stamps::MANY;
        let stamp = path.bounds().outset(reach, reach).filter(|_| many).and_then(|b| Stamp::new(b, draw));
        for place in at {
            match &stamp {
                Some(stamp) => stamp.put(*place, &mut self.pixmap, clip),
                None => self.path(path, fill, line, Transform::from_translate(place[0], place[1]), clip),
            }
        }
    }

    fn mask(&self, path: &Path, within: Option<&Mask>) -> Option<Mask> {
        let path = outline(path)?;
        if let Some(within) = within {
            let mut mask = within.clone();
            mask.intersect_path(&path, FillRule::EvenOdd, true, Transform::identity());
            return Some(mask);
        }
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        mask.fill_path(&path, FillRule::EvenOdd, true, Transform::identity());
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
        let origin = Transform::from_rotate(text.turn).post_translate(text.at[0], text.at[1]);
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
            let line = Line::solid(rim, width * 2.0);
            for shape in &shapes {
                self.pixmap.stroke_path(shape, &paint(rim), &stroke(&line), Transform::identity(), clip);
            }
        }
        for shape in &shapes {
            self.pixmap.fill_path(shape, &paint(text.color), FillRule::Winding, Transform::identity(), clip);
        }
    }
}

fn draw_path(
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
