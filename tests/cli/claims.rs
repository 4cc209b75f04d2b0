//! `claims`, and the figures it shows: rival claims, corrections of a toll by
//! its own speaker, denials, and who counts for `killed_best`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::program::Desk;

/// Two ministries that count the same dead, and one that denies the attack. Invented.
const RIVALS: &str = "\
GORIS, 14 September 2022 (Example Wire) - Armenian and Azerbaijani forces clashed near the village of Tegh on Tuesday. \
Armenia's Defence Ministry said five Armenian soldiers were killed. \
Azerbaijan's Defence Ministry said 20 Armenian soldiers were killed.\n\n\
Azerbaijan denied that its forces had attacked the village.\n";
/// Somebody who is no party, a day later.
const NO_PARTY: &str = "\
YEREVAN, 15 September 2022 (Example Herald) - The Red Cross said nine Armenian soldiers were killed in clashes between \
Armenian and Azerbaijani forces near the village of Tegh on Tuesday.\n";
/// A ministry counts its own dead.
const FIRST: &str = "\
LACHIN, 3 August 2022 (Example Wire) - One Azerbaijani soldier was killed when Armenian forces shelled a post near \
the town of Lachin on Wednesday, Azerbaijan's Defence Ministry said.\n";
/// The next day it has another number.
const CORRECTED: &str = "\
BAKU, 4 August 2022 (Example Herald) - Azerbaijan's Defence Ministry said on Thursday that three Azerbaijani soldiers \
were killed when Armenian forces shelled a post near the town of Lachin on Wednesday.\n";
/// Both ministries speak of the other's dead alone.
const ENEMIES: &str = "\
GORIS, 14 September 2022 (Example Wire) - Armenian and Azerbaijani forces clashed near the village of Tegh on Tuesday. \
Azerbaijan's Defence Ministry said 20 Armenian soldiers were killed.\n";

