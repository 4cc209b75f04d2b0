//! Lines and rings in units of a grid, used in place: see [`super::blocks`].

use std::ops::Range;

use super::blocks::{Blocks, CHUNK};
use crate::error::{Error, Result};

/// A point in degrees, east then north.
pub type Degrees = [f64; 2];

/// Bytes of a file, at an address where its words can be read in place.
#[repr(C, align(8))]
pub(super) struct Aligned<B: ?Sized>(pub(super) B);

/// Units to degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) scale: Degrees,
    pub(super) translate: Degrees,
}

/// Lines in units, with boxes over chunks of them.
#[derive(Debug)]
pub(super) struct Lines {
    grid: Grid,
    points: &'static [[i32; 2]],
    /// Index of the first point of each line, and one past the last.
    starts: &'static [u32],
    /// Index of the first chunk of each line, and one past the last.
    chunks: &'static [u32],
    /// Boxes of the chunks.
    boxes: &'static [UnitBox],
}

/// Lists of lists.
#[derive(Debug)]
pub(super) struct Nested<T: 'static> {
    starts: &'static [u32],
    items: &'static [T],
}

/// A box in units: least and greatest, east and north.
#[derive(Debug, Clone, Copy, bytemuck::Zeroable, bytemuck::Pod)]
#[repr(C)]
pub(super) struct UnitBox {
    pub(super) min: [i32; 2],
    pub(super) max: [i32; 2],
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
    /// Whether another box lies wholly beyond one side of this one.
    pub(super) fn misses(&self, other: &Self) -> bool {
        (0..2).any(|i| other.max[i] < self.min[i] || other.min[i] > self.max[i])
    }
}

/// Number `i` of a list of ranges.
pub(super) fn range(starts: &[u32], i: usize) -> Range<usize> {
    match (starts.get(i), starts.get(i + 1)) {
        (Some(&from), Some(&to)) => from as usize..to as usize,
        _ => 0..0,
    }
}

impl<T> Nested<T> {
    /// List number `i`; none for a number too high.
    pub(super) fn get(&self, i: usize) -> &'static [T] {
        self.items.get(range(self.starts, i)).unwrap_or(&[])
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

impl Lines {
    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The points of a line, in units; none for a number too high.
    pub(super) fn line(&self, i: usize) -> &'static [[i32; 2]] {
        self.points.get(range(self.starts, i)).unwrap_or(&[])
    }

    /// The boxes of a line's chunks.
    fn boxes(&self, i: usize) -> &'static [UnitBox] {
        self.boxes.get(range(self.chunks, i)).unwrap_or(&[])
    }

    /// Whether anything of a line may lie in a box.
    pub(super) fn may_touch(&self, i: usize, inside: &UnitBox) -> bool {
        self.boxes(i).iter().any(|of| !inside.misses(of))
    }

    /// The parts of a line (from point `from` to point `to`) that may touch
    /// the box, in degrees.
    pub(super) fn parts(&self, i: usize, from: usize, to: usize, inside: &UnitBox) -> Vec<Vec<Degrees>> {
        let points = self.line(i);
        let last = to.min(points.len().saturating_sub(1));
        let mut out: Vec<Vec<Degrees>> = Vec::new();
        let mut open = false;
        let first = from / CHUNK;
        for (n, of) in self.boxes(i).iter().enumerate().skip(first) {
            let (start, end) = ((n * CHUNK).max(from), ((n + 1) * CHUNK).min(last));
            if start >= end {
                break;
            }
            if inside.misses(of) {
                open = false;
                continue;
            }
            let degrees = points[start..=end].iter().map(|p| self.grid.degrees(*p));
            match out.last_mut() {
                Some(line) if open => line.extend(degrees.skip(1)),
                _ => out.push(degrees.collect()),
            }
            open = true;
        }
        out
    }

    /// A ring in degrees. What lies wholly beyond one side of the box is cut
    /// short to its ends, which does not change the ring clipped to the box.
    pub(super) fn ring(&self, ring: &[i32], inside: &UnitBox) -> Vec<Degrees> {
        let mut out = Vec::new();
        for &arc in ring {
            let backwards = arc < 0;
            let i = index(arc);
            let (points, boxes) = (self.line(i), self.boxes(i));
            for n in 0..boxes.len() {
                let n = if backwards { boxes.len() - 1 - n } else { n };
                let chunk = &points[n * CHUNK..=((n + 1) * CHUNK).min(points.len() - 1)];
                let ends = [chunk[0], chunk[chunk.len() - 1]];
                let kept = if inside.misses(&boxes[n]) { &ends[..] } else { chunk };
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

/// The number of an arc of a ring, whichever way it runs: `!i` is arc `i`
/// backwards.
pub(super) fn index(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// Takes the blocks of a file as what they are.
pub(super) struct Reader {
    what: &'static str,
    blocks: Blocks<'static>,
}

impl Reader {
    /// A reader of a file.
    ///
    /// # Errors
    /// [`Error::Data`] for another file.
    pub(super) fn new(what: &'static str, bytes: &'static [u8]) -> Result<Self> {
        match Blocks::of(bytes) {
            Some(blocks) => Ok(Self { what, blocks }),
            None => Err(broken(what)),
        }
    }

    /// Whether all was read.
    ///
    /// # Errors
    /// When something is left.
    pub(super) fn end(&self) -> Result<()> {
        if self.blocks.is_empty() { Ok(()) } else { Err(broken(self.what)) }
    }

    /// A list.
    pub(super) fn list<T: bytemuck::Pod>(&mut self) -> Result<&'static [T]> {
        let block = self.blocks.next().ok_or_else(|| broken(self.what))?;
        bytemuck::try_cast_slice(block).map_err(|_e| broken(self.what))
    }

    /// Lists of lists.
    pub(super) fn nested<T: bytemuck::Pod>(&mut self) -> Result<Nested<T>> {
        Ok(Nested { starts: self.list()?, items: self.list()? })
    }

    /// Names, one a line.
    pub(super) fn names(&mut self) -> Result<std::str::Lines<'static>> {
        let block = self.list()?;
        std::str::from_utf8(block).map(str::lines).map_err(|_e| broken(self.what))
    }

    /// A grid and its lines.
    pub(super) fn lines(&mut self) -> Result<Lines> {
        let halves: &[[u32; 2]] = self.list()?;
        let &[east, north, west, south] = halves else { return Err(broken(self.what)) };
        let number = |[high, low]: [u32; 2]| f64::from_bits(u64::from(high) << 32 | u64::from(low));
        let grid = Grid { scale: [east, north].map(number), translate: [west, south].map(number) };
        Ok(Lines { grid, points: self.list()?, starts: self.list()?, chunks: self.list()?, boxes: self.list()? })
    }
}

fn broken(what: &str) -> Error {
    Error::Data { what: what.into(), why: "cut off or out of range".into() }
}
