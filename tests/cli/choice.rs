//! The choice of what is shown, and where the rest is kept.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::program::Desk;

/// Invented reports: a bomb in Iraq, a clash on the border of Armenia and
/// Azerbaijan, a protest in Fiji without a day of publication.
fn desk() -> Desk {
    let desk = Desk::new();
    let reports = [
        (
            "bomb",
            Some("2022-03-05"),
            "BAGHDAD - A car bomb exploded at a market in Tikrit on Friday, killing five people, police said.",
        ),
        (
            "clash",
            Some("2022-04-13"),
            "YEREVAN - Armenian and Azerbaijani soldiers exchanged fire on the border between Armenia and Azerbaijan on Tuesday. Two soldiers were killed in the clash.",
        ),
        (
            "march",
            None,
            "SUVA - Hundreds of people protested in Suva on Monday against the government's new law. Police did not intervene.",
        ),
    ];
    let lines = reports
        .map(|(id, published, text)| serde_json::json!({"id": id, "published": published, "text": text}).to_string());
    desk.write("in.jsonl", lines.join("\n").as_bytes());
    desk
}

/// The reports whose incidents are shown, and the reasons why the others are not.
fn chosen(desk: &Desk, options: &[&str]) -> (Vec<String>, BTreeMap<String, String>, String) {
    let ran = desk.run(&[&["in.jsonl", "-o", "out"], options].concat());
    assert!(matches!(ran.code, 0 | 4), "{options:?}: {}", ran.stderr);
    let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
        csv::Reader::from_path(desk.path().join(file)).unwrap().deserialize().map(Result::unwrap).collect()
    };
    let mut shown: Vec<String> = rows("out/incidents.csv").iter().map(|r| r["report_ids"].clone()).collect();
    shown.sort();
    shown.dedup();
    let left =
        rows("out/not_mapped.csv").iter().map(|r| (r["report_ids"].clone(), r["left_out_because"].clone())).collect();
    (shown, left, ran.stderr)
}

#[test]
fn each_choice_keeps_what_it_says_and_tells_of_the_rest() {
    let desk = desk();
    for (options, shown, why) in [
        (&[][..], &["bomb", "clash", "march"][..], ""),
        (&["--include", "BATTLES, protests"], &["clash", "march"], "type"),
        (&["--include", "armed-clash", "--include", "remote_explosive/landmine/ied"], &["bomb", "clash"], "type"),
        (&["--since", "2022-04-01"], &["clash"], "dates"),
        (&["--until", "2022-03-04"], &["bomb"], "dates"),
        (&["--since", "2022-03-04", "--until", "2022-04-12"], &["bomb", "clash"], "dates"),
        (&["--country", "az"], &["clash"], "country"),
        (&["--country", "ARM,Iraq"], &["bomb", "clash"], "country"),
        (&["--bbox", "170,-30,-170,0"], &["march"], "bbox"),
        (&["--bbox=-10,30,45,40"], &["bomb"], "bbox"),
        (&["--bbox", "-10,30,45,40"], &["bomb"], "bbox"),
        (&["--precision", "town"], &["bomb", "march"], "precision"),
        (&["--min-confidence", "1"], &[], "confidence"),
        (&["--status", "denied"], &[], "status"),
    ] {
        let (kept, left, _) = chosen(&desk, options);
        assert_eq!(kept, shown, "{options:?}: {left:?}");
        assert!(left.values().all(|w| w == why), "{options:?}: {left:?}");
        assert_eq!(kept.len() + left.len(), 3, "{options:?}");
    }
}

#[test]
fn a_window_leaves_the_undated_out_and_counts_them() {
    let desk = desk();
    let (_, left, told) = chosen(&desk, &["--since", "2022-04-01", "--country", "AM,FJ,IQ"]);
    assert_eq!(left.len(), 2);
    assert!(told.contains("not chosen: 2 by dates (1 of them undated) (in not_mapped.csv)"), "{told}");
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(record["counts"]["left_out_dates"], 2);
    assert_eq!(record["counts"]["left_out_undated"], 1);
    assert_eq!(record["counts"]["left_out_type"], 0);
    assert_eq!(record["options"]["since"], "2022-04-01");
    assert_eq!(record["options"]["country"], serde_json::json!(["ARM", "FJI", "IRQ"]));
    assert_eq!(record["options"]["until"], Value::Null);
}

#[test]
fn the_reason_stands_in_its_own_file_only() {
    let desk = desk();
    chosen(&desk, &["--include", "riots"]);
    let header = |file: &str| desk.read(file).lines().next().unwrap().to_owned();
    assert_eq!(header("out/not_mapped.csv"), format!("{},left_out_because", header("out/incidents.csv")));
    assert!(desk.read("out/data_dictionary.csv").contains("\nnot_mapped.csv,left_out_because,text,"));
    assert!(!desk.read("out/map.txt").contains("Tikrit"), "{}", desk.read("out/map.txt"));
}

#[test]
fn what_cannot_be_chosen_is_refused_with_what_can() {
    let desk = desk();
    for (options, told) in [
        (&["--include", "wars"][..], "violence against civilians: Sexual violence, Attack"),
        (&["--country", "Atlantis"], "--country Atlantis: no such country"),
        (&["--bbox", "1,2,3"], "expected W,S,E,N"),
        (&["--since", "2022-05-01", "--until", "2022-04-01"], "is later than --until"),
        (&["--min-confidence", "-0.1"], "expected a number from 0 to 1"),
        (&["--precision", "house"], "adm2"),
        (&["--since", "spring"], "--since"),
    ] {
        let ran = desk.run(&[&["in.jsonl", "-o", "none"], options].concat());
        assert_eq!(ran.code, 2, "{options:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{options:?}: {}", ran.stderr);
    }
    assert!(!desk.has("none"));
}
