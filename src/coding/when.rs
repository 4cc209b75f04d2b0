//! Which time of a sentence dates a trigger.
//!
//! A time belongs to the verb or noun that it hangs on. What is said of the
//! speaking ("said on Thursday that ...") dates no act; what stands in a
//! relative clause, or in the name of a thing, dates that and nothing beside
//! it; a distance ("a week after ...") dates what it leads to.

use super::sentence::{Sent, Verb};
use crate::grammar::Upos;
use crate::lexicon::Lexicon;
use crate::lexicon::time::TimeWord;
use crate::temporal::{Anchor, DatePrecision, TimeExpression, TimeKind};
use crate::text::Span;

/// The time of a trigger.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dated {
    /// Index into the document's time expressions.
    pub(super) time: Option<usize>,
    /// It lies well before publication.
    pub(super) long_past: bool,
    /// Index of the time at which somebody told it, where no other is known.
    pub(super) told: Option<usize>,
}

/// Days before publication from which a dated event is context, not news.
const NEWS_DAYS: i32 = 45;

/// Words past which distance tells no more.
const FAR: usize = 30;
/// Words past which a time does not reach a trigger.
const REACH: usize = 90;

/// The time expression that dates the event told at word `at`.
pub(super) fn time_of(
    sent: &Sent<'_>,
    lexicon: &Lexicon,
    times: &[TimeExpression],
    anchor: &Anchor,
    at: usize,
) -> Dated {
    // "fatally shot": the verb.
    let adverb = sent.pos(at) == Some(Upos::Adv) && sent.verb_at(at + 1).is_some();
    let at = at + usize::from(adverb);
    let reach = sent.span_of(at.saturating_sub(REACH), sent.words.len().min(at + REACH));
    let first = times.partition_point(|t| t.span.start < reach.start);
    let mut best: Option<(i32, usize)> = None;
    for (i, time) in times.iter().enumerate().skip(first).take_while(|(_, t)| reach.contains(t.span)) {
        let Some(place) = Place::of(sent, time) else { continue };
        let Some(score) = (Pair { sent, lexicon, time, place, at }).score(anchor) else { continue };
        if score > 0 && best.is_none_or(|(s, _)| score > s) {
            best = Some((score, i));
        }
    }
    let time = best.map(|(_, i)| i);
    let told = if time.is_none() { day_of_saying(sent, lexicon, times, first, at) } else { None };
    Dated { time, long_past: time.is_some_and(|t| is_long_past(&times[t], anchor)), told }
}

/// "On Friday the army said it had lost two men", "called on Friday for calm
/// after a clash": the day of the saying, by which it had taken place.
fn day_of_saying(
    sent: &Sent<'_>,
    lexicon: &Lexicon,
    times: &[TimeExpression],
    first: usize,
    at: usize,
) -> Option<usize> {
    let within = |t: &TimeExpression| t.span.end <= sent.span.end;
    let says = |t: &TimeExpression| {
        let day = t.kind == TimeKind::Point && t.precision <= DatePrecision::Night && !t.distant;
        let place = Place::of(sent, t).filter(|_| day)?;
        governor(sent, lexicon, &place, at).filter(|v| v.at != at && tells(sent, lexicon, v) && !v.bare)
    };
    let mut here = times.iter().enumerate().skip(first).take_while(|(_, t)| within(t));
    here.find(|(_, t)| says(t).is_some()).map(|(i, _)| i).filter(|_| !is_cause(sent, at))
}

/// Where a time stands in its sentence.
struct Place {
    /// Its first word with the small words that lead it ("early on").
    lead: usize,
    /// Its first word.
    start: usize,
    /// One past its last word.
    end: usize,
}

impl Place {
    fn of(sent: &Sent<'_>, time: &TimeExpression) -> Option<Self> {
        let start = sent.words.partition_point(|w| w.span.end <= time.span.start);
        let end = sent.words.partition_point(|w| w.span.start < time.span.end);
        let small = |i: usize| matches!(sent.pos(i), Some(Upos::Adp | Upos::Det | Upos::Adv)) && !is_mark(sent, i);
        let lead = (start.saturating_sub(3)..start).rev().take_while(|i| small(*i)).last().unwrap_or(start);
        (start < end).then_some(Self { lead, start, end })
    }

