//! A cluster of mentions written out as one incident.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use thin_vec::ThinVec;

use super::claims::{claims_of, sides_of_claims};
use super::family::same_party;
use super::review::ReviewState;
use super::toll::tolls;
use super::types::{Attribution, Evidence, Incident, Initiator, ReportRef};
use crate::coding::{Act, Actor, CasualtyKind, EventMention, EventType, Inter, Status, SubEvent};
use crate::document::Document;
use crate::gazetteer::FeatureClass;
use crate::geoparse::{Location, Toponym};
use crate::lexicon::Lexicon;
use crate::temporal::{Anchor, DateBasis, DatePrecision, DateRange, TimeExpression, TimeKind};
use crate::text::Span;

/// What incidents are written from.
pub(super) struct Sources<'a> {
    pub(super) doc: &'a Document,
    pub(super) anchor: &'a Anchor,
    pub(super) mentions: &'a [EventMention],
    pub(super) times: &'a [TimeExpression],
    pub(super) toponyms: &'a [Toponym],
    pub(super) lexicon: &'a Lexicon,
    /// The report's runs of words.
    pub(super) shingles: Arc<[u32]>,
}

/// Writes out the cluster `members`, the `ordinal`-th of its report.
pub(super) fn incident(s: &Sources<'_>, members: &[usize], ordinal: usize) -> Option<Incident> {
    let all: Vec<&EventMention> = members.iter().filter_map(|i| s.mentions.get(*i)).collect();
    let main = main_mention(&all)?;
    let status = standing(&all);
    let place = best_place(s, &all);
    let location = place.and_then(|t| t.location.clone());
    let (mut side_a, mut side_b, directed) = sides(&all);
    for side in [&mut side_a, &mut side_b].into_iter().flatten() {
        match spoken_for(side, &all, s.lexicon) {
            Some(iso3) => name_by_country(side, iso3, s.lexicon),
            None => name_by_place(side, location.as_ref(), s.lexicon),
        }
    }
    let sub_event = sub_event(&all, main, side_a.as_ref(), side_b.as_ref());
    let mut claims = claims_of(s, &all);
    sides_of_claims(&mut claims, side_a.as_ref(), side_b.as_ref(), sub_event.event_type());
    let tolls = tolls(&claims, side_a.as_ref(), side_b.as_ref());
    let dated = best_time(s, &all);
    // In an agreement the parties are who knows.
    let violent = sub_event.event_type() != EventType::StrategicDevelopments;
    let attribution = attribution(&all, side_a.as_ref().filter(|_| violent), side_b.as_ref().filter(|_| violent));
    let status = match (status, attribution) {
        (Status::Reported, Attribution::BelligerentClaim) => Status::Claimed,
        (status, _) => status,
    };
    let ongoing = all.iter().any(|m| m.ongoing) && status.is_mapped();
    let words = |pick: fn(&EventMention) -> &[Span]| texts(s.doc, all.iter().flat_map(|m| pick(m).iter().copied()));
    let perpetrators = perpetrators(&all);
    Some(Incident {
        id: id(&s.doc.report.id, &main.family, ordinal),
        plover: if sub_event == main.sub_event { main.plover } else { sub_event.plover() },
        type_of_violence: type_of_violence(sub_event, side_a.as_ref(), side_b.as_ref()),
        civilian_targeting: civilian_targeting(sub_event, side_b.as_ref()),
        status,
        attribution,
        ongoing,
        ongoing_as_of: s.anchor.date.filter(|_| ongoing),
        when: dated.range,
        date_precision: dated.precision,
        date_basis: dated.basis,
        by_its_telling: false,
        weekday: dated.weekday,
        families: unique(all.iter().map(|m| m.family.clone())).iter().map(|f| f.as_str().into()).collect(),
        time_as_reported: dated.words,
        place_as_reported: place.map(|t| as_reported(s.doc, t)),
        relation: place.and_then(|t| t.relation.clone()).map(Arc::new),
        places: unique(all.iter().filter_map(|m| m.place.and_then(|p| s.toponyms.get(p))).map(|t| t.name.clone())),
        location: location.map(Arc::new),
        area: None,
        initiator: directed.then_some(Initiator::SideA).filter(|_| side_a.is_some()),
        initiator_by: if directed { main.speaker.as_ref().map(|x| x.name.clone()) } else { None },
        responsibility_claimed_by: all.iter().find_map(|m| m.claimed_by.as_ref()).map(|a| a.name.clone()),
        perpetrators,
        targets: words(|m| &m.targets),
        victims: words(|m| &m.victims),
        weapons: words(|m| &m.weapons),
        triggers: texts(s.doc, all.iter().map(|m| m.trigger)),
        tolls,
        claims,
        evidence: evidence(s, &all, main),
        reports: vec![Arc::new(report(s))],
        n_independent_sources: 1,
        situation_id: None,
        part_of: None,
        parts: ThinVec::new(),
        extraction_confidence: (all.iter().map(|m| m.confidence).fold(0.0, f32::max)
            + 0.02 * (all.len() as f32 - 1.0).min(5.0))
        .min(0.95),
        review_state: ReviewState::default(),
        corrections: ThinVec::new(),
        members: members.into(),
        accounts: ThinVec::new(),
        sub_event,
        side_a: side_a.map(Arc::new),
        side_b: side_b.map(Arc::new),
    })
}

