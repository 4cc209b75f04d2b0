//! ACLED's columns (the header of 2024) and conventions: a row per day and
//! place, a named town as location, one number of dead, the lowest where
//! reports differ.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::Value as Json;

use super::fields::Fields;
use super::{Made, Row, World};
use crate::export::table::Kind;
use crate::gazetteer::{Gazetteer, Place, distance_km};
use crate::lexicon::acled_regions::Coded;
use crate::lexicon::actors::INTER;

/// The columns.
pub(super) const COLUMNS: [(&str, Kind); 31] = [
    ("event_id_cnty", Kind::Text),
    ("event_date", Kind::Date),
    ("year", Kind::Integer),
    ("time_precision", Kind::Integer),
    ("disorder_type", Kind::Text),
    ("event_type", Kind::Text),
    ("sub_event_type", Kind::Text),
    ("actor1", Kind::Text),
    ("assoc_actor_1", Kind::Text),
    ("inter1", Kind::Text),
    ("actor2", Kind::Text),
    ("assoc_actor_2", Kind::Text),
    ("inter2", Kind::Text),
    ("interaction", Kind::Text),
    ("civilian_targeting", Kind::Text),
    ("iso", Kind::Integer),
    ("region", Kind::Text),
    ("country", Kind::Text),
    ("admin1", Kind::Text),
    ("admin2", Kind::Text),
    ("admin3", Kind::Text),
    ("location", Kind::Text),
    ("latitude", Kind::Number),
    ("longitude", Kind::Number),
    ("geo_precision", Kind::Integer),
    ("source", Kind::Text),
    ("source_scale", Kind::Text),
    ("notes", Kind::Text),
    ("fatalities", Kind::Integer),
    ("tags", Kind::Text),
    ("timestamp", Kind::Integer),
];

/// Our lower bounds of vague words, and what ACLED writes for them.
const VAGUE: [(i64, i64, &str); 4] =
    [(3, 3, "several"), (24, 12, "dozens"), (200, 100, "hundreds"), (2000, 1000, "thousands")];

/// How far a named town may be from a point known only to a region, km.
const FARTHEST: f64 = 100.0;
/// Towns that are looked at for the seat of a division.
const TOWNS: usize = 400;
/// The longest range that is parted into days.
const LONGEST: i32 = 31;

/// Where ACLED puts an incident.
struct Site {
    /// The named town.
    location: String,
    /// Its point, degrees north and east.
    at: (f64, f64),
    /// How closely the place is known, 1 to 3.
    geo: i64,
    country: Coded,
}

/// The rows of an incident: one a day.
pub(super) fn rows(incident: &Fields<'_>, world: &World<'_>) -> Result<Vec<Row>, &'static str> {
    let point = incident.point.ok_or("not placed")?;
    let geo = incident.whole("acled_geo_precision").ok_or("not placed closely enough for a geo_precision")?;
    if incident.whole("ucdp_where_prec").is_some_and(|prec| prec >= 6) {
        return Err("known only by its country, or at sea: there is no town to name");
    }
    let (days, time) = days(incident)?;
    let (location, at) = location(incident, world.gazetteer, point, geo)?;
    let site = Site { location, at, geo, country: country(incident, world) };
    let (dead, mut notes) = fatalities(incident);
    if days.len() > 1 {
        notes.push(format!("{} days; the toll of {dead} is divided over them.", days.len()));
    }
    let many = days.len() as i64;
    let rows = days.iter().zip(0..).map(|(day, n)| {
        // What does not divide is on the first days.
        let part = dead / many + i64::from(n < dead % many);
        row(incident, (*day, time), (n, many), &site, (part, &notes))
    });
    Ok(rows.collect())
}

