//! The basemap: coasts, countries, borders, waters and disputed lines, of
//! which a query gives what lies in a box at the detail and the date asked.
//!
//! Made with Natural Earth (public domain). Borders follow the date: a line of
//! `disputed_lines.tsv` is drawn only while it stood, and where such a line
//! runs along a border, the row decides how the border is drawn.

mod clip;
mod read;
mod table;

use jiff::civil::Date;

pub use table::{DisputedLine, LineStyle};

use super::areas::Areas;
pub use super::shapes::Degrees;
use super::shapes::{Lines, UnitBox, index};
use crate::error::Result;
use read::{Piece, Topology};

/// A box in degrees; `east` may exceed 180 (and `west` be below -180) for a
/// box over the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// West side.
    pub west: f64,
    /// South side.
    pub south: f64,
    /// East side, not less than `west`.
    pub east: f64,
    /// North side, not less than `south`.
    pub north: f64,
}

/// How fine a line must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Natural Earth 1:10m.
    Fine,
    /// 1:50m.
    Medium,
    /// 1:110m.
    Coarse,
}

/// A border in a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Border<'b> {
    /// How it is drawn.
    pub style: LineStyle,
    /// The row that speaks for it, where one does.
    pub row: Option<&'b DisputedLine>,
    /// Codes of the countries on both sides; empty for a line within a country.
    pub sides: [&'b str; 2],
    /// Its points.
    pub line: Vec<Degrees>,
}

/// The basemap, used in place.
#[derive(Debug)]
pub struct Basemap {
    file: read::File,
    areas: &'static Areas,
    rows: Vec<DisputedLine>,
}

impl Bounds {
    /// The box and how far it is shifted, for each turn of the globe that
    /// touches it: data lie between -180 and 180.
    fn turns(&self) -> Vec<(Self, f64)> {
        self.all_turns().into_iter().filter(|(b, _)| b.west <= 180.0 && b.east >= -180.0).collect()
    }

    /// The same, also for rings that reach over the antimeridian.
    fn all_turns(&self) -> [(Self, f64); 3] {
        [-360.0, 0.0, 360.0].map(|by| (Self { west: self.west - by, east: self.east - by, ..*self }, by))
    }

    fn units(&self, lines: &Lines) -> UnitBox {
        lines.grid().units([self.west, self.south], [self.east, self.north])
    }
}

fn shift(points: &mut [Degrees], by: f64) {
    for p in points {
        p[0] += by;
    }
}

/// Whether an edge is only where the data cut the globe open, or jumps over to
/// the other side of it.
fn is_seam(a: Degrees, b: Degrees) -> bool {
    (a[0] - b[0]).abs() > 180.0 || (a[1] < -85.0 && b[1] < -85.0)
}

impl Basemap {
    /// The embedded basemap.
    ///
    /// # Errors
    /// Where the embedded data are broken, which a test would have told.
    pub fn embedded() -> Result<Self> {
        Ok(Self { file: read::file()?, areas: Areas::embedded()?, rows: table::rows()? })
    }

    /// The rows of `disputed_lines.tsv`.
    pub fn disputed_lines(&self) -> &[DisputedLine] {
        &self.rows
    }

    fn topology(&self, detail: Detail) -> &Topology {
        match detail {
            Detail::Fine => &self.file.topologies[0],
            Detail::Medium => &self.file.topologies[1],
            Detail::Coarse => &self.file.topologies[2],
        }
    }

    /// Rings of the land, clipped to the box.
    pub fn land(&self, detail: Detail, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let topology = self.topology(detail);
        rings(topology, &topology.land(), inside)
    }

    /// Lines of the coast.
    pub fn coast(&self, detail: Detail, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let topology = self.topology(detail);
        let arcs = topology.coast.iter().map(|arc| *arc as usize);
        let out: Vec<_> = arcs.flat_map(|arc| parts(&topology.arcs, arc, None, inside)).collect();
        out.iter().flat_map(|line| line.chunk_by(|a, b| !is_seam(*a, *b))).map(<[_]>::to_vec).collect()
    }

