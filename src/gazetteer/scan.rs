//! All names in a text: the longest run of words from each word on that some
//! place bears, without a tokenizer and without knowledge of the language.
//!
//! Words are hashed where they stand, the sieve turns most of them away, and
//! only what passes it is folded and held against the stored names.

use super::fold::{fold_into, folds_to, short_of, strip_article};
use super::hash::{self, plain_word_hash, word_hash};
use super::letters::{self, BLOCK, Letters, Reader};
use super::sieve::Sieve;
use super::translit::transliterate;
use super::{Gazetteer, NameHit};
use crate::text::{Span, char_at};

/// Most words of a name.
const MOST_WORDS: usize = 12;

/// Where names may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Starts {
    /// At capitals, and at letters of scripts that have none: names as they are
    /// printed.
    #[default]
    Capitals,
    /// At every letter and digit: in text without capitals too.
    AllWords,
}

/// A name in a text.
#[derive(Debug, Clone, Copy)]
pub struct Found<'g, 't> {
    /// Where it stands, in bytes.
    pub span: Span,
    /// As written.
    pub name: &'t str,
    gazetteer: &'g Gazetteer,
}

impl Found<'_, '_> {
    /// The places that bear it, as [`Gazetteer::find`] gives them.
    pub fn hits(&self) -> Vec<NameHit> {
        self.gazetteer.find(self.name)
    }
}

impl Gazetteer {
    /// The names in a text, in order, not overlapping: from each word on the
    /// longest one. Between the words of a name may stand a space, a hyphen, a
    /// line end, or the full stop of an abbreviation.
    ///
    /// ```
    /// use dateline::gazetteer::{Gazetteer, Starts};
    /// let gazetteer = Gazetteer::embedded()?;
    /// let text = "They flew from New York to St. Petersburg’s airport.";
    /// let names: Vec<&str> = gazetteer.scan(text, Starts::Capitals).map(|found| found.name).collect();
    /// assert!(names.contains(&"New York") && names.contains(&"St. Petersburg"), "{names:?}");
    /// # Ok::<(), dateline::error::Error>(())
    /// ```
    pub fn scan<'g, 't>(&'g self, text: &'t str, starts: Starts) -> Scan<'g, 't> {
        self.scan_by(text, starts, letters::fastest())
    }

    /// [`Gazetteer::scan`] without vector instructions, whatever the processor
    /// has: the same names, for comparison.
    pub fn scan_plain<'g, 't>(&'g self, text: &'t str, starts: Starts) -> Scan<'g, 't> {
        self.scan_by(text, starts, letters::plain)
    }

    fn scan_by<'g, 't>(&'g self, text: &'t str, starts: Starts, read: Reader) -> Scan<'g, 't> {
        Scan {
            gazetteer: self,
            sieves: self.layers().map(|layer| layer.index.sieve()).collect(),
            text,
            starts,
            read,
            at: 0,
            open: 0,
            before: Letters::default(),
            from: 0,
            known: vec![Known::default(); KNOWN],
            key: String::with_capacity(64),
        }
    }

    /// Whether some place bears a name of that hash.
    fn bears(&self, written: &str, hash: u64, key: &mut String) -> bool {
        let stored = || self.layers().flat_map(|layer| layer.index.under(hash).map(move |number| (layer, number)));
        if stored().any(|(layer, number)| layer.index.name_bytes(number) == written.as_bytes()) {
            return true;
        }
        key.clear();
        fold_into(written, key);
        stored().any(|(layer, number)| {
            let (name, ..) = layer.index.name(number);
            folds_to(name, key)
                || strip_article(&super::fold(name)) == Some(key)
                || transliterate(name).as_deref() == Some(key)
        })
    }
}

/// Runs of words that a scan remembers; a power of two.
const KNOWN: usize = 1024;

/// What is known of a run of words.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    hash: u64,
    /// Whether names may begin with it, and whether it may be one.
    sieved: (bool, bool),
    /// Where it stood when it was looked up, and whether it is a name there.
    looked_up: Option<(Span, bool)>,
}

/// The names of a text as they are found.
#[derive(Debug)]
pub struct Scan<'g, 't> {
    gazetteer: &'g Gazetteer,
    sieves: Vec<Sieve<'g>>,
    text: &'t str,
    starts: Starts,
    read: Reader,
    /// First byte of the block that is not yet read.
    at: usize,
    /// Beginnings of words in the last block that are still to be looked at.
    open: u64,
    /// The last block read.
    before: Letters,
    /// First byte after the last name found.
    from: usize,
    /// By their hash: texts name the same places over and over.
    known: Vec<Known>,
    key: String,
}

