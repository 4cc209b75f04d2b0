//! Names of sides, so that "Military Forces of Azerbaijan (2003-)",
//! "Government of Azerbaijan" and "Azerbaijan" are one.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::gazetteer::fold;
use crate::lexicon::Lexicon;

/// What a side is, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    State,
    Civilians,
    Crowd,
    Group,
}

/// Words that make a force or government of a country's name.
const STATE: [&str; 14] = [
    "government",
    "military",
    "army",
    "police",
    "forces",
    "troops",
    "soldiers",
    "state",
    "armed",
    "ministry",
    "guards",
    "navy",
    "airforce",
    "gendarmerie",
];
/// Words for those who bear no arms.
const CIVILIANS: [&str; 5] = ["civilians", "civilian", "villagers", "residents", "refugees"];
/// Words for crowds.
const CROWD: [&str; 4] = ["protesters", "rioters", "demonstrators", "crowd"];
/// Words that tell sides apart by nothing.
const EMPTY: [&str; 16] = [
    "of",
    "the",
    "and",
    "in",
    "for",
    "a",
    "an",
    "unidentified",
    "group",
    "groups",
    "communal",
    "militia",
    "ethnic",
    "border",
    "special",
    "security",
];

/// A side's name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    role: Role,
    /// Codes of countries that it names.
    countries: BTreeSet<String>,
    /// A group that the lexicon knows, or the words that are left.
    words: BTreeSet<String>,
}

/// Reads names, each once.
#[derive(Debug)]
pub(super) struct Names {
    lexicon: Lexicon,
    known: FxHashMap<String, Option<Name>>,
}

impl Names {
    /// With the embedded lexicon.
    ///
    /// # Errors
    /// Where a table of it is broken.
    pub(super) fn new() -> Result<Self> {
        let mut lexicon = Lexicon::default();
        lexicon.actors = crate::lexicon::actors::Actors::english()?;
        lexicon.countries = crate::lexicon::countries::Countries::english()?;
        Ok(Self { lexicon, known: FxHashMap::default() })
    }

    /// A name, read; none where it says nothing.
    pub(super) fn read(&mut self, name: &str) -> Option<Name> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let read = self.parse(name);
        self.known.insert(name.to_owned(), read.clone());
        read
    }

    fn parse(&self, name: &str) -> Option<Name> {
        let (outside, inside) = name.split_once('(').map_or((name, ""), |(a, b)| (a.trim(), b.trim_end_matches(')')));
        if let Some(group) = [name, outside].iter().find_map(|form| self.lexicon.actors.find(form).next()) {
            let role = if group.inter == crate::lexicon::actors::INTER[0] { Role::State } else { Role::Group };
            let home = group.home.filter(|_| role == Role::State).map(str::to_owned);
            return Some(Name { role, countries: home.into_iter().collect(), words: [fold(group.name)].into() });
        }
        let mut countries = BTreeSet::new();
        let rest = self.without_countries(outside, &mut countries);
        // "(2003-)" are years, "(Azerbaijan)" a country.
        let more = self.without_countries(inside, &mut countries);
        let words: Vec<String> = words(&format!("{rest} {more}"));
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let left: BTreeSet<String> = words
            .iter()
            .filter(|w| ![&EMPTY[..], &STATE, &CIVILIANS, &CROWD].iter().any(|list| list.contains(&w.as_str())))
            .cloned()
            .collect();
        let role = match () {
            () if has(&CIVILIANS) => Role::Civilians,
            () if has(&CROWD) => Role::Crowd,
            () if !countries.is_empty() && (left.is_empty() || has(&STATE[..4])) => Role::State,
            () => Role::Group,
        };
        let named = !countries.is_empty() || !left.is_empty() || role != Role::Group;
        named.then_some(Name { role, countries, words: left })
    }

    /// Takes the names of countries and their adjectives out of a text.
    fn without_countries(&self, text: &str, found: &mut BTreeSet<String>) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut rest = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = self.lexicon.countries.longest().min(words.len() - at);
            let hit = (1..=longest).rev().find_map(|n| {
                let form = words[at..at + n].join(" ");
                let form = form.trim_matches(|c: char| !c.is_alphanumeric());
                let country = self.lexicon.countries.named(form).or_else(|| self.lexicon.countries.demonym(form))?;
                Some((n, country.code))
            });
            if let Some((n, code)) = hit {
                found.insert(code.to_owned());
                at += n;
            } else {
                rest.push(words[at]);
                at += 1;
            }
        }
        rest.join(" ")
    }
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let split = folded.split(|c: char| !c.is_alphanumeric());
    split.filter(|w| !w.is_empty() && !w.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned).collect()
}

