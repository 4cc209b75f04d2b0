//! Places as a correction names them: by name, by GeoNames' id, or by a point.

use jiff::civil::Date;

use crate::gazetteer::{BadPoint, FeatureClass, Gazetteer, PlaceId, Query, parse_point};
use crate::geoparse::{CoordBasis, Location, locate};

/// Kilometres within which a point that a person gave is held to be right.
const POINT_KM: f64 = 1.0;

/// A place that a person named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PlaceRef {
    /// A place of the gazetteer.
    Place(PlaceId),
    /// Degrees north and east, WGS 84.
    Point(f64, f64),
}

/// Reads a place: "39.64,46.55", "147622", "Martuni" or "Martuni, Armenia"
/// (the part after the comma is a country or a first-order division).
///
/// # Errors
/// What is wrong with it, and what to do.
pub(super) fn parse(text: &str, gazetteer: &Gazetteer) -> Result<PlaceRef, (String, String)> {
    const REMEDY: &str = "give its geonameid, LAT,LON, or the name as `dateline lookup` has it";
    match parse_point(text) {
        Ok((lat, lon)) => return Ok(PlaceRef::Point(lat, lon)),
        Err(BadPoint::NotCoordinates) => {}
        Err(why) => return Err((format!("'{text}': {why}"), REMEDY.to_owned())),
    }
    if let Ok(id) = text.parse::<u32>() {
        let found = gazetteer.by_geonameid(id).map(PlaceRef::Place);
        return found.ok_or_else(|| (format!("no place of the gazetteer has the geonameid {id}"), REMEDY.to_owned()));
    }
    let found = named(text, gazetteer).map(PlaceRef::Place);
    found.ok_or_else(|| (format!("'{text}' is not in the gazetteer"), REMEDY.to_owned()))
}

/// The best place of a name; none that is merely written alike.
fn named(text: &str, gazetteer: &Gazetteer) -> Option<PlaceId> {
    let best = |query: Query<'_>| {
        let known = !gazetteer.find(query.name).is_empty();
        let ranked = if known { gazetteer.lookup(&query) } else { Vec::new() };
        ranked.first().filter(|r| r.parts.inside >= 1.0).map(|r| r.place.id)
    };
    best(Query { name: text, ..Query::default() }).or_else(|| {
        let (name, inside) = text.rsplit_once(',')?;
        let (name, inside) = (name.trim(), inside.trim());
        let country = gazetteer.country_named(inside).map(|c| c.iso2);
        match country {
            Some(_) => best(Query { name, country, ..Query::default() }),
            None => best(Query { name, admin1: Some(inside), ..Query::default() }),
        }
    })
}

/// The location that is meant, as of a day. A point is called as the report
/// calls the place.
pub(super) fn location(place: PlaceRef, as_reported: Option<&str>, day: Option<Date>, gaz: &Gazetteer) -> Location {
    match place {
        PlaceRef::Place(id) => locate(gaz, id, day),
        PlaceRef::Point(lat, lon) => at_point(lat, lon, as_reported, day, gaz),
    }
}

fn at_point(lat: f64, lon: f64, as_reported: Option<&str>, day: Option<Date>, gaz: &Gazetteer) -> Location {
    let around = gaz.around(lat, lon, day, 0).ok();
    let country = around.as_ref().and_then(|a| a.country);
    let owned = |name: Option<&str>| name.map(str::to_owned);
    Location {
        place: None,
        geonameid: None,
        name: as_reported.map_or_else(|| format!("{lat},{lon}"), str::to_owned),
        alt: None,
        lat,
        lon,
        class: FeatureClass::Spot,
        feature_code: String::new(),
        iso3: owned(country.map(|c| c.iso3)),
        countries_iso3: country.map(|c| c.iso3.to_owned()).into_iter().collect(),
        country: owned(country.map(|c| c.name)),
        admin1: owned(around.as_ref().and_then(|a| a.admin1)),
        admin2: owned(around.as_ref().and_then(|a| a.admin2)),
        disputed: around.and_then(|a| a.disputed.cloned()),
        basis: CoordBasis::Town,
        uncertainty_km: POINT_KM,
        acled_geo_precision: 1,
        ucdp_where_prec: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_four_ways() {
        let gaz = Gazetteer::embedded().unwrap();
        let name = |text: &str| match parse(text, &gaz).unwrap() {
            PlaceRef::Place(id) => (gaz.place(id).name.to_owned(), gaz.place(id).iso2.to_owned()),
            PlaceRef::Point(lat, lon) => (format!("{lat}"), format!("{lon}")),
        };
        assert_eq!(name("Goris"), ("Goris".into(), "AM".into()));
        assert_eq!(name("Tripoli, LB").1, "LB");
        assert_eq!(name("Tripoli, Libya").1, "LY");
        assert_eq!(name("39.5, 46.25"), ("39.5".into(), "46.25".into()));
        let id = gaz.place(gaz.lookup(&Query { name: "Goris", ..Query::default() })[0].place.id).geonameid.unwrap();
        assert_eq!(name(&id.to_string()), name("Goris"));
        for (wrong, why) in [
            ("Gorisburgville", "is not in the gazetteer"),
            ("139.5,46.2", "swapped"),
            ("999999999", "no place of the gazetteer has the geonameid 999999999"),
        ] {
            assert!(parse(wrong, &gaz).unwrap_err().0.contains(why), "{wrong}");
        }
    }

    #[test]
    fn a_point_gets_country_division_and_status_of_the_day() {
        let gaz = Gazetteer::embedded().unwrap();
        let day = |text: &str| text.parse().ok();
        let at = location(PlaceRef::Point(39.64, 46.55), Some("the post"), day("2022-08-03"), &gaz);
        assert_eq!((at.name.as_str(), at.iso3.as_deref()), ("the post", Some("AZE")));
        assert_eq!((at.acled_geo_precision, at.ucdp_where_prec, at.geonameid), (1, 1, None));
        let town = location(parse("Goris", &gaz).unwrap(), None, None, &gaz);
        assert_eq!((town.country.as_deref(), town.basis), (Some("Armenia"), CoordBasis::Town));
    }
}
