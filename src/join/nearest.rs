//! The rows nearest to a spot. Points stand on the unit sphere, where straight
//! distance has the order of distance on the earth, at the poles too.

use rstar::primitives::GeomWithData;
use rstar::{PointDistance as _, RTree};

use super::measure::{FLATTENING, Window, km_between};
use crate::dataset::Spot;

type Node = GeomWithData<[f64; 3], u32>;

/// Points of rows as a tree.
pub struct Nearest<'r> {
    spots: &'r [Spot],
    tree: RTree<Node>,
}

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Which.
    pub row: u32,
    /// How far, on the ellipsoid.
    pub km: f64,
    /// Whether a row that was not taken is just as far.
    pub tied: bool,
}

impl<'r> Nearest<'r> {
    /// A tree of the rows that have points.
    pub fn new(spots: &'r [Spot]) -> Self {
        let node = |(n, spot): (usize, &Spot)| Some(Node::new(on_sphere(spot.point()?), n as u32));
        Self { spots, tree: RTree::bulk_load(spots.iter().enumerate().filter_map(node).collect()) }
    }

    /// The `count` rows nearest to a spot that the window holds, nearest first,
    /// of equals the first in the file; never the row `not`.
    pub fn of(&self, spot: &Spot, count: usize, window: &Window, not: Option<u32>) -> Vec<Neighbour> {
        let Some(point) = spot.point().filter(|_| count > 0) else { return Vec::new() };
        let at = on_sphere(point);
        let mut found: Vec<Neighbour> = Vec::new();
        // The straight distance, squared, up to which a row may still be among the nearest.
        let mut far = f64::INFINITY;
        for node in self.tree.nearest_neighbor_iter(&at) {
            if node.distance_2(&at) > far {
                break;
            }
            let other = &self.spots[node.data as usize];
            if Some(node.data) == not || !window.holds(spot, other) {
                let beyond = window.km.is_some_and(|limit| chord(limit) < node.distance_2(&at));
                if beyond {
                    break;
                }
                continue;
            }
            let Some(point_there) = other.point() else { continue };
            found.push(Neighbour { row: node.data, km: km_between(point, point_there), tied: false });
            if found.len() == count {
                let longest = found.iter().map(|n| n.km).fold(0.0, f64::max);
                far = chord(longest);
            }
        }
        found.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.row.cmp(&b.row)));
        let next = found.get(count).map(|n| n.km);
        found.truncate(count);
        let last = found.last().map(|n| n.km);
        if next.is_some() && next == last {
            found.iter_mut().filter(|n| Some(n.km) == last).for_each(|n| n.tied = true);
        }
        found
    }
}

/// Squared straight distance, on the unit sphere, that a way of so many
/// kilometres has at most.
fn chord(km: f64) -> f64 {
    const EARTH_KM: f64 = 6371.0088;
    let angle = (km * (1.0 + FLATTENING) / EARTH_KM).min(std::f64::consts::PI);
    let half = libm::sin(angle / 2.0);
    4.0 * half * half + 1e-15
}

fn on_sphere((lat, lon): (f64, f64)) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(lat: f64, lon: f64) -> Spot {
        Spot::new(Some((lat, lon)), None)
    }

    #[test]
    fn ties_are_told_and_the_first_is_taken() {
        let spots = [at(0.0, 2.0), at(0.0, 1.0), at(0.0, -1.0), Spot::new(None, None)];
        let tree = Nearest::new(&spots);
        let found = tree.of(&at(0.0, 0.0), 1, &Window::default(), None);
        assert_eq!(found.iter().map(|n| (n.row, n.tied)).collect::<Vec<_>>(), [(1, true)]);
        let found = tree.of(&at(0.0, 1.0), 1, &Window::default(), Some(1));
        assert_eq!(found.iter().map(|n| (n.row, n.tied)).collect::<Vec<_>>(), [(0, false)]);
        let none = Window { km: Some(0.0), days: None };
        assert_eq!(
            (tree.of(&at(0.0, 0.5), 3, &none, None).len(), tree.of(&at(0.0, 1.0), 3, &none, None).len()),
            (0, 1)
        );
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_sorting_finds(
            points in prop::collection::vec((-90.0..90.0_f64, -180.0..180.0_f64), 1..60),
            lat in -90.0..90.0_f64, lon in -180.0..180.0_f64, count in 1..5_usize,
        ) {
            let spots: Vec<Spot> = points.iter().map(|(lat, lon)| at(*lat, *lon)).collect();
            let found: Vec<u32> =
                Nearest::new(&spots).of(&at(lat, lon), count, &Window::default(), None).iter().map(|n| n.row).collect();
            let mut all: Vec<(f64, u32)> = (0..).zip(&points).map(|(n, p)| (km_between((lat, lon), *p), n)).collect();
            all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            prop_assert_eq!(found, all.iter().take(count).map(|(_, n)| *n).collect::<Vec<_>>());
        }
    }
}
