//! The report as the recogniser sees it: words with hyphens opened, their
//! lower-case forms, and what case proves in each sentence.

use crate::document::{BlockKind, Document};
use crate::text::{Shape, Span};

/// How a word stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// First of its sentence.
    Start,
    /// White space between.
    Space,
    /// A hyphen between: "Nagorno-Karabakh".
    Hyphen,
    /// Nothing between: a clitic or a mark after its word.
    None,
}

/// What the capitals of a sentence prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// As in running text: a capital marks a name or the sentence's head.
    Running,
    /// Most words have a capital, as in headlines.
    Titled,
    /// All capitals.
    Capitals,
    /// No capitals at all.
    Lower,
}

/// A word, a part of a hyphened word, a number or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Where it stands in the working text.
    pub(super) span: Span,
    /// Its form.
    pub(super) shape: Shape,
    /// How it stands to the word before.
    pub(super) gap: Gap,
    /// Index into [`Words::sentences`].
    pub(super) sentence: u32,
    /// Whether it is the first word of its sentence, quotes passed over.
    pub(super) first: bool,
    lower: Lower,
}

/// Where the lower-case form of a word stands, without a last full stop: most
/// words have it in the text.
#[derive(Debug, Clone, Copy)]
enum Lower {
    /// In the document's text.
    AsWritten((u32, u32)),
    /// In [`Words::lowered`].
    Changed((u32, u32)),
}

/// A sentence as a range of words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Its first word.
    pub(super) from: usize,
    /// One past its last word.
    pub(super) to: usize,
    /// What its capitals prove.
    pub(super) casing: Casing,
}

/// All words of the blocks that can hold place names.
#[derive(Debug)]
pub(super) struct Words<'d> {
    pub(super) doc: &'d Document,
    pub(super) list: Vec<Word>,
    pub(super) sentences: Vec<Stretch>,
    lowered: String,
}

