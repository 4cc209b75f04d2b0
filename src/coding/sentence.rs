//! One sentence as the frames see it: tagged words, noun groups, verbs with
//! their voice and mood, and who stands where around a verb.
//!
//! The finding of subjects and objects is a cascade over groups, after FASTUS
//! (Hobbs et al. 1997): prepositional phrases and participles that follow a
//! noun are passed over, coordination is unrolled, relative pronouns lead to
//! what they stand for.

use crate::document::{Document, Sentence};
use crate::grammar::groups::{self, Modality, VerbGroup, VerbKind, Voice};
use crate::grammar::{Arc, Label, Parser, Tag, Tagger, Upos, VerbForm, lemma};
use crate::text::Span;

/// A tagged word.
#[derive(Debug, Clone)]
pub(super) struct Word<'d> {
    pub(super) text: &'d str,
    pub(super) lower: String,
    pub(super) span: Span,
    pub(super) pos: Upos,
    /// The form, of a verb.
    pub(super) form: Option<VerbForm>,
    /// Its lemma, were it a verb.
    pub(super) verb: String,
    /// Its lemma, were it a noun.
    pub(super) noun: String,
}

/// A noun group: determiner to head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// First word.
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// The head noun.
    pub(super) head: usize,
    /// The preposition right before it.
    pub(super) prep: Option<usize>,
}

/// A main verb and what its helpers say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Verb {
    /// The verb.
    pub(super) at: usize,
    /// Its first helper, or itself.
    pub(super) start: usize,
    pub(super) passive: bool,
    /// A participle without a helper: "soldiers killed in ...".
    pub(super) bare: bool,
    pub(super) gerund: bool,
    pub(super) infinitive: bool,
    pub(super) negated: bool,
    /// "had been killed".
    pub(super) past_perfect: bool,
    pub(super) modality: Option<Modality>,
}

/// A sentence, analysed.
#[derive(Debug, Clone)]
pub(super) struct Sent<'d> {
    /// Index into the document's sentences.
    pub(super) index: usize,
    pub(super) span: Span,
    pub(super) words: Vec<Word<'d>>,
    pub(super) groups: Vec<Group>,
    pub(super) verbs: Vec<Verb>,
    /// What hangs on what; empty where the sentence was not parsed.
    pub(super) arcs: Vec<Arc>,
    group_of: Vec<Option<usize>>,
    verb_of: Vec<Option<usize>>,
}

impl<'d> Sent<'d> {
    /// Tags and groups the sentence `index` of `doc`.
    pub(super) fn analyse(
        doc: &'d Document,
        index: usize,
        sentence: &Sentence,
        tagger: &Tagger,
        parser: &Parser,
    ) -> Self {
        let tokens = doc.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
        let texts: Vec<&str> = tokens.iter().map(|t| t.span.of(&doc.text)).collect();
        let tags = tagger.tags(&texts);
        let words: Vec<Word<'d>> = tokens
            .iter()
            .zip(&texts)
            .zip(tags)
            .map(|((token, text), tag)| {
                let lower = text.to_lowercase();
                Word {
                    text,
                    verb: lemma(&lower, Upos::Verb).into_owned(),
                    noun: lemma(&lower, Upos::Noun).into_owned(),
                    span: token.span,
                    pos: tag.upos,
                    form: tag.form,
                    lower,
                }
            })
            .collect();
        let mut words = words;
        find_lost_verb(&mut words);
        gerunds_as_nouns(&mut words);
        for word in words.iter_mut().filter(|w| w.pos != Upos::Num && w.lower.contains('-')) {
            // "Forty-nine soldiers" at the head of a sentence is a number.
            if super::is_numeral(&word.lower) {
                word.pos = Upos::Num;
            }
        }
        let tags: Vec<Tag> = words.iter().map(|w| Tag { upos: w.pos, form: w.form }).collect();
        let arcs = parser.parse(&texts, &tags);
        Self::group(index, sentence.span, words, arcs)
    }

