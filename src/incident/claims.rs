//! The claims ledger of an incident: who says which figure about which side.

use std::sync::Arc;

use super::assemble::same_count;
use super::build::Sources;
use super::types::{Evidence, IncidentClaim};
use crate::coding::{Act, Actor, Casualty, CasualtyKind, EventMention, EventType, Inter, Scope, Side, Speaker};
use crate::document::Document;
use crate::grammar::{Upos, lemma};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// A stretch of a document as evidence.
pub(super) fn evidence(doc: &Document, span: Span) -> Arc<Evidence> {
    Arc::new(Evidence {
        report: doc.report.id.as_str().into(),
        span: doc.source(span),
        quote: doc.words(span).split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// All claims of a cluster in order: figures, then who asserts the act.
pub(super) fn claims_of(s: &Sources<'_>, all: &[&EventMention]) -> Vec<IncidentClaim> {
    let mut claims: Vec<IncidentClaim> = Vec::new();
    for m in all {
        for c in &m.casualties {
            let claim = figure(s, m, c);
            let told = claims.iter_mut().find(|o| {
                o.kind == claim.kind
                    && same_count(&o.count, &claim.count)
                    && o.who_matches(&claim)
                    && (o.speaker == claim.speaker || o.speaker.is_none() || claim.speaker.is_none())
            });
            match told {
                // The same toll told twice; the one with a speaker says more.
                Some(o) if o.speaker.is_none() && claim.speaker.is_some() => *o = claim,
                Some(_) => {}
                None => claims.push(claim),
            }
        }
    }
    correct(&mut claims, s.lexicon);
    for m in all.iter().filter(|m| m.speaker.is_some() || m.act == Act::Denies) {
        let what = act_name(m);
        if claims.iter().any(|c| c.kind.is_none() && c.speaker.as_deref() == m.speaker.as_ref() && *c.what == *what) {
            continue;
        }
        claims.push(IncidentClaim {
            speaker: m.speaker.clone().map(Arc::new),
            speaker_side: None,
            act: m.act,
            what: what.into(),
            kind: None,
            about: Side::All,
            count: crate::coding::Quantity::default(),
            unit: "persons",
            scope: Scope::Incident,
            superseded: false,
            who: m.initiator.as_ref().map_or_else(|| "".into(), |a| a.as_reported.as_str().into()),
            who_code: m.initiator.as_ref().and_then(|a| a.iso3.clone()),
            who_inter: None,
            toward: None,
            part: 0,
            evidence: evidence(s.doc, m.evidence),
        });
    }
    claims
}

fn figure(s: &Sources<'_>, m: &EventMention, c: &Casualty) -> IncidentClaim {
    // "killing three": those acted upon, whoever they are; in a fight, of either side.
    let either = m.family == "fight";
    let counted_self = m.initiator.is_none() && m.target.as_ref().is_some_and(|t| t.as_reported == c.who);
    let toward = if c.who_code.is_none() && is_number(&c.who) && !counted_self && !either {
        m.target.clone().or_else(|| m.initiator.clone().map(opposite))
    } else {
        None
    };
    IncidentClaim {
        speaker: c.claimed_by.clone().map(Arc::new),
        speaker_side: None,
        act: if m.act == Act::Confirms { Act::Confirms } else { Act::Claims },
        what: kind_name(c.kind).into(),
        kind: Some(c.kind),
        about: c.side,
        count: c.count,
        unit: c.unit,
        scope: c.scope,
        superseded: c.superseded,
        who: c.who.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        who_code: c.who_code.clone(),
        who_inter: c.who_inter,
        toward: toward.map(Arc::new),
        part: 0,
        evidence: evidence(s.doc, s.doc.sentences.get(m.sentence).map_or(c.span, |x| x.span)),
    }
}

/// Marks an actor as the one whose opponents are meant.
fn opposite(mut actor: Actor) -> Actor {
    actor.as_reported = format!("!{}", actor.as_reported);
    actor
}

/// Whether words for those counted are a number and no more: "12 people".
pub(super) fn is_number(who: &str) -> bool {
    let words: Vec<String> = who.split_whitespace().map(str::to_lowercase).collect();
    const BARE: [&str; 10] = ["people", "others", "persons", "another", "more", "other", "least", "at", "both", "dead"];
    words.iter().all(|w| BARE.contains(&&**w) || w.bytes().any(|b| b.is_ascii_digit()) || crate::coding::is_numeral(w))
}

impl IncidentClaim {
    fn who_matches(&self, other: &Self) -> bool {
        self.who_code == other.who_code || self.who_code.is_none() || other.who_code.is_none()
    }
}

/// A later figure of the same speaker for the same people, told as a
/// correction, stands in place of the earlier.
fn correct(claims: &mut [IncidentClaim], lexicon: &Lexicon) {
    const LATER: [&str; 16] = [
        "later",
        "revised",
        "corrected",
        "rose",
        "risen",
        "raised",
        "climbed",
        "lowered",
        "updated",
        "now",
        "increased",
        "downward",
        "initially",
        "earlier",
        "correction",
        "reduced",
    ];
    // "had spoken of 39 dead": what was said before what has been told.
    let told_before = |words: &[String]| {
        words.windows(2).any(|w| {
            w[0] == "at" && w[1] == "first"
                || w[0] == "had" && lexicon.wording.reporting.contains_key(&*lemma(&w[1], Upos::Verb))
        })
    };
    for i in 0..claims.len() {
        for k in i + 1..claims.len() {
            let (first, second) = claims.split_at_mut(k);
            let (a, b) = (&mut first[i], &mut second[0]);
            let same = a.kind.is_some()
                && a.kind == b.kind
                && a.speaker == b.speaker
                && a.who_matches(b)
                && a.count.min != b.count.min;
            if !same || a.count.min.is_none() || b.count.min.is_none() {
                continue;
            }
            let words: Vec<String> = b
                .evidence
                .quote
                .split_whitespace()
                .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
                .collect();
            // "Twelve died later in hospital" corrects nothing.
            let corrects = |i: usize| {
                LATER.contains(&&*words[i])
                    && !(words[i] == "later" && i > 0 && matches!(&*words[i - 1], "died" | "dying"))
            };
            let before = told_before(&words);
            if before || (0..words.len()).any(corrects) {
                let earlier_told_second = before || words.iter().any(|w| w == "initially" || w == "earlier");
                if earlier_told_second { b.superseded = true } else { a.superseded = true }
            }
        }
    }
}

/// Says which side each claim is about and from which side it comes.
pub(super) fn sides_of_claims(claims: &mut [IncidentClaim], a: Option<&Actor>, b: Option<&Actor>, event: EventType) {
    for claim in claims {
        claim.speaker_side = claim.speaker.as_ref().and_then(|s| speaker_side(s, a, b));
        if claim.kind.is_some() {
            claim.about = about(claim, a, b, event);
        } else {
            claim.about = match (side_of_code(claim.who_code.as_deref(), a), side_of_code(claim.who_code.as_deref(), b))
            {
                (true, false) => Side::SideA,
                (false, true) => Side::SideB,
                _ => Side::All,
            };
        }
    }
}

fn speaker_side(s: &Speaker, a: Option<&Actor>, b: Option<&Actor>) -> Option<Side> {
    let speaks_for = |side: Option<&Actor>| {
        side.is_some_and(|x| {
            x.inter != Some(Inter::Civilians)
                && match (&s.iso3, &x.iso3) {
                    (Some(i), Some(k)) => i == k,
                    // "Nagorno-Karabakh (Army)" speaks for the forces of Nagorno-Karabakh.
                    _ => x.name.contains(base_name(&s.name)) || x.as_reported.eq_ignore_ascii_case(&s.name),
                }
        })
    };
    if speaks_for(a) {
        Some(Side::SideA)
    } else if speaks_for(b) {
        Some(Side::SideB)
    } else {
        None
    }
}

/// A speaker's name without what stands in brackets.
fn base_name(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

fn side_of_code(code: Option<&str>, side: Option<&Actor>) -> bool {
    code.is_some() && side.is_some_and(|x| x.iso3.as_deref() == code)
}

fn about(claim: &IncidentClaim, a: Option<&Actor>, b: Option<&Actor>, event: EventType) -> Side {
    let civilian = claim.who_inter == Some(Inter::Civilians);
    let civil_side = |x: Option<&Actor>| x.is_some_and(|x| x.inter == Some(Inter::Civilians));
    if let Some(code) = claim.who_code.as_deref() {
        let fits = |x: Option<&Actor>| side_of_code(Some(code), x) && civil_side(x) == civilian;
        match (fits(a), fits(b)) {
            (true, false) => return Side::SideA,
            (false, true) => return Side::SideB,
            _ => {}
        }
    }
    if let Some(toward) = &claim.toward {
        if let Some(of) = toward.as_reported.strip_prefix('!') {
            let same = |x: Option<&Actor>| x.is_some_and(|x| x.as_reported == of || x.name == toward.name);
            if same(a) && b.is_some() {
                return Side::SideB;
            }
            if same(b) && a.is_some() {
                return Side::SideA;
            }
        } else {
            let same = |x: Option<&Actor>| x.is_some_and(|x| super::family::same_party(x, toward));
            match (same(a), same(b)) {
                (true, false) => return Side::SideA,
                (false, true) => return Side::SideB,
                _ => {}
            }
        }
    }
    let words = claim.who.to_lowercase();
    let generic = is_number(&words) || words.is_empty();
    let by_words = |x: Option<&Actor>| {
        x.is_some_and(|x| {
            let last = |t: &str| t.to_lowercase().rsplit(' ').next().unwrap_or("").trim_end_matches('s').to_owned();
            !generic && last(&x.as_reported) == last(&words) && !last(&words).is_empty()
        })
    };
    match (by_words(a), by_words(b)) {
        (true, false) => return Side::SideA,
        (false, true) => return Side::SideB,
        _ => {}
    }
    // "two of his bodyguards": of the side of him who was meant.
    let owned = words.split_whitespace().any(|w| matches!(w, "his" | "her" | "their"));
    let suffered = matches!(event, EventType::Explosions | EventType::ViolenceAgainstCivilians);
    if owned && suffered && b.is_some() {
        return Side::SideB;
    }
    // Whom the state arrests is on the other side.
    if generic && claim.kind == Some(CasualtyKind::Arrested) {
        let state = |x: &Actor| x.inter == Some(Inter::StateForces);
        return match (a, b) {
            (Some(a), _) if !state(a) => Side::SideA,
            (_, Some(b)) if !state(b) => Side::SideB,
            _ => Side::All,
        };
    }
    if generic {
        // "16 people" that a bomb killed are those it was meant for, or who
        // stood there; those who fell in a fight may be of either side.
        let more = !words.contains("people") && !words.contains("person");
        return match b {
            Some(b) if suffered && (b.inter == Some(Inter::Civilians) || more && !words.is_empty()) => Side::SideB,
            None if suffered => Side::Civilians,
            _ => Side::All,
        };
    }
    if civilian {
        if civil_side(b) {
            return Side::SideB;
        }
        // Who acts upon others is not hurt by it.
        return if civil_side(a) && !suffered { Side::SideA } else { Side::Civilians };
    }
    // Of a kind that only one side is, and of no third country.
    let third = |x: &&Actor| claim.who_code.is_some() && x.iso3.is_some() && x.iso3 != claim.who_code;
    let kind = |x: Option<&Actor>| x.filter(|x| !third(x)).and_then(|x| x.inter);
    match claim.who_inter {
        Some(inter) if kind(a) == Some(inter) && kind(b) != Some(inter) => Side::SideA,
        Some(inter) if kind(b) == Some(inter) && kind(a) != Some(inter) => Side::SideB,
        // Who is hurt in an attack on somebody is on that side.
        None if b.is_some() && suffered => Side::SideB,
        _ => Side::Unknown,
    }
}

/// The word for the act in `claims.csv`.
fn act_name(m: &EventMention) -> String {
    match &*m.family {
        "fight" => "clash",
        "territory" => "capture",
        "toll" => "casualties",
        "arrest" => "arrest",
        other => other,
    }
    .to_owned()
}

/// The docs' word for a kind of harm.
pub(super) const fn kind_name(kind: CasualtyKind) -> &'static str {
    match kind {
        CasualtyKind::Killed => "killed",
        CasualtyKind::Wounded => "wounded",
        CasualtyKind::Captured => "captured",
        CasualtyKind::Missing => "missing",
        CasualtyKind::Abducted => "abducted",
        CasualtyKind::Released => "released",
        CasualtyKind::Displaced => "displaced",
        CasualtyKind::Arrested => "arrested",
        CasualtyKind::Casualties => "casualties",
    }
}
