//! The frames as an index, and the words of a sentence that trigger them.

use std::collections::{BTreeMap, HashSet};

use super::figures::phrase_at;
use super::literal::names;
use super::sentence::{Group, Sent, Verb, is_possessive};
use super::{Plover, SubEvent};
use crate::error::{Error, Result};
use crate::grammar::Upos;
use crate::lexicon::frames::{ByClass, Frame};
use crate::temporal::TimeExpression;

/// How a frame was triggered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Undergo,
    Phrase,
    Noun,
    Verb,
    WeakVerb,
}

/// A trigger in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trigger {
    /// Index into [`Frames::frames`].
    pub(super) frame: usize,
    pub(super) kind: Kind,
    /// First word.
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
}

/// A frame with the vocabulary's names resolved.
#[derive(Debug, Clone)]
pub(super) struct Coded {
    pub(super) frame: Frame,
    pub(super) sub_event: SubEvent,
    pub(super) by_target: Choice,
    pub(super) by_initiator: Choice,
    pub(super) plover: Option<Plover>,
}

impl Coded {
    /// Whether the trigger is a noun that tells an event only with a sign of
    /// its happening: a weapon.
    pub(super) fn names_only(&self, sent: &Sent<'_>, t: &Trigger) -> bool {
        let last = &sent.words[t.end - 1].noun;
        t.kind == Kind::Noun && self.frame.need_noun.iter().any(|n| n.ends_with(last.as_str()))
    }
}

/// Sub-events by class of actor.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice {
    pub(super) armed: Option<SubEvent>,
    pub(super) civilian: Option<SubEvent>,
    pub(super) thing_military: Option<SubEvent>,
    pub(super) rebel: Option<SubEvent>,
}

/// The family of whole wars.
pub(super) const WAR: &str = "war";

/// All frames, by the first word of their triggers.
#[derive(Debug, Clone, Default)]
pub(super) struct Frames {
    pub(super) all: Vec<Coded>,
    /// The frame of whole wars.
    war: Option<usize>,
    index: BTreeMap<String, Vec<(usize, Kind, Vec<String>)>>,
}

impl Frames {
    /// Compiles the lexicon's frames.
    pub(super) fn new(frames: &[Frame]) -> Result<Self> {
        let mut known = Self::default();
        for (i, frame) in frames.iter().enumerate() {
            known.all.push(Coded {
                sub_event: sub_event(frame, &frame.sub_event)?,
                by_target: choice(frame, &frame.by_target)?,
                by_initiator: choice(frame, &frame.by_initiator)?,
                plover: frame.plover.as_deref().and_then(Plover::from_name),
                frame: frame.clone(),
            });
            let lists = [
                (Kind::Undergo, &frame.undergo),
                (Kind::Phrase, &frame.phrases),
                (Kind::Noun, &frame.nouns),
                (Kind::Verb, &frame.verbs),
                (Kind::WeakVerb, &frame.weak_verbs),
            ];
            for (kind, list) in lists {
                for words in list {
                    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
                    known.index.entry(words[0].clone()).or_default().push((i, kind, words));
                }
            }
        }
        known.war = known.all.iter().position(|c| c.frame.family == WAR);
        Ok(known)
    }

    /// Whether a word, in any of its lemmas, may begin a trigger.
    pub(super) fn may_begin(&self, lemma: &str) -> bool {
        self.index.contains_key(lemma)
    }

    /// Whether all words of some trigger are among the words of a sentence, in
    /// any of their lemmas.
    pub(super) fn may_be_in(&self, lemmas: &HashSet<String>) -> bool {
        let entries = lemmas.iter().filter_map(|first| self.index.get(first)).flatten();
        entries.into_iter().any(|(_, _, words)| words.iter().skip(1).all(|w| lemmas.contains(w)))
    }

    /// A war that goes by a name or its year, by the words of it: whatever else
    /// its noun may tell, it is the war.
    pub(super) fn name_wars(&self, sent: &Sent<'_>, times: &[TimeExpression], found: &mut Vec<Vec<Trigger>>) {
        let from = times.partition_point(|t| t.span.start < sent.span.start);
        let wars = times[from..].iter().take_while(|t| t.span.end <= sent.span.end).filter(|t| t.is_war());
        let (Some(frame), mut wars) = (self.war, wars.peekable()) else { return };
        if wars.peek().is_none() {
            return;
        }
        for war in wars {
            let within = |i: &usize| war.span.contains(sent.words[*i].span);
            let words: Vec<usize> = (0..sent.words.len()).filter(within).collect();
            let noun = words.iter().rev().find(|i| sent.pos(**i) == Some(Upos::Noun)).or(words.last());
            let Some(at) = noun.copied() else { continue };
            // "fought a 44-day war": who fought is told by the verb.
            let fights = |t: &Trigger| {
                let verb = matches!(&*sent.words[t.start].verb, "fight" | "wage") && t.kind != Kind::Noun;
                verb && t.start < at && sent.clause_start(t.start) == sent.clause_start(at)
            };
            let fought = found.iter().filter_map(|r| r.first().copied()).rfind(fights);
            let gone = |t: &Trigger| words.contains(&t.start) || fought.is_some_and(|f| f.start == t.start);
            found.retain(|readings| !readings.first().is_some_and(gone));
            let (kind, start) = fought.map_or((Kind::Noun, at), |t| (Kind::Verb, t.start));
            found.push(vec![Trigger { frame, kind, start, end: start + 1 }]);
        }
        found.sort_by_key(|readings| readings.first().map(|t| t.start));
    }