    /// Whether it opens a sentence or clause: "On Friday, ...", "... and on
    /// Friday the army".
    fn opens(&self, sent: &Sent<'_>) -> bool {
        let before = self.lead.checked_sub(1);
        before.is_none_or(|b| {
            let open = matches!(sent.lower(b), ";" | ":" | "“" | "\"" | "—" | "–" | "--" | "that")
                || sent.pos(b) == Some(Upos::Sconj);
            let joins = sent.pos(b) == Some(Upos::Cconj) || sent.lower(b) == ",";
            open || joins && sent.verbs.last().is_some_and(|v| v.at > self.end) && self.is_led_on(sent)
        })
    }

    /// Whether a subject or a comma follows, so that what comes is a clause.
    fn is_led_on(&self, sent: &Sent<'_>) -> bool {
        sent.lower(self.end) == "," || sent.group_at(self.end).is_some()
    }
}

/// The preposition that leads a day: "on Monday", not "for Monday's".
fn is_day_prep(sent: &Sent<'_>, i: usize) -> bool {
    matches!(sent.lower(i), "on" | "since" | "until" | "till" | "by" | "before" | "after" | "from" | "to")
}

fn is_mark(sent: &Sent<'_>, i: usize) -> bool {
    matches!(sent.lower(i), "that" | "which" | "who" | "when" | "where" | "while" | "after" | "before" | "since")
}

/// A time beside the trigger at word `at`.
struct Pair<'s, 'd> {
    sent: &'s Sent<'d>,
    lexicon: &'s Lexicon,
    time: &'s TimeExpression,
    place: Place,
    at: usize,
}

impl Pair<'_, '_> {
    /// How well the time dates the trigger; `None` where it does not.
    fn score(&self, anchor: &Anchor) -> Option<i32> {
        let (sent, time, place, at) = (self.sent, self.time, &self.place, self.at);
        match (time.kind, time.rule) {
            (TimeKind::Apart, _) => return apart(sent, self.lexicon, time, place, anchor, at),
            (TimeKind::Hour | TimeKind::Duration, _) => return None,
            // "days of shelling": what lasted.
            (_, "spell") => return (at > place.end && at <= place.end + 4).then_some(70),
            // It dates itself: a "siege" that is part of the name.
            _ if time.is_named_event() => {
                return sent.words.get(at).is_some_and(|w| time.span.contains(w.span)).then_some(110);
            }
            _ => {}
        }
        // "the Dec. 10 bombings": the day is an attribute.
        let attribute = || {
            let led =
                place.start.checked_sub(1).is_some_and(|b| sent.pos(b) == Some(Upos::Adp) && is_day_prep(sent, b));
            // "last Thursday's car bomb".
            let end = place.end + usize::from(matches!(sent.lower(place.end), "'s" | "’s"));
            (!led || end > place.end) && sent.group_at(at).is_some_and(|g| sent.groups[g].start == end)
        };
        if sent.group_at(place.start).is_some_and(|g| sent.group_at(at) == Some(g)) || attribute() {
            return Some(100);
        }
        if self.behind_subject() || self.before_when() {
            return Some(90);
        }
        if begins_or_ends(sent, place, time, at)
            || attributive(sent, place.start, time.span, at)
            || described(sent, self.lexicon, at)
        {
            return None;
        }
        let mut score = 40 - place.start.abs_diff(at).min(FAR) as i32;
        if sent.span_of(sent.clause_start(at), sent.clause_end(at)).contains(time.span) {
            score += 20;
        }
        let governor = governor(sent, self.lexicon, place, at);
        let own = governor.is_some_and(|v| v.at == at || acts(sent, v, at) && !tells(sent, self.lexicon, v));
        score += if own { 10 } else { self.loose(governor)? };
        if sent.verb_at(at).is_none() {
            score += self.beside_noun()?;
        }
        Some(if time.kind == TimeKind::Set { score - 10 } else { score })
    }

    /// "A bombing in 2003, for which X was blamed, left 36 dead": a time right
    /// behind the subject dates what it did.
    fn behind_subject(&self) -> bool {
        let (sent, place) = (self.sent, &self.place);
        let led = place.lead + 1 == place.start && matches!(sent.lower(place.lead), "in" | "on");
        led && sent.lower(place.end) == ","
            && sent
                .verb_at(self.at)
                .filter(|v| v.at > place.end)
                .is_some_and(|v| sent.subjects(v).first().is_some_and(|g| sent.chain_end(*g) == place.lead))
    }

