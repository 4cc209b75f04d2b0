//! The day of publication as the text prints it: stamps, bylines, the dateline.

use std::ops::Range;

use jiff::civil::Date;

use super::blocks::{Judge, Part};
use super::types::{BlockKind, Dateline, Published, PublishedBasis, Report};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// The day of publication: as metadata state it, else as printed.
///
/// Of several stamps the first full date counts (papers print "Published"
/// before "Updated"); then the dateline's; then the address's (`/2022/08/04/`).
pub(super) fn published(judge: &Judge<'_>, parts: &[Part], dateline: Option<&Dateline>, report: &Report) -> Published {
    if report.published.is_some() {
        return Published { date: report.published, basis: PublishedBasis::Stated, span: None };
    }
    let stamps = parts.iter().filter(|p| p.kind == BlockKind::Stamp);
    let stamped = stamps.flat_map(|p| judge.dates(&p.tokens)).find_map(|d| Some((d.date()?, d.tokens)));
    let in_dateline = || {
        let span = dateline?.date?;
        let from = judge.tokens.partition_point(|t| t.span.start < span.start);
        let to = judge.tokens.partition_point(|t| t.span.end <= span.end);
        judge.dates(&(from..to)).find_map(|d| Some((d.date()?, d.tokens)))
    };
    if let Some((date, tokens)) = stamped.or_else(in_dateline).or_else(|| issued(judge)) {
        let span = Span::new(judge.tokens[tokens.start].span.start, judge.tokens[tokens.end - 1].span.end);
        return Published { date: Some(date), basis: PublishedBasis::Printed, span: Some(span) };
    }
    match report.url.as_deref().and_then(date_in_address) {
        Some(date) => Published { date: Some(date), basis: PublishedBasis::Printed, span: None },
        None => Published::default(),
    }
}

/// Words at the head of a report among which a bulletin says when it was issued.
const HEAD: usize = 60;

/// "Bulletin no. 7. Issued 22 September 2024.": the day after such a word near
/// the head of the report.
fn issued(judge: &Judge<'_>) -> Option<(Date, Range<usize>)> {
    let word = |i: usize| judge.tokens.get(i).map_or(String::new(), |t| t.span.of(judge.text).to_lowercase());
    let says = |at: usize| {
        (at.saturating_sub(2)..at).any(|i| {
            matches!(word(i).as_str(), "issued" | "released" | "dated")
                && (i + 1..at).all(|k| matches!(word(k).as_str(), "on" | ":"))
        })
    };
    let head = 0..judge.tokens.len().min(HEAD);
    judge.dates(&head).filter(|d| says(d.tokens.start)).find_map(|d| Some((d.date()?, d.tokens)))
}

/// The date that many papers put into an article's address.
fn date_in_address(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|w| {
        let [year, month, day] = w else { return None };
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
            return None;
        }
        let year = year.parse().ok().filter(|y| (1980..=2100).contains(y))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

/// Reads a date as metadata give it: ISO with or without an hour, or words.
/// The day is the one written, whatever the zone.
pub fn date_of(written: &str, lexicon: &Lexicon) -> Option<Date> {
    let written = written.trim();
    if let Some(date) = written.get(..10).and_then(|d| d.parse::<Date>().ok()) {
        return Some(date);
    }
    let mut tokens = Vec::new();
    crate::text::tokenize(written, Span::new(0, written.len()), &lexicon.abbreviations, &mut tokens);
    let judge = Judge { text: written, tokens: &tokens, lexicon };
    judge.dates(&(0..tokens.len())).find_map(|d| d.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_dates() {
        let lexicon = Lexicon::english().unwrap();
        let day = |y, m, d| Date::new(y, m, d).ok();
        assert_eq!(date_of("2022-08-04T18:44:00+03:00", &lexicon), day(2022, 8, 4));
        assert_eq!(date_of("Thu, 04 Aug 2022 18:44:00 GMT", &lexicon), day(2022, 8, 4));
        assert_eq!(date_of("yesterday", &lexicon), None);
    }

    #[test]
    fn addresses_with_a_date() {
        assert_eq!(date_in_address("https://example.org/world/2022/08/04/clash"), Date::new(2022, 8, 4).ok());
        assert_eq!(date_in_address("https://example.org/1/2/3"), None);
    }
}
