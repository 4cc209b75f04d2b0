//! The review sheet: written most doubtful first, filled in, read back, kept;
//! and how far two coders agree.

use serde_json::{Value, json};

use crate::support::desk_of_reports::{OF_BOMB, OF_MOSUL, OF_POST};
use crate::support::program::Desk;

/// A sheet with some columns of some rows filled in, by words of the quote.
fn filled(desk: &Desk, sheet: &str, cells: &[(&str, &[(&str, &str)])]) -> String {
    let mut reader = csv::Reader::from_path(desk.path().join(sheet)).unwrap();
    let header = reader.headers().unwrap().clone();
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    out.write_record(&header).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let own = cells.iter().find(|(words, _)| row.iter().any(|c| c.contains(words))).map_or(&[][..], |(_, c)| c);
        let value = |n: usize| own.iter().find(|(name, _)| *name == &header[n]).map_or(&row[n], |(_, value)| value);
        out.write_record((0..header.len()).map(value)).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

#[test]
fn a_sheet_that_people_filled_in_is_read_back() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let sheet = filled(
        &desk,
        "out/review.csv",
        &[
            (
                OF_BOMB,
                &[
                    ("decision", "set"),
                    ("value", "killed_best=6; wounded_max=14; place=Baghdad"),
                    ("coder", "AB"),
                    ("note", "later count"),
                ],
            ),
            (OF_MOSUL, &[("decision", "ok"), ("coder", "AB")]),
            (OF_POST, &[("decision", "drop"), ("second_decision", "ok")]),
        ],
    );
    // As a spreadsheet may save it: semicolons, a byte order mark.
    desk.write("filled.csv", format!("\u{feff}{sheet}").as_bytes());
    assert_eq!(desk.run(&["corrections", "check", "filled.csv", "--in", "out"]).code, 0);
    let said = desk.read_reports("again", &["--corrections", "filled.csv"]);
    assert!(said.contains("corrections: 5 applied"), "{said}");
    let bomb = desk.incident("again", OF_BOMB);
    assert_eq!(
        (bomb["killed_best"].as_str(), bomb["wounded_max"].as_str(), bomb["place"].as_str()),
        ("6", "14", "Baghdad")
    );
    assert_eq!(desk.incident("again", OF_MOSUL)["review_state"], "confirmed");
    assert_eq!(desk.rows("again/not_mapped.csv")[0]["review_state"], "rejected");
    let log = desk.rows("again/corrections_log.csv");
    assert!(log.iter().any(|r| r["who"] == "AB" && r["why"] == "later count" && r["field"] == "place"), "{log:?}");
    // What was looked at is no longer in doubt.
    let mut doubts: Vec<String> =
        desk.rows("again/review.csv").into_iter().map(|r| r["doubt"].clone() + &r["reasons"]).collect();
    doubts.sort();
    assert_eq!(doubts, ["0.0confirmed", "0.0corrected"]);
}

#[test]
fn wrong_decisions_are_named_and_an_empty_one_is_nothing() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let rows = |words: &str, cells: &[(&str, &str)]| filled(&desk, "out/review.csv", &[(words, cells)]);
    for (cells, said) in [
        (&[("decision", "perhaps")][..], "column 17 'decision': 'perhaps' is no decision (write ok, drop, set"),
        (&[("decision", "set"), ("value", "6")], "column 19 'value': '6' does not say which field is set"),
        (
            &[("decision", "set"), ("field", "killed_best"), ("value", "six")],
            "column 19 'value': 'six' is no whole number",
        ),
        (&[("value", "killed_best=6")], "a value without a decision; nothing is done"),
    ] {
        desk.write("filled.csv", rows(OF_BOMB, cells).as_bytes());
        let check = desk.run(&["corrections", "check", "filled.csv"]);
        assert!(check.code == 1 && check.stdout.contains(said), "{said}: {}", check.stdout);
    }
    desk.write("filled.csv", rows(OF_BOMB, &[("coder", "AB"), ("note", "to be asked")]).as_bytes());
    let check = desk.run(&["corrections", "check", "filled.csv"]);
    assert_eq!((check.code, check.stderr.as_str()), (0, "corrections understood: 0; clean\n"));
}

