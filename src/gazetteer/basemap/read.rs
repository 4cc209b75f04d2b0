//! Reads `basemap.bin`, which `gazetteer/codegen` writes.
//!
//! The file is `DLMAP1\n`, three topologies (Natural Earth 1:10m, 1:50m,
//! 1:110m), the lines of first-order divisions, lakes, rivers, disputed lines,
//! `END\n`. Whole numbers are LEB128; signed ones are zigzag. A grid is four
//! little-endian `f64`: degrees per unit east and north, degrees at 0. A line
//! is its number of points, then each point as the difference from the last.

use crate::error::{Error, Result};

/// A point in degrees, east then north.
pub type Degrees = [f64; 2];

/// Points of one chunk, over which a box is kept.
const CHUNK: usize = 48;

/// Units to degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    scale: Degrees,
    translate: Degrees,
}

/// Lines in units, with boxes over chunks of them.
#[derive(Debug)]
pub(super) struct Lines {
    grid: Grid,
    points: Vec<[i32; 2]>,
    /// Index of the first point of each line, and one past the last.
    starts: Vec<u32>,
}

/// A ring or polygon as numbers of arcs; `!i` is arc `i` backwards.
pub(super) type Ring = Vec<i32>;

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
    pub(super) admin1: Lines,
    pub(super) lakes: Lines,
    pub(super) rivers: Lines,
    pub(super) disputed: Lines,
    /// Rows of the table, per line of `disputed`.
    pub(super) disputed_rows: Vec<Vec<usize>>,
}

/// A box in units.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitBox {
    min: [i32; 2],
    max: [i32; 2],
}

impl Grid {
    pub(super) fn degrees(&self, p: [i32; 2]) -> Degrees {
        [self.translate[0] + self.scale[0] * f64::from(p[0]), self.translate[1] + self.scale[1] * f64::from(p[1])]
    }

    /// The box in units that holds a box in degrees.
    pub(super) fn units(&self, min: Degrees, max: Degrees) -> UnitBox {
        let unit = |d: f64, i: usize| (d - self.translate[i]) / self.scale[i];
        UnitBox {
            min: [unit(min[0], 0).floor() as i32, unit(min[1], 1).floor() as i32],
            max: [unit(max[0], 0).ceil() as i32, unit(max[1], 1).ceil() as i32],
        }
    }
}

impl UnitBox {
    fn around(points: &[[i32; 2]]) -> Self {
        let mut out = Self { min: [i32::MAX; 2], max: [i32::MIN; 2] };
        for p in points {
            out.min = [out.min[0].min(p[0]), out.min[1].min(p[1])];
            out.max = [out.max[0].max(p[0]), out.max[1].max(p[1])];
        }
        out
    }

    /// Whether the points lie wholly beyond one side of this box.
    fn misses(&self, points: &[[i32; 2]]) -> bool {
        let other = Self::around(points);
        (0..2).any(|i| other.max[i] < self.min[i] || other.min[i] > self.max[i])
    }
}

impl Lines {
    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The points of a line, in units; none for a number too high.
    pub(super) fn line(&self, i: usize) -> &[[i32; 2]] {
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(&from), Some(&to)) => &self.points[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The parts of a line (from point `from` to point `to`) that may touch
    /// the box, in degrees.
    pub(super) fn parts(&self, i: usize, from: usize, to: usize, inside: &UnitBox) -> Vec<Vec<Degrees>> {
        let points = self.line(i);
        let points = points.get(from..=to.min(points.len().saturating_sub(1))).unwrap_or(&[]);
        let mut out: Vec<Vec<Degrees>> = Vec::new();
        let mut open = false;
        let mut start = 0;
        while start + 1 < points.len() {
            let end = (start + CHUNK).min(points.len() - 1);
            let chunk = &points[start..=end];
            if inside.misses(chunk) {
                open = false;
            } else {
                let degrees = chunk.iter().map(|p| self.grid.degrees(*p));
                match out.last_mut() {
                    Some(last) if open => last.extend(degrees.skip(1)),
                    _ => out.push(degrees.collect()),
                }
                open = true;
            }
            start = end;
        }
        out
    }

    /// A ring in degrees. What lies wholly beyond one side of the box is cut
    /// short to its ends, which does not change the ring clipped to the box.
    pub(super) fn ring(&self, ring: &Ring, inside: &UnitBox) -> Vec<Degrees> {
        let mut out = Vec::new();
        for &arc in ring {
            let backwards = arc < 0;
            let points = self.line(if backwards { !arc } else { arc } as usize);
            let chunks = points.len().saturating_sub(1).div_ceil(CHUNK);
            for n in 0..chunks {
                let n = if backwards { chunks - 1 - n } else { n };
                let chunk = &points[n * CHUNK..=((n + 1) * CHUNK).min(points.len() - 1)];
                let ends = [chunk[0], chunk[chunk.len() - 1]];
                let kept = if inside.misses(chunk) { &ends[..] } else { chunk };
                let degrees = kept.iter().map(|p| self.grid.degrees(*p));
                if backwards {
                    out.extend(degrees.rev().skip(1));
                } else {
                    out.extend(degrees.skip(1));
                }
            }
        }
        out
    }
}

impl Topology {
    /// Rings that run over the antimeridian jump from one side of the globe to
    /// the other. They are laid out at full length as arcs of their own, so
    /// that they can be filled; a ring around a pole is led over the pole.
    fn unroll(&mut self) {
        let Self { arcs, countries, land, .. } = self;
        for ring in land.iter_mut().chain(countries.iter_mut().flat_map(|c| &mut c.polygons).flatten()) {
            if let Some(points) = unrolled(arcs, ring) {
                *ring = vec![arcs.len() as i32];
                arcs.points.extend(points);
                arcs.starts.push(arcs.points.len() as u32);
            }
        }
    }
}

/// The ring at full length, where it jumps; `None` where it does not.
fn unrolled(arcs: &Lines, ring: &Ring) -> Option<Vec<[i32; 2]>> {
    let turn = (360.0 / arcs.grid.scale[0]).round() as i32;
    let mut out: Vec<[i32; 2]> = Vec::new();
    let mut shift = 0;
    let mut jumped = false;
    for &arc in ring {
        let points = arcs.line(if arc < 0 { !arc } else { arc } as usize);
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

/// What is left to read.
struct Reader<'b>(&'b [u8]);

fn broken(what: &str) -> Error {
    Error::Data { what: "basemap".into(), why: format!("{what} is cut off or out of range") }
}

impl Reader<'_> {
    fn number(&mut self) -> Result<usize> {
        let (mut n, mut shift) = (0_u64, 0);
        loop {
            let (&byte, rest) = self.0.split_first().ok_or_else(|| broken("a number"))?;
            self.0 = rest;
            n |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(n as usize);
            }
            shift += 7;
        }
    }

