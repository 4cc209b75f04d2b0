//! Geometries as formats of text spell them.

use std::borrow::Cow;

use geo::{Geometry, LineString, MultiLineString, MultiPolygon, Orient as _, Point, Polygon, orient::Direction};

use super::lines::json;
use super::table::{Shape, Shapes};

/// Degrees to the seventh decimal, one centimetre, which is what readers of
/// GeoJSON expect at most.
fn degrees(value: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (value * 1e7).round() / 1e7 + 0.0
}

fn position(x: f64, y: f64, out: &mut Vec<u8>) {
    out.push(b'[');
    json(&degrees(x), out);
    out.push(b',');
    json(&degrees(y), out);
    out.push(b']');
}

/// A geometry as one of several parts, where the layer is one of lines or areas:
/// QGIS splits a layer of single and several ones.
pub(super) fn of_many(geometry: &Geometry<f64>, shapes: Shapes) -> Cow<'_, Geometry<f64>> {
    match (geometry, shapes) {
        (Geometry::LineString(line), Shapes::Lines) => {
            Cow::Owned(Geometry::MultiLineString(MultiLineString(vec![line.clone()])))
        }
        (Geometry::Polygon(area), Shapes::Areas) => {
            Cow::Owned(Geometry::MultiPolygon(MultiPolygon(vec![area.clone()])))
        }
        _ => Cow::Borrowed(geometry),
    }
}

/// Some things in a row, parted by commas, in brackets.
fn list<T>(items: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut one: impl FnMut(T, &mut Vec<u8>)) {
    out.push(b'[');
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        one(item, out);
    }
    out.push(b']');
}

fn path(line: &LineString<f64>, out: &mut Vec<u8>) {
    list(&line.0, out, |p, out| position(p.x, p.y, out));
}

/// The rings of an area, the outer one counterclockwise (RFC 7946, 3.1.6).
fn rings(area: &Polygon<f64>, out: &mut Vec<u8>) {
    let area = area.orient(Direction::Default);
    list(std::iter::once(area.exterior()).chain(area.interiors()), out, path);
}

/// A shape as the geometry of GeoJSON.
pub(super) fn geojson(shape: Shape<'_>, out: &mut Vec<u8>) {
    match shape {
        Shape::None => out.extend_from_slice(b"null"),
        Shape::Point { lat, lon } => {
            out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
            position(lon, lat, out);
            out.push(b'}');
        }
        Shape::Any(geometry) => any(geometry, out),
    }
}

fn any(geometry: &Geometry<f64>, out: &mut Vec<u8>) {
    let mut of = |kind: &str, inside: &dyn Fn(&mut Vec<u8>)| {
        out.extend_from_slice(b"{\"type\":\"");
        out.extend_from_slice(kind.as_bytes());
        out.extend_from_slice(if kind == "GeometryCollection" {
            b"\",\"geometries\":"
        } else {
            b"\",\"coordinates\":"
        });
        inside(out);
        out.push(b'}');
    };
    match geometry {
        Geometry::Point(p) => of("Point", &|out| position(p.x(), p.y(), out)),
        Geometry::MultiPoint(points) => {
            of("MultiPoint", &|out| list(&points.0, out, |p: &Point<f64>, out| position(p.x(), p.y(), out)));
        }
        Geometry::Line(line) => of("LineString", &|out| path(&LineString::from(*line), out)),
        Geometry::LineString(line) => of("LineString", &|out| path(line, out)),
        Geometry::MultiLineString(lines) => of("MultiLineString", &|out| list(&lines.0, out, path)),
        Geometry::Polygon(area) => of("Polygon", &|out| rings(area, out)),
        Geometry::Rect(area) => of("Polygon", &|out| rings(&area.to_polygon(), out)),
        Geometry::Triangle(area) => of("Polygon", &|out| rings(&area.to_polygon(), out)),
        Geometry::MultiPolygon(areas) => of("MultiPolygon", &|out| list(&areas.0, out, rings)),
        Geometry::GeometryCollection(all) => of("GeometryCollection", &|out| list(&all.0, out, any)),
    }
}

