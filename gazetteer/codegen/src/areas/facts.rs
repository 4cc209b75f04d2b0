//! What must come out: areas that the source has wrong, and some that it has
//! right, by a point inside.

use super::link::Link;
use crate::basemap::gpkg::Division;
use crate::error::Result;
use crate::places::shape::Shape;

/// Latitude, longitude, country and first-order division in GeoNames' codes,
/// and what lies there.
const FACTS: &[(f64, f64, &str, &str, &str)] = &[
    (39.75, 46.30, "AZ", "28", "Lachin District, named Lankaran in the source"),
    (39.52, 46.60, "AZ", "28", "the south of Lachin District"),
    (39.70, 46.72, "AZ", "55", "Shusha District"),
    (40.05, 46.00, "AZ", "26", "Kalbajar District"),
    (39.83, 46.76, "AZ", "61", "Khankendi, named Khojaly in the source"),
    (39.95, 46.70, "AZ", "64", "Khojaly District, named Khankendi in the source"),
    (38.85, 48.60, "AZ", "29", "Lankaran District"),
    (45.20, 34.40, "UA", "11", "Crimea, under Russia in the source"),
    (44.55, 33.60, "UA", "20", "Sevastopol, under Russia in the source"),
    (32.95, 35.78, "SY", "03", "the Golan, under Israel in the source"),
    (32.92, 35.30, "IL", "03", "Northern District of Israel"),
    (26.50, -12.00, "EH", "", "Western Sahara, under Morocco in the source"),
    (9.55, 44.05, "SO", "", "Hargeysa, apart from Somalia in the source"),
    (35.20, 33.70, "CY", "", "north of the Cyprus buffer zone, apart in the source"),
    (42.60, 21.10, "XK", "", "Kosovo"),
    (43.00, 41.20, "GE", "02", "Abkhazia"),
    (46.85, 29.60, "MD", "58", "Transnistria"),
    (31.42, 34.37, "PS", "GZ", "the Gaza Strip"),
    (13.60, 39.40, "ET", "53", "Tigray"),
    (48.00, 37.60, "UA", "05", "Donetsk Oblast"),
    (39.00, -98.00, "US", "KS", "Kansas"),
    (-15.0, -70.0, "PE", "21", "Puno"),
];

/// Tells the facts that do not hold.
pub(super) fn check(divisions: &[Division], links: &[Link]) -> Result<()> {
    let mut wrong = Vec::new();
    for (lat, lon, iso2, admin1, what) in FACTS {
        let at = divisions.iter().position(|d| Shape::new(d.rings.clone()).contains(*lat, *lon));
        let link = at.map(|n| &links[n]);
        let right = link.is_some_and(|l| l.iso2 == *iso2 && (admin1.is_empty() || l.admin1 == *admin1));
        if !right {
            wrong.push(format!("areas: {what} ({lat}, {lon}) must be {iso2}.{admin1}, is {link:?}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
