//! Reads `areas.bin`: arcs, and areas that share them, laid out by the build
//! script as [`crate::gazetteer::blocks`] tells.

use std::ops::Range;

use crate::error::Result;
use crate::gazetteer::shapes::{Aligned, Degrees, Lines, Nested, Reader, UnitBox, index, range};

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/areas.bin")));

/// A point so near to an area at the sea is taken to lie in it.
const COAST_KM: f64 = 5.0;
/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// One area of the source.
#[derive(Debug)]
pub(super) struct Patch {
    pub(super) iso2: &'static str,
    pub(super) admin1: &'static str,
    pub(super) admin2: &'static str,
    /// All patches of `admin1` together are its area.
    pub(super) whole1: bool,
    /// All patches of `admin2` together are its area.
    pub(super) whole2: bool,
    /// Numbers of its rings, outer ones and holes alike.
    rings: Range<usize>,
    corners: UnitBox,
}

/// All areas, their lines used in place.
#[derive(Debug)]
pub(in crate::gazetteer) struct Areas {
    arcs: Lines,
    /// Corners of each arc.
    boxes: &'static [UnitBox],
    rings: Nested<i32>,
    pub(super) patches: Vec<Patch>,
    /// Numbers of the patches that reach into each cell of the globe.
    cells: Vec<Vec<u16>>,
    /// Arcs between two divisions of one country.
    inner: &'static [u32],
}

impl Areas {
    /// Reads the embedded file.
    pub(super) fn read() -> Result<Self> {
        let mut r = Reader::new("areas", &BYTES.0)?;
        let (arcs, boxes, inner, rings) = (r.lines()?, r.list()?, r.list()?, r.nested()?);
        let (of, flags, corners): (_, &[u32], &[UnitBox]) = (r.list()?, r.list()?, r.list()?);
        let patches = r.names()?.zip(flags).zip(corners).enumerate().map(|(n, ((codes, flags), corners))| {
            let mut codes = codes.split('\t');
            let mut next = || codes.next().unwrap_or_default();
            let (iso2, admin1, admin2) = (next(), next(), next());
            let (whole1, whole2) = (flags & 1 > 0, flags & 2 > 0);
            Patch { iso2, admin1, admin2, whole1, whole2, rings: range(of, n), corners: *corners }
        });
        let patches = patches.collect::<Vec<_>>();
        r.end()?;
        let cells = cells(&arcs, &patches);
        Ok(Self { arcs, boxes, rings, patches, cells, inner })
    }

    /// The arcs of all areas.
    pub(in crate::gazetteer) fn arcs(&self) -> &Lines {
        &self.arcs
    }

