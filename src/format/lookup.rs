//! The answers of `lookup`: tables for people, JSON for scripts.

use std::fmt::Write as _;

use anstyle::Style;
use serde::Serialize;

use super::columns::{aligned, harmless};
use super::incident_row::word;
use super::table::round_degrees;
use crate::gazetteer::{Around, Disputed, FeatureClass, NameKind, Neighbour, Ranked, ScoreParts};
use crate::geoparse::Location;

/// Other names that a table shows of one place.
const NAMES_SHOWN: usize = 8;

const DIM: Style = Style::new().dimmed();

/// The answer to a name in the document of `lookup --json`.
#[derive(Debug, Serialize)]
pub struct NameAnswer<'a> {
    /// The name that was asked for.
    pub query: &'a str,
    /// Degrees north of the best candidate, WGS 84; null where nothing fits.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// The gazetteer's name.
    pub name: Option<&'a str>,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// GeoNames feature code, or one in its style.
    pub feature_code: Option<&'a str>,
    /// ISO 3166-1 alpha-3, as the table of disputed areas has it.
    pub iso3: Option<&'a str>,
    /// First-order division.
    pub admin1: Option<&'a str>,
    /// Second-order division.
    pub admin2: Option<&'a str>,
    /// UCDP's `where_prec`, 1-7.
    pub ucdp_where_prec: Option<u8>,
    /// Radius around the point within which the place lies.
    pub uncertainty_km: Option<f64>,
    /// How sure it is, 0-1.
    pub score: Option<f64>,
    /// What else it might be, best first; the chosen one included.
    pub candidates: Vec<CandidateAnswer<'a>>,
}

impl<'a> NameAnswer<'a> {
    /// The answer for the best candidate's location, or for none.
    pub fn new(query: &'a str, at: Option<&'a Location>, ranked: &'a [Ranked<'a>]) -> Self {
        Self {
            query,
            lat: at.map(|l| round_degrees(l.lat)),
            lon: at.map(|l| round_degrees(l.lon)),
            name: at.map(|l| l.name.as_str()),
            geonameid: at.and_then(|l| l.geonameid),
            feature_code: at.map(|l| l.feature_code.as_str()),
            iso3: at.and_then(|l| l.iso3.as_deref()),
            admin1: at.and_then(|l| l.admin1.as_deref()),
            admin2: at.and_then(|l| l.admin2.as_deref()),
            ucdp_where_prec: at.map(|l| l.ucdp_where_prec),
            uncertainty_km: at.map(|l| tenth(l.uncertainty_km)),
            score: ranked.first().map(|r| thousandth(r.score)),
            candidates: ranked.iter().map(CandidateAnswer::from).collect(),
        }
    }
}

fn thousandth(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

fn tenth(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

/// A name of a place with what it is to it.
#[derive(Debug, Serialize)]
pub struct TypedName<'a> {
    /// The name.
    pub name: &'a str,
    /// Contested, former, exonym, transliteration...
    pub kind: NameKind,
}

/// The parts of a score, each 0-1.
#[derive(Debug, Serialize)]
pub struct PartsAnswer {
    spelling: f64,
    kind: f64,
    class: f64,
    population: f64,
    near: f64,
    inside: f64,
}

impl From<&ScoreParts> for PartsAnswer {
    fn from(p: &ScoreParts) -> Self {
        Self {
            spelling: thousandth(p.spelling),
            kind: thousandth(p.kind),
            class: thousandth(p.class),
            population: thousandth(p.population),
            near: thousandth(p.near),
            inside: thousandth(p.inside),
        }
    }
}

/// A candidate of an answer.
#[derive(Debug, Serialize)]
pub struct CandidateAnswer<'a> {
    /// The gazetteer's name.
    pub name: &'a str,
    /// What the name asked for is to the place.
    pub name_kind: NameKind,
    /// Its other names whose kind is known.
    pub names: Vec<TypedName<'a>>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// GeoNames' id.
    pub geonameid: Option<u32>,
    /// What it is.
    pub class: FeatureClass,
    /// GeoNames feature code, or one in its style.
    pub feature_code: &'a str,
    /// Country.
    pub country: Option<&'a str>,
    /// ISO 3166-1 alpha-2 of the source.
    pub iso2: &'a str,
    /// First-order division.
    pub admin1: Option<&'a str>,
    /// Second-order division.
    pub admin2: Option<&'a str>,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Kilometres to the point that was asked for.
    pub distance_km: Option<f64>,
    /// The disputed area it lies in.
    pub disputed: Option<DisputedAnswer<'a>>,
    /// 0-1.
    pub score: f64,
    /// The parts of the score.
    pub parts: PartsAnswer,
}