    /// The borders and disputed lines that stood on a day (`None`: those that
    /// stand now).
    pub fn borders(&self, detail: Detail, inside: &Bounds, on: Option<Date>) -> Vec<Border<'_>> {
        let topology = self.topology(detail);
        let mut out = Vec::new();
        for (n, piece) in topology.borders.iter().enumerate() {
            let lines = parts(&topology.arcs, piece.arc(), Some(piece.range()), inside);
            if lines.is_empty() {
                continue;
            }
            let sides = sides(topology, piece);
            let rows = topology.rows(n);
            let drawn: Vec<(LineStyle, Option<&DisputedLine>)> = if rows.is_empty() {
                vec![(LineStyle::National, None)]
            } else {
                self.standing(rows, on).map(|row| (row.style, Some(row))).collect()
            };
            for (style, row) in drawn {
                out.extend(lines.iter().cloned().map(|line| Border { style, row, sides, line }));
            }
        }
        let disputed = &self.file.disputed;
        for i in 0..self.file.disputed_rows.len() {
            for row in self.standing(self.file.disputed_rows.get(i), on) {
                let lines = parts(disputed, i, None, inside);
                out.extend(lines.into_iter().map(|line| Border {
                    style: row.style,
                    row: Some(row),
                    sides: [""; 2],
                    line,
                }));
            }
        }
        out
    }

    fn standing(&self, rows: &[u32], on: Option<Date>) -> impl Iterator<Item = &DisputedLine> {
        rows.iter().filter_map(|n| self.rows.get(*n as usize)).filter(move |row| row.stands(on))
    }

    /// The line between two countries (codes as in [`Border::sides`], in any
    /// order), whatever its status.
    pub fn border_between(&self, detail: Detail, inside: &Bounds, pair: [&str; 2]) -> Vec<Vec<Degrees>> {
        let topology = self.topology(detail);
        let is_pair = |piece: &&Piece| {
            let sides = sides(topology, piece);
            sides == pair || sides == [pair[1], pair[0]]
        };
        let found = topology.borders.iter().filter(is_pair);
        found.flat_map(|p| parts(&topology.arcs, p.arc(), Some(p.range()), inside)).collect()
    }

    /// The line of a row of `disputed_lines.tsv`, whether it stands or not.
    pub(super) fn dated_line(&self, id: &str, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let Some(row) = self.rows.iter().position(|r| r.id == id) else { return Vec::new() };
        let topology = self.topology(Detail::Fine);
        let is_own = |rows: &[u32]| rows.iter().any(|n| *n as usize == row);
        let borders = topology.borders.iter().enumerate().filter(|(n, _)| is_own(topology.rows(*n)));
        let borders = borders.flat_map(|(_, p)| parts(&topology.arcs, p.arc(), Some(p.range()), inside));
        let rows = &self.file.disputed_rows;
        let own = (0..rows.len()).filter(|i| is_own(rows.get(*i)));
        borders.chain(own.flat_map(|i| parts(&self.file.disputed, i, None, inside))).collect()
    }

    /// Lines between first-order divisions.
    pub fn admin1(&self, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let lines = self.areas.arcs();
        self.areas.inner().iter().flat_map(|arc| parts(lines, *arc as usize, None, inside)).collect()
    }

    /// Rivers, as lines.
    pub fn rivers(&self, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let lines = &self.file.rivers;
        (0..lines.len()).flat_map(|i| parts(lines, i, None, inside)).collect()
    }

    /// Rings of lakes (unclipped: they are small).
    pub fn lakes(&self, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let lines = &self.file.lakes;
        let whole = |i: usize| lines.line(i).iter().map(|p| lines.grid().degrees(*p)).collect::<Vec<_>>();
        let mut out = Vec::new();
        for (turn, by) in inside.turns() {
            for i in 0..lines.len() {
                if lines.may_touch(i, &turn.units(lines)) {
                    let mut ring = whole(i);
                    shift(&mut ring, by);
                    out.push(ring);
                }
            }
        }
        out
    }

    /// Codes and names of all countries, sorted by code.
    pub fn countries(&self, detail: Detail) -> impl Iterator<Item = (&str, &str)> {
        self.topology(detail).countries.iter().map(|c| (c.code, c.name))
    }

    /// Rings of a country, clipped to the box; holes are rings like others.
    pub fn country(&self, detail: Detail, code: &str, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let topology = self.topology(detail);
        let of = topology.countries.iter().filter(|c| c.code == code);
        rings(topology, &of.flat_map(|c| c.polygons.clone()).flat_map(|p| topology.polygon(p)), inside)
    }

    /// The parts of a country on which its name may stand: not those beyond a
    /// line that is not agreed, unless it is the country's largest part.
    pub fn lettered_parts(&self, detail: Detail, code: &str, inside: &Bounds) -> Vec<Vec<Degrees>> {
        let topology = self.topology(detail);
        let Some(country) = topology.countries.iter().find(|c| c.code == code) else { return Vec::new() };
        let units = inside.all_turns().map(|(turn, _)| turn.units(&topology.arcs));
        let mut all = country.polygons.clone().flat_map(|p| topology.polygon(p));
        if !all.any(|ring| units.iter().any(|turn| topology.may_touch(ring, turn))) {
            return Vec::new();
        }
        let arcs_of = |polygon: usize| topology.polygon(polygon).flat_map(|ring| topology.arcs_of(ring)).copied();
        let points =
            |polygon: usize| -> usize { arcs_of(polygon).map(|arc| topology.arcs.line(index(arc)).len()).sum() };
        let largest = country.polygons.clone().map(points).max().unwrap_or(0);
        let contested = |polygon: usize| {
            topology.borders.iter().enumerate().any(|(n, piece)| {
                let disputed = topology.rows(n).iter().filter_map(|row| self.rows.get(*row as usize));
                let mut disputed = disputed.filter(|r| !matches!(r.style, LineStyle::National | LineStyle::Admin));
                disputed.next().is_some() && arcs_of(polygon).any(|arc| index(arc) == piece.arc())
            })
        };
        let kept = country.polygons.clone().filter(|p| points(*p) == largest || !contested(*p));
        rings(topology, &kept.flat_map(|p| topology.polygon(p)), inside)
    }

    /// The code of the country in whose shape a point lies. This is Natural
    /// Earth's view of who holds a place, never its status: for that see
    /// `disputed.tsv`.
    pub fn country_at(&self, lat: f64, lon: f64) -> Option<&str> {
        let topology = self.topology(Detail::Fine);
        let around = Bounds { west: lon - 0.01, south: lat - 0.01, east: lon + 0.01, north: lat + 0.01 };
        let inside = around.units(&topology.arcs);
        let holds = |polygon: usize| {
            let rings = topology.polygon(polygon).map(|ring| topology.ring(ring, &inside));
            rings.filter(|ring| clip::contains(ring, [lon, lat])).count() % 2 == 1
        };
        topology.countries.iter().find(|c| c.polygons.clone().any(holds)).map(|c| c.code)
    }
}