    fn group(index: usize, span: Span, words: Vec<Word<'d>>, arcs: Vec<Arc>) -> Self {
        let groups = noun_groups(&words);
        let mut verbs = verbs(&words, &arcs);
        // "gunned down a soldier": a participle has no object.
        for verb in verbs.iter_mut().filter(|v| v.bare) {
            let has = |(i, a): (usize, &Arc)| i > verb.at && a.head == Some(verb.at) && a.label == Label::Obj;
            let active = words[verb.at].form == Some(VerbForm::Past)
                || verb.start.checked_sub(1).is_some_and(|b| words[b].pos.is_nominal());
            verb.bare = !(active && arcs.iter().enumerate().any(has));
        }
        bare_forms(&words, &mut verbs);
        let mut group_of = vec![None; words.len()];
        for (i, g) in groups.iter().enumerate() {
            group_of[g.start..g.end].fill(Some(i));
        }
        let mut verb_of = vec![None; words.len()];
        for (i, v) in verbs.iter().enumerate() {
            verb_of[v.at] = Some(i);
        }
        Self { index, span, words, groups, verbs, arcs, group_of, verb_of }
    }

    /// The group that holds a word.
    pub(super) fn group_at(&self, word: usize) -> Option<usize> {
        self.group_of.get(word).copied().flatten()
    }

    /// The verb that stands at a word.
    pub(super) fn verb_at(&self, word: usize) -> Option<&Verb> {
        self.verb_of.get(word).copied().flatten().and_then(|i| self.verbs.get(i))
    }

