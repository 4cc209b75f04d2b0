//! What one look at all rows of a file tells: its columns and their kinds,
//! where its rows stand, whose table it is.

use std::borrow::Cow;

use geo::Geometry;

use super::blocks::Block;
use super::many::for_blocks;
use super::row::{Ground, Names, Row};
use super::seen::{Reading, Seen, value};
use super::source::{Source, Told};
use crate::dataset::cells;
use crate::dataset::columns::{Column, Columns};
use crate::dataset::wkt::{self, Drawn};
use crate::dataset::{Dialect, Wanted};
use crate::error::{Error, Notice, Result};
use crate::format::table::{Cell, Kind};
use crate::text::counted;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line on which the row begins.
    pub line: u64,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// How many rows have geometries of which kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Grounds {
    /// Points, of the file's own geometries.
    pub points: u64,
    /// Lines.
    pub lines: u64,
    /// Areas.
    pub areas: u64,
    /// Others.
    pub others: u64,
    /// Rows whose geometry is null.
    pub nowhere: u64,
    /// Rows of forms without geometry.
    pub not_given: u64,
    /// Rows that are none, or whose geometry is not on earth.
    pub suspect: u64,
    /// West, south, east and north of all points.
    pub bounds: Option<[f64; 4]>,
}

/// Columns whose kind is known, so that a cell of another is a fault.
const ROLES: [(Column, Kind, &str, &str); 7] = [
    (Column::Lat, Kind::Number, "latitude", "write decimal degrees, as in 39.64"),
    (Column::Lon, Kind::Number, "longitude", "write decimal degrees, as in 46.55"),
    (Column::Date, Kind::Date, "date", "write it as 2025-07-23"),
    (Column::DateEnd, Kind::Date, "last day", "write it as 2025-07-23"),
    (Column::Low, Kind::Integer, "lowest figure of the dead", "write digits only, or leave the cell empty"),
    (Column::Best, Kind::Integer, "dead", "write digits only, or leave the cell empty"),
    (Column::High, Kind::Integer, "highest figure of the dead", "write digits only, or leave the cell empty"),
];

/// Other columns by what they say, for those who ask.
const TOLD: [(Column, &str); 10] = [
    (Column::Point, "both coordinates"),
    (Column::DatePrecision, "precision of the date"),
    (Column::Kind, "type"),
    (Column::ActorA, "first actor"),
    (Column::ActorB, "second actor"),
    (Column::Country, "country"),
    (Column::Admin1, "province"),
    (Column::Place, "place"),
    (Column::Source, "source"),
    (Column::Size, "size"),
];

/// What a file holds.
#[derive(Debug, Clone)]
pub struct Survey {
    /// As the user named it.
    pub file: String,
    /// What it says of itself.
    pub told: Told,
    /// Its columns.
    pub names: Names,
    /// What was seen in each.
    pub seen: Vec<Seen>,
    /// Its rows.
    pub rows: u64,
    /// The number of each block's first row.
    pub starts: Vec<u64>,
    /// Its geometries.
    pub grounds: Grounds,
    /// Whose table it is.
    pub dialect: Dialect,
    kinds: Vec<(Kind, Reading)>,
    columns: Columns,
}

/// What a block tells.
struct Part {
    names: Names,
    seen: Vec<Seen>,
    rows: u64,
    grounds: Grounds,
    strange: bool,
    /// The first cell that holds a point, of the file's first row.
    point: Option<usize>,
}

