//! Joins: how well `--match` finds twins that were made by rule, beside the
//! rule of MELTT; and joins by key held against loops over all rows.

mod keys;
mod meltt;
mod overlap;

use std::collections::BTreeMap;
use std::path::PathBuf;

use dateline::dataset::{Reading, Rows};
use dateline::join::twins::{Options, twins};

/// Shares below which matching may not fall: precision, recall. Made on
/// `joining`; `joining_held_out` was looked at when all was done.
const FLOORS: [(&str, f64, f64); 2] = [("joining", 0.90, 0.95), ("joining_held_out", 0.89, 0.94)];

/// A suite: both sides, and which rows are twins, with what was changed.
struct Suite {
    here: Rows,
    there: Rows,
    truth: BTreeMap<String, (String, String)>,
}

impl Suite {
    fn read(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suites").join(name);
        let side = |file: &str| {
            let bytes = std::fs::read(folder.join(file)).unwrap();
            let how = Reading { spots: true, records: true, ..Reading::default() };
            Rows::read(&mut &bytes[..], file, &how).unwrap()
        };
        let mut truth = BTreeMap::new();
        let mut reader = csv::Reader::from_path(folder.join("twins.csv")).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            truth.insert(row[0].to_owned(), (row[1].to_owned(), row[2].to_owned()));
        }
        Self { here: side("here.csv"), there: side("there.csv"), truth }
    }

    /// Precision and recall of pairs of ids.
    fn measure(&self, pairs: &[(String, String)]) -> (f64, f64) {
        let right = pairs.iter().filter(|(a, b)| self.truth.get(a).is_some_and(|(twin, _)| twin == b)).count() as f64;
        (right / pairs.len() as f64, right / self.truth.len() as f64)
    }

    fn ours(&self) -> Vec<(String, String)> {
        let found = twins(&self.here, &self.there, &Options::default()).unwrap();
        let id = |rows: &Rows, row: u32| rows.cell(row as usize, 0).into_owned();
        found.pairs.iter().map(|p| (id(&self.here, p.left), id(&self.there, p.found.row))).collect()
    }

    /// What was found of each kind of twin.
    fn by_kind(&self, pairs: &[(String, String)]) -> String {
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (here, (there, kind)) in &self.truth {
            let found = pairs.iter().any(|(a, b)| a == here && b == there);
            let one = kinds.entry(kind).or_default();
            *one = (one.0 + usize::from(found), one.1 + 1);
        }
        kinds.iter().map(|(kind, (found, all))| format!("{kind} {found}/{all}")).collect::<Vec<_>>().join(", ")
    }
}

#[test]
#[allow(clippy::print_stdout)] // The shares are for people to read.
fn twins_are_found_better_than_by_meltts_rule() {
    for (name, precision_floor, recall_floor) in FLOORS {
        let suite = Suite::read(name);
        let (ours, theirs) = (suite.ours(), meltt::matched(&suite.here, &suite.there));
        let ((precision, recall), (their_precision, their_recall)) = (suite.measure(&ours), suite.measure(&theirs));
        println!(
            "{name}: precision {precision:.3}, recall {recall:.3}; MELTT's rule {their_precision:.3}, {their_recall:.3}"
        );
        println!("  ours: {}", suite.by_kind(&ours));
        println!("  MELTT's rule: {}", suite.by_kind(&theirs));
        let f1 = |p: f64, r: f64| 2.0 * p * r / (p + r);
        assert!(precision >= precision_floor && recall >= recall_floor, "{name}: {precision:.3}, {recall:.3}");
        assert!(f1(precision, recall) > f1(their_precision, their_recall), "{name}");
    }
}

#[test]
fn a_side_matched_with_itself_finds_itself() {
    let suite = Suite::read("joining");
    let found = twins(&suite.there, &suite.there, &Options::default()).unwrap();
    assert_eq!(found.pairs.len(), suite.there.len());
    assert!(found.pairs.iter().all(|p| p.left == p.found.row && p.found.score > 0.99));
}
