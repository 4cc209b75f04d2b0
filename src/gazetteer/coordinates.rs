//! Coordinates as people write them: "39.6, 46.5", "39.6 46.5", "39°36'N
//! 46°30'E", "N39.6 E46.5", "geo:39.6,46.5".

use std::fmt;

/// Why a text is no point, and what may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub enum BadPoint {
    /// Nothing like coordinates: a name, perhaps.
    NotCoordinates,
    /// Like coordinates, and not to be read; says why.
    Unreadable(&'static str),
    /// The latitude is beyond a pole; the other way round it would be a point.
    Swapped {
        /// As latitude and longitude would be then.
        meant: (f64, f64),
    },
    /// Not on the earth either way.
    OffEarth {
        /// Degrees north as read.
        lat: f64,
        /// Degrees east as read.
        lon: f64,
    },
}

impl fmt::Display for BadPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const WRITE: &str = "write degrees north, then east: 39.64,46.55 or 39°38'N 46°33'E";
        match self {
            Self::NotCoordinates => write!(f, "no coordinates ({WRITE})"),
            Self::Unreadable(why) => write!(f, "{why} ({WRITE})"),
            Self::Swapped { meant: (lat, lon) } => {
                write!(f, "{lon} is no latitude; swapped? (latitude comes first: {lat},{lon})")
            }
            Self::OffEarth { lat, lon } => {
                write!(f, "{lat},{lon} is not on the earth (latitude -90 to 90, then longitude -180 to 180)")
            }
        }
    }
}

/// Which coordinate a letter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Lat,
    Lon,
}

/// A point written as text: degrees north and east, WGS 84.
///
/// # Errors
/// What is wrong with it.
///
/// ```
/// use dateline::gazetteer::parse_point;
/// assert_eq!(parse_point("39°36'N 46°30'E"), Ok((39.6, 46.5)));
/// assert_eq!(parse_point("139.6,46.5").unwrap_err().to_string().contains("swapped"), true);
/// ```
pub fn parse_point(text: &str) -> Result<(f64, f64), BadPoint> {
    let text = plain(text);
    if !is_coordinates(&text) {
        return Err(BadPoint::NotCoordinates);
    }
    let (first, second) = halves(&text)?;
    let ((one, one_axis), (two, two_axis)) = (angle(&first)?, angle(&second)?);
    let (lat, lon) = match (one_axis, two_axis) {
        (Some(Axis::Lat), Some(Axis::Lat)) => return Err(BadPoint::Unreadable("two latitudes")),
        (Some(Axis::Lon), Some(Axis::Lon)) => return Err(BadPoint::Unreadable("two longitudes")),
        (Some(Axis::Lon), _) | (_, Some(Axis::Lat)) => (two, one),
        _ => (one, two),
    };
    let on_earth = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
    if on_earth(lat, lon) {
        Ok((lat, lon))
    } else if one_axis.is_none() && two_axis.is_none() && on_earth(lon, lat) {
        Err(BadPoint::Swapped { meant: (lon, lat) })
    } else {
        Err(BadPoint::OffEarth { lat, lon })
    }
}

/// The text with one sign for each meaning.
fn plain(text: &str) -> String {
    let text = text.trim();
    let text = text.get(..4).filter(|s| s.eq_ignore_ascii_case("geo:")).map_or(text, |_| &text[4..]);
    let same = |c: char| match c {
        '′' | '’' | '‘' | '`' | '´' => '\'',
        '″' | '”' | '“' => '"',
        'º' | '˚' => '°',
        '−' | '–' => '-',
        '\u{a0}' | '\t' => ' ',
        c => c.to_ascii_uppercase(),
    };
    text.chars().map(same).collect::<String>().replace("''", "\"")
}

/// Whether there are two numbers, or one with a sign of degrees, and no letters
/// but those of the compass.
fn is_coordinates(text: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || " +-.,;°'\"NSEW()/:".contains(c);
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|n| !n.is_empty()).count();
    text.chars().all(known) && (numbers >= 2 || (numbers == 1 && text.contains('°')))
}

/// The two coordinates apart.
fn halves(text: &str) -> Result<(String, String), BadPoint> {
    let text = text.trim_matches(['(', ')', ' ']);
    let letters: Vec<usize> = text.match_indices(['N', 'S', 'E', 'W']).map(|(at, _)| at).collect();
    let cut = match letters[..] {
        [0, second] => Some(second),
        [first, _] | [first] if first > 0 => Some(first + 1),
        [] => None,
        _ => return Err(BadPoint::Unreadable("too many letters of the compass, or too few")),
    };
    let cut = cut.map_or_else(|| unlettered(text), Ok)?;
    let (first, second) = text.split_at_checked(cut).unwrap_or((text, ""));
    let clean = |half: &str| half.trim_matches([' ', ',', ';', '/']).replace(',', ".");
    let (first, second) = (clean(first), clean(second));
    if first.is_empty() || second.is_empty() {
        return Err(BadPoint::Unreadable("only one coordinate"));
    }
    Ok((first, second))
}