/// A geometry as well-known text, for tables.
fn wkt(geometry: &Geometry<f64>, out: &mut Vec<u8>) {
    let of = |kind: &str, out: &mut Vec<u8>, inside: &dyn Fn(&mut Vec<u8>)| {
        out.extend_from_slice(kind.as_bytes());
        out.extend_from_slice(b" (");
        inside(out);
        out.push(b')');
    };
    match geometry {
        Geometry::Point(p) => of("POINT", out, &|out| pair(p.x(), p.y(), out)),
        Geometry::MultiPoint(points) => {
            of("MULTIPOINT", out, &|out| parted(&points.0, out, |p, out| pair(p.x(), p.y(), out)));
        }
        Geometry::Line(line) => of("LINESTRING", out, &|out| pairs(&LineString::from(*line), out)),
        Geometry::LineString(line) => of("LINESTRING", out, &|out| pairs(line, out)),
        Geometry::MultiLineString(lines) => of("MULTILINESTRING", out, &|out| parted(&lines.0, out, bracketed)),
        Geometry::Polygon(area) => of("POLYGON", out, &|out| loops(area, out)),
        Geometry::Rect(area) => of("POLYGON", out, &|out| loops(&area.to_polygon(), out)),
        Geometry::Triangle(area) => of("POLYGON", out, &|out| loops(&area.to_polygon(), out)),
        Geometry::MultiPolygon(areas) => of("MULTIPOLYGON", out, &|out| {
            parted(&areas.0, out, |area, out| {
                out.push(b'(');
                loops(area, out);
                out.push(b')');
            });
        }),
        Geometry::GeometryCollection(all) => of("GEOMETRYCOLLECTION", out, &|out| parted(&all.0, out, wkt)),
    }
}

/// A shape as well-known text; nothing where there is none.
pub(super) fn wkt_of(shape: Shape<'_>, out: &mut Vec<u8>) {
    match shape {
        Shape::None => {}
        Shape::Point { lat, lon } => wkt(&Geometry::from(Point::new(lon, lat)), out),
        Shape::Any(geometry) => wkt(geometry, out),
    }
}

fn pair(x: f64, y: f64, out: &mut Vec<u8>) {
    json(&x, out);
    out.push(b' ');
    json(&y, out);
}

fn parted<T>(items: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut one: impl FnMut(T, &mut Vec<u8>)) {
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.extend_from_slice(b", ");
        }
        one(item, out);
    }
}

fn pairs(line: &LineString<f64>, out: &mut Vec<u8>) {
    parted(&line.0, out, |p, out| pair(p.x, p.y, out));
}

fn bracketed(line: &LineString<f64>, out: &mut Vec<u8>) {
    out.push(b'(');
    pairs(line, out);
    out.push(b')');
}

fn loops(area: &Polygon<f64>, out: &mut Vec<u8>) {
    parted(std::iter::once(area.exterior()).chain(area.interiors()), out, bracketed);
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, polygon, wkt};

    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn areas_are_wound_as_the_standard_has_it() {
        let clockwise = Geometry::from(polygon![(x: 0., y: 0.), (x: 0., y: 1.), (x: 1., y: 1.), (x: 0., y: 0.)]);
        assert_eq!(
            text(|out| geojson(Shape::Any(&clockwise), out)),
            r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]}"#
        );
        assert_eq!(text(|out| wkt(&clockwise, out)), "POLYGON ((0.0 0.0, 0.0 1.0, 1.0 1.0, 0.0 0.0))");
    }

    #[test]
    fn points_have_seven_decimals_and_no_negative_zero() {
        let shape = Shape::Point { lat: 39.123_456_789, lon: -0.000_000_001 };
        assert_eq!(text(|out| geojson(shape, out)), r#"{"type":"Point","coordinates":[0.0,39.1234568]}"#);
        assert_eq!(text(|out| geojson(Shape::None, out)), "null");
    }

    #[test]
    fn parts_stand_in_brackets() {
        let lines = Geometry::from(wkt!(MULTILINESTRING((0. 1., 2. 3.), (4. 5., 6. 7.))));
        assert_eq!(text(|out| wkt(&lines, out)), "MULTILINESTRING ((0.0 1.0, 2.0 3.0), (4.0 5.0, 6.0 7.0))");
        let shape = text(|out| geojson(Shape::Any(&lines), out));
        assert!(shape.ends_with("[[[0.0,1.0],[2.0,3.0]],[[4.0,5.0],[6.0,7.0]]]}"), "{shape}");
    }
}
