//! Letters as masks: each letter of a size is drawn once for each of a few
//! parts of a pixel, then laid down in its colour. Most of a map's paths are
//! letters and their rims, and most of those come again.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, ScalerFont};
use tiny_skia::{FillRule, LineJoin, Mask, PathBuilder, PixmapMut, PremultipliedColorU8, Stroke, Transform};

use super::stamps::{faded, over};
use crate::scene::font::{self, Glyph};

/// Parts of a pixel at which a letter may begin, along the line; its baseline
/// stands on whole pixels, where letters are sharpest.
const PHASES: i32 = 4;
/// Pixels of an em from which letters are rare and drawn one by one.
const LARGE: f32 = 48.0;

/// A letter as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    font: usize,
    id: u32,
    /// Bits of the pixels of an em.
    size: u32,
    /// Bits of the width of the rim; 0 for the letter itself.
    rim: u32,
    phase: i32,
}

/// How much of each pixel is covered, and where its corner lies from the
/// letter's origin.
struct Cover {
    mask: Mask,
    corner: [i32; 2],
}

/// The letters of a picture.
#[derive(Default)]
pub(super) struct Letters {
    /// Outlines in font units, by font and glyph.
    outlines: BTreeMap<(usize, u32), Option<tiny_skia::Path>>,
    covers: FxHashMap<Key, Option<Cover>>,
}

impl Letters {
    /// Whether letters of that size are laid down as masks.
    pub(super) fn are_masks(size: f32) -> bool {
        size < LARGE
    }

    /// Lays down a letter, or its rim of `rim` pixels, with its origin at a point.
    pub(super) fn put(
        &mut self,
        (glyph, size, rim): (&Glyph, f32, Option<f32>),
        [x, y]: [f32; 2],
        color: PremultipliedColorU8,
        onto: &mut PixmapMut<'_>,
        clip: Option<&Mask>,
    ) {
        if !(x.abs() < 1e6 && y.abs() < 1e6) {
            return;
        }
        let (x, y) = ((x * PHASES as f32).round() as i32, y.round() as i32);
        let rim_bits = rim.map_or(0, f32::to_bits);
        let phase = x.rem_euclid(PHASES);
        let key = Key { font: glyph.font, id: glyph.id, size: size.to_bits(), rim: rim_bits, phase };
        let outlines = &mut self.outlines;
        let cover = self.covers.entry(key).or_insert_with(|| {
            let shift = phase as f32 / PHASES as f32;
            cover(outline(outlines, glyph)?, em(glyph, size), rim, shift)
        });
        if let Some(cover) = cover {
            lay(cover, [x.div_euclid(PHASES), y], color, onto, clip);
        }
    }

    /// The outline of a letter in pixels, y down, from its origin.
    pub(super) fn path(&mut self, glyph: &Glyph, size: f32, to: Transform) -> Option<tiny_skia::Path> {
        let scale = em(glyph, size);
        let place = Transform::from_scale(scale, -scale).post_concat(to);
        outline(&mut self.outlines, glyph)?.clone().transform(place)
    }
}

/// The line of a rim. Round corners of a rim a pixel or two wide are work that
/// nobody sees.
pub(super) fn rim_line(rim: f32) -> Stroke {
    Stroke { width: rim * 2.0, line_join: LineJoin::Bevel, ..Stroke::default() }
}

/// Pixels of a font unit.
fn em(glyph: &Glyph, size: f32) -> f32 {
    font::font(glyph.font).map_or(0.0, |font| size / f32::from(font.units_per_em().max(1)))
}

fn outline<'o>(
    outlines: &'o mut BTreeMap<(usize, u32), Option<tiny_skia::Path>>,
    glyph: &Glyph,
) -> Option<&'o tiny_skia::Path> {
    outlines.entry((glyph.font, glyph.id)).or_insert_with(|| glyph_outline(glyph)).as_ref()
}

/// Draws a letter of `scale` pixels a unit, or its rim.
fn cover(outline: &tiny_skia::Path, scale: f32, rim: Option<f32>, shift: f32) -> Option<Cover> {
    let path = outline.clone().transform(Transform::from_scale(scale, -scale).post_translate(shift, 0.0))?;
    let path = match rim {
        Some(rim) => path.stroke(&rim_line(rim), 1.0)?,
        None => path,
    };
    let bounds = path.bounds();
    let corner = [bounds.left().floor() - 1.0, bounds.top().floor() - 1.0];
    let size = [bounds.right().ceil() + 1.0 - corner[0], bounds.bottom().ceil() + 1.0 - corner[1]];
    let mut mask = Mask::new(size[0] as u32, size[1] as u32)?;
    mask.fill_path(&path, FillRule::Winding, true, Transform::from_translate(-corner[0], -corner[1]));
    Some(Cover { mask, corner: corner.map(|n| n as i32) })
}

/// Lays a colour down where a mask covers.
fn lay(cover: &Cover, [x, y]: [i32; 2], color: PremultipliedColorU8, onto: &mut PixmapMut<'_>, clip: Option<&Mask>) {
    let (left, top) = (x + cover.corner[0], y + cover.corner[1]);
    let (width, height) = (onto.width() as i32, onto.height() as i32);
    let (w, h) = (cover.mask.width() as i32, cover.mask.height() as i32);
    let (from, to) = ((-left).clamp(0, w), (width - left).clamp(0, w));
    if from >= to {
        return;
    }
    for row in (-top).clamp(0, h)..(height - top).clamp(0, h) {
        let own = &cover.mask.data()[(row * w + from) as usize..(row * w + to) as usize];
        let first = ((top + row) * width + left + from) as usize;
        let seen = clip.map(|mask| &mask.data()[first..first + own.len()]);
        let below = &mut onto.pixels_mut()[first..first + own.len()];
        for (n, (b, part)) in below.iter_mut().zip(own).enumerate() {
            let part = seen.map_or(*part, |seen| super::stamps::share(*part, seen[n]));
            match part {
                0 => {}
                255 => over(b, color),
                part => over(b, faded(color, part)),
            }
        }
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

fn glyph_outline(glyph: &Glyph) -> Option<tiny_skia::Path> {
    let font = font::font(glyph.font)?;
    let scaler = ScalerFont::unhinted(font.clone(), None);
    let outline = scaler.outline(font::glyph_id(glyph))?;
    let mut sink = Sink(PathBuilder::new());
    outline.draw(DrawMemory::Scratch, &mut sink).ok()?;
    sink.0.finish()
}