/// Where two coordinates without letters part.
fn unlettered(text: &str) -> Result<usize, BadPoint> {
    if let Some(at) = text.find([';', '/']) {
        return Ok(at);
    }
    let commas: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
    match commas[..] {
        [at] => return Ok(at),
        // "39,6 46,5": commas for points.
        [_, _] => return text.find(' ').ok_or(BadPoint::Unreadable("which comma parts the coordinates?")),
        [] => {}
        _ => return Err(BadPoint::Unreadable("which comma parts the coordinates?")),
    }
    // "39°36' 46°30'": the second degree sign begins at its number.
    if let Some(second) = text.match_indices('°').nth(1).map(|(at, _)| at) {
        let before = text[..second].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        return if before.is_empty() { Err(BadPoint::Unreadable("only one coordinate")) } else { Ok(before.len()) };
    }
    match text.split_whitespace().count() {
        2 => text.find(' ').ok_or(BadPoint::Unreadable("only one coordinate")),
        1 => Err(BadPoint::Unreadable("only one coordinate")),
        _ => Err(BadPoint::Unreadable("degrees, minutes and seconds need their signs")),
    }
}

/// One coordinate in degrees, and which one its letter says it is.
fn angle(text: &str) -> Result<(f64, Option<Axis>), BadPoint> {
    let letter = text.find(['N', 'S', 'E', 'W']).and_then(|at| text[at..].chars().next());
    let body = text.replace(['N', 'S', 'E', 'W'], " ");
    let body = body.trim();
    let (negative, body) = match body.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, body.strip_prefix('+').unwrap_or(body)),
    };
    if negative && letter.is_some() {
        return Err(BadPoint::Unreadable("a minus sign and a letter of the compass"));
    }
    let parts: Vec<&str> = body.split([' ', '°', '\'', '"', ':']).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() || parts.len() > 3 || body.contains('-') {
        return Err(BadPoint::Unreadable("a number that cannot be read"));
    }
    let mut degrees = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        let value: f64 = part.parse().ok().ok_or(BadPoint::Unreadable("a number that cannot be read"))?;
        if unit > 1.0 && value >= 60.0 {
            return Err(BadPoint::Unreadable("60 minutes or seconds, or more"));
        }
        degrees += value / unit;
    }
    let (axis, south_or_west) = match letter {
        Some('N') => (Some(Axis::Lat), false),
        Some('S') => (Some(Axis::Lat), true),
        Some('E') => (Some(Axis::Lon), false),
        Some('W') => (Some(Axis::Lon), true),
        _ => (None, negative),
    };
    Ok((if south_or_west { -degrees } else { degrees }, axis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_as_people_write_them() {
        for text in [
            "39.6,46.5",
            " 39.6 46.5 ",
            "39.6, 46.5",
            "39.6; 46.5",
            "39,6 46,5",
            "39°36'N 46°30'E",
            "39°36′0″N, 46°30′E",
            "39º36' 46º30'",
            "N39.6 E46.5",
            "46.5E 39.6N",
            "39.6N,46.5E",
            "(39.6, 46.5)",
            "geo:39.6,46.5",
            "39.6°46.5°",
            "+39.6 +46.5",
        ] {
            let (lat, lon) = parse_point(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert!((lat - 39.6).abs() < 1e-9 && (lon - 46.5).abs() < 1e-9, "{text}: {lat}, {lon}");
        }
        assert_eq!(parse_point("-33.5,-70.25"), Ok((-33.5, -70.25)));
        assert_eq!(parse_point("33.5S 70.25W"), Ok((-33.5, -70.25)));
        assert_eq!(parse_point("33°30'36\"S 70°15'W"), Ok((-33.51, -70.25)));
    }

    proptest::proptest! {
        #[test]
        fn nothing_breaks_it(text in "[-0-9.,;:°'\"NSEW ′″()/+−]{0,24}|\\PC{0,12}") {
            if let Ok((lat, lon)) = parse_point(&text) {
                proptest::prop_assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0);
            }
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let why = |text: &str| parse_point(text).unwrap_err().to_string();
        assert!(why("139,46.5").contains("swapped? (latitude comes first: 46.5,139)"), "{}", why("139,46.5"));
        assert!(why("239,46.5").contains("not on the earth"));
        assert!(why("39,6,46,5").contains("which comma"));
        assert!(why("39.6N 46.5N").contains("two latitudes"));
        assert!(why("39°76'N 46°30'E").contains("60 minutes"));
        assert!(why("-39.6S 46.5E").contains("minus sign"));
        assert!(why("39 36 46 30").contains("need their signs"));
        assert!(why("39°36'N").contains("only one"));
        for name in ["Goris", "100 Mile House", "1770", "N", "", "St. John's", "39"] {
            assert_eq!(parse_point(name), Err(BadPoint::NotCoordinates), "{name}");
        }
    }
}
