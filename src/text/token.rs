//! Tokens: words, numbers and marks, with the shape of each.
//!
//! `Nagorno-Karabakh`, `44-day`, `6,500`, `2022-08-04`, `U.S.` and `Gen.` are
//! one token each; `'s` and its like are tokens of their own; dashes, quotes
//! and brackets stand alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Span;

/// The coarse form of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `lower` case letters only (hyphens and apostrophes allowed).
    Lower,
    /// `Capitalised`.
    Title,
    /// `ALLCAPS` of two letters or more, also with full stops: `U.S.`
    Upper,
    /// `iPhone`, `McDonald`, `44-day`: capitals or digits inside.
    Mixed,
    /// Digits, with separators: `6,500`, `2.5`, `0900`.
    Number,
    /// Anything else: one mark of punctuation or symbol.
    Punct,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its form.
    pub shape: Shape,
}

/// How a word that is written with a full stop behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// `Dr.`, `Gen.`: a name follows, so no sentence ends here.
    Title,
    /// `No.`, `p.`: an abbreviation only before a number.
    Number,
    /// `Nov.`, `Inc.`, `etc.`: may end a sentence, if a sentence opener follows.
    Plain,
    /// `p.m.`: may end a sentence, if a capital follows that is no day's name.
    Hour,
}

/// The words about full stops that one language needs.
#[derive(Debug, Clone, Default)]
pub struct Abbreviations {
    /// Lower-case abbreviations without their last full stop.
    pub words: FxHashMap<String, Abbreviation>,
    /// Lower-case words that commonly open a sentence: `the`, `in`, `he`.
    pub openers: FxHashSet<String>,
    /// Lower-case words that go on after an hour: `monday`, `local`, `gmt`.
    pub after_hour: FxHashSet<String>,
}

impl Abbreviations {
    /// How that word behaves before a full stop, if it is an abbreviation.
    pub fn of(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > 12 {
            return None;
        }
        lowered(word, |w| self.words.get(w).copied())
    }
}

/// Calls `with` with the word in lower case; allocates only for long words or
/// words outside ASCII.
pub fn lowered<T>(word: &str, with: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0u8; 32];
    if word.len() <= buffer.len() && word.is_ascii() {
        let bytes = &mut buffer[..word.len()];
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        with(std::str::from_utf8(bytes).unwrap_or(word))
    } else {
        with(&word.to_lowercase())
    }
}

