//! Places from the fields of event datasets: "Abaluma village (Buraki
//! groupement)", "near brigade 52", "Daraa governorate", with the names of the
//! divisions and the country beside them.
//!
//! The head name is sought inside the stated divisions; where it is not known
//! there, the smallest stated division is the answer, with its precision said.
//! A place of that name far from them never is.

mod phrase;
mod scope;
mod search;
mod similar;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::locate::locate;
use super::types::Location;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::lexicon::place_words::Feature;
use phrase::Phrase;
use scope::{Level, Scope};
use search::{Found, Searcher};

/// What is known of a place; any of the fields may be there.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Description {
    /// A plain name.
    pub name: Option<String>,
    /// The place that was coded: UCDP's `where_coordinates`.
    pub where_coordinates: Option<String>,
    /// The place as reported: UCDP's `where_description`.
    pub where_description: Option<String>,
    /// Name of the first-order division.
    pub adm_1: Option<String>,
    /// Name of the second-order division.
    pub adm_2: Option<String>,
    /// Name or code of the country.
    pub country: Option<String>,
    /// A point (latitude, longitude) near which the place is likelier.
    pub near: Option<(f64, f64)>,
    /// The day of which names and status are asked.
    pub date: Option<Date>,
}

/// A place that a description might mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerCandidate {
    /// The gazetteer's name.
    pub name: String,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code.
    pub feature_code: String,
    /// Its score, 0-1.
    pub score: f64,
    /// What spoke for it.
    pub reason: String,
}

/// What a description means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Degrees north, WGS 84; null where nothing is known, not even the country.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The gazetteer's name.
    pub name: Option<String>,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code.
    pub feature_code: Option<String>,
    /// ISO 3166-1 alpha-3, by the status of disputed areas.
    pub iso3: Option<String>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// UCDP's `where_prec`, 1-7.
    pub ucdp_where_prec: Option<u8>,
    /// Kilometres around the point within which the place lies.
    pub uncertainty_km: Option<f64>,
    /// Sureness, 0-1, to three places.
    pub score: f64,
    /// What else it might be, best first.
    pub candidates: Vec<AnswerCandidate>,
}

