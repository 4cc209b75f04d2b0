//! Rows counted and summed by area, and by month, year or a column besides.
//! Areas without any row are told too, with 0.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use super::area::Placed;
use super::columns::{kinds, value};
use super::typed::shape;
use crate::dataset::{Cutter, Rows, date, parse_number};
use crate::error::{Error, Notice, Result};
use crate::export::{Column, Kind, Shapes, Table, Value, Writer};

/// What is reckoned for each area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// How many rows.
    Count,
    /// The sum of a column.
    Sum(String),
    /// The mean of a column.
    Mean(String),
    /// The least of a column.
    Min(String),
    /// The greatest of a column.
    Max(String),
}

/// By what rows of an area are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// By the month of the first day.
    Month,
    /// By its year.
    Year,
    /// By the words of a column.
    Column(String),
}

/// What is asked for: `count,sum:deaths,by:month`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    /// What is reckoned.
    pub what: Vec<What>,
    /// By what, where rows are told apart.
    pub by: Option<By>,
}

impl FromStr for Aggregate {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let mut all = Self { what: Vec::new(), by: None };
        for part in text.split(',').map(str::trim) {
            match part.split_once(':').map(|(what, column)| (what, column.trim())) {
                None if part == "count" => all.what.push(What::Count),
                Some(("sum", column)) if !column.is_empty() => all.what.push(What::Sum(column.to_owned())),
                Some(("mean", column)) if !column.is_empty() => all.what.push(What::Mean(column.to_owned())),
                Some(("min", column)) if !column.is_empty() => all.what.push(What::Min(column.to_owned())),
                Some(("max", column)) if !column.is_empty() => all.what.push(What::Max(column.to_owned())),
                Some(("by", column)) if !column.is_empty() && all.by.is_none() => {
                    all.by = Some(match column {
                        "month" => By::Month,
                        "year" => By::Year,
                        column => By::Column(column.to_owned()),
                    });
                }
                _ => {
                    return Err(format!(
                        "'{part}': expected count, sum:COLUMN, mean:, min:, max:, or by:month, by:year, by:COLUMN"
                    ));
                }
            }
        }
        if all.what.is_empty() {
            all.what.push(What::Count);
        }
        Ok(all)
    }
}

impl What {
    /// Its column, and what it is called.
    fn named(&self) -> Option<(&str, String)> {
        match self {
            Self::Count => None,
            Self::Sum(column) => Some((column, format!("sum_{column}"))),
            Self::Mean(column) => Some((column, format!("mean_{column}"))),
            Self::Min(column) => Some((column, format!("min_{column}"))),
            Self::Max(column) => Some((column, format!("max_{column}"))),
        }
    }
}

/// Sums of whole numbers below this are exact (2^53, over a million rows).
const EXACT: f64 = 9e9;

/// The figures of one column in one area.
#[derive(Debug, Clone, Copy)]
struct Figures {
    known: u64,
    sum: f64,
    min: f64,
    max: f64,
}

impl Figures {
    const NONE: Self = Self { known: 0, sum: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY };

    fn add(&mut self, number: f64) {
        self.known += 1;
        self.sum += number;
        self.min = self.min.min(number);
        self.max = self.max.max(number);
    }

    /// Nothing happened is a sum of 0; rows of which none tells a figure are
    /// unknown. `whole` says that all figures of the column are whole numbers.
    fn value(&self, what: &What, rows: u64, whole: bool) -> Value<'static> {
        let number = |n: f64| if whole { Value::Integer(n as i64) } else { Value::Number(n) };
        match what {
            What::Count => Value::Integer(rows as i64),
            What::Sum(_) if rows == 0 || self.known > 0 => number(self.sum),
            What::Mean(_) if self.known > 0 => Value::Number(self.sum / self.known as f64),
            What::Min(_) if self.known > 0 => number(self.min),
            What::Max(_) if self.known > 0 => number(self.max),
            _ => Value::Null,
        }
    }
}

