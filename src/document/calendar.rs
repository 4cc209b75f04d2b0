//! Dates as calendars write them: `16 November 2021`, `Nov 16`, `2021-11-16`,
//! `Tuesday (Nov. 16)`, `3 JAN 90`, `3-5 May`.

use std::ops::Range;

use jiff::civil::Date;

use crate::lexicon::time::{TimeWord, TimeWords};
use crate::text::{Shape, Token};

/// Two-digit years above this belong to the last century.
const PIVOT: i16 = 30;

/// A date with a month and a day, and as much more as is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDate {
    /// The tokens it is made of.
    pub tokens: Range<usize>,
    /// The year, where written.
    pub year: Option<i16>,
    /// The month, 1-12.
    pub month: i8,
    /// The day; the first of a range.
    pub day: i8,
    /// The last day of a range within the month.
    pub last_day: Option<i8>,
    /// The weekday written beside it, Monday 1.
    pub weekday: Option<i8>,
}

impl CalendarDate {
    /// The day, where the year is written and the day exists.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// Whether day and month exist in some year.
    fn exists(&self) -> bool {
        let year = self.year.unwrap_or(2000);
        Date::new(year, self.month, self.day).is_ok()
            && self.last_day.is_none_or(|d| Date::new(year, self.month, d).is_ok())
    }
}

/// Reads calendar dates off tokens.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The words.
    pub words: &'a TimeWords,
    /// Whether `3 JAN 90` may stand for 1990: in datelines and stamps.
    pub short_years: bool,
}

