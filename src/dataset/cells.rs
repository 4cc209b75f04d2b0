//! Numbers and points as tables write them.

use geo::{BoundingRect as _, Geometry, InteriorPoint as _};

use super::seam::parted;
use super::wkt;
use crate::gazetteer::{BadPoint, parse_point};

/// Words for a figure that is not known.
const UNKNOWN: [&str; 10] = ["", "na", "n/a", "null", "none", "nan", "-", "--", "unknown", "?"];

/// Whether a cell tells nothing.
pub(super) fn is_untold(cell: &str) -> bool {
    UNKNOWN.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// A number with a decimal point or comma; thousands parted by commas, blanks
/// or apostrophes.
pub(super) fn number(cell: &str) -> Option<f64> {
    if let Ok(plain) = cell.parse::<f64>() {
        return Some(plain).filter(|n| n.is_finite());
    }
    let joined: String = cell.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    let joined = joined.replace('−', "-");
    let commas = joined.matches(',').count();
    let text = match (commas, joined.contains('.')) {
        (0, _) => joined,
        // "1,234" and "1,234,567" of a count; a coordinate has no thousands.
        _ if thousands(&joined) => joined.replace(',', ""),
        (1, false) => joined.replace(',', "."),
        _ => return None,
    };
    text.parse::<f64>().ok().filter(|n| n.is_finite())
}

fn thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text).trim_start_matches('-');
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|g| g.len() == 3) && whole.contains(',')
}