/// Areas with what was reckoned.
#[derive(Debug)]
pub struct Summary<'s> {
    placed: &'s Placed,
    what: &'s [What],
    /// Of which of them all figures are whole numbers.
    whole: Vec<bool>,
    by: Option<String>,
    /// Rows of an area and group, and the figures of each thing asked for.
    cells: BTreeMap<(u32, &'s str), (u64, Vec<Figures>)>,
    groups: Vec<&'s str>,
    /// Rows without what they are told apart by.
    pub ungrouped: usize,
    /// Cells that are no numbers, by line.
    pub faults: Vec<Notice>,
}

/// The groups of rows: each row's, and all there are.
#[derive(Debug)]
pub struct Groups {
    of: Vec<Option<String>>,
    all: BTreeSet<String>,
    name: Option<String>,
}

impl Groups {
    /// Tells rows apart.
    ///
    /// # Errors
    /// Where there is no such column.
    pub fn new(rows: &Rows, by: Option<&By>) -> Result<Self> {
        let day = |row: usize| rows.spots[row].days().and_then(|(first, _)| date(first));
        let (name, of): (Option<String>, Vec<Option<String>>) = match by {
            None => (None, vec![Some(String::new()); rows.len()]),
            Some(By::Month) => {
                let month = |row| day(row).map(|d| format!("{:04}-{:02}", d.year(), d.month()));
                (Some("month".to_owned()), (0..rows.len()).map(month).collect())
            }
            Some(By::Year) => {
                (Some("year".to_owned()), (0..rows.len()).map(|row| day(row).map(|d| d.year().to_string())).collect())
            }
            Some(By::Column(name)) => {
                let column = column(rows, name)?;
                let cell = |row| Some(rows.cell(row, column).into_owned()).filter(|cell| !cell.is_empty());
                (Some(name.clone()), (0..rows.len()).map(cell).collect())
            }
        };
        let mut all: BTreeSet<String> = of.iter().flatten().cloned().collect();
        match by {
            Some(By::Month) => all = months(&all),
            Some(By::Year) => all = years(&all),
            _ => {}
        }
        Ok(Self { of, all, name })
    }
}

/// All months from the first to the last: those without a row too.
fn months(seen: &BTreeSet<String>) -> BTreeSet<String> {
    let read = |text: &String| Some((text[..4].parse::<i32>().ok()?, text[5..].parse::<i32>().ok()?));
    let (Some(first), Some(last)) = (seen.first().and_then(read), seen.last().and_then(read)) else {
        return seen.clone();
    };
    let number = |(year, month): (i32, i32)| year * 12 + month - 1;
    (number(first)..=number(last)).map(|n| format!("{:04}-{:02}", n / 12, n % 12 + 1)).collect()
}

/// All years from the first to the last.
fn years(seen: &BTreeSet<String>) -> BTreeSet<String> {
    let read = |text: &String| text.parse::<i32>().ok();
    match (seen.first().and_then(read), seen.last().and_then(read)) {
        (Some(first), Some(last)) => (first..=last).map(|year| year.to_string()).collect(),
        _ => seen.clone(),
    }
}

/// A column by its name; `deaths` is the best figure, whatever it is called.
fn column(rows: &Rows, name: &str) -> Result<usize> {
    let dead = Some(rows.best_column).filter(|_| matches!(name, "deaths" | "fatalities" | "killed"));
    rows.column(name).or(dead.flatten()).ok_or_else(|| {
        let what = format!("no column '{name}'; the columns are: {}", crate::dataset::listed(&rows.header));
        Error::Input(Notice::new(rows.sheet.file.as_str(), what, "name one of them in --aggregate"))
    })
}

