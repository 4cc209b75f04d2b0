//! From a document to event mentions: the steps of the layer, in order.

use super::entity::{Class, Entity, Reader};
use super::figures::{Figure, figures};
use super::literal::fits;
use super::place::place_of;
use super::proof::{Proof, kind_name, speaker_words};
use super::responsibility::authors;
use super::roles::{Roles, roles};
use super::sentence::Sent;
use super::setting::sift;
use super::speaker::{Attributed, attributions, carried, speaker_at};
use super::standing::{Context, ongoing, status};
use super::trigger::{Coded, Frames, Kind, Trigger};
use super::voice::Memory;
use super::when::{Dated, time_of};
use super::{Act, Actor, Casualty, CasualtyKind, EventMention, EventType, Inter, Status, SubEvent};
use crate::document::{BlockKind, Document, Sentence};
use crate::error::Result;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Role, Toponym, ToponymKind};
use crate::grammar::{Parser, Tagger, Upos, lemma};
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, DateBasis, DatePrecision, TimeExpression, TimeKind};
use crate::text::Span;

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
            for (index, sentence) in doc.sentences.iter().enumerate() {
                let told = matches!(doc.kind(sentence), BlockKind::Body | BlockKind::Headline);
                if !told || !(self.triggered(doc, sentence) || reports(doc, sentence, lexicon)) {
                    continue;
                }
                let sent = Sent::analyse(doc, index, sentence, &self.tagger, &self.parser);
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
        for readings in self.frames.find(sent) {
            // The first reading of the words that is meant literally.
            let read = readings.iter().find_map(|t| {
                let coded = &self.frames.frames[t.frame];
                Self::mention(sent, reader, input, coded, *t, &figures).map(|m| (t.start, m))
            });
            if let Some((start, mention)) = read {
                at.push(start);
                mentions.push(mention);
            }
        }
        beside_crowds(sent, mentions, first, &mut at);
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

/// Of a fight that names one side or none, those who fell in it are the others:
/// "a policeman and three gunmen died in a shoot-out".
fn sides_by_dead(
    reader: &Reader<'_>,
    doc: &Document,
    figures: &[Figure],
    said: &[Attributed],
    mention: &mut EventMention,
) {
    for who in figures.iter().filter_map(|f| f.who.as_ref().map(|w| (w, f.at))).filter(|(w, _)| w.class.armed()) {
        let (entity, at) = who;
        if mention.initiator.is_some() && mention.target.is_some() {
            return;
        }
        let mut entity = entity.clone();
        if entity.possessive && entity.code.is_none() {
            entity.code = speaker_at(said, at).and_then(|a| a.code.clone());
        }
        let actor = reader.actor(&entity, words_of(doc, entity.span));
        let told = mention.initiator.iter().chain(&mention.target).chain(&mention.others);
        if told.into_iter().any(|o| o.name == actor.name || o.span.overlaps(actor.span)) {
            continue;
        }
        let slot = if mention.initiator.is_none() { &mut mention.initiator } else { &mut mention.target };
        *slot = Some(actor);
    }
}

/// "a blast at a rally": where people were is no protest told.
fn beside_crowds(sent: &Sent<'_>, mentions: &mut Vec<EventMention>, first: usize, at: &mut Vec<usize>) {
    let violent = |m: &EventMention| {
        matches!(m.sub_event.event_type(), EventType::Explosions | EventType::Battles) || m.family == "attack"
    };
    let here: Vec<bool> = mentions[first..].iter().map(violent).collect();
    if !here.contains(&true) {
        return;
    }
    let mut kept = Vec::new();
    let mut i = first;
    for word in std::mem::take(at) {
        let place = sent
            .group_at(word)
            .and_then(|g| sent.prep(g))
            .is_some_and(|p| matches!(p, "at" | "on" | "near" | "outside"));
        if mentions[i].family == "protest" && place {
            mentions.remove(i);
        } else {
            kept.push(word);
            i += 1;
        }
    }
    *at = kept;
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

/// How many sentences back "claimed responsibility" may refer.
const AUTHORS_REACH: usize = 3;

/// Gives the acts of a sentence, or the last one before it, the authors that
/// are named apart from them.
fn name_authors(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    at: &[usize],
    first: usize,
    mentions: &mut [EventMention],
) {
    for author in authors(sent, reader) {
        let here = (0..at.len()).filter(|i| at[*i] > author.at).min_by_key(|i| at[*i]).map(|i| first + i);
        let before = || {
            let near = |m: &EventMention| m.status.is_mapped() && sent.index - m.sentence <= AUTHORS_REACH;
            let same = (first..mentions.len()).rev().find(|i| mentions[*i].status.is_mapped());
            same.or_else(|| mentions[..first].iter().rposition(near))
        };
        let Some(mention) = here.or_else(before).and_then(|i| mentions.get_mut(i)) else { continue };
        let mut entity = author.entity.clone();
        if entity.class == Class::State {
            entity.class = Class::Military;
        }
        let actor = reader.actor(&entity, words_of(input.doc, entity.span));
        if author.claimed {
            mention.claimed_by.get_or_insert(actor);
            // What someone answers for took place.
            if mention.status == Status::Generic {
                mention.status = Status::Reported;
                mention.proof.why = "someone answers for it";
            }
        } else if mention.initiator.as_ref().is_none_or(|i| i.name != actor.name) {
            let by = speaker_at(input.said, author.at + 1).map(|a| a.speaker.clone());
            mention.accused.get_or_insert((actor, by));
        }
    }
}

/// Sentences that tell the news itself.
const LEAD: usize = 3;

/// What of the document a sentence is read with.
struct Input<'a> {
    doc: &'a Document,
    sentence: &'a Sentence,
    anchor: &'a Anchor,
    times: &'a [TimeExpression],
    said: &'a [Attributed],
    /// Whose word figures without a speaker are.
    carried: &'a [Attributed],
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

#[allow(clippy::too_many_arguments, reason = "the one place where everything read about a mention comes together")]
fn build(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    coded: &Coded,
    trigger: &Trigger,
    roles: &Roles,
    place: Option<usize>,
    dated: &Dated,
    said: Option<&Attributed>,
    status: Status,
    ongoing: bool,
    headline: bool,
) -> EventMention {
    let taker = roles.initiators.first();
    let weapons = weapons(sent, reader.lexicon, trigger.start);
    let sub_event = by_means(
        sent,
        sub_event(coded, roles).by_ground(
            taker.and_then(|e| e.known.as_ref().and_then(|k| k.1).or(e.class.inter())),
            taker.and_then(|e| e.code.as_deref()),
            place.and_then(|p| reader.toponyms.get(p)?.location.as_ref()?.iso3.as_deref()),
        ),
        trigger,
        roles,
        &weapons,
        input.doc,
    );
    let violent = matches!(
        sub_event.event_type(),
        EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians
    );
    let name = |e: &Entity| {
        let mut e = e.clone();
        if violent && e.class == Class::State {
            e.class = Class::Military;
        }
        // "its troops": the speaker's, where no one else is named.
        if e.possessive && e.code.is_none() {
            e.code = said.and_then(|a| a.code.clone());
            if e.known.is_none()
                && e.class != Class::Civilian
                && let Some((known, alias)) = said.and_then(|a| a.known.clone())
            {
                (e.known, e.alias) = (Some(known), Some(alias));
            }
        }
        reader.actor(&e, words_of(input.doc, e.span))
    };
    let party = |e: &&Entity| {
        (e.class.human() || e.class == Class::State) && !matches!(e.class, Class::Pronoun | Class::Number)
    };
    let initiators: Vec<&Entity> = roles.initiators.iter().filter(party).collect();
    let targets: Vec<&Entity> = roles.targets.iter().filter(party).collect();
    let pronoun = roles.initiators.iter().any(|e| e.class == Class::Pronoun);
    let things = |e: &&Entity| {
        let abstract_or_time = e.class == Class::Other
            && (reader.is_time(e.span) || reader.lexicon.wording.cues.no_targets.contains(&e.head));
        !e.class.human() && e.class != Class::Place && !abstract_or_time
    };
    let range = dated.time.and_then(|t| input.times.get(t)).and_then(|t| t.range);
    let mut initiator: Option<Actor> = initiators.first().map(|e| name(e));
    if initiator.is_none()
        && pronoun
        && let Some(said) = said
    {
        // "it conducted an operation": the speaker.
        initiator = speaker_actor(said, reader, violent);
    }
    // "Israeli aircraft", "by Azerbaijani fire": whose means they are.
    let initiator = initiator.or_else(|| means_owner(reader, roles));
    EventMention {
        sub_event,
        plover: coded.plover.unwrap_or(sub_event.plover()),
        trigger: sent.span_of(trigger.start, trigger.end),
        sentence: sent.index,
        evidence: evidence(sent, trigger.start),
        initiator,
        target: targets.first().map(|e| name(e)).or_else(|| owner(input.doc, reader, roles)),
        others: initiators.iter().skip(1).chain(targets.iter().skip(1)).map(|e| name(e)).collect(),
        victims: targets.iter().map(|e| e.span).collect(),
        targets: roles.targets.iter().filter(things).map(|e| e.span).collect(),
        weapons,
        casualties: Vec::new(),
        speaker: said.map(|a| a.speaker.clone()),
        act: said.map_or(Act::Claims, |a| a.act),
        claimed_by: None,
        accused: None,
        place,
        time: dated.time,
        when: range,
        precision: dated.time.and_then(|t| input.times.get(t)).map_or(DatePrecision::Open, |t| t.precision),
        basis: dated.time.and_then(|t| input.times.get(t)).map_or(DateBasis::Stated, |t| t.basis),
        status,
        ongoing,
        confidence: confidence(roles, place.is_some(), dated.time.is_some(), trigger.kind),
        frame: coded.frame.id.clone(),
        family: coded.frame.family.clone(),
        result: coded.frame.result,
        situation: coded.frame.situation,
        headline,
        definite: definite(sent, roles, trigger),
        distinct: distinct(sent, roles, trigger),
        refers: refers(sent, roles, trigger, coded.frame.result),
        persons: persons(sent, roles),
        proof: Proof::default(),
    }
}

/// Whose weapons, planes or fire act.
fn means_owner(reader: &Reader<'_>, roles: &Roles) -> Option<Actor> {
    let cues = &reader.lexicon.wording.cues;
    let means = |e: &&Entity| {
        let word = cues.weapons.contains(&e.head)
            || matches!(
                &*e.head,
                "aircraft"
                    | "plane"
                    | "fire"
                    | "gunfire"
                    | "strike"
                    | "airstrike"
                    | "shelling"
                    | "bombardment"
                    | "barrage"
                    | "aviation"
                    | "raid"
                    | "attack"
                    | "fleet"
                    | "shot"
                    | "shrapnel"
            );
        let thing = matches!(e.class, Class::MilitaryThing | Class::Thing | Class::Other);
        e.code.is_some() && (e.class == Class::MilitaryThing || thing && word)
    };
    state_behind(reader, roles.initiators.iter().find(means)?)
}

/// "Azeri army positions": whose things are hit is a party.
fn owner(doc: &Document, reader: &Reader<'_>, roles: &Roles) -> Option<Actor> {
    // "an al-Shabaab position": the group's.
    let held = |e: &&Entity| e.known.is_some() && !e.class.human();
    if let Some(thing) = roles.targets.iter().find(held) {
        return Some(reader.actor(thing, thing.alias.as_deref().unwrap_or_else(|| words_of(doc, thing.span))));
    }
    state_behind(reader, roles.targets.iter().find(|e| e.class == Class::MilitaryThing && e.code.is_some())?)
}

/// The forces of the country that a thing belongs to.
fn state_behind(reader: &Reader<'_>, thing: &Entity) -> Option<Actor> {
    let country = reader.lexicon.countries.by_code(thing.code.as_deref()?)?;
    Some(Actor {
        name: format!("Military Forces of {}", country.name),
        as_reported: country.adjective().to_owned(),
        iso3: country.iso3().map(str::to_owned),
        inter: Some(Inter::StateForces),
        group: None,
        passing: false,
        span: thing.span,
    })
}

fn speaker_actor(said: &Attributed, reader: &Reader<'_>, violent: bool) -> Option<Actor> {
    // "they had fired missiles": the group that says so.
    if let Some(((name, inter, home), alias)) = said.known.clone() {
        return Some(Actor {
            name,
            as_reported: alias.clone(),
            iso3: home,
            inter,
            group: Some(alias),
            passing: false,
            span: Span::default(),
        });
    }
    let iso3 = said.speaker.iso3.clone()?;
    let country = reader.lexicon.countries.by_code(&iso3)?;
    Some(Actor {
        name: format!("{} of {}", if violent { "Military Forces" } else { "Government" }, country.name),
        as_reported: said.speaker.name.clone(),
        iso3: Some(iso3),
        inter: Some(Inter::StateForces),
        group: None,
        passing: false,
        span: Span::default(),
    })
}

fn words_of(doc: &Document, span: Span) -> &str {
    doc.words(span)
}

/// The sentence, or the clause where the sentence tells several things.
fn evidence(sent: &Sent<'_>, at: usize) -> Span {
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    let clause = sent.span_of(from, to);
    if sent.span.len() > 240 && to > from + 4 { clause } else { sent.span }
}

fn definite(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger) -> bool {
    if trigger.kind != Kind::Noun {
        return false;
    }
    roles.group.is_some_and(|g| {
        let first = sent.lower(sent.groups[g].start);
        matches!(first, "the" | "this" | "that" | "these" | "those" | "their" | "its")
    })
}

/// "It killed 11", "two others were also wounded", "he was shot": told of what
/// the sentences before tell.
fn refers(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger, result: bool) -> bool {
    let pronoun = |e: &Entity| {
        let head = sent.groups.get(e.group).map_or("", |g| sent.lower(g.head));
        matches!(head, "it" | "he" | "she" | "him" | "her" | "they" | "them" | "this" | "another" | "others")
            || e.possessive
    };
    let also = || {
        let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.start));
        (from..to).any(|i| matches!(sent.lower(i), "also" | "others" | "another"))
    };
    roles.initiators.iter().chain(&roles.targets).any(pronoun) || result && also()
}

