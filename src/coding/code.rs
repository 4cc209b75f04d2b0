//! From a document to event mentions: the steps of the layer, in order.

use std::borrow::Cow;

use super::apart::{casualty, it_happened, told_apart, toll_only};
use super::authors::{beside_crowds, name_authors, of_antecedents, sides_by_dead};
use super::entity::Reader;
use super::figures::{Figure, figures};
use super::ground::{assign_roles, strange};
use super::literal::fits;
use super::mention::build;
use super::place::place_of;
use super::proof::{Proof, kind_name, speaker_words};
use super::roles::roles;
use super::sentence::Sent;
use super::setting::sift;
use super::speaker::{Attributed, attributions, carried, speaker_at};
use super::standing::{Context, ongoing, status};
use super::trigger::{Coded, Frames, Trigger};
use super::voice::Memory;
use super::when::time_of;
use super::{EventMention, Status};
use crate::document::{BlockKind, Document, Sentence};
use crate::error::Result;
use crate::geoparse::Toponym;
use crate::grammar::{Parser, Tagger, Upos, lemma};
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, DatePrecision, TimeExpression, TimeKind};

/// The compiled frames and the tagger: made once, shared by all threads.
#[derive(Debug)]
pub struct Coder {
    pub(super) frames: Frames,
    pub(super) tagger: Tagger,
    pub(super) parser: Parser,
}