/// The reports read into `out`.
fn desk(reports: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    for (name, text) in reports {
        desk.write(&format!("in/{name}"), text.as_bytes());
    }
    let ran = desk.run(&["in", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    desk
}

/// The one incident of a run.
fn only(desk: &Desk) -> BTreeMap<String, String> {
    let mut rows = desk.rows("out/incidents.csv");
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

/// The claims about the dead: report, speaker, figure, superseded.
fn dead(desk: &Desk) -> Vec<[String; 4]> {
    let rows = desk.rows("out/claims.csv").into_iter().filter(|r| r["what"] == "killed");
    let mut dead: Vec<[String; 4]> =
        rows.map(|r| ["report_id", "speaker", "min", "superseded"].map(|key| r[key].clone())).collect();
    dead.sort();
    dead
}

fn claims(desk: &Desk, arguments: &[&str]) -> String {
    let ran = desk.run(&[&["claims"], arguments].concat());
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
    ran.stdout
}

/// The cells of the lines of a table that have these words.
fn lines<'t>(table: &'t str, words: &str) -> Vec<Vec<&'t str>> {
    let cells = |line: &'t str| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    table.lines().filter(|line| line.contains(words)).map(cells).collect()
}

#[test]
fn rival_figures_stand_together_with_the_names_of_the_sides() {
    let desk = desk(&[("a.txt", RIVALS)]);
    let table = claims(&desk, &[]);
    let (ours, theirs) = ("Military Forces of Armenia", "Military Forces of Azerbaijan");
    let head = lines(&table, "Tegh");
    let basis = "killed 5 (each party's figure for its own dead, summed)";
    assert_eq!(head[0][1..], ["2022-09-13", "Tegh, Armenia", "Armed clash", basis, "disputed", "contested"]);
    let of = format!("of {ours}");
    assert_eq!(
        lines(&table, "of Military"),
        [
            ["Armenia (Defence Ministry)", ours, "claims", "killed 5", &of, "a.txt", "2022-09-14"],
            ["Azerbaijan (Defence Ministry)", theirs, "claims", "killed 20", &of, "a.txt", "2022-09-14"],
        ]
    );
    let by = format!("by {theirs}");
    assert_eq!(
        lines(&table, "denies"),
        [["Azerbaijan", theirs, "denies", "attack", &by, "a.txt", "2022-09-14"]],
        "{table}"
    );
    assert!(!table.contains('“'), "{table}");
    let quoted = claims(&desk, &["out", "--quotes"]);
    assert!(quoted.contains("“Azerbaijan denied that its forces had attacked the village.”"), "{quoted}");
}

#[test]
fn a_denial_stands_beside_the_claim_that_it_answers() {
    let desk = desk(&[(
        "a.txt",
        "GORIS, 14 September 2022 (Example Wire) - Armenia said Azerbaijani forces attacked the village of Tegh on Tuesday, \
         killing at least 12 people. Police said about 20 people were wounded.\n\n\
         Azerbaijan denied that its forces had attacked the village.\n",
    )]);
    let table = claims(&desk, &[]);
    let rows: Vec<&str> = table.lines().filter(|line| line.contains(" attack ")).collect();
    let denied = table.lines().position(|line| line.contains("denies")).unwrap();
    assert!(rows.len() == 2 && rows[0].contains("claims") && rows[1].contains("denies"), "{table}");
    assert!(table.lines().nth(denied - 1) == Some(rows[0]), "{table}");
    assert!(table.contains("killed at least 12") && table.contains("wounded about 20"), "{table}");
}

#[test]
fn a_speaker_who_corrects_himself_the_next_day_supersedes_his_figure() {
    for reports in [[("1.txt", FIRST), ("2.txt", CORRECTED)], [("2.txt", FIRST), ("1.txt", CORRECTED)]] {
        let desk = desk(&reports);
        let (first, second) = (reports[0].0, reports[1].0);
        let incident = only(&desk);
        let toll = ["killed_min", "killed_max", "killed_best", "killed_best_basis", "disputed_toll"];
        assert_eq!(toll.map(|key| incident[key].as_str()), ["3", "3", "3", "own_dead", "false"]);
        let ministry = "Azerbaijan (Defence Ministry)";
        let mut expected = [[first, ministry, "1", "true"], [second, ministry, "3", "false"]];
        expected.sort_unstable();
        assert_eq!(dead(&desk), expected.map(|row| row.map(str::to_owned)));
        let table = claims(&desk, &[]);
        let one = lines(&table, "killed 1 ");
        assert_eq!(one[0][5..], [first, "2022-08-03", "superseded"], "{table}");
        assert!(lines(&table, "superseded").len() == 1 && lines(&table, "killed 3 ").len() == 2, "{table}");
    }
}

#[test]
fn parties_that_differ_dispute_the_toll_and_their_own_dead_count() {
    let incident = only(&desk(&[("a.txt", RIVALS)]));
    let toll = ["killed_min", "killed_max", "killed_best", "killed_best_basis", "disputed_toll", "attribution"];
    assert_eq!(toll.map(|key| incident[key].as_str()), ["5", "20", "5", "own_dead", "true", "contested"]);
    let incident = only(&desk(&[("a.txt", ENEMIES)]));
    assert_eq!(toll[..5].iter().map(|key| incident[*key].as_str()).collect::<Vec<_>>(), ["", "20", "", "", "false"]);
    // "At least 20" leaves open how many, so that the five are no upper bound.
    let open = RIVALS.replace("said 20", "said at least 20");
    let incident = only(&desk(&[("a.txt", &open)]));
    assert_eq!(
        toll[..5].iter().map(|key| incident[*key].as_str()).collect::<Vec<_>>(),
        ["5", "", "5", "own_dead", "true"]
    );
}

#[test]
fn the_figure_of_someone_who_is_no_party_counts_before_theirs() {
    let desk = desk(&[("a.txt", RIVALS), ("b.txt", NO_PARTY)]);
    let incident = only(&desk);
    let toll = ["killed_min", "killed_max", "killed_best", "killed_best_basis", "disputed_toll", "n_reports"];
    assert_eq!(toll.map(|key| incident[key].as_str()), ["5", "20", "9", "non_party", "true", "2"]);
    let table = claims(&desk, &[]);
    assert!(table.contains("killed 9 (the latest figure of someone who is no party)"), "{table}");
    assert_eq!(lines(&table, "Red Cross")[0][1..4], ["no party", "claims", "killed 9"], "{table}");
}

#[test]
fn incidents_are_chosen_by_id_and_by_dispute() {
    let desk = desk(&[("a.txt", RIVALS), ("b.txt", FIRST)]);
    let ids = |json: &str| -> Vec<String> {
        json.lines().map(|l| l.parse::<Value>().unwrap()["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(&claims(&desk, &["--json"]));
    assert_eq!(all.len(), 2);
    assert_eq!(ids(&claims(&desk, &["out", &all[1], "--json"])), all[1..]);
    assert_eq!(ids(&claims(&desk, &["out/incidents.jsonl", &all[0], "--json"])), all[..1]);
    let disputed = claims(&desk, &["--disputed", "--json"]);
    let object: Value = disputed.trim_end().parse().unwrap();
    assert_eq!(
        (&object["place"], &object["disputed"], &object["killed_best"]),
        (&"Tegh".into(), &true.into(), &5.into())
    );
    assert_eq!(object["killed_best_why"], "each party's figure for its own dead, summed");
    let claim = &object["claims"][1];
    let named = ["speaker_side_name", "about_side_name", "published"].map(|key| claim[key].as_str().unwrap());
    assert_eq!(named, ["Military Forces of Azerbaijan", "Military Forces of Armenia", "2022-09-14"]);
    let peaceful = all.iter().find(|id| object["id"] != ***id).unwrap();
    let ran = desk.run(&["claims", "out", peaceful, "--disputed"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (4, ""));
    assert!(ran.stderr.contains("disputed or contested"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_shown_is_told_with_a_remedy() {
    let desk = desk(&[("a.txt", RIVALS)]);
    desk.write("empty/incidents.jsonl", b"");
    desk.write("bad.jsonl", b"{\"id\":\n");
    for (arguments, code, told) in [
        (&["claims", "nowhere"][..], 1, "dateline REPORTS -o nowhere"),
        (&["claims", "bad.jsonl"][..], 1, "bad.jsonl:1: no incident"),
        (&["claims", "out/claims.csv"][..], 1, "a line of incidents.jsonl is expected"),
        (&["claims", "out", "i0123456789ab"][..], 1, "no such incident in out/incidents.jsonl"),
        (&["claims", "out", "other"][..], 2, "no id of an incident"),
        (&["claims", "out", "--json", "--quotes"][..], 2, "--quotes"),
        (&["claims", "empty"][..], 4, "no incident"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    // A broken line is named, and the rest goes on.
    let lines = format!("\n{{\"id\":\n{}", desk.read("out/incidents.jsonl"));
    desk.write("half.jsonl", lines.as_bytes());
    let ran = desk.run(&["claims", "half.jsonl"]);
    assert!(ran.code == 0 && ran.stdout.contains("Tegh"), "{}", ran.stderr);
    assert!(ran.stderr.contains("not read: half.jsonl:2: no incident"), "{}", ran.stderr);
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let desk = desk(&[("a.txt", RIVALS)]);
    let hostile = "\\u001b]0;owned\\u0007\\u202e\\n";
    let lines = desk.read("out/incidents.jsonl");
    let lines = lines
        .replace("Azerbaijan (Defence Ministry)", &format!("Azerbaijan{hostile} (Defence Ministry)"))
        .replace("a.txt", &format!("a{hostile}.txt"))
        .replace("\"place\":\"Tegh\"", &format!("\"place\":\"Te{hostile}gh\""))
        .replace("Azerbaijan denied", &format!("Azerbaijan {hostile}denied"));
    desk.write("hostile.jsonl", lines.as_bytes());
    let table = claims(&desk, &["hostile.jsonl", "--quotes"]);
    assert!(!table.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{table:?}");
    assert_eq!(table.matches("Te\u{fffd}]0;owned\u{fffd}\u{fffd} gh").count(), 1, "{table}");
    assert_eq!(table.lines().count(), claims(&desk, &["--quotes"]).lines().count(), "{table}");
}
