//! What differs between the records of two runs: why results may differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::format::read_back::StoredRun;

/// Something recorded of both runs that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordChange {
    /// What: "version", the name of an option or of data.
    pub name: String,
    /// A's.
    pub from: Value,
    /// B's.
    pub to: Value,
}

/// How an input differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InputChange {
    /// Both read it, with other bytes.
    Changed {
        /// Its name.
        file: String,
    },
    /// Only B read it.
    Added {
        /// Its name.
        file: String,
    },
    /// Only A read it.
    Gone {
        /// Its name.
        file: String,
    },
}

/// What differs between two records.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct RunDifference {
    /// The program, the data inside it, and data of the user's own.
    pub program: Vec<RecordChange>,
    /// The inputs.
    pub inputs: Vec<InputChange>,
    /// The options.
    pub options: Vec<RecordChange>,
}

impl RunDifference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.program.is_empty() && self.inputs.is_empty() && self.options.is_empty()
    }
}

/// What differs between two records.
pub fn runs(a: &StoredRun, b: &StoredRun) -> RunDifference {
    let mut inputs: Vec<InputChange> = inputs(a, b);
    inputs.sort();
    RunDifference {
        program: differing(&made_with(a), &made_with(b)),
        inputs,
        options: differing(&a.options, &b.options),
    }
}

/// The version, and the hashes of all data.
fn made_with(run: &StoredRun) -> BTreeMap<String, Value> {
    let mut made = BTreeMap::from([("version".to_owned(), Value::from(run.version.as_str()))]);
    made.extend(run.data.iter().map(|d| (d.name.clone(), Value::from(d.sha256.as_str()))));
    let own = run.data_files.iter().map(|d| (format!("--{} {}", d.option, d.file), Value::from(d.sha256.as_str())));
    made.extend(own);
    made
}

/// Entries that differ; what one does not record is null.
fn differing(a: &BTreeMap<String, Value>, b: &BTreeMap<String, Value>) -> Vec<RecordChange> {
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let change = |name: &String| {
        let of = |run: &BTreeMap<String, Value>| run.get(name).cloned().unwrap_or_default();
        let (from, to) = (of(a), of(b));
        (from != to).then(|| RecordChange { name: name.clone(), from, to })
    };
    names.into_iter().filter_map(change).collect()
}

/// Inputs by name; two of one name are told apart by their hashes.
fn inputs(a: &StoredRun, b: &StoredRun) -> Vec<InputChange> {
    let by_name = |run: &StoredRun| {
        let mut by_name: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for input in &run.inputs {
            by_name.entry(input.file.clone()).or_default().insert(input.sha256.clone());
        }
        by_name
    };
    let (a, b) = (by_name(a), by_name(b));
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let change = |name: &String| {
        let file = name.clone();
        match (a.get(name), b.get(name)) {
            (Some(x), Some(y)) => (x != y).then_some(InputChange::Changed { file }),
            (None, _) => Some(InputChange::Added { file }),
            (_, None) => Some(InputChange::Gone { file }),
        }
    };
    names.into_iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(version: &str, date: &str, inputs: &[(&str, &str)]) -> StoredRun {
        let inputs: Vec<Value> =
            inputs.iter().map(|(f, s)| serde_json::json!({"file": f, "sha256": s, "bytes": 1})).collect();
        let record = serde_json::json!({
            "program": "dateline", "version": version, "options": {"date": date}, "inputs": inputs
        });
        StoredRun::parse(&record.to_string()).unwrap()
    }

    #[test]
    fn versions_inputs_and_options_are_compared() {
        let a = run("0.1.0", "2022-03-05", &[("a", "1"), ("b", "2"), ("c", "3")]);
        assert!(runs(&a, &a).is_empty());
        let b = run("0.2.0", "2022-03-06", &[("a", "1"), ("b", "9"), ("d", "4")]);
        let difference = runs(&a, &b);
        assert_eq!(difference.program.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["version"]);
        assert_eq!(difference.options[0].from, "2022-03-05");
        let file = |f: &str| f.to_owned();
        assert_eq!(
            difference.inputs,
            [
                InputChange::Changed { file: file("b") },
                InputChange::Added { file: file("d") },
                InputChange::Gone { file: file("c") },
            ]
        );
    }
}
