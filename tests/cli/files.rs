//! The files of the default command.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::geojson_lint;
use crate::support::program::{Desk, REPORT, report_line};

/// All files of a folder below the desk, by name.
fn files(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(desk.path().join(folder))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())
        })
        .collect()
}

fn rows(desk: &Desk, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(desk.path().join(file)).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn one_report_gives_every_file() {
    let desk = Desk::with_report();
    let ran = desk.run(&["good.txt", "--date", "2022-03-05", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("1 incident in 1 report, 2022-03-04\n"), "{}", ran.stderr);
    let written = files(&desk, "out");
    for name in [
        "checks.csv",
        "claims.csv",
        "corrections_log.csv",
        "data_dictionary.csv",
        "incidents.csv",
        "incidents.geojson",
        "incidents.jsonl",
        "incidents.qgz",
        "casualties.png",
        "incidents.qml",
        "map.png",
        "map.txt",
        "timeline.png",
        "not_mapped.csv",
        "not_read.csv",
        "places.geojson",
        "review.csv",
        "run.json",
        "unresolved.csv",
    ] {
        assert!(written.contains_key(name), "{name}");
    }
    for name in ["incidents.geojson", "places.geojson"] {
        assert_eq!(geojson_lint::faults(&written[name]), Vec::<String>::new(), "{name}");
    }
    let incident = &rows(&desk, "out/incidents.csv")[0];
    assert_eq!(incident["date_start"], "2022-03-04");
    assert_eq!((incident["killed_best"].as_str(), incident["wounded_min"].as_str()), ("5", "12"));
    assert_eq!((incident["iso3"].as_str(), incident["report_ids"].as_str()), ("IRQ", "good.txt"));
}

#[test]
fn the_record_names_inputs_by_hash_and_nothing_of_this_machine() {
    let desk = Desk::with_report();
    let absolute = desk.path().join("good.txt");
    let ran = desk.run(&[absolute.to_str().unwrap(), "/no/such/file.txt", "-o", "out", "--threads", "1"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = desk.read("out/run.json");
    let record: Value = text.parse().unwrap();
    let hash = dateline::format::hex(&Sha256::digest(REPORT));
    assert_eq!(record["inputs"][0]["file"], "good.txt");
    assert_eq!(record["inputs"][0]["sha256"], hash.as_str());
    assert_eq!(record["counts"]["reports"], 1);
    assert_eq!(record["warnings"][0]["file"], "file.txt");
    assert!(record["data"].as_array().unwrap().iter().all(|d| d["sha256"].as_str().unwrap().len() == 64));
    assert!(text.contains("GeoNames"));
    assert!(!text.contains(desk.path().to_str().unwrap()) && !text.contains("/no/such") && !text.contains("threads"));
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_order_of_reports() {
    let desk = Desk::new();
    for number in 0..40 {
        desk.write(&format!("in/{number:02}.txt"), REPORT.replace("five", &format!("{}", number + 3)).as_bytes());
    }
    let more: String = (0..600).map(|n| report_line(&format!("line {n}")) + "\n").collect();
    desk.write("in/more.jsonl", more.as_bytes());
    assert_eq!(desk.run(&["in", "-o", "one", "--threads", "1", "--no-merge"]).code, 0);
    assert_eq!(desk.run(&["in", "-o", "two", "--threads", "2", "--no-merge"]).code, 0);
    assert_eq!(files(&desk, "one"), files(&desk, "two"));
    desk.write("a.txt", REPORT.as_bytes());
    desk.write("b.txt", REPORT.replace("Tikrit", "Mosul").as_bytes());
    let ids = |arguments: &[&str]| {
        assert_eq!(desk.run(arguments).code, 0);
        rows(&desk, "out/incidents.csv")
            .into_iter()
            .map(|r| (r["place"].clone(), r["id"].clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let both = ids(&["a.txt", "b.txt", "-o", "out"]);
    assert_eq!(both, ids(&["b.txt", "a.txt", "-o", "out"]));
    let alone = ids(&["b.txt", "-o", "out"]);
    assert!(alone.iter().all(|(place, id)| both.get(place) == Some(id)), "{alone:?} {both:?}");
}

#[test]
fn a_manifest_dates_the_reports_of_its_folder() {
    let desk = Desk::new();
    desk.write("in/sub/good.txt", REPORT.as_bytes());
    desk.write(
        "in/manifest.csv",
        b"file,published,source,url\nsub/good.txt,2022-03-05,The Gazette,https://example.org/1\n",
    );
    assert_eq!(desk.run(&["in", "-o", "out"]).code, 0);
    let incident = &rows(&desk, "out/incidents.csv")[0];
    assert_eq!(incident["date_start"], "2022-03-04");
    assert_eq!((incident["urls"].as_str(), incident["report_ids"].as_str()), ("https://example.org/1", "sub/good.txt"));
    assert!(incident["sources"].contains("The Gazette"));
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(record["inputs"][0]["file"], "manifest.csv");
    // The same by name, from elsewhere.
    desk.write("dates.csv", b"file,published\nin/sub/good.txt,2022-03-12\n");
    assert_eq!(desk.run(&["in/sub/good.txt", "--manifest", "dates.csv", "-o", "out"]).code, 0);
    assert_eq!(rows(&desk, "out/incidents.csv")[0]["date_start"], "2022-03-11");
}

#[test]
fn copies_and_days_of_fetching_are_carried_along() {
    let desk = Desk::new();
    desk.write("in/good.txt", REPORT.as_bytes());
    desk.write(
        "in/manifest.csv",
        b"file,published,source,url,archive_url,retrieved\ngood.txt,2022-03-05,,,https://archive.example/7,2022-03-09\n",
    );
    let line = serde_json::json!({
        "id": "line", "text": REPORT, "archive_url": "https://archive.example/8", "retrieved": "yesterday"
    });
    desk.write("more.jsonl", line.to_string().as_bytes());
    let ran = desk.run(&["in", "more.jsonl", "--no-merge", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("more.jsonl:1: retrieved 'yesterday' is no date"), "{}", ran.stderr);
    let reports: BTreeMap<String, Value> = desk
        .read("out/incidents.jsonl")
        .lines()
        .map(|line| line.parse::<Value>().unwrap()["reports"][0].clone())
        .map(|report| (report["id"].as_str().unwrap().to_owned(), report))
        .collect();
    assert_eq!(reports["good.txt"]["archive_url"], "https://archive.example/7");
    assert_eq!(reports["good.txt"]["retrieved"], "2022-03-09");
    assert_eq!(reports["line"]["retrieved"], Value::Null);
    let row = rows(&desk, "out/incidents.csv").into_iter().find(|r| r["report_ids"] == "line").unwrap();
    assert_eq!(row["archive_urls"], "https://archive.example/8");
}

#[test]
fn without_a_day_of_publication_no_date_is_invented() {
    let desk = Desk::with_report();
    let ran = desk.run(&["good.txt", "-o", "out"]);
    assert!(ran.stderr.contains("1 report without a day of publication: --date"), "{}", ran.stderr);
    let incident = &rows(&desk, "out/incidents.csv")[0];
    assert_eq!((incident["date_start"].as_str(), incident["date_end"].as_str()), ("", ""));
    assert_eq!(incident["date_precision"], "day");
}

#[test]
fn own_output_is_replaced_and_never_read_as_reports() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "-o", "out"]).code, 0);
    let first = files(&desk, "out");
    assert_eq!(desk.run(&["good.txt", "-o", "out"]).code, 0);
    assert_eq!(files(&desk, "out"), first, "a second run differs");
    let ran = desk.run(&[".", "-o", "again"]);
    assert!(ran.stderr.contains("in 1 report"), "{}", ran.stderr);
    let ran = desk.run(&["out", "-o", "third"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("Dateline's own output"), "{}", ran.stderr);
}

#[test]
fn a_folder_of_someone_elses_is_left_alone_unless_forced() {
    let desk = Desk::with_report();
    desk.write("mine/notes.txt", b"keep");
    let ran = desk.run(&["good.txt", "-o", "mine"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("mine: holds files that are not Dateline's own") && ran.stderr.contains("--force"));
    assert_eq!(files(&desk, "mine").len(), 1);
    assert_eq!(desk.run(&["good.txt", "-o", "mine", "--force"]).code, 0);
    assert_eq!(desk.read("mine/notes.txt"), "keep");
    desk.write("mine.csv", b"a,b\n");
    let ran = desk.run(&["good.txt", "-o", "mine.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("mine.csv: exists and is not Dateline's own"), "{}", ran.stderr);
    assert_eq!(desk.read("mine.csv"), "a,b\n");
}

#[test]
fn one_file_where_one_is_named() {
    let desk = Desk::with_report();
    for name in ["map.geojson", "sub/rows.csv", "all.jsonl"] {
        for _again in 0..2 {
            let ran = desk.run(&["good.txt", "-o", name]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
        }
        assert!(desk.read(name).contains("Tikrit"), "{name}");
    }
    assert_eq!(files(&desk, "sub").len(), 1);
    assert_eq!(geojson_lint::faults(desk.read("map.geojson").as_bytes()), Vec::<String>::new());
    let ran = desk.run(&["good.txt", "-q", "-o", "-"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (desk.read("map.geojson").as_str(), ""));
    assert_eq!(desk.run(&["good.txt", "-o", "map.shp"]).code, 2);
    assert_eq!(desk.run(&["good.txt", "-o", "map.png"]).code, 0);
    assert!(std::fs::read(desk.path().join("map.png")).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn what_is_not_mapped_is_kept_apart_and_mapped_when_asked_for() {
    let desk = Desk::new();
    let text = format!("{REPORT}\nIn 2014, Islamic State fighters seized the city of Mosul, killing 40 soldiers.\n");
    desk.write("in.txt", text.as_bytes());
    let ran = desk.run(&["in.txt", "--date", "2022-03-05", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains(" background (in not_mapped.csv"), "{}", ran.stderr);
    assert!(!desk.read("out/incidents.geojson").contains("Mosul"));
    assert_eq!(rows(&desk, "out/not_mapped.csv")[0]["status"], "background");
    assert_eq!(desk.run(&["in.txt", "--date", "2022-03-05", "--background", "-o", "out"]).code, 0);
    assert!(desk.read("out/incidents.geojson").contains("Mosul"));
    assert!(rows(&desk, "out/not_mapped.csv").iter().all(|r| r["status"] != "background"));
    assert_eq!(desk.run(&["in.txt", "--status", "planned", "-o", "out"]).code, 4);
}

#[test]
fn reports_come_from_globs_standard_input_and_tables() {
    let desk = Desk::with_report();
    desk.write("sub/other.md", REPORT.as_bytes());
    desk.write("table.csv", format!("id,text\nrow,\"{REPORT}\"\n").as_bytes());
    let ran = desk.run(&["sub/*.md", "table.csv", "good.txt", "good.txt", "--no-merge", "-o", "out"]);
    assert!(ran.stderr.contains("in 3 reports"), "{}", ran.stderr);
    let mut ids: Vec<String> = rows(&desk, "out/incidents.csv").into_iter().map(|r| r["report_ids"].clone()).collect();
    ids.sort();
    assert_eq!(ids, ["good.txt", "other.md", "row"]);
    let ran = desk.pipe(&["-", "-o", "out"], REPORT);
    assert!(ran.stderr.contains("in 1 report"), "{}", ran.stderr);
    let ran = desk.pipe(&["map", "-", "-o", "out"], &format!("{}\n{}\n", report_line("a"), report_line("b")));
    assert!(ran.stderr.contains("in 2 reports"), "{}", ran.stderr);
}

#[test]
fn two_reports_of_one_id_are_told_apart() {
    let desk = Desk::new();
    desk.write("a.jsonl", report_line("same").as_bytes());
    desk.write("b.jsonl", report_line("same").as_bytes());
    let ran = desk.run(&["a.jsonl", "b.jsonl", "--no-merge", "-o", "out"]);
    assert!(ran.stderr.contains("same: a second report has this id; it is called same#2"), "{}", ran.stderr);
    let ids: Vec<String> = rows(&desk, "out/incidents.csv").into_iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn what_cannot_be_right_is_warned_of_and_listed() {
    let desk = Desk::new();
    desk.write("in.txt", b"A bomb exploded in Goris on Monday (Nov 17), killing two people, police said.\n");
    let ran = desk.run(&["in.txt", "--date", "2021-11-18", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("warning: in.txt: 'Monday (Nov 17)': that day was a Wednesday"), "{}", ran.stderr);
    let check = &rows(&desk, "out/checks.csv")[0];
    assert_eq!((check["kind"].as_str(), check["found"].as_str()), ("weekday_and_date", "Monday"));
    let of_incidents = rows(&desk, "out/incidents.csv").into_iter().chain(rows(&desk, "out/not_mapped.csv"));
    assert!(of_incidents.map(|r| r["id"].clone()).any(|id| id == check["incident_id"]), "{check:?}");
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(record["counts"]["checks"], 1);
    assert!(record["warnings"][0]["what"].as_str().unwrap().contains("Wednesday"));
}
