//! Newspapers and stations with the town they serve (`outlets.tsv`), and the
//! words that their names are made of (`outlet_words.tsv`).

use rustc_hash::FxHashMap;

use super::tsv;
use crate::error::Result;

const OUTLETS: &str = include_str!("../../lexicon/en/outlets.tsv");
const WORDS: &str = include_str!("../../lexicon/en/outlet_words.tsv");

/// An outlet and the town it serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlet {
    /// The town's name.
    pub town: &'static str,
    /// ISO 3166-1 alpha-2 of its country.
    pub iso2: &'static str,
    /// GeoNames code of its first-order division; empty where not needed.
    pub admin1: &'static str,
}

/// The two tables.
#[derive(Debug, Clone, Default)]
pub struct Outlets {
    by_domain: FxHashMap<&'static str, Outlet>,
    tails: Vec<&'static str>,
    heads: Vec<&'static str>,
}

impl Outlets {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self::default();
        tsv::read("lexicon/en/outlets.tsv", OUTLETS, &["domain", "town", "iso2", "admin1"], |row| {
            let outlet = Outlet { town: row.need("town")?, iso2: row.need("iso2")?, admin1: row.get("admin1") };
            all.by_domain.insert(row.need("domain")?, outlet);
            Ok(())
        })?;
        tsv::read("lexicon/en/outlet_words.tsv", WORDS, &["word", "side"], |row| {
            match row.need("side")? {
                "after" => all.tails.push(row.need("word")?),
                "before" => all.heads.push(row.need("word")?),
                other => return Err(row.error(format!("side '{other}'"), "use before or after")),
            }
            Ok(())
        })?;
        all.tails.sort_by_key(|w| std::cmp::Reverse(w.len()));
        all.heads.sort_by_key(|w| std::cmp::Reverse(w.len()));
        Ok(all)
    }

    /// The outlet of a host, also of a host below it: "news.example.com".
    pub fn find(&self, host: &str) -> Option<Outlet> {
        let mut rest = host;
        loop {
            if let Some(outlet) = self.by_domain.get(rest) {
                return Some(*outlet);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// What a label such as "thelosangelestimes" may hold as a town: the label
    /// without the words of newspapers, whole and parted in two. Empty where it
    /// holds no such word.
    pub fn split(&self, label: &str) -> Vec<String> {
        let mut core = label;
        let mut cut = false;
        for _ in 0..2 {
            if let Some(rest) = self.tails.iter().find_map(|w| core.strip_suffix(w)).filter(|r| r.len() >= 4) {
                core = rest;
                cut = true;
            }
        }
        if let Some(rest) = self.heads.iter().find_map(|w| core.strip_prefix(w)).filter(|r| r.len() >= 4) {
            core = rest;
        }
        if !cut || !core.is_ascii() {
            return Vec::new();
        }
        let core = core.trim_matches(|c: char| !c.is_alphanumeric());
        let parted = (3..core.len().saturating_sub(2)).map(|at| format!("{} {}", &core[..at], &core[at..]));
        std::iter::once(core.to_owned()).chain(parted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_found_by_host_and_by_the_words_of_their_names() {
        let t = Outlets::english().unwrap();
        assert_eq!(t.find("www.chicagotribune.com").map(|o| o.town), Some("Chicago"));
        let split = t.split("thesanantonionews");
        assert!(split.iter().any(|town| town == "san antonio"));
        assert!(t.split("example").is_empty());
    }
}
