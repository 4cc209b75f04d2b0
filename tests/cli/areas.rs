//! `--admin`: areas of the user's own; `--worldview`: another table of disputed
//! areas.

use serde_json::{Value, json};

use crate::support::program::Desk;

fn layer(west: f64, south: f64, side: f64) -> String {
    let (east, north) = (west + side, south + side);
    let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    let feature = json!({
        "type": "Feature",
        "properties": {"ADM2_PCODE": "IQ1801", "ADM2_EN": "Tikrit district"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    });
    json!({"type": "FeatureCollection", "features": [feature]}).to_string()
}

fn properties(desk: &Desk) -> Value {
    let incidents: Value = desk.read("out/incidents.geojson").parse().unwrap();
    incidents["features"][0]["properties"].clone()
}

#[test]
fn incidents_get_the_code_of_their_area() {
    let desk = Desk::with_report();
    desk.write("adm2.geojson", layer(43.0, 34.0, 1.0).as_bytes());
    let ran = desk.run(&["good.txt", "-o", "out", "--admin", "adm2.geojson", "--code-field", "ADM2_PCODE"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found = properties(&desk);
    assert_eq!((&found["admin_code"], &found["admin_name"]), (&json!("IQ1801"), &json!("Tikrit district")));
    let table = desk.read("out/incidents.csv");
    assert!(table.lines().next().unwrap().contains(",admin_code,admin_name,"), "{table}");
    assert!(table.contains(",IQ1801,Tikrit district,"), "{table}");
    assert!(desk.read("out/incidents.jsonl").contains("\"admin_code\":\"IQ1801\""));
    let run: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(
        (&run["data_files"][0]["option"], &run["options"]["code_field"]),
        (&json!("admin"), &json!("ADM2_PCODE"))
    );
    assert!(desk.read("out/data_dictionary.csv").contains("incidents,admin_code,"));
}

#[test]
fn outside_all_areas_or_coarser_than_one_there_is_no_code() {
    let desk = Desk::with_report();
    // Elsewhere; then around the town, but smaller than it is known.
    for (layer, what) in [(layer(10.0, 34.0, 1.0), "elsewhere"), (layer(43.677, 34.605, 0.01), "too small")] {
        desk.write("adm.geojson", layer.as_bytes());
        let ran = desk.run(&["good.txt", "-o", "out", "--admin", "adm.geojson", "--code-field", "ADM2_PCODE"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(properties(&desk)["admin_code"], Value::Null, "{what}");
    }
}

#[test]
fn a_layer_that_is_none_ends_the_run_before_it_writes() {
    let desk = Desk::with_report();
    desk.write("adm.geojson", layer(43.0, 34.0, 1.0).as_bytes());
    desk.write("broken.geojson", b"{\"type\":\n\"FeatureCollection\",\n");
    for (file, field, said) in [
        ("adm.geojson", &["--code-field", "PCODE"][..], "no field 'PCODE' (the fields are: ADM2_EN, ADM2_PCODE)"),
        ("adm.geojson", &[], "name it with --code-field; the fields are: ADM2_EN, ADM2_PCODE"),
        ("broken.geojson", &["--code-field", "PCODE"], "broken.geojson:3: broken JSON"),
        ("none.geojson", &["--code-field", "PCODE"], "cannot read"),
    ] {
        let ran = desk.run(&[&["good.txt", "-o", "out", "--admin", file], field].concat());
        assert_eq!(ran.code, 1, "{said}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
        assert!(!desk.has("out"), "nothing is written");
    }
}

#[test]
fn another_table_of_disputed_areas_decides() {
    let desk = Desk::with_report();
    let header = "id\tarea\tiso3\tclaimants\tadministered_by\tstyle\tvalid_from\tvalid_to\tcountries\tmatch\tsource\n";
    let row = "qwax\tQwax Strip\tXXX\tIRQ;SYR\tIRQ\tdashed\t1990-01-01\t\tIQ\tcircle:34.6,43.7,50\tmade up\n";
    desk.write("mine.tsv", format!("{header}{row}").as_bytes());
    let ran = desk.run(&["good.txt", "-o", "out", "--worldview", "mine.tsv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found = properties(&desk);
    assert_eq!((&found["disputed_area"], &found["iso3"]), (&json!("Qwax Strip"), &json!("XXX")));
    let run: Value = desk.read("out/run.json").parse().unwrap();
    assert_eq!(
        (&run["data_files"][0]["option"], &run["data_files"][0]["file"]),
        (&json!("worldview"), &json!("mine.tsv"))
    );
    desk.write("bad.tsv", format!("{header}{}", row.replace("1990-01-01", "1990-13-01")).as_bytes());
    let ran = desk.run(&["lookup", "Tikrit", "--worldview", "bad.tsv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("bad.tsv: disputed areas, line 2: 1990-13-01"), "{}", ran.stderr);
}