/// A letter and 12 hexadecimal digits of SHA-256 over what the incident was
/// first told by: it stays when other reports come.
pub(super) fn id(report: &str, family: &str, ordinal: usize) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("{report}\u{1f}{family}\u{1f}{ordinal}").as_bytes());
    let hex: String = hash.iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("i{hex}")
}

/// The mention that tells most: a primary frame in the body, with its roles.
fn main_mention<'a>(all: &[&'a EventMention]) -> Option<&'a EventMention> {
    all.iter().copied().max_by_key(|m| {
        let filled = i32::from(m.initiator.is_some())
            + i32::from(m.target.is_some())
            + i32::from(m.place.is_some())
            + i32::from(m.time.is_some())
            // The lead says what the news is.
            + 2 * i32::from(m.sentence <= 1);
        let act = m.sub_event.event_type() != EventType::StrategicDevelopments;
        (
            i32::from(m.status.is_mapped() && act),
            i32::from(!m.result),
            i32::from(m.status.is_mapped()),
            filled,
            i32::from(!m.headline),
            -(m.sentence as i32),
        )
    })
}

fn standing(all: &[&EventMention]) -> Status {
    let rank = |s: Status| match s {
        Status::Reported => 0,
        Status::Claimed => 1,
        Status::Planned => 2,
        Status::Background => 3,
        Status::Denied => 4,
        Status::Generic => 5,
    };
    all.iter().map(|m| m.status).min_by_key(|s| rank(*s)).unwrap_or_default()
}

/// The place told most closely, then most often.
fn best_place<'a>(s: &Sources<'a>, all: &[&EventMention]) -> Option<&'a Toponym> {
    let places = || all.iter().filter_map(|m| m.place.and_then(|p| s.toponyms.get(p)));
    let mut told: HashMap<&str, usize> = HashMap::new();
    for t in places() {
        *told.entry(&t.name).or_default() += 1;
    }
    let rank = |t: &Toponym| {
        let class = t.location.as_ref().map(|l| l.class);
        let fine = match class {
            Some(FeatureClass::Town | FeatureClass::Spot) => 5,
            Some(FeatureClass::Admin2 | FeatureClass::Road | FeatureClass::Terrain) => 4,
            Some(FeatureClass::Border | FeatureClass::Region | FeatureClass::Admin1) => 3,
            Some(FeatureClass::Water) => 2,
            Some(FeatureClass::Country) => 1,
            None => 0,
        };
        // The Caucasus or the Sahel says little more than a country.
        let vast = t.location.as_ref().is_some_and(|l| l.uncertainty_km > 200.0);
        let fine = if vast { fine.min(1) } else { fine };
        (fine, told[&*t.name])
    };
    let mut best: Option<&Toponym> = None;
    for t in places() {
        let better = |b: &Toponym| match (rank(t).0.cmp(&rank(b).0), inside(t, b), inside(b, t)) {
            (Ordering::Equal, true, false) => true,
            (Ordering::Equal, false, true) => false,
            _ => rank(t) > rank(b),
        };
        if best.is_none_or(better) {
            best = Some(t);
        }
    }
    best
}

/// Whether a place lies within an area and is clearly smaller. A border or a
/// river holds nothing, however far it reaches.
fn inside(small: &Toponym, large: &Toponym) -> bool {
    let (Some(a), Some(b)) = (&small.location, &large.location) else { return false };
    if !matches!(b.class, FeatureClass::Region | FeatureClass::Admin1 | FeatureClass::Admin2) {
        return false;
    }
    let km = super::assemble::kilometres((a.lat, a.lon), (b.lat, b.lon));
    a.uncertainty_km < 0.9 * b.uncertainty_km && km <= b.uncertainty_km
}

