//! `explain`: why an incident reads as it does, from a report and from a run.

use serde_json::Value;

use crate::support::program::{Desk, REPORT};

/// A second report of the same, in other words.
const SECOND: &str = "\
TIKRIT, Iraq (Other Wire) - Five people were killed and 12 wounded when a car bomb exploded at a market in Tikrit \
on Friday, a hospital official said.\n";

/// The words above the carets that bear a name.
fn under(stdout: &str, field: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut text: Vec<char> = Vec::new();
    for line in stdout.lines() {
        if !line.contains('^') {
            text = line.chars().collect();
            continue;
        }
        let carets: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < carets.len() {
            let end = (at..carets.len()).find(|&i| carets[i] != '^').unwrap_or(carets.len());
            let label: String = carets[end..].iter().skip(1).take_while(|c| **c != ' ').collect();
            if end > at && label == field {
                found.push(text[at..end.min(text.len())].iter().collect());
            }
            at = end.max(at + 1);
        }
    }
    found
}

fn lines(stdout: &str) -> Vec<Value> {
    stdout.lines().map(|l| l.parse().unwrap()).collect()
}

/// The id of the first incident in a table.
fn first_id(csv: &str) -> String {
    csv.lines().nth(1).unwrap().split(',').next().unwrap().to_owned()
}

#[test]
fn carets_stand_under_the_words_that_gave_each_field() {
    let desk = Desk::with_report();
    let ran = desk.run(&["explain", "good.txt", "--date", "2022-03-05"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stderr);
    let of = |field| under(&ran.stdout, field);
    assert!(of("trigger").iter().any(|w| w == "car bomb exploded"), "{}", ran.stdout);
    assert_eq!((of("place"), of("time")), (vec!["Tikrit".to_owned()], vec!["Friday".to_owned()]), "{}", ran.stdout);
    assert!(of("killed").iter().all(|w| w.contains("five people")) && !of("killed").is_empty(), "{}", ran.stdout);
    assert!(of("wounded").iter().any(|w| w.contains("12")), "{}", ran.stdout);
    assert_eq!(of("speaker").first().map(String::as_str), Some("police said"), "{}", ran.stdout);
    for told in [
        "Explosions/Remote violence",
        "2022-03-04; precision day, basis weekday+publication",
        "“Friday”: dates the event; rule weekday",
        "(chosen)",
        "not taken: “BAGHDAD” (Baghdad): says where the report was filed",
        "says police",
        "reported: told as having taken place",
    ] {
        let flat = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(told), "{told}\n{}", ran.stdout);
    }
}

#[test]
fn offsets_of_the_json_lead_to_the_words_in_the_report() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/lachin-heights.txt");
    let report = std::fs::read_to_string(&root).unwrap();
    let chars: Vec<char> = report.chars().collect();
    let ran = Desk::new().run(&["explain", root.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let incidents = lines(&ran.stdout);
    let mut seen = 0;
    for incident in &incidents {
        let keys: Vec<&str> = incident.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys[..8], ["id", "mapped", "reports", "what", "status", "attribution", "when", "where"]);
        assert_eq!(keys[8..], ["who", "toll", "confidence", "sentences", "corrections"]);
        for sentence in incident["sentences"].as_array().unwrap() {
            let text: Vec<char> = sentence["text"].as_str().unwrap().chars().collect();
            for mark in sentence["marks"].as_array().unwrap() {
                let at = |key: &str, n: usize| mark[key][n].as_u64().unwrap() as usize;
                let slice = |of: &[char], key| of[at(key, 0)..at(key, 1)].iter().collect::<String>();
                assert_eq!(slice(&chars, "span"), mark["words"].as_str().unwrap());
                assert_eq!(slice(&text, "within"), mark["words"].as_str().unwrap());
                seen += 1;
            }
        }
    }
    assert!(seen > 20 && incidents.iter().any(|i| i["mapped"] == false), "{seen} marks");
    let placed = incidents.iter().find(|i| i["where"]["place"] == "Lachin").unwrap();
    let told = &placed["where"]["told"][0];
    assert!(told["candidates"].as_array().unwrap().len() > 1 && told["candidates"][0]["chosen"] == true, "{told}");
    assert!(told["others"].as_array().unwrap().iter().any(|o| o["kind"] == "metonym"), "{told}");
}

#[test]
fn a_stored_incident_is_explained_as_its_report_is() {
    let desk = Desk::with_report();
    let run = |arguments: &[&str]| {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
        ran.stdout
    };
    run(&["good.txt", "--date", "2022-03-05", "-o", "out"]);
    let id = first_id(&desk.read("out/incidents.csv"));
    for json in [&[][..], &["--json"][..]] {
        let report = run(&[&["explain", "good.txt", "--date", "2022-03-05"], json].concat());
        assert_eq!(run(&[&["explain", &id], json].concat()), report);
        assert_eq!(run(&[&["explain", &id, "--in", "out"], json].concat()), report);
        assert_eq!(run(&[&["explain", &id, "--in", "out/incidents.jsonl"], json].concat()), report);
    }
}

