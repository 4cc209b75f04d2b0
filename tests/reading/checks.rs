//! What cannot be right as reports tell it. All sentences are invented.

use dateline::document::Report;
use dateline::incident::checks::Check;
use dateline::pipeline::{Input, Options, Run};

use crate::support::expected::CONTEXT;

/// Reads reports, each with its day of publication, and gives the findings.
fn checks(reports: &[(&str, &str)]) -> Vec<Check> {
    let report = |(n, (published, text)): (usize, &(&str, &str))| {
        let (id, source) = (format!("r{n}"), Some("Example Wire".to_owned()));
        let report =
            Report { id, source, text: (*text).to_owned(), published: published.parse().ok(), ..Report::default() };
        Input::Report(Box::new(report))
    };
    let mut run = Run::new(&CONTEXT, Options::default());
    run.read(reports.iter().enumerate().map(report), |_| Ok::<(), ()>(())).unwrap();
    let coded = run.finish();
    assert_eq!(coded.notices.len(), coded.checks.len(), "each finding is a warning");
    coded.checks
}

/// Kind, what was expected and what was found of each finding of one report.
fn of(published: &str, text: &str) -> Vec<(&'static str, String, String)> {
    checks(&[(published, text)]).into_iter().map(|c| (c.kind.name(), c.expected, c.found)).collect()
}

fn found(kind: &'static str, expected: &str, found: &str) -> Vec<(&'static str, String, String)> {
    vec![(kind, expected.to_owned(), found.to_owned())]
}

#[test]
fn parts_that_do_not_sum() {
    for (text, expected, sum) in [
        (
            "Gunmen attacked a checkpoint near Tikrit on Friday, killing five people: three officers and one soldier, police said.",
            "5",
            "4 (three officers + one soldier)",
        ),
        (
            "Clashes between the army and rebels near Kadugli on Friday left ten people dead: six soldiers, three rebels and two civilians, the governor said.",
            "10",
            "11 (six soldiers + three rebels + two civilians)",
        ),
        (
            "The attack near Tikrit on Friday killed seven people - four soldiers, two policemen and two children - the governor said.",
            "7",
            "8 (four soldiers + two policemen + two children)",
        ),
        (
            "At least nine people were killed in the attack near Tikrit on Friday (four soldiers, two policemen and a child), the governor said.",
            "at least 9",
            "7 (four soldiers + two policemen + a child)",
        ),
        (
            "Gunmen attacked a checkpoint near Tikrit on Friday, police said. Police said 12 people were killed in the attack. Nine soldiers and six gunmen were killed, police said.",
            "12",
            "15 (Nine soldiers + six gunmen)",
        ),
    ] {
        assert_eq!(of("2022-03-05", text), found("parts_do_not_sum", expected, sum), "{text}");
    }
}

#[test]
fn parts_that_sum_or_are_not_all() {
    for text in [
        "Gunmen attacked a checkpoint near Tikrit on Friday, killing five people: three officers and two soldiers, police said.",
        "A bomb exploded at a market in Tikrit on Friday, killing 12 people, including two children and a woman, police said.",
        "Gunmen killed five people in Tikrit on Friday: three officers, one of them a captain, and a driver, police said.",
        "At least five people were killed in the attack near Tikrit on Friday: four soldiers, two policemen and a child, the governor said.",
        "Gunmen attacked a checkpoint near Tikrit on Friday, killing five people - two weeks and a day after the last attack, police said.",
        "Gunmen killed five people near Tikrit on Friday and took what they carried: three rifles and a radio, police said.",
        "Gunmen attacked a checkpoint near Tikrit on Friday, killing five people, police said: two others were wounded and one was missing.",
        "Police said 15 people were killed in an attack near Tikrit on Friday. Nine soldiers and four gunmen were among the dead, police said.",
        "Four soldiers and two policemen were killed in the attack near Tikrit on Friday, the governor said, putting the death toll at eight.",
    ] {
        assert_eq!(of("2022-03-05", text), [], "{text}");
    }
}

