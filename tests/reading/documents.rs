//! `tests/suites/documents.md`.

use std::fmt::Write;

use dateline::document::{self, Document, Language, Report, ReportFormat};

const SUITE: &str = include_str!("../suites/documents.md");

/// A case of the suite: its name, and its fenced parts by the word after the
/// fence, with what follows that word.
struct Case<'a> {
    name: &'a str,
    parts: Vec<(&'a str, &'a str, String)>,
}

impl Case<'_> {
    fn part(&self, name: &str) -> Option<&(&str, &str, String)> {
        self.parts.iter().find(|(n, ..)| *n == name)
    }
}

fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'static>> = Vec::new();
    let mut open: Option<(&str, &str, String)> = None;
    for line in SUITE.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => cases.last_mut().unwrap().parts.extend(open.take()),
            (Some((_, _, body)), None) => writeln!(body, "{line}").unwrap(),
            (None, Some(head)) => {
                let (name, rest) = head.split_once(' ').unwrap_or((head, ""));
                open = Some((name, rest, String::new()));
            }
            (None, None) => {
                if let Some(name) = line.strip_prefix("## ") {
                    cases.push(Case { name, parts: Vec::new() });
                }
            }
        }
    }
    cases
}

/// What was read, in the suite's words; only the lines that the case names.
fn told(document: &Document, expected: &str) -> String {
    let words = |span: Option<dateline::text::Span>| span.map_or("-", |s| document.words(s));
    let mut out = String::new();
    for line in expected.lines() {
        match line.split_once(": ").map(|(key, _)| key) {
            Some("dateline") => match &document.dateline {
                Some(d) => writeln!(
                    out,
                    "dateline: {} | {} | {} | {}",
                    words(d.place),
                    words(d.region),
                    words(d.agency),
                    words(d.date)
                )
                .unwrap(),
                None => out.push_str("dateline: none\n"),
            },
            Some("published") => {
                let day = document.published.date.map_or("none".to_owned(), |d| d.to_string());
                writeln!(out, "published: {day}").unwrap();
            }
            Some("quoted") => writeln!(out, "quoted: {}", document.quoted_agencies.join("; ")).unwrap(),
            Some("agencies") => {
                let names = document.agencies.join("; ");
                writeln!(out, "agencies: {}", if names.is_empty() { "none" } else { &names }).unwrap();
            }
            _ => {}
        }
    }
    let mut blocks = expected.lines().filter(|l| l.contains(" | ") && !l.starts_with("dateline: "));
    for block in &document.blocks {
        let mut text = format!("{:?} | {}", block.kind, document.words(block.span));
        // "..." in the suite stands for any rest.
        if let Some(head) = blocks.next().and_then(|b| b.strip_suffix(" ..."))
            && text.starts_with(head)
        {
            text = format!("{head} ...");
        }
        writeln!(out, "{text}").unwrap();
    }
    out
}

#[test]
fn every_case_is_read_as_it_says() {
    let lexicon = super::lexicon();
    let cases = cases();
    let mut wrong = String::new();
    for case in &cases {
        let (_, options, text) = case.part("report").unwrap();
        let title = options.strip_prefix("title=").map(str::to_owned);
        let report = Report { text: text.clone(), title, ..Report::default() };
        let document = document::read(report, &lexicon);
        let (_, _, expected) = case.part("read").unwrap();
        let found = told(&document, expected);
        if found != *expected {
            write!(wrong, "\n## {}\nexpected:\n{expected}found:\n{found}", case.name).unwrap();
        }
        if let Some((_, _, expected)) = case.part("sentences") {
            let found: Vec<&str> = document.sentences.iter().map(|s| document.words(s.span)).collect();
            let found = found.join("\n") + "\n";
            if found != *expected {
                write!(wrong, "\n## {} (sentences)\nexpected:\n{expected}found:\n{found}", case.name).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= 25);
}

#[test]
fn reports_of_every_container_are_read_alike() {
    let lexicon = super::lexicon();
    let text = "OSLO (Reuters) - Two people died on Monday.";
    let jsonl = document::container::jsonl_reports("a.jsonl", &format!("{{\"text\":\"{text}\"}}"));
    let csv = document::container::csv_reports("a.csv", &format!("text\n\"{text}\"\n")).unwrap();
    for report in jsonl.reports.into_iter().chain(csv.reports) {
        let document = document::read(report, &lexicon);
        assert_eq!(document.dateline.as_ref().and_then(|d| d.place).map(|p| document.words(p)), Some("OSLO"));
    }
}

#[test]
fn a_date_in_the_address_of_the_article_dates_it() {
    let lexicon = super::lexicon();
    let report = Report {
        text: "Two people died on Monday, the police of the harbour town said.".into(),
        url: Some("https://example.org/world/2022/08/04/ferry.html".into()),
        ..Report::default()
    };
    assert_eq!(document::read(report, &lexicon).published.date.map(|d| d.to_string()).as_deref(), Some("2022-08-04"));
}

#[test]
fn a_report_in_another_language_says_so() {
    let lexicon = super::lexicon();
    let told = document::language(
        "Deux personnes sont mortes lundi quand un bac a heurté un quai, selon la police du port de la ville.",
        &lexicon,
    );
    assert_eq!(told, Language::OtherLatin);
    assert!(!told.is_readable() && told.reason().contains("not in English"));
}

#[test]
fn a_large_report_is_read_in_linear_time() {
    // Four megabytes here, in a build that is not optimised; what matters is
    // that twice the text takes about twice the time, not four times.
    let lexicon = super::lexicon();
    let time = |copies: usize| {
        let text = "EXAMPLETOWN — Two people died on Monday, 3 May 2019, the ministry said.\n\nThe army denied it.\n\n"
            .repeat(copies);
        let start = std::time::Instant::now();
        let document = document::read(Report { text, ..Report::default() }, &lexicon);
        let last = document.blocks.last().unwrap().span;
        assert_eq!(document.source(last).chars.end, document.report.text.chars().count() - 2);
        start.elapsed()
    };
    time(1000);
    let (one, four) = (time(5000), time(20_000));
    assert!(four < one * 12, "{one:?} for one part, {four:?} for four");
}

#[test]
fn markup_formats_do_not_change_what_is_read() {
    let lexicon = super::lexicon();
    for (format, text) in [
        (ReportFormat::Text, "Ferry hits pier\n\nOSLO (AP) — Two people died on Monday & one fled."),
        (ReportFormat::Markdown, "# Ferry hits pier\n\nOSLO (AP) — **Two** people died on Monday & one fled."),
        (
            ReportFormat::Html,
            "<h1>Ferry hits pier</h1><p>OSLO (AP) &mdash; <b>Two</b> people died on Monday &amp; one fled.</p>",
        ),
    ] {
        let document = document::read(Report { text: text.into(), format, ..Report::default() }, &lexicon);
        let blocks: Vec<String> =
            document.blocks.iter().map(|b| format!("{:?} {}", b.kind, document.words(b.span))).collect();
        assert_eq!(
            blocks,
            ["Headline Ferry hits pier", "Body OSLO (AP) — Two people died on Monday & one fled."],
            "{format:?}"
        );
        assert_eq!(document.agencies, ["AP"]);
    }
}
