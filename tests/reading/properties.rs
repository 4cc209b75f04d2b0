//! What holds for any input: no panic, spans that fit, offsets that lead back.

use dateline::document::{self, Document, Report, ReportFormat};
use dateline::lexicon::Lexicon;
use dateline::temporal;
use dateline::text::{Field, Span};
use proptest::prelude::*;

/// Pieces of which strange reports are made.
fn reports() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "OSLO (Reuters) – ",
        "KYIV, Ukraine, March 3 (AP) — ",
        "\n",
        "\n\n",
        "\r\n",
        "Two people died",
        " on Tuesday (Nov 16)",
        ". ",
        "\"",
        "“",
        "’s",
        "Upper-\nExampleton",
        "opera-\ntion",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "PHOTO: AFP",
        "REUTERS AFP",
        "U.S.",
        "6,500",
        "the 1990s",
        "44-day",
        "mid-",
        "-",
        "--",
        "early ",
        "two days ago",
        "last ",
        "from Monday to ",
        "Şuşa",
        "Лачин",
        "<p>",
        "</",
        "&amp;",
        "&",
        "[",
        "](",
        "# ",
        "---\n",
        "a",
        "0900 Moscow time",
        "'90s",
        "2014-",
        "the ",
        "since ",
        "31 February",
        "99",
        "\t",
        "icon",
        "…",
        "🙂",
        "e\u{301}",
    ]);
    prop::collection::vec(prop_oneof![4 => bits.prop_map(str::to_owned), 1 => any::<String>()], 0..30)
        .prop_map(|v| v.concat())
}

fn check(lexicon: &Lexicon, report: Report) -> Result<(), TestCaseError> {
    let (title, source) = (report.title.clone().unwrap_or_default(), report.text.clone());
    let format = report.format;
    let document = document::read(report, lexicon);
    let text = document.text.as_str();
    let fits = |s: Span| s.start <= s.end && text.get(s.start..s.end).is_some();
    for span in document
        .blocks
        .iter()
        .map(|b| b.span)
        .chain(document.tokens.iter().map(|t| t.span))
        .chain(document.sentences.iter().map(|s| s.span))
    {
        prop_assert!(fits(span) && !span.is_empty(), "{span:?} in {text:?}");
    }
    prop_assert!(document.tokens.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    prop_assert!(document.sentences.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start));
    if format != ReportFormat::Html {
        lead_back(&document, &title, &source, format == ReportFormat::Text)?;
    }
    for anchor in [
        temporal::Anchor::default(),
        temporal::Anchor { date: jiff::civil::Date::new(2022, 8, 4).ok(), ..Default::default() },
    ] {
        let found = temporal::find(&document, &anchor, lexicon);
        prop_assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        for e in &found {
            prop_assert!(fits(e.span));
            if let Some(range) = e.range
                && let (Some(start), Some(end)) = (range.start, range.end)
            {
                prop_assert!(start <= end, "{:?} is {start}..{end}", document.words(e.span));
            }
        }
    }
    let anchor = temporal::anchor(&document, lexicon, None);
    prop_assert!(anchor.date.is_some() || anchor == temporal::Anchor::default());
    Ok(())
}

/// Every token stands in the source where the map says, but for spaces and
/// marks that are dropped; where the text is marked up, a link's address may be
/// dropped from within a word.
fn lead_back(document: &Document, title: &str, source: &str, exact: bool) -> Result<(), TestCaseError> {
    let plain = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for token in &document.tokens {
        let at = document.source(token.span);
        let field = if at.field == Field::Title { title } else { source };
        let found: String = field.chars().skip(at.chars.start).take(at.chars.end - at.chars.start).collect();
        let (found, said) = (plain(&found), plain(document.words(token.span)));
        if exact {
            prop_assert_eq!(found, said);
        } else {
            let mut rest = found.chars();
            prop_assert!(said.chars().all(|c| rest.any(|r| r == c)), "{said:?} is not within {found:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(2022), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_report_is_read(text in reports(), title in prop::option::of(reports()), format in 0..3usize) {
        thread_local!(static LEXICON: Lexicon = super::lexicon());
        let format = [ReportFormat::Text, ReportFormat::Markdown, ReportFormat::Html][format];
        LEXICON.with(|lexicon| check(lexicon, Report { text, title, format, ..Report::default() }))?;
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        match document::decode(&bytes) {
            Ok(decoded) => prop_assert!(!decoded.text.is_empty()),
            Err(refused) => prop_assert!(!refused.what.is_empty() && !refused.remedy.is_empty()),
        }
    }

    #[test]
    fn any_container_is_read(text in ".{0,200}") {
        document::container::jsonl_reports("a.jsonl", &text);
        let _ = document::container::csv_reports("a.csv", &text);
        let _ = document::container::Manifest::read("m.csv", &text);
    }
}
