//! Where two countries meet: `gazetteer/borders.tsv`, made by the codegen from
//! Natural Earth.

const TEXT: &str = include_str!("../../gazetteer/borders.tsv");

/// The border of two countries, as a point and a reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Border {
    /// Degrees north of a point in its middle, WGS 84.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Kilometres from that point to the farther end.
    pub half_km: f64,
}

/// The border between two countries, by ISO 3166-1 alpha-3 codes in any order;
/// `None` where they do not meet on land.
pub fn border(one: &str, two: &str) -> Option<Border> {
    let (a, b) = if one <= two { (one, two) } else { (two, one) };
    // A few hundred short lines, asked for seldom: no index is worth it.
    let row = TEXT.lines().find(|l| l.starts_with(a) && l.get(4..7) == Some(b))?;
    let mut cells = row.split('\t').skip(2).map(str::parse::<f64>);
    let mut next = || cells.next().and_then(Result::ok);
    Some(Border { lat: next()?, lon: next()?, half_km: next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_meet_in_any_order_or_not_at_all() {
        let line = border("AZE", "ARM").unwrap();
        assert_eq!(border("ARM", "AZE"), Some(line));
        assert!((line.lat - 40.2).abs() < 0.5 && (line.lon - 46.0).abs() < 0.5, "in the middle of the long side");
        assert_eq!(border("ARM", "PRT"), None);
        assert_eq!(border("lat", "lon"), None);
    }
}
