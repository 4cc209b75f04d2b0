//! Joined rows as values, for formats that have types and geometries.

use std::borrow::Cow;

use super::columns::{Columns, value};
use super::join::Line;
use crate::dataset::{Cutter, Rows};
use crate::error::Result;
use crate::export::{Kind, Shape, Value, Writer};

/// Writes joined rows.
pub(super) struct TypedRows<'r> {
    left: &'r Rows,
    right: &'r Rows,
    columns: &'r Columns,
    kinds: &'r [Kind],
    cutters: [Cutter; 2],
}

impl<'r> TypedRows<'r> {
    /// For these sides; `kinds` are those of all columns.
    pub(super) fn new(left: &'r Rows, right: &'r Rows, columns: &'r Columns, kinds: &'r [Kind]) -> Self {
        Self { left, right, columns, kinds, cutters: Default::default() }
    }

    /// Writes one row. It stands where the left row does; where that has no
    /// point, where the right one does.
    pub(super) fn write(&mut self, line: &Line, writer: &mut dyn Writer) -> Result<()> {
        let (left, right) = self.columns.counts;
        let [cut_left, cut_right] = &mut self.cutters;
        let mut texts: Vec<Cow<'_, str>> = Vec::with_capacity(left + right);
        let row = line.left.map(|row| self.left.cut(row as usize, cut_left));
        texts.extend((0..left).map(|n| row.map_or(Cow::Borrowed(""), |row| row.cell(n))));
        let row = line.right.filter(|_| right > 0).map(|found| self.right.cut(found.row as usize, cut_right));
        texts.extend((0..right).map(|n| row.map_or(Cow::Borrowed(""), |row| row.cell(n))));
        let mut values: Vec<Value<'_>> = texts.iter().zip(self.kinds).map(|(cell, kind)| value(cell, *kind)).collect();
        values.extend(self.columns.extras.iter().map(|extra| extra.value(line)));
        let shape = match line.left.map(|row| shape(self.left, row)) {
            Some(shape @ (Shape::Point { .. } | Shape::Any(_))) => shape,
            _ => line.right.filter(|_| right > 0).map_or(Shape::None, |found| shape(self.right, found.row)),
        };
        writer.row(shape, &values)
    }
}

/// Where a row stands.
pub fn shape(rows: &Rows, row: u32) -> Shape<'_> {
    if let Some(shape) = rows.shape(row as usize) {
        return Shape::Any(shape);
    }
    match rows.spots.get(row as usize).and_then(crate::dataset::Spot::point) {
        Some((lat, lon)) => Shape::Point { lat, lon },
        None => Shape::None,
    }
}
