//! The map: one map, or an overview with a panel for each region; legend,
//! table, notes, credits.

use std::collections::BTreeSet;

use super::display::{Item, Rect, Scene};
use super::dots::{self, Dot};
use super::font;
use super::furniture;
use super::mark::{Extent, Mark, Shown};
use super::page::{MARGIN, Page, ROOM};
use super::panel::{self, Atlas, GroundOptions, Look};
use super::regions::{self, Regions};
use super::size::{self, Framed};
use super::symbol::SizeScale;
use super::table;
use super::themes::Theme;
use super::view::{Spot, View};
use super::words;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use crate::geoparse::Location;
use crate::incident::Incident;
use jiff::civil::Date;

/// How a picture is wanted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PictureOptions {
    /// The title; one is made from topic and place where it lacks.
    pub title: Option<String>,
    /// A line below the title, above how many incidents and reports there are.
    pub subtitle: Option<String>,
    /// Width in pixels; 1600 where it lacks.
    pub width: Option<u32>,
    /// Height in pixels, where the picture's frame allows; else as high as it
    /// needs.
    pub height: Option<u32>,
    /// Pixels per inch of paper.
    pub dpi: Option<u32>,
    /// Its colours.
    pub theme: Theme,
    /// How many reports were read.
    pub reports: usize,
    /// The short name of the run, for the credit line.
    pub run: Option<String>,
    /// The day whose borders and lines are drawn; else the last day told.
    pub date: Option<Date>,
    /// The table by which disputed areas are told, where it is not the program's
    /// own.
    pub worldview: Option<String>,
    /// Names of towns, folded and sorted, that are not written even as
    /// orientation.
    pub unnamed: Vec<String>,
    /// Whether places are known closer than they are shown.
    pub withheld: bool,
    /// How the ground of maps is wanted.
    pub ground: GroundOptions,
}

/// At most so many incidents are numbered and listed.
const NUMBERED: usize = 40;
/// A circle of an area counts for the extent up to so many kilometres; up to
/// the second number where only areas are shown.
const SPOT_KM: [f64; 2] = [160.0, 800.0];
/// Height over width of a map, at most and at least.
const TALL: f32 = 0.72;
const FLAT: f32 = 0.5;
/// The least height of a map, in pixels.
pub(super) const LEAST: f32 = 280.0;

pub(crate) const DISCLAIMER: &str = "Boundaries and names shown do not imply endorsement or acceptance. Figures are as reported by \
    the named sources and are not independently verified. Absence of a symbol does not mean absence of incidents.";

/// Draws the map of the incidents that are mapped.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn map(incidents: &[Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let mapped = mapped(incidents);
    let last = words::span(mapped.iter().copied()).map(|(_, last)| last);
    let atlas = Atlas {
        basemap: &basemap,
        gazetteer,
        date: options.date.or(last),
        unnamed: &options.unnamed,
        withheld: options.withheld,
        ground: options.ground,
    };
    let marks = marks(&mapped);
    let title = title(&mapped, gazetteer, options);
    size::to_height(options.page_height(), |height| {
        let mut page = Page::new(&title, &options.subtitles(&subtitle(&mapped, options)));
        let crowd = marks.len() > dots::CROWD;
        let (projection, frame) = match regions::split(&marks).filter(|_| !crowd) {
            None if crowd => (dots::crowd(&mut page, &bare(&marks), &atlas), None),
            Some(regions) => (world(&mut page, &marks, &regions, &atlas), None),
            None => single(&mut page, &marks, &atlas, height),
        };
        below(&mut page, &marks, &mapped);
        credits(&mut page, incidents, projection, options);
        let scene = page.finish(describe(&subtitle(&mapped, options), &marks));
        Ok(Framed { scene, frame })
    })
}

/// What a map of thousands can tell of each.
fn bare(marks: &[Mark<'_>]) -> Vec<Dot> {
    let dot = |m: &Mark<'_>| Dot {
        lon: m.location.lon as f32,
        lat: m.location.lat as f32,
        kind: m.kind(),
        weight: words::dead(m.incident).map(|n| n as f32),
        range: None,
    };
    marks.iter().map(dot).collect()
}

