//! The columns of joined rows: names that clash, and what the values are.

use jiff::civil::Date;
use rayon::prelude::*;

use super::found::Extra;
use crate::dataset::{Cutter, Dialect, Rows};
use crate::export::{Column, Credit, Kind, Shapes, Table, Value};

/// Integers beyond this are not exact in JSON.
const EXACT: i64 = 1 << 53;
/// Rows that one thread looks at in one go.
const CHUNK: usize = 1 << 14;

/// What the cells of a column are, from the weakest claim to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    integer: bool,
    number: bool,
    boolean: bool,
    date: bool,
    any: bool,
}

impl Seen {
    const NOTHING: Self = Self { integer: true, number: true, boolean: true, date: true, any: false };

    fn see(&mut self, cell: &str) {
        self.any = true;
        self.integer = self.integer && integer(cell).is_some();
        self.number = self.number && number(cell).is_some();
        self.boolean = self.boolean && matches!(cell, "true" | "false");
        self.date = self.date && date(cell).is_some();
    }

    fn and(self, other: Self) -> Self {
        Self {
            integer: self.integer && other.integer,
            number: self.number && other.number,
            boolean: self.boolean && other.boolean,
            date: self.date && other.date,
            any: self.any || other.any,
        }
    }

    fn kind(self, text: bool) -> Kind {
        match self {
            Self { any: false, .. } => Kind::Text,
            Self { date: true, .. } => Kind::Date,
            _ if text => Kind::Text,
            Self { integer: true, .. } => Kind::Integer,
            Self { number: true, .. } => Kind::Number,
            Self { boolean: true, .. } => Kind::Boolean,
            _ => Kind::Text,
        }
    }
}

/// A whole number that is no code: no zeros before it, no sign but minus.
fn integer(cell: &str) -> Option<i64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    if plain && cell != "-0" { cell.parse().ok().filter(|n: &i64| n.abs() <= EXACT) } else { None }
}

/// A decimal number that is no code.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let code = whole.len() > 1 && whole.starts_with('0');
    // Of more digits a number of JSON keeps not all.
    if plain(whole) && plain(part) && !code && whole.len() <= 15 { cell.parse().ok() } else { None }
}

/// `2025-07-23` and nothing else.
fn date(cell: &str) -> Option<Date> {
    if cell.len() == 10 && cell.as_bytes()[4] == b'-' { cell.parse().ok() } else { None }
}

/// What the columns of a side are, by all their cells.
pub fn kinds(rows: &Rows) -> Vec<Kind> {
    let columns = rows.header.len();
    let nothing = || vec![Seen::NOTHING; columns];
    let look = |from: usize| {
        let mut seen = nothing();
        let mut cutter = Cutter::default();
        for row in from..(from + CHUNK).min(rows.len()) {
            let row = rows.cut(row, &mut cutter);
            for (n, seen) in seen.iter_mut().enumerate() {
                let cell = row.cell(n);
                if !cell.is_empty() {
                    seen.see(&cell);
                }
            }
        }
        seen
    };
    let both = |a: Vec<Seen>, b: Vec<Seen>| a.into_iter().zip(b).map(|(a, b)| a.and(b)).collect();
    let starts: Vec<usize> = (0..rows.len()).step_by(CHUNK).collect();
    let seen: Vec<Seen> = starts.into_par_iter().map(look).reduce(nothing, both);
    seen.into_iter().zip(&rows.texts).map(|(seen, text)| seen.kind(*text)).collect()
}

/// The value of a cell in a column of that kind.
pub fn value(cell: &str, kind: Kind) -> Value<'_> {
    if cell.is_empty() {
        return Value::Null;
    }
    let read = match kind {
        Kind::Text => None,
        Kind::Integer => integer(cell).map(Value::Integer),
        Kind::Number => number(cell).map(Value::Number),
        Kind::Boolean => Some(Value::Boolean(cell == "true")),
        Kind::Date => date(cell).map(Value::Date),
    };
    read.unwrap_or(Value::Text(cell))
}

