//! Own places: laid over, winning, refused, and `unresolved.csv` filled in.

use serde_json::{Value, json};

use crate::support::program::Desk;

const OWN: &str = "name,lat,lon,country,alternates\n\
    Qorxmazkend,39.7,46.5,AZ,Gorkhmazkend;Горхмазкенд\n\
    Tikrit,34.0,44.0,IQ,\n";

fn answer(desk: &Desk, name: &str, arguments: &[&str]) -> Value {
    let ran = desk.run(&[&["lookup", "--json", name], arguments].concat());
    let document: Value = ran.stdout.parse().unwrap_or_else(|why| panic!("{name}: {why}: {}", ran.stderr));
    document[0].clone()
}

#[test]
fn a_place_is_found_by_all_its_names_and_wins() {
    let desk = Desk::new();
    desk.write("own.csv", OWN.as_bytes());
    for name in ["Qorxmazkend", "Gorkhmazkend", "Горхмазкенд", "qorxmazkənd"] {
        let found = answer(&desk, name, &["--gazetteer", "own.csv"]);
        assert_eq!(
            (&found["name"], &found["lat"], &found["iso3"]),
            (&json!("Qorxmazkend"), &json!(39.7), &json!("AZE"))
        );
    }
    let own = answer(&desk, "Tikrit", &["--gazetteer", "own.csv"]);
    assert_eq!((&own["lat"], &own["geonameid"]), (&json!(34.0), &Value::Null), "the own Tikrit wins");
    assert!(answer(&desk, "Tikrit", &[])["geonameid"].is_u64(), "without it, the known one");
}

#[test]
fn text_is_read_with_own_places_and_context_still_speaks() {
    let desk = Desk::new();
    desk.write("own.csv", b"name;lat;lon;country\nParis;39,9;46.5;AZ\nParis;39.9;46.5;AZ\n");
    let places = |text: &str| {
        let line = json!({"id": "a", "text": text}).to_string();
        let ran = desk.pipe(&["places", "-", "--gazetteer", "own.csv"], &line);
        assert!(ran.stderr.contains("own.csv:2: lat '39,9' is not a number (write a decimal point"), "{}", ran.stderr);
        ran.stdout.parse::<Value>().unwrap()
    };
    let found = places("Shells fell on the village of Paris on Tuesday, officials said.");
    assert_eq!(found["toponyms"][0]["iso3"], json!("AZE"), "{found}");
    let found = places("Police in Paris, France, said on Tuesday that two men were held in Paris.");
    assert_eq!(found["toponyms"][0]["iso3"], json!("FRA"), "{found}");
}