impl Survey {
    /// Looks at all rows of a file.
    ///
    /// # Errors
    /// Where the file cannot be read on, holds no row, or lacks a column that
    /// is named.
    pub fn of(source: &mut Source<'_>, wanted: &Wanted) -> Result<Self> {
        let header = source.names.clone();
        let (mut names, mut seen) = (header.clone(), vec![Seen::default(); header.list.len()]);
        for (n, kind) in source.declared() {
            if let Some(seen) = seen.get_mut(n) {
                seen.declared = Some(kind);
            }
        }
        let (mut rows, mut starts, mut grounds) = (0, Vec::new(), Grounds::default());
        let (mut strange, mut point) = (false, None);
        let plain = source.told.delimiter.is_none();
        let look = |block: &Block| part(block, header.clone(), plain);
        for_blocks(source, look, |part: Part| {
            starts.push(rows);
            if rows == 0 {
                point = part.point;
            }
            rows += part.rows;
            for (name, one) in part.names.list.iter().zip(&part.seen) {
                let at = names.number(name, 0);
                seen.resize(seen.len().max(at + 1), Seen::default());
                seen[at].join(one);
            }
            grounds.add(part.grounds);
            strange |= part.strange;
            Ok(())
        })?;
        let mut told = std::mem::take(&mut source.told);
        let file = source.file.clone();
        if rows == 0 {
            if let Some(notice) = told.notices.pop() {
                return Err(Error::Input(notice));
            }
            return Err(Error::Input(Notice::new(file, "no row", "give a table with a header and rows, or GeoJSON")));
        }
        if strange {
            let what = "some cells are not UTF-8; read as windows-1252";
            told.notices.push(Notice::new(file.as_str(), what, "save it as UTF-8 if letters look wrong"));
        }
        let refuse = |(what, remedy): (String, String)| Error::Input(Notice::new(file.as_str(), what, remedy));
        let mut columns = Columns::of(&names.list, wanted).map_err(refuse)?;
        let given = grounds.not_given < rows;
        if let Some(at) = point.filter(|_| !given && !columns.has_points()) {
            columns.take_point(at, &names.list);
        }
        for (what, remedy) in &columns.doubts {
            told.notices.push(Notice::new(file.as_str(), what.as_str(), remedy.as_str()));
        }
        let drawn = columns.written_in().and_then(|at| seen.get(at)).map(|seen| seen.drawn);
        if let Some(what) = drawn.and_then(|drawn| drawn.not_points()) {
            told.notices.push(Notice::new(file.as_str(), what, wkt::AS_POINTS));
        }
        let dialect = columns.dialect;
        let mut survey = Self { file, told, names, seen, rows, starts, grounds, dialect, kinds: Vec::new(), columns };
        survey.settle();
        Ok(survey)
    }

    /// Settles the kinds of all columns, and tells of those that stay texts
    /// though they are dates or figures.
    fn settle(&mut self) {
        self.kinds = self.seen.iter().map(|seen| (seen.kind(self.told.delimiter), seen.reading())).collect();
        for (column, kind, _, _) in ROLES {
            let Some(at) = self.columns.at(column) else { continue };
            let (found, reading) = &mut self.kinds[at];
            let whole = kind == Kind::Integer && *found == Kind::Number;
            if !whole && (*found == kind || self.seen[at].mostly(kind)) {
                *found = kind;
            }
            // A decimal comma of a coordinate is one, whatever follows it.
            let degrees = matches!(column, Column::Lat | Column::Lon);
            reading.decimal_comma |= degrees && self.seen[at].decimal_commas + self.seen[at].thousands > 0;
        }
        let mixed = |(n, seen): &(usize, &Seen)| {
            self.kinds[*n].0 == Kind::Text && seen.integers + seen.numbers + seen.booleans > 0
                || seen.nested > 0 && seen.nested < seen.told
        };
        self.names.mixed = self.seen.iter().enumerate().filter(mixed).map(|(n, _)| n).collect();
        let ambiguous: Vec<Notice> = self
            .names
            .list
            .iter()
            .zip(&self.seen)
            .filter(|(_, seen)| seen.is_ambiguous() && seen.mostly(Kind::Text) && seen.dates() * 2 > seen.told)
            .map(|(name, seen)| {
                let both = seen.day_first > 0;
                let what = if both {
                    format!(
                        "days come first in some dates of '{name}', months in others; {} could be either",
                        seen.either
                    )
                } else {
                    format!("{} of '{name}' could have day or month first", counted(seen.either, "date"))
                };
                Notice::new(
                    self.file.as_str(),
                    format!("{what}; the column is kept as text"),
                    "write dates as 2025-07-23",
                )
            })
            .collect();
        self.told.notices.extend(ambiguous);
        if let Some((_, crs)) = self.told.members.iter().find(|(name, crs)| name == "crs" && !is_degrees(crs)) {
            let crs: String = crs.chars().take(80).collect();
            let what = format!("its coordinates are of another reference system: {crs}");
            let remedy = "export it anew in degrees, WGS 84 (EPSG:4326), as RFC 7946 has it";
            self.told.notices.push(Notice::new(self.file.as_str(), what, remedy));
        }
    }

