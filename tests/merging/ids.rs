//! Ids and records of merged incidents: they do not hang on the order of the
//! reports, nor on reports that tell of something else.

use dateline::incident::{Incident, MergeOptions, ReportRef, merge};
use dateline::temporal::{DatePrecision, DateRange};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::support::incidents::{clash, evidence, location};

/// Towns three hundred kilometres apart.
const TOWNS: [(&str, f64, f64); 3] = [("Northby", 40.0, 46.0), ("Midby", 43.0, 46.0), ("Southby", 46.0, 46.0)];

/// What a report tells: its town, its day of the month, its dead.
type Telling = (usize, i8, u32);

fn told(report: usize, number: usize, (town, day, dead): Telling) -> Incident {
    let id = format!("r{report:02}.txt");
    let (name, lat, lon) = TOWNS[town % TOWNS.len()];
    let day = date(2022, 9, day);
    let mut incident = clash();
    incident.id = format!("i{report:02}{number}");
    incident.families = ["fight".into()].into();
    incident.when = DateRange { start: Some(day), end: Some(day), precision: DatePrecision::Day };
    incident.date_precision = DatePrecision::Day;
    incident.location = Some(location(name, lat, lon, Some("AZE")).into());
    incident.place_as_reported = Some(name.to_owned());
    incident.places = [name.to_owned()].into();
    incident.evidence = vec![evidence(&id, dateline::text::Field::Text, number, "They fought.").into()];
    incident.claims.truncate(1);
    for claim in &mut incident.claims {
        claim.count.min = Some(dead);
        claim.count.max = Some(dead);
        claim.evidence = incident.evidence[0].clone();
    }
    incident.reports = vec![ReportRef { id, published: Some(published(report)), ..ReportRef::default() }.into()];
    incident
}

fn published(report: usize) -> Date {
    date(2022, 10, 1 + report as i8 % 20)
}

fn archive(reports: &[Vec<Telling>]) -> Vec<Incident> {
    let tellings = |(r, list): (usize, &Vec<Telling>)| -> Vec<Incident> {
        list.iter().enumerate().map(|(n, t)| told(r, n, *t)).collect()
    };
    reports.iter().enumerate().flat_map(tellings).collect()
}

fn reports(incident: &Incident) -> Vec<&str> {
    incident.reports.iter().map(|r| r.id.as_str()).collect()
}

proptest! {
    #[test]
    fn the_order_of_reports_does_not_show(
        reports in prop::collection::vec(prop::collection::vec((0..3_usize, 1..5_i8, 1..60_u32), 1..3), 1..9),
        turn in any::<prop::sample::Index>(),
    ) {
        let all = archive(&reports);
        let mut other = all.clone();
        other.rotate_left(turn.index(all.len()));
        other.reverse();
        prop_assert_eq!(merge(all, &MergeOptions::default()), merge(other, &MergeOptions::default()));
    }

    #[test]
    fn a_report_leaves_alone_what_it_does_not_tell(
        reports_of_two in prop::collection::vec(prop::collection::vec((0..2_usize, 1..5_i8, 1..60_u32), 1..3), 1..9),
        day in 1..5_i8,
    ) {
        // The last report tells of the third town, of which no other does.
        let before = merge(archive(&reports_of_two), &MergeOptions::default());
        let mut more = reports_of_two;
        more.push(vec![(2, day, 5)]);
        let last = format!("r{:02}.txt", more.len() - 1);
        let mut after = merge(archive(&more), &MergeOptions::default());
        after.retain(|i| !reports(i).contains(&last.as_str()));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_later_report_keeps_the_id_of_what_it_joins(
        tellings in prop::collection::vec((0..3_usize, 1..5_i8, 1..60_u32), 1..8),
        again in any::<prop::sample::Index>(),
    ) {
        let told: Vec<Vec<Telling>> = tellings.iter().map(|t| vec![*t]).collect();
        let before = merge(archive(&told), &MergeOptions::default());
        let mut more = told;
        more.push(vec![tellings[again.index(tellings.len())]]);
        let last = format!("r{:02}.txt", more.len() - 1);
        for incident in merge(archive(&more), &MergeOptions::default()) {
            let older: Vec<&str> = reports(&incident).into_iter().filter(|r| *r != last).collect();
            if let Some(same) = before.iter().find(|i| reports(i) == older) {
                prop_assert_eq!(&same.id, &incident.id);
            }
        }
    }
}
