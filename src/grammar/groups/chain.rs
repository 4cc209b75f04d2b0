//! The words of one verb group in their order: helpers, adverbs, main verb.

use super::Words;
use super::verb::{Modality, Tense, VerbGroup, VerbKind, Voice, bare_participle};
use crate::grammar::{Upos, VerbForm};

/// Helpers and main verb as they stand in the text.
pub(super) struct Chain {
    start: usize,
    /// Helpers and semi-modals, in order, without the main verb.
    helpers: Vec<Helper>,
    verb: usize,
    to: bool,
    negated: bool,
}

/// What a word before the main verb adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Helper {
    Be(Option<VerbForm>),
    Have(Option<VerbForm>),
    Do(Option<VerbForm>),
    Modal(Modality),
}

impl Chain {
    /// The chain that begins at word `i`.
    pub(super) fn at(words: Words<'_>, i: usize) -> Option<Self> {
        let opens = match words.upos(i) {
            Some(Upos::Aux | Upos::Verb) => true,
            Some(Upos::Part) => words.is(i, &["to", "not"]) && infinitive_follows(words, i),
            _ => false,
        };
        if !opens {
            return None;
        }
        let mut chain = Self { start: i, helpers: Vec::new(), verb: i, to: false, negated: false };
        let mut at = i;
        loop {
            chain.verb = at;
            match words.upos(at) {
                Some(Upos::Part) => chain.particle(words, at),
                Some(Upos::Aux) => chain.helpers.push(helper(words, at)),
                _ => {}
            }
            let more = match words.upos(at) {
                Some(Upos::Verb) => chain.semi_modal(words, at),
                _ => chain.next(words, at),
            };
            match more {
                Some(next) => at = next,
                None => break,
            }
        }
        // A helper that ends the chain is its verb: "was in Baku".
        if words.upos(chain.verb) == Some(Upos::Aux) {
            chain.negated |= negative(words, chain.verb);
        }
        Some(chain)
    }

    fn particle(&mut self, words: Words<'_>, at: usize) {
        self.to |= words.is(at, &["to"]);
        self.negated |= words.is(at, &["not", "n't"]);
    }

    /// The next helper or the verb, over adverbs and negations.
    fn next(&mut self, words: Words<'_>, from: usize) -> Option<usize> {
        self.negated |= negative(words, from);
        let mut negated = false;
        for at in from + 1..words.len().min(from + 6) {
            match words.upos(at) {
                Some(Upos::Verb | Upos::Aux) => {
                    if words.upos(from) == Some(Upos::Aux) && !continues(words, from, at) {
                        return None;
                    }
                    self.negated |= negated;
                    return Some(at);
                }
                Some(Upos::Part) if words.is(at, &["not", "n't"]) => negated = true,
                Some(Upos::Part) if words.is(at, &["to"]) => return self.arranged(words, at),
                Some(Upos::Adv) => negated |= words.is(at, &["never"]) || longer(words, at),
                // "no longer" and "no more" are a determiner and an adverb to some.
                Some(Upos::Det) if words.is(at, &["no"]) && words.is(at + 1, &["longer", "more"]) => negated = true,
                Some(Upos::Adj) if words.is(at, &["due", "set", "about", "ready", "likely"]) => {
                    return self.arranged_after(words, at);
                }
                Some(Upos::Punct) if words.is(at, &[",", "\"", "“", "”"]) && at > from + 1 || quote(words, at) => {}
                _ => break,
            }
        }
        // "was not there": the negation belongs to the helper as verb.
        self.negated |= negated || words.is(from + 1, &["not", "n't"]);
        None
    }

    /// "is to meet": `to` right after a form of "be" or a modal.
    fn arranged(&mut self, words: Words<'_>, to: usize) -> Option<usize> {
        let next = verb_after(words, to)?;
        let by = match self.helpers.last()? {
            Helper::Be(_) => Modality::Planned,
            Helper::Have(_) => Modality::Obliged,
            Helper::Modal(m) => *m,
            Helper::Do(_) => return None,
        };
        self.helpers.push(Helper::Modal(by));
        Some(next)
    }