    /// Whether no row can be wrong, so that none need be looked at again: their
    /// places are geometries that lie on earth, and all cells are of the kinds
    /// that their columns have.
    pub fn is_sound(&self) -> bool {
        let given = self.grounds.not_given == 0 || !self.columns.has_points();
        let pure =
            |(n, seen): (usize, &Seen)| seen.kind(self.told.delimiter) == self.kind(n) || self.kind(n) == Kind::Text;
        given && self.grounds.suspect == 0 && self.seen.iter().enumerate().all(pure)
    }

    /// The kind of a column.
    pub fn kind(&self, column: usize) -> Kind {
        self.kinds.get(column).map_or(Kind::Text, |(kind, _)| *kind)
    }

    /// Makes a column one of this kind, where all its cells can be.
    pub fn set_kind(&mut self, column: usize, kind: Kind) {
        if let (Some(found), Some(seen)) = (self.kinds.get_mut(column), self.seen.get(column)) {
            let empty = seen.told == seen.untold;
            let widened = found.0 == Kind::Integer && kind == Kind::Number;
            if empty || widened || kind == Kind::Text {
                found.0 = kind;
            }
        }
    }

    /// What columns say, by number.
    pub fn roles(&self) -> Vec<(usize, &'static str)> {
        let known = ROLES.iter().map(|(column, _, words, _)| (*column, *words)).chain(TOLD);
        let mut roles: Vec<(usize, &str)> =
            known.filter_map(|(column, words)| Some((self.columns.at(column)?, words))).collect();
        roles.sort_by_key(|(at, _)| *at);
        roles
    }

    /// The columns that say latitude and longitude of all rows, and of no row
    /// another than its geometry, where it has one.
    pub fn point_columns(&self) -> Option<(usize, usize)> {
        let (lat, lon) = (self.columns.at(Column::Lat)?, self.columns.at(Column::Lon)?);
        let (north, east) = (&self.seen[lat], &self.seen[lon]);
        let given = self.grounds.not_given < self.rows;
        let points = self.grounds.points;
        let same = north.told == points && north.north == points && east.told == points && east.east == points;
        (!given || same).then_some((lat, lon))
    }

    /// What the well-known text of the column with both coordinates is of.
    pub fn drawn(&self) -> Drawn {
        self.columns.written_in().and_then(|at| self.seen.get(at)).map_or_else(Drawn::default, |seen| seen.drawn)
    }

    /// Whether rows can stand somewhere.
    pub fn has_places(&self) -> bool {
        self.columns.has_points() || self.grounds.not_given < self.rows
    }

