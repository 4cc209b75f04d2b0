//! A lint of GeoJSON after RFC 7946 and after what GDAL and QGIS do with it.
//! GDAL itself accepts NaN, swapped axes and a byte order mark, so that it is
//! no judge. Given the bytes of a file it tells everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};

use geojson::{Feature, GeoJson, GeometryValue, Position, feature::Id};
use serde_json::Value;

/// All faults of a collection of points, lines or areas; empty when it is
/// sound.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        faults.push("begins with a byte order mark (RFC 8259, 8.1)".to_owned());
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        faults.push("is not UTF-8 (RFC 8259, 8.1)".to_owned());
        return faults;
    };
    let raw: Value = match serde_json::from_str(text) {
        Ok(raw) => raw,
        Err(why) => {
            faults.push(format!("is not JSON: {why}"));
            return faults;
        }
    };
    if raw.get("crs").is_some() {
        faults.push("has a crs member (RFC 7946, 4)".to_owned());
    }
    match text.parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(collection)) => {
            one_feature_a_line(text, collection.features.len(), &mut faults);
            features(&collection.features, &mut faults);
        }
        Ok(_) => faults.push("is not a FeatureCollection".to_owned()),
        Err(why) => faults.push(format!("is not GeoJSON: {why}")),
    }
    faults
}

fn one_feature_a_line(text: &str, features: usize, faults: &mut Vec<String>) {
    let lines = text.lines().filter(|l| l.starts_with("{\"type\":\"Feature\"")).count();
    if lines != features {
        faults.push(format!("{features} features stand on {lines} lines"));
    }
}

fn features(features: &[Feature], faults: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    let mut types: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    let mut names: Option<Vec<&String>> = None;
    let mut kinds = BTreeSet::new();
    for feature in features {
        // A number is what readers count by, and never becomes a date.
        let id = match &feature.id {
            Some(Id::String(id)) => id.clone(),
            Some(Id::Number(n)) => format!("n{n}"),
            None => String::new(),
        };
        if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
            faults.push(format!("{id}: the id does not begin with a letter"));
        }
        if !ids.insert(id.clone()) {
            faults.push(format!("{id}: the id is not unique"));
        }
        geometry(&id, feature, &mut kinds, faults);
        let Some(properties) = &feature.properties else {
            faults.push(format!("{id}: no properties"));
            continue;
        };
        let own: Vec<&String> = properties.keys().collect();
        if names.get_or_insert_with(|| own.clone()) != &own {
            faults.push(format!("{id}: other properties than the features before"));
        }
        for (name, value) in properties {
            match kind(value) {
                Ok(Some(kind)) => {
                    types.entry(name.as_str()).or_default().insert(kind);
                }
                Ok(None) => {}
                Err(why) => faults.push(format!("{id}: {name} {why}")),
            }
            if name.starts_with("date_") && (name.ends_with("start") || name.ends_with("end")) {
                full_date(&id, name, value, faults);
            }
        }
    }
    if kinds.len() > 1 {
        faults.push(format!("holds {kinds:?}: QGIS splits a mixed file"));
    }
    for (name, types) in types.iter().filter(|(_, types)| types.len() > 1) {
        faults.push(format!("{name} is of several types: {types:?}"));
    }
}

fn geometry(id: &str, feature: &Feature, kinds: &mut BTreeSet<&'static str>, faults: &mut Vec<String>) {
    let Some(geometry) = &feature.geometry else { return };
    match &geometry.value {
        GeometryValue::Point { coordinates } => {
            kinds.insert("points");
            position(id, coordinates.as_slice(), faults);
        }
        GeometryValue::MultiLineString { coordinates } => {
            kinds.insert("lines");
            for line in coordinates {
                if line.len() < 2 {
                    faults.push(format!("{id}: a line of {} positions (RFC 7946, 3.1.4)", line.len()));
                }
                path(id, line, faults);
            }
        }
        GeometryValue::MultiPolygon { coordinates } => {
            kinds.insert("areas");
            for polygon in coordinates {
                for (n, ring) in polygon.iter().enumerate() {
                    ring_of(id, n, ring, faults);
                }
            }
        }
        other => faults.push(format!("{id}: {} is not written", other.type_name())),
    }
}

