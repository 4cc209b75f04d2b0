//! Words that place an event beside a place: `relation_words.tsv`, and the
//! compass: `bearings.tsv`.

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const WORDS: &str = include_str!("../../lexicon/en/relation_words.tsv");
const BEARINGS: &str = include_str!("../../lexicon/en/bearings.tsv");

/// What sort of place beside another the words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BesideKind {
    /// Anywhere near it.
    Near,
    /// Its rim.
    Outskirts,
    /// On the way there.
    Toward,
}

/// A relation to a named place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// What sort it is.
    pub kind: BesideKind,
    /// Within how many kilometres of the place it lies.
    pub km: f64,
}

/// The two tables.
#[derive(Debug, Clone, Default)]
pub struct RelationWords {
    beside: Phrases<Beside>,
    after: Phrases<Beside>,
    bearings: Phrases<f64>,
    bearings_on: Phrases<f64>,
}

impl RelationWords {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self { beside: Phrases::backwards(), bearings: Phrases::backwards(), ..Self::default() };
        tsv::read("lexicon/en/relation_words.tsv", WORDS, &["words", "kind", "km", "side"], |row| {
            let kind = match row.need("kind")? {
                "near" => BesideKind::Near,
                "outskirts" => BesideKind::Outskirts,
                "toward" => BesideKind::Toward,
                other => return Err(row.error(format!("kind '{other}'"), "use near, outskirts or toward")),
            };
            let beside = Beside { kind, km: number(row, "km")? };
            match row.get("side") {
                "" => all.beside.add(row.need("words")?, beside),
                "after" => all.after.add(row.need("words")?, beside),
                other => return Err(row.error(format!("side '{other}'"), "use after, or leave it empty")),
            }
            Ok(())
        })?;
        tsv::read("lexicon/en/bearings.tsv", BEARINGS, &["word", "bearing"], |row| {
            let bearing = number(row, "bearing")?;
            all.bearings.add(row.need("word")?, bearing);
            all.bearings_on.add(row.need("word")?, bearing);
            Ok(())
        })?;
        Ok(all)
    }

    /// The relation whose words end at `word(0)`, lower case, backwards, with
    /// their number.
    pub fn beside<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Beside)> {
        self.beside.longest(word)
    }

    /// The relation whose words begin at `word(0)`, after the name, lower case.
    pub fn after<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Beside)> {
        self.after.longest(word)
    }

    /// The bearing whose words end at `word(0)`, lower case, backwards, with
    /// their number: degrees from north.
    pub fn bearing<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.bearings.longest(word)
    }

    /// The bearing whose words begin at `word(0)`, lower case.
    pub fn bearing_on<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, f64)> {
        self.bearings_on.longest(word)
    }
}

/// A cell that must hold a number.
///
/// # Errors
/// When it holds none.
pub(super) fn number(row: &tsv::Row<'_>, column: &str) -> Result<f64> {
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
        assert_eq!(t.bearing_on(|i| ["south", "east"].get(i).copied()), Some((2, 135.0)));
        let after = ["outskirts", "on"];
        assert_eq!(t.after(|i| after.get(i).copied()).map(|(_, b)| b.kind), Some(BesideKind::Outskirts));
    }
}