    /// A cell as a value of its column's kind.
    ///
    /// # Errors
    /// Says what is wrong where it is none.
    pub fn value<'r>(&self, row: &Row<'r>, column: usize) -> std::result::Result<Cell<'r>, (String, &'static str)> {
        let (kind, reading) = self.kinds.get(column).copied().unwrap_or((Kind::Text, Reading::default()));
        let given = row.cell(column);
        value(given, kind, reading).map_err(|()| {
            let at = |role: &&(Column, Kind, &str, &'static str)| self.columns.at(role.0) == Some(column);
            let remedy = ROLES.iter().find(at).map_or("correct the cell", |role| role.3);
            let what = match kind {
                Kind::Date => "date",
                Kind::Integer => "whole number",
                Kind::Number => "number",
                Kind::Boolean => "yes or no",
                Kind::Text => "plain text",
            };
            let (name, cell) = (&self.names.list[column], cells::shortened(&row.text(column)));
            (format!("'{cell}' in column '{name}' is no {what}"), remedy)
        })
    }

    /// Where a row stands, on earth.
    ///
    /// # Errors
    /// Says what is wrong where there is no such place.
    pub fn place(&self, row: &Row<'_>) -> std::result::Result<Ground, (String, &'static str)> {
        match &row.ground {
            Ground::Nowhere => Ok(Ground::Nowhere),
            Ground::NotGiven => {
                let cell = |column| self.columns.at(column).map_or(Cow::Borrowed(""), |at| row.text(at));
                match self.columns.point(&cell) {
                    Some(point) => point.map(|(lat, lon)| Ground::Point(lat, lon)),
                    None => Ok(Ground::Nowhere),
                }
            }
            Ground::Point(lat, lon) => cells::on_earth(*lat, *lon).map(|(lat, lon)| Ground::Point(lat, lon)),
            Ground::Any(geometry) => {
                cells::all_on_earth(geometry)?;
                Ok(Ground::Any(geometry.clone()))
            }
        }
    }
}

/// Whether a reference system that a file names is that of GeoJSON.
fn is_degrees(crs: &str) -> bool {
    crs == "null" || crs.contains("CRS84") || crs.contains("4326")
}

impl Grounds {
    fn count(&mut self, ground: &Ground) {
        let count = match ground {
            Ground::NotGiven => &mut self.not_given,
            Ground::Nowhere => &mut self.nowhere,
            Ground::Point(..) => &mut self.points,
            Ground::Any(Geometry::LineString(_) | Geometry::MultiLineString(_) | Geometry::Line(_)) => &mut self.lines,
            Ground::Any(Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::Rect(_)) => &mut self.areas,
            Ground::Any(_) => &mut self.others,
        };
        *count += 1;
        match ground {
            Ground::Point(lat, lon) if cells::on_earth(*lat, *lon).is_ok() => self.widen(*lat, *lon),
            Ground::Point(..) => self.suspect += 1,
            Ground::Any(geometry) => self.suspect += u64::from(cells::all_on_earth(geometry).is_err()),
            Ground::NotGiven | Ground::Nowhere => {}
        }
    }

    fn add(&mut self, more: Self) {
        self.points += more.points;
        self.lines += more.lines;
        self.areas += more.areas;
        self.others += more.others;
        self.nowhere += more.nowhere;
        self.not_given += more.not_given;
        self.suspect += more.suspect;
        if let Some([west, south, east, north]) = more.bounds {
            self.widen(south, west);
            self.widen(north, east);
        }
    }

    fn widen(&mut self, lat: f64, lon: f64) {
        let [w, s, e, n] = self.bounds.unwrap_or([lon, lat, lon, lat]);
        self.bounds = Some([w.min(lon), s.min(lat), e.max(lon), n.max(lat)]);
    }
}

fn part(block: &Block, mut names: Names, plain: bool) -> Part {
    let mut seen = vec![Seen::default(); names.list.len()];
    let (mut grounds, mut point) = (Grounds::default(), None);
    let (rows, strange) = block.rows(&mut names, &mut |row| {
        grounds.count(&row.ground);
        if row.broken.is_some() {
            grounds.suspect += 1;
            return;
        }
        if row.len() > seen.len() {
            seen.resize(row.len(), Seen::default());
        }
        for (n, seen) in seen.iter_mut().enumerate() {
            seen.add(row.cell(n), plain);
        }
        if row.number == 0 && block.number == 0 && matches!(row.ground, Ground::NotGiven) {
            point = (0..row.len()).find(|n| {
                let text = row.text(*n);
                !text.is_empty() && cells::is_point(&text)
            });
        }
        if let Ground::Point(lat, lon) = row.ground {
            for (n, seen) in seen.iter_mut().enumerate() {
                seen.compare(row.cell(n), lat, lon);
            }
        }
    });
    Part { names, seen, rows, grounds, strange, point }
}