    /// The triggers of a sentence, in order, each with what else its words may
    /// trigger: the longest first, then the more telling kind, then the frame
    /// that asks for more. Each frame has one reading of the same words.
    pub(super) fn find(&self, sent: &Sent<'_>) -> Vec<Vec<Trigger>> {
        let mut found = Vec::new();
        for i in 0..sent.words.len() {
            let w = &sent.words[i];
            let mut keys = vec![w.lower.as_str(), w.verb.as_str(), w.noun.as_str()];
            keys.sort_unstable();
            keys.dedup();
            for (frame, kind, words) in keys.iter().filter_map(|k| self.index.get(*k)).flatten() {
                if let Some(end) = Self::matches(sent, i, *kind, words) {
                    let trigger = Trigger { frame: *frame, kind: *kind, start: i, end };
                    if !self.stopped(sent, &trigger) {
                        found.push((trigger, words));
                    }
                }
            }
        }
        // "carry out a suicide attack on", "a truck bomb hit": the compound
        // tells more.
        let compounds: Vec<Trigger> =
            found.iter().map(|(t, _)| *t).filter(|t| t.kind == Kind::Noun && t.end - t.start > 1).collect();
        found.retain(|(t, words)| {
            !matches!(t.kind, Kind::Phrase | Kind::Undergo)
                || !compounds.iter().any(|c| {
                    let own = positions(sent, t.start, words);
                    c.start < t.start && t.start < c.end
                        || t.start <= c.start && c.end <= t.end && (c.start..c.end).any(|i| !own.contains(&i))
                })
        });
        found.sort_by_key(|(t, words)| {
            let broad = !self.all[t.frame].frame.is_narrow();
            let longest = std::cmp::Reverse((words.len(), t.end - t.start));
            (longest, t.kind, broad, t.frame, t.start)
        });
        let found: Vec<Trigger> = found.into_iter().map(|(t, _)| t).collect();
        let overlap = |a: &Trigger, b: &Trigger| a.start < b.end && b.start < a.end;
        let mut kept: Vec<Vec<Trigger>> = Vec::new();
        for t in &found {
            if kept.iter().all(|k| !overlap(&k[0], t)) {
                kept.push(vec![*t]);
            }
        }
        for t in &found {
            let mut over = kept.iter_mut().filter(|k| overlap(&k[0], t));
            if let (Some(one), None) = (over.next(), over.next())
                && one.iter().all(|o| o.frame != t.frame)
            {
                one.push(*t);
            }
        }
        kept.sort_by_key(|t| t[0].start);
        kept
    }

    /// Whether a sentence names what is no event of ours, so that people it
    /// tells dead or hurt died of that: "a bus crash".
    pub(super) fn natural(&self, sent: &Sent<'_>) -> bool {
        let words = self.all.iter().filter(|c| c.frame.casualty_only).map(|c| &c.frame.not_with);
        words.into_iter().any(|list| names(sent, 0..sent.words.len(), list))
    }

