//! The files that people open: GeoJSON, tables, dictionary, QGIS style.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use dateline::format::claim_row::ClaimRow;
use dateline::format::incident_row::IncidentRow;
use dateline::format::qgis::{self, View};
use dateline::format::stream::StreamIncident;
use dateline::format::table::{POINT_COLUMNS, Row};
use dateline::format::{geojson, nested, tables};
use serde_json::{Value, json};

use crate::support::{geojson_lint, incidents};

fn rows() -> Vec<IncidentRow> {
    incidents::all().iter().map(IncidentRow::new).collect()
}

fn written_geojson() -> Vec<u8> {
    let mut out = Vec::new();
    geojson::write(&mut out, "incidents", &rows()).unwrap();
    out
}

fn written_csv<R: Row>(rows: Vec<R>) -> Vec<BTreeMap<String, String>> {
    let mut out = Vec::new();
    tables::write(&mut out, rows).unwrap();
    csv::Reader::from_reader(out.as_slice()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn incidents_geojson_is_sound() {
    assert_eq!(geojson_lint::faults(&written_geojson()), Vec::<String>::new());
}

#[test]
fn the_unplaced_are_kept_without_a_point() {
    let collection: Value = serde_json::from_slice(&written_geojson()).unwrap();
    let features = collection["features"].as_array().unwrap();
    assert_eq!(features.len(), 3);
    assert_eq!(features[1]["geometry"], json!({"type": "Point", "coordinates": [46.546_123, 39.636_612]}));
    assert_eq!(features[1]["id"], features[1]["properties"]["id"]);
    let unplaced = &features[2];
    assert_eq!(unplaced["geometry"], Value::Null);
    for unknown in ["date_start", "killed_best", "side_b", "iso3", "ucdp_date_prec"] {
        assert_eq!(unplaced["properties"][unknown], Value::Null, "{unknown}");
    }
    assert_eq!(unplaced["properties"]["date_precision"], "day");
}

#[test]
fn an_empty_run_still_gives_a_collection_and_a_header() {
    let mut out = Vec::new();
    geojson::write(&mut out, "incidents", &Vec::<IncidentRow>::new()).unwrap();
    assert_eq!(geojson_lint::faults(&out), Vec::<String>::new());
    let mut out = Vec::new();
    tables::write(&mut out, Vec::<IncidentRow>::new()).unwrap();
    assert!(out.starts_with(b"id,event_type,sub_event_type,"));
}

#[test]
fn the_table_holds_what_the_map_holds() {
    let table = written_csv(rows());
    let clash = &table[1];
    assert_eq!(clash["latitude"], "39.636612");
    assert_eq!(clash["uncertainty_km"], "5.0");
    assert_eq!(clash["killed_min"], "49");
    assert_eq!(clash["killed_max"], "", "open above is unknown, not 0");
    assert_eq!(clash["quote"], "Soldiers said \"at least 49\" had died; =1+1, they added.");
    assert_eq!(clash["sources"], "The Gazette; Interfax");
    assert_eq!((clash["acled_time_precision"].as_str(), clash["ucdp_date_prec"].as_str()), ("1", "2"));
    assert_eq!(table[0]["claimants"], "AZE; Artsakh");
    assert_eq!(table[0]["countries_iso3"], "AZE");
}

#[test]
fn every_claim_keeps_its_speaker_and_its_words() {
    let claims = written_csv(ClaimRow::of(&incidents::clash()).collect());
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0]["speaker"], "Armenia (Defence Ministry)");
    assert_eq!(claims[0]["via"], "Interfax");
    assert_eq!((claims[0]["min"].as_str(), claims[0]["max"].as_str()), ("49", ""));
    assert_eq!(claims[1]["superseded"], "true");
    assert_eq!(claims[0]["start"], "40");
}

/// Names in OUTPUT's lists that the row must have, in groups as people know them.
#[test]
fn the_row_has_the_promised_names() {
    let names: Vec<&str> = IncidentRow::COLUMNS.iter().map(|c| c.name).collect();
    for promised in [
        "id",
        "event_type",
        "sub_event_type",
        "plover",
        "type_of_violence",
        "civilian_targeting",
        "status",
        "attribution",
        "ongoing",
        "ongoing_as_of",
        "date_start",
        "date_end",
        "date_precision",
        "date_basis",
        "acled_time_precision",
        "ucdp_date_prec",
        "published_first",
        "published_last",
        "place",
        "place_as_reported",
        "place_alt",
        "place_kind",
        "reported_relation",
        "geonameid",
        "admin1",
        "admin2",
        "country",
        "iso3",
        "countries_iso3",
        "disputed_area",
        "claimants",
        "administered_by",
        "coord_basis",
        "uncertainty_km",
        "acled_geo_precision",
        "ucdp_where_prec",
        "side_a",
        "side_b",
        "side_a_iso3",
        "side_b_iso3",
        "inter_a",
        "inter_b",
        "initiator",
        "initiator_by",
        "responsibility_claimed_by",
        "killed_min",
        "killed_max",
        "killed_best",
        "killed_best_basis",
        "killed_a",
        "killed_b",
        "killed_civilians",
        "killed_unknown",
        "wounded_min",
        "wounded_max",
        "captured_min",
        "captured_max",
        "missing_min",
        "missing_max",
        "abducted_min",
        "abducted_max",
        "arrested_min",
        "arrested_max",
        "displaced_min",
        "displaced_max",
        "disputed_toll",
        "n_reports",
        "n_independent_sources",
        "sources",
        "report_ids",
        "urls",
        "n_claims",
        "quote",
        "extraction_confidence",
        "review_state",
        "situation_id",
        "part_of",
        "latitude",
        "longitude",
    ] {
        assert!(names.contains(&promised), "{promised}");
    }
}

