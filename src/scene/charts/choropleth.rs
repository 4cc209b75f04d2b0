//! Areas coloured by a number: how many rows lie in each, or the sum of a
//! column over them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::display::{Anchor, Color, Face, Item, Path, Rect, Scene, Stroke};
use super::super::furniture::{self, Block, grouped, text};
use super::super::map::{DISCLAIMER, LEAST};
use super::super::mark::Shown;
use super::super::page::{MARGIN, Page, ROOM};
use super::super::panel::{self, Atlas, GroundOptions};
use super::super::size::{self, Framed};
use super::super::symbol::SizeScale;
use super::super::theme::{BODY, INK, LAND, PAPER, RULE};
use super::super::view::{Spot, View};
use super::super::{ground, words};
use crate::error::Result;
use crate::gazetteer::areas::{Area, Polygon, Ring};
use crate::gazetteer::basemap::Basemap;
use crate::gazetteer::{Gazetteer, PlaceId};

/// Height over width of the map, at most and at least.
const TALL: f32 = 0.72;
const FLAT: f32 = 0.5;
/// Share of an area's largest part from which on another counts for the extent.
const PART: f64 = 0.1;
/// Points of an outline that the extent is found by: every so many.
const STRIDE: usize = 12;
/// Areas that the words beside the picture name at most.
const TOLD: usize = 60;

/// Light to dark, one hue, and none that could be taken for water: those of the
/// hexagons on maps of points.
const SHADES: [Color; 5] =
    [Color::hex(0xfd_d9b4), Color::hex(0xfd_b97d), Color::hex(0xf2_883a), Color::hex(0xcf_540d), Color::hex(0x85_2c04)];

/// An area with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// What it is called.
    pub name: String,
    /// Its outline; `None` where none is known.
    pub area: Option<Area>,
    /// Its number.
    pub value: f64,
}

impl Shade {
    /// A country or division as it was on a day (today without one).
    pub fn of(place: PlaceId, value: f64, date: Option<Date>, gazetteer: &Gazetteer) -> Self {
        Self { name: gazetteer.place(place).name.to_owned(), area: gazetteer.area_of(place, date), value }
    }
}

/// How areas are coloured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShadeOptions {
    /// The title.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// What the numbers are: "Events", "Sum of fatalities".
    pub what: String,
    /// Where the rows come from.
    pub source: String,
    /// The day whose areas and borders are drawn.
    pub date: Option<Date>,
    /// Rows that lie in no area.
    pub outside: usize,
    /// How the ground is wanted.
    pub ground: GroundOptions,
    /// Height of the page in pixels of its layout, 1600 wide; as high as it needs
    /// where not told.
    pub height: Option<f32>,
}

/// Draws the areas.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn choropleth(shades: &[Shade], options: &ShadeOptions, gazetteer: &Gazetteer) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let atlas = Atlas::of_rows((&basemap, gazetteer), options.date, options.ground);
    let mut areas = Vec::new();
    let mut unknown = Vec::new();
    for shade in shades {
        match &shade.area {
            Some(area) => areas.push((area, shade.value)),
            None => unknown.push(shade.name.clone()),
        }
    }
    let spots = spots(&areas);
    let classes = Classes::of(areas.iter().map(|(_, value)| *value).collect());
    let own = ROOM / (View::aspect(&spots) as f32).clamp(1.0 / TALL, 1.0 / FLAT);
    size::to_height(options.height, |height| {
        let mut page = Page::new(&options.title, &options.subtitle);
        let height = height.unwrap_or(own);
        let view = View::around(&spots, Rect::new(MARGIN, page.y, ROOM, height));
        let (items, legend, right) = draw(&view, &areas, &classes, options, &atlas);
        page.items.extend(items);
        page.y = view.frame.bottom() + 12.0;
        page.legend(legend, right);
        page.y += 14.0;
        below(&mut page, &unknown, options, view.projection.name());
        Ok(Framed { scene: page.finish(in_words(shades, options)), frame: Some((height, LEAST)) })
    })
}

