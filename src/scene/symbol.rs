//! Symbols of incidents: a colour and a shape for each event type, a size for
//! the dead, a filling for what is known.

use super::display::{Color, Item, Path, Point, Step, Stroke};
use super::theme::{INK, PAPER, type_color};
use crate::coding::EventType;
use crate::format::palette::{Shape, shape};

/// How the number of dead becomes a size: r = r0 + k sqrt(n), at most `max`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SizeScale {
    /// Radius for none and for a toll unknown, in pixels.
    pub r0: f32,
    /// Pixels per root of the dead.
    pub k: f32,
    /// The largest radius.
    pub max: f32,
}

impl SizeScale {
    /// For symbols with a number inside.
    pub const NUMBERED: Self = Self { r0: 13.0, k: 2.9, max: 62.0 };
    /// For many small symbols.
    pub const SMALL: Self = Self { r0: 5.5, k: 2.0, max: 46.0 };

    /// Radius of the circle of the same area as the symbol, in pixels.
    pub fn radius(&self, dead: u32) -> f32 {
        (self.r0 + self.k * (dead as f32).sqrt()).min(self.max)
    }
}

/// How much of a symbol is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filling {
    /// The toll is known, and not from a party alone.
    Full,
    /// Only a party says so.
    Half,
    /// The toll is not known.
    Hollow,
    /// The toll is not known, and only a party tells of the incident.
    HollowHalf,
}

/// Reach of each shape from its middle, for the area of the unit circle: half
/// the side of a square, the corners of the others.
const SQUARE: f32 = 0.886;
const DIAMOND: f32 = 1.253;
const TRIANGLE: f32 = 1.555;
const PENTAGON: f32 = 1.149;
const STAR: f32 = 1.382;
/// Inner corners of the star: rather wide, so that a number has room.
const STAR_INNER: f32 = STAR * 0.56;
/// Share of its reach by which a triangle stands lower, so that it looks centred.
const TRIANGLE_DROP: f32 = 0.14;

/// Corners of the shape of the area of a circle of radius `r`; none for the
/// circle.
fn corners(kind: EventType, [x, y]: Point, r: f32) -> Vec<Point> {
    let at = |dx: f32, dy: f32| [x + dx * r, y + dy * r];
    let turned = |n: i32, of: i32, reach: f32| {
        let angle = std::f64::consts::TAU * f64::from(n) / f64::from(of);
        at(reach * libm::sin(angle) as f32, -reach * libm::cos(angle) as f32)
    };
    match shape(kind) {
        Shape::Circle => Vec::new(),
        Shape::Square => vec![at(-SQUARE, -SQUARE), at(SQUARE, -SQUARE), at(SQUARE, SQUARE), at(-SQUARE, SQUARE)],
        Shape::Diamond => (0..4).map(|n| turned(n, 4, DIAMOND)).collect(),
        Shape::Pentagon => (0..5).map(|n| turned(n, 5, PENTAGON)).collect(),
        Shape::Star => (0..10).map(|n| turned(n, 10, if n % 2 == 0 { STAR } else { STAR_INNER })).collect(),
        Shape::Triangle => {
            let drop = TRIANGLE * TRIANGLE_DROP * r;
            (0..3).map(|n| turned(n, 3, TRIANGLE)).map(|p| [p[0], p[1] + drop]).collect()
        }
    }
}

/// Radius of the circle around the whole symbol.
pub fn reach(kind: EventType, r: f32) -> f32 {
    r * match shape(kind) {
        Shape::Circle => 1.0,
        // A square reaches as far into its corners as a diamond to its tips.
        Shape::Square | Shape::Diamond => DIAMOND,
        Shape::Triangle => TRIANGLE * 1.08,
        Shape::Pentagon => PENTAGON,
        Shape::Star => STAR,
    }
}

/// The outline of a symbol.
pub fn outline(kind: EventType, at: Point, r: f32) -> Path {
    match corners(kind, at, r) {
        c if c.is_empty() => Path::circle(at, r),
        c => Path::polygon(&c),
    }
}

