//! What all cells of a column are, and so of which kind the column is.

use std::borrow::Cow;

use jiff::civil::Date;

use super::row::Given;
use crate::dataset::cells::{is_untold, number};
use crate::dataset::dates::{self, Written};
use crate::dataset::wkt::Drawn;
use crate::format::table::{Cell, Kind};
use crate::temporal::DatePrecision;

/// Texts after which a column is one of texts, whatever follows, where they
/// are more than a tenth of its cells.
const SETTLED: u64 = 8;

/// Counts of what cells look like.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// Cells that hold anything.
    pub told: u64,
    /// Words for "not known": "n/a", "unknown", "-".
    pub untold: u64,
    /// Whole numbers.
    pub integers: u64,
    /// Numbers with a decimal point.
    pub numbers: u64,
    /// Numbers with a comma that can only be a decimal one.
    pub decimal_commas: u64,
    /// Numbers whose commas part thousands, if they are no decimal commas.
    pub thousands: u64,
    /// Digits that begin with 0, as codes do.
    pub codes: u64,
    /// `true` and `false`.
    pub booleans: u64,
    /// Days that can only be read one way.
    pub days: u64,
    /// Days whose numbers show that the day comes first.
    pub day_first: u64,
    /// Days whose numbers show that the month comes first.
    pub month_first: u64,
    /// Days that could be either.
    pub either: u64,
    /// Months and years, written as dates.
    pub coarse: u64,
    /// Lists and objects.
    pub nested: u64,
    /// Anything else.
    pub texts: u64,
    /// Texts that are well-known text, by what they are of.
    pub drawn: Drawn,
    /// Numbers that are the degrees north of their row's point.
    pub north: u64,
    /// Numbers that are the degrees east of their row's point.
    pub east: u64,
    /// The smallest and the largest number.
    pub range: Option<(f64, f64)>,
    /// The first day and the last.
    pub span: Option<(Date, Date)>,
    /// The kind that the file itself declares.
    pub declared: Option<Kind>,
    /// The first values, each once.
    pub examples: Vec<String>,
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Of two numbers that could be day and month, the month comes first.
    pub month_first: bool,
    /// Commas are decimal ones.
    pub decimal_comma: bool,
}

/// Values kept as examples, and how long.
const EXAMPLES: usize = 3;

impl Seen {
    /// Adds a cell. `plain` says that texts are what they are: of formats that
    /// have numbers, only days are looked for in them.
    pub fn add(&mut self, cell: Given<'_>, plain: bool) {
        match cell {
            Given::Missing => return,
            Given::Json(_) => self.nested += 1,
            Given::Integer(n) => {
                self.integers += 1;
                self.widen(n as f64);
            }
            Given::Number(n) => {
                self.numbers += 1;
                self.widen(n);
            }
            Given::Boolean(_) => self.booleans += 1,
            Given::Text(text) => {
                self.drawn.count(text);
                if self.texts > SETTLED && self.texts * 10 > self.told {
                    self.texts += 1;
                } else if plain {
                    match (text.len() == 10).then(|| text.parse::<Date>()) {
                        Some(Ok(day)) => self.day(day),
                        _ => self.texts += 1,
                    }
                } else {
                    self.text(text.trim());
                }
            }
        }
        self.told += 1;
        if self.examples.len() < EXAMPLES {
            self.example(cell);
        }
    }

    /// Counts a cell that says the same as its row's point.
    pub(super) fn compare(&mut self, cell: Given<'_>, lat: f64, lon: f64) {
        let degrees = match cell {
            Given::Number(n) => n,
            Given::Integer(n) => n as f64,
            _ => return,
        };
        // As close as seven decimals are.
        self.north += u64::from((degrees - lat).abs() < 1e-6);
        self.east += u64::from((degrees - lon).abs() < 1e-6);
    }

