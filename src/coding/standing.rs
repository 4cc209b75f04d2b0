//! Whether an event is told as one that took place: reported, planned,
//! background, generic; and whether it goes on.

use super::Status;
use super::figures::Figure;
use super::roles::Roles;
use super::sentence::Sent;
use super::speaker::Attributed;
use super::trigger::{Coded, Kind, Trigger};
use crate::grammar::groups::Modality;
use crate::grammar::{Upos, VerbForm};
use crate::lexicon::Lexicon;
use crate::temporal::{DatePrecision, TimeExpression, TimeKind};

/// What the standing of a mention is decided from.
pub(super) struct Context<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) coded: &'a Coded,
    pub(super) trigger: Trigger,
    pub(super) roles: &'a Roles,
    /// The time that dates it.
    pub(super) time: Option<&'a TimeExpression>,
    /// Whether the time lies well before publication.
    pub(super) long_past: bool,
    /// Whether it is a day of the news: "the deadliest in recent years" is no
    /// background then.
    pub(super) recent: bool,
    pub(super) placed: bool,
    pub(super) figures: &'a [Figure],
    pub(super) said: Option<&'a Attributed>,
    pub(super) headline: bool,
}

/// The status of a mention and why; `None` where it is told as no event at all.
pub(super) fn status(sent: &Sent<'_>, c: &Context<'_>) -> Option<(Status, &'static str)> {
    let cues = &c.lexicon.wording.cues;
    let clause = clause_words(sent, c.trigger.start);
    let padded = format!(" {clause} ");
    if cues.fiction.iter().any(|f| padded.contains(&format!(" {f} "))) {
        return None;
    }
    let coming = cues.coming.iter().any(|f| padded.contains(&format!(" {f} ")));
    let future = coming || c.time.is_some_and(|t| t.kind == TimeKind::Future);
    if c.coded.frame.only.as_deref() == Some("planned") {
        return (future && !c.long_past).then_some((Status::Planned, "its frame tells of what is ahead"));
    }
    if untrue(sent, c) {
        return None;
    }
    if c.trigger.kind != Kind::Noun && asked_for(sent, c) {
        return Some((Status::Generic, "asked for, not told as done"));
    }
    if let Some(verb) = &c.roles.verb {
        if verb.negated {
            return (c.said.is_some()).then_some((Status::Denied, "a speaker denies the verb"));
        }
        match verb.modality {
            Some(Modality::Will | Modality::Would | Modality::Planned) if c.trigger.kind != Kind::Noun || future => {
                return Some((Status::Planned, "told of what will or would be"));
            }
            Some(Modality::Possible | Modality::Able | Modality::Obliged) => {
                return Some((Status::Generic, "told as possible or due"));
            }
            // "Such an attack would set off ..."
            Some(Modality::Would) if c.trigger.kind == Kind::Noun && !definite(sent, c) => {
                return Some((Status::Generic, "told as what would be"));
            }
            _ => {}
        }
        // "A prisoner swap is planned."
        if verb.passive
            && c.trigger.kind == Kind::Noun
            && matches!(&*sent.words[verb.at].verb, "plan" | "expect" | "schedule" | "fear")
        {
            return Some((Status::Planned, "planned, expected or feared"));
        }
        if verb.infinitive && !real_infinitive(sent, verb.start) && !gathered(sent, c, verb.start) {
            // "to launch an attack" is ahead; "to stop Sunday's clash" is not.
            let committed = c.trigger.kind != Kind::Noun
                || c.roles.initiators.iter().any(|e| e.span.end <= sent.words[verb.at].span.start);
            if committed {
                return Some((Status::Planned, "told as an aim"));
            }
            if c.time.is_none() && !definite(sent, c) {
                return Some((Status::Generic, "named as an aim, without a day"));
            }
        }
    }
    if future {
        return Some((Status::Planned, "its time is ahead"));
    }
    if c.coded.frame.always.as_deref() == Some("background") {
        return Some((Status::Background, "its frame tells of context"));
    }
    if c.time.is_some_and(|t| t.kind == TimeKind::Set) {
        return Some((Status::Background, "its time is many times, or a long one"));
    }
    if c.long_past {
        return Some((Status::Background, "its time lies well before the report"));
    }
    let told_background = cues.background.iter().any(|b| padded.contains(&format!(" {b} ")));
    // "who have fought for decades ambushed them on Monday", "in the past day".
    let recent = c.recent
        || c.time.is_some_and(|t| {
            t.kind == TimeKind::Point && !t.distant && t.precision <= DatePrecision::Range && t.range.is_some()
        });
    let court = c.coded.frame.family != "arrest" && cues.court.iter().any(|b| padded.contains(&format!(" {b} ")));
    if (told_background || court) && !c.headline && !recent {
        return Some((Status::Background, "words of context, or of a court, stand beside it"));
    }
    if c.trigger.kind == Kind::Noun && unreal_before(sent, c) {
        return Some((Status::Generic, "named as something that may be"));
    }
    if c.trigger.kind == Kind::Noun && over(sent, c) && c.time.is_none() {
        return Some((Status::Background, "told as having ended"));
    }
    if ceased(sent, c) {
        return Some((Status::Generic, "told to have ceased"));
    }
    if whole_war(sent, c) {
        return Some((Status::Background, "what a whole war has cost"));
    }
    if by_the_way(sent, c) && !c.headline {
        return Some((Status::Background, "told of a person's past"));
    }
    if generic(sent, c) {
        return Some((Status::Generic, "many, or none in particular: no one day, place or toll"));
    }
    Some((Status::Reported, "told as having taken place"))
}

