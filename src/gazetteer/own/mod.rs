//! Own places: a table that a person or another program wrote, to be laid over
//! the gazetteer or made into one.
//!
//! What is wrong with a row is a [`Fault`] with its line and a remedy; the other
//! rows are read. `unresolved.csv` is such a table once its points are filled
//! in, and rows that are still blank are passed over.

mod alias;
mod columns;
mod cut;
mod row;

use std::collections::BTreeMap;
use std::io::BufRead;

use csv::StringRecord;

use self::columns::Columns;
use self::cut::CutLines;
use super::rows::Row;
use super::{FeatureClass, Gazetteer};
use crate::error::{Error, Notice, Result};

pub use self::alias::AliasOf;
pub(super) use self::row::point;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What, where, and what to do.
    pub notice: Notice,
    /// Whether the row was left out for it; else only a part of it was.
    pub left_out: bool,
}

/// The places of a table.
#[derive(Debug, Clone, Default)]
pub struct OwnPlaces {
    /// The table's name, as it is named in notices.
    pub file: String,
    /// What is wrong with it, by line.
    pub faults: Vec<Fault>,
    /// Rows without a point, passed over.
    pub blank: usize,
    /// The places, with their lines.
    pub(crate) places: Vec<(u64, Row)>,
}

impl OwnPlaces {
    /// Reads a table: CSV, TSV or parted by semicolons, with a header. `known`
    /// tells the codes of countries and divisions.
    ///
    /// # Errors
    /// [`Error::Input`] where it has no columns for names and points, or cannot
    /// be read on.
    pub fn read(input: impl BufRead, file: &str, known: &Gazetteer) -> Result<Self> {
        let mut input = CutLines::new(input);
        let delimiter = columns::delimiter(input.first_line().map_err(|why| unreadable(file, &why))?);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
        let header = reader.byte_headers().map_err(|why| broken(file, &why))?;
        let header: Vec<String> = header.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let columns = Columns::of(&header).map_err(|notice| Error::Input(notice.in_file(file).at_line(1)))?;
        let mut own = Self { file: file.to_owned(), ..Self::default() };
        let mut record = csv::ByteRecord::new();
        let mut seen = Seen::default();
        while reader.read_byte_record(&mut record).map_err(|why| broken(file, &why))? {
            let line = record.position().map_or(0, csv::Position::line);
            let read = if reader.get_ref().was_cut(line) {
                Err(Notice::new("", "a line of more than a megabyte", "split it, or close the quotes before it"))
            } else {
                text(&record).and_then(|record| own.row(&columns, &record, line, &mut seen, known))
            };
            if let Err(notice) = read {
                own.fault(notice, line, true);
            }
        }
        own.settle_divisions(known);
        Ok(own)
    }

    /// How many places it has.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Name and point (latitude, longitude) of each place, with its line.
    pub fn points(&self) -> impl Iterator<Item = (u64, &str, (f64, f64))> {
        let degrees = |e5: i32| f64::from(e5) / 1e5;
        self.places.iter().map(move |(line, row)| (*line, row.name(), (degrees(row.lat_e5), degrees(row.lon_e5))))
    }

    /// Lines of the places that have no country.
    pub fn without_country(&self) -> impl Iterator<Item = u64> {
        self.places.iter().filter(|(_, row)| row.iso2.is_empty()).map(|(line, _)| *line)
    }

    /// The rows as an index wants them: countries, divisions by their codes, the
    /// rest in the order of the table.
    pub(crate) fn sorted(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.places.iter().map(|(_, row)| row.clone()).collect();
        rows.sort_by(|a, b| {
            let codes = |row: &Row| (row.iso2.clone(), row.admin1.clone(), row.admin2.clone());
            let rank = super::write::core_range;
            let by_code = if rank(a) < 3 { codes(a).cmp(&codes(b)) } else { std::cmp::Ordering::Equal };
            rank(a).cmp(&rank(b)).then(by_code)
        });
        rows
    }

    fn fault(&mut self, notice: Notice, line: u64, left_out: bool) {
        self.faults.push(Fault { notice: notice.in_file(&self.file).at_line(line), left_out });
    }

    fn row(
        &mut self,
        columns: &Columns,
        record: &StringRecord,
        line: u64,
        seen: &mut Seen,
        known: &Gazetteer,
    ) -> std::result::Result<(), Notice> {
        if columns.is_blank(record) {
            self.blank += 1;
            return Ok(());
        }
        columns.check_width(record)?;
        let (row, odd) = row::read(columns, record, known)?;
        seen.check(&row, line)?;
        self.places.push((line, row));
        for notice in odd {
            self.fault(notice, line, false);
        }
        Ok(())
    }

