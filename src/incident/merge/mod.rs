//! Incidents of different reports that are one and the same.
//!
//! Pairs that may be one are found by day and place ([`block`]), weighed
//! ([`score`]), and put together from the surest on, as long as nothing in what
//! was put together contradicts ([`group`]); then their records are joined
//! ([`join`]). What becomes of an incident depends only on those it could be
//! one with, so that further reports leave all others and their ids alone.

mod block;
mod episode;
mod figures;
mod group;
mod join;
mod kinds;
mod party;
mod profile;
mod runs;
mod score;
mod words;

use std::collections::BTreeMap;

use super::types::Incident;
pub use join::join;
use kinds::Kinds;
use profile::Profile;

/// How far apart two tellings of one incident may lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MergeOptions {
    /// Kilometres beyond the joint uncertainty.
    pub km: f64,
    /// Days between them.
    pub days: i32,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self { km: 25.0, days: 0 }
    }
}

/// What pairs are weighed by.
struct Rules<'i> {
    options: MergeOptions,
    kinds: Kinds<'i>,
}

/// Joins incidents across reports, and the episodes of one day's fighting. The
/// result is in order of day, then of id.
pub fn merge(incidents: Vec<Incident>, options: &MergeOptions) -> Vec<Incident> {
    // Earliest published first: a joined incident bears the id of its first. The
    // records are large, so that only their numbers are sorted.
    let mut ordered: Vec<usize> = (0..incidents.len()).collect();
    ordered.sort_by(|a, b| order(&incidents[*a]).cmp(&order(&incidents[*b])));
    let groups = {
        let kinds = Kinds::of(&incidents);
        let profiles: Vec<Profile<'_>> = ordered.iter().map(|i| Profile::of(&incidents[*i], &kinds)).collect();
        let rules = Rules { options: *options, kinds };
        let pairs = block::pairs(&profiles, &rules);
        group::groups(&profiles, pairs, &rules)
    };
    let mut waiting: Vec<Option<Incident>> = incidents.into_iter().map(Some).collect();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for group in &groups {
        let places = group.iter().map(|i| ordered[*i as usize]);
        let mut first = None;
        for place in places.clone() {
            let (Some(other), kept) = (waiting[place].take(), &mut first) else { continue };
            match kept {
                None => first = Some(other),
                Some(first) => {
                    renamed.insert(other.id.clone(), first.id.clone());
                    join::join(first, other);
                }
            }
        }
        if let Some(place) = places.into_iter().next() {
            waiting[place] = first;
        }
    }
    // In the same memory: a million records are not held twice.
    let mut merged: Vec<Incident> = waiting.into_iter().flatten().collect();
    point_to(&mut merged, &renamed);
    let day = |i: &Incident| (i.when.start.is_none(), i.when.start);
    merged.sort_unstable_by(|a, b| day(a).cmp(&day(b)).then_with(|| a.id.cmp(&b.id)));
    merged
}

type Order<'i> = (Option<jiff::civil::Date>, Option<&'i str>, &'i str);

fn order(i: &Incident) -> Order<'_> {
    let report = i.reports.first();
    // Undated reports last: they say least.
    let published = report.and_then(|r| r.published).unwrap_or(jiff::civil::Date::MAX);
    (Some(published), report.map(|r| r.id.as_str()), &i.id)
}

/// Parts of a situation follow it when it was joined to another.
fn point_to(incidents: &mut [Incident], renamed: &BTreeMap<String, String>) {
    for incident in incidents {
        let own = incident.id.clone();
        for id in [&mut incident.situation_id, &mut incident.part_of] {
            if let Some(new) = id.as_ref().and_then(|old| renamed.get(old)) {
                *id = Some(new.clone());
            }
        }
        if incident.part_of.as_deref() == Some(&own) {
            incident.part_of = None;
        }
    }
}
