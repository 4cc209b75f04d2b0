//! From a place of the gazetteer to a location with names, status and
//! precision.

use jiff::civil::Date;

use crate::gazetteer::{Disputed, FeatureClass, Gazetteer, Place, PlaceId, Spot};

use super::atlas::offset;
use super::types::{CoordBasis, Location};

/// What the class of a place says about a point given for it: the basis,
/// ACLED's `geo_precision`, UCDP's `where_prec` and, where the gazetteer has
/// no radius, the kilometres within which it lies.
struct Precision {
    basis: CoordBasis,
    acled: u8,
    ucdp: u8,
    km: f64,
}

/// The location of a place, as of a day where one is given: its names, its
/// country by the status that the gazetteer's table of disputed areas gives
/// it, and the precision codes of docs ACLED and UCDP for a place of its class.
pub fn locate(gaz: &Gazetteer, id: PlaceId, date: Option<Date>) -> Location {
    let place = gaz.place(id);
    let precision = precision(&place);
    let disputed = status(gaz, &place, date).cloned();
    let own = gaz.country_by_iso2(place.iso2);
    let crossing = matches!(place.class, FeatureClass::Border);
    let iso3 = match (&disputed, crossing) {
        (_, true) => None,
        (Some(status), _) if !status.iso3.is_empty() => Some(status.iso3.clone()),
        _ => own.map(|c| c.iso3.to_owned()),
    };
    let country = name_of(gaz, iso3.as_deref());
    let mut countries_iso3: Vec<String> = touching(gaz, &place);
    if countries_iso3.is_empty() {
        countries_iso3.extend(iso3.clone());
    }
    Location {
        place: Some(id),
        geonameid: place.geonameid,
        name: place.name.to_owned(),
        alt: gaz.second_name_at(id, date).map(str::to_owned),
        lat: place.lat,
        lon: place.lon,
        class: place.class,
        feature_code: code(&place).to_owned(),
        iso3,
        countries_iso3,
        country,
        admin1: division(gaz.admin1_name(place.iso2, place.admin1), &place, FeatureClass::Admin1)
            .or_else(|| surrounding(gaz, &place)),
        admin2: division(gaz.admin2_name(place.iso2, place.admin1, place.admin2), &place, FeatureClass::Admin2),
        disputed,
        basis: precision.basis,
        uncertainty_km: precision.km,
        acled_geo_precision: precision.acled,
        ucdp_where_prec: precision.ucdp,
    }
}

/// The status of a place. A region or division has the one of its point only
/// where most of it lies in the same disputed area: Donbas does not become
/// what holds one of its towns.
fn status<'g>(gaz: &'g Gazetteer, place: &Place<'_>, date: Option<Date>) -> Option<&'g Disputed> {
    // Rows of the table may go by divisions, which regions and spots lack.
    let lacks = place.admin1.is_empty() && gaz.worldview().goes_by_divisions(place.iso2);
    let inside = || gaz.within(place.lat, place.lon).filter(|w| w.iso2 == place.iso2).and_then(|w| w.admin1);
    let found = if lacks { inside() } else { None };
    let admin1 = found.map_or(place.admin1, |id| gaz.place(id).admin1);
    let own = gaz.status_at(place.lat, place.lon, place.iso2, admin1, date)?;
    let whole = match place.class {
        FeatureClass::Region => place.kind == "de_facto" || place.kind == "former_region",
        FeatureClass::Admin1 | FeatureClass::Admin2 => {
            let spot = Spot { lat: place.lat, lon: place.lon, iso2: place.iso2, admin1 };
            gaz.worldview().is_by_code(spot, date)
        }
        _ => true,
    };
    if whole {
        return Some(own);
    }
    let points = samples(gaz, place, date);
    let same = points.iter().filter(|(lat, lon)| {
        let within = gaz.within(*lat, *lon);
        let admin1 = within.and_then(|w| w.admin1).map_or(place.admin1, |id| gaz.place(id).admin1);
        gaz.status_at(*lat, *lon, within.map_or(place.iso2, |w| w.iso2), admin1, date) == Some(own)
    });
    (same.count() * 5 >= points.len() * 3).then_some(own)
}

/// Points spread over a place: inside its area, else inside its radius.
fn samples(gaz: &Gazetteer, place: &Place<'_>, date: Option<Date>) -> Vec<(f64, f64)> {
    const SIDE: u32 = 7;
    let Some(area) = gaz.area_of(place.id, date) else {
        let around =
            (0..8).map(|n| offset((place.lat, place.lon), f64::from(place.radius_km) / 2.0, f64::from(n) * 45.0));
        return around.chain([(place.lat, place.lon)]).collect();
    };
    let (mut min, mut max) = ([180.0_f64, 90.0_f64], [-180.0_f64, -90.0_f64]);
    for p in area.polygons.iter().flatten().flatten() {
        for i in 0..2 {
            (min[i], max[i]) = (min[i].min(p[i]), max[i].max(p[i]));
        }
    }
    let at = |n: u32, i: usize| min[i] + (max[i] - min[i]) * (f64::from(n) + 0.5) / f64::from(SIDE);
    let grid = (0..SIDE * SIDE).map(|n| (at(n / SIDE, 1), at(n % SIDE, 0)));
    grid.filter(|(lat, lon)| area.contains(*lat, *lon)).collect()
}

/// GeoNames' code of a place; the gazetteer keeps a country's alpha-3 there.
fn code<'g>(place: &Place<'g>) -> &'g str {
    if place.class == FeatureClass::Country { "PCLI" } else { place.feature_code }
}

