//! `--areas`: honest geometry of regions, borders, corridors and what is only
//! about right.

use serde_json::Value;

use crate::support::geojson_lint;
use crate::support::program::Desk;

/// Reports of our own, one a line: id, day of publication, text.
const REPORTS: &[(&str, &str, &str)] = &[
    (
        "region-then",
        "2016-04-04",
        "Twelve soldiers were killed in fighting in Nagorno-Karabakh on Saturday, the army said.",
    ),
    (
        "region-later",
        "2023-03-06",
        "Three soldiers were killed in a clash in Nagorno-Karabakh on Sunday, the ministry said.",
    ),
    (
        "border",
        "2022-09-14",
        "Nine soldiers were killed in clashes on the Armenia-Azerbaijan border on Tuesday, officials said.",
    ),
    ("district", "2022-08-04", "One soldier was killed in shelling in the Lachin district on Wednesday, Baku said."),
    (
        "offset",
        "2021-05-04",
        "Gunmen killed 30 people in an attack on a village 20 km south of Timbuktu on Monday, officials said.",
    ),
    ("sudan", "2010-12-20", "A bomb killed six people in Sudan on Sunday, police said."),
    ("seam", "2021-12-20", "Two hunters were killed in an attack in Chukotka on Saturday, police said."),
    ("town", "2021-12-20", "A car bomb killed six people in Mosul on Sunday, police said."),
];

fn desk() -> Desk {
    let desk = Desk::new();
    let line = |(id, published, text): &(&str, &str, &str)| {
        serde_json::json!({ "id": id, "published": published, "text": text }).to_string() + "\n"
    };
    desk.write("reports.jsonl", REPORTS.iter().map(line).collect::<String>().as_bytes());
    desk
}

fn features(desk: &Desk, file: &str) -> Vec<Value> {
    let json: Value = desk.read(file).parse().unwrap();
    json["features"].as_array().unwrap().clone()
}

fn of<'f>(features: &'f [Value], place: &str, day: &str) -> &'f Value {
    let found = features.iter().find(|f| f["properties"]["place"] == place && f["properties"]["date_start"] == day);
    found.unwrap_or_else(|| panic!("nothing for {place} on {day}: {features:#?}"))
}

#[test]
fn each_incident_has_the_ground_that_its_report_and_day_allow() {
    let desk = desk();
    let ran = desk.run(&["reports.jsonl", "-o", "out", "--areas"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (areas, lines) = (features(&desk, "out/areas.geojson"), features(&desk, "out/lines.geojson"));
    let told = |f: &Value| {
        let p = &f["properties"];
        let text = |name: &str| p[name].as_str().unwrap_or("-").to_owned();
        (text("geometry_kind"), p["approximate"].as_bool().unwrap(), text("valid_from"), text("valid_to"))
    };
    let expect = |kind: &str, approximate, from: &str, to: &str| (kind.into(), approximate, from.into(), to.into());
    let then = of(&areas, "Nagorno-Karabakh", "2016-04-02");
    assert_eq!(told(then), expect("area", false, "1994-05-12", "2020-11-09"));
    let later = of(&areas, "Nagorno-Karabakh", "2023-03-05");
    assert_eq!(told(later), expect("circle", true, "2020-11-10", "2023-09-20"));
    assert_eq!(later["properties"]["place_alt"], "Artsakh");
    assert_eq!(told(of(&areas, "Lachin District", "2022-08-03")), expect("area", false, "-", "-"));
    assert_eq!(told(of(&areas, "Timbuktu", "2021-05-03")), expect("offset_circle", true, "-", "-"));
    assert_eq!(told(of(&areas, "Sudan", "2010-12-19")), expect("area", false, "1956-01-01", "2011-07-08"));
    let seam = of(&areas, "Chukotka", "2021-12-18");
    assert_eq!(told(seam), expect("area", false, "-", "-"));
    assert!(seam["geometry"]["coordinates"].as_array().unwrap().len() > 1, "cut at the antimeridian");
    assert_eq!(told(of(&lines, "Armenia-Azerbaijan border", "2022-09-13")), expect("border", false, "-", "-"));
    assert!(areas.iter().all(|f| f["properties"]["place"] != "Mosul"), "a town is a point");
}

#[test]
fn the_files_are_sound_and_the_same_for_any_number_of_threads() {
    let desk = desk();
    assert_eq!(desk.run(&["reports.jsonl", "-o", "out", "--areas", "--threads", "1"]).code, 0);
    assert_eq!(desk.run(&["reports.jsonl", "-o", "two", "--areas", "--threads", "2"]).code, 0);
    for name in ["areas.geojson", "lines.geojson"] {
        let written = desk.read(&format!("out/{name}"));
        assert_eq!(geojson_lint::faults(written.as_bytes()), Vec::<String>::new(), "{name}");
        assert_eq!(written, desk.read(&format!("two/{name}")), "{name}");
    }
    for name in ["areas.qml", "lines.qml"] {
        assert!(desk.read(&format!("out/{name}")).contains("categorizedSymbol"), "{name}");
    }
    let record: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!((&record["options"]["areas"], &record["counts"]["lines"]), (&Value::Bool(true), &1.into()));
    let dictionary = desk.read("out/data_dictionary.csv");
    assert!(dictionary.contains("\"areas, lines\",geometry_kind"), "{dictionary}");
}

#[test]
fn areas_need_a_folder_and_are_not_written_unasked() {
    let desk = desk();
    let ran = desk.run(&["reports.jsonl", "-o", "one.geojson", "--areas"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("folder"), "{}", ran.stderr);
    assert_eq!(desk.run(&["reports.jsonl", "-o", "out"]).code, 0);
    assert!(!desk.has("out/areas.geojson"));
}
