//! Points counted by hexagons: where there are thousands, the eye reads
//! counts, not symbols.

use std::collections::BTreeMap;

use super::super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Stroke};
use super::super::font;
use super::super::furniture::{Block, grouped, text};
use super::super::theme::{BODY, INK, PAPER};
use super::super::view::View;

/// From the middle of a hexagon to its corners, pixels.
const R: f32 = 11.0;

/// Light to dark, one hue: orange to brown (`ColorBrewer`'s Oranges, Brewer and
/// Harrower 2003, made darker at the light end so that it shows on land).
const SHADES: [Color; 6] = [
    Color::hex(0xfd_d9b4),
    Color::hex(0xfd_b97d),
    Color::hex(0xf9_9243),
    Color::hex(0xe5_6a15),
    Color::hex(0xb8_4203),
    Color::hex(0x76_2704),
];

/// Column and row of a hexagon; odd rows stand half a hexagon to the right.
type Cell = (i32, i32);

/// The hexagon in which a point lies: of the two rows that it may belong to the
/// nearer middle.
fn cell([x, y]: Point) -> Cell {
    let (w, h) = (R * ROOT3, R * 1.5);
    let row = (y / h).floor();
    let of = |row: f32| {
        let odd = (row as i32).rem_euclid(2) as f32;
        let column = (x / w - 0.5 * odd).round();
        ((column as i32, row as i32), [(column + 0.5 * odd) * w, row * h])
    };
    let (one, other) = (of(row), of(row + 1.0));
    let far = |m: Point| (m[0] - x) * (m[0] - x) + (m[1] - y) * (m[1] - y);
    if far(one.1) <= far(other.1) { one.0 } else { other.0 }
}

const ROOT3: f32 = 1.732_050_8;

fn middle((column, row): Cell) -> Point {
    [(column as f32 + 0.5 * row.rem_euclid(2) as f32) * R * ROOT3, row as f32 * R * 1.5]
}

/// A hexagon that stands on its tip.
fn hexagon([x, y]: Point, r: f32) -> Path {
    let half = r * ROOT3 / 2.0;
    Path::polygon(&[
        [x, y - r],
        [x + half, y - r / 2.0],
        [x + half, y + r / 2.0],
        [x, y + r],
        [x - half, y + r / 2.0],
        [x - half, y - r / 2.0],
    ])
}

/// Lower ends of the classes: round numbers about evenly spread over the
/// logarithm of the counts.
fn classes(most: usize) -> Vec<usize> {
    let mut out = vec![1];
    let top = (most as f64).max(2.0);
    for n in 1..SHADES.len() {
        let want = libm::pow(top, n as f64 / SHADES.len() as f64);
        let round = round_number(want);
        if out.last().is_some_and(|last| round > *last) && round <= most {
            out.push(round);
        }
    }
    out
}

/// 1, 2 or 5 times a power of ten, the nearest by ratio.
fn round_number(want: f64) -> usize {
    let ten = libm::pow(10.0, libm::floor(libm::log10(want)));
    let far = |n: &f64| libm::fabs(libm::log10(n * ten / want));
    let best = [1.0, 2.0, 5.0, 10.0].into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
    (best.unwrap_or(1.0) * ten).round() as usize
}

/// How many points lie in each hexagon of a frame.
pub(super) struct Counts(BTreeMap<Cell, usize>);

impl Counts {
    /// Counts the points that lie in the frame.
    pub(super) fn of(view: &View, at: impl Iterator<Item = Point>) -> Self {
        let mut counts: BTreeMap<Cell, usize> = BTreeMap::new();
        let mut dense = Dense::over(&view.frame);
        for p in at.filter(|p| view.frame.holds(*p)) {
            dense.add(cell(p));
        }
        dense.into(&mut counts);
        Self(counts)
    }

    /// The most in one hexagon.
    pub(super) fn most(&self) -> usize {
        self.0.values().copied().max().unwrap_or(0)
    }
}

/// Which counts have which shade: the same for all panels of a page.
pub(super) struct Shades {
    classes: Vec<usize>,
    most: usize,
}

impl Shades {
    /// Shades up to the most that is in one hexagon.
    pub(super) fn up_to(most: usize) -> Self {
        Self { classes: classes(most), most }
    }

    fn color(&self, n: usize) -> Color {
        SHADES[(n + SHADES.len() - self.classes.len()).min(SHADES.len() - 1)]
    }

    /// The hexagons.
    pub(super) fn draw(&self, counts: &Counts) -> Vec<Item> {
        let shade = |count: usize| self.classes.iter().rposition(|from| count >= *from).unwrap_or(0);
        let mut by_shade: Vec<Vec<Point>> = vec![Vec::new(); self.classes.len()];
        for (cell, count) in &counts.0 {
            by_shade[shade(*count)].push(middle(*cell));
        }
        let rim = Stroke { round: false, ..Stroke::solid(PAPER.alpha(150), 0.8) };
        let path = hexagon([0.0, 0.0], R);
        let stamps = by_shade.into_iter().enumerate().map(|(n, at)| Item::Stamps {
            path: path.clone(),
            fill: Some(self.color(n).alpha(225)),
            stroke: Some(rim.clone()),
            at,
        });
        stamps.collect()
    }
}