/// The name with the word that says how: "near Sotk", "the district of Lachin".
fn as_reported(doc: &Document, t: &Toponym) -> String {
    let words = doc.words(t.span);
    if words.is_empty() { t.name.clone() } else { words.split_whitespace().collect::<Vec<_>>().join(" ") }
}

struct Told {
    range: DateRange,
    precision: DatePrecision,
    basis: Option<DateBasis>,
    weekday: Option<i8>,
    words: Option<String>,
}

/// The finest resolved time; else the words for one that could not be resolved.
fn best_time(s: &Sources<'_>, all: &[&EventMention]) -> Told {
    let mut best: Option<(&EventMention, &TimeExpression)> = None;
    for m in all {
        let Some(t) = m.time.and_then(|t| s.times.get(t)) else { continue };
        // The finest; of spans the shortest.
        let width = |t: &TimeExpression| {
            t.range.and_then(|r| r.start.zip(r.end)).map_or(0, |(a, b)| a.until(b).map_or(0, |s| s.get_days()))
        };
        let rank = |t: &TimeExpression| {
            (t.range.is_none_or(|r| r.start.is_none()), t.kind == TimeKind::Since, t.precision, width(t))
        };
        if best.is_none_or(|(_, b)| rank(t) < rank(b)) {
            best = Some((m, t));
        }
    }
    let Some((_, t)) = best else {
        return Told {
            range: DateRange::default(),
            precision: DatePrecision::Open,
            basis: None,
            weekday: None,
            words: None,
        };
    };
    let range = t.range.unwrap_or_default();
    let basis = range.start.map(|_| t.basis);
    Told {
        range,
        precision: t.precision,
        basis,
        weekday: t.weekday.map(jiff::civil::Weekday::to_monday_one_offset),
        words: Some(s.doc.words(t.span).to_owned()),
    }
}

/// Whether both sides act: who began is not told by who is named first.
fn is_mutual(m: &EventMention) -> bool {
    matches!(&*m.family, "fight" | "war")
}

/// The two sides and whether the first is told to have begun.
fn sides(all: &[&EventMention]) -> (Option<Actor>, Option<Actor>, bool) {
    let told = |m: &&&EventMention| m.initiator.is_some() && (m.target.is_some() || !m.others.is_empty());
    let mut ordered: Vec<&EventMention> = all.iter().filter(told).copied().collect();
    // What it was before what came of it, directed before mutual.
    ordered.sort_by_key(|m| (m.result, is_mutual(m)));
    let rest: Vec<&EventMention> = all.iter().filter(|m| !told(m)).copied().collect();
    ordered.extend(rest);
    let mut a: Option<Actor> = None;
    let mut b: Option<Actor> = None;
    let mut directed = false;
    // Those killed in a fight are a side only where they bore arms: "five people
    // were killed in clashes" names no party.
    let fight = all.iter().any(|m| is_mutual(m));
    let party = |m: &EventMention, x: &Actor| !(fight && m.result && x.inter == Some(Inter::Civilians));
    for m in &ordered {
        let other = m.target.as_ref().or_else(|| m.others.first()).filter(|x| party(m, x));
        if let Some(i) = &m.initiator {
            match (&a, &b) {
                (None, None) => {
                    a = Some(i.clone());
                    directed = !is_mutual(m);
                }
                (None, Some(x)) if !same_party(x, i) => {
                    a = Some(i.clone());
                    directed = !is_mutual(m);
                }
                (Some(x), None) if !same_party(x, i) && other.is_none_or(|o| same_party(x, o)) => b = Some(i.clone()),
                _ => {}
            }
        }
        if let Some(t) = other
            && b.is_none()
            && a.as_ref().is_none_or(|x| !same_party(x, t))
        {
            b = Some(t.clone());
        }
    }
    if !directed && state_later(a.as_ref(), b.as_ref()) {
        std::mem::swap(&mut a, &mut b);
    }
    // Who claims the act, or is blamed for it, stands for "gunmen" and no one.
    let claimed = all.iter().find_map(|m| m.claimed_by.as_ref());
    let author = claimed.or_else(|| all.iter().find_map(|m| m.accused.as_ref().map(|(actor, _)| actor)));
    let open = a.as_ref().is_none_or(|x| x.group.is_none() && x.iso3.is_none() && x.inter != Some(Inter::StateForces));
    if let Some(author) = author.filter(|x| open && b.as_ref().is_none_or(|b| !same_party(b, x))) {
        a = Some(author.clone());
        directed = true;
    }
    (a, b, directed)
}

