//! The places that a name might mean, each with what it is worth before any
//! context.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::gazetteer::{FeatureClass, NameHit, NameKind, Place, PlaceId};
use crate::lexicon::sense_weights::{SenseWeights, Sign};

use super::atlas::Atlas;
use super::spot::{Mention, Reading};
use super::words::Words;

/// The most candidates kept for a name.
const MOST: usize = 32;

/// What a place of the user's own is worth more than others of its name.
const OWN: f32 = 4.0;

/// A place that a name might mean.
#[derive(Debug, Clone)]
pub(super) struct Cand<'g> {
    /// The place.
    pub(super) place: Place<'g>,
    /// What the name is to it.
    pub(super) kind: NameKind,
    /// What speaks for it, by [`Sign`].
    pub(super) signs: [f32; Sign::COUNT],
    /// Worth besides the signs: the lexicon's order among the places of an
    /// adjective.
    pub(super) order: f32,
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

    pub(super) fn set(&mut self, sign: Sign, value: f32) {
        self.signs[sign as usize] = value;
    }

    /// The weighed sum of all signs set so far.
    pub(super) fn sum(&self, weights: &SenseWeights) -> f32 {
        self.order + weights.sum(&self.signs)
    }
}

/// The candidates of each mention, the likeliest first.
pub(super) fn all<'g>(mentions: &[Mention], words: &Words<'_>, atlas: Atlas<'g>) -> Vec<Vec<Cand<'g>>> {
    let date = words.doc.published.date;
    let mut found: Vec<Vec<Cand<'g>>> = Vec::with_capacity(mentions.len());
    // Reports name the same places over and over.
    let mut known: FxHashMap<(PlaceId, usize), usize> = FxHashMap::default();
    for (n, mention) in mentions.iter().enumerate() {
        let Some(first) = mention.hits.first() else {
            found.push(Vec::new());
            continue;
        };
        let earlier = *known.entry((first.place, mention.hits.len())).or_insert(n);
        let alike = mentions.get(earlier).filter(|e| (e.reading, &e.hits) == (mention.reading, &mention.hits));
        let again = alike.filter(|_| earlier < n).and_then(|_| found.get(earlier)).cloned();
        found.push(again.unwrap_or_else(|| {
            let name = words.span(mention.from, mention.to).of(&words.doc.text);
            of(mention, name, date, atlas)
        }));
    }
    found
}

/// The candidates of a mention, the likeliest first.
fn of<'g>(mention: &Mention, name: &str, date: Option<Date>, atlas: Atlas<'g>) -> Vec<Cand<'g>> {
    let fixed = mention.reading != Reading::Name;
    let mut cands: Vec<Cand<'g>> = mention
        .hits
        .iter()
        .enumerate()
        .map(|(order, hit)| {
            let mut cand = cand(*hit, atlas);
            cand.order = match (fixed, cand.place.own) {
                (true, _) => -0.5 * order as f32,
                (false, own) => f32::from(u8::from(own)) * OWN,
            };
            cand.prior = cand.sum(&atlas.lexicon.sense_weights);
            cand.score = cand.prior;
            cand
        })
        .collect();
    of_the_day(&mut cands, name, date, atlas);
    cands.sort_by(|a, b| b.prior.total_cmp(&a.prior).then(a.place.id.cmp(&b.place.id)));
    cands.truncate(MOST);
    cands
}

/// Of places of one name and class that were there at different times the day's
/// own is kept, and none that got the name later.
fn of_the_day(cands: &mut Vec<Cand<'_>>, name: &str, date: Option<Date>, atlas: Atlas<'_>) {
    let dated = |c: &Cand<'_>| c.place.valid != (None, None);
    if cands.iter().any(dated) {
        let there: Vec<(&str, FeatureClass)> = cands
            .iter()
            .filter(|c| dated(c) && c.place.valid_at(date))
            .map(|c| (c.place.name, c.place.class))
            .collect();
        cands.retain(|c| c.place.valid_at(date) || !there.contains(&(c.place.name, c.place.class)));
    }
    if let Some(date) = date {
        let typed = |c: &Cand<'_>| matches!(c.kind, NameKind::Former | NameKind::Contested);
        cands.retain(|c| !typed(c) || atlas.gaz.may_be_called(c.place.id, name, date));
    }
}

/// A place with the signs that need no context.
pub(super) fn cand(hit: NameHit, atlas: Atlas<'_>) -> Cand<'_> {
    let place = atlas.gaz.place(hit.place);
    let mut cand = Cand {
        place,
        kind: hit.kind,
        signs: [0.0; Sign::COUNT],
        order: 0.0,
        prior: 0.0,
        score: 0.0,
        reasons: Vec::new(),
    };
    let class = match place.class {
        _ if place.own => Sign::People,
        FeatureClass::Country => Sign::Country,
        FeatureClass::Admin1 => Sign::Admin1,
        FeatureClass::Admin2 => Sign::Admin2,
        FeatureClass::Water | FeatureClass::Terrain => Sign::Natural,
        FeatureClass::Region | FeatureClass::Border | FeatureClass::Road => Sign::Region,
        FeatureClass::Spot => Sign::Spot,
        FeatureClass::Town => Sign::People,
    };
    let people = place.standing() as f32;
    // A division counts as far as it has people: small islands bear the names
    // of saints and seas too.
    let value = match place.class {
        FeatureClass::Town => 0.1 * libm::logf(people + 200.0),
        FeatureClass::Admin1 => (libm::log10f(people + 10.0) / 6.0).min(1.0),
        _ => 1.0,
    };
    cand.set(class, value);
    match place.feature_code {
        "PPLX" | "PPLH" | "PPLQ" | "PPLW" => cand.set(Sign::Quarter, 1.0),
        _ => {}
    }
    match hit.kind {
        NameKind::Primary | NameKind::Exonym => {}
        NameKind::Contested | NameKind::Transliteration => cand.set(Sign::Alternate, 0.15),
        NameKind::Former => cand.set(Sign::Alternate, 0.5),
        NameKind::Alternate => {
            // A country is seldom called by one of its many untyped names.
            cand.set(Sign::Alternate, if place.class == FeatureClass::Country { 2.0 } else { 1.0 });
        }
    }
    cand
}
