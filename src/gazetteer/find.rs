//! Names to places.

use super::fold::{fold, strip_article};
use super::translit::transliterate;
use super::{Gazetteer, NameHit, NameKind, PlaceId};

/// A run of words that is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// How many of the given words it takes.
    pub words: usize,
    /// The places that bear it, by place number.
    pub hits: Vec<NameHit>,
}

impl Gazetteer {
    /// All places that bear a name, by place number. Case, marks, apostrophes,
    /// hyphens and script do not matter; where nothing bears the name as it
    /// stands, its Latin reading and its form without Arabic article are tried.
    ///
    /// ```
    /// let gazetteer = dateline::gazetteer::Gazetteer::embedded()?;
    /// let hits = gazetteer.find("Goris");
    /// assert!(hits.iter().any(|hit| gazetteer.place(hit.place).iso2 == "AM"));
    /// # Ok::<(), dateline::error::Error>(())
    /// ```
    pub fn find(&self, name: &str) -> Vec<NameHit> {
        let folded = fold(name);
        let mut hits = self.under_key(&folded, name);
        if hits.is_empty()
            && let Some(latin) = transliterate(name)
        {
            hits = loosely(self.under_key(&latin, name));
        }
        if hits.is_empty()
            && let Some(bare) = strip_article(&folded)
        {
            hits = loosely(self.under_key(bare, name));
        }
        hits
    }

    /// The longest run of words, from the first on, that is a name; words are
    /// taken as a tokenizer gives them (hyphens and apostrophes may stand
    /// alone, a possessive 's may hang on the last; it is not part of the name).
    pub fn longest_match(&self, words: &[&str]) -> Option<NameMatch> {
        let first = fold(words.first()?);
        let first = first.split(' ').next()?;
        let longest = self.layers().filter_map(|layer| layer.index.longest_from(first)).max()?;
        let mut joined = String::new();
        let mut folded_words = 0;
        let mut ends = Vec::new();
        for (n, word) in words.iter().enumerate() {
            let folded = fold(word);
            let possessive = matches!(*word, "'s" | "’s");
            if possessive || folded.is_empty() && !joins(word, words.get(n.wrapping_sub(1)).copied()) {
                break;
            }
            folded_words += folded.split(' ').filter(|w| !w.is_empty()).count();
            if folded_words > longest {
                break;
            }
            if n > 0 {
                joined.push(' ');
            }
            joined.push_str(word);
            if !folded.is_empty() {
                ends.push((n + 1, joined.len()));
            }
        }
        for (taken, end) in ends.into_iter().rev() {
            let name = &joined[..end];
            let mut hits = self.as_written(name);
            if hits.is_empty()
                && let Some(owner) = without_possessive(name)
            {
                hits = self.as_written(owner);
            }
            if !hits.is_empty() {
                return Some(NameMatch { words: taken, hits });
            }
        }
        None
    }

    fn as_written(&self, name: &str) -> Vec<NameHit> {
        self.under_key(&fold(name), name)
    }

    /// The names that stand under a key; `asked` tells the exact ones.
    fn under_key(&self, key: &str, asked: &str) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = Vec::new();
        if key.is_empty() {
            return hits;
        }
        let stored = self.layers().flat_map(|layer| layer.index.under(key).map(move |number| (layer, number)));
        for (layer, number) in stored {
            let (name, place, kind) = layer.index.name(number);
            let exact = name == asked;
            let loose = if exact || fold(name) == key {
                false
            } else if strip_article(&fold(name)) == Some(key) || transliterate(name).as_deref() == Some(key) {
                true
            } else {
                continue;
            };
            hits.push(NameHit { place: PlaceId(layer.first + place), kind: kind_of(kind), exact, loose });
        }
        // One hit a place: the closest, then the most official name.
        hits.sort_by_key(|h| (h.place, h.loose, !h.exact, h.kind));
        hits.dedup_by_key(|h| h.place);
        hits
    }

    /// Names that differ from the asked one by one letter, the first letter
    /// kept: inserted, left out, changed, or swapped with its neighbour. For
    /// use where nothing else fits.
    pub fn find_fuzzy(&self, name: &str) -> Vec<NameHit> {
        let folded = fold(name);
        let mut hits = Vec::new();
        if folded.is_ascii() && folded.len() >= 5 {
            for key in one_off(folded.as_bytes()) {
                hits.extend(self.under_key(&key, name));
            }
        }
        hits.sort_by_key(|h| (h.place, h.loose, h.kind));
        hits.dedup_by_key(|h| h.place);
        loosely(hits)
    }
}

fn loosely(mut hits: Vec<NameHit>) -> Vec<NameHit> {
    for hit in &mut hits {
        hit.loose = true;
    }
    hits
}

/// Whether a word without letters may stand inside a name: a hyphen, an
/// apostrophe, or the full stop of an abbreviation.
fn joins(word: &str, before: Option<&str>) -> bool {
    match word {
        "-" | "\u{2010}" | "\u{2011}" | "'" | "’" | "ʻ" | "`" => true,
        "." => before.is_some_and(|b| b.chars().count() <= 3),
        _ => false,
    }
}

fn without_possessive(name: &str) -> Option<&str> {
    ["'s", "’s", "'", "’"].iter().find_map(|end| name.strip_suffix(end))
}

fn one_off(key: &[u8]) -> Vec<String> {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
    let mut out = Vec::new();
    let mut add = |bytes: Vec<u8>| out.extend(String::from_utf8(bytes));
    for at in 1..key.len() {
        add([&key[..at], &key[at + 1..]].concat());
        for letter in LETTERS.iter().filter(|l| **l != key[at]) {
            add([&key[..at], &[*letter], &key[at + 1..]].concat());
        }
        if at + 1 < key.len() && key[at] != key[at + 1] {
            add([&key[..at], &[key[at + 1], key[at]], &key[at + 2..]].concat());
        }
    }
    for at in 1..=key.len() {
        for letter in LETTERS {
            add([&key[..at], &[*letter], &key[at..]].concat());
        }
    }
    out
}

/// The kind stored as its position in `rows::NAME_KINDS`.
pub(crate) fn kind_of(stored: u8) -> NameKind {
    match stored {
        0 => NameKind::Primary,
        2 => NameKind::Former,
        3 => NameKind::Exonym,
        4 => NameKind::Transliteration,
        5 => NameKind::Contested,
        _ => NameKind::Alternate,
    }
}
