//! Reads `basemap.bin`, which `gazetteer/codegen` writes.
//!
//! The file is `DLMAP2\n`, three topologies (Natural Earth 1:10m, 1:50m,
//! 1:110m), lakes, rivers, disputed lines, `END\n`, packed as
//! [`crate::gazetteer::packed`] tells.

use crate::error::Result;
use crate::gazetteer::packed::{Lines, Reader, Ring};

/// A country of a topology.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) polygons: Vec<Vec<Ring>>,
}

/// Part of an arc between two countries.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) arc: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) sides: [usize; 2],
    pub(super) rows: Vec<usize>,
}

/// Countries, land and borders at one scale.
#[derive(Debug)]
pub(super) struct Topology {
    pub(super) arcs: Lines,
    pub(super) countries: Vec<Shape>,
    pub(super) land: Vec<Ring>,
    pub(super) borders: Vec<Piece>,
    /// Arcs of the coast.
    pub(super) coast: Vec<usize>,
}

/// All that the file holds.
#[derive(Debug)]
pub(super) struct File {
    pub(super) topologies: Vec<Topology>,
    pub(super) lakes: Lines,
    pub(super) rivers: Lines,
    pub(super) disputed: Lines,
    /// Rows of the table, per line of `disputed`.
    pub(super) disputed_rows: Vec<Vec<usize>>,
}

impl Topology {
    /// Rings that run over the antimeridian jump from one side of the globe to
    /// the other. They are laid out at full length as arcs of their own, so
    /// that they can be filled; a ring around a pole is led over the pole.
    fn unroll(&mut self) {
        let Self { arcs, countries, land, .. } = self;
        let half = (180.0 / arcs.grid.scale[0]).round() as i32;
        let is_far = |a: &[i32; 2], b: &[i32; 2]| (a[0] - b[0]).abs() > half;
        // Few arcs jump, and to lay out every ring would take longer than all else.
        let jumpy: Vec<bool> =
            (0..arcs.len()).map(|n| arcs.line(n).windows(2).any(|pair| is_far(&pair[0], &pair[1]))).collect();
        let may_jump = |arcs: &Lines, ring: &Ring| {
            ring.iter().any(|arc| jumpy[index(*arc)])
                || ring.windows(2).any(|pair| {
                    let ends = (end(arcs, pair[0]), end(arcs, !pair[1]));
                    matches!(ends, (Some(a), Some(b)) if is_far(a, b))
                })
        };
        for ring in land.iter_mut().chain(countries.iter_mut().flat_map(|c| &mut c.polygons).flatten()) {
            if may_jump(arcs, ring)
                && let Some(points) = unrolled(arcs, ring)
            {
                *ring = vec![arcs.len() as i32];
                arcs.points.extend(points);
                arcs.starts.push(arcs.points.len() as u32);
            }
        }
    }
}

/// The number of an arc of a ring, whichever way it runs.
fn index(arc: i32) -> usize {
    if arc < 0 { !arc as usize } else { arc as usize }
}

/// The last point of an arc, as the ring runs through it.
fn end(arcs: &Lines, arc: i32) -> Option<&[i32; 2]> {
    let points = arcs.line(index(arc));
    if arc < 0 { points.first() } else { points.last() }
}

/// The ring at full length, where it jumps; `None` where it does not.
fn unrolled(arcs: &Lines, ring: &Ring) -> Option<Vec<[i32; 2]>> {
    let turn = (360.0 / arcs.grid.scale[0]).round() as i32;
    let mut out: Vec<[i32; 2]> = Vec::new();
    let mut shift = 0;
    let mut jumped = false;
    for &arc in ring {
        let points = arcs.line(index(arc));
        let ordered: Vec<[i32; 2]> = if arc < 0 { points.iter().rev().copied().collect() } else { points.to_vec() };
        for p in ordered.into_iter().skip(usize::from(!out.is_empty())) {
            if let Some(last) = out.last() {
                let step = p[0] + shift - last[0];
                let turns = (f64::from(step) / f64::from(turn)).round() as i32;
                shift -= turns * turn;
                jumped |= turns != 0;
            }
            out.push([p[0] + shift, p[1]]);
        }
    }
    if !jumped {
        return None;
    }
    let (first, last) = (*out.first()?, *out.last()?);
    if (last[0] - first[0]).abs() > turn / 2 {
        let pole = (-90.0 - arcs.grid.translate[1]) / arcs.grid.scale[1];
        out.extend([[last[0], pole.floor() as i32], [first[0], pole.floor() as i32], first]);
    }
    // On the side of the globe where most of it lies.
    let middle = out.iter().map(|p| i64::from(p[0])).sum::<i64>() / out.len() as i64;
    let home = (f64::from(middle as i32 - turn / 2) / f64::from(turn)).round() as i32 * turn;
    Some(out.into_iter().map(|p| [p[0] - home, p[1]]).collect())
}

/// A topology, and its rings unrolled.
fn topology(r: &mut Reader<'_>) -> Result<Topology> {
    let mut out = Topology {
        arcs: r.lines()?,
        countries: r.many(|r| {
            Ok(Shape { code: r.text()?, name: r.text()?, polygons: r.many(|polygon| polygon.many(Reader::ring))? })
        })?,
        land: r.many(Reader::ring)?,
        borders: r.many(|r| {
            Ok(Piece {
                arc: r.number()?,
                from: r.number()?,
                to: r.number()?,
                sides: [r.number()?, r.number()?],
                rows: r.many(Reader::number)?,
            })
        })?,
        coast: Vec::new(),
    };
    out.coast = out.land.iter().flatten().map(|a| index(*a)).collect();
    out.unroll();
    Ok(out)
}

/// Reads the whole file.
pub(super) fn file(bytes: &[u8]) -> Result<File> {
    let mut r = Reader::new("basemap", bytes, b"DLMAP2\n")?;
    let topologies = vec![topology(&mut r)?, topology(&mut r)?, topology(&mut r)?];
    let (lakes, rivers) = (r.lines()?, r.lines()?);
    let (disputed, disputed_rows) = r.named_lines()?;
    r.end()?;
    Ok(File { topologies, lakes, rivers, disputed, disputed_rows })
}
