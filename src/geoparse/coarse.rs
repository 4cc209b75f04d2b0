//! Locations made coarser: the division or country around a place, for what is
//! published. A point of an area stands for the whole of it; nothing is blurred.

use jiff::civil::Date;

use super::atlas::offset;
use super::locate::locate;
use super::types::Location;
use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId};

/// How coarse a location is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaLevel {
    /// The second-order division; the first where none is known.
    Adm2,
    /// The first-order division; the country where none is known.
    Adm1,
}

impl AreaLevel {
    /// The name in options and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adm2 => "adm2",
            Self::Adm1 => "adm1",
        }
    }
}

/// The area around a location, as of a day. What is wider than a division
/// becomes its country; what lies in several countries stays as wide as it is
/// where it is their border, and is `None` else.
pub fn coarser(gaz: &Gazetteer, location: &Location, level: AreaLevel, day: Option<Date>) -> Option<Location> {
    let second = (level == AreaLevel::Adm2).then(|| second_order(gaz, location)).flatten();
    let area = second.or_else(|| first_order(gaz, location)).or_else(|| country(gaz, location));
    let area = area.or_else(|| location.place.filter(|_| location.class == FeatureClass::Border))?;
    Some(locate(gaz, area, day))
}

fn second_order(gaz: &Gazetteer, location: &Location) -> Option<PlaceId> {
    let place = gaz.place(location.place?);
    match place.class {
        FeatureClass::Admin2 => Some(place.id),
        FeatureClass::Town | FeatureClass::Spot if stays_there(gaz, location) => {
            gaz.admin2(place.iso2, place.admin1, place.admin2)
        }
        _ => None,
    }
}

fn first_order(gaz: &Gazetteer, location: &Location) -> Option<PlaceId> {
    let place = location.place.map(|id| gaz.place(id));
    let own = place.filter(|p| {
        matches!(p.class, FeatureClass::Town | FeatureClass::Spot | FeatureClass::Admin2) && stays_there(gaz, location)
    });
    match place {
        Some(place) if place.class == FeatureClass::Admin1 => Some(place.id),
        Some(place) if place.class == FeatureClass::Country => None,
        _ => own.and_then(|p| gaz.admin1(p.iso2, p.admin1)).or_else(|| surrounding(gaz, location)),
    }
}

/// Whether the point is still the place's own: words may have moved it into
/// another division.
fn stays_there(gaz: &Gazetteer, location: &Location) -> bool {
    location.place.map(|id| gaz.place(id)).is_some_and(|place| {
        let near = crate::gazetteer::distance_km((place.lat, place.lon), (location.lat, location.lon)) < 1.0;
        near || gaz.admin1_at(location.lat, location.lon) == gaz.admin1(place.iso2, place.admin1)
    })
}

/// The first-order division that holds the point and all around it within its
/// uncertainty.
fn surrounding(gaz: &Gazetteer, location: &Location) -> Option<PlaceId> {
    let at = (location.lat, location.lon);
    let own = gaz.admin1_at(at.0, at.1)?;
    let around = (0..8).map(|n| offset(at, location.uncertainty_km, f64::from(n) * 45.0));
    around.into_iter().all(|(lat, lon)| gaz.admin1_at(lat, lon) == Some(own)).then_some(own)
}

fn country(gaz: &Gazetteer, location: &Location) -> Option<PlaceId> {
    let [only] = &location.countries_iso3[..] else { return None };
    let iso3 = location.iso3.as_ref().unwrap_or(only);
    gaz.country_by_iso3(iso3).map(|c| c.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(gaz: &Gazetteer, name: &str, class: FeatureClass) -> Location {
        let hits = gaz.find(name).into_iter().map(|h| gaz.place(h.place));
        let id = hits.filter(|p| p.class == class).max_by_key(|p| p.population).unwrap().id;
        locate(gaz, id, None)
    }

    #[test]
    fn a_town_becomes_its_division_with_the_codes_of_one() {
        let gaz = Gazetteer::embedded().unwrap();
        let town = place(&gaz, "Goris", FeatureClass::Town);
        let area = coarser(&gaz, &town, AreaLevel::Adm1, None).unwrap();
        assert_eq!((area.class, area.ucdp_where_prec, area.acled_geo_precision), (FeatureClass::Admin1, 4, 3));
        assert_eq!(area.name, town.admin1.clone().unwrap());
        assert!(area.uncertainty_km > 10.0);
    }

    #[test]
    fn what_is_wider_than_a_division_becomes_its_country() {
        let gaz = Gazetteer::embedded().unwrap();
        let region = place(&gaz, "Nagorno-Karabakh", FeatureClass::Region);
        let area = coarser(&gaz, &region, AreaLevel::Adm2, None).unwrap();
        assert!(matches!(area.class, FeatureClass::Country | FeatureClass::Admin1), "{area:?}");
        let country = place(&gaz, "Armenia", FeatureClass::Country);
        assert_eq!(coarser(&gaz, &country, AreaLevel::Adm1, None).unwrap().name, "Armenia");
    }

    #[test]
    fn a_town_moved_over_the_line_is_in_the_division_of_its_point() {
        let gaz = Gazetteer::embedded().unwrap();
        let mut town = place(&gaz, "Goris", FeatureClass::Town);
        let yerevan = place(&gaz, "Yerevan", FeatureClass::Town);
        (town.lat, town.lon, town.uncertainty_km) = (yerevan.lat, yerevan.lon, 1.0);
        let area = coarser(&gaz, &town, AreaLevel::Adm1, None).unwrap();
        assert_eq!(area.name, yerevan.admin1.unwrap());
    }
}