/// The table of the incidents, and what could not be placed.
fn below(page: &mut Page, marks: &[Mark<'_>], mapped: &[&Incident]) {
    if is_numbered(marks) {
        page.y += 26.0;
        page.y = table::draw(marks, MARGIN, page.y, ROOM, &mut page.items);
    }
    page.y += 14.0;
    unplaced(page, mapped);
}

fn credits(page: &mut Page, incidents: &[Incident], projection: &str, options: &PictureOptions) {
    let disclaimer = match &options.worldview {
        Some(table) => format!("{DISCLAIMER} Status of disputed areas after {}.", font::clean(table)),
        None => DISCLAIMER.to_owned(),
    };
    page.map_credits((incidents, options.run.as_deref()), "", projection, &disclaimer);
}

/// The incidents that a picture shows.
pub(crate) fn mapped(incidents: &[Incident]) -> Vec<&Incident> {
    incidents.iter().filter(|i| i.is_mapped()).collect()
}

/// The incidents with a place, by day, numbered where they are few.
fn marks<'i>(mapped: &[&'i Incident]) -> Vec<Mark<'i>> {
    let mut placed: Vec<&Incident> = mapped.iter().copied().filter(|i| usable(i)).collect();
    // Undated ones last.
    placed.sort_by_key(|i| (i.when.start.or(i.when.end).is_none(), i.when.start.or(i.when.end), i.id.clone()));
    let few = placed.len() <= NUMBERED;
    placed
        .into_iter()
        .enumerate()
        .filter_map(|(n, incident)| {
            let location = incident.location.as_ref()?;
            Some(Mark { number: few.then_some(n + 1), incident, location })
        })
        .collect()
}

