//! One file while it is read: each row becomes a record, and what is wrong with
//! it a notice.

use std::borrow::Cow;

use jiff::civil::Date;

use super::cells;
use super::columns::{Column, Columns};
use super::dates::{self, Written};
use super::dialect::Dialect;
use super::kinds;
use super::record::{Record, Words};
use super::wkt::{self, Drawn};
use crate::error::Notice;
use crate::temporal::{DatePrecision, DateRange};
use crate::text::counted;

/// So many notices of a file are kept; the rest is counted.
const KEPT: usize = 1000;

/// What was read of a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name, as the user gave it.
    pub file: String,
    /// Whose table it is.
    pub dialect: Dialect,
    /// Its rows.
    pub rows: usize,
    /// Rows that have no coordinates.
    pub unplaced: usize,
    /// Rows whose coordinates cannot be right.
    pub misplaced: usize,
    /// What was odd, in the order of the file.
    pub notices: Vec<Notice>,
    /// The name of the column that decides the colour.
    pub color: Option<String>,
    /// The name of the column that decides the size, and whether it counts dead.
    pub size: Option<(String, bool)>,
    /// Whether the user named another column for the colour than its maker's.
    pub(super) own_color: bool,
    /// First and last day of its rows.
    pub(super) span: Option<(Date, Date)>,
    /// Rows without a day.
    pub(super) undated: usize,
    more: usize,
    first: usize,
    /// Records whose day and month may be exchanged.
    open: Vec<u32>,
    day_first: usize,
    month_first: usize,
    /// Its cells of well-known text.
    drawn: Drawn,
}

impl Sheet {
    /// A file of which nothing is read yet; its first record will have this
    /// number.
    pub(super) fn new(file: &str, first: usize) -> Self {
        Self {
            file: file.to_owned(),
            dialect: Dialect::Other,
            rows: 0,
            unplaced: 0,
            misplaced: 0,
            notices: Vec::new(),
            color: None,
            size: None,
            own_color: false,
            span: None,
            undated: 0,
            more: 0,
            first,
            open: Vec::new(),
            day_first: 0,
            month_first: 0,
            drawn: Drawn::default(),
        }
    }

    /// Notes what the columns are.
    pub(super) fn set_columns(&mut self, columns: &Columns, header: &[String]) {
        let name = |column| columns.at(column).and_then(|at: usize| header.get(at)).map(|n| n.trim().to_owned());
        self.dialect = columns.dialect;
        self.color = name(Column::Kind);
        self.own_color = columns.own_color;
        self.size = name(Column::Size).map(|n| (n, false)).or_else(|| name(Column::Best).map(|n| (n, true)));
    }

    /// Counts the days of its rows, when they are settled.
    pub(super) fn count_days(&mut self, records: &[Record]) {
        for when in records.get(self.first..).unwrap_or_default().iter().map(|record| record.when) {
            let (first, last) = (when.start.or(when.end), when.end.or(when.start));
            let Some((first, last)) = first.zip(last) else {
                self.undated += 1;
                continue;
            };
            let (from, to) = self.span.unwrap_or((first, last));
            self.span = Some((from.min(first), to.max(last)));
        }
    }

    /// Notes something odd.
    pub(super) fn odd(&mut self, line: u64, what: impl Into<String>, remedy: &str) {
        if self.notices.len() >= KEPT {
            self.more += 1;
            return;
        }
        let notice = Notice::new(self.file.as_str(), what, remedy);
        self.notices.push(if line > 0 { notice.at_line(line) } else { notice });
    }