/// "Reports of a shooting were untrue", "the arrest of no one".
fn untrue(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let nobody = c.trigger.kind == Kind::Noun
        && c.roles.targets.iter().any(|e| {
            let g = &sent.groups[e.group];
            matches!(sent.lower(g.head), "nobody" | "none") || sent.lower(g.start) == "no" && e.head == "one"
        });
    let from = sent.clause_start(c.trigger.start);
    let told = (from..c.trigger.start)
        .any(|i| matches!(&*sent.words[i].noun, "report" | "rumour" | "rumor" | "claim" | "allegation" | "story"));
    let false_after = || {
        (c.trigger.end..sent.clause_end(c.trigger.end - 1)).any(|i| {
            matches!(
                sent.lower(i),
                "untrue" | "false" | "unfounded" | "baseless" | "groundless" | "incorrect" | "fabricated" | "wrong"
            )
        })
    };
    nobody || told && false_after()
}

/// "demands that the rebels first free their hostages", "that he be freed":
/// what is asked for in the plain form is not done.
fn asked_for(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let at = c.trigger.start;
    let Some(that) = (1..at).rev().find(|i| sent.lower(*i) == "that") else { return false };
    let word = &sent.words[that - 1];
    let asks = [&word.verb, &word.noun].iter().any(|w| c.lexicon.wording.cues.asking.contains(*w));
    let plain = !matches!(sent.words[at].form, Some(VerbForm::Past | VerbForm::ThirdPerson | VerbForm::Participle));
    let other = sent.verbs.iter().any(|v| v.at > that && v.at < at && !v.bare);
    asks && !other && (plain || (that..at).any(|i| sent.lower(i) == "be"))
}

/// "since the fighting ended": told to say what came after it.
fn over(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let ends = |lemma: &str| matches!(lemma, "end" | "cease" | "subside" | "finish" | "stop");
    let ended =
        c.roles.verb.as_ref().is_some_and(|v| !v.passive && ends(&sent.words[v.at].verb) && v.at >= c.trigger.end);
    let joint = sent.clause_start(c.trigger.start).checked_sub(1);
    ended && joint.is_some_and(|i| matches!(sent.lower(i), "since" | "after" | "before" | "until" | "when"))
}

/// "agreed to stop shooting": what is stopped is told for its end.
fn ceased(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let at = c.trigger.start;
    let stops = at > 0 && matches!(&*sent.words[at - 1].verb, "stop" | "cease" | "quit" | "halt");
    c.trigger.kind != Kind::Noun && stops && sent.lower(at).ends_with("ing")
}

/// "The six-year war has killed 300,000": of no one day.
fn whole_war(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let of_war = |v: &super::sentence::Verb| {
        sent.subjects(v)
            .first()
            .is_some_and(|g| c.lexicon.wording.cues.wars.contains(&sent.words[sent.groups[*g].head].noun))
    };
    // "fought a war in 2020 in which 6,500 people were killed".
    let from = sent.clause_start(c.trigger.start);
    let which = (from.saturating_sub(1)..=from + 1).find(|i| sent.lower(*i) == "which" && *i > 0);
    let in_war = which
        .filter(|w| sent.lower(w - 1) == "in")
        .is_some_and(|w| (w.saturating_sub(10)..w).any(|i| c.lexicon.wording.cues.wars.contains(&sent.words[i].noun)));
    let bare = c.time.is_none_or(|t| t.distant);
    bare && (in_war || c.roles.verb.as_ref().is_some_and(|v| !v.passive && of_war(v)))
}

