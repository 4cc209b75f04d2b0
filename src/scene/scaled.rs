//! A picture made larger or smaller as a whole: type, lines and symbols keep
//! their proportions.

use super::display::{Item, Path, Point, Scene, Step, Stroke, Text};

impl Scene {
    /// The same picture `by` times as wide and high.
    #[must_use]
    pub fn scaled(self, by: f32) -> Self {
        Self { width: self.width * by, height: self.height * by, items: items(self.items, by), ..self }
    }
}

fn items(of: Vec<Item>, by: f32) -> Vec<Item> {
    of.into_iter().map(|i| item(i, by)).collect()
}

fn item(of: Item, by: f32) -> Item {
    match of {
        Item::Path { path: p, fill, stroke } => Item::Path { path: path(p, by), fill, stroke: line(stroke, by) },
        Item::Stamps { path: p, fill, stroke, at } => Item::Stamps {
            path: path(p, by),
            fill,
            stroke: line(stroke, by),
            at: at.into_iter().map(|p| point(p, by)).collect(),
        },
        Item::Text(text) => Item::Text(Text {
            at: point(text.at, by),
            size: text.size * by,
            spacing: text.spacing * by,
            halo: text.halo.map(|(color, width)| (color, width * by)),
            ..text
        }),
        Item::Group { id, title, clip, items: inner } => {
            Item::Group { id, title, clip: clip.map(|c| path(c, by)), items: items(inner, by) }
        }
    }
}

fn point([x, y]: Point, by: f32) -> Point {
    [x * by, y * by]
}

fn path(of: Path, by: f32) -> Path {
    let steps = of.steps.into_iter().map(|step| match step {
        Step::Move(p) => Step::Move(point(p, by)),
        Step::Line(p) => Step::Line(point(p, by)),
        Step::Cubic(a, b, c) => Step::Cubic(point(a, by), point(b, by), point(c, by)),
        Step::Close => Step::Close,
    });
    Path { steps: steps.collect() }
}

fn line(of: Option<Stroke>, by: f32) -> Option<Stroke> {
    of.map(|s| Stroke { width: s.width * by, dash: s.dash.iter().map(|d| d * by).collect(), ..s })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Color, Rect};

    #[test]
    fn everything_grows_alike() {
        let black = Color::hex(0);
        let dashed = Stroke::dashed(black, 2.0, &[4.0, 1.0]);
        let drawn = [
            Item::both(Path::circle([5.0, 6.0], 3.0), black, dashed),
            Item::group("g", "", vec![Item::fill(Path::rect(&Rect::new(1.0, 2.0, 3.0, 4.0)), black)]),
        ];
        let Item::Path { path, stroke: Some(stroke), .. } = item(drawn[0].clone(), 2.0) else { unreachable!() };
        assert_eq!(path.bounds(), Some(Rect::new(4.0, 6.0, 12.0, 12.0)));
        assert_eq!((stroke.width, stroke.dash), (4.0, vec![8.0, 2.0]));
        let Item::Group { items, .. } = item(drawn[1].clone(), 0.5) else { unreachable!() };
        let Item::Path { path, .. } = &items[0] else { unreachable!() };
        assert_eq!(path.bounds(), Some(Rect::new(0.5, 1.0, 1.5, 2.0)));
    }
}
