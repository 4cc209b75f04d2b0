//! Which place of a sentence belongs to a trigger.

use super::entity::Reader;
use super::roles::Roles;
use super::sentence::Sent;
use super::trigger::Trigger;
use crate::document::Document;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Role, ToponymKind};
use crate::grammar::Upos;
use crate::text::Span;

/// The place name that says where the trigger's event took place: an index
/// into the reader's toponyms.
pub(super) fn place_of(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    doc: &Document,
    t: &Trigger,
    roles: &Roles,
) -> Option<usize> {
    // The clause goes on past the trigger's own verb, and past the one that says
    // that it took place.
    let own =
        roles.verb.as_ref().map(|v| v.at).filter(|v| (t.start..t.end).contains(v) || *v >= t.end && *v <= t.end + 4);
    let clause = sent.span_of(sent.clause_start(t.start), sent.clause_end(own.unwrap_or(t.start).max(t.start)));
    let trigger = sent.span_of(t.start, t.end);
    let mut best: Option<(i32, usize)> = None;
    let (first, last) = reader.range(sent.span);
    for (i, place) in reader.toponyms.iter().enumerate().take(last).skip(first) {
        if place.kind != ToponymKind::Literal || place.role == Role::Dateline || !sent.span.contains(place.span) {
            continue;
        }
        // "CORDOBA, Argentina, April 23": the dateline's country.
        let dateline = i
            .checked_sub(1)
            .and_then(|b| reader.toponyms.get(b))
            .is_some_and(|b| b.role == Role::Dateline && place.span.start.saturating_sub(b.span.end) <= 3);
        if dateline {
            continue;
        }
        let class = place.location.as_ref().map(|l| l.class);
        let score = place_score(sent, reader, doc, place.span, clause, trigger, roles)
            + fineness(class)
            + antecedent(sent, place.span, t.start)
            + attachment(sent, place.span, t, roles, clause)
            + if reader.strange.contains(&i) { STRANGE } else { 0 };
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, i));
        }
    }
    let named = best.filter(|(s, _)| *s > 0).map(|(_, i)| innermost(sent, reader, i));
    named.or_else(|| border(sent, reader, t)).or_else(|| meant(sent, reader, t))
}

/// "in Jaranwala, in Pakistan's Punjab": of places named one within the other
/// the first says where.
fn innermost(sent: &Sent<'_>, reader: &Reader<'_>, chosen: usize) -> usize {
    let rank = |i: usize| {
        reader.toponyms[i].location.as_ref().map_or(0, |l| match l.class {
            FeatureClass::Town | FeatureClass::Spot => 5,
            FeatureClass::Admin2 | FeatureClass::Road | FeatureClass::Terrain => 4,
            FeatureClass::Border | FeatureClass::Region | FeatureClass::Admin1 => 3,
            FeatureClass::Water => 2,
            FeatureClass::Country => 1,
        })
    };
    let word = |i: usize| sent.words.iter().position(|w| w.span.overlaps(reader.toponyms[i].span));
    let mut at = chosen;
    while let Some(before) = at.checked_sub(1) {
        let t = &reader.toponyms[before];
        let (Some(from), Some(to)) = (word(before), word(at)) else { break };
        let literal = t.kind == ToponymKind::Literal && t.role != Role::Dateline && sent.span.contains(t.span);
        let links = |i: usize| {
            matches!(sent.pos(i), Some(Upos::Adp | Upos::Det | Upos::Adj | Upos::Part))
                || sent.lower(i) == ","
                || is_settled(&sent.words[i].noun)
        };
        let comma = (from..to).any(|i| sent.lower(i) == ",");
        let end = sent.words.iter().rposition(|w| w.span.overlaps(t.span)).unwrap_or(from) + 1;
        let linked = comma && to - end <= 7 && (end..to).all(links);
        // The adjective of a country in between, or "Syria's", is none of the chain.
        let whose = sent.words.get(end).is_some_and(|w| is_genitive(&w.lower));
        if (t.kind == ToponymKind::Demonym || whose || t.kind == ToponymKind::Metonym) && (linked || end + 4 > to) {
            at = before;
            continue;
        }
        if !(literal && linked && rank(before) > rank(chosen)) || reader.strange.contains(&before) {
            break;
        }
        return before;
    }
    chosen
}

