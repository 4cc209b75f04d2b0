//! Meridians and parallels, with their degrees at the frame.

use super::display::{Face, Item, Path, Point, Rect, Stroke};
use super::font;
use super::label::{Slot, Wish};
use super::lettering::{Label, Lines};
use super::theme::{COAST, MUTED, PAPER};
use super::view::View;
use crate::gazetteer::basemap::{Bounds, Degrees};

/// Degrees between lines, of which that one is taken that gives about
/// [`WANTED`] lines.
const STEPS: [f64; 13] =
    [1.0 / 60.0, 1.0 / 30.0, 1.0 / 12.0, 1.0 / 6.0, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0];
const WANTED: f64 = 6.0;
/// Pixels of an em of the degrees.
const TYPE: f32 = 13.0;

/// The net: degrees at which there are lines, and within which box.
struct Net {
    bounds: Bounds,
    meridians: Vec<f64>,
    parallels: Vec<f64>,
}

impl Net {
    fn of(view: &View) -> Self {
        let bounds = view.bounds();
        // By height: meridians run together towards the poles, and where all of
        // them are in view there is a pole.
        let (tall, wide) = (bounds.north - bounds.south, bounds.east - bounds.west);
        let round = wide > 300.0;
        let most = if round { tall } else { tall.max(wide / 3.0) };
        let step = STEPS.into_iter().find(|step| most / step <= WANTED).unwrap_or(30.0);
        let between = if round { 30.0 } else { step };
        let within = |from: f64, to: f64, step: f64| -> Vec<f64> {
            let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
            (first..=last).map(|n| n as f64 * step).collect()
        };
        // The poles are points, and at a full turn the first meridian comes back.
        let parallels = within(bounds.south, bounds.north, step).into_iter().filter(|lat| lat.abs() < 89.99).collect();
        let turn = bounds.west + 360.0 - between * 0.5;
        let meridians = within(bounds.west, bounds.east, between).into_iter().filter(|lon| *lon < turn).collect();
        Self { bounds, meridians, parallels }
    }

    fn meridian(&self, lon: f64) -> Vec<Degrees> {
        vec![[lon, self.bounds.south], [lon, self.bounds.north]]
    }

    fn parallel(&self, lat: f64) -> Vec<Degrees> {
        vec![[self.bounds.west, lat], [self.bounds.east, lat]]
    }
}

/// The lines, unclipped.
pub(crate) fn lines(view: &View) -> Item {
    let net = Net::of(view);
    let mut path = Path::default();
    let meridians = net.meridians.iter().map(|lon| net.meridian(*lon));
    for line in meridians.chain(net.parallels.iter().map(|lat| net.parallel(*lat))) {
        path.add_line(&view.line(&line), false);
    }
    Item::stroke(path, Stroke::solid(COAST.alpha(110), 0.8))
}

/// The degrees, where lines leave the frame: meridians below, parallels at the
/// left. A map of the world has no room for them.
pub(crate) fn labels(view: &View) -> Vec<Label> {
    if view.world {
        return Vec::new();
    }
    let net = Net::of(view);
    let frame = view.frame;
    let below = net.meridians.iter().filter_map(|lon| {
        let [x, _] = crossing(&view.line(&net.meridian(*lon)), 1, frame.bottom())?;
        let east = (lon + 180.0).rem_euclid(360.0) - 180.0;
        Some((x, true, degrees(east, ["E", "W"])))
    });
    let left = net.parallels.iter().filter_map(|lat| {
        let [_, y] = crossing(&view.line(&net.parallel(*lat)), 0, frame.x)?;
        Some((y, false, degrees(*lat, ["N", "S"])))
    });
    below.chain(left).filter_map(|(at, is_below, words)| label(&frame, at, is_below, words)).collect()
}

fn label(frame: &Rect, at: f32, below: bool, words: String) -> Option<Label> {
    let mut lines = Lines::one(words, Face::Regular, TYPE, MUTED);
    lines.rim = PAPER.alpha(220);
    let [w, h] = lines.size();
    let rect = if below {
        Rect::new(at - w / 2.0, frame.bottom() - h - 8.0, w, h)
    } else {
        Rect::new(frame.x + 8.0, at - h / 2.0, w, h)
    };
    let inside = frame.grown(-5.0).contains(&rect);
    let draw = move |_: usize, slot: &Slot| lines.items(&slot.rect, false);
    let wish = Wish { slots: vec![Slot { rect, leader: None }], must: false };
    inside.then(|| Label { wish, draw: Box::new(draw) })
}

/// Where a line first has this coordinate (`axis` 0 for x, 1 for y).
fn crossing(line: &[Point], axis: usize, at: f32) -> Option<Point> {
    let pair = line.windows(2).find(|pair| (pair[0][axis] < at) != (pair[1][axis] < at))?;
    let t = (at - pair[0][axis]) / (pair[1][axis] - pair[0][axis]);
    Some([0, 1].map(|i| pair[0][i] + t * (pair[1][i] - pair[0][i])))
}

/// "45°E", "44°30′E", "0°".
fn degrees(of: f64, sides: [&str; 2]) -> String {
    let minutes = (of.abs() * 60.0).round() as u32;
    let side = match (minutes, of < 0.0) {
        (0, _) => "",
        (_, west) => sides[usize::from(west)],
    };
    match (minutes / 60, minutes % 60) {
        (whole, 0) => format!("{whole}°{side}"),
        (whole, rest) => font::clean(&format!("{whole}°{rest:02}′{side}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Spot;
    use super::*;

    #[test]
    fn degrees_are_written_as_on_maps() {
        let sides = ["E", "W"];
        for (of, words) in [(45.0, "45°E"), (-0.25, "0°15′W"), (0.0, "0°"), (44.5, "44°30′E"), (-180.0, "180°W")]
        {
            assert_eq!(degrees(of, sides), words);
        }
    }

    #[test]
    fn a_net_is_neither_dense_nor_empty() {
        let at = |lat: f64, lon: f64| Spot { lon, lat, km: 0.0 };
        let sets: [&[Spot]; 5] = [
            &[at(40.0, 45.0)],
            &[at(52.0, 179.0), at(51.0, -177.0)],
            &[at(89.0, 0.0), at(87.0, 170.0)],
            &[at(36.0, -10.0), at(-34.0, 50.0)],
            &[],
        ];
        for set in sets {
            let view = View::around(set, Rect::new(40.0, 100.0, 1520.0, 900.0));
            let net = Net::of(&view);
            assert!((2..=8).contains(&net.parallels.len()), "{set:?}: {:?}", net.parallels);
            assert!((2..=37).contains(&net.meridians.len()), "{set:?}: {:?}", net.meridians);
        }
    }
}
