//! Options that choose which incidents are shown.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::exit::Failure;
use crate::coding::{Status, SubEvent, kind_list, kinds_named};
use crate::gazetteer::Gazetteer;
use crate::incident::Choice;
use crate::incident::choice::{BoundingBox, Precision};

/// The choice, as it is named on the command line. What is left out stands in
/// `not_mapped.csv` with the reason.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ChoiceArgs {
    /// Only these kinds, by ACLED's types or sub-types: battles, explosions, violence-against-civilians, protests, riots, strategic, abduction...
    #[arg(long, value_name = "TYPES", value_delimiter = ',', value_parser = kinds)]
    pub(super) include: Vec<Kinds>,
    /// Only incidents of this day and later; undated ones are left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) since: Option<Date>,
    /// Only incidents of this day and earlier; undated ones are left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) until: Option<Date>,
    /// Only incidents that touch these countries (ISO 3166-1: AZ or AZE; or names); a border touches both
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) country: Vec<String>,
    /// Only points in this box of degrees; W may be more than E, over the antimeridian
    #[arg(long, value_name = "W,S,E,N", value_parser = bounding_box, allow_hyphen_values = true)]
    pub(super) bbox: Option<BoundingBox>,
    /// Only incidents read at least so surely: the extraction confidence
    #[arg(long, value_name = "0..1", value_parser = share, allow_negative_numbers = true)]
    pub(super) min_confidence: Option<f64>,
    /// Only places known at least so finely: the town (or 25 km around one), the district, the province
    #[arg(long, value_name = "LEVEL", default_value = "any")]
    pub(super) precision: PrecisionName,
}

/// Sub-types that one name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kinds(Vec<SubEvent>);

/// A level of places as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum PrecisionName {
    /// However coarse
    #[default]
    Any,
    /// Province or finer
    Adm1,
    /// District or finer
    Adm2,
    /// Town, spot, or near one
    Town,
}

impl PrecisionName {
    /// The name itself.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Adm1 => "adm1",
            Self::Adm2 => "adm2",
            Self::Town => "town",
        }
    }
}

impl From<PrecisionName> for Precision {
    fn from(name: PrecisionName) -> Self {
        match name {
            PrecisionName::Any => Self::Any,
            PrecisionName::Adm1 => Self::Admin1,
            PrecisionName::Adm2 => Self::Admin2,
            PrecisionName::Town => Self::Town,
        }
    }
}

impl ChoiceArgs {
    /// What the options mean; `gazetteer` knows the countries.
    ///
    /// # Errors
    /// When a country is not known or the window is empty.
    pub(super) fn choice(&self, statuses: BTreeSet<Status>, gazetteer: &Gazetteer) -> Result<Choice, Failure> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            let remedy = "the first day comes first";
            return Err(Failure::usage(format!("--since {since} is later than --until {until} ({remedy})")));
        }
        let kinds: BTreeSet<SubEvent> = self.include.iter().flat_map(|k| k.0.iter().copied()).collect();
        Ok(Choice {
            statuses,
            kinds: (!kinds.is_empty()).then_some(kinds),
            since: self.since,
            until: self.until,
            countries: self.country.iter().map(|name| country(name, gazetteer)).collect::<Result<_, _>>()?,
            bbox: self.bbox,
            min_confidence: self.min_confidence.unwrap_or_default(),
            precision: self.precision.into(),
        })
    }
}

fn country(name: &str, gazetteer: &Gazetteer) -> Result<String, Failure> {
    let remedy = "give an ISO 3166-1 code, as in AZ or AZE, or an English name";
    let found = gazetteer.country_named(name.trim());
    let found = found.ok_or_else(|| Failure::usage(format!("--country {name}: no such country ({remedy})")));
    found.map(|country| country.iso3.to_owned())
}

fn kinds(name: &str) -> Result<Kinds, String> {
    kinds_named(name)
        .map(Kinds)
        .ok_or_else(|| format!("no such type; the types and their sub-types are\n{}", kind_list()))
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|why| format!("expected a number from 0 to 1: {why}"))?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("expected a number from 0 to 1".to_owned()) }
}

fn bounding_box(text: &str) -> Result<BoundingBox, String> {
    let expected = "expected W,S,E,N in degrees, as in 44.5,38.4,50.6,41.9";
    let number = |side: &str| -> Result<f64, String> {
        side.parse().map_err(|why: std::num::ParseFloatError| format!("{expected}; '{side}': {why}"))
    };
    let sides: Vec<f64> = text.split(',').map(|side| number(side.trim())).collect::<Result<_, _>>()?;
    let [west, south, east, north] = sides[..] else { return Err(expected.to_owned()) };
    let on_earth =
        [west, east].iter().all(|lon| lon.abs() <= 180.0) && [south, north].iter().all(|lat| lat.abs() <= 90.0);
    match (on_earth, south <= north) {
        (true, true) => Ok(BoundingBox { west, south, east, north }),
        (false, _) => Err(format!("{expected}: longitudes from -180 to 180, latitudes from -90 to 90")),
        (true, false) => Err(format!("{expected}: S may not be more than N")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_checked() {
        assert_eq!(
            bounding_box("170, -25,-165,0"),
            Ok(BoundingBox { west: 170.0, south: -25.0, east: -165.0, north: 0.0 })
        );
        for wrong in ["", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,50,2,40", "-190,0,10,10", "0,-91,10,10", "nan,0,1,1"] {
            assert!(bounding_box(wrong).is_err(), "{wrong}");
        }
        assert!(share("1.1").is_err() && share("nan").is_err() && share("0.5") == Ok(0.5));
    }
}
