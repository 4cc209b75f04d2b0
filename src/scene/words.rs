//! Incidents in a few words: dates, tolls, places, who says so.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::font::clean;
use crate::coding::{CasualtyKind, Scope, Side};
use crate::geoparse::CoordBasis;
use crate::incident::{Attribution, Incident, IncidentClaim, Toll, Tolls};
use crate::temporal::DatePrecision;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)).copied().unwrap_or("")
}

/// "16 Nov 2021".
pub(crate) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// "4–16 Nov 2021", "28 Dec 2021 – 3 Jan 2022".
pub(crate) fn days(from: Date, to: Date) -> String {
    if from == to {
        day(from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), day(to))
    } else if from.year() == to.year() {
        format!("{} {} – {}", from.day(), month(from), day(to))
    } else {
        format!("{} – {}", day(from), day(to))
    }
}

/// The days of an incident as closely as they are known.
pub(crate) fn when(incident: &Incident) -> String {
    let range = &incident.when;
    let words = match (range.start, range.end) {
        (None, None) => "undated".to_owned(),
        (Some(from), None) => format!("since {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (Some(from), Some(to)) => match range.precision {
            DatePrecision::Month => format!("{} {}", month(from), from.year()),
            DatePrecision::Year => from.year().to_string(),
            DatePrecision::Decade => format!("{}s", from.year()),
            DatePrecision::Night => format!("night of {}", days(from, to)),
            _ => days(from, to),
        },
    };
    if incident.ongoing && range.end.is_some() { format!("{words}, ongoing") } else { words }
}

/// The first and last day of all dated incidents.
pub(crate) fn span<'i>(incidents: impl Iterator<Item = &'i Incident>) -> Option<(Date, Date)> {
    let mut days: Vec<Date> = incidents.flat_map(|i| [i.when.start, i.when.end]).flatten().collect();
    days.sort();
    Some((*days.first()?, *days.last()?))
}

/// The dead that size a symbol: the best figure.
pub(crate) fn dead(incident: &Incident) -> Option<u32> {
    incident.tolls.killed_best
}

/// The least and the most dead that are reported, where both are told and
/// differ.
pub(crate) fn range(incident: &Incident) -> Option<[u32; 2]> {
    let Tolls { killed, killed_best, .. } = &incident.tolls;
    let all = || [killed.min, killed.max, *killed_best].into_iter().flatten();
    // "At least five" is no range: its upper end is open.
    let closed = killed.max.is_some();
    Some([all().min()?, all().max()?]).filter(|[least, most]| closed && least < most)
}

fn figures(toll: Toll, best: Option<u32>) -> Option<String> {
    Some(match (best, toll.min, toll.max) {
        (Some(best), _, Some(max)) if max > best => format!("{best}–{max}"),
        (Some(best), Some(min), _) if min < best => format!("{min}–{best}"),
        (Some(0), ..) => "none".into(),
        (Some(best), ..) => best.to_string(),
        (None, Some(min), Some(max)) if min < max => format!("{min}–{max}"),
        (None, Some(n), Some(_)) => n.to_string(),
        (None, Some(min), None) => format!("{min} or more"),
        (None, None, Some(max)) => format!("up to {max}"),
        (None, None, None) => return None,
    })
}

