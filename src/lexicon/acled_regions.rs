//! What ACLED writes in `iso` and `region`: `lexicon/en/acled_regions.tsv`.

use rustc_hash::FxHashMap;

use super::tsv;
use crate::error::Result;

const TEXT: &str = include_str!("../../lexicon/en/acled_regions.tsv");

/// ACLED's regions (codebook, and the guide to its API).
const REGIONS: [&str; 17] = [
    "Western Africa",
    "Middle Africa",
    "Eastern Africa",
    "Southern Africa",
    "Northern Africa",
    "South Asia",
    "Southeast Asia",
    "East Asia",
    "Caucasus and Central Asia",
    "Middle East",
    "Europe",
    "North America",
    "Central America",
    "South America",
    "Caribbean",
    "Oceania",
    "Antarctica",
];

/// A country as ACLED codes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coded {
    /// ISO 3166-1 numeric.
    pub iso: Option<u16>,
    /// The region; `None` where it is not sure.
    pub region: Option<&'static str>,
}

/// The table, by ISO 3166-1 alpha-3.
#[derive(Debug, Clone, Default)]
pub struct AcledRegions {
    countries: FxHashMap<&'static str, Coded>,
}

impl AcledRegions {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut countries = FxHashMap::default();
        tsv::read("lexicon/en/acled_regions.tsv", TEXT, &["iso3", "iso", "region"], |row| {
            let number = |text: &str| {
                let number = text.parse::<u16>().ok().filter(|n| *n < 1000);
                number.ok_or_else(|| row.error(format!("iso '{text}'"), "use a number of up to three digits"))
            };
            let region = row.opt("region");
            if let Some(other) = region.filter(|region| !REGIONS.contains(region)) {
                return Err(row.error(format!("region '{other}'"), "use a name of ACLED's"));
            }
            countries.insert(row.need("iso3")?, Coded { iso: row.opt("iso").map(number).transpose()?, region });
            Ok(())
        })?;
        Ok(Self { countries })
    }

    /// How ACLED codes a country; nothing of one that it has not.
    pub fn of(&self, iso3: &str) -> Coded {
        self.countries.get(iso3).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn countries_have_numbers_and_regions() {
        let table = AcledRegions::english().unwrap();
        assert_eq!(table.of("AZE"), Coded { iso: Some(31), region: Some("Caucasus and Central Asia") });
        assert_eq!(table.of("COD"), Coded { iso: Some(180), region: Some("Middle Africa") });
        assert_eq!(table.of("XKX"), Coded { iso: None, region: Some("Europe") });
        assert_eq!((table.of("AFG").region, table.of("?")), (None, Coded::default()));
        let numbers: BTreeSet<u16> = table.countries.values().filter_map(|coded| coded.iso).collect();
        assert_eq!(numbers.len() + 1, table.countries.len(), "a number stands twice");
    }
}
