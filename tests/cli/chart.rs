//! `chart`: charts of other people's rows, and of our own.

use super::draw::ACLED;
use crate::support::program::Desk;

const KINDS: [&str; 5] = ["timeline", "cumulative", "places", "actors", "calendar"];

#[test]
fn every_chart_is_drawn_with_words_beside_it_and_the_same_bytes_twice() {
    let desk = Desk::new();
    desk.write("export.csv", ACLED.as_bytes());
    for kind in KINDS {
        let ran = desk.run(&["chart", "export.csv", "--kind", kind]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        assert_eq!(ran.stderr, format!("export-{kind}.png: 1–9 Nov 2024 · 3 events\n"));
        let picture = std::fs::read(desk.path().join(format!("export-{kind}.png"))).unwrap();
        assert_eq!(desk.run(&["chart", "export.csv", "--kind", kind]).code, 0);
        assert!(std::fs::read(desk.path().join(format!("export-{kind}.png"))).unwrap() == picture, "{kind}");
    }
    assert!(desk.read("export-actors.txt").contains("Hill Band: 2 events, 15 killed"));
    assert!(desk.read("export-places.txt").starts_with("Places. 1–9 Nov 2024 · 3 events. "));
    // The one whose day is only known by the week is no square.
    assert!(desk.read("export-calendar.txt").contains("2 days with any; most on 1 Nov 2024: 1 event"));
}

#[test]
fn rows_without_coordinates_dates_or_names_are_charted_as_far_as_they_go() {
    let desk = Desk::new();
    desk.write("bare.csv", b"what,n\na,1\nb,2\n");
    for (kind, words) in [("timeline", "Timeline."), ("calendar", "No event has a date"), ("actors", "Actors.")] {
        let ran = desk.run(&["chart", "bare.csv", "--kind", kind]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(desk.read(&format!("bare-{kind}.txt")).contains(words));
    }
    desk.write("one.csv", b"date\n2020-02-03\n");
    for kind in KINDS {
        assert_eq!(desk.run(&["chart", "one.csv", "--kind", kind]).code, 0, "{kind}");
    }
}

#[test]
fn claims_need_a_run() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "-o", "out"]).code, 0);
    for file in ["out", "out/incidents.csv", "out/incidents.jsonl"] {
        for kind in ["claims", "casualties"] {
            let ran = desk.run(&["chart", file, "--kind", kind, "-o", "a.png"]);
            assert_eq!(ran.code, 0, "{file} {kind}: {}", ran.stderr);
        }
        let words = desk.read("a.txt").to_lowercase();
        assert!(words.starts_with("deaths by who claims them.") && words.contains("police"), "{words}");
    }
    desk.write("b/rows.csv", b"date\n2020-02-03\n");
    let ran = desk.run(&["chart", "b/rows.csv", "--kind", "claims"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("incidents.jsonl: cannot read"), "{}", ran.stderr);
    assert_eq!(desk.run(&["chart", "b/rows.csv"]).code, 2);
}