    /// "in April, when the army shelled the town": the clause tells of that time.
    fn before_when(&self) -> bool {
        let (sent, place, at) = (self.sent, &self.place, self.at);
        let when = place.end + usize::from(sent.lower(place.end) == ",");
        sent.lower(when) == "when"
            && at > when
            && !(when..at).any(|i| matches!(sent.lower(i), "," | ";" | "and" | "but"))
    }

    /// What speaks against a time that hangs on another verb than the trigger's.
    fn loose(&self, governor: Option<&Verb>) -> Option<i32> {
        let (sent, time, place, at) = (self.sent, self.time, &self.place, self.at);
        if told_that(sent, place, at) {
            return None;
        }
        let mut score = 0;
        if let Some(v) = governor {
            let said = is_speech(sent, self.lexicon, v) && speaks(v, place, at);
            // "troops freed on Sunday those who had been taken": before that.
            let prior = sent.verb_at(at).is_some_and(|t| t.past_perfect) && !v.past_perfect;
            if said || prior || reacts(sent, self.lexicon, v, place, at) {
                return None;
            }
            if v.at < place.start && at > place.end && is_relative(sent, v) {
                score -= 25;
            }
        }
        if relative_between(sent, place, at) {
            // "killed by gunmen who opened fire on Sunday" is of one day, "a war
            // that began in March" is not of one month with what is told beside it.
            if time.distant || time.precision > DatePrecision::Range || time.kind != TimeKind::Point {
                return None;
            }
            score -= 20;
        }
        // A time long past, or many times, dates only what it hangs on.
        let far = time.distant || time.kind == TimeKind::Set;
        Some(if far { score - 25 } else { score })
    }

    /// "the killing of a man in March": a noun's own time stands behind it.
    fn beside_noun(&self) -> Option<i32> {
        let (place, at) = (&self.place, self.at);
        if at > place.end && is_cause(self.sent, at) {
            return None;
        }
        let behind = at < place.start && verbs_in(self.sent, at + 1, place.start).is_empty();
        Some(if behind { 12 } else { 0 })
    }
}

/// "A day after the truce was signed, ...": what the words lead to, as far as
/// its clause goes.
fn apart(
    sent: &Sent<'_>,
    lexicon: &Lexicon,
    time: &TimeExpression,
    place: &Place,
    anchor: &Anchor,
    at: usize,
) -> Option<i32> {
    // "a day after the army said that attacks had fallen": the saying.
    if verbs_in(sent, place.end, at).iter().any(|v| is_speech(sent, lexicon, v)) {
        return None;
    }
    let past = time.range.and_then(|r| r.end).zip(anchor.date).is_none_or(|(end, today)| end <= today);
    let between = place.end..at.max(place.end);
    let broken = between.clone().any(|i| matches!(sent.lower(i), ";" | ":" | "—" | "–" | "--"));
    // "since the killing and no one was held": another clause.
    let joined = between.clone().any(|i| {
        let subject = sent.group_at(i + 1).map(|g| sent.chain_end(g));
        let joint = sent.pos(i) == Some(Upos::Cconj);
        joint && verbs_in(sent, i, at + 1).iter().any(|v| Some(v.start) == subject && !v.bare)
    });
    let commas = between.filter(|&i| sent.lower(i) == ",").count();
    // "after a girl, on her way home, was shot"; but "A day after the truce, ...".
    let within = commas == 0 || commas % 2 == 0 && !place.opens(sent);
    (past && at >= place.end && within && !broken && !joined).then_some(90)
}

/// "the bloodiest since violence began in 2015" dates the beginning, "as of
/// Friday" the counting.
fn begins_or_ends(sent: &Sent<'_>, place: &Place, time: &TimeExpression, at: usize) -> bool {
    let since = at < place.start && time.kind == TimeKind::Point && (at..place.start).any(|i| sent.lower(i) == "since");
    let counted = place.start > 1 && sent.lower(place.start - 1) == "of" && sent.lower(place.start - 2) == "as";
    since || counted
}

