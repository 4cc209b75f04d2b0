//! `lookup`: names and place descriptions.

use serde_json::{Value, json};

use crate::support::program::Desk;

#[test]
fn one_town_under_its_names() {
    for name in ["Lachin", "Лачин", "Laçın", "Berdzor"] {
        let ran = Desk::new().run(&["lookup", "--json", name]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        let answer: Value = ran.stdout.parse().unwrap();
        assert_eq!((&answer["name"], &answer["iso3"]), (&json!("Lachin"), &json!("AZE")), "{name}");
    }
    let ran = Desk::new().run(&["lookup", "Lachin"]);
    assert!(ran.stdout.starts_with("score  name"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Azerbaijan") && ran.stdout.contains("39.6374, 46.5498"), "{}", ran.stdout);
}

#[test]
fn a_country_or_a_point_decides_between_homonyms() {
    let first = |arguments: &[&str]| {
        let ran = Desk::new().run(arguments);
        let answer: Value = ran.stdout.parse().unwrap();
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
