//! Who says so: attribution of the parts of a sentence, with a memory of who
//! spoke before ([`super::voice`]).

use super::entity::{Class, Known, Reader};
use super::sentence::{Sent, Verb, is_quote};
use super::voice::{Memory, Voice, Voices};
use super::{Act, Speaker};
use crate::grammar::{Label, Upos, VerbForm};
use crate::temporal::Anchor;

/// Words `from..to` of a sentence are what `speaker` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attributed {
    pub(super) speaker: Speaker,
    pub(super) act: Act,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Code of the state or de facto state spoken for.
    pub(super) code: Option<String>,
    /// The group spoken for, and the words for it.
    pub(super) known: Option<(Known, String)>,
    /// The reporting verb, or the "to" of "according to".
    pub(super) at: usize,
}

/// Reads who says what in a sentence.
pub(super) fn attributions(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    anchor: &Anchor,
    memory: &mut Memory,
) -> Vec<Attributed> {
    let voices = Voices { sent, reader, anchor };
    voices.meet(memory);
    let mut all: Vec<Attributed> = Vec::new();
    let verbs: Vec<&Verb> = sent.verbs.iter().filter(|v| reports(sent, reader, v)).collect();
    // Verbs without a speaker ("reports indicated") leave what they report to
    // the one above.
    for (i, verb) in verbs.iter().enumerate() {
        let Some((voice, group)) = subject(&voices, memory, verb) else { continue };
        let act = act(reader, &sent.words[verb.at].verb, verb);
        let next = verbs[i + 1..].iter().find(|n| subject(&voices, memory, n).is_some());
        // Verbs of one subject: "counted 14 dead and blamed the army".
        let begins = |n: &&Verb| Some(subject_start(sent, n)).filter(|s| *s > verb.at).unwrap_or(n.start);
        let next = next.map_or(sent.words.len(), begins);
        let (from, to) = content(sent, verb, group, next);
        if voice.speaker.via.as_ref() == Some(&voice.speaker.name) {
            // An agency that carries another's words is not the speaker.
            if let Some(inner) = all.iter_mut().find(|a| a.from < to && from < a.to) {
                inner.speaker.via = voice.speaker.via;
                continue;
            }
        }
        memory.spoke(&voice);
        let Voice { speaker, code, known, .. } = voice;
        all.push(Attributed { speaker, code, known, act, from, to, at: verb.at });
    }
    according(&voices, memory, &mut all);
    quotation(sent, memory, &mut all);
    all
}

/// Who says the bare figures of a sentence that names no speaker: whoever the
/// sentence before in its paragraph is of.
pub(super) fn carried(all: &[Attributed], words: usize, before: Option<&Attributed>) -> Option<Attributed> {
    let before = before.filter(|_| all.is_empty())?;
    Some(Attributed { act: Act::Claims, from: 0, to: words, at: 0, ..before.clone() })
}

/// The attribution under which the word at `at` stands.
pub(super) fn speaker_at(all: &[Attributed], at: usize) -> Option<&Attributed> {
    all.iter().filter(|a| a.from <= at && at < a.to).max_by_key(|a| (a.from, a.at))
}

/// Whether a verb reports words of its subject.
fn reports(sent: &Sent<'_>, reader: &Reader<'_>, verb: &Verb) -> bool {
    let lemma = &*sent.words[verb.at].verb;
    // "..., said Deputy Inspector X": a past, however it was tagged.
    let inverted = verb.at > 0 && (matches!(sent.lower(verb.at - 1), ",") || is_quote(sent.lower(verb.at - 1)));
    if !reader.lexicon.wording.reporting.contains_key(lemma) || verb.bare && !inverted || verb.infinitive {
        return false;
    }
    if verb.gerund && verb.start == verb.at && verb.at > 0 && sent.lower(verb.at - 1) != "," {
        return false;
    }
    // "demonstrators who reject the result set fire ...": no report.
    let relative = verb.start > 0 && matches!(sent.lower(verb.start - 1), "who" | "which");
    if relative && !matches!(lemma, "say" | "tell" | "add") {
        return false;
    }
    // "claimed responsibility for", "claimed 20 lives" report nothing.
    let object = sent.group_after(verb.at + 1, false).map(|g| sent.words[sent.groups[g].head].noun.as_str());
    match lemma {
        "claim" => !matches!(object, Some("responsibility" | "life" | "credit" | "victim")),
        // "put the death toll at 12", "counted two dead": only with a number.
        "put" | "count" | "place" | "number" | "speak" | "talk" => {
            // "put their losses since Saturday at 29": past "since".
            let end = (verb.at..sent.words.len()).find(|i| sent.lower(*i) == ";");
            (verb.at..end.unwrap_or(sent.words.len()))
                .any(|i| sent.pos(i) == Some(Upos::Num) || sent.words[i].noun == "dozen")
        }
        _ => true,
    }
}