    fn example(&mut self, cell: Given<'_>) {
        let text = match cell {
            Given::Text(text) | Given::Json(text) => Cow::Borrowed(text.trim()),
            Given::Integer(n) => Cow::Owned(n.to_string()),
            Given::Number(n) => Cow::Owned(n.to_string()),
            Given::Boolean(yes) => Cow::Owned(yes.to_string()),
            Given::Missing => return,
        };
        let text = super::super::cells::shortened(&text);
        if !self.examples.contains(&text) {
            self.examples.push(text);
        }
    }

    fn widen(&mut self, n: f64) {
        let (low, high) = self.range.unwrap_or((n, n));
        self.range = Some((low.min(n), high.max(n)));
    }

    fn day(&mut self, day: Date) {
        self.days += 1;
        let (first, last) = self.span.unwrap_or((day, day));
        self.span = Some((first.min(day), last.max(day)));
    }

    fn text(&mut self, text: &str) {
        let first = text.as_bytes().first().copied().unwrap_or(b' ');
        let numeric = first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b'\'') || text.starts_with('−');
        if numeric && self.number(text) {
            return;
        }
        if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            self.booleans += 1;
        } else if is_untold(text) {
            self.untold += 1;
        } else if text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) || is_timed(text) {
            self.texts += 1;
        } else {
            self.date(text);
        }
    }

    fn number(&mut self, text: &str) -> bool {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            if digits.len() > 1 && digits.starts_with('0') {
                self.codes += 1;
            } else if let Ok(n) = text.parse::<i64>() {
                self.integers += 1;
                self.widen(n as f64);
            } else {
                self.codes += 1;
            }
            return true;
        }
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
        if plain {
            let Some(n) = text.parse::<f64>().ok().filter(|n| n.is_finite()) else { return false };
            self.numbers += 1;
            self.widen(n);
            return true;
        }
        let Some(n) = number(text) else { return false };
        // `number` reads "1,234" as a thousand and "1,23" as a fraction.
        let comma = text.matches(',').count() == 1 && !text.contains('.');
        if comma && n.fract() != 0.0 {
            self.decimal_commas += 1;
        } else {
            self.thousands += 1;
        }
        self.widen(n);
        true
    }

    fn date(&mut self, text: &str) {
        match dates::read(text) {
            Some(Written::Sure(range)) => match (range.precision, range.start) {
                (DatePrecision::Day, Some(day)) => self.day(day),
                _ => self.coarse += 1,
            },
            Some(Written::Numbers { day, day_first }) => {
                self.day(day);
                self.days -= 1;
                match day_first {
                    Some(true) => self.day_first += 1,
                    Some(false) => self.month_first += 1,
                    None => self.either += 1,
                }
            }
            None => self.texts += 1,
        }
    }

    /// Adds what was seen in a later part of the file.
    pub fn join(&mut self, later: &Self) {
        for (all, more) in [
            (&mut self.told, later.told),
            (&mut self.untold, later.untold),
            (&mut self.integers, later.integers),
            (&mut self.numbers, later.numbers),
            (&mut self.decimal_commas, later.decimal_commas),
            (&mut self.thousands, later.thousands),
            (&mut self.codes, later.codes),
            (&mut self.booleans, later.booleans),
            (&mut self.days, later.days),
            (&mut self.day_first, later.day_first),
            (&mut self.month_first, later.month_first),
            (&mut self.either, later.either),
            (&mut self.coarse, later.coarse),
            (&mut self.nested, later.nested),
            (&mut self.texts, later.texts),
            (&mut self.north, later.north),
            (&mut self.east, later.east),
        ] {
            *all += more;
        }
        self.drawn.add(later.drawn);
        if let Some((low, high)) = later.range {
            self.widen(low);
            self.widen(high);
        }
        if let Some((first, last)) = later.span {
            let (a, b) = self.span.unwrap_or((first, last));
            self.span = Some((a.min(first), b.max(last)));
        }
        for example in &later.examples {
            if self.examples.len() < EXAMPLES && !self.examples.contains(example) {
                self.examples.push(example.clone());
            }
        }
    }

    /// Days of any writing.
    pub fn dates(&self) -> u64 {
        self.days + self.day_first + self.month_first + self.either
    }

    /// Whether nobody can tell day from month.
    pub fn is_ambiguous(&self) -> bool {
        self.either > 0 && (self.day_first > 0) == (self.month_first > 0)
    }

    /// How its cells are read. In files parted by commas those in numbers part
    /// thousands; in others a comma that is a decimal one somewhere is one
    /// everywhere.
    pub fn reading(&self) -> Reading {
        Reading { month_first: self.month_first > 0 && self.day_first == 0, decimal_comma: self.decimal_commas > 0 }
    }

    /// The kind that holds all its cells without loss. `delimiter` is what parts
    /// the cells of the file.
    pub fn kind(&self, delimiter: Option<u8>) -> Kind {
        let some = self.told - self.untold;
        if some == 0 {
            return self.declared.unwrap_or(Kind::Text);
        }
        if self.declared == Some(Kind::Text) {
            return Kind::Text;
        }
        let fits = |n: u64| n == some;
        if fits(self.integers + self.numbers) {
            return if self.numbers > 0 || self.declared == Some(Kind::Number) { Kind::Number } else { Kind::Integer };
        }
        // "1,234" in a file parted by semicolons may be either.
        let clear = self.decimal_commas > 0 || delimiter != Some(b';');
        if fits(self.integers + self.numbers + self.decimal_commas + self.thousands) && clear {
            let mixed = self.decimal_commas > 0 && self.numbers > 0;
            let whole = self.numbers == 0 && self.decimal_commas == 0;
            return match (mixed, whole) {
                (true, _) => Kind::Text,
                (_, true) => Kind::Integer,
                _ => Kind::Number,
            };
        }
        if fits(self.booleans) {
            return Kind::Boolean;
        }
        if fits(self.dates()) && !self.is_ambiguous() { Kind::Date } else { Kind::Text }
    }

    /// Whether, but for a few, all its cells are of this kind: a file of which
    /// it is known has faults in the others.
    pub fn mostly(&self, kind: Kind) -> bool {
        let some = self.told - self.untold;
        let fit = match kind {
            Kind::Date if self.is_ambiguous() => 0,
            Kind::Date => self.dates(),
            Kind::Integer => self.integers + self.thousands,
            Kind::Number => self.integers + self.numbers + self.decimal_commas + self.thousands,
            Kind::Boolean => self.booleans,
            Kind::Text => some,
        };
        some > 0 && fit * 10 >= some * 9
    }
}

