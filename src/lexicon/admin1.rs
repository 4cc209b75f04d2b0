//! Abbreviations of states and provinces: `lexicon/en/admin1_abbreviations.tsv`.

use rustc_hash::FxHashMap;

use super::tsv;
use crate::error::Result;

const TEXT: &str = include_str!("../../lexicon/en/admin1_abbreviations.tsv");

/// A first-order division that an abbreviation may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abbreviated {
    /// ISO 3166-1 alpha-2 of its country.
    pub iso2: &'static str,
    /// GeoNames code of the division.
    pub admin1: &'static str,
    /// Its full name.
    pub name: &'static str,
    /// Whether the form is plain enough to stand without a town before it.
    pub alone: bool,
}

/// The table; forms are kept without full stops and spaces.
#[derive(Debug, Clone, Default)]
pub struct Admin1Abbreviations {
    forms: FxHashMap<String, Vec<Abbreviated>>,
}

impl Admin1Abbreviations {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut forms: FxHashMap<String, Vec<Abbreviated>> = FxHashMap::default();
        let columns = ["form", "iso2", "admin1", "name"];
        tsv::read("lexicon/en/admin1_abbreviations.tsv", TEXT, &columns, |row| {
            let form = row.need("form")?;
            let capitals = form.chars().all(|c| c.is_uppercase() || c == '.');
            let alone = capitals && (form.len() == 3 || form.matches('.').count() > 1);
            let division =
                Abbreviated { iso2: row.need("iso2")?, admin1: row.need("admin1")?, name: row.need("name")?, alone };
            forms.entry(key(form)).or_default().push(division);
            Ok(())
        })?;
        Ok(Self { forms })
    }

    /// What the form may mean, as written in the text: "Ky.", "KY", "W. Va.".
    pub fn find(&self, form: &str) -> &[Abbreviated] {
        if form.len() > 8 || !form.starts_with(char::is_uppercase) {
            return &[];
        }
        let found = if form.contains(['.', ' ']) { self.forms.get(&key(form)) } else { self.forms.get(form) };
        found.map_or(&[], Vec::as_slice)
    }
}

fn key(form: &str) -> String {
    form.chars().filter(|c| !matches!(c, '.' | ' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_and_agency_forms_are_found() {
        let t = Admin1Abbreviations::english().unwrap();
        assert_eq!(t.find("Ky.").first().map(|a| a.admin1), Some("KY"));
        assert_eq!(t.find("W.Va.").first().map(|a| a.name), Some("West Virginia"));
        assert_eq!(t.find("WA").len(), 2, "Washington and Western Australia");
        assert!(t.find("B.C.").iter().any(|a| a.iso2 == "CA" && a.alone));
        assert!(t.find("in").is_empty() && t.find("IN").iter().all(|a| !a.alone));
    }
}
