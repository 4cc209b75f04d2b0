//! Which words may be published: those in which each name is known to be one
//! of a country, a body, an official, a day or a place that is shown anyway.
//! Whatever else is written like a name may be a private person's, or a place
//! that was not read as one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::secrets::Secrets;
use super::{Incident, Location};
use crate::gazetteer::{FeatureClass, Gazetteer, fold};
use crate::lexicon::Lexicon;
use crate::lexicon::persons::NameStrength;
use crate::lexicon::time::TimeWord;

/// Words of a known name at most.
const LONGEST: usize = 7;

/// What words are held against.
#[derive(Debug)]
pub(super) struct Screen<'a> {
    lexicon: &'a Lexicon,
    secrets: &'a Secrets,
    /// Names of places that are shown, folded.
    open: BTreeSet<String>,
}

/// A word of a text, without the marks around it.
struct Word<'t> {
    text: &'t str,
    lower: String,
    /// Whether a sentence or quotation begins with it.
    opens: bool,
    /// Whether marks part it from the next one.
    ends: bool,
}

impl Word<'_> {
    fn is_capital(&self) -> bool {
        self.text.chars().any(char::is_uppercase)
    }

    /// Whether it has letters of a script without capitals.
    fn is_caseless(&self) -> bool {
        self.text.chars().any(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut opens = true;
    for raw in text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '\u{2013}' | '\u{2014}' | '_')) {
        let begun = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = begun.trim_end_matches(|c: char| !c.is_alphanumeric());
        let owner = ["'s", "\u{2019}s"].into_iter().find_map(|s| bare.strip_suffix(s));
        let text = owner.unwrap_or(bare);
        if text.is_empty() {
            out.iter_mut().last().into_iter().for_each(|last| last.ends = true);
            opens |= raw.contains(['"', '\u{201c}', '.', '!', '?', ':', '\u{2026}']);
            continue;
        }
        if begun.len() < raw.len() {
            out.iter_mut().last().into_iter().for_each(|last| last.ends = true);
        }
        opens |= raw[..raw.len() - begun.len()].contains(['"', '\u{201c}', '\u{2018}', '\'']);
        let after = &begun[bare.len()..];
        out.push(Word { text, lower: text.to_lowercase(), opens, ends: !after.is_empty() || owner.is_some() });
        opens = after.contains(['.', '!', '?', ':', '\u{2026}']);
    }
    out
}

