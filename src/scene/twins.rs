//! A map of two sets of events: those in both, with a line between twins that
//! stand apart, those only here, those only there. Shapes tell them apart
//! where colours do not.

use std::collections::BTreeSet;

use super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Scene, Stroke};
use super::furniture::{self, Block, text};
use super::ground;
use super::label::Obstacle;
use super::map::{DISCLAIMER, LEAST};
use super::mark::Shown;
use super::page::{MARGIN, Page, ROOM};
use super::panel::{self, Atlas, GroundOptions, Named};
use super::size::{self, Framed};
use super::symbol::SizeScale;
use super::theme::{ACCENT, BODY, INK, MUTED, PAPER};
use super::view::{Spot, View};
use super::words;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;

/// What is in both.
const BOTH: Color = Color::hex(0x1f_4e79);
/// What is only here.
const HERE: Color = ACCENT;
/// What is only there.
const THERE: Color = MUTED;
/// Height over width of the map, at most and at least.
const TALL: f32 = 0.72;
const FLAT: f32 = 0.5;
/// From so many events symbols are small, and names make no room for them.
const MANY: usize = 400;

/// Two sets of events, degrees north and east.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Twins {
    /// Events in both: where they stand here, and there.
    pub both: Vec<((f64, f64), (f64, f64))>,
    /// Events only here.
    pub here: Vec<(f64, f64)>,
    /// Events only there.
    pub there: Vec<(f64, f64)>,
}

/// How they are drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TwinOptions {
    /// The title.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// What the set here is called.
    pub here: String,
    /// What the set there is called.
    pub there: String,
    /// Where the rows come from.
    pub source: String,
    /// What is not drawn, in words; empty where all is.
    pub left_out: String,
    /// How the ground is wanted.
    pub ground: GroundOptions,
    /// Height of the page in pixels of its layout, 1600 wide; as high as it needs
    /// where not told.
    pub height: Option<f32>,
}

/// Draws the events.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn twins(twins: &Twins, options: &TwinOptions, gazetteer: &Gazetteer) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let atlas = Atlas::of_rows((&basemap, gazetteer), None, options.ground);
    let points = twins.both.iter().flat_map(|(a, b)| [a, b]).chain(&twins.here).chain(&twins.there);
    let spots: Vec<Spot> = points.map(|(lat, lon)| Spot { lon: *lon, lat: *lat, km: 0.0 }).collect();
    let own = ROOM / (View::aspect(&spots) as f32).clamp(1.0 / TALL, 1.0 / FLAT);
    size::to_height(options.height, |height| {
        let mut page = Page::new(&options.title, &options.subtitle);
        let height = height.unwrap_or(own);
        let view = View::around(&spots, Rect::new(MARGIN, page.y, ROOM, height));
        let (items, legend, right) = draw(&view, twins, options, &atlas);
        page.items.extend(items);
        page.y = view.frame.bottom() + 12.0;
        page.legend(legend, right);
        page.y += 14.0;
        if !options.left_out.is_empty() {
            page.note(&options.left_out, 2);
        }
        page.map_credits((&[], None), &options.source, view.projection.name(), DISCLAIMER);
        Ok(Framed { scene: page.finish(in_words(twins, options)), frame: Some((height, LEAST)) })
    })
}

type Drawn = (Vec<Item>, Vec<Block>, Option<Block>);

fn draw(view: &View, twins: &Twins, options: &TwinOptions, atlas: &Atlas<'_>) -> Drawn {
    let ground = ground::draw(view, atlas);
    let shown = Shown {
        dated: if view.world { BTreeSet::new() } else { ground.dated },
        national: ground.national,
        admin1: ground.admin1,
        ..Shown::default()
    };
    let columns = if view.world { 4 } else { 3 };
    let right = (!view.world).then(|| furniture::where_and_scale(view, atlas));
    let width = Page::legend_column(right.as_ref(), columns);
    let mut legend = vec![key(twins, options, width)];
    legend.extend(furniture::legend(&shown, SizeScale::SMALL, false, width));
    let count = twins.both.len() + twins.here.len() + twins.there.len();
    let radius = if count > MANY { 5.0 } else { 8.0 };
    let at = |(lat, lon): &(f64, f64)| view.to_page(*lon, *lat);
    let there: Vec<Point> = twins.there.iter().map(at).collect();
    let here: Vec<Point> = twins.here.iter().map(at).collect();
    let both: Vec<(Point, Point)> = twins.both.iter().map(|(a, b)| (at(a), at(b))).collect();
    let mut over: Vec<Item> = both.iter().filter_map(|(a, b)| tie(view, *a, *b, radius)).flatten().collect();
    over.extend(there.iter().flat_map(|p| only_there(*p, radius)));
    over.extend(both.iter().map(|(a, _)| in_both(*a, radius)));
    over.extend(here.iter().map(|p| only_here(*p, radius)));
    let obstacles: Vec<Obstacle> = if count > MANY {
        Vec::new()
    } else {
        let all = there.iter().chain(&here).chain(both.iter().map(|(a, _)| a));
        all.map(|p| Obstacle::Circle(*p, radius + 1.0)).collect()
    };
    let names = panel::letter(view, atlas, &obstacles, &Named::default(), Vec::new());
    let clip = Some(ground::edge(view));
    let items = vec![
        Item::Group { id: "map-ground".into(), title: String::new(), clip: clip.clone(), items: ground.items },
        Item::Group { id: "map-events".into(), title: options.title.clone(), clip, items: over },
        panel::frame(view),
        Item::group("map-names", "", names),
    ];
    (items, legend, right)
}

