//! What went wrong, by name and kind, most often first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::gold::{Mention, Text};
use super::measures::RIGHT_KM;

/// Names that were missed, found where there are none, or put far away.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Failings {
    missed: BTreeMap<(String, String), usize>,
    false_alarms: BTreeMap<(String, String), usize>,
    far: Vec<Far>,
}

/// A name with its kind, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameCount {
    /// The name.
    pub name: String,
    /// Its kind: the gold's, or for a false alarm the prediction's.
    pub kind: String,
    /// How often.
    pub times: usize,
}

/// A name whose point lies more than 161 km from the gold's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Far {
    /// Kilometres between both.
    pub km: f64,
    /// The text.
    pub id: Value,
    /// The gold's name.
    pub name: String,
    /// The gold's kind.
    pub kind: String,
    /// Where it should be: degrees north and east.
    pub gold: (f64, f64),
    /// Where it was put.
    pub predicted: (f64, f64),
}

impl Failings {
    pub(super) fn missed(&mut self, mention: &Mention) {
        *self.missed.entry((mention.name.clone(), mention.kind.clone())).or_default() += 1;
    }

    pub(super) fn false_alarm(&mut self, text: &Text, mention: &Mention) {
        let there =
            text.text.as_ref().map(|t| t.chars().skip(mention.start).take(mention.end - mention.start).collect());
        let name = there.unwrap_or_else(|| mention.name.clone());
        *self.false_alarms.entry((name, mention.kind.clone())).or_default() += 1;
    }

    pub(super) fn distance(&mut self, id: &Value, wanted: &Mention, found: &Mention, km: f64) {
        if km <= RIGHT_KM {
            return;
        }
        let (Some(gold), Some(predicted)) = (wanted.point, found.point) else { return };
        let (name, kind) = (wanted.name.clone(), wanted.kind.clone());
        self.far.push(Far { km: km.round(), id: id.clone(), name, kind, gold, predicted });
    }

    /// Missed names, most often first.
    pub fn missed_most(&self) -> Vec<NameCount> {
        most(&self.missed)
    }

    /// Names found where the gold has none, most often first.
    pub fn false_alarms_most(&self) -> Vec<NameCount> {
        most(&self.false_alarms)
    }

    /// Names put far away, the farthest first.
    pub fn farthest(&self) -> Vec<&Far> {
        let mut far: Vec<&Far> = self.far.iter().collect();
        far.sort_by(|a, b| b.km.total_cmp(&a.km).then_with(|| a.id.to_string().cmp(&b.id.to_string())));
        far
    }

    /// How many failed in each way, by kind.
    pub fn by_kind(&self) -> [(&'static str, BTreeMap<&str, usize>); 3] {
        [
            ("missed", kinds(self.missed.iter().map(|((_, kind), times)| (kind.as_str(), *times)))),
            ("false alarms", kinds(self.false_alarms.iter().map(|((_, kind), times)| (kind.as_str(), *times)))),
            ("far", kinds(self.far.iter().map(|f| (f.kind.as_str(), 1)))),
        ]
    }
}

fn kinds<'a>(counts: impl Iterator<Item = (&'a str, usize)>) -> BTreeMap<&'a str, usize> {
    let mut sums = BTreeMap::new();
    for (kind, times) in counts {
        *sums.entry(kind).or_default() += times;
    }
    sums
}

fn most(names: &BTreeMap<(String, String), usize>) -> Vec<NameCount> {
    let mut list: Vec<NameCount> = names
        .iter()
        .map(|((name, kind), times)| NameCount { name: name.clone(), kind: kind.clone(), times: *times })
        .collect();
    // Stable: equal ones stay in the order of their names.
    list.sort_by_key(|n| Reverse(n.times));
    list
}
