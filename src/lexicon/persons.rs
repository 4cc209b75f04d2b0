//! What persons are called: given names, family names, and the titles before
//! them (`first_names.tsv`, `surnames.tsv`, `person_titles.tsv`).

use rustc_hash::FxHashMap;

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const FIRST: &str = include_str!("../../lexicon/en/first_names.tsv");
const LAST: &str = include_str!("../../lexicon/en/surnames.tsv");
const TITLES: &str = include_str!("../../lexicon/en/person_titles.tsv");

/// How strongly a word speaks for a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameStrength {
    /// The name is also a common English word: "Grace", "Will".
    Weak,
    /// It is a name and nothing else in English.
    Strong,
}

/// What sort of title stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    /// A form of address: "Mr", "Sheikh".
    Form,
    /// A rank of army or police: "Gen.".
    Rank,
    /// An office: "President".
    Office,
    /// A role, in lower case: "spokesman", "activist".
    Role,
}

/// The tables of persons' names.
#[derive(Debug, Clone, Default)]
pub struct Persons {
    first: FxHashMap<Box<str>, NameStrength>,
    last: FxHashMap<Box<str>, NameStrength>,
    titles: Phrases<Title>,
    titles_lower: Phrases<Title>,
    roles: Phrases<Title>,
}

impl Persons {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self {
            first: read_names("lexicon/en/first_names.tsv", FIRST)?,
            last: read_names("lexicon/en/surnames.tsv", LAST)?,
            ..Self::default()
        };
        all.roles = Phrases::backwards();
        tsv::read("lexicon/en/person_titles.tsv", TITLES, &["title", "kind"], |row| {
            let title = row.need("title")?;
            let kind = match row.need("kind")? {
                "form" => Title::Form,
                "rank" => Title::Rank,
                "office" => Title::Office,
                "role" => Title::Role,
                other => return Err(row.error(format!("kind '{other}'"), "use form, rank, office or role")),
            };
            if kind == Title::Role {
                all.roles.add(title, kind);
            } else {
                all.titles.add_as_written(title, kind);
                all.titles_lower.add(title, kind);
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// Whether a word is a given name. `lower`: the word in lower case.
    pub fn first(&self, lower: &str) -> Option<NameStrength> {
        self.first.get(lower).copied()
    }

    /// Whether a word is a family name. `lower`: the word in lower case.
    pub fn last(&self, lower: &str) -> Option<NameStrength> {
        self.last.get(lower).copied()
    }

    /// The capitalised title that begins at `word(0)`, as written.
    pub fn title<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Title)> {
        self.titles.longest(word)
    }

    /// The title that begins at `word(0)`, in lower case: for texts in capitals.
    pub fn title_lower<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Title)> {
        self.titles_lower.longest(word)
    }

    /// Whether the lower-case word is a role that a name may follow.
    pub fn is_role(&self, lower: &str) -> bool {
        self.roles.one(lower).is_some()
    }
}

fn read_names(table: &'static str, text: &'static str) -> Result<FxHashMap<Box<str>, NameStrength>> {
    let mut names = FxHashMap::default();
    tsv::read(table, text, &["name", "flag"], |row| {
        let strength = match row.get("flag") {
            "" => NameStrength::Strong,
            "word" => NameStrength::Weak,
            other => return Err(row.error(format!("flag '{other}'"), "leave it empty or use word")),
        };
        names.insert(row.need("name")?.to_lowercase().into(), strength);
        Ok(())
    })?;
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_are_found() {
        let p = Persons::english().unwrap();
        assert_eq!(p.first("vladimir"), Some(NameStrength::Strong));
        assert_eq!(p.first("grace"), Some(NameStrength::Weak));
        assert_eq!(p.first("said"), None);
        assert_eq!(p.last("smith"), Some(NameStrength::Weak));
        let text = ["Prime", "Minister", "Nikol"];
        assert_eq!(p.title(|i| text.get(i).copied()), Some((2, Title::Office)));
        assert!(p.is_role("spokesman") && !p.is_role("village"));
    }
}
