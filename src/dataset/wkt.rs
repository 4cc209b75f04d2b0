//! Well-known text in the cells of a table (OGC 06-103r4, 7), as databases and
//! GIS write it: with heights and measures, which are passed over, and with
//! `PostGIS`' `SRID=4326;` before it.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

/// Reference systems in degrees that lie within metres of WGS 84, by their
/// EPSG codes: WGS 84 flat and with heights, NAD83, ETRS89.
const DEGREES: [u32; 4] = [4326, 4979, 4269, 4258];
/// Collections in collections are read so deep.
const DEEPEST: usize = 8;

/// What a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    Line,
    Area,
    /// Points, or a collection.
    Other,
}

/// Cells of well-known text, by what they are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drawn {
    /// Points.
    pub points: u64,
    /// Lines, of one part or several.
    pub lines: u64,
    /// Areas, of one part or several.
    pub areas: u64,
    /// Several points, and collections.
    pub others: u64,
}

/// What can be done where a point is too coarse.
pub(super) const AS_POINTS: &str = "give GeoJSON or a GeoPackage to keep lines and areas";

impl Drawn {
    /// Counts a cell, if it is well-known text.
    pub(super) fn count(&mut self, cell: &str) {
        // Few texts of other columns begin with one of these letters.
        let letter = cell.trim_start().bytes().next().map(|b| b.to_ascii_uppercase());
        if !matches!(letter, Some(b'P' | b'L' | b'M' | b'G' | b'S')) {
            return;
        }
        match kind(cell) {
            Some(Kind::Point) => self.points += 1,
            Some(Kind::Line) => self.lines += 1,
            Some(Kind::Area) => self.areas += 1,
            Some(Kind::Other) => self.others += 1,
            None => {}
        }
    }

    /// Adds those of another part of the file.
    pub(super) fn add(&mut self, more: Self) {
        self.points += more.points;
        self.lines += more.lines;
        self.areas += more.areas;
        self.others += more.others;
    }

    /// Says that some are no points, where they are not.
    pub(super) fn not_points(&self) -> Option<String> {
        let count = self.lines + self.areas + self.others;
        (count > 0).then(|| format!("not points but lines or areas: {count}; each stands at a point inside"))
    }
}

/// The words with which texts begin.
const KEYWORDS: [(&str, Kind); 7] = [
    ("POINT", Kind::Point),
    ("LINESTRING", Kind::Line),
    ("POLYGON", Kind::Area),
    ("MULTIPOINT", Kind::Other),
    ("MULTILINESTRING", Kind::Line),
    ("MULTIPOLYGON", Kind::Area),
    ("GEOMETRYCOLLECTION", Kind::Other),
];

/// What a cell is of, if it begins as well-known text does.
pub(super) fn kind(cell: &str) -> Option<Kind> {
    let (_, text) = reference(cell);
    Some(keyword(text)?.0)
}

/// A geometry; `None` where it is empty.
///
/// # Errors
/// Says what is wrong with the text.
pub(super) fn read(cell: &str) -> Result<Option<Geometry<f64>>, String> {
    let (srid, text) = reference(cell);
    if let Some(srid) = srid.filter(|srid| !DEGREES.contains(srid)) {
        return Err(format!("its reference system is {srid}, not degrees"));
    }
    let mut reader = Reader { rest: text, numbers: None };
    let geometry = reader.geometry(0)?;
    if reader.rest.trim().is_empty() { Ok(geometry) } else { Err(reader.expected("its end")) }
}

