//! Reports of our own on events that rows of UCDP GED tell of (those of the
//! gallery), read and joined as a researcher would: a pair that is found must
//! be the right one, and most must be found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::program::{Desk, dateline};

/// The report, without its ending, and the id of its event in UCDP GED; the
/// other reports of the folder tell of events that the rows do not have.
const TWINS: [(&str, &str); 12] = [
    ("albukamal-strike", "248004"),
    ("boulikessi-post", "237564"),
    ("dachu-borzoi", "189598"),
    ("jagdalpur-relay", "64952"),
    ("kalembe-militias", "61840"),
    ("kanamma-assault", "193290"),
    ("madagali-raid", "279280"),
    ("mainok-checkpoint", "198609"),
    ("misrata-court", "244424"),
    ("mopa-herdsmen", "256503"),
    ("orakzai-jets", "56752"),
    ("qaryatayn-clashes", "218637"),
];

/// Pairs that must be found. The others fail in reading: a village that the
/// gazetteer lacks, a day that the report's own imprint gives.
const FOUND: usize = 8;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All UCDP rows of the gallery as one table.
fn ucdp() -> Vec<u8> {
    let mut out = Vec::new();
    for name in ["africa", "caucasus", "damascus", "elsewhere", "syria"] {
        let text = std::fs::read_to_string(root(&format!("tests/gallery/{name}.csv"))).unwrap();
        let (head, rows) = text.split_once('\n').unwrap();
        if out.is_empty() {
            out.extend_from_slice(head.as_bytes());
            out.push(b'\n');
        }
        out.extend_from_slice(rows.as_bytes());
    }
    out
}

#[test]
fn reports_of_known_events_find_their_rows() {
    let folder = Desk::new();
    folder.write("ucdp.csv", &ucdp());
    let reports = root("tests/joining/overlap");
    let read = dateline(folder.path(), &[reports.to_str().unwrap(), "-o", "out"], b"");
    assert_eq!(read.code, 0, "{}", read.stderr);
    let joined = dateline(folder.path(), &["join", "out", "ucdp.csv", "-o", "joined"], b"");
    assert_eq!(joined.code, 0, "{}", joined.stderr);

    let truth: BTreeMap<&str, &str> = TWINS.into_iter().collect();
    let mut matched = csv::Reader::from_path(folder.path().join("joined/matched.csv")).unwrap();
    let head = matched.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let (reports, twin) = (column("report_ids"), column("id_right"));
    let mut found = 0;
    for row in matched.records() {
        let row = row.unwrap();
        let own = truth.iter().find(|(name, _)| row[reports].contains(*name));
        assert!(own.is_some_and(|(_, id)| *id == &row[twin]), "{} is not {}", &row[reports], &row[twin]);
        found += 1;
    }
    assert!(found >= FOUND, "{found} of {}", TWINS.len());
    let missed = std::fs::read_to_string(folder.path().join("joined/only_left.csv")).unwrap();
    assert!(missed.lines().next().unwrap().contains(",why,"));
}
