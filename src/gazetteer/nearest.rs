//! Points to places.

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
        let (south, north) = ((lat - reach).max(-90.0), (lat + reach).min(90.0));
        // How much a degree of longitude shrinks at the box's far side.
        let shrink = libm::cos(south.abs().max(north.abs()).to_radians()).max(0.01);
        let wide = (reach / shrink).min(180.0);
        let columns = if wide >= 179.0 { 360 } else { (2.0 * wide).ceil() as usize + 1 };
        let mut out = Vec::new();
        for row in 0..=((north.floor() - south.floor()) as usize) {
            let at_lat = (south.floor() + row as f64).min(89.0);
            for column in 0..columns.min(360) {
                let at_lon = (lon - wide + column as f64 + 540.0).rem_euclid(360.0) - 180.0;
                let cell = layout::cell(at_lat, at_lon);
                let numbers = self.layers().flat_map(|layer| layer.index.in_cell(cell).map(move |n| (layer, n)));
                for (layer, number) in numbers {
                    let packed = layer.index.packed(number);
                    let at = (f64::from(packed.lat_e5) / 1e5, f64::from(packed.lon_e5) / 1e5);
                    let km = distance_km((lat, lon), at);
                    if packed.class == 0 && km <= reach * DEGREE_KM {
                        out.push((PlaceId(layer.first + number), km));
                    }
                }
            }
        }
        out
    }
}
