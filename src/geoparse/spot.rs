//! Finding what might be a place name: longest matches of the gazetteer and of
//! the lexicon's country words at word starts, and unknown capitalised names
//! that their surroundings call places.

use std::borrow::Cow;

use crate::gazetteer::{Gazetteer, NameHit};
use crate::lexicon::Lexicon;
use crate::lexicon::countries::{CountryKind, FormKind};
use crate::lexicon::forms::is_also_a_word;
use crate::lexicon::place_words::{Commonness, Cue, Feature};
use crate::text::Shape;

use super::atlas::Atlas;
use super::lookups::Lookups;
use super::words::{Casing, Gap, Words};

/// The most words that a name may have.
const LONGEST: usize = 8;

/// How a mention names its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// By a name of the gazetteer or a country's name.
    Name,
    /// By an adjective: "Turkish".
    Adjective,
    /// By a noun for its people: "Turks".
    People,
    /// By a building or street of its government: "Kremlin".
    Seat,
    /// By an abbreviation of a state or province: "Ky.".
    Abbreviation,
    /// No name known; its surroundings call it a place.
    Unknown,
    /// No name known; its last word says what sort of thing it is.
    Feature(Feature),
}

/// A stretch of words that might name a place.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// First word.
    pub(super) from: usize,
    /// One past the last word.
    pub(super) to: usize,
    /// How it names the place.
    pub(super) reading: Reading,
    /// The places that bear the name.
    pub(super) hits: Vec<NameHit>,
    /// Code of the row of `countries.tsv`, for country words.
    pub(super) country: Option<&'static str>,
}

/// All mentions of the document, in text order, not overlapping.
pub(super) fn mentions(words: &Words<'_>, gaz: &Gazetteer, lexicon: &Lexicon) -> Vec<Mention> {
    let spotter = Spotter { words, lexicon, atlas: Atlas::new(gaz, lexicon), lookups: Lookups::new(gaz) };
    let mut found: Vec<Mention> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match spotter.at(i) {
            Some(mention) => {
                i = mention.to;
                found.push(mention);
            }
            None => i += 1,
        }
    }
    found
}

struct Spotter<'a, 'd, 'g> {
    words: &'a Words<'d>,
    lexicon: &'a Lexicon,
    atlas: Atlas<'g>,
    lookups: Lookups<'d, 'g>,
}

