//! What is missing: `unresolved.csv`, names found but not placed, and
//! `not_read.csv`, inputs or parts of them that were not read.

use std::collections::BTreeMap;

use super::table::{one_line, table};
use crate::document::Document;
use crate::error::Notice;
use crate::geoparse::{Location, Toponym, ToponymKind};

table! {
    /// A name that the gazetteer could not place. With `latitude` and
    /// `longitude` filled in by a person it is an overlay gazetteer.
    UnresolvedRow in "unresolved.csv" {
        name: String, "the name as reported", from "read from the text";
        count: u32, "how often it stands in the reports", unit "mentions", from "reckoned";
        context: Option<String>, "the first sentence with it, on one line", null "none kept", from "read from the text";
        best_parent: Option<String>, "the area it most likely lies in, judged by the places named around it", null "not known", from "reckoned";
        iso3: Option<String>, "ISO 3166-1 alpha-3 of that area", null "not known", from "gazetteer";
        report_id: String, "the first report with it", from "reports";
        latitude: Option<f64>, "degrees north, WGS 84, to be filled in", unit "degrees", null "not known", from "you";
        longitude: Option<f64>, "degrees east, WGS 84, to be filled in", unit "degrees", null "not known", from "you";
    }
}

table! {
    /// An input, or a part of one, that was not read.
    NotReadRow in "not_read.csv" {
        file: String, "the file or report", from "input";
        line: Option<i64>, "line, counted from 1", null "the whole file", from "input";
        why: Option<String>, "what was found", null "never", from "reckoned";
        remedy: Option<String>, "what can be done about it", null "nothing", from "reckoned";
    }
}

impl From<&Notice> for NotReadRow {
    fn from(notice: &Notice) -> Self {
        Self {
            file: notice.file.clone(),
            line: notice.line.map(|l| l as i64),
            why: one_line(&notice.what),
            remedy: one_line(&notice.remedy),
        }
    }
}

/// Gathers the names without a place, over all reports.
#[derive(Debug, Default)]
pub struct Unresolved {
    by_name: BTreeMap<String, UnresolvedRow>,
}

impl Unresolved {
    /// Adds the unplaced names of one report.
    pub fn add(&mut self, document: &Document, toponyms: &[Toponym]) {
        for (index, toponym) in toponyms.iter().enumerate() {
            if toponym.location.is_none() && toponym.kind == ToponymKind::Literal {
                self.add_one(document, toponyms, index);
            }
        }
    }

    fn add_one(&mut self, document: &Document, toponyms: &[Toponym], index: usize) {
        let toponym = &toponyms[index];
        let Some(name) = one_line(&toponym.name) else { return };
        let row = self.by_name.entry(name.clone()).or_insert_with(|| {
            let parent = parent(toponyms, index);
            let sentence = document.sentence_at(toponym.span.start).map(|i| document.sentences[i].span);
            UnresolvedRow {
                name,
                count: 0,
                context: sentence.and_then(|s| one_line(document.words(s))),
                best_parent: parent.and_then(joined_area),
                iso3: parent.and_then(|l| l.iso3.clone()),
                report_id: document.report.id.clone(),
                latitude: None,
                longitude: None,
            }
        });
        row.count += 1;
    }

    /// The rows: the most frequent names first, then by name.
    pub fn rows(self) -> Vec<UnresolvedRow> {
        let mut rows: Vec<_> = self.by_name.into_values().collect();
        rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        rows
    }
}

/// The place named nearest to the unplaced one, before or after it.
fn parent(toponyms: &[Toponym], index: usize) -> Option<&Location> {
    let at = toponyms[index].span.start;
    toponyms
        .iter()
        .filter(|t| t.kind == ToponymKind::Literal)
        .filter_map(|t| Some((t.span.start.abs_diff(at), t.location.as_ref()?)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, location)| location)
}

/// "Lachin District, Azerbaijan": the first-order division and the country.
fn joined_area(location: &Location) -> Option<String> {
    let parts: Vec<&str> = location.admin1.as_deref().into_iter().chain(location.country.as_deref()).collect();
    one_line(&parts.join(", "))
}
