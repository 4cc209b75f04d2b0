//! What is asked of a table's columns.

/// Columns that the user names, and what the rows are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Degrees north.
    pub lat: Option<String>,
    /// Degrees east.
    pub lon: Option<String>,
    /// The day, or the first.
    pub date: Option<String>,
    /// Decides the size: deaths, or any number.
    pub size: Option<String>,
    /// Decides the colour.
    pub color: Option<String>,
    /// Whether rows without coordinates are of no use at all.
    pub points: bool,
}