/// A linear ring (RFC 7946, 3.1.6): closed, of four positions and more, the
/// outer one counterclockwise and holes clockwise.
fn ring_of(id: &str, n: usize, ring: &[Position], faults: &mut Vec<String>) {
    if ring.len() < 4 || ring.first() != ring.last() {
        faults.push(format!("{id}: a ring of {} positions, or open (RFC 7946, 3.1.6)", ring.len()));
        return;
    }
    let at = |p: &Position| (p.as_slice()[0], p.as_slice()[1]);
    let twice: f64 = ring.windows(2).map(|w| (at(&w[0]), at(&w[1]))).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    if (twice > 0.0) != (n == 0) {
        faults.push(format!("{id}: ring {n} is wound the wrong way (RFC 7946, 3.1.6)"));
    }
    path(id, ring, faults);
}

/// Positions in a row: on earth, and none over the antimeridian (3.1.9).
fn path(id: &str, line: &[Position], faults: &mut Vec<String>) {
    for p in line {
        position(id, p.as_slice(), faults);
    }
    let jumps = |w: &&[Position]| (w[0].as_slice()[0] - w[1].as_slice()[0]).abs() > 180.0;
    // The edge along a pole runs around the globe and is no jump.
    let polar = |w: &[Position]| w.iter().all(|p| p.as_slice()[1].abs() > 89.9);
    if line.windows(2).filter(jumps).any(|w| !polar(w)) {
        faults.push(format!("{id}: crosses the antimeridian uncut (RFC 7946, 3.1.9)"));
    }
}

fn position(id: &str, coordinates: &[f64], faults: &mut Vec<String>) {
    let [lon, lat] = coordinates else {
        faults.push(format!("{id}: a position of {} numbers", coordinates.len()));
        return;
    };
    if !(-180.0..=180.0).contains(lon) || !(-90.0..=90.0).contains(lat) {
        faults.push(format!("{id}: [{lon}, {lat}] lies nowhere; are the axes swapped?"));
    }
    for number in [lon, lat] {
        if (number * 1e7 - (number * 1e7).round()).abs() > 1e-3 {
            faults.push(format!("{id}: {number} has more than seven decimals"));
        }
    }
}

/// The type of a value; `None` for null.
fn kind(value: &Value) -> Result<Option<&'static str>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(_) => Ok(Some("boolean")),
        Value::Number(n) if n.is_i64() || n.is_u64() => Ok(Some("integer")),
        Value::Number(_) => Ok(Some("number")),
        Value::String(text) if text.is_empty() => Err("is an empty text, not null"),
        Value::String(_) => Ok(Some("text")),
        Value::Array(_) | Value::Object(_) => Err("is nested: QGIS loses the layer on export"),
    }
}

fn full_date(id: &str, name: &str, value: &Value, faults: &mut Vec<String>) {
    if let Value::String(text) = value
        && (text.len() != 10 || text.parse::<jiff::civil::Date>().is_err())
    {
        faults.push(format!("{id}: {name} is \"{text}\", not a full ISO date"));
    }
}

#[test]
fn a_sound_file_passes_and_each_fault_is_told() {
    let sound = "{\"type\":\"FeatureCollection\",\"features\":[\n\
        {\"type\":\"Feature\",\"id\":\"i1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[46.5,39.6]},\"properties\":{\"date_start\":\"2022-08-03\",\"n\":1}},\n\
        {\"type\":\"Feature\",\"id\":\"i2\",\"geometry\":null,\"properties\":{\"date_start\":null,\"n\":null}}\n]}\n";
    assert_eq!(faults(sound.as_bytes()), Vec::<String>::new());
    for (from, to, told) in [
        ("[46.5,39.6]", "[39.6,96.5]", "lies nowhere"),
        ("[46.5,39.6]", "[46.123456789,39.6]", "seven decimals"),
        ("\"i2\"", "\"i1\"", "not unique"),
        ("\"i2\"", "\"2022\"", "begin with a letter"),
        ("\"id\":\"i2\",", "", "begin with a letter"),
        ("\"2022-08-03\"", "\"2022-08\"", "full ISO date"),
        ("\"2022-08-03\"", "\"\"", "empty text"),
        ("\"n\":null", "\"n\":\"many\"", "several types"),
        ("\"n\":null", "\"n\":[1]", "nested"),
        ("{\"type\":\"FeatureCollection\"", "{\"crs\":{},\"type\":\"FeatureCollection\"", "crs"),
        ("\"n\":1", "\"n\":NaN", "not JSON"),
        ("{\"type\":\"FeatureCollection\"", "\u{feff}{\"type\":\"FeatureCollection\"", "byte order mark"),
    ] {
        let broken = faults(sound.replacen(from, to, 1).as_bytes());
        assert!(broken.iter().any(|f| f.contains(told)), "{to}: {broken:?}");
    }
}