    pub(super) fn lower(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| &w.lower)
    }

    pub(super) fn pos(&self, word: usize) -> Option<Upos> {
        self.words.get(word).map(|w| w.pos)
    }

    /// The span of words `from..to`.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Span {
        match (self.words.get(from), self.words.get(to.saturating_sub(1))) {
            (Some(a), Some(b)) if from < to => a.span.join(b.span),
            _ => Span::new(self.span.start, self.span.start),
        }
    }

    pub(super) fn group_span(&self, group: usize) -> Span {
        self.groups.get(group).map_or(Span::default(), |g| self.span_of(g.start, g.end))
    }

    /// The lower-case preposition before a group.
    pub(super) fn prep(&self, group: usize) -> Option<&str> {
        self.groups.get(group)?.prep.map(|p| self.lower(p))
    }

    /// The first group at or after word `from`, if nothing but adverbs,
    /// particles, quotes and (where `through_prep`) one preposition intervene.
    pub(super) fn group_after(&self, from: usize, through_prep: bool) -> Option<usize> {
        let mut prep_seen = false;
        let from = self.past_bounds(from);
        for i in from..self.words.len().min(from + 5) {
            if let Some(g) = self.group_at(i) {
                return Some(g);
            }
            match self.words[i].pos {
                Upos::Adv | Upos::Part => {}
                Upos::Punct if is_quote(&self.words[i].lower) => {}
                Upos::Adp if through_prep && !prep_seen => prep_seen = true,
                _ => return None,
            }
        }
        None
    }

    /// Past "at least", "more than", "as many as" to the number itself.
    fn past_bounds(&self, from: usize) -> usize {
        let mut i = from;
        while i < from + 4 && is_bound(self.lower(i)) {
            i += 1;
        }
        if i > from && self.pos(i) == Some(Upos::Num)
            || matches!(self.lower(i), "a" | "dozens" | "scores" | "hundreds" | "thousands")
        {
            i
        } else {
            from
        }
    }

    /// The groups that follow `group` by coordination: "A, B and C".
    pub(super) fn with_coordinated(&self, group: usize) -> Vec<usize> {
        let mut all = vec![group];
        let mut at = self.chain_end(group);
        while all.len() < 8 {
            let mut i = at;
            let mut joined = false;
            while i < self.words.len() && (self.lower(i) == "," || self.pos(i) == Some(Upos::Cconj)) {
                joined |= self.pos(i) == Some(Upos::Cconj);
                i += 1;
            }
            let Some(next) = self.group_at(i).filter(|_| i > at && i <= at + 2) else { break };
            let after = self.chain_end(next);
            // A comma alone joins only where a conjunction closes the list.
            let closes = joined || self.words[after..].iter().take(8).any(|w| matches!(&*w.lower, "and" | "or"));
            // "A attacked B and C fled": C begins a clause of its own.
            let own_clause = self.verbs.iter().any(|v| v.start == after && !v.bare && !v.gerund);
            if !closes || own_clause {
                break;
            }
            all.push(next);
            at = after;
        }
        all
    }

    /// One past the last word of a group and the "of"-groups that hang on it.
    pub(super) fn chain_end(&self, group: usize) -> usize {
        let mut end = self.groups.get(group).map_or(0, |g| g.end);
        while self.lower(end) == "of"
            && let Some(next) = self.group_at(end + 1)
        {
            end = self.groups[next].end;
        }
        end
    }

    /// Who acts, by grammar, for the verb at `verb`: the subject's groups.
    pub(super) fn subjects(&self, verb: &Verb) -> Vec<usize> {
        if let Some(group) = self.own_subject(verb) {
            return self.with_coordinated_left(group);
        }
        let parsed = self.parsed_subject(verb);
        let found = if parsed.is_empty() { self.subject_before(verb, 0) } else { parsed };
        match found.first().and_then(|g| self.past_relative(*g)) {
            Some(group) => self.with_coordinated_left(group),
            // "Seventeen civilians and a policeman were killed."
            None if found.len() == 1 => self.with_coordinated_left(found[0]),
            None => found,
        }
    }

    /// "demonstrators who reject the result set fire": the object of a relative
    /// clause is no subject; what the pronoun stands for is.
    fn past_relative(&self, group: usize) -> Option<usize> {
        let verb = self.groups[group].start.checked_sub(1).and_then(|i| self.verb_at(i))?;
        let pronoun = verb.start.checked_sub(1)?;
        let relative = matches!(self.lower(pronoun), "who" | "which");
        relative.then(|| self.group_at(pronoun.checked_sub(1)?)).flatten().filter(|g| *g != group)
    }

    /// "and 14 were wounded": a group right before the verb that begins its
    /// clause is its subject, whatever the parse made of it.
    fn own_subject(&self, verb: &Verb) -> Option<usize> {
        if verb.infinitive || verb.bare || verb.start == verb.at {
            return None;
        }
        let group = self.group_at(verb.start.checked_sub(1)?)?;
        let g = &self.groups[group];
        let begins = g.start.checked_sub(1).is_some_and(|i| {
            let joint = matches!(self.pos(i), Some(Upos::Sconj | Upos::Cconj));
            let number = self.pos(g.head) == Some(Upos::Num)
                && (matches!(self.lower(i), "," | ":" | "and" | "while" | "that") || self.pos(i) == Some(Upos::Sconj));
            number || joint && self.group_at(i.saturating_sub(1)).is_none()
        });
        (begins && g.prep.is_none()).then_some(group)
    }

    fn subject_before(&self, verb: &Verb, depth: usize) -> Vec<usize> {
        if depth > 3 || verb.start == 0 {
            return Vec::new();
        }
        let before = verb.start - 1;
        let inherits = verb.infinitive
            || (verb.gerund && verb.start == verb.at)
            || matches!(self.pos(before), Some(Upos::Cconj | Upos::Sconj));
        let found = if inherits && self.group_at(before).is_none() { None } else { self.scan_left(before) };
        match found {
            Some(g) => self.with_coordinated_left(g),
            None => match self.verbs.iter().rev().find(|v| v.at < verb.start && !v.infinitive && !v.bare) {
                Some(earlier) if inherits || self.lower(before) == "," => self.subject_before(earlier, depth + 1),
                _ => Vec::new(),
            },
        }
    }

    /// Walks left from `from` to the head of the noun phrase that ends there.
    fn scan_left(&self, from: usize) -> Option<usize> {
        let mut i = from;
        let mut steps = 0;
        let mut relative = false;
        loop {
            steps += 1;
            if steps > 24 {
                return None;
            }
            if let Some(g) = self.group_at(i) {
                let group = &self.groups[g];
                match group.prep.or_else(|| self.joint_prep(g)) {
                    // "members of the army in Goma who ...": the nearest group
                    // is what a relative pronoun stands for.
                    Some(p) if p > 0 && !relative => i = p - 1,
                    _ => return Some(g),
                }
                continue;
            }
            let word = &self.words[i];
            match word.pos {
                Upos::Adv | Upos::Part => {}
                Upos::Punct if matches!(&*word.lower, "," | "(" | ")" | "[" | "]") || is_quote(&word.lower) => {}
                Upos::Pron if matches!(&*word.lower, "who" | "which" | "that") => relative = true,
                Upos::Sconj if word.lower == "that" => relative = true,
                Upos::Verb if self.verb_at(i).is_some_and(|v| v.bare || (v.gerund && v.start == v.at)) => {}
                Upos::Num | Upos::Adj | Upos::Det => {}
                _ => return None,
            }
            i = i.checked_sub(1)?;
        }
    }

    /// The preposition before a coordination that ends with `group`: "by
    /// Armenian and Russian agencies".
    fn joint_prep(&self, group: usize) -> Option<usize> {
        let mut g = group;
        for _ in 0..4 {
            let joint = self.groups[g].start.checked_sub(1)?;
            if self.pos(joint) != Some(Upos::Cconj) && self.lower(joint) != "," {
                return None;
            }
            g = self.group_at(joint.checked_sub(1)?)?;
            if let Some(prep) = self.groups[g].prep {
                return Some(prep).filter(|_| self.pos(joint) == Some(Upos::Cconj));
            }
        }
        None
    }

    /// `group` and the groups joined to it from the left: "A and B were ...".
    pub(super) fn with_coordinated_left(&self, group: usize) -> Vec<usize> {
        let mut all = vec![group];
        let mut first = group;
        while all.len() < 8 {
            let start = self.groups[first].start;
            let Some(mut i) = start.checked_sub(1) else { break };
            let mut joints = 0;
            while i > 0 && (self.lower(i) == "," || self.pos(i) == Some(Upos::Cconj)) && joints < 2 {
                joints += 1;
                i -= 1;
            }
            let comma_only = joints == 1 && self.lower(start - 1) == ",";
            if joints == 0 || (comma_only && all.len() == 1) {
                break;
            }
            let Some(g) = self.group_at(i) else { break };
            // Back over "members of the forces" to "members".
            let mut head = g;
            while self.prep(head) == Some("of") {
                let Some(p) = self.groups[head].prep.and_then(|p| p.checked_sub(1)) else { break };
                let Some(up) = self.group_at(p) else { break };
                head = up;
            }
            // The object of an earlier verb is not part of this subject.
            let object = self.groups[head].start.checked_sub(1).is_some_and(|i| self.pos(i) == Some(Upos::Verb));
            if self.groups[head].prep.is_some() || object {
                break;
            }
            all.push(head);
            first = head;
        }
        all.reverse();
        all
    }

    /// The object's groups of an active verb, or those after `from`.
    pub(super) fn objects_after(&self, from: usize, through_prep: bool) -> Vec<usize> {
        let parsed = from.checked_sub(1).filter(|v| self.verb_at(*v).is_some());
        let parsed = parsed.map_or_else(Vec::new, |v| self.parsed_objects(v));
        if !parsed.is_empty() {
            return parsed;
        }
        self.group_after(from, through_prep).map_or_else(Vec::new, |g| self.with_coordinated(g))
    }

    /// The agent of a passive: "... by A".
    pub(super) fn agents(&self, from: usize) -> Vec<usize> {
        let parsed = self.parsed_agents(from);
        if !parsed.is_empty() {
            return parsed;
        }
        let limit = self.clause_end(from);
        (from + 1..limit)
            .take_while(|&i| self.verb_at(i).is_none())
            .find(|&i| self.lower(i) == "by" && self.group_at(i + 1).is_some())
            .and_then(|i| self.group_at(i + 1))
            .map_or_else(Vec::new, |g| self.with_coordinated(g))
    }

    /// One past the last word of the clause that holds `from`.
    pub(super) fn clause_end(&self, from: usize) -> usize {
        for i in from + 1..self.words.len() {
            let word = &self.words[i];
            let ends = match word.pos {
                Upos::Punct => matches!(&*word.lower, ";" | ":" | "—" | "–" | "--"),
                Upos::Sconj => !matches!(&*word.lower, "than" | "as"),
                Upos::Pron => matches!(&*word.lower, "who" | "which" | "whom" | "whose"),
                Upos::Cconj => self.verbs.iter().any(|v| {
                    v.start == i + 1 || (!v.bare && self.group_at(i + 1).is_some_and(|g| self.chain_end(g) == v.start))
                }),
                Upos::Verb | Upos::Aux => {
                    self.verbs.iter().any(|v| v.start == i && !v.bare && !v.gerund && !v.infinitive)
                }
                _ => false,
            };
            if ends {
                return i;
            }
        }
        self.words.len()
    }

    /// The first word of the clause that holds `from`.
    pub(super) fn clause_start(&self, from: usize) -> usize {
        for i in (0..from).rev() {
            let word = &self.words[i];
            let begins = match word.pos {
                Upos::Punct => matches!(&*word.lower, ";" | ":" | "—" | "–" | "--"),
                Upos::Sconj => true,
                Upos::Pron => matches!(&*word.lower, "who" | "which" | "whom" | "whose" | "where"),
                Upos::Adv => matches!(&*word.lower, "when" | "where"),
                Upos::Cconj => self.verbs.iter().any(|v| {
                    v.start == i + 1 || (!v.bare && self.group_at(i + 1).is_some_and(|g| self.chain_end(g) == v.start))
                }),
                _ => false,
            };
            if begins {
                return i + 1;
            }
        }
        0
    }

    /// The groups with their prepositions in words `from..to`.
    pub(super) fn phrases(&self, from: usize, to: usize) -> impl Iterator<Item = (&str, usize)> {
        self.groups.iter().enumerate().filter_map(move |(i, g)| {
            let prep = g.prep?;
            (prep >= from && g.end <= to).then(|| (self.lower(prep), i))
        })
    }
}

