//! `abbreviations.tsv`, `stop_words.tsv`, `hyphen_prefixes.tsv`: words about
//! full stops and hyphens, and the commonest words of the language.

use rustc_hash::FxHashSet;

use super::gate::Gate;
use super::tsv;
use crate::error::Result;
use crate::text::{Abbreviation, Abbreviations};

const ABBREVIATIONS: &str = "lexicon/en/abbreviations.tsv";
const HYPHEN_PREFIXES: &str = "lexicon/en/hyphen_prefixes.tsv";
const STOP_WORDS: &str = "lexicon/en/stop_words.tsv";

/// A set of words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    gate: Gate,
    all: FxHashSet<String>,
    /// Those of at most eight letters of ASCII, packed.
    short: FxHashSet<u64>,
}

impl Words {
    fn insert(&mut self, word: &str) {
        self.gate.add(word);
        self.all.insert(word.to_owned());
        self.short.extend(packed(word));
    }

    /// Whether it holds a word.
    pub fn contains(&self, word: &str) -> bool {
        self.gate.passes(word) && self.all.contains(word)
    }
}

impl Words {
    /// Whether it holds a word of at most eight letters of ASCII, in whatever
    /// case the word is given.
    pub fn contains_short(&self, word: &str) -> bool {
        packed(word).is_some_and(|letters| self.short.contains(&letters))
    }
}

/// Up to eight letters, in lower case.
fn packed(word: &str) -> Option<u64> {
    let letter = |all: u64, byte: u8| all << 8 | u64::from(byte.to_ascii_lowercase());
    (word.len() <= 8 && word.is_ascii()).then(|| word.bytes().fold(0, letter))
}

/// The English abbreviations and sentence openers.
///
/// # Errors
/// When a row is broken.
pub fn abbreviations() -> Result<Abbreviations> {
    let mut words = Abbreviations::default();
    tsv::read(ABBREVIATIONS, include_str!("../../lexicon/en/abbreviations.tsv"), &["word", "class"], |row| {
        let word = row.need("word")?.to_owned();
        let kind = match row.need("class")? {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::Number,
            "plain" => Abbreviation::Plain,
            "hour" => Abbreviation::Hour,
            "opener" => {
                words.openers.insert(word);
                return Ok(());
            }
            "after_hour" => {
                words.after_hour.insert(word);
                return Ok(());
            }
            other => {
                return Err(row.error(format!("class '{other}'"), "title, number, plain, hour, opener or after_hour"));
            }
        };
        words.words.insert(word, kind);
        Ok(())
    })?;
    Ok(words)
}

/// The commonest English words.
///
/// # Errors
/// When a row is broken.
pub fn stop_words() -> Result<Words> {
    set(STOP_WORDS, include_str!("../../lexicon/en/stop_words.tsv"))
}

/// First parts after which a hyphen belongs to the word.
///
/// # Errors
/// When a row is broken.
pub fn hyphen_prefixes() -> Result<Words> {
    set(HYPHEN_PREFIXES, include_str!("../../lexicon/en/hyphen_prefixes.tsv"))
}

fn set(table: &str, text: &str) -> Result<Words> {
    let mut words = Words::default();
    tsv::read(table, text, &["word"], |row| {
        words.insert(row.need("word")?);
        Ok(())
    })?;
    Ok(words)
}