/// The code of the reference system before a text, and the text.
fn reference(cell: &str) -> (Option<u32>, &str) {
    let cell = cell.trim();
    let told = cell.split_once(';').filter(|(head, _)| begins(head, "SRID="));
    match told {
        Some((head, text)) => (Some(head[5..].trim().parse().unwrap_or(0)), text.trim_start()),
        None => (None, cell),
    }
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// The word that a text begins with: what it is of, and its length.
fn keyword(text: &str) -> Option<(Kind, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..length];
    let follows = text[length..].trim_start();
    let known = KEYWORDS.iter().find(|(name, _)| {
        begins(word, name) && ["", "Z", "M", "ZM"].iter().any(|tag| word[name.len()..].eq_ignore_ascii_case(tag))
    })?;
    // "Point Pleasant" is a place.
    let tag = follows.trim_start_matches(['Z', 'M', 'z', 'm']).trim_start();
    (tag.starts_with('(') || begins(tag, "EMPTY")).then_some((known.1, known.0.len()))
}

struct Reader<'t> {
    rest: &'t str,
    /// How many numbers a position has, where the text says so.
    numbers: Option<usize>,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    fn geometry(&mut self, depth: usize) -> Read<Option<Geometry<f64>>> {
        self.rest = self.rest.trim_start();
        let Some((_, length)) = keyword(self.rest) else { return Err(self.expected("POINT, LINESTRING, POLYGON")) };
        let word = self.rest[..length].to_ascii_uppercase();
        self.rest = self.rest[length..].trim_start();
        let tag = self.rest.bytes().take_while(|b| matches!(b, b'Z' | b'M' | b'z' | b'm')).count();
        self.numbers = [None, Some(3), Some(4)][tag.min(2)];
        self.rest = self.rest[tag..].trim_start();
        if self.takes("EMPTY") {
            return Ok(None);
        }
        Ok(Some(match word.as_str() {
            "POINT" => Point(self.bracketed(Self::position)?).into(),
            "LINESTRING" => self.line()?.into(),
            "POLYGON" => self.area()?.into(),
            "MULTIPOINT" => MultiPoint(self.list(Self::point)?).into(),
            "MULTILINESTRING" => MultiLineString(self.list(Self::line)?).into(),
            "MULTIPOLYGON" => MultiPolygon(self.list(Self::area)?).into(),
            _ if depth < DEEPEST => {
                let parts = self.list(|reader| reader.geometry(depth + 1))?;
                Geometry::GeometryCollection(parts.into_iter().flatten().collect())
            }
            _ => return Err("collections in collections, too deep".to_owned()),
        }))
    }

    /// What stands in brackets.
    fn bracketed<T>(&mut self, inside: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.needs("(")?;
        let read = inside(self)?;
        self.needs(")")?;
        Ok(read)
    }

    /// Parts with commas, in brackets; the empty ones are passed over.
    fn list<T>(&mut self, mut part: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        self.bracketed(|reader| {
            let mut all = Vec::new();
            loop {
                if !reader.takes("EMPTY") {
                    all.push(part(reader)?);
                }
                if !reader.takes(",") {
                    return Ok(all);
                }
            }
        })
    }

    /// A point of several, which may have brackets of its own.
    fn point(&mut self) -> Read<Point<f64>> {
        let bare = !self.rest.trim_start().starts_with('(');
        Ok(Point(if bare { self.position()? } else { self.bracketed(Self::position)? }))
    }

    fn line(&mut self) -> Read<LineString<f64>> {
        let line = LineString(self.list(Self::position)?);
        if line.0.len() < 2 { Err("a line of one position".to_owned()) } else { Ok(line) }
    }

    fn area(&mut self) -> Read<Polygon<f64>> {
        let mut rings = self.list(Self::line)?;
        if rings.iter().any(|ring| ring.0.len() < 4 || ring.0.first() != ring.0.last()) {
            return Err("a ring that is not closed, or of fewer than four positions".to_owned());
        }
        if rings.is_empty() {
            return Err("an area without a ring".to_owned());
        }
        let outer = rings.remove(0);
        Ok(Polygon::new(outer, rings))
    }

    /// East, north, and what else there is.
    fn position(&mut self) -> Read<Coord<f64>> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find([',', ')', '(']).unwrap_or(self.rest.len());
        let numbers: Option<Vec<f64>> = self.rest[..end].split_whitespace().map(|n| n.parse().ok()).collect();
        let numbers = numbers.filter(|all| all.iter().take(2).all(|n: &f64| n.is_finite()));
        let fits = |count: usize| self.numbers.map_or((2..=4).contains(&count), |asked| count == asked);
        match numbers.as_deref() {
            Some(all @ [x, y, ..]) if fits(all.len()) => {
                self.rest = &self.rest[end..];
                Ok(Coord { x: *x, y: *y })
            }
            _ => Err(self.expected("a position")),
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let there = begins(rest, word);
        if there {
            self.rest = &rest[word.len()..];
        }
        there
    }

    fn needs(&mut self, word: &str) -> Read<()> {
        if self.takes(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    fn expected(&self, what: &str) -> String {
        let rest = self.rest.trim_start();
        let at = if rest.is_empty() { "its end".to_owned() } else { format!("'{}'", super::cells::shortened(rest)) };
        format!("{what} was expected at {at}")
    }
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    #[test]
    fn all_kinds_are_read_with_heights_measures_and_references() {
        let area = Geometry::from(wkt!(POLYGON((0. 0.,4. 0.,4. 4.,0. 0.),(1. 1.,2. 1.,2. 2.,1. 1.))));
        for (text, expected) in [
            ("POINT (46.5 39.6)", wkt!(POINT(46.5 39.6)).into()),
            ("SRID=4326;point z(46.5 39.6 900)", wkt!(POINT(46.5 39.6)).into()),
            ("POINTZM(46.5 39.6 900 1)", wkt!(POINT(46.5 39.6)).into()),
            ("LineString M (0 1 5, 2 3 6)", wkt!(LINESTRING(0. 1.,2. 3.)).into()),
            ("POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))", area),
            ("MULTIPOINT(0 1, 2 3)", wkt!(MULTIPOINT(0. 1.,2. 3.)).into()),
            ("MULTIPOINT((0 1), (2 3))", wkt!(MULTIPOINT(0. 1.,2. 3.)).into()),
            ("MULTILINESTRING((0 1,2 3),EMPTY)", wkt!(MULTILINESTRING((0. 1.,2. 3.))).into()),
            ("MULTIPOLYGON (((0 0,4 0,4 4,0 0)))", wkt!(MULTIPOLYGON(((0. 0.,4. 0.,4. 4.,0. 0.)))).into()),
        ] {
            assert_eq!(read(text), Ok(Some(expected)), "{text}");
        }
        let collection = read("GEOMETRYCOLLECTION(POINT(1 2), POLYGON EMPTY, LINESTRING(0 1, 2 3))").unwrap().unwrap();
        assert!(matches!(collection, Geometry::GeometryCollection(parts) if parts.len() == 2));
        assert_eq!((read("POLYGON EMPTY"), read("SRID=4326;POINT Z EMPTY")), (Ok(None), Ok(None)));
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, why) in [
            ("POINT (46.5)", "a position was expected at '46.5)'"),
            ("POINT Z (46.5 39.6)", "a position was expected"),
            ("POINT (46.5 NaN)", "a position was expected"),
            ("LINESTRING (1 2)", "a line of one position"),
            ("POLYGON ((0 0, 1 0, 1 1))", "a ring that is not closed"),
            ("POLYGON ((0 0, 1 0, 1 1, 0 0)", ") was expected at its end"),
            ("POINT (1 2) 3", "its end was expected at '3'"),
            ("SRID=3857;POINT (500000 4390000)", "its reference system is 3857"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert_eq!((kind("Point Pleasant"), kind("Pointe-Noire"), kind("39.6, 46.5")), (None, None, None));
        assert_eq!((kind("polygon((0 0"), kind("SRID=1;POINT(1 2)")), (Some(Kind::Area), Some(Kind::Point)));
    }
}
