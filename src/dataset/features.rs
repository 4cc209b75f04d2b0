//! GeoJSON: a collection, read feature by feature, or a feature a line.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, Read};

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::Dataset;
use super::cells;
use super::columns::{Column, Columns, no_points};
use super::sheet::Sheet;
use crate::error::{Error, Notice, Result};

/// Reads the features of a file.
///
/// # Errors
/// Where the file holds no feature, or a column that is named is not there.
pub(super) fn read(input: Box<dyn BufRead + '_>, sheet: &mut Sheet, into: &mut Dataset) -> Result<()> {
    let line = Cell::new(1);
    let mut taking = Taking { sheet, into, line: &line, header: Vec::new(), columns: None, refused: None, middles: 0 };
    if let Some(why) = each(input, &line, &mut taking) {
        broken(taking.sheet, &why)?;
    }
    taking.finish()
}

/// Who is given features as they are read.
pub(super) trait Taker {
    /// Takes a feature; `Value` may be anything that stands in its place.
    fn feature(&mut self, feature: &Value);
}

/// Gives the features of a file to a taker, with the line of the last byte read
/// in `line`; tells why where the file is no JSON from some point on.
pub(super) fn each(input: Box<dyn BufRead + '_>, line: &Cell<u64>, taker: &mut dyn Taker) -> Option<serde_json::Error> {
    let mut json = serde_json::Deserializer::from_reader(Counted { input, line });
    while json.end().is_err() {
        if let Err(why) = (Top { taker }).deserialize(&mut json) {
            return Some(why);
        }
    }
    None
}

/// What follows a fault in the file's form is lost; what was read is kept.
///
/// # Errors
/// Where nothing was read before it.
pub(super) fn broken(sheet: &mut Sheet, why: &serde_json::Error) -> Result<()> {
    let (line, what) = (why.line() as u64, format!("no JSON from here on: {why}"));
    let remedy = "write it anew; it may have been cut off";
    if sheet.rows == 0 {
        return Err(Error::Input(Notice::new(sheet.file.as_str(), what, remedy).at_line(line)));
    }
    sheet.odd(line, what, remedy);
    Ok(())
}

/// Counts lines. `serde_json` asks for a byte at a time, so that the line is that
/// of the last byte read.
struct Counted<'l, R> {
    input: R,
    line: &'l Cell<u64>,
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        // Records of a sequence may begin with a mark that JSON does not know.
        for byte in &mut out[..n] {
            match *byte {
                b'\n' => self.line.set(self.line.get() + 1),
                0x1e => *byte = b' ',
                _ => {}
            }
        }
        Ok(n)
    }
}

/// Features on their way into the rows.
struct Taking<'t> {
    sheet: &'t mut Sheet,
    into: &'t mut Dataset,
    line: &'t Cell<u64>,
    header: Vec<String>,
    columns: Option<Columns>,
    refused: Option<Notice>,
    middles: usize,
}

impl Taker for Taking<'_> {
    fn feature(&mut self, feature: &Value) {
        let line = self.line.get();
        let Some(properties) = feature.get("properties").filter(|p| p.is_object() || p.is_null()) else {
            self.sheet.odd(line, "no feature: it has no properties", "a Feature of GeoJSON is expected");
            return;
        };
        let empty = serde_json::Map::new();
        let properties = properties.as_object().unwrap_or(&empty);
        let known = self.header.len();
        for key in properties.keys() {
            if !self.header.contains(key) {
                self.header.push(key.clone());
            }
        }
        if self.columns.is_none() || self.header.len() > known {
            self.find_columns();
        }
        let Some(columns) = self.columns.clone() else { return };
        let cell = |column: Column| -> Cow<'_, str> {
            let name = columns.at(column).and_then(|at| self.header.get(at));
            match name.and_then(|name| properties.get(name)) {
                Some(Value::String(text)) => Cow::Borrowed(text.trim()),
                Some(Value::Null) | None => Cow::Borrowed(""),
                Some(Value::Array(_) | Value::Object(_)) => Cow::Borrowed(""),
                Some(other) => Cow::Owned(other.to_string()),
            }
        };
        let given = point(feature.get("geometry"));
        self.middles += usize::from(given.as_ref().is_some_and(|(_, middle)| *middle));
        let given = given.map(|(point, _)| point);
        let number = self.into.records.len();
        self.sheet.take(&columns, &cell, given, (line, number), (&mut self.into.records, &mut self.into.words));
    }
}

impl Taking<'_> {
    /// Finds the columns among the properties known so far; one that is named
    /// may come with a later feature.
    fn find_columns(&mut self) {
        match Columns::of(&self.header, &self.into.wanted) {
            Ok(columns) => {
                self.refused = None;
                self.columns = Some(columns);
            }
            Err((what, remedy)) => {
                self.refused = Some(Notice::new(self.sheet.file.as_str(), what, remedy));
                let bare = super::Wanted { points: self.into.wanted.points, ..super::Wanted::default() };
                self.columns = Columns::of(&self.header, &bare).ok();
            }
        }
        if let Some(columns) = &self.columns {
            self.sheet.set_columns(columns, &self.header);
        }
    }

    fn finish(self) -> Result<()> {
        if let Some(refused) = self.refused {
            return Err(Error::Input(refused));
        }
        let sheet = self.sheet;
        if sheet.rows > 0 && self.into.wanted.points && sheet.unplaced == sheet.rows {
            return Err(Error::Input(no_points(&sheet.file, &self.header, None)));
        }
        for (what, remedy) in self.columns.map(|c| c.doubts).unwrap_or_default() {
            sheet.odd(0, what, &remedy);
        }
        if self.middles > 0 {
            let what = format!("not points but lines or areas: {}; each stands at the middle of its box", self.middles);
            sheet.odd(0, what, "make points of them where that is too coarse");
        }
        Ok(())
    }
}