impl<'a> From<&'a Ranked<'a>> for CandidateAnswer<'a> {
    fn from(ranked: &'a Ranked<'a>) -> Self {
        let place = &ranked.place;
        Self {
            name: place.name,
            name_kind: ranked.kind,
            names: ranked.second_names.iter().map(|(name, kind)| TypedName { name, kind: *kind }).collect(),
            lat: round_degrees(place.lat),
            lon: round_degrees(place.lon),
            geonameid: place.geonameid,
            class: place.class,
            feature_code: place.feature_code,
            country: ranked.country,
            iso2: place.iso2,
            admin1: ranked.admin1,
            admin2: ranked.admin2,
            population: Some(place.population).filter(|n| *n > 0),
            distance_km: ranked.distance_km.map(tenth),
            disputed: ranked.disputed.map(DisputedAnswer::from),
            score: thousandth(ranked.score),
            parts: PartsAnswer::from(&ranked.parts),
        }
    }
}

/// The status of a disputed area.
#[derive(Debug, Serialize)]
pub struct DisputedAnswer<'a> {
    /// Its name.
    pub area: &'a str,
    /// ISO 3166-1 alpha-3 that is written for places in it.
    pub iso3: &'a str,
    /// Who claims it.
    pub claimants: &'a [String],
    /// Who administers it.
    pub administered_by: &'a str,
}

impl<'a> From<&'a Disputed> for DisputedAnswer<'a> {
    fn from(d: &'a Disputed) -> Self {
        Self { area: &d.area, iso3: &d.iso3, claimants: &d.claimants, administered_by: &d.administered_by }
    }
}

/// The answer to a point in the document of `lookup --json`.
#[derive(Debug, Serialize)]
pub struct PointAnswer<'a> {
    /// What was asked.
    pub query: &'a str,
    /// Degrees north as read.
    pub lat: f64,
    /// Degrees east as read.
    pub lon: f64,
    /// Country; null at sea.
    pub country: Option<&'a str>,
    /// ISO 3166-1 alpha-3.
    pub iso3: Option<&'a str>,
    /// First-order division.
    pub admin1: Option<&'a str>,
    /// Second-order division.
    pub admin2: Option<&'a str>,
    /// How the first-order division is known: outline, or `nearest_place`.
    pub division_basis: Option<&'static str>,
    /// Status, where the point lies in a disputed area.
    pub disputed: Option<DisputedAnswer<'a>>,
    /// The nearest populated places.
    pub nearest: Vec<NeighbourAnswer<'a>>,
}

/// A place near a point.
#[derive(Debug, Serialize)]
pub struct NeighbourAnswer<'a> {
    name: &'a str,
    distance_km: f64,
    /// In which direction from the place the point lies, degrees from north.
    bearing: f64,
    direction: &'static str,
    lat: f64,
    lon: f64,
    geonameid: Option<u32>,
    class: FeatureClass,
    feature_code: &'a str,
    country: Option<&'a str>,
    iso2: &'a str,
    admin1: Option<&'a str>,
    admin2: Option<&'a str>,
}

impl<'a> PointAnswer<'a> {
    /// The answer for what lies at a point.
    pub fn new(query: &'a str, around: &'a Around<'a>) -> Self {
        Self {
            query,
            lat: around.lat,
            lon: around.lon,
            country: around.country.map(|c| c.name),
            iso3: around.country.map(|c| c.iso3),
            admin1: around.admin1,
            admin2: around.admin2,
            division_basis: around.admin1.map(|_| if around.by_outline { "outline" } else { "nearest_place" }),
            disputed: around.disputed.map(DisputedAnswer::from),
            nearest: around.nearest.iter().map(NeighbourAnswer::from).collect(),
        }
    }
}

impl<'a> From<&'a Neighbour<'a>> for NeighbourAnswer<'a> {
    fn from(n: &'a Neighbour<'a>) -> Self {
        Self {
            name: n.place.name,
            distance_km: tenth(n.km),
            bearing: n.bearing.round(),
            direction: compass(n.bearing),
            lat: round_degrees(n.place.lat),
            lon: round_degrees(n.place.lon),
            geonameid: n.place.geonameid,
            class: n.place.class,
            feature_code: n.place.feature_code,
            country: n.country,
            iso2: n.place.iso2,
            admin1: n.admin1,
            admin2: n.admin2,
        }
    }
}

/// The nearest of sixteen compass points to a bearing in degrees from north.
fn compass(bearing: f64) -> &'static str {
    const POINTS: [&str; 16] =
        ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
    POINTS[(bearing.rem_euclid(360.0) / 22.5).round() as usize % 16]
}

