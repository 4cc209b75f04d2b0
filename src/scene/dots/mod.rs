//! A map of bare points: as many as there are, of other people's tables too.
//! Few are symbols, many are hexagons with counts.

mod counts;
mod hexagons;
mod multiples;
mod symbols;

pub use multiples::{Facet, MOST_PANELS, multiples};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::display::{Item, Point, Rect, Scene};
use super::furniture::{self, Block};
use super::ground;
use super::label::Obstacle;
use super::map::{DISCLAIMER, LEAST};
use super::mark::Shown;
use super::page::{MARGIN, Page, ROOM};
use super::panel::{self, Atlas, GroundOptions};
use super::size::{self, Framed};
use super::view::{Spot, View};
use crate::coding::EventType;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use hexagons::{Counts, Shades};

/// A point with what a symbol can tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Degrees east.
    pub lon: f32,
    /// Degrees north.
    pub lat: f32,
    /// Decides colour and shape.
    pub kind: EventType,
    /// Decides the size (deaths, or any count); `None` is unknown.
    pub weight: Option<f32>,
    /// The least and the most of it that is told, where they differ; shown where
    /// symbols are few.
    pub range: Option<[f32; 2]>,
}

impl Dot {
    /// Whether it can be drawn at all.
    fn is_usable(&self) -> bool {
        self.lon.is_finite() && self.lat.is_finite() && self.lat.abs() <= 90.0 && self.lon.abs() <= 540.0
    }
}

/// How points are drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DotOptions {
    /// The title.
    pub title: String,
    /// The line below it: span of time, how many of how many rows.
    pub subtitle: String,
    /// What each kind is called, in the legend's order; kinds that are not named
    /// here have their own names.
    pub names: Vec<(EventType, String)>,
    /// What the sizes tell: "Killed, best figure"; `None` for one size.
    pub weight: Option<String>,
    /// Where the rows come from, for the credit line.
    pub source: String,
    /// The day whose borders are drawn; `None` for those that stand now.
    pub date: Option<Date>,
    /// Hexagons always, or never; by number where not told.
    pub hexagons: Option<bool>,
    /// How the ground is wanted.
    pub ground: GroundOptions,
    /// Height of the page in pixels of its layout, 1600 wide; as high as it needs
    /// where not told.
    pub height: Option<f32>,
}

/// Points from which a map is one brown mass (docs: some 5,000 to 20,000), and
/// hexagons say more.
pub(crate) const CROWD: usize = 12_000;

/// Where the map of the world ends, south and north.
const WORLD: (f32, f32) = (-58.0, 84.0);

/// Degrees of the grid by which the extent is found.
const GRID: f32 = 0.1;
/// Height over width of the map, at most and at least.
const TALL: f32 = 0.72;
const FLAT: f32 = 0.5;

/// Draws the points.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn dots(dots: &[Dot], options: &DotOptions, gazetteer: &Gazetteer) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let atlas = Atlas::of_rows((&basemap, gazetteer), options.date, options.ground);
    let used: Vec<Dot> = dots.iter().copied().filter(Dot::is_usable).collect();
    size::to_height(options.height, |height| {
        let mut page = Page::new(&options.title, &options.subtitle);
        let (projection, height) = compose(&mut page, &used, (options, height), &atlas);
        page.y += 14.0;
        page.map_credits((&[], None), &options.source, projection, DISCLAIMER);
        Ok(Framed { scene: page.finish(in_words(&used, options)), frame: Some((height, LEAST)) })
    })
}

