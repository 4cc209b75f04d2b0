//! The country and the divisions in which a described place lies.

use super::super::locate::locate;
use super::super::relations::frontier;
use super::super::types::Location;
use super::Description;
use super::phrase::{strip, without_features};
use super::similar::{likeness, skeleton};
use crate::gazetteer::{FeatureClass, Gazetteer, Place, PlaceId, distance_km, fold, strip_article};
use crate::lexicon::Lexicon;
use jiff::civil::Date;

/// Likeness from which a division's spelling is taken for the stated one.
const ALIKE: f64 = 0.72;

/// A stated division, as far as it is known.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// The division, or the town that bears its name.
    pub(super) place: PlaceId,
    /// The town that bears its name, its seat: nearer to where its people live
    /// than the middle of its ground.
    pub(super) seat: Option<PlaceId>,
    /// Its point.
    pub(super) at: (f64, f64),
    /// Kilometres within which its places lie.
    pub(super) radius_km: f64,
    /// Whether it bears the stated name, and is not only spelt like it.
    known: bool,
    /// GeoNames codes, where it is a division of the gazetteer.
    pub(super) codes: Option<(String, String)>,
}

impl Area {
    /// The area as an answer, by its seat.
    fn level(&self, prec: u8) -> Level {
        Level { place: self.seat.unwrap_or(self.place), prec, km: self.radius_km }
    }
}

/// An area as an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    /// The place whose point stands for it.
    pub(super) place: PlaceId,
    /// UCDP's precision, 3 for a second-order division.
    pub(super) prec: u8,
    /// Kilometres around the point within which the area lies, about.
    pub(super) km: f64,
}

/// What a description says about where its place lies.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// The country: alpha-2 code and place.
    pub(super) country: Option<(String, PlaceId)>,
    /// Whether the country is given with a former name, "Serbia (Yugoslavia)",
    /// of which its neighbours were part.
    pub(super) former: bool,
    /// The first-order division.
    pub(super) adm1: Option<Area>,
    /// The second-order division.
    pub(super) adm2: Option<Area>,
}

impl Scope {
    pub(super) fn new(asked: &Description, gaz: &Gazetteer, lexicon: &Lexicon) -> Self {
        let mut scope = Self::default();
        scope.country = asked.country.as_deref().and_then(|c| country(c, gaz, lexicon));
        scope.former = asked.country.as_deref().is_some_and(|c| c.contains('('));
        scope.adm1 = asked.adm_1.as_deref().and_then(|name| scope.division(name, FeatureClass::Admin1, gaz, lexicon));
        scope.adm2 = asked.adm_2.as_deref().and_then(|name| scope.division(name, FeatureClass::Admin2, gaz, lexicon));
        if let (None, Some(name), Some(guess)) = (&scope.adm2, asked.adm_2.as_deref(), scope.adm1.take_if(|a| !a.known))
        {
            // The first-order division is only guessed at and lacks the second.
            scope.adm2 = scope.division(name, FeatureClass::Admin2, gaz, lexicon).filter(|a| a.known);
            scope.adm1 = scope.adm2.is_none().then_some(guess);
        }
        scope
    }

    /// The smallest area that is known: a division by its seat.
    pub(super) fn smallest(&self) -> Option<Level> {
        // A division without a point of its own stands at the one above it,
        // whose seat is nearer to its people.
        let placed = |a: &&Area| a.seat.is_some() || self.adm1.as_ref().is_none_or(|one| one.at != a.at);
        let adm2 = self.adm2.as_ref().filter(placed).map(|a| a.level(3));
        let adm1 = self.adm1.as_ref().map(|a| a.level(4));
        let country = || self.country.as_ref().map(|(_, place)| Level { place: *place, prec: 6, km: 200.0 });
        adm2.or(adm1).or_else(country)
    }

    /// The stated division, where the coded place only says it again: "Kongolo
    /// territory" in Kongolo territory.
    pub(super) fn restated(&self, asked: &Description) -> Option<Level> {
        let coded = fold(asked.where_coordinates.as_deref()?);
        let same = |stated: Option<&str>| stated.is_some_and(|s| fold(s) == coded);
        if same(asked.adm_2.as_deref()) {
            return self.adm2.as_ref().map(|a| a.level(3));
        }
        let whole = |a: &Area| Level { place: a.place, ..a.level(4) };
        same(asked.adm_1.as_deref()).then(|| self.adm1.as_ref().map(whole)).flatten()
    }

