//! `export`: rows in other formats.

use super::draw::ACLED;
use crate::support::geojson_lint;
use crate::support::program::Desk;

/// Exports a table and gives what was said, with the code.
fn export(name: &str, bytes: &[u8], more: &[&str]) -> (Desk, i32, String) {
    let desk = Desk::new();
    desk.write(name, bytes);
    let ran = desk.run(&[&["export", name], more].concat());
    (desk, ran.code, ran.stderr)
}

#[test]
fn an_acled_export_becomes_a_layer_with_all_columns() {
    let (desk, code, said) = export("export.csv", ACLED.as_bytes(), &["-o", "events.geojson"]);
    assert_eq!((code, said.as_str()), (0, "events.geojson: 3 rows\n"));
    let text = desk.read("events.geojson");
    assert_eq!(geojson_lint::faults(text.as_bytes()), Vec::<String>::new());
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let first = &json["features"][0]["properties"];
    assert_eq!(first.as_object().unwrap().len(), 31);
    assert_eq!((&first["event_date"], &first["fatalities"]), (&"2024-11-01".into(), &3.into()));
    assert_eq!(json["features"][2]["properties"]["fatalities"], 0);
    assert_eq!(json["features"][1]["properties"]["notes"], "Invented,\nin two lines.");
    assert!(text.contains("\"attribution\":\"ACLED"));
    // Once more over itself, but not over what it reads.
    assert_eq!(desk.run(&["export", "export.csv", "-o", "events.geojson"]).code, 0);
    assert_eq!(desk.run(&["export", "events.geojson", "-o", "events.geojson"]).code, 2);
}

#[test]
fn every_format_is_written_and_read_again_without_loss() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "-o", "out"]).code, 0);
    let whole = desk.read("out/incidents.geojson");
    let features = |text: &str| text.split("\n]").next().unwrap().to_owned();
    for ending in ["gpkg", "csv", "tsv", "jsonl", "geojsonl"] {
        let name = format!("there.{ending}");
        assert_eq!(desk.run(&["export", "out", "-o", &name]).code, 0, "{ending}");
        let back = desk.run(&["export", &name, "-o", "back.geojson", "--force"]);
        assert_eq!(back.code, 0, "{ending}: {}", back.stderr);
        assert_eq!(features(&desk.read("back.geojson")), features(&whole), "{ending}");
    }
    // What is nested stays in JSON Lines, and only there.
    assert_eq!(desk.run(&["export", "out/incidents.jsonl", "-o", "same.jsonl"]).code, 0);
    assert_eq!(desk.read("same.jsonl"), desk.read("out/incidents.jsonl"));
    let flat = desk.run(&["export", "out/incidents.jsonl", "-o", "flat.csv"]);
    assert!(flat.stderr.contains("claims") && flat.stderr.contains("left out"), "{}", flat.stderr);
    assert_eq!(desk.read("flat.csv"), desk.read("out/incidents.csv"));
}

#[test]
fn a_run_writes_one_file_of_any_format() {
    let desk = Desk::with_report();
    for ending in ["gpkg", "fgb", "parquet", "kml", "geojsonl", "tsv"] {
        let name = format!("incidents.{ending}");
        let ran = desk.run(&["good.txt", "--date", "2022-03-05", "-o", &name]);
        assert!(ran.code == 0 && desk.has(&name), "{ending}: {}", ran.stderr);
    }
    let back = desk.run(&["export", "incidents.gpkg", "-o", "-"]);
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "-o", "incidents.csv"]).code, 0);
    assert_eq!(back.stdout, desk.read("incidents.csv"));
}