/// The line between twins that stand apart, with a ring at the one there.
fn tie(view: &View, a: Point, b: Point, radius: f32) -> Option<Vec<Item>> {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    // Over the edge of the world a line would run all across the map.
    let drawn = dx.hypot(dy) > 2.0 && dx.abs() < view.frame.w / 2.0;
    let line = |color: Color, width| Item::stroke(Path::line(&[a, b]), Stroke::solid(color, width));
    let ring = Item::both(Path::circle(b, radius * 0.6), PAPER, Stroke::solid(BOTH, 1.6));
    drawn.then(|| vec![line(PAPER.alpha(220), 4.0), line(BOTH, 1.8), ring])
}

fn in_both(p: Point, radius: f32) -> Item {
    Item::both(Path::circle(p, radius), BOTH, Stroke::solid(PAPER, 1.4))
}

// Events of one town lie on each other: a triangle stands inside a circle and a
// square around it, so that each is seen.

fn only_here(p: Point, radius: f32) -> Item {
    let (x, y, r) = (p[0], p[1], radius * 0.95);
    let mut path = Path::default();
    path.add_line(&[[x, y - r], [x + r * 0.95, y + r * 0.7], [x - r * 0.95, y + r * 0.7]], true);
    Item::both(path, HERE, Stroke::solid(PAPER, 1.4))
}

fn only_there(p: Point, radius: f32) -> Vec<Item> {
    let r = radius * 1.1;
    let path = || Path::rect(&Rect::new(p[0] - r, p[1] - r, 2.0 * r, 2.0 * r));
    vec![Item::stroke(path(), Stroke::solid(PAPER.alpha(220), 4.4)), Item::stroke(path(), Stroke::solid(THERE, 2.2))]
}

fn key(twins: &Twins, options: &TwinOptions, width: f32) -> Block {
    const TYPE: f32 = BODY - 1.0;
    const ROW: f32 = 29.0;
    let mut items = Vec::new();
    let mut y = 8.0;
    let mut row = |symbol: Vec<Item>, words: String| {
        items.extend(symbol.iter().map(|item| item.moved([0.0, y + ROW / 2.0])));
        items.push(text(words, [42.0, y + ROW / 2.0 + TYPE * 0.36], Face::Regular, TYPE, INK, Anchor::Start));
        y += ROW;
    };
    let told = |n: usize, what: &str| format!("{what} ({})", furniture::grouped(n as u64));
    row(vec![in_both([15.0, 0.0], 8.0)], told(twins.both.len(), "in both"));
    row(vec![only_here([15.0, 0.0], 8.0)], told(twins.here.len(), &format!("only in {}", options.here)));
    row(only_there([15.0, 0.0], 8.0), told(twins.there.len(), &format!("only in {}", options.there)));
    let line = Item::stroke(Path::line(&[[4.0, 0.0], [24.0, 0.0]]), Stroke::solid(BOTH, 1.8));
    let ring = Item::both(Path::circle([26.0, 0.0], 4.8), PAPER, Stroke::solid(BOTH, 1.6));
    row(vec![line, ring], format!("to where {} has it", options.there));
    Block { items, width, height: y + 6.0 }
}

fn in_words(twins: &Twins, options: &TwinOptions) -> String {
    format!(
        "Map. {}. {}. In both: {}, only in {}: {}, only in {}: {}.",
        options.title,
        options.subtitle,
        words::counted(twins.both.len(), "event"),
        options.here,
        twins.here.len(),
        options.there,
        twins.there.len()
    )
}