impl<'d> Words<'d> {
    /// The words of a document, without boilerplate and agency lines.
    pub(super) fn new(doc: &'d Document) -> Self {
        let mut all = Self {
            doc,
            list: Vec::with_capacity(doc.tokens.len() + doc.tokens.len() / 8),
            sentences: Vec::with_capacity(doc.sentences.len()),
            lowered: String::with_capacity(doc.text.len()),
        };
        for sentence in &doc.sentences {
            let kind = doc.kind(sentence);
            if matches!(kind, BlockKind::Boilerplate | BlockKind::AgencyLine | BlockKind::Stamp) {
                continue;
            }
            let from = all.list.len();
            for token in doc.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
                all.open(token.span, token.shape, from);
            }
            let casing = all.casing(from);
            all.mark_first(from);
            all.sentences.push(Stretch { from, to: all.list.len(), casing });
        }
        all
    }

    /// Adds a token, opened at its hyphens.
    fn open(&mut self, span: Span, shape: Shape, sentence_start: usize) {
        let text = span.of(&self.doc.text);
        let gap = self.gap_before(span.start, sentence_start);
        // The first byte of the hyphens beyond ASCII is quickly seen.
        let maybe = !matches!(shape, Shape::Number | Shape::Punct) && text.bytes().any(|b| matches!(b, b'-' | 0xe2));
        if !maybe || !text.contains(is_hyphen) {
            self.push(span, text, shape, gap);
            return;
        }
        let mut at = span.start;
        let mut gap = gap;
        for part in text.split(is_hyphen) {
            let end = at + part.len();
            if !part.is_empty() {
                self.push(Span::new(at, end), part, crate::text::shape(part), gap);
                gap = Gap::Hyphen;
            }
            // The hyphen itself, one to three bytes long.
            at = end + self.doc.text.get(end..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        }
    }

    fn gap_before(&self, start: usize, sentence_start: usize) -> Gap {
        match self.list.last() {
            Some(last) if self.list.len() > sentence_start => {
                if last.span.end == start {
                    Gap::None
                } else {
                    Gap::Space
                }
            }
            _ => Gap::Start,
        }
    }

    fn push(&mut self, span: Span, text: &str, shape: Shape, gap: Gap) {
        if shape == Shape::Lower && text.is_ascii() {
            let stop = text.len() > 1 && text.ends_with('.');
            let lower = (span.start as u32, (span.end - usize::from(stop)) as u32);
            return self.add(span, shape, gap, Lower::AsWritten(lower));
        }
        let start = self.lowered.len();
        if text.is_ascii() {
            self.lowered.push_str(text);
            if let Some(tail) = self.lowered.get_mut(start..) {
                tail.make_ascii_lowercase();
            }
        } else {
            for c in text.chars() {
                match c {
                    '\u{2019}' | '\u{2bc}' | '\u{2018}' | '`' => self.lowered.push('\''),
                    c => self.lowered.extend(c.to_lowercase()),
                }
            }
        }
        if self.lowered.len() > start + 1 && self.lowered.ends_with('.') {
            self.lowered.pop();
        }
        let lower = Lower::Changed((start as u32, self.lowered.len() as u32));
        self.add(span, shape, gap, lower);
    }

    fn add(&mut self, span: Span, shape: Shape, gap: Gap, lower: Lower) {
        self.list.push(Word { span, shape, gap, sentence: self.sentences.len() as u32, first: false, lower });
    }

    /// What the capitals prove in the sentence whose words begin at `from`.
    fn casing(&self, from: usize) -> Casing {
        let (mut lower, mut title, mut upper, mut longer) = (0u32, 0u32, 0u32, 0u32);
        for word in &self.list[from..] {
            match word.shape {
                Shape::Lower if word.gap == Gap::None => {}
                Shape::Lower => {
                    lower += 1;
                    longer += u32::from(word.span.len() > 3);
                }
                Shape::Title | Shape::Mixed => title += 1,
                Shape::Upper => upper += 1,
                Shape::Number | Shape::Punct => {}
            }
        }
        let all = lower + title + upper;
        if self.doc.all_caps || (upper >= 3 && upper * 10 >= all * 8) {
            Casing::Capitals
        } else if title + upper == 0 {
            if all >= 4 { Casing::Lower } else { Casing::Running }
        } else if all >= 5 && title + upper >= 4 && longer * 5 <= all && longer * 3 <= title + upper {
            // "Gunmen Kill Five in Northern Town": long words are capitalised.
            Casing::Titled
        } else {
            Casing::Running
        }
    }

    fn mark_first(&mut self, from: usize) {
        if let Some(word) = self.list[from..].iter_mut().find(|w| w.shape != Shape::Punct) {
            word.first = true;
        }
    }

    /// The number of words.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The word, as written.
    #[inline]
    pub(super) fn text(&self, i: usize) -> &'d str {
        self.list.get(i).map_or("", |w| w.span.of(&self.doc.text))
    }

    /// The word without a last full stop, as written.
    #[inline]
    pub(super) fn bare(&self, i: usize) -> &'d str {
        let text = self.text(i);
        if text.len() > 1 { text.trim_end_matches('.') } else { text }
    }

    /// The word in lower case, without a last full stop.
    #[inline]
    pub(super) fn lower(&self, i: usize) -> &str {
        let Some(word) = self.list.get(i) else { return "" };
        let (text, (start, end)) = match word.lower {
            Lower::AsWritten(at) => (self.doc.text.as_str(), at),
            Lower::Changed(at) => (self.lowered.as_str(), at),
        };
        text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The sentence of a word.
    #[inline]
    pub(super) fn stretch(&self, i: usize) -> Stretch {
        let none = Stretch { from: 0, to: 0, casing: Casing::Running };
        self.list.get(i).and_then(|w| self.sentences.get(w.sentence as usize)).copied().unwrap_or(none)
    }

    /// The words of `[from, to)` as one span.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        match (self.list.get(from), self.list.get(to.saturating_sub(1))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end.max(a.span.start)),
            _ => Span::new(0, 0),
        }
    }

    /// The lower-case word `n` places on from `i`, within the sentence.
    pub(super) fn on(&self, i: usize, n: usize) -> Option<&str> {
        let at = i.checked_add(n)?;
        (at < self.stretch(i).to).then(|| self.lower(at))
    }

    /// The lower-case word `n` places back from `i` (0: `i` itself), within
    /// the sentence.
    pub(super) fn back(&self, i: usize, n: usize) -> Option<&str> {
        let at = i.checked_sub(n)?;
        (i < self.len() && at >= self.stretch(i).from).then(|| self.lower(at))
    }

    /// As [`Words::on`], as written.
    pub(super) fn on_written(&self, i: usize, n: usize) -> Option<&str> {
        let at = i.checked_add(n)?;
        (at < self.stretch(i).to).then(|| self.bare(at))
    }

    /// As [`Words::back`], as written.
    pub(super) fn back_written(&self, i: usize, n: usize) -> Option<&str> {
        let at = i.checked_sub(n)?;
        (i < self.len() && at >= self.stretch(i).from).then(|| self.bare(at))
    }

    /// Whether the word begins with a capital.
    #[inline]
    pub(super) fn capital(&self, i: usize) -> bool {
        let Some(word) = self.list.get(i) else { return false };
        match word.shape {
            Shape::Title | Shape::Upper => true,
            // "d'Ivoire", "al'Umar" too.
            Shape::Mixed => {
                let text = self.text(i);
                let inner = |(at, c): (usize, char)| {
                    matches!(c, '\'' | '’')
                        && text.get(at + c.len_utf8()..).is_some_and(|r| r.starts_with(char::is_uppercase))
                };
                text.starts_with(char::is_uppercase) || text.char_indices().any(inner)
            }
            Shape::Lower | Shape::Number | Shape::Punct => false,
        }
    }

    /// Whether the word is a mark of punctuation.
    #[inline]
    pub(super) fn mark(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|w| w.shape == Shape::Punct)
    }

    /// Whether the word is a possessive ending or other clitic.
    #[inline]
    pub(super) fn clitic(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|w| w.gap == Gap::None)
            && self.lower(i).starts_with('\'')
            && self.text(i).len() > 1
    }

    /// Whether word `i` and the one before it belong to one phrase: no mark
    /// between them, the same sentence.
    #[inline]
    pub(super) fn joined(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Hyphen)) && !self.mark(i)
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
