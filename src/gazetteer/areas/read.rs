//! Reads `areas.bin`, which `gazetteer/codegen` writes.
//!
//! The file is `DLAREA1\n`, arcs, areas, `END\n`, packed as
//! [`crate::gazetteer::packed`] tells. An area is four texts (alpha-2 code of
//! the country, codes of the first- and second-order division, the source's
//! own code of the country), a number of flags and its rings, outer ones and
//! holes alike. Two areas that touch share their arcs.

use crate::error::Result;
use crate::gazetteer::packed::{Degrees, Lines, Reader, Ring};

/// A point so near to an area at the sea is taken to lie in it.
const COAST_KM: f64 = 5.0;
/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// One area of the source.
#[derive(Debug)]
pub(super) struct Patch {
    pub(super) iso2: String,
    pub(super) admin1: String,
    pub(super) admin2: String,
    /// Natural Earth's code of the country.
    owner: String,
    /// All patches of `admin1` together are its area.
    pub(super) whole1: bool,
    /// All patches of `admin2` together are its area.
    pub(super) whole2: bool,
    pub(super) rings: Vec<Ring>,
    /// Corners, in units.
    min: [i32; 2],
    max: [i32; 2],
}

/// All areas, decoded (about 4 MB).
#[derive(Debug)]
pub(in crate::gazetteer) struct Areas {
    arcs: Lines,
    pub(super) patches: Vec<Patch>,
    /// Arcs between two divisions of one country.
    inner: Vec<usize>,
}

impl Areas {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let mut r = Reader::new("areas", bytes, b"DLAREA1\n")?;
        let arcs = r.lines()?;
        let patches = r.many(|r| patch(r, &arcs))?;
        r.end()?;
        let inner = inner(&arcs, &patches);
        Ok(Self { arcs, patches, inner })
    }

    /// The arcs of all areas.
    pub(in crate::gazetteer) fn arcs(&self) -> &Lines {
        &self.arcs
    }

    /// Numbers of the arcs between two divisions of one country, as the source
    /// sees countries.
    pub(in crate::gazetteer) fn inner(&self) -> &[usize] {
        &self.inner
    }

    /// The patch in which a point lies, or at the sea the one beside it.
    pub(super) fn holding(&self, lat: f64, lon: f64) -> Option<&Patch> {
        let grid = self.arcs.grid();
        let unit = |degrees: f64, i: usize| (degrees - grid.translate[i]) / grid.scale[i];
        let at = [unit(lon, 0), unit(lat, 1)];
        let may = |p: &&Patch, by: f64| {
            (0..2).all(|i| f64::from(p.min[i]) - by <= at[i] && at[i] <= f64::from(p.max[i]) + by)
        };
        let inside = self.patches.iter().filter(|p| may(p, 0.0)).find(|p| self.crossings(p, at) % 2 == 1);
        // Coasts are simplified: a harbour may lie outside of all areas.
        let reach = COAST_KM / DEGREE_KM / grid.scale[1];
        let shrink = libm::cos(lat.to_radians()).max(0.05);
        inside.or_else(|| {
            let near = self.patches.iter().filter(|p| may(p, reach / shrink));
            let near = near.map(|p| (self.edge(p, at, shrink), p)).filter(|(units, _)| *units <= reach);
            near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p)
        })
    }

    /// How far the nearest edge of a patch is, in units of latitude.
    fn edge(&self, patch: &Patch, at: Degrees, shrink: f64) -> f64 {
        let plane = |p: [i32; 2]| [(f64::from(p[0]) - at[0]) * shrink, f64::from(p[1]) - at[1]];
        let segment = |pair: &[[i32; 2]]| {
            let (a, b) = (plane(pair[0]), plane(pair[1]));
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let t = (-(a[0] * dx + a[1] * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            libm::hypot(a[0] + t * dx, a[1] + t * dy)
        };
        let arcs = patch.rings.iter().flatten().map(|arc| self.arcs.line(index(*arc)));
        arcs.flat_map(|points| points.windows(2).map(segment)).fold(f64::INFINITY, f64::min)
    }

    /// How many edges of a patch a ray to the east crosses.
    fn crossings(&self, patch: &Patch, at: Degrees) -> usize {
        let arcs = patch.rings.iter().flatten().map(|arc| self.arcs.line(index(*arc)));
        let crosses = |pair: &&[[i32; 2]]| {
            let (a, b) = (pair[0].map(f64::from), pair[1].map(f64::from));
            (a[1] > at[1]) != (b[1] > at[1]) && at[0] < (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0]
        };
        arcs.map(|points| points.windows(2).filter(crosses).count()).sum()
    }
}

/// The number of an arc, whichever way it runs.
pub(super) fn index(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

fn patch(r: &mut Reader<'_>, arcs: &Lines) -> Result<Patch> {
    let (iso2, admin1, admin2, owner) = (r.text()?, r.text()?, r.text()?, r.text()?);
    let flags = r.number()?;
    let rings = r.many(Reader::ring)?;
    let (mut min, mut max) = ([i32::MAX; 2], [i32::MIN; 2]);
    for p in rings.iter().flatten().flat_map(|arc| arcs.line(index(*arc))) {
        for i in 0..2 {
            min[i] = min[i].min(p[i]);
            max[i] = max[i].max(p[i]);
        }
    }
    Ok(Patch { iso2, admin1, admin2, owner, whole1: flags & 1 > 0, whole2: flags & 2 > 0, rings, min, max })
}

fn inner(arcs: &Lines, patches: &[Patch]) -> Vec<usize> {
    // Per arc: the first patch that has it, and whether another of the same
    // country has it too.
    let mut seen: Vec<(Option<&str>, bool)> = vec![(None, false); arcs.len()];
    for patch in patches {
        for arc in patch.rings.iter().flatten() {
            if let Some(of) = seen.get_mut(index(*arc)) {
                of.1 |= of.0 == Some(patch.owner.as_str());
                of.0 = of.0.or(Some(&patch.owner));
            }
        }
    }
    seen.iter().enumerate().filter(|(_, of)| of.1).map(|(n, _)| n).collect()
}
