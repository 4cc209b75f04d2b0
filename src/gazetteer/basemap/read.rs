//! Reads `basemap.bin` in place: three topologies (Natural Earth 1:10m, 1:50m,
//! 1:110m), lakes, rivers, disputed lines, laid out by the build script as
//! [`crate::gazetteer::blocks`] tells.

use std::ops::Range;

use crate::error::Result;
use crate::gazetteer::shapes::{Aligned, Degrees, Lines, Nested, Reader, UnitBox, range};

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/basemap.bin")));

/// A country of a topology.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// Numbers of its polygons.
    pub(super) polygons: Range<usize>,
}

/// Part of an arc between two countries: the arc, its first and last point, the
/// countries.
#[derive(Debug, Clone, Copy, bytemuck::Zeroable, bytemuck::Pod)]
#[repr(C)]
pub(super) struct Piece {
    arc: u32,
    from: u32,
    to: u32,
    sides: [u32; 2],
}

/// Countries, land and borders at one scale.
#[derive(Debug)]
pub(super) struct Topology {
    pub(super) arcs: Lines,
    pub(super) countries: Vec<Shape>,
    /// First ring of each polygon, and one past the last.
    polygons: &'static [u32],
    /// Arcs of rings: of the countries', then of the land's.
    rings: Nested<i32>,
    ring_boxes: &'static [UnitBox],
    /// Arcs of the coast.
    pub(super) coast: &'static [u32],
    pub(super) borders: &'static [Piece],
    /// Rows of the table of disputed lines, per border.
    rows: Nested<u32>,
}

/// All that the file holds.
#[derive(Debug)]
pub(super) struct File {
    pub(super) topologies: [Topology; 3],
    pub(super) lakes: Lines,
    pub(super) rivers: Lines,
    pub(super) disputed: Lines,
    /// Rows of the table, per line of `disputed`.
    pub(super) disputed_rows: Nested<u32>,
}

impl Piece {
    pub(super) fn arc(&self) -> usize {
        self.arc as usize
    }

    /// First and last point.
    pub(super) fn range(&self) -> (usize, usize) {
        (self.from as usize, self.to as usize)
    }

    /// Numbers of the countries on both sides.
    pub(super) fn sides(&self) -> [usize; 2] {
        self.sides.map(|n| n as usize)
    }
}

impl Topology {
    fn read(r: &mut Reader) -> Result<Self> {
        let arcs = r.lines()?;
        let names = r.names()?;
        let of: &[u32] = r.list()?;
        let countries = names.enumerate().map(|(n, line)| {
            let (code, name) = line.split_once('\t').unwrap_or_default();
            Shape { code, name, polygons: range(of, n) }
        });
        Ok(Self {
            arcs,
            countries: countries.collect(),
            polygons: r.list()?,
            rings: r.nested()?,
            ring_boxes: r.list()?,
            coast: r.list()?,
            borders: r.list()?,
            rows: r.nested()?,
        })
    }

    /// Numbers of the rings of a polygon.
    pub(super) fn polygon(&self, n: usize) -> Range<usize> {
        range(self.polygons, n)
    }

    /// Numbers of the rings of the land.
    pub(super) fn land(&self) -> Range<usize> {
        self.polygons.last().map_or(0, |n| *n as usize)..self.rings.len()
    }

    /// The arcs of a ring.
    pub(super) fn arcs_of(&self, ring: usize) -> &'static [i32] {
        self.rings.get(ring)
    }

    /// Rows of the table of disputed lines that speak for a border.
    pub(super) fn rows(&self, border: usize) -> &'static [u32] {
        self.rows.get(border)
    }

    /// A ring in degrees, cut short as [`Lines::ring`] does; empty where it lies
    /// wholly beyond one side of the box.
    pub(super) fn ring(&self, n: usize, inside: &UnitBox) -> Vec<Degrees> {
        if self.may_touch(n, inside) { self.arcs.ring(self.arcs_of(n), inside) } else { Vec::new() }
    }

    /// Whether a ring may reach into a box.
    pub(super) fn may_touch(&self, ring: usize, inside: &UnitBox) -> bool {
        self.ring_boxes.get(ring).is_some_and(|of| !inside.misses(of))
    }
}

/// Reads the embedded file.
pub(super) fn file() -> Result<File> {
    let mut r = Reader::new("basemap", &BYTES.0)?;
    let file = File {
        topologies: [Topology::read(&mut r)?, Topology::read(&mut r)?, Topology::read(&mut r)?],
        lakes: r.lines()?,
        rivers: r.lines()?,
        disputed: r.lines()?,
        disputed_rows: r.nested()?,
    };
    r.end()?;
    Ok(file)
}
