//! Countries and divisions of an import. They are few and stand first in the
//! index, so they stay in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::super::find::kind_of;
use super::super::rows::{self, Addition, Row};
use super::super::{FeatureClass, Gazetteer, PlaceId, forms, write};
use super::dump::Cells;
use super::{add_names, twice};
use crate::error::Notice;

/// Position of a region among the classes.
const REGION: u8 = 4;

/// Countries and divisions by geonameid.
#[derive(Debug, Default)]
pub(super) struct Heads {
    by_id: BTreeMap<u32, Head>,
}

#[derive(Debug)]
struct Head {
    row: Row,
    line: u64,
    names: Vec<(u8, String)>,
    forms: Vec<String>,
}

impl Heads {
    /// Adds one.
    ///
    /// # Errors
    /// Where its id is known already.
    pub(super) fn add(&mut self, cells: &Cells<'_>, line: u64) -> Result<(), Notice> {
        if let Some(first) = self.by_id.get(&cells.geonameid) {
            return Err(twice(u64::from(cells.geonameid), first.line));
        }
        let forms = cells.forms().map(str::to_owned).collect();
        self.by_id.insert(cells.geonameid, Head { row: cells.row(), line, names: Vec::new(), forms });
        Ok(())
    }

    /// Adds a name to the one of this id; tells whether there is one.
    pub(super) fn name(&mut self, id: u32, kind: u8, name: &str) -> bool {
        let head = self.by_id.get_mut(&id);
        head.map(|head| head.names.push((kind, name.to_owned()))).is_some()
    }

    /// All rows in the order of the index. `known` gives the countries that lack,
    /// the first-order divisions of countries that have none, with `whole` the
    /// second-order ones too, the short names and the reaches; `own` are further
    /// rows.
    pub(super) fn finish(
        self,
        known: &Gazetteer,
        own: Vec<Row>,
        whole: bool,
        merges: &mut BTreeMap<u32, Vec<Addition>>,
        additions: &[Addition],
    ) -> Vec<Row> {
        let by_code: BTreeMap<&str, Vec<&Addition>> = additions.iter().fold(BTreeMap::new(), |mut all, addition| {
            if let Some(code) = addition.merge.strip_prefix("admin:") {
                all.entry(code).or_insert_with(Vec::new).push(addition);
            }
            all
        });
        let mut rows = own;
        for head in self.by_id.into_values() {
            let mut row = joined(head, known);
            let code = match row.class {
                2 => format!("{}.{}", row.iso2, row.admin1),
                _ => format!("{}.{}.{}", row.iso2, row.admin1, row.admin2),
            };
            let coded = by_code.get(code.as_str()).into_iter().flatten().map(|addition| (*addition).clone());
            for addition in merges.remove(&row.geonameid).unwrap_or_default().into_iter().chain(coded) {
                rows::merge(&mut row, addition);
            }
            rows.push(row);
        }
        sort(&mut rows);
        settle_countries(&mut rows, known);
        for class in 2..=if whole { 3 } else { 2 } {
            add_divisions(&mut rows, known, class);
        }
        sort(&mut rows);
        rows
    }
}

/// In the order of the index; a state before its parts that bear its code.
fn sort(rows: &mut [Row]) {
    let codes = |row: &Row| (row.iso2.clone(), row.admin1.clone(), row.admin2.clone());
    rows.sort_by(|a, b| {
        let order = write::core_range(a).cmp(&write::core_range(b)).then_with(|| codes(a).cmp(&codes(b)));
        order.then_with(|| b.population.cmp(&a.population)).then_with(|| a.geonameid.cmp(&b.geonameid))
    });
}

