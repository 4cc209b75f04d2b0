//! Rows found by place and day: in buckets of days, within each in bands of
//! latitude, within each by longitude.
//!
//! Bands and longitudes are exact everywhere: the width of the search is that
//! of the circle at its latitude, which grows to all longitudes where the
//! circle holds a pole, and wraps at the antimeridian.

use rayon::slice::ParallelSliceMut as _;

use super::measure::{FLATTENING, Window, days_between, within_km};
use crate::dataset::Spot;

/// Kilometres of a degree of latitude on the mean sphere.
const DEGREE_KM: f64 = 111.195;
/// Bands are never lower, degrees.
const LOWEST: f64 = 0.01;
/// What rounding to `f32` can move a longitude, degrees, with room to spare.
const ROUNDING: f64 = 1e-4;
/// A row whose days span more buckets stands in one for long rows.
const SPANNED: i32 = 6;
/// The bucket of long rows, and the only one where days do not matter.
const LONG: i32 = i32::MAX;

#[derive(Debug, Clone, Copy)]
struct Entry {
    bucket: i32,
    band: u16,
    lon: f32,
    row: u32,
    /// The row's days, so that most rows are passed over without looking at them.
    days: (i32, i32),
}

/// An index of rows.
#[derive(Debug)]
pub struct Index<'r> {
    spots: &'r [Spot],
    /// Height of a band, degrees; none where places do not matter.
    height: Option<f64>,
    /// Days of a bucket; none where days do not matter.
    step: Option<i32>,
    entries: Vec<Entry>,
    /// Each bucket with the number of its first entry.
    buckets: Vec<(i32, u32)>,
}

impl<'r> Index<'r> {
    /// An index of these rows of all `spots`, best for windows like this one.
    /// Rows that lack what the window asks for are left out.
    pub fn new(spots: &'r [Spot], rows: impl Iterator<Item = u32>, window: &Window) -> Self {
        let height = window.km.map(|km| (km / DEGREE_KM).clamp(LOWEST, 180.0));
        let step = window.days.map(|days| days.max(1));
        let mut index = Self { spots, height, step, entries: Vec::new(), buckets: Vec::new() };
        index.entries.reserve(rows.size_hint().0);
        for row in rows {
            let spot = &spots[row as usize];
            if window.can_hold(spot) {
                index.add(row, spot);
            }
        }
        index.entries.par_sort_unstable_by(|a, b| {
            (a.bucket, a.band).cmp(&(b.bucket, b.band)).then(a.lon.total_cmp(&b.lon)).then(a.row.cmp(&b.row))
        });
        for (n, entry) in index.entries.iter().enumerate() {
            if index.buckets.last().is_none_or(|(bucket, _)| *bucket != entry.bucket) {
                index.buckets.push((entry.bucket, n as u32));
            }
        }
        index
    }

    fn add(&mut self, row: u32, spot: &Spot) {
        let (lat, lon) = spot.point().unwrap_or_default();
        let (band, lon) = (self.band(lat), lon as f32);
        let (first, last) = self.span(spot.days());
        let days = spot.days().unwrap_or_default();
        let entry = |bucket| Entry { bucket, band, lon, row, days };
        if last - first > SPANNED {
            self.entries.push(entry(LONG));
        } else {
            self.entries.extend((first..=last).map(entry));
        }
    }

    /// The buckets of days.
    fn span(&self, days: Option<(i32, i32)>) -> (i32, i32) {
        match (self.step, days) {
            (Some(step), Some((first, last))) => (first.div_euclid(step), last.div_euclid(step)),
            _ => (LONG, LONG),
        }
    }

    fn band(&self, lat: f64) -> u16 {
        self.height.map_or(0, |height| ((lat.clamp(-90.0, 90.0) + 90.0) / height) as u16)
    }

    /// Puts into `found` the rows near a spot, in their order.
    pub fn near(&self, spot: &Spot, window: &Window, found: &mut Vec<u32>) {
        found.clear();
        if !window.can_hold(spot) {
            return;
        }
        let point = spot.point().unwrap_or_default();
        let reach = Reach::new(point, window.km.filter(|_| self.height.is_some()));
        let bands = self.height.map_or((0, 0), |_| (self.band(reach.south), self.band(reach.north)));
        let widened = spot.days().zip(window.days).map(|((a, b), d)| (a.saturating_sub(d), b.saturating_add(d)));
        let (first, last) = self.span(widened);
        let from = self.buckets.partition_point(|(bucket, _)| *bucket < first);
        let to = self.buckets.partition_point(|(bucket, _)| *bucket <= last);
        let long = self.buckets.last().filter(|(bucket, _)| *bucket == LONG && last != LONG);
        let long = long.map(|_| self.buckets.len() - 1);
        for n in (from..to).chain(long) {
            let (bucket, begin) = self.buckets[n];
            let end = self.buckets.get(n + 1).map_or(self.entries.len(), |(_, begin)| *begin as usize);
            let entries = &self.entries[begin as usize..end];
            for band in bands.0..=bands.1 {
                self.band_of(entries, (band, bucket, first), (spot, point), (&reach, window), found);
            }
        }
        found.sort_unstable();
    }