/// Family names of the persons who act or suffer.
fn persons(sent: &Sent<'_>, roles: &Roles) -> Vec<String> {
    let named = |e: &&Entity| {
        let head = sent.groups.get(e.group).map(|g| &sent.words[g.head]);
        e.class.human() && head.is_some_and(|w| w.pos == Upos::Propn)
    };
    let people = roles.initiators.iter().chain(&roles.targets).filter(named);
    people.filter_map(|e| sent.groups.get(e.group)).map(|g| sent.words[g.head].text.to_owned()).collect()
}

/// "In another attack, ...", "a second bomb exploded", "Separately, ...".
fn distinct(sent: &Sent<'_>, roles: &Roles, trigger: &Trigger) -> bool {
    const APART: [&str; 12] = [
        "another",
        "second",
        "third",
        "fourth",
        "fifth",
        "separate",
        "other",
        "unrelated",
        "different",
        "next",
        "latest",
        "new",
    ];
    // "in the fifth attack this month" counts; "a fifth attack" is another.
    let at_group = |g: usize| {
        let group = &sent.groups[g];
        let new = group.start <= 3 || matches!(sent.lower(group.start), "a" | "an" | "another");
        new && (group.start..group.end).any(|i| APART.iter().take(10).any(|a| *a == sent.lower(i)))
    };
    let own = roles.group.or_else(|| sent.group_at(trigger.start)).is_some_and(at_group);
    let opening = sent.groups.iter().find(|g| g.start <= 2 && sent.lower(0) == "in").is_some_and(|g| {
        let head = &*sent.words[g.head].noun;
        matches!(
            head,
            "attack"
                | "incident"
                | "case"
                | "blast"
                | "shooting"
                | "clash"
                | "operation"
                | "strike"
                | "violence"
                | "bombing"
        ) && (g.start..g.end).any(|i| APART.contains(&sent.lower(i)))
    });
    let subject = sent.groups.first().filter(|_| trigger.kind != Kind::Noun).is_some_and(|g| {
        g.start == 0
            && g.end < trigger.start + 1
            && matches!(sent.lower(0), "another" | "a")
            && matches!(sent.lower(1), "second" | "third" | "separate")
    });
    let (from, to) = (sent.clause_start(trigger.start), sent.clause_end(trigger.start));
    let words = sent.words[from..to].iter().map(|w| &*w.lower).collect::<Vec<_>>().join(" ");
    let apart_in_time = [
        "earlier in the day",
        "later in the day",
        "earlier that day",
        "later that day",
        "hours earlier",
        "hours later",
        "earlier in the week",
        "the same day in",
    ];
    let hours = !definite(sent, roles, trigger) && apart_in_time.iter().any(|a| words.contains(a));
    own || opening || subject || hours || matches!(sent.lower(0), "separately" | "elsewhere")
}