impl<'a> Calendar<'a> {
    fn word(&self, at: usize, end: usize) -> &'a str {
        if at < end { self.tokens.get(at).map_or("", |t| t.span.of(self.text)) } else { "" }
    }

    fn kind(&self, at: usize, end: usize) -> TimeWord {
        self.words.of(self.word(at, end).trim_end_matches('.'))
    }

    /// The date that begins with token `at` and ends before `end`.
    pub fn date_at(&self, at: usize, end: usize) -> Option<CalendarDate> {
        let weekday = match self.kind(at, end) {
            TimeWord::Weekday(d) | TimeWord::WeekdayShort(d) => Some(d),
            _ => None,
        };
        let Some(day) = weekday else { return self.bare(at, end).filter(CalendarDate::exists) };
        let mut next = at + 1;
        let open = matches!(self.word(next, end), "(" | "[");
        if open || matches!(self.word(next, end), "," | "the") {
            next += 1;
        }
        if self.word(next, end) == "the" {
            next += 1;
        }
        let mut date = self.bare(next, end).filter(CalendarDate::exists)?;
        if open && matches!(self.word(date.tokens.end, end), ")" | "]") {
            date.tokens.end += 1;
        }
        date.tokens.start = at;
        date.weekday = Some(day);
        Some(date)
    }

    /// A date without a weekday before it.
    fn bare(&self, at: usize, end: usize) -> Option<CalendarDate> {
        let token = self.tokens.get(at).filter(|_| at < end)?;
        match token.shape {
            Shape::Number | Shape::Mixed => self.figures(at, end).or_else(|| self.day_first(at, end)),
            Shape::Punct => None,
            _ => self.month_first(at, end),
        }
    }

    /// `2021-11-16`, `16.11.2021`, `16-Nov-2021`; `16/11/2021` where only one
    /// reading is possible.
    fn figures(&self, at: usize, end: usize) -> Option<CalendarDate> {
        let word = self.word(at, end);
        if let Some(date) = self.glued(word, at, end) {
            return Some(date);
        }
        let head = word.split(['T', 't']).next().filter(|h| h.len() == 10).unwrap_or(word);
        let mut parts = head.split(['-', '/', '.']);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || b.is_empty() {
            return None;
        }
        let date = |year: i16, month: i8, day: i8| {
            Some(CalendarDate { tokens: at..at + 1, year: Some(year), month, day, last_day: None, weekday: None })
        };
        let year = |s: &str| s.parse::<i16>().ok().and_then(|y| self.full_year(y, s.len(), true));
        let year = |s: &str| year(s).or_else(|| s.parse().ok().filter(|_| s.len() == 2).map(century));
        if let TimeWord::Month(month) = self.words.of(b) {
            return date(year(c)?, month, a.parse().ok()?);
        }
        if a.len() == 4 {
            return date(year(a)?, b.parse().ok()?, c.parse().ok()?);
        }
        if c.len() != 4 {
            return None;
        }
        let (first, second): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
        let dotted = head.contains('.');
        match (first, second) {
            _ if dotted || first == second => date(year(c)?, second, first),
            (13.., ..=12) => date(year(c)?, second, first),
            (..=12, 13..) => date(year(c)?, first, second),
            _ => None,
        }
    }

    /// `16-Nov`, `16Nov2021`, `16NOV21`, and the telex's `151030Z MAR 89` and
    /// `151030ZMAR89`.
    fn glued(&self, word: &str, at: usize, end: usize) -> Option<CalendarDate> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (figure, rest) = word.split_at(digits);
        let day = match digits {
            1 | 2 => figure,
            // Day, hour and minute, then the letter of the zone.
            6 if rest.starts_with(['Z', 'z']) && figure[2..4] < *"24" && figure[4..] < *"60" => &figure[..2],
            _ => return None,
        };
        let day = day.parse().ok().filter(|d| (1..=31).contains(d))?;
        let rest = if digits == 6 { &rest[1..] } else { rest.strip_prefix('-').unwrap_or(rest) };
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, year) = rest.split_at(letters);
        if name.is_empty() && digits == 6 && year.is_empty() {
            let month = self.month(at + 1, end)?;
            let (year, next) = Calendar { short_years: true, ..*self }.year(at + 2, end);
            return Some(CalendarDate { tokens: at..next, year, month, day, last_day: None, weekday: None });
        }
        let TimeWord::Month(month) = self.words.of(name) else { return None };
        let year = match year.len() {
            0 => None,
            2 => Some(century(year.parse().ok()?)),
            _ => Some(self.full_year(year.parse().ok()?, year.len(), true)?),
        };
        Some(CalendarDate { tokens: at..at + 1, year, month, day, last_day: None, weekday: None })
    }

    /// A span over the end of a month whose hyphen joins two words: `May 28-June
    /// 3`, `28 May-3 June 2019`.
    pub fn over_months(&self, at: usize, end: usize) -> Option<(CalendarDate, CalendarDate)> {
        let (left, right) = self.word(at + 1, end).split_once('-')?;
        let named = |word: &str| match self.words.of(word) {
            TimeWord::Month(m) if word.starts_with(char::is_uppercase) => Some(m),
            _ => None,
        };
        let date = |day: i8, month: i8, year: Option<i16>, next: usize| CalendarDate {
            tokens: at..next,
            year,
            month,
            day,
            last_day: None,
            weekday: None,
        };
        let (from, to, (year, next)) = if let Some(month) = self.month(at, end) {
            let year = self.year(at + 3, end);
            ((day_number(left)?, month), (day_number(self.word(at + 2, end))?, named(right)?), year)
        } else {
            let year = self.year(at + 3, end);
            ((day_number(self.word(at, end))?, named(left)?), (day_number(right)?, self.month(at + 2, end)?), year)
        };
        let (first, last) = (date(from.0, from.1, None, next), date(to.0, to.1, year, next));
        (first.exists() && last.exists()).then_some((first, last))
    }

    /// `16 November 2021`, `16th of November`, `3-5 May`, `3 JAN 90`.
    fn day_first(&self, at: usize, end: usize) -> Option<CalendarDate> {
        let (day, last_day, mut next) = self.days(at, end, false)?;
        if self.word(next, end).eq_ignore_ascii_case("of") {
            next += 1;
        }
        // Between a day and a year no word is but a month, in any case.
        let full = |next| self.year(next + 1, end).0.filter(|_| self.word(next + 1, end).len() == 4);
        let month = self.month(next, end).or_else(|| match self.kind(next, end) {
            TimeWord::Month(m) => full(next).map(|_| m),
            _ => None,
        })?;
        let (year, next) = self.year(next + 1, end);
        Some(CalendarDate { tokens: at..next, year, month, day, last_day, weekday: None })
    }

    /// `November 16, 2021`, `Nov. 16`, `May 3-5`, `the 16th`.
    fn month_first(&self, at: usize, end: usize) -> Option<CalendarDate> {
        let month = self.month(at, end)?;
        let day_at = at + 1 + usize::from(self.word(at + 1, end).eq_ignore_ascii_case("the"));
        let (day, last_day, next) = self.days(day_at, end, true)?;
        // "May 2021" has no day; "March 30 people" has none either, but can't be told.
        let (year, next) = self.year(next, end);
        Some(CalendarDate { tokens: at..next, year, month, day, last_day, weekday: None })
    }

    /// A month's name; "may" and "march" must be capitals.
    fn month(&self, at: usize, end: usize) -> Option<i8> {
        let token = self.tokens.get(at).filter(|_| at < end)?;
        match self.kind(at, end) {
            // "march", "may" and "august" are words of their own.
            TimeWord::Month(m) if token.shape != Shape::Lower || !matches!(m, 3 | 5 | 8) => Some(m),
            _ => None,
        }
    }

    /// One day (`16`, `16th`) or two (`3-5`, `3–5`, `3 and 5`, `3 to 5`).
    fn days(&self, at: usize, end: usize, after_month: bool) -> Option<(i8, Option<i8>, usize)> {
        let word = self.word(at, end);
        if let Some((a, b)) = word.split_once(['-', '/']) {
            let (first, last) = (day_number(a)?, day_number(b)?);
            return (first < last).then_some((first, Some(last), at + 1));
        }
        let first = day_number(word)?;
        let joint = self.word(at + 1, end);
        let Some(last) = day_number(self.word(at + 2, end)).filter(|l| *l > first) else {
            return Some((first, None, at + 1));
        };
        let of = usize::from(self.word(at + 3, end).eq_ignore_ascii_case("of"));
        let month = self.month(at + 3 + of, end).is_some();
        // "between 3 and 5 May", "May 3 and 4", "May 3 to 5": not "on May 3 and 12
        // people", and "May 3 to 5 June" is two dates.
        let joined = match joint.to_ascii_lowercase().as_str() {
            "–" | "-" | "/" => !(after_month && month),
            "to" | "through" | "until" if after_month => !month && self.closes(at + 3, end),
            "and" if after_month => !month && last == first + 1 && self.closes(at + 3, end),
            "and" | "to" | "or" => month,
            _ => false,
        };
        if joined {
            return Some((first, Some(last), at + 3));
        }
        Some((first, None, at + 1))
    }

    /// Whether no counted noun can follow: a mark, a small word or a year.
    fn closes(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|_| at < end) else { return true };
        let word = self.word(at, end);
        match token.shape {
            Shape::Number => word.len() == 4,
            Shape::Punct => true,
            _ => match self.kind(at, end) {
                TimeWord::Prep(_) => true,
                TimeWord::No => !word.ends_with(['s', 'S']),
                _ => false,
            },
        }
    }

    /// A year after the date, and where it ends.
    fn year(&self, at: usize, end: usize) -> (Option<i16>, usize) {
        let comma = usize::from(matches!(self.word(at, end), "," | "of" | "OF"));
        let word = self.word(at + comma, end);
        let number = word.parse::<i16>().ok();
        if let Some(year) = number.and_then(|y| self.full_year(y, word.len(), comma == 0)) {
            return (Some(year), at + comma + 1);
        }
        if matches!(word, "'" | "’")
            && let Some(year) = self.word(at + comma + 1, end).parse::<i16>().ok().filter(|y| (0..100).contains(y))
        {
            return (Some(century(year)), at + comma + 2);
        }
        (None, at)
    }

    /// A year of four digits, or of two where that is the style.
    fn full_year(&self, year: i16, digits: usize, close: bool) -> Option<i16> {
        match digits {
            4 if (1800..=2100).contains(&year) => Some(year),
            2 if self.short_years && close => Some(century(year)),
            _ => None,
        }
    }
}