/// Whether a cell tells an hour that is not midnight.
fn is_timed(text: &str) -> bool {
    let Some(colon) = text.find(':') else { return false };
    let hour = text[..colon].rfind(['T', ' ']).map_or(0, |at| at + 1);
    let time = text[hour..].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    time.split('+').next().unwrap_or(time).bytes().any(|b| matches!(b, b'1'..=b'9'))
}

/// A cell as a value of a kind; an error where it is none.
pub(in crate::dataset) fn value(given: Given<'_>, kind: Kind, reading: Reading) -> Result<Cell<'_>, ()> {
    let text = match given {
        Given::Missing => return Ok(Cell::Null),
        Given::Json(text) => return if kind == Kind::Text { Ok(Cell::Text(text)) } else { Err(()) },
        Given::Integer(n) if kind == Kind::Integer => return Ok(Cell::Integer(n)),
        Given::Integer(n) if kind == Kind::Number => return Ok(Cell::Number(n as f64)),
        Given::Number(n) if kind == Kind::Number => {
            return Ok(if n.is_finite() { Cell::Number(n) } else { Cell::Null });
        }
        Given::Boolean(yes) if kind == Kind::Boolean => return Ok(Cell::Boolean(yes)),
        Given::Integer(_) | Given::Number(_) | Given::Boolean(_) => return Err(()),
        Given::Text(text) if kind == Kind::Text => return Ok(Cell::Text(text)),
        Given::Text(text) => text.trim(),
    };
    let read = match kind {
        Kind::Integer => whole(text).map(Cell::Integer),
        Kind::Number => decimal(text, reading).map(Cell::Number),
        Kind::Boolean if text.eq_ignore_ascii_case("true") => Some(Cell::Boolean(true)),
        Kind::Boolean if text.eq_ignore_ascii_case("false") => Some(Cell::Boolean(false)),
        Kind::Date => day(text, reading).map(Cell::Date),
        Kind::Boolean | Kind::Text => None,
    };
    match read {
        None if is_untold(text) => Ok(Cell::Null),
        read => read.ok_or(()),
    }
}

fn whole(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().or_else(|| number(text).filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| n as i64))
}

