//! Small multiples: the same map several times, each with a part of the points,
//! so that periods, types or parties are compared at a glance.

use std::collections::BTreeSet;

use super::super::display::{Anchor, Face, Item, Point, Rect, Scene};
use super::super::font;
use super::super::furniture::{self, grouped, text};
use super::super::ground;
use super::super::map::DISCLAIMER;
use super::super::mark::Shown;
use super::super::page::{MARGIN, Page, ROOM};
use super::super::panel::{self, Atlas, Named};
use super::super::symbol::SizeScale;
use super::super::theme::{INK, MUTED};
use super::super::view::View;
use super::hexagons::{self, Counts, Shades};
use super::{CROWD, Dot, DotOptions, in_words, spots, symbols};
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;

/// A panel: what it is called and which of the points it shows, by their
/// numbers. A point may be in several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facet {
    /// Its heading.
    pub name: String,
    /// Numbers of its points.
    pub dots: Vec<usize>,
}

/// More panels than this are no longer compared.
pub const MOST_PANELS: usize = 24;

/// Pixels between panels, and above each for its heading.
const GAP: f32 = 20.0;
const HEAD: f32 = 34.0;
/// Height over width of a panel, at most and at least.
const TALL: f32 = 0.9;
const FLAT: f32 = 0.5;

/// Draws a panel for each facet, all of the same extent and scale; `note` tells
/// what is in none.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn multiples(
    dots: &[Dot],
    facets: &[Facet],
    options: &DotOptions,
    note: &str,
    gazetteer: &Gazetteer,
) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let atlas = Atlas::of_rows((&basemap, gazetteer), options.date, options.ground);
    let mut page = Page::new(&options.title, &options.subtitle);
    let facets: Vec<(&Facet, Vec<Dot>)> = facets.iter().map(|f| (f, of(f, dots))).collect();
    let used: Vec<Dot> = dots.iter().copied().filter(Dot::is_usable).collect();
    let view = view(&used, facets.len());
    let drawn = Drawn::of(&view, &facets, &used, options, &atlas);
    page.y = lay_out(drawn.panels, &view, &facets, page.y, &mut page.items) + 6.0;
    let right = (!view.world).then(|| furniture::where_and_scale(&view, &atlas));
    let width = Page::legend_column(right.as_ref(), if view.world { 4 } else { 3 });
    let mut legend: Vec<_> = drawn.shades.iter().map(|shades| hexagons::legend(&view, shades, width)).collect();
    legend.extend(furniture::legend(&drawn.shown, drawn.scale, false, width));
    page.legend(legend, right);
    page.y += 14.0;
    if !note.is_empty() {
        page.note(note, 3);
    }
    page.map_credits((&[], None), &options.source, view.projection.name(), DISCLAIMER);
    let panels: Vec<String> = facets.iter().map(|(f, dots)| format!("{}: {}", f.name, dots.len())).collect();
    Ok(page.finish(format!("{} Panels: {}.", in_words(&used, options), panels.join(", "))))
}

/// The points of a facet that can be drawn.
fn of(facet: &Facet, dots: &[Dot]) -> Vec<Dot> {
    facet.dots.iter().filter_map(|n| dots.get(*n)).copied().filter(Dot::is_usable).collect()
}

/// How many panels stand side by side.
fn columns(panels: usize) -> usize {
    match panels {
        0..=1 => 1,
        2 | 4 => 2,
        3 | 5 | 6 | 9 => 3,
        _ => 4,
    }
}

/// The view that all panels share, standing at the origin.
fn view(used: &[Dot], panels: usize) -> View {
    let spots = spots(used);
    let n = columns(panels) as f32;
    let width = (ROOM - GAP * (n - 1.0)) / n;
    let height = width / (View::aspect(&spots) as f32).clamp(1.0 / TALL, 1.0 / FLAT);
    View::around(&spots, Rect::new(0.0, 0.0, width, height))
}

/// The panels, standing at the origin, and what the legend must tell.
struct Drawn {
    panels: Vec<Vec<Item>>,
    shown: Shown,
    scale: SizeScale,
    shades: Option<Shades>,
}

