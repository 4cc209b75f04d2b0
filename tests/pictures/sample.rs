//! Invented incidents to draw, in the manner of what the pipeline gives.

use std::sync::Arc;

use dateline::coding::{Act, Actor, CasualtyKind, Quantity, Scope, Side, Speaker, SubEvent};
use dateline::gazetteer::FeatureClass;
use dateline::geoparse::{CoordBasis, Location};
use dateline::incident::{Attribution, Evidence, Incident, IncidentClaim, ReportRef, Toll, Tolls};
use dateline::temporal::{DateBasis, DatePrecision, DateRange};
use dateline::text::SourceSpan;
use jiff::civil::Date;

/// An incident in one line: id, sub-event, day, place, latitude, longitude, country, killed.
pub(super) fn incident(
    id: &str,
    sub: SubEvent,
    day: &str,
    place: &str,
    at: (f64, f64),
    country: (&str, &str),
    dead: Option<u32>,
) -> Incident {
    let date: Option<Date> = day.parse().ok();
    Incident {
        attribution: Attribution::Attributed,
        when: DateRange {
            start: date,
            end: date,
            precision: if date.is_some() { DatePrecision::Day } else { DatePrecision::Open },
        },
        date_basis: date.map(|_| DateBasis::Stated),
        location: Some(location(place, at, country).into()),
        area: None,
        place_as_reported: Some(place.into()),
        side_a: Some(actor(&format!("Military Forces of {}", country.1)).into()),
        side_b: Some(actor("Unidentified Armed Group").into()),
        tolls: Tolls { killed: Toll { min: dead, max: dead }, killed_best: dead, ..Tolls::default() },
        claims: dead
            .map(|n| claim(&format!("{} (Defence Ministry)", country.1), Side::SideB, Some(n), Some(n)))
            .into_iter()
            .collect(),
        reports: vec![report("r1", "Example Wire").into()],
        ..Incident::new(id, sub)
    }
}

pub(super) fn report(id: &str, source: &str) -> ReportRef {
    ReportRef { id: id.into(), source: Some(source.into()), ..ReportRef::default() }
}

pub(super) fn actor(name: &str) -> Actor {
    Actor {
        name: name.into(),
        as_reported: name.into(),
        iso3: None,
        inter: None,
        group: None,
        passing: false,
        span: dateline::text::Span::default(),
    }
}

pub(super) fn claim(speaker: &str, about: Side, min: Option<u32>, max: Option<u32>) -> IncidentClaim {
    IncidentClaim {
        speaker: Some(Speaker { name: speaker.into(), iso3: None, via: None }.into()),
        speaker_side: None,
        act: Act::Claims,
        what: "killed".into(),
        kind: Some(CasualtyKind::Killed),
        about,
        count: Quantity { min, max, approx: false },
        unit: "persons",
        scope: Scope::Incident,
        superseded: false,
        part: 0,
        who: "".into(),
        who_code: None,
        who_inter: None,
        toward: None,
        evidence: Evidence { report: "r1".into(), span: SourceSpan::default(), quote: String::new() }.into(),
    }
}

pub(super) fn location(name: &str, (lat, lon): (f64, f64), (iso3, country): (&str, &str)) -> Location {
    Location {
        place: None,
        geonameid: None,
        name: name.into(),
        alt: None,
        lat,
        lon,
        class: FeatureClass::Town,
        feature_code: "PPL".into(),
        iso3: Some(iso3.into()),
        countries_iso3: vec![iso3.into()],
        country: Some(country.into()),
        admin1: None,
        admin2: None,
        disputed: None,
        basis: CoordBasis::Town,
        uncertainty_km: 3.0,
        acled_geo_precision: 1,
        ucdp_where_prec: 1,
    }
}

