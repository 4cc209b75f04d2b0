//! `tests/suites/geography.md`: places on their days, and what lies where.

use dateline::gazetteer::{FeatureClass, Gazetteer, PlaceId};
use dateline::geoparse::{as_of, locate};
use jiff::civil::Date;

const SUITE: &str = include_str!("suites/geography.md");

fn rows(columns: usize) -> Vec<(usize, Vec<&'static str>)> {
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| place") && !line.starts_with("| lat");
    let all = SUITE.lines().enumerate().filter(|(_, line)| is_row(line)).map(|(n, line)| (n + 1, cells(line)));
    all.filter(|(_, cells)| cells.len() == columns).collect()
}

fn class(word: &str) -> FeatureClass {
    match word {
        "country" => FeatureClass::Country,
        "admin1" => FeatureClass::Admin1,
        "region" => FeatureClass::Region,
        "town" => FeatureClass::Town,
        other => panic!("{other} is not a kind that the suite knows"),
    }
}

/// The place that bears a name, is of a kind and lies in a country; the biggest
/// one of several.
fn place(gazetteer: &Gazetteer, name: &str, kind: &str, iso2: &str) -> PlaceId {
    let hits = gazetteer.find(name).into_iter().map(|hit| gazetteer.place(hit.place));
    let of = |p: &dateline::gazetteer::Place<'_>| {
        p.class == class(kind) && (p.iso2 == iso2 || p.countries.split(',').any(|c| c == iso2))
    };
    let found = hits.filter(of).max_by_key(|p| (p.name == name, p.population));
    found.unwrap_or_else(|| panic!("no {kind} {name} in {iso2}")).id
}

fn area(gazetteer: &Gazetteer, id: PlaceId, kind: &str, date: Date, wanted: &str) -> String {
    if kind == "town" {
        return "point".into();
    }
    let Some(area) = gazetteer.area_of(id, Some(date)) else { return "none".into() };
    let km2 = area.km2();
    let close = wanted.parse::<f64>().is_ok_and(|wanted| (km2 / wanted - 1.0).abs() < 0.05);
    if close { wanted.to_owned() } else { format!("{km2:.0}") }
}

#[test]
fn a_place_has_the_status_names_and_area_of_the_day() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let rows = rows(9);
    let mut wrong = Vec::new();
    for (line, cells) in &rows {
        let [name, kind, iso2, day, iso3, disputed, administered, alt, km2] = cells[..] else { unreachable!() };
        let date: Date = day.parse().unwrap();
        let mut at = locate(&gazetteer, place(&gazetteer, name, kind, iso2), Some("2000-01-01".parse().unwrap()));
        as_of(&gazetteer, &mut at, date);
        let or = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let told = [
            or(at.iso3.as_deref()),
            or(at.disputed.as_ref().map(|d| d.area.as_str())),
            or(at.disputed.as_ref().map(|d| d.administered_by.as_str())),
            or(at.alt.as_deref()),
            area(&gazetteer, at.place.unwrap(), kind, date, km2),
        ];
        if told != [iso3, disputed, administered, alt, km2] {
            wrong.push(format!(
                "geography.md:{line}: {name} on {day}\n   is       {told:?}\n   expected {:?}",
                &cells[4..]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    assert!(rows.len() >= 80);
}

#[test]
fn known_points_lie_in_their_divisions() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let rows = rows(6);
    let mut wrong = Vec::new();
    for (line, cells) in &rows {
        let [lat, lon, what, country, first, second] = cells[..] else { unreachable!() };
        let within = gazetteer.within(lat.parse().unwrap(), lon.parse().unwrap());
        let first_of = |id: Option<PlaceId>| id.map_or("-", |id| gazetteer.place(id).admin1);
        let second_of = |id: Option<PlaceId>| id.map_or("-", |id| gazetteer.place(id).admin2);
        let told = within.map_or(["-"; 3], |w| [w.iso2, first_of(w.admin1), second_of(w.admin2)]);
        if told != [country, first, second] {
            wrong.push(format!("geography.md:{line}: {what} is {told:?}, expected {:?}", &cells[3..]));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    assert!(rows.len() >= 25);
}

#[test]
fn areas_hold_their_own_points_and_not_their_neighbours() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let on = |day: &str| Some(day.parse::<Date>().unwrap());
    let karabakh = |day: &str| {
        let mut at = locate(&gazetteer, place(&gazetteer, "Nagorno-Karabakh", "region", "AZ"), None);
        as_of(&gazetteer, &mut at, day.parse().unwrap());
        gazetteer.area_of(at.place.unwrap(), on(day))
    };
    // Lachin lies outside the oblast of 1991 and inside the lines of 1994.
    let (lachin, stepanakert) = ((39.64, 46.55), (39.82, 46.75));
    let oblast = karabakh("1991-05-01").unwrap();
    assert!(oblast.contains(stepanakert.0, stepanakert.1) && !oblast.contains(lachin.0, lachin.1));
    let held = karabakh("2016-04-02").unwrap();
    assert!(held.contains(stepanakert.0, stepanakert.1) && held.contains(lachin.0, lachin.1));
    assert_eq!(held.valid, (on("1994-05-12"), on("2020-11-09")));
    assert_eq!(karabakh("2023-03-05"), None, "the peacekeepers' area has no outline");
    let russia = gazetteer.area_of(place(&gazetteer, "Russia", "country", "RU"), None).unwrap();
    assert!(russia.contains(55.75, 37.6) && !russia.contains(45.2, 34.4), "Crimea is Ukraine's in UN usage");
    assert!(russia.contains(66.0, -172.0) && russia.contains(66.0, 175.0), "Chukotka on both sides of the seam");
}
