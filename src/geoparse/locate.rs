//! From a place of the gazetteer to a location with names, status and
//! precision.

use jiff::civil::Date;

use crate::gazetteer::{FeatureClass, Gazetteer, NameKind, Place, PlaceId};

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
    let disputed = gaz.status_at(place.lat, place.lon, place.iso2, place.admin1, date).cloned();
    let own = gaz.country_by_iso2(place.iso2);
    let crossing = matches!(place.class, FeatureClass::Border);
    let iso3 = match (&disputed, crossing) {
        (_, true) => None,
        (Some(status), _) if !status.iso3.is_empty() => Some(status.iso3.clone()),
        _ => own.map(|c| c.iso3.to_owned()),
    };
    let country = iso3.as_deref().and_then(|iso3| gaz.country_by_iso3(iso3)).map(|c| c.name.to_owned());
    let mut countries_iso3: Vec<String> = touching(gaz, &place);
    if countries_iso3.is_empty() {
        countries_iso3.extend(iso3.clone());
    }
    Location {
        place: Some(id),
        geonameid: place.geonameid,
        name: place.name.to_owned(),
        alt: second_name(gaz, &place),
        lat: place.lat,
        lon: place.lon,
        class: place.class,
        feature_code: code(&place).to_owned(),
        iso3,
        countries_iso3,
        country,
        admin1: division(gaz.admin1_name(place.iso2, place.admin1), &place, FeatureClass::Admin1),
        admin2: division(gaz.admin2_name(place.iso2, place.admin1, place.admin2), &place, FeatureClass::Admin2),
        disputed,
        basis: precision.basis,
        uncertainty_km: precision.km,
        acled_geo_precision: precision.acled,
        ucdp_where_prec: precision.ucdp,
    }
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

/// The contested name, or else the former one, that a map should give too.
fn second_name(gaz: &Gazetteer, place: &Place<'_>) -> Option<String> {
    let names = gaz.second_names(place.id);
    let of =
        |kind| names.iter().find(|(name, k)| *k == kind && *name != place.name).map(|(name, _)| (*name).to_owned());
    of(NameKind::Contested).or_else(|| of(NameKind::Former))
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