/// The sub-event by who is acted upon and who acts.
fn sub_event(coded: &Coded, roles: &Roles) -> SubEvent {
    let target = roles.targets.iter().find(|e| e.class != Class::Pronoun && e.class != Class::Number);
    let by = &coded.by_target;
    let armed_act = roles.initiators.iter().find(|e| e.class.armed() || e.class.human());
    if roles.initiators.iter().any(|e| e.class == Class::Rebel)
        && let Some(s) = coded.by_initiator.rebel
    {
        return s;
    }
    if coded.frame.family == "fight" {
        let crowd = |e: &Entity| matches!(e.class, Class::Protester | Class::Rioter);
        if roles.initiators.iter().chain(&roles.targets).any(crowd) {
            return SubEvent::ViolentDemonstration;
        }
    }
    let chosen = match target.map(|e| e.class) {
        // Police who shoot a suspect act upon a civilian; a lone gunman who
        // shoots police fights them.
        Some(c) if c.armed() => by.armed,
        Some(Class::MilitaryThing) => by.thing_military,
        Some(c) if c.human() => by.civilian,
        Some(_) => None,
        None => None,
    };
    let crowd_attack = armed_act.is_some_and(|e| matches!(e.class, Class::Rioter | Class::Protester));
    if crowd_attack && matches!(&*coded.frame.family, "attack" | "killing") {
        return SubEvent::MobViolence;
    }
    chosen.unwrap_or(coded.sub_event)
}