/// "in the region", "outside the town": the place of that kind named last.
fn meant(sent: &Sent<'_>, reader: &Reader<'_>, t: &Trigger) -> Option<usize> {
    let (from, to) = (sent.clause_start(t.start), sent.clause_end(t.start));
    let (group, kinds) = sent.phrases(from, to).find_map(|(prep, g)| {
        let group = &sent.groups[g];
        let definite = matches!(sent.lower(group.start), "the" | "this" | "that") && group.end - group.start <= 2;
        let kinds = settled_kind(&sent.words[group.head].noun)?;
        (definite && LOCATIVE[..15].contains(&prep) && sent.lower(group.end) != "of").then_some((g, kinds))
    })?;
    let at = sent.words[sent.groups[group].head].span.start;
    let fits = |t: &crate::geoparse::Toponym| {
        let told = t.role != Role::Dateline && t.kind != ToponymKind::Organisation;
        let named = t.named.as_deref().or(t.location.as_ref());
        told && named.is_some_and(|l| kinds.contains(&l.class))
    };
    // Not from further back than a reader would look.
    let end = reader.toponyms.partition_point(|t| t.span.end <= at);
    (end.saturating_sub(REACH)..end).rev().find(|i| fits(&reader.toponyms[*i]))
}

/// Place names back to which a "the region" may point.
const REACH: usize = 200;

/// What sort of place a noun with "the" stands for.
fn settled_kind(noun: &str) -> Option<&'static [FeatureClass]> {
    Some(match noun {
        "city" | "town" | "village" | "settlement" | "hamlet" => &[FeatureClass::Town],
        "region" | "enclave" | "territory" | "republic" | "exclave" => &[FeatureClass::Region, FeatureClass::Admin1],
        "province" | "state" | "governorate" | "oblast" | "department" => &[FeatureClass::Admin1],
        "district" | "county" | "municipality" => &[FeatureClass::Admin2, FeatureClass::Admin1],
        "peninsula" | "island" | "valley" | "desert" => &[FeatureClass::Terrain, FeatureClass::Region],
        _ => return None,
    })
}

/// A place in a country that nothing else in the report speaks of.
const STRANGE: i32 = -40;

/// What the parse says of where a place hangs.
fn attachment(sent: &Sent<'_>, place: Span, t: &Trigger, roles: &Roles, clause: Span) -> i32 {
    let Some(word) = sent.words.iter().position(|w| w.span.overlaps(place)) else { return 0 };
    match sent.belongs(word, t.end - 1, roles.verb.as_ref().map(|v| v.at)) {
        Some(2) => 6,
        // The parse errs one time in five: it decides only with the clause.
        Some(0) if !clause.contains(place) => -14,
        _ => 0,
    }
}

/// "a border clash": the border that the report names elsewhere.
fn border(sent: &Sent<'_>, reader: &Reader<'_>, t: &Trigger) -> Option<usize> {
    let group = sent.groups.get(sent.group_at(t.start)?)?;
    let said = (group.start..t.end).any(|i| matches!(sent.lower(i), "border" | "cross-border" | "frontier"));
    let is_border = |l: &crate::geoparse::Location| l.class == FeatureClass::Border;
    let at = |i: &usize| reader.toponyms[*i].location.as_ref().is_some_and(is_border);
    said.then(|| (0..reader.toponyms.len().min(REACH)).find(at)).flatten()
}

/// Prepositions that say where.
/// The first fifteen say where and nothing else.
const LOCATIVE: [&str; 27] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "across",
    "along",
    "within",
    "throughout",
    "into",
    "toward",
    "towards",
    "off",
    "between",
    "beyond",
    "through",
    "on",
    "over",
    "above",
    "north",
    "south",
    "east",
    "west",
    "against",
    "from",
    "of",
];

