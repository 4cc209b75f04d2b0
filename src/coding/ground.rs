//! The place names of a report beside its events.

use super::{EventMention, Status};
use crate::geoparse::{Company, Role, Toponym, ToponymKind};

/// Towns that lie in a country which no other name of the report belongs to,
/// where most of them belong to another: homonyms of places that the gazetteer
/// lacks.
pub(super) fn strange(toponyms: &[Toponym]) -> Vec<usize> {
    let country = |t: &Toponym| t.location.as_ref().and_then(|l| l.iso3.clone());
    let mut counts: Vec<(String, usize)> = Vec::new();
    for iso3 in toponyms.iter().filter(|t| t.kind != ToponymKind::Organisation).filter_map(country) {
        match counts.iter_mut().find(|(i, _)| *i == iso3) {
            Some((_, n)) => *n += 1,
            None => counts.push((iso3, 1)),
        }
    }
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
    if most < 3 || most * 2 < total {
        return Vec::new();
    }
    let company = Company::new(toponyms);
    toponyms.iter().enumerate().filter(|(_, t)| company.is_lone_town(t)).map(|(i, _)| i).collect()
}

/// Tells the place names what they are to the report.
pub(super) fn assign_roles(mentions: &[EventMention], toponyms: &mut [Toponym]) {
    for mention in mentions {
        let Some(t) = mention.place.and_then(|p| toponyms.get_mut(p)) else { continue };
        let role = match mention.status {
            Status::Background => Role::Background,
            Status::Planned => Role::Planned,
            Status::Generic | Status::Denied => Role::Other,
            Status::Reported | Status::Claimed => Role::Event,
        };
        if t.role != Role::Event {
            t.role = role;
        }
    }
    for t in toponyms.iter_mut().filter(|t| t.role == Role::Other) {
        if matches!(t.kind, ToponymKind::Metonym | ToponymKind::Demonym) {
            t.role = Role::Actor;
        }
    }
}
