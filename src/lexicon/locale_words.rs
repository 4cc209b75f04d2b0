//! Words that tell for whose readers a report is written:
//! `lexicon/en/locale_words.tsv`.

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const TEXT: &str = include_str!("../../lexicon/en/locale_words.tsv");

/// A country to which a phrase points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Locale {
    /// ISO 3166-1 alpha-2.
    pub iso2: &'static str,
    /// 2 for a word of its institutions, 1 for a spelling shared with others.
    pub weight: f32,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct LocaleWords {
    phrases: Phrases<Locale>,
}

impl LocaleWords {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut phrases = Phrases::default();
        tsv::read("lexicon/en/locale_words.tsv", TEXT, &["words", "iso2", "weight"], |row| {
            let number = row.need("weight")?.parse().ok().filter(|w: &f32| w.is_finite());
            let weight = number.ok_or_else(|| row.error("the weight is no number", "write 1 or 2"))?;
            phrases.add(row.need("words")?, Locale { iso2: row.need("iso2")?, weight });
            Ok(())
        })?;
        Ok(Self { phrases })
    }

    /// All countries to which the phrases that begin at `word(0)` point, words
    /// in lower case.
    pub fn at<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> impl Iterator<Item = Locale> {
        self.phrases.all(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_points_to_every_country_that_uses_it() {
        let t = LocaleWords::english().unwrap();
        let at = |words: &[&str]| t.at(|i| words.get(i).copied()).map(|l| l.iso2).collect::<Vec<_>>();
        assert_eq!(at(&["school", "district"]), ["US"]);
        assert_eq!(at(&["neighbourhood"]), ["CA", "GB"]);
        assert!(at(&["village"]).is_empty());
    }
}
