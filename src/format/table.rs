//! What a table of the output is: named columns of one type each. A row type
//! is defined once, by [`table!`], and that definition writes the CSV header,
//! the GeoJSON properties and `data_dictionary.csv`.

use geojson::{Geometry, GeometryValue};
use jiff::civil::Date;
use serde::ser::{Serialize, Serializer};

pub use crate::text::{guarded, unguarded};

/// The type of a column, as the data dictionary names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unicode text, never empty.
    Text,
    /// A whole number.
    Integer,
    /// A decimal number, always with a decimal point.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A full ISO 8601 date, `YYYY-MM-DD`.
    Date,
}

impl Kind {
    /// The name in the data dictionary.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

/// What is known of a column without looking at a row.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The name in headers and properties.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Whether a value may be missing.
    pub nullable: bool,
    /// The unit of numbers; empty where there is none.
    pub unit: &'static str,
    /// The values allowed, joined with "; "; empty where any are.
    pub allowed: &'static str,
    /// What a missing value means.
    pub null_means: &'static str,
    /// Where the value comes from.
    pub source: &'static str,
    /// What the column says.
    pub meaning: &'static str,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Unknown.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
}

/// The name itself, or with a number behind it where it is taken.
pub fn free_name(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..=u32::MAX).map(|n| format!("{wanted}_{n}")).find(|name| !taken(name));
    numbered.unwrap_or_else(|| wanted.to_owned())
}

impl Cell<'_> {
    /// The value as a CSV field; unknown is the empty field.
    pub fn to_field(self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Text(text) => guarded(text).into_owned(),
            Cell::Integer(number) => number.to_string(),
            // `Debug` keeps the decimal point of a whole number, as JSON does.
            Cell::Number(number) => format!("{number:?}"),
            Cell::Boolean(yes) => yes.to_string(),
            Cell::Date(date) => date.to_string(),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Null => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Boolean(yes) => serializer.serialize_bool(*yes),
            Cell::Date(date) => serializer.collect_str(date),
        }
    }
}

/// A Rust type that fills a column.
pub trait CellType {
    /// The column's type.
    const KIND: Kind;
    /// Whether a value may be missing.
    const NULLABLE: bool = false;
    /// The value.
    fn cell(&self) -> Cell<'_>;
}

impl CellType for String {
    const KIND: Kind = Kind::Text;
    /// An empty text is an unknown one: it must not reach a table as `""`.
    fn cell(&self) -> Cell<'_> {
        if self.is_empty() { Cell::Null } else { Cell::Text(self) }
    }
}

impl CellType for &'static str {
    const KIND: Kind = Kind::Text;
    fn cell(&self) -> Cell<'_> {
        if self.is_empty() { Cell::Null } else { Cell::Text(self) }
    }
}

impl CellType for bool {
    const KIND: Kind = Kind::Boolean;
    fn cell(&self) -> Cell<'_> {
        Cell::Boolean(*self)
    }
}

impl CellType for f64 {
    const KIND: Kind = Kind::Number;
    fn cell(&self) -> Cell<'_> {
        if self.is_finite() { Cell::Number(*self) } else { Cell::Null }
    }
}

impl CellType for Date {
    const KIND: Kind = Kind::Date;
    fn cell(&self) -> Cell<'_> {
        Cell::Date(*self)
    }
}

macro_rules! integer_cells {
    ($($type:ty)+) => {$(
        impl CellType for $type {
            const KIND: Kind = Kind::Integer;
            fn cell(&self) -> Cell<'_> {
                Cell::Integer(i64::from(*self))
            }
        }
    )+};
}
integer_cells!(u8 u32 i64);

impl<T: CellType> CellType for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, CellType::cell)
    }
}

/// A row of a table whose columns are known beforehand.
pub trait Row {
    /// The file the table is written to.
    const TABLE: &'static str;
    /// The columns, in order.
    const COLUMNS: &'static [Column];
    /// The values, in the order of the columns.
    fn cells(&self) -> Vec<Cell<'_>>;
}

impl<R: Row> Row for &R {
    const TABLE: &'static str = R::TABLE;
    const COLUMNS: &'static [Column] = R::COLUMNS;

    fn cells(&self) -> Vec<Cell<'_>> {
        (**self).cells()
    }
}

