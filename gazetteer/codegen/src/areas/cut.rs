//! Areas of the source that hold two: the part inside an outline of
//! `areas.tsv` becomes an area of its own.

use std::path::Path;

use geo::{Area as _, BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use crate::basemap::Degrees;
use crate::basemap::gpkg::Division;
use crate::error::Result;

/// What is cut: country and name of the area, the outline, and country and
/// name of the part inside. Israel's Northern District has the Golan; regions
/// of Morocco reach into Western Sahara.
const CUTS: [(&str, &str, &str, &str, &str); 4] = [
    ("ISR", "Northern District", "golan", "SYR", "Quneitra"),
    ("MAR", "Guelmim-Es Smara", "western-sahara", "SAH", ""),
    ("MAR", "Laayoune-Boujdour-Sakia El Hamra", "western-sahara", "SAH", ""),
    ("MAR", "Oued ed Dahab-Lagouira", "western-sahara", "SAH", ""),
];
/// Degrees squared below which a piece is a sliver between two drawings of one
/// line: about 10 km2.
const SLIVER: f64 = 0.001;

/// Cuts what must be cut, where the areas are.
pub(super) fn apply(data: &Path, divisions: &mut Vec<Division>) -> Result<()> {
    for (country, name, outline, new_country, new_name) in CUTS {
        let ring = outline_of(data, outline)?;
        let found = divisions.iter_mut().find(|d| d.country == country && d.name == name);
        let area = found.ok_or_else(|| format!("world_map.gpkg: {country} has no area {name}"))?;
        let whole = polygons(&area.rings);
        let without = whole.difference(&polygons(&[ring]));
        let kept = MultiPolygon(without.0.into_iter().filter(|p| p.unsigned_area() > SLIVER).collect());
        let inside = whole.difference(&kept);
        area.rings = rings(&kept);
        if area.rings.is_empty() {
            area.country = new_country.into();
            area.rings = rings(&whole);
            continue;
        }
        divisions.push(Division {
            country: new_country.into(),
            name: new_name.into(),
            label: String::new(),
            fips: String::new(),
            rings: rings(&inside),
        });
    }
    Ok(())
}

fn outline_of(data: &Path, id: &str) -> Result<Vec<Degrees>> {
    let path = data.join("areas.tsv");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
    let row = text.lines().find_map(|l| l.strip_prefix(id)?.strip_prefix('\t'));
    let ring = row.and_then(|r| r.split('\t').next_back()).ok_or_else(|| format!("areas.tsv: no row {id}"))?;
    let corner = |pair: &str| pair.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
    let corners: Option<Vec<Degrees>> = ring.split(' ').map(corner).collect();
    corners.ok_or_else(|| format!("areas.tsv: {id}: corners as lon,lat expected"))
}

/// Rings of one area as polygons: each ring added to what it does not lie in,
/// taken out of what it lies in.
fn polygons(rings: &[Vec<Degrees>]) -> MultiPolygon {
    let one = |ring: &Vec<Degrees>| {
        let line: LineString = ring.iter().map(|p| Coord { x: p[0], y: p[1] }).collect();
        MultiPolygon(vec![Polygon::new(line, Vec::new())])
    };
    rings.iter().fold(MultiPolygon(Vec::new()), |sum, ring| sum.xor(&one(ring)))
}

fn rings(area: &MultiPolygon) -> Vec<Vec<Degrees>> {
    let lines = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    lines.map(|line| line.coords().map(|c| [c.x, c.y]).collect()).collect()
}