    fn band_of(
        &self,
        entries: &[Entry],
        (band, bucket, first): (u16, i32, i32),
        (spot, point): (&Spot, (f64, f64)),
        (reach, window): (&Reach, &Window),
        found: &mut Vec<u32>,
    ) {
        for (west, east) in reach.ranges() {
            let from = entries.partition_point(|e| (e.band, f64::from(e.lon)) < (band, west));
            for entry in &entries[from..] {
                if entry.band != band || f64::from(entry.lon) > east {
                    break;
                }
                if let (Some(limit), Some(days)) = (window.days, spot.days()) {
                    // A row of several buckets is taken in the first that is searched.
                    let own = self.span(Some(entry.days)).0;
                    if days_between(days, entry.days) > limit || (bucket != LONG && bucket != own.max(first)) {
                        continue;
                    }
                }
                let Some(limit) = window.km else {
                    found.push(entry.row);
                    continue;
                };
                let other = self.spots[entry.row as usize].point();
                if other.is_some_and(|other| within_km(point, other, limit)) {
                    found.push(entry.row);
                }
            }
        }
    }
}

/// The box around a circle on the earth.
struct Reach {
    south: f64,
    north: f64,
    ranges: [(f64, f64); 2],
    count: usize,
}

impl Reach {
    fn new((lat, lon): (f64, f64), km: Option<f64>) -> Self {
        let all = |south, north| Self { south, north, ranges: [(-181.0, 181.0); 2], count: 1 };
        let Some(km) = km else { return all(-90.0, 90.0) };
        let degrees = km * (1.0 + FLATTENING) / DEGREE_KM + ROUNDING;
        let (south, north) = (lat - degrees, lat + degrees);
        if south <= -90.0 || north >= 90.0 {
            return all(south, north);
        }
        let sine = libm::sin(degrees.to_radians()) / libm::cos(lat.to_radians());
        if sine >= 1.0 {
            return all(south, north);
        }
        let wide = libm::asin(sine).to_degrees() + ROUNDING;
        let (west, east) = (lon - wide, lon + wide);
        if west < -180.0 {
            Self { south, north, ranges: [(west + 360.0, 181.0), (-181.0, east)], count: 2 }
        } else if east > 180.0 {
            Self { south, north, ranges: [(west, 181.0), (-181.0, east - 360.0)], count: 2 }
        } else {
            Self { south, north, ranges: [(west, east); 2], count: 1 }
        }
    }

    fn ranges(&self) -> impl Iterator<Item = (f64, f64)> {
        self.ranges.into_iter().take(self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Points everywhere, many near poles, antimeridian and each other.
    fn spot() -> impl Strategy<Value = Spot> {
        let lat = prop_oneof![-90.0..90.0_f64, Just(90.0), Just(-90.0), 88.0..90.0_f64, -1.0..1.0_f64];
        let lon = prop_oneof![-180.0..180.0_f64, Just(180.0), Just(-180.0), 179.0..180.0_f64, -180.0..-179.0_f64];
        let days = prop_oneof![(0..40_i32).prop_map(|d| (d, d)), (0..40_i32, 0..60_i32).prop_map(|(a, n)| (a, a + n))];
        (prop::option::weighted(0.9, (lat, lon)), prop::option::weighted(0.9, days))
            .prop_map(|(point, days)| Spot::new(point, days))
    }

    fn window() -> impl Strategy<Value = Window> {
        let km = prop_oneof![Just(0.0), 0.0..60.0_f64, 0.0..3000.0_f64, Just(20_100.0)];
        (prop::option::weighted(0.8, km), prop::option::weighted(0.7, 0..9_i32))
            .prop_map(|(km, days)| Window { km, days })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn the_index_finds_what_brute_force_finds(
            left in prop::collection::vec(spot(), 1..30),
            right in prop::collection::vec(spot(), 1..80),
            window in window(),
        ) {
            let index = Index::new(&right, 0..right.len() as u32, &window);
            let mut found = Vec::new();
            for spot in &left {
                index.near(spot, &window, &mut found);
                let brute: Vec<u32> =
                    (0..right.len()).filter(|n| window.holds(spot, &right[*n])).map(|n| n as u32).collect();
                prop_assert_eq!(&found, &brute, "{:?} {:?}", spot, window);
            }
        }
    }
}