/// "5 killed, 19 wounded"; `None` where no toll is told.
pub(crate) fn toll(incident: &Incident) -> Option<String> {
    let t = &incident.tolls;
    let kinds = [
        (figures(t.killed, t.killed_best), "killed"),
        (figures(t.wounded, None), "wounded"),
        (figures(t.captured, None), "captured"),
        (figures(t.missing, None), "missing"),
        (figures(t.abducted, None), "abducted"),
        (figures(t.arrested, None), "arrested"),
        (figures(t.displaced, None), "displaced"),
    ];
    let told: Vec<String> = kinds.into_iter().filter_map(|(n, word)| n.map(|n| format!("{n} {word}"))).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// The claims about the dead of this incident that still stand.
pub(crate) fn live_deaths(incident: &Incident) -> impl Iterator<Item = &IncidentClaim> {
    incident
        .claims
        .iter()
        .filter(|c| c.kind == Some(CasualtyKind::Killed) && !c.superseded && c.scope == Scope::Incident)
}

/// The name of who makes a claim: the speaker, or the report's publisher.
pub(crate) fn speaker(incident: &Incident, claim: &IncidentClaim) -> String {
    if let Some(speaker) = &claim.speaker {
        return clean(&speaker.name);
    }
    publisher(incident, &claim.evidence.report)
}

/// The publisher of a report of the incident, or its id.
fn publisher(incident: &Incident, report: &str) -> String {
    let found = incident.reports.iter().find(|r| r.id == report).or_else(|| incident.reports.first());
    let name = found.and_then(|r| r.source.clone().or_else(|| r.agency.clone()));
    clean(&name.unwrap_or_else(|| found.map_or_else(|| report.to_owned(), |r| r.id.clone())))
}

/// Who says so: speakers of figures first, then of acts, then the publishers.
pub(crate) fn told_by(incident: &Incident) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    for claim in incident.claims.iter().filter(|c| c.kind.is_some() && c.speaker.is_some() && !c.superseded) {
        add(speaker(incident, claim));
    }
    for claim in incident.claims.iter().filter(|c| c.kind.is_none() && c.speaker.is_some()) {
        add(speaker(incident, claim));
    }
    if names.is_empty() {
        for report in &incident.reports {
            let name = publisher(incident, &report.id);
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    let mut out = names.join("; ");
    if more > 0 {
        out = format!("{out} and {more} more");
    }
    match incident.attribution {
        Attribution::BelligerentClaim => format!("{out} (a party)"),
        Attribution::Contested => format!("{out} (contested)"),
        Attribution::Corroborated => format!("{out} (corroborated)"),
        Attribution::Asserted | Attribution::Attributed => out,
    }
}

/// The name of the place on the map, with its other name.
pub(crate) fn place_name(incident: &Incident) -> Option<String> {
    place_name_of(incident, true)
}

/// The same; with the second name only where `both` are wanted.
pub(crate) fn place_name_of(incident: &Incident, both: bool) -> Option<String> {
    let place = incident.location.as_ref()?;
    let mut name = clean(&place.name);
    if let Some(alt) = place.alt.as_deref().filter(|_| both).map(clean).filter(|a| !a.is_empty() && *a != name) {
        name = format!("{name} / {alt}");
    }
    if let (CoordBasis::Offset, Some(relation)) = (place.basis, &incident.relation) {
        name = match (relation.km, relation.bearing) {
            (Some(km), Some(bearing)) => format!("{} km {} of {name}", km.round(), compass(bearing)),
            _ => format!("{} {name}", clean(&relation.words)),
        };
    }
    Some(name)
}

/// The nearest of eight compass points to a bearing in degrees from north.
fn compass(bearing: f64) -> &'static str {
    const POINTS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
    POINTS[(bearing.rem_euclid(360.0) / 45.0).round() as usize % 8]
}

/// The place for the table: as told, and what it lies in.
pub(crate) fn place_row(incident: &Incident) -> String {
    let Some(place) = &incident.location else {
        return clean(incident.place_as_reported.as_deref().unwrap_or("place not told"));
    };
    let mut parts = vec![place_name(incident).unwrap_or_default()];
    // The names of lines and of moved points say the relation themselves.
    let named = matches!(place.basis, CoordBasis::Offset | CoordBasis::Line);
    if let Some(relation) = incident.relation.as_ref().filter(|_| !named) {
        parts[0] = format!("{} {}", clean(&relation.words), parts[0]);
    }
    let country =
        place.country.clone().or_else(|| (!place.countries_iso3.is_empty()).then(|| place.countries_iso3.join("/")));
    for more in [place.admin1.clone(), country].into_iter().flatten() {
        let more = clean(&more);
        if !more.is_empty() && !parts[0].contains(&more) {
            parts.push(more);
        }
    }
    parts.join(", ")
}

/// One line about an incident that has no place.
pub(crate) fn unplaced(incident: &Incident) -> String {
    let place = incident.place_as_reported.as_deref().map(clean).filter(|p| !p.is_empty());
    let place = place.map_or_else(|| "no place told".to_owned(), |p| format!("“{p}”"));
    let mut out = format!("{}, {}, {place}", when(incident), incident.sub_event.name().to_lowercase());
    if let Some(toll) = toll(incident) {
        out = format!("{out}, {toll}");
    }
    out
}

/// The publishers of all reports, sorted, each once.
pub(crate) fn publishers(incidents: &[Incident]) -> Vec<String> {
    let names: BTreeSet<String> = incidents
        .iter()
        .flat_map(|i| &i.reports)
        .filter_map(|r| r.source.as_deref().or(r.agency.as_deref()))
        .map(clean)
        .filter(|n| !n.is_empty())
        .collect();
    names.into_iter().collect()
}

/// Names joined: "A, B and C"; of more than `most`, "A, B and 3 others".
pub(crate) fn listed(names: &[String], most: usize) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        _ if names.len() > most => format!("{} and {} others", names[..most].join(", "), names.len() - most),
        _ => {
            let (last, head) = (&names[names.len() - 1], &names[..names.len() - 1]);
            format!("{} and {last}", head.join(", "))
        }
    }
}

