//! Reports for the tests of corrections, invented: two tell of one bomb, the
//! third of two other attacks.

use std::collections::BTreeMap;

use super::program::Desk;

/// A bomb in Tikrit.
pub(crate) const BOMB: &str = "\
BAGHDAD (Example Wire) - A car bomb exploded at a market in the town of Tikrit on Friday, \
killing five people and wounding 12 others, police said.\n\n\
The blast damaged several shops near the river, a witness said.\n";
/// The same, by another.
const AGAIN: &str = "\
TIKRIT (Example Gazette) - Five people died when a car bomb went off in a market in Tikrit on Friday, a doctor said.\n\n\
Twelve wounded people were brought to the hospital.\n";
/// Two attacks.
pub(crate) const ATTACKS: &str = "\
BAGHDAD (Example Herald) - Gunmen shot two policemen dead at a checkpoint in Mosul on Friday, the interior ministry said.\n\n\
The Hill Band attacked an army post near the village of Qwaxtepe in the same province on Thursday, \
killing three soldiers, officials said.\n";

/// Words of each incident by which corrections find it.
pub(crate) const OF_BOMB: &str = "A car bomb exploded at a market in the town of Tikrit";
pub(crate) const OF_AGAIN: &str = "Five people died when a car bomb went off";
pub(crate) const OF_MOSUL: &str = "Gunmen shot two policemen dead at a checkpoint in Mosul";
pub(crate) const OF_POST: &str = "attacked an army post near the village of Qwaxtepe";

/// The header of a file of corrections.
pub(crate) const HEADER: &str = "incident_id,report_id,quote,action,field,value,who,when,why\n";

/// The rows of a table.
pub(crate) type Rows = Vec<BTreeMap<String, String>>;

impl Desk {
    /// A folder with three reports in `in`.
    pub(crate) fn with_reports() -> Self {
        let desk = Self::new();
        for (name, text) in [("in/a.txt", BOMB), ("in/b.txt", AGAIN), ("in/c.txt", ATTACKS)] {
            desk.write(name, text.as_bytes());
        }
        desk
    }

    /// Reads the reports into `out`, with more arguments; gives what was said.
    pub(crate) fn read_reports(&self, out: &str, more: &[&str]) -> String {
        let ran = self.run(&[&["in", "--date", "2022-03-05", "-o", out], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stderr
    }

    /// A table below the desk.
    pub(crate) fn rows(&self, file: &str) -> Rows {
        let table = csv::Reader::from_path(self.path().join(file));
        table.unwrap_or_else(|why| panic!("{file}: {why}")).deserialize().map(Result::unwrap).collect()
    }

    /// The incident whose evidence has these words, among those of a run.
    pub(crate) fn incident(&self, out: &str, words: &str) -> BTreeMap<String, String> {
        let line = self.read(&format!("{out}/incidents.jsonl"));
        let line = line.lines().find(|l| l.contains(words)).unwrap_or_else(|| panic!("{out}: no incident: {words}"));
        let id = line.split('"').nth(3).unwrap().to_owned();
        self.rows(&format!("{out}/incidents.csv")).into_iter().find(|r| r["id"] == id).unwrap()
    }
}