/// One country of each code, those of `known` that lack among them; what else
/// bears the code of a country is a region.
fn settle_countries(rows: &mut Vec<Row>, known: &Gazetteer) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for row in rows.iter_mut().filter(|row| row.class == 1) {
        let country = known.country_by_iso2(&row.iso2).filter(|_| !seen.contains(&row.iso2));
        match country {
            Some(country) => {
                seen.insert(row.iso2.clone());
                country.iso3.clone_into(&mut row.code);
            }
            None => row.class = REGION,
        }
    }
    let lacking = known.countries().filter(|country| !seen.contains(country.iso2));
    rows.extend(lacking.map(|country| row_of(known, country.place)));
}

/// The divisions of countries that have none of their own here.
fn add_divisions(rows: &mut Vec<Row>, known: &Gazetteer, class: u8) {
    let with: BTreeSet<String> = rows.iter().filter(|row| row.class == class).map(|row| row.iso2.clone()).collect();
    let kind = if class == 2 { FeatureClass::Admin1 } else { FeatureClass::Admin2 };
    let lacking = known.countries().filter(|country| !with.contains(country.iso2));
    rows.extend(lacking.flat_map(|country| known.divisions(country.iso2, kind)).map(|id| row_of(known, id)));
}

/// A row with all its names, its short ones and its reach.
fn joined(head: Head, known: &Gazetteer) -> Row {
    let mut row = head.row;
    let place = match row.class {
        1 => known.country_by_iso2(&row.iso2).map(|country| country.place),
        2 => known.admin1(&row.iso2, &row.admin1),
        _ => known.admin2(&row.iso2, &row.admin1, &row.admin2),
    };
    let given = head.names.iter().map(|(kind, name)| (*kind, name.as_str()));
    let own_name = std::mem::take(&mut row.names);
    let own_name = own_name.first().map(|(_, name)| name.as_str()).unwrap_or_default();
    if let Some(place) = place {
        let stored = row_of(known, place);
        row.radius_m = stored.radius_m;
        if row.class == 1 {
            // GeoNames names states in full; the short name is what is written.
            (row.names, row.extra, row.from, row.to) = (stored.names, stored.extra, stored.from, stored.to);
            add_names(&mut row, std::iter::once((1, own_name)));
        } else {
            row.names = vec![(0, own_name.to_owned())];
            add_names(&mut row, stored.names.iter().map(|(kind, name)| ((*kind).max(1), name.as_str())));
        }
    } else {
        row.names = vec![(0, own_name.to_owned())];
    }
    let bare = forms::bare(own_name).filter(|_| row.class != 1);
    add_names(&mut row, bare.iter().map(|name| (1, name.as_str())));
    add_names(&mut row, given);
    add_names(&mut row, head.forms.iter().map(|form| (1, form.as_str())));
    row
}

/// A place of a gazetteer as a row again.
fn row_of(known: &Gazetteer, id: PlaceId) -> Row {
    let place = known.place(id);
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or(0, |d| d.year() as u32 * 10_000 + d.month() as u32 * 100 + d.day() as u32)
    };
    let kinds = (0..6_u8).map(|stored| (kind_of(stored), stored)).collect::<Vec<_>>();
    let names = known.names(id).map(|(name, kind)| {
        let stored = kinds.iter().find(|(known, _)| *known == kind).map_or(1, |(_, stored)| *stored);
        (stored, name.to_owned())
    });
    Row {
        geonameid: place.geonameid.unwrap_or(0),
        lat_e5: (place.lat * 1e5).round() as i32,
        lon_e5: (place.lon * 1e5).round() as i32,
        population: place.population,
        radius_m: (place.radius_km * 1000.0).round() as u32,
        from: day(place.valid.0),
        to: day(place.valid.1),
        class: match place.class {
            FeatureClass::Country => 1,
            FeatureClass::Admin1 => 2,
            FeatureClass::Admin2 => 3,
            _ => REGION,
        },
        code: place.feature_code.to_owned(),
        iso2: place.iso2.to_owned(),
        admin1: place.admin1.to_owned(),
        admin2: place.admin2.to_owned(),
        extra: if place.kind.is_empty() && place.countries.is_empty() {
            String::new()
        } else {
            format!("{};{}", place.kind, place.countries)
        },
        names: names.collect(),
    }
}