/// "1 incident", "3 incidents".
pub(crate) fn counted(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// The denominator: "4–16 Nov 2021 · 11 incidents in 5 reports; 3 not placed,
/// 2 undated".
pub(crate) fn denominator(mapped: &[&Incident], reports: usize, missing: &[(usize, &str)]) -> String {
    let undated = mapped.iter().filter(|i| i.when.start.is_none() && i.when.end.is_none()).count();
    let mut out = counted(mapped.len(), "incident");
    if reports > 0 {
        out = format!("{out} in {}", counted(reports, "report"));
    }
    let missing: Vec<String> = missing
        .iter()
        .copied()
        .chain([(undated, "undated")])
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    if !missing.is_empty() {
        out = format!("{out}; {}", missing.join(", "));
    }
    match span(mapped.iter().copied()) {
        Some((from, to)) => format!("{} · {out}", days(from, to)),
        None => out,
    }
}

/// The sides of a claim in words: whose dead.
pub(crate) fn about(incident: &Incident, side: Side) -> String {
    let name = |actor: &Option<Arc<crate::coding::Actor>>, other: &str| {
        actor.as_ref().map_or_else(|| other.to_owned(), |a| clean(&a.name))
    };
    match side {
        Side::SideA => name(&incident.side_a, "side A"),
        Side::SideB => name(&incident.side_b, "side B"),
        Side::Civilians => "civilians".into(),
        Side::All => "all sides".into(),
        Side::Unknown => "side not told".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans_of_days_read_well() {
        assert_eq!(days(date(2021, 11, 4), date(2021, 11, 16)), "4–16 Nov 2021");
        assert_eq!(days(date(2021, 11, 30), date(2021, 12, 2)), "30 Nov – 2 Dec 2021");
        assert_eq!(days(date(2021, 12, 30), date(2022, 1, 2)), "30 Dec 2021 – 2 Jan 2022");
        assert_eq!(day(date(2022, 8, 3)), "3 Aug 2022");
    }

    #[test]
    fn tolls_are_never_more_exact_than_known() {
        let toll = |min, max| Toll { min, max };
        assert_eq!(figures(toll(Some(3), Some(5)), Some(3)).as_deref(), Some("3–5"));
        assert_eq!(figures(toll(Some(12), None), None).as_deref(), Some("12 or more"));
        assert_eq!(figures(toll(None, Some(40)), None).as_deref(), Some("up to 40"));
        assert_eq!(figures(toll(None, None), None), None);
    }

    #[test]
    fn names_are_listed() {
        let names: Vec<String> = ["A", "B", "C", "D"].map(String::from).to_vec();
        assert_eq!(listed(&names, 4), "A, B, C and D");
        assert_eq!(listed(&names, 2), "A, B and 2 others");
    }
}
