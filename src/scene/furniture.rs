//! What stands around a map: legend, scale bar, locator.

use super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Stroke, Text};
use super::extent;
use super::font;
use super::ground;
use super::mark::Shown;
use super::panel::Atlas;
use super::symbol::{self, Filling, SizeScale};
use super::theme::{ACCENT, BODY, COAST, INK, LAND, MUTED, PAPER, RULE, SEA};
use super::view::View;
use crate::coding::EventType;
use crate::gazetteer::basemap::LineStyle;

/// A text without a rim.
pub(crate) fn text(words: impl Into<String>, at: Point, face: Face, size: f32, color: Color, anchor: Anchor) -> Item {
    let text = words.into();
    Item::Text(Text { text, at, anchor, face, size, color, halo: None, spacing: 0.0, turn: 0.0 })
}

/// Things one below another in a column.
pub(crate) struct Column {
    /// What has been drawn.
    pub items: Vec<Item>,
    x: f32,
    width: f32,
    /// Where the next thing begins.
    pub y: f32,
}

/// Width of the keys at the left of a legend.
const KEY: f32 = 42.0;
const ROW: f32 = 27.0;
/// At most so many dated lines are listed.
const DATED: usize = 7;
const TYPE: f32 = BODY - 1.0;

impl Column {
    /// An empty column.
    pub(crate) fn new(x: f32, y: f32, width: f32) -> Self {
        Self { items: Vec::new(), x, width, y }
    }

    /// A heading over what follows.
    fn heading(&mut self, words: &str) {
        self.y += 14.0;
        self.items.push(text(words, [self.x, self.y + 14.0], Face::Bold, TYPE, INK, Anchor::Start));
        self.y += 24.0;
    }

    /// A key with its words, in as many lines as they need.
    fn row(&mut self, words: &str, key: impl FnOnce(Point) -> Vec<Item>) {
        let lines = font::wrapped(words, Face::Regular, TYPE, self.width - KEY, 3);
        let middle = self.y + ROW / 2.0;
        self.items.extend(key([self.x + KEY / 2.0 - 6.0, middle]));
        for (i, line) in lines.iter().enumerate() {
            let at = [self.x + KEY, middle + TYPE * 0.36 + i as f32 * TYPE * 1.2];
            self.items.push(text(line, at, Face::Regular, TYPE, INK, Anchor::Start));
        }
        self.y += ROW + (lines.len().saturating_sub(1)) as f32 * TYPE * 1.2;
    }
}

