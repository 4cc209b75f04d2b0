//! The course of places that are lines (`gazetteer/lines.tsv`), and of borders
//! between countries, as geometry.

use super::basemap::{Basemap, Bounds, Degrees, Detail};
use super::status;
use super::{Gazetteer, PlaceId};
use crate::error::{Error, Result};

const TABLE: &str = include_str!("../../gazetteer/lines.tsv");
const COLUMNS: &str = "place\tline\tapproximate\tsource";
/// All the world, without meeting itself at the antimeridian.
const WORLD: Bounds = Bounds { west: -179.9999, south: -90.0, east: 179.9999, north: 90.0 };

/// A place's course.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Its parts, in degrees east and north.
    pub lines: Vec<Vec<Degrees>>,
    /// Whether it is an approximation of our own.
    pub approximate: bool,
    /// On what it rests.
    pub source: String,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    place: String,
    parts: Vec<Part>,
    approximate: bool,
    source: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// A line of `disputed_lines.tsv`.
    Dated(String),
    /// Alpha-3 codes of two countries.
    Border(String, String),
    Corner(Degrees),
}

impl Gazetteer {
    /// The course of a place that is a line, where it is known.
    ///
    /// # Errors
    /// [`Error::Data`] where the embedded table is broken.
    pub fn course_of(&self, id: PlaceId, basemap: &Basemap) -> Result<Option<Course>> {
        let key = self.supplement_id(id);
        let row = rows()?.into_iter().find(|r| !key.is_empty() && r.place == key);
        Ok(row.map(|row| row.course(basemap)).filter(|c| !c.lines.is_empty()))
    }
}

/// The border of two countries, by their alpha-3 codes; empty where they do
/// not meet.
pub fn border_line(basemap: &Basemap, one: &str, two: &str) -> Vec<Vec<Degrees>> {
    joined(basemap.border_between(Detail::Fine, &WORLD, [one, two]))
}

impl Row {
    fn course(self, basemap: &Basemap) -> Course {
        let mut lines = Vec::new();
        let mut corners = Vec::new();
        for part in self.parts {
            match part {
                Part::Dated(id) => lines.extend(joined(basemap.dated_line(&id, &WORLD))),
                Part::Border(a, b) => lines.extend(border_line(basemap, &a, &b)),
                Part::Corner(p) => corners.push(p),
            }
        }
        lines.extend(Some(corners).filter(|c| c.len() > 1));
        Course { lines, approximate: self.approximate, source: self.source }
    }

    fn parse(line: &str) -> std::result::Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [place, parts, approximate, source] = cells[..] else {
            return Err(format!("{} columns, 4 expected", cells.len()));
        };
        let parts = parts.split(' ').map(Part::parse).collect::<std::result::Result<_, _>>()?;
        let approximate = match approximate {
            "yes" => true,
            "no" => false,
            other => return Err(format!("approximate {other}: yes or no expected")),
        };
        if place.is_empty() || source.is_empty() {
            return Err("place and source must be filled in".into());
        }
        Ok(Self { place: place.into(), parts, approximate, source: source.into() })
    }
}

impl Part {
    fn parse(text: &str) -> std::result::Result<Self, String> {
        let wrong = || format!("{text}: row:ID, border:AAA-BBB or lon,lat expected");
        if let Some(id) = text.strip_prefix("row:") {
            return Ok(Self::Dated(id.into()));
        }
        if let Some(pair) = text.strip_prefix("border:") {
            let (a, b) = pair.split_once('-').ok_or_else(wrong)?;
            return Ok(Self::Border(a.into(), b.into()));
        }
        let corner = text.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
        corner.map(Self::Corner).ok_or_else(wrong)
    }
}

fn rows() -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for (n, line) in status::lines(TABLE).filter(|(_, line)| *line != COLUMNS) {
        let row = Row::parse(line).map_err(|why| Error::Data { what: format!("lines.tsv, line {n}"), why })?;
        out.push(row);
    }
    Ok(out)
}

/// Pieces that follow one another made one line.
fn joined(pieces: Vec<Vec<Degrees>>) -> Vec<Vec<Degrees>> {
    let mut out: Vec<Vec<Degrees>> = Vec::new();
    for piece in pieces.into_iter().filter(|p| p.len() > 1) {
        match out.last_mut() {
            Some(last) if last.last() == piece.first() => last.extend(piece.into_iter().skip(1)),
            _ => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_about_a_place_and_has_a_course() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let basemap = Basemap::embedded().unwrap();
        let rows = rows().unwrap();
        assert!(rows.len() > 10);
        for row in rows {
            let of = (0..gazetteer.len() as u32).map(PlaceId).find(|id| gazetteer.supplement_id(*id) == row.place);
            let place = gazetteer.place(of.unwrap_or_else(|| panic!("{} is no row of the supplement", row.place)));
            let name = row.place.clone();
            let course = row.course(&basemap);
            assert!(!course.lines.is_empty(), "{name}");
            let near = course.lines.iter().flatten().any(|p| {
                let km = super::super::distance_km((p[1], p[0]), (place.lat, place.lon));
                km <= f64::from(place.radius_km) * 1.3 + 10.0
            });
            assert!(near, "{name}: its line is far from its point");
        }
    }

    #[test]
    fn the_border_of_two_countries_is_a_line() {
        let basemap = Basemap::embedded().unwrap();
        assert!(!border_line(&basemap, "ARM", "AZE").is_empty());
        assert!(border_line(&basemap, "ARM", "PRT").is_empty());
    }
}