/// The days of an incident, and how closely they are known.
fn days(incident: &Fields<'_>) -> Result<(Vec<Date>, i64), &'static str> {
    let start = incident.day("date_start").ok_or("undated")?;
    let end = incident.day("date_end").unwrap_or(start);
    let length = end.since((jiff::Unit::Day, start)).map_or(0, |span| span.get_days());
    let middle = start.checked_add((length / 2).days()).unwrap_or(start);
    match incident.text("date_precision") {
        Some("week") => Ok((vec![middle], 2)),
        Some("month") => Ok((vec![middle], 3)),
        Some("year" | "decade") => Err("dated only to a year or wider"),
        Some("night") => Ok((vec![start], 1)),
        _ if length > LONGEST => Err("of more than a month, of which no day is known"),
        _ => {
            let days = (0..=length).filter_map(|n| start.checked_add(n.days()).ok());
            Ok((days.collect(), incident.whole("acled_time_precision").filter(|_| length == 0).unwrap_or(1)))
        }
    }
}

/// A town with its point: the place itself, else the nearest town, or for a
/// larger region the seat of its division.
fn location(
    incident: &Fields<'_>,
    gazetteer: &Gazetteer,
    point: (f64, f64),
    geo: i64,
) -> Result<(String, (f64, f64)), &'static str> {
    let town = incident.text("place_kind") == Some("town") && incident.text("coord_basis") != Some("offset");
    if let (true, Some(place)) = (town, incident.text("place")) {
        return Ok((place.to_owned(), point));
    }
    let towns = gazetteer.nearest(point.0, point.1, if geo >= 3 { TOWNS } else { 1 });
    let near = |place: &Place<'_>| distance_km(point, (place.lat, place.lon)) <= FARTHEST;
    let places: Vec<Place<'_>> = towns.iter().map(|(id, _)| gazetteer.place(*id)).filter(near).collect();
    // GeoNames' codes of seats: of a country, of a first-order division.
    let seat = places.iter().find(|p| geo >= 3 && matches!(p.feature_code, "PPLC" | "PPLA"));
    let chosen = seat.or(places.first()).ok_or("no town within 100 km to name as its location")?;
    Ok((chosen.name.to_owned(), (chosen.lat, chosen.lon)))
}

/// The country by its code, else by its name.
fn country(incident: &Fields<'_>, world: &World<'_>) -> Coded {
    let named = || world.gazetteer.country_named(incident.text("country")?).map(|country| country.iso3);
    incident.text("iso3").or_else(named).map_or_else(Coded::default, |iso3| world.countries.of(iso3))
}

/// The number of the dead, and how it came about.
fn fatalities(incident: &Fields<'_>) -> (i64, Vec<String>) {
    let mut notes = Vec::new();
    let (min, best, max) = (incident.whole("killed_min"), incident.whole("killed_best"), incident.whole("killed_max"));
    let Some(lowest) = min.or(best) else {
        let why = if max.is_some() { "Only an upper bound" } else { "No figure" };
        notes.push(format!("{why} of the dead was told: fatalities 0."));
        return (0, notes);
    };
    if max.or(best).is_some_and(|most| most > lowest) {
        notes.push("Reports differ on the dead; the lowest figure is taken.".to_owned());
    }
    let vague = VAGUE.iter().find(|(ours, ..)| *ours == lowest && is_vague(incident, lowest));
    if let Some((_, theirs, word)) = vague {
        notes.push(format!("Fatalities told as \"{word}\", coded as {theirs}."));
        return (*theirs, notes);
    }
    (lowest, notes)
}

/// Whether that lower bound comes from a vague word, by the claims; where there
/// are none it is a figure.
fn is_vague(incident: &Fields<'_>, lowest: i64) -> bool {
    let Some(claims) = incident.text("claims").and_then(|text| serde_json::from_str::<Vec<Json>>(text).ok()) else {
        return false;
    };
    claims.iter().any(|claim| {
        claim["what"] == "killed" && claim["approx"] == true && claim["min"] == lowest && claim["max"].is_null()
    })
}

