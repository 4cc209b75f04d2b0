//! The steps from a document to its place names.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::document::{Block, BlockKind, Document};
use crate::gazetteer::{Gazetteer, PlaceId};
use crate::lexicon::Lexicon;
use crate::lexicon::place_weights::Clue;
use crate::lexicon::place_words::Feature;
use crate::text::Span;

use super::atlas::Atlas;
use super::candidates::{self, Cand};
use super::clues::{Clues, Reader};
use super::far;
use super::home::home;
use super::kinds::Kinds;
use super::level;
use super::links::{Link, links};
use super::locate::locate;
use super::persons::Persons;
use super::resolve::{self, Group};
use super::situate::situate;
use super::spot::{self, Mention};
use super::types::{Candidate, Location, Role, Toponym, ToponymKind};
use super::words::Words;

/// From which likelihood on a name is taken for a place.
const TAKEN: f32 = 0.5;

/// A possible place name with what speaks for and against it: what `explain`
/// prints, and what the weights are learnt from.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The words of the name.
    pub span: Span,
    /// The clues that are there, with their values.
    pub clues: Vec<(&'static str, f32)>,
    /// How likely it is a place, 0-1.
    pub score: f32,
    /// The place name, where it was taken for one.
    pub toponym: Option<Toponym>,
}

/// The place names of a document, in text order and not overlapping, each with
/// its kind, its place where one could be chosen, and the candidates.
///
/// ```
/// use dateline::{document, gazetteer::Gazetteer, geoparse, lexicon::Lexicon};
/// let (lexicon, gazetteer) = (Lexicon::english()?, Gazetteer::embedded()?);
/// let text = "Shelling was reported near Goris in southern Armenia.".to_owned();
/// let document = document::read(document::Report { text, ..Default::default() }, &lexicon);
/// let names: Vec<String> = geoparse::find(&document, &gazetteer, &lexicon).into_iter().map(|t| t.name).collect();
/// assert_eq!(names, ["Goris", "Armenia"]);
/// # Ok::<(), dateline::error::Error>(())
/// ```
pub fn find(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Toponym> {
    let weighed = weigh_all(document, gazetteer, lexicon, &|_| Vec::new());
    let mut found: Vec<Toponym> = weighed.into_iter().filter_map(|w| w.toponym).collect();
    far::forget(&mut found, gazetteer);
    found
}

/// All possible place names of a document with what was thought of them.
pub fn weigh(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Weighed> {
    weigh_all(document, gazetteer, lexicon, &Clues::named)
}

/// The clues of a name as they are told to others.
type Told<'a> = &'a dyn Fn(&Clues) -> Vec<(&'static str, f32)>;

fn weigh_all(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon, told: Told<'_>) -> Vec<Weighed> {
    let words = Words::new(document);
    let mut resolved = Resolved::of(&words, gazetteer, lexicon);
    resolved.settle();
    let Resolved { mentions, clues, groups, group_of, .. } = &resolved;
    let kinds = Kinds { words: &words, lexicon };
    let taker = Taker { words: &words, gazetteer, lexicon, kinds, told, located: RefCell::default() };
    let mut weighed: Vec<Weighed> = mentions
        .iter()
        .zip(clues)
        .zip(group_of)
        .map(|((mention, clues), group)| taker.take(mention, clues, groups.get(*group)))
        .collect();
    situate(&words, mentions, clues, &mut weighed, (gazetteer, lexicon));
    weighed
}

/// The places that one name of a document may mean, with what speaks for each:
/// what the weights of `sense_weights.tsv` are learnt from.
#[derive(Debug, Clone)]
pub struct Senses {
    /// Where the name stands.
    pub spans: Vec<Span>,
    /// The places, the best first.
    pub choices: Vec<Choice>,
}

/// A place that a name may mean.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Latitude and longitude, degrees.
    pub at: (f64, f64),
    /// Worth besides the signs.
    pub order: f32,
    /// Values of the signs, by [`crate::lexicon::sense_weights::Sign`].
    pub signs: Vec<f32>,
}

/// The senses of all names of a document that more than one place bears.
pub fn senses(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Senses> {
    let words = Words::new(document);
    let Resolved { mentions, groups, .. } = Resolved::of(&words, gazetteer, lexicon);
    let choice = |c: &Cand<'_>| Choice { at: (c.place.lat, c.place.lon), order: c.order, signs: c.signs.to_vec() };
    let several = groups.iter().filter(|g| g.cands.len() > 1);
    several
        .map(|group| Senses {
            spans: group.mentions.iter().filter_map(|n| mentions.get(*n)).map(|m| words.span(m.from, m.to)).collect(),
            choices: group.cands.iter().map(choice).collect(),
        })
        .collect()
}

/// The possible names of a document, grouped and resolved.
struct Resolved<'g> {
    mentions: Vec<Mention>,
    clues: Vec<Clues>,
    groups: Vec<Group<'g>>,
    group_of: Vec<usize>,
    links: Vec<Link>,
}

impl<'g> Resolved<'g> {
    fn of(words: &Words<'_>, gazetteer: &'g Gazetteer, lexicon: &'g Lexicon) -> Self {
        let document = words.doc;
        let atlas = Atlas::new(gazetteer, lexicon);
        let mentions = spot::mentions(words, gazetteer, lexicon);
        let persons = Persons::find(words, &mentions, lexicon);
        let cands: Vec<Vec<Cand<'_>>> = candidates::all(&mentions, words, atlas);
        let reader = Reader { words, mentions: &mentions, persons: &persons, lexicon };
        let clues: Vec<Clues> = cands.iter().enumerate().map(|(n, c)| reader.read(n, c)).collect();
        let likely: Vec<f32> = clues.iter().map(|c| likelihood(c.score(&lexicon.place_weights))).collect();
        let keys: Vec<String> = mentions.iter().map(|m| key(words, m)).collect();
        let (mut groups, group_of) = resolve::group(&keys, &mentions, &cands, &clues, &likely);
        let links = links(words, &mentions, lexicon);
        let home = home(document, words, atlas);
        resolve::resolve(&mut groups, &group_of, (&links, &reader.lists()), &home, (words, &mentions, atlas));
        Self { mentions, clues, groups, group_of, links }
    }

    /// Gives up what the text's own words rule out, and tells the clues.
    fn settle(&mut self) {
        let Self { clues, groups, group_of, links, .. } = self;
        resolve::forsake(groups, group_of, links);
        resolve::tell(groups, clues);
        resolve::tell_links(groups, group_of, links, clues);
    }
}

/// What makes two mentions one name.
fn key(words: &Words<'_>, mention: &Mention) -> String {
    let mut key = String::new();
    for at in mention.from..mention.to {
        key.push_str(words.lower(at));
        key.push(' ');
    }
    key
}

fn likelihood(score: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-score))
}

