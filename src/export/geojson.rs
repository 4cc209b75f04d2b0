//! GeoJSON (RFC 7946) as QGIS loves it: a Feature a line, flat properties,
//! `geometry: null` for what has no place; a collection, or a sequence without
//! one (RFC 8142 without its marks, as GDAL and others write it).

use super::lines::{Encoder, json};
use super::shape;
use super::table::{Shape, Table, Value};

/// How features are written.
#[derive(Debug)]
pub(super) struct GeoJson {
    name: String,
    /// Each property that is written: the number of its column and its name
    /// with the colon.
    properties: Vec<(usize, Vec<u8>)>,
    id: Option<usize>,
    members: Vec<(&'static str, String)>,
    sequence: bool,
}

impl GeoJson {
    /// For a table, as a collection or a sequence.
    pub(super) fn new(table: &Table, sequence: bool) -> Self {
        let properties = table.properties().into_iter().map(|n| (n, key(&table.columns[n].name))).collect();
        let credit = [("attribution", &table.credit.attribution), ("licence", &table.credit.licence)];
        let members = credit.into_iter().filter_map(|(name, text)| Some((name, text.clone()?))).collect();
        Self { name: table.name.clone(), properties, id: table.id, members, sequence }
    }
}

/// A name in quotes, with its colon.
pub(super) fn key(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    json(name, &mut out);
    out.push(b':');
    out
}

impl Encoder for GeoJson {
    fn head(&self, out: &mut Vec<u8>) {
        if !self.sequence {
            out.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"name\":");
            json(self.name.as_str(), out);
            out.extend_from_slice(b",\"features\":[");
        }
    }

    fn between(&self) -> &'static [u8] {
        if self.sequence { b"" } else { b"," }
    }

    fn row(&self, number: u64, shape: Shape<'_>, values: &[Value<'_>], out: &mut Vec<u8>) {
        if !self.sequence {
            out.push(b'\n');
        }
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        match self.id.and_then(|n| values.get(n)) {
            Some(Value::Text(id)) => json(id, out),
            _ => json(&(number + 1), out),
        }
        out.extend_from_slice(b",\"geometry\":");
        shape::geojson(shape, out);
        out.extend_from_slice(b",\"properties\":{");
        for (n, (column, key)) in self.properties.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key);
            json(values.get(*column).unwrap_or(&Value::Null), out);
        }
        out.extend_from_slice(if self.sequence { b"}}\n" } else { b"}}" });
    }

    fn tail(&self, _rows: u64, out: &mut Vec<u8>) {
        if self.sequence {
            return;
        }
        out.extend_from_slice(b"\n]");
        for (name, text) in &self.members {
            out.push(b',');
            out.extend_from_slice(&key(name));
            json(text, out);
        }
        out.extend_from_slice(b"}\n");
    }
}
