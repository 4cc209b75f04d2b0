//! Situations: a siege, blockade or battle of days is one record, and what
//! happens in it, at its place and after its beginning, is part of it.

use super::assemble::near;
use super::build::Sources;
use super::types::Incident;

/// Gives situations an id of their own and their parts a pointer to it.
pub(super) fn group(incidents: &mut [Incident], s: &Sources<'_>, clusters: &[Vec<usize>]) {
    let lasting: Vec<usize> = (0..incidents.len().min(clusters.len()))
        .filter(|i| incidents[*i].status.is_mapped())
        .filter(|i| clusters[*i].iter().any(|m| s.mentions.get(*m).is_some_and(|m| m.situation)))
        .collect();
    for i in lasting {
        let id = incidents[i].id.clone();
        let (place, start) = (incidents[i].location.clone(), incidents[i].when.start);
        incidents[i].situation_id = Some(id.clone());
        let Some(place) = place else { continue };
        for (k, other) in incidents.iter_mut().enumerate() {
            let there = other.location.as_ref().is_some_and(|l| near(l, &place).is_some());
            let after = start.is_none_or(|from| other.when.end.is_some_and(|end| end >= from));
            if k != i && there && after && other.status.is_mapped() && other.situation_id.is_none() {
                other.situation_id = Some(id.clone());
                other.part_of = Some(id.clone());
            }
        }
    }
}
