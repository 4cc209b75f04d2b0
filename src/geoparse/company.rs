//! Which names of a report share a country.

use std::collections::HashMap;

use super::types::Toponym;
use crate::gazetteer::FeatureClass;

/// The names that stand for places of each country (ISO 3166 alpha-3).
pub(crate) struct Company<'t>(HashMap<&'t str, Names<'t>>);

/// Whether a country has one name or several.
enum Names<'t> {
    One(&'t str),
    Several,
}

impl<'t> Company<'t> {
    pub(crate) fn new(toponyms: impl IntoIterator<Item = &'t Toponym>) -> Self {
        let mut of: HashMap<&str, Names<'_>> = HashMap::new();
        for t in toponyms {
            let Some(iso3) = iso3(t) else { continue };
            let names = of.entry(iso3).or_insert(Names::One(&t.name));
            if let Names::One(name) = names
                && *name != t.name
            {
                *names = Names::Several;
            }
        }
        Self(of)
    }

    /// A town in a country that no other name belongs to: likely a homonym of
    /// a place that the gazetteer lacks.
    pub(crate) fn is_lone_town(&self, t: &Toponym) -> bool {
        let town = t.location.as_ref().is_some_and(|l| matches!(l.class, FeatureClass::Town | FeatureClass::Spot));
        let others = match iso3(t).and_then(|i| self.0.get(i)) {
            None => false,
            Some(Names::One(name)) => *name != t.name,
            Some(Names::Several) => true,
        };
        town && !others
    }
}

/// The country of a name's place.
fn iso3(t: &Toponym) -> Option<&str> {
    t.location.as_ref().and_then(|l| l.iso3.as_deref())
}
