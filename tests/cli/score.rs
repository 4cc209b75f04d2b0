//! `score`: figures on a user's own gold.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::program::{Desk, REPORT};

/// A gold of one text: two names right, one that nobody can find.
fn gold() -> String {
    let at = |name: &str| REPORT.find(name).unwrap();
    let (baghdad, tikrit, wire) = (at("BAGHDAD"), at("Tikrit"), at("river"));
    json!({"id": "a", "text": REPORT, "toponyms": [
        {"start": baghdad, "end": baghdad + 7, "name": "BAGHDAD", "lat": 33.34, "lon": 44.4, "kind": "literal"},
        {"start": tikrit, "end": tikrit + 6, "name": "Tikrit", "lat": 34.615, "lon": 43.677, "kind": "literal"},
        {"start": wire, "end": wire + 5, "name": "river", "kind": "homonym"},
    ]})
    .to_string()
}

#[test]
fn our_own_reading_of_the_gold_is_scored() {
    let desk = Desk::new();
    desk.write("gold.jsonl", gold().as_bytes());
    let ran = desk.run(&["score", "gold.jsonl", "--json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let all = &ran.stdout.parse::<Value>().unwrap()["all"];
    assert_eq!((&all["docs"], &all["gold"], &all["gold_with_point"]), (&json!(1), &json!(2), &json!(2)));
    assert_eq!((&all["overlap"]["r"], &all["resolution"]["acc20"]), (&json!(1.0), &json!(1.0)));
    assert_eq!(all["end_to_end_161"]["r"], 1.0);
    let ran = desk.run(&["score", "gold.jsonl"]);
    assert!(ran.stdout.starts_with("all counted kinds: 1 texts, 2 gold names (2 with a point)"), "{}", ran.stdout);
    for word in ["exact", "overlap", "Acc@161", "AUC", "strict", "size-aware", "literal names only"] {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
}

#[test]
fn a_text_that_cannot_be_read_is_told_and_counts_as_empty() {
    let desk = Desk::new();
    let french = "Le président a déclaré que les troupes étaient dans la ville et que des civils avaient été tués \
        par des tirs dans les rues de la capitale, selon la police et les témoins.";
    let other = json!({"id": "fr", "text": french, "toponyms": [{"start": 3, "end": 12, "lat": 1.0, "lon": 1.0}]});
    desk.write("gold.jsonl", format!("{}\n{other}\n", gold()).as_bytes());
    let ran = desk.run(&["score", "gold.jsonl", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("not read: fr: the text is not in English"), "{}", ran.stderr);
    let all = &ran.stdout.parse::<Value>().unwrap()["all"];
    assert_eq!((&all["docs"], &all["gold"]), (&json!(2), &json!(3)));
}

#[test]
fn stored_predictions_are_scored_by_hand_computed_figures() {
    let desk = Desk::new();
    desk.write("gold.jsonl", gold().as_bytes());
    let at = |name: &str| REPORT.find(name).unwrap();
    let (tikrit, shops) = (at("Tikrit"), at("shops"));
    // One found exactly, 2 degrees (222.39 km) off; one false alarm with a point.
    let line = json!({"id": "a", "toponyms": [
        {"start": tikrit, "end": tikrit + 6, "lat": 36.615, "lon": 43.677},
        {"start": shops, "end": shops + 5, "lat": 1.0, "lon": 1.0, "kind": "literal"},
    ]});
    desk.write("pred.jsonl", format!("{line}\n{}\n", json!({"id": "z", "toponyms": []})).as_bytes());
    let ran = desk.run(&["score", "gold.jsonl", "pred.jsonl", "--json", "--errors", "5"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("1 texts that the gold does not have, the first with the id \"z\""), "{}", ran.stderr);
    let document: Value = ran.stdout.parse().unwrap();
    let all = &document["all"];
    assert_eq!(all["exact"], json!({"p": 0.5, "r": 0.5, "f1": 0.5}));
    assert_eq!((&all["resolution"]["n"], &all["resolution"]["acc161"]), (&json!(1), &json!(0.0)));
    assert!((all["resolution"]["median_km"].as_f64().unwrap() - 222.39).abs() < 0.01, "{all}");
    // ln 223.39 / ln 20039 = 5.408919 / 9.905435
    assert!((all["resolution"]["auc"].as_f64().unwrap() - 0.546_056).abs() < 1e-5, "{all}");
    let errors = &document["errors"];
    assert_eq!(errors["missed"], json!([{"name": "BAGHDAD", "kind": "literal", "times": 1}]));
    assert_eq!(errors["false_alarms"], json!([{"name": "shops", "kind": "literal", "times": 1}]));
    assert_eq!((&errors["far"][0]["km"], &errors["far"][0]["name"]), (&json!(222.0), &json!("Tikrit")));
    // The false alarm thrown away, the homonym counted.
    let ran = desk.run(&["score", "gold.jsonl", "pred.jsonl", "--drop-pred", "literal", "--ignore", "", "--json"]);
    let all = &ran.stdout.parse::<Value>().unwrap()["all"];
    assert_eq!((&all["pred"], &all["gold"]), (&json!(1), &json!(3)));
    let ran = desk.run(&["score", "gold.jsonl", "pred.jsonl", "--errors", "5"]);
    assert!(
        ran.stdout.contains("missed: 1 (1 literal)") && ran.stdout.contains("far: 1 (1 literal)"),
        "{}",
        ran.stdout
    );
}

#[test]
fn bad_gold_is_named_by_line_and_the_rest_counted() {
    let desk = Desk::new();
    let bad = json!({"id": "b", "text": "Short.", "toponyms": [{"start": 2, "end": 60}, {"start": 0, "end": 5, "name": "Long"}]});
    desk.write("gold.jsonl", format!("{}\n{{broken\n{bad}\n{{\"id\":\"c\"}}\n", gold()).as_bytes());
    let ran = desk.run(&["score", "gold.jsonl", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for told in [
        "gold.jsonl:2: broken JSON",
        "gold.jsonl:3: name 1: offsets 2-60 do not fit the text of 6 characters",
        "gold.jsonl:3: name 2: it is 'Long', but the text has 'Short'",
        "gold.jsonl:4: no 'text'",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    assert_eq!(ran.stdout.parse::<Value>().unwrap()["all"]["docs"], 2);
}

#[test]
fn nothing_to_score_is_an_error() {
    let desk = Desk::new();
    desk.write("gold.jsonl", gold().as_bytes());
    desk.write("empty.jsonl", b"");
    desk.write("report.txt", REPORT.as_bytes());
    desk.write("other.jsonl", json!({"id": "a", "text": "Other.", "toponyms": []}).to_string().as_bytes());
    for (arguments, code, told) in [
        (&["score"][..], 2, "GOLD"),
        (&["score", "gone.jsonl"], 1, "gone.jsonl: cannot read"),
        (&["score", "empty.jsonl"], 1, "empty.jsonl: no text with gold in it (give JSON Lines"),
        (&["score", "report.txt"], 1, "report.txt: no text with gold in it"),
        (&["score", "gold.jsonl", "empty.jsonl"], 1, "empty.jsonl: no predictions in it"),
        (&["score", "gold.jsonl", "other.jsonl"], 1, "the text of \"a\" is another one than in gold.jsonl"),
        (&["score", "gold.jsonl", "--errors", "many"], 2, "--errors"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
}

/// A folder beside the project, or why a test has nothing to do.
fn beside(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    path.exists().then_some(path)
}

/// All numbers of a document of figures, by path.
fn numbers(value: &Value, path: &str, out: &mut Vec<(String, f64)>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| numbers(value, &format!("{path}/{key}"), out)),
        Value::Number(number) => out.push((path.to_owned(), number.as_f64().unwrap())),
        _ => {}
    }
}

#[test]
#[allow(clippy::print_stdout)] // Says why it was skipped.
fn figures_are_those_of_the_corpora_own_scorer() {
    let (Some(script), Some(corpora)) = (beside("score/score_geoparse.py"), beside("corpora/geoparse")) else {
        println!("skipped: the corpora and their scorer are not beside the project");
        return;
    };
    let desk = Desk::new();
    for corpus in ["trnews", "geowebnews", "lgl", "geovirus", "tudloc"] {
        let gold = corpora.join(format!("{corpus}.dev.jsonl"));
        let gold = gold.to_str().unwrap();
        let ran = desk.run(&["places", gold]);
        desk.write("pred.jsonl", ran.stdout.as_bytes());
        let options = if corpus == "geovirus" { &["--drop-pred", "demonym"][..] } else { &[] };
        let ours = desk.run(&[&["score", gold, "pred.jsonl", "--json"], options].concat());
        let mut command = Command::new("python3");
        command.arg(&script).args([gold, "pred.jsonl", "--json"]).args(options).current_dir(desk.path());
        let theirs = command.output();
        let Ok(theirs) = theirs else {
            println!("skipped: no python3");
            return;
        };
        let theirs = String::from_utf8(theirs.stdout).unwrap().replace("NaN", "null");
        let (mut left, mut right) = (Vec::new(), Vec::new());
        numbers(&ours.stdout.parse().unwrap(), "", &mut left);
        numbers(&theirs.parse().unwrap(), "", &mut right);
        left.sort_by(|a, b| a.0.cmp(&b.0));
        right.sort_by(|a, b| a.0.cmp(&b.0));
        assert!(right.len() >= 30, "{corpus}: {theirs}");
        assert_eq!(left.len(), right.len(), "{corpus}");
        for ((name, ours), (same, theirs)) in left.iter().zip(&right) {
            assert_eq!(name, same, "{corpus}");
            assert!((ours - theirs).abs() < 5e-4, "{corpus}{name}: {ours} is not {theirs}");
        }
    }
}