impl<'a> Screen<'a> {
    /// A screen that lets the names of shown places pass.
    pub(super) fn new<'l>(
        lexicon: &'a Lexicon,
        secrets: &'a Secrets,
        shown: impl Iterator<Item = &'l Location>,
    ) -> Self {
        let names = shown.flat_map(|l| [Some(&l.name), l.alt.as_ref(), l.admin1.as_ref(), l.country.as_ref()]);
        Self { lexicon, secrets, open: names.flatten().map(|n| fold(n)).collect() }
    }

    /// Whether a text may be published.
    pub(super) fn passes(&self, text: &str, day: Option<Date>) -> bool {
        self.secrets.named_in(text).is_none() && self.first_unknown(text, day).is_none()
    }

    /// Whether words may be published of which also those in lower case must be
    /// no name's.
    pub(super) fn passes_strictly(&self, text: &str, day: Option<Date>, gaz: &Gazetteer) -> bool {
        let persons = &self.lexicon.persons;
        let person = |w: &str| persons.first(w).is_some() || persons.last(w).is_some();
        let plain = |w: &str| self.is_common(w) || (!person(w) && gaz.find(w).is_empty());
        self.passes(text, day) && words(text).iter().all(|w| w.is_capital() || plain(&w.lower))
    }

    /// Whether the words of an address may be published: all are known.
    pub(super) fn passes_address(&self, address: &str) -> bool {
        let known = |word: &str| self.is_common(&word.to_lowercase()) || self.is_name(word, None);
        let mut path = address.split("://").last().unwrap_or(address).splitn(2, '/').skip(1);
        let words = path.next().unwrap_or("").split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        self.secrets.named_in(address).is_none() && words.into_iter().all(known)
    }

    /// Whether a publisher may be named: no place that is withheld, no person.
    pub(super) fn passes_publisher(&self, name: &str) -> bool {
        self.secrets.named_in(name).is_none() && person_in(name, self.lexicon, &BTreeSet::new()).is_none()
    }

    /// Words in capitals, of what an incident tells, that no table knows; in
    /// lower case.
    pub(super) fn doubtful(&self, incident: &Incident) -> Vec<String> {
        let lists = incident.victims.iter().chain(&incident.targets).chain(&incident.perpetrators);
        let quotes =
            incident.evidence.iter().map(|e| &e.quote).chain(incident.claims.iter().map(|c| &c.evidence.quote));
        let mut out = Vec::new();
        for text in lists.chain(quotes) {
            let words = words(text);
            let named = words
                .iter()
                .filter(|w| w.is_capital() && !w.opens && !self.is_common(&w.lower) && !self.is_name(w.text, None));
            out.extend(named.map(|w| w.lower.clone()).filter(|w| w.chars().count() > 2));
        }
        out
    }

    /// The first word of a title that may be a private name. Words set in
    /// capitals as titles are, and names of regions, are none.
    pub(super) fn unknown_in_title(&self, title: &str, gaz: &Gazetteer) -> Option<String> {
        let words = words(title);
        let persons = &self.lexicon.persons;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let taken = if word.is_capital() { self.known(&words, at, None) } else { self.plain(word) };
            let person = persons.first(&word.lower).is_some() || persons.last(&word.lower).is_some();
            let title_word = self.is_common(&word.lower) || (word.opens && !person) || is_region(word.text, gaz);
            if taken == 0 && !title_word {
                return Some(word.text.to_owned());
            }
            at += taken.max(1);
        }
        None
    }

    fn first_unknown(&self, text: &str, day: Option<Date>) -> Option<String> {
        let words = words(text);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let taken = if word.is_capital() { self.known(&words, at, day) } else { self.plain(word) };
            if taken == 0 {
                return Some(word.text.to_owned());
            }
            at += taken;
        }
        None
    }

    /// 1 where a word without capitals is none of a name's.
    fn plain(&self, word: &Word<'_>) -> usize {
        let given = self.lexicon.persons.first(&word.lower) == Some(NameStrength::Strong);
        usize::from(!word.is_caseless() && (!given || self.is_common(&word.lower)))
    }

    /// How many words the known name at `at` has; 0 where there is none.
    fn known(&self, words: &[Word<'_>], at: usize, day: Option<Date>) -> usize {
        let word = &words[at];
        let joined = words[at..].iter().take(LONGEST).take_while({
            let mut parted = false;
            move |w| !std::mem::replace(&mut parted, w.ends)
        });
        let run: Vec<&str> = joined.map(|w| w.text).collect();
        let name = (1..=run.len()).rev().find(|n| self.is_name(&run[..*n].join(" "), day));
        let taken = name.unwrap_or_else(|| usize::from(word.opens && self.is_common(&word.lower)));
        // "Jordan Baker" is no country with a trade behind it.
        let next = words.get(at + 1).filter(|next| !word.ends && next.is_capital());
        let persons = &self.lexicon.persons;
        let person = next.is_some_and(|n| persons.first(&word.lower).is_some() && persons.last(&n.lower).is_some());
        if taken == 1 && person { 0 } else { taken }
    }

    /// Whether a phrase, as written, names a country, people, body, official,
    /// agency, named event, day, rank or shown place.
    fn is_name(&self, phrase: &str, day: Option<Date>) -> bool {
        let lexicon = self.lexicon;
        let lower = phrase.to_lowercase();
        let parts: Vec<&str> = phrase.split(' ').collect();
        let word = |n: usize| parts.get(n).copied();
        let whole = |len: usize| len == parts.len();
        lexicon.actors.find(phrase).next().is_some()
            || lexicon.actors.organ(&lower).is_some()
            || !lexicon.countries.find(phrase).is_empty()
            || lexicon.agencies.named(phrase).is_some()
            || lexicon.named_events.find(phrase).next().is_some()
            || lexicon.role_nouns.find(&lower).is_some()
            || lexicon.org_heads.after(word).is_some_and(|(len, _)| whole(len))
            || lexicon.persons.title(word).is_some_and(|(len, _)| whole(len))
            || !matches!(lexicon.time.of(phrase), TimeWord::No)
            || self.open.contains(&fold(phrase))
            || self.is_official(phrase, day)
            || self.is_compound(phrase)
    }

    /// A holder of an office, in full, or by a family name that few others bear.
    fn is_official(&self, phrase: &str, day: Option<Date>) -> bool {
        let shared = !phrase.contains(' ') && self.lexicon.persons.last(&phrase.to_lowercase()).is_some();
        !shared && self.lexicon.offices.find_at(phrase, day).next().is_some()
    }

    /// "Russian-backed", "Forty-nine": known words joined.
    fn is_compound(&self, phrase: &str) -> bool {
        let known = |part: &str| {
            let lower = part.to_lowercase();
            let given = self.lexicon.persons.first(&lower) == Some(NameStrength::Strong);
            (!given && self.is_common(&lower))
                || !self.lexicon.countries.find(part).is_empty()
                || !matches!(self.lexicon.time.of(part), TimeWord::No)
        };
        phrase.contains('-') && phrase.split('-').all(known)
    }

    /// Whether a word in lower case is common English, or a number.
    fn is_common(&self, lower: &str) -> bool {
        let lexicon = self.lexicon;
        lower.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | '-'))
            || lexicon.stop_words.contains(lower)
            || lexicon.abbreviations.openers.contains(lower)
            || lexicon.place_words.common(lower).is_some()
            || lexicon.role_nouns.find(lower).is_some()
            || !matches!(lexicon.time.of(lower), TimeWord::No)
    }
}

/// Whether a word is the name of a region, sea or division.
fn is_region(word: &str, gaz: &Gazetteer) -> bool {
    let wide = [FeatureClass::Country, FeatureClass::Admin1, FeatureClass::Region, FeatureClass::Water];
    gaz.find(word).into_iter().any(|hit| wide.contains(&gaz.place(hit.place).class))
}

/// A word of a text that is a person's given name and nothing else, or one of
/// the doubtful names; words of one's own are held against what is known to be
/// wrong only.
pub(super) fn person_in(text: &str, lexicon: &Lexicon, doubtful: &BTreeSet<String>) -> Option<String> {
    let strong = |w: &Word<'_>| {
        let place = !lexicon.countries.find(w.text).is_empty() || lexicon.place_words.common(&w.lower).is_some();
        lexicon.persons.first(&w.lower) == Some(NameStrength::Strong) && !place
    };
    let named = |w: &&Word<'_>| doubtful.contains(&w.lower) || (w.is_capital() && strong(w));
    words(text).iter().find(named).map(|w| w.text.to_owned())
}