    /// Numbers of the arcs between two divisions of one country, as the source
    /// sees countries.
    pub(in crate::gazetteer) fn inner(&self) -> &'static [u32] {
        self.inner
    }

    /// The arcs of a patch's rings.
    pub(super) fn arcs_of(&self, patch: &Patch) -> impl Iterator<Item = i32> {
        patch.rings.clone().flat_map(|ring| self.rings.get(ring)).copied()
    }

    /// The patch in which a point lies, or at the sea the one beside it.
    pub(super) fn holding(&self, lat: f64, lon: f64) -> Option<&Patch> {
        let grid = self.arcs.grid();
        let unit = |degrees: f64, i: usize| (degrees - grid.translate[i]) / grid.scale[i];
        let at = [unit(lon, 0), unit(lat, 1)];
        let may = |p: &&Patch, by: f64| {
            let UnitBox { min, max } = p.corners;
            (0..2).all(|i| f64::from(min[i]) - by <= at[i] && at[i] <= f64::from(max[i]) + by)
        };
        let around = self.cells.get(cell(lat, lon)).map_or(&[][..], Vec::as_slice);
        let patches = || around.iter().filter_map(|n| self.patches.get(usize::from(*n)));
        let inside = patches().filter(|p| may(p, 0.0)).find(|p| self.crossings(p, at) % 2 == 1);
        // Coasts are simplified: a harbour may lie outside of all areas.
        let reach = COAST_KM / DEGREE_KM / grid.scale[1];
        let shrink = libm::cos(lat.to_radians()).max(0.05);
        inside.or_else(|| {
            let near = patches().filter(|p| may(p, reach / shrink));
            let near = near.map(|p| (self.edge(p, at, (shrink, reach)), p)).filter(|(units, _)| *units <= reach);
            near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p)
        })
    }

    /// How far the nearest edge of a patch is, in units of latitude, where it is
    /// within `reach`.
    fn edge(&self, patch: &Patch, at: Degrees, (shrink, reach): (f64, f64)) -> f64 {
        let plane = |p: [i32; 2]| [(f64::from(p[0]) - at[0]) * shrink, f64::from(p[1]) - at[1]];
        let segment = |pair: &[[i32; 2]]| {
            let (a, b) = (plane(pair[0]), plane(pair[1]));
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let t = (-(a[0] * dx + a[1] * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            libm::hypot(a[0] + t * dx, a[1] + t * dy)
        };
        let by = [reach / shrink, reach];
        let near = |arc: &usize| {
            let UnitBox { min, max } = self.boxes[*arc];
            (0..2).all(|i| f64::from(min[i]) - by[i] <= at[i] && at[i] <= f64::from(max[i]) + by[i])
        };
        let arcs = self.arcs_of(patch).map(index).filter(near);
        arcs.flat_map(|arc| self.arcs.line(arc).windows(2).map(segment)).fold(f64::INFINITY, f64::min)
    }

    /// How many edges of a patch a ray to the east crosses.
    fn crossings(&self, patch: &Patch, at: Degrees) -> usize {
        // An arc that lies wholly to the east is crossed an odd number of times
        // where its ends are on both sides, which is all that counts.
        let of = |arc: usize| {
            let (UnitBox { min, max }, points) = (self.boxes[arc], self.arcs.line(arc));
            if f64::from(max[1]) < at[1] || f64::from(min[1]) > at[1] || f64::from(max[0]) < at[0] {
                return 0;
            }
            let above = |p: [i32; 2]| f64::from(p[1]) > at[1];
            if f64::from(min[0]) > at[0] {
                return usize::from(above(points[0]) != above(points[points.len() - 1]));
            }
            let crosses = |pair: &&[[i32; 2]]| {
                let [a, b] = [pair[0], pair[1]];
                above(a) != above(b) && {
                    let (a, b) = (a.map(f64::from), b.map(f64::from));
                    at[0] < (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0]
                }
            };
            points.windows(2).filter(crosses).count()
        };
        self.arcs_of(patch).map(index).map(of).sum()
    }
}

/// Degrees of a side of a cell.
const CELL: f64 = 5.0;
/// Cells around the globe, and from pole to pole.
const CELLS: [usize; 2] = [72, 36];

/// The cell of a point.
fn cell(lat: f64, lon: f64) -> usize {
    let at = |degrees: f64, from: f64, most: usize| (((degrees - from) / CELL).max(0.0) as usize).min(most - 1);
    at(lat, -90.0, CELLS[1]) * CELLS[0] + at(lon, -180.0, CELLS[0])
}

/// The patches by cell; those that a point at the sea may still be taken to
/// lie in are with them.
fn cells(arcs: &Lines, patches: &[Patch]) -> Vec<Vec<u16>> {
    let mut out = vec![Vec::new(); CELLS[0] * CELLS[1]];
    for (n, patch) in patches.iter().enumerate().filter(|(_, p)| !p.rings.is_empty()) {
        let (min, max) = (arcs.grid().degrees(patch.corners.min), arcs.grid().degrees(patch.corners.max));
        let up = COAST_KM / DEGREE_KM;
        let wide = up / libm::cos(max[1].abs().max(min[1].abs()).min(87.0).to_radians());
        let (first, last) = (cell(min[1] - up, min[0] - wide), cell(max[1] + up, max[0] + wide));
        for row in first / CELLS[0]..=last / CELLS[0] {
            for column in first % CELLS[0]..=last % CELLS[0] {
                if let (Some(cell), Ok(n)) = (out.get_mut(row * CELLS[0] + column), u16::try_from(n)) {
                    cell.push(n);
                }
            }
        }
    }
    out
}
