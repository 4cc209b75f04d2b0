//! Which incidents are shown: one pure rule over an incident that says why one
//! is left out.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::review::ReviewState;
use super::types::Incident;
use crate::coding::{Status, SubEvent};

/// A box of degrees. Where `west` is more than `east` it lies over the
/// antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    /// Degrees east of its western side, -180 to 180.
    pub west: f64,
    /// Degrees north of its southern side, -90 to 90.
    pub south: f64,
    /// Degrees east of its eastern side, -180 to 180.
    pub east: f64,
    /// Degrees north of its northern side, -90 to 90.
    pub north: f64,
}

impl BoundingBox {
    /// Whether a point lies in it or on its side.
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        let across = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        across && (self.south..=self.north).contains(&lat)
    }
}

/// How finely the place must be known, by UCDP's `where_prec`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Precision {
    /// However coarse, or unknown.
    #[default]
    Any,
    /// A province or finer (1-4).
    Admin1,
    /// A district or finer (1-3).
    Admin2,
    /// A town, a spot, or within about 25 km of one (1-2).
    Town,
}

impl Precision {
    /// The coarsest `where_prec` that it admits; `None` for any.
    const fn coarsest(self) -> Option<u8> {
        match self {
            Self::Any => None,
            Self::Admin1 => Some(4),
            Self::Admin2 => Some(3),
            Self::Town => Some(2),
        }
    }
}

/// Why an incident is not shown. In the order in which such incidents are
/// listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is planned, background, denied, generic, or else not of a status asked for.
    Status,
    /// It is not of a type asked for.
    Type,
    /// Its days lie outside the window, or are not known.
    Dates,
    /// It touches no country asked for, or its place is not known.
    Country,
    /// Its point lies outside the box, or is not known.
    Bbox,
    /// Its reading is less sure than asked for.
    Confidence,
    /// Its place is known more coarsely than asked for, or not at all.
    Precision,
    /// A person said that it is none.
    Rejected,
}

impl LeftOut {
    /// All reasons.
    pub const ALL: [Self; 8] = [
        Self::Status,
        Self::Type,
        Self::Dates,
        Self::Country,
        Self::Bbox,
        Self::Confidence,
        Self::Precision,
        Self::Rejected,
    ];

    /// The word in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Type => "type",
            Self::Dates => "dates",
            Self::Country => "country",
            Self::Bbox => "bbox",
            Self::Confidence => "confidence",
            Self::Precision => "precision",
            Self::Rejected => "rejected",
        }
    }
}

/// What to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The statuses.
    pub statuses: BTreeSet<Status>,
    /// The kinds of events; `None` for all.
    pub kinds: Option<BTreeSet<SubEvent>>,
    /// The first day of the window.
    pub since: Option<Date>,
    /// The last day of the window.
    pub until: Option<Date>,
    /// ISO 3166-1 alpha-3 codes; none means all countries, and the unplaced.
    pub countries: BTreeSet<String>,
    /// The box in which the point must lie.
    pub bbox: Option<BoundingBox>,
    /// The least `extraction_confidence`, 0-1.
    pub min_confidence: f64,
    /// How finely the place must be known.
    pub precision: Precision,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            statuses: [Status::Reported, Status::Claimed].into_iter().collect(),
            kinds: None,
            since: None,
            until: None,
            countries: BTreeSet::new(),
            bbox: None,
            min_confidence: 0.0,
            precision: Precision::Any,
        }
    }
}

impl Choice {
    /// Why an incident is left out; `None` where it is shown. Its status is
    /// asked last, so that what is left out for it alone is what another choice
    /// of statuses would show.
    pub fn left_out(&self, incident: &Incident) -> Option<LeftOut> {
        let tests = [
            (incident.review_state != ReviewState::Rejected, LeftOut::Rejected),
            (self.of_kind(incident), LeftOut::Type),
            (self.in_window(incident), LeftOut::Dates),
            (self.in_countries(incident), LeftOut::Country),
            (self.in_box(incident), LeftOut::Bbox),
            (self.is_fine(incident), LeftOut::Precision),
            (sureness(incident) >= self.min_confidence, LeftOut::Confidence),
            (self.statuses.contains(&incident.status), LeftOut::Status),
        ];
        tests.into_iter().find(|(passed, _)| !passed).map(|(_, why)| why)
    }

