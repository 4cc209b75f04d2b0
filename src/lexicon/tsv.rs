//! Tables of tab-separated values with a header: `#` begins a comment line,
//! an empty cell is no value, "; " separates the items of a list cell.

use std::rc::Rc;

use jiff::civil::Date;

use crate::error::{Error, Notice, Result};

/// One row of a table.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    /// The table's name, for messages.
    pub table: &'t str,
    /// The line in the file, counted from 1.
    pub line: u64,
    header: Rc<[&'t str]>,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell of that column; empty where the row has none.
    pub fn get(&self, column: &str) -> &'t str {
        self.header.iter().position(|h| *h == column).and_then(|i| self.cells.get(i)).copied().unwrap_or("")
    }

    /// The cell of that column, `None` where empty.
    pub fn opt(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The cell of that column.
    ///
    /// # Errors
    /// When it is empty.
    pub fn need(&self, column: &str) -> Result<&'t str> {
        self.opt(column).ok_or_else(|| self.error(format!("column '{column}' is empty"), "fill the cell"))
    }

    /// The items of a list cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(';').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The cell of that column as a day, `None` where empty.
    ///
    /// # Errors
    /// When it is not written as YYYY-MM-DD.
    pub fn date(&self, column: &str) -> Result<Option<Date>> {
        self.opt(column)
            .map(|cell| {
                cell.parse().map_err(|e| {
                    self.error(format!("column '{column}': '{cell}' is no day ({e})"), "write it as YYYY-MM-DD")
                })
            })
            .transpose()
    }

    /// An error that names this row.
    pub fn error(&self, what: impl Into<String>, remedy: impl Into<String>) -> Error {
        Error::Input(Notice::new(self.table, what, remedy).at_line(self.line))
    }
}

/// Calls `each` for every row of the table `text`.
///
/// # Errors
/// When the header lacks one of `columns`, a row has more cells than the
/// header, or `each` fails.
pub fn read<'t>(
    table: &'t str,
    text: &'t str,
    columns: &[&str],
    mut each: impl FnMut(&Row<'t>) -> Result<()>,
) -> Result<()> {
    let mut lines = (1u64..).zip(text.lines()).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let header: Rc<[&str]> = lines.next().map_or("", |(_, l)| l).split('\t').map(str::trim).collect();
    if let Some(missing) = columns.iter().find(|c| !header.contains(c)) {
        return Err(Error::Input(Notice::new(
            table,
            format!("no column '{missing}'"),
            format!("the header must hold: {}", columns.join(", ")),
        )));
    }
    for (line, text) in lines {
        let row = Row { table, line, header: Rc::clone(&header), cells: text.split('\t').map(str::trim).collect() };
        if row.cells.len() > header.len() {
            return Err(row.error(
                format!("{} cells under {} columns", row.cells.len(), header.len()),
                "check the tabs of this line",
            ));
        }
        each(&row)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_by_header_and_errors_name_the_line() {
        let mut seen = Vec::new();
        let ok = read("t.tsv", "# note\nname\tlist\nBaku\ta; b\n", &["name"], |r| {
            seen.push((r.need("name")?.to_owned(), r.list("list").count()));
            Ok(())
        });
        assert!(ok.is_ok());
        assert_eq!(seen, [("Baku".to_owned(), 2)]);
        let bad = read("t.tsv", "name\nBaku\tx\n", &["name"], |_| Ok(()));
        assert!(bad.is_err_and(|e| e.to_string().starts_with("t.tsv:2:")));
    }
}