/// Codes of the countries on both sides of a border.
fn sides(topology: &Topology, piece: &Piece) -> [&'static str; 2] {
    piece.sides().map(|n| topology.countries.get(n).map_or("", |c| c.code))
}

/// Rings of these numbers, clipped to the box.
fn rings(topology: &Topology, of: &(impl Iterator<Item = usize> + Clone), inside: &Bounds) -> Vec<Vec<Degrees>> {
    let mut out = Vec::new();
    for (turn, by) in inside.all_turns() {
        let units = turn.units(&topology.arcs);
        for ring in of.clone() {
            let mut clipped = clip::ring(topology.ring(ring, &units), &turn);
            if clipped.len() > 2 {
                shift(&mut clipped, by);
                out.push(clipped);
            }
        }
    }
    out
}

fn parts(lines: &Lines, i: usize, range: Option<(usize, usize)>, inside: &Bounds) -> Vec<Vec<Degrees>> {
    let (from, to) = range.unwrap_or((0, usize::MAX));
    let mut out = Vec::new();
    for (turn, by) in inside.turns() {
        for mut line in lines.parts(i, from, to, &turn.units(lines)) {
            shift(&mut line, by);
            out.push(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const CAUCASUS: Bounds = Bounds { west: 43.0, south: 38.5, east: 49.0, north: 42.0 };

    fn legends(on: Option<Date>) -> Vec<String> {
        let map = Basemap::embedded().unwrap();
        let mut out: Vec<String> =
            map.borders(Detail::Fine, &CAUCASUS, on).iter().filter_map(|b| b.row.map(|r| r.id.clone())).collect();
        out.sort();
        out.dedup();
        out
    }

    #[test]
    fn the_date_chooses_the_lines() {
        assert!(legends(Some(date(2016, 4, 2))).contains(&"karabakh-1994".to_owned()));
        assert!(!legends(Some(date(2021, 11, 16))).iter().any(|id| id.starts_with("karabakh")));
        assert!(!legends(None).iter().any(|id| id.starts_with("karabakh")));
        assert!(legends(Some(date(1991, 5, 1))).contains(&"karabakh-1991".to_owned()));
    }

    #[test]
    fn points_lie_in_their_countries() {
        let map = Basemap::embedded().unwrap();
        for (lat, lon, code) in
            [(40.18, 44.51, "ARM"), (-1.29, 36.82, "KEN"), (48.86, 2.35, "FRA"), (42.66, 21.16, "XKX")]
        {
            assert_eq!(map.country_at(lat, lon), Some(code));
        }
        assert_eq!(map.country_at(0.0, -30.0), None);
    }

    #[test]
    fn a_box_over_the_antimeridian_has_land_on_both_sides() {
        let map = Basemap::embedded().unwrap();
        let bounds = Bounds { west: 160.0, south: 50.0, east: 200.0, north: 72.0 };
        for detail in [Detail::Fine, Detail::Medium, Detail::Coarse] {
            let land = map.land(detail, &bounds);
            let all = || land.iter().flatten();
            assert!(all().any(|p| p[0] < 175.0) && all().any(|p| p[0] > 190.0));
            assert!(all().all(|p| p[0] >= 160.0 && p[0] <= 200.0));
        }
    }

    #[test]
    fn the_border_of_a_pair_is_found_in_either_order() {
        let map = Basemap::embedded().unwrap();
        let one = map.border_between(Detail::Fine, &CAUCASUS, ["ARM", "AZE"]);
        assert!(!one.is_empty());
        assert_eq!(one, map.border_between(Detail::Fine, &CAUCASUS, ["AZE", "ARM"]));
    }
}
