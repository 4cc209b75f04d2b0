//! The map page: title, map (or an overview with a panel for each region),
//! legend, table, notes, credits.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::display::{Anchor, Face, Item, Point, Rect, Scene};
use super::font;
use super::furniture::{self, Column, text};
use super::mark::{Mark, Shown};
use super::panel::{self, Atlas, Look};
use super::regions;
use super::symbol::SizeScale;
use super::table;
use super::theme::{INK, MUTED, NOTE, PAPER, SUBTITLE, TITLE};
use super::view::{Spot, View};
use super::words;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::basemap::Basemap;
use crate::incident::Incident;

/// How a picture is wanted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PictureOptions {
    /// The title; one is made from topic and place where it lacks.
    pub title: Option<String>,
    /// How many reports were read.
    pub reports: usize,
    /// The day whose borders and lines are drawn; else the last day told.
    pub date: Option<Date>,
}

/// Width of the page, pixels.
pub(crate) const WIDTH: f32 = 1600.0;
/// Margin of the page.
pub(crate) const MARGIN: f32 = 40.0;
/// Width of the column of the legend.
const LEGEND: f32 = 292.0;
/// At most so many incidents are numbered and listed.
const NUMBERED: usize = 25;
/// A circle of an area counts for the extent up to so many kilometres.
const SPOT_KM: f64 = 160.0;

const DISCLAIMER: &str = "Boundaries and names shown do not imply endorsement or acceptance. Figures are as reported by \
    the named sources and are not independently verified. Absence of a symbol does not mean absence of incidents.";

/// Draws the map of the incidents that are mapped.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn map(incidents: &[Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> Result<Scene> {
    let basemap = Basemap::embedded()?;
    let mapped: Vec<&Incident> = incidents.iter().filter(|i| i.status.is_mapped()).collect();
    let last = words::span(mapped.iter().copied()).map(|(_, last)| last);
    let atlas = Atlas { basemap: &basemap, gazetteer, date: options.date.or(last) };
    let marks = marks(&mapped);
    let mut page = Page { items: Vec::new(), y: MARGIN };
    page.title(&title(&mapped, gazetteer, options), &subtitle(&mapped, options));
    let projection = page.maps(&marks, &atlas);
    if marks.iter().all(|m| m.number.is_some()) && !marks.is_empty() {
        page.y += 26.0;
        page.y = table::draw(&marks, MARGIN, page.y, WIDTH - 2.0 * MARGIN, &mut page.items);
    }
    page.notes(&mapped, incidents, projection);
    let description = describe(&mapped, &marks, options);
    Ok(Scene { width: WIDTH, height: page.y + MARGIN - 8.0, background: PAPER, items: page.items, description })
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

/// Whether there is a point that can be drawn.
fn usable(incident: &Incident) -> bool {
    incident.location.as_ref().is_some_and(|l| l.lat.abs() <= 90.0 && l.lon.is_finite())
}

/// "Reported incidents: Armenia and Azerbaijan".
fn title(mapped: &[&Incident], gazetteer: &Gazetteer, options: &PictureOptions) -> String {
    if let Some(title) = options.title.as_deref().map(font::clean).filter(|t| !t.is_empty()) {
        return title;
    }
    let names = countries(mapped.iter().filter_map(|i| i.location.as_ref()), gazetteer);
    match names.len() {
        0 => "Reported incidents".into(),
        1..=4 => format!("Reported incidents: {}", words::listed(&names, 4)),
        n => format!("Reported incidents in {n} countries"),
    }
}

