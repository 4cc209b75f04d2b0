//! `gazetteer build`: dumps and tables to indexes, and what is wrong with them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::program::Desk;

/// A row of a dump.
fn row(id: u32, name: &str, lat: f64, lon: f64, feature: (&str, &str), admin: (&str, &str)) -> String {
    let (class, code) = feature;
    let (first, second) = admin;
    format!(
        "{id}\t{name}\t{name}\t\t{lat}\t{lon}\t{class}\t{code}\tAZ\t\t{first}\t{second}\t\t\t900\t\t10\tAsia/Baku\t2020-01-01\n"
    )
}

fn dump() -> String {
    [
        row(90_000_005, "Qwaxtepe", 39.7, 46.5, ("P", "PPL"), ("Q1", "Q11")),
        row(90_000_001, "Republic of Azerbaijan", 40.5, 47.5, ("A", "PCLI"), ("00", "")),
        row(90_000_002, "Qwax Province", 39.6, 46.4, ("A", "ADM1"), ("Q1", "")),
        row(90_000_003, "Zwiq District", 39.65, 46.45, ("A", "ADM2"), ("Q1", "Q11")),
        row(90_000_006, "Zwiq Rud", 39.71, 46.51, ("H", "STM"), ("Q1", "")),
        row(90_000_004, "Zwiq Military Base", 39.72, 46.52, ("S", "MILB"), ("Q1", "Q11")),
        // The supplement adds its names to Lachin, by GeoNames' id.
        row(147_625, "Laçın", 39.637, 46.55, ("P", "PPLA"), ("Q1", "Q11")),
    ]
    .concat()
}

const NAMES: &str = "1\t90000005\tru\tКвакстепе\t1\t\t\t\t\t\n\
    2\t90000005\taz\tOldqwax\t\t\t\t1\t\t\n\
    3\t90000005\tlink\thttps://example.org/Qwaxlink\t\t\t\t\t\t\n\
    4\t90000002\ten\tQwaxland\t\t\t\t\t\t\n";

fn build(desk: &Desk, arguments: &[&str]) -> crate::support::program::Ran {
    desk.run(&[&["gazetteer", "build"], arguments].concat())
}

fn answer(desk: &Desk, index: &str, name: &str) -> Value {
    let ran = desk.run(&["lookup", "--json", name, "--gazetteer", index]);
    let document: Value = ran.stdout.parse().unwrap_or_else(|why| panic!("{name}: {why}: {}", ran.stderr));
    document[0].clone()
}