fn is_numbered(marks: &[Mark<'_>]) -> bool {
    !marks.is_empty() && marks.iter().all(|m| m.number.is_some())
}

/// Whether there is a point that can be drawn.
fn usable(incident: &Incident) -> bool {
    incident.location.as_ref().is_some_and(|l| l.lat.abs() <= 90.0 && l.lon.is_finite())
}

/// "Reported incidents: Armenia and Azerbaijan".
pub(crate) fn title(mapped: &[&Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> String {
    if let Some(title) = options.title.as_deref().map(font::clean).filter(|t| !t.is_empty()) {
        return title;
    }
    let names = countries(mapped.iter().filter_map(|i| i.location.as_deref()), gazetteer);
    match names.len() {
        0 => "Reported incidents".into(),
        1..=4 => format!("Reported incidents: {}", words::listed(&names, 4)),
        n => format!("Reported incidents in {n} countries"),
    }
}

/// Names of the countries of places, sorted, each once.
pub(crate) fn countries<'l>(places: impl Iterator<Item = &'l Location>, gazetteer: &Gazetteer) -> Vec<String> {
    let mut names = BTreeSet::new();
    for place in places {
        match (&place.iso3, &place.country) {
            (None, _) => {
                let found = place.countries_iso3.iter().filter_map(|c| gazetteer.country_by_iso3(c));
                names.extend(found.map(|c| c.name.to_owned()));
            }
            (_, Some(name)) => drop(names.insert(font::clean(name))),
            (Some(iso3), None) => names.extend(gazetteer.country_by_iso3(iso3).map(|c| c.name.to_owned())),
        }
    }
    names.into_iter().collect()
}

/// "4–16 Nov 2021 · 11 incidents in 5 reports; 3 not placed, 2 undated".
fn subtitle(mapped: &[&Incident], options: &PictureOptions) -> String {
    let unplaced = mapped.iter().filter(|i| !usable(i)).count();
    words::denominator(mapped, options.reports, &[(unplaced, "not placed")])
}

/// The picture in words.
fn describe(subtitle: &str, marks: &[Mark<'_>]) -> String {
    let mut out = format!("Map. {subtitle}.");
    for m in marks.iter().take(NUMBERED) {
        let toll = words::toll(m.incident).unwrap_or_else(|| "toll not told".into());
        let place = words::place_row(m.incident);
        out = format!("{out} {}: {}, {place}, {toll}.", words::when(m.incident), m.incident.sub_event.name());
    }
    out
}

/// Places for the extent of a map.
pub(crate) fn spots(marks: &[Mark<'_>]) -> Vec<Spot> {
    let only_areas = marks.iter().all(|m| m.extent() == Extent::Area);
    let most = SPOT_KM[usize::from(only_areas)];
    let spot = |m: &Mark<'_>| Spot { lon: m.location.lon, lat: m.location.lat, km: m.reach_km().min(most) };
    marks.iter().map(spot).collect()
}

/// One map over the whole width, of a height that is given or follows from its
/// places; tells its projection, its height and the least one.
fn single(
    page: &mut Page,
    marks: &[Mark<'_>],
    atlas: &Atlas<'_>,
    height: Option<f32>,
) -> (&'static str, Option<(f32, f32)>) {
    let numbered = is_numbered(marks) || marks.is_empty();
    let scale = if numbered { SizeScale::NUMBERED } else { SizeScale::SMALL };
    let spots = spots(marks);
    let own = || ROOM / (View::aspect(&spots) as f32).clamp(1.0 / TALL, 1.0 / FLAT);
    let height = height.unwrap_or_else(own);
    let view = View::around(&spots, Rect::new(MARGIN, page.y, ROOM, height));
    let mut drawn = panel::draw(&view, marks, atlas, Look { scale, overview: false, labels: Vec::new() }, "map");
    if view.world {
        // All the world's lines would fill the page.
        drawn.shown.dated.clear();
    }
    page.items.extend(drawn.items);
    page.y = view.frame.bottom() + 12.0;
    legend(page, &drawn.shown, scale, is_numbered(marks), Some((&view, atlas)));
    (view.projection.name(), Some((height, LEAST)))
}

/// An overview of the world and a panel for each region.
fn world(page: &mut Page, marks: &[Mark<'_>], regions: &Regions<'_>, atlas: &Atlas<'_>) -> &'static str {
    let scale = if is_numbered(marks) { regions::NUMBERED } else { SizeScale::SMALL };
    let world = View::world(Rect::new(MARGIN, page.y, ROOM, ROOM / 2.14));
    // The panels come below; their views are needed for the overview.
    let panels = regions::draw(&regions.panels, atlas, scale, ROOM);
    let mut shown = Shown::default();
    for panel in &panels {
        shown.join(panel.shown.clone());
    }
    for m in &regions.rest {
        *shown.types.entry(m.kind()).or_default() += 1;
    }
    let mut labels = regions::tags(&panels, &world);
    labels.extend(regions::names(&regions.rest, &world, atlas));
    let look = Look { scale: regions::OVERVIEW, overview: true, labels };
    let plain: Vec<Mark<'_>> = marks.iter().map(|m| Mark { number: None, ..*m }).collect();
    let overview = panel::draw(&world, &plain, atlas, look, "overview");
    page.items.extend(overview.items);
    page.items.push(Item::group("frames", "", regions::frames(&panels, &world)));
    page.y = world.frame.bottom() + 16.0;
    page.y = regions::lay_out(panels, MARGIN, page.y, &mut page.items) + 12.0;
    legend(page, &shown, scale, is_numbered(marks), None);
    "Equal Earth; panels Lambert conformal conic or Mercator"
}

/// The legend of what is shown, below the map.
fn legend(page: &mut Page, shown: &Shown, scale: SizeScale, numbered: bool, of: Option<(&View, &Atlas<'_>)>) {
    let of = of.filter(|(view, _)| !view.world);
    let right = of.map(|(view, atlas)| furniture::where_and_scale(view, atlas));
    let columns = if right.is_some() { 3 } else { 4 };
    let width = Page::legend_column(right.as_ref(), columns);
    page.legend(furniture::legend(shown, scale, numbered, width), right);
}

/// What could not be placed, in words.
fn unplaced(page: &mut Page, mapped: &[&Incident]) {
    let unplaced: Vec<String> = mapped.iter().filter(|i| !usable(i)).map(|i| words::unplaced(i)).collect();
    if unplaced.is_empty() {
        return;
    }
    let more = unplaced.len().saturating_sub(8);
    let mut note = format!("Not placed: {}", unplaced[..unplaced.len() - more].join(" · "));
    if more > 0 {
        note = format!("{note} · and {more} more");
    }
    page.note(&note, 5);
}
