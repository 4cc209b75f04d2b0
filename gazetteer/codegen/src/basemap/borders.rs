//! Makes `borders.tsv`: for each two countries that meet a point in the middle
//! of their border and half the length over which it reaches, so that "the
//! Armenia-Azerbaijan border" has a place without drawing it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Degrees, gpkg, topo};
use crate::error::Result;
use crate::geometry::distance_km;
use crate::product::Inputs;

/// Parts that Natural Earth draws by themselves and the country as whose
/// border they count here: Somaliland's with Ethiopia is Somalia's.
const PART_OF: [(&str, &str); 4] = [("SOL", "SOM"), ("CYN", "CYP"), ("KAB", "KAZ"), ("KAS", "IND")];

/// Lines of Natural Earth that are no border in UN usage: the berm in Western
/// Sahara, and where Crimea is cut off.
fn is_no_border(a: &str, b: &str, line: &[Degrees]) -> bool {
    match (a, b) {
        ("ESH", "MAR") => true,
        ("RUS", "UKR") => line.iter().all(|[lon, lat]| *lat < 46.4 && *lon < 35.5),
        _ => false,
    }
}

/// Makes the table.
pub(crate) fn make(inputs: &Inputs) -> Result<Vec<u8>> {
    let pkg = gpkg::Package::open(&inputs.member("qgis-common", "world_map.gpkg")?)?;
    let topo = topo::Topology::parse(&inputs.member("world-atlas", "countries-50m.json")?)?;
    let countries = topo.countries(&pkg.country_codes()?)?;
    let mut sides: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for country in &countries {
        let code = PART_OF.iter().find(|(part, _)| *part == country.code).map_or(country.code.as_str(), |(_, of)| of);
        for arc in country.polygons.iter().flatten().flatten() {
            let of = sides.entry(if *arc < 0 { !arc } else { *arc } as usize).or_default();
            if !of.contains(&code) {
                of.push(code);
            }
        }
    }
    let mut borders: BTreeMap<(&str, &str), Vec<Degrees>> = BTreeMap::new();
    for (arc, mut of) in sides {
        of.sort_unstable();
        if let [a, b] = of[..] {
            let line: Vec<Degrees> = topo.arcs[arc].iter().map(|p| topo.degrees(*p)).collect();
            if !is_no_border(a, b, &line) {
                borders.entry((a, b)).or_default().extend(line);
            }
        }
    }
    let mut out = "iso3_a\tiso3_b\tlat\tlon\thalf_km\n".to_owned();
    for ((a, b), points) in borders {
        let (middle, half) = middle(&points);
        writeln!(out, "{a}\t{b}\t{:.3}\t{:.3}\t{half:.0}", middle[1], middle[0]).map_err(|e| e.to_string())?;
    }
    Ok(out.into_bytes())
}

/// The point of the line from which the farthest other one is nearest, and how
/// far that is, in kilometres.
fn middle(points: &[Degrees]) -> (Degrees, f64) {
    let far = |p: &Degrees| points.iter().map(|q| distance_km((p[1], p[0]), (q[1], q[0]))).fold(0.0, f64::max);
    // Every point of a long line need not be tried.
    let step = points.len() / 400 + 1;
    let mut best = (points[0], f64::INFINITY);
    for point in points.iter().step_by(step) {
        let reach = far(point);
        if reach < best.1 {
            best = (*point, reach);
        }
    }
    best
}

/// Checks what can be told without the packages.
pub(crate) fn check(bytes: &[u8]) -> Result<()> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut before = ("", "");
    for (number, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [a, b, lat, lon, half] = cells[..] else { return Err(format!("line {}: 5 columns expected", number + 1)) };
        let numbers = [lat, lon, half].iter().all(|n| n.parse::<f64>().is_ok());
        if !numbers || a >= b || (a, b) <= before {
            return Err(format!("line {}: out of order or no number", number + 1));
        }
        before = (a, b);
    }
    Ok(())
}
