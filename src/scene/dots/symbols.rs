//! Points as symbols: stamps of one path for each kind and size, the large
//! ones below.

use std::collections::BTreeMap;

use super::super::display::{Item, Path, Point, Stroke};
use super::super::label::Obstacle;
use super::super::lettering::Label;
use super::super::mark::Shown;
use super::super::spread::{self, Disc};
use super::super::symbol::{self, Filling, SizeScale};
use super::super::theme::{INK, PAPER, type_color};
use super::super::view::View;
use super::{CROWD, Dot, counts, obstacle};
use crate::coding::EventType;

/// Symbols with what names must keep clear of.
pub(super) struct Placed {
    pub(super) items: Vec<Item>,
    pub(super) obstacles: Vec<Obstacle>,
    /// How many lie at one place, where they were not moved apart.
    pub(super) counts: Vec<Label>,
}

/// At most so many keep the names away.
const KEPT_CLEAR: usize = 400;

/// Smaller where there are more, and on the whole world.
pub(super) fn scale(count: usize, world: bool) -> SizeScale {
    match count {
        _ if world && count <= 2000 => SizeScale { r0: 4.5, k: 1.0, max: 24.0 },
        0..=60 => SizeScale { r0: 8.0, k: 2.6, max: 52.0 },
        61..=2000 => SizeScale::SMALL,
        2001..=20_000 => SizeScale { r0: 4.0, k: 1.5, max: 40.0 },
        _ => SizeScale { r0: 3.0, k: 1.1, max: 34.0 },
    }
}

/// A batch of like symbols: the largest first, in rounds, the kind with the most
/// first.
type Key = (std::cmp::Reverse<u16>, usize, std::cmp::Reverse<usize>, EventType, bool);

/// Rounds in which the kinds of one size take turns, so that none lies on top of
/// all others.
const ROUNDS: usize = 8;

/// Half pixels of a large symbol's radius.
const LARGE: u16 = 24;

/// Draws points that lie at `at` on the page; `weighed` says that sizes tell
/// something.
pub(super) fn draw(
    view: &View,
    dots: &[Dot],
    at: &[Point],
    (scale, weighed): (SizeScale, bool),
    shown: &mut Shown,
) -> Placed {
    let dead = |d: &Dot| whole(d.weight.unwrap_or(0.0));
    let radius = |d: &Dot| if weighed { scale.radius(dead(d)) } else { scale.r0 };
    for d in dots {
        *shown.types.entry(d.kind).or_default() += 1;
    }
    if weighed {
        let known = dots.iter().filter(|d| d.weight.is_some());
        shown.most_dead = shown.most_dead.max(known.map(dead).max());
        let hollow = dots.iter().any(|d| d.weight.is_none());
        shown.fillings.extend(hollow.then_some(Filling::Hollow));
    }
    // On the whole world a symbol moved aside would stand in another country.
    let few = dots.len() <= spread::MOST && !view.world;
    let range = |d: &Dot| d.range.filter(|_| weighed && few).map(|of| of.map(|n| scale.radius(whole(n))));
    let reach = |d: &Dot| symbol::reach(d.kind, range(d).map_or(0.0, |[_, most]| most).max(radius(d)));
    let discs = || dots.iter().zip(at).map(|(d, home)| Disc { home: *home, radius: reach(d) });
    let moved: Vec<Point> = if few { spread::apart(&discs().collect::<Vec<_>>(), &view.frame) } else { at.to_vec() };
    let radii: Vec<f32> = dots.iter().map(radius).collect();
    let mut items = ties(at, &moved, &radii);
    shown.moved |= !items.is_empty();
    let mut batches: BTreeMap<Key, Vec<Point>> = BTreeMap::new();
    for (n, (d, p)) in dots.iter().zip(&moved).enumerate() {
        // Half a pixel is no difference that is seen, of large ones a whole one.
        let size = (radius(d) * 2.0).round() as u16;
        let size = if size > LARGE { size.next_multiple_of(2) } else { size };
        let of_kind = shown.types.get(&d.kind).copied().unwrap_or(0);
        let known = !weighed || d.weight.is_some();
        let key = (std::cmp::Reverse(size), n * ROUNDS / dots.len(), std::cmp::Reverse(of_kind), d.kind, known);
        batches.entry(key).or_default().push(*p);
    }
    items.extend(
        batches.into_iter().map(|((size, _, _, kind, known), at)| stamps(kind, f32::from(size.0) / 2.0, known, at)),
    );
    for (d, p) in dots.iter().zip(&moved) {
        if let Some(range) = range(d) {
            shown.range = true;
            items.extend(symbol::range(d.kind, *p, radius(d), range));
        }
    }
    let clears = dots.len() <= KEPT_CLEAR;
    let clear = |(d, p): (&Dot, &Point)| obstacle(*p, reach(d));
    let counts = if few || dots.len() > CROWD { Vec::new() } else { counts::counts(dots, at, reach) };
    shown.counted |= !counts.is_empty();
    let obstacles = if clears { dots.iter().zip(&moved).map(clear).collect() } else { Vec::new() };
    Placed { items, obstacles, counts }
}

/// A number as the scale of sizes takes it.
fn whole(n: f32) -> u32 {
    n.clamp(0.0, 1e9) as u32
}

/// Lines from places to the symbols that were moved aside.
fn ties(homes: &[Point], at: &[Point], radii: &[f32]) -> Vec<Item> {
    let mut out = Vec::new();
    for ((home, at), r) in homes.iter().zip(at).zip(radii) {
        if (home[0] - at[0]).hypot(home[1] - at[1]) > r.max(6.0) * 0.8 {
            out.push(Item::stroke(Path::line(&[*home, *at]), Stroke::solid(PAPER.alpha(220), 3.2)));
            out.push(Item::stroke(Path::line(&[*home, *at]), Stroke::solid(INK.alpha(200), 1.2)));
            out.push(Item::both(Path::circle(*home, 3.0), INK, Stroke::solid(PAPER, 1.2)));
        }
    }
    out
}

/// Like symbols; hollow where the size is not known.
fn stamps(kind: EventType, r: f32, known: bool, at: Vec<Point>) -> Item {
    let color = type_color(kind);
    let rim = |color, width| Stroke { round: false, ..Stroke::solid(color, width) };
    let (fill, stroke) = if known {
        (color.alpha(205), rim(PAPER.alpha(230), (r * 0.18).clamp(0.7, 1.4)))
    } else {
        (PAPER.alpha(200), rim(color, (r * 0.3).clamp(1.0, 2.2)))
    };
    Item::Stamps { path: symbol::outline(kind, [0.0, 0.0], r), fill: Some(fill), stroke: Some(stroke), at }
}
