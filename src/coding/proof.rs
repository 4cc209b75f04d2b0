//! Why a mention reads as it does, and which triggers came to nothing.

use super::Coder;
use super::code::is_sport;
use super::entity::Reader;
use super::figures::figures;
use super::ground::strange;
use super::literal::fits;
use super::roles::roles;
use super::sentence::{Sent, is_quote};
use super::speaker::Attributed;
use super::trigger::Kind;
use crate::document::{BlockKind, Document};
use crate::geoparse::Toponym;
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, TimeExpression};
use crate::text::Span;

/// What a mention's reading rests on, beyond the words of its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    /// What sort of words triggered the frame: verb, noun, phrase...
    pub kind: &'static str,
    /// Why it has its status.
    pub why: &'static str,
    /// The words that say who says so, with the verb of saying.
    pub speaker: Option<Span>,
}

/// A trigger that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The words.
    pub words: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// The frame that they would trigger.
    pub frame: String,
    /// Why they do not.
    pub why: &'static str,
}

/// The name of a kind of trigger.
pub(super) const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Undergo => "phrase, undergone",
        Kind::Phrase => "phrase",
        Kind::Noun => "noun",
        Kind::Verb => "verb",
        Kind::WeakVerb => "weak verb",
    }
}

/// Words between a subject and its verb of saying, at most, for both to be
/// shown as one.
const NEAR: usize = 10;

/// The words that say who speaks: "the ministry said", "said police",
/// "according to X". `None` for a quotation that goes on.
pub(super) fn speaker_words(sent: &Sent<'_>, said: Option<&Attributed>) -> Option<Span> {
    let at = said?.at;
    if sent.lower(at) == "to" {
        let group = sent.group_at(at + 1)?;
        return Some(sent.span_of(at.saturating_sub(1), sent.chain_end(group)));
    }
    let verb = sent.verb_at(at)?;
    let inverted = at > 0 && (sent.lower(at - 1) == "," || is_quote(sent.lower(at - 1)));
    if let Some(group) = sent.group_at(at + 1).filter(|_| inverted) {
        return Some(sent.span_of(at, sent.chain_end(group)));
    }
    let groups = if verb.passive { sent.agents(at, at + 1) } else { sent.subjects(verb) };
    let start = groups.first().map_or(at, |g| sent.groups[*g].start);
    let (from, to) = (start.min(at), start.max(at));
    let from = if to - from <= NEAR { from } else { at };
    Some(sent.span_of(from, at.max(from) + 1))
}

impl Coder {
    /// The triggers of a document that no mention came of, with the reason as
    /// far as it can be told. `taken` are the triggers of its mentions. Reads
    /// the sentences once more: not for the way of many reports.
    pub fn rejected(
        &self,
        doc: &Document,
        anchor: &Anchor,
        times: &[TimeExpression],
        toponyms: &[Toponym],
        lexicon: &Lexicon,
        taken: &[Span],
    ) -> Vec<Rejected> {
        let game = is_sport(doc, lexicon);
        let strange = strange(toponyms);
        let defined = super::defined::Defined::of(doc);
        let reader = Reader { lexicon, toponyms, times, day: anchor.date, strange, defined, all_caps: doc.all_caps };
        let mut out = Vec::new();
        for (index, sentence) in doc.sentences.iter().enumerate() {
            let told = matches!(doc.kind(sentence), BlockKind::Body | BlockKind::Headline);
            if !told || !self.triggered(doc, sentence) {
                continue;
            }
            let sent = Sent::analyse(doc, index, sentence, &self.tagger, Some(&self.parser));
            let figures = figures(&sent, &reader);
            for readings in self.frames.find(&sent) {
                let Some(first) = readings.first() else { continue };
                let words = sent.span_of(first.start, first.end);
                if taken.iter().any(|t| t.overlaps(words)) {
                    continue;
                }
                let literal = readings.iter().any(|t| {
                    let coded = &self.frames.all[t.frame];
                    fits(&sent, &reader.lexicon.wording, coded, t, &roles(&sent, &reader, coded, t), &figures)
                });
                let why = if reader.is_time(words) {
                    "part of a date"
                } else if game {
                    "the report is about a game"
                } else if !literal {
                    "who acts, who suffers or how it is said does not fit the frame"
                } else {
                    "told as no event: denied without a speaker, invented, or only named"
                };
                out.push(Rejected {
                    words,
                    sentence: index,
                    frame: self.frames.all[first.frame].frame.id.clone(),
                    why,
                });
            }
        }
        out
    }
}
