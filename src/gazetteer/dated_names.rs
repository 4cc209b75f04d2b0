//! Names that belong to a time (`gazetteer/dated_names.tsv`): Artemivsk until
//! 2016, Nur-Sultan from 2019 to 2022.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::fold::fold;
use super::status;
use super::{FeatureClass, Gazetteer, NameKind, PlaceId};
use crate::error::{Error, Result};

const TABLE: &str = include_str!("../../gazetteer/dated_names.tsv");
const COLUMNS: &str = "place\tname\tkind\tvalid_from\tvalid_to\tsource";

/// A name and its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedName {
    /// The name.
    pub name: String,
    /// What it was to the place.
    pub kind: NameKind,
    /// First and last day; `None` for open or not known.
    pub valid: (Option<Date>, Option<Date>),
    /// What says so.
    pub source: String,
}

impl DatedName {
    /// Whether the name was in use on a day.
    pub fn valid_at(&self, date: Date) -> bool {
        self.valid.0.is_none_or(|from| from <= date) && self.valid.1.is_none_or(|to| date <= to)
    }
}

type Table = BTreeMap<String, Vec<DatedName>>;

/// Years for which a name that was given up still stands beside the new one:
/// readers know Artemivsk, and nobody looks for Upper Volta.
const REMEMBERED: i16 = 25;
/// The same without a day to reckon from: the first year whose names count.
const LATELY: i16 = 2000;

impl Gazetteer {
    /// The names of a place that belong to a time, in the table's order.
    pub fn dated_names(&self, id: PlaceId) -> &'static [DatedName] {
        self.keys(id).iter().find_map(|key| table().get(key)).map_or(&[], Vec::as_slice)
    }

    /// The name that should stand beside the primary one on a day: the one then
    /// in use where it was another, else the other side's, else the last one
    /// given up before, if that was in living memory of the news. Without a day, as of
    /// today.
    pub fn second_name_at(&self, id: PlaceId, date: Option<Date>) -> Option<&str> {
        let primary = self.place(id).name;
        let dated = self.dated_names(id);
        let then = |n: &&DatedName| match date {
            Some(date) => n.valid_at(date),
            None => n.valid.1.is_none(),
        };
        let ended = |n: &&DatedName| match (date, n.valid.1) {
            (Some(date), Some(to)) => to < date && date.year() - to.year() <= REMEMBERED,
            (None, Some(to)) => to.year() >= LATELY,
            (_, None) => false,
        };
        let other = |n: &&DatedName| n.name != primary;
        let own = |n: &&DatedName| n.kind == NameKind::Former;
        let of = |kind: NameKind| {
            let undated = self.second_names(id).into_iter().filter(move |(name, k)| *k == kind && *name != primary);
            undated.map(|(name, _)| name).find(|name| dated.iter().all(|d| fold(&d.name) != fold(name)))
        };
        let in_use = dated.iter().filter(own).filter(other).find(then);
        let contested = || dated.iter().filter(|n| n.kind == NameKind::Contested).filter(other).find(then);
        let last = || dated.iter().filter(other).filter(ended).max_by_key(|n| n.valid.1);
        in_use
            .or_else(contested)
            .map(|n| n.name.as_str())
            .or_else(|| of(NameKind::Contested))
            .or_else(|| last().map(|n| n.name.as_str()))
            .or_else(|| of(NameKind::Former))
    }

    /// Whether a place may be meant by a name on a day: not by one that was
    /// given to it later.
    pub fn may_be_called(&self, id: PlaceId, name: &str, date: Date) -> bool {
        let dated = self.dated_names(id);
        let mut same = dated.iter().filter(|d| fold(&d.name) == fold(name)).peekable();
        same.peek().is_none() || same.any(|d| d.valid.0.is_none_or(|from| from <= date))
    }

    /// What the table may call a place.
    fn keys(&self, id: PlaceId) -> Vec<String> {
        let place = self.place(id);
        let mut keys = vec![format!("id:{}", self.supplement_id(id))];
        keys.extend(place.geonameid.map(|n| format!("gn:{n}")));
        match place.class {
            FeatureClass::Country => keys.push(format!("country:{}", place.iso2)),
            FeatureClass::Admin1 => keys.push(format!("admin:{}.{}", place.iso2, place.admin1)),
            _ => {}
        }
        keys
    }
}

/// The rows by place; none where the table is broken, which a test would have
/// told.
fn table() -> &'static Table {
    static NAMES: OnceLock<Table> = OnceLock::new();
    NAMES.get_or_init(|| read().unwrap_or_default())
}

fn read() -> Result<Table> {
    let mut out = Table::new();
    for (n, line) in status::lines(TABLE).filter(|(_, line)| *line != COLUMNS) {
        let (place, name) = row(line).map_err(|why| Error::Data { what: format!("dated_names.tsv, line {n}"), why })?;
        out.entry(place).or_default().push(name);
    }
    Ok(out)
}

fn row(line: &str) -> std::result::Result<(String, DatedName), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [place, name, kind, from, to, source] = cells[..] else {
        return Err(format!("{} columns, 6 expected", cells.len()));
    };
    let kind = match kind {
        "former" => NameKind::Former,
        "contested" => NameKind::Contested,
        other => return Err(format!("{other}: former or contested expected")),
    };
    if name.is_empty() || source.is_empty() || (from.is_empty() && to.is_empty()) {
        return Err(format!("{name}: a name, a source and at least one day expected"));
    }
    let valid = (status::day(from)?, status::day(to)?);
    Ok((place.to_owned(), DatedName { name: name.into(), kind, valid, source: source.into() }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_about_a_place_and_in_order_of_days() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let table = read().unwrap();
        assert!(table.values().map(Vec::len).sum::<usize>() > 60);
        let known: BTreeSet<String> =
            (0..gazetteer.len() as u32).map(PlaceId).flat_map(|id| gazetteer.keys(id)).collect();
        for (place, names) in &table {
            assert!(known.contains(place), "{place} is no place");
            for name in names {
                assert!(name.valid.0.zip(name.valid.1).is_none_or(|(a, b)| a < b), "{place}: {}", name.name);
            }
        }
    }

    #[test]
    fn a_broken_row_says_what_is_expected() {
        assert!(row("gn:1\tX\tcontested\t\t\tsource").unwrap_err().contains("day"));
        assert!(row("gn:1\tX\tnickname\t2000-01-01\t\tsource").unwrap_err().contains("nickname"));
        assert!(row("gn:1\tX").unwrap_err().contains("6 expected"));
    }
}