impl Coder {
    /// Compiles the frames of a lexicon.
    ///
    /// # Errors
    /// When a frame names no event type of the vocabulary, or the tagger's
    /// weights are broken.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        Ok(Self { frames: Frames::new(&lexicon.frames)?, tagger: Tagger::embedded()?, parser: Parser::embedded()? })
    }

    /// Reads the events that a document tells, in order, and gives the place
    /// names their roles.
    pub fn code(
        &self,
        doc: &Document,
        anchor: &Anchor,
        times: &[TimeExpression],
        toponyms: &mut [Toponym],
        lexicon: &Lexicon,
    ) -> Vec<EventMention> {
        let mut mentions = Vec::new();
        if doc.sentences.iter().any(|s| self.triggered(doc, s)) {
            let strange = strange(toponyms);
            let reader = Reader { lexicon, toponyms, times, day: anchor.date, strange, all_caps: doc.all_caps };
            let mut memory = Memory::default();
            let mut before: Option<(usize, Attributed)> = None;
            for (index, sentence) in doc.sentences.iter().enumerate().flat_map(|(i, s)| pieces(doc, i, s)) {
                let sentence = &*sentence;
                let told = matches!(doc.kind(sentence), BlockKind::Body | BlockKind::Headline);
                let triggered = told && self.triggered(doc, sentence);
                if !(triggered || told && reports(doc, sentence, lexicon)) {
                    continue;
                }
                // Who speaks is found without a parse where nothing else is told.
                let parser = triggered.then_some(&self.parser);
                let sent = Sent::analyse(doc, index, sentence, &self.tagger, parser);
                let said = attributions(&sent, &reader, anchor, &mut memory);
                let near = before.as_ref().filter(|(i, _)| {
                    *i + 1 == index && doc.sentences.get(*i).is_some_and(|s| s.paragraph == sentence.paragraph)
                });
                let carried = carried(&said, sent.words.len(), near.map(|(_, a)| a));
                before = said.last().map(|a| (index, a.clone()));
                let carried = carried.as_slice();
                let input = Input { doc, sentence, anchor, times, said: &said, carried };
                self.sentence(&sent, &reader, &input, &mut mentions);
            }
        }
        if is_sport(doc, lexicon) {
            mentions.retain(|m| m.casualties.iter().any(|c| c.count.min.is_some()));
        }
        sift(&mut mentions, doc, lexicon);
        super::scene::set(&mut mentions, doc, toponyms, times);
        assign_roles(&mentions, toponyms);
        mentions
    }

    pub(super) fn triggered(&self, doc: &Document, sentence: &Sentence) -> bool {
        doc.tokens.get(sentence.tokens.clone()).unwrap_or(&[]).iter().any(|t| {
            let lower = t.span.of(&doc.text).to_lowercase();
            self.frames.may_begin(&lower)
                || self.frames.may_begin(&lemma(&lower, Upos::Verb))
                || self.frames.may_begin(&lemma(&lower, Upos::Noun))
                || matches!(
                    &*lower,
                    "happened"
                        | "occurred"
                        | "dead"
                        | "died"
                        | "toll"
                        | "casualties"
                        | "losses"
                        | "lost"
                        | "deaths"
                        | "missing"
                )
        })
    }

    fn sentence(&self, sent: &Sent<'_>, reader: &Reader<'_>, input: &Input<'_>, mentions: &mut Vec<EventMention>) {
        let figures = figures(sent, reader);
        let first = mentions.len();
        let mut at = Vec::new();
        let mut vetoed = Vec::new();
        for readings in self.frames.find(sent) {
            // The first reading of the words that is meant literally.
            let read = readings.iter().find_map(|t| {
                let coded = &self.frames.frames[t.frame];
                Self::mention(sent, reader, input, coded, *t, &figures).map(|m| (t.start, m))
            });
            if let Some((start, mention)) = read {
                at.push(start);
                mentions.push(mention);
            } else {
                let harm = |t: &&Trigger| self.frames.frames[t.frame].frame.result;
                vetoed.extend(readings.iter().filter(harm).map(|t| t.start..t.end));
            }
        }
        beside_crowds(sent, mentions, first, &mut at);
        of_antecedents(sent, &mut mentions[first..], &at);
        let natural = self.frames.natural(sent);
        for figure in &figures {
            let casualty = casualty(sent, input, figure);
            // The nearest mention of the sentence takes the figure; a mention
            // that tells results only takes it last.
            let own = (0..at.len()).min_by_key(|&i| {
                let m = &mentions[first + i];
                let boundary = sent.clause_start(at[i]) != sent.clause_start(figure.at);
                let background = matches!(m.status, Status::Background | Status::Planned | Status::Generic);
                (boundary && background, boundary, at[i].abs_diff(figure.at))
            });
            match own {
                Some(i) => mentions[first + i].casualties.push(casualty),
                // "killed by the storm": what no frame takes is no event.
                None if natural || vetoed.iter().any(|t| t.contains(&figure.at)) => {}
                None => {
                    if let Some(m) = toll_only(sent, reader, input, figure, casualty) {
                        at.push(figure.at);
                        mentions.push(m);
                    }
                }
            }
        }
        if at.is_empty()
            && let Some(verb) = it_happened(sent)
        {
            let casualty = None;
            mentions.extend(told_apart(sent, reader, input, verb, casualty, "where"));
        }
        for mention in mentions.iter_mut().skip(first).filter(|m| m.family == "fight") {
            sides_by_dead(reader, input.doc, &figures, input.said, mention);
        }
        name_authors(sent, reader, input, &at, first, mentions);
    }

    fn mention(
        sent: &Sent<'_>,
        reader: &Reader<'_>,
        input: &Input<'_>,
        coded: &Coded,
        trigger: Trigger,
        figures: &[Figure],
    ) -> Option<EventMention> {
        // "March 4" is no march.
        if reader.is_time(sent.span_of(trigger.start, trigger.end)) && trigger.end == trigger.start + 1 {
            return None;
        }
        let roles = roles(sent, reader, coded, &trigger);
        if !fits(sent, coded, &trigger, &roles, figures) {
            return None;
        }
        let place = place_of(sent, reader, input.doc, &trigger, &roles);
        let dated = time_of(sent, reader.lexicon, input.times, input.anchor, trigger.start);
        let said = speaker_at(input.said, trigger.start);
        let headline = input.doc.kind(input.sentence) == BlockKind::Headline;
        let near: Vec<Figure> =
            figures.iter().filter(|f| sent.clause_start(f.at) == sent.clause_start(trigger.start)).cloned().collect();
        let context = Context {
            lexicon: reader.lexicon,
            coded,
            trigger,
            roles: &roles,
            time: dated.time.and_then(|t| input.times.get(t)),
            long_past: dated.long_past,
            recent: is_recent(dated.time.and_then(|t| input.times.get(t)), input.anchor) && !dated.long_past,
            placed: place.is_some(),
            figures: &near,
            said,
            headline,
        };
        let (status, why) = status(sent, &context)?;
        let aside = coded.frame.dated && dated.time.is_none() && !headline && sent.index > LEAD;
        let (status, why) = match status {
            Status::Reported if aside => (Status::Background, "told far down without a day"),
            other => (other, why),
        };
        // "armed with grenades": what is only named took no part.
        if status == Status::Generic && place.is_none() && dated.time.is_none() && coded.names_only(sent, &trigger) {
            return None;
        }
        let ongoing = ongoing(sent, &context);
        let mut mention =
            build(sent, reader, input, coded, &trigger, &roles, place, &dated, said, status, ongoing, headline);
        mention.proof = Proof { kind: kind_name(trigger.kind), why, speaker: speaker_words(sent, said) };
        Some(mention)
    }
}

