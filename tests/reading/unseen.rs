//! How much of the reports of `tests/unseen` and `tests/wires` is read: counts,
//! and may not fall.

use std::ops::Range;
use std::path::Path;

use dateline::coding::Status;
use dateline::incident::Incident;
use jiff::civil::Date;
use serde::Deserialize;

use crate::support::expected::{
    Figure, Spot, Tally, Wanted, casualty_kind, is_without_extras, pair, read, show, status,
};

/// Shares that may not be lost again, in percent. Raise them when the reader
/// has become better.
const FLOORS: [(&str, usize); 10] = [
    ("found", 68),
    ("type", 48),
    ("place", 45),
    ("date", 53),
    ("fully right", 31),
    ("figures", 58),
    ("claimants of figures", 40),
    ("background and planned flagged", 48),
    ("true negatives kept clean", 75),
    ("reports without extra incidents", 54),
];

/// The same for `tests/wires`.
const FLOORS_OF_WIRES: [(&str, usize); 8] = [
    ("found", 82),
    ("type", 69),
    ("place", 60),
    ("date", 69),
    ("fully right", 44),
    ("figures", 46),
    ("claimants of figures", 41),
    ("reports without extra incidents", 37),
];

#[derive(Deserialize)]
struct Suite {
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    published: Option<Date>,
    incidents: Vec<Expected>,
    true_negative: bool,
}

#[derive(Deserialize)]
struct Expected {
    id: String,
    event_type: String,
    sub_event_type: String,
    #[serde(default)]
    alt_types: Vec<(String, String)>,
    date: Days,
    places: Vec<Place>,
    casualties: Vec<Casualty>,
    status: String,
    #[serde(default)]
    optional: bool,
    quotes: Vec<String>,
}

#[derive(Deserialize)]
struct Days {
    start: Option<Date>,
    end: Option<Date>,
}

#[derive(Deserialize)]
struct Place {
    lat: f64,
    lon: f64,
    tolerance_km: f64,
}

#[derive(Deserialize)]
struct Casualty {
    kind: String,
    min: u32,
    claimed_by: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    superseded: bool,
}

/// Where a quote stands in the text, in code points.
fn place(quote: &str, text: &str) -> Range<usize> {
    let at = text.find(quote).unwrap_or_else(|| panic!("the text has not '{quote}'"));
    let start = text[..at].chars().count();
    start..start + quote.chars().count()
}

fn figures(casualties: Vec<Casualty>) -> Vec<Figure> {
    let asked = casualties.into_iter().filter(|c| !c.optional && !c.superseded);
    let figure = |c: Casualty| Figure {
        kind: casualty_kind(&c.kind),
        min: Some(c.min),
        claimant: Some(c.claimed_by).filter(|who| who != "article"),
    };
    asked.map(figure).collect()
}

fn wanted(expected: Expected, text: &str) -> Wanted {
    // A side that is open reaches as far as it can.
    let Days { start, end } = expected.date;
    let days = (start.is_some() || end.is_some()).then(|| (start.unwrap_or(Date::MIN), end.unwrap_or(Date::MAX)));
    Wanted {
        name: format!("{} {}", expected.id, expected.sub_event_type),
        status: status(&expected.status),
        days,
        places: expected.places.iter().map(|p| Spot { point: (p.lat, p.lon), km: p.tolerance_km }).collect(),
        figures: figures(expected.casualties),
        optional: expected.optional,
        quotes: expected.quotes.iter().map(|q| place(q, text)).collect(),
        types: [(expected.event_type, expected.sub_event_type)].into_iter().chain(expected.alt_types).collect(),
    }
}

/// How well an incident fits: proved by a quote, or at the right place and day.
/// Figures, and that it may not be missed, only break ties.
fn score(want: &Wanted, read: &Incident) -> usize {
    let (proof, place) = (want.is_proved(read), want.is_there(read) == Some(true));
    let date = want.is_then(read) == Some(true);
    if !(proof || place && date) {
        return 0;
    }
    let parts = 2 * usize::from(proof) + [place, date, want.is_of_type(read)].into_iter().filter(|p| *p).count();
    100 * parts + 10 * want.figures_met(read).min(9) + usize::from(!want.optional)
}

#[test]
fn the_unseen_reports_are_read_no_worse_than_before() {
    let suite = serde_json::from_str(include_str!("../unseen/expected.json")).unwrap();
    tally("tests/unseen", suite).holds(&FLOORS);
}

#[test]
fn the_wires_are_read_no_worse_than_before() {
    let suite = serde_json::from_str(include_str!("../wires/expected.json")).unwrap();
    tally("tests/wires", suite).holds(&FLOORS_OF_WIRES);
}

fn tally(folder: &str, suite: Suite) -> Tally {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut tally = Tally::default();
    for article in suite.articles {
        let text = std::fs::read_to_string(folder.join(&article.id)).unwrap();
        let wants: Vec<Wanted> = article.incidents.into_iter().map(|e| wanted(e, &text)).collect();
        let read = read(&article.id, &text, article.published);
        let paired = pair(&wants, &read, score);
        for (want, read) in wants.iter().zip(&paired).filter(|(want, _)| !want.optional) {
            tally.weigh(want, *read);
            if matches!(want.status, Status::Background | Status::Planned) {
                let is_flagged = read.is_some_and(|i| i.status == want.status);
                tally.count("background and planned flagged", is_flagged);
                if read.is_some() && !is_flagged {
                    tally.note(format!("{}: not flagged as {}", want.name, want.status.name()));
                }
            }
        }
        let is_clean = if article.true_negative {
            let is_clean = read.iter().all(|i| !i.status.is_mapped());
            tally.count("true negatives kept clean", is_clean);
            is_clean
        } else {
            let is_clean = is_without_extras(&read, &paired);
            tally.count("reports without extra incidents", is_clean);
            is_clean
        };
        if !is_clean {
            tally.note(format!("{}: incidents that are none", article.id));
        }
    }
    show(&tally.table());
    tally
}