    /// Whether a place is a town or spot of the second-order division, and not
    /// the one that gives the first-order division its name.
    pub(super) fn well_inside(&self, place: &Place<'_>) -> bool {
        let small = matches!(place.class, FeatureClass::Town | FeatureClass::Spot);
        let namesake = self.adm1.as_ref().is_some_and(|a| a.seat == Some(place.id));
        let inside = |a: &Area| {
            let coded = a.codes.as_ref().is_some_and(|(one, two)| *one == place.admin1 && *two == place.admin2);
            coded || distance_km(a.at, (place.lat, place.lon)) <= a.radius_km
        };
        small && !namesake && self.adm2.as_ref().is_none_or(inside)
    }

    fn division(&self, name: &str, class: FeatureClass, gaz: &Gazetteer, lexicon: &Lexicon) -> Option<Area> {
        for part in name.split(['(', ')', '/']).map(str::trim).filter(|p| !p.is_empty()) {
            let (bare, _, _) = strip(part, lexicon);
            let (name, _) = without_features(part, lexicon);
            let found = [part, name.as_str(), bare.as_str()].iter().find_map(|n| self.named(n, class, gaz));
            let known = found.is_some();
            if let Some(mut area) = found.or_else(|| self.alike(&bare, class, gaz)) {
                area.seat = Self::seat(&bare, &area, gaz);
                area.known = known;
                return Some(area);
            }
        }
        None
    }

    /// The division of that name, else the town of that name, in the country
    /// and inside the first-order division where that is known.
    fn named(&self, name: &str, class: FeatureClass, gaz: &Gazetteer) -> Option<Area> {
        let hits = gaz.find(name);
        let places = hits.iter().map(|h| (gaz.place(h.place), h.loose)).filter(|(p, _)| self.inside(p, class, gaz));
        let worth = |p: &Place<'_>, loose: bool| {
            let fit = match (class, p.class) {
                (a, b) if a == b => 8.0,
                (FeatureClass::Admin1, FeatureClass::Region) => 6.0,
                (FeatureClass::Admin1, FeatureClass::Admin2) | (FeatureClass::Admin2, FeatureClass::Admin1) => 5.0,
                (_, FeatureClass::Town) => 2.0 + f64::from(p.population + 1).log10() * 0.3,
                (_, FeatureClass::Country) => -9.0,
                _ => 0.0,
            };
            fit - if loose { 1.0 } else { 0.0 }
        };
        let best = places.max_by(|a, b| worth(&a.0, a.1).total_cmp(&worth(&b.0, b.1)).then(b.0.id.cmp(&a.0.id)))?.0;
        Some(area(&best, class))
    }

    /// The largest town of the division's name inside it.
    fn seat(name: &str, area: &Area, gaz: &Gazetteer) -> Option<PlaceId> {
        let own = gaz.place(area.place);
        // "Al Nabk District" has its seat at An Nabk.
        let bare = name.split_once([' ', '-']).map(|(_, rest)| rest).filter(|_| strip_article(&fold(name)).is_some());
        let hits = [Some(name), bare].into_iter().flatten().flat_map(|n| gaz.find(n)).map(|h| gaz.place(h.place));
        let near = |p: &Place<'_>| distance_km(area.at, (p.lat, p.lon)) <= area.radius_km * 1.2 + 20.0;
        let largest = |towns: &mut dyn Iterator<Item = Place<'_>>| {
            towns.max_by_key(|p| (p.population, std::cmp::Reverse(p.id))).map(|p| p.id)
        };
        let named = largest(&mut hits.filter(|p| p.class == FeatureClass::Town && p.iso2 == own.iso2 && near(p)));
        if named.is_some() || own.class != FeatureClass::Admin2 {
            return named;
        }
        // "Al Mukharram District" has its seat at Mukharram al Fawqani.
        let stem = format!("{} ", fold(bare.unwrap_or(name)));
        let around = gaz.towns_within(area.at.0, area.at.1, (area.radius_km / 80.0).clamp(0.5, 2.0));
        let longer = |p: &Place<'_>| {
            let name = fold(p.name);
            p.iso2 == own.iso2 && p.admin1 == own.admin1 && strip_article(&name).unwrap_or(&name).starts_with(&stem)
        };
        largest(&mut around.into_iter().map(|(id, _)| gaz.place(id)).filter(longer))
    }

    /// The division whose spelling is most like the stated one.
    fn alike(&self, name: &str, class: FeatureClass, gaz: &Gazetteer) -> Option<Area> {
        let (iso2, _) = self.country.as_ref()?;
        let wanted = skeleton(name);
        if wanted.len() < 3 {
            return None;
        }
        let mut best: Option<(f64, Area)> = None;
        for id in gaz.divisions(iso2, class) {
            let place = gaz.place(id);
            if !self.inside(&place, class, gaz) {
                continue;
            }
            let like = gaz.names(id).map(|(n, _)| likeness(&wanted, &skeleton(n))).fold(0.0, f64::max);
            if like >= ALIKE && best.as_ref().is_none_or(|(b, _)| like > *b) {
                best = Some((like, area(&place, class)));
            }
        }
        best.map(|(_, area)| area)
    }

    /// Whether a place lies in the stated country, or in a disputed area that
    /// this country claims or administers.
    pub(super) fn in_country(&self, place: &Place<'_>, gaz: &Gazetteer) -> bool {
        let Some((iso2, _)) = &self.country else { return true };
        if iso2 == place.iso2 {
            return true;
        }
        let Some(iso3) = gaz.country_by_iso2(iso2).map(|c| c.iso3) else { return false };
        let status = gaz.status_at(place.lat, place.lon, place.iso2, place.admin1, None);
        status.is_some_and(|s| {
            s.iso3 == iso3 || s.claimants.iter().any(|c| c == iso3) || s.administered_by.contains(iso3)
        })
    }

    fn inside(&self, place: &Place<'_>, class: FeatureClass, gaz: &Gazetteer) -> bool {
        let country = self.in_country(place, gaz);
        let within = class == FeatureClass::Admin1
            || self.adm1.as_ref().is_none_or(|a| {
                let km = distance_km(a.at, (place.lat, place.lon));
                a.codes.as_ref().is_some_and(|(code, _)| *code == place.admin1) || km <= a.radius_km * 1.2 + 30.0
            });
        country && within
    }
}

