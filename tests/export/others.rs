//! Files read by readers that are not ours.

use dateline::dataset::raw::Ground;
use dateline::export::{Credit, Format, Kind, Shapes, Table};
use flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;

use super::{Owned, Row, table, write};
use crate::support::geojson_lint;

fn rows() -> (Table, Vec<Row>) {
    let day = Owned::Date(jiff::civil::date(2022, 8, 3));
    let text = |text: &str| Owned::Text(text.to_owned());
    let rows = vec![
        (
            Ground::Point(39.64, 46.55),
            vec![text("=1+1"), Owned::Integer(0), Owned::Number(2.5), Owned::Boolean(true), day],
        ),
        (Ground::Nowhere, vec![text("two\nlines, \"quoted\""), Owned::Null, Owned::Null, Owned::Null, Owned::Null]),
        (
            Ground::Point(-33.9, 18.4),
            vec![text("Şuşa"), Owned::Integer(12), Owned::Null, Owned::Boolean(false), Owned::Null],
        ),
    ];
    let columns = [
        ("name", Kind::Text),
        ("dead", Kind::Integer),
        ("share", Kind::Number),
        ("sure", Kind::Boolean),
        ("date_start", Kind::Date),
    ];
    let credit = Credit { attribution: Some("Example Data".into()), licence: Some("CC BY 4.0".into()) };
    (Table { credit, style: Some("<qgis/>".into()), ..table(&columns) }, rows)
}

#[test]
fn geojson_passes_the_lint_and_names_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let (table, rows) = rows();
    let bytes = std::fs::read(write(Format::GeoJson, &table, &rows, folder.path())).unwrap();
    assert_eq!(geojson_lint::faults(&bytes), Vec::<String>::new());
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\n],\"attribution\":\"Example Data\",\"licence\":\"CC BY 4.0\"}\n"), "{text}");
}

#[test]
fn tables_are_safe_in_spreadsheets() {
    let folder = tempfile::tempdir().unwrap();
    let (table, rows) = rows();
    let text = std::fs::read_to_string(write(Format::Csv, &table, &rows, folder.path())).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "name,dead,share,sure,date_start,latitude,longitude");
    assert_eq!(lines[1], "'=1+1,0,2.5,true,2022-08-03,39.64,46.55");
    assert_eq!(&lines[2..4], ["\"two", "lines, \"\"quoted\"\"\",,,,,,"]);
    let hxl = Table { hxl: true, ..table };
    let text = std::fs::read_to_string(write(Format::Tsv, &hxl, &rows, folder.path())).unwrap();
    assert_eq!(text.lines().nth(1), Some("\t\t\t\t#date+start\t#geo+lat\t#geo+lon"));
}

#[test]
fn sqlite_finds_layer_index_style_and_source_in_a_geopackage() {
    let folder = tempfile::tempdir().unwrap();
    let (table, rows) = rows();
    let path = write(Format::GeoPackage, &table, &rows, folder.path());
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(&bytes[68..72], b"GPKG");
    let database = rusqlite::Connection::open(&path).unwrap();
    let one = |query: &str| database.query_row(query, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(one("PRAGMA integrity_check"), "ok");
    assert_eq!(one("SELECT rtreecheck('rtree_layer_geom')"), "ok");
    assert_eq!(one("SELECT count(*) || '' FROM rtree_layer_geom"), "2");
    assert_eq!(one("SELECT styleQML FROM layer_styles WHERE useAsDefault = 1 AND f_table_name = 'layer'"), "<qgis/>");
    assert!(one("SELECT metadata FROM gpkg_metadata").contains("\"attribution\":\"Example Data\""));
    assert_eq!(one("SELECT min_x || ' ' || max_y FROM gpkg_contents WHERE table_name = 'layer'"), "18.4 39.64");
    assert_eq!(
        one("SELECT group_concat(typeof(date_start) || typeof(dead)) FROM layer"),
        "textinteger,nullnull,nullinteger"
    );
}

#[test]
fn the_makers_reader_reads_flatgeobuf() {
    let folder = tempfile::tempdir().unwrap();
    let (table, rows) = rows();
    let path = write(Format::FlatGeobuf, &table, &rows, folder.path());
    let mut file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let reader = flatgeobuf::FgbReader::open(&mut file).unwrap();
    assert_eq!((reader.header().features_count(), reader.header().crs().unwrap().code()), (3, 4326));
    let mut found = reader.select_all().unwrap();
    let mut names = Vec::new();
    while let Some(feature) = found.next().unwrap() {
        let known = feature.properties().unwrap();
        names.push((known["name"].clone(), known.get("dead").cloned(), feature.geometry().is_some()));
    }
    names.sort();
    let expected = [("=1+1", Some("0"), true), ("two\nlines, \"quoted\"", None, false), ("Şuşa", Some("12"), true)];
    assert_eq!(names, expected.map(|(name, dead, placed)| (name.to_owned(), dead.map(str::to_owned), placed)));
    // The index finds what lies in a box, and never what has no place.
    let mut file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let mut within = flatgeobuf::FgbReader::open(&mut file).unwrap().select_bbox(40.0, 30.0, 50.0, 50.0).unwrap();
    assert_eq!(within.next().unwrap().unwrap().properties().unwrap()["name"], "=1+1");
    assert!(within.next().unwrap().is_none());
}

#[test]
fn the_makers_reader_reads_geoparquet() {
    let folder = tempfile::tempdir().unwrap();
    let (mut table, mut rows) = rows();
    let path = write(Format::GeoParquet, &table, &rows, folder.path());
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let told = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let member = |key: &str| told.iter().find(|k| k.key == key).unwrap().value.clone().unwrap();
    let geo: serde_json::Value = serde_json::from_str(&member("geo")).unwrap();
    assert_eq!(geo["columns"]["geometry"]["geometry_types"], serde_json::json!(["Point"]));
    assert_eq!(geo["columns"]["geometry"]["bbox"], serde_json::json!([18.4, -33.9, 46.55, 39.64]));
    assert_eq!(member("licence"), "CC BY 4.0");
    let back: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!((back[0].get_string(0).unwrap().as_str(), back[0].get_long(1).unwrap()), ("=1+1", 0));
    assert!(back[1].get_long(1).is_err() && !back[2].get_bool(3).unwrap());
    // A table without places has no such column.
    table.shapes = Shapes::None;
    rows.truncate(1);
    let path = write(Format::GeoParquet, &table, &rows, folder.path());
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    assert_eq!(reader.metadata().file_metadata().schema().get_fields().len(), 5);
}

#[test]
fn kml_is_xml_with_a_placemark_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let (table, rows) = rows();
    let text = std::fs::read_to_string(write(Format::Kml, &table, &rows, folder.path())).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let marks: Vec<_> = document.descendants().filter(|n| n.has_tag_name("Placemark")).collect();
    assert_eq!(marks.len(), 3);
    let of = |n: usize, tag: &str| marks[n].descendants().find(|d| d.tag_name().name() == tag).and_then(|d| d.text());
    assert_eq!((of(0, "coordinates"), of(0, "name")), (Some("46.55,39.64"), Some("=1+1")));
    assert_eq!((of(1, "coordinates"), of(1, "name")), (None, Some("two\nlines, \"quoted\"")));
}