/// The n-th incident of a series, of a type, day and toll that follow from n.
pub(super) fn at_point(n: u32, at: (f64, f64)) -> Incident {
    let sub = SubEvent::ALL[(n as usize * 7) % SubEvent::ALL.len()];
    let day = format!("2023-{:02}-{:02}", 1 + n % 9, 1 + n * 5 % 28);
    let dead = (!n.is_multiple_of(3)).then_some(n * n % 41);
    incident(&format!("p{n:03}"), sub, &day, &format!("Place {}", n % 40), at, ("UKR", "Ukraine"), dead)
}

/// The place is known only as an area of that radius.
pub(super) fn area(mut i: Incident, class: FeatureClass, km: f64) -> Incident {
    if let Some(l) = &mut i.location {
        let l = Arc::make_mut(l);
        (l.class, l.basis, l.uncertainty_km, l.ucdp_where_prec) = (class, CoordBasis::Centroid, km, 4);
    }
    i
}

/// The place is near the named one.
pub(super) fn near(mut i: Incident, km: f64) -> Incident {
    if let Some(l) = &mut i.location {
        let l = Arc::make_mut(l);
        (l.uncertainty_km, l.ucdp_where_prec) = (km, 2);
    }
    i
}

pub(super) fn party(mut i: Incident) -> Incident {
    i.attribution = Attribution::BelligerentClaim;
    i
}

const AZ: (&str, &str) = ("AZE", "Azerbaijan");
const AM: (&str, &str) = ("ARM", "Armenia");
const GE: (&str, &str) = ("GEO", "Georgia");

/// Twelve incidents around the Caucasus in 2021 and 2022, with one unplaced
/// and one undated.
pub(super) fn caucasus() -> Vec<Incident> {
    use SubEvent as S;
    let mut out = vec![
        near(incident("a01", S::ArmedClash, "2021-11-16", "Ishkhanasar", (39.62, 46.22), AM, Some(15)), 12.0),
        party(incident("a02", S::ShellingArtilleryMissile, "2022-08-03", "Lachin", (39.64, 46.55), AZ, Some(1))),
        incident("a03", S::AirDroneStrike, "2022-08-03", "Lachin", (39.64, 46.55), AZ, Some(2)),
        area(
            incident("a04", S::ArmedClash, "2022-08-01", "Nagorno-Karabakh", (39.82, 46.75), AZ, None),
            FeatureClass::Region,
            62.0,
        ),
        area(
            incident("a05", S::ArmedClash, "", "Nagorno-Karabakh", (39.82, 46.75), AZ, Some(5)),
            FeatureClass::Region,
            62.0,
        ),
        incident("a06", S::PeacefulProtest, "2022-08-05", "Yerevan", (40.18, 44.51), AM, None),
        incident("a07", S::Arrests, "2022-08-05", "Yerevan", (40.18, 44.51), AM, None),
        incident("a08", S::ViolentDemonstration, "2022-07-05", "Tbilisi", (41.69, 44.83), GE, Some(0)),
        party(near(incident("a09", S::ArmedClash, "2022-09-13", "Jermuk", (39.84, 45.67), AM, None), 15.0)),
        incident("a10", S::ShellingArtilleryMissile, "2022-09-13", "Vardenis", (40.18, 45.73), AM, Some(49)),
        incident("a11", S::RemoteExplosive, "2022-05-13", "Ağdam", (39.99, 46.93), AZ, Some(3)),
        incident("a12", S::Attack, "2022-03-08", "Khankendi", (39.82, 46.75), AZ, Some(1)),
    ];
    if let Some(l) = &mut out[11].location {
        let l = Arc::make_mut(l);
        l.alt = Some("Stepanakert".into());
    }
    let mut border = incident("a13", S::ArmedClash, "2022-09-14", "Armenia–Azerbaijan border", (39.9, 45.9), AZ, None);
    if let Some(l) = &mut border.location {
        let l = Arc::make_mut(l);
        (l.class, l.basis, l.uncertainty_km, l.ucdp_where_prec) = (FeatureClass::Border, CoordBasis::Line, 150.0, 5);
        l.iso3 = None;
        l.country = None;
        l.countries_iso3 = vec!["ARM".into(), "AZE".into()];
    }
    out.push(border);
    let mut nowhere = incident("a14", S::ArmedClash, "2022-09-15", "height 2,432", (0.0, 0.0), AZ, Some(2));
    nowhere.location = None;
    out.push(nowhere);
    out[1].claims.push(claim("Arayik Harutyunyan (Artsakh Defence Army)", Side::SideA, Some(2), Some(2)));
    out[1].tolls.wounded = Toll { min: Some(19), max: Some(19) };
    for i in &mut out {
        for c in &mut i.claims {
            c.speaker_side = Some(Side::SideA);
        }
    }
    out[9].claims.push(claim("Azerbaijan (Defence Ministry)", Side::SideA, Some(50), None));
    out[9].claims.push(claim("Nikol Pashinyan (Armenia)", Side::SideB, Some(49), Some(105)));
    if let [_, enemy, own] = &mut out[9].claims[..] {
        enemy.speaker_side = Some(Side::SideB);
        own.speaker_side = Some(Side::SideB);
    }
    out[9].tolls.killed = Toll { min: Some(49), max: Some(105) };
    for (n, i) in out.iter_mut().enumerate() {
        i.reports =
            vec![report(&format!("r{n}"), ["Example Wire", "The Daily Example", "Example Radio"][n % 3]).into()];
    }
    out
}

