//! `places.cols.xz`: towns, countries, and first- and second-order divisions.
//!
//! One row a place, sorted by class, country, divisions and id:
//! `class  geonameid  code  name  lat  lon  iso2  admin1  admin2  population
//! radius_km  alternates`, with alternates joined by `|`. Class is C (country),
//! 1, 2 (divisions) or P (populated place). Coordinates have at most five
//! decimals, radius is empty for towns.

mod admin;
mod country;
mod geonames;
mod mo;
mod points;
pub(crate) mod shape;
mod town;

use std::fmt::Write as _;

use crate::error::Result;
use crate::forms as names;
use crate::product::Inputs;

/// The columns of a row.
const COLUMNS: usize = 12;

/// One row.
#[derive(Debug, Clone, Default)]
struct Row {
    class: char,
    geonameid: u32,
    code: String,
    name: String,
    lat: f64,
    lon: f64,
    iso2: String,
    admin1: String,
    admin2: String,
    population: u64,
    radius_km: Option<u32>,
    alternates: Vec<String>,
}

impl Row {
    fn key(&self) -> (u8, &str, &str, &str, u32, &str) {
        let rank = match self.class {
            'C' => 0,
            '1' => 1,
            '2' => 2,
            _ => 3,
        };
        (rank, &self.iso2, &self.admin1, &self.admin2, self.geonameid, &self.name)
    }
}

/// Makes the table.
pub(crate) fn make(inputs: &Inputs) -> Result<Vec<u8>> {
    let names = mo::Names::read(inputs)?;
    let towns = town::rows(inputs, &names)?;
    let mut rows = country::rows(inputs, &names, &towns)?;
    rows.extend(admin::rows(inputs, &names, &towns)?);
    rows.extend(towns);
    rows.sort_by(|a, b| a.key().cmp(&b.key()));
    let mut out = String::new();
    for row in &rows {
        write_row(row, &mut out);
    }
    Ok(out.into_bytes())
}

fn write_row(row: &Row, out: &mut String) {
    let id = if row.geonameid == 0 { String::new() } else { row.geonameid.to_string() };
    let radius = row.radius_km.map(|r| r.to_string()).unwrap_or_default();
    let population = if row.population == 0 { String::new() } else { row.population.to_string() };
    let _ = writeln!(
        out,
        "{}\t{id}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{population}\t{radius}\t{}",
        row.class,
        row.code,
        row.name,
        degrees(row.lat),
        degrees(row.lon),
        row.iso2,
        row.admin1,
        row.admin2,
        row.alternates.join("|")
    );
}

/// At most five decimals, no trailing zeros.
fn degrees(value: f64) -> String {
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Checks columns, ranges and that every class is there.
pub(crate) fn check(made: &[u8]) -> Result<()> {
    let text = std::str::from_utf8(made).map_err(|e| e.to_string())?;
    let mut classes = std::collections::BTreeMap::new();
    let mut last = (0, "");
    for (n, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = |why: &str| format!("line {}: {why}", n + 1);
        if cells.len() != COLUMNS {
            return Err(wrong("wrong number of columns"));
        }
        let within = |cell: &str, limit: f64| cell.parse::<f64>().is_ok_and(|v| v.abs() <= limit);
        if !within(cells[4], 90.0) || !within(cells[5], 180.0) {
            return Err(wrong("no such point"));
        }
        if cells[3].is_empty() || cells[6].len() != 2 {
            return Err(wrong("no name or no country"));
        }
        let rank = "C12P".find(cells[0]).ok_or_else(|| wrong("unknown class"))?;
        if (rank, cells[6]) < last {
            return Err(wrong("not sorted"));
        }
        last = (rank, cells[6]);
        *classes.entry(rank).or_insert(0_u32) += 1;
    }
    let enough = [240, 3_500, 30_000, 200_000];
    for (rank, least) in enough.iter().enumerate() {
        let have = classes.get(&rank).copied().unwrap_or(0);
        if have < *least {
            return Err(format!("{have} rows of class {}, at least {least} expected", &"C12P"[rank..=rank]));
        }
    }
    Ok(())
}
