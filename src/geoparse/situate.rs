//! The last step: each taken name's location is moved, widened or made a
//! border by what the words around it say.

use std::collections::BTreeMap;

use crate::gazetteer::FeatureClass;
use crate::lexicon::Lexicon;

use super::clues::Clues;
use super::find::Weighed;
use super::relations::{Relations, frontier, paired};
use super::spot::Mention;
use super::types::{Location, Relation, RelationKind, Role, ToponymKind};
use super::words::Words;

/// Situates all names; `weighed` stands in the order of `mentions`.
pub(super) fn situate(
    words: &Words<'_>,
    mentions: &[Mention],
    clues: &[Clues],
    weighed: &mut [Weighed],
    lexicon: &Lexicon,
) {
    let relations = Relations { words, lexicon };
    beside(&relations, mentions, clues, weighed);
    between(words, mentions, weighed);
    borders(words, mentions, weighed);
}

/// "near X", "20 km south of X", "X district".
fn beside(relations: &Relations<'_, '_>, mentions: &[Mention], clues: &[Clues], weighed: &mut [Weighed]) {
    for (n, mention) in mentions.iter().enumerate() {
        let Some(toponym) = weighed.get_mut(n).and_then(|w| w.toponym.as_mut()) else { continue };
        if toponym.kind != ToponymKind::Literal {
            continue;
        }
        let previous = n.checked_sub(1).and_then(|p| mentions.get(p)).map_or((0, 0), |m| (m.from, m.to));
        let earlier = |at: usize| (previous.0..previous.1).contains(&at);
        toponym.relation = relations.before(mention.from, &earlier);
        let Some(location) = toponym.location.as_mut() else { continue };
        if let Some(relation) = &mut toponym.relation {
            relation.anchors.extend(location.place);
        }
        let feature = clues.get(n).and_then(|c| c.feature);
        Relations::widen(feature, relations.words.lower(mention.to), location);
        if let Some(relation) = &toponym.relation {
            relations.apply(relation, location);
        }
    }
}

/// "between X and Y", "the road from X to Y".
fn between(words: &Words<'_>, mentions: &[Mention], weighed: &mut [Weighed]) {
    for n in 1..mentions.len() {
        let (Some(a), Some(b)) = (mentions.get(n - 1), mentions.get(n)) else { continue };
        let Some(road) = paired(words, (a.from, a.to), (b.from, b.to)) else { continue };
        let (Some(one), Some(two)) = (literal(weighed, n - 1), literal(weighed, n)) else { continue };
        let Some(middle) = Relations::middle(&one, &two, road) else { continue };
        let (words, kind) =
            if road { ("on the road between", RelationKind::Road) } else { ("between", RelationKind::Between) };
        let anchors = one.place.into_iter().chain(two.place).collect();
        let relation = Relation { words: words.to_owned(), kind, km: None, bearing: None, anchors };
        for k in [n - 1, n] {
            set(weighed, k, &middle, &relation);
        }
    }
}

/// "the X-Y border", "the border between X and Y", "X's border with Y", "the
/// X-ish border".
fn borders(words: &Words<'_>, mentions: &[Mention], weighed: &mut [Weighed]) {
    let nations: Vec<Option<Location>> = (0..mentions.len()).map(|n| nation(weighed, n)).collect();
    for (n, mention) in mentions.iter().enumerate() {
        let Some(own) = nations.get(n).and_then(Option::as_ref) else { continue };
        let Some(said) = border_words(words, mention) else { continue };
        let stretch = words.stretch(mention.from);
        let same = |k: usize| mentions.get(k).is_some_and(|m| m.from >= stretch.from && m.to <= stretch.to);
        let neighbour = |k: usize| nations.get(k).and_then(Option::as_ref).filter(|_| same(k));
        let before = n.checked_sub(1).and_then(neighbour).filter(|b| b.iso3 != own.iso3);
        let close = n.checked_sub(1).and_then(|p| mentions.get(p)).is_some_and(|p| mention.from - p.to <= 5);
        let partner = before.filter(|_| close).and_then(|b| frontier(b, own));
        let pair = partner.is_some();
        let line = partner.or_else(|| {
            let near = |k: usize| if same(k) { 4 } else { 0 };
            likeliest(own, &tally(weighed, &near), weighed)
        });
        let Some(line) = line else { continue };
        let relation = frontier_relation(said, &line, &nations);
        set(weighed, n, &line, &relation);
        if pair && n > 0 && joined(words, mentions, n) {
            set(weighed, n - 1, &line, &relation);
        }
    }
}

