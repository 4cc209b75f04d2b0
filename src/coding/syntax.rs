//! Who acts and who suffers by the dependency parse of a sentence: paths from
//! a verb to its subject and object, over clauses that lack their own.
//!
//! The parse is right four times in five; where it says nothing, the walk over
//! groups in [`super::sentence`] answers.

use super::sentence::{Sent, Verb};
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
        self.subject_from(verb.at, 0)
    }

    fn subject_from(&self, word: usize, depth: usize) -> Vec<usize> {
        if depth > CLAUSES {
            return Vec::new();
        }
        let own = self.children(word, &[Label::Nsubj, Label::NsubjPass]).last();
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
        match self.head_by(word, &[Label::Conj, Label::Xcomp, Label::Advcl]) {
            Some(head) => self.subject_from(head, depth + 1),
            None => Vec::new(),
        }
    }

    /// The object of a verb by the parse.
    pub(super) fn parsed_objects(&self, verb: usize) -> Vec<usize> {
        self.children(verb, &[Label::Obj]).next().map_or_else(Vec::new, |w| self.joined_groups(w))
    }

    /// The agent of a passive by the parse.
    pub(super) fn parsed_agents(&self, verb: usize) -> Vec<usize> {
        self.children(verb, &[Label::OblAgent]).next().map_or_else(Vec::new, |w| self.joined_groups(w))
    }
}