/// Names of the countries of places, sorted, each once.
pub(crate) fn countries<'l>(
    places: impl Iterator<Item = &'l crate::geoparse::Location>,
    gazetteer: &Gazetteer,
) -> Vec<String> {
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
    let undated = mapped.iter().filter(|i| i.when.start.is_none() && i.when.end.is_none()).count();
    let mut out = words::counted(mapped.len(), "incident");
    if options.reports > 0 {
        out = format!("{out} in {}", words::counted(options.reports, "report"));
    }
    let missing: Vec<String> = [(unplaced, "not placed"), (undated, "undated")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    if !missing.is_empty() {
        out = format!("{out}; {}", missing.join(", "));
    }
    match words::span(mapped.iter().copied()) {
        Some((from, to)) => format!("{} · {out}", words::days(from, to)),
        None => out,
    }
}

fn describe(mapped: &[&Incident], marks: &[Mark<'_>], options: &PictureOptions) -> String {
    let mut out = format!("Map. {}.", subtitle(mapped, options));
    for m in marks.iter().take(NUMBERED) {
        let toll = words::toll(m.incident).unwrap_or_else(|| "toll not told".into());
        let place = words::place_row(m.incident);
        out = format!("{out} {}: {}, {place}, {toll}.", words::when(m.incident), m.incident.sub_event.name());
    }
    out
}

/// Places for the extent of a map.
pub(crate) fn spots(marks: &[Mark<'_>]) -> Vec<Spot> {
    let spot = |m: &Mark<'_>| Spot {
        lon: m.location.lon,
        lat: m.location.lat,
        km: m.location.uncertainty_km.clamp(0.0, SPOT_KM),
    };
    marks.iter().map(spot).collect()
}

struct Page {
    items: Vec<Item>,
    y: f32,
}

impl Page {
    fn paragraph(&mut self, words: &str, face: Face, size: f32, color: super::Color, lines: usize) {
        for line in font::wrapped(words, face, size, WIDTH - 2.0 * MARGIN, lines) {
            self.y += size * 1.25;
            self.items.push(text(line, [MARGIN, self.y - size * 0.22], face, size, color, Anchor::Start));
        }
    }

    fn title(&mut self, title: &str, subtitle: &str) {
        // A long title is set smaller before it is cut.
        let room = WIDTH - 2.0 * MARGIN;
        let fits = |size: f32, lines: usize| {
            font::wrapped(title, Face::Bold, size, room, lines).last().is_none_or(|l| !l.ends_with('…'))
        };
        let (size, lines) = [(TITLE, 1), (TITLE - 6.0, 2), (TITLE - 12.0, 3)]
            .into_iter()
            .find(|(size, lines)| fits(*size, *lines))
            .unwrap_or((TITLE - 12.0, 3));
        self.y -= 12.0;
        self.paragraph(title, Face::Bold, size, INK, lines);
        self.y += 4.0;
        self.paragraph(subtitle, Face::Regular, SUBTITLE, MUTED, 2);
        self.y += 18.0;
    }

    /// The map or maps with their legend; gives the name of the projection.
    fn maps(&mut self, marks: &[Mark<'_>], atlas: &Atlas<'_>) -> &'static str {
        match regions::split(marks) {
            Some(regions) => self.world(marks, &regions, atlas),
            None => self.single(marks, atlas),
        }
    }

    fn single(&mut self, marks: &[Mark<'_>], atlas: &Atlas<'_>) -> &'static str {
        let scale = if marks.iter().all(|m| m.number.is_some()) { SizeScale::NUMBERED } else { SizeScale::SMALL };
        let spots = spots(marks);
        let w = WIDTH - 2.0 * MARGIN - LEGEND - 28.0;
        let aspect = View::aspect(&spots).clamp(1.1, 1.62) as f32;
        let view = |h: f32| View::around(&spots, Rect::new(MARGIN, self.y, w, h));
        let look = || Look { scale, overview: false, labels: Vec::new() };
        let mut first = view(w / aspect);
        let mut drawn = panel::draw(&first, marks, atlas, look(), "map");
        // The legend may need more room than the map.
        let tall = self.legend(&drawn.shown, scale, marks, Some(&first), atlas).1;
        if tall > first.frame.h {
            first = view(tall);
            drawn = panel::draw(&first, marks, atlas, look(), "map");
        }
        let (items, _) = self.legend(&drawn.shown, scale, marks, Some(&first), atlas);
        self.items.extend(drawn.items);
        self.items.push(Item::group("legend", "Legend", items));
        self.y = first.frame.bottom();
        first.projection.name()
    }

    fn world(&mut self, marks: &[Mark<'_>], regions: &[Vec<Mark<'_>>], atlas: &Atlas<'_>) -> &'static str {
        let scale = if marks.iter().all(|m| m.number.is_some()) { regions::NUMBERED } else { SizeScale::SMALL };
        let w = WIDTH - 2.0 * MARGIN - LEGEND - 28.0;
        let world = View::world(Rect::new(MARGIN, self.y, w, w / 2.12));
        // The panels come below; their views are needed for the overview.
        let panels = regions::draw(regions, atlas, scale, WIDTH - 2.0 * MARGIN);
        let mut shown = Shown::default();
        for panel in &panels {
            shown.join(panel.shown.clone());
        }
        let (items, tall) = self.legend(&shown, scale, marks, None, atlas);
        let look = Look { scale: regions::OVERVIEW, overview: true, labels: regions::tags(&panels, &world) };
        let plain: Vec<Mark<'_>> = marks.iter().map(|m| Mark { number: None, ..*m }).collect();
        let overview = panel::draw(&world, &plain, atlas, look, "overview");
        self.items.extend(overview.items);
        self.items.push(Item::group("frames", "", regions::frames(&panels, &world)));
        self.items.push(Item::group("legend", "Legend", items));
        let top = self.y;
        self.y = top + world.frame.h.max(tall) + 22.0;
        let bottom = regions::lay_out(panels, MARGIN, self.y, &mut self.items);
        self.y = bottom;
        "Equal Earth; panels Lambert conformal conic or Mercator"
    }

    /// The column at the right: locator, legend, scale bar. Gives its height.
    fn legend(
        &self,
        shown: &Shown,
        scale: SizeScale,
        marks: &[Mark<'_>],
        view: Option<&View>,
        atlas: &Atlas<'_>,
    ) -> (Vec<Item>, f32) {
        let x = WIDTH - MARGIN - LEGEND;
        let mut column = Column::new(x, self.y, LEGEND);
        if let Some(view) = view.filter(|v| !v.world) {
            let disc = Rect::new(x + 30.0, self.y, 190.0, 190.0);
            column.items.extend(furniture::locator(view, atlas, disc));
            column.y += 196.0;
        } else {
            column.y -= 14.0;
        }
        let numbered = !marks.is_empty() && marks.iter().all(|m| m.number.is_some());
        furniture::legend(&mut column, shown, scale, numbered);
        if let Some(view) = view.filter(|v| !v.world) {
            column.y += 24.0;
            let at: Point = [x, column.y];
            column.items.extend(furniture::scale_bar(view, at, 130.0, false));
            column.y += 14.0;
        }
        (column.items, column.y - self.y)
    }

    /// What could not be placed, who wrote the reports, credits, disclaimer.
    fn notes(&mut self, mapped: &[&Incident], incidents: &[Incident], projection: &str) {
        self.y += 14.0;
        let unplaced: Vec<String> = mapped.iter().filter(|i| !usable(i)).map(|i| words::unplaced(i)).collect();
        if !unplaced.is_empty() {
            let more = unplaced.len().saturating_sub(8);
            let mut note = format!("Not placed: {}", unplaced[..unplaced.len() - more].join(" · "));
            if more > 0 {
                note = format!("{note} · and {more} more");
            }
            self.paragraph(&note, Face::Regular, NOTE, INK, 5);
            self.y += 6.0;
        }
        let publishers = words::publishers(incidents);
        let reports = if publishers.is_empty() {
            String::new()
        } else {
            format!("Reports: {}. ", words::listed(&publishers, 12))
        };
        let credit = format!(
            "{reports}Contains data from GeoNames, CC BY 4.0, modified. Made with Natural Earth. Projection: {projection}."
        );
        self.paragraph(&credit, Face::Regular, NOTE, MUTED, 3);
        self.paragraph(DISCLAIMER, Face::Regular, NOTE, MUTED, 3);
    }
}
