//! Parts of speech, verb forms, phrases, dependencies: the grammar of a
//! sentence.
//!
//! [`Tagger`] gives each word its tag, [`groups`] joins words to noun and verb
//! groups, [`Parser`] finds what hangs on what. The weights are learned from
//! treebanks (`model/`). Only sentences that may report something need all this.

pub mod groups;
mod lemma;
pub mod model;
mod parser;

pub use lemma::lemma;
pub use model::labels::Label;
pub use model::upos::{Tag, Upos, VerbForm};
pub use parser::{Arc, Parser};

use crate::error::{Error, Result};
use model::table::{Broken, Table};

/// Unpacked by the build script from `model/tagger.bin.xz`.
static TAGGER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tagger.bin"));

/// Gives words their parts of speech.
#[derive(Debug, Clone, Copy)]
pub struct Tagger {
    table: Table<'static>,
}

impl Tagger {
    /// The tagger compiled into the program; it costs nothing to open.
    ///
    /// # Errors
    /// When the weights are broken, which says that the build was.
    pub fn embedded() -> Result<Self> {
        let (table, _) = Table::open(TAGGER).map_err(|why| broken("model/tagger.bin.xz", why))?;
        Ok(Self { table })
    }

    /// The part of speech of each word of one sentence.
    ///
    /// Words are tokens as [`crate::text`] makes them: `'s`, `didn't` and
    /// `44-day` are one each.
    pub fn tag(&self, words: &[&str]) -> Vec<Upos> {
        self.tags(words).into_iter().map(|tag| tag.upos).collect()
    }

    /// The part of speech of each word and, for verbs, the form.
    pub fn tags(&self, words: &[&str]) -> Vec<Tag> {
        model::tagging::tag(words, &self.table)
    }
}

fn broken(what: &str, why: Broken) -> Error {
    Error::Data { what: what.to_owned(), why: why.0.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(sentence: &str) -> String {
        let words: Vec<&str> = sentence.split(' ').collect();
        let tagger = Tagger::embedded().expect("the weights open");
        let tags = tagger.tag(&words);
        assert_eq!(tags.len(), words.len());
        tags.iter().map(|t| t.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn agency_prose_is_tagged() {
        assert_eq!(
            tags("Three soldiers were killed near Lachin on Tuesday ."),
            "NUM NOUN AUX VERB ADP PROPN ADP PROPN PUNCT"
        );
        assert_eq!(
            tags("Baku said its troops didn't attack the village ."),
            "PROPN VERB PRON NOUN AUX VERB DET NOUN PUNCT"
        );
    }

    #[test]
    fn capitals_do_not_make_names() {
        assert_eq!(tags("THREE SOLDIERS WERE KILLED ON TUESDAY ."), "NUM NOUN AUX VERB ADP PROPN PUNCT");
    }

    #[test]
    fn participle_and_past_are_told_apart() {
        let tagger = Tagger::embedded().expect("the weights open");
        let passive = tagger.tags(&["Two", "men", "were", "killed", "."]);
        let active = tagger.tags(&["Rebels", "killed", "two", "men", "."]);
        assert_eq!(passive[3].form, Some(VerbForm::Participle));
        assert_eq!(active[1].form, Some(VerbForm::Past));
    }
}
