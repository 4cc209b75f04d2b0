//! `disputed_lines.tsv`: which lines have a status and dates of their own.
//!
//! Its `geometry` cell names geometry: `qgis NAME/COUNTRY [W,S,E,N]` a disputed
//! line of the GeoPackage, `atlas AAA-BBB [W,S,E,N]` the border of two
//! countries (codes in order), or the part of it inside the box. Several are
//! joined with `; `.

use std::collections::BTreeMap;
use std::path::Path;

use super::gpkg::Disputed;
use super::topo::{Country, Topology};
use super::{Degrees, write::Piece};
use crate::error::Result;

/// A row, as far as geometry goes.
pub(crate) struct Row {
    /// Its number, counted from 0.
    pub(crate) number: usize,
    /// Its id.
    pub(crate) id: String,
    selectors: Vec<Selector>,
}

struct Selector {
    atlas: bool,
    name: String,
    bbox: [f64; 4],
}

impl Selector {
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ')?;
        let (name, bbox) = match rest.rsplit_once(' ') {
            Some((name, bbox)) if bbox.matches(',').count() == 3 => (name, Some(bbox)),
            _ => (rest, None),
        };
        let mut sides = [-180.0, -90.0, 180.0, 90.0];
        if let Some(bbox) = bbox {
            for (side, number) in sides.iter_mut().zip(bbox.split(',')) {
                *side = number.parse().ok()?;
            }
        }
        matches!(kind, "atlas" | "qgis").then(|| Self { atlas: kind == "atlas", name: name.into(), bbox: sides })
    }

    fn holds(&self, p: Degrees) -> bool {
        let [w, s, e, n] = self.bbox;
        (w..=e).contains(&p[0]) && (s..=n).contains(&p[1])
    }
}

/// Reads the table.
pub(crate) fn read(data: &Path) -> Result<Vec<Row>> {
    let path = data.join("disputed_lines.tsv");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, _, _, _, _, geometry, _] = cells[..] else {
            return Err(format!("disputed_lines.tsv:{}: {} columns, 7 expected", number + 2, cells.len()));
        };
        let selectors: Option<Vec<Selector>> = geometry.split("; ").map(Selector::parse).collect();
        let selectors = selectors.ok_or_else(|| format!("disputed_lines.tsv:{}: {geometry}?", number + 2))?;
        rows.push(Row { number, id: id.into(), selectors });
    }
    Ok(rows)
}

/// The borders of a topology: every arc that two countries share, cut where a
/// row of the table begins or ends to speak for it.
pub(crate) fn split_borders(topo: &Topology, countries: &[Country], rows: &[Row]) -> Vec<Piece> {
    let mut sides: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, country) in countries.iter().enumerate() {
        for arc in country.polygons.iter().flatten().flatten() {
            let index = if *arc < 0 { !arc } else { *arc } as usize;
            let of = sides.entry(index).or_default();
            if !of.contains(&number) {
                of.push(number);
            }
        }
    }
    let mut pieces = Vec::new();
    for (arc, of) in sides.iter().filter(|(_, of)| of.len() > 1) {
        let pair = [of[0], of[1]];
        let name = format!("{}-{}", countries[pair[0]].code, countries[pair[1]].code);
        let speaking = |middle: Degrees| -> Vec<usize> {
            let hit = |r: &&Row| r.selectors.iter().any(|s| s.atlas && s.name == name && s.holds(middle));
            rows.iter().filter(hit).map(|r| r.number).collect()
        };
        let points = &topo.arcs[*arc];
        let mut open: Option<Piece> = None;
        for i in 1..points.len() {
            let (a, b) = (topo.degrees(points[i - 1]), topo.degrees(points[i]));
            let rows = speaking([f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]);
            match &mut open {
                Some(piece) if piece.rows == rows => piece.to = i,
                _ => {
                    pieces.extend(open.take());
                    open = Some(Piece { arc: *arc, from: i - 1, to: i, sides: pair, rows });
                }
            }
        }
        pieces.extend(open);
    }
    pieces
}

/// The lines of the GeoPackage, each with the numbers of its rows.
pub(crate) fn matched(rows: &[Row], disputed: &[Disputed]) -> Result<Vec<(Vec<usize>, Vec<Degrees>)>> {
    let mut out = Vec::new();
    for line in disputed {
        let Some(&first) = line.parts.first().and_then(|p| p.first()) else { continue };
        let hit = |r: &&Row| r.selectors.iter().any(|s| !s.atlas && s.name == line.name && s.holds(first));
        let of: Vec<usize> = rows.iter().filter(hit).map(|r| r.number).collect();
        if of.is_empty() {
            return Err(format!("disputed_lines.tsv: no row names {} at {first:?}", line.name));
        }
        out.extend(line.parts.iter().map(|part| (of.clone(), part.clone())));
    }
    Ok(out)
}

/// A row whose geometry is nowhere is a fault of the table.
pub(crate) fn every_row_is_met(rows: &[Row], pieces: &[Piece], disputed: &[Disputed]) -> Result<()> {
    let lines = matched(rows, disputed)?;
    for row in rows {
        let met =
            pieces.iter().any(|p| p.rows.contains(&row.number)) || lines.iter().any(|(of, _)| of.contains(&row.number));
        if !met {
            return Err(format!("disputed_lines.tsv: the geometry of {} is not found", row.id));
        }
    }
    Ok(())
}