/// Appends the tokens of `span` of `text` to `out`.
pub fn tokenize(text: &str, span: Span, abbreviations: &Abbreviations, out: &mut Vec<Token>) {
    let Some(part) = text.get(span.start..span.end) else { return };
    let mut scan = Scanner { text: part, at: 0, abbreviations };
    while let Some((start, end)) = scan.next_token() {
        let shape = shape(&part[start..end]);
        out.push(Token { span: Span::new(span.start + start, span.start + end), shape });
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    abbreviations: &'a Abbreviations,
}

impl Scanner<'_> {
    fn peek(&self, at: usize) -> Option<char> {
        char_at(self.text, at)
    }

    fn next_token(&mut self) -> Option<(usize, usize)> {
        loop {
            let c = self.peek(self.at)?;
            if !c.is_whitespace() {
                break;
            }
            self.at += c.len_utf8();
        }
        let start = self.at;
        let c = self.peek(start)?;
        self.at = if c.is_alphanumeric() {
            self.word(start)
        } else if is_apostrophe(c) {
            self.apostrophe(start, c.len_utf8())
        } else if matches!(c, '.' | '-') {
            start + self.text[start..].bytes().take_while(|b| *b == c as u8).count()
        } else {
            start + c.len_utf8()
        };
        Some((start, self.at))
    }

    /// A clitic after a word (`'s`), a short decade (`'90s`), or a quote mark.
    fn apostrophe(&self, start: usize, len: usize) -> usize {
        let rest = &self.text[start + len..];
        let after_word = self.text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        if after_word && let Some(n) = clitic(rest) {
            return start + len + n;
        }
        let bytes = rest.as_bytes();
        let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 2 && bytes.get(2).is_some_and(|b| matches!(b, b's' | b'S')) {
            return start + len + 3;
        }
        start + len
    }

    /// The end of the word that begins at `start`.
    fn word(&self, start: usize) -> usize {
        // Most words: plain letters, and nothing after them that could join.
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let plain = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        match rest.get(plain..) {
            Some([] | [b' ' | b'\n' | b'"' | b'(' | b')' | b';' | b'!' | b'?', ..] | [b',', b' ', ..]) => {
                return start + plain;
            }
            Some([b'.'] | [b'.', b' ' | b'\n', ..]) => return self.full_stop(start, start + plain),
            _ => {}
        }
        if let Some(end) = self.address(start) {
            return end;
        }
        let mut at = start;
        let mut before = ' ';
        while let Some(c) = self.peek(at) {
            if c.is_ascii_alphanumeric() || c.is_alphanumeric() || is_mark(c) {
                before = c;
                at += c.len_utf8();
                continue;
            }
            let next = self.peek(at + c.len_utf8()).unwrap_or(' ');
            if !self.joins(start, at, before, c, next) {
                break;
            }
            at += c.len_utf8();
        }
        self.full_stop(start, at)
    }

    /// Whether `c`, between `before` and `next`, is inside a word or number.
    fn joins(&self, start: usize, at: usize, before: char, c: char, next: char) -> bool {
        if !next.is_alphanumeric() {
            return false;
        }
        match c {
            '-' | '\u{2010}' | '\u{2011}' | '&' => true,
            ',' => {
                let digits = self.text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                before.is_ascii_digit() && digits == 3
            }
            ':' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
            '.' => {
                let single = at - start == before.len_utf8() || self.dotted(start, at);
                let name = next.is_uppercase() && self.peek(at + 1 + next.len_utf8()).is_some_and(char::is_lowercase);
                (before.is_ascii_digit() && next.is_ascii_digit())
                    || (before.is_alphabetic() && next.is_alphabetic() && single && !name)
                    || (before.is_ascii_lowercase() && next.is_ascii_lowercase())
            }
            _ if is_apostrophe(c) => {
                let decade = before.is_ascii_digit() && matches!(next, 's' | 'S');
                decade || before.is_alphabetic() && clitic(&self.text[at + c.len_utf8()..]).is_none()
            }
            _ => false,
        }
    }

    /// Whether the word so far is single letters with full stops: `U.S`.
    fn dotted(&self, start: usize, at: usize) -> bool {
        let word = &self.text[start..at];
        word.contains('.') && word.split('.').all(|p| p.chars().count() == 1)
    }

    /// Takes in the full stop after an abbreviation or initial.
    fn full_stop(&self, start: usize, end: usize) -> usize {
        if self.peek(end) != Some('.') || self.peek(end + 1) == Some('.') {
            return end;
        }
        let word = &self.text[start..end];
        let follows = self.text[end + 1..].trim_start().chars().next();
        let abbreviated = match self.abbreviations.of(word) {
            Some(Abbreviation::Number) => follows.is_some_and(|c| c.is_ascii_digit()),
            // A title begins with a capital: "gen." but not "he saw a col."
            Some(Abbreviation::Title) => word.starts_with(char::is_uppercase),
            Some(_) => true,
            None => self.dotted(start, end) || self.is_initial(word, end, follows),
        };
        end + usize::from(abbreviated)
    }

    /// One capital before a full stop and another name: `J. Smith`.
    fn is_initial(&self, word: &str, end: usize, follows: Option<char>) -> bool {
        let mut chars = word.chars();
        let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
        single && word != "I" && follows.is_some_and(char::is_alphabetic) && self.peek(end + 1).is_some()
    }

    /// A web address, whole.
    fn address(&self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        if !rest.starts_with(['h', 'w']) {
            return None;
        }
        if !(rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
            return None;
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | '”')).unwrap_or(rest.len());
        Some(start + rest[..end].trim_end_matches(['.', ',', ';']).len())
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{02BC}' | '\u{2018}' | '`')
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0652}')
}

/// The length of a clitic such as `s` or `ll` at the head of `rest`.
fn clitic(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let len = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    if !(1..=2).contains(&len) || rest[len..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let known = ["s", "ll", "re", "ve", "d", "m"].iter().any(|c| c.eq_ignore_ascii_case(&rest[..len]));
    known.then_some(len)
}

/// The character that begins at a byte; `None` past the end.
pub fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text.get(at..)?.chars().next() }
}

/// The shape of a word, number or mark.
pub fn shape(word: &str) -> Shape {
    // Most words: letters without accents, the first perhaps a capital.
    let bytes = word.as_bytes();
    if bytes.get(1..).is_some_and(|rest| rest.iter().all(u8::is_ascii_lowercase)) {
        match bytes.first() {
            Some(b'a'..=b'z') => return Shape::Lower,
            Some(b'A'..=b'Z') => return Shape::Title,
            _ => {}
        }
    }
    let (mut upper, mut lower, mut digits) = (0u32, 0u32, 0u32);
    let (mut first_upper, mut inner_upper) = (false, false);
    let mut part_start = true;
    for (i, c) in word.chars().enumerate() {
        if c.is_ascii_digit() || c.is_numeric() {
            digits += 1;
        } else if c.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
            inner_upper |= !part_start;
        } else if c.is_alphabetic() {
            lower += 1;
        }
        part_start = matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
    }
    match (upper, lower, digits) {
        (0, 0, 0) => Shape::Punct,
        (0, 0, _) => Shape::Number,
        (0, _, 0) => Shape::Lower,
        (2.., 0, 0) => Shape::Upper,
        (_, _, 0) if first_upper && !inner_upper => Shape::Title,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut abbreviations = Abbreviations::default();
        for (word, kind) in [("gen", Abbreviation::Title), ("nov", Abbreviation::Plain), ("no", Abbreviation::Number)] {
            abbreviations.words.insert(word.to_owned(), kind);
        }
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &abbreviations, &mut tokens);
        tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn names_numbers_and_hyphens_stay_whole() {
        assert_eq!(words("Nagorno-Karabakh, a 44-day war"), ["Nagorno-Karabakh", ",", "a", "44-day", "war"]);
        assert_eq!(words("6,500 people, 2.5 km"), ["6,500", "people", ",", "2.5", "km"]);
        assert_eq!(words("a 1,200-strong unit"), ["a", "1,200-strong", "unit"]);
        assert_eq!(words("on 2022-08-04 at 09:30"), ["on", "2022-08-04", "at", "09:30"]);
        assert_eq!(words("war — in 2020–2021"), ["war", "—", "in", "2020", "–", "2021"]);
        assert_eq!(words("in 1994,2020"), ["in", "1994", ",", "2020"]);
    }

    #[test]
    fn possessives_are_split_and_inner_apostrophes_are_not() {
        assert_eq!(words("Russia's and Russia’s"), ["Russia", "'s", "and", "Russia", "’s"]);
        assert_eq!(words("RUSSIA'S troops' Sana'a"), ["RUSSIA", "'S", "troops", "'", "Sana'a"]);
        assert_eq!(words("they'll, didn't"), ["they", "'ll", ",", "didn't"]);
        assert_eq!(words("the 1980'S and '90s"), ["the", "1980'S", "and", "'90s"]);
        assert_eq!(words("'Revenge'"), ["'", "Revenge", "'"]);
    }

    #[test]
    fn full_stops_belong_to_abbreviations_only() {
        assert_eq!(words("Gen. J. Smith left."), ["Gen.", "J.", "Smith", "left", "."]);
        assert_eq!(words("U.S. and U.N. at 5 p.m."), ["U.S.", "and", "U.N.", "at", "5", "p.m."]);
        assert_eq!(
            words("Nov. 16, No. 4, NO.4. No. He"),
            ["Nov.", "16", ",", "No.", "4", ",", "NO.", "4", ".", "No", ".", "He"]
        );
        assert_eq!(words("fire... came"), ["fire", "...", "came"]);
        assert_eq!(words("S.Ossetian"), ["S.", "Ossetian"]);
        assert_eq!(words("see www.example.org."), ["see", "www.example.org", "."]);
    }

    #[test]
    fn shapes() {
        for (word, expected) in [
            ("Baku", Shape::Title),
            ("Nagorno-Karabakh", Shape::Title),
            ("U.S.", Shape::Upper),
            ("FMLN", Shape::Upper),
            ("pro-Armenian", Shape::Mixed),
            ("44-day", Shape::Mixed),
            ("6,500", Shape::Number),
            ("people", Shape::Lower),
            ("—", Shape::Punct),
            ("A", Shape::Title),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
