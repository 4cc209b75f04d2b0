//! Geometries as well-known binary (OGC 06-103r4, 8.2), which GeoPackage and
//! GeoParquet hold. Little-endian is written, both orders are read; heights
//! and measures are passed over.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

/// Geometries within geometries beyond this depth are refused.
const DEEPEST: u8 = 16;

/// Appends a point.
pub fn write_point(x: f64, y: f64, out: &mut Vec<u8>) {
    head(1, out);
    for degrees in [x, y] {
        out.extend_from_slice(&degrees.to_le_bytes());
    }
}

/// Appends a geometry.
pub fn write(geometry: &Geometry<f64>, out: &mut Vec<u8>) {
    match geometry {
        Geometry::Point(p) => write_point(p.x(), p.y(), out),
        Geometry::Line(line) => path(&LineString::from(*line), out),
        Geometry::LineString(line) => path(line, out),
        Geometry::Polygon(area) => polygon(area, out),
        Geometry::Rect(area) => polygon(&area.to_polygon(), out),
        Geometry::Triangle(area) => polygon(&area.to_polygon(), out),
        Geometry::MultiPoint(all) => many(4, &all.0, out, |p, out| write_point(p.x(), p.y(), out)),
        Geometry::MultiLineString(all) => many(5, &all.0, out, path),
        Geometry::MultiPolygon(all) => many(6, &all.0, out, polygon),
        Geometry::GeometryCollection(all) => many(7, &all.0, out, write),
    }
}

fn head(kind: u32, out: &mut Vec<u8>) {
    out.push(1);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn count(n: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(&(n as u32).to_le_bytes());
}

fn many<T>(kind: u32, all: &[T], out: &mut Vec<u8>, mut one: impl FnMut(&T, &mut Vec<u8>)) {
    head(kind, out);
    count(all.len(), out);
    for part in all {
        one(part, out);
    }
}

fn positions(line: &LineString<f64>, out: &mut Vec<u8>) {
    count(line.0.len(), out);
    for degrees in line.0.iter().flat_map(|p| [p.x, p.y]) {
        out.extend_from_slice(&degrees.to_le_bytes());
    }
}

fn path(line: &LineString<f64>, out: &mut Vec<u8>) {
    head(2, out);
    positions(line, out);
}

fn polygon(area: &Polygon<f64>, out: &mut Vec<u8>) {
    head(3, out);
    count(1 + area.interiors().len(), out);
    positions(area.exterior(), out);
    for hole in area.interiors() {
        positions(hole, out);
    }
}

/// The geometry in some bytes; `None` where they are none, or an empty point.
pub fn read(bytes: &[u8]) -> Option<Geometry<f64>> {
    Reader { bytes, little: true }.geometry(0)
}

/// Bytes still to be read.
struct Reader<'b> {
    bytes: &'b [u8],
    little: bool,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.take::<4>()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn degrees(&mut self) -> Option<f64> {
        let bytes = self.take::<8>()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A count of things of at least so many bytes: not more than there can be.
    fn count(&mut self, least: usize) -> Option<usize> {
        let n = self.number()? as usize;
        (n.checked_mul(least)? <= self.bytes.len()).then_some(n)
    }

    fn position(&mut self, more: usize) -> Option<Coord<f64>> {
        let (x, y) = (self.degrees()?, self.degrees()?);
        for _ in 0..more {
            self.degrees()?;
        }
        Some(Coord { x, y })
    }

    fn path(&mut self, more: usize) -> Option<LineString<f64>> {
        let n = self.count(16)?;
        (0..n).map(|_| self.position(more)).collect()
    }

    fn geometry(&mut self, depth: u8) -> Option<Geometry<f64>> {
        if depth > DEEPEST {
            return None;
        }
        self.little = self.take::<1>()? == [1];
        let code = self.number()?;
        // ISO adds thousands for heights and measures, EWKB high bits.
        let iso = (code & 0xffff) / 1000;
        let more = match (iso, code >> 30) {
            (0, 0) => 0,
            (1 | 2, 0) | (0, 1 | 2) => 1,
            (3, 0) | (0, 3) => 2,
            _ => return None,
        };
        if code & 0x2000_0000 != 0 {
            self.number()?;
        }
        Some(match (code & 0xffff) % 1000 {
            1 => {
                let p = self.position(more)?;
                // An empty point is one of no numbers.
                (!p.x.is_nan() && !p.y.is_nan()).then(|| Point::from(p).into())?
            }
            2 => self.path(more)?.into(),
            3 => {
                let n = self.count(4)?;
                let mut rings = (0..n).map(|_| self.path(more)).collect::<Option<Vec<_>>>()?.into_iter();
                Polygon::new(rings.next().unwrap_or_else(|| LineString::new(Vec::new())), rings.collect()).into()
            }
            kind @ 4..=7 => {
                let n = self.count(5)?;
                let parts = (0..n).map(|_| self.geometry(depth + 1)).collect::<Option<Vec<_>>>()?;
                collected(kind, parts)?
            }
            _ => return None,
        })
    }
}

fn collected(kind: u32, parts: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    Some(match kind {
        4 => MultiPoint(parts.into_iter().map(|p| p.try_into().ok()).collect::<Option<Vec<Point<f64>>>>()?).into(),
        5 => MultiLineString(parts.into_iter().map(|p| p.try_into().ok()).collect::<Option<Vec<LineString<f64>>>>()?)
            .into(),
        6 => MultiPolygon(parts.into_iter().map(|p| p.try_into().ok()).collect::<Option<Vec<Polygon<f64>>>>()?).into(),
        _ => Geometry::GeometryCollection(GeometryCollection::from(parts)),
    })
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let all: [Geometry<f64>; 6] = [
            wkt!(POINT(46.5 39.6)).into(),
            wkt!(LINESTRING(0. 1.,2. 3.)).into(),
            wkt!(POLYGON((0. 0.,4. 0.,4. 4.,0. 0.),(1. 1.,2. 1.,2. 2.,1. 1.))).into(),
            wkt!(MULTIPOINT(0. 1.,2. 3.)).into(),
            wkt!(MULTILINESTRING((0. 1.,2. 3.),(4. 5.,6. 7.))).into(),
            wkt!(MULTIPOLYGON(((0. 0.,4. 0.,4. 4.,0. 0.)))).into(),
        ];
        let collection = Geometry::GeometryCollection(all.to_vec().into());
        for geometry in all.iter().chain([&collection]) {
            let mut bytes = Vec::new();
            write(geometry, &mut bytes);
            assert_eq!(read(&bytes).as_ref(), Some(geometry));
            for end in 0..bytes.len() {
                assert!(read(&bytes[..end]).is_none_or(|cut| &cut != geometry));
            }
        }
    }

    #[test]
    fn other_orders_and_heights_are_read() {
        let mut big = vec![0, 0, 0, 0x03, 0xe9];
        for degrees in [46.5_f64, 39.6, 1000.0] {
            big.extend_from_slice(&degrees.to_be_bytes());
        }
        assert_eq!(read(&big), Some(wkt!(POINT(46.5 39.6)).into()));
        let mut huge = vec![1, 2, 0, 0, 0];
        huge.extend_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read(&huge), None);
    }
}
