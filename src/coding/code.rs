//! From a document to event mentions: the steps of the layer, in order.

use std::borrow::Cow;
use std::collections::HashSet;

use super::apart::{casualty, it_happened, told_apart, toll_only};
use super::authors::{beside_crowds, name_authors, of_antecedents, refer_together, sides_by_dead};
use super::conflict::bear_out;
use super::defined::Defined;
use super::entity::{Class, Entity, Reader};
use super::figures::{Figure, figures, taken};
use super::ground::{assign_roles, strange};
use super::literal::fits;
use super::mention::build;
use super::place::place_of;
use super::proof::{Proof, kind_name, speaker_words};
use super::roles::{Roles, roles};
use super::sentence::Sent;
use super::setting::{is_armed, sift};
use super::speaker::{Attributed, attributions, carried, speaker_at};
use super::standing::{Context, ongoing, status};
use super::trigger::{Coded, Frames, Kind, Trigger, WAR};
use super::voice::Memory;
use super::when::time_of;
use super::{EventMention, Scope, Status};
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
        if doc.sentences.iter().any(|s| self.may_tell(doc, s)) {
            let strange = strange(toponyms);
            let reader = Reader {
                lexicon,
                toponyms,
                times,
                day: anchor.date,
                strange,
                defined: Defined::of(doc),
                all_caps: doc.all_caps,
            };
            let mut memory = Memory::default();
            let mut before: Option<(usize, Attributed)> = None;
            let mut cast: Option<(usize, Entity)> = None;
            for (index, sentence) in doc.sentences.iter().enumerate().flat_map(|(i, s)| pieces(doc, i, s)) {
                let sentence = &*sentence;
                let told = matches!(doc.kind(sentence), BlockKind::Body | BlockKind::Headline);
                let triggered = told && (self.triggered(doc, sentence) || tells_war(sentence, times));
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
                let they = cast.as_ref().filter(|(i, _)| index - i <= CAST_REACH).map(|(_, e)| e);
                let input = Input { doc, sentence, anchor, times, said: &said, carried, they };
                if let Some(actor) = self.sentence(&sent, &reader, &input, &mut mentions) {
                    cast = Some((index, actor));
                }
            }
        }
        if !mentions.is_empty() {
            if is_sport(doc, lexicon) {
                let past =
                    |m: &EventMention| m.status == Status::Background && m.initiator.as_ref().is_some_and(is_armed);
                mentions.retain(|m| m.casualties.iter().any(|c| c.count.min.is_some()) || past(m));
            }
            sift(&mut mentions, doc, lexicon);
            bear_out(&mut mentions, doc, lexicon);
        }
        super::scene::set(&mut mentions, doc, toponyms, times);
        assign_roles(&mentions, toponyms);
        mentions
    }

    /// Whether all words of a trigger stand in a sentence. A report without such
    /// a sentence is not read at all.
    fn may_tell(&self, doc: &Document, sentence: &Sentence) -> bool {
        let mut lemmas = HashSet::new();
        for lower in words(doc, sentence) {
            if TOLLS.contains(&&*lower) {
                return true;
            }
            lemmas.extend([Upos::Verb, Upos::Noun].map(|pos| lemma(&lower, pos).into_owned()));
            lemmas.insert(lower);
        }
        self.frames.may_be_in(&lemmas)
    }

    /// Whether a trigger may begin in a sentence: only such are parsed. Words
    /// that begin one without the rest of it lead to places and speakers all
    /// the same ("The fire reached the market, he said").
    pub(super) fn triggered(&self, doc: &Document, sentence: &Sentence) -> bool {
        words(doc, sentence).any(|lower| {
            self.frames.may_begin(&lower)
                || self.frames.may_begin(&lemma(&lower, Upos::Verb))
                || self.frames.may_begin(&lemma(&lower, Upos::Noun))
                || TOLLS.contains(&&*lower)
        })
    }

    /// Reads one sentence; gives back who last acted in it.
    fn sentence(
        &self,
        sent: &Sent<'_>,
        reader: &Reader<'_>,
        input: &Input<'_>,
        mentions: &mut Vec<EventMention>,
    ) -> Option<Entity> {
        let mut cast = None;
        let figures = figures(sent, reader);
        let first = mentions.len();
        let mut at = Vec::new();
        let mut vetoed = Vec::new();
        let mut found = self.frames.find(sent);
        self.frames.name_wars(sent, input.times, &mut found);
        for readings in found {
            // The first reading of the words that is meant literally.
            let read = readings.iter().find_map(|t| {
                let coded = &self.frames.all[t.frame];
                Self::mention(sent, reader, input, coded, *t, &figures).map(|(m, actor)| (t.start, m, actor))
            });
            if let Some((start, mention, actor)) = read {
                at.push(start);
                cast = actor.or(cast);
                mentions.push(mention);
            } else {
                let harm = |t: &&Trigger| self.frames.all[t.frame].frame.result;
                vetoed.extend(readings.iter().filter(harm).map(|t| t.start..t.end));
            }
        }
        beside_crowds(sent, mentions, first, &mut at);
        of_antecedents(sent, &mut mentions[first..], &at);
        refer_together(sent, &mut mentions[first..], &at);
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
        // "7,000 people have been killed since the war began": a tally, no event.
        for m in mentions.iter_mut().skip(first).filter(|m| m.status == Status::Reported && m.time.is_none()) {
            let tally = m.casualties.iter().all(|c| c.scope == Scope::Cumulative && c.count.min.is_none_or(|n| n > 1));
            if tally && !m.casualties.is_empty() && (m.result || m.family == "toll") {
                (m.status, m.proof.why) = (Status::Background, "a tally of a longer time");
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
        cast
    }

    fn mention(
        sent: &Sent<'_>,
        reader: &Reader<'_>,
        input: &Input<'_>,
        coded: &Coded,
        trigger: Trigger,
        figures: &[Figure],
    ) -> Option<(EventMention, Option<Entity>)> {
        // "March 4" is no march.
        if reader.is_time(sent.span_of(trigger.start, trigger.end)) && trigger.end == trigger.start + 1 {
            return None;
        }
        let mut roles = roles(sent, reader, coded, &trigger);
        let said = speaker_at(input.said, trigger.start);
        if let Some(they) = input.they.filter(|_| said.is_none_or(|s| s.known.is_none() && s.code.is_none())) {
            stand_in(sent, &mut roles, they);
        }
        let of_war = || reader.war_of(sent, sent.span_of(trigger.start, trigger.end), trigger.kind == Kind::Verb);
        let war = if coded.frame.family == WAR { of_war() } else { None };
        if war.is_none() && !fits(sent, &reader.lexicon.wording, coded, &trigger, &roles, figures) {
            return None;
        }
        let place = place_of(sent, reader, input.doc, &trigger, &roles);
        let mut dated = time_of(sent, reader.lexicon, input.times, input.anchor, trigger.start);
        dated.time = war.or(dated.time);
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
        if coded.frame.family == "abduction" && mention.status.is_mapped() {
            let told = |g: usize| figures.iter().any(|f| f.who.as_ref().is_some_and(|w| w.group == g));
            let taken = taken(sent, &trigger, roles.targets.iter().filter(|e| !told(e.group)));
            mention.casualties.extend(taken.iter().map(|f| casualty(sent, input, f)));
        }
        mention.proof = Proof { kind: kind_name(trigger.kind), why, speaker: speaker_words(sent, said) };
        let actor = roles.initiators.into_iter().next().filter(|e| e.class.armed() && mention.status.is_mapped());
        Some((mention, actor))
    }
}

/// Whether a war is told of by its name, year or length.
fn tells_war(sentence: &Sentence, times: &[TimeExpression]) -> bool {
    let from = times.partition_point(|t| t.span.start < sentence.span.start);
    times[from..].iter().take_while(|t| t.span.end <= sentence.span.end).any(TimeExpression::is_war)
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
    /// Who acted last: "they".
    pub(super) they: Option<&'a Entity>,
}

/// Words of tolls and of what happened, which need no trigger.
const TOLLS: [&str; 10] =
    ["happened", "occurred", "dead", "died", "toll", "casualties", "losses", "lost", "deaths", "missing"];

/// The words of a sentence in lower case.
fn words<'d>(doc: &'d Document, sentence: &Sentence) -> impl Iterator<Item = String> + use<'d> {
    let tokens = doc.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
    tokens.iter().map(|t| t.span.of(&doc.text).to_lowercase())
}