struct Taker<'a, 'd, 'g> {
    words: &'a Words<'d>,
    gazetteer: &'g Gazetteer,
    lexicon: &'a Lexicon,
    kinds: Kinds<'a, 'd>,
    told: Told<'a>,
    /// Places of the document that are located already.
    located: RefCell<BTreeMap<PlaceId, Location>>,
}

impl Taker<'_, '_, '_> {
    fn take(&self, mention: &Mention, clues: &Clues, group: Option<&Group<'_>>) -> Weighed {
        let span = self.words.span(mention.from, mention.to);
        let score = likelihood(clues.score(&self.lexicon.place_weights));
        let taken = score >= TAKEN || clues.has(Clue::Dateline);
        let toponym = taken.then(|| self.toponym(mention, clues, group, span, score));
        Weighed { span, clues: (self.told)(clues), score, toponym }
    }

    /// A headline leaves out what the text then calls the place.
    fn headline_feature(&self, group: &Group<'_>, span: Span) -> Option<Feature> {
        let holds = |b: &&Block| b.span.start <= span.start && span.end <= b.span.end;
        let block = self.words.doc.blocks.iter().find(holds)?;
        group.feature.filter(|_| block.kind == BlockKind::Headline)
    }

    fn toponym(&self, mention: &Mention, clues: &Clues, group: Option<&Group<'_>>, span: Span, score: f32) -> Toponym {
        let best = group.and_then(|g| level::chosen(g, clues.feature.or_else(|| self.headline_feature(g, span))));
        let kind = self.kinds.of(mention, clues, best.map(|b| &b.place));
        let published = self.words.doc.published.date;
        let location = best.map(|b| {
            let mut known = self.located.borrow_mut();
            known.entry(b.place.id).or_insert_with(|| locate(self.gazetteer, b.place.id, published)).clone()
        });
        // The chosen one stands first.
        let others = group.map_or(&[][..], |g| g.cands.as_slice()).iter();
        let others = others.filter(|c| best.is_none_or(|b| b.place.id != c.place.id));
        let role = match kind {
            _ if clues.has(Clue::Dateline) => Role::Dateline,
            ToponymKind::Metonym | ToponymKind::Demonym => Role::Actor,
            ToponymKind::Literal | ToponymKind::Organisation => Role::Other,
        };
        Toponym {
            span,
            name: self.words.doc.words(span).to_owned(),
            kind,
            role,
            relation: None,
            named: None,
            location,
            candidates: best.into_iter().chain(others).take(6).map(candidate).collect(),
            score,
        }
    }
}

fn candidate(cand: &Cand<'_>) -> Candidate {
    let reason =
        if cand.reasons.is_empty() { "the most prominent of that name".to_owned() } else { cand.reasons.join(", ") };
    Candidate { place: cand.place.id, score: cand.score, reason }
}