/// What the means make of a bare attack or explosion: bombs from a drone or an
/// army's planes, a grenade.
fn by_means(
    sent: &Sent<'_>,
    sub: SubEvent,
    trigger: &Trigger,
    roles: &Roles,
    weapons: &[Span],
    doc: &Document,
) -> SubEvent {
    let with = |word: &str| weapons.iter().any(|w| words_of(doc, *w).to_lowercase().contains(word));
    let bombs = sent.words.get(trigger.start).is_some_and(|w| matches!(&*w.verb, "bomb" | "drop" | "bombard"));
    let army = roles.initiators.iter().any(|e| {
        matches!(e.class, Class::Military | Class::State)
            || matches!(&*e.head, "jet" | "aircraft" | "plane" | "warplane")
    });
    match sub {
        SubEvent::RemoteExplosive | SubEvent::Attack if bombs && army => SubEvent::AirDroneStrike,
        SubEvent::RemoteExplosive | SubEvent::Attack if with("drone") => SubEvent::AirDroneStrike,
        SubEvent::RemoteExplosive | SubEvent::Attack if with("grenade") && !with("launcher") && !with("rocket") => {
            SubEvent::Grenade
        }
        other => other,
    }
}

fn weapons(sent: &Sent<'_>, lexicon: &Lexicon, at: usize) -> Vec<Span> {
    let known = &lexicon.wording.cues.weapons;
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    let mut found: Vec<Span> = Vec::new();
    let mut i = from;
    while i < to {
        let hit = (1..=3).rev().filter(|n| i + n <= to).find(|n| {
            let words: Vec<&str> =
                (i..i + n).map(|k| if k + 1 == i + n { &*sent.words[k].noun } else { sent.lower(k) }).collect();
            known.iter().any(|k| *k == words.join(" "))
        });
        if let Some(n) = hit.filter(|_| sent.pos(i) != Some(Upos::Verb)) {
            found.push(sent.span_of(i, i + n));
            i += n;
        } else {
            i += 1;
        }
    }
    found
}