fn division(name: Option<&str>, place: &Place<'_>, class: FeatureClass) -> Option<String> {
    name.map(str::to_owned).or_else(|| (place.class == class).then(|| place.name.to_owned()))
}

/// The countries of a border, road or region that the gazetteer lists.
fn touching(gaz: &Gazetteer, place: &Place<'_>) -> Vec<String> {
    let codes = place.countries.split([',', ' ', ';']).filter(|c| !c.is_empty());
    codes.map(|code| gaz.country_by_iso2(code).map_or_else(|| code.to_owned(), |c| c.iso3.to_owned())).collect()
}

/// The first-order division of a place that the gazetteer gives none: the one
/// whose area it lies in, where that is of the same country.
fn surrounding(gaz: &Gazetteer, place: &Place<'_>) -> Option<String> {
    if !matches!(place.class, FeatureClass::Town | FeatureClass::Spot) {
        return None;
    }
    let within = gaz.within(place.lat, place.lon).filter(|w| w.iso2 == place.iso2)?;
    within.admin1.map(|id| gaz.place(id).name.to_owned())
}

/// Gives a location the description, status and names of another day than it
/// was found with: of two periods' places of one name the day's own is taken.
/// A point that words have moved stays where it is.
pub fn as_of(gaz: &Gazetteer, location: &mut Location, date: Date) {
    let Some(id) = location.place else { return };
    let place = gaz.place(id);
    // A hundred metres; the gazetteer's own points are copied as they are.
    let moved = (location.lat - place.lat).abs() > 0.001 || (location.lon - place.lon).abs() > 0.001;
    let fresh = locate(gaz, at_that_time(gaz, &place, date).unwrap_or(id), Some(date));
    let own = fresh.place != location.place;
    if moved {
        let status = gaz.status_at(location.lat, location.lon, place.iso2, place.admin1, Some(date)).cloned();
        if status != location.disputed {
            location.iso3 = status.as_ref().map(|s| s.iso3.clone()).or(fresh.iso3);
            location.country = name_of(gaz, location.iso3.as_deref());
            location.disputed = status;
        }
        location.alt = fresh.alt;
        return;
    }
    // What words have widened stays as wide.
    let kept = (location.basis, location.uncertainty_km, location.acled_geo_precision, location.ucdp_where_prec);
    *location = fresh;
    if !own {
        (location.basis, location.uncertainty_km, location.acled_geo_precision, location.ucdp_where_prec) = kept;
    }
}

/// The place of the same name and class that was there on the day, where this
/// one was not.
fn at_that_time(gaz: &Gazetteer, place: &Place<'_>, date: Date) -> Option<PlaceId> {
    if place.valid_at(Some(date)) {
        return None;
    }
    let hits = gaz.find(place.name).into_iter().map(|hit| gaz.place(hit.place));
    let same = |p: &Place<'_>| p.name == place.name && p.class == place.class && p.countries == place.countries;
    hits.filter(same).find(|p| p.valid_at(Some(date))).map(|p| p.id)
}

fn name_of(gaz: &Gazetteer, iso3: Option<&str>) -> Option<String> {
    iso3.and_then(|iso3| gaz.country_by_iso3(iso3)).map(|c| c.name.to_owned())
}

fn precision(place: &Place<'_>) -> Precision {
    let radius = f64::from(place.radius_km);
    let or = |km: f64| if radius > 0.0 { radius } else { km };
    let (basis, acled, ucdp, km) = match place.class {
        FeatureClass::Town => (CoordBasis::Town, 1, 1, or(town_radius(place.population))),
        FeatureClass::Spot => (CoordBasis::Town, 1, 1, or(2.0)),
        FeatureClass::Admin2 => (CoordBasis::Centroid, 2, 3, or(30.0)),
        FeatureClass::Admin1 => (CoordBasis::Centroid, 3, 4, or(100.0)),
        FeatureClass::Region => (CoordBasis::Centroid, 3, 5, or(75.0)),
        FeatureClass::Country => (CoordBasis::Centroid, 3, 6, or(300.0)),
        FeatureClass::Water => water(place, &or),
        FeatureClass::Terrain => match place.feature_code {
            "MT" | "PK" | "HLL" | "PASS" | "VLC" | "ISLT" => (CoordBasis::Centroid, 2, 2, or(10.0)),
            _ => (CoordBasis::Centroid, 3, 5, or(50.0)),
        },
        FeatureClass::Road | FeatureClass::Border => (CoordBasis::Line, 3, 5, or(100.0)),
    };
    Precision { basis, acled, ucdp, km }
}

fn water(place: &Place<'_>, or: &impl Fn(f64) -> f64) -> (CoordBasis, u8, u8, f64) {
    match place.feature_code {
        "SEA" | "OCN" | "GULF" | "BAY" | "STRT" | "CHN" | "SD" => (CoordBasis::Centroid, 3, 7, or(200.0)),
        code if code.starts_with("STM") || code.starts_with("CNL") => (CoordBasis::Line, 3, 5, or(100.0)),
        _ => (CoordBasis::Centroid, 3, 5, or(20.0)),
    }
}

/// About the radius of a built-up area of so many people at 3,000 a square
/// kilometre, at least one kilometre.
fn town_radius(population: u32) -> f64 {
    let km = libm::sqrt(f64::from(population) / 3000.0 / std::f64::consts::PI);
    (km * 10.0).round().max(10.0) / 10.0
}
