//! CSV (RFC 4180, UTF-8, a header, "\n" at line ends): tables of rows, and
//! `data_dictionary.csv`, which describes their columns.

use std::io::{self, Write};

use super::aggregate_row::AggregateRow;
use super::check_row::CheckRow;
use super::claim_row::ClaimRow;
use super::correction_row::CorrectionRow;
use super::gap_rows::{NotReadRow, UnresolvedRow};
use super::ground_row::GroundRow;
use super::incident_row::IncidentRow;
use super::not_mapped_row::{self, NotMappedRow};
use super::place_row::PlaceRow;
use super::review_row::ReviewRow;
use super::table::{Column, Row};

/// Writes a table of rows.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Begins a table of rows of type `R` with its header.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new<R: Row>(out: W) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(R::COLUMNS.iter().map(|c| c.name))?;
        Ok(Self { out })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write<R: Row>(&mut self, row: &R) -> io::Result<()> {
        Ok(self.out.write_record(row.cells().into_iter().map(super::table::Cell::to_field))?)
    }

    /// Ends the table and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Writes a whole table.
///
/// # Errors
/// Those of the writer.
pub fn write<R: Row>(out: impl Write, rows: impl IntoIterator<Item = R>) -> io::Result<()> {
    let mut writer = TableWriter::new::<R>(out)?;
    for row in rows {
        writer.write(&row)?;
    }
    writer.finish().map(drop)
}

/// Every table whose columns the data dictionary describes.
pub fn described() -> [(&'static str, &'static [Column]); 11] {
    [
        (IncidentRow::TABLE, IncidentRow::COLUMNS),
        // The rest of its columns are those of an incident.
        (NotMappedRow::TABLE, &[not_mapped_row::REASON]),
        (ClaimRow::TABLE, ClaimRow::COLUMNS),
        (CheckRow::TABLE, CheckRow::COLUMNS),
        (PlaceRow::TABLE, PlaceRow::COLUMNS),
        (UnresolvedRow::TABLE, UnresolvedRow::COLUMNS),
        (NotReadRow::TABLE, NotReadRow::COLUMNS),
        (GroundRow::TABLE, GroundRow::COLUMNS),
        (ReviewRow::TABLE, ReviewRow::COLUMNS),
        (CorrectionRow::TABLE, CorrectionRow::COLUMNS),
        (AggregateRow::TABLE, AggregateRow::COLUMNS),
    ]
}

/// Writes `data_dictionary.csv`: one row a column of every table.
///
/// # Errors
/// Those of the writer.
pub fn write_dictionary(out: impl Write) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["table", "name", "type", "unit", "allowed_values", "null_meaning", "source", "meaning"])?;
    for (table, columns) in described() {
        for c in columns {
            let null = if c.nullable { c.null_means } else { "never null" };
            out.write_record([table, c.name, c.kind.name(), c.unit, c.allowed, null, c.source, c.meaning])?;
        }
    }
    out.flush()
}
