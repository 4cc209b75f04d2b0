//! `gazetteer/disputed_lines.tsv`: lines with a status and dates of their own.

use jiff::civil::Date;

use crate::error::{Error, Result};

const TABLE: &str = include_str!("../../../gazetteer/disputed_lines.tsv");

/// How a line is drawn, which says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineStyle {
    /// A border between countries: solid.
    National,
    /// A border that is not agreed, not recognised or not delimited: dashed.
    Boundary,
    /// A line at which fighting stopped: dashed and dotted.
    Ceasefire,
    /// A line that one side claims: dotted.
    Claim,
    /// A division within a country, a base or lease: a hairline.
    Admin,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputedLine {
    /// Its id.
    pub id: String,
    /// What the legend calls it.
    pub legend: String,
    /// How it is drawn.
    pub style: LineStyle,
    /// The first day on which it stood.
    pub valid_from: Date,
    /// The last; `None` while it stands.
    pub valid_to: Option<Date>,
    /// What says so.
    pub source: String,
}

impl DisputedLine {
    /// What the legend says: the words and the years.
    pub fn words(&self) -> String {
        match self.valid_to {
            Some(end) => format!("{}, {}–{}", self.legend, self.valid_from.year(), end.year()),
            None => format!("{}, since {}", self.legend, self.valid_from.year()),
        }
    }

    /// Whether the line stood on a day; `None` asks for today's lines.
    pub fn stands(&self, on: Option<Date>) -> bool {
        match on {
            Some(day) => self.valid_from <= day && self.valid_to.is_none_or(|end| day <= end),
            None => self.valid_to.is_none(),
        }
    }
}

fn style(word: &str) -> Option<LineStyle> {
    Some(match word {
        "national" => LineStyle::National,
        "boundary" => LineStyle::Boundary,
        "ceasefire" => LineStyle::Ceasefire,
        "claim" => LineStyle::Claim,
        "admin" => LineStyle::Admin,
        _ => return None,
    })
}

fn row(line: &str) -> Option<DisputedLine> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, legend, word, from, to, _, source] = cells[..] else { return None };
    let valid_to = if to.is_empty() { None } else { Some(to.parse().ok()?) };
    Some(DisputedLine {
        id: id.into(),
        legend: legend.into(),
        style: style(word)?,
        valid_from: from.parse().ok()?,
        valid_to,
        source: source.into(),
    })
}

/// The rows, in the table's order: the numbers that geometry names.
pub(super) fn rows() -> Result<Vec<DisputedLine>> {
    let mut out = Vec::new();
    for (n, line) in TABLE.lines().enumerate().skip(1) {
        out.push(row(line).ok_or_else(|| Error::Data {
            what: format!("disputed_lines.tsv:{}", n + 1),
            why: "7 columns, a known style and ISO dates are expected".into(),
        })?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_dated_and_sourced() {
        let rows = rows().unwrap();
        assert!(rows.len() > 40);
        for pair in rows.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} is out of order", pair[1].id);
        }
        for row in rows {
            assert!(!row.source.is_empty() && !row.legend.is_empty(), "{}", row.id);
            assert!(row.valid_to.is_none_or(|end| row.valid_from < end), "{}", row.id);
        }
    }
}
