//! A map without its surroundings: ground, marks and names in one frame.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::badge;
use super::display::{Item, Path, Point, Stroke};
use super::divisions;
use super::extent::Sight;
use super::graticule;
use super::ground;
use super::label::{self, Obstacle, Wish};
use super::lettering::{self, Label};
use super::mark::{Extent, Mark, Shown};
use super::placed::Placed;
use super::symbol::SizeScale;
use super::theme::{INK, PAPER, RULE};
use super::view::View;
use super::words;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use crate::incident::Incident;

/// How the ground of a map is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroundOptions {
    /// Meridians and parallels, with their degrees.
    pub graticule: bool,
    /// One name of each place; else contested places and those renamed of late
    /// have two.
    pub one_name: bool,
}

/// What maps are drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Atlas<'a> {
    /// Coasts, borders, waters.
    pub basemap: &'a Basemap,
    /// Names of towns and countries.
    pub gazetteer: &'a Gazetteer,
    /// The day whose lines are drawn; `None` for those that stand now.
    pub date: Option<Date>,
    /// Names of towns, folded and sorted, that are not written.
    pub unnamed: &'a [String],
    /// Whether places are known closer than they are shown.
    pub withheld: bool,
    /// How the ground is wanted.
    pub ground: GroundOptions,
}

impl<'a> Atlas<'a> {
    /// The atlas for other people's rows, of which nothing is withheld.
    pub(crate) fn of_rows(
        (basemap, gazetteer): (&'a Basemap, &'a Gazetteer),
        date: Option<Date>,
        ground: GroundOptions,
    ) -> Self {
        Self { basemap, gazetteer, date, unnamed: &[], withheld: false, ground }
    }

    /// The name of an incident's place on the map.
    pub(crate) fn place_name(&self, incident: &Incident) -> Option<String> {
        words::place_name_of(incident, !self.ground.one_name)
    }
}

/// Names of incidents' places, which the ground does not repeat.
#[derive(Default)]
pub(crate) struct Named {
    points: Vec<String>,
    areas: Vec<String>,
}

/// A drawn map.
pub(crate) struct Panel {
    /// Bottom first.
    pub items: Vec<Item>,
    /// What the legend must tell.
    pub shown: Shown,
}

/// How a map is drawn.
pub(crate) struct Look {
    /// Sizes of symbols.
    pub scale: SizeScale,
    /// An overview: every incident a symbol at its point, no names of places.
    pub overview: bool,
    /// Further labels, placed first.
    pub labels: Vec<Label>,
}