/// A part of the legend, standing at the origin.
pub(crate) struct Block {
    /// What it is made of.
    pub items: Vec<Item>,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

/// The legend of what is shown, and only of that, as blocks.
pub(crate) fn legend(shown: &Shown, scale: SizeScale, numbered: bool, width: f32) -> Vec<Block> {
    let block = |draw: &dyn Fn(&mut Column)| {
        let mut column = Column::new(0.0, 0.0, width);
        draw(&mut column);
        Block { items: column.items, width, height: column.y }
    };
    let blocks = [
        block(&|c| types(c, shown, numbered)),
        block(&|c| sizes(c, shown, scale)),
        block(&|c| known(c, shown)),
        block(&|c| lines(c, shown)),
    ];
    blocks.into_iter().filter(|b| !b.items.is_empty()).collect()
}

/// The blocks in so many columns, in order, about equally high.
pub(crate) fn balanced(blocks: Vec<Block>, columns: usize) -> Vec<Vec<Block>> {
    let total: f32 = blocks.iter().map(|b| b.height).sum();
    let tallest = blocks.iter().map(|b| b.height).fold(0.0, f32::max);
    let mut room = tallest.max(total / columns as f32);
    // The least height at which the blocks fit, in steps.
    while needed(&blocks, room) > columns {
        room += 12.0;
    }
    let mut out: Vec<Vec<Block>> = Vec::new();
    let mut height = f32::MAX;
    for block in blocks {
        if height + block.height > room {
            out.push(Vec::new());
            height = 0.0;
        }
        height += block.height;
        if let Some(last) = out.last_mut() {
            last.push(block);
        }
    }
    out
}

fn needed(blocks: &[Block], room: f32) -> usize {
    let mut columns = 0;
    let mut height = f32::MAX;
    for block in blocks {
        if height + block.height > room {
            columns += 1;
            height = 0.0;
        }
        height += block.height;
    }
    columns
}

/// Kilometres across from which on a map shows itself where it lies.
const CONTINENT_KM: f64 = 6000.0;

/// Locator and scale bar.
pub(crate) fn where_and_scale(view: &View, atlas: &Atlas<'_>) -> Block {
    if across(view) > CONTINENT_KM {
        return Block { items: scale_bar(view, [20.0, 18.0], 120.0, false), width: 230.0, height: 32.0 };
    }
    let disc = Rect::new(20.0, 0.0, 190.0, 190.0);
    let mut items = locator(view, atlas, disc);
    items.extend(scale_bar(view, [20.0, 216.0], 120.0, false));
    Block { items, width: 230.0, height: 230.0 }
}

fn types(column: &mut Column, shown: &Shown, numbered: bool) {
    if shown.types.is_empty() {
        return;
    }
    column.heading("Reported incidents");
    for kind in EventType::ALL {
        if let Some(n) = shown.types.get(&kind) {
            let own = shown.names.iter().find(|(k, _)| *k == kind).map_or(kind.name(), |(_, name)| name);
            let words = format!("{own} ({})", grouped(*n as u64));
            column.row(&words, |at| symbol::draw(kind, Filling::Full, at, 9.0));
        }
    }
    if numbered {
        column.row("Number in the table below", |at| {
            vec![text("1", [at[0], at[1] + 6.0], Face::Bold, TYPE, INK, Anchor::Middle)]
        });
    }
}

/// Round tolls for the size key, largest first: at most three.
pub(crate) fn key_tolls(most: u32) -> Vec<u32> {
    const ROUND: [u32; 10] = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 5000];
    let within: Vec<u32> = ROUND.into_iter().filter(|n| *n <= most).collect();
    let n = within.len();
    match n {
        0..=2 => within.into_iter().rev().collect(),
        _ => vec![within[n - 1], within[(n - 1) / 2], within[0]],
    }
}

fn sizes(column: &mut Column, shown: &Shown, scale: SizeScale) {
    let tolls = key_tolls(shown.most_dead.unwrap_or(0));
    let Some(largest) = tolls.first().map(|n| scale.radius(*n)) else { return };
    column.heading(shown.weight.as_deref().unwrap_or("Killed, best figure reported"));
    column.y += 8.0;
    let bottom = column.y + 2.0 * largest + 2.0;
    let x = column.x + largest + 2.0;
    let mut items = Vec::new();
    let mut label_y = f32::MIN;
    for n in &tolls {
        let r = scale.radius(*n);
        let top = bottom - 2.0 * r;
        // Labels keep their distance where circles are nearly alike.
        label_y = top.max(label_y + 19.0);
        let end = column.x + 2.0 * largest + 26.0;
        items.push(Item::stroke(Path::circle([x, bottom - r], r), Stroke::solid(MUTED, 1.3)));
        items.push(Item::stroke(
            Path::line(&[[x, top], [end - 12.0, label_y], [end, label_y]]),
            Stroke::solid(MUTED, 0.8),
        ));
        items.push(text(grouped(u64::from(*n)), [end + 5.0, label_y + 6.0], Face::Regular, TYPE, INK, Anchor::Start));
    }
    column.items.push(Item::group("size-key", "Size of symbols by the dead", items));
    column.y = bottom.max(label_y + 8.0) + 6.0;
}

