//! The country a report is about, for incidents that it places no closer.

use super::types::Incident;
use crate::coding::Actor;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Location, Role, Toponym, ToponymKind};

/// The share of a report's place names that must lie in one country.
const SHARE: f64 = 0.6;

/// Gives the country, and no more, to incidents without any place: where most
/// names of the report lie in one country and no side belongs to another.
pub(super) fn place_by_country(incidents: &mut [Incident], toponyms: &[Toponym]) {
    let Some(country) = country(toponyms) else { return };
    for incident in incidents.iter_mut().filter(|i| i.location.is_none() && i.status.is_mapped()) {
        let foreign = |a: &Actor| a.iso3.is_some() && a.iso3 != country.iso3;
        if incident.side_a.iter().chain(&incident.side_b).any(foreign) {
            continue;
        }
        incident.location = Some(country.clone());
        incident.extraction_confidence *= 0.8;
    }
}

/// The country of most names, as the gazetteer locates it.
fn country(toponyms: &[Toponym]) -> Option<&Location> {
    let mut weights: Vec<(&str, f64)> = Vec::new();
    for t in toponyms.iter().filter(|t| t.kind != ToponymKind::Organisation) {
        let Some(iso3) = t.location.as_ref().and_then(|l| l.iso3.as_deref()) else { continue };
        let weight = if t.kind == ToponymKind::Literal && t.role != Role::Dateline { 2.0 } else { 1.0 };
        match weights.iter_mut().find(|(i, _)| *i == iso3) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((iso3, weight)),
        }
    }
    let total: f64 = weights.iter().map(|(_, w)| w).sum();
    let (iso3, most) = weights.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    if most < 3.0 || most < SHARE * total {
        return None;
    }
    toponyms
        .iter()
        .filter_map(|t| t.location.as_ref())
        .find(|l| l.class == FeatureClass::Country && l.iso3.as_deref() == Some(iso3))
}