/// The legend of shades, in a column of this width.
pub(super) fn legend(view: &View, shades: &Shades, width: f32) -> Block {
    let Shades { classes, most } = shades;
    const TYPE: f32 = BODY - 1.0;
    const ROW: f32 = 27.0;
    let across = view.km_per_px() * f64::from(R * ROOT3);
    let km = if across < 10.0 { format!("{across:.1}") } else { grouped(across.round() as u64) };
    let mut items = vec![text("Incidents in a hexagon", [0.0, 28.0], Face::Bold, TYPE, INK, Anchor::Start)];
    let mut y = 38.0;
    for (n, from) in classes.iter().enumerate().rev() {
        let to = classes.get(n + 1).map_or(*most, |next| next - 1);
        let words = if *from == to {
            grouped(to as u64)
        } else {
            format!("{}–{}", grouped(*from as u64), grouped(to as u64))
        };
        let rim = Stroke { round: false, ..Stroke::solid(PAPER.alpha(150), 0.8) };
        items.push(Item::both(hexagon([15.0, y + ROW / 2.0], R), shades.color(n).alpha(225), rim));
        items.push(text(words, [42.0, y + ROW / 2.0 + TYPE * 0.36], Face::Regular, TYPE, INK, Anchor::Start));
        y += ROW;
    }
    y += 4.0;
    let note = format!("A hexagon is about {km} km across; where none is drawn, nothing is reported.");
    for line in font::wrapped(&note, Face::Italic, TYPE - 1.0, width, 3) {
        y += TYPE * 1.2;
        items.push(text(line, [0.0, y], Face::Italic, TYPE - 1.0, INK, Anchor::Start));
    }
    Block { items, width, height: y + 12.0 }
}

/// Counts of all cells of the frame, as an array: a map of a million points
/// counts them in one pass.
struct Dense {
    first: Cell,
    columns: i32,
    counts: Vec<u32>,
}

impl Dense {
    fn over(frame: &Rect) -> Self {
        let (from, to) = (cell([frame.x, frame.y]), cell([frame.right(), frame.bottom()]));
        let first = (from.0 - 2, from.1 - 2);
        let (columns, rows) = (to.0 - first.0 + 3, to.1 - first.1 + 3);
        Self { first, columns, counts: vec![0; (columns.max(0) * rows.max(0)) as usize] }
    }

    fn add(&mut self, (column, row): Cell) {
        let n = (row - self.first.1) * self.columns + column - self.first.0;
        if let Some(count) = usize::try_from(n).ok().and_then(|n| self.counts.get_mut(n)) {
            *count += 1;
        }
    }

    fn into(self, out: &mut BTreeMap<Cell, usize>) {
        for (n, count) in (0_i32..).zip(self.counts).filter(|(_, count)| *count > 0) {
            out.insert((n % self.columns + self.first.0, n / self.columns + self.first.1), count as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_lies_in_the_hexagon_whose_middle_is_nearest() {
        for n in 0..5000 {
            let p = [(n * 37 % 400) as f32 + 0.3, (n * 91 % 300) as f32 + 0.7];
            let own = middle(cell(p));
            let far = |m: Point| (m[0] - p[0]).hypot(m[1] - p[1]);
            let (column, row) = cell(p);
            for near in (-1..=1).flat_map(|i| (-1..=1).map(move |k| (column + i, row + k))) {
                assert!(far(own) <= far(middle(near)) + 1e-3, "{p:?}");
            }
        }
    }

    #[test]
    fn classes_are_round_and_rise() {
        assert_eq!(classes(1), [1]);
        assert_eq!(classes(30_000), [1, 5, 20, 200, 1000, 5000]);
        for most in [0, 2, 3, 7, 12, 99, 12_345, 1_000_000] {
            let classes = classes(most);
            assert!(classes.windows(2).all(|w| w[0] < w[1]), "{classes:?}");
            assert!(classes.len() <= SHADES.len());
        }
    }

    #[test]
    fn every_point_in_the_frame_is_counted_once() {
        let frame = Rect::new(40.0, 130.0, 700.0, 400.0);
        let view = View::world(frame);
        let at: Vec<Point> = (0..20_000).map(|n| [(n * 7 % 900) as f32, (n * 13 % 700) as f32]).collect();
        let (mut dense, mut counts) = (Dense::over(&frame), BTreeMap::new());
        let within = at.iter().filter(|p| view.frame.holds(**p));
        within.clone().for_each(|p| dense.add(cell(*p)));
        dense.into(&mut counts);
        assert_eq!(counts.values().sum::<usize>(), within.count());
    }
}
