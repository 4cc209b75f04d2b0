//! `agencies.tsv`: news agencies as they sign datelines and endings.

use std::collections::HashMap;

use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/agencies.tsv";

/// The agencies by every name under which they sign.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    names: HashMap<String, String>,
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
        Ok(table)
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
    }
}
