//! A view: which part of the globe a frame on the page shows, and where each
//! point of the globe lies in it.

use super::display::{Point, Rect};
use super::projection::Projection;
use crate::gazetteer::basemap::{Bounds, Degrees, Detail};

/// A place to be shown: degrees east and north, and how far around it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Kilometres around.
    pub km: f64,
}

/// A frame with a projection.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The projection.
    pub projection: Projection,
    /// The frame on the page.
    pub frame: Rect,
    /// What lies in its middle, in kilometres of the projection.
    center: [f64; 2],
    /// Pixels per kilometre.
    pub scale: f64,
    /// Whether it shows the whole world.
    pub world: bool,
}

/// The span of longitudes that holds all spots, by the widest gap between
/// them: west and east, east at least west, over 180 where it must.
pub fn span(spots: &[Spot]) -> (f64, f64) {
    let mut lons: Vec<f64> = spots.iter().map(|s| (s.lon + 180.0).rem_euclid(360.0) - 180.0).collect();
    lons.sort_by(f64::total_cmp);
    let Some((&first, &last)) = lons.first().zip(lons.last()) else { return (-180.0, 180.0) };
    let mut best = (first + 360.0 - last, first, last);
    for pair in lons.windows(2) {
        if pair[1] - pair[0] > best.0 {
            best = (pair[1] - pair[0], pair[1], pair[0] + 360.0);
        }
    }
    (best.1, best.2)
}

/// Steps of the grid by which a frame is probed.
const N: usize = 24;

/// Kilometres from side to side that a map shows at least.
const LEAST_KM: f64 = 240.0;

impl View {
    /// The view that shows all spots in a frame, with room around them.
    pub fn around(spots: &[Spot], frame: Rect) -> Self {
        let (west, east) = span(spots);
        let south = spots.iter().map(|s| s.lat).fold(90.0, f64::min);
        let north = spots.iter().map(|s| s.lat).fold(-90.0, f64::max);
        if spots.is_empty() || east - west > 110.0 && north < 75.0 || north - south > 80.0 {
            return Self::world(frame);
        }
        let projection = choose(west, east, south, north);
        let mut min = [f64::MAX; 2];
        let mut max = [f64::MIN; 2];
        for spot in spots {
            let at = projection.forward(turned(spot.lon, &projection), spot.lat);
            for i in 0..2 {
                min[i] = min[i].min(at[i] - spot.km);
                max[i] = max[i].max(at[i] + spot.km);
            }
        }
        let size = [0, 1].map(|i| ((max[i] - min[i]) * 1.34).max(LEAST_KM * [1.0, 0.62][i]));
        let center = [0, 1].map(|i| f64::midpoint(min[i], max[i]));
        let scale = (f64::from(frame.w) / size[0]).min(f64::from(frame.h) / size[1]);
        Self { projection, frame, center, scale, world: false }
    }

    /// How wide over high the spots lie.
    pub fn aspect(spots: &[Spot]) -> f64 {
        let probe = Self::around(spots, Rect::new(0.0, 0.0, 1000.0, 1000.0));
        if probe.world {
            return 2.05;
        }
        let at: Vec<Point> = spots.iter().map(|s| probe.to_page(s.lon, s.lat)).collect();
        let spread = |i: usize| {
            let min = at.iter().map(|p| p[i]).fold(f32::MAX, f32::min);
            let max = at.iter().map(|p| p[i]).fold(f32::MIN, f32::max);
            f64::from(max - min) + 160.0
        };
        spread(0) / spread(1)
    }

    /// The whole world.
    pub fn world(frame: Rect) -> Self {
        let projection = Projection::equal_earth(11.0);
        let half = [projection.forward(191.0, 0.0)[0], projection.forward(11.0, 84.0)[1]];
        let south = projection.forward(11.0, -58.0)[1];
        let scale = (f64::from(frame.w) / (2.0 * half[0])).min(f64::from(frame.h) / (half[1] - south));
        let center = [projection.forward(11.0, 0.0)[0], f64::midpoint(half[1], south)];
        Self { projection, frame, center, scale, world: true }
    }

