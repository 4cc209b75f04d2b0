//! Names of the user's own for places that are known, or for points.

use super::super::rows::{self, Row};
use super::super::{Gazetteer, Place, PlaceId};
use super::OwnPlaces;
use super::row::name;
use crate::error::Notice;

/// What a name of the user's own stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AliasOf {
    /// A place of the gazetteer.
    Place(PlaceId),
    /// A point: degrees north and east, WGS 84.
    Point(f64, f64),
}

impl OwnPlaces {
    /// Lays a name over a place that `known` has, or over a point.
    ///
    /// # Errors
    /// Where no report could use the name.
    pub fn alias(&mut self, line: u64, alias: &str, of: AliasOf, known: &Gazetteer) -> Result<(), Notice> {
        let names = vec![(0, name(alias)?)];
        let row = match of {
            AliasOf::Place(id) => Row { names, ..row_of(&known.place(id)) },
            AliasOf::Point(lat, lon) => {
                let within = known.within(lat, lon);
                let admin1 = within.and_then(|w| w.admin1).map_or("", |id| known.place(id).admin1);
                Row {
                    lat_e5: e5(lat),
                    lon_e5: e5(lon),
                    iso2: within.map_or_else(String::new, |w| w.iso2.to_owned()),
                    admin1: admin1.to_owned(),
                    names,
                    ..Row::default()
                }
            }
        };
        self.places.push((line, row));
        Ok(())
    }
}

/// A place as it would stand in a table.
fn row_of(place: &Place<'_>) -> Row {
    let day = |day: Option<jiff::civil::Date>| day.and_then(|d| rows::day(&d.to_string()).ok()).unwrap_or(0);
    let plain = place.kind.is_empty() && place.countries.is_empty();
    Row {
        geonameid: place.geonameid.unwrap_or(0),
        lat_e5: e5(place.lat),
        lon_e5: e5(place.lon),
        population: place.population,
        radius_m: (place.radius_km * 1000.0).round() as u32,
        from: day(place.valid.0),
        to: day(place.valid.1),
        // The order of the classes is that of `rows::CLASSES`.
        class: place.class as u8,
        code: place.feature_code.to_owned(),
        iso2: place.iso2.to_owned(),
        admin1: place.admin1.to_owned(),
        admin2: place.admin2.to_owned(),
        extra: if plain { String::new() } else { format!("{};{}", place.kind, place.countries) },
        names: Vec::new(),
    }
}

fn e5(degrees: f64) -> i32 {
    (degrees * 1e5).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_place_goes_by_another_name_too() {
        let mut gazetteer = Gazetteer::embedded().unwrap();
        let goris = gazetteer.lookup(&super::super::super::Query { name: "Goris", ..Default::default() })[0].place;
        let (id, at, admin1) = (goris.geonameid.unwrap(), (goris.lat, goris.lon), goris.admin1.to_owned());
        assert_eq!(gazetteer.by_geonameid(id), Some(goris.id));
        let mut own = OwnPlaces { file: "corrections.csv".into(), ..OwnPlaces::default() };
        own.alias(2, "Qorzhan", AliasOf::Place(goris.id), &gazetteer).unwrap();
        own.alias(3, "Qorzhan Post", AliasOf::Point(39.6, 46.5), &gazetteer).unwrap();
        assert!(own.alias(4, "...", AliasOf::Point(39.6, 46.5), &gazetteer).is_err());
        gazetteer.lay_over(&own).unwrap();
        let found = gazetteer.place(gazetteer.find("qorzhan")[0].place);
        assert_eq!((found.geonameid, (found.lat, found.lon), found.own), (Some(id), at, true));
        assert_eq!((found.admin1, found.iso2), (admin1.as_str(), "AM"));
        assert_eq!(gazetteer.place(gazetteer.find("Qorzhan Post")[0].place).iso2, "AZ");
        assert_eq!(gazetteer.by_geonameid(u32::MAX), None);
    }
}
