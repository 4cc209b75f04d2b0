//! Countries and their borders by codes, without a search through records.

use std::sync::OnceLock;

use super::index::Index;

/// The ranges of the countries and of the borders in an index.
const COUNTRIES: usize = 0;
const BORDERS: usize = 5;
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
    /// The alpha-2 codes of two neighbours in their order, sorted; made when
    /// first asked for.
    borders: OnceLock<Vec<([u8; 4], u32)>>,
}

impl Codes {
    /// Those of an index.
    pub(crate) fn of(index: &Index) -> Self {
        let mut codes = Self { iso2: vec![NONE; 26 * 26], ..Self::default() };
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

impl Index {
    /// The number of the border between two countries, by alpha-2 in either
    /// order.
    pub(crate) fn border(&self, one: &str, two: &str) -> Option<u32> {
        let asked = both(one, two)?;
        let borders = self.codes().borders.get_or_init(|| {
            let of = |id| {
                let countries = self.extras(id, self.packed(id)).text.split(';').nth(1)?;
                countries.split_once(',').and_then(|(a, b)| Some((both(a, b)?, id)))
            };
            let mut borders: Vec<([u8; 4], u32)> = self.range(BORDERS).take(MOST).filter_map(of).collect();
            borders.sort_unstable();
            borders
        });
        let at = borders.partition_point(|(pair, _)| *pair < asked);
        borders.get(at).filter(|(pair, _)| *pair == asked).map(|(_, id)| *id)
    }
}

/// Two codes in their order.
fn both(one: &str, two: &str) -> Option<[u8; 4]> {
    let ([a, b], [c, d]) = (one.as_bytes(), two.as_bytes()) else { return None };
    Some(if one < two { [*a, *b, *c, *d] } else { [*c, *d, *a, *b] })
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
        assert!(gazetteer.border_between("AZ", "AM").is_some());
        assert_eq!(gazetteer.border_between("AM", "AZ"), gazetteer.border_between("AZ", "AM"));
        assert_eq!(gazetteer.border_between("AM", "PT"), None);
        for code in ["", "A", "az", "ÄA", "AZEX", "aze", "ZZ", "ZZZ"] {
            assert_eq!(gazetteer.country_by_iso2(code), None, "{code}");
            assert_eq!(gazetteer.country_by_iso3(code), None, "{code}");
        }
    }
}