    fn matches(sent: &Sent<'_>, at: usize, kind: Kind, words: &[String]) -> Option<usize> {
        let refs: Vec<&str> = words.iter().map(String::as_str).collect();
        match kind {
            Kind::Verb | Kind::WeakVerb => {
                let w = &sent.words[at];
                (w.pos == Upos::Verb && w.verb == refs[0] && refs.len() == 1).then_some(at + 1)
            }
            Kind::Phrase | Kind::Undergo => {
                let w = &sent.words[at];
                let begins = w.pos == Upos::Verb && w.verb == refs[0]
                    || matches!(w.pos, Upos::Noun | Upos::Propn) && w.noun == refs[0]
                    || matches!(w.pos, Upos::Adv | Upos::Adj) && w.lower == refs[0];
                if !begins {
                    return None;
                }
                let Some(end) = phrase_at(sent, at, &refs) else { return Self::by_subject(sent, at, &refs) };
                // "seized a cattle rancher" seized no cattle.
                let last = sent.group_at(end - 1).map(|g| &sent.groups[g]);
                let modifies = |g: &Group| {
                    g.head > end - 1 && sent.words[g.head].pos == Upos::Noun && sent.pos(end - 1) == Some(Upos::Noun)
                };
                if refs.len() > 1 && begins_with_verb(sent, at) && last.is_some_and(modifies) {
                    return None;
                }
                // "a fire broke out at": a phrase is told by a verb of its own.
                let own = positions(sent, at, words);
                let verb = |i: &usize| sent.pos(*i) == Some(Upos::Verb);
                // "close to the border" closes no border.
                let opened = matches!(w.pos, Upos::Adv | Upos::Adj) && sent.pos(at + 1) == Some(Upos::Adp);
                if opened && !own.contains(&(at + 1)) {
                    return None;
                }
                // "ended with a ceasefire" ended no ceasefire.
                let beside = own.windows(2).any(|w| verb(&w[0]) && (w[0] + 1..w[1]).any(|i| governs(sent, i)));
                if beside {
                    return None;
                }
                // "a helicopter was hit": it did not hit anything.
                let undergone = matches!(w.pos, Upos::Noun | Upos::Propn)
                    && !words.iter().any(|w| w == "be")
                    && own.iter().filter_map(|i| sent.verb_at(*i)).any(|v| v.passive);
                if undergone && kind == Kind::Phrase {
                    return None;
                }
                let content = own.iter().filter(|i| sent.pos(**i) != Some(Upos::Adp)).count();
                (own.iter().any(verb) || content > 1 && !(at..end).any(|i| verb(&i))).then_some(end)
            }
            Kind::Noun => {
                let end = at + refs.len();
                let last = sent.words.get(end - 1)?;
                let noun = matches!(last.pos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && (last.noun == refs[refs.len() - 1] || last.lower == refs[refs.len() - 1]);
                let before = refs[..refs.len() - 1].iter().enumerate().all(|(k, r)| {
                    let w = &sent.words[at + k];
                    w.lower == *r || w.noun == *r
                });
                let head = sent.group_at(end - 1).is_some_and(|g| sent.groups[g].head == end - 1);
                (noun && before && head).then_some(end)
            }
        }
    }

    /// "Rockets fired by rebels missed the base and landed": a noun and the verb
    /// whose subject it is, however far apart; "rockets were fired": a verb and
    /// its object turned round. The verb triggers.
    fn by_subject(sent: &Sent<'_>, at: usize, words: &[&str]) -> Option<usize> {
        let [first, second] = words else { return None };
        let word = sent.words.get(at)?;
        let heads = |v: &Verb, noun: &str| {
            let of = |g: &usize| sent.words[sent.groups[*g].head].noun == noun && sent.groups[*g].head < v.at;
            sent.subjects(v).iter().any(of)
        };
        if word.pos == Upos::Noun {
            let group = sent.group_at(at).filter(|g| sent.groups[*g].head == at)?;
            let mut verbs = sent.verbs.iter().filter(|v| v.at > at && !v.passive && !v.bare && !v.gerund);
            let verb = verbs.find(|v| sent.words[v.at].verb == **second && sent.subjects(v).contains(&group))?;
            return Some(verb.at + 1);
        }
        let verb = sent.verb_at(at).filter(|v| v.passive && word.verb == **first)?;
        heads(verb, second).then_some(at + 1)
    }

    fn stopped(&self, sent: &Sent<'_>, t: &Trigger) -> bool {
        self.all[t.frame].frame.stop.iter().any(|stop| {
            let words: Vec<&str> = stop.split(' ').collect();
            let from = t.start.saturating_sub(words.len());
            (from..t.end.min(sent.words.len())).any(|i| said_at(sent, i, &words).is_some_and(|end| end > t.start))
        })
    }
}

fn begins_with_verb(sent: &Sent<'_>, at: usize) -> bool {
    sent.pos(at) == Some(Upos::Verb)
}

/// Whether the word is a preposition that parts a verb from its object.
fn governs(sent: &Sent<'_>, i: usize) -> bool {
    sent.pos(i) == Some(Upos::Adp)
        && !matches!(sent.lower(i), "of" | "up" | "out" | "off" | "down" | "away" | "over" | "than" | "at")
}

/// Whether `words` stand at `at`, articles and possessives left out of account;
/// returns one past the last.
fn said_at(sent: &Sent<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let mut i = at;
    for want in words {
        let fits = |i: usize| sent.words.get(i).is_some_and(|w| w.lower == *want || w.verb == *want || w.noun == *want);
        if !fits(i) && i > at && (matches!(sent.lower(i), "a" | "an" | "the") || is_possessive(sent.lower(i))) {
            i += 1;
        }
        if !fits(i) {
            return None;
        }
        i += 1;
    }
    Some(i)
}

/// Where the words of a phrase that begins at `at` stand.
fn positions(sent: &Sent<'_>, at: usize, words: &[String]) -> Vec<usize> {
    let refs: Vec<&str> = words.iter().map(String::as_str).collect();
    (1..=refs.len()).filter_map(|n| phrase_at(sent, at, &refs[..n])).map(|end| end - 1).collect()
}

fn sub_event(frame: &Frame, name: &str) -> Result<SubEvent> {
    SubEvent::from_name(name).ok_or_else(|| Error::Data {
        what: format!("frame '{}'", frame.id),
        why: format!("'{name}' is no ACLED sub-event type"),
    })
}

fn choice(frame: &Frame, by: &ByClass) -> Result<Choice> {
    let read = |name: &Option<String>| name.as_deref().map(|n| sub_event(frame, n)).transpose();
    Ok(Choice {
        armed: read(&by.armed)?,
        civilian: read(&by.civilian)?,
        thing_military: read(&by.thing_military)?,
        rebel: read(&by.rebel)?,
    })
}