fn act(reader: &Reader<'_>, lemma: &str, verb: &Verb) -> Act {
    if verb.negated {
        return Act::CannotVerify;
    }
    match reader.lexicon.wording.reporting.get(lemma).copied() {
        Some("denies") => Act::Denies,
        Some("confirms") => Act::Confirms,
        _ => Act::Claims,
    }
}

/// Which words are said: those after the verb, or, where the sentence ends
/// with "..., X said", those before.
fn content(sent: &Sent<'_>, verb: &Verb, group: usize, next: usize) -> (usize, usize) {
    // "..., Interfax quoted the ministry as saying.": nothing follows.
    if sent.words[verb.at].verb == "quote" {
        let rest = sent.words.iter().rposition(|w| w.verb == "say").filter(|i| *i > verb.at);
        let ends = rest.is_none_or(|i| sent.words[i + 1..].iter().all(|w| w.pos == Upos::Punct));
        let before = sent.groups[group].start.min(verb.start);
        if ends && before > 1 {
            return (0, before);
        }
    }
    // "12 injured, says Dushanbe": who stands behind the verb has said what
    // stands before it.
    let inverted = sent.groups[group].start > verb.at && verb.start > 0;
    let ends = || sent.pos(sent.chain_end(group)).is_none_or(|p| p == Upos::Punct);
    if inverted && ends() && (sent.lower(verb.start - 1) == "," || is_quote(sent.lower(verb.start - 1))) {
        return (0, verb.start);
    }
    let told_after = (verb.at + 1..next.max(verb.at + 1)).any(|i| {
        matches!(sent.pos(i), Some(Upos::Verb | Upos::Aux)) || sent.pos(i) == Some(Upos::Sconj) || sent.lower(i) == ":"
    });
    let before = sent.groups[group].start.min(verb.start);
    // "By evening, the rebels counted ...": no clause stands before the comma.
    let clause = sent.verbs.iter().any(|v| v.at < before && !v.bare);
    let comma_before = before > 0 && (sent.lower(before - 1) == "," && clause || is_quote(sent.lower(before - 1)));
    // "..., the ministry said, adding that": what hangs on the verb as its
    // clause stands before it.
    let hangs = sent.children(verb.at, &[Label::Ccomp, Label::Parataxis]).any(|w| w < before)
        || sent.head_by(verb.at, &[Label::Parataxis]).is_some_and(|w| w < before);
    let clause_before =
        comma_before && hangs && !sent.children(verb.at, &[Label::Ccomp]).any(|w| w > verb.at && !is_gerund(sent, w));
    let objects = sent.objects_after(verb.at + 1, true);
    // "spoke of 20 dead", "put the toll at 12": the number follows.
    if matches!(&*sent.words[verb.at].verb, "speak" | "talk" | "put" | "count" | "place" | "number") {
        return (verb.at + 1, next);
    }
    if clause_before || !(told_after || (!comma_before && !objects.is_empty())) {
        (0, before)
    } else {
        (verb.at + 1, next)
    }
}

/// "police said, lowering an earlier count".
fn is_gerund(sent: &Sent<'_>, word: usize) -> bool {
    sent.verb_at(word).is_some_and(|v| v.gerund && v.start == word)
}

/// "..., the ombudsman's office said": who stands between a comma and the verb.
fn right_before(sent: &Sent<'_>, verb: &Verb) -> Option<Vec<usize>> {
    let group = sent.top_of(sent.group_at(verb.start.checked_sub(1)?)?)?;
    let all = sent.with_coordinated_left(group);
    let before = sent.groups[*all.first()?].start.checked_sub(1)?;
    let apart = sent.lower(before) == "," || is_quote(sent.lower(before));
    // "In Kabul, the ministry said" too; but not "X, a spokesman of Y said".
    (apart && sent.verbs.iter().any(|v| v.at < before && !v.bare)).then_some(all)
}

fn subject_start(sent: &Sent<'_>, verb: &Verb) -> usize {
    sent.subjects(verb).first().map_or(verb.start, |g| sent.groups[*g].start.min(verb.start))
}

