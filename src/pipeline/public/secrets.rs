//! The names that would tell where a sensitive incident was: all that its place
//! is called, in the report and in the gazetteer, below the first-order
//! division.

use std::collections::BTreeSet;

use super::Shown;
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId, fold};
use crate::incident::Incident;

/// Words of a name at most.
const LONGEST: usize = 8;

/// Places and their names, folded.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    places: BTreeSet<PlaceId>,
    names: BTreeSet<String>,
}

impl Secrets {
    /// The secrets of all incidents that are not shown where they were told.
    pub(super) fn of<'i>(incidents: impl Iterator<Item = (&'i Incident, &'i Shown)>, gaz: &Gazetteer) -> Self {
        let mut secrets = Self::default();
        let mut shown = BTreeSet::new();
        for (incident, area) in incidents.filter(|(_, s)| s.hides()).map(|(i, s)| (i, s.place(i))) {
            let wide = area.filter(|a| !is_below(a.class));
            let names = wide.into_iter().flat_map(|a| [Some(&a.name), a.admin1.as_ref(), a.country.as_ref()]);
            shown.extend(names.flatten().map(|n| fold(n)));
            secrets.add(incident, gaz);
        }
        // What is shown in their place says nothing more.
        secrets.names.retain(|name| !shown.contains(name));
        secrets
    }

    fn add(&mut self, incident: &Incident, gaz: &Gazetteer) {
        let anchors = incident.relation.iter().flat_map(|r| r.anchors.iter().copied());
        let places = incident.location.iter().filter_map(|l| l.place).chain(anchors);
        for id in places.filter(|id| is_below(gaz.place(*id).class)) {
            self.places.insert(id);
            self.names.extend(gaz.names(id).map(|(name, _)| fold(name)).filter(|n| n.chars().count() > 2));
        }
        let told = incident.places.iter().chain(&incident.place_as_reported);
        let placed =
            incident.location.iter().filter(|l| is_below(l.class)).flat_map(|l| [Some(&l.name), l.alt.as_ref()]);
        for name in told.chain(placed.flatten()).filter(|name| !is_wide(name, gaz)) {
            self.names.insert(fold(name));
        }
        self.names.remove("");
    }

    /// Whether an incident stands at one of the places.
    pub(super) fn is_at(&self, incident: &Incident) -> bool {
        let anchors = incident.relation.iter().flat_map(|r| &r.anchors);
        let mut places = incident.location.iter().filter_map(|l| l.place.as_ref()).chain(anchors);
        let names = incident.location.iter().map(|l| &l.name).chain(&incident.place_as_reported);
        places.any(|id| self.places.contains(id)) || names.map(|n| fold(n)).any(|n| self.names.contains(&n))
    }

    /// The first of the names that stands in a text, in whatever spelling of
    /// the same letters.
    pub(super) fn named_in(&self, text: &str) -> Option<String> {
        let plain = fold(&text.replace(['\'', '\u{2019}', '_', '/', '.'], " "));
        // A name with an apostrophe in it folds to one word.
        [plain, fold(text)].into_iter().find_map(|folded| {
            let words: Vec<&str> = folded.split(' ').collect();
            let runs = (0..words.len()).flat_map(|at| (at + 1..=words.len().min(at + LONGEST)).map(move |to| at..to));
            runs.map(|run| words[run].join(" ")).find(|run| self.names.contains(run))
        })
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

fn is_below(class: FeatureClass) -> bool {
    !matches!(class, FeatureClass::Country | FeatureClass::Admin1 | FeatureClass::Region | FeatureClass::Border)
}

/// Whether a name is that of a country or first-order division.
fn is_wide(name: &str, gaz: &Gazetteer) -> bool {
    let classes = gaz.find(name).into_iter().map(|hit| gaz.place(hit.place).class);
    classes.into_iter().any(|class| matches!(class, FeatureClass::Country | FeatureClass::Admin1))
}
