//! Where two places meet: "the X-Y border", "the border between X and Y", "X's
//! border with Y", "5 km from the X-ish border".

use std::collections::BTreeMap;

use crate::gazetteer::{FeatureClass, Gazetteer, PlaceId, border};
use crate::lexicon::line_words::LineWord;

use super::super::find::Weighed;
use super::super::locate::locate;
use super::super::spot::Mention;
use super::super::types::{CoordBasis, Location, Relation, RelationKind};
use super::{Relations, ground, literal, set};

/// How many words may stand between the two countries of a border.
const CLOSE: usize = 5;

/// The words that make a border of a name.
struct Said {
    words: String,
    /// Where they, or the first name that they take, begin.
    first: usize,
    /// Whether they join the name with the one before it.
    pair: bool,
}

/// Makes borders of the names that are told as such.
pub(in super::super) fn borders(
    relations: &Relations<'_, '_>,
    mentions: &[Mention],
    weighed: &mut [Weighed],
    gaz: &Gazetteer,
) {
    let nations: Vec<Option<Location>> = (0..mentions.len()).map(|n| nation(weighed, n)).collect();
    for (n, mention) in mentions.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|p| mentions.get(p));
        let Some(said) = relations.border_words(before, mention) else { continue };
        let Some(line) = meeting(relations, mentions, weighed, &nations, n, &said) else { continue };
        let relation = relations.at_border(&said, &line, gaz);
        set(weighed, n, &line.location, &relation);
        if line.joined && n > 0 {
            set(weighed, n - 1, &line.location, &relation);
        }
    }
}

/// A border found.
struct Line {
    location: Location,
    anchors: Vec<PlaceId>,
    /// Whether the name before is the other side, and stands with it.
    joined: bool,
}

/// The line that name `n` stands for.
fn meeting(
    relations: &Relations<'_, '_>,
    mentions: &[Mention],
    weighed: &[Weighed],
    nations: &[Option<Location>],
    n: usize,
    said: &Said,
) -> Option<Line> {
    let mention = mentions.get(n)?;
    let previous = n.checked_sub(1);
    let stands_with = previous.and_then(|p| mentions.get(p)).is_some_and(|p| relations.stand_together(p, mention));
    let Some(own) = nations.get(n).and_then(Option::as_ref) else {
        // Two provinces, districts or towns; never a guess with one of them.
        let (one, two) = (literal(weighed, previous?)?, literal(weighed, n)?);
        let country = [&one, &two].iter().any(|l| l.class == FeatureClass::Country);
        let location = ground::meeting(&one, &two).filter(|_| said.pair && !country)?;
        let anchors = one.place.into_iter().chain(two.place).collect();
        return Some(Line { location, anchors, joined: true });
    };
    let stretch = relations.words.stretch(mention.from);
    let same = |k: usize| mentions.get(k).is_some_and(|m| m.from >= stretch.from && m.to <= stretch.to);
    let neighbour = |k: usize| nations.get(k).and_then(Option::as_ref).filter(|_| same(k));
    let before = previous.and_then(neighbour).filter(|b| b.iso3 != own.iso3);
    let close = previous.and_then(|p| mentions.get(p)).is_some_and(|p| mention.from - p.to <= CLOSE);
    let partner = before.filter(|_| close).and_then(|b| frontier(b, own));
    let joined = partner.is_some() && stands_with;
    let near = |k: usize| if same(k) { 4 } else { 0 };
    let location = partner.or_else(|| likeliest(own, &tally(weighed, &near), weighed))?;
    Some(Line { location, anchors: Vec::new(), joined })
}

impl Relations<'_, '_> {
    /// The words that make a border of `mention`, which is the later or the
    /// only one of the places named.
    fn border_words(&self, before: Option<&Mention>, mention: &Mention) -> Option<Said> {
        let stretch = self.words.stretch(mention.from);
        let line = &self.lexicon.line_words;
        let begin = if self.words.clitic(mention.to) { mention.to + 1 } else { mention.to };
        // "the X and Y provinces border", "X-Y provincial border".
        let begin = self.over_sides(begin);
        let tied = before.filter(|b| b.from >= stretch.from && self.stand_together(b, mention));
        if let Some(len) = line.on(LineWord::Border, |n| self.words.on(begin, n)) {
            // "Turkey's border with Syria" waits for Syria.
            let waits = matches!(self.words.on(begin, len), Some("with" | "between"));
            let first = tied.map_or(mention.from, |b| b.from);
            let words = self.text(begin, begin + len);
            return (!waits).then_some(Said { words, first, pair: tied.is_some() });
        }
        if let Some(before) = before.filter(|b| b.from >= stretch.from)
            && let Some((opening, _)) = self.opening(before, mention)
            && let Some(first) = self.border_back(opening)
        {
            return Some(Said { words: self.text(first, before.from), first, pair: true });
        }
        let at = self.before_name(mention.from, stretch.from, &|_| false)?;
        let len = line.back(LineWord::Link, |n| self.words.back(at, n))?;
        let first = self.border_back(at + 1 - len)?;
        Some(Said { words: self.text(first, at + 1), first, pair: false })
    }