#[test]
fn unresolved_names_filled_in_by_a_person_are_a_gazetteer() {
    let desk = Desk::new();
    let text = "KABUL (Example Wire) - A roadside bomb killed four soldiers in the village of Qwaxtepe on Friday, police said. \
        Fighters also shelled the village of Zwiqrabad on Friday, killing two people, police said.";
    desk.write("a.txt", text.as_bytes());
    assert_eq!(desk.run(&["a.txt", "-o", "out", "--date", "2022-03-05"]).code, 0);
    let unresolved = desk.read("out/unresolved.csv");
    assert!(unresolved.contains("\nQwaxtepe,") && unresolved.contains("\nZwiqrabad,"), "{unresolved}");
    // One row filled in, the other left blank.
    let filled: String = unresolved
        .lines()
        .map(|l| {
            if l.starts_with("Qwaxtepe,") {
                format!("{}34.61,69.12\n", l.trim_end_matches(",,").to_owned() + ",")
            } else {
                format!("{l}\n")
            }
        })
        .collect();
    desk.write("filled.csv", filled.as_bytes());
    let ran = desk.run(&["a.txt", "-o", "again", "--date", "2022-03-05", "--gazetteer", "filled.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("filled.csv: 1 own place, rows without a point passed over: 1"), "{}", ran.stderr);
    let incidents: Value = desk.read("again/incidents.geojson").parse().unwrap();
    let placed = incidents["features"].as_array().unwrap().iter().find(|f| f["properties"]["place"] == "Qwaxtepe");
    assert_eq!(placed.unwrap()["geometry"]["coordinates"], json!([69.12, 34.61]));
    assert!(!desk.read("again/unresolved.csv").contains("\nQwaxtepe,"));
    assert!(desk.read("again/unresolved.csv").contains("\nZwiqrabad,"));
    let run: Value = desk.read("again/run.json").parse().unwrap();
    let file = &run["data_files"][0];
    assert_eq!((&file["option"], &file["file"]), (&json!("gazetteer"), &json!("filled.csv")));
    assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn each_bad_row_is_named_by_its_line_and_the_rest_is_read() {
    let desk = Desk::new();
    let mut table = b"name,lat,lon,country,kind,geonameid,valid_from\n".to_vec();
    let rows: [(&[u8], &str); 12] = [
        (b"Swapped,146.5,39.6,AZ,,,", "they look swapped (swap lat and lon)"),
        (b"Far,39.6,246.5,AZ,,,", "off the earth"),
        (b"Comma,\"39,6\",46.5,AZ,,,", "lat '39,6' is not a number (write a decimal point"),
        (b"Half,39.6,,AZ,,,", "lon '' is not a number (fill in both"),
        (b",39.6,46.5,AZ,,,", "a point without a name"),
        (b"Odd\xffbytes,39.6,46.5,AZ,,,", "column 1 is not UTF-8"),
        (b"Narrow,39.6", "2 columns, 7 expected"),
        (b"Galaxy,39.6,46.5,AZ,galaxy,,", "kind 'galaxy' is not known (use one of town"),
        (b"Id,39.6,46.5,AZ,,x7,", "geonameid 'x7' is not a whole number"),
        (b"Day,39.6,46.5,AZ,,,2020-02-31", "valid_from '2020-02-31' is no day (write YYYY-MM-DD)"),
        (b"Good,39.61,46.51,AZ,,77,", ""),
        (b"Twice,39.62,46.52,AZ,,77,", "geonameid 77 stands in line 12 already"),
    ];
    for (row, _) in &rows {
        table.extend_from_slice(row);
        table.push(b'\n');
    }
    table.extend_from_slice(format!("{},39.6,46.5,AZ,,,\n", "N".repeat(10_000)).as_bytes());
    table.extend_from_slice(format!("{},39.6,46.5,AZ,,,\n", "M".repeat(3 << 20)).as_bytes());
    table.extend_from_slice(b"Last,39.63,46.53,AZ,,,\n");
    desk.write("own.csv", &table);
    let ran = desk.run(&["gazetteer", "check", "own.csv"]);
    assert_eq!(ran.code, 1);
    for (n, (_, said)) in rows.iter().enumerate().filter(|(_, (_, said))| !said.is_empty()) {
        let told =
            ran.stdout.lines().any(|l| l.starts_with(&format!("error: own.csv:{}: ", n + 2)) && l.contains(said));
        assert!(told, "{said}: {}", ran.stdout);
    }
    assert!(ran.stdout.contains("own.csv:14: a name of 10,000 characters"), "{}", ran.stdout);
    assert!(ran.stdout.contains("own.csv:15: a line of more than a megabyte"), "{}", ran.stdout);
    assert!(ran.stderr.contains("table, 2 places; errors: 13, warnings: 0"), "{}", ran.stderr);
    for name in ["Good", "Last"] {
        let found = answer(&desk, name, &["--gazetteer", "own.csv", "--country", "AZ", "-q"]);
        assert_eq!(found["iso3"], json!("AZE"), "{name}");
    }
}

#[test]
fn what_is_no_table_of_places_is_refused_with_a_remedy() {
    let desk = Desk::new();
    desk.write("wrong.csv", b"town,north,east\nA,1,2\n");
    desk.write("empty.csv", b"");
    desk.write("dump.txt", format!("1\tA{}\n", "\t".repeat(17)).as_bytes());
    desk.write("packed.zip", b"PK\x03\x04rest");
    desk.write("twice.csv", b"name,lat,lat,lon\nA,1,1,2\n");
    for (file, said) in [
        (
            "wrong.csv",
            "wrong.csv:1: no column name, lat, lon; the columns are: town, north, east (a table of places has",
        ),
        ("empty.csv", "no column name, lat, lon"),
        ("dump.txt", "a dump of GeoNames (make an index of it: dateline gazetteer build"),
        ("packed.zip", "packed (unpack it first)"),
        ("twice.csv", "the column 'lat' stands twice (rename one of them)"),
        ("none.csv", "cannot read"),
    ] {
        let ran = desk.run(&["lookup", "Lachin", "--gazetteer", file]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{file}");
        assert!(ran.stderr.contains(said), "{file}: {}", ran.stderr);
    }
}

#[test]
fn a_place_is_added_once() {
    let desk = Desk::new();
    let add = |more: &[&str]| desk.run(&[&["gazetteer", "add", "own.csv"], more].concat());
    let ran = add(&[
        "--name",
        "Qwaxtepe",
        "--lat",
        "34.61",
        "--lon",
        "69.12",
        "--country",
        "AFG",
        "--alternates",
        "Kwax Tepe; Qwax",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("added Qwaxtepe") && ran.stdout.contains(" km  "), "{}", ran.stdout);
    let table = desk.read("own.csv");
    assert_eq!(table.lines().count(), 2, "{table}");
    for (arguments, said) in [
        (&["--name", "QWAXTEPE", "--lat", "34.611", "--lon", "69.12"][..], "own.csv:2: has Qwaxtepe there already"),
        (&["--name", "Kabul", "--lat", "34.53", "--lon", "69.17"], "Kabul is known there already"),
        (&["--name", "Far", "--lat", "139", "--lon", "34"], "they look swapped"),
        (&["--name", "Where", "--lat", "34", "--lon", "69", "--country", "QQ"], "country 'QQ' is not known"),
        (
            &["--name", "In", "--lat", "34", "--lon", "69", "--country", "AF", "--admin1", "Nix"],
            "admin1 'Nix' is not known in AF",
        ),
    ] {
        let ran = add(arguments);
        assert_eq!(ran.code, 1, "{said}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
        assert_eq!(desk.read("own.csv"), table, "the table is untouched");
    }
    let found = answer(&desk, "Kwax Tepe", &["--gazetteer", "own.csv"]);
    assert_eq!((&found["name"], &found["iso3"]), (&json!("Qwaxtepe"), &json!("AFG")));
    // A table of another shape keeps it.
    desk.write("semi.csv", b"lon;lat;name");
    let ran = desk.run(&["gazetteer", "add", "semi.csv", "--name", "Here; there", "--lat", "-1.5", "--lon", "2"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(desk.read("semi.csv"), "lon;lat;name\n2;-1.5;\"Here; there\"\n");
    let ran = desk.run(&["gazetteer", "add", "semi.csv", "--name", "A", "--lat", "1", "--lon", "2", "--kind", "camp"]);
    assert!(
        ran.stderr.contains("semi.csv:1: no column kind; the columns are: lon, lat, name (add it"),
        "{}",
        ran.stderr
    );
}