/// A row that stands for something on the ground. Its table has the columns
/// `latitude` and `longitude`, which GeoJSON turns into the geometry.
pub trait Located: Row {
    /// Unique within the table; begins with a letter.
    fn id(&self) -> &str;
    /// Degrees east and north, WGS 84.
    fn point(&self) -> Option<[f64; 2]>;

    /// What GeoJSON draws: the point, where a row has no other geometry.
    fn geometry(&self) -> Option<Geometry> {
        self.point().map(|[lon, lat]| Geometry::new(GeometryValue::new_point([lon, lat])))
    }
}

/// The columns that GeoJSON says by the geometry.
pub const POINT_COLUMNS: [&str; 2] = ["latitude", "longitude"];

/// A row as a JSON object of flat scalars, without the point columns.
#[derive(Debug, Clone, Copy)]
pub struct Properties<'a, R>(pub &'a R);

impl<R: Row> Serialize for Properties<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(named(self.0).filter(|(name, _)| !POINT_COLUMNS.contains(name)))
    }
}

/// A row as a JSON object of flat scalars, with all columns.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a, R>(pub &'a R);

impl<R: Row> Serialize for Whole<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(named(self.0))
    }
}

fn named<R: Row>(row: &R) -> impl Iterator<Item = (&'static str, Cell<'_>)> {
    R::COLUMNS.iter().map(|c| c.name).zip(row.cells())
}

/// Coordinates are given to a millionth of a degree, 11 cm: finer than any
/// source, within the seven decimals that GeoJSON readers expect.
pub fn round_degrees(degrees: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (degrees * 1e6).round() / 1e6 + 0.0
}

/// Lists in one cell are joined in this way.
pub fn joined<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Option<String> {
    let mut text = String::new();
    for item in items {
        let item = item.as_ref().trim();
        if !item.is_empty() {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(item);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Text on one line, runs of white space made one space; `None` when empty.
pub fn one_line(text: &str) -> Option<String> {
    joined([text.split_whitespace().collect::<Vec<_>>().join(" ")])
}

/// Defines a row type and its columns at once. Each column is
/// `field: Type, "meaning", unit "…", allowed …, null "…", from "…";` where
/// `unit`, `allowed` and `null` may be left out, in this order.
macro_rules! table {
    (
        $(#[$attribute:meta])*
        $name:ident in $file:literal {
            $(
                $field:ident: $type:ty, $meaning:literal
                $(, unit $unit:literal)? $(, allowed $allowed:expr_2021)? $(, null $null:literal)?, from $source:literal;
            )+
        }
    ) => {
        $(#[$attribute])*
        // The field docs are the dictionary's words, which are not Markdown.
        #[allow(clippy::doc_markdown)]
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(#[doc = $meaning] pub $field: $type,)+
        }

        impl $crate::format::table::Row for $name {
            const TABLE: &'static str = $file;
            const COLUMNS: &'static [$crate::format::table::Column] = &[$(
                $crate::format::table::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::format::table::CellType>::KIND,
                    nullable: <$type as $crate::format::table::CellType>::NULLABLE,
                    unit: concat!($($unit)?),
                    allowed: { let allowed = ""; $(let _ = allowed; let allowed = $allowed;)? allowed },
                    null_means: concat!($($null)?),
                    source: $source,
                    meaning: $meaning,
                },
            )+];

            fn cells(&self) -> Vec<$crate::format::table::Cell<'_>> {
                vec![$($crate::format::table::CellType::cell(&self.$field),)+]
            }
        }
    };
}
pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_null_and_never_an_empty_text() {
        assert_eq!(String::new().cell(), Cell::Null);
        assert_eq!(f64::NAN.cell(), Cell::Null);
        assert_eq!(None::<u32>.cell(), Cell::Null);
        assert_eq!(joined(["", " "]), None);
        assert_eq!(one_line("a\n  b "), Some("a b".to_owned()));
    }

    #[test]
    fn formulas_are_texts() {
        assert_eq!(Cell::Text("=HYPERLINK(1)").to_field(), "'=HYPERLINK(1)");
        assert_eq!(Cell::Number(-9.5).to_field(), "-9.5");
    }

    #[test]
    fn numbers_keep_their_type_in_every_row() {
        assert_eq!(Cell::Number(25.0).to_field(), "25.0");
        assert_eq!(serde_json::to_string(&Cell::Number(25.0)).unwrap(), "25.0");
        assert!(round_degrees(-0.000_000_01).is_sign_positive());
        assert!((round_degrees(46.546_123_456) - 46.546_123).abs() < 1e-12);
    }
}
