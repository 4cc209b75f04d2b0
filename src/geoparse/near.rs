//! How near a place lies to the places that the other names of the report may
//! mean.
//!
//! Every candidate of every name is held against all of them, several times
//! over: so the earth is cut into strips, each strip knows as bits which points
//! can reach into it, and only those are looked at, in their order.

use crate::gazetteer::Place;

/// Degrees beyond which places are not near, north to south and (as long as
/// degrees of latitude) east to west.
const REACH: f64 = 8.0;
/// How close a place lies to a division in which it lies.
const CLOSEST: f32 = 1.6;
/// Strips of [`REACH`] degrees from south to north, and from west to east.
const ROWS: usize = 23;
const COLUMNS: usize = 45;
/// The most points kept.
const MOST: usize = 192;

/// A set of points, by their numbers.
type Bits = [u64; MOST / 64];

/// A place that another name may mean, with how likely that is.
#[derive(Debug)]
struct Point<'g> {
    group: usize,
    at: (f64, f64),
    /// Cosine of the latitude.
    cos: f64,
    weight: f32,
    /// Country and codes of the second-order division, where that is what it is.
    division: Option<[&'g str; 3]>,
}

/// The places that the names may mean.
#[derive(Debug)]
pub(super) struct Near<'g> {
    points: Vec<Point<'g>>,
    rows: [Bits; ROWS],
    columns: [Bits; COLUMNS],
}

impl<'g> Near<'g> {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { points: Vec::new(), rows: [Bits::default(); ROWS], columns: [Bits::default(); COLUMNS] }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// Adds a place that a name of group `group` may mean. Groups come in
    /// order. `division`: the place is a second-order division.
    pub(super) fn add(&mut self, group: usize, place: &Place<'g>, weight: f32, division: bool) {
        let number = self.points.len();
        if number >= MOST {
            return;
        }
        let cos = libm::cos(place.lat.to_radians());
        let row = row(place.lat);
        for row in row.saturating_sub(1)..=(row + 1).min(ROWS - 1) {
            insert(&mut self.rows[row], number);
        }
        // A little wider than need be, so that rounding loses nothing.
        let reach = REACH / cos.max(0.01) + 0.001;
        let strips = ((reach / REACH).ceil() as usize + 1).min(COLUMNS / 2);
        let column = column(place.lon);
        for step in 0..=2 * strips {
            insert(&mut self.columns[(column + COLUMNS + step - strips) % COLUMNS], number);
        }
        let division = division.then_some([place.iso2, place.admin1, place.admin2]);
        self.points.push(Point { group, at: (place.lat, place.lon), cos, weight, division });
    }

    /// How near the place lies to those of other groups than `group`, 0 to
    /// about 1.6.
    pub(super) fn nearness(&self, group: usize, place: &Place<'_>) -> f32 {
        let (mut sum, mut best, mut last) = (0.0, 0.0f32, usize::MAX);
        let (row, column) = (&self.rows[row(place.lat)], &self.columns[column(place.lon)]);
        for (points, (a, b)) in self.points.chunks(64).zip(row.iter().zip(column)) {
            let mut bits = a & b;
            while let Some(point) = points.get(bits.trailing_zeros() as usize) {
                bits &= bits - 1;
                if point.group == group {
                    continue;
                }
                if point.group != last {
                    sum += best;
                    best = 0.0;
                    last = point.group;
                }
                if point.weight * CLOSEST > best {
                    best = best.max(point.weight * point.closeness(place));
                }
            }
        }
        sum += best;
        // The first neighbour says most.
        if sum > 0.0 { sum / (1.0 + 0.6 * sum) } else { 0.0 }
    }
}

fn insert(bits: &mut Bits, number: usize) {
    if let Some(word) = bits.get_mut(number / 64) {
        *word |= 1 << (number % 64);
    }
}

fn row(lat: f64) -> usize {
    (((lat + 90.0) / REACH) as usize).min(ROWS - 1)
}

fn column(lon: f64) -> usize {
    (((lon + 180.0) / REACH) as usize).min(COLUMNS - 1)
}

impl Point<'_> {
    /// How close a place lies to this one: 1.1 beside it, 1.6 inside it.
    fn closeness(&self, place: &Place<'_>) -> f32 {
        let dlat = (place.lat - self.at.0).abs();
        let mut dlon = (place.lon - self.at.1).abs();
        if dlon > 180.0 {
            dlon = 360.0 - dlon;
        }
        let x = dlon * self.cos;
        if dlat > REACH || x > REACH {
            return 0.0;
        }
        let inside = self.division.is_some_and(|[iso2, admin1, admin2]| {
            admin2 == place.admin2 && admin1 == place.admin1 && iso2 == place.iso2 && !place.admin2.is_empty()
        });
        if inside {
            return CLOSEST;
        }
        let km = 111.195 * (x * x + dlat * dlat).sqrt();
        // The fifth power falls to the same in 60 km.
        let far = decay(km / 300.0);
        let far2 = far * far;
        (0.8 * (far2 * far2 * far) + 0.3 * far) as f32
    }
}

/// `exp(-x)` for `x` from 0 on, to eight figures: by multiplications and
/// additions alone, the same on every machine, and several times as fast as the
/// library's, which is right to the last bit.
fn decay(x: f64) -> f64 {
    // Taylor's series of 2^y, for y within half a unit of 0.
    const C: [f64; 8] = [
        1.0,
        std::f64::consts::LN_2,
        0.240_226_506_959_100_7,
        0.055_504_108_664_821_58,
        0.009_618_129_107_628_477,
        0.001_333_355_814_642_844_3,
        0.000_154_035_303_933_816_1,
        0.000_015_252_733_804_059_84,
    ];
    let doublings = x * std::f64::consts::LOG2_E;
    let whole = (doublings + 0.5) as u64;
    if whole > 1000 {
        return 0.0;
    }
    let y = whole as f64 - doublings;
    let (y2, y4) = (y * y, y * y * (y * y));
    let even = C[0] + C[2] * y2 + y4 * (C[4] + C[6] * y2);
    let odd = C[1] + C[3] * y2 + y4 * (C[5] + C[7] * y2);
    (even + y * odd) * f64::from_bits((1023 - whole) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Gazetteer, PlaceId};

    #[test]
    fn decay_is_the_exponential_function() {
        for n in 0..200_000 {
            let x = f64::from(n) * 0.003;
            let (ours, exact) = (decay(x), libm::exp(-x));
            assert!((ours - exact).abs() <= exact * 1e-8, "{x}: {ours} / {exact}");
        }
        assert_eq!((decay(0.0), decay(1000.0), decay(f64::INFINITY)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn strips_hide_no_point() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let step = gazetteer.len() / 700;
        let places: Vec<_> = (0..700).map(|n| gazetteer.place(PlaceId((n * step) as u32))).collect();
        for some in places.chunks(MOST) {
            let mut near = Near::new();
            some.iter().enumerate().for_each(|(n, place)| near.add(n / 3, place, 1.0, n % 5 == 0));
            for place in &places {
                let (row, column) = (near.rows[row(place.lat)], near.columns[column(place.lon)]);
                for (n, point) in near.points.iter().enumerate().filter(|(_, p)| p.closeness(place) > 0.0) {
                    assert!(row[n / 64] & column[n / 64] & 1 << (n % 64) != 0, "{}, {:?}", place.name, point.at);
                }
            }
        }
    }
}