/// The point of a geometry, and whether it is only the middle of one.
pub(super) fn point(geometry: Option<&Value>) -> Option<(cells::Point, bool)> {
    let geometry = geometry.filter(|g| !g.is_null())?;
    let mut all = Vec::new();
    positions(geometry, &mut all);
    let [west, south] = all.iter().copied().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1])])?;
    let [east, north] = all.iter().copied().reduce(|a, b| [a[0].max(b[0]), a[1].max(b[1])])?;
    Some((cells::on_earth(f64::midpoint(south, north), f64::midpoint(west, east)), all.len() > 1))
}

/// All positions of a geometry, however deep.
fn positions(value: &Value, into: &mut Vec<[f64; 2]>) {
    match value {
        Value::Array(list) => {
            if let (Some(lon), Some(lat)) = (list.first().and_then(Value::as_f64), list.get(1).and_then(Value::as_f64))
            {
                into.push([lon, lat]);
            } else {
                for inner in list {
                    positions(inner, into);
                }
            }
        }
        Value::Object(members) => {
            for key in ["coordinates", "geometries"] {
                if let Some(inner) = members.get(key) {
                    positions(inner, into);
                }
            }
        }
        _ => {}
    }
}

/// A value at the top of the file: a collection or a feature.
struct Top<'a> {
    taker: &'a mut dyn Taker,
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a FeatureCollection or a Feature of GeoJSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let mut rest = serde_json::Map::new();
        let mut collection = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    collection = true;
                    map.next_value_seed(Features { taker: &mut *self.taker })?;
                }
                "type" | "properties" | "geometry" => {
                    rest.insert(key, map.next_value()?);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if collection {
            return Ok(());
        }
        if rest.get("type").and_then(Value::as_str) != Some("Feature") {
            return Err(A::Error::custom("a FeatureCollection or a Feature of GeoJSON is expected"));
        }
        self.taker.feature(&Value::Object(rest));
        Ok(())
    }
}

/// The list of a collection.
struct Features<'a> {
    taker: &'a mut dyn Taker,
}

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        while let Some(feature) = list.next_element::<Value>()? {
            self.taker.feature(&feature);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wanted;
    use super::*;

    fn read(json: &str) -> Result<Dataset> {
        let mut dataset = Dataset::new(Wanted { points: true, ..Wanted::default() });
        dataset.read(&mut json.as_bytes(), "a.geojson")?;
        Ok(dataset)
    }

    const ONE: &str = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46.5,39.6]},"properties":{"deaths":3,"date":"2020-05-06"}}"#;

    #[test]
    fn collections_and_sequences_give_the_same() {
        let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{ONE},\n{ONE}\n]}}");
        let sequence = format!("\u{1e}{ONE}\n\u{1e}{ONE}\n");
        for json in [collection, sequence] {
            let read = read(&json).unwrap();
            let points: Vec<_> = read.records.iter().map(|r| (r.point(), r.dead())).collect();
            assert_eq!(points, [(Some((39.6, 46.5)), Some(3)); 2]);
        }
    }

    #[test]
    fn odd_features_are_told_and_the_rest_goes_on() {
        let line =
            r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,10],[2,20]]},"properties":null}"#;
        let off = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46.5,139.6]},"properties":{}}"#;
        let none = r#"{"type":"Feature","geometry":null,"properties":{}}"#;
        let read = read(&format!("{{\"features\":[\n{line},\n{off},\n{none},\n7,\n{ONE}")).unwrap();
        let told: Vec<String> = read.notices().map(ToString::to_string).collect();
        assert_eq!(read.records[0].point(), Some((15.0, 1.0)));
        assert!(told[0].starts_with("a.geojson:3: latitude 139.6") && told[1].starts_with("a.geojson:5: no feature"));
        assert!(told[2].contains("no JSON from here on") && told[3].contains("lines or areas: 1"), "{told:?}");
        assert_eq!((read.rows(), read.placed(), read.sheets[0].unplaced), (4, 2, 1));
    }

    #[test]
    fn what_is_no_geojson_is_refused() {
        assert!(read("{\"a\":1}").unwrap_err().to_string().contains("a FeatureCollection or a Feature"));
        assert!(read("{\"features\":[{\"type\":\"Feature\"").unwrap_err().to_string().contains("a.geojson:1: no JSON"));
        let error = read(r#"{"features":[{"type":"Feature","geometry":null,"properties":{"a":1}}]}"#).unwrap_err();
        assert!(error.to_string().contains("no column with coordinates was found; the columns are: a"));
    }
}