    fn signed(&mut self) -> Result<i32> {
        let n = self.number()? as u64;
        Ok(((n >> 1) as i64 ^ -((n & 1) as i64)) as i32)
    }

    fn float(&mut self) -> Result<f64> {
        let (head, rest) = self.0.split_first_chunk::<8>().ok_or_else(|| broken("a grid"))?;
        self.0 = rest;
        Ok(f64::from_le_bytes(*head))
    }

    fn text(&mut self) -> Result<String> {
        let len = self.number()?;
        let (head, rest) = self.0.split_at_checked(len).ok_or_else(|| broken("a name"))?;
        self.0 = rest;
        String::from_utf8(head.to_vec()).map_err(|_e| broken("a name"))
    }

    fn grid(&mut self) -> Result<Grid> {
        Ok(Grid { scale: [self.float()?, self.float()?], translate: [self.float()?, self.float()?] })
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }

    fn line(&mut self, into: &mut Lines) -> Result<()> {
        let mut at = [0, 0];
        for _ in 0..self.number()? {
            at = [at[0] + self.signed()?, at[1] + self.signed()?];
            into.points.push(at);
        }
        into.starts.push(into.points.len() as u32);
        Ok(())
    }

    fn lines(&mut self) -> Result<Lines> {
        let mut out = Lines { grid: self.grid()?, points: Vec::new(), starts: vec![0] };
        for _ in 0..self.number()? {
            self.line(&mut out)?;
        }
        Ok(out)
    }

    fn named_lines(&mut self) -> Result<(Lines, Vec<Vec<usize>>)> {
        let mut out = Lines { grid: self.grid()?, points: Vec::new(), starts: vec![0] };
        let rows = self.many(|r| {
            let of = r.many(Self::number)?;
            r.line(&mut out)?;
            Ok(of)
        })?;
        Ok((out, rows))
    }

    fn ring(&mut self) -> Result<Ring> {
        self.many(Self::signed)
    }

    fn topology(&mut self) -> Result<Topology> {
        let mut out = Topology {
            arcs: self.lines()?,
            countries: self.many(|r| {
                Ok(Shape { code: r.text()?, name: r.text()?, polygons: r.many(|polygon| polygon.many(Self::ring))? })
            })?,
            land: self.many(Self::ring)?,
            borders: self.many(|r| {
                Ok(Piece {
                    arc: r.number()?,
                    from: r.number()?,
                    to: r.number()?,
                    sides: [r.number()?, r.number()?],
                    rows: r.many(Self::number)?,
                })
            })?,
            coast: Vec::new(),
        };
        out.coast = out.land.iter().flatten().map(|a| if *a < 0 { !*a } else { *a } as usize).collect();
        out.unroll();
        Ok(out)
    }
}

/// Reads the whole file.
pub(super) fn file(bytes: &[u8]) -> Result<File> {
    let body = bytes.strip_prefix(b"DLMAP1\n").ok_or_else(|| broken("the first line"))?;
    let mut r = Reader(body);
    let topologies = vec![r.topology()?, r.topology()?, r.topology()?];
    let (admin1, lakes, rivers) = (r.lines()?, r.lines()?, r.lines()?);
    let (disputed, disputed_rows) = r.named_lines()?;
    if r.0 == b"END\n" {
        Ok(File { topologies, admin1, lakes, rivers, disputed, disputed_rows })
    } else {
        Err(broken("the end"))
    }
}
