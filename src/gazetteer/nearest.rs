//! Points to places.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::layers::Layer;
use super::layout;
use super::{Gazetteer, PlaceId};

/// Mean radius of the earth, km (IUGG).
const EARTH_KM: f64 = 6371.0088;
/// Kilometres of a degree of latitude, a little less than anywhere on the
/// sphere, so that a search box never misses.
const DEGREE_KM: f64 = 111.0;

/// Great-circle distance between two points in degrees, km (haversine).
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |degrees: f64| libm::pow(libm::sin(degrees.to_radians() / 2.0), 2.0);
    let h = half(b.0 - a.0) + libm::cos(a.0.to_radians()) * libm::cos(b.0.to_radians()) * half(b.1 - a.1);
    2.0 * EARTH_KM * libm::asin(libm::sqrt(h.min(1.0)))
}

/// The bearing of `to` from `from` where the great circle between them sets
/// out, degrees from north, 0 up to 360
/// (<https://en.wikipedia.org/wiki/Great-circle_navigation>).
pub fn bearing(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (a, b, turn) = (from.0.to_radians(), to.0.to_radians(), (to.1 - from.1).to_radians());
    let east = libm::sin(turn) * libm::cos(b);
    let north = libm::cos(a) * libm::sin(b) - libm::sin(a) * libm::cos(b) * libm::cos(turn);
    let degrees = libm::atan2(east, north).to_degrees();
    if degrees < 0.0 { degrees + 360.0 } else { degrees }
}

/// A populated place among the largest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedTown {
    /// Its number.
    pub id: PlaceId,
    /// Whether it is the capital of a country.
    pub capital: bool,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Gazetteer {
    /// The `k` populated places nearest to a point, nearest first, each with its
    /// distance in km.
    pub fn nearest(&self, lat: f64, lon: f64, k: usize) -> Vec<(PlaceId, f64)> {
        let mut reach = 0.5;
        loop {
            let mut found = self.towns_within(lat, lon, reach);
            if found.len() >= k || reach >= 180.0 {
                found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                found.truncate(k);
                return found;
            }
            reach *= 2.0;
        }
    }

    /// Populated places within so many degrees of latitude of a point, each
    /// with its distance in km, in no order that means anything.
    pub fn towns_within(&self, lat: f64, lon: f64, reach: f64) -> Vec<(PlaceId, f64)> {
        let mut out = Vec::new();
        for cell in cells(lat, lon, reach) {
            for layer in self.layers() {
                for number in layer.index.in_cell(cell) {
                    let found = town(layer, number, (lat, lon)).filter(|km| *km <= reach * DEGREE_KM);
                    out.extend(found.map(|km| (PlaceId(layer.first + number), km)));
                }
            }
        }
        out
    }

    /// The same places by their rank: capitals, then by inhabitants, most first.
    /// Only the first of each cell and those that are taken are looked at.
    pub fn towns_by_rank(&self, lat: f64, lon: f64, reach: f64) -> impl Iterator<Item = RankedTown> {
        let lists = cells(lat, lon, reach).into_iter().flat_map(|cell| self.layers().map(move |layer| (layer, cell)));
        let mut lists: Vec<_> = lists.map(|(layer, cell)| (layer, layer.index.in_cell(cell))).collect();
        let mut heads: BinaryHeap<_> = lists.iter_mut().enumerate().filter_map(|(n, list)| head(n, list)).collect();
        std::iter::from_fn(move || {
            let (capital, population, Reverse((id, n))) = heads.pop()?;
            heads.extend(head(n, &mut lists[n]));
            let (index, number, _) = self.layer_of(id);
            let packed = index.packed(number);
            let (lat, lon) = (f64::from(packed.lat_e5) / 1e5, f64::from(packed.lon_e5) / 1e5);
            Some(RankedTown { id, capital, population, lat, lon })
        })
        .filter(move |town| distance_km((lat, lon), (town.lat, town.lon)) <= reach * DEGREE_KM)
    }
}

/// Whether a place is a capital, its inhabitants, then its id and the number of
/// its list: the largest is the first of all.
type Head = (bool, u32, Reverse<(PlaceId, usize)>);

/// The next populated place of list `n`.
fn head<'g>(n: usize, (layer, numbers): &mut (&'g Layer, impl Iterator<Item = u32> + 'g)) -> Option<Head> {
    let index = &layer.index;
    let number = numbers.find(|number| index.packed(*number).class == 0)?;
    let capital = index.code(number) == layout::CAPITAL;
    Some((capital, index.field(number, layout::field::POPULATION), Reverse((PlaceId(layer.first + number), n))))
}

/// How far a place is, km, where it is a populated one.
fn town(layer: &Layer, number: u32, from: (f64, f64)) -> Option<f64> {
    let packed = layer.index.packed(number);
    let at = (f64::from(packed.lat_e5) / 1e5, f64::from(packed.lon_e5) / 1e5);
    (packed.class == 0).then(|| distance_km(from, at))
}

/// The cells within so many degrees of latitude of a point.
fn cells(lat: f64, lon: f64, reach: f64) -> Vec<usize> {
    let (south, north) = ((lat - reach).max(-90.0), (lat + reach).min(90.0));
    // How much a degree of longitude shrinks at the box's far side.
    let shrink = libm::cos(south.abs().max(north.abs()).to_radians()).max(0.01);
    let wide = (reach / shrink).min(180.0);
    let columns = if wide >= 179.0 { 360 } else { (2.0 * wide).ceil() as usize + 1 };
    let mut out = Vec::new();
    for row in 0..=((north.min(89.0).floor() - south.floor()) as usize) {
        for column in 0..columns.min(360) {
            let at_lon = (lon - wide + column as f64 + 540.0).rem_euclid(360.0) - 180.0;
            out.push(layout::cell(south.floor() + row as f64, at_lon));
        }
    }
    out
}