/// What a description means: the place itself, or the smallest stated division.
///
/// ```
/// use dateline::{gazetteer::Gazetteer, geoparse, lexicon::Lexicon};
/// let (lexicon, gazetteer) = (Lexicon::english()?, Gazetteer::embedded()?);
/// let asked = geoparse::Description {
///     where_coordinates: Some("Goris town".into()),
///     country: Some("Armenia".into()),
///     ..Default::default()
/// };
/// let answer = geoparse::describe(&asked, &gazetteer, &lexicon);
/// assert_eq!(answer.name.as_deref(), Some("Goris"));
/// assert_eq!(answer.ucdp_where_prec, Some(1));
/// # Ok::<(), dateline::error::Error>(())
/// ```
pub fn describe(asked: &Description, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Answer {
    let scope = Scope::new(asked, gazetteer, lexicon);
    if let Some(line) =
        asked.where_coordinates.as_deref().and_then(|t| scope::border_of(t, gazetteer, lexicon, asked.date))
    {
        return said(&line, 0.8, Vec::new());
    }
    if let Some(level) = scope.restated(asked) {
        return fallback(&level, None, asked, gazetteer);
    }
    let searcher = Searcher { gazetteer, scope: &scope, near: asked.near, strict: false };
    let coded = asked.where_coordinates.as_deref().or(asked.name.as_deref()).map(|t| phrase::coded(t, lexicon));
    let reported = asked.where_description.as_deref().map(|t| phrase::reported(t, lexicon)).unwrap_or_default();
    if let Some((found, phrase)) = coded.as_ref().and_then(|phrases| first_found(&searcher, phrases)) {
        let beside = phrase::said_beside(&phrase, &reported);
        return answer(&found, &phrase, beside, asked, gazetteer);
    }
    // The coded place is not known: a place that the report names will do for
    // its surroundings, if the division is not all that was coded.
    let area = coded.as_ref().and_then(|c| c.first()).is_some_and(Phrase::is_division);
    let around = if area { None } else { first_found(&searcher.around(coded.is_some()), &reported) };
    match around {
        Some((found, phrase)) => {
            let said = answer(&found, &phrase, coded.is_some(), asked, gazetteer);
            if coded.is_some() && !phrase.beside { coarse(said) } else { said }
        }
        None => match scope.smallest() {
            Some(level) => fallback(&level, coded.as_deref(), asked, gazetteer),
            None => nothing(),
        },
    }
}

/// A town named with the place that is sought, but not said to be beside it,
/// tells the district and no more.
fn coarse(said: Answer) -> Answer {
    let prec = said.ucdp_where_prec.map(|p| p.max(2));
    Answer { ucdp_where_prec: prec, uncertainty_km: said.uncertainty_km.map(|km| km.max(25.0)), ..said }
}

fn first_found(searcher: &Searcher<'_>, phrases: &[Phrase]) -> Option<(Vec<Found>, Phrase)> {
    phrases.iter().find_map(|phrase| {
        let found = searcher.find(phrase);
        (!found.is_empty()).then(|| (found, phrase.clone()))
    })
}

fn answer(found: &[Found], phrase: &Phrase, beside: bool, asked: &Description, gazetteer: &Gazetteer) -> Answer {
    let Some(best) = found.first() else { return nothing() };
    let mut location = locate(gazetteer, best.place, asked.date);
    if (phrase.beside || beside) && location.ucdp_where_prec == 1 {
        location.ucdp_where_prec = 2;
        location.uncertainty_km = location.uncertainty_km.max(10.0);
    }
    if let Some(km) = phrase.km {
        location.uncertainty_km = location.uncertainty_km.max(km);
    }
    soften(phrase, &mut location);
    let score = best.score;
    let candidates = found.iter().take(5).map(|f| candidate(f, gazetteer)).collect();
    said(&location, score, candidates)
}

/// Takes back precision that the words deny: "northern X governorate", "X
/// area", a town found where a district was asked for.
fn soften(phrase: &Phrase, location: &mut Location) {
    let town = location.ucdp_where_prec <= 2;
    let (prec, km) = match phrase.feature {
        Some(Feature::Admin1 | Feature::Admin2 | Feature::Region) if phrase.part => (5, 50.0),
        Some(Feature::Admin2) if town => (3, 25.0),
        Some(Feature::Admin1) if town || location.ucdp_where_prec == 3 => (4, 75.0),
        Some(Feature::Road | Feature::Border) => (5, 50.0),
        Some(Feature::Region | Feature::Terrain | Feature::Water) if location.ucdp_where_prec == 1 => (2, 15.0),
        _ if phrase.part && !town => (5, 50.0),
        _ => return,
    };
    location.ucdp_where_prec = prec;
    location.uncertainty_km = location.uncertainty_km.max(km);
}

/// A stated division, or the country, with its precision said.
fn fallback(level: &Level, coded: Option<&[Phrase]>, asked: &Description, gazetteer: &Gazetteer) -> Answer {
    let mut location = locate(gazetteer, level.place, asked.date);
    let line =
        coded.and_then(|c| c.first()).is_some_and(|p| matches!(p.feature, Some(Feature::Road | Feature::Border)));
    location.ucdp_where_prec = if line && level.prec >= 4 { 5 } else { level.prec };
    location.uncertainty_km = location.uncertainty_km.max(level.km);
    said(&location, 0.3, Vec::new())
}

fn said(location: &Location, score: f64, candidates: Vec<AnswerCandidate>) -> Answer {
    let round = |x: f64| (x * 1e5).round() / 1e5;
    Answer {
        lat: Some(round(location.lat)),
        lon: Some(round(location.lon)),
        name: Some(location.name.clone()),
        geonameid: location.geonameid,
        feature_code: Some(location.feature_code.clone()),
        iso3: location.iso3.clone(),
        admin1: location.admin1.clone(),
        ucdp_where_prec: Some(location.ucdp_where_prec),
        uncertainty_km: Some(location.uncertainty_km),
        score: (score * 1000.0).round() / 1000.0,
        candidates,
    }
}

fn candidate(found: &Found, gazetteer: &Gazetteer) -> AnswerCandidate {
    let place = gazetteer.place(found.place);
    AnswerCandidate {
        name: place.name.to_owned(),
        lat: place.lat,
        lon: place.lon,
        geonameid: place.geonameid,
        feature_code: place.feature_code.to_owned(),
        score: (found.score * 1000.0).round() / 1000.0,
        reason: found.reason.to_owned(),
    }
}

fn nothing() -> Answer {
    Answer {
        lat: None,
        lon: None,
        name: None,
        geonameid: None,
        feature_code: None,
        iso3: None,
        admin1: None,
        ucdp_where_prec: None,
        uncertainty_km: None,
        score: 0.0,
        candidates: Vec::new(),
    }
}
