//! `draw`: maps of other people's rows.

use crate::support::program::Desk;

/// Rows in ACLED's format, invented.
pub(crate) const ACLED: &str = "\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
EXA1,01 November 2024,2024,1,Political violence,Battles,Armed clash,Hill Band,,Rebel group,Military Forces of Examplia (2003-),,State forces,State forces-Rebel group,,999,Middle East,Examplia,North,,,Upper Example,35.1,43.2,1,Example Wire,National,\"Invented, for a test.\",3,,1730419200
EXA2,02 November 2024,2024,1,Political violence,Violence against civilians,Attack,Hill Band,,Rebel group,Civilians (Examplia),,Civilians,Rebel group-Civilians,Civilian targeting,999,Middle East,Examplia,North,,,Lower Example,35.3,43.6,2,Example Wire,National,\"Invented,
in two lines.\",12,,1730419200
EXA3,09 November 2024,2024,2,Demonstrations,Protests,Peaceful protest,Protesters (Examplia),,Protesters,,,,Protesters only,,999,Middle East,Examplia,South,,,Example City,34.2,44.0,1,Example Wire,National,Invented.,0,,1730419200
";

/// Draws a table and gives what was said, with the code.
fn draw(name: &str, bytes: &[u8], more: &[&str]) -> (Desk, i32, String) {
    let desk = Desk::new();
    desk.write(name, bytes);
    let ran = desk.run(&[&["draw", name], more].concat());
    assert_eq!(ran.stdout, "");
    (desk, ran.code, ran.stderr)
}

