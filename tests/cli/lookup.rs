//! `lookup`: names and place descriptions.

use serde_json::{Value, json};

use crate::support::program::Desk;

#[test]
fn one_town_under_its_names() {
    for name in ["Lachin", "Лачин", "Laçın", "Berdzor"] {
        let ran = Desk::new().run(&["lookup", "--json", name]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        let document: Value = ran.stdout.parse().unwrap();
        let answer = &document[0];
        assert_eq!((&answer["query"], &answer["name"]), (&json!(name), &json!("Lachin")), "{name}");
        assert_eq!(answer["iso3"], "AZE", "{name}");
    }
    let ran = Desk::new().run(&["lookup", "Lachin"]);
    assert!(ran.stdout.starts_with("score  name"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Azerbaijan") && ran.stdout.contains("39.6374, 46.5498"), "{}", ran.stdout);
}

#[test]
fn a_country_or_a_point_decides_between_homonyms() {
    let first = |arguments: &[&str]| {
        let ran = Desk::new().run(arguments);
        let document: Value = ran.stdout.parse().unwrap();
        let answer = &document[0];
        (answer["iso3"].clone(), answer["lon"].as_f64().unwrap())
    };
    assert_eq!(first(&["lookup", "--json", "--country", "LB", "Tripoli"]).0, json!("LBN"));
    assert!(first(&["lookup", "--json", "--near", "39.8,-89.6", "Springfield"]).1 < -88.0);
}

#[test]
fn an_unknown_name_is_told_with_a_remedy() {
    let ran = Desk::new().run(&["lookup", "Qwxzqvillage"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("not in the gazetteer: Qwxzqvillage (try another spelling"), "{}", ran.stderr);
}

#[test]
fn descriptions_are_answered_line_by_line() {
    let input = [
        json!({"id": "a", "name": "Tikrit", "country": "Iraq"}).to_string(),
        "{broken".to_owned(),
        json!({"id": 3, "where_coordinates": "Qwxzq village", "adm_1": "Qwxzq"}).to_string(),
    ]
    .join("\n");
    let ran = Desk::new().pipe(&["lookup", "--jsonl", "-"], &input);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let answers: Vec<Value> = ran.stdout.lines().map(|l| l.parse().unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!((&answers[0]["id"], &answers[0]["iso3"]), (&json!("a"), &json!("IRQ")));
    assert!(answers[0]["ucdp_where_prec"].is_u64() && answers[0]["uncertainty_km"].is_f64());
    assert!(answers[1]["error"].as_str().unwrap().contains("broken JSON"));
    assert_eq!((&answers[2]["id"], &answers[2]["lat"]), (&json!(3), &Value::Null));
}

fn entries(arguments: &[&str]) -> Vec<Value> {
    let ran = Desk::new().run(&[&["lookup", "--json"], arguments].concat());
    let document: Value = ran.stdout.parse().unwrap_or_else(|why| panic!("{why}: {}{}", ran.stdout, ran.stderr));
    document.as_array().unwrap().clone()
}

#[test]
fn one_document_has_an_entry_for_each_name() {
    let all = entries(&["Lachin", "Qwxzqvillage", "Goris", "--limit", "2"]);
    assert_eq!(
        all.iter().map(|e| e["query"].as_str().unwrap()).collect::<Vec<_>>(),
        ["Lachin", "Qwxzqvillage", "Goris"]
    );
    assert_eq!((&all[1]["lat"], &all[1]["candidates"]), (&Value::Null, &json!([])));
    let best = &all[0]["candidates"][0];
    assert!(all[0]["candidates"].as_array().unwrap().len() <= 2);
    assert_eq!((&best["class"], &best["country"]), (&json!("town"), &json!("Azerbaijan")));
    assert!(best["names"].as_array().unwrap().contains(&json!({"name": "Berdzor", "kind": "contested"})), "{best}");
    let part = |name: &str| best["parts"][name].as_f64().unwrap();
    let own = 0.3 * part("spelling") + 0.3 * part("kind") + 0.15 * part("class") + 0.25 * part("population");
    assert!((best["score"].as_f64().unwrap() - own).abs() < 0.002, "the parts do not make the score: {best}");
}

#[test]
fn near_takes_a_point_a_place_and_a_country() {
    let first = |near: &str| entries(&["Martuni", "--near", near])[0]["candidates"][0].clone();
    assert_eq!(first("AZ")["iso2"], "AZ");
    assert_eq!(first("Azerbaijan")["iso2"], "AZ");
    assert_eq!(first("40.14,45.3")["iso2"], "AM");
    let by_place = first("Sevan");
    assert_eq!(by_place["iso2"], "AM");
    assert!(by_place["distance_km"].as_f64().unwrap() < 100.0, "{by_place}");
    let ran = Desk::new().run(&["lookup", "Springfield", "--near", "39.8,-89.6", "--limit", "1"]);
    assert!(ran.stdout.lines().next().unwrap().contains(" km "), "{}", ran.stdout);
}

#[test]
fn countries_and_divisions_leave_others_out() {
    let codes = |arguments: &[&str]| -> Vec<String> {
        let entries = entries(arguments);
        let candidates = entries[0]["candidates"].as_array().unwrap();
        candidates.iter().map(|c| c["iso2"].as_str().unwrap().to_owned()).collect()
    };
    let found = codes(&["Tripoli", "--country", "LB,Libya"]);
    assert!(found.iter().all(|c| c == "LB" || c == "LY") && found.contains(&"LY".to_owned()), "{found:?}");
    let ran = Desk::new().run(&["lookup", "Paris", "--country", "az"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("not in az: Paris (leave out --country"), "{}", ran.stderr);
    let oregon = entries(&["Springfield", "--admin1", "Oregon"]);
    assert_eq!(oregon[0]["admin1"], "Oregon");
    assert!(oregon[0]["candidates"].as_array().unwrap().iter().all(|c| c["admin1"] == "Oregon"));
}

#[test]
fn names_come_from_standard_input_line_by_line() {
    let ran = Desk::new().pipe(&["lookup", "-", "--limit", "1"], "Lachin\n\nGor\u{1}is\nТбилиси\n");
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("standard input:3: Goris: a control character (U+0001) at character 4"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("Lachin") && ran.stdout.contains("Tbilisi"), "{}", ran.stdout);
}

#[test]
fn a_point_tells_what_lies_there() {
    for point in [&["39.6,46.5"][..], &["39.6", "46.5"], &["39°36'N 46°30'E"], &["39°36'N", "46°30'E"]] {
        let all = entries(point);
        assert_eq!(all.len(), 1, "{point:?}");
        let at = &all[0];
        assert_eq!((&at["lat"], &at["lon"], &at["iso3"]), (&json!(39.6), &json!(46.5), &json!("AZE")), "{point:?}");
        let near = at["nearest"].as_array().unwrap();
        let lachin = near.iter().find(|n| n["name"] == "Lachin").unwrap();
        // The point lies 6 km south-west of Lachin.
        assert!((lachin["distance_km"].as_f64().unwrap() - 6.0).abs() < 0.2, "{lachin}");
        assert_eq!(lachin["direction"], "SW");
        let far: Vec<f64> = near.iter().map(|n| n["distance_km"].as_f64().unwrap()).collect();
        assert!(far.is_sorted() && far.len() == 10, "{far:?}");
    }
    let at_war = entries(&["39.6,46.5", "--date", "2022-08-04"]);
    assert!(at_war[0]["disputed"]["area"].as_str().is_some(), "{}", at_war[0]);
    assert_eq!(entries(&["39.6,46.5"])[0]["disputed"], Value::Null);
    // Lachin's own point, which simplified outlines put into the next district.
    let town = &entries(&["39.6374,46.5498", "--limit", "1"])[0];
    assert_eq!((&town["admin1"], &town["nearest"][0]["name"]), (&json!("Lachin District"), &json!("Lachin")));
    let sea = &entries(&["0,-150", "--limit", "1"])[0];
    assert_eq!((&sea["country"], &sea["iso3"]), (&Value::Null, &Value::Null));
    let ran = Desk::new().run(&["lookup", "-33.95,18.46"]);
    assert!(ran.stdout.contains("Western Cape, South Africa"), "{}", ran.stdout);
}

#[test]
fn coordinates_that_are_none_are_told_with_what_may_be_meant() {
    for (arguments, told) in [
        (&["lookup", "139,46.5"][..], "swapped? (latitude comes first: 46.5,139)"),
        (&["lookup", "139", "46.5"], "swapped?"),
        (&["lookup", "239,46.5"], "not on the earth"),
        (&["lookup", "39,6,46,5"], "which comma parts"),
        (&["lookup", "39.6N 46.5N"], "two latitudes"),
        (&["lookup", "Lachin", "--near", "139,46.5"], "swapped?"),
        (&["lookup", "Lachin", "--near", "Qwxzqvillage"], "no such place or country"),
        (&["lookup", "Lachin", "--country", "ZZ"], "--country ZZ: no such country (give an ISO 3166-1 code"),
        (&["lookup", "Lachin", "--limit", "0"], "--limit"),
    ] {
        let ran = Desk::new().run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    // In the open sea, and on land the other way round.
    let ran = Desk::new().run(&["lookup", "2.35,48.86"]);
    assert!(ran.stderr.contains("swapped? 48.86,2.35 is"), "{}", ran.stderr);
}

#[test]
fn texts_that_are_no_names_are_told() {
    let long = "x".repeat(10_000);
    for (name, told) in [
        ("", "an empty name"),
        (" ", "an empty name"),
        (long.as_str(), "10,000 characters, too long"),
        ("La\u{7}chin", "control character (U+0007)"),
    ] {
        let ran = Desk::new().run(&["lookup", name]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(told) && ran.stderr.len() < 300, "{}", ran.stderr);
    }
    let lines =
        [json!({"id": 1, "name": "y".repeat(10_000)}), json!({"id": 2, "name": "Goris", "near": [139.0, 46.5]})];
    let ran = Desk::new().pipe(&["lookup", "--jsonl", "-"], &format!("{}\n{}\n", lines[0], lines[1]));
    let answers: Vec<Value> = ran.stdout.lines().map(|l| l.parse().unwrap()).collect();
    assert!(answers[0]["error"].as_str().unwrap().contains("more than 5000 characters"), "{}", answers[0]);
    assert!(answers[1]["error"].as_str().unwrap().contains("latitude first"), "{}", answers[1]);
}
