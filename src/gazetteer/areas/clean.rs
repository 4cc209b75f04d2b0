//! Areas made sound for drawing. The source is simplified and its points lie
//! on a grid, so that a ring may cross itself by some hundred metres, which
//! QGIS and other programs refuse.

use geo::{BooleanOps, Coord, LineString, MultiPolygon};

use super::join::{Polygon, Ring, nest};

/// The same area in rings that cross neither themselves nor each other.
pub(super) fn clean(polygons: &[Polygon]) -> Vec<Polygon> {
    let line = |ring: &Ring| -> LineString { ring.iter().map(|p| Coord { x: p[0], y: p[1] }).collect() };
    let whole = polygons.iter().filter_map(|polygon| {
        let (outer, holes) = polygon.split_first()?;
        Some(geo::Polygon::new(line(outer), holes.iter().map(line).collect()))
    });
    let sound = MultiPolygon(whole.collect()).union(&MultiPolygon(Vec::new()));
    let lines = sound.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let rings: Vec<Ring> = lines.map(|line| line.coords().map(|c| [c.x, c.y]).collect()).collect();
    nest(&rings)
}

#[cfg(test)]
mod tests {
    use super::super::join::km2;
    use super::*;

    #[test]
    fn a_ring_that_crosses_itself_becomes_two() {
        let bow = vec![vec![vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]]]];
        assert_eq!(clean(&bow).len(), 2);
    }

    #[test]
    fn a_sound_area_stays_as_large_as_it_is() {
        let square = vec![vec![vec![[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]]];
        assert!((km2(&clean(&square)) / km2(&square) - 1.0).abs() < 1e-6);
    }
}
