//! Lays out coasts, borders and areas as [`super::blocks`] tells. Used by the
//! build script alone.

use super::blocks::{CHUNK, MAGIC, push};
use super::packed::{Packed, Reader, Ring, index};

type Result<T> = std::result::Result<T, String>;

/// Turns a word into bytes in the order of the target.
pub(crate) type Word = fn(u32) -> [u8; 4];

/// A file being laid out.
struct Layout {
    out: Vec<u8>,
    word: Word,
}

impl Layout {
    fn new(word: Word) -> Self {
        Self { out: MAGIC.to_vec(), word }
    }

    fn words(&mut self, words: impl IntoIterator<Item = u32>) {
        let bytes: Vec<u8> = words.into_iter().flat_map(self.word).collect();
        push(&mut self.out, &bytes, self.word);
    }

    fn names(&mut self, names: impl IntoIterator<Item = String>) {
        let text: String = names.into_iter().map(|name| name + "\n").collect();
        push(&mut self.out, text.as_bytes(), self.word);
    }

    fn nested<'l, T: Copy + 'l>(&mut self, lists: &[&'l [T]], as_word: fn(T) -> u32) {
        self.words(starts(lists.iter().map(|list| list.len())));
        self.words(lists.iter().copied().flatten().map(|item| as_word(*item)));
    }

    fn lines(&mut self, lines: &Packed) {
        let Packed { grid, lines } = lines;
        let halves = |n: f64| [(n.to_bits() >> 32) as u32, n.to_bits() as u32];
        self.words(grid.iter().flat_map(|n| halves(*n)));
        self.words(lines.iter().flatten().flatten().map(|unit| *unit as u32));
        self.words(starts(lines.iter().map(Vec::len)));
        let chunks = |line: &Vec<[i32; 2]>| line.len().saturating_sub(1).div_ceil(CHUNK);
        self.words(starts(lines.iter().map(chunks)));
        let boxes = lines.iter().flat_map(|line| {
            (0..chunks(line)).map(|n| corners(&line[n * CHUNK..=((n + 1) * CHUNK).min(line.len() - 1)]))
        });
        self.words(boxes.flatten().flatten().map(|unit| unit as u32));
    }
}

/// The first item of each list, and one past the last.
fn starts(lengths: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut out = vec![0];
    let mut end = 0;
    for length in lengths {
        end += length as u32;
        out.push(end);
    }
    out
}

/// Least and greatest of points, in both directions.
fn corners<'p>(points: impl IntoIterator<Item = &'p [i32; 2]>) -> [[i32; 2]; 2] {
    let mut out = [[i32::MAX; 2], [i32::MIN; 2]];
    for p in points {
        for i in 0..2 {
            out[0][i] = out[0][i].min(p[i]);
            out[1][i] = out[1][i].max(p[i]);
        }
    }
    out
}

/// The corners of rings.
fn ring_boxes(arcs: &Packed, rings: &[&[i32]]) -> Vec<u32> {
    let of = |ring: &&[i32]| corners(ring.iter().flat_map(|arc| &arcs.lines[index(*arc)]));
    rings.iter().map(of).flat_map(|corners| corners.concat()).map(|unit| unit as u32).collect()
}

/// A country of a topology.
struct Shape {
    name: String,
    polygons: Vec<Vec<Ring>>,
}

/// Lays out `basemap.bin`: three topologies (Natural Earth 1:10m, 1:50m,
/// 1:110m), lakes, rivers, disputed lines.
pub(crate) fn basemap(packed: &[u8], word: Word) -> Result<Vec<u8>> {
    let mut r = Reader::new("basemap", packed, b"DLMAP2\n")?;
    let mut out = Layout::new(word);
    for _ in 0..3 {
        topology(&mut r, &mut out)?;
    }
    for _waters in 0..2 {
        out.lines(&r.lines()?);
    }
    let (disputed, rows) = r.numbered_lines()?;
    r.end()?;
    out.lines(&disputed);
    let rows: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
    out.nested(&rows, |row| row as u32);
    Ok(out.out)
}

fn topology(r: &mut Reader<'_>, out: &mut Layout) -> Result<()> {
    let mut arcs = r.lines()?;
    let mut countries = r.many(|r| {
        let name = format!("{}\t{}", r.text()?, r.text()?);
        Ok(Shape { name, polygons: r.many(|polygon| polygon.many(Reader::ring))? })
    })?;
    let mut land = r.many(Reader::ring)?;
    let coast: Vec<u32> = land.iter().flatten().map(|arc| index(*arc) as u32).collect();
    let of_countries = countries.iter_mut().flat_map(|c| &mut c.polygons).flatten();
    unroll(&mut arcs, land.iter_mut().chain(of_countries));
    // Arc, its first and last point, the countries on both sides; then rows.
    let borders = r.many(|r| {
        let five = [r.number()?, r.number()?, r.number()?, r.number()?, r.number()?].map(|n| n as u32);
        Ok((five, r.many(Reader::number)?))
    })?;

    out.lines(&arcs);
    out.names(countries.iter().map(|c| c.name.clone()));
    out.words(starts(countries.iter().map(|c| c.polygons.len())));
    out.words(starts(countries.iter().flat_map(|c| &c.polygons).map(Vec::len)));
    let of_countries = countries.iter().flat_map(|c| &c.polygons).flatten();
    let rings: Vec<&[i32]> = of_countries.chain(&land).map(Vec::as_slice).collect();
    out.nested(&rings, |arc| arc as u32);
    out.words(ring_boxes(&arcs, &rings));
    out.words(coast);
    out.words(borders.iter().flat_map(|(five, _)| *five));
    let rows: Vec<&[usize]> = borders.iter().map(|(_, rows)| rows.as_slice()).collect();
    out.nested(&rows, |row| row as u32);
    Ok(())
}

