//! What lies at a point: the country, its divisions, its status, and the
//! places around.

use jiff::civil::Date;

use super::basemap::Basemap;
use super::{Country, Disputed, Gazetteer, Place, PlaceId, bearing};
use crate::error::Result;

/// How far the nearest place may lie and still tell in which country or
/// division a point is, kilometres.
const TELLS_KM: f64 = 50.0;
/// How near a place must lie to be believed before an outline, kilometres.
const CLOSE_KM: f64 = 5.0;
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
    /// Name of the first-order division: by its outline, else that of the
    /// nearest place in the country.
    pub admin1: Option<&'g str>,
    /// Name of the second-order division, likewise.
    pub admin2: Option<&'g str>,
    /// Whether the first-order division is known by its outline.
    pub by_outline: bool,
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
        let within = self.within(lat, lon);
        let shape = match within.and_then(|w| self.country_by_iso2(w.iso2)) {
            Some(country) => Some(country),
            None => Basemap::embedded()?.country_at(lat, lon).and_then(|code| self.country_by_iso3(code)),
        };
        let near = |(_, km): &&(PlaceId, f64)| *km <= TELLS_KM;
        let iso2 = |place: &Place<'_>| shape.is_none_or(|c| c.iso2 == place.iso2);
        // The outlines are simplified: a place close by knows better.
        let close = all.iter().filter(|(_, km)| *km <= CLOSE_KM).map(|(id, _)| self.place(*id));
        let close = close.filter(&iso2).find(|p| !p.admin1.is_empty());
        let outline = within.and_then(|w| w.admin1).map(|id| self.place(id));
        let outline = outline.filter(|o| close.as_ref().is_none_or(|c| c.admin1 == o.admin1));
        // The nearest place in another division tells nothing.
        let same = |place: &Place<'_>| outline.as_ref().is_none_or(|o| o.admin1 == place.admin1);
        let own_places = || all.iter().filter(near).map(|(id, _)| self.place(*id)).filter(|p| iso2(p) && same(p));
        let told = own_places().find(|p| !p.admin1.is_empty()).or_else(|| own_places().next());
        // At sea the next shore's country is no answer, but its disputes are asked.
        let (own, code) = outline.as_ref().or(told.as_ref()).map_or(("", ""), |p| (p.iso2, p.admin1));
        let disputed = self.status_at(lat, lon, own, code, date);
        let status = disputed.and_then(|d| self.country_by_iso3(&d.iso3));
        let land = shape.is_some();
        let told = told.filter(|_| land);
        let admin1 = outline.as_ref().map(|o| o.name).or_else(|| told.and_then(|p| self.admin1_name(p.iso2, p.admin1)));
        let admin2 = within.filter(|_| outline.is_some()).and_then(|w| w.admin2).map(|id| self.place(id).name);
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
            admin1,
            admin2: admin2.or_else(|| told.and_then(|p| self.admin2_name(p.iso2, p.admin1, p.admin2))),
            by_outline: outline.is_some(),
            disputed,
            nearest: nearest.collect(),
        })
    }
}