fn decimal(text: &str, reading: Reading) -> Option<f64> {
    if reading.decimal_comma {
        let point = text.replacen(',', ".", 1);
        return number(&point);
    }
    number(text)
}

fn day(text: &str, reading: Reading) -> Option<Date> {
    match dates::read(text)? {
        Written::Sure(range) if range.precision == DatePrecision::Day => range.start,
        Written::Sure(_) => None,
        Written::Numbers { day, day_first: None } if reading.month_first => dates::turned(day),
        Written::Numbers { day, .. } => Some(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(cells: &[&str], delimiter: u8) -> Kind {
        let mut seen = Seen::default();
        for cell in cells {
            seen.add(Given::Text(cell), false);
        }
        let kind = seen.kind(Some(delimiter));
        for cell in cells {
            assert!(value(Given::Text(cell), kind, seen.reading()).is_ok(), "{cell} as {kind:?}");
        }
        kind
    }

    #[test]
    fn columns_have_the_kind_that_loses_nothing() {
        assert_eq!(kind_of(&["1", "-2", "n/a", "0"], b','), Kind::Integer);
        assert_eq!(kind_of(&["1", "2.5"], b','), Kind::Number);
        assert_eq!(kind_of(&["007", "12"], b','), Kind::Text);
        assert_eq!(kind_of(&["12345678901234567890"], b','), Kind::Text);
        assert_eq!(kind_of(&["true", "FALSE"], b','), Kind::Boolean);
        assert_eq!(kind_of(&["NA", "NG"], b','), Kind::Text);
        assert_eq!(kind_of(&["1,234", "12"], b','), Kind::Integer);
        assert_eq!(kind_of(&["1,234", "12"], b';'), Kind::Text);
        assert_eq!(kind_of(&["1,234", "0,5"], b';'), Kind::Number);
        assert_eq!(kind_of(&["0,5", "0.5"], b';'), Kind::Text);
        assert_eq!(kind_of(&["n/a"], b','), Kind::Text);
    }

    #[test]
    fn days_are_dates_where_they_can_be_told() {
        assert_eq!(kind_of(&["2020-01-02", "03 May 2020", "2020-01-02 00:00:00.000"], b','), Kind::Date);
        assert_eq!(kind_of(&["2020-01-02T10:00:00Z"], b','), Kind::Text);
        assert_eq!(kind_of(&["3/4/2020"], b','), Kind::Text);
        assert_eq!(kind_of(&["3/4/2020", "12/31/2020"], b','), Kind::Date);
        assert_eq!(kind_of(&["2020-01-02", "2020-01"], b','), Kind::Text);
        assert_eq!(kind_of(&["2020", "2021"], b','), Kind::Integer);
        let american = Reading { month_first: true, ..Reading::default() };
        let day = value(Given::Text("3/4/2020"), Kind::Date, american);
        assert_eq!(day, Ok(Cell::Date(jiff::civil::date(2020, 3, 4))));
    }

    #[test]
    fn nought_is_a_number_and_never_unknown() {
        assert_eq!(value(Given::Text("0"), Kind::Integer, Reading::default()), Ok(Cell::Integer(0)));
        assert_eq!(value(Given::Text("-"), Kind::Integer, Reading::default()), Ok(Cell::Null));
        assert_eq!(value(Given::Text("-"), Kind::Text, Reading::default()), Ok(Cell::Text("-")));
        assert_eq!(value(Given::Text("many"), Kind::Integer, Reading::default()), Err(()));
    }
}