/// The columns of the joined table.
#[derive(Debug)]
pub struct Columns {
    /// How many come from the left side, and how many from the right.
    pub counts: (usize, usize),
    /// Columns that the join adds.
    pub extras: Vec<Extra>,
    /// All names, in order.
    pub names: Vec<String>,
    /// Those of the right side, or added, that had to be renamed: from, to.
    pub renamed: Vec<(String, String)>,
}

impl Columns {
    /// The columns of both sides, or of the left alone; the right's that clash
    /// get a suffix.
    pub fn new(left: &Rows, right: Option<&Rows>, extras: Vec<Extra>, suffix: &str) -> Self {
        let mut names = left.header.clone();
        let mut renamed = Vec::new();
        let mut add = |name: &str, suffix: &str, names: &mut Vec<String>| {
            let clash = |names: &[String], name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
            let mut own = name.to_owned();
            let mut number = 2;
            while clash(names, &own) {
                own = format!("{name}{suffix}");
                if clash(names, &own) {
                    own = format!("{own}_{number}");
                    number += 1;
                }
            }
            if own != name {
                renamed.push((name.to_owned(), own.clone()));
            }
            names.push(own);
        };
        for name in right.iter().flat_map(|right| &right.header) {
            add(name, suffix, &mut names);
        }
        for extra in &extras {
            add(extra.name(), "_join", &mut names);
        }
        Self { counts: (left.header.len(), right.map_or(0, |r| r.header.len())), extras, names, renamed }
    }

    /// The table as writers want it.
    pub fn table(&self, name: &str, left: &Rows, right: Option<&Rows>) -> (Table, Vec<Kind>) {
        let mut all = kinds(left);
        all.extend(right.into_iter().flat_map(kinds));
        all.extend(self.extras.iter().map(|extra| extra.kind()));
        let columns = self.names.iter().zip(&all).map(|(name, kind)| Column::new(name.as_str(), *kind)).collect();
        let shaped = !left.shapes.is_empty() || right.is_some_and(|r| !r.shapes.is_empty());
        let placed = |rows: &Rows| rows.spots.iter().any(|spot| spot.point().is_some());
        let shapes = match (shaped, placed(left) || right.is_some_and(placed)) {
            (true, _) => Shapes::Mixed,
            (false, true) => Shapes::Points,
            (false, false) => Shapes::None,
        };
        let point = match left.point_columns[..] {
            [lat, lon] => Some((lat, lon)),
            _ => None,
        };
        let table = Table { shapes, point, credit: credit(left, right), ..Table::new(name, columns) };
        (table, all)
    }
}

/// How the makers of both sides want to be named.
fn credit(left: &Rows, right: Option<&Rows>) -> Credit {
    let mut named: Vec<&str> =
        [Some(left), right].into_iter().flatten().filter_map(|r| r.sheet.dialect.credit()).collect();
    named.dedup();
    let ucdp = [Some(left), right].into_iter().flatten().any(|r| r.sheet.dialect == Dialect::Ucdp);
    Credit {
        attribution: (!named.is_empty()).then(|| named.join("; ")),
        licence: ucdp.then(|| "UCDP GED: CC BY 4.0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_numbers() {
        let kind = |cells: &[&str]| {
            let mut seen = Seen::NOTHING;
            for cell in cells {
                seen.see(cell);
            }
            seen.kind(false)
        };
        assert_eq!(
            (kind(&["1", "0", "-3"]), kind(&["1", "2.5"]), kind(&["007", "1"])),
            (Kind::Integer, Kind::Number, Kind::Text)
        );
        assert_eq!(
            (kind(&["2020-01-02"]), kind(&["2020-01-02", "2020"]), kind(&[])),
            (Kind::Date, Kind::Text, Kind::Text)
        );
        assert_eq!(
            (kind(&["true", "false"]), kind(&["1e5"]), kind(&["9007199254740993"])),
            (Kind::Boolean, Kind::Text, Kind::Text)
        );
    }
}