/// "the 2020 ceasefire", "decades-old hostilities": a time inside the name of
/// something else dates that and nothing beside it.
fn attributive(sent: &Sent<'_>, word: usize, time: Span, trigger: usize) -> bool {
    sent.group_at(word).is_some_and(|g| {
        let head = &sent.words[sent.groups[g].head];
        !head.span.overlaps(time) && head.span.start >= time.end && sent.group_at(trigger) != Some(g)
    })
}

/// The verb that a time hangs on: the one before it, or, where the time opens
/// its clause or stands between subject and verb, the one after. "..., police
/// said, ..." is passed over.
fn governor<'s>(sent: &'s Sent<'_>, lexicon: &Lexicon, place: &Place, at: usize) -> Option<&'s Verb> {
    let aside = |v: &&Verb| {
        let said = is_speech(sent, lexicon, v) && v.at != at;
        said && sent.lower(v.at + 1) == "," && place.start != v.at + 1
    };
    let after = || verbs_in(sent, place.end, sent.words.len()).iter().find(|v| !v.bare && !aside(v));
    if place.opens(sent) {
        // "killed 53 near X, on Friday, state television said": of the killing.
        let told = verbs_in(sent, 0, place.lead).iter().rev().find(|v| !v.bare && !is_speech(sent, lexicon, v));
        let trailing = place.lead > 0 && sent.lower(place.lead - 1) == ",";
        return match (after(), told.filter(|_| trailing)) {
            (Some(v), Some(act)) if is_speech(sent, lexicon, v) => Some(act),
            (verb, _) => verb,
        };
    }
    let before = verbs_in(sent, 0, place.lead).iter().rev().find(|v| !aside(v));
    // "Moscow on Thursday said": the verb follows at once.
    let next = after().filter(|v| v.start - place.end <= 1 && !v.infinitive && !v.gerund);
    let subject =
        next.is_some_and(|v| v.start == place.end && place.lead > 0 && sent.group_at(place.lead - 1).is_some());
    match before {
        Some(v) if !subject || between_clauses(sent, v.at, place.lead) == 0 => Some(v),
        _ => next.or(before),
    }
}

/// Finite verbs between two words.
fn between_clauses(sent: &Sent<'_>, from: usize, to: usize) -> usize {
    (from + 1..to).filter(|&i| matches!(sent.lower(i), "," | "and" | "but" | "while" | "that")).count()
}

/// The verbs at words `from..to`.
fn verbs_in<'s>(sent: &'s Sent<'_>, from: usize, to: usize) -> &'s [Verb] {
    let first = sent.verbs.partition_point(|v| v.at < from);
    let last = sent.verbs.partition_point(|v| v.at < to);
    sent.verbs.get(first..last).unwrap_or_default()
}

fn is_speech(sent: &Sent<'_>, lexicon: &Lexicon, verb: &Verb) -> bool {
    lexicon.wording.reporting.contains_key(&*sent.words[verb.at].verb)
}

/// Whether a time that hangs on a verb of saying tells when it was said, not
/// when what is told took place: not in "said the raid on Friday killed two",
/// "reported an attack on Friday".
fn speaks(verb: &Verb, place: &Place, at: usize) -> bool {
    if verb.at == at {
        return false;
    }
    // What stands between the verb and the time has it for its own.
    !(verb.at < at && at < place.start)
}

/// Whether a verb is the trigger, shares its clause by coordination, or has
/// the trigger as its subject or object.
fn acts(sent: &Sent<'_>, verb: &Verb, at: usize) -> bool {
    if verb.at == at || verb.start == at {
        return true;
    }
    let (from, to) = (verb.at.min(at), verb.at.max(at));
    let apart = (from + 1..to).any(|i| {
        matches!(sent.lower(i), ";" | ":" | "—" | "–" | "--" | "who" | "whom" | "whose" | "which" | "where" | "that")
            // "were killed as rebels attacked" is of one time.
            || sent.pos(i) == Some(Upos::Sconj) && !matches!(sent.lower(i), "as" | "when" | "while")
    });
    if apart {
        return false;
    }
    match sent.verb_at(at) {
        // "shot three and wounded five": one time for both.
        Some(v) => {
            let joint = |i: usize| sent.pos(i) == Some(Upos::Cconj) || matches!(sent.lower(i), "as" | "when" | "while");
            (from + 1..to).any(joint) || verb.gerund || v.gerund
        }
        // A noun with no other verb between.
        None => verbs_in(sent, from + 1, to).is_empty(),
    }
}