/// Its left half.
fn left_half(kind: EventType, at: Point, r: f32) -> Path {
    let c = corners(kind, at, r);
    if c.is_empty() {
        let k = r * 0.552_284_8;
        let [x, y] = at;
        return Path {
            steps: vec![
                Step::Move([x, y - r]),
                Step::Cubic([x - k, y - r], [x - r, y - k], [x - r, y]),
                Step::Cubic([x - r, y + k], [x - k, y + r], [x, y + r]),
                Step::Close,
            ],
        };
    }
    let mut kept = Vec::new();
    for (i, p) in c.iter().enumerate() {
        let last = c[(i + c.len() - 1) % c.len()];
        if (p[0] <= at[0]) != (last[0] <= at[0]) {
            let t = (at[0] - last[0]) / (p[0] - last[0]);
            kept.push([at[0], last[1] + t * (p[1] - last[1])]);
        }
        if p[0] <= at[0] {
            kept.push(*p);
        }
    }
    Path::polygon(&kept)
}

/// Pixels by which a radius must differ to be seen.
const RANGE_STEP: f32 = 1.2;

/// A symbol, with a white rim that sets it off from its neighbours.
pub fn draw(kind: EventType, filling: Filling, at: Point, r: f32) -> Vec<Item> {
    let color = type_color(kind);
    let whole = || outline(kind, at, r);
    let line = (r * 0.16).clamp(1.6, 3.2);
    let rim = |width: f32| Item::stroke(whole(), Stroke { round: false, ..Stroke::solid(PAPER, width) });
    let edge = Stroke { round: false, ..Stroke::solid(color, line) };
    match filling {
        Filling::Full => vec![rim(3.0), Item::fill(whole(), color.alpha(235))],
        Filling::Half => {
            let half = Item::fill(left_half(kind, at, r), color);
            vec![rim(line + 3.0), Item::fill(whole(), PAPER), half, Item::stroke(whole(), edge)]
        }
        Filling::Hollow => vec![rim(line + 3.0), Item::both(whole(), PAPER, edge)],
        Filling::HollowHalf => {
            let half = Item::fill(left_half(kind, at, r), color.alpha(80));
            vec![rim(line + 3.0), Item::fill(whole(), PAPER), half, Item::stroke(whole(), edge)]
        }
    }
}

/// Thin outlines at the sizes of the least and the most dead that are reported
/// (`range`, radii), around or within a symbol of radius `r`; none where the
/// symbol itself has that size.
pub fn range(kind: EventType, at: Point, r: f32, range: [f32; 2]) -> Vec<Item> {
    let ring = |radius: f32, color: Color, width: f32| {
        Item::stroke(outline(kind, at, radius), Stroke { round: false, ..Stroke::solid(color, width) })
    };
    let mut out = Vec::new();
    let [least, most] = range;
    if most > r + RANGE_STEP {
        out.extend([ring(most, PAPER.alpha(200), 3.4), ring(most, type_color(kind), 1.5)]);
    }
    if least < r - RANGE_STEP {
        out.extend([ring(least, PAPER.alpha(150), 3.0), ring(least, INK, 1.2)]);
    }
    out
}

/// The colour of a number inside, and its rim where one is needed.
pub fn number_color(kind: EventType, filling: Filling) -> (Color, Option<(Color, f32)>) {
    match filling {
        Filling::Full if type_color(kind).luminance() < 0.26 => (PAPER, None),
        Filling::Full | Filling::Hollow => (INK, None),
        Filling::Half | Filling::HollowHalf => (INK, Some((PAPER, 2.2))),
    }
}

/// How far below the middle the middle of a number must stand: a triangle has
/// its room where it is broad.
pub fn number_drop(kind: EventType, r: f32) -> f32 {
    match shape(kind) {
        Shape::Triangle => r * 0.28,
        Shape::Pentagon => r * 0.06,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_shapes_have_the_area_of_the_circle() {
        for kind in EventType::ALL {
            let c = corners(kind, [0.0, 0.0], 10.0);
            if c.is_empty() {
                continue;
            }
            let twice: f32 =
                (0..c.len()).map(|i| (c[i], c[(i + 1) % c.len()])).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
            let area = twice.abs() / 2.0;
            assert!((area / (std::f32::consts::PI * 100.0) - 1.0).abs() < 0.02, "{kind:?} {area}");
        }
    }

    #[test]
    fn more_dead_are_never_smaller() {
        let scale = SizeScale::NUMBERED;
        assert!((0..500).all(|n| scale.radius(n) <= scale.radius(n + 1)));
        assert!(scale.radius(1_000_000) <= scale.max);
    }
}