#[test]
fn the_most_doubtful_come_first_and_a_filled_sheet_is_kept() {
    let desk = Desk::with_reports();
    desk.write("in/d.txt", b"ERBIL (Example Herald) - Two men were killed in a shooting, officials said.\n");
    desk.read_reports("out", &[]);
    let sheet = desk.rows("out/review.csv");
    let doubts: Vec<f64> = sheet.iter().map(|r| r["doubt"].parse().unwrap()).collect();
    assert!(doubts.len() == 4 && doubts.windows(2).all(|w| w[0] >= w[1]) && doubts[0] > doubts[3], "{doubts:?}");
    assert!(sheet[0]["reasons"].contains("undated"), "{:?}", sheet[0]);
    let mine = filled(&desk, "out/review.csv", &[(OF_MOSUL, &[("decision", "drop")])]);
    desk.write("out/review.csv", mine.as_bytes());
    let said = desk.read_reports("out", &["--corrections", "out/review.csv"]);
    assert!(said.contains("review.csv: decisions are filled in; it was kept") && said.contains("1 applied"), "{said}");
    assert_eq!(desk.read("out/review.csv"), mine);
    desk.read_reports("out", &["--force"]);
    assert_ne!(desk.read("out/review.csv"), mine);
}

#[test]
fn coders_are_compared_field_by_field() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let ok: &[(&str, &str)] = &[("decision", "ok")];
    let first = filled(&desk, "out/review.csv", &[(OF_BOMB, ok), (OF_MOSUL, ok), (OF_POST, ok)]);
    let set = &[("decision", "set"), ("value", "killed_best=8; date=2022-03-01")][..];
    let second = filled(&desk, "out/review.csv", &[(OF_BOMB, set), (OF_MOSUL, ok), (OF_POST, &[("decision", "drop")])]);
    desk.write("a.csv", first.as_bytes());
    desk.write("b.csv", second.as_bytes());
    let told: Value = desk.run(&["agree", "a.csv", "b.csv", "--json"]).stdout.parse().unwrap();
    assert_eq!((&told["by_id"], &told["by_quote"], &told["only_first"]), (&json!(3), &json!(0), &json!(0)));
    let field = |name: &str| told["fields"].as_array().unwrap().iter().find(|f| f["field"] == name).unwrap().clone();
    assert_eq!((&field("decision")["n"], &field("decision")["agreement"]), (&json!(3), &json!(0.3333)));
    // Dead 5 8, 2 2: observed (3/13)² / 2; expected ((3/7)² · 2 + (6/10)² · 2 + (3/13)²) / 6.
    let nine = 9.0 / 169.0;
    let by_hand = 1.0 - nine / 2.0 / ((2.0 * 9.0 / 49.0 + 2.0 * 0.36 + nine) / 6.0);
    let alpha = field("killed_best")["alpha"].as_f64().unwrap();
    assert!((alpha - by_hand).abs() < 1e-4, "{alpha} {by_hand}");
    assert_eq!((&field("date_start")["metric"], &field("date_start")["n"]), (&json!("interval"), &json!(2)));
    let table = desk.run(&["agree", "a.csv", "b.csv"]).stdout;
    assert!(table.contains("incidents coded by both: 3 (by id 3, by words 0)"), "{table}");
    assert!(
        table.lines().any(|l| l.starts_with("killed_best") && l.contains("ratio") && l.ends_with("50.0 %")),
        "{table}"
    );
    // Runs of the same reports agree fully; ids that differ are paired by words.
    let renamed = desk.read("out/incidents.csv").replace("\ni", "\nx");
    desk.write("other.csv", renamed.as_bytes());
    let told: Value = desk.run(&["agree", "out/incidents.csv", "other.csv", "--json"]).stdout.parse().unwrap();
    assert_eq!((&told["by_id"], &told["by_quote"]), (&json!(0), &json!(3)));
    assert!(
        told["fields"].as_array().unwrap().iter().all(|f| f["agreement"] == json!(1.0) || f["n"] == json!(0)),
        "{told}"
    );
    let none = desk.run(&["agree", "out/review.csv", "a.csv"]);
    assert!(none.code == 1 && none.stderr.contains("no incident was coded by both; coded: 0 and 3"), "{}", none.stderr);
}
