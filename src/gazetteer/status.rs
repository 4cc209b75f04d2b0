//! Disputed areas: what is written for a point inside one at a date.
//!
//! `gazetteer/disputed.tsv` decides, `gazetteer/areas.tsv` gives outlines; the
//! tables' own heads explain their columns.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Disputed, distance_km};
use crate::error::{Error, Result};

static DISPUTED: &str = include_str!("../../gazetteer/disputed.tsv");
static AREAS: &str = include_str!("../../gazetteer/areas.tsv");

const COLUMNS: &str =
    "id\tarea\tiso3\tclaimants\tadministered_by\tstyle\tvalid_from\tvalid_to\tcountries\tmatch\tsource";

/// The rows of a table of disputed areas, in their order.
#[derive(Debug, Clone)]
pub struct Worldview {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    status: Disputed,
    valid: (Option<Date>, Option<Date>),
    countries: Vec<String>,
    any: Vec<Term>,
    not: Vec<Term>,
}

#[derive(Debug, Clone)]
enum Term {
    Country(String),
    /// Country and first-order division.
    Admin(String, String),
    /// Corners as (lon, lat).
    Area(Vec<(f64, f64)>),
    /// Centre (lat, lon) and km.
    Circle((f64, f64), f64),
}

/// A point with what the gazetteer says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<'a> {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2 of the source; empty where not known.
    pub iso2: &'a str,
    /// GeoNames code of the first-order division; empty where not known.
    pub admin1: &'a str,
}

impl Worldview {
    /// The table compiled into the program: UN usage.
    ///
    /// # Errors
    /// [`Error::Data`] where the table is broken.
    pub fn embedded() -> Result<Self> {
        Self::parse(DISPUTED)
    }

    /// A table in the format of `gazetteer/disputed.tsv`.
    ///
    /// # Errors
    /// [`Error::Data`] with the line that can't be read.
    pub fn parse(text: &str) -> Result<Self> {
        let areas = outlines()?;
        let mut rows = Vec::new();
        for (n, line) in lines(text) {
            if line == COLUMNS {
                continue;
            }
            let row = Row::parse(line, &areas).map_err(|why| broken("disputed areas", n, &why))?;
            rows.push(row);
        }
        Ok(Self { rows })
    }

    /// The status of a point at a date, today's where no date is given: the
    /// first row that is valid and matches.
    pub fn status_at(&self, spot: Spot<'_>, date: Option<Date>) -> Option<&Disputed> {
        self.rows.iter().find(|row| row.valid_at(date) && row.holds(spot)).map(|row| &row.status)
    }

    /// Whether the row that speaks for a point does so by the code of its
    /// country or division, and so for the whole of it.
    pub fn is_by_code(&self, spot: Spot<'_>, date: Option<Date>) -> bool {
        let row = self.rows.iter().find(|row| row.valid_at(date) && row.holds(spot));
        let by_code = |term: &Term| matches!(term, Term::Country(_) | Term::Admin(..)) && term.holds(spot);
        row.is_some_and(|row| row.any.iter().any(by_code))
    }

    /// Whether any row names divisions of a country.
    pub fn goes_by_divisions(&self, iso2: &str) -> bool {
        let of = |term: &Term| matches!(term, Term::Admin(country, _) if country == iso2);
        self.rows.iter().any(|row| row.any.iter().any(of))
    }

    /// All rows with the days on which they are valid.
    pub fn areas(&self) -> impl Iterator<Item = (&Disputed, Option<Date>, Option<Date>)> {
        self.rows.iter().map(|row| (&row.status, row.valid.0, row.valid.1))
    }
}

impl Row {
    fn parse(line: &str, areas: &BTreeMap<&str, Vec<(f64, f64)>>) -> std::result::Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, area, iso3, claimants, administered_by, style, from, to, countries, terms, source] = cells[..] else {
            return Err(format!("{} columns, 11 expected", cells.len()));
        };
        let list = |cell: &str, by: char| cell.split(by).filter(|s| !s.is_empty()).map(str::to_owned).collect();
        let (mut any, mut not) = (Vec::new(), Vec::new());
        for term in terms.split(' ').filter(|t| !t.is_empty()) {
            match term.strip_prefix("not:") {
                Some(circle) => not.push(circle_term(circle)?),
                None => any.push(Term::parse(term, areas)?),
            }
        }
        if any.is_empty() || source.is_empty() || iso3.len() != 3 {
            return Err(format!("{id}: match, source and iso3 must be filled in"));
        }
        Ok(Self {
            status: Disputed {
                id: id.into(),
                area: area.into(),
                iso3: iso3.into(),
                claimants: list(claimants, ';'),
                administered_by: administered_by.replace(';', "; "),
                style: style.into(),
                source: source.into(),
            },
            valid: (day(from)?, day(to)?),
            countries: list(countries, ','),
            any,
            not,
        })
    }

    fn valid_at(&self, date: Option<Date>) -> bool {
        match date {
            Some(date) => self.valid.0.is_none_or(|from| from <= date) && self.valid.1.is_none_or(|to| date <= to),
            None => self.valid.1.is_none(),
        }
    }

    fn holds(&self, spot: Spot<'_>) -> bool {
        let possible = spot.iso2.is_empty() || self.countries.iter().any(|c| c == spot.iso2);
        possible && self.any.iter().any(|t| t.holds(spot)) && !self.not.iter().any(|t| t.holds(spot))
    }
}

