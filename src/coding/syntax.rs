//! Who acts and who suffers by the dependency parse of a sentence: paths from
//! a verb to its subject and object, over clauses that lack their own.
//!
//! The parse is right four times in five; where it says nothing, the walk over
//! groups in [`super::sentence`] answers.

use super::sentence::{Group, Sent, Verb};
use crate::grammar::{Label, Upos};

/// How many clauses a missing subject is sought through.
const CLAUSES: usize = 3;

impl Sent<'_> {
    /// The words that hang on `word` by one of `labels`, in order.
    pub(super) fn children<'a>(&'a self, word: usize, labels: &'a [Label]) -> impl Iterator<Item = usize> + 'a {
        self.arcs
            .iter()
            .enumerate()
            .filter(move |(_, arc)| arc.head == Some(word) && labels.contains(&arc.label))
            .map(|(i, _)| i)
    }

    /// The word that `word` hangs on, if it does so by one of `labels`.
    pub(super) fn head_by(&self, word: usize, labels: &[Label]) -> Option<usize> {
        self.arcs.get(word).filter(|arc| labels.contains(&arc.label)).and_then(|arc| arc.head)
    }

    /// The groups of a word and of those joined to it by "and".
    fn joined_groups(&self, word: usize) -> Vec<usize> {
        let mut groups: Vec<usize> = Vec::new();
        for w in std::iter::once(word).chain(self.children(word, &[Label::Conj])) {
            if let Some(g) = self.group_at(w).filter(|g| !groups.contains(g)) {
                groups.push(g);
            }
        }
        groups
    }

    /// The subject of a verb by the parse: its own, that of the verb it is
    /// joined to or depends on without one, or the noun that it modifies.
    pub(super) fn parsed_subject(&self, verb: &Verb) -> Vec<usize> {
        if let Some(group) = self.subject_before_insertion(verb) {
            return self.with_coordinated_left(group);
        }
        let mut found = self.subject_from(verb.at, 0);
        found.retain(|g| !self.only_tells(*g, verb));
        found
    }

    /// "killing five, police said": who stands after a verb and before one of
    /// speech tells of it, and did not do it.
    fn only_tells(&self, group: usize, verb: &Verb) -> bool {
        let Group { start, end, .. } = self.groups[group];
        start > verb.at && end < self.words.len() && self.reports(end)
    }

    /// Whether the word is a verb that reports what follows or goes before it.
    pub(super) fn reports(&self, word: usize) -> bool {
        matches!(
            &*self.words[word].verb,
            "say" | "report" | "claim" | "confirm" | "announce" | "add" | "state" | "believe"
        )
    }

    /// "X, a senior officer in Quetta, said"; "the group -- which denies it --
    /// has said": what is set off right before a verb parts it from its subject.
    fn subject_before_insertion(&self, verb: &Verb) -> Option<usize> {
        // "two were hurt, the agency, Interfax, reported.": a past, however it
        // was tagged, and of what stands after the clause told.
        let ends = self.pos(verb.at + 1).is_none_or(|p| p == Upos::Punct);
        let bare = verb.bare && !(ends && self.reports(verb.at));
        if verb.infinitive || bare || verb.gerund && verb.start == verb.at {
            return None;
        }
        let sets_off = |i: usize| matches!(self.lower(i), "," | "--" | "—" | "–" | ")");
        let mut end = verb.start.checked_sub(1).filter(|i| sets_off(*i))?;
        let mut nearest = None;
        loop {
            // "On Monday, the police chief of Nimruz, X, was killed": what opens
            // the sentence holds no subject.
            let Some(opening) = (0..end).rev().find(|&i| sets_off(i) || self.lower(i) == "(") else {
                return nearest;
            };
            // "A corporal aged 22, Jean Dumas, was shot".
            let aged = opening >= 2 && self.pos(opening - 1) == Some(Upos::Num) && self.lower(opening - 2) == "aged";
            let before = if aged { opening.checked_sub(3) } else { opening.checked_sub(1) };
            let found = before.and_then(|i| self.group_at(i)).and_then(|g| self.top_of(g));
            let Some(group) = found else {
                end = opening;
                continue;
            };
            let clause = self.verbs.iter().any(|v| v.at < self.groups[group].start && !v.bare);
            nearest = nearest.or(Some(group).filter(|_| !clause));
            let Some(before) = self.groups[group].start.checked_sub(1) else { return Some(group) };
            if sets_off(before) && clause && ends && self.reports(verb.at) {
                let name = self.group_at(opening + 1).filter(|g| self.words[self.groups[*g].head].pos == Upos::Propn);
                return name.or(Some(group));
            }
            if sets_off(before) {
                // Two insertions in a row, or one that holds a comma.
                end = before;
                continue;
            }
            let begins = self.reports(before)
                || matches!(self.pos(before), Some(Upos::Sconj | Upos::Cconj | Upos::Adv))
                    && !matches!(self.lower(before), "where" | "when" | "and" | "or")
                || super::sentence::is_quote(self.lower(before))
                || matches!(self.lower(before), ":" | ";");
            if begins {
                return Some(group);
            }
            // A comma inside the insertion: look beyond it.
            end = opening;
        }
    }

    /// From "Quetta" in "an officer in Quetta" to "an officer".
    pub(super) fn top_of(&self, mut group: usize) -> Option<usize> {
        while let Some(prep) = self.groups[group].prep.and_then(|p| p.checked_sub(1)) {
            group = self.group_at(prep)?;
        }
        Some(group)
    }

    fn subject_from(&self, word: usize, depth: usize) -> Vec<usize> {
        if depth > CLAUSES {
            return Vec::new();
        }
        // Of two the parse may have given it, the one right before the verb.
        let mut own = None;
        for child in self.children(word, &[Label::Nsubj, Label::NsubjPass]) {
            if child < word || own.is_none() {
                own = Some(child);
            }
        }
        if let Some(subject) = own {
            let relative = self.pos(subject) == Some(Upos::Pron)
                && matches!(self.lower(subject), "who" | "which" | "that" | "whom");
            if !relative {
                return self.joined_groups(subject);
            }
            if let Some(noun) = self.head_by(word, &[Label::AclRelcl, Label::Acl]) {
                return self.joined_groups(noun);
            }
            return Vec::new();
        }
        if let Some(noun) = self.head_by(word, &[Label::Acl, Label::AclRelcl]) {
            return self.joined_groups(noun);
        }
        let Some(head) = self.head_by(word, &[Label::Conj, Label::Xcomp, Label::Advcl]) else { return Vec::new() };
        // "accused Y of shelling", "ordered troops to attack": the object acts.
        let controlled = self.lower(word.saturating_sub(1)) == "to" && self.head_by(word, &[Label::Xcomp]).is_some()
            || matches!(self.lower(word.saturating_sub(1)), "of" | "for" | "from");
        if controlled && let Some(object) = self.children(head, &[Label::Obj]).next() {
            return self.joined_groups(object);
        }
        self.subject_from(head, depth + 1)
    }

    /// The object of a verb by the parse.
    pub(super) fn parsed_objects(&self, verb: usize) -> Vec<usize> {
        self.children(verb, &[Label::Obj]).next().map_or_else(Vec::new, |w| self.joined_groups(w))
    }

    /// The agent of a passive by the parse.
    pub(super) fn parsed_agents(&self, verb: usize) -> Vec<usize> {
        self.children(verb, &[Label::OblAgent]).next().map_or_else(Vec::new, |w| self.joined_groups(w))
    }

    /// The words above `word` in the parse, the nearest first.
    pub(super) fn above(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = word;
        // As many steps as there are words: a parse without cycles ends sooner.
        (0..self.arcs.len()).map_while(move |_| {
            at = self.arcs.get(at)?.head?;
            Some(at)
        })
    }

    /// Whether the parse hangs `word` on the event told at `trigger` or on its
    /// verb: 2 so, 1 on a clause of the same tree branch, 0 on another verb.
    pub(super) fn belongs(&self, word: usize, trigger: usize, verb: Option<usize>) -> Option<u8> {
        let own = |w: usize| w == trigger || Some(w) == verb;
        for w in self.above(word) {
            if own(w) {
                return Some(2);
            }
            if self.verb_at(w).is_some_and(|v| !v.bare) {
                let related = self.above(w).any(own) || self.above(trigger).any(|a| a == w);
                return Some(u8::from(related));
            }
        }
        None
    }
}
