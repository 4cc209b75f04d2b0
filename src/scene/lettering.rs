//! Names on the ground: countries in spaced capitals, waters slanted, towns by
//! their rank, each as a label that asks for its slots.

use super::display::{Anchor, Color, Face, Item, Path, Point, Rect, Stroke, Text};
use super::font;
use super::inside::Inside;
use super::label::{Obstacle, Slot, Wish, around};
use super::near::Near;
use super::panel::Atlas;
use super::theme::{COUNTRY_NAME, LAND, PAPER, SEA, TOWN, WATER_NAME};
use super::view::View;
use crate::gazetteer::basemap::{Basemap, Bounds, Degrees, Detail};
use crate::gazetteer::{Gazetteer, fold};

/// A label and how it is drawn in a slot.
pub(crate) struct Label {
    /// Its slots.
    pub wish: Wish,
    /// Draws it in slot `n`.
    pub draw: Draw,
}

/// Draws a label in slot `n`.
pub(crate) type Draw = Box<dyn Fn(usize, &Slot) -> Vec<Item>>;

/// Lines of text of one look.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    /// What they say.
    pub words: Vec<String>,
    /// Their face.
    pub face: Face,
    /// Pixels of an em.
    pub size: f32,
    /// Their colour.
    pub color: Color,
    /// The colour of their rim.
    pub rim: Color,
    /// Pixels between letters.
    pub spacing: f32,
}

/// From baseline to baseline, in ems.
const LEADING: f32 = 1.16;

impl Lines {
    /// One line without spacing.
    pub(crate) fn one(text: String, face: Face, size: f32, color: Color) -> Self {
        Self { words: vec![text], face, size, color, rim: LAND.alpha(235), spacing: 0.0 }
    }

    /// Width and height of the box of all lines.
    pub(crate) fn size(&self) -> [f32; 2] {
        let widest = self.words.iter().map(|l| font::width(l, self.face, self.size, self.spacing)).fold(0.0, f32::max);
        let more = self.words.len().saturating_sub(1) as f32;
        [widest, self.size * (0.954 + LEADING * more)]
    }

    /// The lines in their box: centred, or at its left.
    pub(crate) fn items(&self, rect: &Rect, centered: bool) -> Vec<Item> {
        let (anchor, x) = if centered { (Anchor::Middle, rect.center()[0]) } else { (Anchor::Start, rect.x) };
        let lines = self.words.iter().enumerate();
        lines
            .map(|(i, line)| {
                Item::Text(Text {
                    text: line.clone(),
                    at: [x, rect.y + self.size * (0.714 + LEADING * i as f32)],
                    anchor,
                    face: self.face,
                    size: self.size,
                    color: self.color,
                    halo: Some((self.rim, self.size * 0.13)),
                    spacing: self.spacing,
                    turn: 0.0,
                })
            })
            .collect()
    }
}

/// Points of a grid over the frame that lie in the rings.
fn samples(rings: &Inside, frame: &Rect) -> (Vec<Point>, f32) {
    let Some(b) = rings.bounds() else { return (Vec::new(), 0.0) };
    let (x0, x1) = (b.x.max(frame.x), b.right().min(frame.right()));
    let (y0, y1) = (b.y.max(frame.y), b.bottom().min(frame.bottom()));
    if x1 - x0 < 8.0 || y1 - y0 < 8.0 {
        return (Vec::new(), 0.0);
    }
    let (nx, ny) = (((x1 - x0) / 14.0).clamp(6.0, 34.0), ((y1 - y0) / 10.0).clamp(6.0, 30.0));
    let (dx, dy) = ((x1 - x0) / nx.floor(), (y1 - y0) / ny.floor());
    let mut out = Vec::new();
    for i in 0..nx as usize {
        for j in 0..ny as usize {
            let p = [x0 + (i as f32 + 0.5) * dx, y0 + (j as f32 + 0.5) * dy];
            if rings.holds(p) {
                out.push(p);
            }
        }
    }
    let area = out.len() as f32 * dx * dy;
    (out, area)
}