    /// "is due to meet", "is about to fall".
    fn arranged_after(&mut self, words: Words<'_>, at: usize) -> Option<usize> {
        let to = at + 1;
        if !words.is(to, &["to"]) || !matches!(self.helpers.last(), Some(Helper::Be(_))) {
            return None;
        }
        let by = if words.is(at, &["likely", "ready"]) { Modality::Possible } else { Modality::Planned };
        let next = verb_after(words, to)?;
        self.helpers.push(Helper::Modal(by));
        Some(next)
    }

    /// "going to attack", "had to flee", "set to meet": the verb at `at` only
    /// helps the one after `to`.
    fn semi_modal(&mut self, words: Words<'_>, at: usize) -> Option<usize> {
        if !words.is(at + 1, &["to"]) {
            return None;
        }
        let next = verb_after(words, at + 1)?;
        let be = matches!(self.helpers.last(), Some(Helper::Be(_)));
        let added = if words.is(at, &["going"]) && be {
            vec![Helper::Modal(Modality::Will)]
        } else if words.is(at, &["set"]) && be {
            vec![Helper::Modal(Modality::Planned)]
        } else if words.is(at, &["have", "has", "had", "having"]) {
            vec![Helper::Have(words.form(at)), Helper::Modal(Modality::Obliged)]
        } else {
            return None;
        };
        self.helpers.extend(added);
        Some(next)
    }

    pub(super) fn end(&self) -> usize {
        self.verb + 1
    }

    pub(super) fn group(&self, words: Words<'_>) -> VerbGroup {
        let is_helper = words.upos(self.verb) == Some(Upos::Aux);
        let helpers = if is_helper { &self.helpers[..self.helpers.len().saturating_sub(1)] } else { &self.helpers[..] };
        let form = words.form(self.verb);
        let past_form = matches!(form, Some(VerbForm::Past | VerbForm::Participle));
        let mut group = VerbGroup {
            start: self.start,
            end: self.end(),
            verb: self.verb,
            kind: VerbKind::Finite,
            voice: Voice::Active,
            tense: None,
            perfect: false,
            progressive: false,
            modality: None,
            negated: self.negated || negative(words, self.verb) || never_before(words, self.start),
        };
        for helper in helpers {
            match helper {
                Helper::Have(_) => group.perfect |= !helpers.contains(&Helper::Modal(Modality::Obliged)),
                Helper::Modal(m) => group.modality = Some(*m),
                Helper::Be(_) | Helper::Do(_) => {}
            }
        }
        if let Some(Helper::Be(_)) = helpers.last() {
            group.progressive = form == Some(VerbForm::Gerund);
            group.voice = if past_form && !is_helper { Voice::Passive } else { Voice::Active };
        }
        // "is being built": the helper itself is progressive.
        group.progressive |=
            helpers.windows(2).any(|w| matches!(w, [Helper::Be(_), Helper::Be(Some(VerbForm::Gerund))]));
        self.place(words, helpers, form, &mut group);
        group
    }

    /// Sets kind and tense.
    fn place(&self, words: Words<'_>, helpers: &[Helper], form: Option<VerbForm>, group: &mut VerbGroup) {
        let first = match helpers.first() {
            Some(Helper::Be(f) | Helper::Have(f) | Helper::Do(f)) => *f,
            Some(Helper::Modal(_)) => Some(VerbForm::Modal),
            None => form,
        };
        let bare = helpers.is_empty();
        if self.to && !helpers.iter().any(|h| matches!(h, Helper::Modal(_))) {
            group.kind = VerbKind::Infinitive;
            return;
        }
        match first {
            Some(VerbForm::Past) => group.tense = Some(Tense::Past),
            Some(VerbForm::Present | VerbForm::ThirdPerson) => group.tense = Some(Tense::Present),
            Some(VerbForm::Base) => group.kind = VerbKind::Infinitive,
            Some(VerbForm::Gerund) => group.kind = VerbKind::Gerund,
            Some(VerbForm::Participle) => group.kind = VerbKind::Participle,
            Some(VerbForm::Modal) | None => {}
        }
        if group.modality == Some(Modality::Will) {
            group.tense = Some(Tense::Future);
        }
        if bare {
            bare_participle(words, self.verb, group);
        }
    }
}