/// Whether a time is a day of the news at hand.
fn is_recent(time: Option<&TimeExpression>, anchor: &Anchor) -> bool {
    const DAYS: i32 = 4;
    let Some(time) = time.filter(|t| t.kind == TimeKind::Point && t.precision <= DatePrecision::Night) else {
        return false;
    };
    match (anchor.date, time.range.and_then(|r| r.end)) {
        (Some(today), Some(end)) => today.since(end).is_ok_and(|s| (0..=DAYS).contains(&s.get_days())),
        _ => time.weekday.is_some() && !time.distant,
    }
}

/// Sentences that tell the news itself.
const LEAD: usize = 3;

/// What of the document a sentence is read with.
pub(super) struct Input<'a> {
    pub(super) doc: &'a Document,
    pub(super) sentence: &'a Sentence,
    pub(super) anchor: &'a Anchor,
    pub(super) times: &'a [TimeExpression],
    pub(super) said: &'a [Attributed],
    /// Whose word figures without a speaker are.
    pub(super) carried: &'a [Attributed],
}

/// Words beyond which a sentence is none, and is read in pieces.
const LONGEST: usize = 300;

/// A sentence, or the pieces of what is too long to be one: lists, tables,
/// garbage without a full stop.
fn pieces<'d>(doc: &'d Document, index: usize, sentence: &'d Sentence) -> Vec<(usize, Cow<'d, Sentence>)> {
    let words = sentence.tokens.clone();
    if words.len() <= LONGEST {
        return vec![(index, Cow::Borrowed(sentence))];
    }
    words
        .clone()
        .step_by(LONGEST)
        .filter_map(|from| {
            let tokens = from..(from + LONGEST).min(words.end);
            let span = doc.tokens.get(tokens.start)?.span.join(doc.tokens.get(tokens.end.checked_sub(1)?)?.span);
            Some((index, Cow::Owned(Sentence { span, tokens, ..sentence.clone() })))
        })
        .collect()
}

/// Whether a report is about a game: one word of sport in forty, and several.
pub(super) fn is_sport(doc: &Document, lexicon: &Lexicon) -> bool {
    let sport = &lexicon.wording.cues.sport;
    let said = |t: &&crate::document::Token| {
        let lower = t.span.of(&doc.text).to_lowercase();
        sport.contains(&lower) || sport.iter().any(|s| *s == lemma(&lower, Upos::Noun))
    };
    let found = doc.tokens.iter().filter(said).count();
    found >= 6 && found * 40 >= doc.tokens.len()
}

fn reports(doc: &Document, sentence: &Sentence, lexicon: &Lexicon) -> bool {
    doc.tokens.get(sentence.tokens.clone()).unwrap_or(&[]).iter().any(|t| {
        let lower = t.span.of(&doc.text).to_lowercase();
        lexicon.wording.reporting.contains_key(&*lemma(&lower, Upos::Verb))
    })
}