impl<'g, 't> Iterator for Scan<'g, 't> {
    type Item = Found<'g, 't>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while self.open != 0 {
                let start = self.at - BLOCK + self.open.trailing_zeros() as usize;
                self.open &= self.open - 1;
                if start >= self.from
                    && let Some(span) = self.name_near(start)
                {
                    self.from = span.end;
                    return Some(Found { span, name: span.of(self.text), gazetteer: self.gazetteer });
                }
            }
            if self.at >= self.text.len() {
                return None;
            }
            self.next_block();
        }
    }
}

impl Scan<'_, '_> {
    fn next_block(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let now = if let Some(block) = rest.first_chunk::<BLOCK>() {
            (self.read)(block)
        } else {
            let mut block = [b' '; BLOCK];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            (self.read)(&block)
        };
        let shifted = |bits: u64, before: u64| bits << 1 | before >> (BLOCK - 1);
        let beyond = shifted(now.beyond, self.before.beyond);
        let inside = shifted(now.ascii, self.before.ascii) | beyond;
        // A mark beyond ASCII may end a word or not; that is told later.
        let may = (now.ascii | now.beyond) & !inside | now.ascii & beyond;
        self.open = match self.starts {
            Starts::Capitals => may & (now.capital | now.beyond),
            Starts::AllWords => may,
        };
        self.before = now;
        self.at += BLOCK;
    }

    /// The longest name that begins at `start`, or after the marks beyond ASCII
    /// that stand there.
    fn name_near(&mut self, start: usize) -> Option<Span> {
        if self.text.as_bytes().get(start).is_some_and(u8::is_ascii) {
            return if self.within_word(start) { None } else { self.name_at(start) };
        }
        let mut at = start;
        let mut inside = false;
        while let Some(c) = char_at(self.text, at).filter(|c| !c.is_ascii()) {
            let fits = match self.starts {
                Starts::Capitals => !c.is_lowercase(),
                Starts::AllWords => true,
            };
            if c.is_alphanumeric()
                && !inside
                && fits
                && let Some(span) = self.name_at(at)
            {
                return Some(span);
            }
            inside = c.is_alphanumeric();
            at += c.len_utf8();
        }
        None
    }

    /// Whether a letter beyond ASCII stands right before.
    fn within_word(&self, start: usize) -> bool {
        let before = self.text.as_bytes().get(start.wrapping_sub(1));
        before.is_some_and(|b| !b.is_ascii())
            && self.text.get(..start).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric)
    }

    fn name_at(&mut self, start: usize) -> Option<Span> {
        let mut ends = [(0, 0); MOST_WORDS];
        let mut names = 0;
        let mut hash = hash::NO_WORDS;
        let mut at = start;
        for _ in 0..MOST_WORDS {
            let word = self.word(at, hash)?;
            if word.end == at {
                break;
            }
            hash = word.hash;
            let (begins, is_name) = self.known(hash).sieved;
            if is_name {
                ends[names] = (word.end, hash);
                names += 1;
            }
            let next = if begins && !word.last { self.gap(at, word.end) } else { None };
            let Some(next) = next else { break };
            at = next;
        }
        ends[..names].iter().rev().map(|(end, hash)| (Span::new(start, *end), *hash)).find_map(|(span, hash)| {
            let written = span.of(self.text);
            if let Some((other, is_name)) = self.known(hash).looked_up
                && other.of(self.text) == written
            {
                return is_name.then_some(span);
            }
            let is_name = self.gazetteer.bears(written, hash, &mut self.key);
            self.known(hash).looked_up = Some((span, is_name));
            is_name.then_some(span)
        })
    }

    /// What is known of the run of words of that hash.
    fn known(&mut self, hash: u64) -> &mut Known {
        let known = &mut self.known[(hash >> 20) as usize % KNOWN];
        if known.hash != hash {
            let all = self.sieves.iter().map(|sieve| sieve.holds(hash));
            let sieved = all.fold((false, false), |a, b| (a.0 | b.0, a.1 | b.1));
            *known = Known { hash, sieved, looked_up: None };
        }
        known
    }

    /// The word that begins at `at`, with the hash of the run that it ends.
    fn word(&self, at: usize, before: u64) -> Option<Word> {
        let rest = self.text.as_bytes().get(at..)?;
        let plain = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let end = at + plain;
        let last = match rest.get(plain..)? {
            [b'\'', b's', after @ ..] | [0xe2, 0x80, 0x99, b's', after @ ..] if !after.first().is_some_and(letter) => {
                true
            }
            // Dashes and quotes, all but the apostrophe.
            [0xe2, 0x80, mark, ..] if !matches!(mark, 0x98 | 0x99) => false,
            [b'\'' | b'`' | 0x80.., ..] => return self.long_word(at, before),
            [b'.', next, ..] if plain == 1 && next.is_ascii_alphabetic() => return self.long_word(at, before),
            _ => false,
        };
        let word = rest.get(..plain)?;
        let hash = match word.len() {
            4..=6 => written_short(word).unwrap_or_else(|| plain_word_hash(word)),
            _ => plain_word_hash(word),
        };
        Some(Word { end, hash: hash::join(before, hash), last })
    }

    /// A word with apostrophes, full stops or letters beyond ASCII inside.
    #[cold]
    fn long_word(&self, start: usize, before: u64) -> Option<Word> {
        let mut end = start;
        let mut last = false;
        while let Some(c) = char_at(self.text, end) {
            let next = char_at(self.text, end + c.len_utf8());
            let joins = match c {
                '\'' | '’' | '`' | 'ʼ' | 'ʻ' | '‘' => {
                    let rest = self.text.get(end + c.len_utf8()..).unwrap_or("");
                    last = rest.starts_with(['s', 'S'])
                        && !rest.get(1..).is_some_and(|r| r.starts_with(char::is_alphanumeric));
                    !last && next.is_some_and(char::is_alphanumeric)
                }
                '.' => dotted(self.text.get(start..end)?) && next.is_some_and(|c| c.is_ascii_alphabetic()),
                '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' => true,
                c => c.is_alphanumeric(),
            };
            if !joins {
                break;
            }
            end += c.len_utf8();
        }
        let word = self.text.get(start..end)?;
        if word.contains('.') && self.text.as_bytes().get(end) == Some(&b'.') {
            end += 1;
        }
        let mut folded = String::new();
        fold_into(word, &mut folded);
        let hash = folded.split(' ').fold(before, |run, word| hash::join(run, word_hash(word.as_bytes())));
        Some(Word { end, hash, last })
    }

    /// Where the next word of a name begins after the word `[start, end)`.
    fn gap(&self, start: usize, end: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(end..)?;
        match rest {
            [b' ' | b'-' | b'\n', next, ..] if letter(next) => Some(end + 1),
            [b'.', b' ', next, ..] if end - start <= 3 && letter(next) => Some(end + 2),
            [0xe2, 0x80, 0x90 | 0x91, next, ..] if letter(next) => Some(end + 3),
            _ => None,
        }
    }
}

