//! Whether a recorded run comes out again with the same bytes.

use serde_json::Value;

use crate::support::program::{Desk, REPORT};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/bomb.txt", REPORT.as_bytes());
    desk.write("in/sub/more.txt", REPORT.replace("Tikrit", "Mosul").as_bytes());
    desk
}

#[test]
fn a_run_with_many_options_comes_out_again() {
    let desk = desk();
    desk.write("own.csv", b"name,lat,lon,country\nQalat Example,34.5,43.5,IQ\n");
    desk.write("dates.csv", b"file,published\nin/bomb.txt,2022-03-05\n");
    let ran = desk.run(&[
        "in",
        "in/*.txt",
        "--date",
        "2022-03-12",
        "--manifest",
        "dates.csv",
        "--gazetteer",
        "own.csv",
        "--merge-km",
        "12.5",
        "--bbox",
        "-10,20,60,50",
        "--include",
        "explosions,attack",
        "--title",
        "a=b, c",
        "--areas",
        "--planned",
        "-o",
        "out",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = desk.run(&["verify", "out/run.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.starts_with("file ") && ran.stdout.contains("incidents.geojson"), "{}", ran.stdout);
    assert!(ran.stdout.contains("map.png") && ran.stdout.contains("areas.geojson"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("files agree\n"), "{}", ran.stdout);
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(record["reports"], serde_json::json!(["in", "in/*.txt"]));
    let outputs: Vec<&str> =
        record["outputs"].as_array().unwrap().iter().map(|o| o["file"].as_str().unwrap()).collect();
    assert!(outputs.is_sorted() && !outputs.contains(&"run.json"), "{outputs:?}");
    let mut written: Vec<String> = std::fs::read_dir(desk.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "run.json")
        .collect();
    written.sort();
    assert_eq!(outputs, written);
    assert_eq!(desk.run(&["verify", "out"]).code, 0);
}

#[test]
fn reports_and_data_may_lie_elsewhere() {
    let desk = desk();
    desk.write("own.csv", b"name,lat,lon,country\nQalat Example,34.5,43.5,IQ\n");
    let ran = desk.run(&["in", "--gazetteer", "own.csv", "--no-merge", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    std::fs::rename(desk.path().join("in"), desk.path().join("moved")).unwrap();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    std::fs::rename(desk.path().join("own.csv"), desk.path().join("data/own.csv")).unwrap();
    let ran = desk.run(&["verify", "out/run.json", "moved"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("missing: own.csv (name it: --gazetteer FILE)"), "{}", ran.stderr);
    let ran = desk.run(&["verify", "out/run.json", "--gazetteer", "data/own.csv"]);
    assert!(ran.code == 1 && ran.stderr.contains("missing: bomb.txt\nmissing: sub/more.txt"), "{}", ran.stderr);
    let ran = desk.run(&["verify", "out/run.json", "moved", "--gazetteer", "data/own.csv"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    // The record alone, as it is published.
    std::fs::copy(desk.path().join("out/run.json"), desk.path().join("record.json")).unwrap();
    let ran = desk.run(&["verify", "record.json", "moved", "--gazetteer", "data/own.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("none lies beside it"), "{}", ran.stdout);
}

#[test]
fn what_was_changed_since_is_named() {
    let desk = desk();
    assert_eq!(desk.run(&["in", "-o", "out"]).code, 0);
    let claims = desk.read("out/claims.csv");
    desk.write("out/claims.csv", claims.replace("police", "army").as_bytes());
    std::fs::remove_file(desk.path().join("out/map.png")).unwrap();
    let ran = desk.run(&["verify", "out/run.json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let line = |name: &str| ran.stdout.lines().find(|l| l.starts_with(name)).unwrap().to_owned();
    assert!(line("claims.csv").ends_with("the file in the folder was altered"), "{}", ran.stdout);
    assert!(line("map.png").ends_with("missing in the folder"), "{}", ran.stdout);
    assert!(line("incidents.csv").ends_with("  same"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("2 of 20 files do not agree\n"), "{}", ran.stdout);
    desk.write("in/bomb.txt", REPORT.replace("five", "six").as_bytes());
    desk.write("in/new.txt", REPORT.as_bytes());
    let ran = desk.run(&["verify", "out/run.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("changed: bomb.txt\nnot recorded: new.txt"), "{}", ran.stderr);
}

#[test]
fn a_record_that_gives_other_files_is_told() {
    let desk = desk();
    assert_eq!(desk.run(&["in", "--date", "2022-03-05", "-o", "out"]).code, 0);
    let record = desk.read("out/run.json");
    desk.write("out/run.json", record.replace("\"date\": \"2022-03-05\"", "\"date\": \"2022-03-12\"").as_bytes());
    let ran = desk.run(&["verify", "out/run.json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let line = |name: &str| ran.stdout.lines().find(|l| l.starts_with(name)).unwrap().to_owned();
    assert!(line("incidents.csv").ends_with("differs from what was recorded"), "{}", ran.stdout);
    assert!(line("data_dictionary.csv").ends_with("  same"), "{}", ran.stdout);
    desk.write("out/run.json", record.replace("\"date\"", "\"day_of_print\": 3, \"date\"").as_bytes());
    let ran = desk.run(&["verify", "out/run.json"]);
    assert!(ran.code == 1 && ran.stderr.contains("does not understand"), "{}", ran.stderr);
    desk.write("none.json", b"{\"program\":\"other\",\"version\":\"1\"}");
    let ran = desk.run(&["verify", "none.json"]);
    assert!(ran.code == 1 && ran.stderr.contains("not of Dateline"), "{}", ran.stderr);
    assert_eq!(desk.run(&["verify"]).code, 2);
}

#[test]
fn standard_input_is_given_again() {
    let desk = desk();
    assert_eq!(desk.pipe(&["-", "-o", "out"], REPORT).code, 0);
    assert_eq!(desk.pipe(&["verify", "out/run.json"], REPORT).code, 0);
    let ran = desk.pipe(&["verify", "out/run.json"], &REPORT.replace("five", "six"));
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.ends_with("the reports are not those recorded\n"), "{}", ran.stdout);
}