/// What is not shown, and whose data were used.
fn below(page: &mut Page, unknown: &[String], options: &ShadeOptions, projection: &str) {
    if !unknown.is_empty() {
        page.note(&format!("Not shown, since no outline is known: {}.", words::listed(unknown, 12)), 2);
    }
    if options.outside > 0 {
        page.note(&format!("Not shown: {} in no area, as at sea.", words::counted(options.outside, "point")), 1);
    }
    page.map_credits((&[], None), &options.source, projection, DISCLAIMER);
}

type Drawn = (Vec<Item>, Vec<Block>, Option<Block>);

fn draw(view: &View, areas: &[(&Area, f64)], classes: &Classes, options: &ShadeOptions, atlas: &Atlas<'_>) -> Drawn {
    let mut under = ground::draw(view, atlas);
    let shown = Shown {
        dated: if view.world { BTreeSet::new() } else { under.dated },
        national: under.national,
        admin1: under.admin1,
        ..Shown::default()
    };
    let columns = if view.world { 4 } else { 3 };
    let right = (!view.world).then(|| furniture::where_and_scale(view, atlas));
    let width = Page::legend_column(right.as_ref(), columns);
    let mut legend = vec![key(classes, &options.what, width)];
    legend.extend(furniture::legend(&shown, SizeScale::SMALL, false, width));
    // Lines of borders lie over the colours.
    let lines = under.items.split_off(under.lines);
    let colours = areas.iter().map(|(area, value)| {
        let mut path = Path::default();
        for ring in area.polygons.iter().flatten() {
            path.add_line(&view.ring(ring), true);
        }
        let rim = Stroke { round: false, ..Stroke::solid(PAPER.alpha(170), 0.8) };
        Item::both(path, classes.color(*value).alpha(225), rim)
    });
    let colours: Vec<Item> = colours.collect();
    let clip = Some(ground::edge(view));
    let group = |id: &str, title: &str, items| Item::Group {
        id: id.to_owned(),
        title: title.to_owned(),
        clip: clip.clone(),
        items,
    };
    let names = panel::letter(view, atlas, &[], &panel::Named::default(), Vec::new());
    let items = vec![
        group("map-ground", "", under.items),
        group("map-areas", &options.what, colours),
        group("map-lines", "", lines),
        panel::frame(view),
        Item::group("map-names", "", names),
    ];
    (items, legend, right)
}

/// Points along the outlines, for the extent; without the small parts of an
/// area, which may lie overseas.
fn spots(areas: &[(&Area, f64)]) -> Vec<Spot> {
    let large = |area: &Area| -> Vec<Ring> {
        let size = |p: &Polygon| Area { polygons: vec![p.clone()], valid: area.valid, source: String::new() }.km2();
        let sizes: Vec<f64> = area.polygons.iter().map(size).collect();
        let least = sizes.iter().copied().fold(0.0, f64::max) * PART;
        let kept = area.polygons.iter().zip(sizes).filter(|(_, size)| *size >= least);
        kept.filter_map(|(p, _)| p.first().cloned()).collect()
    };
    let rings: Vec<Ring> = areas.iter().flat_map(|(area, _)| large(area)).collect();
    rings.iter().flat_map(|ring| ring.iter().step_by(STRIDE)).map(|p| Spot { lon: p[0], lat: p[1], km: 0.0 }).collect()
}

/// Lower ends of the classes, about as many of the numbers that there are in
/// each, at round ones.
#[derive(Debug, PartialEq)]
struct Classes {
    from: Vec<f64>,
    most: f64,
    whole: bool,
}

