//! `gazetteer/dated_areas.tsv`: areas of regions, and of what had another area
//! in another time.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::join::{Polygon, nest};
use super::{Area, Areas};
use crate::error::{Error, Result};
use crate::gazetteer::status;

const TABLE: &str = include_str!("../../../gazetteer/dated_areas.tsv");
const COLUMNS: &str = "place\tvalid_from\tvalid_to\tarea\tsource";

/// A row: which area a place had in a time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// `id:darfur` (the supplement's), `country:SD`, `admin:SD.55`.
    pub(super) place: String,
    pub(super) valid: (Option<Date>, Option<Date>),
    /// What makes up the area; empty where it is not known or none.
    parts: Vec<Part>,
    source: String,
}

/// What an area is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Country, first-order and second-order division; empty for all.
    Codes(String, String, String),
    /// An outline of `areas.tsv`.
    Outline(String),
}

impl Part {
    /// Reads `country:SD`, `admin:SD.55` or `outline:abkhazia`.
    pub(super) fn parse(text: &str) -> std::result::Result<Self, String> {
        let wrong = || format!("{text}: country:SD, admin:SD.55 or outline:ID expected");
        let (kind, value) = text.split_once(':').ok_or_else(wrong)?;
        let mut codes = value.split('.').map(str::to_owned);
        let mut next = || codes.next().unwrap_or_default();
        match kind {
            "country" | "admin" => Ok(Self::Codes(next(), next(), next())),
            "outline" => Ok(Self::Outline(value.to_owned())),
            _ => Err(wrong()),
        }
    }

    /// Whether an area of these codes belongs to it.
    pub(super) fn holds(&self, iso2: &str, admin1: &str, admin2: &str) -> bool {
        let same = |own: &String, code: &str| own.is_empty() || own == code;
        match self {
            Self::Codes(country, first, second) => country == iso2 && same(first, admin1) && same(second, admin2),
            Self::Outline(_) => false,
        }
    }
}

impl Rule {
    fn parse(line: &str) -> std::result::Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [place, from, to, area, source] = cells[..] else {
            return Err(format!("{} columns, 5 expected", cells.len()));
        };
        if !["id:", "country:", "admin:"].iter().any(|kind| place.starts_with(kind)) || source.is_empty() {
            return Err(format!("{place}: id:, country: or admin: and a source expected"));
        }
        let parts = area.split(' ').filter(|p| *p != "none").map(Part::parse).collect::<std::result::Result<_, _>>()?;
        let valid = (status::day(from)?, status::day(to)?);
        Ok(Self { place: place.into(), valid, parts, source: source.into() })
    }

    pub(super) fn valid_at(&self, date: Option<Date>) -> bool {
        match date {
            Some(date) => self.valid.0.is_none_or(|from| from <= date) && self.valid.1.is_none_or(|to| date <= to),
            None => self.valid.1.is_none(),
        }
    }

    /// The area; `None` where the row says that none is known.
    pub(super) fn area(&self, areas: &Areas) -> Option<Area> {
        let patches: Vec<_> = areas
            .patches
            .iter()
            .filter(|p| self.parts.iter().any(|part| part.holds(p.iso2, p.admin1, p.admin2)))
            .collect();
        let mut polygons = if patches.is_empty() { Vec::new() } else { areas.join(&patches) };
        for part in &self.parts {
            if let Part::Outline(id) = part {
                polygons.extend(outline(id));
            }
        }
        (!polygons.is_empty()).then(|| Area { polygons, valid: self.valid, source: self.source.clone() })
    }
}

/// An outline of `areas.tsv` as a polygon; none where no row bears the id,
/// which a test would have told.
fn outline(id: &str) -> Vec<Polygon> {
    let ring = status::outlines().ok().and_then(|mut all| all.remove(id));
    let closed = ring.map(|ring| {
        let first = ring.first().copied();
        ring.into_iter().chain(first).map(|(x, y)| [x, y]).collect()
    });
    nest(&closed.into_iter().collect::<Vec<_>>())
}

/// The rows; none where the table is broken, which a test would have told.
pub(super) fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| read().unwrap_or_default())
}

fn read() -> Result<Vec<Rule>> {
    let mut out = Vec::new();
    for (n, line) in status::lines(TABLE).filter(|(_, line)| *line != COLUMNS) {
        let rule = Rule::parse(line).map_err(|why| Error::Data { what: format!("dated_areas.tsv, line {n}"), why })?;
        out.push(rule);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_none_speaks_for_a_day_of_another() {
        let rules = read().unwrap();
        assert!(rules.len() > 60);
        let outlines = status::outlines().unwrap();
        let areas = Areas::embedded().unwrap();
        for (n, rule) in rules.iter().enumerate() {
            for part in &rule.parts {
                let known = match part {
                    Part::Outline(id) => outlines.contains_key(id.as_str()),
                    codes @ Part::Codes(..) => areas.patches.iter().any(|p| codes.holds(p.iso2, p.admin1, p.admin2)),
                };
                assert!(known, "{}: {part:?} is nowhere", rule.place);
            }
            assert!(rule.valid.0.zip(rule.valid.1).is_none_or(|(a, b)| a < b), "{}: days in order", rule.place);
            for other in rules.iter().skip(n + 1).filter(|o| o.place == rule.place) {
                let apart = |a: &Rule, b: &Rule| a.valid.1.zip(b.valid.0).is_some_and(|(to, from)| to < from);
                assert!(apart(rule, other) || apart(other, rule), "{}: two rows for one day", rule.place);
            }
        }
    }

    #[test]
    fn a_broken_row_says_what_is_expected() {
        assert!(Rule::parse("darfur\t\t\tcountry:SD\tx").unwrap_err().contains("id:"));
        assert!(Rule::parse("id:darfur\t\t\tSD\tx").unwrap_err().contains("country:SD"));
        assert!(Rule::parse("id:darfur\t1.1.2011\t\tnone\tx").is_err());
    }
}