/// Degrees: a decimal comma is one, whatever follows.
pub(super) fn degrees(cell: &str) -> Option<f64> {
    if let Ok(plain) = cell.parse::<f64>() {
        return Some(plain).filter(|n| n.is_finite());
    }
    let cell = cell.trim().trim_end_matches('°').replace('−', "-");
    let text = if cell.contains('.') { cell } else { cell.replacen(',', ".", 1) };
    text.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// A count of people, where the cell tells one.
pub(super) fn count(cell: &str) -> Result<Option<u32>, String> {
    if is_untold(cell) {
        return Ok(None);
    }
    let found = number(cell).filter(|n| *n >= 0.0 && *n < f64::from(u32::MAX) && n.fract() == 0.0);
    found.map(|n| Some(n as u32)).ok_or_else(|| format!("'{}' is no count", shortened(cell)))
}

/// A number, where the cell tells one.
///
/// # Errors
/// What is wrong where it tells something else.
pub fn parse_number(cell: &str) -> Result<Option<f64>, String> {
    if is_untold(cell) {
        return Ok(None);
    }
    number(cell).map(Some).ok_or_else(|| format!("'{}' is no number", shortened(cell)))
}

/// The beginning of a cell, for a message.
pub(super) fn shortened(cell: &str) -> String {
    let mut out: String = crate::format::columns::harmless(&cell.chars().take(40).collect::<String>());
    if cell.chars().nth(40).is_some() {
        out.push('…');
    }
    out
}

/// Degrees north and east, or what is wrong and what to do.
pub(super) type Point = Result<(f64, f64), (String, &'static str)>;

const EMPTY: &str = "leave both cells empty where the place is not known";

/// A point of two cells.
pub(super) fn point(lat: &str, lon: &str) -> Point {
    let read = |cell: &str, what: &str| {
        degrees(cell).ok_or_else(|| {
            let why = if cell.is_empty() {
                format!("no {what}")
            } else {
                format!("{what} '{}' is no number", shortened(cell))
            };
            (why, "write decimal degrees, as in 39.64")
        })
    };
    on_earth(read(lat, "latitude")?, read(lon, "longitude")?)
}

/// Whether there is such a point.
pub(super) fn on_earth(lat: f64, lon: f64) -> Point {
    let earth = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
    if lat == 0.0 && lon == 0.0 {
        return Err((
            "latitude 0 and longitude 0 are no place of an event, only a sign of a missing one".into(),
            EMPTY,
        ));
    }
    if earth(lat, lon) {
        return Ok((lat, lon));
    }
    let what = format!("latitude {lat}, longitude {lon} is not on the earth");
    if earth(lon, lat) {
        return Err((what, "are they swapped? --lat and --lon name the columns"));
    }
    if lat.abs() > 1000.0 || lon.abs() > 1000.0 {
        return Err((what, "these look like metres of a map projection; export degrees, WGS 84 (EPSG:4326)"));
    }
    Err((what, "latitude is -90 to 90 degrees, longitude -180 to 180, WGS 84"))
}

/// A point of one cell: "39.6, 46.5", or the well-known text of databases, of
/// which lines and areas stand at a point inside. `None` where it is empty.
pub(super) fn point_in_one(cell: &str) -> Option<Point> {
    if wkt::kind(cell).is_none() {
        return Some(degrees_in_one(cell));
    }
    match wkt::read(cell) {
        Ok(geometry) => geometry.and_then(|geometry| point_inside(&parted(geometry))),
        Err(why) => Some(Err((format!("'{}' is no well-known text: {why}", shortened(cell)), AS_TEXT))),
    }
}

const AS_TEXT: &str = "write POINT (LON LAT), LINESTRING (LON LAT, ...) or POLYGON ((LON LAT, ...)), WGS 84";

/// A point of a geometry, inside where it is an area.
fn point_inside(geometry: &Geometry<f64>) -> Option<Point> {
    if let Geometry::Point(point) = geometry {
        return Some(on_earth(point.y(), point.x()));
    }
    if let Err(wrong) = all_on_earth(geometry) {
        return Some(Err(wrong));
    }
    let point = geometry.interior_point()?;
    // One that lies at 0, 0 by chance is no sign of a missing place.
    Some(if point.x() == 0.0 && point.y() == 0.0 { Ok((0.0, 0.0)) } else { on_earth(point.y(), point.x()) })
}

/// Whether a geometry lies on earth; 0, 0 may be a corner of it.
pub(super) fn all_on_earth(geometry: &Geometry<f64>) -> Result<(), (String, &'static str)> {
    let Some(bounds) = geometry.bounding_rect() else { return Ok(()) };
    for corner in [bounds.min(), bounds.max()].iter().filter(|c| c.x != 0.0 || c.y != 0.0) {
        on_earth(corner.y, corner.x)?;
    }
    Ok(())
}

/// Whether a cell holds a point, or well-known text of anything that has one.
pub(super) fn is_point(cell: &str) -> bool {
    matches!(point_in_one(cell), Some(Ok(_)))
}

fn degrees_in_one(cell: &str) -> Point {
    let text = cell.trim().trim_matches(['[', ']']);
    match parse_point(text) {
        Ok((lat, lon)) => on_earth(lat, lon),
        Err(BadPoint::OffEarth { lat, lon } | BadPoint::Swapped { meant: (lon, lat) }) => on_earth(lat, lon),
        Err(BadPoint::NotCoordinates | BadPoint::Unreadable(_)) => {
            Err((format!("'{}' is no point", shortened(cell)), "write degrees north, then east, as in 39.64, 46.55"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_habits() {
        for (cell, expected) in
            [("12", 12.0), ("1,234", 1234.0), ("1 234", 1234.0), ("3,5", 3.5), ("1,234.5", 1234.5), ("-7", -7.0)]
        {
            assert_eq!(number(cell), Some(expected), "{cell}");
        }
        assert_eq!((number("NaN"), number("1,2,3"), number("ten"), number("inf")), (None, None, None, None));
        assert_eq!((degrees("39,640"), degrees("-46.5°")), (Some(39.64), Some(-46.5)));
        assert_eq!((count("12.0"), count("n/a"), count("0")), (Ok(Some(12)), Ok(None), Ok(Some(0))));
        assert!(count("some").is_err() && count("-3").is_err() && count("1.5").is_err());
    }

    #[test]
    fn points_and_what_is_wrong_with_them() {
        assert_eq!(point("39,64", "46,5"), Ok((39.64, 46.5)));
        for cell in ["39.6, 46.5", "39,6; 46,5", "SRID=4326;POINT (46.5 39.6)", "POINT Z (46.5 39.6 900)"] {
            assert_eq!(point_in_one(cell), Some(Ok((39.6, 46.5))), "{cell}");
        }
        assert_eq!(point_in_one("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))"), Some(Ok((1.0, 2.0))));
        let across = point_in_one("POLYGON ((170 0, -170 0, -170 2, 170 2, 170 0))");
        assert!(
            across.is_some_and(|point| point.is_ok_and(|(lat, lon)| (0.0..=2.0).contains(&lat) && lon.abs() >= 170.0))
        );
        assert_eq!(point_in_one("POLYGON EMPTY"), None);
        let wrong = point_in_one("LINESTRING (500000 4390000, 500001 4390000)").unwrap().unwrap_err();
        assert!(wrong.1.contains("metres"), "{wrong:?}");
        let remedy = |lat, lon| point(lat, lon).unwrap_err().1;
        assert!(remedy("95", "46").contains("swapped") && remedy("95", "195").contains("-90 to 90"));
        assert!(remedy("4390000", "500000").contains("metres"));
        assert!(remedy("0", "0").contains("empty") && remedy("NaN", "46").contains("decimal degrees"));
        assert!(!is_point("Lachin") && !is_point("") && !is_point("POINT (46.5)") && !is_point("LINE"));
    }
}
