//! Countries, de facto states, regions and peoples, and the words news uses
//! for them: `lexicon/en/countries.tsv`.
//!
//! The gazetteer knows where a country lies; this table knows that
//! "Azeri" and "Azerbaijanis" mean it, that "Baku" and "the Kremlin" speak for
//! a government, and that Abkhazia is not Georgia's army.

use super::forms::Forms;
use super::tsv;
use crate::error::Result;

const TABLE: &str = "lexicon/en/countries.tsv";
const TEXT: &str = include_str!("../../lexicon/en/countries.tsv");

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryKind {
    /// A state of ISO 3166-1, or Kosovo.
    State,
    /// A dependency or special region with an ISO 3166-1 code.
    Dependency,
    /// Ruled apart from the state it is held to belong to.
    DeFacto,
    /// Part of a state, or divided between states, with demonyms of its own.
    Region,
    /// Many states or parts of them, a continent, a union: no party to anything.
    Macro,
    /// An ethnic or religious group.
    People,
}

/// How a word or phrase names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// The name, a short name or an abbreviation.
    Name,
    /// The adjective: "Azeri".
    Adjective,
    /// A noun for its people: "Azeris".
    People,
    /// A capital, which in news often stands for the government.
    Capital,
    /// A building or street that stands for the government: "Kremlin".
    Seat,
    /// A name no longer in use: "Zaire".
    FormerName,
    /// An adjective no longer in use: "Soviet".
    FormerAdjective,
}

/// A row of the table. Forms are as written in text, nominative, without "the".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or an own code that begins with "X-".
    pub code: &'static str,
    /// ISO 3166-1 alpha-2, where it has one.
    pub iso2: Option<&'static str>,
    /// Short English name.
    pub name: &'static str,
    /// What it is.
    pub kind: CountryKind,
    /// Code of the state it is held to be part of.
    pub parent: Option<&'static str>,
    /// All other forms, by kind, in the table's order.
    forms: Vec<(FormKind, &'static str)>,
}

impl Country {
    /// ISO 3166-1 alpha-3 of a state or dependency; `None` for the rest, which
    /// never count as their parent: Karabakh's forces are not Azerbaijan's.
    pub fn iso3(&self) -> Option<&'static str> {
        matches!(self.kind, CountryKind::State | CountryKind::Dependency).then_some(self.code)
    }

    /// The forms of one kind; for [`FormKind::Name`] the name itself is not
    /// repeated.
    pub fn forms(&self, kind: FormKind) -> impl Iterator<Item = &'static str> + '_ {
        self.forms.iter().filter(move |(k, _)| *k == kind).map(|(_, f)| *f)
    }

    /// The adjective to write: "Azerbaijani". Falls back on the name.
    pub fn adjective(&self) -> &'static str {
        self.forms(FormKind::Adjective).next().unwrap_or(self.name)
    }
}

/// What a word or phrase can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryHit<'l> {
    /// The country.
    pub country: &'l Country,
    /// How the form names it.
    pub kind: FormKind,
}

/// The table, with its index.
#[derive(Debug, Clone, Default)]
pub struct Countries {
    rows: Vec<Country>,
    by_code: Vec<(&'static str, u32)>,
    by_iso2: Vec<(&'static str, u32)>,
    forms: Forms<(u32, FormKind)>,
}

impl Countries {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut rows = Vec::new();
        tsv::read(TABLE, TEXT, &["code", "iso2", "name", "kind", "parent", "names"], |row| {
            rows.push(read_row(row)?);
            Ok(())
        })?;
        Ok(Self::index(rows))
    }

    fn index(rows: Vec<Country>) -> Self {
        let mut forms = Forms::default();
        let mut by_code = Vec::new();
        let mut by_iso2 = Vec::new();
        for (i, row) in (0u32..).zip(&rows) {
            by_code.push((row.code, i));
            by_iso2.extend(row.iso2.map(|c| (c, i)));
            forms.add(row.name, (i, FormKind::Name));
            for (kind, form) in &row.forms {
                forms.add(form, (i, *kind));
            }
        }
        by_code.sort_unstable();
        by_iso2.sort_unstable();
        forms.sort();
        Self { rows, by_code, by_iso2, forms }
    }

    /// All rows, in the table's order.
    pub fn all(&self) -> &[Country] {
        &self.rows
    }

    /// The row of a code: ISO alpha-3 or an own one ("X-NKR").
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        let i = self.by_code.binary_search_by_key(&code, |(c, _)| c).ok()?;
        self.rows.get(self.by_code.get(i)?.1 as usize)
    }

    /// The row of an ISO 3166-1 alpha-2 code.
    pub fn by_iso2(&self, iso2: &str) -> Option<&Country> {
        let i = self.by_iso2.binary_search_by_key(&iso2, |(c, _)| c).ok()?;
        self.rows.get(self.by_iso2.get(i)?.1 as usize)
    }

