//! The relations between a word and its head.
//!
//! Those of Universal Dependencies (<https://universaldependencies.org/u/dep/>)
//! with the sub-types that matter for who did what to whom.

/// How a word depends on its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Clause that modifies a noun, without a relative pronoun's role.
    Acl,
    /// Relative clause.
    AclRelcl,
    /// Clause that modifies a verb.
    Advcl,
    /// Adverb.
    Advmod,
    /// Adjective.
    Amod,
    /// Apposition.
    Appos,
    /// Helper of a verb.
    Aux,
    /// Helper that makes the passive.
    AuxPass,
    /// Preposition or possessive mark.
    Case,
    /// Coordinating conjunction.
    Cc,
    /// Clause as object: what was said.
    Ccomp,
    /// Noun in a compound.
    Compound,
    /// Particle of a verb: `blow up`.
    CompoundPrt,
    /// Second and later members of a coordination.
    Conj,
    /// Form of "be" before a predicate.
    Cop,
    /// Clause as subject.
    Csubj,
    /// None of the others.
    Dep,
    /// Determiner.
    Det,
    /// Interjection or filler.
    Discourse,
    /// "There", "it" without a referent.
    Expl,
    /// Later words of a fixed expression: `because of`.
    Fixed,
    /// Later words of a name: `Abiy Ahmed`.
    Flat,
    /// Indirect object.
    Iobj,
    /// Member of a list.
    List,
    /// "To", "that", "because" before a clause.
    Mark,
    /// Noun that modifies a noun: `chief of police`.
    Nmod,
    /// Descriptive noun before a name: `President Sandu`.
    NmodDesc,
    /// Possessor.
    NmodPoss,
    /// Noun that modifies a noun without a preposition.
    NmodUnmarked,
    /// Subject.
    Nsubj,
    /// Subject of a passive.
    NsubjPass,
    /// Number.
    Nummod,
    /// Object.
    Obj,
    /// Noun that modifies a verb: place, time, means.
    Obl,
    /// Who does it, in a passive: `by rebels`.
    OblAgent,
    /// Such a noun without a preposition: `killed Tuesday`.
    OblUnmarked,
    /// What is left where a verb is left out: `and five wounded`.
    Orphan,
    /// Loosely joined: `..., he said`.
    Parataxis,
    /// Punctuation.
    Punct,
    /// The word on which the sentence hangs.
    Root,
    /// Address.
    Vocative,
    /// Clause without its own subject: `tried to flee`.
    Xcomp,
}

const NAMES: [(Label, &str); Label::COUNT] = [
    (Label::Acl, "acl"),
    (Label::AclRelcl, "acl:relcl"),
    (Label::Advcl, "advcl"),
    (Label::Advmod, "advmod"),
    (Label::Amod, "amod"),
    (Label::Appos, "appos"),
    (Label::Aux, "aux"),
    (Label::AuxPass, "aux:pass"),
    (Label::Case, "case"),
    (Label::Cc, "cc"),
    (Label::Ccomp, "ccomp"),
    (Label::Compound, "compound"),
    (Label::CompoundPrt, "compound:prt"),
    (Label::Conj, "conj"),
    (Label::Cop, "cop"),
    (Label::Csubj, "csubj"),
    (Label::Dep, "dep"),
    (Label::Det, "det"),
    (Label::Discourse, "discourse"),
    (Label::Expl, "expl"),
    (Label::Fixed, "fixed"),
    (Label::Flat, "flat"),
    (Label::Iobj, "iobj"),
    (Label::List, "list"),
    (Label::Mark, "mark"),
    (Label::Nmod, "nmod"),
    (Label::NmodDesc, "nmod:desc"),
    (Label::NmodPoss, "nmod:poss"),
    (Label::NmodUnmarked, "nmod:unmarked"),
    (Label::Nsubj, "nsubj"),
    (Label::NsubjPass, "nsubj:pass"),
    (Label::Nummod, "nummod"),
    (Label::Obj, "obj"),
    (Label::Obl, "obl"),
    (Label::OblAgent, "obl:agent"),
    (Label::OblUnmarked, "obl:unmarked"),
    (Label::Orphan, "orphan"),
    (Label::Parataxis, "parataxis"),
    (Label::Punct, "punct"),
    (Label::Root, "root"),
    (Label::Vocative, "vocative"),
    (Label::Xcomp, "xcomp"),
];

impl Label {
    /// How many there are.
    pub const COUNT: usize = 42;

    /// The name that Universal Dependencies give it.
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).map_or("dep", |(_, name)| name)
    }

    /// The relation of that name; a sub-type that is not kept is its type.
    pub fn parse(name: &str) -> Self {
        let find = |n: &str| NAMES.iter().find(|(_, known)| *known == n).map(|(label, _)| *label);
        find(name).or_else(|| find(name.split(':').next().unwrap_or(name))).unwrap_or(Self::Dep)
    }

    /// The relation of that number.
    pub fn from_class(class: u8) -> Self {
        NAMES.get(usize::from(class)).map_or(Self::Dep, |(label, _)| *label)
    }

    /// Subjects, objects and agents: who and whom.
    pub fn is_core(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::Obj | Self::Iobj | Self::OblAgent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_lead_back() {
        for (i, (label, name)) in NAMES.into_iter().enumerate() {
            assert_eq!(label as usize, i);
            assert_eq!(Label::parse(name), label);
            assert_eq!(Label::from_class(i as u8), label);
        }
        assert_eq!(Label::parse("nsubj:outer"), Label::Nsubj);
    }
}
