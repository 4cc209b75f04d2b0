//! Words for lines between two places: `line_words.tsv`. "the road from X to
//! Y", "the border of A and B", "between X and Y".

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const LINES: &str = include_str!("../../lexicon/en/line_words.tsv");

/// What a word of the table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineWord {
    /// Runs between two places: "road".
    Road,
    /// Two places meet there: "border".
    Border,
    /// Stands between the line's word and the first name: "linking".
    Link,
    /// As a link, and without a line's word too: "between".
    Between,
    /// Stands between the two names: "and".
    Joint,
    /// Describes the line: "main", "northern".
    Side,
}

/// The table, for reading on and for reading back.
#[derive(Debug, Clone, Default)]
pub struct LineWords {
    on: [Phrases<()>; 6],
    back: [Phrases<()>; 6],
}

impl LineWords {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self { back: std::array::from_fn(|_| Phrases::backwards()), ..Self::default() };
        tsv::read("lexicon/en/line_words.tsv", LINES, &["words", "kind"], |row| {
            let kind = match row.need("kind")? {
                "road" => LineWord::Road,
                "border" => LineWord::Border,
                "link" => LineWord::Link,
                "between" => LineWord::Between,
                "joint" => LineWord::Joint,
                "side" => LineWord::Side,
                other => return Err(row.error(format!("kind '{other}'"), "see the table's head for the kinds")),
            };
            let words = row.need("words")?;
            for table in [&mut all.on, &mut all.back] {
                if let Some(phrases) = table.get_mut(kind as usize) {
                    phrases.add(words, ());
                }
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// How many words of that kind begin at `word(0)`, lower case.
    pub fn on<'w>(&self, kind: LineWord, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.on.get(kind as usize)?.longest(word).map(|(len, ())| len)
    }

    /// How many words of that kind end at `word(0)`, lower case, backwards.
    pub fn back<'w>(&self, kind: LineWord, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.back.get(kind as usize)?.longest(word).map(|(len, ())| len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_either_direction() {
        let t = LineWords::english().unwrap();
        assert_eq!(t.on(LineWord::Border, |n| ["line", "of", "contact"].get(n).copied()), Some(3));
        assert_eq!(t.back(LineWord::Between, |n| ["between", "halfway"].get(n).copied()), Some(2));
        assert_eq!(t.on(LineWord::Road, |n| ["market"].get(n).copied()), None);
    }
}
