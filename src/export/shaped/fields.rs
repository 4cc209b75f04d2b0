//! The columns of one of our own incidents, by name.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dataset::raw::Ground;
use crate::export::table::{Table, Value};

/// Where each column stands.
pub(super) struct Finder(BTreeMap<String, usize>);

impl Finder {
    /// In a table.
    pub(super) fn new(table: &Table) -> Self {
        Self(table.columns.iter().enumerate().map(|(n, column)| (column.name.clone(), n)).collect())
    }
}

/// An incident.
pub(super) struct Fields<'f> {
    finder: &'f Finder,
    values: &'f [Value<'f>],
    /// Degrees north and east.
    pub(super) point: Option<(f64, f64)>,
}

impl<'f> Fields<'f> {
    /// Of the values of a row and its place.
    pub(super) fn new(finder: &'f Finder, values: &'f [Value<'f>], ground: &Ground) -> Self {
        let point = if let Ground::Point(lat, lon) = ground { Some((*lat, *lon)) } else { None };
        Self { finder, values, point }
    }

    fn value(&self, name: &str) -> Option<Value<'f>> {
        self.values.get(*self.finder.0.get(name)?).copied()
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Option<&'f str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        match self.value(name)? {
            Value::Integer(n) => Some(n),
            _ => None,
        }
    }

    /// Whether a column says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Boolean(true)))
    }

    /// A day.
    pub(super) fn day(&self, name: &str) -> Option<Date> {
        match self.value(name)? {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
}
