//! Paths and numbers as SVG writes them: hundredths of a pixel, steps relative
//! to the point before, since those are the shortest.

use skrifa::font::glyph::outline::PathSink;

use crate::scene::{Path, Point, Step};

/// A number with at most two decimals, without needless zeros.
pub(super) fn number(value: f32) -> String {
    hundredths_text(hundredths(value))
}

fn hundredths(value: f32) -> i64 {
    // A float that is no number would make the file unreadable.
    if value.is_finite() { (f64::from(value) * 100.0).round() as i64 } else { 0 }
}

fn hundredths_text(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let (whole, part) = (n.unsigned_abs() / 100, n.unsigned_abs() % 100);
    match part {
        0 => format!("{sign}{whole}"),
        _ if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// The `d` of a path.
pub(super) fn data(path: &Path) -> String {
    let mut data = Data::default();
    for step in &path.steps {
        match *step {
            Step::Move(p) => data.step('m', &[p]),
            Step::Line(p) => data.step('l', &[p]),
            Step::Cubic(a, b, c) => data.step('c', &[a, b, c]),
            Step::Close => data.close(),
        }
    }
    data.out
}

/// Collects steps. Each is reckoned from the rounded point before, so that
/// rounding does not add up.
#[derive(Default)]
struct Data {
    out: String,
    at: [i64; 2],
    begin: [i64; 2],
    last: char,
}

impl Data {
    fn step(&mut self, letter: char, points: &[Point]) {
        // A step like the last needs no letter; after a move, lines need none.
        if letter == 'm' || !(letter == self.last || letter == 'l' && self.last == 'm') {
            self.out.push(letter);
        }
        self.last = letter;
        let from = self.at;
        for point in points {
            let to = point.map(hundredths);
            for (end, start) in to.iter().zip(from) {
                self.push(end - start);
            }
            self.at = to;
        }
        if letter == 'm' {
            self.begin = self.at;
        }
    }

    fn push(&mut self, n: i64) {
        if n >= 0 && self.out.ends_with(|c: char| c.is_ascii_digit()) {
            self.out.push(' ');
        }
        self.out.push_str(&hundredths_text(n));
    }

    fn close(&mut self) {
        self.out.push('z');
        self.last = 'z';
        self.at = self.begin;
    }
}

/// Collects the outlines of glyphs, laid by a transform from font units to the
/// page.
pub(super) struct GlyphData {
    data: Data,
    /// The page's x and y for a unit of x, a unit of y, and the origin.
    place: [Point; 3],
}

impl GlyphData {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { data: Data::default(), place: [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]] }
    }

    /// Lays what follows by a transform.
    pub(super) fn lay(&mut self, place: [Point; 3]) {
        self.place = place;
    }

    /// The `d` of all.
    pub(super) fn finish(self) -> String {
        self.data.out
    }

    fn at(&self, x: f32, y: f32) -> Point {
        let [u, v, o] = self.place;
        [u[0] * x + v[0] * y + o[0], u[1] * x + v[1] * y + o[1]]
    }
}

impl PathSink for GlyphData {
    fn move_to(&mut self, x: f32, y: f32) {
        self.data.step('m', &[self.at(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.data.step('l', &[self.at(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.data.step('q', &[self.at(cx, cy), self.at(x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.data.step('c', &[self.at(ax, ay), self.at(bx, by), self.at(x, y)]);
    }

    fn close(&mut self) {
        self.data.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.0, "12"),
            (1.5, "1.5"),
            (-0.25, "-0.25"),
            (3.0049, "3"),
            (0.07, "0.07"),
            (f32::NAN, "0"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn steps_are_relative_and_rounding_does_not_add_up() {
        let points: Vec<Point> = (0..4_u8).map(|n| [f32::from(n) * 1.004, 10.0 - f32::from(n)]).collect();
        assert_eq!(data(&Path::line(&points)), "m0 10 1-1 1.01-1 1-1");
        let mut two = Path::polygon(&[[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]]);
        two.add_line(&[[3.0, 3.0], [4.0, 4.0]], false);
        // After a close the point is the beginning again.
        assert_eq!(data(&two), "m1 1 1 0 0 1zm2 2 1 1");
    }
}
