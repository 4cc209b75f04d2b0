//! `tests/suites/relations.md`.

use dateline::document::{self, Report};
use dateline::gazetteer::{Gazetteer, PlaceId, distance_km};
use dateline::geoparse::{self, Location, Relation, Toponym};
use dateline::lexicon::Lexicon;

const SUITE: &str = include_str!("../suites/relations.md");

/// Reads the suite's cells, found or made from a relation.
fn told(toponym: &Toponym, gazetteer: &Gazetteer) -> [String; 6] {
    let none = || "-".to_owned();
    let Some(Relation { words, kind, km, bearing, anchors }) = &toponym.relation else {
        return std::array::from_fn(|_| none());
    };
    let number = |n: Option<f64>| n.map_or_else(none, |n| ((n * 10.0).round() / 10.0).to_string());
    let mut from: Vec<&str> = anchors.iter().map(|id| gazetteer.place(*id).name).collect();
    if kind.name() == "border" {
        from.sort_unstable();
    }
    [
        kind.name().to_owned(),
        words.clone(),
        number(*km),
        number(*bearing),
        from.join(" + "),
        number(toponym.location.as_ref().map(|l| l.uncertainty_km)),
    ]
}

fn point(gazetteer: &Gazetteer, id: PlaceId) -> (f64, f64) {
    let place = gazetteer.place(id);
    (place.lat, place.lon)
}

/// The bearing of `b` from `a` at the start of the great circle.
fn bearing((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (a, b, turn) = (lat1.to_radians(), lat2.to_radians(), (lon2 - lon1).to_radians());
    let east = turn.sin() * b.cos();
    let north = a.cos() * b.sin() - a.sin() * b.cos() * turn.cos();
    east.atan2(north).to_degrees().rem_euclid(360.0)
}

/// What is wrong with the point of a relation; nothing where it lies as told.
fn misplaced(relation: &Relation, at: &Location, gazetteer: &Gazetteer) -> Option<String> {
    let here = (at.lat, at.lon);
    let anchors: Vec<(f64, f64)> = relation.anchors.iter().map(|id| point(gazetteer, *id)).collect();
    let far: Vec<f64> = anchors.iter().map(|a| distance_km(*a, here)).collect();
    match (relation.kind.name(), &anchors[..], relation.km, relation.bearing) {
        ("border", [_, _], ..) => None,
        ("between" | "road", [_, _], ..) => ((far[0] - far[1]).abs() > 0.5).then(|| format!("not midway: {far:?}")),
        ("offset" | "travel", [anchor], Some(km), Some(degrees)) => {
            let turn = (bearing(*anchor, here) - degrees + 540.0).rem_euclid(360.0) - 180.0;
            ((far[0] - km).abs() > 0.02 * km || turn.abs() > 1.0)
                .then(|| format!("{} km at {}", far[0], bearing(*anchor, here)))
        }
        ("outskirts", [anchor], None, Some(degrees)) => {
            let turn = (bearing(*anchor, here) - degrees + 540.0).rem_euclid(360.0) - 180.0;
            (!(0.5..20.0).contains(&far[0]) || turn.abs() > 1.0)
                .then(|| format!("{} km at {}", far[0], bearing(*anchor, here)))
        }
        (_, [_], ..) => (far[0] > 0.01).then(|| format!("moved by {} km", far[0])),
        _ => Some(format!("{} anchors", anchors.len())),
    }
}

#[test]
fn relative_places_have_their_words_points_and_reach() {
    let (lexicon, gazetteer) = (Lexicon::english().unwrap(), Gazetteer::embedded().unwrap());
    let rows = SUITE.lines().enumerate().filter(|(_, l)| l.starts_with("| ") && !l.starts_with("| text"));
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (line, row) in rows.map(|(n, l)| (n + 1, l)) {
        count += 1;
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [text, expected @ ..] = &cells[..] else { panic!("relations.md:{line}: no cells") };
        let (start, name) = text.split_once('[').map(|(a, rest)| (a.len(), rest.split(']').next().unwrap())).unwrap();
        // That it is a place at all is not asked here, and told elsewhere.
        let context =
            if expected[0] == "border" { String::new() } else { format!("\n\nPeople in {name} had heard of it.") };
        let report = Report { text: text.replace(['[', ']'], "") + &context, ..Report::default() };
        let document = document::read(report, &lexicon);
        let found = geoparse::find(&document, &gazetteer, &lexicon);
        let Some(toponym) = found.iter().find(|t| t.span.start == start && t.name == name) else {
            wrong.push(format!("relations.md:{line}: {text}\n   no {name} found"));
            continue;
        };
        let is = told(toponym, &gazetteer);
        if is[..] != expected[..] {
            wrong.push(format!("relations.md:{line}: {text}\n   is       {is:?}\n   expected {expected:?}"));
        }
        let fault = toponym.relation.as_ref().zip(toponym.location.as_ref());
        if let Some(fault) = fault.and_then(|(relation, at)| misplaced(relation, at, &gazetteer)) {
            wrong.push(format!("relations.md:{line}: {text}\n   {fault}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 40, "{count} rows");
}