/// Who acted: in an act of violence an unknown one is an unidentified group.
fn first_actor(incident: &Fields<'_>) -> (Option<String>, Option<String>) {
    let violent = matches!(
        incident.text("event_type"),
        Some("Battles" | "Explosions/Remote violence" | "Violence against civilians")
    );
    match (incident.text("side_a"), incident.text("country")) {
        (None, Some(country)) if violent => {
            (Some(format!("Unidentified Armed Group ({country})")), Some(INTER[2].to_owned()))
        }
        (name, _) => (name.map(str::to_owned), incident.text("inter_a").map(str::to_owned)),
    }
}

/// Both kinds of actor, the one of the lower number first.
fn interaction(a: Option<&str>, b: Option<&str>) -> Option<String> {
    let rank = |name: &str| INTER.iter().position(|known| known.eq_ignore_ascii_case(name)).unwrap_or(INTER.len());
    match (a, b) {
        (Some(a), Some(b)) if rank(b) < rank(a) => Some(format!("{b}-{a}")),
        (Some(a), Some(b)) => Some(format!("{a}-{b}")),
        (Some(one), None) | (None, Some(one)) => Some(format!("{one} only")),
        (None, None) => None,
    }
}

fn disorder(event_type: Option<&str>, sub: Option<&str>) -> Option<&'static str> {
    Some(match (event_type?, sub) {
        ("Protests", Some("Excessive force against protesters")) => "Political violence; Demonstrations",
        ("Protests", _) | ("Riots", Some("Violent demonstration")) => "Demonstrations",
        ("Strategic developments", _) => "Strategic developments",
        _ => "Political violence",
    })
}

fn row(
    incident: &Fields<'_>,
    (day, time): (Date, i64),
    (n, many): (i64, i64),
    site: &Site,
    (dead, remarks): (i64, &[String]),
) -> Row {
    let id = incident.text("id").unwrap_or_default();
    let id = if many > 1 { format!("{id}-{}", n + 1) } else { id.to_owned() };
    let (actor, inter) = first_actor(incident);
    let inter_b = incident.text("inter_b");
    let ended =
        |quote: &str| quote.to_owned() + if quote.ends_with(['.', '!', '?', '"', '”', '’']) { "" } else { "." };
    let mut notes: Vec<String> = incident.text("quote").into_iter().map(ended).collect();
    notes.extend_from_slice(remarks);
    let (kind, sub) = (incident.text("event_type"), incident.text("sub_event_type"));
    let values = vec![
        Made::Text(id),
        Made::Day(day),
        Made::Integer(day.year().into()),
        Made::Integer(time),
        Made::text(disorder(kind, sub)),
        Made::text(kind),
        Made::text(sub),
        Made::text(actor.as_deref()),
        Made::None,
        Made::text(inter.as_deref()),
        Made::text(incident.text("side_b")),
        Made::None,
        Made::text(inter_b),
        Made::text(interaction(inter.as_deref(), inter_b).as_deref()),
        Made::text(incident.is("civilian_targeting").then_some("Civilian targeting")),
        Made::whole(site.country.iso.map(i64::from)),
        Made::text(site.country.region),
        Made::text(incident.text("country")),
        Made::text(incident.text("admin1")),
        Made::text(incident.text("admin2")),
        Made::None,
        Made::Text(site.location.clone()),
        Made::Number(site.at.0),
        Made::Number(site.at.1),
        Made::Integer(site.geo),
        Made::text(incident.text("sources")),
        Made::None,
        Made::Text(notes.join(" ")),
        Made::Integer(dead),
        Made::None,
        Made::None,
    ];
    Row { point: site.at, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interactions_name_the_lower_code_first() {
        assert_eq!(interaction(Some("Rebel group"), Some("State forces")).unwrap(), "State forces-Rebel group");
        assert_eq!(interaction(Some("Protesters"), None).unwrap(), "Protesters only");
        assert_eq!(interaction(None, None), None);
    }
}
