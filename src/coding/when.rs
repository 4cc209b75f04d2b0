//! Which time of a sentence dates a trigger.

use super::sentence::Sent;
use crate::grammar::Upos;
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, TimeExpression, TimeKind};
use crate::text::Span;

/// The time of a trigger.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dated {
    /// Index into the document's time expressions.
    pub(super) time: Option<usize>,
    /// It lies well before publication.
    pub(super) long_past: bool,
}

/// Days before publication from which a dated event is context, not news.
const NEWS_DAYS: i32 = 21;

/// The time expression that dates the event told at word `at`.
pub(super) fn time_of(
    sent: &Sent<'_>,
    lexicon: &Lexicon,
    times: &[TimeExpression],
    anchor: &Anchor,
    at: usize,
) -> Dated {
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    let clause = sent.span_of(from, to);
    let mut best: Option<(i32, usize)> = None;
    for (i, time) in times.iter().enumerate() {
        let dates = matches!(time.kind, TimeKind::Point | TimeKind::Since | TimeKind::Future | TimeKind::Set);
        if !dates || !sent.span.contains(time.span) {
            continue;
        }
        let word = sent.words.iter().position(|w| w.span.overlaps(time.span)).unwrap_or(0);
        // "the bloodiest since violence began in 2015" dates the beginning.
        let since = at < word && time.kind == TimeKind::Point && (at..word).any(|i| sent.lower(i) == "since");
        if since || attributive(sent, word, time.span, at) {
            continue;
        }
        let mut score = 40 - word.abs_diff(at).min(30) as i32;
        if clause.contains(time.span) {
            score += 20;
        }
        let within = sent.group_at(word).is_some() && sent.group_at(word) == sent.group_at(at);
        if !within && of_speech(sent, lexicon, word, at) {
            score -= 60;
        }
        if time.kind == TimeKind::Set {
            score -= 10;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, i));
        }
    }
    let time = best.filter(|(s, _)| *s > 0).map(|(_, i)| i);
    let long_past = time.is_some_and(|t| is_long_past(&times[t], anchor)) || after_a_while(sent, from);
    Dated { time, long_past }
}

/// "the 2020 ceasefire", "decades-old hostilities": a time inside the name of
/// something else dates that and nothing beside it.
fn attributive(sent: &Sent<'_>, word: usize, time: Span, trigger: usize) -> bool {
    sent.group_at(word).is_some_and(|g| {
        let head = &sent.words[sent.groups[g].head];
        !head.span.overlaps(time) && head.span.start >= time.end && sent.group_at(trigger) != Some(g)
    })
}

/// Whether the time at `word` tells when something was said: its verb is one
/// of reporting and not the trigger's own.
fn of_speech(sent: &Sent<'_>, lexicon: &Lexicon, word: usize, trigger: usize) -> bool {
    let reporting = |i: usize| lexicon.wording.reporting.contains_key(&*sent.words[i].verb);
    let before = sent.verbs.iter().rev().find(|v| v.at < word && !v.gerund);
    let between = |from: usize| {
        (from..word).any(|i| sent.pos(i) == Some(Upos::Sconj) || matches!(sent.lower(i), "that" | "which"))
    };
    if let Some(v) = before {
        return v.at != trigger && reporting(v.at) && !between(v.at + 1) && word - v.at <= 8;
    }
    // "Moscow on Thursday said": the verb follows at once.
    let next = sent.verbs.iter().find(|v| v.at > word);
    next.is_some_and(|v| {
        v.at != trigger
            && reporting(v.at)
            && v.start - word <= 2
            && word > 1
            && sent.lower(word.saturating_sub(2)) != ","
    }) && sent.groups.first().is_some_and(|g| g.start < word.saturating_sub(1))
}

fn is_long_past(time: &TimeExpression, anchor: &Anchor) -> bool {
    if time.distant || time.kind == TimeKind::Set {
        return true;
    }
    let (Some(today), Some(end)) = (anchor.date, time.range.and_then(|r| r.end)) else { return false };
    today.since(end).is_ok_and(|s| s.get_days() > NEWS_DAYS) && time.kind != TimeKind::Since
}

/// "It comes a week after 44 people were killed": the clause follows "after"
/// and a length of time.
fn after_a_while(sent: &Sent<'_>, clause_start: usize) -> bool {
    let Some(joint) = clause_start.checked_sub(1) else { return false };
    let unit = joint.checked_sub(1).map(|i| sent.words[i].noun.as_str());
    matches!(sent.lower(joint), "after" | "since") && matches!(unit, Some("week" | "month" | "year" | "day" | "decade"))
}