#[test]
fn a_merged_incident_is_explained_by_each_of_its_reports() {
    let desk = Desk::new();
    desk.write("in/a.txt", REPORT.as_bytes());
    desk.write("in/b.txt", SECOND.as_bytes());
    assert_eq!(desk.run(&["in", "--date", "2022-03-05", "-o", "run"]).code, 0);
    let id = first_id(&desk.read("run/incidents.csv"));
    let ran = desk.run(&["explain", &id, "--in", "run"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("[a.txt]") && ran.stdout.contains("[b.txt]"), "{}", ran.stdout);
    assert_eq!(under(&ran.stdout, "time"), ["Friday", "Friday"], "{}", ran.stdout);
    let told = &lines(&desk.run(&["explain", &id, "--in", "run", "--json"]).stdout)[0];
    assert_eq!(told["reports"].as_array().unwrap().len(), 2);
}

#[test]
fn unknown_ids_are_named_and_where_ids_are_is_told() {
    let desk = Desk::with_report();
    let ran = desk.run(&["explain", "i0123456789ab"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("out/incidents.jsonl: cannot read") && ran.stderr.contains("--in"), "{}", ran.stderr);
    desk.write("old.txt", b"BAGHDAD - A car bomb killed five people in Tikrit in 2004, police said.\n");
    assert_eq!(desk.run(&["good.txt", "old.txt", "--date", "2022-03-05", "-o", "out"]).code, 0);
    for (id, told) in [
        ("i0123456789ab".to_owned(), "no such incident in out/incidents.jsonl"),
        ("hello".to_owned(), "the first column of incidents.csv"),
        (first_id(&desk.read("out/not_mapped.csv")), "not mapped, and kept only in out/not_mapped.csv"),
    ] {
        let ran = desk.run(&["explain", &id, "--in", "out"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{id}");
        assert!(ran.stderr.contains(&id) && ran.stderr.contains(told), "{}", ran.stderr);
    }
    desk.write("out/incidents.jsonl", b"{\"id\":\"i0123456789ab\",\n");
    let ran = desk.run(&["explain", "i0123456789ab"]);
    assert!(ran.code == 1 && ran.stderr.contains("line 1: no incident"), "{}", ran.stderr);
}

#[test]
fn what_is_not_mapped_is_explained_and_marked() {
    let desk = Desk::new();
    desk.write("old.txt", b"BAGHDAD - A car bomb killed five people in Tikrit in 2004, police said.\n");
    let ran = desk.run(&["explain", "old.txt", "--date", "2022-03-05"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("background (not on the map)"), "{}", ran.stdout);
    assert!(ran.stdout.contains("background: its time lies well before the report"), "{}", ran.stdout);
}

#[test]
fn a_report_without_incidents_says_so() {
    let desk = Desk::with_report();
    desk.write("calm.txt", b"The museum in Tikrit reopened on Friday, and visitors were pleased with the halls.\n");
    desk.write("march.txt", b"The museum in Tikrit reopened on March 4, and visitors were pleased with the halls.\n");
    desk.write("empty.txt", b"");
    let ran = desk.run(&["explain", "calm.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (4, "calm.txt: no incident; no word in it tells one\n"));
    let ran = desk.run(&["explain", "march.txt"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stdout.contains("“March” (frame") && ran.stdout.contains("part of a date"), "{}", ran.stdout);
    let ran = desk.run(&["explain", "empty.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("not read: empty.txt: the file is empty"), "{}", ran.stderr);
    assert_eq!(desk.run(&["explain", "calm.txt", "empty.txt", "good.txt"]).code, 0);
    let json = desk.run(&["explain", "calm.txt", "--json"]);
    assert_eq!((json.code, json.stdout.as_str()), (4, ""));
}

#[test]
fn usage_is_checked_and_colours_obey() {
    let desk = Desk::with_report();
    for (arguments, code, told) in [
        (&["explain"][..], 2, "REPORT|ID"),
        (&["explain", "good.txt", "i0123456789ab"][..], 2, "is an id"),
        (&["explain", "i0123456789ab", "--in", "out", "--date", "2022-03-05"][..], 2, "--date"),
        (&["explain", "gone.txt"][..], 1, "gone.txt: no such file or folder"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    let help = desk.run(&["explain", "--help"]).stdout;
    assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
    let mut forced = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    forced.args(["explain", "good.txt"]).current_dir(desk.path()).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    assert!(String::from_utf8(forced.output().unwrap().stdout).unwrap().contains("\u{1b}[1m"));
    let text = REPORT.replace("Tikrit", "Tikrit\u{1b}]0;owned\u{7}");
    desk.write("bad.txt", text.as_bytes());
    let plain = desk.run(&["explain", "bad.txt"]).stdout;
    assert!(!plain.contains(['\u{1b}', '\u{7}']), "{plain:?}");
}