fn area(place: &Place<'_>, class: FeatureClass) -> Area {
    let own = place.class == FeatureClass::Admin1 || place.class == FeatureClass::Admin2;
    let least: f64 = if class == FeatureClass::Admin1 { 80.0 } else { 30.0 };
    Area {
        place: place.id,
        seat: None,
        known: true,
        at: (place.lat, place.lon),
        radius_km: f64::from(place.radius_km).max(least),
        codes: own.then(|| (place.admin1.to_owned(), place.admin2.to_owned())),
    }
}

/// "Chad-Sudan border", "the border between Chad and Sudan".
pub(super) fn border_of(text: &str, gaz: &Gazetteer, lexicon: &Lexicon, date: Option<Date>) -> Option<Location> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() || !lower.contains("border") {
        return None;
    }
    let pair = match lower.find("between ") {
        Some(at) => text.get(at + 8..)?.split_once(" and "),
        None => text.get(..lower.find("border")?)?.trim().split_once(['-', '–', '/']),
    };
    let (one, two) = pair?;
    let place = |name: &str| country(name.trim(), gaz, lexicon).map(|(_, place)| locate(gaz, place, date));
    frontier(&place(one)?, &place(two)?)
}

/// "DR Congo (Zaire)", "AZE", "Yemen (North Yemen)".
fn country(name: &str, gaz: &Gazetteer, lexicon: &Lexicon) -> Option<(String, PlaceId)> {
    let by_code = gaz.country_by_iso2(name).or_else(|| gaz.country_by_iso3(name));
    let by_part = || {
        name.split(['(', ')', '/']).map(str::trim).filter(|p| !p.is_empty()).find_map(|part| {
            let named = lexicon.countries.named(part).and_then(|c| c.iso2).and_then(|c| gaz.country_by_iso2(c));
            named.or_else(|| {
                let hits = gaz.find(part).into_iter().map(|h| gaz.place(h.place));
                hits.filter(|p| p.class == FeatureClass::Country).find_map(|p| gaz.country_by_iso2(p.iso2))
            })
        })
    };
    let found = by_code.or_else(by_part)?;
    Some((found.iso2.to_owned(), found.place))
}
