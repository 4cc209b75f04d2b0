//! Who is named: stretches of words that are persons, told by titles, given
//! names, initials, ages and roles, and the family names by which the report
//! then calls them. A town of that name is not meant.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::lexicon::persons::{NameStrength, Title};
use crate::lexicon::place_words::{Commonness, Feature};
use crate::text::Shape;

use super::spot::{Mention, Reading};
use super::words::{Casing, Stretch, Words};

/// The most words of a person's name after its title.
const LONGEST: usize = 4;

/// How surely a word belongs to a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Person {
    /// Nothing says so.
    #[default]
    No,
    /// Likely: a given name that is a word or place too, an initial.
    Likely,
    /// A title, role, age or plain given name says so.
    Sure,
}

/// The persons of a document.
#[derive(Debug, Default)]
pub(super) struct Persons {
    marks: Vec<Person>,
    called: BTreeSet<String>,
}

impl Persons {
    /// Marks the persons. `mentions` are the possible places.
    pub(super) fn find(words: &Words<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Self {
        let mut place_of = vec![u32::MAX; words.len()];
        for (n, m) in (0u32..).zip(mentions) {
            place_of.get_mut(m.from..m.to).unwrap_or_default().fill(n);
        }
        let marks = vec![Person::No; words.len()];
        let mut finder = Finder { words, mentions, place_of, lexicon, out: Self { marks, called: BTreeSet::new() } };
        for stretch in &words.sentences {
            match stretch.casing {
                Casing::Running | Casing::Titled => finder.runs(*stretch),
                Casing::Capitals => finder.capitals(*stretch),
                Casing::Lower => {}
            }
        }
        finder.out
    }

    /// How surely one of the words belongs to a person.
    pub(super) fn within(&self, from: usize, to: usize) -> Person {
        self.marks.get(from..to).unwrap_or_default().iter().copied().max().unwrap_or_default()
    }

    /// Whether a person of the report is called so. `lower`: in lower case.
    pub(super) fn called(&self, lower: &str) -> bool {
        self.called.contains(lower)
    }
}

struct Finder<'a, 'd> {
    words: &'a Words<'d>,
    mentions: &'a [Mention],
    place_of: Vec<u32>,
    lexicon: &'a Lexicon,
    out: Persons,
}

impl Finder<'_, '_> {
    /// Runs of capitalised words, with particles between.
    fn runs(&mut self, stretch: Stretch) {
        let mut at = stretch.from;
        while at < stretch.to {
            if !self.name_word(at) {
                at += 1;
                continue;
            }
            let from = at;
            at += 1;
            while at < stretch.to && self.words.joined(at) && (self.name_word(at) || self.particle(at, stretch.to)) {
                at += 1;
            }
            self.run(from, at);
        }
    }

    fn name_word(&self, at: usize) -> bool {
        self.words.capital(at) && !self.words.clitic(at)
    }

    /// A lower-case particle with a capitalised word after it.
    fn particle(&self, at: usize, end: usize) -> bool {
        let particle = matches!(
            self.words.lower(at),
            "de" | "del"
                | "da"
                | "di"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "bint"
                | "ibn"
                | "al"
                | "el"
                | "la"
                | "le"
                | "dos"
                | "du"
                | "abu"
                | "ul"
                | "ter"
                | "ten"
        );
        particle && at + 1 < end && self.words.joined(at + 1) && self.words.capital(at + 1)
    }

    /// Looks for a person in the run `[from, to)`.
    fn run(&mut self, from: usize, to: usize) {
        if self.age_follows(to) && (to - from >= 2 || !self.is_place(from)) {
            return self.mark(self.after_titles(from, to), to, Person::Sure);
        }
        let titled = self.after_titles(from, to);
        if titled > from && titled < to && self.may_be_named(titled, to) {
            return self.mark(titled, to, Person::Sure);
        }
        let role = from > 0 && self.words.joined(from) && self.lexicon.persons.is_role(self.words.lower(from - 1));
        if role && !self.is_place(from) && to - from >= 2 && self.may_be_named(from, to) {
            return self.mark(from, to, Person::Sure);
        }
        for at in from..to {
            if let Some(sureness) = self.given_name(at, to, role) {
                return self.mark(at, to, sureness);
            }
        }
        let speaks = self.words.on(to, 0).is_some() && self.lexicon.polity.speech(|n| self.words.on(to, n));
        if speaks && to - from == 2 && !self.is_place(from) && !self.is_place(from + 1) && self.may_be_named(from, to) {
            self.mark(from, to, Person::Likely);
        }
    }

    /// Where the words after the last title of the run begin; `from` without.
    fn after_titles(&self, from: usize, to: usize) -> usize {
        let mut start = from;
        let mut at = from;
        while at < to {
            match self.lexicon.persons.title(|n| (at + n < to).then(|| self.words.bare(at + n))) {
                Some((len, Title::Form | Title::Rank | Title::Office)) => {
                    at += len;
                    start = at;
                }
                _ => at += 1,
            }
        }
        start
    }

