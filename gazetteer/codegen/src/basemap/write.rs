//! Packs: varints (LEB128), zigzag for signed numbers, deltas along lines.

use super::Degrees;
use super::topo::{Country, Ring, Topology};

/// First bytes of the file.
pub(crate) const MAGIC: &[u8] = b"DLMAP2\n";
/// Last bytes of the file.
pub(crate) const END: &[u8] = b"END\n";

/// A border: part of an arc between two countries.
pub(crate) struct Piece {
    /// The arc.
    pub(crate) arc: usize,
    /// Its first point.
    pub(crate) from: usize,
    /// Its last point, included.
    pub(crate) to: usize,
    /// Numbers of the two countries.
    pub(crate) sides: [usize; 2],
    /// Rows of `disputed_lines.tsv` that speak for it.
    pub(crate) rows: Vec<usize>,
}

/// A square grid of so many degrees.
pub(crate) struct Grid(f64);

impl Grid {
    /// The grid with cells of so many degrees.
    pub(crate) fn of(degrees: f64) -> Self {
        Self(degrees)
    }
}

/// The bytes so far.
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn new(magic: &[u8]) -> Self {
        Self(magic.to_vec())
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.0.extend_from_slice(END);
        self.0
    }

    pub(crate) fn number(&mut self, n: usize) {
        let mut rest = n as u64;
        while rest >= 0x80 {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    fn signed(&mut self, n: i64) {
        self.number(((n << 1) ^ (n >> 63)) as usize);
    }

    fn float(&mut self, f: f64) {
        self.0.extend_from_slice(&f.to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn grid(&mut self, scale: Degrees, translate: Degrees) {
        for f in [scale[0], scale[1], translate[0], translate[1]] {
            self.float(f);
        }
    }

    fn line(&mut self, points: &[[i64; 2]]) {
        self.number(points.len());
        let mut last = [0, 0];
        for p in points {
            self.signed(p[0] - last[0]);
            self.signed(p[1] - last[1]);
            last = *p;
        }
    }

    pub(crate) fn ring(&mut self, ring: &Ring) {
        self.number(ring.len());
        for arc in ring {
            self.signed(*arc);
        }
    }

    /// A topology: grid, arcs, countries with polygons, rings of the land,
    /// borders.
    pub(crate) fn topology(&mut self, topo: &Topology, countries: &[Country], land: &[Ring], pieces: &[Piece]) {
        self.grid(topo.scale, topo.translate);
        self.number(topo.arcs.len());
        for arc in &topo.arcs {
            self.line(arc);
        }
        self.number(countries.len());
        for country in countries {
            self.text(&country.code);
            self.text(&country.name);
            self.number(country.polygons.len());
            for polygon in &country.polygons {
                self.number(polygon.len());
                for ring in polygon {
                    self.ring(ring);
                }
            }
        }
        self.number(land.len());
        for ring in land {
            self.ring(ring);
        }
        self.number(pieces.len());
        for piece in pieces {
            for n in [piece.arc, piece.from, piece.to, piece.sides[0], piece.sides[1], piece.rows.len()] {
                self.number(n);
            }
            for row in &piece.rows {
                self.number(*row);
            }
        }
    }

    /// Lines in units of a grid.
    pub(crate) fn arcs(&mut self, grid: &Grid, arcs: &[Vec<[i64; 2]>]) {
        self.grid([grid.0, grid.0], [0.0, 0.0]);
        self.number(arcs.len());
        for arc in arcs {
            self.line(arc);
        }
    }

    /// Lines on a grid of their own.
    pub(crate) fn paths(&mut self, grid: &Grid, lines: &[Vec<Degrees>]) {
        self.grid([grid.0, grid.0], [0.0, 0.0]);
        let snapped: Vec<Vec<[i64; 2]>> = lines.iter().map(|l| snap(grid, l)).filter(|l| l.len() > 1).collect();
        self.number(snapped.len());
        for line in &snapped {
            self.line(line);
        }
    }

    /// Lines with the numbers of their rows.
    pub(crate) fn named_paths(&mut self, grid: &Grid, lines: &[(Vec<usize>, Vec<Degrees>)]) {
        self.grid([grid.0, grid.0], [0.0, 0.0]);
        let snapped: Vec<_> = lines.iter().map(|(of, l)| (of, snap(grid, l))).filter(|(_, l)| l.len() > 1).collect();
        self.number(snapped.len());
        for (of, line) in &snapped {
            self.number(of.len());
            for row in *of {
                self.number(*row);
            }
            self.line(line);
        }
    }
}

fn snap(grid: &Grid, line: &[Degrees]) -> Vec<[i64; 2]> {
    let mut out: Vec<[i64; 2]> = line.iter().map(|p| p.map(|d| (d / grid.0).round() as i64)).collect();
    out.dedup();
    out
}
