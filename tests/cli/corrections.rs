//! Corrections: applied, replayed when ids and texts have changed, and named
//! by line where they do not hold.

use serde_json::{Value, json};

use crate::support::desk_of_reports::{ATTACKS, BOMB, HEADER, OF_AGAIN, OF_BOMB, OF_MOSUL, OF_POST};
use crate::support::program::Desk;

/// A file of corrections with these rows.
fn corrections(desk: &Desk, name: &str, rows: &[&str]) {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    desk.write(name, format!("{HEADER}{rows}").as_bytes());
}

/// Line and outcome of each correction of a run.
fn outcomes(desk: &Desk, out: &str) -> Vec<(String, String)> {
    let log = desk.rows(&format!("{out}/corrections_log.csv"));
    log.into_iter().map(|r| (r["line"].clone(), r["outcome"].clone())).collect()
}

fn run_record(desk: &Desk, out: &str) -> Value {
    desk.read(&format!("{out}/run.json")).parse().unwrap()
}

#[test]
fn fields_are_set_and_what_hangs_on_them_follows() {
    let desk = Desk::with_reports();
    corrections(
        &desk,
        "c.csv",
        &[
            &format!(",a.txt,{OF_BOMB},set,killed_best,6,AB,2024-05-01,one died later"),
            &format!(",a.txt,{OF_BOMB},set,date,2022-03-02/2022-03-03,AB,2024-05-01,"),
            &format!(",c.txt,{OF_MOSUL},set,place,\"Erbil, Iraq\",,,"),
            &format!(",c.txt,{OF_MOSUL},set,side_a,Islamic State,,,"),
            &format!(",c.txt,{OF_MOSUL},set,sub_event_type,Armed clash,,,"),
            &format!(",c.txt,{OF_POST},drop,,,AB,,a drill"),
        ],
    );
    let said = desk.read_reports("out", &["--corrections", "c.csv"]);
    assert!(said.contains("corrections: 7 applied") && said.contains("1 rejected"), "{said}");
    let bomb = desk.incident("out", OF_BOMB);
    assert_eq!((bomb["killed_best"].as_str(), bomb["killed_best_basis"].as_str()), ("6", "correction"));
    assert_eq!(bomb["killed_max"], "6", "the bounds hold the best figure");
    assert_eq!((bomb["date_start"].as_str(), bomb["date_end"].as_str()), ("2022-03-02", "2022-03-03"));
    assert_eq!((bomb["date_basis"].as_str(), bomb["date_precision"].as_str()), ("correction", "range"));
    assert_eq!((bomb["acled_time_precision"].as_str(), bomb["review_state"].as_str()), ("2", "corrected"));
    let mosul = desk.incident("out", OF_MOSUL);
    assert_eq!((mosul["iso3"].as_str(), mosul["ucdp_where_prec"].as_str()), ("IRQ", "1"));
    assert!(mosul["admin1"].contains("Erbil") || mosul["place"].contains("rb"), "{mosul:?}");
    assert_eq!((mosul["event_type"].as_str(), mosul["inter_a"].as_str()), ("Battles", "Rebel group"));
    assert_eq!(mosul["place_as_reported"], "Mosul", "what the report says stays");
    // What was dropped is kept apart, and not mapped.
    assert!(
        !desk.read("out/incidents.geojson").contains("Qwaxtepe") && !desk.read("out/map.txt").contains("2022-03-03: ")
    );
    let dropped = &desk.rows("out/not_mapped.csv")[0];
    assert_eq!(dropped["review_state"], "rejected");
    assert!(dropped["quote"].contains(OF_POST));
    // On whose word.
    let line =
        desk.read("out/incidents.jsonl").lines().find(|l| l.contains(OF_BOMB)).unwrap().parse::<Value>().unwrap();
    let first = line["corrections"].as_array().unwrap().iter().find(|c| c["field"] == "killed_best").unwrap();
    assert_eq!(
        *first,
        json!({"action": "set", "field": "killed_best", "before": "5", "after": "6", "who": "AB", "when": "2024-05-01",
            "why": "one died later", "file": "c.csv", "line": 2})
    );
    let record = run_record(&desk, "out");
    let file = &record["corrections"][0];
    assert_eq!((&file["file"], &file["applied"], &file["stale"]), (&json!("c.csv"), &json!(7), &json!(0)));
    assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    let told = desk.run(&["explain", line["id"].as_str().unwrap(), "--in", "out"]).stdout;
    assert!(told.contains("killed_best: 6, was 5; AB, 2024-05-01; one died later (c.csv:2)"), "{told}");
}

