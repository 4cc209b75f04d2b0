//! Tables: CSV, and its kin parted by semicolons, tabs or bars.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::Dataset;
use super::cells;
use super::columns::{Column, Columns, no_points};
use super::sheet::Sheet;
use crate::error::{Error, Notice, Result};

/// Reads the rows of a table.
///
/// # Errors
/// Where a column that is needed is not there, or the table cannot be read on.
pub(super) fn read(
    input: Box<dyn BufRead + '_>,
    (delimiter, crlf): (u8, bool),
    sheet: &mut Sheet,
    into: &mut Dataset,
) -> Result<()> {
    let file = sheet.file.clone();
    let broken = |why: csv::Error| {
        Error::Input(Notice::new(file.as_str(), format!("cannot read on: {why}"), "save it as CSV in UTF-8"))
    };
    // The last line may have no end; with one of ours lines are counted alike.
    let input = input.chain(if crlf { &b"\r\n"[..] } else { &b"\n"[..] });
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
    let mut record = ByteRecord::new();
    let mut recoded = false;
    reader.read_byte_record(&mut record).map_err(broken)?;
    let header: Vec<String> = record.iter().map(|cell| text(cell, &mut recoded).trim().to_owned()).collect();
    let refuse = |(what, remedy): (String, String)| Error::Input(Notice::new(file.as_str(), what, remedy).at_line(1));
    let mut columns = Columns::of(&header, &into.wanted).map_err(refuse)?;
    let mut more = reader.read_byte_record(&mut record).map_err(broken)?;
    if more && is_hxl(record.iter()) {
        more = reader.read_byte_record(&mut record).map_err(broken)?;
    }
    if !columns.has_points() {
        // A column of any name may hold both coordinates.
        let both = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(cells::is_point);
        match record.iter().position(both).filter(|_| more) {
            Some(at) => columns.take_point(at, &header),
            None if into.wanted.points => return Err(Error::Input(no_points(&file, &header, Some(delimiter)))),
            None => {}
        }
    }
    sheet.set_columns(&columns, &header);
    for (what, remedy) in &columns.doubts {
        sheet.odd(1, what.as_str(), remedy);
    }
    let mut strange = false;
    while more {
        let line = line(&reader, &record, crlf);
        if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            // All cells of a row are checked at once.
            let utf8 = std::str::from_utf8(record.as_slice()).ok();
            strange |= utf8.is_none();
            row((&record, utf8), &columns, line, sheet, into);
        }
        more = reader.read_byte_record(&mut record).map_err(broken)?;
    }
    if strange || recoded {
        sheet.odd(0, "some cells are not UTF-8; read as windows-1252", "save it as UTF-8 if letters look wrong");
    }
    Ok(())
}

/// Whether a row below the header holds HXL hashtags.
pub(super) fn is_hxl<'c>(cells: impl Iterator<Item = &'c [u8]>) -> bool {
    let mut tagged = false;
    for cell in cells.filter(|cell| !cell.trim_ascii().is_empty()) {
        if !cell.starts_with(b"#") {
            return false;
        }
        tagged = true;
    }
    tagged
}

/// The line on which a record just read begins. Its own position is that of the
/// end of the record before it, and blank lines may lie between.
fn line<R: Read>(reader: &csv::Reader<R>, record: &ByteRecord, crlf: bool) -> u64 {
    let inside = record.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count() as u64).sum::<u64>();
    // Of CRLF the second half is read with the next record.
    reader.position().line().saturating_sub(inside + u64::from(!crlf)).max(1)
}

/// Takes a row, given with its cells as one text where they are UTF-8.
fn row(
    (record, utf8): (&ByteRecord, Option<&str>),
    columns: &Columns,
    line: u64,
    sheet: &mut Sheet,
    into: &mut Dataset,
) {
    let cell = |column: Column| -> Cow<'_, str> {
        let Some(range) = columns.at(column).and_then(|at| record.range(at)) else { return Cow::Borrowed("") };
        if let Some(cell) = utf8.and_then(|all| all.get(range.clone())) {
            return Cow::Borrowed(cell.trim());
        }
        let bytes = record.as_slice().get(range).unwrap_or_default();
        match text(bytes.trim_ascii(), &mut false) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            owned @ Cow::Owned(_) => owned,
        }
    };
    let number = into.records.len();
    sheet.take(columns, &cell, None, (line, number), (&mut into.records, &mut into.words));
}