/// `90` is 1990, `22` is 2022.
fn century(year: i16) -> i16 {
    if year > PIVOT { 1900 + year } else { 2000 + year }
}

/// `16`, `16th`, `1ST`; nothing above 31.
fn day_number(word: &str) -> Option<i8> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let rest = &word[digits..];
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|s| s.eq_ignore_ascii_case(rest));
    if !rest.is_empty() && !ordinal {
        return None;
    }
    word[..digits].parse().ok().filter(|d| (1..=31).contains(d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Span, tokenize};

    fn read(text: &str, short_years: bool) -> Option<String> {
        let lexicon = Lexicon::english().unwrap();
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &lexicon.abbreviations, &mut tokens);
        let calendar = Calendar { text, tokens: &tokens, words: &lexicon.time, short_years };
        let found = calendar.date_at(0, tokens.len())?;
        let year = found.year.map_or("?".into(), |y| y.to_string());
        let last = found.last_day.map_or(String::new(), |d| format!("..{d}"));
        let weekday = found.weekday.map_or(String::new(), |d| format!(" w{d}"));
        Some(format!("{year}-{}-{}{last}{weekday} ({})", found.month, found.day, found.tokens.len()))
    }

    #[test]
    fn dates_in_all_orders() {
        for (text, expected) in [
            ("16 November 2021", "2021-11-16 (3)"),
            ("November 16, 2021", "2021-11-16 (4)"),
            ("Nov. 16", "?-11-16 (2)"),
            ("16th of November, 2021", "2021-11-16 (5)"),
            ("2021-11-16", "2021-11-16 (1)"),
            ("2021-11-16T18:44:00Z", "2021-11-16 (1)"),
            ("16.11.2021", "2021-11-16 (1)"),
            ("25/11/2021", "2021-11-25 (1)"),
            ("11/25/2021", "2021-11-25 (1)"),
            ("Tuesday (Nov 16)", "?-11-16 w2 (5)"),
            ("Tuesday, 16 November 2021", "2021-11-16 w2 (5)"),
            ("Saturday, March 21, 2009", "2009-3-21 w6 (6)"),
            ("3-5 May", "?-5-3..5 (2)"),
            ("May 3–5, 2019", "2019-5-3..5 (6)"),
            ("4 Aug, 2022", "2022-8-4 (4)"),
            ("30 DECEMBER", "?-12-30 (2)"),
            ("16-Nov-21", "2021-11-16 (1)"),
            ("16-Nov", "?-11-16 (1)"),
            ("16NOV89", "1989-11-16 (1)"),
            ("151030Z MAR 89", "1989-3-15 (3)"),
            ("151030ZMAR89", "1989-3-15 (1)"),
            ("12/13 May", "?-5-12..13 (2)"),
            ("May 12 and 13, 2020", "2020-5-12..13 (6)"),
            ("16 november", "?-11-16 (2)"),
        ] {
            assert_eq!(read(text, false).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("3 JAN 90", true).as_deref(), Some("1990-1-3 (3)"));
        assert_eq!(read("3 JAN 90", false).as_deref(), Some("?-1-3 (2)"));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["may 3", "30 February 2020", "04/08/2022", "May 2021", "12 people", "2.5 km", "1-2-3"] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }
}
