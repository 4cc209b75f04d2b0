//! A map without its surroundings: ground, marks and names in one frame.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::badge;
use super::display::{Face, Item, Path, Point, Stroke};
use super::extent::{Sight, WIDEST_RING, ring_stroke};
use super::ground;
use super::label::{self, Obstacle, Slot, Wish, around};
use super::lettering::{self, Label, Lines};
use super::mark::{Extent, Mark, Shown};
use super::spread::{self, Disc};
use super::symbol::{self, SizeScale};
use super::theme::{INK, PAPER, PLACE, RULE};
use super::view::View;
use super::words;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use crate::geoparse::CoordBasis;

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
    let ground = ground::draw(view, atlas.basemap, atlas.date);
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
        labels.extend(placed.labels(view));
        labels.extend(area_labels(sight, &areas, &lines));
    }
    let named: Vec<String> = placed.marks.iter().filter_map(|m| words::place_name(m.incident)).collect();
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
    named: &[String],
    first: Vec<Label>,
) -> Vec<Item> {
    let mut obstacles = obstacles.to_vec();
    let mut labels = first;
    if !view.world {
        let mut towns = lettering::towns(view, (atlas.gazetteer, atlas.unnamed), &obstacles, named);
        // What is withheld may be any town of the reports, also one that no incident
        // was read at: names of capitals give nothing away.
        towns.retain(|t| t.capital || !atlas.withheld);
        let dots = towns.iter().map(|t| Obstacle::Circle(t.at, 4.5));
        obstacles.extend(dots);
        let (capitals, others): (Vec<_>, Vec<_>) = towns.into_iter().partition(|t| t.capital);
        let bounds = view.bounds();
        let land = atlas.basemap.land(view.detail(), &bounds);
        labels.extend(lettering::countries(view, atlas.basemap, atlas.gazetteer));
        labels.extend(capitals.into_iter().map(|t| t.label));
        labels.extend(lettering::waters(view, &land));
        labels.extend(others.into_iter().map(|t| t.label));
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
        let name = words::place_name(first.incident).unwrap_or_default();
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

/// Symbols at points, laid out.
struct Placed<'i> {
    marks: Vec<Mark<'i>>,
    homes: Vec<Point>,
    at: Vec<Point>,
    radii: Vec<f32>,
}

impl<'i> Placed<'i> {
    fn of(view: &View, points: &[Mark<'i>], scale: SizeScale, at_home: bool) -> Self {
        let mut marks = points.to_vec();
        let radius = |m: &Mark<'_>| scale.radius(words::dead(m.incident).unwrap_or(0));
        // Large ones first, so that small ones lie on top.
        marks.sort_by(|a, b| {
            let by_size = radius(b).total_cmp(&radius(a));
            by_size.then(a.number.cmp(&b.number)).then(a.incident.id.cmp(&b.incident.id))
        });
        let radii: Vec<f32> = marks.iter().map(radius).collect();
        let homes: Vec<Point> = marks.iter().map(|m| view.to_page(m.location.lon, m.location.lat)).collect();
        let discs: Vec<Disc> = marks
            .iter()
            .zip(&homes)
            .zip(&radii)
            .map(|((m, home), r)| Disc { home: *home, radius: symbol::reach(m.kind(), *r) })
            .collect();
        let at = if at_home { homes.clone() } else { spread::apart(&discs, &view.frame.grown(-3.0)) };
        Self { marks, homes, at, radii }
    }

    fn each(&self) -> impl Iterator<Item = (&Mark<'i>, Point, Point, f32)> {
        self.marks.iter().zip(&self.homes).zip(&self.at).zip(&self.radii).map(|(((m, h), a), r)| (m, *h, *a, *r))
    }

    /// Rings of the size of what is not known about a place, never smaller.
    fn rings(&self, view: &View, out: &mut Vec<Item>, shown: &mut Shown) {
        let mut seen = Vec::new();
        for (m, home, _, r) in self.each() {
            let (clear, to_scale) =
                (symbol::reach(m.kind(), r) + 3.0, view.px(m.reach_km(), m.location.lat, m.location.lon));
            // A reckoned point has its ring also where the symbol would hide it.
            let reckoned = m.location.basis == CoordBasis::Offset;
            let ring = if reckoned { to_scale.max(clear + 2.0) } else { to_scale };
            let key = (m.place_key(), ring as i32);
            let too_wide = ring > view.frame.w.min(view.frame.h) * WIDEST_RING;
            if ring < clear || too_wide || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            shown.ring = true;
            out.push(Item::both(Path::circle(home, ring), INK.alpha(8), ring_stroke()));
        }
    }

    fn items(&self, view: &View, shown: &mut Shown) -> Vec<Item> {
        let mut ties = Vec::new();
        let mut out = Vec::new();
        for (m, home, at, r) in self.each() {
            let away = (home[0] - at[0]).hypot(home[1] - at[1]);
            if away > r.max(6.0) * 0.8 && view.frame.holds(home) && !view.world {
                shown.moved = true;
                ties.push(Item::stroke(Path::line(&[home, at]), Stroke::solid(PAPER.alpha(220), 3.2)));
                ties.push(Item::stroke(Path::line(&[home, at]), Stroke::solid(INK.alpha(200), 1.2)));
                ties.push(Item::both(Path::circle(home, 3.0), INK, Stroke::solid(PAPER, 1.2)));
            }
            let mut items = symbol::draw(m.kind(), m.filling(), at, r);
            if let Some(n) = m.number {
                items.push(badge::number(n, m.kind(), m.filling(), at, r));
            }
            let title = format!("{}: {}", words::when(m.incident), m.incident.sub_event.name());
            out.push(Item::group(format!("incident-{}", m.incident.id), title, items));
        }
        ties.extend(out);
        ties
    }

    fn obstacles(&self) -> Vec<Obstacle> {
        let mut out = Vec::new();
        for (m, home, at, r) in self.each() {
            out.push(Obstacle::Circle(at, symbol::reach(m.kind(), r) * 0.96 + 1.0));
            if (home[0] - at[0]).hypot(home[1] - at[1]) > 4.0 {
                out.push(Obstacle::Circle(home, 4.0));
                out.push(Obstacle::Line(home, at));
            }
        }
        out
    }

    /// One name for each place, those of most weight first.
    fn labels(&self, view: &View) -> Vec<Label> {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (i, m) in self.marks.iter().enumerate() {
            places.entry(m.place_key()).or_default().push(i);
        }
        let mut places: Vec<Vec<usize>> = places.into_values().collect();
        places.sort_by(|a, b| b.len().cmp(&a.len()).then(a[0].cmp(&b[0])));
        places.iter().take(40).enumerate().filter_map(|(n, of)| self.place_label(of, n < 25, view)).collect()
    }

    fn place_label(&self, of: &[usize], must: bool, view: &View) -> Option<Label> {
        let first = *of.first()?;
        let name = words::place_name(self.marks[first].incident)?;
        // Symbols of one place stand apart; their number keeps them together.
        let name = if of.len() > 1 { format!("{name} ({})", of.len()) } else { name };
        let lines = font_lines(&name, view.frame.w);
        let reach = |i: usize| symbol::reach(self.marks[i].kind(), self.radii[i]);
        let mut slots: Vec<Slot> =
            of.iter().flat_map(|i| around(self.at[*i], reach(*i), lines.size(), false)).collect();
        let far = around(self.at[first], reach(first), lines.size(), true);
        slots.extend(far.into_iter().skip(12));
        let draw = move |_: usize, slot: &Slot| lines.items(&slot.rect, false);
        Some(Label { wish: Wish { slots, must }, draw: Box::new(draw) })
    }
}

fn font_lines(name: &str, room: f32) -> Lines {
    let size = if room < 600.0 { PLACE - 2.0 } else { PLACE };
    let lines = super::font::wrapped(name, Face::Bold, size, (room * 0.34).clamp(160.0, 260.0), 3);
    Lines { words: lines, face: Face::Bold, size, color: INK, rim: PAPER.alpha(235), spacing: 0.0 }
}