fn subject(voices: &Voices<'_, '_>, memory: &Memory, verb: &Verb) -> Option<(Voice, usize)> {
    let (sent, reader) = (voices.sent, voices.reader);
    // "..., said X": the subject follows.
    let after = sent.group_at(verb.at + 1).filter(|&g| {
        let e = reader.entity(sent, g);
        let quoted_before = verb.at > 0 && (sent.lower(verb.at - 1) == "," || is_quote(sent.lower(verb.at - 1)));
        // "the ministry, in a statement, said its troops had ...": what comes
        // after begins what is said.
        let end = sent.chain_end(g);
        let there = sent.pos(end) == Some(Upos::Adv) && sent.pos(end + 1).is_none_or(|p| p == Upos::Punct);
        let ends = there || !matches!(sent.pos(end), Some(Upos::Verb | Upos::Aux | Upos::Adv));
        let speaks =
            matches!(e.class, Class::Person | Class::State | Class::Civilian | Class::Police | Class::Military)
                || reader.lexicon.actors.organ(&e.head).is_some()
                || voices.of(g, memory).is_some();
        // "X, a relief group, said Friday's raids killed 54": a clause of its own.
        let ends = ends
            && !sent
                .verbs
                .iter()
                .any(|v| v.at > end && v.at <= sent.clause_end(end) && sent.words[v.at].form == Some(VerbForm::Past));
        // Who is told something does not say it.
        let told = matches!(
            &*sent.words[verb.at].verb,
            "tell"
                | "inform"
                | "accuse"
                | "blame"
                | "quote"
                | "confirm"
                | "deny"
                | "condemn"
                | "claim"
                | "put"
                | "place"
                | "count"
                | "number"
                | "estimate"
        );
        quoted_before && ends && speaks && !told
    });
    // "the radio said, reporting 27 dead": of the verb before.
    let follows = verb.gerund && verb.start == verb.at && after.is_none();
    if follows && let Some(before) = sent.verbs.iter().rev().find(|v| v.at < verb.at && reports(sent, reader, v)) {
        return subject(voices, memory, before);
    }
    let subjects = match right_before(sent, verb).filter(|_| !verb.passive) {
        Some(groups) => groups,
        None if verb.passive => sent.agents(verb.at, verb.at + 1),
        None => sent.subjects(verb),
    };
    let groups = after.map_or(subjects, |g| vec![g]);
    let group = *groups.first()?;
    // "agencies quoted a statement by X as saying": X speaks, through them.
    if sent.words[verb.at].verb == "quote" && !verb.passive {
        let object = sent.group_after(verb.at + 1, false)?;
        let by = sent.phrases(sent.groups[object].end, sent.words.len()).find(|(p, _)| *p == "by").map(|(_, g)| g);
        let mut inner = voices.of(by.unwrap_or(object), memory)?;
        inner.speaker.via = voices.of(group, memory).map(|v| v.speaker.name);
        return Some((inner, group));
    }
    let mut voice = groups.iter().find_map(|g| voices.of(*g, memory))?;
    // "police and hospital officials said": both.
    let others: Vec<Voice> = groups.iter().skip(1).filter_map(|g| voices.of(*g, memory)).collect();
    for other in
        others.iter().filter(|o| !voice.speaker.name.contains(&o.speaker.name)).take(2).cloned().collect::<Vec<_>>()
    {
        voice.speaker.name = format!("{} and {}", voice.speaker.name, other.speaker.name);
    }
    Some((voice, group))
}

fn according(voices: &Voices<'_, '_>, memory: &mut Memory, all: &mut Vec<Attributed>) {
    let sent = voices.sent;
    for i in 0..sent.words.len().saturating_sub(1) {
        if sent.lower(i) == "according" && sent.lower(i + 1) == "to" {
            let Some(voice) = sent.group_at(i + 2).and_then(|g| voices.of(g, memory)) else { continue };
            memory.spoke(&voice);
            let Voice { speaker, code, known, .. } = voice;
            all.push(Attributed { speaker, code, known, act: Act::Claims, from: 0, to: sent.words.len(), at: i + 1 });
        }
    }
}

/// A quotation that stands alone or goes on from the sentence before is of
/// who spoke last.
fn quotation(sent: &Sent<'_>, memory: &mut Memory, all: &mut Vec<Attributed>) {
    let opens = |w: &str| matches!(w, "“" | "«" | "``");
    let closes = |w: &str| matches!(w, "”" | "»" | "''");
    let plain = sent.words.iter().filter(|w| w.lower == "\"").count();
    let opened = sent.words.iter().filter(|w| opens(&w.lower)).count();
    let closed = sent.words.iter().filter(|w| closes(&w.lower)).count();
    let begins = sent.words.first().is_some_and(|w| is_quote(&w.lower));
    if (memory.quoting || begins)
        && all.is_empty()
        && let Some(voice) = memory.last()
    {
        let (speaker, code, known) = (voice.speaker.clone(), voice.code.clone(), voice.known.clone());
        all.push(Attributed { speaker, code, known, act: Act::Claims, from: 0, to: sent.words.len(), at: 0 });
    }
    let toggled = plain % 2 == 1;
    memory.quoting = match (opened, closed) {
        (0, 0) => memory.quoting != toggled,
        (o, c) => o > c || (o == c && memory.quoting && !toggled),
    };
}