    /// Where a word for a border begins that ends right before word `left`, an
    /// article passed over.
    fn border_back(&self, left: usize) -> Option<usize> {
        self.line_back(LineWord::Border, left)
    }

    /// Whether two names stand together: "X-Y", "X and Y".
    fn stand_together(&self, a: &Mention, b: &Mention) -> bool {
        let plain = |at: usize| matches!(self.words.lower(at), "and" | "the" | "-" | "–" | "—" | "/" | "&");
        self.tied(a, b) || (a.to < b.from && (a.to..b.from).all(plain))
    }

    /// The relation to a border: its own words, and those that place something
    /// beside it.
    fn at_border(&self, said: &Said, line: &Line, gaz: &Gazetteer) -> Relation {
        let mut first = said.first;
        while let Some(side) = self.line_back(LineWord::Side, first) {
            first = side;
        }
        let beside = self.before(first, &|_| false).filter(|t| t.relation.kind != RelationKind::Part);
        let words = match &beside {
            Some(told) => format!("{} the {}", told.relation.words, said.words),
            None => said.words.clone(),
        };
        let country = |iso3: &String| gaz.country_by_iso3(iso3).map(|c| c.place);
        let anchors = if line.anchors.is_empty() {
            line.location.countries_iso3.iter().filter_map(country).collect()
        } else {
            line.anchors.clone()
        };
        let (km, bearing) = beside.map_or((None, None), |told| (told.relation.km, told.relation.bearing));
        Relation { words, kind: RelationKind::Border, km, bearing, anchors }
    }
}

/// How often each country's places are named, with one of the names; `more`
/// counts some names higher.
fn tally(weighed: &[Weighed], more: &dyn Fn(usize) -> u32) -> BTreeMap<String, (u32, usize)> {
    let mut counts: BTreeMap<String, (u32, usize)> = BTreeMap::new();
    for (n, w) in weighed.iter().enumerate() {
        let country = w.toponym.as_ref().and_then(|t| t.location.as_ref()).and_then(|l| l.iso3.clone());
        if let Some(iso3) = country {
            counts.entry(iso3).or_insert((0, n)).0 += 1 + more(n);
        }
    }
    counts
}

/// The border of a country with the neighbour that the report names most.
fn likeliest(own: &Location, counts: &BTreeMap<String, (u32, usize)>, weighed: &[Weighed]) -> Option<Location> {
    let mut others: Vec<(&String, &(u32, usize))> =
        counts.iter().filter(|(iso3, _)| own.iso3.as_ref() != Some(*iso3)).collect();
    others.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
    others.into_iter().find_map(|(_, (_, n))| {
        let other = weighed.get(*n)?.toponym.as_ref()?.location.as_ref()?;
        frontier(own, other)
    })
}

/// The country of a name or adjective.
fn nation(weighed: &[Weighed], n: usize) -> Option<Location> {
    let location = weighed.get(n)?.toponym.as_ref()?.location.as_ref()?;
    (location.class == FeatureClass::Country && location.iso3.is_some()).then(|| location.clone())
}

/// The border between two countries, by their alpha-3 codes, and the countries
/// as places; `None` where they do not meet.
pub fn border_between(gaz: &Gazetteer, one: &str, two: &str) -> Option<(Location, Vec<PlaceId>)> {
    let anchors: Vec<PlaceId> = [one, two].iter().filter_map(|c| Some(gaz.country_by_iso3(c)?.place)).collect();
    let [a, b] = anchors[..] else { return None };
    Some((frontier(&locate(gaz, a, None), &locate(gaz, b, None))?, anchors))
}

/// The border between two countries as a location; `None` where they do not
/// meet.
pub(in super::super) fn frontier(a: &Location, b: &Location) -> Option<Location> {
    let (one, two) = (a.iso3.as_deref()?, b.iso3.as_deref()?);
    let line = border(one, two)?;
    let (first, second) = if a.country <= b.country { (a, b) } else { (b, a) };
    let name = |l: &Location| l.country.clone().unwrap_or_else(|| l.name.clone());
    Some(Location {
        place: None,
        geonameid: None,
        name: format!("{}-{} border", name(first), name(second)),
        alt: None,
        lat: line.lat,
        lon: line.lon,
        class: FeatureClass::Border,
        feature_code: "BDRY".to_owned(),
        iso3: None,
        countries_iso3: vec![one.min(two).to_owned(), one.max(two).to_owned()],
        country: None,
        admin1: None,
        admin2: None,
        disputed: None,
        basis: CoordBasis::Line,
        uncertainty_km: line.half_km,
        acled_geo_precision: 3,
        ucdp_where_prec: 5,
    })
}
