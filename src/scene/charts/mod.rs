//! Charts of rows that need not be incidents of ours: other people's tables
//! have no more than a day, a type and the dead.

mod calendar;
mod choropleth;
mod claims;
mod cumulative;
mod most;

pub use calendar::calendar;
pub use choropleth::{Shade, ShadeOptions, choropleth};
pub use claims::{ToldClaim, claims};
pub use cumulative::cumulative;
pub use most::{Named, most};

use jiff::civil::Date;

use super::display::{Face, Scene};
use super::page::Page;
use super::theme::{BODY, MUTED};
use crate::coding::EventType;
use crate::incident::Incident;
use crate::temporal::DateRange;

/// What a chart knows of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// Its days.
    pub when: DateRange,
    /// Decides the colour.
    pub kind: EventType,
    /// The best figure of the dead; `None` is unknown.
    pub dead: Option<u32>,
}

impl Event {
    /// Of an incident.
    pub(crate) fn of(incident: &Incident) -> Self {
        Self { when: incident.when, kind: incident.sub_event.event_type(), dead: incident.tolls.killed_best }
    }

    /// The day at which it is counted.
    pub(crate) fn day(&self) -> Option<Date> {
        self.when.start.or(self.when.end)
    }
}

/// First and last day of rows.
pub(crate) fn span(events: &[Event]) -> Option<(Date, Date)> {
    let ends = || events.iter().flat_map(|e| [e.when.start, e.when.end]).flatten();
    Some((ends().min()?, ends().max()?))
}

/// How a chart is wanted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartOptions {
    /// The title.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// What one row is: "event", "incident", "row".
    pub row: &'static str,
    /// What each kind is called where it is not the type of that name.
    pub names: Vec<(EventType, String)>,
    /// Where the rows come from.
    pub source: String,
    /// Height of the page in pixels of its layout, 1600 wide, where the chart can
    /// have any; as high as it needs where not told.
    pub height: Option<f32>,
}

impl ChartOptions {
    /// What a kind is called.
    pub(crate) fn name(&self, kind: EventType) -> &str {
        self.names.iter().find(|(k, _)| *k == kind).map_or(kind.name(), |(_, name)| name)
    }

    fn page(&self) -> Page {
        Page::new(&self.title, &self.subtitle)
    }

    /// Notes, source, and what the picture does not say.
    pub(crate) fn finish(&self, mut page: Page, notes: &[String], words: &str) -> Scene {
        page.y += 10.0;
        for note in notes {
            page.note(note, 2);
        }
        let disclaimer = format!(
            "Counts are of {}s as reported; they are not independently verified. Absence of a mark does not mean \
             absence of incidents.",
            self.row
        );
        page.credits((&[], None), &self.source, &disclaimer);
        page.finish(words.to_owned())
    }
}

/// Says that there is nothing to draw.
pub(crate) fn nothing(page: &mut Page, why: &str) {
    page.y += 30.0;
    page.paragraph(why, Face::Regular, BODY + 4.0, MUTED, 2);
    page.y += 40.0;
}

/// "No row has a date" and the like.
pub(crate) fn undated(options: &ChartOptions) -> String {
    format!("No {} has a date that could be shown.", options.row)
}