#[test]
fn an_acled_export_becomes_a_map_with_words_beside_it() {
    let (desk, code, said) = draw("export.csv", ACLED.as_bytes(), &[]);
    assert_eq!((code, said.as_str()), (0, "export-map.png: 1–9 Nov 2024 · 3 events\n"));
    let picture = std::fs::read(desk.path().join("export-map.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(desk.read("export-map.txt").starts_with("Map. "));
    // Drawn again over itself, and as the same bytes.
    assert_eq!(desk.run(&["draw", "export.csv"]).code, 0);
    assert!(std::fs::read(desk.path().join("export-map.png")).unwrap() == picture);
}

#[test]
fn our_own_files_are_drawn_alike() {
    let desk = Desk::with_report();
    assert_eq!(desk.run(&["good.txt", "--date", "2022-03-05", "-o", "out"]).code, 0);
    for file in ["out/incidents.csv", "out/incidents.geojson"] {
        let ran = desk.run(&["draw", file, "-o", "own.png"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, "own.png: 4 Mar 2022 · 1 incident\n"), "{file}");
    }
}

#[test]
fn wrong_rows_are_named_and_the_rest_is_drawn() {
    let table = "lat;lon;when;type\n39,5;46,5;2020-01-02;a\n95;46;;b\n;;;\nNaN;46;x;c\n";
    let (_, code, said) = draw("raids.csv", table.as_bytes(), &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("warning: raids.csv:3: latitude 95, longitude 46 is not on the earth"), "{said}");
    assert!(said.contains("raids.csv:5: latitude 'NaN' is no number") && said.contains("'x' is no date"), "{said}");
    assert!(said.ends_with("3 events; 2 with coordinates that cannot be right, 2 undated\n"), "{said}");
}

#[test]
fn encodings_and_columns_of_all_sorts() {
    let utf16: Vec<u8> = "\u{feff}lat\tlon\n39.5\t46.5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(draw("a.tsv", &utf16, &[]).1, 0);
    assert_eq!(draw("a.csv", b"place,where\nBogot\xE1,\"4.6, -74.1\"\n", &[]).1, 0);
    let named = b"north,east,cost,weapon\n39.5,46.5,7,knife\n";
    let options = ["--lat", "north", "--lon", "east", "--size", "cost", "--color", "weapon", "--hexagons"];
    assert_eq!(draw("a.csv", named, &options).1, 0);
    let desk = Desk::new();
    assert_eq!(desk.pipe(&["draw", "-", "-o", "a.png"], "y,x\n39.5,46.5\n").code, 0);
    assert!(desk.has("a.png") && desk.has("a.txt"));
}

#[test]
fn what_cannot_be_drawn_says_why_and_what_to_do() {
    let cases: [(&[u8], &[&str], i32, &str); 9] = [
        (b"a;b\n1;2\n", &[], 1, "no column with coordinates was found; the columns are: a, b (parted by ';')"),
        (b"lat,lon\n1,2\n", &["--lat", "north"], 1, "no column 'north'; the columns are: lat, lon (name one of them"),
        (b"lat,lon\n1,2\n", &["--color", "c"], 1, "no column 'c'"),
        (b"", &[], 1, "the file is empty"),
        (b"lat,lon\n", &[], 1, "no row"),
        (b"\0\x01\x02\x03", &[], 1, "a binary file"),
        (b"lat,lon\n,\n95,200\n", &[], 4, "no row has a point"),
        (b"lat,lon\n1,2\n", &["-o", "a.bmp"], 2, "a picture is written as NAME.png"),
        (b"lat,lon\n1,2\n", &["--hexagons", "--no-hexagons"], 2, "cannot be used with"),
    ];
    for (bytes, more, expected, words) in cases {
        let (desk, code, said) = draw("a.csv", bytes, more);
        assert_eq!(code, expected, "{said}");
        assert!(said.contains(words), "{said}");
        assert!(!desk.has("a-map.png"));
    }
    let desk = Desk::new();
    assert!(desk.run(&["draw", "none.csv"]).stderr.contains("none.csv: cannot read"));
}

#[test]
fn areas_are_coloured_by_rows_or_a_sum() {
    let desk = Desk::new();
    desk.write("a.csv", b"lat,lon,cost\n33.3,44.4,7\n36.3,43.1,5\n41.0,28.9,2\n");
    let ran = desk.run(&["draw", "a.csv", "--choropleth", "country", "-o", "count.png"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(desk.read("count.txt").contains("Reported incidents: Iraq: 2, Turkey: 1."), "{}", desk.read("count.txt"));
    let ran = desk.run(&["draw", "a.csv", "--choropleth", "admin1", "--aggregate", "sum:cost", "-o", "sum.png"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(desk.read("sum.txt").contains("Sum of cost: "), "{}", desk.read("sum.txt"));
    assert_eq!(desk.run(&["draw", "a.csv", "--aggregate", "sum:cost"]).code, 2);
    assert_eq!(desk.run(&["draw", "a.csv", "--choropleth", "country", "--aggregate", "mean"]).code, 2);
}

#[test]
fn anothers_picture_is_not_overwritten() {
    let desk = Desk::new();
    desk.write("a.csv", b"lat,lon\n1,2\n");
    desk.write("a-map.png", b"theirs");
    let ran = desk.run(&["draw", "a.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("exists and is not Dateline's own"), "{}", ran.stderr);
    assert_eq!(desk.run(&["draw", "a.csv", "--force"]).code, 0);
}

#[test]
fn real_rows_of_ucdp_are_drawn() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/datasets/ucdp_ged_sample.csv");
    if !sample.exists() {
        crate::support::expected::show("skipped: ../shared/datasets/ucdp_ged_sample.csv is not there");
        return;
    }
    let (desk, code, said) = draw("ucdp.csv", &std::fs::read(sample).unwrap(), &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(" events") && !said.contains("warning"), "{said}");
    assert!(desk.has("ucdp-map.png"));
}

/// Width and height of a PNG, by its header.
fn size(desk: &Desk, name: &str) -> (u32, u32) {
    let bytes = std::fs::read(desk.path().join(name)).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_map_has_the_height_wanted() {
    let (desk, code, said) = draw("export.csv", ACLED.as_bytes(), &["--width", "800", "--height", "900"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(size(&desk, "export-map.png"), (800, 900));
    let ran = desk.run(&["chart", "export.csv", "--kind", "timeline", "--height", "700", "-o", "t.png"]);
    assert_eq!((ran.code, size(&desk, "t.png")), (0, (1600, 700)));
    for refused in [&["draw", "export.csv", "--panels", "type"][..], &["chart", "export.csv", "--kind", "actors"]] {
        let ran = desk.run(&[refused, &["--height", "700"]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("is as high as it needs"), "{}", ran.stderr);
    }
}

#[test]
fn panels_show_the_rows_by_period_type_and_side() {
    let desk = Desk::new();
    desk.write("export.csv", ACLED.as_bytes());
    for (by, told) in [
        ("week", "28 Oct – 3 Nov 2024: 2, 4–10 Nov 2024: 1."),
        ("month", "Nov 2024: 3."),
        ("type", "Battles: 1, Violence against civilians: 1, Protests: 1."),
        ("side", "Hill Band: 2,"),
    ] {
        let ran = desk.run(&["draw", "export.csv", "--panels", by, "-o", "p.svg"]);
        assert_eq!(ran.code, 0, "{by}: {}", ran.stderr);
        assert!(desk.read("p.txt").contains(told), "{by}: {}", desk.read("p.txt"));
        let svg = desk.read("p.svg");
        let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{by}: an id stands twice");
    }
    let ran = desk.run(&["draw", "export.csv", "--panels", "year", "--choropleth", "country"]);
    assert_eq!(ran.code, 2);
    desk.write("undated.csv", b"lat,lon\n1,2\n");
    let ran = desk.run(&["draw", "undated.csv", "--panels", "period"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no row has a date (name the column with --date"), "{}", ran.stderr);
}

#[test]
fn points_at_one_place_are_counted_where_they_are_too_many_to_spread() {
    let table: String = (0..150).map(|n| if n < 34 { "39.5,46.5\n" } else { "40.1,44.5\n" }).collect();
    let (desk, code, said) = draw("a.csv", format!("lat,lon\n{table}").as_bytes(), &["-o", "a.svg"]);
    assert_eq!(code, 0, "{said}");
    let svg = desk.read("a.svg");
    assert!(svg.contains("×34") && svg.contains("×116") && svg.contains("So many at one place"));
}
