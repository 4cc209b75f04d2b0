//! `aggregate.csv`: incidents counted by the area that they are shown at.

use std::collections::BTreeMap;

use super::incident_row::{PLACE_KINDS, word};
use super::table::{one_line, table};
use crate::coding::EventType;
use crate::incident::Incident;

table! {
    /// The incidents of one area.
    AggregateRow in "aggregate.csv" {
        area: Option<String>, "name of the area that the incidents are shown at", null "not placed, or in no one area", from "gazetteer";
        area_kind: Option<String>, "what the area is", allowed PLACE_KINDS, null "not placed", from "gazetteer";
        admin1: Option<String>, "first-order division it is or lies in", null "not placed, or wider", from "GeoNames";
        country: Option<String>, "short English name of the country", null "not placed, on a border, or on nobody's soil", from "gazetteer and disputed.tsv";
        iso3: Option<String>, "ISO 3166-1 alpha-3 of the country", null "not placed, on a border, or on nobody's soil", from "gazetteer and disputed.tsv";
        geonameid: Option<u32>, "GeoNames' id of the area", null "not placed, or not in GeoNames", from "GeoNames";
        admin_code: Option<String>, "code of the area of your own layer (--admin) in which its point lies", null "no layer given, or none of its areas fits", from "your layer";
        incidents: u32, "how many incidents", unit "incidents", from "reckoned";
        battles: u32, "how many of them are battles", unit "incidents", from "reckoned";
        explosions_remote_violence: u32, "how many are explosions or remote violence", unit "incidents", from "reckoned";
        violence_against_civilians: u32, "how many are violence against civilians", unit "incidents", from "reckoned";
        protests: u32, "how many are protests", unit "incidents", from "reckoned";
        riots: u32, "how many are riots", unit "incidents", from "reckoned";
        strategic_developments: u32, "how many are strategic developments", unit "incidents", from "reckoned";
        killed_best: Option<u32>, "sum of killed_best where it is known", unit "persons", null "known of none of them", from "reckoned";
        killed_not_known: u32, "of how many incidents killed_best is not known; it is not 0 there", unit "incidents", from "reckoned";
        date_first: Option<jiff::civil::Date>, "first day of them all", null "all undated", from "reckoned";
        date_last: Option<jiff::civil::Date>, "last day of them all", null "all undated", from "reckoned";
    }
}

impl AggregateRow {
    /// One row an area, by country, division and name; the unplaced last.
    pub fn of(incidents: &[Incident]) -> Vec<Self> {
        let mut areas: BTreeMap<_, Vec<&Incident>> = BTreeMap::new();
        for incident in incidents {
            let at = incident.location.as_ref();
            let names = at.map(|l| (l.iso3.as_deref(), l.admin1.as_deref(), l.name.as_str(), l.geonameid));
            let code = incident.area.as_ref().map(|a| a.code.as_str());
            areas.entry((names.is_none(), names, at.and_then(|l| word(l.class)), code)).or_default().push(incident);
        }
        areas.into_values().map(|of_one| Self::area(&of_one)).collect()
    }

    fn area(incidents: &[&Incident]) -> Self {
        let first = incidents.first();
        let at = first.and_then(|i| i.location.as_ref());
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let of = |kind| number(incidents.iter().filter(|i| i.sub_event.event_type() == kind).count());
        let killed = incidents.iter().filter_map(|i| i.tolls.killed_best);
        let starts = incidents.iter().filter_map(|i| i.when.start.or(i.when.end));
        let ends = incidents.iter().filter_map(|i| i.when.end.or(i.when.start));
        Self {
            area: at.and_then(|l| one_line(&l.name)),
            area_kind: at.and_then(|l| word(l.class)),
            admin1: at.and_then(|l| l.admin1.clone()),
            country: at.and_then(|l| l.country.clone()),
            iso3: at.and_then(|l| l.iso3.clone()),
            geonameid: at.and_then(|l| l.geonameid),
            admin_code: first.and_then(|i| i.area.as_ref()).and_then(|a| one_line(&a.code)),
            incidents: number(incidents.len()),
            battles: of(EventType::Battles),
            explosions_remote_violence: of(EventType::Explosions),
            violence_against_civilians: of(EventType::ViolenceAgainstCivilians),
            protests: of(EventType::Protests),
            riots: of(EventType::Riots),
            strategic_developments: of(EventType::StrategicDevelopments),
            killed_not_known: number(incidents.iter().filter(|i| i.tolls.killed_best.is_none()).count()),
            killed_best: killed.reduce(u32::saturating_add),
            date_first: starts.min(),
            date_last: ends.max(),
        }
    }
}