impl Classes {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        // Many areas have 1 and 2: the numbers that there are decide, not how
        // many areas have each.
        values.dedup();
        let whole = values.iter().all(|v| v.fract() == 0.0);
        let (least, most) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
        let mut from = vec![least];
        for n in 1..SHADES.len() {
            let Some(value) = values.get(n * values.len() / SHADES.len()) else { continue };
            let round = rounded(*value, whole);
            if from.last().is_some_and(|last| round > *last) && round <= most {
                from.push(round);
            }
        }
        Self { from, most, whole }
    }

    fn class(&self, value: f64) -> usize {
        self.from.iter().rposition(|from| value >= *from).unwrap_or(0)
    }

    fn color(&self, value: f64) -> Color {
        SHADES[(self.class(value) + SHADES.len() - self.from.len()).min(SHADES.len() - 1)]
    }

    /// "1–9", "12.5 to under 30".
    fn words(&self, class: usize) -> String {
        let (from, next) = (self.from[class], self.from.get(class + 1).copied());
        let number = |n: f64| if self.whole { grouped(n as u64) } else { format!("{n:.1}") };
        match next {
            Some(next) if self.whole && next - from <= 1.0 => number(from),
            Some(next) if self.whole => format!("{}–{}", number(from), number(next - 1.0)),
            Some(next) => format!("{} to under {}", number(from), number(next)),
            None if (self.most - from).abs() < f64::EPSILON => number(from),
            None => format!("{}–{}", number(from), number(self.most)),
        }
    }
}

/// Two digits of a number.
fn rounded(value: f64, whole: bool) -> f64 {
    if value <= 0.0 || (whole && value < 10.0) {
        return value;
    }
    let ten = libm::pow(10.0, libm::floor(libm::log10(value)) - 1.0);
    let round = (value / ten).round() * ten;
    if whole { round.round() } else { round }
}

fn key(classes: &Classes, what: &str, width: f32) -> Block {
    const TYPE: f32 = BODY - 1.0;
    const ROW: f32 = 27.0;
    let mut items = vec![text(what, [0.0, 28.0], Face::Bold, TYPE, INK, Anchor::Start)];
    let mut y = 38.0;
    let mut row = |color: Color, words: String| {
        let swatch = Path::rect(&Rect::new(2.0, y + 5.0, 26.0, 17.0));
        items.push(Item::both(swatch, color, Stroke { round: false, ..Stroke::solid(RULE, 0.8) }));
        items.push(text(words, [42.0, y + ROW / 2.0 + TYPE * 0.36], Face::Regular, TYPE, INK, Anchor::Start));
        y += ROW;
    };
    for class in (0..classes.from.len()).rev() {
        row(classes.color(classes.from[class]).alpha(225), classes.words(class));
    }
    row(LAND, "none, or none reported".to_owned());
    Block { items, width, height: y + 6.0 }
}

fn in_words(shades: &[Shade], options: &ShadeOptions) -> String {
    let mut order: Vec<&Shade> = shades.iter().collect();
    order.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.name.cmp(&b.name)));
    let told = order.iter().take(TOLD).map(|s| format!("{}: {}", s.name, s.value));
    let told: Vec<String> = told.collect();
    format!("Map. {}. {}. {}: {}.", options.title, options.subtitle, options.what, told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_round_and_hold_about_as_many_each() {
        let classes = Classes::of((1..=100).map(f64::from).collect());
        assert_eq!(classes.from, [1.0, 21.0, 41.0, 61.0, 81.0]);
        assert_eq!((classes.words(0), classes.words(4)), ("1–20".into(), "81–100".into()));
        let few = Classes::of(vec![1.0, 1.0, 2.0]);
        assert_eq!((few.from.clone(), few.words(0), few.words(1)), (vec![1.0, 2.0], "1".into(), "2".into()));
        let one = Classes::of(vec![7.5]);
        assert_eq!((one.words(0).as_str(), one.color(7.5)), ("7.5", SHADES[4]));
        assert_eq!(Classes::of(Vec::new()).from, [0.0]);
    }
}
