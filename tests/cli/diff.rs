//! What differs between two results.

use serde_json::Value;

use crate::support::program::{Desk, REPORT};

/// A second report, invented.
const OTHER: &str = "\
MOSUL (Example Wire) - Gunmen abducted two teachers in the town of Sinjar on Friday, police said.\n";

/// Two runs: in `b` one report has another toll, one is gone, one is new, and
/// the day of publication is a week later.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("one/bomb.txt", REPORT.as_bytes());
    desk.write("one/old.txt", OTHER.as_bytes());
    desk.write("two/bomb.txt", REPORT.replace("five", "seven").as_bytes());
    desk.write("two/new.txt", OTHER.replace("Sinjar", "Kirkuk").as_bytes());
    for (folder, date) in [("one", "2022-03-05"), ("two", "2022-03-12")] {
        let ran = desk.run(&[folder, "--date", date, "-o", &format!("out-{folder}")]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    desk
}

#[test]
fn the_same_differs_in_nothing() {
    let desk = desk();
    let ran = desk.run(&["diff", "out-one", "out-one"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    let ran = desk.run(&["diff", "out-one/incidents.jsonl", "out-one/incidents.geojson"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let json: Value = desk.run(&["diff", "out-one", "out-one", "--json"]).stdout.parse().unwrap();
    assert_eq!((&json["same"], &json["added"]), (&2.into(), &Value::Array(Vec::new())));
}

#[test]
fn what_was_added_is_gone_and_changed_is_told_by_kind() {
    let desk = desk();
    let ran = desk.run(&["diff", "out-one", "out-two"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in [
        "Added (1)",
        "Kirkuk",
        "Gone (1)",
        "Sinjar",
        "Redated (1)",
        "2022-03-04 → 2022-03-11",
        "killed_best: 5 → 7",
        "Claims added (1)",
        "killed 7",
        "Claims gone (1)",
        "changed: bomb.txt",
        "added: new.txt",
        "gone: old.txt",
        "date: 2022-03-05 → 2022-03-12",
        "2 incidents in A, 2 in B: 0 the same",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("Moved") && !ran.stdout.contains("version:"), "{}", ran.stdout);
    let json: Value = desk.run(&["diff", "out-one", "out-two", "--json"]).stdout.parse().unwrap();
    let kinds: Vec<&str> =
        json["changed"][0]["changes"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"redated") && kinds.contains(&"toll") && kinds.contains(&"claim_added"), "{kinds:?}");
    assert_eq!(json["run"]["inputs"][0]["kind"], "changed");
}

#[test]
fn what_is_left_out_by_choice_says_so() {
    let desk = desk();
    desk.run(&["one", "--date", "2022-03-05", "--include", "abduction", "-o", "few"]);
    let ran = desk.run(&["diff", "out-one", "few"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("(left out by the other: type)"), "{}", ran.stdout);
    assert!(ran.stdout.contains("include: - → Abduction/forced disappearance"), "{}", ran.stdout);
}

#[test]
fn renumbered_incidents_are_paired_by_their_words() {
    let desk = desk();
    let lines = desk.read("out-one/incidents.jsonl");
    let id = lines.split('"').nth(3).unwrap().to_owned();
    desk.write("renumbered.jsonl", lines.replace(&id, "iffffffffffff").as_bytes());
    let ran = desk.run(&["diff", "out-one/incidents.jsonl", "renumbered.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("Renumbered (1)\n  iffffffffffff"), "{}", ran.stdout);
    assert!(ran.stdout.contains(&format!("was {id}")) && !ran.stdout.contains("Gone"), "{}", ran.stdout);
    let flat = desk.read("out-one/incidents.geojson").replace(&id, "iffffffffffff");
    desk.write("renumbered.geojson", flat.as_bytes());
    let ran = desk.run(&["diff", "out-one/incidents.geojson", "renumbered.geojson"]);
    assert!(ran.stdout.contains(&format!("was {id}")) && !ran.stdout.contains("Gone"), "{}", ran.stdout);
}

#[test]
fn trouble_ends_with_two() {
    let desk = desk();
    for (arguments, told) in [
        (["diff", "out-one", "nowhere"], "nowhere"),
        (["diff", "one", "out-one"], "holds no incidents.jsonl"),
        (["diff", "out-one", "out-one/claims.csv"], "cannot be compared"),
        (["diff", "out-one/places.geojson", "out-one"], "named 'incidents' is expected"),
    ] {
        let ran = desk.run(&arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    desk.write("broken.jsonl", b"{\"id\":\n");
    let ran = desk.run(&["diff", "broken.jsonl", "out-one"]);
    assert!(ran.code == 2 && ran.stderr.contains("broken.jsonl: line 1: no incident"), "{}", ran.stderr);
}