/// Rings that run over the antimeridian jump from one side of the globe to the
/// other. They are laid out at full length as arcs of their own, so that they
/// can be filled; a ring around a pole is led over the pole.
fn unroll<'r>(arcs: &mut Packed, rings: impl Iterator<Item = &'r mut Ring>) {
    for ring in rings {
        if let Some(points) = unrolled(arcs, ring) {
            *ring = vec![arcs.lines.len() as i32];
            arcs.lines.push(points);
        }
    }
}

/// The ring at full length, where it jumps; `None` where it does not.
fn unrolled(arcs: &Packed, ring: &Ring) -> Option<Vec<[i32; 2]>> {
    let [scale, _, _, _] = arcs.grid;
    let turn = (360.0 / scale).round() as i32;
    let mut out: Vec<[i32; 2]> = Vec::new();
    let mut shift = 0;
    let mut jumped = false;
    for &arc in ring {
        let points = &arcs.lines[index(arc)];
        let ordered: Vec<[i32; 2]> = if arc < 0 { points.iter().rev().copied().collect() } else { points.clone() };
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
        let [_, scale, _, south] = arcs.grid;
        let pole = (-90.0 - south) / scale;
        out.extend([[last[0], pole.floor() as i32], [first[0], pole.floor() as i32], first]);
    }
    // On the side of the globe where most of it lies.
    let middle = out.iter().map(|p| i64::from(p[0])).sum::<i64>() / out.len() as i64;
    let home = (f64::from(middle as i32 - turn / 2) / f64::from(turn)).round() as i32 * turn;
    Some(out.into_iter().map(|p| [p[0] - home, p[1]]).collect())
}

/// An area of a division.
struct Patch {
    /// Alpha-2 code of the country, codes of the first- and second-order
    /// division.
    codes: [String; 3],
    /// Natural Earth's code of the country.
    owner: String,
    flags: usize,
    rings: Vec<Ring>,
}

/// Lays out `areas.bin`: arcs, then areas that share them. An area is four
/// texts (see [`Patch`]), a number of flags and its rings, outer ones and holes
/// alike.
pub(crate) fn areas(packed: &[u8], word: Word) -> Result<Vec<u8>> {
    let mut r = Reader::new("areas", packed, b"DLAREA1\n")?;
    let arcs = r.lines()?;
    let patches = r.many(|r| {
        let (codes, owner) = ([r.text()?, r.text()?, r.text()?], r.text()?);
        Ok(Patch { codes, owner, flags: r.number()?, rings: r.many(Reader::ring)? })
    })?;
    r.end()?;
    let mut out = Layout::new(word);
    out.lines(&arcs);
    out.words(arcs.lines.iter().flat_map(|line| corners(line).concat()).map(|unit| unit as u32));
    out.words(inner(&arcs, &patches));
    let rings: Vec<&[i32]> = patches.iter().flat_map(|p| &p.rings).map(Vec::as_slice).collect();
    out.nested(&rings, |arc| arc as u32);
    out.words(starts(patches.iter().map(|p| p.rings.len())));
    out.words(patches.iter().map(|p| p.flags as u32));
    let points = |p: &Patch| corners(p.rings.iter().flatten().flat_map(|arc| &arcs.lines[index(*arc)])).concat();
    out.words(patches.iter().flat_map(points).map(|unit| unit as u32));
    out.names(patches.iter().map(|p| p.codes.join("\t")));
    Ok(out.out)
}

/// Numbers of the arcs between two divisions of one country, as the source sees
/// countries.
fn inner(arcs: &Packed, patches: &[Patch]) -> Vec<u32> {
    // Per arc: the first patch that has it, and whether another of the same
    // country has it too.
    let mut seen: Vec<(Option<&str>, bool)> = vec![(None, false); arcs.lines.len()];
    for patch in patches {
        for arc in patch.rings.iter().flatten() {
            if let Some(of) = seen.get_mut(index(*arc)) {
                of.1 |= of.0 == Some(patch.owner.as_str());
                of.0 = of.0.or(Some(&patch.owner));
            }
        }
    }
    seen.iter().enumerate().filter(|(_, of)| of.1).map(|(n, _)| n as u32).collect()
}
