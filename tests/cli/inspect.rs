//! `inspect`: what a file of rows holds.

use super::draw::ACLED;
use crate::support::program::{Desk, Ran};

fn inspect(name: &str, bytes: &[u8]) -> Ran {
    let desk = Desk::new();
    desk.write(name, bytes);
    desk.run(&["inspect", name])
}

#[test]
fn a_known_dataset_is_named_with_what_its_columns_say() {
    let ran = inspect("a.csv", ACLED.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let head = "file     a.csv\nform     CSV, UTF-8, parted by ','\ndataset  ACLED\nrows     3\nplaces   3 rows, 0 without\n\n";
    assert!(ran.stdout.starts_with(head), "{}", ran.stdout);
    let line = |name: &str| {
        let found = ran.stdout.lines().find(|l| l.split_whitespace().next() == Some(name)).unwrap();
        found.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("event_date"), "event_date date 3 date 2024-11-01 to 2024-11-09");
    assert_eq!(line("fatalities"), "fatalities integer 3 dead 0 to 12");
    assert_eq!(line("latitude"), "latitude number 3 latitude 34.2 to 35.3");
    assert_eq!(line("tags"), "tags text 0");
}

#[test]
fn oddities_are_told() {
    let utf16: Vec<u8> = "\u{feff}lat\tlon\twhen\n39,5\t46,5\t3/4/2020\n95\t46,5\t5/6/2020\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let ran = inspect("a.tsv", &utf16);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("TSV, UTF-16LE, parted by tabs") && ran.stdout.contains("bad rows  1"),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.contains("2 dates of 'when' could have day or month first"), "{}", ran.stderr);
    assert!(ran.stderr.contains("a.tsv:3: latitude 95"), "{}", ran.stderr);
    let old = inspect("b.csv", b"place;lat;lon;n\nBogot\xE1;4,6;-74,1;1,5\n");
    assert!(old.stdout.contains("parted by ';'") && old.stdout.contains("Bogotá"), "{}", old.stdout);
    let none = inspect("c.csv", b"north;east\n1;2\n");
    assert!(none.code == 0 && none.stdout.contains("places   none: no column with coordinates"), "{}", none.stdout);
    let metres = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}},\
                  \"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5e6,4e6]},\"properties\":{}}]}";
    let ran = inspect("d.geojson", metres.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("another reference system") && ran.stderr.contains("map projection"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_read_is_named() {
    for (bytes, told) in [(&b""[..], "the file is empty"), (b"\x00\x01\x02\x03", "binary"), (b"lat,lon\n", "no row")] {
        let ran = inspect("a.csv", bytes);
        assert!(ran.code == 1 && ran.stdout.is_empty() && ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let ran = inspect("a.gpkg", b"SQLite format 3\0 and nothing more");
    assert!(ran.code == 1 && ran.stderr.contains("cannot read it as GeoPackage"), "{}", ran.stderr);
}

#[test]
fn well_known_text_is_told_and_bad_one_is_named_by_line() {
    let desk = Desk::new();
    let table = "name,shape,date\n1,\"POLYGON ((44 39, 46 39, 46 41, 44 41, 44 39))\",2024-01-01\n\
                 2,SRID=4326;POINT Z (45 40 900),2024-01-02\n3,\"LINESTRING (44 39, 46 41)\",2024-01-03\n\
                 4,POLYGON EMPTY,2024-01-04\n5,\"POLYGON ((44 39, 46 39, 46 41))\",2024-01-05\n";
    desk.write("a.csv", table.as_bytes());
    let ran = desk.run(&["inspect", "a.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("3 rows (well-known text: 1 point, 1 line, 3 areas), 1 without"), "{}", ran.stdout);
    assert!(ran.stderr.contains("not points but lines or areas: 4; each stands at a point inside"), "{}", ran.stderr);
    assert!(ran.stderr.contains("a.csv:6: ") && ran.stderr.contains("a ring that is not closed"), "{}", ran.stderr);
    let ran = desk.run(&["export", "a.csv", "-o", "a.geojson"]);
    assert!(ran.code == 0 && desk.read("a.rejects.csv").contains("\n6,"), "{}", ran.stderr);
    assert_eq!(desk.read("a.geojson").matches("\"type\":\"Point\"").count(), 3);
    let ran = desk.run(&["draw", "a.csv", "-o", "a.svg"]);
    assert!(ran.code == 0 && ran.stderr.contains("a.csv:6: "), "{}", ran.stderr);
}
