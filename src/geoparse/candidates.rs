//! The places that a name might mean, each with what it is worth before any
//! context.

use crate::gazetteer::{FeatureClass, NameHit, NameKind, Place};

use super::atlas::Atlas;
use super::spot::{Mention, Reading};

/// The most candidates kept for a name.
const MOST: usize = 24;

/// A place that a name might mean.
#[derive(Debug, Clone)]
pub(super) struct Cand<'g> {
    /// The place.
    pub(super) place: Place<'g>,
    /// What the name is to it.
    pub(super) kind: NameKind,
    /// Its worth without context.
    pub(super) prior: f32,
    /// Its worth with all that is known so far.
    pub(super) score: f32,
    /// What spoke for it.
    pub(super) reasons: Vec<&'static str>,
}

impl Cand<'_> {
    /// Whether the name is the place's primary one or one of known standing.
    pub(super) fn official(&self) -> bool {
        self.kind != NameKind::Alternate
    }
}

/// The candidates of a mention, the likeliest first.
pub(super) fn of<'g>(mention: &Mention, name: &str, atlas: Atlas<'g>) -> Vec<Cand<'g>> {
    let fixed = mention.reading != Reading::Name;
    let mut cands: Vec<Cand<'g>> =
        mention.hits.iter().enumerate().map(|(order, hit)| cand(*hit, name, fixed.then_some(order), atlas)).collect();
    cands.sort_by(|a, b| b.prior.total_cmp(&a.prior).then(a.place.id.cmp(&b.place.id)));
    cands.truncate(MOST);
    cands
}

fn cand<'g>(hit: NameHit, name: &str, fixed: Option<usize>, atlas: Atlas<'g>) -> Cand<'g> {
    let place = atlas.gaz.place(hit.place);
    let mut prior = fixed.map_or_else(|| worth(&place), |order| 10.0 - order as f32 * 0.5);
    prior += match hit.kind {
        NameKind::Primary | NameKind::Exonym => 0.0,
        NameKind::Contested | NameKind::Transliteration => -0.3,
        NameKind::Former => -1.0,
        NameKind::Alternate => {
            // The same letters but for an article or mark are nearly the name.
            let short = name.chars().count() <= 4;
            if short { -4.0 } else { -2.0 }
        }
    };
    if hit.loose {
        prior -= 1.0;
    }
    Cand { place, kind: hit.kind, prior, score: prior, reasons: Vec::new() }
}

/// How likely a report means this place when it says its name: about 0.7 times
/// the logarithm of its inhabitants, others set beside such towns.
fn worth(place: &Place<'_>) -> f32 {
    let people = 0.7 * libm::logf(place.population as f32 + 200.0);
    match place.class {
        FeatureClass::Country => 16.0,
        FeatureClass::Admin1 => people.clamp(9.0, 10.5),
        FeatureClass::Admin2 => people.clamp(5.5, 7.5),
        FeatureClass::Water | FeatureClass::Terrain => 7.5 + (libm::logf(place.radius_km + 1.0) * 0.4).min(2.5),
        FeatureClass::Region | FeatureClass::Border | FeatureClass::Road => 9.0,
        FeatureClass::Spot => 6.5,
        FeatureClass::Town => {
            people
                + match place.feature_code {
                    "PPLC" => 1.2,
                    "PPLA" => 0.4,
                    // Quarters of towns and places no longer there.
                    "PPLX" => -1.0,
                    "PPLH" | "PPLQ" | "PPLW" => -1.5,
                    _ => 0.0,
                }
        }
    }
}