/// The rows in which names of areas are tried: corners of one may lie a little
/// outside of the frame, where it is not placed.
fn rows(frame: &Rect) -> (f32, f32) {
    (frame.y - 40.0, frame.bottom() + 40.0)
}

/// Names of the countries in the view.
pub(crate) fn countries(view: &View, basemap: &Basemap, gazetteer: &Gazetteer) -> Vec<Label> {
    let bounds = view.bounds();
    let detail = match view.detail() {
        Detail::Fine => Detail::Medium,
        Detail::Medium | Detail::Coarse => Detail::Coarse,
    };
    let mut out: Vec<(f32, Label)> = Vec::new();
    for (code, own_name) in basemap.countries(detail) {
        let rings: Vec<Vec<Point>> =
            basemap.lettered_parts(detail, code, &bounds).iter().map(|r| view.ring(r)).collect();
        let rings = Inside::of(&rings, rows(&view.frame));
        let (points, area) = samples(&rings, &view.frame);
        if points.is_empty() {
            continue;
        }
        let Some(name) = shown_name(code, own_name, gazetteer) else { continue };
        if let Some(label) = country(&name.to_uppercase(), &rings, points, area) {
            out.push((area, label));
        }
    }
    // Small countries first: they have fewer places for their names.
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out.into_iter().map(|(_, label)| label).collect()
}

/// The name on a map: the gazetteer's, shorter where custom has it; parts that
/// only Natural Earth sets apart have none.
fn shown_name(code: &str, own_name: &str, gazetteer: &Gazetteer) -> Option<String> {
    const PARTS: [&str; 16] = [
        "WSB", "ATC", "KAB", "BJN", "CLP", "CSI", "CNM", "ESB", "IOA", "CYN", "SCR", "SER", "KAS", "SOL", "PGA", "USG",
    ];
    if PARTS.contains(&code) {
        return None;
    }
    let short = match code {
        "COD" => "DR Congo",
        "COG" => "Congo",
        "CAF" => "Central African Republic",
        "USA" => "United States",
        "ARE" => "UAE",
        "BIH" => "Bosnia and Herzegovina",
        "PSE" => "Palestine",
        "MMR" => "Myanmar",
        _ => "",
    };
    if !short.is_empty() {
        return Some(short.into());
    }
    Some(gazetteer.country_by_iso3(code).map_or(own_name, |c| c.name).to_owned())
}

/// Names of at most this many variants of type are tried.
const SIZES: [f32; 3] = [1.0, 0.82, 0.68];

fn country(name: &str, rings: &Inside, points: Vec<Point>, area: f32) -> Option<Label> {
    let full = (area.sqrt() / 13.0).clamp(13.0, 25.0);
    let n = points.len() as f32;
    let middle = points.iter().fold([0.0, 0.0], |a, p| [a[0] + p[0] / n, a[1] + p[1] / n]);
    let square = |p: &Point| (p[0] - middle[0]).powi(2) + ((p[1] - middle[1]) * 1.6).powi(2);
    let mut points: Vec<(f32, Point)> = points.into_iter().map(|p| (square(&p), p)).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut variants = Vec::new();
    for scale in SIZES {
        // Letters of one size are drawn once.
        let size = (full * scale).round().max(12.5);
        for lines in broken(name) {
            let spacing = size * if lines.len() > 1 || scale < 0.8 { 0.12 } else { 0.24 };
            variants.push(Lines {
                words: lines,
                face: Face::Regular,
                size,
                color: COUNTRY_NAME,
                rim: LAND.alpha(200),
                spacing,
            });
        }
    }
    let mut slots = Vec::new();
    let mut of = Vec::new();
    for (v, lines) in variants.iter().enumerate() {
        let [w, h] = lines.size();
        let fits = points.iter().map(|(_, p)| p).filter(|p| {
            let corners = [-0.5, -0.25, 0.0, 0.25, 0.5].iter().flat_map(|i| [-0.6_f32, 0.6].map(|j| (i * w, j * h)));
            corners.into_iter().all(|(dx, dy)| rings.holds([p[0] + dx, p[1] + dy]))
        });
        for p in fits.take(60) {
            slots.push(Slot { rect: Rect::new(p[0] - w / 2.0, p[1] - h / 2.0, w, h), leader: None });
            of.push(v);
        }
    }
    let draw =
        move |n: usize, slot: &Slot| of.get(n).map_or_else(Vec::new, |v: &usize| variants[*v].items(&slot.rect, true));
    (!slots.is_empty()).then(|| Label { wish: Wish { slots, must: false }, draw: Box::new(draw) })
}

