//! Distant homonyms: a village of that name in a country that the report never
//! speaks of is not the village it means.

use super::types::{Toponym, ToponymKind};
use crate::gazetteer::{FeatureClass, Gazetteer};

/// Inhabitants from which a place is known the world over without its country.
const KNOWN: u32 = 100_000;

/// The share of country names from which a report is about one country.
const SHARE: f64 = 0.6;

/// Takes the point from small places that lie in a country which nothing else
/// in the report names, where the report is about another. The name stays, as
/// one that could not be placed.
pub(super) fn forget(toponyms: &mut [Toponym], gazetteer: &Gazetteer) {
    let mut named: Vec<(String, f64)> = Vec::new();
    for t in toponyms.iter().filter(|t| t.kind != ToponymKind::Organisation) {
        let Some(l) = t.location.as_ref().filter(|l| l.class == FeatureClass::Country) else { continue };
        let Some(iso3) = l.iso3.clone() else { continue };
        match named.iter_mut().find(|(i, _)| *i == iso3) {
            Some((_, n)) => *n += 1.0,
            None => named.push((iso3, 1.0)),
        }
    }
    let total: f64 = named.iter().map(|(_, n)| n).sum();
    let most = named.iter().map(|(_, n)| *n).fold(0.0, f64::max);
    if most < 2.0 || most < SHARE * total {
        return;
    }
    for t in toponyms.iter_mut().filter(|t| t.kind == ToponymKind::Literal) {
        let Some(l) = &t.location else { continue };
        let small =
            matches!(l.class, FeatureClass::Town | FeatureClass::Spot | FeatureClass::Admin2 | FeatureClass::Terrain);
        let unknown = l.place.is_none_or(|p| gazetteer.place(p).standing() < KNOWN);
        let abroad = l.iso3.as_ref().is_some_and(|i| named.iter().all(|(n, _)| n != i));
        if small && unknown && abroad {
            t.location = None;
            t.score *= 0.5;
        }
    }
}
