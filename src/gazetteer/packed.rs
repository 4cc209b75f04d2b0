//! Lines and areas as they are packed: what `basemap.bin` and `areas.bin`
//! share.
//!
//! Whole numbers are LEB128; signed ones are zigzag. A grid is four
//! little-endian `f64`: degrees per unit east and north, degrees at 0. A line
//! is its number of points, then each point as the difference from the last. A
//! ring is its number of arcs, then each; `!i` is arc `i` backwards.

use crate::error::{Error, Result};

/// A point in degrees, east then north.
pub type Degrees = [f64; 2];

/// Points of one chunk, over which a box is kept.
const CHUNK: usize = 48;

/// Units to degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) scale: Degrees,
    pub(super) translate: Degrees,
}

/// Lines in units, with boxes over chunks of them.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) grid: Grid,
    pub(super) points: Vec<[i32; 2]>,
    /// Index of the first point of each line, and one past the last.
    pub(super) starts: Vec<u32>,
}

/// A ring or polygon as numbers of arcs; `!i` is arc `i` backwards.
pub(super) type Ring = Vec<i32>;

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

/// What is left to read.
pub(super) struct Reader<'b> {
    what: &'static str,
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// A reader of a file that begins and ends with these bytes.
    pub(super) fn new(what: &'static str, bytes: &'b [u8], magic: &[u8]) -> Result<Self> {
        let body = bytes.strip_prefix(magic).and_then(|b| b.strip_suffix(b"END\n"));
        match body {
            Some(rest) => Ok(Self { what, rest }),
            None => Err(Self { what, rest: &[] }.broken("the first or last line")),
        }
    }

    /// Whether all was read.
    ///
    /// # Errors
    /// When something is left.
    pub(super) fn end(&self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.broken("the end")) }
    }

    fn broken(&self, part: &str) -> Error {
        Error::Data { what: self.what.into(), why: format!("{part} is cut off or out of range") }
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<usize> {
        // Most are small, and there are a million of them.
        match self.rest {
            [byte, rest @ ..] if *byte < 0x80 => {
                let n = usize::from(*byte);
                self.rest = rest;
                Ok(n)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<usize> {
        let (mut n, mut shift) = (0_u64, 0);
        loop {
            let (&byte, rest) = self.rest.split_first().ok_or_else(|| self.broken("a number"))?;
            self.rest = rest;
            n |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(n as usize);
            }
            shift += 7;
        }
    }

    pub(super) fn signed(&mut self) -> Result<i32> {
        let n = self.number()? as u64;
        Ok(((n >> 1) as i64 ^ -((n & 1) as i64)) as i32)
    }

    fn float(&mut self) -> Result<f64> {
        let (head, rest) = self.rest.split_first_chunk::<8>().ok_or_else(|| self.broken("a grid"))?;
        self.rest = rest;
        Ok(f64::from_le_bytes(*head))
    }

    pub(super) fn text(&mut self) -> Result<String> {
        let len = self.number()?;
        let (head, rest) = self.rest.split_at_checked(len).ok_or_else(|| self.broken("a name"))?;
        self.rest = rest;
        String::from_utf8(head.to_vec()).map_err(|_e| self.broken("a name"))
    }

    pub(super) fn grid(&mut self) -> Result<Grid> {
        Ok(Grid { scale: [self.float()?, self.float()?], translate: [self.float()?, self.float()?] })
    }

    pub(super) fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }

    pub(super) fn line(&mut self, into: &mut Lines) -> Result<()> {
        let mut at = [0, 0];
        let count = self.number()?;
        // A point has two bytes at least.
        into.points.reserve(count.min(self.rest.len() / 2));
        for _ in 0..count {
            at = [at[0] + self.signed()?, at[1] + self.signed()?];
            into.points.push(at);
        }
        into.starts.push(into.points.len() as u32);
        Ok(())
    }

    pub(super) fn lines(&mut self) -> Result<Lines> {
        let mut out = Lines { grid: self.grid()?, points: Vec::new(), starts: vec![0] };
        for _ in 0..self.number()? {
            self.line(&mut out)?;
        }
        Ok(out)
    }

    pub(super) fn named_lines(&mut self) -> Result<(Lines, Vec<Vec<usize>>)> {
        let mut out = Lines { grid: self.grid()?, points: Vec::new(), starts: vec![0] };
        let rows = self.many(|r| {
            let of = r.many(Self::number)?;
            r.line(&mut out)?;
            Ok(of)
        })?;
        Ok((out, rows))
    }

    pub(super) fn ring(&mut self) -> Result<Ring> {
        self.many(Self::signed)
    }
}
