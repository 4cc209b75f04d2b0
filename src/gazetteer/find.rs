//! Names to places.

use super::fold::{fold, fold_into, folds_to, strip_article};
use super::hash::{self, key_hash};
use super::translit::transliterate;
use super::{Gazetteer, NameHit, NameKind, PlaceId};

/// Whether two names are spellings of one.
pub fn same_name(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// The folded form of a name, in Latin letters where its script is read.
pub(crate) fn latin(name: &str) -> String {
    transliterate(name).unwrap_or_else(|| fold(name))
}

/// A run of words that is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// How many of the given words it takes.
    pub words: usize,
    /// The places that bear it, by place number.
    pub hits: Vec<NameHit>,
}

/// A run of words that may be a name.
struct Run {
    /// How many of the words it takes.
    words: usize,
    /// Their folded form, and its hash.
    key: String,
    hash: u64,
    /// Whether a possessive ending is left out of it.
    owner: bool,
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
        let under = |key: &str| self.under_key(key, key_hash(key), |known| known == name);
        let mut hits = under(&folded);
        if hits.is_empty()
            && let Some(latin) = transliterate(name)
        {
            hits = loosely(under(&latin));
        }
        if hits.is_empty()
            && let Some(bare) = strip_article(&folded)
        {
            hits = loosely(under(bare));
        }
        hits
    }

    /// The longest run of words, from the first on, that is a name; words are
    /// taken as a tokenizer gives them (hyphens and apostrophes may stand
    /// alone, a possessive 's may hang on the last; it is not part of the name).
    pub fn longest_match(&self, words: &[&str]) -> Option<NameMatch> {
        let runs = self.runs(words);
        runs.iter().rev().find_map(|run| {
            let written = words.get(..run.words)?;
            let hits = self.under_key(&run.key, run.hash, |name| is_joined(name, written, run.owner));
            (!hits.is_empty()).then_some(NameMatch { words: run.words, hits })
        })
    }

    /// The runs of words, from the first on, that may be names, shortest first.
    fn runs(&self, words: &[&str]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut key = String::new();
        let mut hash = hash::NO_WORDS;
        for (n, word) in words.iter().enumerate() {
            let (end, before) = (key.len(), hash);
            if !key.is_empty() {
                key.push(' ');
            }
            let start = key.len();
            fold_into(word, &mut key);
            if key.len() == start {
                let joins = joins(word, words.get(n.wrapping_sub(1)).copied());
                if matches!(*word, "'s" | "’s") || !joins {
                    break;
                }
                key.truncate(end);
                continue;
            }
            if matches!(*word, "'s" | "’s") {
                break;
            }
            if let Some(owner) = without_possessive(word) {
                let mut owned = key.get(..start).unwrap_or("").to_owned();
                fold_into(owner, &mut owned);
                let hash = added(before, owned.get(start..).unwrap_or(""));
                if owned.len() > start && self.sieved(hash).1 {
                    runs.push(Run { words: n + 1, key: owned, hash, owner: true });
                }
            }
            hash = added(before, key.get(start..).unwrap_or(""));
            let (begins, is_name) = self.sieved(hash);
            if is_name {
                runs.push(Run { words: n + 1, key: key.clone(), hash, owner: false });
            }
            if !begins {
                break;
            }
        }
        runs
    }

    /// Whether names may begin with a run of words of that hash, and whether
    /// the run may be one: `false` is certain.
    fn sieved(&self, hash: u64) -> (bool, bool) {
        let all = self.layers().map(|layer| layer.index.sieve().holds(hash));
        all.fold((false, false), |a, b| (a.0 | b.0, a.1 | b.1))
    }

    /// The names that stand under a key; `asked` tells the exact ones.
    fn under_key(&self, key: &str, hash: u64, asked: impl Fn(&str) -> bool) -> Vec<NameHit> {
        let mut hits: Vec<NameHit> = Vec::new();
        let mut others: Vec<(PlaceId, &str, NameKind)> = Vec::new();
        if key.is_empty() || !self.sieved(hash).1 {
            return hits;
        }
        // Places that share a name mostly share its letters, stored once.
        let (mut last, mut folds, mut exact) = ("", false, false);
        let stored = self.layers().flat_map(|layer| layer.index.under(hash).map(move |number| (layer, number)));
        for (layer, number) in stored {
            let (name, place, kind) = layer.index.name(number);
            let (place, kind) = (PlaceId(layer.first + place), kind_of(kind));
            if !std::ptr::eq(name, last) {
                (last, folds) = (name, folds_to(name, key));
                exact = folds && asked(name);
            }
            if folds {
                hits.push(NameHit { place, kind, exact, loose: false });
            } else {
                others.push((place, name, kind));
            }
        }
        // A name that only comes near tells nothing of a place that bears it.
        let close = hits.len();
        for (place, name, kind) in others {
            let borne = hits.get(..close).unwrap_or_default().iter().any(|h| h.place == place);
            if !borne && (strip_article(&fold(name)) == Some(key) || transliterate(name).as_deref() == Some(key)) {
                let exact = asked(name);
                hits.push(NameHit { place, kind, exact, loose: !exact });
            }
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
            one_off(folded.as_bytes(), |key| {
                hits.extend(self.under_key(key, key_hash(key), |known| known == name));
            });
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

/// The word without a possessive ending that its folded form would keep.
fn without_possessive(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))
}

/// Whether a name is these words with single spaces between; an owner's
/// without the possessive ending of the last.
fn is_joined(name: &str, words: &[&str], owner: bool) -> bool {
    let mut rest = name;
    for (n, word) in words.iter().enumerate() {
        let last = n + 1 == words.len();
        let word = if owner && last { without_possessive(word).unwrap_or(word) } else { word };
        let spaced = if n == 0 { Some(rest) } else { rest.strip_prefix(' ') };
        match spaced.and_then(|rest| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// The hash of a run of words with those of `folded` added.
fn added(before: u64, folded: &str) -> u64 {
    folded.split(' ').fold(before, |hash, word| hash::join(hash, hash::word_hash(word.as_bytes())))
}

/// Calls `each` with all keys that are one letter off: left out, changed,
/// swapped with its neighbour, inserted; the first letter is kept.
fn one_off(key: &[u8], mut each: impl FnMut(&str)) {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
    let mut buffer: Vec<u8> = Vec::with_capacity(key.len() + 1);
    let mut say = |buffer: &[u8]| {
        if let Ok(key) = std::str::from_utf8(buffer) {
            each(key);
        }
    };
    for at in 1..key.len() {
        let (head, tail) = key.split_at(at);
        buffer.clear();
        buffer.extend_from_slice(head);
        buffer.extend_from_slice(&tail[1..]);
        say(&buffer);
        buffer.clear();
        buffer.extend_from_slice(key);
        for letter in LETTERS.iter().filter(|l| **l != key[at]) {
            buffer[at] = *letter;
            say(&buffer);
        }
        if at + 1 < key.len() && key[at] != key[at + 1] {
            buffer.copy_from_slice(key);
            buffer.swap(at, at + 1);
            say(&buffer);
        }
    }
    for at in 1..=key.len() {
        let (head, tail) = key.split_at(at);
        buffer.clear();
        buffer.extend_from_slice(head);
        buffer.push(0);
        buffer.extend_from_slice(tail);
        for letter in LETTERS {
            buffer[at] = *letter;
            say(&buffer);
        }
    }
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