impl Drawn {
    fn of(view: &View, facets: &[(&Facet, Vec<Dot>)], used: &[Dot], options: &DotOptions, atlas: &Atlas<'_>) -> Self {
        let ground = ground::draw(view, atlas);
        let mut shown = Shown {
            dated: if view.world { BTreeSet::new() } else { ground.dated },
            national: ground.national,
            admin1: ground.admin1,
            names: options.names.clone(),
            weight: options.weight.clone(),
            ..Shown::default()
        };
        let at = |dots: &[Dot]| -> Vec<Point> {
            dots.iter().map(|d| view.to_page(f64::from(d.lon), f64::from(d.lat))).collect()
        };
        let crowded = options.hexagons.unwrap_or(used.len() > CROWD);
        let counts: Vec<Counts> = if crowded {
            facets.iter().map(|(_, dots)| Counts::of(view, at(dots).into_iter())).collect()
        } else {
            Vec::new()
        };
        let shades = crowded.then(|| Shades::up_to(counts.iter().map(Counts::most).max().unwrap_or(0)));
        let most = facets.iter().map(|(_, dots)| dots.len()).max().unwrap_or(0);
        // Panels are small, and so are their symbols.
        let SizeScale { r0, k, max } = symbols::scale(most.max(100), view.world);
        let scale = SizeScale { r0: r0 * 0.8, k: k * 0.8, max: max * 0.7 };
        let names = |obstacles: &[_], first| panel::letter(view, atlas, obstacles, &Named::default(), first);
        // Hexagons leave no room for names, and so all panels have the same.
        let on_hexagons = if crowded { names(&[], Vec::new()) } else { Vec::new() };
        let mut panels = Vec::new();
        for (n, (_, dots)) in facets.iter().enumerate() {
            let (over, names) = if let (Some(shades), Some(counts)) = (&shades, counts.get(n)) {
                (shades.draw(counts), on_hexagons.clone())
            } else {
                let look = (scale, options.weight.is_some());
                let placed = symbols::draw(view, dots, &at(dots), look, &mut shown);
                (placed.items, names(&placed.obstacles, placed.counts))
            };
            let clip = || Some(ground::edge(view));
            let group = |what: &str, title: &str, items| {
                let id = format!("panel-{}-{what}", n + 1);
                Item::Group { id, title: title.into(), clip: clip(), items }
            };
            let points = group("points", "Reported incidents", over);
            let ground = group("ground", "", ground.items.clone());
            panels.push(vec![ground, points, panel::frame(view), group("names", "", names)]);
        }
        Self { panels, shown, scale, shades }
    }
}

/// Puts the panels on the page below `top`, each with its heading; gives their
/// bottom.
fn lay_out(panels: Vec<Vec<Item>>, view: &View, facets: &[(&Facet, Vec<Dot>)], top: f32, out: &mut Vec<Item>) -> f32 {
    let columns = columns(panels.len());
    let (w, h) = (view.frame.w, view.frame.h);
    let mut bottom = top;
    for (n, (items, (facet, dots))) in panels.into_iter().zip(facets).enumerate() {
        let (row, column) = (n / columns, n % columns);
        let (x, y) = (MARGIN + column as f32 * (w + GAP), top + row as f32 * (h + HEAD + GAP) + HEAD);
        let count = grouped(dots.len() as u64);
        let room = w - font::width(&count, Face::Regular, 17.0, 0.0) - 12.0;
        let name = font::shortened(&facet.name, Face::Bold, 19.0, room);
        let mut placed: Vec<Item> = items.iter().map(|i| i.moved([x, y])).collect();
        placed.push(text(name, [x, y - 10.0], Face::Bold, 19.0, INK, Anchor::Start));
        placed.push(text(count, [x + w, y - 10.0], Face::Regular, 17.0, MUTED, Anchor::End));
        out.push(Item::group(format!("panel-{}", n + 1), facet.name.clone(), placed));
        bottom = f32::max(bottom, y + h);
    }
    bottom
}