#[test]
fn weekdays_that_the_day_was_not() {
    for (published, text, expected, written) in [
        (
            "2021-11-18",
            "A bomb exploded in Goris on Monday (Nov 17), killing two people.",
            "Wednesday (2021-11-17)",
            "Monday",
        ),
        (
            "2022-03-05",
            "On Monday, 15 November 2020, five people died in Kapan in a blast.",
            "Sunday (2020-11-15)",
            "Monday",
        ),
        // The year before would fit, and is not meant.
        (
            "2022-03-05",
            "A bomb exploded in Goris on Tuesday, March 2, killing two people.",
            "Wednesday (2022-03-02)",
            "Tuesday",
        ),
    ] {
        assert_eq!(of(published, text), found("weekday_and_date", expected, written), "{text}");
    }
    let touched = checks(&[("2021-11-18", "A bomb exploded in Goris on Monday (Nov 17), killing two people.")]);
    assert!(touched[0].incident.is_some());
    assert_eq!(touched[0].what, "Monday (Nov 17)");
}

#[test]
fn weekdays_that_fit_or_cannot_be_judged() {
    for (published, text) in [
        ("2021-11-18", "A bomb exploded in Goris on Wednesday (Nov 17), killing two people."),
        ("2022-03-05", "On Sunday, 15 November 2020, five people died in Kapan in a blast."),
        ("2022-03-05", "A bomb exploded in Goris on Tuesday, killing two people. The last died on 3 March."),
        // Months ago: of which year is not told.
        ("2022-03-05", "A bomb exploded in Goris on Tuesday, August 10, killing two people."),
        ("", "A bomb exploded in Goris on Tuesday, March 2, killing two people."),
    ] {
        assert_eq!(of(published, text), [], "{text}");
    }
}

#[test]
fn tolls_that_fall() {
    let first = "BAGHDAD - A car bomb exploded at a market in Tikrit on Friday, killing 12 people, police said.";
    let later = |text: &str| checks(&[("2022-03-05", first), ("2022-03-06", text)]);
    let fell = later(
        "BAGHDAD - Nine people were killed when a car bomb exploded at a market in Tikrit on Friday, police said.",
    );
    assert_eq!(fell.len(), 1, "{fell:?}");
    assert_eq!((fell[0].kind.name(), fell[0].report.as_str()), ("toll_fell", "r1"));
    assert_eq!((fell[0].expected.as_str(), fell[0].found.as_str()), ("12 (r0, 2022-03-05)", "9 (2022-03-06)"));
    for text in [
        "BAGHDAD - Fifteen people were killed when a car bomb exploded at a market in Tikrit on Friday, police said.",
        "BAGHDAD - Nine people were killed when a car bomb exploded at a market in Tikrit on Friday, police said in a revised count.",
        "BAGHDAD - Nine people were killed when a car bomb exploded at a market in Tikrit on Friday, the hospital said.",
        "BAGHDAD - A car bomb exploded at a market in Tikrit on Friday, killing 12 people, police said. Nine people died at once, police said.",
    ] {
        assert_eq!(later(text), [], "{text}");
    }
    // Nothing falls where both are of one day.
    let second =
        "BAGHDAD - Nine people were killed when a car bomb exploded at a market in Tikrit on Friday, police said.";
    assert_eq!(checks(&[("2022-03-05", first), ("2022-03-05", second)]), []);
}

#[test]
fn places_outside_the_country_named_beside_them() {
    let text = "Gunmen attacked a police post in Aleppo, Turkey, on Friday, killing two officers, police said.";
    let outside = checks(&[("2022-03-05", text)]);
    assert_eq!(outside.len(), 1, "{outside:?}");
    assert_eq!((outside[0].kind.name(), outside[0].what.as_str()), ("outside_named_country", "Aleppo, Turkey"));
    assert_eq!((outside[0].expected.as_str(), outside[0].found.as_str()), ("Turkey", "Syria"));
    assert!(outside[0].incident.is_some());
    let told = outside[0].notice().to_string();
    assert!(told.starts_with("r0: 'Aleppo, Turkey' lies in Syria, not in Turkey: \"Gunmen"), "{told}");
    for text in [
        "A bomb exploded in Gaziantep, Turkey, on Friday, killing two people.",
        "After a bomb killed two people in Aleppo on Friday, Turkey closed its border.",
        "After a bomb killed two people on Friday in Aleppo, Turkey, which borders Syria, closed its crossings.",
        "Two people were killed by bombs on Friday in Aleppo, Turkey and Iran said.",
        "Bombs killed two people on Friday in Aleppo, Turkey, and the hills of northern Iraq.",
        "Bombs killed two people in Homs, Aleppo, Turkey's foreign ministry said on Friday.",
    ] {
        assert_eq!(of("2022-03-05", text), [], "{text}");
    }
}
