//! What speaks for and against a possible place name: the clues of
//! `place_weights.tsv`, read off the words around it.

use crate::gazetteer::FeatureClass;
use crate::lexicon::Lexicon;
use crate::lexicon::org_heads::OrgKind;
use crate::lexicon::persons::NameStrength;
use crate::lexicon::place_weights::{Clue, PlaceWeights};
use crate::lexicon::place_words::{Commonness, Cue, Feature};
use crate::text::{Shape, Span};

use super::candidates::Cand;
use super::persons::{Person, Persons};
use super::spot::{Mention, Reading};
use super::words::{Casing, Gap, Words};

/// Values of all clues for one mention, mostly 0 or 1.
#[derive(Debug, Clone)]
pub(super) struct Clues {
    values: Vec<f32>,
    /// The sort of feature that the words beside the name call it.
    pub(super) feature: Option<Feature>,
    /// The organisation of whose name it is a part.
    pub(super) org: Option<OrgKind>,
    /// Whether a house number stands before it.
    numbered: bool,
}

impl Clues {
    fn new() -> Self {
        Self { values: vec![0.0; Clue::ALL.len()], feature: None, org: None, numbered: false }
    }

    pub(super) fn set(&mut self, clue: Clue, value: f32) {
        if let Some(slot) = self.values.get_mut(clue as usize) {
            *slot = value;
        }
    }

    fn say(&mut self, clue: Clue, yes: bool) {
        if yes {
            self.set(clue, 1.0);
        }
    }

    pub(super) fn get(&self, clue: Clue) -> f32 {
        self.values.get(clue as usize).copied().unwrap_or(0.0)
    }

    pub(super) fn has(&self, clue: Clue) -> bool {
        self.get(clue) > 0.0
    }

    /// The weighed sum: log-odds that the name is a place here.
    pub(super) fn score(&self, weights: &PlaceWeights) -> f32 {
        weights.sum(&self.values)
    }

    /// All clues that are there, by name, for an explanation.
    pub(super) fn named(&self) -> Vec<(&'static str, f32)> {
        Clue::ALL.iter().zip(&self.values).filter(|(_, v)| **v != 0.0).map(|((_, name), v)| (*name, *v)).collect()
    }

    /// Whether the words around it alone call it a place.
    pub(super) fn placed(&self) -> bool {
        use Clue::{Based, Binds, Bound, CueDirection, CueIn, Dateline, FeatureAfter, FeatureBefore};
        [CueIn, Bound, Binds, FeatureBefore, FeatureAfter, CueDirection, Based, Dateline].iter().any(|c| self.has(*c))
    }
}

/// Reads the clues of mentions.
pub(super) struct Reader<'a, 'd> {
    pub(super) words: &'a Words<'d>,
    pub(super) mentions: &'a [Mention],
    pub(super) persons: &'a Persons,
    pub(super) lexicon: &'a Lexicon,
}

