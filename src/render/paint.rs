//! Paints a scene that is ready into a band of rows.

use tiny_skia::{ColorU8, FillRule, IntRect, Mask, Paint, PathBuilder, PixmapMut, Transform};

use super::glyphs::Letters;
use super::ready::{Line, Mark, Part, What, outline, reach};
use super::stamps::Stamps;
use crate::scene::{Color, Stroke};

/// Paints marks into rows of a picture.
pub(super) struct Painter<'s, 'p> {
    pub(super) pixmap: PixmapMut<'p>,
    /// Where its upper left corner lies in the picture.
    pub(super) corner: [i32; 2],
    pub(super) letters: &'p mut Letters,
    pub(super) stamps: &'p mut Stamps<'s>,
}

pub(super) fn color(c: Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(c.r, c.g, c.b, c.a)
}

fn paint(c: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(c));
    paint
}

impl<'s> Painter<'s, '_> {
    pub(super) fn marks(&mut self, marks: &[Mark<'s>], clip: Option<&Mask>) {
        for mark in marks {
            if !self.touches(mark.top, mark.bottom) {
                continue;
            }
            match &mark.what {
                What::Fill(parts, rule, color) => {
                    if let Some(path) = self.joined(parts) {
                        self.pixmap.fill_path(&path, &paint(*color), *rule, Transform::identity(), clip);
                    }
                }
                What::Hair(parts, line, color) => {
                    if let Some(path) = self.joined(parts) {
                        self.pixmap.stroke_path(&path, &paint(*color), line, Transform::identity(), clip);
                    }
                }
                What::Stamps(look, at) => self.stamps(*look, at, clip),
                What::Letters(line) => self.line(line, clip),
                What::Clip { path, frame, marks } => {
                    if let Some(frame) = frame.filter(|_| clip.is_none()) {
                        self.within(frame, marks);
                    } else if let Some(mask) = self.mask(path, clip) {
                        self.marks(marks, Some(&mask));
                    }
                }
            }
        }
    }

    /// Whether rows of the picture lie in this band.
    fn touches(&self, top: f32, bottom: f32) -> bool {
        let own = self.corner[1] as f32;
        bottom >= own && top <= own + self.pixmap.height() as f32
    }

    /// From the picture to the pixmap.
    fn base(&self) -> Transform {
        Transform::from_translate(-self.corner[0] as f32, -self.corner[1] as f32)
    }

    /// The parts that touch this band as one path.
    fn joined(&self, parts: &[Part]) -> Option<tiny_skia::Path> {
        let mut builder = PathBuilder::new();
        for part in parts.iter().filter(|part| self.touches(part.top, part.bottom)) {
            builder.push_path(&part.path);
        }
        builder.finish()?.transform(self.base())
    }

    /// Paints within a frame: in its rows alone, of which what lies at its sides
    /// is put back. Much cheaper than a mask over every pixel of every path.
    fn within(&mut self, frame: IntRect, marks: &[Mark<'s>]) {
        let (width, height) = (self.pixmap.width() as i32, self.pixmap.height() as i32);
        let [left, top] = self.corner;
        let x = (frame.left() - left).clamp(0, width) as usize..(frame.right() - left).clamp(0, width) as usize;
        let y = (frame.top() - top).clamp(0, height)..(frame.bottom() - top).clamp(0, height);
        let stride = width as usize * 4;
        let pixels = &mut self.pixmap.data_mut()[y.start as usize * stride..y.end as usize * stride];
        let sides = [0..x.start * 4, x.end * 4..stride];
        let kept: Vec<u8> =
            pixels.chunks_exact(stride).flat_map(|row| sides.clone().map(|s| &row[s])).flatten().copied().collect();
        let Some(pixmap) = PixmapMut::from_bytes(pixels, width as u32, (y.end - y.start) as u32) else { return };
        let corner = [left, top + y.start];
        let mut inner = Painter { pixmap, corner, letters: self.letters, stamps: self.stamps };
        inner.marks(marks, None);
        let mut kept = kept.as_slice();
        for row in inner.pixmap.data_mut().chunks_exact_mut(stride) {
            for side in sides.clone() {
                let Some((own, rest)) = kept.split_at_checked(side.len()) else { break };
                row[side].copy_from_slice(own);
                kept = rest;
            }
        }
    }

    fn stamps(&mut self, number: usize, at: &[[f32; 2]], clip: Option<&Mask>) {
        let Some(look) = self.stamps.look(number).cloned() else { return };
        let [left, top] = self.corner.map(|n| n as f32);
        let (reach, height) = (reach(&look).unwrap_or(0.0), self.pixmap.height() as f32);
        let places = at.iter().map(|[x, y]| [x - left, y - top]);
        let places = places.filter(|[_, y]| *y >= -reach && *y <= height + reach);
        if let Some(stamp) = self.stamps.stamp(number) {
            places.for_each(|place| stamp.put(place, &mut self.pixmap, clip));
        } else if let Some(path) = outline(look.path) {
            for [x, y] in places {
                let to = Transform::from_translate(x, y);
                draw_path(&mut self.pixmap, &path, look.fill, look.stroke, to, clip);
            }
        }
    }

    /// Letters, all rims first.
    fn line(&mut self, line: &Line, clip: Option<&Mask>) {
        let [left, top] = self.corner.map(|n| n as f32);
        let premultiplied = |c: Color| ColorU8::from_rgba(c.r, c.g, c.b, c.a).premultiply();
        let rim = line.rim.map(|(color, width)| (color, Some(width)));
        for (color, rim) in rim.into_iter().chain([(line.color, None)]) {
            for (glyph, [x, y]) in &line.glyphs {
                let look = (glyph, line.size, rim);
                self.letters.put(look, [x - left, y - top], premultiplied(color), &mut self.pixmap, clip);
            }
        }
    }

    fn mask(&self, path: &tiny_skia::Path, within: Option<&Mask>) -> Option<Mask> {
        if let Some(within) = within {
            let mut mask = within.clone();
            mask.intersect_path(path, FillRule::EvenOdd, true, self.base());
            return Some(mask);
        }
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        mask.fill_path(path, FillRule::EvenOdd, true, self.base());
        Some(mask)
    }
}

/// Draws a path as it stands.
pub(super) fn draw_path(
    pixmap: &mut PixmapMut<'_>,
    path: &tiny_skia::Path,
    fill: Option<Color>,
    line: Option<&Stroke>,
    to: Transform,
    clip: Option<&Mask>,
) {
    if let Some(fill) = fill {
        pixmap.fill_path(path, &paint(fill), FillRule::EvenOdd, to, clip);
    }
    if let Some(line) = line {
        pixmap.stroke_path(path, &paint(line.color), &super::ready::stroke(line), to, clip);
    }
}
