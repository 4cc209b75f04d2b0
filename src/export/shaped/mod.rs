//! Our own incidents as rows in the columns and by the conventions of ACLED and
//! of UCDP GED. What does not fit is left out, with the reason.

mod acled;
mod fields;
mod ucdp;

use super::format::{Format, Sink};
use super::plan::Plan;
use super::table::{Column, Credit, Kind, Shape, Shapes, Table, Value};
use crate::dataset::raw::{Source, Survey};
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::lexicon::acled_regions::AcledRegions;
use fields::{Fields, Finder};

/// Whose columns and conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shaped {
    /// ACLED's: a row per day and place, a named town, one number of dead.
    Acled,
    /// UCDP GED's: deadly events between organised actors.
    Ucdp,
}

/// An incident that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: &'static str,
}

/// What became of the incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fitted {
    /// Rows written.
    pub rows: u64,
    /// Incidents that became rows.
    pub incidents: u64,
    /// Those left out, in the order of the file.
    pub dropped: Vec<Dropped>,
    /// Rows of the file that are no incidents at all.
    pub rejected: u64,
}

/// A value of a row that is made.
#[derive(Debug, Clone, PartialEq)]
enum Made {
    None,
    Text(String),
    Integer(i64),
    Number(f64),
    Day(jiff::civil::Date),
}

impl Made {
    fn text(text: Option<&str>) -> Self {
        text.map_or(Self::None, |text| Self::Text(text.to_owned()))
    }

    fn whole(n: Option<i64>) -> Self {
        n.map_or(Self::None, Self::Integer)
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::None => Value::Null,
            Self::Text(text) if text.is_empty() => Value::Null,
            Self::Text(text) => Value::Text(text),
            Self::Integer(n) => Value::Integer(*n),
            Self::Number(n) => Value::Number(*n),
            Self::Day(day) => Value::Date(*day),
        }
    }
}

/// What is known besides the incident.
struct World<'w> {
    gazetteer: &'w Gazetteer,
    countries: AcledRegions,
}

/// A row that is made: its point and its values.
struct Row {
    point: (f64, f64),
    values: Vec<Made>,
}

impl Shaped {
    fn columns(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Acled => &acled::COLUMNS,
            Self::Ucdp => &ucdp::COLUMNS,
        }
    }

    /// The table of its rows.
    fn table(self, name: &str, credit: Credit) -> Table {
        let columns: Vec<Column> = self.columns().iter().map(|(name, kind)| Column::new(*name, *kind)).collect();
        let at = |name| columns.iter().position(|c| c.name == name);
        let point = at("latitude").zip(at("longitude"));
        Table { point, credit, shapes: Shapes::Points, ..Table::new(name, columns) }
    }

    fn rows(self, incident: &Fields<'_>, world: &World<'_>) -> std::result::Result<Vec<Row>, &'static str> {
        // What is denied, planned or only told of as background is no event of
        // theirs.
        if !matches!(incident.text("status"), Some("reported" | "claimed")) {
            return Err(
                "not told as an event of the day: denied, planned, background or many without one place and day",
            );
        }
        match self {
            Self::Acled => acled::rows(incident, world),
            Self::Ucdp => ucdp::rows(incident).map(|row| vec![row]),
        }
    }
}

/// Writes the incidents of a file in these columns.
///
/// # Errors
/// Where the file cannot be read on, or the other not be written.
pub fn fit(
    source: &mut Source<'_>,
    (survey, plan): (&Survey, &Plan),
    shaped: Shaped,
    (format, sink, (name, hxl)): (Format, Sink<'_>, (&str, bool)),
    gazetteer: &Gazetteer,
) -> Result<Fitted> {
    let table = Table { hxl, ..shaped.table(name, plan.table.credit.clone()) };
    let world = World { gazetteer, countries: AcledRegions::english()? };
    let mut writer = format.open(sink, &table)?;
    let finder = Finder::new(&plan.table);
    let mut fitted = Fitted::default();
    while let Some(block) = source.next_block()? {
        let mut done = Ok(());
        let mut names = survey.names.clone();
        block.rows(&mut names, &mut |row| {
            let mut values = Vec::new();
            let Ok(ground) = plan.row(survey, row, &mut values) else {
                fitted.rejected += 1;
                return;
            };
            let incident = Fields::new(&finder, &values, &ground);
            match shaped.rows(&incident, &world) {
                Err(reason) => {
                    let id = incident.text("id").unwrap_or_default().to_owned();
                    fitted.dropped.push(Dropped { id, reason });
                }
                Ok(rows) => {
                    fitted.incidents += 1;
                    for row in rows {
                        fitted.rows += 1;
                        let (lat, lon) = row.point;
                        let values: Vec<Value<'_>> = row.values.iter().map(Made::value).collect();
                        if done.is_ok() {
                            done = writer.row(Shape::Point { lat, lon }, &values);
                        }
                    }
                }
            }
        });
        done?;
    }
    writer.finish()?;
    Ok(fitted)
}
