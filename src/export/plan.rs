//! How the rows of a file become rows of a table: which columns there are, in
//! which order, and where each value comes from.

use super::format::Format;
use super::own;
use super::table::{Column, Credit, Kind, Shape, Shapes, Table, Value};
use crate::dataset::Dialect;
use crate::dataset::raw::{Ground, Row, Survey};
use crate::format::incident_row::IncidentRow;
use crate::format::table::{POINT_COLUMNS, Row as _, unguarded};

/// Where the value of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// A column of the file.
    Cell(usize),
    /// The latitude of the row's point.
    Lat,
    /// Its longitude.
    Lon,
}

/// The way from a file to a table.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The table.
    pub table: Table,
    /// Columns of the file that are left out, since they hold lists or objects
    /// that this format cannot.
    pub left_out: Vec<String>,
    from: Vec<From>,
    /// Texts of our own tables, in which formulas are guarded.
    guarded: bool,
}

/// Columns of the point in our own rows follow this one.
const BEFORE_POINT: &str = "ucdp_where_prec";

impl Plan {
    /// For a file and a format.
    pub fn new(survey: &mut Survey, name: &str, format: Format) -> Self {
        let own = survey.dialect == Dialect::Dateline;
        let mut left_out = Vec::new();
        let mut from = Vec::new();
        for (n, seen) in survey.seen.iter().enumerate() {
            if own && seen.nested > 0 && format != Format::JsonLines {
                left_out.push(survey.names.list[n].clone());
            } else {
                from.push(From::Cell(n));
            }
        }
        if own {
            declare(survey);
            own_order(survey, &mut from);
        }
        let columns: Vec<Column> = from.iter().map(|from| column(survey, *from)).collect();
        let at = |wanted: From| from.iter().position(|f| *f == wanted);
        let point = match survey.point_columns() {
            Some((lat, lon)) => at(From::Cell(lat)).zip(at(From::Cell(lon))),
            None => at(From::Lat).zip(at(From::Lon)),
        };
        let id = if own { columns.iter().position(|c| c.name == "id") } else { None };
        let table = Table {
            name: if own { own::LAYER.to_owned() } else { name.to_owned() },
            columns,
            shapes: shapes(survey),
            point,
            point_once: own,
            id,
            credit: credit(survey),
            style: own.then(own::style).flatten(),
            hxl: false,
        };
        let guarded = own && survey.told.delimiter.is_some();
        Self { table, left_out, from, guarded }
    }

    /// A row of the file as values of the table's columns, with its place.
    ///
    /// # Errors
    /// Says what is wrong with the row, and a remedy.
    pub fn row<'r>(
        &self,
        survey: &Survey,
        row: &Row<'r>,
        values: &mut Vec<Value<'r>>,
    ) -> Result<Ground, (String, &'static str)> {
        if let Some(broken) = &row.broken {
            return Err(broken.clone());
        }
        let ground = survey.place(row)?;
        values.clear();
        for from in &self.from {
            values.push(match (from, &ground) {
                (From::Cell(n), _) => match survey.value(row, *n)? {
                    Value::Text(text) if self.guarded => Value::Text(unguarded(text)),
                    value => value,
                },
                (From::Lat, Ground::Point(lat, _)) => Value::Number(*lat),
                (From::Lon, Ground::Point(_, lon)) => Value::Number(*lon),
                (From::Lat | From::Lon, _) => Value::Null,
            });
        }
        Ok(ground)
    }
}

/// A place as writers take it.
pub(super) fn shape(ground: &Ground) -> Shape<'_> {
    match ground {
        Ground::NotGiven | Ground::Nowhere => Shape::None,
        Ground::Point(lat, lon) => Shape::Point { lat: *lat, lon: *lon },
        Ground::Any(geometry) => Shape::Any(geometry),
    }
}

/// Gives our own columns the kinds that they are written with.
fn declare(survey: &mut Survey) {
    for known in IncidentRow::COLUMNS {
        if let Some(at) = survey.names.list.iter().position(|name| name == known.name) {
            survey.set_kind(at, known.kind);
        }
    }
}

/// Puts the point of our own rows into two columns, where tables have them.
fn own_order(survey: &Survey, from: &mut Vec<From>) {
    if survey.point_columns().is_some() || !survey.has_places() {
        return;
    }
    let named = |from: &From| matches!(from, From::Cell(n) if survey.names.list[*n] == BEFORE_POINT);
    let at = from.iter().position(named).map_or(from.len(), |n| n + 1);
    from.splice(at..at, [From::Lat, From::Lon]);
}

fn column(survey: &Survey, from: From) -> Column {
    match from {
        From::Lat => Column::new(POINT_COLUMNS[0], Kind::Number),
        From::Lon => Column::new(POINT_COLUMNS[1], Kind::Number),
        From::Cell(n) => {
            let seen = &survey.seen[n];
            let json = seen.nested > 0 && seen.nested == seen.told;
            Column { name: survey.names.list[n].clone(), kind: survey.kind(n), json }
        }
    }
}

fn shapes(survey: &Survey) -> Shapes {
    let grounds = survey.grounds;
    let kinds = [grounds.points, grounds.lines, grounds.areas, grounds.others];
    match (kinds, survey.has_places()) {
        (_, false) => Shapes::None,
        ([_, 0, 0, 0], true) => Shapes::Points,
        ([0, _, 0, 0], true) => Shapes::Lines,
        ([0, 0, _, 0], true) => Shapes::Areas,
        _ => Shapes::Mixed,
    }
}

/// Whose data it is: what the file says of itself, else the makers of a known
/// table.
fn credit(survey: &Survey) -> Credit {
    let member = |name: &str| {
        let found = survey.told.members.iter().find(|(member, _)| member == name)?;
        serde_json::from_str::<String>(&found.1).ok()
    };
    let told = Credit { attribution: member("attribution"), licence: member("licence") };
    if told != Credit::default() {
        return told;
    }
    match survey.dialect {
        Dialect::Dateline => own::credit(),
        Dialect::Ucdp => {
            Credit { attribution: survey.dialect.credit().map(str::to_owned), licence: Some("CC BY 4.0".to_owned()) }
        }
        known => Credit { attribution: known.credit().map(str::to_owned), licence: None },
    }
}
