//! A row in a few words, for tables that people read.

use crate::dataset::{Rows, date};

/// Columns that name a row.
const IDS: [&str; 7] = ["id", "event_id_cnty", "data_id", "event_id", "eventid", "incident_id", "relid"];

/// What is told of a row.
pub(super) const FIELDS: [&str; 6] = ["id", "days", "place", "type", "sides", "dead"];

/// Rows of a side in a few words.
pub(super) struct Briefs<'r> {
    rows: &'r Rows,
    id: Option<usize>,
}

impl<'r> Briefs<'r> {
    /// Of this side, read with its records.
    pub(super) fn new(rows: &'r Rows) -> Self {
        Self { rows, id: rows.column_of(&IDS) }
    }

    /// Its name: its id, or its number.
    pub(super) fn id(&self, row: u32) -> String {
        let id = self.id.map(|column| self.rows.cell(row as usize, column)).unwrap_or_default();
        if id.is_empty() { format!("row {}", row + 1) } else { id.into_owned() }
    }

    /// All that [`FIELDS`] names.
    pub(super) fn fields(&self, row: u32) -> [String; 6] {
        let record = &self.rows.records[row as usize];
        let text = |word| self.rows.words.text(word).to_owned();
        let place = [text(record.place), text(record.admin1), text(record.country)];
        let sides: Vec<String> =
            [text(record.actor_a), text(record.actor_b)].into_iter().filter(|s| !s.is_empty()).collect();
        [
            self.id(row),
            self.days(row),
            place.into_iter().find(|p| !p.is_empty()).unwrap_or_default(),
            text(record.kind),
            sides.join(" / "),
            dead(record.deaths()),
        ]
    }

    /// Its days: `2022-08-03`, or first and last.
    pub(super) fn days(&self, row: u32) -> String {
        let days = self.rows.spots[row as usize].days();
        match days.map(|(first, last)| (date(first), date(last))) {
            Some((Some(first), Some(last))) if first != last => format!("{first} to {last}"),
            Some((Some(first), _)) => first.to_string(),
            _ => String::new(),
        }
    }
}

/// "3", or "1-3" where the best figure is not known.
fn dead((low, best, high): (Option<u32>, Option<u32>, Option<u32>)) -> String {
    match (low, best, high) {
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, Some(high)) if low != high => format!("{low}-{high}"),
        (Some(low), None, None) => format!("{low} or more"),
        (None, None, Some(high)) => format!("{high} or fewer"),
        (low, None, high) => low.or(high).map(|n| n.to_string()).unwrap_or_default(),
    }
}
