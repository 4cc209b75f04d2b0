//! How long a million incidents take to merge, and in how much memory:
//! `cargo bench --bench merge -- [N]`. They are made up, clustered as in the
//! news: few towns have most events, an event is told by one to six reports, a
//! seventh is told of a region, a tenth without a day.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::sync::Arc;
use std::time::Instant;

use dateline::coding::{Act, Actor, CasualtyKind, Inter, Quantity, Scope, Side, Status, SubEvent};
use dateline::gazetteer::FeatureClass;
use dateline::geoparse::{CoordBasis, Location};
use dateline::incident::{Evidence, Incident, IncidentClaim, MergeOptions, Pool, ReportRef, Toll, Tolls, merge};
use dateline::temporal::{DateBasis, DatePrecision, DateRange};
use dateline::text::{CharSpan, Field, SourceSpan, Span};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use thin_vec::thin_vec;

/// A generator of numbers, the same on every machine (`SplitMix64`, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// Small numbers often, large ones seldom.
    fn skewed(&mut self, n: u64) -> u64 {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (x * x * x * n as f64) as u64
    }
}

const COUNTRIES: u64 = 60;
const TOWNS: u64 = 4000;
const DAYS: u64 = 3650;
const FAMILIES: [(&str, SubEvent); 5] = [
    ("fight", SubEvent::ArmedClash),
    ("killing", SubEvent::Attack),
    ("bombing", SubEvent::RemoteExplosive),
    ("shelling", SubEvent::ShellingArtilleryMissile),
    ("abduction", SubEvent::Abduction),
];

fn town(number: u64) -> Location {
    let mut dice = Dice(number + 7);
    let country = number % COUNTRIES;
    let (lat, lon) = (f64::from((country % 10) as u32) * 9.0 - 30.0, f64::from((country / 10) as u32) * 20.0 - 20.0);
    let spread = |dice: &mut Dice| dice.below(800) as f64 / 100.0;
    let iso3 = format!("C{country:02}");
    Location {
        place: None,
        geonameid: None,
        name: format!("Town {number}"),
        alt: None,
        lat: lat + spread(&mut dice),
        lon: lon + spread(&mut dice),
        class: FeatureClass::Town,
        feature_code: "PPL".to_owned(),
        iso3: Some(iso3.clone()),
        countries_iso3: vec![iso3],
        country: Some(format!("Country {country}")),
        admin1: Some(format!("Province {}", number % 500)),
        admin2: None,
        disputed: None,
        basis: CoordBasis::Town,
        uncertainty_km: 5.0,
        acled_geo_precision: 1,
        ucdp_where_prec: 1,
    }
}

fn actor(name: String, iso3: Option<String>, inter: Inter) -> Actor {
    let as_reported = name.clone();
    Actor { name, as_reported, iso3, inter: Some(inter), group: None, passing: false, span: Span::default() }
}

/// One telling of event `event` in report `report`.
fn telling(event: u64, report: &Arc<ReportRef>, number: u64, dice: &mut Dice) -> Incident {
    let mut own = Dice(event ^ 0xABCD);
    let (town_number, day, kind) = (own.skewed(TOWNS), own.below(DAYS), own.skewed(FAMILIES.len() as u64));
    let (family, sub_event) = FAMILIES[kind as usize % FAMILIES.len()];
    let dead = own.skewed(40) as u32 + u32::from(dice.below(5) == 0);
    let mut place = town(town_number);
    if dice.below(7) == 0 {
        place.name = place.admin1.clone().unwrap_or_default();
        (place.class, place.uncertainty_km, place.ucdp_where_prec) = (FeatureClass::Admin1, 80.0, 4);
    }
    let iso3 = place.iso3.clone();
    let group = format!("Group {}", own.below(200));
    let start: Date = date(2014, 1, 1) + (day as i64).days();
    let dated = dice.below(10) != 0;
    let quote = format!("{dead} people were killed in Town {town_number} when {group} attacked, officials said.");
    let evidence = Arc::new(Evidence {
        report: report.id.as_str().into(),
        span: SourceSpan { field: Field::Text, chars: CharSpan { start: 0, end: quote.len() } },
        quote,
    });
    Incident {
        date_precision: if dated { DatePrecision::Day } else { DatePrecision::Open },
        date_basis: dated.then_some(DateBasis::Stated),
        when: if dated {
            DateRange { start: Some(start), end: Some(start), precision: DatePrecision::Day }
        } else {
            DateRange::default()
        },
        families: thin_vec![family.into()],
        location: (dice.below(20) != 0).then(|| Arc::new(place)),
        status: Status::Reported,
        side_a: Some(Arc::new(actor(group, iso3.clone(), Inter::RebelGroup))),
        side_b: (dice.below(3) != 0).then(|| Arc::new(actor("Military Forces".to_owned(), iso3, Inter::StateForces))),
        tolls: Tolls { killed: Toll { min: Some(dead), max: Some(dead) }, ..Tolls::default() },
        claims: vec![claim(dead, &evidence)],
        evidence: vec![evidence],
        reports: vec![report.clone()],
        n_independent_sources: 1,
        ..Incident::new(format!("i{number:x}"), sub_event)
    }
}

fn claim(dead: u32, evidence: &Arc<Evidence>) -> IncidentClaim {
    IncidentClaim {
        speaker: None,
        speaker_side: None,
        act: Act::Claims,
        what: "killed".into(),
        kind: Some(CasualtyKind::Killed),
        about: Side::All,
        count: Quantity { min: Some(dead), max: Some(dead), approx: false },
        unit: "persons",
        scope: Scope::Incident,
        superseded: false,
        who: "people".into(),
        who_code: None,
        who_inter: None,
        toward: None,
        part: 0,
        evidence: evidence.clone(),
    }
}

/// Reports of one to four incidents; events near each other in number are told
/// by the same ones.
fn made_up(count: usize) -> Vec<Incident> {
    let mut dice = Dice(1);
    let mut pool = Pool::default();
    let mut all = Vec::with_capacity(count);
    let events = (count as u64 * 2 / 5).max(1);
    let mut number = 0;
    while all.len() < count {
        number += 1;
        let first = dice.below(events);
        let start = all.len();
        let shingles: Arc<[u32]> = (0..60).map(|n| (first as u32 / 3).wrapping_mul(131) ^ (n * 7919)).collect();
        let own = Dice(first ^ 0xABCD).below(DAYS + 1);
        let published = date(2014, 1, 1) + (own as i64 % DAYS as i64 + 1).days();
        let report = Arc::new(ReportRef {
            id: format!("r{number}"),
            published: Some(published),
            shingles,
            ..ReportRef::default()
        });
        for _ in 0..=dice.skewed(4) {
            let event = (first + dice.below(4)) % events;
            let id = all.len() as u64;
            all.push(telling(event, &report, id, &mut dice));
        }
        pool.share(&mut all[start..]);
    }
    all.truncate(count);
    all
}

/// The most memory that the process has held, in MB, where the system tells.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? / 1024)
}

fn main() {
    let count = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let start = Instant::now();
    let incidents = made_up(count);
    let mb = |m: Option<u64>| m.map_or_else(|| "unknown".to_owned(), |m| format!("{m} MB"));
    println!(
        "{count} incidents of {} bytes made in {:.1} s, peak {}",
        size_of::<Incident>(),
        start.elapsed().as_secs_f64(),
        mb(peak_mb())
    );
    let start = Instant::now();
    let merged = merge(incidents, &MergeOptions::default());
    println!("merged to {} in {:.1} s, peak {}", merged.len(), start.elapsed().as_secs_f64(), mb(peak_mb()));
}
