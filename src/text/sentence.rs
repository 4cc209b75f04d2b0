//! Sentences: where the tokens of one block divide.

use std::ops::Range;

use super::token::{Abbreviation, Abbreviations, Shape, Token, lowered};

/// Longer stretches without a full stop are cut, so that what is quadratic in
/// a sentence stays cheap on lists and tables.
const LONGEST: usize = 300;

/// Divides `range` of `tokens` into sentences: half-open ranges that cover it.
///
/// In text without small letters (`all_caps`) a capital after a full stop
/// proves nothing, so only words that commonly open a sentence end one after
/// an abbreviation.
pub fn sentences(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    abbreviations: &Abbreviations,
) -> Vec<Range<usize>> {
    let split = Splitter { text, tokens, end: range.end, abbreviations };
    let mut found = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    while at < range.end {
        match split.end_after(at) {
            Some(end) => {
                found.push(start..end);
                (start, at) = (end, end);
            }
            None if at + 1 - start >= LONGEST => {
                found.push(start..at + 1);
                (start, at) = (at + 1, at + 1);
            }
            None => at += 1,
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    end: usize,
    abbreviations: &'a Abbreviations,
}

impl<'a> Splitter<'a> {
    fn word(&self, at: usize) -> &'a str {
        if at < self.end { self.tokens.get(at).map_or("", |t| t.span.of(self.text)) } else { "" }
    }

    /// Whether token `at` stands directly after the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.tokens[at].span.start == self.tokens[at - 1].span.end
    }

    /// Where the next sentence begins, if one ends with token `at`.
    fn end_after(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        if !matches!(word.as_bytes().last(), Some(b'.' | b'!' | b'?' | 0xa6)) {
            return None;
        }
        let terminal =
            matches!(word, "." | "!" | "?" | "…" | "?!" | "...") || (word.len() > 3 && word.bytes().all(|b| b == b'.'));
        let shortened = !terminal && word.len() > 1 && word.ends_with('.') && self.tokens[at].shape != Shape::Punct;
        if !terminal && !shortened {
            return None;
        }
        let next = self.past_closers(at + 1);
        if next >= self.end {
            return Some(self.end);
        }
        let ends = if shortened { self.after_abbreviation(word, next) } else { self.after_mark(at, word, next) };
        ends.then_some(next)
    }

    /// Skips quotes and brackets that close after the full stop, and further
    /// marks (`?!`).
    fn past_closers(&self, mut at: usize) -> usize {
        while at < self.end && self.touches(at) && is_closer(self.word(at)) {
            at += 1;
        }
        at
    }

    /// The first word of what follows, past opening quotes and brackets.
    fn opener(&self, mut at: usize) -> (usize, &'a str) {
        while at < self.end && is_opening(self.word(at)) {
            at += 1;
        }
        (at, self.word(at))
    }

    fn after_mark(&self, at: usize, mark: &str, next: usize) -> bool {
        let (first, word) = self.opener(next);
        let Some(token) = self.tokens.get(first).filter(|_| first < self.end) else { return true };
        let spaced = !self.touches(next);
        match token.shape {
            Shape::Lower => caseless(word),
            // "end.The next": a full stop glued to a capital.
            Shape::Title | Shape::Upper => {
                spaced || (mark == "." && at > 0 && self.tokens[at - 1].shape == Shape::Lower)
            }
            Shape::Mixed => spaced && word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
            Shape::Number => spaced && mark != "...",
            Shape::Punct => spaced && first > next || matches!(word, "—" | "–" | "--" | "•" | "*"),
        }
    }

    fn after_abbreviation(&self, word: &str, next: usize) -> bool {
        if self.touches(next) {
            return false;
        }
        let stem = &word[..word.len() - 1];
        let kind = self.abbreviations.of(stem);
        let (first, follows) = self.opener(next);
        let Some(token) = self.tokens.get(first).filter(|_| first < self.end) else { return true };
        let capital = matches!(token.shape, Shape::Title | Shape::Upper)
            || token.shape == Shape::Mixed && follows.starts_with(char::is_uppercase);
        if !capital {
            return false;
        }
        let initial = kind.is_none() && !stem.contains('.');
        match kind {
            Some(Abbreviation::Title | Abbreviation::Number) => false,
            Some(Abbreviation::Hour) => !lowered(follows, |w| self.abbreviations.after_hour.contains(w)),
            _ if initial => false,
            _ => first > next || lowered(follows, |w| self.abbreviations.openers.contains(w)),
        }
    }
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "!" | "?" | "." | "*")
}

fn is_opening(word: &str) -> bool {
    matches!(word, "\"" | "“" | "‘" | "'" | "`" | "(" | "[" | "«" | "„" | "*" | "_")
}

/// Scripts without capitals (Georgian, Arabic): any word may open a sentence.
fn caseless(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenize};

    fn split(text: &str) -> Vec<&str> {
        let mut abbreviations = Abbreviations::default();
        for (word, kind) in [
            ("gen", Abbreviation::Title),
            ("dr", Abbreviation::Title),
            ("nov", Abbreviation::Plain),
            ("p.m", Abbreviation::Hour),
            ("no", Abbreviation::Number),
        ] {
            abbreviations.words.insert(word.to_owned(), kind);
        }
        for word in ["the", "it", "he", "in"] {
            abbreviations.openers.insert(word.to_owned());
        }
        abbreviations.after_hour.insert("sunday".to_owned());
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &abbreviations, &mut tokens);
        sentences(text, &tokens, 0..tokens.len(), &abbreviations)
            .into_iter()
            .map(|r| &text[tokens[r.start].span.start..tokens[r.end - 1].span.end])
            .collect()
    }

    #[test]
    fn plain_sentences_and_abbreviations() {
        assert_eq!(split("Gen. J. Smith left. He fled."), ["Gen. J. Smith left.", "He fled."]);
        assert_eq!(split("It left the U.S. Army in Nov. 2016."), ["It left the U.S. Army in Nov. 2016."]);
        assert_eq!(split("It left the U.S. The army stayed."), ["It left the U.S.", "The army stayed."]);
        assert_eq!(
            split("At 5 p.m. Sunday it fell. At 6 p.m. Troops came."),
            ["At 5 p.m. Sunday it fell.", "At 6 p.m.", "Troops came."]
        );
        assert_eq!(split("Some 2.5 km away. 12 died."), ["Some 2.5 km away.", "12 died."]);
    }

    #[test]
    fn quotations_go_on() {
        assert_eq!(
            split("\"Stop!\" he said. \"It is over.\" He left."),
            ["\"Stop!\" he said.", "\"It is over.\"", "He left."]
        );
        assert_eq!(split("“We hold it. They fled,” he said."), ["“We hold it.", "They fled,” he said."]);
        assert_eq!(
            split("positions of the forces... came under fire."),
            ["positions of the forces... came under fire."]
        );
        assert_eq!(split("\"\"We hold it,' he said."), ["\"\"We hold it,' he said."]);
    }

    #[test]
    fn capitals_only() {
        assert_eq!(split("IT FELL IN THE U.S. ARMY BASE. HE FLED."), ["IT FELL IN THE U.S. ARMY BASE.", "HE FLED."]);
        assert_eq!(
            split("DETACHMENT NO.4 REPORTED. [TEXT] HE DIED."),
            ["DETACHMENT NO.4 REPORTED.", "[TEXT] HE DIED."]
        );
    }

    #[test]
    fn endless_lists_are_cut() {
        let text = "word ".repeat(1000);
        assert_eq!(split(&text).len(), 4);
    }
}