/// The name on one line, and broken near its middle.
fn broken(name: &str) -> Vec<Vec<String>> {
    let mut out = vec![vec![name.to_owned()]];
    let blanks = name.match_indices(' ').map(|(i, _)| i);
    if let Some(at) = blanks.min_by_key(|i| (2 * i).abs_diff(name.len())) {
        out.push(vec![name[..at].to_owned(), name[at + 1..].to_owned()]);
    }
    out
}

const WATERS: &str = include_str!("../../gazetteer/water_labels.tsv");

/// Names of waters in the view, large ones first.
pub(crate) fn waters(view: &View, land: &[Vec<Degrees>]) -> Vec<Label> {
    let rings: Vec<Vec<Point>> = land.iter().map(|r| view.ring(r)).collect();
    let rings = Inside::of(&rings, rows(&view.frame));
    let mut out = Vec::new();
    for row in WATERS.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, lat, lon, km] = cells[..] else { continue };
        let (Ok(lat), Ok(lon), Ok(km)) = (lat.parse::<f64>(), lon.parse::<f64>(), km.parse::<f64>()) else { continue };
        let at = view.to_page(lon, lat);
        let reach = view.px(km, lat, lon);
        // At least as large as its name, and not so large that it is all there is.
        if reach < 34.0 || reach > 6.0 * view.frame.w || !view.frame.grown(reach * 0.5).holds(at) {
            continue;
        }
        if let Some(label) = water(name, at, reach, &rings, &view.frame) {
            out.push((reach, label));
        }
    }
    out.sort_by(|a, b| b.0.total_cmp(&a.0));
    out.into_iter().map(|(_, label)| label).collect()
}

fn water(name: &str, at: Point, reach: f32, land: &Inside, frame: &Rect) -> Option<Label> {
    let size = (reach / 11.0).clamp(14.0, 24.0);
    let variants: Vec<Lines> = broken(name)
        .into_iter()
        .rev()
        .map(|lines| Lines {
            words: lines,
            face: Face::Italic,
            size,
            color: WATER_NAME,
            rim: SEA.alpha(200),
            spacing: size * 0.06,
        })
        .collect();
    let mut slots = Vec::new();
    let mut of = Vec::new();
    for ring in 0..5 {
        let d = reach * 0.16 * ring as f32;
        for (dx, dy) in [(0.0, 0.0), (d, 0.0), (-d, 0.0), (0.0, d), (0.0, -d), (d, d), (-d, -d), (d, -d), (-d, d)] {
            for (v, lines) in variants.iter().enumerate() {
                let [w, h] = lines.size();
                let rect = Rect::new(at[0] + dx - w / 2.0, at[1] + dy - h / 2.0, w, h);
                let wet = [0.0, 0.25, 0.5, 0.75, 1.0].iter().all(|i| {
                    [0.0, 1.0].iter().all(|j| {
                        let p = [rect.x + i * w, rect.y + j * h];
                        // What looks like land may be a lake of the basemap.
                        name.starts_with("Lake") || name.ends_with("Aral Sea") || !land.holds(p)
                    })
                });
                if wet && w < reach * 2.4 && frame.contains(&rect.grown(6.0)) {
                    slots.push(Slot { rect, leader: None });
                    of.push(v);
                }
            }
        }
    }
    let draw =
        move |n: usize, slot: &Slot| of.get(n).map_or_else(Vec::new, |v: &usize| variants[*v].items(&slot.rect, true));
    (!slots.is_empty()).then(|| Label { wish: Wish { slots, must: false }, draw: Box::new(draw) })
}