    fn of_kind(&self, incident: &Incident) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&incident.sub_event))
    }

    /// Whether one of its days may lie in the window. Without days it is not
    /// known to: a window holds what is dated.
    fn in_window(&self, incident: &Incident) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        if incident.is_undated() {
            return false;
        }
        let (first, last) = (incident.when.start, last_day(incident));
        let begun = first.zip(self.until).is_none_or(|(first, until)| first <= until);
        let not_over = last.zip(self.since).is_none_or(|(last, since)| last >= since);
        begun && not_over
    }

    fn in_countries(&self, incident: &Incident) -> bool {
        let Some(at) = incident.location.as_ref() else { return self.countries.is_empty() };
        let touched = at.countries_iso3.iter().chain(&at.iso3);
        self.countries.is_empty() || touched.into_iter().any(|code| self.countries.contains(code))
    }

    fn in_box(&self, incident: &Incident) -> bool {
        self.bbox.is_none_or(|b| incident.location.as_ref().is_some_and(|at| b.holds(at.lat, at.lon)))
    }

    fn is_fine(&self, incident: &Incident) -> bool {
        let fine = |most: u8| incident.location.as_ref().is_some_and(|at| at.ucdp_where_prec <= most);
        self.precision.coarsest().is_none_or(fine)
    }
}

/// The sureness as it is written, to hundredths: what reads 0.30 is not less
/// than 0.3.
fn sureness(incident: &Incident) -> f64 {
    (f64::from(incident.extraction_confidence) * 100.0).round() / 100.0
}

