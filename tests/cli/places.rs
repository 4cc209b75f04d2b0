//! `places`: reports in, place names out, in four forms.

use serde_json::{Value, json};

use crate::support::geojson_lint;
use crate::support::program::{Desk, REPORT, dateline, report_line};

const NEAR: &str = "\
GORIS, Armenia (Example Wire) - Two soldiers were killed 20 km south of Goris on Monday, the ministry in Yerevan said.\n\n\
Moscow said that it would send observers. An Armenian officer in Goris spoke of shelling.\n";

fn desk() -> Desk {
    let desk = Desk::with_report();
    desk.write("in/near.txt", NEAR.as_bytes());
    desk.write("in/lines.jsonl", format!("{}\n{{broken\n", report_line("a")).as_bytes());
    desk
}

#[test]
fn files_and_folders_give_a_line_each_where_no_terminal_is() {
    let ran = desk().run(&["places", "in", "good.txt", "gone.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let answers: Vec<Value> = ran.stdout.lines().map(|l| l.parse().unwrap()).collect();
    let ids: Vec<&str> = answers.iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["gone.txt", "a", "lines.jsonl:2", "near.txt", "good.txt"]);
    assert!(answers[0]["error"].as_str().unwrap().contains("no such file") && answers[2]["error"].is_string());
    let goris = answers[3]["toponyms"].as_array().unwrap().iter().find(|t| t["relation"]["kind"] == "offset").unwrap();
    assert_eq!((&goris["name"], &goris["iso3"]), (&json!("Goris"), &json!("ARM")));
    let told = &goris["relation"];
    assert_eq!(
        (&told["words"], &told["km"], &told["bearing"]),
        (&json!("20 km south of"), &json!(20.0), &json!(180.0))
    );
    // The name's own point, and beside it where the words lead.
    assert!((goris["lat"].as_f64().unwrap() - 39.511).abs() < 0.01, "{goris}");
    assert!((told["lat"].as_f64().unwrap() - (39.511 - 20.0 / 111.195)).abs() < 0.01, "{goris}");
    assert!(told["uncertainty_km"].as_f64().unwrap() > 2.0, "{goris}");
    assert!(ran.stderr.contains("gone.txt: no such file") && ran.stderr.contains("in 3 reports"), "{}", ran.stderr);
}

#[test]
fn geojson_has_a_feature_for_each_mention() {
    let desk = desk();
    let ran = desk.run(&["places", "in", "-o", "out/places.geojson"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("wrote out/places.geojson"), "{}", ran.stderr);
    let text = desk.read("out/places.geojson");
    assert_eq!(geojson_lint::faults(text.as_bytes()), Vec::<String>::new());
    let collection: Value = text.parse().unwrap();
    let features = collection["features"].as_array().unwrap();
    let offset = features.iter().find(|f| f["properties"]["relation_kind"] == "offset").unwrap();
    let told = &offset["properties"];
    assert_eq!(
        (&told["report_id"], &told["name"], &told["kind"]),
        (&json!("near.txt"), &json!("Goris"), &json!("literal"))
    );
    assert_eq!((&told["relation_km"], &told["relation_bearing"]), (&json!(20.0), &json!(180.0)));
    let (start, end) = (told["start"].as_u64().unwrap() as usize, told["end"].as_u64().unwrap() as usize);
    assert_eq!(NEAR.chars().skip(start).take(end - start).collect::<String>(), "Goris");
    assert!(features.iter().any(|f| f["properties"]["kind"] == "demonym"));
    // The same again over its own file; the same on standard output.
    assert_eq!(desk.run(&["places", "in", "-o", "out/places.geojson"]).code, 0);
    assert_eq!(desk.read("out/places.geojson"), text);
    assert_eq!(desk.run(&["places", "in", "--format", "geojson"]).stdout, text);
}

#[test]
fn csv_has_a_row_for_each_mention() {
    let desk = desk();
    let ran = desk.run(&["places", "good.txt", "--format", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut rows = csv::Reader::from_reader(ran.stdout.as_bytes());
    let columns: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| columns.iter().position(|c| c == name).unwrap();
    let tikrit = rows.records().map(Result::unwrap).find(|r| &r[at("name")] == "Tikrit").unwrap();
    assert_eq!((&tikrit[at("report_id")], &tikrit[at("iso3")], &tikrit[at("kind")]), ("good.txt", "IRQ", "literal"));
    assert!(tikrit[at("latitude")].starts_with("34."), "{tikrit:?}");
}

#[test]
fn text_marks_names_and_ends_with_a_table() {
    let desk = desk();
    let ran = desk.run(&["places", "in/near.txt", "good.txt", "--format", "text"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'), "NO_COLOR is not obeyed: {}", ran.stdout);
    let plain = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.starts_with("near.txt"), "{plain}");
    assert!(plain.contains("in Yerevan [Yerevan, Armenia, 40."), "{plain}");
    assert!(plain.contains("; metonym]") && plain.contains("; demonym]"), "{plain}");
    assert!(ran.stdout.lines().any(|l| l.starts_with("Goris") && l.ends_with("20 km south of")), "{}", ran.stdout);
    assert!(ran.stdout.lines().all(|l| l.chars().count() <= 160), "{}", ran.stdout);
    assert!(ran.stdout.contains("good.txt"), "{}", ran.stdout);
    // Colours, where they are forced; never in a file.
    let run = |color: &str, arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(desk.path()).env_remove("NO_COLOR").env("CLICOLOR_FORCE", color);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(run("1", &["places", "good.txt", "--format", "text"]).contains("\u{1b}[1m"));
    run("1", &["places", "good.txt", "-o", "marked.txt"]);
    let file = desk.read("marked.txt");
    assert!(file.starts_with("Place names read by Dateline\n\ngood.txt") && !file.contains('\u{1b}'), "{file}");
}

#[test]
fn control_characters_of_a_report_do_not_reach_the_terminal() {
    let text = REPORT.replace("Tikrit", "Tikrit\u{1b}]0;owned\u{7}");
    let desk = Desk::new();
    desk.write("bad.txt", text.as_bytes());
    let ran = desk.run(&["places", "bad.txt", "--format", "text"]);
    assert!(!ran.stdout.contains(['\u{1b}', '\u{7}']), "{:?}", ran.stdout);
}

#[test]
fn foreign_files_are_not_overwritten() {
    let desk = desk();
    for (name, content) in [
        ("mine.csv", "a,b\n"),
        ("mine.geojson", "{\"type\":\"FeatureCollection\"}"),
        ("mine.jsonl", "{\"id\":1}\n"),
        ("mine.txt", "Dear"),
    ] {
        desk.write(name, content.as_bytes());
        let ran = desk.run(&["places", "good.txt", "-o", name]);
        assert_eq!(ran.code, 1, "{name}");
        assert!(ran.stderr.contains("exists and is not Dateline's own"), "{}", ran.stderr);
        assert_eq!(desk.read(name), content);
        assert_eq!(desk.run(&["places", "good.txt", "-o", name, "--force"]).code, 0);
        assert_ne!(desk.read(name), content);
        // By now it is Dateline's own.
        assert_eq!(desk.run(&["places", "in", "-o", name]).code, 0, "{name}");
    }
}

#[test]
fn what_cannot_be_read_or_written_is_told() {
    let desk = desk();
    desk.write("empty.txt", b"");
    for (arguments, code, told) in [
        (&["places", "gone.txt"][..], 1, "gone.txt: no such file or folder"),
        (&["places", "empty.txt", "--format", "csv"][..], 1, "no report could be read"),
        (&["places", "empty.txt", "-o", "x/y.csv"][..], 1, "no report could be read"),
        (&["places", "good.txt", "-o", "places.kml"][..], 2, "no form has this ending (name it .jsonl"),
        (&["places", "good.txt", "--format", "kml"][..], 2, "--format"),
        (&["places", "gone.jsonl"][..], 1, "gone.jsonl: cannot read"),
        (&["places", "good.txt", "--manifest", "gone.csv"][..], 2, "gone.csv"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    assert!(!desk.has("x"), "a folder was left behind");
}

#[test]
fn standard_input_may_be_one_text_where_a_form_is_asked_for() {
    let ran = Desk::new().pipe(&["places", "-", "--format", "csv"], NEAR);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Goris") && ran.stdout.lines().count() > 4, "{}", ran.stdout);
    let ran = dateline(Desk::new().path(), &["places", "--format", "geojson"], report_line("a").as_bytes());
    assert!(ran.stdout.contains("\"report_id\":\"a\""), "{}", ran.stdout);
}

#[test]
fn the_forms_do_not_depend_on_threads_or_roles() {
    let desk = Desk::new();
    let lines: String = (0..300).map(|n| report_line(&format!("n{n}")) + "\n").collect();
    desk.write("in.jsonl", lines.as_bytes());
    for form in ["geojson", "csv", "text"] {
        let run = |threads| desk.run(&["places", "in.jsonl", "--format", form, "--threads", threads]).stdout;
        assert_eq!(run("1"), run("2"), "{form}");
    }
    let plain = desk.run(&["places", "in.jsonl", "--format", "csv"]).stdout;
    let roles = desk.run(&["places", "in.jsonl", "--format", "csv", "--roles"]).stdout;
    assert!(!plain.contains(",event,") && roles.contains(",event,"));
}
