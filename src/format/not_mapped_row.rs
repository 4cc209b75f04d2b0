//! `not_mapped.csv`: the incidents that are left out, as rows of
//! `incidents.csv` with the reason behind them.

use super::incident_row::IncidentRow;
use super::table::{Cell, CellType, Column, Kind, Row};
use crate::incident::{Incident, LeftOut};

/// The columns of an incident.
const OF_INCIDENT: usize = IncidentRow::COLUMNS.len();

/// The column that this table has of its own.
pub const REASON: Column = Column {
    name: "left_out_because",
    kind: Kind::Text,
    nullable: false,
    unit: "",
    allowed: "status; type; dates; country; bbox; confidence; precision; rejected",
    null_means: "",
    source: "options: --status, --include, --since and --until, --country, --bbox, --min-confidence, --precision; corrections",
    meaning: "which choice leaves the incident out; the first of them, status last; the other columns are those of incidents",
};

/// One incident that is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct NotMappedRow {
    /// The incident.
    pub incident: IncidentRow,
    /// Which choice leaves it out.
    pub left_out_because: &'static str,
}

impl NotMappedRow {
    /// The row of an incident.
    pub fn new(incident: &Incident, why: LeftOut) -> Self {
        Self { incident: IncidentRow::new(incident), left_out_because: why.name() }
    }
}

impl Row for NotMappedRow {
    const TABLE: &'static str = "not_mapped.csv";
    const COLUMNS: &'static [Column] = &{
        let mut columns = [REASON; OF_INCIDENT + 1];
        let mut at = 0;
        while at < OF_INCIDENT {
            columns[at] = IncidentRow::COLUMNS[at];
            at += 1;
        }
        columns
    };

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = self.incident.cells();
        cells.push(self.left_out_because.cell());
        cells
    }
}