/// A town to be lettered.
pub(crate) struct Town {
    /// What it is called.
    pub name: String,
    /// Where it lies.
    pub at: Point,
    /// Whether it is a capital.
    pub capital: bool,
    /// Its label.
    pub label: Label,
}

/// A place with so many inhabitants or fewer is no help to find one's way.
const LEAST_PEOPLE: u32 = 500;

/// Pixels of a line with two names of a town.
const NAMES: f32 = 170.0;

/// Half the diagonal of a box in degrees of latitude.
fn reach(bounds: &Bounds) -> f64 {
    let middle = f64::midpoint(bounds.south, bounds.north).to_radians();
    let (dx, dy) = ((bounds.east - bounds.west) * libm::cos(middle) / 2.0, (bounds.north - bounds.south) / 2.0);
    libm::sqrt(dx * dx + dy * dy)
}

/// The towns worth naming: capitals and the most populous, not on top of one
/// another nor of anything in `taken`; none of `unnamed`.
pub(crate) fn towns(view: &View, atlas: &Atlas<'_>, taken: &[Obstacle], named: &[String]) -> Vec<Town> {
    let wanted = ((view.frame.w * view.frame.h / 30_000.0) as usize).clamp(3, 34);
    let bounds = view.bounds();
    let middle = view.middle();
    let Atlas { gazetteer, unnamed, .. } = *atlas;
    let taken = Near::of(&view.frame, taken);
    let mut out: Vec<Town> = Vec::new();
    for town in gazetteer.towns_by_rank(middle[1], middle[0], reach(&bounds).min(60.0)) {
        let (capital, people) = (town.capital, town.population);
        if people <= LEAST_PEOPLE {
            if capital {
                continue;
            }
            break;
        }
        let at = view.to_page(town.lon, town.lat);
        let crowded = out.iter().any(|t| (t.at[0] - at[0]).hypot(t.at[1] - at[1]) < 46.0);
        let dot = Rect::new(at[0] - 4.0, at[1] - 4.0, 8.0, 8.0);
        if crowded || !view.frame.grown(-10.0).holds(at) || taken.covers(&dot) {
            continue;
        }
        let place = gazetteer.place(town.id);
        let told = named.iter().any(|n| n.contains(place.name));
        // A part of a town is not named in its stead, however many live there.
        let is_part = place.feature_code == "PPLX";
        if told || is_part || unnamed.binary_search(&fold(place.name)).is_ok() {
            continue;
        }
        let second = gazetteer.second_name_at(place.id, atlas.date).filter(|_| !atlas.ground.one_name);
        let second = second.filter(|name| unnamed.binary_search(&fold(name)).is_err());
        out.push(lettered((place.name, second), at, capital, people));
        if out.len() >= wanted {
            break;
        }
    }
    out
}

fn lettered((name, second): (&str, Option<&str>), at: Point, capital: bool, people: u32) -> Town {
    let size = match people {
        _ if capital => 16.5,
        500_000.. => 16.0,
        100_000.. => 15.0,
        _ => 14.0,
    };
    let face = if capital { Face::Bold } else { Face::Regular };
    let name = font::clean(name);
    let mut lines = Lines::one(name.clone(), face, size, TOWN);
    if let Some(second) = second.map(font::clean) {
        lines.words = font::wrapped(&format!("{name} / {second}"), face, size, NAMES, 2);
    }
    let wish = Wish { slots: around(at, 3.0, lines.size(), false), must: false };
    let draw = move |_: usize, slot: &Slot| {
        let mut items = dot(at, capital);
        items.extend(lines.items(&slot.rect, false));
        items
    };
    Town { name, at, capital, label: Label { wish, draw: Box::new(draw) } }
}

/// The dot of a town; a capital has a ring.
fn dot(at: Point, capital: bool) -> Vec<Item> {
    let ring = Item::both(Path::circle(at, 3.1), PAPER, Stroke::solid(TOWN, 1.4));
    if capital {
        vec![
            Item::both(Path::circle(at, 4.6), PAPER, Stroke::solid(TOWN, 1.4)),
            Item::fill(Path::circle(at, 2.2), TOWN),
        ]
    } else {
        vec![ring]
    }
}
