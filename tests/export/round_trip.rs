//! Random rows come back from every format that we read.

use dateline::dataset::raw::Ground;
use dateline::export::{Format, Kind, Shapes};
use proptest::prelude::*;

use super::{Owned, Row, read, table, write};

const COLUMNS: [(&str, Kind); 6] = [
    ("event", Kind::Text),
    ("dead", Kind::Integer),
    ("share", Kind::Number),
    ("sure", Kind::Boolean),
    ("day", Kind::Date),
    ("note \"x\", y", Kind::Text),
];

/// Text as people write it, never only blanks: quotes, line ends, other
/// scripts, and what a spreadsheet would take for a formula.
fn text() -> impl Strategy<Value = Owned> {
    "[a-zé世=+@'-][a-z\"', \n\t;|é世{}\\[\\]\\\\&<>]{0,12}[k-p]".prop_map(Owned::Text)
}

fn or_null(values: impl Strategy<Value = Owned>) -> impl Strategy<Value = Owned> {
    prop_oneof![4 => values, 1 => Just(Owned::Null)]
}

fn row() -> impl Strategy<Value = Row> {
    let day = (1000_i16..2999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Owned::Date(jiff::civil::date(y, m, d)));
    let number = (-1.0e9_f64..1.0e9).prop_map(Owned::Number);
    let place = prop_oneof![
        1 => Just(Ground::Nowhere),
        5 => (-899_999_999_i32..899_999_999, -1_799_999_999_i32..1_799_999_999)
            .prop_filter("0, 0 is no place", |(lat, lon)| *lat != 0 || *lon != 0)
            .prop_map(|(lat, lon)| Ground::Point(f64::from(lat) / 1e7, f64::from(lon) / 1e7)),
    ];
    let values = (
        text(),
        or_null(any::<i64>().prop_map(Owned::Integer)),
        or_null(number),
        or_null(any::<bool>().prop_map(Owned::Boolean)),
        or_null(day),
        or_null(text()),
    );
    (place, values).prop_map(|(place, (a, b, c, d, e, f))| (place, vec![a, b, c, d, e, f]))
}

/// A cell as it comes back from a table: formulas guarded, as documented.
fn guarded(value: &Owned) -> Owned {
    match value {
        Owned::Text(text) if text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t']) => {
            Owned::Text(format!("'{text}"))
        }
        other => other.clone(),
    }
}

fn same_place(a: &Ground, b: &Ground) -> bool {
    match (a, b) {
        (Ground::Point(x, y), Ground::Point(u, v)) => (x - u).abs() < 1e-9 && (y - v).abs() < 1e-9,
        _ => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: proptest::test_runner::RngSeed::Fixed(2022), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_gives_back_what_it_was_given(rows in prop::collection::vec(row(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let table = table(&COLUMNS);
        let seen = |n: usize| rows.iter().any(|(_, values)| values[n] != Owned::Null);
        for format in [Format::GeoJson, Format::GeoJsonSeq, Format::JsonLines, Format::GeoPackage, Format::Csv, Format::Tsv] {
            let path = write(format, &table, &rows, folder.path());
            let (columns, back) = read(&path);
            prop_assert_eq!(back.len(), rows.len(), "{:?}", format);
            for (n, column) in table.columns.iter().enumerate() {
                prop_assert_eq!(&columns[n].name, &column.name);
                // What is always unknown is of no kind, but where the file says it.
                if seen(n) || format == Format::GeoPackage {
                    prop_assert_eq!(columns[n].kind, column.kind, "{:?} {}", format, column.name);
                }
            }
            for ((place, values), (place_back, values_back)) in rows.iter().zip(&back) {
                prop_assert!(same_place(place, place_back), "{:?}: {:?} {:?}", format, place, place_back);
                let expected: Vec<Owned> =
                    if format.is_table() { values.iter().map(guarded).collect() } else { values.clone() };
                prop_assert_eq!(&values_back[..expected.len()], &expected[..], "{:?}", format);
            }
        }
    }
}

#[test]
fn lines_and_areas_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let area = geo::wkt!(POLYGON((0. 0.,4. 0.,4. 4.,0. 0.),(2. 1.,3. 2.,3. 1.,2. 1.)));
    let rows: Vec<Row> = vec![(Ground::Any(geo::MultiPolygon(vec![area]).into()), vec![Owned::Text("a".into())])];
    let mut table = table(&[("name", Kind::Text)]);
    table.shapes = Shapes::Areas;
    for format in [Format::GeoJson, Format::GeoPackage, Format::JsonLines] {
        assert_eq!(read(&write(format, &table, &rows, folder.path())).1, rows, "{format:?}");
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows: Vec<Row> = (0..2000)
        .map(|n| (Ground::Point(f64::from(n % 90), f64::from(n % 170) + 0.5), vec![Owned::Integer(n.into())]))
        .collect();
    let table = table(&[("n", Kind::Integer)]);
    for (format, _) in Format::ALL {
        let [one, two] = [(); 2].map(|()| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::read(write(format, &table, &rows, folder.path())).unwrap()
        });
        assert!(one == two, "{format:?}");
    }
}
