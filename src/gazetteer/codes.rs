//! Countries by their codes, without a search.

use super::index::Index;

/// The range of the countries in an index.
const COUNTRIES: usize = 0;
/// More than there are.
const MOST: usize = 1000;
/// No country.
const NONE: u32 = u32::MAX;

/// The countries of an index by their codes.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    /// By the two letters of alpha-2.
    iso2: Vec<u32>,
    /// Alpha-3, sorted.
    iso3: Vec<([u8; 3], u32)>,
}

impl Codes {
    /// Those of an index.
    pub(crate) fn of(index: &Index) -> Self {
        let mut codes = Self { iso2: vec![NONE; 26 * 26], iso3: Vec::new() };
        for id in index.range(COUNTRIES).take(MOST) {
            let slot = pair(index.iso2(id)).and_then(|at| codes.iso2.get_mut(at));
            if let Some(slot) = slot.filter(|slot| **slot == NONE) {
                *slot = id;
            }
            if let Ok(iso3) = index.code(id).as_bytes().try_into() {
                codes.iso3.push((iso3, id));
            }
        }
        codes.iso3.sort_unstable();
        codes
    }

    /// The number of a country by alpha-2.
    pub(crate) fn by_iso2(&self, iso2: &str) -> Option<u32> {
        self.iso2.get(pair(iso2)?).copied().filter(|id| *id != NONE)
    }

    /// The number of a country by alpha-3.
    pub(crate) fn by_iso3(&self, iso3: &str) -> Option<u32> {
        let at = self.iso3.partition_point(|(code, _)| code.as_slice() < iso3.as_bytes());
        self.iso3.get(at).filter(|(code, _)| code == iso3.as_bytes()).map(|(_, id)| *id)
    }
}

/// Two capitals as a number.
fn pair(iso2: &str) -> Option<usize> {
    match iso2.as_bytes() {
        [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => Some(usize::from(a - b'A') * 26 + usize::from(b - b'A')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_country_is_found_by_both_codes() {
        let gazetteer = Gazetteer::embedded().unwrap();
        assert!(gazetteer.countries().count() >= 245);
        for country in gazetteer.countries() {
            assert_eq!(gazetteer.country_by_iso2(country.iso2), Some(country));
            assert_eq!(gazetteer.country_by_iso3(country.iso3), Some(country));
        }
        for code in ["", "A", "az", "ÄA", "AZEX", "aze", "ZZ", "ZZZ"] {
            assert_eq!(gazetteer.country_by_iso2(code), None, "{code}");
            assert_eq!(gazetteer.country_by_iso3(code), None, "{code}");
        }
    }
}