/// A cell's text; of a cell that is not UTF-8, in the encoding of most old
/// tables.
fn text<'c>(cell: &'c [u8], recoded: &mut bool) -> Cow<'c, str> {
    std::str::from_utf8(cell).map_or_else(
        |_| {
            *recoded = true;
            WINDOWS_1252.decode_without_bom_handling(cell).0
        },
        Cow::Borrowed,
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Dialect, Wanted};
    use super::*;

    fn read(table: &[u8]) -> Dataset {
        let mut dataset = Dataset::new(Wanted { points: true, ..Wanted::default() });
        dataset.read(&mut &*table, "a.csv").unwrap();
        dataset
    }

    fn days(dataset: &Dataset) -> Vec<Option<jiff::civil::Date>> {
        dataset.records.iter().map(|r| r.when.start).collect()
    }

    #[test]
    fn all_three_dates_of_acled_and_its_old_header() {
        let now = "event_date,event_type,actor1,inter1,fatalities,latitude,longitude,location,country\n\
                   2015-01-02,Battles,Hill Band,Rebel group,3,39.6,46.5,\"Long\nname\",Examplia\n\
                   02 January 2015,Riots,Rioters,Rioters,0,39.6,46.5,b,Examplia\n";
        let old = "EVENT_DATE,EVENT_TYPE,ACTOR1,INTER1,FATALITIES,LATITUDE,LONGITUDE\n\
                   02-January-2015,Battle-No change of territory,Hill Band,2,3,39.6,46.5\n";
        for table in [now, old] {
            let read = read(table.as_bytes());
            assert_eq!(read.sheets[0].dialect, Dialect::Acled);
            assert!(days(&read).iter().all(|d| *d == Some(date(2015, 1, 2))), "{:?}", read.records);
            assert_eq!((read.records[0].dead(), read.records[0].point()), (Some(3), Some((39.6, 46.5))));
            assert_eq!(read.words.text(read.records[0].actor_a), "Hill Band");
            assert_eq!(read.notices().count(), 0);
        }
        assert_eq!(read(now.as_bytes()).words.text(read(now.as_bytes()).records[0].place), "Long\nname");
    }

    #[test]
    fn bad_rows_are_named_by_line_and_the_rest_goes_on() {
        let table = "lat;lon;date;deaths\n39,5;46,5;soon;2\n95;46;;1\n\n0;0;;\n;;2020-01-02;some\nNaN;46;;\n39;46\n";
        let read = read(table.as_bytes());
        let told: Vec<String> = read.notices().map(ToString::to_string).collect();
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!(told[0], "a.csv:2: 'soon' is no date (write it as 2025-07-23)");
        assert!(told[1].starts_with("a.csv:3: latitude 95, longitude 46 is not on the earth (are they swapped?"));
        assert!(told[2].starts_with("a.csv:5: latitude 0 and longitude 0"));
        assert!(told[3].starts_with("a.csv:6: 'some' is no count"));
        assert!(told[4].starts_with("a.csv:7: latitude 'NaN' is no number"));
        let sheet = &read.sheets[0];
        assert_eq!((sheet.rows, read.placed(), sheet.unplaced, sheet.misplaced), (6, 2, 1, 3));
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let table = "lat,lon,name\n95,200,a\n\n95,200,\"two\nlines\"\n\n\n95,200,c";
        for table in [table.to_owned(), table.replace('\n', "\r\n"), format!("{table}\n")] {
            let lines: Vec<Option<u64>> = read(table.as_bytes()).notices().map(|n| n.line).collect();
            assert_eq!(lines, [Some(2), Some(4), Some(8)], "{table:?}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_comes_from_all_rows() {
        let american = read(b"lat,lon,date\n1,2,3/4/2020\n1,2,12/31/2020\n");
        assert_eq!(days(&american), [Some(date(2020, 3, 4)), Some(date(2020, 12, 31))]);
        let open = read(b"lat,lon,date\n1,2,3/4/2020\n");
        assert_eq!(days(&open), [Some(date(2020, 4, 3))]);
        assert!(open.notices().next().unwrap().what.contains("could have day or month first"));
    }

    #[test]
    fn one_column_may_hold_both_coordinates() {
        let named = read(b"id,where\n1,\"39.6, 46.5\"\n2,\n");
        assert_eq!((named.records[0].point(), named.sheets[0].unplaced), (Some((39.6, 46.5)), 1));
        assert_eq!(read(b"geom_wkt\nPOINT (46.5 39.6)\n").records[0].point(), Some((39.6, 46.5)));
    }

    #[test]
    fn missing_columns_are_told_with_those_there_are() {
        let mut dataset = Dataset::new(Wanted { points: true, ..Wanted::default() });
        let error = dataset.read(&mut &b"north;east\n1;2\n"[..], "a.csv").unwrap_err().to_string();
        assert_eq!(
            error,
            "a.csv:1: no column with coordinates was found; the columns are: north, east (parted by ';') (name them with --lat NAME --lon NAME)"
        );
        let mut dataset = Dataset::new(Wanted::default());
        assert!(dataset.read(&mut &b"lat,lon\n"[..], "a.csv").unwrap_err().to_string().contains("no row"));
    }
}
