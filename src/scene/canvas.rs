//! plotters draws into a scene through this backend.
//!
//! plotters counts in whole pixels. The canvas says that it is 16 times as
//! large as it is and divides by 16, so that coordinates are exact to 1/16 px.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Stroke, Text};
use super::font;

/// Steps of a pixel.
pub(crate) const FINE: f32 = 16.0;

/// A whole number of steps for pixels.
pub(crate) fn fine(pixels: f32) -> u32 {
    (pixels * FINE).round().max(0.0) as u32
}

/// What goes wrong while plotters draws into a canvas: nothing of its own.
pub(crate) type Fault = plotters::drawing::DrawingAreaErrorKind<Infallible>;

/// A box of the page into which plotters draws.
pub(crate) struct Canvas<'s> {
    items: &'s mut Vec<Item>,
    frame: Rect,
}

impl<'s> Canvas<'s> {
    /// A drawing area over a box of the page.
    pub(crate) fn area(items: &'s mut Vec<Item>, frame: Rect) -> DrawingArea<Self, Shift> {
        Canvas { items, frame }.into_drawing_area()
    }

    fn at(&self, (x, y): BackendCoord) -> Point {
        [self.frame.x + x as f32 / FINE, self.frame.y + y as f32 / FINE]
    }

    fn stroke(style: &impl BackendStyle) -> Stroke {
        let width = style.stroke_width() as f32 / FINE;
        Stroke { round: false, ..Stroke::solid(color(style.color()), width.max(0.5)) }
    }

    #[allow(clippy::unnecessary_wraps)] // It ends the methods of the trait.
    fn shape(&mut self, path: Path, style: &impl BackendStyle, fill: bool) -> Result<(), Broken> {
        if style.color().alpha > 0.0 {
            self.items.push(if fill {
                Item::fill(path, color(style.color()))
            } else {
                Item::stroke(path, Self::stroke(style))
            });
        }
        Ok(())
    }
}

type Broken = DrawingErrorKind<Infallible>;

fn color(c: BackendColor) -> Color {
    let (r, g, b) = c.rgb;
    Color { r, g, b, a: (c.alpha * 255.0).round().clamp(0.0, 255.0) as u8 }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (fine(self.frame.w), fine(self.frame.h))
    }

    fn ensure_prepared(&mut self) -> Result<(), Broken> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Broken> {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, c: BackendColor) -> Result<(), Broken> {
        let [x, y] = self.at(point);
        self.items.push(Item::fill(Path::rect(&Rect::new(x, y, 1.0 / FINE, 1.0 / FINE)), color(c)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result<(), Broken> {
        let path = Path::line(&[self.at(from), self.at(to)]);
        self.shape(path, style, false)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Broken> {
        let ([x, y], [right, bottom]) = (self.at(upper_left), self.at(bottom_right));
        let rect = Rect::new(x.min(right), y.min(bottom), (right - x).abs(), (bottom - y).abs());
        self.shape(Path::rect(&rect), style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Broken> {
        let points: Vec<Point> = path.into_iter().map(|p| self.at(p)).collect();
        self.shape(Path::line(&points), style, false)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Broken> {
        let path = Path::circle(self.at(center), radius as f32 / FINE);
        self.shape(path, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result<(), Broken> {
        let points: Vec<Point> = vert.into_iter().map(|p| self.at(p)).collect();
        self.shape(Path::polygon(&points), style, true)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Result<(), Broken> {
        let size = style.size() as f32 / FINE;
        let [x, y] = self.at(pos);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.75 * size,
            VPos::Center => 0.36 * size,
            VPos::Bottom => -0.22 * size,
        };
        let (turn, at) = match style.transform() {
            FontTransform::Rotate90 => (90.0, [x - drop, y]),
            FontTransform::Rotate180 => (180.0, [x, y - drop]),
            FontTransform::Rotate270 => (270.0, [x + drop, y]),
            FontTransform::None => (0.0, [x, y + drop]),
        };
        self.items.push(Item::Text(Text {
            text: font::clean(text),
            at,
            anchor,
            face: Face::Regular,
            size,
            color: color(style.color()),
            halo: None,
            spacing: 0.0,
            turn,
        }));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), Broken> {
        let size = style.size() as f32 / FINE;
        Ok((fine(font::width(text, Face::Regular, size, 0.0)), fine(size)))
    }
}