#[test]
fn the_dictionary_describes_every_column_that_is_written() {
    let mut out = Vec::new();
    tables::write_dictionary(&mut out).unwrap();
    let mut described: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in csv::Reader::from_reader(out.as_slice()).deserialize::<BTreeMap<String, String>>() {
        let record = record.unwrap();
        for told in ["name", "type", "null_meaning", "source", "meaning"] {
            assert!(!record[told].is_empty(), "{} says no {told}", record["name"]);
        }
        described.entry(record["table"].clone()).or_default().push(record["name"].clone());
    }
    let header = csv_header(rows());
    assert_eq!(described["incidents"], header);
    assert_eq!(described["claims.csv"], csv_header(Vec::<ClaimRow>::new()));
    let collection: Value = serde_json::from_slice(&written_geojson()).unwrap();
    let properties: Vec<&String> = collection["features"][0]["properties"].as_object().unwrap().keys().collect();
    let flat: Vec<&String> = header.iter().filter(|name| !POINT_COLUMNS.contains(&name.as_str())).collect();
    assert_eq!(properties, flat);
}

fn csv_header<R: Row>(rows: Vec<R>) -> Vec<String> {
    let mut out = Vec::new();
    tables::write(&mut out, rows).unwrap();
    csv::Reader::from_reader(out.as_slice()).headers().unwrap().iter().map(str::to_owned).collect()
}

#[test]
fn values_are_among_those_the_dictionary_allows() {
    for row in rows() {
        let row_json = serde_json::to_value(dateline::format::table::Whole(&row)).unwrap();
        for column in IncidentRow::COLUMNS.iter().filter(|c| c.allowed.contains("; ")) {
            let value = match &row_json[column.name] {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert!(column.allowed.split("; ").any(|a| a == value), "{}: {value}", column.name);
        }
        for column in IncidentRow::COLUMNS.iter().filter(|c| !c.nullable) {
            assert!(!row_json[column.name].is_null(), "{} is null", column.name);
        }
    }
}

#[test]
fn the_nested_stream_holds_lists_claims_and_parts() {
    let mut out = Vec::new();
    nested::write(&mut out, &incidents::all()).unwrap();
    let lines: Vec<Value> = String::from_utf8(out).unwrap().lines().map(|l| l.parse().unwrap()).collect();
    let clash = &lines[1];
    assert_eq!(clash["latitude"], 39.636_612);
    assert_eq!(clash["claims"][0]["speaker"], "Armenia (Defence Ministry)");
    assert_eq!(clash["evidence"][1]["span"]["field"], "title");
    assert_eq!(clash["evidence"][0]["span"], json!([40, 96]));
    assert_eq!((&clash["parts"][0]["id"], &clash["parts"][0]["separate"]), (&json!("i00ff00ff00ff"), &json!(true)));
    assert_eq!(clash["reports"][0]["published"], "2022-09-15");
    assert_eq!(clash["actors"][0]["as_reported"], "the Military Forces of Azerbaijan");
}

#[test]
fn the_report_stream_tells_figures_by_claimant() {
    let line = serde_json::to_value(StreamIncident::new(&incidents::clash())).unwrap();
    assert_eq!(line["casualties"].as_array().unwrap().len(), 1, "a superseded figure is not a current one");
    let figure = &line["casualties"][0];
    assert_eq!((&figure["side"], &figure["kind"]), (&json!("side_b"), &json!("killed")));
    assert_eq!((&figure["min"], &figure["max"]), (&json!(49), &Value::Null));
    assert_eq!(figure["claimed_by"], "Armenia (Defence Ministry)");
    assert_eq!(line["superseded_casualties"][0]["min"], 30);
    assert_eq!(line["evidence"], json!([[40, 96], {"field": "title", "start": 0, "end": 17}]));
    assert_eq!(line["date_basis"], "weekday+publication");
}

#[test]
fn the_project_is_the_same_twice_and_knows_days_and_bounds() {
    let view = View::of(&rows());
    let write = || {
        let mut out = Cursor::new(Vec::new());
        qgis::write_project(&mut out, &view, "./incidents.geojson").unwrap();
        out.into_inner()
    };
    assert_eq!(write(), write());
    let mut zip = zip::ZipArchive::new(Cursor::new(write())).unwrap();
    let mut project = String::new();
    zip.by_name("incidents.qgs").unwrap().read_to_string(&mut project).unwrap();
    for told in [
        "<datasource>./incidents.geojson</datasource>",
        "<ProjectionsEnabled type=\"int\">1</ProjectionsEnabled>",
        "startField=\"date_start\"",
        "<start>2022-08-03T00:00:00Z</start>",
        "<end>2022-09-14T23:59:59Z</end>",
        "<xmin>46.046123</xmin>",
    ] {
        assert!(project.contains(told), "{told}");
    }
}

#[test]
fn a_type_has_one_colour_in_qgis_and_in_the_pictures() {
    use dateline::coding::EventType;
    for kind in EventType::ALL {
        let [r, g, b] = dateline::format::palette::colour(kind);
        let drawn = dateline::scene::theme::type_color(kind);
        assert_eq!((r, g, b), (drawn.r, drawn.g, drawn.b), "{}", kind.name());
    }
}