    /// A disc of so many kilometres around a point.
    pub fn disc(lon: f64, lat: f64, km: f64, frame: Rect) -> Self {
        let projection = Projection::azimuthal(lon, lat);
        Self { projection, frame, center: [0.0, 0.0], scale: f64::from(frame.w) / (2.0 * km), world: false }
    }

    /// Where a point of the globe lies on the page, on the side of the globe
    /// that is nearer to the middle.
    pub fn to_page(&self, lon: f64, lat: f64) -> Point {
        self.place(turned(lon, &self.projection), lat)
    }

    fn place(&self, lon: f64, lat: f64) -> Point {
        let at = self.projection.forward(lon, lat);
        let [cx, cy] = self.frame.center();
        [cx + ((at[0] - self.center[0]) * self.scale) as f32, cy - ((at[1] - self.center[1]) * self.scale) as f32]
    }

    /// The point of the globe at a point of the page.
    pub fn to_globe(&self, p: Point) -> Option<Degrees> {
        let [cx, cy] = self.frame.center();
        let x = self.center[0] + f64::from(p[0] - cx) / self.scale;
        let y = self.center[1] - f64::from(p[1] - cy) / self.scale;
        self.projection.inverse([x, y])
    }

    /// The middle of the frame on the globe.
    pub fn middle(&self) -> Degrees {
        self.to_globe(self.frame.center()).unwrap_or([self.projection.central_meridian(), 0.0])
    }

    /// Kilometres on the ground per pixel near the middle of the frame,
    /// measured along the parallel.
    pub fn km_per_px(&self) -> f64 {
        let [cx, cy] = self.frame.center();
        let ends = (self.to_globe([cx - 10.0, cy]), self.to_globe([cx + 10.0, cy]));
        let (Some(a), Some(b)) = ends else { return 1.0 / self.scale };
        crate::gazetteer::distance_km((a[1], a[0]), (b[1], b[0])) / 20.0
    }

    /// Pixels of so many kilometres at a point of the globe.
    pub fn px(&self, km: f64, lat: f64, lon: f64) -> f32 {
        let north = self.to_page(lon, (lat + 0.2).min(89.9));
        let south = self.to_page(lon, (lat - 0.2).max(-89.9));
        let d = f64::from((north[0] - south[0]).hypot(north[1] - south[1]));
        (km * d / (0.4 * 111.195)) as f32
    }

    /// The box of the globe that the frame may show.
    pub fn bounds(&self) -> Bounds {
        let middle = self.projection.central_meridian();
        let whole = Bounds { west: middle - 180.0, south: -90.0, east: middle + 180.0, north: 90.0 };
        if self.world {
            return whole;
        }
        let mut out = Bounds { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN };
        for i in 0..=N {
            for j in 0..=N {
                let p = [
                    self.frame.x + self.frame.w * i as f32 / N as f32,
                    self.frame.y + self.frame.h * j as f32 / N as f32,
                ];
                let Some([lon, lat]) = self.to_globe(p) else { continue };
                out.west = out.west.min(lon);
                out.east = out.east.max(lon);
                out.south = out.south.min(lat);
                out.north = out.north.max(lat);
            }
        }
        if out.west > out.east {
            return whole;
        }
        // A frame that shows a pole shows all meridians.
        for pole in [90.0, -90.0] {
            let p = self.to_page(middle, pole);
            if matches!(self.projection, Projection::Azimuthal { .. }) && self.frame.grown(4.0).holds(p) {
                let (south, north) = (out.south.min(pole), out.north.max(pole));
                return Bounds { south, north, ..whole };
            }
        }
        let (dx, dy) = ((out.east - out.west) * 0.03 + 0.05, (out.north - out.south) * 0.03 + 0.05);
        Bounds {
            west: (out.west - dx).max(middle - 180.0),
            south: (out.south - dy).max(-90.0),
            east: (out.east + dx).min(middle + 180.0),
            north: (out.north + dy).min(90.0),
        }
    }