/// The last day on which it is known to have gone on.
fn last_day(incident: &Incident) -> Option<Date> {
    let told = incident.reports.iter().filter_map(|r| r.published).max();
    incident.when.end.or(incident.ongoing_as_of).or(told).or(incident.when.start).max(incident.when.start)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use std::sync::Arc;

    use crate::gazetteer::FeatureClass;
    use crate::geoparse::{CoordBasis, Location};
    use crate::temporal::{DatePrecision, DateRange};

    fn at(lat: f64, lon: f64, countries: &[&str], where_prec: u8) -> Incident {
        let mut incident = Incident::new("i", SubEvent::AirDroneStrike);
        incident.location = Some(Arc::new(Location {
            place: None,
            geonameid: None,
            name: "Somewhere".into(),
            alt: None,
            lat,
            lon,
            class: FeatureClass::Town,
            feature_code: "PPL".into(),
            iso3: (countries.len() == 1).then(|| countries[0].into()),
            countries_iso3: countries.iter().map(|c| (*c).to_owned()).collect(),
            country: None,
            admin1: None,
            admin2: None,
            disputed: None,
            basis: CoordBasis::Town,
            uncertainty_km: 2.0,
            acled_geo_precision: 1,
            ucdp_where_prec: where_prec,
        }));
        incident
    }

    fn dated(start: Option<Date>, end: Option<Date>) -> Incident {
        let mut incident = at(0.0, 0.0, &["GHA"], 1);
        incident.when = DateRange { start, end, precision: DatePrecision::Range };
        incident
    }

    #[test]
    fn a_window_holds_what_overlaps_it_and_is_dated() {
        let march = Choice { since: Some(date(2022, 3, 1)), until: Some(date(2022, 3, 31)), ..Choice::default() };
        for (start, end, held) in [
            (Some(date(2022, 3, 4)), Some(date(2022, 3, 4)), true),
            (Some(date(2022, 2, 20)), Some(date(2022, 3, 1)), true),
            (Some(date(2022, 3, 31)), Some(date(2022, 4, 9)), true),
            (Some(date(2022, 1, 1)), Some(date(2022, 12, 31)), true),
            (Some(date(2022, 2, 20)), Some(date(2022, 2, 28)), false),
            (Some(date(2022, 4, 1)), Some(date(2022, 4, 1)), false),
            (None, Some(date(2022, 3, 2)), true),
            (None, Some(date(2022, 2, 2)), false),
            (None, None, false),
        ] {
            let why = march.left_out(&dated(start, end));
            assert_eq!(why, (!held).then_some(LeftOut::Dates), "{start:?} {end:?}");
        }
        assert_eq!(Choice::default().left_out(&dated(None, None)), None);
    }

    #[test]
    fn what_goes_on_reaches_to_the_day_it_was_said() {
        let since = Choice { since: Some(date(2022, 3, 1)), ..Choice::default() };
        let mut siege = dated(Some(date(2022, 1, 5)), None);
        assert_eq!(since.left_out(&siege), Some(LeftOut::Dates));
        siege.ongoing_as_of = Some(date(2022, 3, 2));
        assert_eq!(since.left_out(&siege), None);
    }

    #[test]
    fn a_border_counts_for_both_countries() {
        let of = |code: &str| Choice { countries: [code.to_owned()].into(), ..Choice::default() };
        let border = at(39.6, 46.5, &["ARM", "AZE"], 5);
        assert_eq!(of("AZE").left_out(&border), None);
        assert_eq!(of("ARM").left_out(&border), None);
        assert_eq!(of("GEO").left_out(&border), Some(LeftOut::Country));
        assert_eq!(of("GEO").left_out(&Incident::new("i", SubEvent::Attack)), Some(LeftOut::Country));
    }

    #[test]
    fn a_box_may_lie_over_the_antimeridian() {
        let bbox = |west, south, east, north| Choice {
            bbox: Some(BoundingBox { west, south, east, north }),
            ..Choice::default()
        };
        let fiji = at(-17.8, 178.4, &["FJI"], 1);
        let samoa = at(-13.8, -171.8, &["WSM"], 1);
        let rabaul = at(-4.2, 152.2, &["PNG"], 1);
        let pacific = bbox(170.0, -25.0, -165.0, 0.0);
        assert_eq!((pacific.left_out(&fiji), pacific.left_out(&samoa)), (None, None));
        assert_eq!(pacific.left_out(&rabaul), Some(LeftOut::Bbox));
        assert_eq!(bbox(-180.0, -25.0, -165.0, 0.0).left_out(&fiji), Some(LeftOut::Bbox));
        assert_eq!(pacific.left_out(&Incident::new("i", SubEvent::Attack)), Some(LeftOut::Bbox));
    }

    #[test]
    fn places_must_be_so_fine() {
        for (precision, held) in
            [(Precision::Any, 7), (Precision::Admin1, 4), (Precision::Admin2, 3), (Precision::Town, 2)]
        {
            let choice = Choice { precision, ..Choice::default() };
            for where_prec in 1..=7 {
                let why = choice.left_out(&at(0.0, 0.0, &["GHA"], where_prec));
                assert_eq!(why, (where_prec > held).then_some(LeftOut::Precision), "{precision:?} {where_prec}");
            }
        }
    }

    #[test]
    fn kinds_sureness_and_status() {
        let mut strike = at(0.0, 0.0, &["GHA"], 1);
        strike.extraction_confidence = 0.3;
        let sure = |min_confidence| Choice { min_confidence, ..Choice::default() };
        assert_eq!(sure(0.3).left_out(&strike), None);
        assert_eq!(sure(0.31).left_out(&strike), Some(LeftOut::Confidence));
        let clashes = Choice { kinds: Some([SubEvent::ArmedClash].into()), ..Choice::default() };
        strike.status = Status::Background;
        assert_eq!(Choice::default().left_out(&strike), Some(LeftOut::Status));
        // Another choice of statuses would not show it.
        assert_eq!(clashes.left_out(&strike), Some(LeftOut::Type));
    }
}