/// How sure the reading is: more roles filled, more of it fits.
fn confidence(roles: &Roles, placed: bool, dated: bool, kind: Kind) -> f32 {
    let mut sum = match kind {
        Kind::Phrase | Kind::Undergo | Kind::Verb => 0.45,
        Kind::Noun => 0.4,
        Kind::WeakVerb => 0.35,
    };
    let known = |es: &[Entity]| es.iter().any(|e| e.class != Class::Other && e.class != Class::Pronoun);
    sum += if known(&roles.initiators) { 0.15 } else { 0.0 };
    sum += if known(&roles.targets) { 0.15 } else { 0.0 };
    sum += if placed { 0.15 } else { 0.0 };
    sum + if dated { 0.1 } else { 0.0 }
}

fn casualty(sent: &Sent<'_>, input: &Input<'_>, figure: &Figure) -> Casualty {
    let said = speaker_at(input.said, figure.at).or_else(|| speaker_at(input.carried, figure.at));
    let who = figure.who.as_ref();
    let own = who.is_some_and(|e| e.possessive && e.code.is_none());
    let lost = sent.words.get(figure.at).is_some_and(|w| w.verb == "lose");
    let code = who
        .and_then(|e| e.code.clone())
        .or_else(|| said.filter(|_| own || lost).and_then(|a| a.code.clone().or_else(|| a.speaker.iso3.clone())));
    Casualty {
        side: who.map_or(super::Side::Unknown, |e| {
            if e.class == Class::Civilian { super::Side::Civilians } else { super::Side::Unknown }
        }),
        kind: figure.kind,
        count: figure.count,
        unit: figure.unit,
        scope: figure.scope,
        claimed_by: said.map(|a| a.speaker.clone()),
        superseded: false,
        who: who.map_or_else(String::new, |e| words_of(input.doc, e.span).to_owned()),
        who_code: code,
        who_inter: who.and_then(|e| e.known.as_ref().and_then(|k| k.1).or(e.class.inter())),
        span: figure.span,
    }
}

