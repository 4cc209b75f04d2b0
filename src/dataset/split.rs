//! Where the records and cells of a table lie in its text, without copying
//! them: tables that are joined stay in memory as they are written.
//!
//! Quotes are read as the csv crate reads them: only at the beginning of a
//! cell, two inside one are a quote. A quote that is never closed is taken for
//! a letter, so that it does not swallow the rest of the file.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// Where a cell lies in its record, quotes included.
pub(super) type Range = (u32, u32);

/// Finds the records of a text: where each begins. The lines of quotes that are
/// never closed, counted from 1, are put into `unclosed`.
pub(super) fn records(text: &[u8], delimiter: u8, unclosed: &mut Vec<u64>) -> Vec<u64> {
    let mut starts = Vec::with_capacity(text.len() / 64);
    let mut at = 0;
    while at < text.len() {
        let line = memchr(b'\n', &text[at..]).map_or(text.len(), |n| at + n);
        let mut end = line;
        if memchr(b'"', &text[at..line]).is_some() {
            end = quoted_end(text, at, delimiter).unwrap_or_else(|| {
                let before = memchr::memchr_iter(b'\n', &text[..at]).count() as u64;
                unclosed.push(before + 1);
                line
            });
        }
        // Blank lines, and lines of empty cells, are no rows.
        if text[at..end].iter().any(|b| !b.is_ascii_whitespace() && *b != delimiter) {
            starts.push(at as u64);
        }
        at = end + 1;
    }
    starts
}

/// The end of a record that has quotes; none where one is never closed.
fn quoted_end(text: &[u8], mut at: usize, delimiter: u8) -> Option<usize> {
    loop {
        at = cell_end(text, at, delimiter)?;
        match text.get(at) {
            None | Some(b'\n') => return Some(at.min(text.len())),
            Some(_) => at += 1,
        }
    }
}

/// Where the cell that begins at `at` ends: at a delimiter, a line's end or the
/// end of the text. None where its quote is never closed.
fn cell_end(text: &[u8], at: usize, delimiter: u8) -> Option<usize> {
    let mut from = at;
    if text.get(at) == Some(&b'"') {
        from = closing_quote(text, at)? + 1;
    }
    Some(memchr2(delimiter, b'\n', &text[from..]).map_or(text.len(), |n| from + n))
}

/// The quote that closes the one at `at`.
fn closing_quote(text: &[u8], at: usize) -> Option<usize> {
    let mut from = at + 1;
    loop {
        let quote = from + memchr(b'"', &text[from..])?;
        if text.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

/// Finds the cells of a record that begins at the beginning of `text`.
pub(super) fn cells(text: &[u8], delimiter: u8, into: &mut Vec<Range>) {
    into.clear();
    let mut at = Some(0);
    while let Some(from) = at {
        let (range, next) = cell_at(text, from, delimiter);
        into.push(range);
        at = next;
    }
}

/// One cell of a record that begins at the beginning of `text`.
pub(super) fn cell(text: &[u8], delimiter: u8, number: usize) -> Option<Range> {
    let mut at = 0;
    for _ in 0..number {
        at = cell_at(text, at, delimiter).1?;
    }
    Some(cell_at(text, at, delimiter).0)
}

/// The cell that begins at `at`, and where the next begins.
fn cell_at(text: &[u8], at: usize, delimiter: u8) -> (Range, Option<usize>) {
    let end = cell_end(text, at, delimiter)
        .unwrap_or_else(|| memchr2(delimiter, b'\n', &text[at..]).map_or(text.len(), |n| at + n));
    let last = text.get(end) != Some(&delimiter);
    let trimmed = if last && end > at && text[end - 1] == b'\r' { end - 1 } else { end };
    ((at as u32, trimmed as u32), (!last).then_some(end + 1))
}

/// The text of a cell without its quotes.
pub fn unquoted(cell: &str) -> Cow<'_, str> {
    let Some(end) = cell.starts_with('"').then(|| closing_quote(cell.as_bytes(), 0)).flatten() else {
        return Cow::Borrowed(cell);
    };
    let (inside, rest) = (&cell[1..end], &cell[end + 1..]);
    if rest.is_empty() && !inside.contains('"') {
        return Cow::Borrowed(inside);
    }
    Cow::Owned(inside.replace("\"\"", "\"") + rest)
}

/// Writes a cell so that [`cells`] and [`unquoted`] give it back.
pub(super) fn quote(cell: &str, into: &mut String) {
    if !cell.contains([',', '"', '\n', '\r']) {
        into.push_str(cell);
        return;
    }
    into.push('"');
    into.push_str(&cell.replace('"', "\"\""));
    into.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<Vec<String>> {
        let starts = records(text.as_bytes(), b',', &mut Vec::new());
        let mut ranges = Vec::new();
        let row = |start: &u64| {
            let record = &text[*start as usize..];
            cells(record.as_bytes(), b',', &mut ranges);
            ranges.iter().map(|(a, b)| unquoted(&record[*a as usize..*b as usize]).into_owned()).collect()
        };
        starts.iter().map(row).collect()
    }

    #[test]
    fn a_quote_that_is_never_closed_spoils_one_line() {
        let text = "a,b\n1,\"two\n3,4\n";
        let mut unclosed = Vec::new();
        assert_eq!(records(text.as_bytes(), b',', &mut unclosed).len(), 3);
        assert_eq!((unclosed, all(text)[2].clone()), (vec![2], vec!["3".to_owned(), "4".to_owned()]));
        assert_eq!(all("a\r\n\"x\r\ny\",5\" gun\r\n"), [vec!["a"], vec!["x\r\ny", "5\" gun"]]);
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a\"\n, é]{0,4}", 1..4), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let whole = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(str::to_owned).collect())
                .filter(whole)
                .collect();
            let ours: Vec<Vec<String>> = all(&text).into_iter().filter(whole).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_written_cell_is_read_again(cell in "[a\"\n\r, é]{0,6}") {
            let mut text = "x,".to_owned();
            quote(&cell, &mut text);
            let mut ranges = Vec::new();
            cells(text.as_bytes(), b',', &mut ranges);
            let (a, b) = ranges[1];
            prop_assert_eq!(unquoted(&text[a as usize..b as usize]).into_owned(), cell);
        }
    }
}