/// "condemned on Friday the killing of two", "is investigating Friday the
/// raid": the time of the reaction; "the killing on Friday" is the act's.
fn reacts(sent: &Sent<'_>, lexicon: &Lexicon, verb: &Verb, place: &Place, at: usize) -> bool {
    let behind = at < place.start && at > verb.at && place.start - at <= 8;
    is_reaction(sent, lexicon, verb) && verb.at != at && !behind
}

fn is_reaction(sent: &Sent<'_>, lexicon: &Lexicon, verb: &Verb) -> bool {
    let finite = !verb.gerund && !verb.bare;
    finite && lexicon.time.of(&sent.words[verb.at].verb) == TimeWord::Reaction
}

/// Verbs that are of another time than what they are about.
fn tells(sent: &Sent<'_>, lexicon: &Lexicon, verb: &Verb) -> bool {
    is_reaction(sent, lexicon, verb) || is_speech(sent, lexicon, verb)
}

/// "held on Tuesday over the killing": what it was held for is earlier.
fn is_cause(sent: &Sent<'_>, at: usize) -> bool {
    let prep = sent.group_at(at).and_then(|g| sent.prep(g));
    matches!(prep, Some("over" | "for" | "about" | "into" | "regarding" | "concerning" | "despite"))
}

/// "told them yesterday that ...": when it was told, whatever the verb.
fn told_that(sent: &Sent<'_>, place: &Place, at: usize) -> bool {
    let that = sent.lower(place.end) == "that" && place.start > 0;
    let name = sent.group_at(place.start).is_some_and(|g| sent.groups[g].end > place.end);
    that && !name && at > place.end && sent.pos(place.end) != Some(Upos::Det) && !follows_noun(sent, place)
}

/// "an attack on Friday that killed two": the noun right before the time is
/// what "that" stands for.
fn follows_noun(sent: &Sent<'_>, place: &Place) -> bool {
    let before = place.lead.checked_sub(1);
    before.is_some_and(|b| sent.group_at(b).is_some() && sent.pos(b) == Some(Upos::Noun))
}

/// "the kidnapped man": a participle that describes tells no event of its
/// sentence's time.
fn described(sent: &Sent<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let who = sent.words.get(at + 1).is_some_and(|w| lexicon.role_nouns.find(&w.lower).is_some());
    let inside = sent.group_at(at).is_some_and(|g| sent.groups[g].start < at && sent.groups[g].head == at + 1);
    let led = at > 0 && matches!(sent.pos(at - 1), Some(Upos::Det | Upos::Adj | Upos::Num));
    let participle = matches!(sent.pos(at), Some(Upos::Adj | Upos::Verb)) && sent.lower(at).ends_with("ed");
    inside && led && participle && who
}

/// "who arrived", "which began".
fn is_relative(sent: &Sent<'_>, verb: &Verb) -> bool {
    verb.start.checked_sub(1).is_some_and(|b| {
        matches!(sent.lower(b), "who" | "which") || sent.lower(b) == "that" && sent.pos(b) == Some(Upos::Pron)
    })
}

/// Whether a relative clause keeps a time and a trigger apart: "gunmen who
/// fled in May were caught", "freed on Sunday men who were taken".
fn relative_between(sent: &Sent<'_>, place: &Place, at: usize) -> bool {
    let (from, to) = if at < place.start { (at, place.start) } else { (place.end, at) };
    (from..to).any(|i| {
        let pronoun = matches!(sent.lower(i), "who" | "whom" | "whose" | "which")
            || sent.lower(i) == "that" && sent.pos(i) == Some(Upos::Pron);
        pronoun && !verbs_in(sent, i + 1, to.max(at) + 1).is_empty()
    })
}

fn is_long_past(time: &TimeExpression, anchor: &Anchor) -> bool {
    if time.distant || time.kind == TimeKind::Set {
        return true;
    }
    // What lay a week and more before the news is context.
    if time.kind == TimeKind::Apart && time.precision >= DatePrecision::Week {
        return true;
    }
    let (Some(today), Some(end)) = (anchor.date, time.range.and_then(|r| r.end)) else { return false };
    today.since(end).is_ok_and(|s| s.get_days() > NEWS_DAYS) && time.kind != TimeKind::Since
}