/// Thousands of incidents on a page that has its title: hexagons with counts.
pub(crate) fn crowd(page: &mut Page, dots: &[Dot], atlas: &Atlas<'_>) -> &'static str {
    compose(page, dots, (&DotOptions::default(), None), atlas).0
}

/// The map and its legend, of a height that is wanted or follows from the
/// points; gives the name of the projection, and the height of the frame.
fn compose(
    page: &mut Page,
    used: &[Dot],
    (options, height): (&DotOptions, Option<f32>),
    atlas: &Atlas<'_>,
) -> (&'static str, f32) {
    let spots = spots(used);
    let own = || ROOM / (View::aspect(&spots) as f32).clamp(1.0 / TALL, 1.0 / FLAT);
    let height = height.unwrap_or_else(own);
    let view = View::around(&spots, Rect::new(MARGIN, page.y, ROOM, height));
    let drawn = draw(&view, used, options, atlas);
    page.items.extend(drawn.items);
    page.y = view.frame.bottom() + 12.0;
    page.legend(drawn.legend, drawn.right);
    let (south, north) = WORLD;
    let beyond = used.iter().filter(|d| view.world && !(south..=north).contains(&d.lat)).count();
    if beyond > 0 {
        page.y += 10.0;
        page.note(&format!("Not shown: {beyond} beyond 58° south or 84° north, where this map ends."), 1);
    }
    (view.projection.name(), height)
}

/// A drawn map with its legend.
struct Drawn {
    items: Vec<Item>,
    legend: Vec<Block>,
    right: Option<Block>,
}

fn draw(view: &View, used: &[Dot], options: &DotOptions, atlas: &Atlas<'_>) -> Drawn {
    let at: Vec<Point> = used.iter().map(|d| view.to_page(f64::from(d.lon), f64::from(d.lat))).collect();
    let ground = ground::draw(view, atlas);
    let mut shown = Shown {
        dated: if view.world { BTreeSet::new() } else { ground.dated },
        national: ground.national,
        admin1: ground.admin1,
        ..Shown::default()
    };
    let columns = if view.world { 4 } else { 3 };
    let right = (!view.world).then(|| furniture::where_and_scale(view, atlas));
    let width = Page::legend_column(right.as_ref(), columns);
    let crowded = options.hexagons.unwrap_or(used.len() > CROWD);
    let mut first = Vec::new();
    let (over, obstacles, mut legend) = if crowded {
        let counts = Counts::of(view, at.iter().copied());
        let shades = Shades::up_to(counts.most());
        (shades.draw(&counts), Vec::new(), vec![hexagons::legend(view, &shades, width)])
    } else {
        let scale = symbols::scale(used.len(), view.world);
        let placed = symbols::draw(view, used, &at, (scale, options.weight.is_some()), &mut shown);
        first = placed.counts;
        (placed.items, placed.obstacles, Vec::new())
    };
    shown.names.clone_from(&options.names);
    shown.weight.clone_from(&options.weight);
    legend.extend(furniture::legend(&shown, symbols::scale(used.len(), view.world), false, width));
    let names = panel::letter(view, atlas, &obstacles, &panel::Named::default(), first);
    let clip = Some(ground::edge(view));
    let items = vec![
        Item::Group { id: "map-ground".into(), title: String::new(), clip: clip.clone(), items: ground.items },
        Item::Group { id: "map-points".into(), title: "Reported incidents".into(), clip, items: over },
        panel::frame(view),
        Item::group("map-names", "", names),
    ];
    Drawn { items, legend, right }
}

/// The cells of a grid in which points lie: for the extent, a million points
/// are no more than these.
fn spots(dots: &[Dot]) -> Vec<Spot> {
    let mut cells: Vec<(i32, i32)> = Vec::new();
    let mut last = (i32::MIN, i32::MIN);
    let cell = |degrees: f32| (degrees / GRID).round() as i32;
    for dot in dots {
        let own = (cell(dot.lon), cell(dot.lat));
        if own != last {
            cells.push(own);
            last = own;
        }
        // The list is cut down before it grows large.
        if cells.len() >= 1 << 17 {
            cells.sort_unstable();
            cells.dedup();
        }
    }
    cells.sort_unstable();
    cells.dedup();
    let degrees = |n: i32| f64::from(n) * f64::from(GRID);
    cells.iter().map(|(x, y)| Spot { lon: degrees(*x), lat: degrees(*y), km: 0.0 }).collect()
}

/// The picture in words.
fn in_words(used: &[Dot], options: &DotOptions) -> String {
    let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
    for dot in used {
        *counts.entry(dot.kind).or_default() += 1;
    }
    let mut counts: Vec<(EventType, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, n)| (std::cmp::Reverse(*n), *kind));
    let named = |(kind, n): &(EventType, usize)| {
        let own = options.names.iter().find(|(k, _)| k == kind);
        format!("{}: {n}", own.map_or(kind.name(), |(_, name)| name))
    };
    let listed: Vec<String> = counts.iter().map(named).collect();
    format!("Map. {}. {}. {}.", options.title, options.subtitle, listed.join(", "))
}

/// What points keep free of names: only where they are few.
fn obstacle(at: Point, radius: f32) -> Obstacle {
    Obstacle::Circle(at, radius + 1.0)
}