/// The candidates of one name as a table, with what makes each score and its
/// other names below each row.
pub fn candidates(ranked: &[Ranked<'_>]) -> String {
    let mut rows = vec![["score", "name", "what", "in", "lat, lon", "km", "GeoNames"].map(str::to_owned).to_vec()];
    rows.extend(ranked.iter().map(row));
    let no_distance = ranked.iter().all(|r| r.distance_km.is_none());
    if no_distance {
        for row in &mut rows {
            row.remove(5);
        }
    }
    let table = aligned(&rows);
    let mut lines = table.lines();
    let mut text = format!("{}\n", lines.next().unwrap_or_default());
    for (line, ranked) in lines.zip(ranked) {
        let _ = writeln!(text, "{line}\n       {DIM}{}{DIM:#}", harmless(&why(ranked)));
        let names = also(ranked);
        if !names.is_empty() {
            let _ = writeln!(text, "       {DIM}also {}{DIM:#}", harmless(&names));
        }
    }
    text
}

fn row(ranked: &Ranked<'_>) -> Vec<String> {
    let place = &ranked.place;
    vec![
        format!("{:.3}", ranked.score),
        harmless(place.name),
        format!("{} {}", word(place.class).unwrap_or_default(), place.feature_code),
        path([ranked.admin2, ranked.admin1, ranked.country], place.name),
        format!("{:.4}, {:.4}", place.lat + 0.0, place.lon + 0.0),
        ranked.distance_km.map_or_else(|| "-".to_owned(), |km| format!("{km:.0}")),
        place.geonameid.map_or_else(|| "-".to_owned(), |id| id.to_string()),
    ]
}

fn path(parts: [Option<&str>; 3], name: &str) -> String {
    let mut parts: Vec<&str> = parts.into_iter().flatten().filter(|p| *p != name).collect();
    parts.dedup();
    harmless(&parts.join(", "))
}

/// What speaks for a candidate: in words, and what its score is made of.
fn why(ranked: &Ranked<'_>) -> String {
    let mut reasons = vec![format!("{} name", word(ranked.kind).unwrap_or_default())];
    if ranked.place.population > 0 {
        reasons.push(format!("{} inhabitants", ranked.place.population));
    }
    if let Some(area) = ranked.disputed {
        reasons.push(status(area));
    }
    let p = &ranked.parts;
    let parts = [
        ("spelling", p.spelling),
        ("kind", p.kind),
        ("class", p.class),
        ("population", p.population),
        ("near", p.near),
        ("inside", p.inside),
    ];
    let parts: Vec<String> = parts.iter().map(|(name, value)| format!("{name} {value:.2}")).collect();
    format!("{}; {}", reasons.join(", "), parts.join(", "))
}

fn also(ranked: &Ranked<'_>) -> String {
    let named = |(name, kind): &(&str, NameKind)| format!("{name} ({})", word(*kind).unwrap_or_default());
    let shown: Vec<String> = ranked.second_names.iter().take(NAMES_SHOWN).map(named).collect();
    let more = ranked.second_names.len().saturating_sub(NAMES_SHOWN);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

fn status(area: &Disputed) -> String {
    let claimants = area.claimants.join(" and ");
    format!("in {} (claimed by {claimants}, administered by {})", area.area, area.administered_by)
}

/// What lies at a point, for people.
pub fn around(found: &Around<'_>) -> String {
    let country = found.country.map_or("in no country's outline: at sea, perhaps", |c| c.name);
    let parts: Vec<&str> = [found.admin2, found.admin1, Some(country)].into_iter().flatten().collect();
    let mut text = format!("{}, {}  {}\n", found.lat, found.lon, harmless(&parts.join(", ")));
    if found.admin1.is_some() && !found.by_outline {
        let _ = writeln!(text, "{DIM}division of the nearest place{DIM:#}");
    }
    if let Some(area) = found.disputed {
        let _ = writeln!(text, "{}", harmless(&status(area)));
    }
    let header = ["km", "direction", "from", "what", "in", "lat, lon", "GeoNames"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(found.nearest.iter().map(|n| {
        let place = &n.place;
        vec![
            format!("{:.1}", n.km),
            format!("{} ({:.0}°)", compass(n.bearing), n.bearing.round() % 360.0),
            harmless(place.name),
            format!("{} {}", word(place.class).unwrap_or_default(), place.feature_code),
            path([n.admin2, n.admin1, n.country], place.name),
            format!("{:.4}, {:.4}", place.lat + 0.0, place.lon + 0.0),
            place.geonameid.map_or_else(|| "-".to_owned(), |id| id.to_string()),
        ]
    }));
    text.push_str(&aligned(&rows));
    text
}

#[cfg(test)]
mod tests {
    use super::compass;

    #[test]
    fn the_compass_has_sixteen_points() {
        assert_eq!((compass(0.0), compass(359.0), compass(348.0)), ("N", "N", "NNW"));
        assert_eq!((compass(45.0), compass(202.5), compass(-90.0)), ("NE", "SSW", "W"));
    }
}