    /// Everything that a word or phrase (words parted by single spaces) can
    /// mean, states first, in the table's order: "Congolese" means two states.
    /// Case is ignored but for short forms in capitals: "US" is not "us".
    pub fn find(&self, form: &str) -> Vec<CountryHit<'_>> {
        let hit = |(i, kind): &(u32, FormKind)| {
            let country = self.rows.get(*i as usize)?;
            Some(CountryHit { country, kind: *kind })
        };
        self.forms.find(form).filter_map(hit).collect()
    }

    /// The first meaning of `form` among the kinds given.
    pub fn first(&self, form: &str, kinds: &[FormKind]) -> Option<&Country> {
        self.find(form).into_iter().find(|h| kinds.contains(&h.kind)).map(|h| h.country)
    }

    /// The country of an adjective or people noun, singular or plural:
    /// "Azeri", "Azeris", "Briton".
    pub fn demonym(&self, form: &str) -> Option<&Country> {
        self.first(form, &[FormKind::Adjective, FormKind::People, FormKind::FormerAdjective])
    }

    /// The country of a name in use or a former one.
    pub fn named(&self, form: &str) -> Option<&Country> {
        self.first(form, &[FormKind::Name, FormKind::FormerName])
    }

    /// The country whose government a capital or seat stands for.
    pub fn government(&self, form: &str) -> Option<&Country> {
        self.first(form, &[FormKind::Seat, FormKind::Capital])
    }

    /// The number of words of the longest form, for n-gram scans.
    pub fn longest(&self) -> usize {
        self.forms.longest()
    }
}

fn read_row(row: &tsv::Row<'static>) -> Result<Country> {
    let code = row.need("code")?;
    let own = code.starts_with("X-");
    let kind = match row.need("kind")? {
        "state" => CountryKind::State,
        "dependency" => CountryKind::Dependency,
        "de_facto" => CountryKind::DeFacto,
        "region" => CountryKind::Region,
        "macro_region" => CountryKind::Macro,
        "people" => CountryKind::People,
        other => {
            let remedy = "use state, dependency, de_facto, region, macro_region or people";
            return Err(row.error(format!("kind '{other}'"), remedy));
        }
    };
    if own == matches!(kind, CountryKind::State | CountryKind::Dependency) {
        return Err(row.error(format!("code '{code}' does not fit its kind"), "own codes begin with X-"));
    }
    let columns = [
        (FormKind::Name, "names"),
        (FormKind::Adjective, "adjectives"),
        (FormKind::People, "people"),
        (FormKind::Capital, "capital"),
        (FormKind::Seat, "seats"),
        (FormKind::FormerName, "former_names"),
        (FormKind::FormerAdjective, "former_adjectives"),
    ];
    let forms = columns.iter().flat_map(|(k, c)| row.list(c).map(move |f| (*k, f))).collect();
    Ok(Country { code, iso2: row.opt("iso2"), name: row.need("name")?, kind, parent: row.opt("parent"), forms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(table: &Countries, form: &str) -> Vec<(&'static str, FormKind)> {
        table.find(form).iter().map(|h| (h.country.code, h.kind)).collect()
    }

    #[test]
    fn forms_lead_to_their_country() {
        let t = Countries::english().unwrap();
        for (form, code) in [
            ("Azeri", "AZE"),
            ("azerbaijanis", "AZE"),
            ("Briton", "GBR"),
            ("Burkinabè", "BFA"),
            ("Karabakh", "X-NKR"),
            ("Kurds", "X-KUR"),
            ("Soviet", "RUS"),
        ] {
            assert_eq!(t.demonym(form).map(|c| c.code), Some(code), "{form}");
        }
        for (form, code) in [("U.S.", "USA"), ("Ivory Coast", "CIV"), ("Zaire", "COD"), ("Artsakh", "X-NKR")] {
            assert_eq!(t.named(form).map(|c| c.code), Some(code), "{form}");
        }
        for (form, code) in [("Kremlin", "RUS"), ("White House", "USA"), ("Baku", "AZE"), ("Downing Street", "GBR")] {
            assert_eq!(t.government(form).map(|c| c.code), Some(code), "{form}");
        }
    }

    #[test]
    fn short_capitals_keep_their_case_and_ambiguity_is_kept() {
        let t = Countries::english().unwrap();
        assert!(t.find("us").is_empty());
        assert!(!t.find("US").is_empty());
        assert_eq!(codes(&t, "Congolese")[0].0, "COD");
        assert!(codes(&t, "Congolese").iter().any(|(c, _)| *c == "COG"));
        assert!(codes(&t, "Dominican").len() >= 2);
    }

    #[test]
    fn de_facto_states_are_not_their_parents() {
        let t = Countries::english().unwrap();
        let karabakh = t.by_code("X-NKR").unwrap();
        assert_eq!((karabakh.iso3(), karabakh.parent), (None, Some("AZE")));
        assert_eq!(t.by_iso2("XK").map(|c| c.code), Some("XKX"));
    }

    #[test]
    fn the_table_is_whole_and_consistent() {
        let t = Countries::english().unwrap();
        let isos = t.all().iter().filter(|c| c.iso2.is_some()).count();
        assert_eq!(isos, 250, "249 of ISO 3166-1 and Kosovo");
        for c in t.all() {
            assert!(t.by_code(c.code) == Some(c), "{} stands twice", c.code);
            assert!(c.parent.is_none_or(|p| t.by_code(p).is_some()), "{}: unknown parent", c.code);
            let mut forms: Vec<_> = c.forms.clone();
            forms.sort_unstable();
            forms.dedup();
            assert_eq!(forms.len(), c.forms.len(), "{}: a form stands twice", c.code);
        }
    }
}