/// "It happened ... in X": the verb of a sentence that says only where and when.
fn it_happened(sent: &Sent<'_>) -> Option<usize> {
    let told = |v: &&super::sentence::Verb| {
        let word = &sent.words[v.at];
        let happens =
            matches!(&*word.verb, "happen" | "occur") || word.verb == "take" && sent.lower(v.at + 1) == "place";
        let subject = sent.subjects(v).first().map(|g| sent.words[sent.groups[*g].head].noun.clone());
        let it =
            matches!(subject.as_deref(), Some("it" | "this" | "that" | "incident" | "violence" | "tragedy" | "event"));
        happens && it && !v.negated && v.modality.is_none() && !v.infinitive
    };
    sent.verbs.iter().find(told).map(|v| v.at)
}

/// A figure in a sentence that tells no event: it belongs to one told before.
fn toll_only(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    figure: &Figure,
    casualty: Casualty,
) -> Option<EventMention> {
    if !matches!(
        figure.kind,
        CasualtyKind::Killed
            | CasualtyKind::Wounded
            | CasualtyKind::Casualties
            | CasualtyKind::Captured
            | CasualtyKind::Missing
            | CasualtyKind::Displaced
    ) || figure.negated
    {
        return None;
    }
    let armed = figure.who.as_ref().is_some_and(|e| e.class.armed());
    let target = figure.who.as_ref().filter(|e| e.class.human() && !matches!(e.class, Class::Number | Class::Pronoun));
    let mut mention = told_apart(sent, reader, input, figure.at, Some(casualty), "toll")?;
    mention.sub_event = if armed { SubEvent::ArmedClash } else { SubEvent::Attack };
    mention.plover = mention.sub_event.plover();
    mention.target = target.map(|e| reader.actor(e, words_of(input.doc, e.span)));
    mention.victims = target.map(|e| e.span).into_iter().collect();
    mention.refers = figure.who.as_ref().is_some_and(|e| e.possessive);
    Some(mention)
}