/// The words for those who did it: as first told, and the group's own name.
fn perpetrators(all: &[&EventMention]) -> ThinVec<String> {
    let authors = all.iter().flat_map(|m| m.claimed_by.iter().chain(m.accused.iter().map(|(actor, _)| actor)));
    let told = all.iter().filter_map(|m| m.initiator.as_ref()).chain(authors);
    unique(told.flat_map(|a| {
        let words = (!a.passing).then(|| a.as_reported.clone());
        words.into_iter().chain(a.group.clone())
    }))
}

/// Without a direction the state stands first.
fn state_later(a: Option<&Actor>, b: Option<&Actor>) -> bool {
    let state = |x: Option<&Actor>| x.is_some_and(|x| x.inter == Some(Inter::StateForces));
    !state(a) && state(b) && a.is_some()
}

/// "The army in Ankara said troops had killed 12 in northern Iraq": forces of
/// no stated country, of whom their own command speaks.
fn spoken_for<'a>(actor: &Actor, all: &[&'a EventMention], lexicon: &Lexicon) -> Option<&'a String> {
    if actor.inter != Some(Inter::StateForces) || actor.iso3.is_some() {
        return None;
    }
    let is_in = |m: &&&EventMention| m.initiator.iter().chain(&m.target).chain(&m.others).any(|x| x == actor);
    let is_hit = |m: &EventMention| m.target.as_ref() == Some(actor);
    let mut states = all.iter().filter(is_in).filter_map(|m| {
        let speaker = m.speaker.as_ref()?;
        let name = speaker.name.to_lowercase();
        // A state that tells of men hit tells of its own.
        let state = is_hit(m) && !name.contains('(');
        speaker
            .iso3
            .as_ref()
            .filter(|_| state || lexicon.wording.cues.commands.iter().any(|c| name.contains(c.as_str())))
    });
    let first = states.next()?;
    states.all(|s| s == first).then_some(first)
}

/// "Civilians" of no stated country are those of the place.
fn name_by_place(actor: &mut Actor, location: Option<&Location>, lexicon: &Lexicon) {
    let Some(location) = location else { return };
    // Forces in a disputed land are of who rules it, where one alone does.
    let forces = matches!(actor.inter, Some(Inter::StateForces));
    let ruler = location.disputed.as_ref().filter(|_| forces).map(|d| &d.administered_by);
    if let Some(iso3) = ruler.or(location.iso3.as_ref()).filter(|i| !i.contains(';')) {
        name_by_country(actor, iso3, lexicon);
    }
}

/// Names of sides that are the same in every country, and whether the country
/// follows "of"; else it stands in brackets.
const OPEN: [(&str, bool); 9] = [
    ("Civilians", false),
    ("Unidentified Armed Group", false),
    ("Police Forces", true),
    ("Military Forces", true),
    ("Government", true),
    ("Protesters", false),
    ("Rioters", false),
    ("Rebels", false),
    ("Militia", false),
];

/// Whether a side's name tells what it is and at most of which country, and
/// names nobody.
pub(crate) fn is_general(name: &str, lexicon: &Lexicon) -> bool {
    let country = |c: &str| lexicon.countries.all().iter().any(|row| row.name == c);
    OPEN.iter().any(|(stem, _)| {
        let rest = name.strip_prefix(stem);
        let of = |rest: &str| rest.strip_prefix(" of ").is_some_and(country);
        let within = |rest: &str| rest.strip_prefix(" (").and_then(|c| c.strip_suffix(')')).is_some_and(country);
        rest.is_some_and(|rest| rest.is_empty() || of(rest) || within(rest))
    })
}

/// Adds the country to a name that has none.
fn name_by_country(actor: &mut Actor, iso3: &str, lexicon: &Lexicon) {
    let Some(country) = lexicon.countries.by_code(iso3) else { return };
    if let Some((_, of)) = OPEN.iter().find(|(n, _)| *n == actor.name) {
        actor.name = if *of {
            format!("{} of {}", actor.name, country.name)
        } else {
            format!("{} ({})", actor.name, country.name)
        };
        actor.iso3 = Some(iso3.to_owned());
    }
}

