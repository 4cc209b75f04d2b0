//! GeoJSON as rows with all their cells: a property is a column.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::BufRead;

use geo::Geometry;
use serde_json::Value;

use super::columns::{Column, Columns};
use super::features::{self, Taker};
use super::rows::{Fault, Reading, Rows, Spot};
use super::seam::parted;
use super::split;
use super::wanted::Wanted;
use crate::error::{Error, Notice, Result};

/// Reads the features of a file.
///
/// # Errors
/// Where the file holds no feature, or a column that is named is not there.
pub(super) fn read(input: Box<dyn BufRead + '_>, rows: &mut Rows, how: &Reading) -> Result<()> {
    let line = Cell::new(1);
    let mut taking = Taking { rows, how, line: &line, header: Vec::new(), columns: None, middles: 0, id: false };
    if let Some(why) = features::each(input, &line, &mut taking) {
        features::broken(&mut taking.rows.sheet, &why)?;
    }
    taking.finish()
}

struct Taking<'t> {
    rows: &'t mut Rows,
    how: &'t Reading,
    line: &'t Cell<u64>,
    header: Vec<String>,
    columns: Option<Columns>,
    middles: usize,
    /// Whether features have ids of their own and no property of that name.
    id: bool,
}

impl Taker for Taking<'_> {
    fn feature(&mut self, feature: &Value) {
        let line = self.line.get();
        let Some(properties) = feature.get("properties").filter(|p| p.is_object() || p.is_null()) else {
            self.rows.sheet.odd(line, "no feature: it has no properties", "a Feature of GeoJSON is expected");
            return;
        };
        let empty = serde_json::Map::new();
        let properties = properties.as_object().unwrap_or(&empty);
        let own_id = feature.get("id").filter(|id| !id.is_null() && !properties.contains_key("id"));
        self.learn(properties, own_id.is_some());
        let Some(columns) = self.columns.clone() else { return };
        let value = |name: &String| properties.get(name).or(own_id.filter(|_| name == "id"));
        let mut record = String::new();
        for (n, name) in self.header.iter().enumerate() {
            if n > 0 {
                record.push(',');
            }
            let value = value(name);
            self.rows.texts[n] |= matches!(value, Some(Value::String(_)));
            split::quote(&cell(value), &mut record);
        }
        let row = self.rows.spots.len();
        let faults = self.rows.sheet.faults();
        let geometry = feature.get("geometry").filter(|g| !g.is_null());
        let given = features::point(geometry);
        if let Some((_, true)) = given {
            self.middles += 1;
            self.keep_shape(geometry, row);
        }
        let take = |column: Column| -> Cow<'_, str> {
            let name = columns.at(column).and_then(|at| self.header.get(at));
            name.map_or(Cow::Borrowed(""), |name| Cow::Owned(cell(value(name)).trim().to_owned()))
        };
        let mut taken = Vec::new();
        let given = given.map(|(point, _)| point);
        self.rows.sheet.take(&columns, &take, given, (line, row), (&mut taken, &mut self.rows.words));
        if self.rows.sheet.faults() > faults {
            self.rows.faults.push(Fault { row: row as u32, line });
        }
        if let Some(record) = taken.pop() {
            self.rows.spots.push(Spot::of(&record));
            if self.how.records {
                self.rows.records.push(record);
            }
        }
        self.rows.push(&record);
    }
}

impl Taking<'_> {
    /// Learns of properties that were not seen before.
    fn learn(&mut self, properties: &serde_json::Map<String, Value>, id: bool) {
        let known = self.header.len();
        if id && !self.id && !self.header.iter().any(|h| h == "id") {
            self.header.push("id".to_owned());
        }
        self.id |= id;
        for key in properties.keys() {
            if !self.header.contains(key) {
                self.header.push(key.clone());
            }
        }
        if self.columns.is_some() && self.header.len() == known {
            return;
        }
        self.rows.texts.resize(self.header.len(), false);
        // A column that is named may come with a later feature; the end tells.
        let bare = Wanted { points: self.how.wanted.points, ..Wanted::default() };
        let found = Columns::of(&self.header, &self.how.wanted).or_else(|_| Columns::of(&self.header, &bare));
        self.columns = found.ok();
    }

    fn keep_shape(&mut self, geometry: Option<&Value>, row: usize) {
        let read = geometry.and_then(|g| serde_json::from_value::<geojson::Geometry>(g.clone()).ok());
        if let Some(shape) = read.and_then(|g| Geometry::<f64>::try_from(g).ok()) {
            self.rows.shapes.push((row as u32, parted(shape)));
        }
    }

    fn finish(self) -> Result<()> {
        let file = self.rows.sheet.file.clone();
        let columns = Columns::of(&self.header, &self.how.wanted)
            .map_err(|(what, remedy)| Error::Input(Notice::new(file, what, remedy)))?;
        self.rows.name_columns(&columns, &self.header);
        if self.middles > 0 {
            let what = format!("not points but lines or areas: {}; each stands at the middle of its box", self.middles);
            self.rows.sheet.odd(0, what, "make points of them where that is too coarse");
        }
        Ok(())
    }
}

/// A property as a cell; lists are joined, and what is nested is JSON.
fn cell(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(Value::Array(list)) if !list.iter().any(|v| v.is_array() || v.is_object()) => {
            let parts: Vec<String> = list.iter().map(|v| cell(Some(v)).into_owned()).collect();
            Cow::Owned(parts.join("; "))
        }
        Some(other) => Cow::Owned(other.to_string()),
    }
}