/// A word of a run.
struct Word {
    end: usize,
    /// Hash of the run with this word.
    hash: u64,
    /// Whether the name ends here, an owner's.
    last: bool,
}

/// Whether a byte may belong to a letter.
fn letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Whether a word so far is single letters with full stops between.
fn dotted(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
}

/// The hash of a word that names write short: "Saint", "Fort".
fn written_short(word: &[u8]) -> Option<u64> {
    if !matches!(word.first(), Some(b's' | b'S' | b'm' | b'M' | b'f' | b'F')) {
        return None;
    }
    let mut lower = [0; 6];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    short_of(std::str::from_utf8(lower).ok()?).map(|short| word_hash(short.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str, starts: Starts) -> Vec<String> {
        let gazetteer = Gazetteer::embedded().unwrap();
        let fast: Vec<String> = gazetteer.scan(text, starts).map(|found| found.name.to_owned()).collect();
        let plain: Vec<String> = gazetteer.scan_plain(text, starts).map(|found| found.name.to_owned()).collect();
        assert_eq!(fast, plain);
        for found in gazetteer.scan(text, starts) {
            assert!(!found.hits().is_empty(), "{}", found.name);
        }
        fast
    }

    #[test]
    fn names_are_found_as_they_are_printed() {
        for (text, name) in [
            ("near Goris.", "Goris"),
            ("in Saint Petersburg,", "Saint Petersburg"),
            ("in St. Petersburg,", "St. Petersburg"),
            ("Nagorno-Karabakh’s", "Nagorno-Karabakh"),
            ("of “Łódź”", "Łódź"),
            ("to Sana'a by", "Sana'a"),
            ("у Києві і Київ", "Київ"),
            ("—Aleppo—", "Aleppo"),
            ("New\nYork", "New York"),
            ("SOUTH AFRICA", "SOUTH AFRICA"),
            ("the U.S. said", "U.S."),
            ("Côte d’Ivoire", "Côte d’Ivoire"),
        ] {
            let found = names(text, Starts::Capitals);
            assert!(found.iter().any(|n| n.replace('\n', " ") == name), "{text}: {found:?}");
        }
    }

    #[test]
    fn case_matters_only_where_it_is_asked_for() {
        assert!(names("shelling near goris", Starts::Capitals).is_empty());
        assert!(names("shelling near goris", Starts::AllWords).contains(&"goris".to_owned()));
    }

    #[test]
    fn the_longest_name_wins_and_none_overlap() {
        assert_eq!(names("to New York City on", Starts::Capitals), ["New York City"]);
        let text = "Baku, Yerevan and Tbilisi. ".repeat(9);
        assert_eq!(names(&text, Starts::Capitals).len(), 27);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_scanned_alike(text in "([A-Za-z]{1,9}|Baku|Łódź|Київ|St\\.|’s|“|[ \\-.,\n'—é]){0,60}") {
            names(&text, Starts::Capitals);
            names(&text, Starts::AllWords);
        }
    }
}
