//! Claims of our own incidents, read back: who says something about whom.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::coding::Side;
use crate::format::read_back::Stored;
use crate::scene::charts::ToldClaim;
use crate::scene::{DeathClaim, Deaths, Relation, days, once};

/// The claims of incidents that are on the map and that no later figure of the
/// same speaker replaces.
pub fn told_claims(incidents: &[Stored]) -> Vec<ToldClaim> {
    let of = |incident: &Stored| {
        let live = |c: &&Map<String, Value>| c.get("superseded").and_then(Value::as_bool) != Some(true);
        let told = |c| ToldClaim { speaker: speaker(incident, c), about: column(&about(incident, c)) };
        incident.claims.iter().filter(live).map(told).collect::<Vec<_>>()
    };
    incidents.iter().filter(|i| i.is_mapped()).flat_map(of).collect()
}

/// What is claimed of the dead of incidents that are on the map.
pub fn told_deaths(incidents: &[Stored]) -> Vec<Deaths> {
    incidents.iter().filter(|i| i.is_mapped()).map(deaths).collect()
}

fn deaths(incident: &Stored) -> Deaths {
    let live = |c: &&Map<String, Value>| {
        text(c, "what") == Some("killed")
            && text(c, "scope") == Some("incident")
            && c.get("superseded").and_then(Value::as_bool) != Some(true)
    };
    let figure = |c: &Map<String, Value>, column| {
        c.get(column).and_then(Value::as_u64).map(|n| u32::try_from(n).unwrap_or(u32::MAX))
    };
    let rows = incident.claims.iter().filter(live).map(|c| DeathClaim {
        words: format!("{} on {}", speaker(incident, c), about(incident, c)),
        relation: Relation::new(text(c, "speaker_side").map(side), text(c, "about_side").map_or(Side::Unknown, side)),
        min: figure(c, "min"),
        max: figure(c, "max"),
    });
    let number = |column| incident.number(column).map(|n| n as u32);
    let day = incident.text("date_start").or_else(|| incident.text("date_end"));
    let place = incident.text("place").map_or("place not told", |p| p);
    let when = day.and_then(|d| d.parse::<Date>().ok());
    Deaths {
        heading: [
            &*when.map_or_else(|| "undated".to_owned(), |d| days(d, d)),
            place,
            incident.text("sub_event_type").unwrap_or(""),
        ]
        .join(" · "),
        day: when,
        most: number("killed_best").max(number("killed_max")),
        id: incident.id().to_owned(),
        rows: once(rows.collect()),
    }
}

fn side(word: &str) -> Side {
    match word {
        "side_a" => Side::SideA,
        "side_b" => Side::SideB,
        "civilians" => Side::Civilians,
        "all" => Side::All,
        _ => Side::Unknown,
    }
}

fn text<'c>(claim: &'c Map<String, Value>, column: &str) -> Option<&'c str> {
    claim.get(column).and_then(Value::as_str).filter(|t| !t.is_empty())
}

/// Who says so: the speaker, or the publisher of the report.
fn speaker(incident: &Stored, claim: &Map<String, Value>) -> String {
    if let Some(speaker) = text(claim, "speaker") {
        return speaker.to_owned();
    }
    let id = text(claim, "report_id");
    let report = incident.reports.iter().find(|r| text(r, "id") == id).or_else(|| incident.reports.first());
    let name = report.and_then(|r| text(r, "source").or_else(|| text(r, "agency")).or_else(|| text(r, "id")));
    name.unwrap_or("a report").to_owned()
}

/// About whom: the side's name, where it has one.
fn about(incident: &Stored, claim: &Map<String, Value>) -> String {
    let named = |side: &str, unnamed: &str| incident.text(side).unwrap_or(unnamed).to_owned();
    match text(claim, "about_side") {
        Some("side_a") => named("side_a", "side A"),
        Some("side_b") => named("side_b", "side B"),
        Some("civilians") => "civilians".to_owned(),
        Some("all") => "all sides".to_owned(),
        _ => "side not told".to_owned(),
    }
}

/// A side as the head of a column: civilians of all countries are one, and what
/// is said of an act as a whole is about nobody alone.
fn column(about: &str) -> String {
    match about {
        "all sides" => "All sides, or the incident".to_owned(),
        "civilians" => "Civilians".to_owned(),
        of if of.starts_with("Civilians (") => "Civilians".to_owned(),
        "side A" | "side B" => "A side without a name".to_owned(),
        "side not told" => "Side not told".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_have_their_names_and_silent_speakers_their_report() {
        let line = r#"{"id":"i0","status":"reported","side_a":"Hill Band","side_b":null,"reports":[{"id":"a","source":"Wire"}],
            "claims":[{"speaker":"Army","about_side":"side_a","superseded":false},{"speaker":"Army","about_side":"side_a","superseded":true},
            {"speaker":null,"report_id":"a","about_side":"side_b","superseded":false}]}"#;
        let told = told_claims(&[Stored::parse(line).unwrap()]);
        let rows: Vec<(&str, &str)> = told.iter().map(|c| (c.speaker.as_str(), c.about.as_str())).collect();
        assert_eq!(rows, [("Army", "Hill Band"), ("Wire", "A side without a name")]);
    }
}