/// How alike two names are, 0 to 1.
fn alike(a: &Name, b: &Name) -> f32 {
    let apart = !a.countries.is_empty() && !b.countries.is_empty() && a.countries.is_disjoint(&b.countries);
    match (a.role, b.role) {
        _ if apart => 0.0,
        (Role::State, Role::State) => 1.0,
        (Role::Civilians, Role::Civilians) => 1.0,
        (Role::Crowd, Role::Crowd) => 1.0,
        // Who is a protester to one coder is a civilian to the other.
        (Role::Civilians, Role::Crowd) | (Role::Crowd, Role::Civilians) => 0.7,
        (Role::Group, Role::Group) => groups(a, b),
        _ => 0.0,
    }
}

/// Groups by the words of their names; "rebels of Syria" say little.
fn groups(a: &Name, b: &Name) -> f32 {
    if a.words.is_empty() || b.words.is_empty() {
        return 0.5;
    }
    let shared = a.words.iter().filter(|w| b.words.iter().any(|v| same_word(w, v))).count() as f32;
    let fewer = a.words.len().min(b.words.len()) as f32;
    let vague = |n: &Name| n.words.iter().all(|w| VAGUE.contains(&w.as_str()));
    if shared == 0.0 && (vague(a) || vague(b)) { 0.5 } else { shared / fewer }
}

/// Words for any armed group.
const VAGUE: [&str; 10] = [
    "rebels",
    "rebel",
    "insurgents",
    "opposition",
    "militants",
    "gunmen",
    "fighters",
    "separatists",
    "militias",
    "attackers",
];

fn same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let plural = long.strip_suffix('s') == Some(short);
    a == b || plural || (short.len() >= 5 && long.starts_with(short) && long.len() - short.len() <= 2)
}

/// How alike the sides of two rows are, 0 to 1; none where one names nobody.
pub(super) fn sides_alike(a: &[Option<Name>; 2], b: &[Option<Name>; 2]) -> Option<f32> {
    let one = |a: &Option<Name>, b: &Option<Name>| Some(alike(a.as_ref()?, b.as_ref()?));
    let way = |first: Option<f32>, second: Option<f32>| match (first, second) {
        // A state has a part in most of what happens in its country: the side that
        // agrees less tells more.
        (Some(a), Some(b)) => Some(f32::midpoint(f32::midpoint(a, b), a.min(b))),
        (one, other) => one.or(other),
    };
    let straight = way(one(&a[0], &b[0]), one(&a[1], &b[1]));
    let crossed = way(one(&a[0], &b[1]), one(&a[1], &b[0]));
    match (straight, crossed) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_one_whatever_each_calls_it() {
        let mut names = Names::new().unwrap();
        let mut alike = |a: &str, b: &str| {
            let alike = sides_alike(&[names.read(a), None], &[names.read(b), None]);
            // In hundredths.
            alike.map(|alike| (alike * 100.0).round() as i32)
        };
        assert_eq!(alike("Military Forces of Azerbaijan (2003-)", "Government of Azerbaijan"), Some(100));
        assert_eq!(alike("Azerbaijan", "Azerbaijani troops"), Some(100));
        assert_eq!(alike("Military Forces of Armenia (2018-)", "Government of Azerbaijan"), Some(0));
        assert_eq!(alike("Civilians (Niger)", "Civilians"), Some(100));
        assert_eq!(alike("Civilians (Niger)", "Civilians (Nigeria)"), Some(0));
        assert_eq!(alike("IS", "Islamic State"), Some(100));
        assert_eq!(alike("Syrian insurgents", "Government of Syria"), Some(0));
        assert_eq!(alike("Syrian insurgents", "Opposition Rebels (Syria)"), Some(50));
        assert_eq!(alike("Hill Band", "Hill Bands"), Some(100));
        assert_eq!(alike("Protesters (Examplia)", "Civilians"), Some(70));
        assert_eq!(alike("", "Civilians"), None);
    }

    #[test]
    fn sides_may_stand_the_other_way_round() {
        let mut names = Names::new().unwrap();
        let (a, b) = (names.read("Hill Band"), names.read("Military Forces of Niger (1999-2010)"));
        assert_eq!(sides_alike(&[a.clone(), b.clone()], &[b.clone(), a.clone()]), Some(1.0));
        assert_eq!(sides_alike(&[a.clone(), None], &[b, a]), Some(1.0));
    }
}