impl Spotter<'_, '_, '_> {
    /// The mention that begins at word `i`.
    fn at(&self, i: usize) -> Option<Mention> {
        if !self.may_begin(i) {
            return None;
        }
        if let Some(street) = self.street(i) {
            return Some(street);
        }
        if self.opens_of(i) {
            return None;
        }
        let ends = self.ends(i);
        let place = self.gazetteer_match(i, &ends);
        let country = self.country_match(i, &ends);
        let known = match (place, country) {
            (Some(p), Some(c)) if p.to > c.to => Some(p),
            (Some(p), Some(c)) if p.to == c.to => Some(merged(p, c)),
            (_, Some(c)) => Some(c),
            (place, None) => place,
        };
        let known = known.map(|m| self.with_tail(m));
        self.abbreviation(i, known.as_ref().map_or(0, |m| m.to - m.from)).or(known).or_else(|| self.unknown(i))
    }

    /// "City of Richmond", "Province of X": the name begins after "of".
    fn opens_of(&self, i: usize) -> bool {
        if self.words.lower(i + 1) != "of" {
            return false;
        }
        let word = self.words.lower(i);
        let seat = matches!(
            word,
            "city"
                | "town"
                | "village"
                | "township"
                | "borough"
                | "county"
                | "province"
                | "state"
                | "district"
                | "municipality"
        );
        let after = |at: usize| self.words.capital(at) && self.words.joined(at);
        let named = after(i + 2) || (self.words.lower(i + 2) == "the" && after(i + 3));
        seat && named && self.atlas.gaz.longest_match(&[self.words.text(i + 2)]).is_some()
    }

    /// "Dublin Road", "N. Main St.": a street of some town, whole.
    fn street(&self, i: usize) -> Option<Mention> {
        if !self.words.capital(i) || self.follows_capital(i) || self.words.stretch(i).casing == Casing::Lower {
            return None;
        }
        let number = i > 0 && self.words.joined(i) && self.words.list[i - 1].shape == Shape::Number;
        for at in i + 1..i + 4 {
            if !self.words.joined(at) || !(self.words.capital(at) || self.words.list[at].shape == Shape::Number) {
                return None;
            }
            let feature = self.lexicon.place_words.feature_after(|n| self.words.on_written(at, n));
            let street = match feature {
                Some((_, Feature::Street)) => true,
                Some((_, Feature::Address)) => number,
                _ => false,
            };
            // "St. Louis" goes on with a name; "Main St." does not.
            let ends = !(self.words.joined(at + 1) && self.words.capital(at + 1) && self.words.text(at).ends_with('.'));
            if street && ends {
                let reading = Reading::Feature(Feature::Street);
                return Some(Mention { from: i, to: at + 1, reading, hits: Vec::new(), country: None });
            }
        }
        None
    }

    /// A known name with a capitalised feature word after it is another thing:
    /// "Plum Island" is not the town of Plum.
    fn with_tail(&self, name: Mention) -> Mention {
        let tail = name.to;
        if name.reading != Reading::Name || !self.words.joined(tail) || !self.words.capital(tail) {
            return name;
        }
        match self.lexicon.place_words.feature_after(|n| self.words.on_written(tail, n)) {
            Some((len, feature @ (Feature::Water | Feature::Terrain | Feature::Region)))
                if self.words.stretch(tail).casing != Casing::Capitals =>
            {
                Mention { to: tail + len, reading: Reading::Feature(feature), hits: Vec::new(), country: None, ..name }
            }
            _ => name,
        }
    }

    /// Whether a name can begin here, by its form.
    fn may_begin(&self, i: usize) -> bool {
        let word = &self.words.list[i];
        if matches!(word.shape, Shape::Punct | Shape::Number) || self.words.clitic(i) {
            return false;
        }
        match self.words.stretch(i).casing {
            Casing::Lower => self.words.text(i).len() > 3,
            Casing::Capitals => true,
            Casing::Running | Casing::Titled => {
                self.words.capital(i) || (self.is_article(i) && self.words.capital(i + 1))
            }
        }
    }

    /// A lower-case article that belongs to a name: "al-Bab", "ar Raqqa".
    fn is_article(&self, i: usize) -> bool {
        let tied = self.words.list.get(i + 1).is_some_and(|w| w.gap == Gap::Hyphen);
        let short = matches!(
            self.words.lower(i),
            "al" | "el" | "ad" | "ar" | "as" | "ash" | "at" | "az" | "an" | "ul" | "es" | "et" | "ed" | "er" | "ez"
        );
        (short && tied) || matches!(self.words.lower(i), "al" | "el")
    }

    /// Where a name that begins at `i` may end: after a capitalised word (any
    /// word, where case proves nothing), the longest first.
    fn ends(&self, i: usize) -> Vec<usize> {
        let free = matches!(self.words.stretch(i).casing, Casing::Lower | Casing::Capitals);
        let mut ends = Vec::with_capacity(4);
        for at in i..(i + LONGEST).min(self.words.len()) {
            let owner = at > i && self.words.clitic(at);
            if at > i && !owner && !self.words.joined(at) {
                break;
            }
            if owner {
                continue;
            }
            if free || self.words.capital(at) || (at > i && self.words.list[at].shape == Shape::Number) {
                ends.push(at + 1);
            }
        }
        ends.reverse();
        ends
    }

    fn gazetteer_match(&self, i: usize, ends: &[usize]) -> Option<Mention> {
        let longest = *ends.first()?;
        let texts: Vec<&str> = (i..longest).map(|at| self.words.text(at)).collect();
        let mut limit = texts.len();
        loop {
            let found = self.lookups.longest_match(texts.get(..limit)?)?;
            let (len, hits) = (found.words, found.hits);
            let to = i + len;
            if ends.contains(&to) && self.fits(i, to) {
                let name = Mention { from: i, to, reading: Reading::Name, hits, country: None };
                return Some(self.with_clitic(name));
            }
            limit = ends.iter().map(|e| e - i).find(|n| *n < len)?;
        }
    }

    /// "St. John's" is a town of that name, not something of St. John.
    fn with_clitic(&self, name: Mention) -> Mention {
        if name.to - name.from < 2 || !self.words.clitic(name.to) {
            return name;
        }
        let hits = self.atlas.gaz.find(self.words.span(name.from, name.to + 1).of(&self.words.doc.text));
        if hits.iter().any(|h| !h.loose) { Mention { to: name.to + 1, hits, ..name } } else { name }
    }

    /// Whether a match of these words may be a name at all.
    fn fits(&self, from: usize, to: usize) -> bool {
        let first = self.words.lower(from);
        let never = self.lexicon.place_words.common(first) == Some(Commonness::Never);
        if to - from == 1 {
            let letters = self.words.text(from).chars().filter(|c| c.is_alphabetic()).count();
            let dollars = self.words.text(to) == "$" && self.words.list[to].gap == Gap::None;
            return !never && letters >= 2 && !dollars && !self.is_direction(from);
        }
        let last_never = self.lexicon.place_words.common(self.words.lower(to - 1)) == Some(Commonness::Never);
        // "In Salah" at the head of a sentence is a preposition and a man.
        let opens = never && first != "the" && (self.words.list[from].first || !self.words.capital(from));
        !opens && !last_never && !self.is_title(from)
    }

    /// "Eastern Ghouta", "South Florida": part of the place's description, and
    /// never a province called "Eastern" on another continent.
    fn is_direction(&self, i: usize) -> bool {
        let direction = matches!(
            self.lexicon.place_words.cue_before(|n| if n == 0 { Some(self.words.lower(i)) } else { None }),
            Some((1, Cue::Direction))
        );
        let feature = self.lexicon.place_words.feature_after(|n| self.words.on_written(i + 1, n)).is_some();
        direction && !feature
    }

    /// "Gen. Santos", "President Roosevelt": a person, though a town bears it.
    fn is_title(&self, from: usize) -> bool {
        use crate::lexicon::persons::Title;
        let title = self.lexicon.persons.title(|n| self.words.on_written(from, n));
        let short = self.words.text(from).ends_with('.');
        matches!(title, Some((_, Title::Rank | Title::Office)))
            && (short || self.words.lower(from) == "president")
            && self.words.lower(from) != "fort"
    }

    fn country_match(&self, i: usize, ends: &[usize]) -> Option<Mention> {
        let longest = self.lexicon.countries.longest();
        // "A CAR", "TOLD US": where all is capitals, abbreviations are words.
        let capitals = self.words.stretch(i).casing == Casing::Capitals;
        if capitals && is_also_a_word(self.words.text(i)) {
            return None;
        }
        for &to in ends.iter().filter(|e| **e - i <= longest) {
            let (plain, written) = (self.plain(i, to), self.words.span(i, to).of(&self.words.doc.text));
            let mut hits = self.lexicon.countries.find(&plain);
            if hits.is_empty() && plain != written {
                hits = self.lexicon.countries.find(&written.replace('\n', " "));
            }
            let dollars = self.words.text(to) == "$" && self.words.list[to].gap == Gap::None;
            if dollars {
                return None;
            }
            let useful = hits.iter().filter(|h| h.kind != FormKind::Capital && h.country.kind != CountryKind::People);
            let chosen =
                useful.min_by_key(|h| rank(h.kind)).or_else(|| hits.iter().find(|h| h.kind != FormKind::Capital));
            let Some(hit) = chosen else { continue };
            let reading = match hit.kind {
                FormKind::Adjective | FormKind::FormerAdjective => Reading::Adjective,
                FormKind::People => Reading::People,
                FormKind::Seat => Reading::Seat,
                FormKind::Name | FormKind::FormerName | FormKind::Capital => Reading::Name,
            };
            let same = hits.iter().filter(|h| h.kind == hit.kind && h.country.kind != CountryKind::People);
            let mut places: Vec<NameHit> = Vec::new();
            for place in same.flat_map(|h| self.atlas.places_of(h.country, reading)) {
                if !places.iter().any(|p| p.place == place.place) {
                    places.push(place);
                }
            }
            if places.is_empty() {
                places = self.atlas.places_of(hit.country, reading);
            }
            if places.is_empty() && reading != Reading::Name {
                return None;
            }
            return Some(Mention { from: i, to, reading, hits: places, country: Some(hit.country.code) });
        }
        None
    }

    /// The words with single spaces: how the lexicon keeps its forms.
    fn plain(&self, from: usize, to: usize) -> Cow<'_, str> {
        if to - from == 1 {
            return self.words.text(from).into();
        }
        let mut out = String::with_capacity(32);
        for at in from..to {
            match self.words.list[at].gap {
                _ if at == from => {}
                Gap::Hyphen => out.push('-'),
                Gap::None => {}
                Gap::Space | Gap::Start => out.push(' '),
            }
            out.push_str(self.words.text(at));
        }
        out.into()
    }

    /// A state's abbreviation: after a town and a comma, or where the form
    /// itself is plain and no longer name stands here.
    fn abbreviation(&self, i: usize, known: usize) -> Option<Mention> {
        let text = self.words.text(i);
        if known > 1 || text.len() > 6 {
            return None;
        }
        let next = self.words.text(i + 1);
        let (form, to): (Cow<'_, str>, usize) = if matches!(text, "W." | "D." | "B." | "N." | "S.") {
            (format!("{text}{next}").into(), i + 2)
        } else {
            (text.into(), i + 1)
        };
        let forms = self.lexicon.admin1.find(&form);
        if forms.is_empty() {
            return None;
        }
        // "IN", "OR": where all is capitals, only what ends a phrase is one.
        let ends = self.words.list.get(to).is_none_or(|w| w.shape == Shape::Punct);
        if self.words.stretch(i).casing == Casing::Capitals && !ends {
            return None;
        }
        let bound = i >= 2
            && self.words.text(i - 1) == ","
            && self.words.capital(i - 2)
            && self.words.list[i].sentence == self.words.list[i - 2].sentence;
        let tagged = i >= 1
            && matches!(self.words.list[i].gap, Gap::Hyphen)
            && matches!(self.words.text(i - 1), "D" | "R" | "I");
        let hits: Vec<NameHit> = forms
            .iter()
            .filter(|f| bound || tagged || (f.alone && known == 0))
            .filter_map(|f| self.atlas.admin1(f.iso2, f.admin1, f.name))
            .collect();
        (!hits.is_empty()).then_some(Mention { from: i, to, reading: Reading::Abbreviation, hits, country: None })
    }

    /// A name that no list holds, where the words around it call it a place.
    fn unknown(&self, i: usize) -> Option<Mention> {
        if self.words.stretch(i).casing != Casing::Running || !self.words.capital(i) || self.follows_capital(i) {
            return None;
        }
        let to = self.run_end(i);
        let single = to - i == 1;
        let common = |at| self.lexicon.place_words.common(self.words.lower(at)).is_some();
        if to - i > 3 || (i..to).all(common) || (single && self.words.text(i).chars().count() < 4) {
            return None;
        }
        let feature = self.lexicon.place_words.feature_after(|n| self.words.on_written(to, n)).map(|(_, f)| f);
        let after = matches!(feature, Some(f) if !matches!(f, Feature::Street | Feature::Border | Feature::Address))
            && self.words.list.get(to).is_some_and(|w| w.shape == Shape::Lower && w.gap == Gap::Space);
        let before = i.checked_sub(1).is_some_and(|b| self.feature_before(b));
        let cue = i.checked_sub(1).and_then(|b| self.lexicon.place_words.cue_before(|n| self.words.back(b, n)));
        let inside = matches!(cue, Some((_, Cue::In))) && self.words.list[i].gap == Gap::Space;
        (after || before || inside).then(|| Mention {
            from: i,
            to,
            reading: Reading::Unknown,
            hits: Vec::new(),
            country: None,
        })
    }

    /// "the village of", "Lake", "the towns of X and": what stands before word
    /// `b + 1`.
    fn feature_before(&self, b: usize) -> bool {
        let of = self.words.lower(b) == "of";
        let at = if of { b.checked_sub(1) } else { Some(b) };
        at.is_some_and(|at| {
            let feature = self.lexicon.place_words.feature_before(|n| self.words.back_written(at, n));
            matches!(feature, Some((_, f)) if of || matches!(f, Feature::Town | Feature::Water | Feature::Terrain))
        })
    }

    fn follows_capital(&self, i: usize) -> bool {
        i > 0 && self.words.joined(i) && self.words.capital(i - 1) && !self.words.list[i - 1].first
    }

    fn run_end(&self, i: usize) -> usize {
        let mut to = i + 1;
        while to < self.words.len() && self.words.joined(to) && self.words.capital(to) {
            to += 1;
        }
        to
    }
}

/// Which meaning of a form comes first where it has several.
fn rank(kind: FormKind) -> u8 {
    match kind {
        FormKind::Name => 0,
        FormKind::FormerName => 1,
        FormKind::Seat => 2,
        FormKind::Adjective => 3,
        FormKind::People => 4,
        FormKind::FormerAdjective => 5,
        FormKind::Capital => 6,
    }
}

/// One mention of two readings of the same words: the lexicon says what kind
/// of word it is, the gazetteer what else may bear the name.
fn merged(place: Mention, country: Mention) -> Mention {
    if country.reading != Reading::Name && !country.hits.is_empty() {
        return country;
    }
    let mut hits = country.hits;
    for hit in place.hits {
        if !hits.iter().any(|h| h.place == hit.place) {
            hits.push(hit);
        }
    }
    Mention { hits, reading: Reading::Name, ..country }
}