fn place_score(
    sent: &Sent<'_>,
    reader: &Reader<'_>,
    doc: &Document,
    place: Span,
    clause: Span,
    trigger: Span,
    roles: &Roles,
) -> i32 {
    let mut score = 10;
    let inside = clause.contains(place);
    if inside {
        score += 12;
    }
    let whose = sent.words.iter().find(|w| w.span.start >= place.end).is_some_and(|w| is_genitive(&w.lower));
    let aimed = !whose && roles.targets.iter().any(|e| e.span.contains(place));
    if aimed {
        score += 6;
    }
    let at = sent.words.iter().position(|w| w.span.overlaps(place)).unwrap_or(0);
    let group = sent.group_at(at);
    let prep = group.and_then(|g| sent.prep(g)).unwrap_or("");
    let of_trigger = group.is_some_and(|g| sent.group_span(g).overlaps(trigger));
    let follows = at > 1
        && sent.lower(at - 1) == ","
        && reader.over(sent.words[at - 2].span).iter().any(|t| t.span.overlaps(sent.words[at - 2].span));
    let up = group.and_then(|g| sent.groups[g].prep).and_then(|p| p.checked_sub(1));
    score += match prep {
        "of" | "against" => 0,
        // "a tourist from Canada": whence someone is.
        "from"
            if !of_trigger
                && up.and_then(|u| sent.group_at(u)).is_some_and(|g| reader.entity(sent, g).class.human()) =>
        {
            -40
        }
        "from" if !of_trigger && !aimed => -12,
        "from" => 0,
        p if LOCATIVE.contains(&p) => 6,
        _ if of_trigger || aimed || follows => 2,
        // A name that is subject or object names who, not where.
        _ => -40,
    };
    // "the resort city of Sochi", "the district of Lachin".
    if prep == "of" {
        // "in the main market of Sopore".
        let there = || {
            let above = up.and_then(|u| sent.group_at(u));
            above.and_then(|g| sent.prep(g)).is_some_and(|p| LOCATIVE[..15].contains(&p))
        };
        score += if up.is_some_and(|u| is_settled(&sent.words[u].noun)) || there() { 8 } else { 0 };
    }
    // "on the road to Bocaranga".
    if matches!(prep, "to" | "from") && up.is_some_and(|u| is_way(&sent.words[u].noun)) {
        score += 46;
    }
    // "both born in Spain": where somebody comes from or sits.
    let governor = group.and_then(|g| sent.groups[g].prep).and_then(|p| p.checked_sub(1)).map_or("", |i| sent.lower(i));
    if matches!(
        governor,
        "born" | "based" | "raised" | "educated" | "trained" | "headquartered" | "exiled" | "resident" | "registered"
    ) {
        score -= 40;
    }
    // "0900 Moscow time".
    if sent.lower(at + 1) == "time" {
        score -= 120;
    }
    // "the Black Sea resort city of ...": what the place is near, not is.
    let head = group.map_or(at, |g| sent.groups[g].head);
    if !of_trigger && head > at && is_settled(&sent.words[head].noun) && sent.lower(head + 1) == "of" {
        score -= 12;
    }
    // "Russia's responsibility": whose, not where.
    if !of_trigger && whose {
        score -= 20;
    }
    // "a U.S. military hospital": whose it is.
    let country = reader
        .over(place)
        .iter()
        .any(|t| t.span == place && t.location.as_ref().is_some_and(|l| l.class == FeatureClass::Country));
    // "a U.S. military hospital" may be two groups to the tagger.
    let next = sent.words.iter().position(|w| w.span.start >= place.end);
    let leads = next.is_some_and(|n| sent.pos(n) == Some(Upos::Adj) && sent.group_at(n).is_some());
    if !of_trigger && country && (leads || sent.words[head].span.start >= place.end) {
        score -= 40;
    }
    // "between Los Lobos and a rival gang": a group's name.
    if !of_trigger && group.is_some_and(|g| reader.entity(sent, g).alias.is_some()) {
        score -= 40;
    }
    // "the Karabakh army", "Kabul police": part of an actor's name.
    if let Some(g) = group
        && !of_trigger
        && sent.words[sent.groups[g].head].span.start >= place.end
    {
        let actor = reader.entity(sent, g);
        if actor.class.armed() || actor.class.human() {
            score -= 16;
        }
    }
    // Told of another event in a clause of its own.
    let other_clause = || sent.verbs.iter().any(|v| sent.clause_start(v.at) == sent.clause_start(at));
    if !inside && other_clause() {
        let aside = matches!(sent.lower(sent.clause_start(at).saturating_sub(1)), "who" | "which" | "whose" | "where");
        score -= if aside { 18 } else { 8 };
    }
    // "The ministry in Yerevan said ...", "..., medics in Gaza said": where the
    // speaker sits.
    let next = sent.verbs.iter().find(|v| v.start > at);
    let speaks = |v: &super::sentence::Verb| reader.lexicon.wording.reporting.contains_key(&*sent.words[v.at].verb);
    let ends = group.map_or(at + 1, |g| sent.chain_end(g));
    let within_subject = |v: &super::sentence::Verb| {
        sent.subjects(v)
            .iter()
            .any(|g| sent.groups[*g].end <= at && !sent.span_of(sent.groups[*g].start, at).overlaps(trigger))
    };
    // "a study published in Geneva said".
    let teller = sent.verbs.iter().find(|v| v.start > at && !v.bare);
    if next.is_some_and(|v| speaks(v) && (sent.words[v.at].span.end <= trigger.start || v.start == ends))
        || teller.is_some_and(|v| speaks(v) && v.start <= ends + 3 && within_subject(v))
    {
        score -= 40;
    }
    // "told reporters in Kabul": where the speaker was.
    let host = sent.verbs.iter().rev().find(|v| v.at < at);
    if host.is_some_and(|v| {
        reader.lexicon.wording.reporting.contains_key(&*sent.words[v.at].verb)
            && !trigger.contains(sent.words[v.at].span)
    }) && !clause.contains(place)
    {
        score -= 20;
    }
    let gap =
        if place.start > trigger.end { place.start - trigger.end } else { trigger.start.saturating_sub(place.end) };
    let words = doc
        .text
        .get(place.end.min(trigger.end)..place.start.max(trigger.start))
        .map_or(gap / 6, |s| s.split_whitespace().count());
    score - (words as i32).min(25) / 2
}