    /// Whether the words can be a person's name: no head of an organisation
    /// and no feature word among them.
    fn may_be_named(&self, from: usize, to: usize) -> bool {
        let to = to.min(from + LONGEST);
        let thing = |at: usize| {
            let head = self.lexicon.org_heads.after(|n| (at + n < to).then(|| self.words.bare(at + n))).is_some();
            let feature = self.lexicon.place_words.feature_after(|n| (at + n < to).then(|| self.words.bare(at + n)));
            let area =
                matches!(feature, Some((_, Feature::Admin2 | Feature::Admin1 | Feature::Water | Feature::Street)));
            (head && self.lexicon.persons.last(self.words.lower(at)).is_none()) || (area && at > from)
        };
        !(from..to).any(thing)
    }

    /// Whether a given name at `at` opens a person's name, and how surely.
    fn given_name(&self, at: usize, to: usize, role: bool) -> Option<Person> {
        if at + 1 >= to || self.words.lower(at + 1).is_empty() || !self.may_be_named(at, to) {
            return None;
        }
        let text = self.words.bare(at);
        let next = self.words.lower(at + 1);
        let family = self.lexicon.persons.last(next);
        let initial = text.chars().count() == 1 && self.words.text(at).ends_with('.');
        if initial {
            return Some(Person::Likely);
        }
        let middle = self.words.bare(at + 1).chars().count() == 1;
        let strength = self.lexicon.persons.first(self.words.lower(at))?;
        let whole = self.mention_at(at).filter(|m| m.to - m.from >= 2 && m.reading == Reading::Name);
        if whole.is_some() {
            // "Santa Maria", "Carson City", "Virginia Beach" are towns first.
            return (role && family.is_some()).then_some(Person::Likely);
        }
        let place =
            self.is_place(at) || self.lexicon.place_words.common(self.words.lower(at)) == Some(Commonness::Never);
        let next_place = self.is_place(at + 1);
        match (strength, place) {
            (NameStrength::Strong, false) if !next_place || family.is_some() || middle => Some(Person::Sure),
            (NameStrength::Strong, false) => Some(Person::Likely),
            (NameStrength::Strong, true) if family.is_some() || middle => Some(Person::Sure),
            (NameStrength::Strong, true) if !next_place => Some(Person::Likely),
            (NameStrength::Weak, _) if family == Some(NameStrength::Strong) || middle => Some(Person::Sure),
            (NameStrength::Weak, false) if family.is_some() || !next_place => Some(Person::Likely),
            _ => None,
        }
    }

    fn mention_at(&self, at: usize) -> Option<&Mention> {
        self.mentions.get(*self.place_of.get(at)? as usize)
    }

    fn is_place(&self, at: usize) -> bool {
        self.mention_at(at).is_some_and(|m| m.reading != Reading::Unknown)
    }

    /// ", 34," or " (34)" after a name.
    fn age_follows(&self, to: usize) -> bool {
        let text = self.words.text(to + 1);
        matches!(self.words.text(to), "," | "(")
            && text.len() == 2
            && text.bytes().all(|b| b.is_ascii_digit())
            && matches!(self.words.text(to + 2), "," | ")" | ";" | ".")
    }

    fn mark(&mut self, from: usize, to: usize, sureness: Person) {
        let mut to = to.min(from + LONGEST);
        // A possessor's name ends at its clitic; "Jr." is no name.
        while to > from + 1 && matches!(self.words.lower(to - 1), "jr" | "sr" | "ii" | "iii") {
            to -= 1;
        }
        for mark in self.out.marks.get_mut(from..to).unwrap_or_default() {
            *mark = (*mark).max(sureness);
        }
        if let Some(last) = to.checked_sub(1).filter(|l| *l >= from) {
            self.out.called.insert(self.words.lower(last).to_owned());
            if to - from >= 2
                && sureness == Person::Sure
                && self.lexicon.persons.first(self.words.lower(from)).is_some()
            {
                self.out.called.insert(self.words.lower(from).to_owned());
            }
        }
    }

    /// Where all is capitals only titles and given names tell.
    fn capitals(&mut self, stretch: Stretch) {
        let mut at = stretch.from;
        while at < stretch.to {
            let written = |n: usize| (at + n < stretch.to).then(|| self.words.lower(at + n));
            let title = self.lexicon.persons.title_lower(written).map_or(0, |(len, _)| len);
            let given = self.lexicon.persons.first(self.words.lower(at)) == Some(NameStrength::Strong)
                && !self.is_place(at)
                && self.words.joined(at + 1);
            if title == 0 && !given {
                at += 1;
                continue;
            }
            let from = at + title;
            let mut to = from;
            while to < stretch.to && to < from + 3 && (to == from || self.words.joined(to)) && self.plain_name(to) {
                to += 1;
            }
            if to > from && !(given && title == 0 && to == from + 1) {
                let sureness = if title > 0 && !self.is_place(from) { Person::Sure } else { Person::Likely };
                self.mark(from, to, sureness);
            }
            at = to.max(at + 1);
        }
    }

    fn plain_name(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let shape = self.words.list.get(at).map(|w| w.shape);
        !self.words.clitic(at)
            && !matches!(shape, Some(Shape::Punct | Shape::Number) | None)
            && word.len() > 2
            && self.lexicon.place_words.common(word).is_none()
            && !self.lexicon.polity.speech(|n| (n == 0).then_some(word))
    }
}
