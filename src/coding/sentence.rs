//! One sentence as the frames see it: tagged words, noun groups, verbs with
//! their voice and mood, and who stands where around a verb.
//!
//! The finding of subjects and objects is a cascade over groups, after FASTUS
//! (Hobbs et al. 1997): prepositional phrases and participles that follow a
//! noun are passed over, coordination is unrolled, relative pronouns lead to
//! what they stand for.

use super::phrases::{bare_forms, find_lost_verb, gerunds_as_nouns, is_bound, noun_groups, verbs};
use crate::document::{Document, Sentence};
use crate::grammar::groups::Modality;
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
        parser: Option<&Parser>,
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
        let arcs = parser.map_or_else(Vec::new, |p| p.parse(&texts, &tags));
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

    /// The object's groups of an active verb, or those after `from`.
    pub(super) fn objects_after(&self, from: usize, through_prep: bool) -> Vec<usize> {
        // "killed when a bomber struck": what opens a clause has its own actors.
        if matches!(self.lower(from), "when" | "while" | "where" | "because" | "if" | "as" | "after" | "before") {
            return Vec::new();
        }
        let parsed = from.checked_sub(1).filter(|v| self.verb_at(*v).is_some());
        let parsed = parsed.map_or_else(Vec::new, |v| self.parsed_objects(v));
        if !parsed.is_empty() {
            return parsed;
        }
        self.group_after(from, through_prep).map_or_else(Vec::new, |g| self.with_coordinated(g))
    }

    /// The agent of the passive verb at `verb`: "... by A", at or after word `from`.
    pub(super) fn agents(&self, verb: usize, from: usize) -> Vec<usize> {
        let mut parsed = self.parsed_agents(verb);
        parsed.retain(|g| self.groups[*g].prep.is_none_or(|p| !self.answers(verb, p)));
        if !parsed.is_empty() {
            return parsed;
        }
        let limit = self.clause_end(verb);
        (from..limit)
            .take_while(|&i| self.verb_at(i).is_none())
            .find(|&i| self.lower(i) == "by" && self.group_at(i + 1).is_some())
            .filter(|&i| !self.answers(verb, i))
            .and_then(|i| self.group_at(i + 1))
            .map_or_else(Vec::new, |g| self.with_coordinated(g))
    }

    /// "launched in response to violations by the militias": who did what was
    /// answered did not answer it.
    fn answers(&self, verb: usize, by: usize) -> bool {
        let answer = |w: &Word<'_>| matches!(&*w.noun, "response" | "retaliation" | "reprisal" | "answer" | "revenge");
        self.words.get(verb + 1..by).is_some_and(|between| between.iter().any(answer))
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

pub(super) fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "'" | "‘" | "’" | "''" | "``" | "«" | "»")
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "our" | "my" | "your")
}