impl Term {
    fn parse(text: &str, areas: &BTreeMap<&str, Vec<(f64, f64)>>) -> std::result::Result<Self, String> {
        let (kind, value) = text.split_once(':').ok_or_else(|| format!("{text}: kind:value expected"))?;
        match kind {
            "country" => Ok(Self::Country(value.into())),
            "admin" => {
                let (iso2, code) = value.split_once('.').ok_or_else(|| format!("{text}: admin:AZ.28 expected"))?;
                Ok(Self::Admin(iso2.into(), code.into()))
            }
            "area" => areas.get(value).cloned().map(Self::Area).ok_or_else(|| format!("no area is called {value}")),
            "circle" => circle_term(value),
            _ => Err(format!("{text}: country, admin, area or circle expected")),
        }
    }

    fn holds(&self, spot: Spot<'_>) -> bool {
        match self {
            Self::Country(iso2) => iso2 == spot.iso2,
            Self::Admin(iso2, code) => iso2 == spot.iso2 && code == spot.admin1,
            Self::Area(ring) => inside(ring, spot.lon, spot.lat),
            Self::Circle(centre, km) => distance_km(*centre, (spot.lat, spot.lon)) <= *km,
        }
    }
}

fn circle_term(value: &str) -> std::result::Result<Term, String> {
    let numbers: Vec<f64> = value.split(',').filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [lat, lon, km] if lat.abs() <= 90.0 && lon.abs() <= 180.0 && km > 0.0 => Ok(Term::Circle((lat, lon), km)),
        _ => Err(format!("{value}: lat,lon,km expected")),
    }
}

/// Whether a point lies inside a ring, by the number of edges that a ray to the
/// east crosses. Rings do not cross 180 degrees.
fn inside(ring: &[(f64, f64)], x: f64, y: f64) -> bool {
    let mut odd = false;
    let mut before = ring.last();
    for corner in ring {
        if let Some(last) = before
            && (corner.1 > y) != (last.1 > y)
            && x < (last.0 - corner.0) * (y - corner.1) / (last.1 - corner.1) + corner.0
        {
            odd = !odd;
        }
        before = Some(corner);
    }
    odd
}

/// The outlines of `areas.tsv` by id: corners as (lon, lat).
pub(super) fn outlines() -> Result<BTreeMap<&'static str, Vec<(f64, f64)>>> {
    let mut out = BTreeMap::new();
    for (n, line) in lines(AREAS).skip(1) {
        let mut cells = line.split('\t');
        let (Some(id), Some(_source), Some(ring)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(broken("areas", n, "three columns expected"));
        };
        let corner = |pair: &str| pair.split_once(',').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
        let corners: Option<Vec<(f64, f64)>> = ring.split(' ').map(corner).collect();
        out.insert(id, corners.ok_or_else(|| broken("areas", n, "corners as lon,lat expected"))?);
    }
    Ok(out)
}

/// Lines that are neither empty nor explanations, with their numbers.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, l)| (n + 1, l)).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
}

/// A day as `YYYY-MM-DD`, or none.
pub(super) fn day(text: &str) -> std::result::Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|e| format!("{text}: {e}"))
}

fn broken(what: &str, line: usize, why: &str) -> Error {
    Error::Data { what: format!("{what}, line {line}"), why: why.into() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_whole() {
        let world = Worldview::embedded().unwrap();
        let ids: BTreeSet<&str> = world.rows.iter().map(|r| r.status.id.as_str()).collect();
        assert_eq!(ids.len(), world.rows.len(), "ids are unique");
        assert!(world.rows.len() >= 12);
        for row in &world.rows {
            let id = &row.status.id;
            assert!(row.valid.0.is_some(), "{id}: every claim began on some day");
            assert!(row.valid.1.is_none_or(|to| row.valid.0.is_some_and(|from| from < to)), "{id}: days in order");
            assert!(!row.status.claimants.is_empty() && !row.status.administered_by.is_empty(), "{id}");
            assert!(matches!(row.status.style.as_str(), "dashed" | "dotted"), "{id}");
            assert!(!row.countries.is_empty(), "{id}");
        }
    }

    #[test]
    fn a_broken_row_is_told_by_its_line() {
        let error = Worldview::parse("a\tb\n").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
        let row = "x\tX\tXXX\tA\tA\tdashed\t2000-13-01\t\tAZ\tcountry:AZ\tsource\n";
        assert!(Worldview::parse(row).unwrap_err().to_string().contains("2000-13-01"));
    }

    #[test]
    fn rings_hold_what_lies_inside() {
        let square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert!(inside(&square, 1.0, 1.0));
        assert!(!inside(&square, 3.0, 1.0) && !inside(&square, 1.0, -0.1));
    }
}
