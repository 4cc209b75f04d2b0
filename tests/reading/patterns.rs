//! How much of `tests/suites/patterns` is read: counts, and may not fall.

use dateline::incident::Incident;
use jiff::civil::Date;
use serde::Deserialize;

use crate::support::expected::{
    Figure, Spot, Tally, Wanted, casualty_kind, is_without_extras, pair, read, show, status,
};

/// What a suite counts, and the shares that may not be lost again, in percent.
/// Raise them when the reader has become better.
type Floors = [(&'static str, usize)];

#[derive(Deserialize)]
struct Suite {
    patterns: Vec<Pattern>,
}

#[derive(Deserialize)]
struct Pattern {
    id: String,
    kind: String,
    published: Date,
    text: String,
    #[serde(default)]
    nothing: bool,
    incidents: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    event_type: String,
    sub_event_type: String,
    #[serde(default)]
    alt_types: Vec<(String, String)>,
    status: String,
    date: Option<(Date, Date)>,
    place: Option<Place>,
    /// Kind, least value, side, claimant.
    figures: Vec<(String, Option<u32>, String, Option<String>)>,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    lat: f64,
    lon: f64,
    km: f64,
}

fn wanted(pattern: &str, expected: Expected) -> Wanted {
    let place = expected.place.as_ref().map_or("no place", |p| &p.name);
    let figure = |(kind, min, _, claimant): (String, Option<u32>, String, Option<String>)| Figure {
        kind: casualty_kind(&kind),
        min,
        claimant,
    };
    Wanted {
        name: format!("{pattern} {} at {place}", expected.sub_event_type),
        status: status(&expected.status),
        days: expected.date,
        places: expected.place.iter().map(|p| Spot { point: (p.lat, p.lon), km: p.km }).collect(),
        figures: expected.figures.into_iter().map(figure).collect(),
        optional: expected.optional,
        quotes: Vec::new(),
        types: [(expected.event_type, expected.sub_event_type)].into_iter().chain(expected.alt_types).collect(),
    }
}

/// How well an incident fits; a day and no more is no match.
fn score(want: &Wanted, read: &Incident) -> usize {
    if want.status.is_mapped() != read.status.is_mapped() {
        return 0;
    }
    let place = want.is_there(read) == Some(true);
    let date = want.is_then(read) == Some(true);
    let score = 2 * usize::from(want.is_of_type(read)) + 2 * usize::from(place) + usize::from(date);
    Some(score + want.figures_met(read)).filter(|s| *s >= 2).unwrap_or(0)
}

/// Confidence and whether it was right, in five bins of as many incidents.
fn bins(mut sure: Vec<(f32, bool)>) -> Vec<Vec<(f32, bool)>> {
    sure.sort_by(|a, b| a.0.total_cmp(&b.0));
    (0..5).map(|n| sure[n * sure.len() / 5..(n + 1) * sure.len() / 5].to_vec()).collect()
}

fn calibration(bins: &[Vec<(f32, bool)>]) -> String {
    let row = |bin: &Vec<(f32, bool)>| {
        let share = |sum: f32| sum * 100.0 / bin.len() as f32;
        let (low, high) = (bin[0].0, bin[bin.len() - 1].0);
        let sure = share(bin.iter().map(|(c, _)| c).sum());
        let right = share(bin.iter().filter(|(_, right)| *right).count() as f32);
        format!(
            "{low:.2} to {high:.2}   {:>3} incidents   sure {sure:>4.1} %   fully right {right:>5.1} %\n",
            bin.len()
        )
    };
    bins.iter().map(row).collect()
}

/// Reads a suite, shows what is wrong in it, and holds its shares.
fn hold(name: &str, text: &str, floors: &Floors) {
    let suite: Suite = serde_json::from_str(text).unwrap();
    let mut tally = Tally::default();
    let mut sure = Vec::new();
    for pattern in suite.patterns {
        let name = format!("{} ({})", pattern.id, pattern.kind);
        let wants: Vec<Wanted> = pattern.incidents.into_iter().map(|e| wanted(&name, e)).collect();
        let read = read(&pattern.id, &pattern.text, Some(pattern.published));
        let paired = pair(&wants, &read, score);
        for (want, read) in wants.iter().zip(&paired) {
            if !want.optional {
                tally.weigh(want, *read);
            }
            sure.extend(read.map(|i| (i.extraction_confidence, want.is_fully(i))));
        }
        let row = if pattern.nothing { "nothing to map, kept clean" } else { "reports without extra incidents" };
        let is_clean = is_without_extras(&read, &paired);
        tally.count(row, is_clean);
        if !is_clean {
            tally.note(format!("{name}: incidents that are none"));
        }
    }
    let table = if sure.len() >= 5 { calibration(&bins(sure)) } else { String::new() };
    show(&format!("{name}\n{}\n{table}", tally.table()));
    tally.holds(floors);
}

#[test]
fn the_patterns_are_read_no_worse_than_before() {
    let floors = [
        ("found", 82),
        ("type", 70),
        ("place", 65),
        ("date", 70),
        ("fully right", 52),
        ("figures", 75),
        ("claimants of figures", 62),
        ("nothing to map, kept clean", 95),
        ("reports without extra incidents", 92),
    ];
    hold("patterns", include_str!("../suites/patterns/patterns.json"), &floors);
}

#[test]
fn patterns_of_the_world_are_read_no_worse_than_before() {
    let floors = [
        ("found", 90),
        ("type", 80),
        ("place", 80),
        ("date", 85),
        ("fully right", 70),
        ("figures", 75),
        ("claimants of figures", 70),
        ("nothing to map, kept clean", 95),
        ("reports without extra incidents", 90),
    ];
    hold("world", include_str!("../suites/patterns/world.json"), &floors);
}

#[test]
fn patterns_that_no_rule_was_made_on_are_read_no_worse_than_before() {
    let floors = [
        ("found", 75),
        ("type", 62),
        ("place", 60),
        ("date", 70),
        ("fully right", 48),
        ("figures", 70),
        ("claimants of figures", 60),
        ("nothing to map, kept clean", 80),
        ("reports without extra incidents", 78),
    ];
    hold("held out", include_str!("../suites/patterns/held_out.json"), &floors);
}

#[test]
fn nothing_is_mapped_of_accidents_games_and_courts() {
    let floors = [("nothing to map, kept clean", 82)];
    hold("nothing", include_str!("../suites/patterns/nothing.json"), &floors);
}
