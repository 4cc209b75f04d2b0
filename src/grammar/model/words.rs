//! What the models see of a word by itself: ids of its letters, its shape.
//!
//! Case is evidence only where a text has a choice: in sentences all in
//! capitals, or with Every Word Capitalised, shapes are replaced by the name of
//! that mode, so that a word's letters and neighbours decide.

use super::hash::{letters, mix};

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As usual.
    Normal,
    /// ALL IN CAPITALS.
    Upper,
    /// Every Word Capitalised, as in headlines.
    Title,
}

/// Longest suffix that is looked at.
pub const SUFFIXES: usize = 5;
/// Longest prefix that is looked at.
pub const PREFIXES: usize = 3;

/// One word as the models see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// The word in lower case, digits as zeros.
    pub word: u32,
    /// The last 1 to 5 letters; 0 where the word is shorter.
    pub suffix: [u32; SUFFIXES],
    /// The first 1 to 3 letters.
    pub prefix: [u32; PREFIXES],
    /// The pattern of capitals, small letters, digits and marks.
    pub shape: u32,
    /// Whether it opens the sentence, also after a quotation mark.
    pub first: bool,
    /// Whether it is a capitalised word where capitals mean something.
    pub capital: bool,
    /// The [`Case`] of its sentence, as a number.
    pub case: u32,
}

/// How the sentence uses capitals.
pub fn case(words: &[&str]) -> Case {
    let (mut letters, mut upper, mut cased, mut capital, mut long_small) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for word in words {
        let count = word.chars().filter(|c| c.is_alphabetic()).count();
        let Some(head) = word.chars().next().filter(|_| count > 0) else { continue };
        letters += count;
        upper += word.chars().filter(|c| c.is_uppercase()).count();
        cased += 1;
        capital += usize::from(head.is_uppercase());
        long_small += usize::from(head.is_lowercase() && count >= 4);
    }
    if cased >= 3 && upper * 10 >= letters * 8 {
        Case::Upper
    } else if cased >= 5 && capital * 10 >= cased * 6 && long_small * 8 <= cased {
        Case::Title
    } else {
        Case::Normal
    }
}

/// The words of a sentence as the models see them.
pub fn look(words: &[&str]) -> Vec<Look> {
    let case = case(words);
    let mut buffer = Vec::with_capacity(32);
    let mut first = true;
    words
        .iter()
        .map(|word| {
            let mut seen = look_at(word, case, &mut buffer);
            seen.first = first;
            first &= word.chars().all(|c| !c.is_alphanumeric());
            seen.shape = mix(1, seen.shape, u32::from(seen.first));
            seen
        })
        .collect()
}

fn look_at(word: &str, case: Case, buffer: &mut Vec<char>) -> Look {
    buffer.clear();
    // A word of thousands of letters is no word: its head says enough.
    buffer.extend(word.chars().take(48).flat_map(char::to_lowercase).map(plain));
    let n = buffer.len();
    let mut seen = Look { word: letters(buffer), ..Look::default() };
    for (i, id) in seen.suffix.iter_mut().enumerate().take(n) {
        *id = mix(2, letters(&buffer[n - i - 1..]), i as u32);
    }
    for (i, id) in seen.prefix.iter_mut().enumerate().take(n) {
        *id = mix(3, letters(&buffer[..=i]), i as u32);
    }
    let (id, capital) = shape(word, case);
    seen.shape = id;
    seen.case = case as u32;
    seen.capital = capital && case == Case::Normal;
    seen
}

/// One letter for the many ways to write it.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '\u{02BC}' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '\u{2010}' | '\u{2011}' => '-',
        c if c.is_ascii_digit() => '0',
        c => c,
    }
}

/// The id of the word's pattern (`Xx`, `X`, `0-x`), runs counted once, and
/// whether it begins with a capital.
fn shape(word: &str, case: Case) -> (u32, bool) {
    let mut pattern = ['\0'; 8];
    let mut n = 0;
    let mut last = '\0';
    for c in word.chars().take(48) {
        let kind = if c.is_numeric() {
            '0'
        } else if !c.is_alphabetic() {
            plain(c)
        } else if case != Case::Normal {
            'a'
        } else if c.is_uppercase() {
            'X'
        } else {
            'x'
        };
        if kind != last && n < pattern.len() {
            pattern[n] = kind;
            n += 1;
        }
        last = kind;
    }
    let long = word.chars().nth(1).is_some();
    let mode = case as u32 * 2 + u32::from(long);
    (mix(4, letters(&pattern[..n]), mode), word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_in_capitals_and_headlines_are_known() {
        let split = |s: &'static str| s.split(' ').collect::<Vec<_>>();
        assert_eq!(case(&split("TROOPS SHELLED THE TOWN OF LACHIN .")), Case::Upper);
        assert_eq!(case(&split("Two Soldiers Killed in Clash Near Border")), Case::Title);
        assert_eq!(case(&split("Two soldiers were killed near Lachin .")), Case::Normal);
        assert_eq!(case(&split("Prime Minister Nikol Pashinyan said")), Case::Normal);
    }

    #[test]
    fn typographic_marks_and_figures_are_alike() {
        let seen = look(&["didn’t", "1994", "didn't", "2020"]);
        assert_eq!(seen[0].word, seen[2].word);
        assert_eq!(seen[1].word, seen[3].word);
    }
}