/// "entered the post and set fire to it": a form like the infinitive's without
/// "to" is a past beside one.
fn bare_forms(words: &[Word<'_>], verbs: &mut [Verb]) {
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
fn is_bound(word: &str) -> bool {
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

pub(super) fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "'" | "‘" | "’" | "''" | "``" | "«" | "»")
}

/// A sentence that reports has a verb: where the tagger found none, the first
/// word that can be a past form between two nouns is it ("Police shot a man").
fn find_lost_verb(words: &mut [Word<'_>]) {
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
fn gerunds_as_nouns(words: &mut [Word<'_>]) {
    for i in 1..words.len() {
        let nominal = matches!(words[i - 1].pos, Upos::Adp | Upos::Det | Upos::Adj) || words[i - 1].lower == "'s";
        let free = words.get(i + 1).is_none_or(|w| {
            matches!(w.pos, Upos::Adp | Upos::Punct | Upos::Aux | Upos::Verb | Upos::Cconj | Upos::Sconj)
        });
        // "in a night raid on": a determiner opened a noun group.
        let inside = words[i].form == Some(VerbForm::Base)
            && i > 1
            && words[i - 1].pos == Upos::Noun
            && words[i.saturating_sub(3)..i - 1].iter().any(|w| w.pos == Upos::Det);
        let gerund = words[i].form == Some(VerbForm::Gerund) && nominal;
        if words[i].pos == Upos::Verb && (gerund || inside) && free {
            words[i].pos = Upos::Noun;
            words[i].form = None;
        }
    }
}

/// The noun groups with their prepositions. "Azerbaijani and Armenian troops"
/// are two groups that share a noun.
fn noun_groups(words: &[Word<'_>]) -> Vec<Group> {
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

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "our" | "my" | "your")
}

fn verbs(words: &[Word<'_>], arcs: &[Arc]) -> Vec<Verb> {
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
