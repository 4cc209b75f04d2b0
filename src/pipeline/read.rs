//! One report, from its text to its incidents, or to its place names alone.

use super::context::{Context, Stage};
use crate::coding::EventMention;
use crate::document::{self, Document, Report, language};
use crate::error::Notice;
use crate::geoparse::{self, Toponym};
use crate::incident::checks::{self, Check};
use crate::incident::{self, Incident};
use crate::temporal::{self, Anchor, TimeExpression};

/// A report with everything that was read in it.
#[derive(Debug, Clone)]
pub struct CodedReport {
    /// The report, its text and its parts.
    pub document: Document,
    /// The day of publication that was used.
    pub anchor: Anchor,
    /// Time expressions, in text order.
    pub times: Vec<TimeExpression>,
    /// Place names, in text order, with their roles.
    pub toponyms: Vec<Toponym>,
    /// The tellings of events, in text order.
    pub mentions: Vec<EventMention>,
    /// The incidents of this report alone, all statuses.
    pub incidents: Vec<Incident>,
    /// What cannot be right as it is told.
    pub checks: Vec<Check>,
}

/// Reads one report. It depends on nothing but the report and the context.
///
/// # Errors
/// A report without words, or in another language than the reader's, is not
/// read; the notice says so.
pub fn read_report(report: Report, context: &Context) -> Result<CodedReport, Box<Notice>> {
    let Context { lexicon, gazetteer, coder, date, timings } = context;
    let document = timings.time(Stage::Document, || document::read(report, lexicon));
    readable(&document, context)?;
    let (anchor, times) = timings.time(Stage::Times, || {
        let anchor = temporal::anchor(&document, lexicon, *date);
        let times = temporal::find(&document, &anchor, lexicon);
        (anchor, times)
    });
    let mut toponyms = timings.time(Stage::Places, || geoparse::find(&document, gazetteer, lexicon));
    let mentions = timings.time(Stage::Events, || coder.code(&document, &anchor, &times, &mut toponyms, lexicon));
    let (incidents, checks) = timings.time(Stage::Incidents, || {
        let mut incidents = incident::assemble(&document, &anchor, &mentions, &times, &toponyms, lexicon);
        incident::at_borders(&mut incidents, &document, lexicon, gazetteer);
        incident::as_of_its_day(&mut incidents, gazetteer);
        (incidents, checks::in_report(&document, &anchor, &times, &toponyms, lexicon))
    });
    Ok(CodedReport { document, anchor, times, toponyms, mentions, incidents, checks })
}

/// A report of which only the place names were read.
#[derive(Debug, Clone)]
pub struct NamedPlaces {
    /// The report, its text and its parts.
    pub document: Document,
    /// Place names, in text order. Their roles are those that the words beside
    /// a name tell: dateline, actor, other; events give the rest.
    pub toponyms: Vec<Toponym>,
}

/// Reads the place names of a report and nothing else.
///
/// # Errors
/// As [`read_report`].
pub fn read_places(report: Report, context: &Context) -> Result<NamedPlaces, Box<Notice>> {
    let Context { lexicon, gazetteer, timings, .. } = context;
    let document = timings.time(Stage::Document, || document::read(report, lexicon));
    readable(&document, context)?;
    let toponyms = timings.time(Stage::Places, || geoparse::find(&document, gazetteer, lexicon));
    Ok(NamedPlaces { document, toponyms })
}

fn readable(document: &Document, context: &Context) -> Result<(), Box<Notice>> {
    let name = &document.report.id;
    if !document.text.chars().any(char::is_alphanumeric) {
        let notice = Notice::new(name, "no text to read in it", "put the report's text into it");
        return Err(Box::new(notice));
    }
    let language = language(&document.text, &context.lexicon);
    if language.is_readable() {
        return Ok(());
    }
    Err(Box::new(Notice::new(name, language.reason(), "Dateline reads English; give a translation")))
}
