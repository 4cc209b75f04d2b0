//! The groups and verbs of a sentence from its tagged words, and what taggers
//! get wrong in news.

use super::sentence::{Group, Verb, Word};
use crate::grammar::groups::{self, VerbGroup, VerbKind, Voice};
use crate::grammar::{Arc, Label, Tag, Upos, VerbForm};

/// "entered the post and set fire to it": a form like the infinitive's without
/// "to" is a past beside one.
pub(super) fn bare_forms(words: &[Word<'_>], verbs: &mut [Verb]) {
    for i in 1..verbs.len() {
        let (before, here) = verbs.split_at_mut(i);
        let (before, here) = (&before[i - 1], &mut here[0]);
        let joined = here.start.checked_sub(1).is_some_and(|b| words[b].pos == Upos::Cconj || words[b].lower == ",");
        let past = words[before.at].form == Some(VerbForm::Past) && before.modality.is_none() && !before.infinitive;
        if here.infinitive && here.start == here.at && joined && past {
            here.infinitive = false;
        }
    }
}

/// Words of the phrases that bound a number: "at least", "as many as".
pub(super) fn is_bound(word: &str) -> bool {
    const BOUNDS: [&str; 19] = [
        "at",
        "least",
        "most",
        "more",
        "than",
        "up",
        "to",
        "as",
        "many",
        "no",
        "fewer",
        "less",
        "about",
        "around",
        "over",
        "nearly",
        "almost",
        "some",
        "approximately",
    ];
    BOUNDS.contains(&word)
}

/// A sentence that reports has a verb: where the tagger found none, the first
/// word that can be a past form between two nouns is it ("Police shot a man").
pub(super) fn find_lost_verb(words: &mut [Word<'_>]) {
    // "fatally shot the mayor": an adverb stands before no noun.
    for i in 1..words.len() {
        let adverb = words[i - 1].pos == Upos::Adv && words[i - 1].lower.ends_with("ly");
        let inflected = matches!(words[i].pos, Upos::Noun | Upos::Adj) && words[i].verb != words[i].lower;
        let after = words.get(i + 1).is_none_or(|w| {
            matches!(w.pos, Upos::Det | Upos::Num | Upos::Propn | Upos::Pron | Upos::Adp | Upos::Punct)
        });
        if adverb && inflected && after && !words[i].lower.ends_with("ing") {
            words[i].pos = Upos::Verb;
            let helped = i > 1 && words[i - 2].pos == Upos::Aux;
            words[i].form = Some(if helped { VerbForm::Participle } else { VerbForm::Past });
        }
    }
    // "Xenophobic attacks killed five": of two verbs side by side the first, with
    // the ending of a plural, is a noun.
    for i in 0..words.len().saturating_sub(1) {
        let plural = words[i].form == Some(VerbForm::ThirdPerson) && words[i].noun != words[i].lower;
        let object =
            words.get(i + 2).is_some_and(|w| matches!(w.pos, Upos::Num | Upos::Det | Upos::Propn | Upos::Pron));
        let past = matches!(words[i + 1].form, Some(VerbForm::Past | VerbForm::Participle));
        let after = words[i + 1].pos == Upos::Verb && past && object;
        let before = i == 0 || matches!(words[i - 1].pos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Det);
        if words[i].pos == Upos::Verb && plural && after && before {
            words[i].pos = Upos::Noun;
            words[i].form = None;
            words[i + 1].form = Some(VerbForm::Past);
        }
    }
    // "12 killed as gunmen storm market": a headline's clause has a verb.
    for i in 2..words.len().saturating_sub(1) {
        let opens = matches!(&*words[i - 2].lower, "as" | "when" | "after" | "while");
        let subject = words[i - 1].pos == Upos::Noun && words[i - 1].lower != words[i - 1].noun;
        let bare = words[i].pos == Upos::Noun && words[i].lower == words[i].verb && words[i].lower == words[i].noun;
        let object = matches!(words[i + 1].pos, Upos::Noun | Upos::Propn | Upos::Det | Upos::Num | Upos::Adj);
        let verbless = !words[i + 1..].iter().any(|w| matches!(w.pos, Upos::Verb | Upos::Aux));
        if opens && subject && bare && object && verbless {
            words[i].pos = Upos::Verb;
            words[i].form = Some(VerbForm::Present);
        }
    }
    // "Hooded men burnt eight lorries": a participle between a plural and a
    // number, where the tagger found no verb before it.
    for i in 1..words.len() {
        let before = words[i - 1].pos == Upos::Noun && words[i - 1].lower != words[i - 1].noun;
        let after = words.get(i + 1).is_some_and(|w| w.pos == Upos::Num);
        let verbless = !words[..i].iter().any(|w| matches!(w.pos, Upos::Verb | Upos::Aux));
        let inflected = words[i].pos == Upos::Adj && words[i].verb != words[i].lower;
        if before && after && verbless && inflected {
            words[i].pos = Upos::Verb;
            words[i].form = Some(VerbForm::Past);
        }
    }
    // "and burnt him alive": what a pronoun follows as object is a verb.
    for i in 1..words.len() {
        let after = words.get(i + 1).is_some_and(|w| {
            matches!(&*w.lower, "him" | "them" | "her" | "it" | "us" | "the" | "a" | "an" | "its" | "their")
        });
        if words[i].pos == Upos::Adj && words[i].verb != words[i].lower && after {
            words[i].pos = Upos::Verb;
            words[i].form = Some(VerbForm::Past);
        }
    }
    if words.iter().any(|w| matches!(w.pos, Upos::Verb | Upos::Aux)) {
        return;
    }
    let found = (1..words.len().saturating_sub(1)).find(|&i| {
        let (before, here, after) = (&words[i - 1], &words[i], &words[i + 1]);
        // "Rebels set fire to": past forms that look like the noun.
        let same = matches!(&*here.lower, "set" | "hit" | "cut" | "shut" | "put");
        if same && matches!(before.pos, Upos::Noun | Upos::Propn) && before.lower != before.noun {
            return true;
        }
        let inflected = matches!(here.pos, Upos::Noun | Upos::Adj) && here.verb != here.lower && here.noun != here.verb;
        let subject = matches!(before.pos, Upos::Noun | Upos::Propn);
        let plural = after.pos == Upos::Noun && after.noun != after.lower;
        let object = matches!(after.pos, Upos::Det | Upos::Num | Upos::Propn) || after.lower == "dead" || plural;
        inflected && subject && object
    });
    if let Some(i) = found {
        words[i].pos = Upos::Verb;
        words[i].form = Some(VerbForm::Past);
    }
}

/// "in fighting between", "the shelling of": a gerund that stands where a noun
/// does and has no object is one.
pub(super) fn gerunds_as_nouns(words: &mut [Word<'_>]) {
    for i in 0..words.len() {
        // "SIDON - Fighting between ...": what opens a sentence before a preposition.
        let opens = i == 0 || matches!(&*words[i - 1].lower, "-" | "–" | "—" | ":");
        let led_on = words.get(i + 1).is_some_and(|w| {
            matches!(&*w.lower, "between" | "in" | "near" | "around" | "at" | "across" | "along" | "outside" | "inside")
        });
        if opens && led_on && words[i].form == Some(VerbForm::Gerund) && words[i].pos == Upos::Verb {
            words[i].pos = Upos::Noun;
            words[i].form = None;
        }
        if i == 0 {
            continue;
        }
        // "their cook and her daughter": what somebody owns is a noun.
        let owned = matches!(&*words[i - 1].lower, "their" | "its" | "his" | "our" | "my" | "your");
        if owned && words[i].pos == Upos::Verb && words[i].form == Some(VerbForm::Base) {
            words[i].pos = Upos::Noun;
            words[i].form = None;
            continue;
        }
        // "The UN said fighting in Goma had displaced": what is told after a
        // verb of speech is no act of the speaker.
        let told = matches!(&*words[i - 1].verb, "say" | "report" | "add") && words[i - 1].pos == Upos::Verb;
        let nominal =
            told || matches!(words[i - 1].pos, Upos::Adp | Upos::Det | Upos::Adj) || words[i - 1].lower == "'s";
        let free = words.get(i + 1).is_none_or(|w| {
            matches!(w.pos, Upos::Adp | Upos::Punct | Upos::Aux | Upos::Verb | Upos::Cconj | Upos::Sconj)
        });
        // "in a night raid on": a determiner opened a noun group.
        let inside = words[i].form == Some(VerbForm::Base)
            && i > 1
            && words[i - 1].pos == Upos::Noun
            && words[i.saturating_sub(3)..i - 1].iter().any(|w| w.pos == Upos::Det);
        // "in ANC-Inkatha fighting", "during army shelling of".
        let compound = i > 1
            && matches!(words[i - 1].pos, Upos::Noun | Upos::Propn)
            && words[i - 1].lower == words[i - 1].noun
            && matches!(&*words[i - 2].lower, "in" | "during" | "after" | "amid" | "of");
        let gerund = words[i].form == Some(VerbForm::Gerund) && (nominal || compound);
        if words[i].pos == Upos::Verb && (gerund || inside) && free {
            words[i].pos = Upos::Noun;
            words[i].form = None;
        }
    }
}

/// The noun groups with their prepositions. "Azerbaijani and Armenian troops"
/// are two groups that share a noun.
pub(super) fn noun_groups(words: &[Word<'_>]) -> Vec<Group> {
    let texts: Vec<&str> = words.iter().map(|w| w.text).collect();
    let tags: Vec<Tag> = words.iter().map(|w| Tag { upos: w.pos, form: w.form }).collect();
    let mut groups = Vec::new();
    for g in groups::noun_groups(&texts, &tags) {
        let joint = (g.start + 1..g.head).find(|&i| {
            let sides = |k: usize| words[k].pos == Upos::Adj && words[k].text.starts_with(char::is_uppercase);
            words[i].pos == Upos::Cconj && sides(i - 1) && sides(i + 1)
        });
        let g = without_time(words, g);
        let mut start = g.start;
        // "shot dead eight guests".
        if words[start].lower == "dead"
            && start < g.head
            && start > 0
            && words[start - 1].verb == "shoot"
            && words[start - 1].pos == Upos::Verb
        {
            start += 1;
        }
        // "hacked to death 58 villagers": two groups.
        if words[start].lower == "death" && start < g.head && start > 0 && words[start - 1].lower == "to" {
            groups.push(Group { start, end: start + 1, head: start, prep: Some(start - 1) });
            start += 1;
        }
        // "at least 69 people": the bound is read with the number.
        while start < g.head && words[start].pos != Upos::Det && is_bound(&words[start].lower) {
            start += 1;
        }
        if let Some(joint) = joint {
            groups.push(Group { start, end: joint, head: joint - 1, prep: prep_before(words, start) });
            start = joint + 1;
        }
        groups.push(Group { start, end: g.end, head: g.head, prep: prep_before(words, start) });
    }
    groups
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ];
    MONTHS.contains(&word.trim_end_matches('.'))
}

/// "four people today", "Tuesday two soldiers": a day beside a noun is none of
/// its words.
fn without_time(words: &[Word<'_>], mut g: groups::NounGroup) -> groups::NounGroup {
    let day = |i: usize| {
        matches!(
            &*words[i].lower,
            "yesterday"
                | "today"
                | "tomorrow"
                | "tonight"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
        )
    };
    if g.head > g.start && g.head + 1 == g.end && day(g.head) && !words[g.head - 1].pos.eq(&Upos::Adp) {
        let before = g.head - 1;
        if matches!(words[before].pos, Upos::Noun | Upos::Propn | Upos::Num) && words[before].lower != "the" {
            g.head = before;
            g.end = before + 1;
        }
    } else if g.head >= g.start + 2 && words[g.start].pos == Upos::Num && is_month(&words[g.start + 1].lower) {
        // "On 17 February four women".
        g.start += 2;
    } else if g.head >= g.start + 2 && is_month(&words[g.start].lower) && words[g.start + 1].pos == Upos::Num {
        g.start += 2;
    } else if g.start < g.head && day(g.start) && !matches!(&*words[g.start + 1].lower, "'s" | "’s") {
        g.start += 1;
    }
    // "The following day security forces", "The next morning rebels".
    let step = |i: usize| matches!(&*words[i].lower, "following" | "next" | "previous" | "same");
    let stretch = |i: usize| {
        matches!(&*words[i].lower, "day" | "morning" | "afternoon" | "evening" | "night" | "week" | "month" | "year")
    };
    if g.head >= g.start + 3 && words[g.start].lower == "the" && step(g.start + 1) && stretch(g.start + 2) {
        g.start += 3;
    }
    // "On Saturday afternoon gunmen".
    let part = |i: usize| matches!(&*words[i].lower, "morning" | "afternoon" | "evening" | "night" | "noon");
    if g.start > 0 && g.start < g.head && part(g.start) && day(g.start - 1) {
        g.start += 1;
    }
    g
}

/// The preposition before a group; in "killing more than 20 people" the "than"
/// belongs to the number.
fn prep_before(words: &[Word<'_>], start: usize) -> Option<usize> {
    let mut before = start;
    while words[start].pos == Upos::Num && before > 0 && is_bound(&words[before - 1].lower) {
        before -= 1;
    }
    before.checked_sub(1).filter(|&p| words[p].pos == Upos::Adp)
}

pub(super) fn verbs(words: &[Word<'_>], arcs: &[Arc]) -> Vec<Verb> {
    let texts: Vec<&str> = words.iter().map(|w| w.text).collect();
    let tags: Vec<Tag> = words.iter().map(|w| Tag { upos: w.pos, form: w.form }).collect();
    // "fatally shot Russia's ambassador": what has a subject modifies no noun.
    let acts = |verb: usize| {
        arcs.iter().any(|a| a.head == Some(verb) && matches!(a.label, Label::Nsubj | Label::NsubjPass))
            && arcs.get(verb).is_some_and(|a| a.label != Label::Amod)
    };
    let main = |g: &VerbGroup| words[g.verb].pos == Upos::Verb && (g.kind != VerbKind::Attributive || acts(g.verb));
    groups::verb_groups(&texts, &tags).into_iter().filter(main).map(|g| verb(&g)).collect()
}

fn verb(g: &VerbGroup) -> Verb {
    Verb {
        at: g.verb,
        start: g.start,
        passive: g.voice == Voice::Passive && !g.is_reduced(),
        bare: g.kind == VerbKind::Participle,
        gerund: g.kind == VerbKind::Gerund,
        infinitive: g.kind == VerbKind::Infinitive,
        negated: g.negated,
        past_perfect: g.is_past_perfect(),
        modality: g.modality,
    }
}