fn known(column: &mut Column, shown: &Shown) {
    let kind = shown.types.keys().next().copied().unwrap_or(EventType::Battles);
    let has = |f: Filling| shown.fillings.contains(&f);
    let any = shown.counted || shown.range || shown.ring || shown.area || shown.glow || shown.moved;
    if !any && !has(Filling::Hollow) && !has(Filling::Half) && !has(Filling::HollowHalf) {
        return;
    }
    column.heading("What is known");
    if has(Filling::Hollow) {
        let hollow = if shown.weight.is_some() { "Hollow: not told" } else { "Hollow: deaths not told" };
        column.row(hollow, |at| symbol::draw(kind, Filling::Hollow, at, 9.0));
    }
    if has(Filling::Half) {
        column.row("Half: only a party says so", |at| symbol::draw(kind, Filling::Half, at, 9.0));
    }
    if has(Filling::HollowHalf) {
        column.row("Pale half: only a party says so, deaths not told", |at| {
            symbol::draw(kind, Filling::HollowHalf, at, 9.0)
        });
    }
    if shown.range {
        column.row("Thin outlines: the least and the most reported", |at| {
            let mut items = symbol::draw(kind, Filling::Full, at, 8.5);
            items.extend(symbol::range(kind, at, 8.5, [5.0, 12.5]));
            items
        });
    }
    if shown.ring {
        column.row("Place approximate: somewhere within the ring", |at| {
            vec![Item::both(Path::circle(at, 11.0), INK.alpha(8), extent::ring_stroke())]
        });
    }
    if shown.area {
        let words = if shown.withheld {
            "Place not shown closer than this area"
        } else {
            "Place not known closer than this area"
        };
        column.row(words, |at| extent::hatch(&Path::circle(at, 11.0), None));
    }
    if shown.glow {
        column.row("Somewhere along this line", |at| {
            let path = Path::line(&[[at[0] - 13.0, at[1]], [at[0] + 13.0, at[1]]]);
            let color = super::theme::type_color(kind);
            [(13.0, 40), (8.0, 60), (3.5, 110)]
                .map(|(w, a)| Item::stroke(path.clone(), Stroke::solid(color.alpha(a), w)))
                .into()
        });
    }
    if shown.counted {
        column.row("So many at one place", |at| {
            vec![text("×9", [at[0], at[1] + 6.0], Face::Bold, TYPE, INK, Anchor::Middle)]
        });
    }
    if shown.moved {
        column.row("Moved aside; the dot is the place", |at| {
            let (from, to) = ([at[0] - 12.0, at[1] + 5.0], [at[0] + 7.0, at[1] - 2.0]);
            let mut items = vec![
                Item::stroke(Path::line(&[from, to]), Stroke::solid(INK, 1.2)),
                Item::fill(Path::circle(from, 3.0), INK),
            ];
            items.extend(symbol::draw(kind, Filling::Full, to, 6.0));
            items
        });
    }
}

fn lines(column: &mut Column, shown: &Shown) {
    if !shown.national && !shown.admin1 && shown.dated.is_empty() {
        return;
    }
    column.heading("Lines");
    let key = |style: LineStyle| {
        move |at: Point| {
            vec![Item::stroke(Path::line(&[[at[0] - 15.0, at[1]], [at[0] + 15.0, at[1]]]), ground::stroke(style))]
        }
    };
    if shown.national {
        column.row("National border", key(LineStyle::National));
    }
    for (style, words) in shown.dated.iter().take(DATED) {
        column.row(words, key(*style));
    }
    if shown.dated.len() > DATED {
        column.row("and other lines that are not agreed", key(LineStyle::Boundary));
    }
    if shown.admin1 {
        column.row("First-order division", key(LineStyle::Admin));
    }
}

/// A round number of kilometres that is about so many pixels long.
pub(crate) fn round_km(km_per_px: f64, px: f64) -> f64 {
    let want = (km_per_px * px).max(1e-3);
    let ten = libm::pow(10.0, libm::floor(libm::log10(want)));
    [5.0, 2.0, 1.0].into_iter().map(|n| n * ten).find(|n| *n <= want).unwrap_or(ten)
}

