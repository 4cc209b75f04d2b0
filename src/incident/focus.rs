//! What a report is about: the place, or at least the country, for incidents
//! that name none.

use std::collections::HashMap;
use std::sync::Arc;

use super::build::Sources;
use super::types::Incident;
use crate::coding::{Actor, SubEvent};
use crate::document::BlockKind;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Company, Location, Role, Toponym, ToponymKind};
use crate::temporal::DateBasis;

/// The share of a report's place names that must lie in one country.
const SHARE: f64 = 0.5;

/// Weight that a place needs to be what a report is about: named twice, or in
/// headline and text.
const ENOUGH: f64 = 2.0;

/// Gives incidents without any place that which the report is about, where no
/// side belongs to another country: the place named most, else the town of the
/// dateline, if most names lie in its country; else the country and no more.
pub(super) fn place_by_focus(incidents: &mut [Incident], s: &Sources<'_>) {
    let Some(country) = country(s.toponyms) else { return };
    let main = main_place(s, country);
    // Agreements and moves are made anywhere, and background may lie elsewhere:
    // of these the country is all that can be said.
    let anywhere = |i: &Incident| {
        !i.status.is_mapped()
            || matches!(
                i.sub_event,
                SubEvent::Agreement | SubEvent::ChangeToGroup | SubEvent::HeadquartersOrBase | SubEvent::Other
            )
    };
    // What a report is about is not where the war was that it recalls.
    let is_war = |i: &Incident| i.families.iter().any(|f| **f == *"war") && i.date_basis == Some(DateBasis::Dataset);
    for incident in incidents.iter_mut().filter(|i| i.location.is_none() && !is_war(i)) {
        let foreign = |a: &Arc<Actor>| a.iso3.is_some() && a.iso3 != country.iso3;
        if incident.side_a.iter().chain(&incident.side_b).any(foreign) {
            continue;
        }
        // A place that is named and not found lies somewhere in the country.
        let unnamed = incident.place_as_reported.is_none() && !anywhere(incident);
        let place = main.filter(|_| unnamed).unwrap_or(country);
        incident.location = Some(Arc::new(place.clone()));
        incident.extraction_confidence *= 0.8;
    }
}

/// The place below the country that the report names most.
fn main_place<'a>(s: &Sources<'a>, country: &Location) -> Option<&'a Location> {
    let inside = |t: &&Toponym| {
        t.location
            .as_ref()
            .is_some_and(|l| l.iso3 == country.iso3 && !matches!(l.class, FeatureClass::Country | FeatureClass::Water))
    };
    let told: Vec<&Toponym> = s.toponyms.iter().filter(|t| t.kind == ToponymKind::Literal).filter(inside).collect();
    let weight = |t: &Toponym| {
        let sentence = s.doc.sentence_at(t.span.start).map(|i| &s.doc.sentences[i]);
        let block = sentence.filter(|x| x.span.contains(t.span)).map(|x| s.doc.kind(x));
        match (t.role, block) {
            (Role::Dateline, _) => 0.5,
            (Role::Background | Role::Planned, _) => 0.0,
            (_, Some(BlockKind::Headline)) => 2.0,
            _ => 1.0,
        }
    };
    let mut sums: HashMap<&str, f64> = HashMap::new();
    for t in &told {
        *sums.entry(&t.name).or_default() += weight(t);
    }
    let mut best: Option<(f64, &Toponym)> = None;
    for t in &told {
        let sum = sums[&*t.name];
        if best.is_none_or(|(w, _)| sum > w) {
            best = Some((sum, t));
        }
    }
    let (sum, main) = best?;
    let dateline = told.len() == 1 && main.role == Role::Dateline;
    // The only place that the report names.
    let only = sum > 0.0 && told.iter().all(|t| t.name == main.name || t.role == Role::Dateline);
    (sum >= ENOUGH || dateline || only).then_some(main.location.as_ref()).flatten()
}

/// The country of most names, as the gazetteer locates it. Where a report was
/// written counts as three names; a town in a country that nothing else speaks
/// of is likely another place of that name, and counts little.
fn country(toponyms: &[Toponym]) -> Option<&Location> {
    let of = |t: &Toponym| t.location.as_ref().and_then(|l| l.iso3.clone());
    let told: Vec<&Toponym> = toponyms.iter().filter(|t| t.kind != ToponymKind::Organisation).collect();
    let company = Company::new(told.iter().copied());
    let mut weights: Vec<(String, f64)> = Vec::new();
    for t in &told {
        let Some(iso3) = of(t) else { continue };
        let weight = match (t.role, t.kind) {
            (Role::Dateline, _) => 3.0,
            (_, ToponymKind::Literal) if company.is_lone_town(t) => 0.25,
            (_, ToponymKind::Literal) => 2.0,
            _ => 1.0,
        };
        match weights.iter_mut().find(|(i, _)| *i == iso3) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((iso3, weight)),
        }
    }
    let total: f64 = weights.iter().map(|(_, w)| w).sum();
    let (iso3, most) = weights.iter().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    if *most < 1.0 || *most < SHARE * total {
        return None;
    }
    let inside = |l: &&Location| l.iso3.as_deref() == Some(iso3);
    let mut places = toponyms.iter().filter_map(|t| t.location.as_ref()).filter(inside);
    places.clone().find(|l| l.class == FeatureClass::Country).or_else(|| places.next())
}
