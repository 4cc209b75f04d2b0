//! Writers: what has been read, as files that QGIS, spreadsheets and scripts
//! open. Writers decide nothing: every value is in the row they are given.

pub mod aggregate_row;
pub mod check_row;
pub mod claim_row;
pub mod codes;
pub mod columns;
pub mod correction_row;
pub mod explain;
pub mod gap_rows;
pub mod geojson;
pub mod ground_row;
mod in_words;
pub mod incident_row;
pub mod ledger;
pub mod lookup;
pub mod nested;
pub mod not_mapped_row;
pub mod palette;
pub mod place_row;
pub mod places_text;
pub mod qgis;
pub mod read_back;
pub mod review_row;
pub mod run;
pub mod stream;
pub mod table;
pub mod tables;
pub mod wkb;

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