/// What the event is, once the sides of all its mentions are known.
fn sub_event(all: &[&EventMention], main: &EventMention, a: Option<&Actor>, b: Option<&Actor>) -> SubEvent {
    let armed = |x: Option<&Actor>| {
        x.is_some_and(|x| {
            matches!(
                x.inter,
                Some(
                    Inter::StateForces
                        | Inter::RebelGroup
                        | Inter::PoliticalMilitia
                        | Inter::IdentityMilitia
                        | Inter::ExternalForces
                )
            )
        })
    };
    if let Some(protest) = protest(all, main) {
        return protest;
    }
    if arrests(all, a) {
        return SubEvent::Arrests;
    }
    // A primary frame with a sub-event of its own kind outweighs a bare attack,
    // and how it was done what came of it.
    let same = |m: &&&EventMention| m.status.is_mapped() == main.status.is_mapped() && m.act != Act::Denies;
    let explosion = |m: &&&EventMention| m.sub_event.event_type() == EventType::Explosions;
    let plain =
        |m: &&&EventMention| matches!(m.sub_event, SubEvent::Attack | SubEvent::ArmedClash | SubEvent::RemoteExplosive);
    let violent = |m: &&&EventMention| {
        !matches!(m.sub_event.event_type(), EventType::StrategicDevelopments | EventType::Protests) && !m.result
    };
    let telling = all.iter().filter(same).find(|m| violent(m) && !plain(m));
    let blast = || all.iter().filter(same).find(explosion);
    let chosen = match main.sub_event {
        SubEvent::Attack | SubEvent::RemoteExplosive => telling.or_else(blast).map_or(main.sub_event, |m| m.sub_event),
        SubEvent::ArmedClash if main.family != "fight" => {
            telling.filter(explosion).or_else(blast).map_or(main.sub_event, |m| m.sub_event)
        }
        other => other,
    };
    // "men in uniform opened fire; two protesters died".
    let crowd_hurt = all.iter().flat_map(|m| &m.casualties).any(|c| {
        let harm = matches!(c.kind, CasualtyKind::Killed | CasualtyKind::Wounded);
        harm && c.who_inter == Some(Inter::Protesters) && c.count.min.is_none_or(|n| n > 0)
    });
    let by_forces = a.is_none_or(|a| a.inter == Some(Inter::StateForces));
    if crowd_hurt && by_forces && matches!(chosen, SubEvent::Attack | SubEvent::ArmedClash) {
        return SubEvent::ExcessiveForce;
    }
    match chosen {
        SubEvent::Attack if armed(a) && armed(b) => SubEvent::ArmedClash,
        SubEvent::ArmedClash
            if armed(a) && b.is_some_and(|b| b.inter == Some(Inter::Civilians)) && main.family != "fight" =>
        {
            SubEvent::Attack
        }
        other => other,
    }
}

/// "police arrested 54 suspects in raids": without blood a raid is for the arrests.
fn arrests(all: &[&EventMention], a: Option<&Actor>) -> bool {
    let arrest = all.iter().any(|m| m.family == "arrest" && m.status.is_mapped());
    let plain = all.iter().all(|m| matches!(&*m.family, "arrest" | "attack" | "operation" | "disrupted"));
    let blood = all
        .iter()
        .flat_map(|m| &m.casualties)
        .any(|c| matches!(c.kind, CasualtyKind::Killed | CasualtyKind::Wounded) && c.count.min.is_none_or(|n| n > 0));
    arrest && plain && !blood && a.is_none_or(|a| a.inter == Some(Inter::StateForces))
}

/// A protest with what came of it: arrests, force, a riot.
fn protest(all: &[&EventMention], main: &EventMention) -> Option<SubEvent> {
    let told: Vec<&&EventMention> = all.iter().filter(|m| m.status == main.status).collect();
    let of = |family: &str| told.iter().any(|m| m.family == family);
    let is = |sub: SubEvent| told.iter().any(|m| m.sub_event == sub);
    if !of("protest") || told.iter().any(|m| m.sub_event.event_type() == EventType::Explosions) {
        return None;
    }
    // Dead where security forces stood against a crowd.
    let killed = told
        .iter()
        .flat_map(|m| &m.casualties)
        .any(|c| c.kind == CasualtyKind::Killed && c.count.min.is_some_and(|n| n > 0));
    let forces =
        told.iter().flat_map(|m| m.initiator.iter().chain(&m.others)).any(|a| a.inter == Some(Inter::StateForces));
    let shot = told.iter().any(|m| m.frame.contains("shoot") || m.frame.contains("fire"));
    if is(SubEvent::ExcessiveForce) {
        return Some(SubEvent::ExcessiveForce);
    }
    if is(SubEvent::ViolentDemonstration) || is(SubEvent::MobViolence) || of("fight") || of("riot") {
        return Some(SubEvent::ViolentDemonstration);
    }
    if killed && (forces || shot) {
        return Some(SubEvent::ExcessiveForce);
    }
    let intervened = of("arrest") || is(SubEvent::ProtestWithIntervention);
    Some(if intervened { SubEvent::ProtestWithIntervention } else { SubEvent::PeacefulProtest })
}

