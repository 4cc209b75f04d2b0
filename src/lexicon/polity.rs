//! Verbs and nouns that make a government of a capital or country beside them
//! (`speech_verbs.tsv`, `polity_words.tsv`).

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const VERBS: &str = include_str!("../../lexicon/en/speech_verbs.tsv");
const WORDS: &str = include_str!("../../lexicon/en/polity_words.tsv");

/// The two tables.
#[derive(Debug, Clone, Default)]
pub struct Polity {
    verbs: Phrases<bool>,
    possessed: Phrases<()>,
    relation: Phrases<()>,
    toward: Phrases<()>,
}

impl Polity {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all = Self { relation: Phrases::backwards(), toward: Phrases::backwards(), ..Self::default() };
        tsv::read("lexicon/en/speech_verbs.tsv", VERBS, &["verb", "kind"], |row| {
            match row.need("kind")? {
                "speech" => all.verbs.add(row.need("verb")?, true),
                "politics" => all.verbs.add(row.need("verb")?, false),
                other => return Err(row.error(format!("kind '{other}'"), "use speech or politics")),
            }
            Ok(())
        })?;
        tsv::read("lexicon/en/polity_words.tsv", WORDS, &["words", "kind"], |row| {
            let words = row.need("words")?;
            match row.need("kind")? {
                "possessed" => all.possessed.add(words, ()),
                "relation" => all.relation.add(words, ()),
                "toward" => all.toward.add(words, ()),
                other => return Err(row.error(format!("kind '{other}'"), "use possessed, relation or toward")),
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// Whether a verb of speech or politics begins at `word(0)`, lower case.
    pub fn verb<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        self.verbs.longest(word).is_some()
    }

    /// Whether a verb of speech begins at `word(0)`, lower case.
    pub fn speech<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        self.verbs.longest(word).is_some_and(|(_, speech)| speech)
    }

    /// Whether what governments have begins at `word(0)`: "support".
    pub fn possessed<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        self.possessed.longest(word).is_some()
    }

    /// Whether what stands between governments ends at `word(0)`, backwards.
    pub fn relation<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        self.relation.longest(word).is_some()
    }

    /// Whether what is done to governments ends at `word(0)`, backwards.
    pub fn toward<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> bool {
        self.toward.longest(word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn governments_speak_and_have() {
        let t = Polity::english().unwrap();
        assert!(t.speech(|i| ["said"].get(i).copied()));
        assert!(t.verb(|i| ["signed"].get(i).copied()) && !t.speech(|i| ["signed"].get(i).copied()));
        assert!(t.possessed(|i| ["foreign", "ministry"].get(i).copied()));
        assert!(t.toward(|i| ["with", "talks"].get(i).copied()));
    }
}