/// "General X, who put down the revolt as a captain": a relative clause about
/// one person that names no time of its own tells his past.
fn by_the_way(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let Some(verb) = c.roles.verb.as_ref().filter(|v| v.start > 0 && !c.coded.frame.result) else { return false };
    let relative = sent.lower(verb.start - 1) == "who" && sent.words[verb.at].form == Some(VerbForm::Past);
    let clause = sent.span_of(sent.clause_start(verb.at), sent.clause_end(verb.at));
    let timed = c.time.is_some_and(|t| clause.contains(t.span));
    let person = || {
        sent.subjects(verb).first().is_some_and(|g| {
            let head = &sent.words[sent.groups[*g].head];
            head.pos == Upos::Propn && head.lower == head.noun
        })
    };
    relative && !timed && person()
}

fn definite(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    c.roles
        .group
        .is_some_and(|g| matches!(sent.lower(sent.groups[g].start), "the" | "this" | "that" | "these" | "those"))
}

/// The lower-case words of the clause around a word.
fn clause_words(sent: &Sent<'_>, at: usize) -> String {
    let (from, to) = (sent.clause_start(at), sent.clause_end(at));
    sent.words[from..to].iter().map(|w| &*w.lower).collect::<Vec<_>>().join(" ")
}

/// "gathered to protest", "are paying visits to protest": they do.
fn gathered(sent: &Sent<'_>, c: &Context<'_>, start: usize) -> bool {
    let governing = sent.verbs.iter().rev().find(|v| v.at < start && !v.bare);
    c.coded.frame.shape == crate::lexicon::frames::FrameShape::Gathering
        && governing.is_some_and(|v| {
            let plans = &c.lexicon.wording.cues.planning_verbs;
            v.modality.is_none() && !v.negated && !plans.contains(&sent.words[v.at].verb)
        })
}

/// "managed to kill", "went on to attack", "used a drone to hit": they did.
pub(super) fn real_infinitive(sent: &Sent<'_>, start: usize) -> bool {
    let governing = sent.verbs.iter().rev().find(|v| v.at < start);
    governing.is_some_and(|v| {
        matches!(
            &*sent.words[v.at].verb,
            "manage"
                | "go"
                | "use"
                | "continue"
                | "begin"
                | "start"
                | "appear"
                | "seem"
                | "believe"
                | "report"
                | "prove"
                | "return"
        )
    })
}

/// "last Thursday's car bomb": the noun carries its day.
fn dated_itself(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let group = sent.group_at(c.trigger.start).map(|g| sent.group_span(g));
    let beside = |t: &TimeExpression| {
        group.is_some_and(|g| g.overlaps(t.span) || t.span.end <= g.start && g.start - t.span.end <= 4)
    };
    c.trigger.kind == Kind::Noun && c.time.is_some_and(beside)
}

/// "to prevent any attack", "the risk of war", "if an attack".
fn unreal_before(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let group_start = sent.group_at(c.trigger.start).map_or(c.trigger.start, |g| sent.groups[g].start);
    if dated_itself(sent, c) || definite(sent, c) {
        return false;
    }
    // What stands beyond a clause's or phrase's beginning governs nothing here.
    let joint = |i: &usize| {
        sent.pos(*i) == Some(Upos::Sconj) || matches!(sent.lower(*i), "as" | "while" | "when" | "after" | ",")
    };
    let from = group_start.saturating_sub(4);
    let from = (from..group_start).rev().find(joint).map_or(from, |i| i + 1);
    let before = sent.words[from..c.trigger.start].iter().map(|w| &*w.verb).collect::<Vec<_>>().join(" ");
    let padded = format!(" {before} ");
    c.lexicon.wording.cues.unreal.iter().any(|u| padded.contains(&format!(" {u} ")))
}

/// "the likelihood of a tourist being kidnapped".
fn hypothetical(sent: &Sent<'_>, at: usize) -> bool {
    // "to protect reporters from murder".
    let shields = |i: usize| matches!(&*sent.words[i].verb, "protect" | "shield" | "safeguard" | "spare" | "save");
    let from = (at.saturating_sub(3)..at).any(|i| sent.lower(i) == "from");
    if from && (sent.clause_start(at).max(at.saturating_sub(8))..at).any(shields) {
        return true;
    }
    (sent.clause_start(at).max(at.saturating_sub(8))..at).any(|i| {
        let chance = matches!(
            &*sent.words[i].noun,
            "likelihood"
                | "possibility"
                | "risk"
                | "chance"
                | "fear"
                | "threat"
                | "danger"
                | "prospect"
                | "odds"
                | "idea"
        );
        chance && sent.lower(i + 1) == "of"
    })
}