#[test]
fn a_dump_becomes_a_gazetteer() {
    let desk = Desk::new();
    desk.write("AZ.txt", dump().as_bytes());
    desk.write("names.txt", NAMES.as_bytes());
    let ran = build(&desk, &["AZ.txt", "--alternates", "names.txt", "-o", "my.gaz"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("wrote my.gaz: "), "{}", ran.stderr);
    for name in ["Qwaxtepe", "Квакстепе", "Kvakstepe", "Oldqwax"] {
        let found = answer(&desk, "my.gaz", name);
        assert_eq!((&found["name"], &found["geonameid"]), (&json!("Qwaxtepe"), &json!(90_000_005)), "{name}");
        assert_eq!((&found["iso3"], &found["admin1"]), (&json!("AZE"), &json!("Qwax Province")), "{name}");
    }
    for (name, geonameid) in
        [("Qwax", 90_000_002), ("Qwaxland", 90_000_002), ("Zwiq", 90_000_003), ("Berdzor", 147_625)]
    {
        assert_eq!(answer(&desk, "my.gaz", name)["geonameid"], json!(geonameid), "{name}");
    }
    assert_eq!(answer(&desk, "my.gaz", "Azerbaijan")["name"], json!("Azerbaijan"), "its short name stays");
    assert_eq!(answer(&desk, "my.gaz", "Armenia")["iso3"], json!("ARM"), "countries that the dump lacks stay");
    assert_eq!(answer(&desk, "my.gaz", "Texas")["feature_code"], json!("ADM1"), "and their provinces");
    assert_eq!(answer(&desk, "my.gaz", "Black Sea")["feature_code"], json!("SEA"), "the supplement is laid over it");
    assert_eq!(desk.run(&["lookup", "Qwaxlink", "--gazetteer", "my.gaz"]).code, 1, "links are no names");
    assert_eq!(desk.run(&["lookup", "Tikrit", "--gazetteer", "my.gaz"]).code, 1, "it takes the embedded one's place");
    let checked = desk.run(&["gazetteer", "check", "my.gaz"]);
    assert_eq!((checked.code, checked.stdout.as_str()), (0, ""), "{}", checked.stderr);
}

#[test]
fn the_order_of_a_dump_does_not_matter() {
    let desk = Desk::new();
    let mut lines: Vec<String> = dump().lines().map(|l| format!("{l}\n")).collect();
    desk.write("one.txt", lines.concat().as_bytes());
    lines.reverse();
    desk.write("two.txt", lines.concat().as_bytes());
    let info = |name: &str| {
        assert_eq!(build(&desk, &[&format!("{name}.txt"), "-o", &format!("{name}.gaz")]).code, 0);
        let ran = desk.run(&["gazetteer", "info", &format!("{name}.gaz"), "--json"]);
        ran.stdout.parse::<Value>().unwrap()
    };
    let (one, two) = (info("one"), info("two"));
    assert_eq!(one["bytes"], two["bytes"]);
    let index = |name: &str| std::fs::read(desk.path().join(name)).unwrap();
    // The name of the source stands at the end.
    let (a, b) = (index("one.gaz"), index("two.gaz"));
    assert_eq!(a[..a.len() - 400], b[..b.len() - 400]);
    assert_eq!(one["classes"], two["classes"]);
    assert!(one["about"]["attribution"].as_str().unwrap().contains("GeoNames"));
    assert!(one["about"]["version"].as_str().is_some_and(|version| version.parse::<u8>().is_ok()));
}

#[test]
fn classes_and_countries_are_chosen() {
    let desk = Desk::new();
    desk.write("AZ.txt", dump().as_bytes());
    assert_eq!(build(&desk, &["AZ.txt", "--classes", "P,A", "-o", "p.gaz"]).code, 0);
    assert_eq!(desk.run(&["lookup", "Zwiq Rud", "--gazetteer", "p.gaz"]).code, 1);
    assert_eq!(answer(&desk, "p.gaz", "Qwaxtepe")["iso3"], json!("AZE"));
    assert_eq!(build(&desk, &["AZ.txt", "--countries", "ARM", "-o", "c.gaz"]).code, 0);
    assert_eq!(desk.run(&["lookup", "Qwaxtepe", "--gazetteer", "c.gaz"]).code, 1);
    assert_eq!(answer(&desk, "c.gaz", "Qwax Province")["iso3"], json!("AZE"), "provinces are always taken");
    for (option, value) in [("--classes", "U"), ("--countries", "QQ")] {
        let ran = build(&desk, &["AZ.txt", option, value, "-o", "x.gaz"]);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(!desk.has("x.gaz"));
    }
}

#[test]
fn bad_rows_are_named_and_the_rest_is_taken() {
    let desk = Desk::new();
    let mut bytes = dump().into_bytes();
    let bad = [
        ("7 columns".to_owned(), "1\t2\t3\t4\t5\t6\t7\n".to_owned()),
        ("they look swapped (swap lat and lon)".to_owned(), row(1, "S", 146.5, 39.6, ("P", "PPL"), ("", ""))),
        ("off the earth".to_owned(), row(2, "S", 39.6, 246.5, ("P", "PPL"), ("", ""))),
        ("stands in line 1 already".to_owned(), row(90_000_005, "S", 39.6, 46.5, ("P", "PPL"), ("", ""))),
        ("stands in line 3 already".to_owned(), row(90_000_002, "S", 39.6, 46.5, ("A", "ADM1"), ("", ""))),
        ("a name of 10,000 characters".to_owned(), row(4, &"N".repeat(10_000), 39.6, 46.5, ("P", "PPL"), ("", ""))),
    ];
    for (_, line) in &bad {
        bytes.extend_from_slice(line.as_bytes());
    }
    bytes.extend_from_slice(b"5\t\xff\xfe\n");
    bytes.extend(std::iter::repeat_n(b'x', 5 << 20));
    bytes.push(b'\n');
    bytes.extend_from_slice(row(9, "Lastqwax", 39.5, 46.1, ("P", "PPL"), ("", "")).as_bytes());
    desk.write("bad.txt", &bytes);
    let ran = build(&desk, &["bad.txt", "-o", "my.gaz"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for (n, said) in
        bad.iter().map(|(said, _)| said.as_str()).chain(["not UTF-8", "a line of more than a megabyte"]).enumerate()
    {
        let begins = format!("warning: bad.txt:{}: ", n + 8);
        assert!(ran.stderr.lines().any(|l| l.starts_with(&begins) && l.contains(said)), "{said}: {}", ran.stderr);
    }
    assert_eq!(answer(&desk, "my.gaz", "Lastqwax")["geonameid"], json!(9));
    let checked = desk.run(&["gazetteer", "check", "bad.txt"]);
    assert_eq!(checked.code, 1);
    assert_eq!(checked.stdout.lines().count(), 8, "{}", checked.stdout);
}

#[test]
fn many_faults_are_counted() {
    let desk = Desk::new();
    let mut text = dump();
    for id in 0..50 {
        let _ = writeln!(text, "{id}\tno columns");
    }
    desk.write("bad.txt", text.as_bytes());
    let ran = build(&desk, &["bad.txt", "-o", "my.gaz"]);
    assert_eq!(ran.stderr.lines().filter(|l| l.starts_with("warning: ")).count(), 20);
    assert!(ran.stderr.contains("and 30 more rows left out"), "{}", ran.stderr);
}

#[test]
fn a_failure_leaves_the_old_index() {
    let desk = Desk::new();
    desk.write("AZ.txt", dump().as_bytes());
    assert_eq!(build(&desk, &["AZ.txt", "-o", "my.gaz"]).code, 0);
    let old = std::fs::read(desk.path().join("my.gaz")).unwrap();
    desk.write("bad.txt", b"1\t2\n3\t4\n");
    desk.write("rubbish.txt", format!("x{}\n", "\t".repeat(18)).as_bytes());
    for arguments in [
        &["bad.txt", "-o", "my.gaz"][..],
        &["rubbish.txt", "-o", "my.gaz"],
        &["none.txt", "-o", "my.gaz"],
        &["AZ.txt", "--alternates", "none.txt", "-o", "my.gaz"],
        &["my.gaz", "-o", "my.gaz"],
    ] {
        let ran = build(&desk, arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(!ran.stderr.is_empty());
        assert_eq!(std::fs::read(desk.path().join("my.gaz")).unwrap(), old, "{arguments:?}");
    }
    let left: Vec<_> = std::fs::read_dir(desk.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".dateline")), "{left:?}");
    // A file that is no index is not written over unasked.
    desk.write("notes.txt", b"mine");
    let ran = build(&desk, &["AZ.txt", "-o", "notes.txt"]);
    assert!(ran.code == 1 && ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(desk.read("notes.txt"), "mine");
}

#[test]
fn an_index_of_another_version_or_cut_short_is_refused() {
    let desk = Desk::new();
    desk.write("AZ.txt", dump().as_bytes());
    assert_eq!(build(&desk, &["AZ.txt", "-o", "my.gaz"]).code, 0);
    let index = std::fs::read(desk.path().join("my.gaz")).unwrap();
    let mut old = index.clone();
    old[7] = 2;
    desk.write("old.gaz", &old);
    desk.write("cut.gaz", &index[..index.len() / 2]);
    desk.write("none.gaz", b"name,lat,lon\n");
    for (file, said) in [
        ("old.gaz", "old.gaz: an index of version 2, this program reads version "),
        ("cut.gaz", "cut short or broken"),
        ("none.gaz", "not an index of places"),
    ] {
        for command in [
            &["lookup", "Lachin", "--gazetteer", file][..],
            &["gazetteer", "check", file],
            &["gazetteer", "info", file],
        ] {
            let ran = desk.run(command);
            assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{command:?}");
            assert!(ran.stderr.contains(said), "{}", ran.stderr);
        }
    }
    let ran = desk.run(&["lookup", "Lachin", "--gazetteer", "my.gaz", "--gazetteer", "my.gaz"]);
    assert_eq!(ran.code, 2, "only one index can take the place of the embedded one");
}

#[test]
fn broken_bytes_inside_an_index_end_no_run() {
    let desk = Desk::new();
    desk.write("AZ.txt", dump().as_bytes());
    assert_eq!(build(&desk, &["AZ.txt", "-o", "my.gaz"]).code, 0);
    let index = std::fs::read(desk.path().join("my.gaz")).unwrap();
    let mut broken = index.clone();
    for byte in broken.iter_mut().skip(300).step_by(7) {
        *byte ^= 0xa5;
    }
    desk.write("broken.gaz", &broken);
    let ran = desk.run(&["gazetteer", "check", "broken.gaz"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("place 0: its names are not its own"), "{}", ran.stdout);
    assert!([0, 1].contains(&desk.run(&["lookup", "Lachin", "--gazetteer", "broken.gaz"]).code));
}

#[test]
fn a_table_becomes_a_gazetteer() {
    let desk = Desk::new();
    desk.write(
        "own.csv",
        b"name,lat,lon,country,admin1,kind\nQwaxtepe,39.7,46.5,AZE,Zwiqland,village\nZwiqland,39.6,46.4,AZ,,province\n",
    );
    let ran = build(&desk, &["own.csv", "-o", "own.gaz"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found = answer(&desk, "own.gaz", "Qwaxtepe");
    assert_eq!((&found["iso3"], &found["admin1"]), (&json!("AZE"), &json!("Zwiqland")));
    assert_eq!(answer(&desk, "own.gaz", "Texas")["feature_code"], json!("ADM1"));
}