    /// How fine the basemap must be.
    pub fn detail(&self) -> Detail {
        match 1.0 / self.scale {
            km if km < 2.2 => Detail::Fine,
            km if km < 16.0 => Detail::Medium,
            _ => Detail::Coarse,
        }
    }

    /// A ring of the globe on the page; its closing side is bent like others.
    pub fn ring(&self, points: &[Degrees]) -> Vec<Point> {
        let mut closed = points.to_vec();
        closed.extend(points.first());
        self.line(&closed)
    }

    /// A line of the globe on the page: long steps are bent with the
    /// projection, steps below half a pixel are left out.
    pub fn line(&self, points: &[Degrees]) -> Vec<Point> {
        let mut out: Vec<Point> = Vec::with_capacity(points.len());
        let far = |a: Point, b: Point| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() > 0.6;
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                let from = points[i - 1];
                let span = (p[0] - from[0]).abs().max((p[1] - from[1]).abs());
                let steps = (span / 2.0).ceil().clamp(1.0, 200.0) as usize;
                for step in 1..steps {
                    let t = step as f64 / steps as f64;
                    out.push(self.place(from[0] + t * (p[0] - from[0]), from[1] + t * (p[1] - from[1])));
                }
            }
            let at = self.place(p[0], p[1]);
            if i + 1 == points.len() || out.last().is_none_or(|last| far(*last, at)) {
                out.push(at);
            }
        }
        out
    }
}

/// The longitude on the side of the globe that is nearer to the central
/// meridian.
fn turned(lon: f64, projection: &Projection) -> f64 {
    let middle = projection.central_meridian();
    middle + (lon - middle + 180.0).rem_euclid(360.0) - 180.0
}

fn choose(west: f64, east: f64, south: f64, north: f64) -> Projection {
    let (lon, lat) = (f64::midpoint(west, east), f64::midpoint(south, north));
    if north.max(-south) > 70.0 || east - west > 110.0 {
        return Projection::azimuthal(lon, if lat.abs() > 70.0 { 90.0 * lat.signum() } else { lat });
    }
    if south < 14.0 && north > -14.0 && lat.abs() < 16.0 {
        return Projection::mercator(lon, lat);
    }
    if south * north < 0.0 {
        return Projection::azimuthal(lon, lat);
    }
    // Parallels for what the frame will show, which is more than the spots.
    let pad = ((north - south) * 0.2).max(1.0);
    Projection::lambert(lon, (south - pad).max(-85.0), (north + pad).min(85.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect::new(0.0, 0.0, 1200.0, 800.0);

    fn spots(at: &[(f64, f64)]) -> Vec<Spot> {
        at.iter().map(|(lat, lon)| Spot { lon: *lon, lat: *lat, km: 0.0 }).collect()
    }

    #[test]
    fn the_span_goes_the_short_way_round() {
        let (west, east) = span(&spots(&[(52.0, 178.0), (53.0, -178.0), (60.0, 170.0)]));
        assert!((west - 170.0).abs() < 1e-9 && (east - 182.0).abs() < 1e-9);
    }

    #[test]
    fn all_spots_lie_in_the_frame() {
        let sets: [&[(f64, f64)]; 8] = [
            &[(40.0, 45.0)],
            &[(39.6, 46.5), (40.2, 44.5), (41.7, 44.8)],
            &[(89.0, 0.0), (87.0, 170.0)],
            &[(-89.9, 10.0)],
            &[(52.0, 179.0), (51.0, -177.0)],
            &[(0.1, 32.0), (-4.3, 15.3)],
            &[(12.6, -8.0), (48.0, 37.8), (21.9, 96.1), (4.6, -74.1), (18.5, -72.3)],
            &[],
        ];
        for set in sets {
            let spots = spots(set);
            let view = View::around(&spots, FRAME);
            for s in &spots {
                let p = view.to_page(s.lon, s.lat);
                assert!(FRAME.holds(p), "{set:?}: {p:?}");
                let back = view.to_globe(p).unwrap();
                assert!((back[1] - s.lat).abs() < 1e-3);
            }
            let b = view.bounds();
            assert!(b.west < b.east && b.south < b.north, "{set:?}: {b:?}");
        }
    }
}
