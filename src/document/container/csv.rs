//! CSV: one report a row, with a column `text`.

use super::super::types::Report;
use super::{Contained, bad_day, day, sniff};
use crate::error::Notice;

/// Columns that Dateline knows; others come back unchanged.
const KNOWN: [&str; 9] = ["id", "text", "title", "published", "source", "url", "archive_url", "retrieved", "lang"];

/// Reads the rows of a CSV; the delimiter is `,`, `;` or a tab, whichever the
/// header has most of.
///
/// # Errors
/// When there is no column `text`: names the columns that are there.
pub fn csv_reports(file: &str, text: &str) -> Result<Contained, Notice> {
    let text = text.trim_start_matches('\u{FEFF}');
    let delimiter = delimiter(text);
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| Notice::new(file, format!("no CSV: {e}"), "save it as CSV in UTF-8"))?;
    let columns: Vec<String> = header.iter().map(|h| h.trim().to_owned()).collect();
    let at = |name: &str| columns.iter().position(|c| c.eq_ignore_ascii_case(name));
    let Some(text_at) = at("text") else { return Err(no_text(file, &columns, delimiter)) };
    let known = KNOWN.map(|name| (name, at(name)));
    let mut contained = Contained::default();
    for (row, record) in (1u64..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(row + 1, ::csv::Position::line);
                contained
                    .notices
                    .push(Notice::new(file, format!("broken row: {error}"), "check its quotes").at_line(line));
                continue;
            }
        };
        let line = record.position().map_or(row + 1, ::csv::Position::line);
        let cell = |name: &str| {
            let (_, at) = known.iter().find(|(n, _)| *n == name)?;
            record.get((*at)?).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned)
        };
        let Some(text) = record.get(text_at).filter(|t| !t.trim().is_empty()) else {
            contained
                .notices
                .push(Notice::new(file, "a row without text; passed over", "fill the column 'text'").at_line(line));
            continue;
        };
        let mut dated = |column: &str| {
            let written = cell(column)?;
            day(&written).or_else(|| {
                contained.notices.push(bad_day(file, line, column, &written));
                None
            })
        };
        let (published, retrieved) = (dated("published"), dated("retrieved"));
        let others = columns
            .iter()
            .zip(record.iter())
            .filter(|(c, v)| !KNOWN.iter().any(|k| k.eq_ignore_ascii_case(c)) && !v.is_empty());
        contained.reports.push(Report {
            id: cell("id").unwrap_or_else(|| row.to_string()),
            text: text.to_owned(),
            title: cell("title"),
            published,
            source: cell("source"),
            url: cell("url"),
            archive_url: cell("archive_url"),
            retrieved,
            lang: cell("lang"),
            format: sniff(text),
            extra: others.map(|(c, v)| (c.clone(), v.into())).collect(),
            ..Report::default()
        });
    }
    Ok(contained)
}

fn no_text(file: &str, columns: &[String], delimiter: u8) -> Notice {
    let named = if delimiter == b'\t' { "tab".to_owned() } else { format!("'{}'", char::from(delimiter)) };
    Notice::new(
        file,
        format!("no column 'text'; the columns are: {} (delimiter {named})", columns.join(", ")),
        "name the column that holds the report's text 'text'",
    )
    .at_line(1)
}

/// The delimiter of which the header has most, outside quotes.
pub fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted) {
            *n += 1;
        }
    }
    // The first of equals, so that one column reads as comma-separated.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_and_quoted_lines() {
        for (text, n) in [
            ("id,text\n1,\"Two died,\nthree fled\"\n2,One died\n", 2),
            ("ID;Text;Published\n1;Two died;2022-08-04\n", 1),
            ("text\tnote\nTwo died\tx\n\tempty\n", 1),
            ("text\nTwo died\n", 1),
        ] {
            assert_eq!(csv_reports("a.csv", text).unwrap().reports.len(), n, "{text}");
        }
        let one = csv_reports("a.csv", "ID;Text;Published;Desk\n1;Two died;4.8.2022;East\n").unwrap();
        assert_eq!(one.reports[0].extra["Desk"], "East");
        assert!(one.notices[0].to_string().starts_with("a.csv:2: published '4.8.2022' is no date"));
    }

    #[test]
    fn a_missing_column_is_named() {
        let error = csv_reports("a.csv", "id;body\n1;Two died\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "a.csv:1: no column 'text'; the columns are: id, body (delimiter ';') (name the column that holds the report's text 'text')"
        );
    }
}