    /// Takes a row of that line and number: `cell` gives a column's text,
    /// trimmed, and `given` the point that the row has besides.
    pub(super) fn take<'c>(
        &mut self,
        columns: &Columns,
        cell: &dyn Fn(Column) -> Cow<'c, str>,
        given: Option<cells::Point>,
        (line, number): (u64, usize),
        (records, words): (&mut Vec<Record>, &mut Words),
    ) {
        self.rows += 1;
        let mut record = Record::default();
        self.place(columns, cell, given, line, &mut record);
        self.date(columns, cell, line, number, &mut record);
        self.figures(columns, cell, line, &mut record);
        let kind = cell(Column::Kind);
        record.kind = words.word(if self.own_color { &kind } else { kinds::told(self.dialect, &kind) });
        let mut word = |column: Column| words.word(&cell(column));
        record.actor_a = word(Column::ActorA);
        record.actor_b = word(Column::ActorB);
        record.country = word(Column::Country);
        record.admin1 = word(Column::Admin1);
        record.place = word(Column::Place);
        record.source = word(Column::Source);
        records.push(record);
    }

    fn place<'c>(
        &mut self,
        columns: &Columns,
        cell: &dyn Fn(Column) -> Cow<'c, str>,
        given: Option<cells::Point>,
        line: u64,
        record: &mut Record,
    ) {
        if given.is_none() && columns.written_in().is_some() {
            self.drawn.count(&cell(Column::Point));
        }
        match given.or_else(|| columns.point(cell)) {
            Some(Ok(point)) => record.set_point(point),
            Some(Err((what, remedy))) => {
                self.misplaced += 1;
                self.odd(line, what, remedy);
            }
            None => self.unplaced += 1,
        }
    }

    fn date<'c>(
        &mut self,
        columns: &Columns,
        cell: &dyn Fn(Column) -> Cow<'c, str>,
        line: u64,
        number: usize,
        record: &mut Record,
    ) {
        let Some(from) = self.day(&cell(Column::Date), line, number) else { return };
        let end = Some(cell(Column::DateEnd)).filter(|c| !cells::is_untold(c));
        let to = end.and_then(|end| self.day(&end, line, usize::MAX));
        record.when = match to {
            Some(to) if to.end >= from.start => {
                let precision = if to.end == from.end { from.precision } else { DatePrecision::Range };
                DateRange { start: from.start, end: to.end, precision }
            }
            Some(_) => {
                self.odd(line, "the last day is before the first", "the first is taken; correct the days");
                from
            }
            None => from,
        };
        if let Some(coarse) = precision(columns.dialect, &cell(Column::DatePrecision)) {
            record.when.precision = coarse;
        }
    }

    /// The days of a cell; a record of that number is turned later where the
    /// order of its numbers comes out only then.
    fn day(&mut self, cell: &str, line: u64, number: usize) -> Option<DateRange> {
        if cells::is_untold(cell) {
            return None;
        }
        match dates::read(cell) {
            Some(Written::Sure(range)) => Some(range),
            Some(Written::Numbers { day, day_first }) => {
                match day_first {
                    Some(true) => self.day_first += 1,
                    Some(false) => self.month_first += 1,
                    None => self.open.extend(u32::try_from(number).ok()),
                }
                Some(dates::range(day, day, DatePrecision::Day))
            }
            None => {
                let what = format!("'{}' is no date", cells::shortened(cell));
                self.odd(line, what, "write it as 2025-07-23");
                None
            }
        }
    }

    fn figures<'c>(
        &mut self,
        columns: &Columns,
        cell: &dyn Fn(Column) -> Cow<'c, str>,
        line: u64,
        record: &mut Record,
    ) {
        let figures = [Column::Low, Column::Best, Column::High].map(|column| {
            cells::count(&cell(column)).unwrap_or_else(|what| {
                self.odd(line, what, "write digits only, or leave the cell empty");
                None
            })
        });
        record.set_deaths(figures);
        if columns.at(Column::Size).is_none() {
            record.set_size(figures[1].map(|n| n as f32));
            return;
        }
        let size = cell(Column::Size);
        let read = cells::number(&size).filter(|n| *n >= 0.0);
        if read.is_none() && !cells::is_untold(&size) {
            self.odd(line, format!("'{}' is no size", cells::shortened(&size)), "a number of 0 or more is expected");
        }
        record.set_size(read.map(|n| n as f32));
    }

    /// Settles which number is the day, once all rows are known, and says how
    /// many notices were not kept.
    pub(super) fn settle_dates(&mut self, records: &mut [Record]) {
        for number in self.settle_order() {
            if let Some(record) = records.get_mut(number as usize) {
                let turned = record.when.start.and_then(dates::turned);
                record.when = turned.map_or(record.when, |day| dates::range(day, day, DatePrecision::Day));
            }
        }
    }

    /// Settles which number is the day: gives the rows whose day and month must
    /// be exchanged.
    pub(super) fn settle_order(&mut self) -> Vec<u32> {
        let open = std::mem::take(&mut self.open);
        let count = open.len();
        let remedy = "write dates as 2025-07-23";
        if self.month_first > 0 && self.day_first > 0 {
            let what = format!(
                "days come first in some dates, months in others; {count} that could be either were read with the day first"
            );
            self.odd(0, what, remedy);
        } else if count > 0 && self.month_first + self.day_first == 0 {
            let what =
                format!("{} could have day or month first; read with the day first", counted(count as u64, "date"));
            self.odd(0, what, remedy);
        }
        if let Some(what) = self.drawn.not_points() {
            self.odd(0, what, wkt::AS_POINTS);
        }
        if self.more > 0 {
            let what = format!("{} in its rows", counted(self.more as u64, "more fault"));
            self.notices.push(Notice::new(self.file.as_str(), what, "mend those named above first"));
        }
        if self.month_first > 0 && self.day_first == 0 { open } else { Vec::new() }
    }

    /// The same file, of which nothing is read yet.
    pub(super) fn emptied(&self) -> Self {
        Self { dialect: self.dialect, own_color: self.own_color, ..Self::new(&self.file, 0) }
    }

    /// Takes in what was read of a later part of the file.
    pub(super) fn absorb(&mut self, part: Self) {
        self.rows += part.rows;
        self.unplaced += part.unplaced;
        self.misplaced += part.misplaced;
        let room = KEPT.saturating_sub(self.notices.len());
        self.more += part.more + part.notices.len().saturating_sub(room);
        self.notices.extend(part.notices.into_iter().take(room));
        self.open.extend(part.open);
        self.day_first += part.day_first;
        self.month_first += part.month_first;
        self.drawn.add(part.drawn);
    }

    /// How many faults were found, kept or not.
    pub(super) fn faults(&self) -> usize {
        self.notices.len() + self.more
    }

    /// The number of its first record.
    pub fn first(&self) -> usize {
        self.first
    }
}

/// How closely a date is known, in the codes of its makers.
fn precision(dialect: Dialect, code: &str) -> Option<DatePrecision> {
    Some(match (dialect, code) {
        (Dialect::Ucdp, "3") | (Dialect::Acled, "2") => DatePrecision::Week,
        (Dialect::Ucdp, "4") | (Dialect::Acled, "3") => DatePrecision::Month,
        (Dialect::Ucdp, "5") => DatePrecision::Year,
        (Dialect::Dateline, "night") => DatePrecision::Night,
        (Dialect::Dateline, "week") => DatePrecision::Week,
        (Dialect::Dateline, "month") => DatePrecision::Month,
        (Dialect::Dateline, "year") => DatePrecision::Year,
        (Dialect::Dateline, "decade") => DatePrecision::Decade,
        _ => return None,
    })
}