/// Incidents over several continents.
pub(super) fn world() -> Vec<Incident> {
    use SubEvent as S;
    let at = |id: &str, sub, day: &str, place: &str, at, iso3: &'static str, country: &'static str, dead| {
        incident(id, sub, day, place, at, (iso3, country), dead)
    };
    vec![
        at("w01", S::ShellingArtilleryMissile, "2023-05-31", "Khartoum", (15.55, 32.53), "SDN", "Sudan", Some(18)),
        at("w02", S::Attack, "2023-06-15", "El Geneina", (13.45, 22.45), "SDN", "Sudan", Some(40)),
        area(
            at("w03", S::ArmedClash, "2023-06-10", "North Kordofan", (13.8, 29.4), "SDN", "Sudan", None),
            FeatureClass::Admin1,
            190.0,
        ),
        at("w04", S::AirDroneStrike, "2023-06-27", "Kramatorsk", (48.72, 37.56), "UKR", "Ukraine", Some(13)),
        at("w05", S::ShellingArtilleryMissile, "2023-06-27", "Kherson", (46.64, 32.61), "UKR", "Ukraine", Some(2)),
        party(at("w06", S::ArmedClash, "2023-06-20", "Bakhmut", (48.59, 38.0), "UKR", "Ukraine", None)),
        at("w07", S::AirDroneStrike, "2023-04-11", "Pazigyi", (22.98, 95.42), "MMR", "Myanmar", Some(168)),
        at("w08", S::ArmedClash, "2023-06-02", "Loikaw", (19.67, 97.21), "MMR", "Myanmar", Some(8)),
        at("w09", S::RemoteExplosive, "2023-03-29", "El Carmen", (8.51, -73.45), "COL", "Colombia", Some(9)),
        at("w10", S::MobViolence, "2023-04-24", "Port-au-Prince", (18.54, -72.34), "HTI", "Haiti", Some(13)),
        at("w11", S::Abduction, "2023-04-26", "Port-au-Prince", (18.54, -72.34), "HTI", "Haiti", None),
        at("w12", S::PeacefulProtest, "2023-05-02", "Cap-Haïtien", (19.76, -72.2), "HTI", "Haiti", None),
        at("w13", S::Attack, "2023-05-30", "Moura", (14.36, -4.3), "MLI", "Mali", Some(30)),
        at("w14", S::SuicideBomb, "2023-04-22", "Sévaré", (14.53, -4.09), "MLI", "Mali", Some(10)),
        at("w15", S::Agreement, "2023-05-11", "Jeddah", (21.49, 39.19), "SAU", "Saudi Arabia", None),
    ]
}