impl<'s> Summary<'s> {
    /// Reckons.
    ///
    /// # Errors
    /// Where there is no such column.
    pub fn new(rows: &Rows, placed: &'s Placed, what: &'s [What], groups: &'s Groups) -> Result<Self> {
        let columns: Vec<Option<usize>> = what
            .iter()
            .map(|what| what.named().map(|(name, _)| column(rows, name)).transpose())
            .collect::<Result<_>>()?;
        let mut summary = Self {
            placed,
            what,
            whole: vec![true; what.len()],
            by: groups.name.clone(),
            cells: BTreeMap::new(),
            groups: groups.all.iter().map(String::as_str).collect(),
            ungrouped: 0,
            faults: Vec::new(),
        };
        let mut cutter = Cutter::default();
        for (row, found) in &placed.pairs {
            let Some(group) = groups.of[*row as usize].as_deref() else {
                summary.ungrouped += 1;
                continue;
            };
            let nothing = || (0, vec![Figures::NONE; what.len()]);
            let (count, figures) = summary.cells.entry((found.row, group)).or_insert_with(nothing);
            *count += 1;
            let cells = rows.cut(*row as usize, &mut cutter);
            for ((figures, column), whole) in figures.iter_mut().zip(&columns).zip(&mut summary.whole) {
                let Some(column) = column else { continue };
                let cell = cells.cell(*column);
                match parse_number(&cell) {
                    Ok(Some(number)) => {
                        *whole &= number.fract() == 0.0 && number.abs() < EXACT;
                        figures.add(number);
                    }
                    Ok(None) => {}
                    Err(what) => {
                        summary.faults.push(Notice::new(
                            rows.sheet.file.as_str(),
                            format!("row {}: {what}", row + 1),
                            "left out of sums; write digits only",
                        ));
                    }
                }
            }
        }
        Ok(summary)
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.placed.areas.len() * self.groups.len().max(1)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table: the areas' columns, the group, what was reckoned.
    pub fn table(&self, name: &str) -> Table {
        let areas = &self.placed.areas;
        let mut columns: Vec<Column> =
            areas.header.iter().zip(kinds(areas)).map(|(name, kind)| Column::new(name.as_str(), kind)).collect();
        let mut add = |name: &str, kind| {
            let taken = |name: &str| columns.iter().any(|c| c.name.eq_ignore_ascii_case(name));
            let mut own = name.to_owned();
            while taken(&own) {
                own.push('_');
            }
            columns.push(Column::new(own, kind));
        };
        if let Some(by) = &self.by {
            add(by, Kind::Text);
        }
        for (what, whole) in self.what.iter().zip(&self.whole) {
            match what.named() {
                None => add("count", Kind::Integer),
                Some((column, name)) => {
                    let whole = *whole && !matches!(what, What::Mean(_));
                    add(&name, if whole { Kind::Integer } else { Kind::Number });
                    add(&format!("n_with_{column}"), Kind::Integer);
                }
            }
        }
        Table { shapes: Shapes::Areas, ..Table::new(name, columns) }
    }

    /// The column of the table in which the first thing that was reckoned stands.
    pub fn first_column(&self) -> usize {
        self.placed.areas.header.len() + usize::from(self.by.is_some())
    }

    /// Writes all areas, group by group.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn write(&self, writer: &mut dyn Writer) -> Result<()> {
        let areas = &self.placed.areas;
        let area_kinds = kinds(areas);
        let nothing = (0, vec![Figures::NONE; self.what.len()]);
        let mut cutter = Cutter::default();
        for area in 0..areas.len() {
            let cells = areas.cut(area, &mut cutter);
            let texts: Vec<_> = (0..areas.header.len()).map(|n| cells.cell(n)).collect();
            for group in &self.groups {
                let mut values: Vec<Value<'_>> =
                    texts.iter().zip(&area_kinds).map(|(t, kind)| value(t, *kind)).collect();
                if self.by.is_some() {
                    values.push(Value::Text(group));
                }
                let (rows, figures) = self.cells.get(&(area as u32, *group)).unwrap_or(&nothing);
                for ((what, figures), whole) in self.what.iter().zip(figures).zip(&self.whole) {
                    values.push(figures.value(what, *rows, *whole));
                    if what.named().is_some() {
                        values.push(Value::Integer(figures.known as i64));
                    }
                }
                writer.row(shape(areas, area as u32), &values)?;
            }
        }
        Ok(())
    }
}
