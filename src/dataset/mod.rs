//! Other people's rows in their own words: ACLED's exports, UCDP GED, our own
//! `incidents.csv` and `incidents.geojson`, and any table or GeoJSON.
//!
//! A file is read once, from front to back; of each row only a small
//! [`Record`] stays, with its texts shared. A row that is wrong is named with
//! its line and a remedy, and the rest goes on.

mod cells;
mod columns;
mod dates;
mod describe;
mod dialect;
mod feature_rows;
mod features;
mod kinds;
mod pieces;
pub mod raw;
mod record;
mod rows;
mod seam;
mod sheet;
mod split;
mod table;
mod told;
mod transcode;
mod wanted;
mod wkt;

pub use cells::parse_number;
pub use columns::listed;
pub use describe::stem;
pub use dialect::Dialect;
pub use kinds::{Kinds, event_type_named};
pub use record::{Record, Word, Words};
pub use rows::{Cutter, Fault, Reading, Row, Rows, Spot, date, number};
pub use sheet::Sheet;
pub use split::unquoted;
pub use told::{told_claims, told_deaths};
pub use wanted::Wanted;

use std::io::BufRead;

use crate::error::{Error, Notice, Result};
use transcode::{Form, Opened};

/// The rows of one file or of several.
#[derive(Debug, Default)]
pub struct Dataset {
    /// What is asked of the columns.
    pub wanted: Wanted,
    /// The rows, in the order of the files.
    pub records: Vec<Record>,
    /// The texts that they share.
    pub words: Words,
    /// What was read of each file.
    pub sheets: Vec<Sheet>,
}

impl Dataset {
    /// No rows yet.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Reads a file and adds its rows.
    ///
    /// # Errors
    /// [`Error::Input`] where the file is no table and no GeoJSON, a column that
    /// is needed or named is not there, or it cannot be read on.
    pub fn read(&mut self, input: &mut dyn BufRead, file: &str) -> Result<()> {
        let Opened { input, form, notices, .. } = transcode::open(input, file)?;
        let mut sheet = Sheet::new(file, self.records.len());
        sheet.notices = notices;
        match form {
            Form::Table { delimiter, crlf } => table::read(input, (delimiter, crlf), &mut sheet, self)?,
            Form::Json => features::read(input, &mut sheet, self)?,
        }
        if sheet.rows == 0 && sheet.notices.is_empty() {
            let remedy = "give a table with a header and rows, or GeoJSON with features";
            return Err(Error::Input(Notice::new(file, "no row", remedy)));
        }
        sheet.settle_dates(&mut self.records);
        sheet.count_days(&self.records);
        self.sheets.push(sheet);
        Ok(())
    }

    /// What was odd, file by file.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.sheets.iter().flat_map(|sheet| &sheet.notices)
    }

    /// Rows of all files.
    pub fn rows(&self) -> usize {
        self.records.len()
    }

    /// Rows that have a point.
    pub fn placed(&self) -> usize {
        self.records.iter().filter(|r| r.point().is_some()).count()
    }
}