/// Something told apart from its event: a toll, or where it was.
fn told_apart(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    input: &Input<'_>,
    at: usize,
    casualty: Option<Casualty>,
    family: &str,
) -> Option<EventMention> {
    let dated = time_of(sent, reader.lexicon, input.times, input.anchor, at);
    let trigger = Trigger { frame: 0, kind: Kind::WeakVerb, start: at, end: at + 1 };
    let place = place_of(sent, reader, input.doc, &trigger, &Roles::default());
    if casualty.is_none() && place.is_none() {
        return None;
    }
    let said = speaker_at(input.said, at);
    let background = dated.long_past || casualty.as_ref().is_some_and(|c| c.scope != super::Scope::Incident);
    let time = dated.time.and_then(|t| input.times.get(t));
    Some(EventMention {
        sub_event: SubEvent::Attack,
        plover: SubEvent::Attack.plover(),
        trigger: sent.words[at].span,
        sentence: sent.index,
        evidence: evidence(sent, at),
        initiator: None,
        target: None,
        others: Vec::new(),
        victims: Vec::new(),
        targets: Vec::new(),
        weapons: Vec::new(),
        refers: casualty.is_none(),
        definite: casualty.is_none(),
        casualties: casualty.into_iter().collect(),
        speaker: said.map(|a| a.speaker.clone()),
        act: said.map_or(Act::Claims, |a| a.act),
        claimed_by: None,
        accused: None,
        place,
        time: dated.time,
        when: time.and_then(|t| t.range),
        precision: time.map_or(DatePrecision::Open, |t| t.precision),
        basis: time.map_or(DateBasis::Stated, |t| t.basis),
        status: if background { Status::Background } else { Status::Reported },
        ongoing: false,
        frame: family.to_owned(),
        family: family.to_owned(),
        result: true,
        situation: false,
        headline: input.doc.kind(input.sentence) == BlockKind::Headline,
        distinct: false,
        persons: Vec::new(),
        confidence: 0.4,
        proof: Proof {
            kind: if family == "toll" { "figure" } else { "weak verb" },
            why: if background { "of another time, or of more than this" } else { "told apart from its event" },
            speaker: speaker_words(sent, said),
        },
    })
}

/// Towns that lie in a country which no other name of the report belongs to,
/// where most of them belong to another: homonyms of places that the gazetteer
/// lacks.
pub(super) fn strange(toponyms: &[Toponym]) -> Vec<usize> {
    let country = |t: &Toponym| t.location.as_ref().and_then(|l| l.iso3.clone());
    let mut counts: Vec<(String, usize)> = Vec::new();
    for iso3 in toponyms.iter().filter(|t| t.kind != ToponymKind::Organisation).filter_map(country) {
        match counts.iter_mut().find(|(i, _)| *i == iso3) {
            Some((_, n)) => *n += 1,
            None => counts.push((iso3, 1)),
        }
    }
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
    if most < 3 || most * 2 < total {
        return Vec::new();
    }
    let lone = |t: &Toponym| {
        let town = t.location.as_ref().is_some_and(|l| matches!(l.class, FeatureClass::Town | FeatureClass::Spot));
        let same = country(t).map_or(0, |c| {
            let of_it = |o: &&Toponym| country(o).as_ref() == Some(&c) && o.name != t.name;
            toponyms.iter().filter(of_it).count()
        });
        town && same == 0
    };
    toponyms.iter().enumerate().filter(|(_, t)| lone(t)).map(|(i, _)| i).collect()
}

/// Tells the place names what they are to the report.
fn assign_roles(mentions: &[EventMention], toponyms: &mut [Toponym]) {
    for mention in mentions {
        let Some(t) = mention.place.and_then(|p| toponyms.get_mut(p)) else { continue };
        let role = match mention.status {
            Status::Background => Role::Background,
            Status::Planned => Role::Planned,
            Status::Generic | Status::Denied => Role::Other,
            Status::Reported | Status::Claimed => Role::Event,
        };
        if t.role != Role::Event {
            t.role = role;
        }
    }
    for t in toponyms.iter_mut().filter(|t| t.role == Role::Other) {
        if matches!(t.kind, ToponymKind::Metonym | ToponymKind::Demonym) {
            t.role = Role::Actor;
        }
    }
}
