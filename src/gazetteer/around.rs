//! What lies at a point: the country, its divisions, its status, and the
//! places around.

use jiff::civil::Date;

use super::basemap::Basemap;
use super::{Country, Disputed, Gazetteer, Place, PlaceId, bearing};
use crate::error::Result;

/// How far the nearest place may lie and still tell in which country or
/// division a point is, kilometres.
const TELLS_KM: f64 = 50.0;
/// How many of the nearest places are asked for one in the same country.
const ASKED: usize = 40;

/// A place near a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour<'g> {
    /// The place.
    pub place: Place<'g>,
    /// Kilometres between both.
    pub km: f64,
    /// In which direction from the place the point lies, degrees from north.
    pub bearing: f64,
    /// Name of the place's country, as the source has it.
    pub country: Option<&'g str>,
    /// Name of its first-order division.
    pub admin1: Option<&'g str>,
    /// Name of its second-order division.
    pub admin2: Option<&'g str>,
}

/// A point and what lies around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Around<'g> {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The country: by the table of disputed areas where the point lies in one,
    /// else by the outlines; none at sea.
    pub country: Option<Country<'g>>,
    /// Name of the first-order division of the nearest place in that country.
    pub admin1: Option<&'g str>,
    /// Name of its second-order division.
    pub admin2: Option<&'g str>,
    /// Its status, where it lies in a disputed area at the date.
    pub disputed: Option<&'g Disputed>,
    /// The nearest populated places, nearest first.
    pub nearest: Vec<Neighbour<'g>>,
}

impl Gazetteer {
    /// What lies at a point on a day (today without one), with the `limit`
    /// nearest populated places.
    ///
    /// # Errors
    /// When the outlines inside the program are broken.
    pub fn around(&self, lat: f64, lon: f64, date: Option<Date>, limit: usize) -> Result<Around<'_>> {
        let all = self.nearest(lat, lon, limit.max(ASKED));
        let shape = Basemap::embedded()?.country_at(lat, lon).and_then(|code| self.country_by_iso3(code));
        let near = |(_, km): &&(PlaceId, f64)| *km <= TELLS_KM;
        let iso2 = |place: &Place<'_>| shape.is_none_or(|c| c.iso2 == place.iso2);
        let own_places = || all.iter().filter(near).map(|(id, _)| self.place(*id)).filter(iso2);
        let told = own_places().find(|p| !p.admin1.is_empty()).or_else(|| own_places().next());
        // At sea the next shore's country is no answer, but its disputes are asked.
        let (own, admin1) = told.map_or(("", ""), |p| (p.iso2, p.admin1));
        let disputed = self.status_at(lat, lon, own, admin1, date);
        let status = disputed.and_then(|d| self.country_by_iso3(&d.iso3));
        let land = shape.is_some();
        let told = told.filter(|_| land);
        let nearest = all.iter().take(limit).map(|(id, km)| {
            let place = self.place(*id);
            Neighbour {
                km: *km,
                bearing: bearing((place.lat, place.lon), (lat, lon)),
                country: self.country_by_iso2(place.iso2).map(|c| c.name),
                admin1: self.admin1_name(place.iso2, place.admin1),
                admin2: self.admin2_name(place.iso2, place.admin1, place.admin2),
                place,
            }
        });
        Ok(Around {
            lat,
            lon,
            country: status.or(shape),
            admin1: told.and_then(|p| self.admin1_name(p.iso2, p.admin1)),
            admin2: told.and_then(|p| self.admin2_name(p.iso2, p.admin1, p.admin2)),
            disputed,
            nearest: nearest.collect(),
        })
    }
}
