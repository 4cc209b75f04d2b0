//! Charts of any rows: nothing clipped, nothing overlapping, whatever they are
//! given.

use dateline::coding::EventType;
use dateline::scene::charts::{self, ChartOptions, Event, Named, Shade, ShadeOptions, ToldClaim};
use dateline::scene::{Scene, timeline_of};
use dateline::temporal::{DatePrecision, DateRange};
use jiff::ToSpan;
use jiff::civil::date;

use super::{assert_tidy, keep};
use dateline::gazetteer::Gazetteer;

/// So many rows, so many days apart, with names of all lengths.
fn events(n: usize, days: i64) -> Vec<Event> {
    let event = |i: usize| {
        let day = date(1989, 1, 3).checked_add((i as i64 * days).days()).unwrap();
        let when = DateRange { start: Some(day), end: Some(day), precision: DatePrecision::Day };
        Event { when, kind: EventType::ALL[i % 6], dead: (!i.is_multiple_of(3)).then_some(i as u32 * 37) }
    };
    (0..n).map(event).collect()
}

fn options() -> ChartOptions {
    ChartOptions {
        title: "A title".into(),
        subtitle: "Some rows".into(),
        row: "event",
        names: vec![(EventType::Riots, "A rather long name for one of six kinds of events".into())],
        source: "Data: invented.".into(),
        height: None,
    }
}

fn tidy(name: &str, scene: &Scene) {
    keep(name, scene);
    assert_tidy(scene);
}

#[test]
fn charts_over_days_and_decades_are_tidy() {
    for (n, days) in [(0, 1), (1, 1), (5, 1), (40, 1), (300, 1), (900, 3), (3000, 4), (60, 200)] {
        let events = events(n, days);
        tidy(&format!("timeline-{n}-{days}"), &timeline_of(&events, &options()).unwrap());
        tidy(&format!("cumulative-{n}-{days}"), &charts::cumulative(&events, &options()).unwrap());
        tidy(&format!("calendar-{n}-{days}"), &charts::calendar(&events, &options()).unwrap());
    }
}

#[test]
fn bars_and_claims_are_tidy() {
    let names: Vec<String> = (0..40).map(|n| format!("{} {n}", "A name of several words".repeat(n % 5 + 1))).collect();
    for n in [0, 1, 7, 4000] {
        let events = events(n, 1);
        let row = |(i, event): (usize, &Event)| Named { names: vec![names[i * i % 40].as_str()], event: *event };
        let rows: Vec<Named<'_>> = events.iter().enumerate().map(row).collect();
        tidy(&format!("actors-{n}"), &charts::most(&rows, "actor", &options()).unwrap());
        let claim = |i: usize| ToldClaim { speaker: names[i * i % 40].clone(), about: names[i % 23].clone() };
        let claims: Vec<ToldClaim> = (0..n).map(claim).collect();
        tidy(&format!("claims-{n}"), &charts::claims(&claims, &options()).unwrap());
    }
}

#[test]
fn areas_are_tidy() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let shade = |(n, iso2): (usize, &str)| {
        let place = gazetteer.country_by_iso2(iso2).unwrap().place;
        Shade::of(place, (n * n + 1) as f64, None, &gazetteer)
    };
    for codes in [&["NE", "NG", "TD", "CM", "BF", "ML"][..], &["RU", "US", "FJ", "ZA", "BR"], &["AM"]] {
        let shades: Vec<Shade> = codes.iter().copied().enumerate().map(shade).collect();
        let options = ShadeOptions { title: "Areas".into(), what: "Events".into(), ..ShadeOptions::default() };
        let scene = charts::choropleth(&shades, &options, &gazetteer).unwrap();
        tidy(&format!("areas-{}", codes.len()), &scene);
    }
}
