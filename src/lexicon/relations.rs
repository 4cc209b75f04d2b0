//! Words that place an event beside a place: `relation_words.tsv`, and the
//! compass: `bearings.tsv`.

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const WORDS: &str = include_str!("../../lexicon/en/relation_words.tsv");
const BEARINGS: &str = include_str!("../../lexicon/en/bearings.tsv");

/// A relation to a named place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// Whether the event is on the way there, and not beside it.
    pub toward: bool,
    /// Within how many kilometres of the place it lies.
    pub km: f64,
}

/// The two tables.
#[derive(Debug, Clone, Default)]
pub struct RelationWords {
    beside: Phrases<Beside>,
    bearings: Phrases<f64>,
}

impl RelationWords {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self { beside: Phrases::backwards(), bearings: Phrases::backwards() };
        tsv::read("lexicon/en/relation_words.tsv", WORDS, &["words", "kind", "km"], |row| {
            let toward = match row.need("kind")? {
                "near" => false,
                "toward" => true,
                other => return Err(row.error(format!("kind '{other}'"), "use near or toward")),
            };
            let km = number(row, "km")?;
            all.beside.add(row.need("words")?, Beside { toward, km });
            Ok(())
        })?;
        tsv::read("lexicon/en/bearings.tsv", BEARINGS, &["word", "bearing"], |row| {
            all.bearings.add(row.need("word")?, number(row, "bearing")?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The relation whose words end at `word(0)`, lower case, backwards, with
    /// their number.
    pub fn beside<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Beside)> {
        self.beside.longest(word)
    }

    /// The bearing whose words end at `word(0)`, lower case, backwards, with
    /// their number: degrees from north.
    pub fn bearing<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.bearings.longest(word)
    }
}

fn number(row: &tsv::Row<'_>, column: &str) -> Result<f64> {
    let parsed = row.need(column)?.parse().ok().filter(|n: &f64| n.is_finite());
    parsed.ok_or_else(|| row.error(format!("column '{column}' is no number"), "write it as 22.5"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_read_backwards_from_the_name() {
        let t = RelationWords::english().unwrap();
        let near = ["near"];
        assert_eq!(t.beside(|i| near.get(i).copied()).map(|(_, b)| b.km), Some(10.0));
        let outskirts = ["of", "outskirts", "the", "on"];
        assert_eq!(t.beside(|i| outskirts.get(i).copied()).map(|(n, _)| n), Some(4));
        let south_east = ["east", "south"];
        assert_eq!(t.bearing(|i| south_east.get(i).copied()), Some((2, 135.0)));
    }
}