fn is_genitive(word: &str) -> bool {
    matches!(word, "'s" | "’s")
}

/// "in the region of X, where five people were killed": the place right before
/// the clause is its place.
fn antecedent(sent: &Sent<'_>, place: Span, trigger: usize) -> i32 {
    let joint = (0..trigger).rev().find(|&i| matches!(sent.lower(i), "where"));
    let Some(joint) = joint else { return 0 };
    let last = sent.words.iter().rposition(|w| w.span.overlaps(place));
    let near = last.is_some_and(|l| l < joint && joint - l <= 4);
    if near { 40 } else { 0 }
}

/// Nouns whose "of" names them: "the city of", "the outskirts of".
fn is_settled(noun: &str) -> bool {
    const NOUNS: [&str; 39] = [
        "quarter",
        "township",
        "regency",
        "parish",
        "commune",
        "canton",
        "prefecture",
        "oblast",
        "raion",
        "subdistrict",
        "barrio",
        "part",
        "edge",
        "city",
        "town",
        "village",
        "district",
        "province",
        "region",
        "resort",
        "port",
        "capital",
        "suburb",
        "island",
        "area",
        "outskirts",
        "outskirt",
        "neighborhood",
        "neighbourhood",
        "county",
        "state",
        "municipality",
        "camp",
        "department",
        "governorate",
        "settlement",
        "centre",
        "center",
        "hamlet",
    ];
    NOUNS.contains(&noun)
}

/// What leads to a place lies near it.
fn is_way(noun: &str) -> bool {
    matches!(noun, "road" | "highway" | "motorway" | "track" | "route" | "path" | "approach" | "railway" | "line")
}

/// A town says more than a country.
fn fineness(class: Option<FeatureClass>) -> i32 {
    match class {
        Some(FeatureClass::Town | FeatureClass::Spot | FeatureClass::Admin2 | FeatureClass::Road) => 6,
        Some(FeatureClass::Admin1 | FeatureClass::Region | FeatureClass::Border | FeatureClass::Terrain) => 4,
        Some(FeatureClass::Country) => -3,
        Some(FeatureClass::Water) => 0,
        None => 3,
    }
}
