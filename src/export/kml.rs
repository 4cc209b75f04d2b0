//! KML 2.3 (OGC 12-007r2) as globes and phones open it: a Placemark a row,
//! with all columns in `ExtendedData` and the days in a `TimeSpan`.

use geo::{Geometry, LineString, Polygon};

use super::lines::{Encoder, json};
use super::table::{Kind, Shape, Table, Value};
use crate::text::escaped;

/// How placemarks are written.
#[derive(Debug)]
pub(super) struct Kml {
    table: Table,
    properties: Vec<usize>,
    /// The column that names a placemark.
    title: Option<usize>,
    /// First and last day.
    days: Option<(usize, usize)>,
}

/// Columns that name a row, the best first.
const TITLES: [&str; 8] =
    ["title", "name", "place", "location", "where_coordinates", "sub_event_type", "event_type", "id"];
/// Pairs of columns with the first and the last day.
const DAYS: [(&str, &str); 4] =
    [("date_start", "date_end"), ("start_date", "end_date"), ("event_date", "event_date"), ("date", "date")];

impl Kml {
    /// For a table.
    pub(super) fn new(table: &Table) -> Self {
        let at = |name: &str| table.columns.iter().position(|c| c.name.eq_ignore_ascii_case(name));
        let date = |n: &usize| table.columns[*n].kind == Kind::Date;
        let days = DAYS.iter().find_map(|(from, to)| Some((at(from).filter(date)?, at(to).filter(date)?)));
        let title = TITLES.iter().find_map(|name| at(name));
        Self { properties: table.properties(), title, days, table: table.clone() }
    }

    fn text(value: &Value<'_>) -> String {
        match value {
            Value::Text(text) => escaped(text),
            other => other.to_field(),
        }
    }
}

fn tag(name: &str, text: &str, out: &mut Vec<u8>) {
    for part in ["<", name, ">", text, "</", name, ">"] {
        out.extend_from_slice(part.as_bytes());
    }
}

fn positions<'p>(points: impl Iterator<Item = &'p geo::Coord<f64>>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<coordinates>");
    for (n, p) in points.enumerate() {
        if n > 0 {
            out.push(b' ');
        }
        json(&p.x, out);
        out.push(b',');
        json(&p.y, out);
    }
    out.extend_from_slice(b"</coordinates>");
}

fn wrapped(name: &str, out: &mut Vec<u8>, inside: impl FnOnce(&mut Vec<u8>)) {
    out.extend_from_slice(format!("<{name}>").as_bytes());
    inside(out);
    out.extend_from_slice(format!("</{name}>").as_bytes());
}

fn line(line: &LineString<f64>, out: &mut Vec<u8>) {
    wrapped("LineString", out, |out| positions(line.0.iter(), out));
}

fn area(area: &Polygon<f64>, out: &mut Vec<u8>) {
    wrapped("Polygon", out, |out| {
        let ring = |ring: &LineString<f64>, out: &mut Vec<u8>| {
            wrapped("LinearRing", out, |out| positions(ring.0.iter(), out));
        };
        wrapped("outerBoundaryIs", out, |out| ring(area.exterior(), out));
        for hole in area.interiors() {
            wrapped("innerBoundaryIs", out, |out| ring(hole, out));
        }
    });
}

fn geometry(shape: &Geometry<f64>, out: &mut Vec<u8>) {
    let point = |p: &geo::Point<f64>, out: &mut Vec<u8>| wrapped("Point", out, |out| positions([p.0].iter(), out));
    match shape {
        Geometry::Point(p) => point(p, out),
        Geometry::MultiPoint(all) => wrapped("MultiGeometry", out, |out| all.0.iter().for_each(|p| point(p, out))),
        Geometry::Line(l) => line(&LineString::from(*l), out),
        Geometry::LineString(l) => line(l, out),
        Geometry::MultiLineString(all) => wrapped("MultiGeometry", out, |out| all.0.iter().for_each(|l| line(l, out))),
        Geometry::Polygon(a) => area(a, out),
        Geometry::Rect(a) => area(&a.to_polygon(), out),
        Geometry::Triangle(a) => area(&a.to_polygon(), out),
        Geometry::MultiPolygon(all) => wrapped("MultiGeometry", out, |out| all.0.iter().for_each(|a| area(a, out))),
        Geometry::GeometryCollection(all) => {
            wrapped("MultiGeometry", out, |out| all.0.iter().for_each(|g| geometry(g, out)));
        }
    }
}

impl Encoder for Kml {
    fn head(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"",
        );
        out.extend_from_slice(b" xmlns:atom=\"http://www.w3.org/2005/Atom\"><Document id=\"root\">\n");
        tag("name", &escaped(&self.table.name), out);
        if let Some(attribution) = &self.table.credit.attribution {
            wrapped("atom:author", out, |out| tag("atom:name", &escaped(attribution), out));
        }
        if let Some(licence) = &self.table.credit.licence {
            tag("description", &escaped(licence), out);
        }
        out.extend_from_slice(b"\n<Schema name=\"row\" id=\"row\">\n");
        for n in &self.properties {
            let column = &self.table.columns[*n];
            let kind = match column.kind {
                Kind::Integer => "int",
                Kind::Number => "double",
                Kind::Boolean => "bool",
                Kind::Text | Kind::Date => "string",
            };
            let field = format!("<SimpleField name=\"{}\" type=\"{kind}\"/>\n", escaped(&column.name));
            out.extend_from_slice(field.as_bytes());
        }
        out.extend_from_slice(b"</Schema>\n");
    }

    fn row(&self, _number: u64, shape: Shape<'_>, values: &[Value<'_>], out: &mut Vec<u8>) {
        out.extend_from_slice(b"<Placemark>");
        if let Some(title) = self.title.and_then(|n| values.get(n)).filter(|v| **v != Value::Null) {
            tag("name", &Self::text(title), out);
        }
        if let Some((from, to)) = self.days {
            let ends = [("begin", values.get(from)), ("end", values.get(to))];
            let told = |(_, day): &(_, Option<&Value<'_>>)| matches!(day, Some(Value::Date(_)));
            if ends.iter().any(told) {
                wrapped("TimeSpan", out, |out| {
                    for (name, day) in ends.iter().filter(|e| told(e)) {
                        tag(name, &day.map(Self::text).unwrap_or_default(), out);
                    }
                });
            }
        }
        out.extend_from_slice(b"<ExtendedData><SchemaData schemaUrl=\"#row\">");
        for n in &self.properties {
            let value = values.get(*n).unwrap_or(&Value::Null);
            if *value != Value::Null {
                out.extend_from_slice(b"<SimpleData name=\"");
                out.extend_from_slice(escaped(&self.table.columns[*n].name).as_bytes());
                out.extend_from_slice(b"\">");
                out.extend_from_slice(Self::text(value).as_bytes());
                out.extend_from_slice(b"</SimpleData>");
            }
        }
        out.extend_from_slice(b"</SchemaData></ExtendedData>");
        match shape {
            Shape::None => {}
            Shape::Point { lat, lon } => geometry(&Geometry::from(geo::Point::new(lon, lat)), out),
            Shape::Any(shape) => geometry(shape, out),
        }
        out.extend_from_slice(b"</Placemark>\n");
    }

    fn tail(&self, _rows: u64, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</Document></kml>\n");
    }
}