/// Whether the verb at `at` goes with the helper at `from` ("was killed", but
/// not "were there are").
fn continues(words: Words<'_>, from: usize, at: usize) -> bool {
    let form = words.form(at);
    if matches!(form, Some(VerbForm::ThirdPerson | VerbForm::Modal)) {
        return false;
    }
    match helper(words, from) {
        Helper::Be(_) => !matches!(form, Some(VerbForm::Base | VerbForm::Present)),
        Helper::Have(_) => form != Some(VerbForm::Present),
        Helper::Modal(_) | Helper::Do(_) => true,
    }
}

fn helper(words: Words<'_>, at: usize) -> Helper {
    let form = words.form(at);
    let lower = words.lower(at);
    let stem = lower.strip_suffix("n't").unwrap_or(&lower);
    match stem {
        "will" | "'ll" | "wo" | "shall" | "sha" => Helper::Modal(Modality::Will),
        "would" => Helper::Modal(Modality::Would),
        "may" | "might" | "could" => Helper::Modal(Modality::Possible),
        "can" | "ca" | "cannot" => Helper::Modal(Modality::Able),
        "must" | "should" | "ought" => Helper::Modal(Modality::Obliged),
        "have" | "has" | "had" | "having" | "'ve" => Helper::Have(finite(stem, form)),
        "'d" if form == Some(VerbForm::Modal) => Helper::Modal(Modality::Would),
        "'d" => Helper::Have(Some(VerbForm::Past)),
        "do" | "does" | "did" => Helper::Do(finite(stem, form)),
        _ if form == Some(VerbForm::Modal) => Helper::Modal(Modality::Possible),
        _ => Helper::Be(finite(stem, form)),
    }
}

/// The form of a helper, which its letters tell better than a tagger does.
fn finite(stem: &str, form: Option<VerbForm>) -> Option<VerbForm> {
    match stem {
        "was" | "were" | "had" | "did" | "got" => Some(VerbForm::Past),
        "is" | "has" | "does" | "'s" => Some(VerbForm::ThirdPerson),
        "are" | "am" | "'re" | "'m" | "'ve" => Some(VerbForm::Present),
        "been" => Some(VerbForm::Participle),
        "being" | "having" => Some(VerbForm::Gerund),
        _ => form,
    }
}

fn negative(words: Words<'_>, at: usize) -> bool {
    let lower = words.lower(at);
    lower.ends_with("n't") || lower == "cannot"
}

fn never_before(words: Words<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|b| words.is(b, &["never", "not"]) || longer(words, b))
}

fn longer(words: Words<'_>, at: usize) -> bool {
    words.is(at, &["longer"]) && at.checked_sub(1).is_some_and(|b| words.is(b, &["no"]))
}

fn quote(words: Words<'_>, at: usize) -> bool {
    words.is(at, &["\"", "“", "”", "'", "‘", "''", "``"])
}

fn infinitive_follows(words: Words<'_>, at: usize) -> bool {
    let to = if words.is(at, &["not"]) { at + 1 } else { at };
    words.is(to, &["to"]) && words.upos(to) == Some(Upos::Part) && verb_after(words, to).is_some()
}

/// The verb after `to`, adverbs passed over.
fn verb_after(words: Words<'_>, to: usize) -> Option<usize> {
    (to + 1..words.len().min(to + 4))
        .find(|i| words.upos(*i) != Some(Upos::Adv))
        .filter(|i| matches!(words.upos(*i), Some(Upos::Verb | Upos::Aux)))
}