/// UCDP's type: 1 a state against an organised group or state, 2 two groups
/// without a state, 3 an organised actor against civilians (codebook 23.1).
pub(super) fn type_of_violence(sub: SubEvent, a: Option<&Actor>, b: Option<&Actor>) -> Option<u8> {
    use crate::coding::EventType as T;
    if matches!(sub.event_type(), T::Protests | T::Riots | T::StrategicDevelopments) {
        return None;
    }
    let kind = |x: Option<&Actor>| x.and_then(|x| x.inter);
    match (kind(a), kind(b)) {
        (_, Some(Inter::Civilians)) | (Some(Inter::Civilians), _) => Some(3),
        (Some(Inter::StateForces), Some(_)) | (Some(_), Some(Inter::StateForces)) => Some(1),
        (Some(_), Some(_)) => Some(2),
        _ => None,
    }
}

pub(super) fn civilian_targeting(sub: SubEvent, b: Option<&Actor>) -> bool {
    use crate::coding::EventType as T;
    sub.event_type() == T::ViolenceAgainstCivilians || b.is_some_and(|b| b.inter == Some(Inter::Civilians))
}

fn attribution(all: &[&EventMention], a: Option<&Actor>, b: Option<&Actor>) -> Attribution {
    let is_party = |m: &EventMention| {
        m.speaker.as_ref().is_some_and(|s| {
            [a, b].into_iter().flatten().any(|side| match (&s.iso3, &side.iso3) {
                (Some(x), Some(y)) => x == y && side.inter != Some(Inter::Civilians),
                _ => side.name.contains(&s.name) || s.name.contains(&side.as_reported),
            })
        })
    };
    let asserting: Vec<&&EventMention> =
        all.iter().filter(|m| m.act != Act::Denies && m.act != Act::CannotVerify && m.status.is_mapped()).collect();
    let denied = all.iter().any(|m| m.act == Act::Denies || m.status == Status::Denied);
    if denied && !asserting.is_empty() {
        return Attribution::Contested;
    }
    if asserting.iter().any(|m| m.speaker.is_none()) || asserting.is_empty() {
        return Attribution::Asserted;
    }
    if asserting.iter().any(|m| !is_party(m)) { Attribution::Attributed } else { Attribution::BelligerentClaim }
}

fn evidence(s: &Sources<'_>, all: &[&EventMention], main: &EventMention) -> Vec<Arc<Evidence>> {
    let mut spans: Vec<Span> = Vec::new();
    // Those taken, by their start; none overlaps another.
    let mut taken: BTreeMap<usize, Span> = BTreeMap::new();
    for span in std::iter::once(&main).chain(all).map(|m| m.evidence) {
        let nearest = taken.range(..span.end).next_back();
        if nearest.is_none_or(|(_, x)| !x.overlaps(span)) {
            taken.insert(span.start, span);
            spans.push(span);
        }
    }
    spans.into_iter().map(|span| super::claims::evidence(s.doc, span)).collect()
}

fn report(s: &Sources<'_>) -> ReportRef {
    let r = &s.doc.report;
    let headline = s
        .doc
        .blocks
        .iter()
        .find(|b| b.kind == crate::document::BlockKind::Headline)
        .map(|b| s.doc.words(b.span).trim().to_owned());
    ReportRef {
        id: r.id.clone(),
        title: r.title.clone().or(headline),
        source: r.source.clone(),
        agency: s.doc.agencies.first().cloned(),
        url: r.url.clone(),
        archive_url: r.archive_url.clone(),
        published: s.anchor.date,
        retrieved: r.retrieved,
        shingles: Arc::clone(&s.shingles),
    }
}

fn unique(items: impl Iterator<Item = String>) -> ThinVec<String> {
    let mut seen: HashSet<String> = HashSet::new();
    items.filter(|item| !item.is_empty() && seen.insert(item.clone())).collect()
}

fn texts(doc: &Document, spans: impl Iterator<Item = Span>) -> ThinVec<String> {
    unique(spans.map(|s| doc.words(s).split_whitespace().collect::<Vec<_>>().join(" ")))
}
