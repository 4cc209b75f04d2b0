//! Verb groups: helpers and main verb, with tense, aspect, voice, modality
//! and negation.

use super::chain::Chain;
use super::{Words, noun};
use crate::grammar::{Tag, Upos, VerbForm};

/// Who does it: the subject or somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Voice {
    /// The subject acts.
    #[default]
    Active,
    /// The subject suffers: `was killed`, `troops killed by`.
    Passive,
}

/// When, as the finite verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// `attacked`, `was attacking`, `had attacked`.
    Past,
    /// `attacks`, `is attacking`, `has attacked`.
    Present,
    /// `will attack`, `is going to attack`.
    Future,
}

/// What a modal says of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// It is foretold: `will`, `shall`, `is going to`.
    Will,
    /// It depends, or was foretold: `would`.
    Would,
    /// It is possible: `may`, `might`, `could`.
    Possible,
    /// Somebody is able to: `can`.
    Able,
    /// It is called for: `must`, `should`, `ought to`, `has to`.
    Obliged,
    /// It is arranged: `is to`, `is set to`, `is due to`, `is about to`.
    Planned,
}

/// What a verb group is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbKind {
    /// It has a tense: `was killed`, `attacks`.
    Finite,
    /// `to attack`, or bare: `helped defend`.
    Infinitive,
    /// A gerund or present participle without a helper: `killing three`.
    Gerund,
    /// A past participle without a helper: `soldiers killed in ...`.
    Participle,
    /// A participle before its noun: `the besieged city`.
    Attributive,
}

/// A main verb with its helpers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbGroup {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// The main verb; of `was`, `had` with no verb after it, that helper.
    pub verb: usize,
    /// What it is in its sentence.
    pub kind: VerbKind,
    /// The voice.
    pub voice: Voice,
    /// The tense, where it has one.
    pub tense: Option<Tense>,
    /// `has`, `had`, `having` done.
    pub perfect: bool,
    /// `is`, `was` doing.
    pub progressive: bool,
    /// What its modal says.
    pub modality: Option<Modality>,
    /// Whether it is denied: `not`, `never`, `no longer`.
    pub negated: bool,
}

impl VerbGroup {
    /// `had attacked`: before another past.
    pub fn is_past_perfect(&self) -> bool {
        self.perfect && self.tense == Some(Tense::Past)
    }

    /// Whether no helper shows the voice: participles and gerunds.
    pub fn is_reduced(&self) -> bool {
        matches!(self.kind, VerbKind::Gerund | VerbKind::Participle | VerbKind::Attributive)
    }
}

/// The verb groups of a sentence, in order.
pub fn verb_groups(words: &[&str], tags: &[Tag]) -> Vec<VerbGroup> {
    let words = Words { words, tags };
    let mut groups: Vec<VerbGroup> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some(chain) = Chain::at(words, i) else {
            i += 1;
            continue;
        };
        i = chain.end();
        let mut group = chain.group(words);
        share_helpers(words, groups.last(), &mut group);
        groups.push(group);
    }
    groups
}

/// A verb without helpers: told apart by what stands around it.
pub(super) fn bare_participle(words: Words<'_>, verb: usize, group: &mut VerbGroup) {
    if noun::attributive(words, verb, verb.saturating_sub(1)) {
        group.kind = VerbKind::Attributive;
        group.tense = None;
    } else if group.kind == VerbKind::Participle && has_object(words, verb) {
        // A participle has no object: "rebels killed two soldiers".
        group.kind = VerbKind::Finite;
        group.tense = Some(Tense::Past);
    }
    let past_form = matches!(words.form(verb), Some(VerbForm::Past | VerbForm::Participle));
    if past_form && matches!(group.kind, VerbKind::Participle | VerbKind::Attributive) {
        group.voice = Voice::Passive;
    }
}

/// Whether an object follows at once, after a subject: a determiner, number or
/// pronoun that is no time ("killed two days ago").
fn has_object(words: Words<'_>, verb: usize) -> bool {
    let after_subject = verb.checked_sub(1).and_then(|b| words.upos(b)).is_some_and(Upos::is_nominal);
    let time = |i: usize| {
        (i..i + 3).any(|k| {
            words.is(k, &["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "night"])
                || words.is_weekday(k)
        })
    };
    let next = past_bounds(words, verb + 1);
    after_subject
        && matches!(words.upos(next), Some(Upos::Det | Upos::Num | Upos::Pron))
        && !time(next)
        && !words.is(next, &["that", "who", "which", "all"])
}

/// Past "at least", "more than", "as many as" to the number itself.
fn past_bounds(words: Words<'_>, from: usize) -> usize {
    const BOUNDS: [&str; 12] =
        ["at", "least", "more", "than", "as", "many", "up", "to", "about", "around", "nearly", "some"];
    let past = (from..from + 4).find(|i| !words.is(*i, &BOUNDS)).unwrap_or(from);
    if words.upos(past) == Some(Upos::Num) || words.is(past, &["a", "dozens", "scores", "hundreds"]) {
        past
    } else {
        from
    }
}

/// "were killed and wounded": a verb joined to one with helpers shares them.
fn share_helpers(words: Words<'_>, before: Option<&VerbGroup>, group: &mut VerbGroup) {
    let Some(before) = before else { return };
    let Some(joint) = group.start.checked_sub(1) else { return };
    let list = words.is(joint, &[","]) && list_goes_on(words, group.end);
    let joined = list || words.upos(joint) == Some(Upos::Cconj);
    let bare = group.start == group.verb;
    if !joined || !bare || before.start == before.verb && before.kind != VerbKind::Infinitive {
        return;
    }
    let (a, b) = (words.form(before.verb), words.form(group.verb));
    let past = |f: Option<VerbForm>| matches!(f, Some(VerbForm::Past | VerbForm::Participle));
    // "was arrested and said": after a passive only a participle shares, but
    // "has arrested and charged" is one perfect.
    let shares_past = list || (before.perfect && before.voice == Voice::Active);
    let alike = a == b
        || (past(a) && (b == Some(VerbForm::Participle) || (shares_past && past(b))))
        || (a == Some(VerbForm::Base) && b == Some(VerbForm::Present));
    let near = group.start - before.end <= 8 && !nominative_between(words, before.end, group.start);
    if alike && near && words.upos(before.verb) == Some(Upos::Verb) {
        *group = VerbGroup { start: group.start, end: group.end, verb: group.verb, ..before.clone() };
    }
}

/// Whether a list like "captured, tortured and killed" goes on at `at`.
fn list_goes_on(words: Words<'_>, at: usize) -> bool {
    let next = if words.is(at, &[","]) { at + 1 } else { at };
    words.upos(next) == Some(Upos::Cconj) && words.upos(next + 1) == Some(Upos::Verb)
}

fn nominative_between(words: Words<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| words.is(i, &["he", "she", "they", "we", "i", "who", "which", "that"]))
}