/// Sentences back to which "they" may point.
const CAST_REACH: usize = 2;

/// "They burned the school": those who acted last.
fn stand_in(sent: &Sent<'_>, roles: &mut Roles, they: &Entity) {
    let pronoun = |e: &Entity| e.class == Class::Pronoun && sent.lower(sent.groups[e.group].head) == "they";
    if let Some(e) = roles.initiators.iter_mut().find(|e| pronoun(e)) {
        let Entity { class, code, known, alias, .. } = they.clone();
        *e = Entity { class, code, known, alias, passing: true, ..e.clone() };
    }
}

/// Words beyond which a sentence is none, and is read in pieces.
const LONGEST: usize = 300;

/// A sentence, or the pieces of what is too long to be one: lists, tables,
/// garbage without a full stop.
fn pieces<'d>(doc: &'d Document, index: usize, sentence: &'d Sentence) -> Vec<(usize, Cow<'d, Sentence>)> {
    let words = past_dateline(doc, sentence);
    if words == sentence.tokens && words.len() <= LONGEST {
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

/// The words of a sentence without the dateline that it begins with: "KYIV,
/// Ukraine - A missile hit" is no Ukrainian missile.
fn past_dateline(doc: &Document, sentence: &Sentence) -> std::ops::Range<usize> {
    let words = sentence.tokens.clone();
    let Some(dateline) = doc.dateline.as_ref().filter(|d| sentence.span.contains(d.span)) else { return words };
    let begins = doc.tokens.get(words.start).is_some_and(|t| dateline.span.contains(t.span));
    let past = words.clone().find(|i| doc.tokens[*i].span.start >= dateline.span.end);
    past.filter(|_| begins).map_or(words.clone(), |from| from..words.end)
}

/// Whether a report is about a game: one word of sport in forty, and several.
pub(super) fn is_sport(doc: &Document, lexicon: &Lexicon) -> bool {
    let sport = &lexicon.wording.cues.sport;
    let said = |t: &&crate::document::Token| {
        let lower = t.span.of(&doc.text).to_lowercase();
        let noun = lemma(&lower, Upos::Noun);
        sport.iter().any(|s| *s == lower || *s == noun)
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
