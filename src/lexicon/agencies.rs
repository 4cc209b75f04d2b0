//! `agencies.tsv`: news agencies as they sign datelines and endings.

use rustc_hash::FxHashMap;

use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/agencies.tsv";

/// The agencies by every name under which they sign.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    names: FxHashMap<String, String>,
    /// All of them, sorted.
    printed: Vec<String>,
    /// Whether some name begins with a byte.
    initials: [u64; 4],
    longest: usize,
}

impl Agencies {
    /// The English table.
    ///
    /// # Errors
    /// When a row is broken.
    pub fn english() -> Result<Self> {
        let mut table = Self::default();
        tsv::read(TABLE, include_str!("../../lexicon/en/agencies.tsv"), &["name", "aliases"], |row| {
            let name = row.need("name")?;
            for alias in std::iter::once(name).chain(row.list("aliases")) {
                table.longest = table.longest.max(alias.split([' ', '-']).count());
                if let Some(other) = table.names.insert(alias.to_owned(), name.to_owned())
                    && other != name
                {
                    return Err(row.error(format!("'{alias}' also means {other}"), "keep it in one row"));
                }
            }
            Ok(())
        })?;
        table.printed = table.names.keys().cloned().collect();
        table.printed.sort_unstable();
        for byte in table.printed.iter().filter_map(|name| name.bytes().next()) {
            table.initials[usize::from(byte) / 64] |= 1 << (byte % 64);
        }
        Ok(table)
    }

    /// Whether a name may begin with these letters; `false` is certain.
    pub fn begin_with(&self, letters: &str) -> bool {
        let Some(first) = letters.bytes().next() else { return true };
        if self.initials[usize::from(first) / 64] >> (first % 64) & 1 == 0 {
            return false;
        }
        let at = self.printed.partition_point(|name| name.as_str() < letters);
        self.printed.get(at).is_some_and(|name| name.starts_with(letters))
    }

    /// The agency's usual name, for a name as printed.
    pub fn named(&self, printed: &str) -> Option<&str> {
        self.names.get(printed.trim()).map(String::as_str)
    }

    /// The words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_printed_lead_to_one_agency() {
        let agencies = Agencies::english().unwrap();
        assert_eq!(agencies.named("REUTERS"), Some("Reuters"));
        assert_eq!(agencies.named("The Associated Press"), Some("AP"));
        assert_eq!(agencies.named("Ap"), None);
        assert!(agencies.begin_with("Reu") && agencies.begin_with("The Associated Press"));
        assert!(!agencies.begin_with("reu") && !agencies.begin_with("Reuterses"));
    }
}
