//! Our own incidents as a table of any format.

use super::format::{Format, Sink};
use super::table::{Column, Credit, Shape, Table};
use crate::error::Result;
use crate::format::incident_row::IncidentRow;
use crate::format::qgis;
use crate::format::run::CREDITS;
use crate::format::table::{Located as _, POINT_COLUMNS, Row as _};

/// The layer's name.
pub(super) const LAYER: &str = "incidents";

/// The table of incidents.
fn table() -> Table {
    let columns: Vec<Column> = IncidentRow::COLUMNS.iter().map(|c| Column::new(c.name, c.kind)).collect();
    let at = |name: &str| columns.iter().position(|c| c.name == name);
    let [lat, lon] = POINT_COLUMNS.map(at);
    let (point, id) = (lat.zip(lon), at("id"));
    Table { point, point_once: true, id, credit: credit(), style: style(), ..Table::new(LAYER, columns) }
}

/// Writes incidents.
///
/// # Errors
/// [`Error::Io`](crate::error::Error::Io) where the file cannot be written.
pub fn write_incidents(format: Format, sink: Sink<'_>, rows: &[IncidentRow]) -> Result<()> {
    let mut writer = format.open(sink, &table())?;
    for row in rows {
        let shape = row.point().map_or(Shape::None, |[lon, lat]| Shape::Point { lat, lon });
        writer.row(shape, &row.cells())?;
    }
    writer.finish()
}

/// The sources behind every incident.
pub(super) fn credit() -> Credit {
    let credits: Vec<&str> = CREDITS.iter().map(|c| c.credit).collect();
    Credit { attribution: Some(credits.join(" ")), licence: None }
}

/// The style of the layer.
pub(super) fn style() -> Option<String> {
    let mut style = Vec::new();
    qgis::write_style(&mut style).ok()?;
    String::from_utf8(style).ok()
}
