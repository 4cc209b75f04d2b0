//! The index from written forms to table rows that the tables of names share.
//!
//! Case is ignored, since headlines and whole reports come in capitals, except
//! for short forms that are all capitals: "US", "IS" and "SAF" must not be
//! found in "us", "is" and "Saf".

use std::borrow::Cow;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

/// Forms with what they mean, sorted for look-up.
#[derive(Debug, Clone)]
pub struct Forms<T> {
    entries: Vec<(String, T)>,
    by_key: FxHashMap<Box<str>, Range<u32>>,
    /// The most words of a form by [`opening`] of its first word: most words
    /// of a text open none.
    openings: FxHashMap<u64, u8>,
    longest: usize,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), by_key: FxHashMap::default(), openings: FxHashMap::default(), longest: 0 }
    }
}

impl<T> Forms<T> {
    /// Adds a form; call [`Forms::sort`] when all are in.
    pub fn add(&mut self, form: &str, value: T) {
        let words = form.split(' ').count();
        self.longest = self.longest.max(words);
        let most = self.openings.entry(opening(form)).or_default();
        *most = (*most).max(u8::try_from(words).unwrap_or(u8::MAX));
        self.entries.push((key(form).into_owned(), value));
    }

    /// Makes the index ready. Meanings of one form keep the order in which
    /// they were added, each once.
    pub fn sort(&mut self)
    where
        T: PartialEq,
    {
        self.entries.sort_by(|a, b| a.0.cmp(&b.0));
        self.entries.dedup();
        self.by_key.clear();
        let mut start = 0;
        for same in self.entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + same.len() as u32;
            self.by_key.extend(same.first().map(|(key, _)| (key.as_str().into(), start..end)));
            start = end;
        }
    }

    /// What a form means, in the order of adding. A short form in capitals is
    /// looked for as an abbreviation and, failing that, as a word of an
    /// all-capitals text.
    pub fn find(&self, form: &str) -> impl Iterator<Item = &T> {
        let found = if self.may_hold(form) { self.under(form) } else { &[] };
        found.iter().map(|(_, v)| v)
    }

    fn may_hold(&self, form: &str) -> bool {
        let most = self.openings.get(&opening(form));
        most.is_some_and(|most| *most == u8::MAX || form.split(' ').count() <= usize::from(*most))
    }

    fn under(&self, form: &str) -> &[(String, T)] {
        let key = key(form);
        let found = self.with_key(&key);
        if found.is_empty() && key.chars().any(char::is_uppercase) {
            return self.with_key(&key.to_lowercase());
        }
        found
    }

    fn with_key(&self, key: &str) -> &[(String, T)] {
        let range = self.by_key.get(key).map_or(0..0, |r| r.start as usize..r.end as usize);
        self.entries.get(range).unwrap_or_default()
    }

    /// The most words of a form that begins with this word; 0 where none does.
    pub fn most_words(&self, first: &str) -> usize {
        self.openings.get(&opening(first)).map_or(0, |most| usize::from(*most))
    }

    /// The number of words of the longest form.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// What the first words of all spellings of one form have in common: a hash of
/// its letters in lower case, full stops left out.
fn opening(form: &str) -> u64 {
    let mut hash = FxHasher::default();
    let mut letters = 0u64;
    for c in form.chars().take_while(|c| *c != ' ') {
        let c = match c {
            '.' => continue,
            '\u{2019}' | '\u{2bc}' | '\u{2018}' => '\'',
            // Lower case of capital sigma depends on where it stands.
            'Σ' | 'ς' => 'σ',
            c if c.is_ascii() => c.to_ascii_lowercase(),
            c => {
                c.to_lowercase().for_each(|c| hash.write_u32(c.into()));
                continue;
            }
        };
        if c.is_ascii() {
            letters = letters.rotate_left(7) ^ u64::from(u32::from(c));
        } else {
            hash.write_u32(c.into());
        }
    }
    hash.write_u64(letters);
    hash.finish()
}

/// Whether an abbreviation is also an English word once case is gone, so that
/// in a text set in capitals it names nobody: "IS", "US".
pub fn is_also_a_word(form: &str) -> bool {
    ["IS", "US", "WHO", "ICE", "IT", "PLAN", "BRA", "CAR"].contains(&form)
}

/// How a form is kept: lower-case with straight apostrophes and, for short
/// forms in capitals, as written without full stops.
fn key(form: &str) -> Cow<'_, str> {
    let curly = |c| matches!(c, '\u{2019}' | '\u{2bc}' | '\u{2018}');
    let form = if form.is_ascii() { Cow::Borrowed(form) } else { form.replace(curly, "'").into() };
    if !is_short_capitals(&form) {
        let lower = form.is_ascii() && !form.bytes().any(|b| b.is_ascii_uppercase());
        if lower { form } else { form.to_lowercase().into() }
    } else if form.contains('.') {
        form.replace('.', "").into()
    } else {
        form
    }
}

/// Whether a form is an abbreviation of at most five letters, all capitals.
fn is_short_capitals(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    (1..=5).contains(&letters)
        && form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_found_with_and_without_stops_but_not_in_lower_case() {
        let mut forms = Forms::default();
        forms.add("U.S.", 1);
        forms.add("Quai d’Orsay", 2);
        forms.sort();
        assert_eq!(forms.find("US").collect::<Vec<_>>(), [&1]);
        assert_eq!(forms.find("us").count(), 0);
        assert_eq!(forms.find("quai d'orsay").collect::<Vec<_>>(), [&2]);
        assert_eq!(forms.longest(), 2);
        forms.add("Iran", 3);
        forms.sort();
        assert_eq!(forms.find("IRAN").collect::<Vec<_>>(), [&3], "a report in capitals");
    }
}