#[test]
fn they_hold_when_ids_and_other_sentences_change() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    for (words, action) in [
        (OF_BOMB, &["--set", "killed_best=6", "--set", "place=Baghdad"][..]),
        (OF_MOSUL, &["--confirm"]),
        (OF_POST, &["--drop"]),
    ] {
        let id = desk.incident("out", words)["id"].clone();
        let ran = desk.run(&[&["correct", &id, "--when", "2024-05-01", "--who", "AB"], action].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    assert!(desk.run(&["corrections", "check", "corrections.csv", "--in", "out"]).stdout.is_empty());
    desk.read_reports("first", &["--corrections", "corrections.csv"]);
    // Other ids, as after a change of the lexicon.
    let file = desk.read("corrections.csv");
    let renumbered: String =
        file.lines().map(|l| l.replacen(',', "x,", 1).replacen("incident_idx", "incident_id", 1) + "\n").collect();
    assert_ne!(file, renumbered);
    desk.write("corrections.csv", renumbered.as_bytes());
    // And reports whose other sentences have changed, before and behind.
    let changed = BOMB.replace("The blast damaged several shops near the river", "No group has said that it did it");
    desk.write("in/a.txt", changed.as_bytes());
    let attacks = ATTACKS.replacen(
        "BAGHDAD (Example Herald) - ",
        "BAGHDAD (Example Herald) - Police raided a house in Basra on Wednesday and arrested four men. ",
        1,
    );
    desk.write("in/c.txt", attacks.as_bytes());
    let said = desk.read_reports("second", &["--corrections", "corrections.csv"]);
    assert!(said.contains("corrections: 4 applied\n"), "{said}");
    for words in [OF_BOMB, OF_MOSUL] {
        let (first, second) = (desk.incident("first", words), desk.incident("second", words));
        for field in ["killed_best", "killed_best_basis", "place", "latitude", "review_state"] {
            assert_eq!(first[field], second[field], "{words}: {field}");
        }
    }
    assert!(
        desk.rows("second/not_mapped.csv")
            .iter()
            .any(|r| r["review_state"] == "rejected" && r["quote"].contains(OF_POST))
    );
    // A sentence that is gone: named by line, the rest applied.
    desk.write("in/c.txt", b"BAGHDAD (Example Herald) - The museum in Mosul opened again on Friday, officials said.\n");
    let said = desk.read_reports("third", &["--corrections", "corrections.csv"]);
    for told in [
        "corrections.csv:4: confirm no longer applies: no incident is told by the report c.txt",
        "corrections.csv:5: drop no",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(said.contains("corrections: 2 applied, 2 stale"), "{said}");
    assert_eq!(desk.incident("third", OF_BOMB)["killed_best"], "6");
    let record = run_record(&desk, "third");
    assert_eq!((&record["corrections"][0]["stale"], &record["warnings"].as_array().unwrap().len()), (&json!(2), &2));
    let ran = desk.run(&["corrections", "check", "corrections.csv", "--in", "third"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout.lines().filter(|l| l.starts_with("stale")).count(), 2, "{}", ran.stdout);
}

#[test]
fn reports_are_split_and_merged_as_people_say() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let bomb = desk.incident("out", OF_BOMB);
    assert_eq!((bomb["n_reports"].as_str(), bomb["report_ids"].as_str()), ("2", "a.txt; b.txt"));
    let ran = desk.run(&["correct", &bomb["id"], "--split", "b.txt", "--file", "split.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    desk.read_reports("apart", &["--corrections", "split.csv"]);
    let (one, other) = (desk.incident("apart", OF_BOMB), desk.incident("apart", OF_AGAIN));
    assert_ne!(one["id"], other["id"]);
    assert_eq!((one["report_ids"].as_str(), other["report_ids"].as_str()), ("a.txt", "b.txt"));
    assert_eq!((one["n_reports"].as_str(), one["review_state"].as_str()), ("1", "corrected"));
    let alone = desk.run(&["in/b.txt", "--date", "2022-03-05", "-o", "alone"]);
    assert_eq!(alone.code, 0);
    let lone = desk.incident("alone", OF_AGAIN);
    for field in ["id", "date_start", "place", "killed_best", "n_claims", "extraction_confidence"] {
        assert_eq!(other[field], lone[field], "{field}: it stands as if the other report were not there");
    }
    // Corrections by the words of either find the incident that has them now.
    corrections(&desk, "more.csv", &[&format!(",b.txt,{OF_AGAIN},set,killed_best,9,,,")]);
    desk.read_reports("apart", &["--corrections", "split.csv", "--corrections", "more.csv"]);
    assert_eq!(desk.incident("apart", OF_AGAIN)["killed_best"], "9");
    assert_eq!(desk.incident("apart", OF_BOMB)["killed_best"], "5");
    // Two that are one.
    let (mosul, post) = (desk.incident("out", OF_MOSUL)["id"].clone(), desk.incident("out", OF_POST)["id"].clone());
    let ran = desk.run(&["correct", &bomb["id"], "--merge", &mosul, "--file", "merge.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(desk.read("merge.csv").contains("c.txt|Gunmen shot"), "{}", desk.read("merge.csv"));
    corrections(
        &desk,
        "by_id.csv",
        &[&format!("{post},,,set,killed_best,4,,,"), &format!("{mosul},,,set,wounded_min,1,,,")],
    );
    desk.read_reports("one", &["--corrections", "merge.csv", "--corrections", "by_id.csv"]);
    let one = desk.incident("one", OF_MOSUL);
    assert_eq!(one["id"], bomb["id"]);
    assert_eq!((one["n_reports"].as_str(), one["wounded_min"].as_str()), ("3", "1"), "the id that is gone leads there");
    assert_eq!(desk.rows("one/incidents.csv").len(), 2);
    let check = desk.run(&["corrections", "check", "merge.csv", "by_id.csv", "--in", "one"]);
    assert_eq!((check.code, check.stdout.as_str()), (0, ""), "what was merged is not stale");
    let wrong = desk.run(&["correct", &post, "--split", "b.txt", "--file", "split.csv"]);
    assert!(wrong.code == 1 && wrong.stderr.contains("b.txt: does not tell the incident (its reports: c.txt)"));
}

#[test]
fn names_of_places_and_parties_are_taught() {
    let desk = Desk::with_reports();
    desk.read_reports("plain", &[]);
    assert!(desk.read("plain/unresolved.csv").contains("\nQwaxtepe,"));
    for alias in ["Qwaxtepe=36.5,43.25", "Police Forces of Iraq=Nineveh Guard", "Nowhere Hill=36.1,43.1"] {
        assert_eq!(
            desk.run(&["correct", "--alias", alias, "--file", "in/corrections.csv", "--when", "2024-05-01"]).code,
            0
        );
    }
    // In a given folder the file is used unasked, and is no report.
    let said = desk.read_reports("out", &[]);
    assert!(said.contains("corrections: 2 applied, 1 stale") && said.contains("in 3 reports"), "{said}");
    assert!(said.contains("corrections.csv:4: alias place no longer applies: no report has the name"), "{said}");
    let post = desk.incident("out", OF_POST);
    assert_eq!(
        (post["place"].as_str(), post["latitude"].as_str(), post["longitude"].as_str()),
        ("Qwaxtepe", "36.5", "43.25")
    );
    assert!(!desk.read("out/unresolved.csv").contains("\nQwaxtepe,"));
    assert_eq!(desk.incident("out", OF_MOSUL)["side_b"], "Nineveh Guard");
    assert_eq!(run_record(&desk, "out")["corrections"][0]["file"], "corrections.csv");
    let places = desk.run(&["places", "in", "--format", "csv"]);
    assert!(!places.stderr.contains("corrections.csv"), "{}", places.stderr);
}

#[test]
fn contradictions_unknown_ids_and_wrong_columns_are_named_and_the_rest_applied() {
    let desk = Desk::with_reports();
    corrections(
        &desk,
        "c.csv",
        &[
            &format!(",a.txt,{OF_BOMB},set,killed_best,6,,2024-05-02,"),
            &format!(",a.txt,{OF_BOMB},set,killed_best,7,,2024-05-01,"),
            "i000000000000,,,drop,,,,,",
            &format!(",c.txt,{OF_MOSUL},drop,,,,,"),
            &format!(",c.txt,{OF_MOSUL},set,wounded_min,1,,,"),
            &format!(",c.txt,{OF_POST},erase,,,,,"),
            &format!(",c.txt,{OF_POST},set,date_end,2022-03-01,,,"),
            &format!(",c.txt,{OF_POST},set,side_b_iso3,XQ,,,"),
            &format!(",c.txt,{OF_POST},set,killed_best,4,,,"),
        ],
    );
    desk.write("wrong.csv", b"incident,verb\ni1,drop\n");
    let said = desk.read_reports("out", &["--corrections", "c.csv", "--corrections", "wrong.csv", "-v"]);
    for told in [
        "c.csv:3: set killed_best '7' contradicts line 2 (set killed_best '6'), which is later by its day and is applied",
        "c.csv:4: drop no longer applies: there is no incident i000000000000",
        "c.csv:5: drop contradicts line 6 (set wounded_min '1'), which is the later line and is applied",
        "c.csv:7: column 4 'action': 'erase' is no action (use one of: set, drop, merge",
        "c.csv:8: set date_end was not applied: the last day, 2022-03-01, would lie before the first",
        "c.csv:9: column 6 'value': 'XQ' is no country",
        "wrong.csv:1: no column action; the columns are: incident, verb (the header must be: incident_id,report_id",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert!(said.contains("corrections: 3 applied, 1 stale, 2 overridden, 4 faulty"), "{said}");
    assert_eq!(desk.incident("out", OF_BOMB)["killed_best"], "6");
    assert_eq!(desk.incident("out", OF_MOSUL)["wounded_min"], "1");
    let post = desk.incident("out", OF_POST);
    assert_eq!((post["killed_best"].as_str(), post["date_basis"].as_str()), ("4", "weekday+publication"));
    let log = outcomes(&desk, "out");
    assert!(
        log.contains(&("3".into(), "overridden".into())) && log.contains(&("8".into(), "faulty".into())),
        "{log:?}"
    );
    // The same without a run, as a table and as JSON.
    let check = desk.run(&["corrections", "check", "c.csv"]);
    assert_eq!(check.code, 1);
    let kinds: Vec<&str> = check.stdout.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert_eq!(kinds, ["contradiction", "contradiction", "fault", "fault"], "{}", check.stdout);
    let check = desk.run(&["corrections", "check", "c.csv", "--in", "out", "--json"]);
    let told: Value = check.stdout.parse().unwrap();
    assert_eq!((check.code, &told["clean"]), (1, &json!(false)));
    let stale: Vec<&Value> = told["findings"].as_array().unwrap().iter().filter(|f| f["kind"] == "stale").collect();
    assert_eq!((stale.len(), &stale[0]["line"]), (1, &json!(4)));
}

#[test]
fn when_id_and_words_lead_apart_the_words_count() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let mosul = desk.incident("out", OF_MOSUL)["id"].clone();
    corrections(&desk, "c.csv", &[&format!("{mosul},a.txt,{OF_BOMB},set,killed_best,6,,,")]);
    let said = desk.read_reports("again", &["--corrections", "c.csv"]);
    assert!(said.contains(&format!("the id {mosul} of another; the quote counts")), "{said}");
    assert_eq!(desk.incident("again", OF_BOMB)["killed_best"], "6");
    assert_eq!(desk.incident("again", OF_MOSUL)["killed_best"], "2");
}

#[test]
fn a_correction_is_checked_before_it_is_written() {
    let desk = Desk::with_reports();
    desk.read_reports("out", &[]);
    let id = desk.incident("out", OF_BOMB)["id"].clone();
    desk.write("mine.csv", b"Quote;action;report_id;incident_id;field;value;desk\nx;confirm;c.txt;;;;East");
    let before = desk.read("mine.csv");
    for (arguments, code, said) in [
        (&[id.as_str(), "--set", "killed_best=few"][..], 1, "'few' is no whole number (write digits alone"),
        (&[&id, "--set", "killed_best"], 2, "no '=' (write FIELD=VALUE"),
        (&[&id, "--set", "place=Gorisburgville"], 1, "not in the gazetteer"),
        (&["i000000000000", "--drop"], 1, "i000000000000: no such incident in out (ids are the first column"),
        (&[&id], 2, "--set"),
        (&[&id, "--drop", "--confirm"], 2, "--confirm"),
        (&[&id, "--confirm", "--in", "gone"], 1, "cannot read"),
        (&[&id, "--merge", &id], 1, "cannot be merged with itself"),
        (&[&id, "--confirm", "--who", "AB"], 1, "mine.csv:1: no column who (add it to the header"),
    ] {
        let ran = desk.run(&[&["correct", "--file", "mine.csv"], arguments].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
        assert_eq!(desk.read("mine.csv"), before, "the file is untouched");
    }
    for (name, lines) in [("new/mine.csv", 0), ("deep.csv", 3), ("mine.jsonl", 2)] {
        let ran = desk.run(&[
            "correct",
            &id,
            "--file",
            name,
            "--set",
            "killed_best=6",
            "--set",
            "side_b=unknown",
            "--when",
            "2024-05-01",
        ]);
        assert_eq!(ran.code, i32::from(lines == 0), "{name}: {}", ran.stderr);
        if lines > 0 {
            assert_eq!(desk.read(name).lines().count(), lines, "{}", desk.read(name));
            desk.read_reports("again", &["--corrections", name]);
            let bomb = desk.incident("again", OF_BOMB);
            assert_eq!((bomb["killed_best"].as_str(), bomb["side_b"].as_str()), ("6", ""), "{name}");
        }
    }
}

#[test]
fn the_same_bytes_with_corrections_for_any_number_of_threads() {
    let desk = Desk::with_reports();
    corrections(
        &desk,
        "c.csv",
        &[
            &format!(",b.txt,{OF_AGAIN},split,,a.txt,,,"),
            ",,,alias,,\"Qwaxtepe=36.5,43.25\",,,",
            &format!(",c.txt,{OF_MOSUL},confirm,,,,,"),
        ],
    );
    for threads in ["1", "2"] {
        desk.read_reports(threads, &["--corrections", "c.csv", "--threads", threads]);
    }
    for file in ["incidents.jsonl", "incidents.csv", "corrections_log.csv", "review.csv", "run.json", "map.txt"] {
        assert_eq!(desk.read(&format!("1/{file}")), desk.read(&format!("2/{file}")), "{file}");
    }
    assert_eq!(outcomes(&desk, "1").len(), 3);
}
