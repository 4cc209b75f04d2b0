//! The dependency parser: which word hangs on which, and how.

use super::model::labelling::labels;
use super::model::labels::Label;
use super::model::parsing::{Input, heads};
use super::model::table::Table;
use super::{Tag, broken};
use crate::error::Result;

/// Unpacked by the build script from `model/parser.bin.xz`.
static PARSER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/parser.bin"));

/// Where a word hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The index of the head; `None` for the word on which the sentence hangs.
    pub head: Option<usize>,
    /// The relation to the head.
    pub label: Label,
}

/// Finds the dependencies of a sentence.
///
/// It costs ten times what tagging does, so it is for sentences that may
/// report something.
#[derive(Debug, Clone, Copy)]
pub struct Parser {
    arcs: Table<'static>,
    labels: Table<'static>,
}

impl Parser {
    /// The parser compiled into the program; it costs nothing to open.
    ///
    /// # Errors
    /// When the weights are broken, which says that the build was.
    pub fn embedded() -> Result<Self> {
        let open = |bytes| Table::open(bytes).map_err(|why| broken("model/parser.bin.xz", why));
        let (arcs, rest) = open(PARSER)?;
        let (labels, _) = open(rest)?;
        Ok(Self { arcs, labels })
    }

    /// The arc of each word of one sentence, tagged by
    /// [`Tagger::tags`](super::Tagger::tags).
    ///
    /// One word of a sentence that has any hangs on nothing, all others on it
    /// by a chain of heads.
    pub fn parse(&self, words: &[&str], tags: &[Tag]) -> Vec<Arc> {
        let input = Input::new(words, tags, &self.arcs);
        let heads = heads(&input, &self.arcs);
        let labels = labels(&input, &heads, &self.labels);
        let n = input.len();
        heads.into_iter().zip(labels).map(|(head, label)| Arc { head: Some(head).filter(|h| *h < n), label }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Tagger;

    fn parsed(sentence: &str) -> Vec<String> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let tags = Tagger::embedded().expect("the weights open").tags(&words);
        let arcs = Parser::embedded().expect("the weights open").parse(&words, &tags);
        arcs.iter()
            .zip(&words)
            .map(|(arc, word)| {
                let head = arc.head.and_then(|h| words.get(h)).copied().unwrap_or("-");
                format!("{word} {} {head}", arc.label.name())
            })
            .collect()
    }

    #[test]
    fn who_and_whom_are_found() {
        let arcs = parsed("Rebels attacked an army post near Lachin on Tuesday .");
        for expected in ["Rebels nsubj attacked", "post obj attacked", "attacked root -", "Tuesday obl attacked"] {
            assert!(arcs.iter().any(|a| a == expected), "{expected}: {arcs:?}");
        }
        let arcs = parsed("Three soldiers were killed by gunmen .");
        for expected in ["soldiers nsubj:pass killed", "gunmen obl:agent killed", "Three nummod soldiers"] {
            assert!(arcs.iter().any(|a| a == expected), "{expected}: {arcs:?}");
        }
    }
}