/// Draws a map of the marks in a view.
pub(crate) fn draw(view: &View, marks: &[Mark<'_>], atlas: &Atlas<'_>, look: Look, id: &str) -> Panel {
    let ground = ground::draw(view, atlas);
    let mut shown = Shown {
        withheld: atlas.withheld,
        dated: ground.dated,
        national: ground.national,
        admin1: ground.admin1,
        ..Shown::default()
    };
    for m in marks {
        *shown.types.entry(m.kind()).or_default() += 1;
        shown.fillings.insert(m.filling());
    }
    let sight = Sight { view, atlas };
    let extent = |m: &Mark<'_>| if look.overview { Extent::Point } else { sight.extent(m) };
    let of = |wanted: &[Extent]| marks.iter().copied().filter(|m| wanted.contains(&extent(m))).collect::<Vec<_>>();
    let (points, areas) = (of(&[Extent::Point]), of(&[Extent::Area]));
    let lines = of(&[Extent::Border, Extent::Road]);
    let mut under = Vec::new();
    sight.hatched(&areas, &mut under, &mut shown);
    sight.glowing(&lines, &mut under, &mut shown);
    let placed = Placed::of(view, &points, look.scale, look.overview);
    if !look.overview {
        placed.rings(view, &mut under, &mut shown);
    }
    shown.most_dead = points.iter().filter_map(|m| words::dead(m.incident)).max();
    let symbols = placed.items(view, &mut shown);

    let mut labels = look.labels;
    if !look.overview {
        labels.extend(placed.labels(view, atlas));
        labels.extend(area_labels(sight, &areas, &lines));
    }
    let names = |marks: &[Mark<'_>]| marks.iter().filter_map(|m| words::place_name(m.incident)).collect();
    let named = Named { points: names(&placed.marks), areas: names(&areas) };
    let lettered = letter(view, atlas, &placed.obstacles(), &named, labels);

    let clip = Some(ground::edge(view));
    let land =
        Item::Group { id: format!("{id}-ground"), title: String::new(), clip: clip.clone(), items: ground.items };
    let under = Item::Group { id: format!("{id}-places"), title: String::new(), clip, items: under };
    let names = Item::group(format!("{id}-names"), "", lettered);
    let marks = Item::group(format!("{id}-incidents"), "Reported incidents", symbols);
    Panel { items: vec![land, under, frame(view), marks, names], shown }
}

/// The line around a map.
pub(crate) fn frame(view: &View) -> Item {
    Item::stroke(ground::edge(view), Stroke { round: false, ..Stroke::solid(RULE, 1.2) })
}

/// Places all labels and draws those that found a place: first those given,
/// then names of the ground but for the places named already.
pub(crate) fn letter(
    view: &View,
    atlas: &Atlas<'_>,
    obstacles: &[Obstacle],
    named: &Named,
    first: Vec<Label>,
) -> Vec<Item> {
    let mut obstacles = obstacles.to_vec();
    let mut labels = first;
    if atlas.ground.graticule {
        labels.extend(graticule::labels(view));
    }
    if !view.world {
        let mut towns = lettering::towns(view, atlas, &obstacles, &named.points);
        // What is withheld may be any town of the reports, also one that no incident
        // was read at: names of capitals give nothing away.
        towns.retain(|t| t.capital || !atlas.withheld);
        let written: Vec<String> =
            named.points.iter().chain(&named.areas).cloned().chain(towns.iter().map(|t| t.name.clone())).collect();
        let dots = towns.iter().map(|t| Obstacle::Circle(t.at, 4.5));
        obstacles.extend(dots);
        let (capitals, others): (Vec<_>, Vec<_>) = towns.into_iter().partition(|t| t.capital);
        let bounds = view.bounds();
        let land = atlas.basemap.land(view.detail(), &bounds);
        labels.extend(lettering::countries(view, atlas.basemap, atlas.gazetteer));
        labels.extend(capitals.into_iter().map(|t| t.label));
        labels.extend(lettering::waters(view, &land));
        labels.extend(others.into_iter().map(|t| t.label));
        if ground::has_divisions(view) {
            labels.extend(divisions::divisions(view, atlas.gazetteer, &written));
        }
    }
    let wishes: Vec<Wish> = labels.iter().map(|l| l.wish.clone()).collect();
    let room = view.frame.grown(-5.0);
    let chosen = label::place(&room, &obstacles, &wishes);
    let mut leaders = Vec::new();
    let mut texts = Vec::new();
    // Names of the ground first, names of incidents on top.
    for (l, slot) in labels.iter().zip(chosen).rev() {
        let Some(n) = slot else { continue };
        let slot = &l.wish.slots[n];
        if let Some((from, to)) = slot.leader {
            leaders.push(Item::stroke(Path::line(&[from, to]), Stroke::solid(PAPER.alpha(210), 3.4)));
            leaders.push(Item::stroke(Path::line(&[from, to]), Stroke::solid(INK.alpha(190), 1.2)));
        }
        texts.extend((l.draw)(n, slot));
    }
    leaders.extend(texts);
    leaders
}

/// Badges of areas and borders, one for each place.
fn area_labels(sight: Sight<'_>, areas: &[Mark<'_>], lines: &[Mark<'_>]) -> Vec<Label> {
    let Sight { view, atlas } = sight;
    let mut groups: BTreeMap<_, Vec<Mark<'_>>> = BTreeMap::new();
    for m in areas.iter().chain(lines) {
        groups.entry(m.place_key()).or_default().push(*m);
    }
    let mut out = Vec::new();
    for marks in groups.into_values() {
        let Some(first) = marks.first() else { continue };
        let at = view.to_page(first.location.lon, first.location.lat);
        let r = match first.extent() {
            Extent::Border | Extent::Road => 0.0,
            _ => view.px(first.reach_km(), first.location.lat, first.location.lon),
        };
        let name = atlas.place_name(first.incident).unwrap_or_default();
        let line: Vec<Point> = sight.lines(first).concat();
        let anchors = anchors(view, &line, at);
        let mut label = badge::label((&name, atlas.withheld), &marks, &anchors, r, &view.frame);
        // Rather beside the line than over it.
        label.wish.slots.sort_by_key(|s| line.iter().any(|p| s.rect.grown(4.0).holds(*p)));
        out.push(label);
    }
    out
}

/// Points to which a badge may be tied: the middle of an area, or points along
/// a line, those nearest to its middle first.
fn anchors(view: &View, line: &[Point], middle: Point) -> Vec<Point> {
    let room = view.frame.grown(-20.0);
    let mut out: Vec<Point> = Vec::new();
    for p in line {
        if room.holds(*p) && out.iter().all(|q| (p[0] - q[0]).hypot(p[1] - q[1]) > 70.0) {
            out.push(*p);
        }
    }
    let far = |p: &Point| (p[0] - middle[0]).hypot(p[1] - middle[1]);
    out.sort_by(|p, q| far(p).total_cmp(&far(q)));
    if out.is_empty() {
        out.push(middle);
    }
    out
}