/// A scale bar that begins (or, `from_right`, ends) at a point, with its words
/// beside it.
pub(crate) fn scale_bar(view: &View, at: Point, px: f64, from_right: bool) -> Vec<Item> {
    let km_per_px = view.km_per_px();
    let km = round_km(km_per_px, px);
    let length = (km / km_per_px) as f32;
    let words =
        if km < 1.0 { format!("{} m", (km * 1000.0).round()) } else { format!("{} km", grouped(km.round() as u64)) };
    let wide = font::width(&words, Face::Regular, 15.0, 0.0);
    let x = if from_right { at[0] - length - wide - 8.0 } else { at[0] };
    let y = at[1];
    let half = |x: f32, color: Color| {
        let r = Rect::new(x, y - 3.0, length / 2.0, 6.0);
        Item::both(Path::rect(&r), color, Stroke { round: false, ..Stroke::solid(INK, 1.0) })
    };
    let items = vec![
        half(x, INK),
        half(x + length / 2.0, PAPER),
        text(words, [x + length + 8.0, y + 5.4], Face::Regular, 15.0, INK, Anchor::Start),
    ];
    vec![Item::group("scale-bar", "Scale", items)]
}

/// 12345 as "12,345".
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Kilometres from side to side of a map.
fn across(view: &View) -> f64 {
    view.km_per_px() * f64::from(view.frame.w.max(view.frame.h))
}

/// A part of the globe around the map's middle, with the map's frame in it.
pub(crate) fn locator(view: &View, atlas: &Atlas<'_>, disc: Rect) -> Vec<Item> {
    let [lon, lat] = view.middle();
    let km = (across(view) * 2.6).clamp(2600.0, 4900.0);
    let globe = View::disc(lon, lat, km, disc);
    let bounds = crate::gazetteer::basemap::Bounds {
        west: lon - 175.0,
        south: (lat - 80.0).max(-90.0),
        east: lon + 175.0,
        north: (lat + 80.0).min(90.0),
    };
    let detail = crate::gazetteer::basemap::Detail::Coarse;
    let mut land = Path::default();
    for ring in atlas.basemap.land(detail, &bounds) {
        land.add_line(&globe.ring(&ring), true);
    }
    let mut borders = Path::default();
    for border in atlas.basemap.borders(detail, &bounds, atlas.date) {
        borders.add_line(&globe.line(&border.line), false);
    }
    let circle = || Path::circle(disc.center(), disc.w / 2.0);
    let items = vec![
        Item::fill(circle(), SEA),
        Item::both(land, LAND, Stroke { round: false, ..Stroke::solid(COAST, 0.7) }),
        Item::stroke(borders, Stroke { round: false, ..Stroke::solid(RULE, 0.8) }),
        Item::both(framed(view, &globe), ACCENT.alpha(45), Stroke { round: false, ..Stroke::solid(ACCENT, 2.0) }),
    ];
    let inside = Item::Group { id: "locator".into(), title: "Where the map lies".into(), clip: Some(circle()), items };
    vec![inside, Item::stroke(circle(), Stroke::solid(RULE, 1.3))]
}

/// The frame of a view as it lies in another; at least a few pixels large.
pub(crate) fn framed(view: &View, other: &View) -> Path {
    let f = view.frame;
    let corners = [[f.x, f.y], [f.right(), f.y], [f.right(), f.bottom()], [f.x, f.bottom()]];
    let mut points = Vec::new();
    for i in 0..4 {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        for step in 0..12 {
            let t = step as f32 / 12.0;
            let p = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
            if let Some([lon, lat]) = view.to_globe(p) {
                points.push(other.to_page(lon, lat));
            }
        }
    }
    let path = Path::polygon(&points);
    match path.bounds() {
        Some(b) if b.w >= 20.0 || b.h >= 20.0 => path,
        Some(b) => {
            let [x, y] = b.center();
            Path::rect(&Rect::new(x - 10.0, y - 9.0, 20.0, 18.0))
        }
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_bars_are_round() {
        for (km_per_px, expected) in [(0.62, 50.0), (1.4, 100.0), (0.011, 1.0), (30.0, 2000.0)] {
            let km = round_km(km_per_px, 110.0);
            assert!((km - expected).abs() < 1e-9, "{km_per_px}: {km}");
        }
    }

    #[test]
    fn size_keys_are_round_and_not_above_the_most() {
        assert_eq!(key_tolls(0), Vec::<u32>::new());
        assert_eq!(key_tolls(3), vec![1]);
        assert_eq!(key_tolls(49), vec![25, 5, 1]);
        assert!(key_tolls(700).iter().all(|n| *n <= 700));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
