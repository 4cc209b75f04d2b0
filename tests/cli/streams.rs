//! The line filters: one line out per line in.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::program::{Desk, REPORT, report_line};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| l.parse().unwrap()).collect()
}

/// The words at code points `start..end`, as Python counts them.
fn words(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn every_line_has_its_answer_in_order_with_its_id() {
    let input = [
        json!({"id": 7, "text": REPORT, "published": "2022-03-05", "desk": {"n": [1]}}).to_string(),
        "{\"id\":\"broken\",".to_owned(),
        json!({"id": "empty", "text": " "}).to_string(),
        json!({"text": REPORT}).to_string(),
        String::new(),
        json!({"id": "no text"}).to_string(),
    ]
    .join("\n");
    for stream in ["extract", "places"] {
        let ran = Desk::new().pipe(&[stream, "-"], &input);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{stream}");
        let answers = lines(&ran.stdout);
        let ids: Vec<&Value> = answers.iter().map(|a| &a["id"]).collect();
        assert_eq!(ids, [&json!(7), &json!("2"), &json!("empty"), &json!("4"), &json!("no text")], "{stream}");
        assert_eq!(answers[0]["extra"], json!({"desk": {"n": [1]}}));
        for broken in [1, 2, 4] {
            assert!(answers[broken]["error"].as_str().is_some_and(|e| e.contains('(')), "{}", answers[broken]);
        }
    }
}

#[test]
fn an_incident_is_told_with_date_place_toll_and_proof() {
    let ran = Desk::new().pipe(&["extract", "-"], &report_line("a"));
    let answer = &lines(&ran.stdout)[0];
    assert_eq!((&answer["published"], &answer["published_basis"]), (&json!("2022-03-05"), &json!("stated")));
    let incident = &answer["incidents"][0];
    assert_eq!((&incident["date_start"], &incident["status"]), (&json!("2022-03-04"), &json!("reported")));
    assert_eq!(incident["iso3"], "IRQ");
    assert!((incident["lat"].as_f64().unwrap() - 34.6).abs() < 0.2, "{incident}");
    let killed: Vec<&Value> =
        incident["casualties"].as_array().unwrap().iter().filter(|c| c["kind"] == "killed").collect();
    assert_eq!(killed.len(), 1);
    assert_eq!((&killed[0]["min"], &killed[0]["max"]), (&json!(5), &json!(5)));
    let proof = &incident["evidence"][0];
    assert!(words(REPORT, &proof[0], &proof[1]).contains("car bomb exploded"));
}

#[test]
fn offsets_count_code_points_of_the_input_in_text_and_title() {
    let text = format!("“Şuşa” — {REPORT}").replace("Tikrit", "Tikrit\u{a0}");
    let title = "Blast 💥 in Tikrit";
    let line = json!({"id": "a", "text": text, "title": title}).to_string();
    let ran = Desk::new().pipe(&["places", "-"], &line);
    let toponyms = lines(&ran.stdout)[0]["toponyms"].as_array().unwrap().clone();
    assert!(toponyms.iter().any(|t| t["name"] == "Tikrit" && t["field"].is_null()), "{toponyms:?}");
    for toponym in &toponyms {
        let field = if toponym["field"] == "title" { title } else { &text };
        assert_eq!(words(field, &toponym["start"], &toponym["end"]), toponym["name"].as_str().unwrap());
    }
    let tikrit = toponyms.iter().find(|t| t["name"] == "Tikrit" && t["field"].is_null()).unwrap();
    assert_eq!((&tikrit["kind"], &tikrit["iso3"]), (&json!("literal"), &json!("IRQ")));
}

#[test]
fn the_answers_do_not_depend_on_threads() {
    let input: String = (0..600).map(|n| report_line(&n.to_string()) + "\n").collect();
    let desk = Desk::new();
    let one = desk.pipe(&["extract", "-", "--threads", "1"], &input);
    let two = desk.pipe(&["extract", "--threads", "2"], &input);
    assert_eq!(one.stdout, two.stdout);
    assert_eq!(one.stdout.lines().count(), 600);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let input: String = (0..3000).map(|n| report_line(&n.to_string()) + "\n").collect();
    let file = desk.write("in.jsonl", input.as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["places", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn an_input_that_is_not_there_is_an_error() {
    let ran = Desk::new().run(&["extract", "gone.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("gone.jsonl: cannot read"), "{}", ran.stderr);
}