impl Reader<'_, '_> {
    /// The clues of mention `n` that need no other mention's place.
    pub(super) fn read(&self, n: usize, cands: &[Cand<'_>]) -> Clues {
        let mut clues = Clues::new();
        let Some(mention) = self.mentions.get(n) else { return clues };
        clues.set(Clue::Bias, 1.0);
        what(mention, cands, &mut clues);
        self.form(mention, &mut clues);
        self.left(mention, n, &mut clues);
        self.right(mention, n, &mut clues);
        self.person(mention, &mut clues);
        clues.say(Clue::List, self.in_list(n));
        if let Some(dateline) = &self.words.doc.dateline {
            let span = self.words.span(mention.from, mention.to);
            clues.say(Clue::Dateline, dateline.place.is_some_and(|p: Span| p.overlaps(span)));
        }
        clues
    }

    /// What its letters say.
    fn form(&self, mention: &Mention, clues: &mut Clues) {
        let (from, to) = (mention.from, mention.to);
        let word = &self.words.list[from];
        let single = to - from == 1;
        clues.say(Clue::Words, !single);
        let letters: usize = (from..to).map(|i| self.words.text(i).chars().filter(|c| c.is_alphabetic()).count()).sum();
        let plain = mention.country.is_none() && mention.reading == Reading::Name;
        clues.say(Clue::Short, letters <= 3 && plain);
        let lower = self.words.lower(from);
        if single && plain {
            match self.lexicon.place_words.common(lower) {
                Some(Commonness::Word) => clues.say(Clue::Word, true),
                Some(Commonness::Common) => clues.say(Clue::Common, true),
                Some(Commonness::Name | Commonness::Never) => clues.say(Clue::OtherName, true),
                None => clues.say(Clue::Common, self.is_generic(from)),
            }
            let strong = Some(NameStrength::Strong);
            clues.say(Clue::GivenName, self.lexicon.persons.first(lower) == strong);
            clues.say(Clue::FamilyName, self.lexicon.persons.last(lower) == strong);
        } else if plain && (from..to).all(|i| self.lexicon.place_words.common(self.words.lower(i)).is_some()) {
            clues.say(Clue::Word, true);
        }
        match self.words.stretch(from).casing {
            Casing::Running => {
                clues.say(Clue::First, word.first);
                clues.say(Clue::Acronym, plain && single && word.shape == Shape::Upper && letters <= 5);
                clues.say(Clue::Lower, word.shape == Shape::Lower && !self.words.capital(from + 1));
            }
            Casing::Titled => clues.say(Clue::Titled, true),
            Casing::Capitals => {}
            Casing::Lower => clues.say(Clue::Lower, true),
        }
    }

    /// Whether a word names a sort of place or body, and no one of them:
    /// "University", "Camp", "Centre".
    fn is_generic(&self, at: usize) -> bool {
        let (written, lower) = (self.words.text(at), self.words.lower(at));
        let feature = |word: &str| {
            let one = |k: usize| (k == 0).then_some(word);
            self.lexicon.place_words.feature_after(one).is_some()
                || self.lexicon.place_words.feature_before(one).is_some()
        };
        feature(written) || feature(lower) || self.lexicon.org_heads.after(|k| (k == 0).then_some(written)).is_some()
    }

    /// What stands before it.
    fn left(&self, mention: &Mention, n: usize, clues: &mut Clues) {
        let from = mention.from;
        if from == 0 || matches!(self.words.list[from].gap, Gap::Start) {
            return;
        }
        let mut at = from - 1;
        if self.words.lower(at) == "the" {
            if at == self.words.stretch(from).from {
                return;
            }
            at -= 1;
        }
        if self.words.mark(at) {
            return;
        }
        let previous = n.checked_sub(1).and_then(|p| self.mentions.get(p)).filter(|p| p.to == at + 1);
        match self.lexicon.place_words.cue_before(|i| self.words.back(at, i)) {
            Some((_, Cue::In)) => clues.say(Clue::CueIn, true),
            Some((_, Cue::From)) => clues.say(Clue::CueFrom, true),
            Some((_, Cue::Weak)) => clues.say(Clue::CueWeak, true),
            Some((_, Cue::Direction)) => clues.say(Clue::CueDirection, true),
            _ => {}
        }
        self.feature_before(at, previous.is_some(), clues);
        let org = self.lexicon.org_heads.before(|i| self.words.back_written(at, i));
        if let Some((_, kind)) = org {
            clues.say(Clue::OrgOf, true);
            clues.org = Some(kind);
        }
        let explained = clues.has(Clue::CueDirection)
            || clues.has(Clue::FeatureBefore)
            || org.is_some()
            || previous.is_some()
            || self.words.list[at].first;
        clues.say(Clue::CapitalBefore, !explained && self.words.capital(at) && self.words.joined(from));
        let number = self.words.list[at].shape == Shape::Number && self.words.text(at).len() != 4;
        clues.numbered = number && self.words.joined(from) && at + 1 == from;
    }

    /// "the village of X", "Lake X".
    fn feature_before(&self, at: usize, mention_there: bool, clues: &mut Clues) {
        let of = self.words.lower(at) == "of" && at > 0;
        let end = if of { at - 1 } else { at };
        let Some((_, feature)) = self
            .lexicon
            .place_words
            .feature_before(|i| self.words.back_written(end, i))
            .or_else(|| self.lexicon.place_words.feature_before(|i| self.words.back(end, i)))
        else {
            return;
        };
        let natural = matches!(feature, Feature::Water | Feature::Terrain | Feature::Town | Feature::Spot);
        if of || (natural && !mention_there) {
            clues.say(Clue::FeatureBefore, true);
            clues.feature = Some(feature);
        }
    }

    /// What stands after it.
    fn right(&self, mention: &Mention, n: usize, clues: &mut Clues) {
        let to = mention.to;
        if to >= self.words.len() || self.words.list[to].gap == Gap::Start {
            return;
        }
        if self.words.clitic(to) || (self.words.lower(to) == "'" && self.words.list[to].gap == Gap::None) {
            clues.say(Clue::Possessive, true);
            return;
        }
        if self.words.mark(to) {
            return;
        }
        if self.words.list[to].gap == Gap::Hyphen {
            clues.say(Clue::Based, matches!(self.words.lower(to), "based" | "born" | "area" | "bound" | "wide"));
            return;
        }
        let speaks = self.lexicon.polity.speech(|i| self.words.on(to, i));
        clues.say(Clue::Speech, speaks);
        match self.lexicon.place_words.cue_after(|i| self.words.on(to, i)) {
            Some((_, Cue::Event)) => clues.say(Clue::CueEvent, true),
            Some(_) => clues.say(Clue::CuePeople, true),
            None => {}
        }
        let next = self.mentions.get(n + 1).filter(|m| m.from == to).is_some_and(|m| m.reading != Reading::Unknown);
        let named = self.part_of_name(to, clues);
        let title = self.lexicon.persons.title(|i| self.words.on_written(to, i)).is_some();
        let person = self.persons.within(to, to + 1) == Person::Sure;
        clues.say(Clue::CuePeople, clues.has(Clue::CuePeople) || title);
        let running = self.words.stretch(to).casing == Casing::Running;
        clues.say(Clue::CapitalAfter, self.words.capital(to) && running && !(next || named || title || person));
    }

    /// Whether the words from `at` on make a feature, a spot, a street or an
    /// organisation of the name before.
    fn part_of_name(&self, at: usize, clues: &mut Clues) -> bool {
        let mut named = false;
        for skipped in 0..4usize {
            let i = at + skipped;
            if i >= self.words.len()
                || !self.words.joined(i)
                || (skipped > 0 && !self.words.capital(i - 1) && !small(self.words.lower(i - 1)))
            {
                break;
            }
            let feature = self.lexicon.place_words.feature_after(|k| self.words.on_written(i, k));
            let org = self.lexicon.org_heads.after(|k| self.words.on_written(i, k));
            match (feature, org) {
                (Some((len, feature)), org)
                    if org.is_none_or(|(l, _)| l <= len) && (skipped == 0 || self.words.capital(i)) =>
                {
                    named |= self.words.capital(i) || skipped == 0;
                    say_feature(feature, skipped, clues);
                }
                (_, Some((_, kind))) => {
                    named = true;
                    clues.org = Some(kind);
                }
                _ => {}
            }
            if !self.words.capital(i) && !small(self.words.lower(i)) {
                break;
            }
        }
        if let Some(kind) = clues.org.filter(|_| !clues.has(Clue::OrgOf)) {
            clues.say(
                match kind {
                    OrgKind::Agency | OrgKind::Military => Clue::OrgAgency,
                    OrgKind::University => Clue::OrgUniversity,
                    OrgKind::Media => Clue::OrgMedia,
                    OrgKind::Team => Clue::OrgTeam,
                    OrgKind::Company | OrgKind::Party | OrgKind::Society => Clue::OrgOther,
                },
                true,
            );
        }
        named
    }

    fn person(&self, mention: &Mention, clues: &mut Clues) {
        match self.persons.within(mention.from, mention.to) {
            Person::Sure => clues.say(Clue::PersonSure, true),
            Person::Likely => clues.say(Clue::PersonLikely, true),
            Person::No => {
                let single = mention.to - mention.from == 1;
                clues.say(Clue::Called, single && self.persons.called(self.words.lower(mention.from)));
            }
        }
    }

    /// Whether a comma or "and" leads to another possible place.
    fn in_list(&self, n: usize) -> bool {
        let known = |n: usize| self.mentions.get(n).is_some_and(listed);
        n.checked_sub(1).is_some_and(|p| known(p) && self.side_by_side(p)) || (known(n + 1) && self.side_by_side(n))
    }

    /// Whether mentions `n` and `n + 1` are items of one list.
    fn side_by_side(&self, n: usize) -> bool {
        let pair = self.mentions.get(n).zip(self.mentions.get(n + 1));
        pair.is_some_and(|(one, two)| self.list_gap(one.to, two.from))
    }

    /// All pairs of known names that are items of one list.
    pub(super) fn lists(&self) -> Vec<(usize, usize)> {
        let known = |n: usize| self.mentions.get(n).is_some_and(listed);
        let pairs = (0..self.mentions.len()).map(|n| (n, n + 1));
        pairs.filter(|(one, two)| known(*one) && known(*two) && self.side_by_side(*one)).collect()
    }

    /// Whether only ", " or "and" or ", and the" stands between.
    fn list_gap(&self, from: usize, to: usize) -> bool {
        (1..=3).contains(&to.saturating_sub(from))
            && (from..to).all(|i| matches!(self.words.lower(i), "," | "and" | "or" | "the" | "&" | ";" | "from" | "to"))
            && (from..to).any(|i| matches!(self.words.lower(i), "," | "and" | "or" | "&" | ";"))
    }
}

fn listed(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Name | Reading::Abbreviation | Reading::Seat)
}

