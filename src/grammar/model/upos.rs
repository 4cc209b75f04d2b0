//! Parts of speech and verb forms.
//!
//! The parts are those of Universal Dependencies
//! (<https://universaldependencies.org/u/pos/>); the forms of verbs are the
//! Penn tags VB, VBP, VBZ, VBD, VBN, VBG and MD.

/// A universal part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Upos {
    /// Adjective.
    Adj,
    /// Preposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary verb, copula, modal.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle: `to`, `not`, `'s`.
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Main verb.
    Verb,
    /// Anything else.
    #[default]
    X,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// Infinitive, imperative or subjunctive: `to attack`.
    Base,
    /// Present but for the third person singular: `they attack`.
    Present,
    /// Third person singular of the present: `he attacks`.
    ThirdPerson,
    /// Past: `they attacked`.
    Past,
    /// Past participle: `was attacked`.
    Participle,
    /// Present participle or gerund: `attacking`.
    Gerund,
    /// A modal: `will`, `could`.
    Modal,
}

/// A part of speech with, for verbs and auxiliaries, the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tag {
    /// The part of speech.
    pub upos: Upos,
    /// The form, for verbs and auxiliaries.
    pub form: Option<VerbForm>,
}

const PARTS: [(Upos, &str); 17] = [
    (Upos::Adj, "ADJ"),
    (Upos::Adp, "ADP"),
    (Upos::Adv, "ADV"),
    (Upos::Aux, "AUX"),
    (Upos::Cconj, "CCONJ"),
    (Upos::Det, "DET"),
    (Upos::Intj, "INTJ"),
    (Upos::Noun, "NOUN"),
    (Upos::Num, "NUM"),
    (Upos::Part, "PART"),
    (Upos::Pron, "PRON"),
    (Upos::Propn, "PROPN"),
    (Upos::Punct, "PUNCT"),
    (Upos::Sconj, "SCONJ"),
    (Upos::Sym, "SYM"),
    (Upos::Verb, "VERB"),
    (Upos::X, "X"),
];

const FORMS: [VerbForm; 7] = [
    VerbForm::Base,
    VerbForm::Present,
    VerbForm::ThirdPerson,
    VerbForm::Past,
    VerbForm::Participle,
    VerbForm::Gerund,
    VerbForm::Modal,
];

impl Upos {
    /// The name that Universal Dependencies give it.
    pub fn name(self) -> &'static str {
        PARTS.get(self as usize).map_or("X", |(_, name)| name)
    }

    /// The part of speech of that name.
    pub fn parse(name: &str) -> Option<Self> {
        PARTS.iter().find(|(_, n)| *n == name).map(|(part, _)| *part)
    }

    /// Nouns, proper nouns and pronouns: what can be somebody or something.
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Pron)
    }
}

impl VerbForm {
    /// Whether the form carries tense by itself (not a participle or infinitive).
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Present | Self::ThirdPerson | Self::Past | Self::Modal)
    }
}

impl Tag {
    /// How many classes [`Tag::class`] tells apart.
    pub const CLASSES: usize = PARTS.len() + 2 * FORMS.len();

    /// The tag's number as the tagger knows it.
    pub fn class(self) -> u8 {
        let plain = self.upos as u8;
        let parts = PARTS.len() as u8;
        match (self.upos, self.form) {
            (Upos::Verb, Some(form)) => parts + form as u8,
            (Upos::Aux, Some(form)) => parts + FORMS.len() as u8 + form as u8,
            _ => plain,
        }
    }

    /// The tag of that number.
    pub fn from_class(class: u8) -> Self {
        let class = usize::from(class);
        if let Some((upos, _)) = PARTS.get(class) {
            return Self { upos: *upos, form: None };
        }
        let form = class - PARTS.len();
        let upos = if form < FORMS.len() { Upos::Verb } else { Upos::Aux };
        Self { upos, form: FORMS.get(form % FORMS.len()).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_names_lead_back() {
        for class in 0..Tag::CLASSES as u8 {
            assert_eq!(Tag::from_class(class).class(), class);
        }
        for (part, name) in PARTS {
            assert_eq!(Upos::parse(name), Some(part));
            assert_eq!(part.name(), name);
        }
    }
}