    /// Names of divisions become their codes, as the gazetteer or the table
    /// itself has them.
    fn settle_divisions(&mut self, known: &Gazetteer) {
        let of_table = |class: u8| -> BTreeMap<(String, String), String> {
            let own = self.places.iter().filter(|(_, row)| row.class == class);
            let code = |row: &Row| if class == 2 { row.admin1.clone() } else { row.admin2.clone() };
            own.map(|(_, row)| ((row.iso2.clone(), super::fold::fold(row.name())), code(row))).collect()
        };
        let (first, second) = (of_table(2), of_table(3));
        let mut odd = Vec::new();
        for (line, row) in &mut self.places {
            if row.class != 2 && !row.admin1.is_empty() {
                let found = division(known, &first, row, FeatureClass::Admin1);
                row.admin1 = found.unwrap_or_else(|| {
                    odd.push((*line, unknown("admin1", &row.admin1, &row.iso2)));
                    String::new()
                });
            }
            if !matches!(row.class, 2 | 3) && !row.admin2.is_empty() {
                let found = division(known, &second, row, FeatureClass::Admin2);
                row.admin2 = found.unwrap_or_else(|| {
                    odd.push((*line, unknown("admin2", &row.admin2, &row.iso2)));
                    String::new()
                });
            }
        }
        for (line, notice) in odd {
            self.fault(notice, line, false);
        }
        self.faults.sort_by_key(|fault| fault.notice.line);
    }
}

/// The code of the division that a row names, by code or by name.
fn division(
    known: &Gazetteer,
    own: &BTreeMap<(String, String), String>,
    row: &Row,
    class: FeatureClass,
) -> Option<String> {
    let first = class == FeatureClass::Admin1;
    let asked = if first { &row.admin1 } else { &row.admin2 };
    let by_code = if first { known.admin1(&row.iso2, asked) } else { known.admin2(&row.iso2, &row.admin1, asked) };
    if by_code.is_some() {
        return Some(asked.clone());
    }
    let hits = known.find(asked).into_iter().map(|hit| known.place(hit.place));
    let mut fit = hits.filter(|place| {
        place.class == class && place.iso2 == row.iso2 && (first || row.admin1.is_empty() || place.admin1 == row.admin1)
    });
    let found = fit.next().map(|place| if first { place.admin1.to_owned() } else { place.admin2.to_owned() });
    found.or_else(|| own.get(&(row.iso2.clone(), super::fold::fold(asked))).cloned())
}

fn unknown(column: &str, asked: &str, iso2: &str) -> Notice {
    let place = if iso2.is_empty() { "a row without country".to_owned() } else { iso2.to_owned() };
    Notice::new(
        "",
        format!("{column} '{asked}' is not known in {place}; the row is kept without it"),
        "give GeoNames' code, or the name as `dateline lookup` has it, and the country",
    )
}

/// The cells of a new row under a header; `values` are by the columns' own names
/// (name, lat, lon, country, admin1, admin2, alternates, population, kind...).
///
/// # Errors
/// Where the header has no column for one of them.
pub fn cells_of(header: &[String], values: &[(&str, &str)]) -> std::result::Result<Vec<String>, Notice> {
    let columns = Columns::of(header)?;
    let mut cells = vec![String::new(); header.len()];
    for (column, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        let cell = columns.place(column).and_then(|at| cells.get_mut(at)).ok_or_else(|| {
            let what = format!("no column {column}; the columns are: {}", header.join(", "));
            Notice::new("", what, "add it to the header, or leave the value out")
        })?;
        (*value).clone_into(cell);
    }
    Ok(cells)
}

/// What tells one row of a table from another.
#[derive(Debug, Default)]
struct Seen {
    ids: BTreeMap<u32, u64>,
    points: BTreeMap<(String, i32, i32), u64>,
}

impl Seen {
    fn check(&mut self, row: &Row, line: u64) -> std::result::Result<(), Notice> {
        if row.geonameid != 0
            && let Some(first) = self.ids.get(&row.geonameid)
        {
            let what = format!("geonameid {} stands in line {first} already; this row is left out", row.geonameid);
            return Err(Notice::new("", what, "keep one of them"));
        }
        let key = (super::fold::fold(row.name()), row.lat_e5, row.lon_e5);
        if let Some(first) = self.points.get(&key) {
            let what = format!("the same name and point as line {first}; this row is left out");
            return Err(Notice::new("", what, "keep one of them"));
        }
        self.points.insert(key, line);
        if row.geonameid != 0 {
            self.ids.insert(row.geonameid, line);
        }
        Ok(())
    }
}

fn text(record: &csv::ByteRecord) -> std::result::Result<StringRecord, Notice> {
    StringRecord::from_byte_record(record.clone()).map_err(|why| {
        let what = format!("column {} is not UTF-8", why.utf8_error().field() + 1);
        Notice::new("", what, "save the table as UTF-8")
    })
}

fn unreadable(file: &str, why: &std::io::Error) -> Error {
    Error::Input(Notice::new(file, format!("cannot read on: {why}"), "give the file again"))
}

fn broken(file: &str, why: &csv::Error) -> Error {
    Error::Input(Notice::new(file, format!("cannot read the table: {why}"), "save it as CSV with a header line"))
}
