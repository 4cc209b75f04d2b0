//! Which incidents of single reports a merged incident is made of, and other
//! groups of them where people say so.

use std::collections::BTreeMap;

use super::words::report_key;
use crate::incident::{Evidence, Incident, MergeOptions, join, merge};

/// Merged incidents with their parts.
#[derive(Debug)]
pub(super) struct Groups {
    /// The incidents of single reports.
    parts: Vec<Incident>,
    /// The group of each part.
    group_of: Vec<usize>,
    /// The merged incidents; those that were joined to another are gone.
    merged: Vec<Option<Incident>>,
}

type Words<'e> = (&'e str, usize, usize, bool);

fn words(e: &Evidence) -> Words<'_> {
    (&e.report, e.span.chars.start, e.span.chars.end, e.span.field == crate::text::Field::Title)
}

impl Groups {
    /// Finds the group of each part again: by id where it was the first, else
    /// by the words that both rest on, which merging keeps.
    pub(super) fn new(merged: Vec<Incident>, parts: Vec<Incident>) -> Self {
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_words: BTreeMap<Words<'_>, Vec<usize>> = BTreeMap::new();
        for (n, incident) in merged.iter().enumerate() {
            by_id.entry(&incident.id).or_insert(n);
            for evidence in &incident.evidence {
                by_words.entry(words(evidence)).or_default().push(n);
            }
        }
        let holds = |group: usize, part: &Incident| {
            part.evidence.iter().all(|e| by_words.get(&words(e)).is_some_and(|g| g.contains(&group)))
        };
        let group = |part: &Incident| {
            let first = part.evidence.first().and_then(|e| by_words.get(&words(e)));
            let by_evidence = || first.into_iter().flatten().copied().find(|g| holds(*g, part));
            by_id.get(part.id.as_str()).copied().or_else(by_evidence)
        };
        let found: Vec<Option<usize>> = parts.iter().map(group).collect();
        let (parts, group_of) = parts.into_iter().zip(found).filter_map(|(part, group)| Some((part, group?))).unzip();
        Self { parts, group_of, merged: merged.into_iter().map(Some).collect() }
    }

    /// The incidents of single reports.
    pub(super) fn parts(&self) -> &[Incident] {
        &self.parts
    }

    /// The group of a part.
    pub(super) fn group_of(&self, part: usize) -> usize {
        self.group_of[part]
    }

    /// A group, unless it was joined to another.
    pub(super) fn group(&mut self, group: usize) -> Option<&mut Incident> {
        self.merged.get_mut(group)?.as_mut()
    }

    /// The report of a part.
    pub(super) fn report(&self, part: usize) -> Option<&str> {
        self.parts[part].reports.first().map(|r| r.id.as_str())
    }

    /// Groups with one of their parts.
    pub(super) fn ids(&self) -> Vec<(String, usize)> {
        let first = |group: usize| self.group_of.iter().position(|g| *g == group);
        let all = self.merged.iter().enumerate();
        all.filter_map(|(n, incident)| Some((incident.as_ref()?.id.clone(), first(n)?))).collect()
    }

    /// Takes the incident of a report out of a group; `None` where the group
    /// is not told by it, or by nothing else. Gives the new group.
    pub(super) fn split(&mut self, group: usize, report: &str, options: &MergeOptions) -> Option<usize> {
        let key = report_key(report);
        let members: Vec<usize> = (0..self.parts.len()).filter(|p| self.group_of[*p] == group).collect();
        let of_report = |p: &usize| self.report(*p).is_some_and(|r| report_key(r) == key);
        let (out, rest): (Vec<usize>, Vec<usize>) = members.into_iter().partition(of_report);
        if out.is_empty() || rest.is_empty() {
            return None;
        }
        self.merged[group] = self.together(&rest, options);
        self.merged.push(self.together(&out, options));
        let new = self.merged.len() - 1;
        for part in out {
            self.group_of[part] = new;
        }
        Some(new)
    }

    /// Parts as one incident, merged as they would be by themselves.
    fn together(&self, parts: &[usize], options: &MergeOptions) -> Option<Incident> {
        let parts = parts.iter().map(|p| self.parts[*p].clone()).collect();
        let mut merged = merge(parts, options).into_iter();
        let mut whole = merged.next()?;
        merged.for_each(|more| join(&mut whole, more));
        Some(whole)
    }

    /// Joins a group to another. Gives the id that is gone.
    pub(super) fn merge(&mut self, group: usize, other: usize) -> Option<String> {
        let taken = self.merged.get_mut(other)?.take()?;
        let id = taken.id.clone();
        let corrections = taken.corrections.clone();
        let whole = self.merged.get_mut(group)?.as_mut()?;
        join(whole, taken);
        whole.corrections.extend(corrections);
        let kept = whole.id.clone();
        for of in self.group_of.iter_mut().filter(|of| **of == other) {
            *of = group;
        }
        for incident in self.merged.iter_mut().flatten() {
            for pointer in [&mut incident.part_of, &mut incident.situation_id] {
                if pointer.as_deref() == Some(id.as_str()) {
                    *pointer = Some(kept.clone());
                }
            }
        }
        Some(id)
    }

    /// The incidents as they stand now.
    pub(super) fn finish(self) -> Vec<Incident> {
        self.merged.into_iter().flatten().collect()
    }
}