/// The relation to a border, told by the countries on both sides.
fn frontier_relation(said: &str, line: &Location, nations: &[Option<Location>]) -> Relation {
    let side = |iso3: &String| nations.iter().flatten().find(|l| l.iso3.as_ref() == Some(iso3)).and_then(|l| l.place);
    let anchors = line.countries_iso3.iter().filter_map(side).collect();
    Relation { words: said.to_owned(), kind: RelationKind::Border, km: None, bearing: None, anchors }
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

/// The words that make a border of the country `mention`, which is the later
/// or the only one of the countries named.
fn border_words(words: &Words<'_>, mention: &Mention) -> Option<&'static str> {
    let mut after = mention.to;
    if words.clitic(after) {
        after += 1;
    }
    let is_border = |at: usize| matches!(words.lower(at), "border" | "frontier" | "borders");
    let same = |at: usize| at < words.stretch(mention.from).to;
    let direction =
        matches!(words.lower(after), "northern" | "southern" | "eastern" | "western" | "shared" | "common" | "state");
    let after_border =
        if is_border(after) { Some(after) } else { (direction && is_border(after + 1)).then_some(after + 1) };
    if let Some(at) = after_border.filter(|at| same(*at)) {
        // "Turkey's border with Syria" waits for Syria.
        return (words.lower(at + 1) != "with").then_some("border");
    }
    let back = |n: usize| mention.from.checked_sub(n).map_or("", |at| words.lower(at));
    let start = if back(1) == "the" { 2 } else { 1 };
    if matches!(back(start), "with" | "of") && is_border_word(back(start + 1)) {
        return Some("border with");
    }
    // "between X and Y": told from Y.
    let between = (start + 1..start + 6).find(|n| matches!(back(*n), "between" | "of"));
    let told = between.is_some_and(|n| is_border_word(back(n + 1)) || is_border_word(back(n + 2)));
    (matches!(back(start), "and" | "&") && told).then_some("border between")
}

fn is_border_word(word: &str) -> bool {
    matches!(word, "border" | "frontier" | "borders")
}

/// Whether the two countries stand together: "X-Y", "X and Y".
fn joined(words: &Words<'_>, mentions: &[Mention], n: usize) -> bool {
    let (Some(a), Some(b)) = (mentions.get(n - 1), mentions.get(n)) else { return false };
    let plain = |at: usize| matches!(words.lower(at), "and" | "the" | "-" | "–" | "—" | "/" | "&");
    (a.to..b.from).all(plain)
}

fn literal(weighed: &[Weighed], n: usize) -> Option<Location> {
    let toponym = weighed.get(n)?.toponym.as_ref()?;
    (toponym.kind == ToponymKind::Literal).then(|| toponym.location.clone()).flatten()
}

/// The country of a name or adjective.
fn nation(weighed: &[Weighed], n: usize) -> Option<Location> {
    let location = weighed.get(n)?.toponym.as_ref()?.location.as_ref()?;
    (location.class == FeatureClass::Country && location.iso3.is_some()).then(|| location.clone())
}

/// Gives a name that location; an adjective then names ground too.
fn set(weighed: &mut [Weighed], n: usize, location: &Location, relation: &Relation) {
    let Some(toponym) = weighed.get_mut(n).and_then(|w| w.toponym.as_mut()) else { return };
    toponym.location = Some(location.clone());
    toponym.kind = ToponymKind::Literal;
    if toponym.role == Role::Actor {
        toponym.role = Role::Other;
    }
    toponym.relation = Some(relation.clone());
}