#[test]
fn wrong_rows_are_set_aside_and_the_rest_is_written() {
    let table = "id;lat;lon;date;deaths\na;39,5;46,5;2020-01-02;0\nb;95;46;2020-01-03;1\nc;;;2020-01-04;n/a\n\
                 d;1;2\ne;0;0;2020-01-05;3\nf;1;2;2020-02-30;4\ng;1;2;2020-01-06;some\nh;1;2;2020-01-07;5\n\
                 i;1;2;2020-01-07;5\nj;1;2;2020-01-07;5\nk;1;2;2020-01-07;5\nl;1;2;2020-01-07;5\nm;1;2;2020-01-07;5\n";
    let (desk, code, said) = export("raids.csv", table.as_bytes(), &["-o", "raids.geojson", "--verbose"]);
    assert_eq!(code, 0, "{said}");
    for told in [
        "raids.csv:3: latitude 95, longitude 46 is not on the earth",
        "raids.csv:5: 3 cells where the header has 5",
        "raids.csv:6: latitude 0 and longitude 0",
        "raids.csv:7: '2020-02-30' in column 'date' is no date",
        "raids.csv:8: 'some' in column 'deaths' is no whole number",
        "raids.geojson: 8 rows, 1 of them without a place",
        "5 rows of raids.csv left out, kept in raids.rejects.csv",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let rejects = desk.read("raids.rejects.csv");
    assert!(rejects.starts_with("line,reason,remedy,row\n3,") && rejects.contains("f;1;2;2020-02-30;4"), "{rejects}");
    let text = desk.read("raids.geojson");
    assert_eq!(geojson_lint::faults(text.as_bytes()), Vec::<String>::new());
    // Nought is nought, and what is not known is null.
    assert!(text.contains("\"coordinates\":[46.5,39.5]},\"properties\":{\"id\":\"a\",\"lat\":39.5,\"lon\":46.5,\"date\":\"2020-01-02\",\"deaths\":0}"), "{text}");
    assert!(
        text.contains("\"id\":3,\"geometry\":null") && text.contains("\"date\":\"2020-01-04\",\"deaths\":null"),
        "{text}"
    );
}

#[test]
fn a_quote_that_never_closes_costs_one_line() {
    let table = "id,lat,lon,note\n1,10,20,fine\n2,10,20,\"open\n3,10,20,fine\n4,10,20,\"two\nlines\"\n5,10,20,last";
    let (desk, code, said) = export("a.csv", table.as_bytes(), &["-o", "a.jsonl"]);
    // The quote of line 3 closes in line 5, and what it swallows is no row.
    assert!(code == 0 && said.contains("a.csv:3: text follows a closing quote"), "{said}");
    assert!(
        desk.read("a.jsonl").ends_with("{\"id\":5,\"lat\":10.0,\"lon\":20.0,\"note\":\"last\"}\n"),
        "{}",
        desk.read("a.jsonl")
    );
    let open = "id,lat,lon,note\n1,10,20,\"open\n2,10,20,fine\n3,10,20,fine\n";
    let (desk, code, said) = export("b.csv", open.as_bytes(), &["-o", "b.jsonl"]);
    assert!(code == 0 && said.contains("b.csv:2: a quote is opened here and never closed"), "{said}");
    assert_eq!(desk.read("b.jsonl").lines().count(), 2);
}

#[test]
fn broken_json_is_named_and_the_rest_goes_on() {
    let json = "{\"type\":\"FeatureCollection\",\"features\":[\n\
        {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[46.5,39.5]},\"properties\":{\"a\":1}},\n\
        {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[39.5,146.5]},\"properties\":{\"a\":2}},\n\
        {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[46.5]},\"properties\":{\"a\":3}},\n7,\n\
        {\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":NaN}},\n\
        {\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":4,\"b\":[1,{\"c\":2}]}}";
    let (desk, code, said) = export("a.geojson", json.as_bytes(), &["-o", "b.csv", "--verbose"]);
    assert_eq!(code, 0, "{said}");
    for told in [
        "a.geojson:3: latitude 146.5",
        "are they swapped",
        "a.geojson:4: no feature",
        "a.geojson:5:",
        "a.geojson:6:",
        "no JSON from here on",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(desk.read("b.csv"), "a,b,latitude,longitude\n1,,39.5,46.5\n4,\"[1,{\"\"c\"\":2}]\",,\n");
}

#[test]
fn json_of_any_layout_is_read() {
    let pretty = "{\n  \"type\": \"FeatureCollection\",\n  \"features\": [\n    {\n      \"properties\": {\"a\": 1, \"b\": \"x\"},\n      \
                  \"geometry\": {\"type\": \"Point\", \"coordinates\": [46.5, 39.5, 1200]},\n      \"type\": \"Feature\"\n    }\n  ]\n}\n";
    let (desk, code, said) = export("a.json", pretty.as_bytes(), &["-o", "b.csv"]);
    assert_eq!((code, said.as_str()), (0, "b.csv: 1 row\n"));
    assert_eq!(desk.read("b.csv"), "a,b,latitude,longitude\n1,x,39.5,46.5\n");
    let list = "[{\"a\": 1, \"lat\": 39.5, \"lon\": 46.5}, {\"a\": \"two\", \"lat\": null, \"lon\": null}]";
    let (desk, code, said) = export("a.json", list.as_bytes(), &["-o", "b.csv"]);
    assert_eq!((code, said.as_str()), (0, "b.csv: 2 rows, 1 of them without a place\n"));
    assert_eq!(desk.read("b.csv"), "a,lat,lon\n1,39.5,46.5\ntwo,,\n");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_written() {
    let table = b"lat,lon\n1,2\n";
    for (output, told) in
        [("a.xlsx", "its ending is none of .geojson"), ("a.csv", "would be written over while it is read")]
    {
        let (desk, code, said) = export("a.csv", table, &["-o", output]);
        assert!(code == 2 && said.contains(told), "{said}");
        assert_eq!(desk.read("a.csv").as_bytes(), table);
    }
    let (_, code, said) = export("a.csv", table, &["-o", "a.gpkg", "--hxl"]);
    assert!(code == 2 && said.contains("--hxl is for .csv"), "{said}");
    let (_, code, said) = export("a.csv", table, &["-o", "b.csv", "--as", "acled"]);
    assert!(code == 2 && said.contains("--as is for Dateline's own incidents"), "{said}");
    let (desk, code, said) = export("a.csv", b"lat,lon\n95,200\n", &["-o", "b.csv"]);
    assert!(code == 1 && said.contains("none of its 1 row could be used") && !desk.has("b.csv"), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.write("a.csv", format!("lat,lon\n{}", "1,2\n".repeat(20_000)).as_bytes());
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["export", "a.csv", "-o", "-"])
        .current_dir(desk.path())
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && said.contains("No space left on device"), "{said}");
}

#[test]
fn companions_stand_beside_our_own_incidents() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "-o", "out"]).code, 0);
    let ran = desk.run(&["export", "out", "-o", "in.geojson", "--project", "--datapackage"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(desk.read("in.qml"), desk.read("out/incidents.qml"));
    assert!(desk.has("in.qgz"));
    let package: serde_json::Value = serde_json::from_str(&desk.read("datapackage.json")).unwrap();
    assert_eq!((&package["resources"][0]["path"], &package["name"]), (&"in.geojson".into(), &"incidents".into()));
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    assert_eq!((&fields[0]["name"], &fields[0]["type"]), (&"id".into(), &"string".into()));
    let hxl = desk.run(&["export", "out", "-o", "in.csv", "--hxl"]);
    assert_eq!(hxl.code, 0, "{}", hxl.stderr);
    assert!(desk.read("in.csv").lines().nth(1).unwrap().starts_with("#event+id,#event+type,"));
    // Such a row is none when the table is read.
    assert_eq!(desk.run(&["export", "in.csv", "-o", "back.csv"]).code, 0);
    assert_eq!(desk.read("back.csv"), desk.read("out/incidents.csv"));
    assert_eq!(desk.run(&["draw", "in.csv", "-o", "in.png"]).stderr, "in.png: 4 Mar 2022 · 1 incident\n");
}

/// Incidents as `incidents.jsonl` holds them, invented; fields left out are
/// those that the shapes do not ask for.
const INCIDENTS: &str = r#"{"id":"i1","event_type":"Battles","sub_event_type":"Armed clash","plover":"ASSAULT","type_of_violence":1,"civilian_targeting":false,"status":"reported","date_start":"2022-08-03","date_end":"2022-08-05","date_precision":"range","ucdp_date_prec":2,"acled_time_precision":2,"place":"Lachin","place_kind":"town","coord_basis":"town","admin1":"Lachin","country":"Azerbaijan","acled_geo_precision":1,"ucdp_where_prec":1,"latitude":39.64,"longitude":46.55,"side_a":"Hill Band","inter_a":"Rebel group","side_b":"Military Forces of Examplia","inter_b":"State forces","killed_min":7,"killed_max":9,"killed_best":8,"killed_a":5,"killed_b":3,"n_reports":2,"sources":"Example Wire","report_ids":"a.txt","quote":"They fought for three days","claims":[]}
{"id":"i2","event_type":"Battles","sub_event_type":"Armed clash","plover":"ASSAULT","type_of_violence":2,"civilian_targeting":false,"status":"reported","date_start":"2022-08-01","date_end":"2022-08-31","date_precision":"month","ucdp_date_prec":4,"acled_time_precision":3,"place":"Lachin District","place_kind":"admin2","coord_basis":"centroid","admin1":"Lachin","country":"Azerbaijan","acled_geo_precision":2,"ucdp_where_prec":3,"latitude":39.6,"longitude":46.5,"side_a":"Hill Band","inter_a":"Rebel group","side_b":"River Band","inter_b":"Rebel group","killed_min":24,"killed_max":null,"killed_best":24,"n_reports":1,"report_ids":"b.txt","claims":[{"what":"killed","min":24,"max":null,"approx":true}]}
{"id":"i3","event_type":"Protests","sub_event_type":"Peaceful protest","plover":"PROTEST","type_of_violence":null,"civilian_targeting":false,"status":"reported","date_start":"2022-08-03","date_end":"2022-08-03","date_precision":"day","ucdp_date_prec":1,"place":"Baku","place_kind":"town","coord_basis":"town","country":"Azerbaijan","acled_geo_precision":1,"ucdp_where_prec":1,"latitude":40.38,"longitude":49.89,"side_a":"Protesters (Azerbaijan)","inter_a":"Protesters","killed_best":null,"n_reports":1,"report_ids":"c.txt","claims":[]}
{"id":"i4","event_type":"Battles","sub_event_type":"Armed clash","plover":"ASSAULT","status":"denied","date_start":"2022-08-03","killed_best":null,"claims":[]}
{"id":"i5","event_type":"Battles","sub_event_type":"Armed clash","plover":"ASSAULT","status":"reported","date_start":null,"killed_best":4,"latitude":null,"longitude":null,"claims":[]}
"#;

fn records(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn acled_has_a_row_a_day_a_named_town_and_its_own_figures() {
    let (desk, code, said) = export("in.jsonl", INCIDENTS.as_bytes(), &["-o", "acled.csv", "--as", "acled"]);
    assert!(
        code == 0 && said.ends_with("acled.csv: 5 rows of 3 incidents; 2 left out, named in acled.dropped.csv\n"),
        "{said}"
    );
    let rows = records(&desk.read("acled.csv"));
    let column = |name: &str| rows.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
    assert_eq!(column("event_date"), ["2022-08-03", "2022-08-04", "2022-08-05", "2022-08-16", "2022-08-03"]);
    assert_eq!(column("event_id_cnty"), ["i1-1", "i1-2", "i1-3", "i2", "i3"]);
    // Seven divided over three days; "dozens" is 12; no figure is 0.
    assert_eq!(column("fatalities"), ["3", "2", "2", "12", "0"]);
    assert_eq!(column("time_precision"), ["1", "1", "1", "3", "1"]);
    assert_eq!(column("interaction")[0], "State forces-Rebel group");
    assert_eq!(column("interaction")[4], "Protesters only");
    assert!(rows.iter().all(|row| row["iso"] == "31" && row["region"] == "Caucasus and Central Asia"));
    assert!(!rows[3]["location"].contains("District") && !rows[3]["location"].is_empty(), "{:?}", rows[3]);
    assert!(
        rows[0]["notes"].contains("They fought for three days. Reports differ") && rows[0]["notes"].contains("3 days")
    );
    assert!(desk.read("acled.dropped.csv").contains("i5,not placed"), "{}", desk.read("acled.dropped.csv"));
    // It is ACLED's to every reader.
    assert!(desk.run(&["inspect", "acled.csv"]).stdout.contains("dataset  ACLED"));
}

#[test]
fn ucdp_has_deadly_events_between_organised_actors() {
    let (desk, code, said) = export("in.jsonl", INCIDENTS.as_bytes(), &["-o", "ged.csv", "--as", "ucdp"]);
    assert!(code == 0 && said.contains("left out, 2: no violence between organised actors"), "{said}");
    let rows = records(&desk.read("ged.csv"));
    assert_eq!(rows.len(), 2);
    let first = &rows[0];
    // The government stands first, with its own dead.
    assert_eq!((first["side_a"].as_str(), first["deaths_a"].as_str()), ("Military Forces of Examplia", "3"));
    assert_eq!((first["side_b"].as_str(), first["deaths_b"].as_str()), ("Hill Band", "5"));
    let figures = ["low", "best", "high", "deaths_unknown"].map(|name| first[name].as_str());
    assert_eq!(figures, ["7", "8", "9", "0"]);
    assert_eq!((first["geom_wkt"].as_str(), first["priogrid_gid"].as_str()), ("POINT (46.55 39.64)", "186934"));
    assert!(desk.run(&["inspect", "ged.csv"]).stdout.contains("dataset  UCDP GED"));
    assert_eq!(desk.read("ged.dropped.csv").lines().count(), 4);
}

#[test]
fn what_crosses_the_antimeridian_is_parted_in_every_format() {
    let feature = |id: u32, kind: &str, coordinates: &str| {
        let geometry = format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#);
        format!(r#"{{"type":"Feature","id":{id},"properties":{{"n":{id}}},"geometry":{geometry}}}"#)
    };
    let collection =
        |features: &[String]| format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let areas = collection(&[
        feature(1, "MultiPolygon", "[[[[170,0],[190,0],[190,5],[170,5],[170,0]],[[175,1],[175,2],[185,2],[175,1]]]]"),
        feature(2, "MultiPolygon", "[[[[179,10],[-179,10],[-179,11],[179,11],[179,10]]]]"),
    ]);
    let lines = collection(&[feature(1, "MultiLineString", "[[[179,10],[-179,12]],[[350,0],[370,1]]]")]);
    for (name, text) in [("areas.geojson", &areas), ("lines.geojson", &lines)] {
        let (desk, code, said) = export(name, text.as_bytes(), &["-o", "out.geojson"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(crate::support::geojson_lint::faults(desk.read("out.geojson").as_bytes()), Vec::<String>::new());
        let (desk, code, said) = export(name, text.as_bytes(), &["-o", "out.csv"]);
        assert!(code == 0 && !desk.read("out.csv").contains("190"), "{said}");
    }
    // A point at the seam stays where it is told; beyond it there is none.
    let points = collection(&[
        feature(1, "Point", "[180,10]"),
        feature(2, "Point", "[-180,10]"),
        feature(3, "Point", "[181,10]"),
    ]);
    let (desk, code, said) = export("points.geojson", points.as_bytes(), &["-o", "out.geojson"]);
    let text = desk.read("out.geojson");
    assert!(
        code == 0 && text.contains("[180.0,10.0]") && text.contains("[-180.0,10.0]") && !text.contains("181"),
        "{said}"
    );
    assert!(said.contains("longitude 181 is not on the earth"), "{said}");
}

#[test]
fn an_export_is_made_anew_over_its_own_file_and_over_nobody_elses() {
    let desk = Desk::new();
    let table = |more: &str| format!("name,lat,lon\na,39,46\n{more}");
    for ending in ["geojson", "geojsonl", "csv", "tsv", "jsonl", "kml", "gpkg", "fgb", "parquet"] {
        let name = format!("out.{ending}");
        let export = || desk.run(&["export", "in.csv", "-o", &name]);
        desk.write("in.csv", table("").as_bytes());
        assert_eq!(export().code, 0, "{ending}");
        assert_eq!(export().code, 0, "{ending}: the same again");
        // Where a file bears a mark it may change; else nothing may be lost.
        desk.write("in.csv", table("b,40,47\n").as_bytes());
        let marked = matches!(ending, "geojson" | "gpkg" | "parquet");
        assert_eq!(export().code, i32::from(!marked), "{ending}: of other rows");
        desk.write(&name, b"mine");
        let ran = export();
        assert!(ran.code == 1 && ran.stderr.contains("exists and is not Dateline's own"), "{ending}: {}", ran.stderr);
        assert_eq!(desk.read(&name), "mine", "{ending}");
        assert_eq!(desk.run(&["export", "in.csv", "-o", &name, "--force"]).code, 0, "{ending}");
    }
    let ran = desk.run(&["export", "in.csv", "-o", "new.csv", "--datapackage"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let gpkg = desk.path().join("out.gpkg");
    let file = rusqlite::Connection::open(&gpkg).unwrap();
    file.execute("UPDATE gpkg_contents SET last_change = '2026-01-02T03:04:05.000Z'", []).unwrap();
    drop(file);
    assert_eq!(desk.run(&["export", "in.csv", "-o", "out.gpkg"]).code, 1, "changed by others");
}
