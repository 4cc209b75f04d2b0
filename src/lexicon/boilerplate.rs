//! `boilerplate.tsv`: captions, credits, sign-up lines and stamps, by the words
//! with which they begin or end.

use aho_corasick::AhoCorasick;

use super::tsv;
use crate::error::{Error, Result};

const TABLE: &str = "lexicon/en/boilerplate.tsv";

/// Longer paragraphs are never taken for furniture by their words alone.
const MOST_WORDS: usize = 60;

/// What a paragraph is, when it is not the report itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// Links, sign-up lines, footers.
    Boilerplate,
    /// The words under a picture.
    Caption,
    /// Who reported and edited.
    Agency,
    /// When it was published.
    Stamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Start,
    End,
    Whole,
}

#[derive(Debug, Clone)]
struct Rule {
    kind: Furniture,
    place: Where,
    /// The pattern's parts between the `*`.
    parts: Vec<String>,
}

/// The table, ready for use.
#[derive(Debug, Clone, Default)]
pub struct Boilerplate {
    rules: Vec<Rule>,
    /// The rules, by number, that a paragraph may fit that begins with a byte.
    by_initial: Vec<Vec<u16>>,
    anywhere: Option<AhoCorasick>,
    anywhere_kinds: Vec<Furniture>,
}

impl Boilerplate {
    /// The English table.
    ///
    /// # Errors
    /// When a row is broken.
    pub fn english() -> Result<Self> {
        Self::read(include_str!("../../lexicon/en/boilerplate.tsv"))
    }

    fn read(text: &str) -> Result<Self> {
        let mut table = Self::default();
        let mut patterns = Vec::new();
        tsv::read(TABLE, text, &["kind", "where", "pattern"], |row| {
            let kind = match row.need("kind")? {
                "boilerplate" => Furniture::Boilerplate,
                "caption" => Furniture::Caption,
                "agency" => Furniture::Agency,
                "stamp" => Furniture::Stamp,
                other => return Err(row.error(format!("kind '{other}'"), "boilerplate, caption, agency or stamp")),
            };
            let pattern = row.need("pattern")?;
            let place = match row.need("where")? {
                "start" => Where::Start,
                "end" => Where::End,
                "whole" => Where::Whole,
                "any" => {
                    patterns.push(pattern.to_owned());
                    table.anywhere_kinds.push(kind);
                    return Ok(());
                }
                other => return Err(row.error(format!("where '{other}'"), "start, end, any or whole")),
            };
            let parts = pattern.split('*').map(|p| p.trim().to_owned()).collect();
            table.rules.push(Rule { kind, place, parts });
            Ok(())
        })?;
        table.by_initial = (0..=u8::MAX).map(|byte| table.open_to(byte)).collect();
        let automaton = AhoCorasick::new(&patterns);
        table.anywhere = Some(automaton.map_err(|e| Error::Data { what: TABLE.into(), why: e.to_string() })?);
        Ok(table)
    }

    fn open_to(&self, initial: u8) -> Vec<u16> {
        let open = |rule: &Rule| match (rule.place, rule.parts.first().and_then(|part| part.bytes().next())) {
            (Where::Start, Some(first)) => first == initial,
            _ => true,
        };
        (0..).zip(&self.rules).filter(|(_, rule)| open(rule)).map(|(n, _)| n).collect()
    }

    /// What the paragraph is by its words; `None` for what may be the report.
    pub fn classify(&self, paragraph: &str) -> Option<Furniture> {
        if paragraph.len() > MOST_WORDS * 12 {
            return None;
        }
        let plain = plain(paragraph);
        if plain.bytes().filter(|b| *b == b' ').count() >= MOST_WORDS {
            return None;
        }
        let words = Wording {
            all: &plain,
            bare: plain.trim_matches(|c: char| !c.is_alphanumeric()),
            open: plain.trim_end_matches(['.', ')', ' ']),
        };
        let initial = plain.bytes().next().unwrap_or_default();
        let open = self.by_initial.get(usize::from(initial)).map_or(&[][..], Vec::as_slice);
        let mut open = open.iter().filter_map(|n| self.rules.get(usize::from(*n)));
        let by_rule = open.find(|r| r.fits(&words)).map(|r| r.kind);
        by_rule.or_else(|| {
            let found = self.anywhere.as_ref()?.find(&plain)?;
            self.anywhere_kinds.get(found.pattern().as_usize()).copied()
        })
    }
}

/// The words of a paragraph: whole, without marks around them, without marks
/// at their end.
struct Wording<'a> {
    all: &'a str,
    bare: &'a str,
    open: &'a str,
}

impl Rule {
    fn fits(&self, text: &Wording<'_>) -> bool {
        let Some((first, rest)) = self.parts.split_first() else { return false };
        match self.place {
            Where::Whole => text.bare == first,
            Where::End => text.open.ends_with(first.as_str()),
            Where::Start => {
                let Some(mut after) = text.all.strip_prefix(first.as_str()) else { return false };
                if after.starts_with(char::is_alphanumeric) && first.ends_with(char::is_alphanumeric) {
                    return false;
                }
                for part in rest {
                    let Some(at) = after.find(part.as_str()) else { return false };
                    after = &after[at + part.len()..];
                }
                true
            }
        }
    }
}

/// Lower case, straight quotes, single spaces.
fn plain(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    let mut space = false;
    let mut rest = paragraph;
    while let Some(c) = rest.chars().next() {
        let run = rest.bytes().take_while(u8::is_ascii_graphic).count();
        let (head, tail) = rest.split_at(run.max(c.len_utf8()));
        rest = tail;
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        match c {
            _ if run > 0 => out.push_str(head),
            '’' | '‘' => out.push('\''),
            '–' | '—' => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.make_ascii_lowercase();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_proves_itself() {
        let text = include_str!("../../lexicon/en/boilerplate.tsv");
        let table = Boilerplate::english().unwrap();
        tsv::read(TABLE, text, &["kind", "yes", "no"], |row| {
            let found = table.classify(row.need("yes")?).map(|k| format!("{k:?}").to_lowercase());
            assert_eq!(found.as_deref(), row.opt("kind"), "line {}: {}", row.line, row.get("yes"));
            assert_eq!(table.classify(row.need("no")?), None, "line {}: {}", row.line, row.get("no"));
            Ok(())
        })
        .unwrap();
    }
}
