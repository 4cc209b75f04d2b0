//! `draw --choropleth`: rows counted, or a column summed, by areas.

use std::collections::BTreeMap;
use std::str::FromStr;

use clap::ValueEnum;

use crate::dataset::{Dataset, Record};
use crate::gazetteer::{Gazetteer, PlaceId};
use crate::scene::charts::Shade;

/// Which areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Areas {
    /// Countries
    Country,
    /// First-order divisions
    Admin1,
}

/// What is told of each area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aggregate {
    /// How many rows.
    Count,
    /// The sum of a column.
    Sum(String),
}

impl FromStr for Aggregate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "count" => Ok(Self::Count),
            Some(("sum", column)) if !column.is_empty() => Ok(Self::Sum(column.to_owned())),
            _ => Err("expected count or sum:COLUMN".to_owned()),
        }
    }
}

/// The areas with their numbers, in the gazetteer's order, and how many rows
/// lie in none.
pub(super) fn shades(
    dataset: &Dataset,
    areas: Areas,
    aggregate: &Aggregate,
    gazetteer: &Gazetteer,
) -> (Vec<Shade>, usize) {
    let mut sums: BTreeMap<PlaceId, f64> = BTreeMap::new();
    let mut outside = 0;
    for record in &dataset.records {
        let Some(place) = area(dataset, record, areas, gazetteer) else {
            outside += usize::from(record.point().is_some());
            continue;
        };
        let value = match aggregate {
            Aggregate::Count => 1.0,
            Aggregate::Sum(_) => f64::from(record.size().unwrap_or(0.0)),
        };
        *sums.entry(place).or_default() += value;
    }
    let date = dataset.span().map(|(_, last)| last);
    let some = sums.into_iter().filter(|(_, value)| *value > 0.0);
    (some.map(|(place, value)| Shade::of(place, value, date, gazetteer)).collect(), outside)
}

/// The area in which a row's point lies; of a row without one, the country that
/// it names.
fn area(dataset: &Dataset, record: &Record, areas: Areas, gazetteer: &Gazetteer) -> Option<PlaceId> {
    let country = |iso2: &str| gazetteer.country_by_iso2(iso2).map(|c| c.place);
    match (record.point(), areas) {
        (Some((lat, lon)), Areas::Country) => country(gazetteer.within(lat, lon)?.iso2),
        (Some((lat, lon)), Areas::Admin1) => gazetteer.admin1_at(lat, lon),
        (None, Areas::Country) => {
            let name = dataset.words.text(record.country);
            if name.is_empty() { None } else { gazetteer.country_named(name).map(|c| c.place) }
        }
        (None, Areas::Admin1) => None,
    }
}
