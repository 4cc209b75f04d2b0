//! What of an incident decides whether it is one with another, as numbers.

use jiff::civil::Date;

use super::super::types::Incident;
use super::kinds::{Kinds, Set};
use crate::gazetteer::FeatureClass;
use crate::temporal::DatePrecision;

/// Days counted from 1 January 1970.
pub(super) type Day = i32;

/// An incident with its numbers.
#[derive(Debug, Clone)]
pub(super) struct Profile<'i> {
    pub(super) incident: &'i Incident,
    /// First and last day.
    pub(super) days: Option<(Day, Day)>,
    /// The day of publication of its report.
    pub(super) published: Option<Day>,
    /// Radius of the place in km; 0 where there is none.
    pub(super) reach: f64,
    /// The point on the unit sphere.
    pub(super) point: Option<[f64; 3]>,
    /// A hash of the place's name and country; 0 where there is none.
    pub(super) place: u64,
    /// A hash of the report's id.
    pub(super) report: u64,
    /// Its kinds of acts.
    pub(super) kinds: Set,
    /// Whether its place is a town or a spot.
    pub(super) is_spot: bool,
}

/// Days of a span past which it is no window but an epoch.
pub(super) const LONG: Day = 10;
/// Kilometres of uncertainty past which a place is a region.
pub(super) const WIDE: f64 = 60.0;

impl<'i> Profile<'i> {
    pub(super) fn of(incident: &'i Incident, kinds: &Kinds<'_>) -> Self {
        let place = incident.location.as_ref();
        let days = incident.when.start.map(|s| (day(s), incident.when.end.map_or_else(|| day(s), day).max(day(s))));
        Self {
            incident,
            days,
            published: incident.reports.first().and_then(|r| r.published).map(day),
            reach: place.map_or(0.0, |l| l.uncertainty_km),
            point: place.map(|l| on_sphere(l.lat, l.lon)),
            place: place.map_or(0, |l| {
                let point = |degrees: f64| (degrees * 1000.0).round() as i64;
                hash(&[l.name.as_bytes(), &point(l.lat).to_le_bytes(), &point(l.lon).to_le_bytes()]).max(1)
            }),
            report: incident.reports.first().map_or(0, |r| hash(&[r.id.as_bytes()])),
            kinds: kinds.numbers(incident),
            is_spot: place
                .is_some_and(|l| matches!(l.class, FeatureClass::Town | FeatureClass::Spot) && l.ucdp_where_prec <= 2),
        }
    }

    /// Whether it is of one day or night.
    pub(super) fn is_of_a_day(&self) -> bool {
        self.days.is_some() && self.incident.date_precision <= DatePrecision::Night
    }

    /// Whether its days are an epoch: a month, a war.
    pub(super) fn is_long(&self) -> bool {
        self.days.is_some_and(|(from, to)| to - from > LONG)
    }

    /// Whether its place is no more than a region, a country or a line.
    pub(super) fn is_wide(&self) -> bool {
        self.point.is_none() || self.reach > WIDE
    }

    /// Kilometres between the points; `None` where one has none.
    pub(super) fn km(&self, other: &Self) -> Option<f64> {
        let (a, b) = (self.point?, other.point?);
        let chord = libm::sqrt(a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>());
        Some(2.0 * EARTH_KM * libm::asin((chord / 2.0).clamp(0.0, 1.0)))
    }
}

/// The mean radius of the Earth in km (IUGG).
pub(super) const EARTH_KM: f64 = 6371.0088;

fn on_sphere(lat: f64, lon: f64) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    let around = libm::cos(lat);
    [around * libm::cos(lon), around * libm::sin(lon), libm::sin(lat)]
}

fn day(date: Date) -> Day {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; parameters of the reference).
pub(super) fn hash(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|p| p.iter().chain(&[0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}