/// A noun without one time, place or toll: "dozens of clashes", "such attacks".
fn generic(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let cues = &c.lexicon.wording.cues;
    let counted = c.figures.iter().any(|f| f.count.min.is_some());
    if c.trigger.kind != Kind::Noun {
        // Habitual present: "rebels attack villages".
        let Some(verb) = &c.roles.verb else { return false };
        let often = (sent.clause_start(verb.at)..sent.clause_end(verb.at))
            .any(|i| cues.habits.iter().any(|h| h == sent.lower(i)));
        if often && c.time.is_none() {
            return true;
        }
        if verb.gerund && hypothetical(sent, verb.start) {
            return true;
        }
        let present = |i: usize| matches!(sent.words[i].form, Some(VerbForm::Present | VerbForm::ThirdPerson));
        // "continues to battle rebels".
        let goes_on = || {
            let over = sent.verbs.iter().rev().find(|v| v.at < verb.start);
            verb.infinitive && over.is_some_and(|v| sent.words[v.at].verb == "continue" && present(v.at))
        };
        let habit = present(verb.at) && !verb.passive || goes_on();
        // "continues to ... today": nowadays.
        let timeless = c.time.is_none_or(|t| t.rule == "day" && goes_on());
        // Headlines tell in the present, and end without a stop.
        let headline = c.headline || sent.words.last().is_some_and(|w| w.pos != Upos::Punct);
        return habit && !headline && timeless && !counted && !c.placed;
    }
    if c.time.is_none() && hypothetical(sent, c.trigger.start) {
        return true;
    }
    let Some(group) = c.roles.group else { return false };
    // "attacks have fallen": a statistic.
    let counts = c.roles.verb.as_ref().is_some_and(|v| {
        let group = c.roles.group.map(|g| sent.groups[g].head);
        let plural = group.is_some_and(|h| sent.words[h].lower != sent.words[h].noun);
        plural && cues.statistics.contains(&sent.words[v.at].verb)
    });
    if counts {
        return true;
    }
    let g = &sent.groups[group];
    let plural = sent.words[c.trigger.end - 1].lower != sent.words[c.trigger.end - 1].noun;
    let headed = sent.prep(group) == Some("of") && {
        let up = g.prep.and_then(|p| p.checked_sub(1)).and_then(|p| sent.group_at(p));
        up.is_some_and(|u| cues.generic_heads.contains(&sent.words[sent.groups[u].head].noun))
    };
    if headed {
        return !(counted && c.time.is_some());
    }
    let modified =
        plural && (g.start..c.trigger.start).any(|i| cues.generic_modifiers.iter().any(|m| m == sent.lower(i)));
    if modified && !(c.time.is_some() && c.placed) {
        return true;
    }
    let needs = c
        .coded
        .frame
        .need_noun
        .iter()
        .any(|n| n == &sent.words[c.trigger.end - 1].noun || n.ends_with(&sent.words[c.trigger.end - 1].noun));
    let happens = c.roles.verb.as_ref().is_some_and(|v| cues.happening.contains(&sent.words[v.at].verb));
    let told = counted || c.time.is_some() || happens || c.headline;
    // "an exchange of fire between A and B" on a day, at a place.
    let armed = |es: &[super::entity::Entity]| es.iter().any(|e| e.class.armed());
    let fought = armed(&c.roles.initiators) && armed(&c.roles.targets) && c.time.is_some();
    if needs && !(counted || happens || fought || dated_itself(sent, c)) {
        return true;
    }
    plural && !told && !c.placed
}

/// Whether the mention tells of something that lasts.
pub(super) fn ongoing(sent: &Sent<'_>, c: &Context<'_>) -> bool {
    let clause = format!(" {} ", clause_words(sent, c.trigger.start));
    let goes_on = [
        "ongoing",
        "continuing",
        "still",
        "continues",
        "continued to rage",
        "under way",
        "underway",
        "has led",
        "have led",
    ];
    let words = goes_on.iter().any(|w| clause.contains(&format!(" {w} ")));
    let since = c.time.is_some_and(|t| t.kind == TimeKind::Since);
    words || since || c.coded.frame.situation && !clause.contains(" ended ") && !clause.contains(" lifted ")
}
