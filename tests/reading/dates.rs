//! `tests/suites/dates.md` and `dates_news.md`.

use dateline::document::{self, Report};
use dateline::temporal::{self, Anchor, TimeExpression};
use jiff::civil::Date;

const SUITES: [(&str, &str); 2] =
    [("dates.md", include_str!("../suites/dates.md")), ("dates_news.md", include_str!("../suites/dates_news.md"))];

struct Row<'a> {
    /// File and line.
    at: String,
    cells: Vec<&'a str>,
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    SUITES.into_iter().flat_map(|(file, suite)| {
        suite.lines().enumerate().filter(|(_, l)| l.starts_with("| ") && !l.starts_with("| text")).map(move |(i, l)| {
            Row { at: format!("{file}:{}", i + 1), cells: l.trim_matches('|').split('|').map(str::trim).collect() }
        })
    })
}

/// What a row's last three cells would say of this expression.
fn told(e: &TimeExpression) -> (String, String, String) {
    let day = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    let days = e.range.map_or("-".to_owned(), |r| match (r.start, r.end) {
        (a, b) if a == b => day(a),
        (a, b) => format!("{}..{}", day(a), day(b)),
    });
    let distant = if e.distant { " distant" } else { "" };
    let kind = format!("{:?}{distant}", e.kind).to_lowercase();
    (days, format!("{:?}", e.precision).to_lowercase(), kind)
}

#[test]
fn every_expression_says_its_days() {
    let lexicon = super::lexicon();
    let mut wrong = Vec::new();
    let mut count = 0;
    for Row { at, cells } in rows() {
        let [text, published, days, precision, kind] = cells[..] else { panic!("{at}: five cells are needed") };
        let marked =
            text.split_once('[').and_then(|(a, rest)| rest.split_once(']').map(|(b, _)| b).map(|b| (a.len(), b)));
        let plain = text.replace(['[', ']'], "");
        let document = document::read(Report { text: plain, ..Report::default() }, &lexicon);
        let option: Option<Date> = published.parse().ok();
        let anchor = temporal::anchor(&document, &lexicon, option);
        let found = temporal::find(&document, &anchor, &lexicon);
        count += 1;
        let Some((_, words)) = marked else {
            if !found.is_empty() {
                let words: Vec<&str> = found.iter().map(|e| document.words(e.span)).collect();
                wrong.push(format!("{at}: {text}\n   found {words:?}"));
            }
            continue;
        };
        let plain_words = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
        match found.iter().find(|e| document.words(e.span) == plain_words) {
            None => {
                let all: Vec<&str> = found.iter().map(|e| document.words(e.span)).collect();
                wrong.push(format!("{at}: [{words}] not found, but {all:?}"));
            }
            Some(e) => {
                let expected = (days.to_owned(), precision.to_owned(), kind.to_owned());
                if told(e) != expected {
                    wrong.push(format!(
                        "{at}: [{words}] {published}\n   is       {:?}\n   expected {expected:?}",
                        told(e)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300);
}

#[test]
fn the_year_is_solved_only_where_one_is_left() {
    let lexicon = super::lexicon();
    let anchor = |text: &str| -> Anchor {
        let document = document::read(Report { text: text.into(), ..Report::default() }, &lexicon);
        temporal::anchor(&document, &lexicon, None)
    };
    let day = |text: &str| anchor(text).date.map(|d| d.to_string());
    // The 44-day war was in 2020, so "last year" leaves 2021, and 9 March was a Tuesday then.
    let solved = "MOSCOW - Envoys met on Tuesday (March 9) for the first time since the 44-day war last year. Two villages were shelled.";
    assert_eq!(day(solved).as_deref(), Some("2021-03-09"));
    // The weekday contradicts: nothing is left.
    assert_eq!(day(&solved.replace("March 9", "March 10")), None);
    // A lower bound alone leaves many years.
    assert_eq!(day("Envoys met on Tuesday (March 9). The truce of 2020 held."), None);
    // No day to solve.
    assert_eq!(day("Envoys met on Tuesday for the first time since the 44-day war last year."), None);
    // Metadata go before the option, the option before what is printed.
    let report = |text: &str| Report { text: text.into(), ..Report::default() };
    let printed = document::read(
        report(
            "4 Aug, 2022 18:44\n\nTown shelled\n\nTwo people died on Wednesday, the ministry said in a statement.\n",
        ),
        &lexicon,
    );
    assert_eq!(temporal::anchor(&printed, &lexicon, None).date.map(|d| d.to_string()).as_deref(), Some("2022-08-04"));
    let option: Option<Date> = "2022-08-06".parse().ok();
    assert_eq!(temporal::anchor(&printed, &lexicon, option).date, option);
}