fn small(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "the" | "&" | "on")
}

/// What the name may be.
fn what(mention: &Mention, cands: &[Cand<'_>], clues: &mut Clues) {
    match mention.reading {
        Reading::Adjective => clues.say(Clue::Adjective, true),
        Reading::People => clues.say(Clue::People, true),
        Reading::Abbreviation => clues.say(Clue::Abbreviation, true),
        Reading::Seat => clues.say(Clue::Seat, true),
        Reading::Unknown => clues.say(Clue::Unknown, true),
        Reading::Feature(Feature::Street) => clues.say(Clue::UnknownStreet, true),
        Reading::Feature(_) => clues.say(Clue::UnknownFeature, true),
        Reading::Name => {}
    }
    if mention.reading != Reading::Name {
        return;
    }
    if let Some(best) = cands.first() {
        match best.place.class {
            FeatureClass::Country => clues.say(Clue::Country, true),
            FeatureClass::Admin1 => clues.say(Clue::Admin1, true),
            FeatureClass::Admin2 => clues.say(Clue::Admin2, true),
            FeatureClass::Spot => {}
            FeatureClass::Town => clues.say(Clue::Capital, best.place.is_capital()),
            FeatureClass::Region
            | FeatureClass::Water
            | FeatureClass::Terrain
            | FeatureClass::Road
            | FeatureClass::Border => clues.say(Clue::Natural, true),
        }
    }
    let people = cands.iter().filter(|c| c.official()).map(|c| c.place.standing()).max().unwrap_or(0);
    clues.set(Clue::Population, (libm::logf(people as f32 + 1.0) / 16.0).min(1.0));
    clues.say(Clue::Alternate, !cands.iter().any(Cand::official));
}

/// What a feature word after the name says, so many words on.
fn say_feature(feature: Feature, skipped: usize, clues: &mut Clues) {
    match feature {
        Feature::Street => clues.say(Clue::StreetAfter, true),
        Feature::Address => clues.say(Clue::StreetAfter, clues.numbered),
        Feature::Spot => clues.say(Clue::SpotAfter, true),
        _ if skipped == 0 => {
            clues.say(Clue::FeatureAfter, true);
            clues.feature = clues.feature.or(Some(feature));
        }
        _ => {}
    }
}
