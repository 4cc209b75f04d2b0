//! One incident as a flat row: the properties of `incidents.geojson` and the
//! columns of `incidents.csv`. The names are part of the product.

use serde::Serialize;

use super::codes;
use super::table::{Located, joined, one_line, round_degrees, table};
use crate::coding::{Actor, EventType, SubEvent};
use crate::geoparse::Location;
use crate::incident::{Incident, ReportRef};

/// How a person has looked at an incident so far.
const REVIEW_STATES: &str = "unreviewed; confirmed; corrected; rejected";
pub(super) const EVENT_TYPES: &str =
    "Battles; Explosions/Remote violence; Violence against civilians; Protests; Riots; Strategic developments";
pub(super) const SUB_EVENT_TYPES: &str = "ACLED's sub_event_type of the event_type";
/// Classes of places.
pub(super) const PLACE_KINDS: &str = "town; country; admin1; admin2; region; water; terrain; road; border; spot";
const PLOVER: &str = "AGREE; CONSULT; SUPPORT; CONCEDE; COOPERATE; AID; RETREAT; REQUEST; REJECT; ACCUSE; THREATEN; PROTEST; SANCTION; MOBILIZE; COERCE; ASSAULT";
const INTER: &str = "State forces; Rebel group; Political militia; Identity militia; Rioters; Protesters; Civilians; External/Other forces";

table! {
    /// One incident, flat.
    IncidentRow in "incidents" {
        id: String, "stable name of the incident: adding or reordering reports does not change it", from "reckoned";
        event_type: &'static str, "what happened, in ACLED's words", allowed EVENT_TYPES, from "ACLED codebook, read from the text";
        sub_event_type: &'static str, "what happened, closer", allowed SUB_EVENT_TYPES, from "ACLED codebook, read from the text";
        plover: &'static str, "PLOVER's category", allowed PLOVER, from "PLOVER codebook, read from the text";
        type_of_violence: Option<u8>, "UCDP's type: 1 state-based, 2 non-state, 3 one-sided", allowed "1; 2; 3", null "not violence, or the sides are not known well enough", from "UCDP GED codebook, derived from the sides";
        civilian_targeting: bool, "whether civilians were the target", from "derived from the sides";
        status: &'static str, "how the report tells it", allowed "reported; claimed; denied; planned; background; generic", from "read from the text";
        attribution: String, "who stands behind it: the report itself, someone who is no party, only a party, independent sources, or one against another", allowed "asserted; attributed; belligerent_claim; corroborated; contested", from "read from the text, and from merging";
        ongoing: bool, "whether it was still going on at ongoing_as_of", from "read from the text";
        ongoing_as_of: Option<jiff::civil::Date>, "the latest day of publication that says it goes on", null "not ongoing, or the reports are undated", from "publication dates";
        date_start: Option<jiff::civil::Date>, "first day", null "not known; never guessed", from "read from the text";
        date_end: Option<jiff::civil::Date>, "last day", null "not known, or still going on", from "read from the text";
        date_precision: String, "how closely the text tells the time, also where the days are not known", allowed "day; night; range; week; month; year; decade; open", from "read from the text";
        date_basis: Option<String>, "how the days are known", allowed "stated; weekday+publication; weekday+named_event; merged; option; dataset; correction", null "the days are not known", from "rule that dated it";
        time_as_reported: Option<String>, "the words for the time", null "none told, or withheld", from "read from the text";
        acled_time_precision: Option<u8>, "ACLED's time_precision: 1 day, 2 week, 3 month", allowed "1; 2; 3", null "undated or wider than a month", from "ACLED codebook, derived from the dates";
        ucdp_date_prec: Option<u8>, "UCDP's date_prec: 1 day, 2 range of 2-6 days, 3 week, 4 up to a month, 5 up to a year", allowed "1; 2; 3; 4; 5", null "undated or wider than a year", from "UCDP GED codebook, derived from the dates";
        published_first: Option<jiff::civil::Date>, "first day of publication among the reports", null "no report is dated", from "reports, manifest or option";
        published_last: Option<jiff::civil::Date>, "last day of publication among the reports", null "no report is dated", from "reports, manifest or option";
        place: Option<String>, "the gazetteer's name of the place", null "not placed", from "gazetteer";
        place_as_reported: Option<String>, "the name as the report has it", null "no place told, or withheld (--public, --aggregate)", from "read from the text";
        place_alt: Option<String>, "the other side's or the former name", null "none known", from "gazetteer";
        place_kind: Option<String>, "what the place is", allowed PLACE_KINDS, null "not placed", from "gazetteer";
        reported_relation: Option<String>, "how the report relates the incident to the place: near, 20 km south of, towards", null "at the place", from "read from the text";
        geonameid: Option<u32>, "GeoNames' id of the place", null "not placed, or not in GeoNames", from "GeoNames";
        admin1: Option<String>, "first-order division", null "not placed, or none", from "GeoNames";
        admin2: Option<String>, "second-order division", null "not placed, or none", from "GeoNames";
        country: Option<String>, "short English name of the country", null "not placed, on a border, or on nobody's soil", from "gazetteer and disputed.tsv";
        iso3: Option<String>, "ISO 3166-1 alpha-3 of the country", null "not placed, on a border, or on nobody's soil", from "gazetteer and disputed.tsv";
        countries_iso3: Option<String>, "all countries touched, joined with \"; \"", null "not placed", from "gazetteer and disputed.tsv";
        disputed_area: Option<String>, "the disputed area the place lies in, as of the incident's date", null "none", from "disputed.tsv";
        claimants: Option<String>, "who claims that area, joined with \"; \"", null "no disputed area", from "disputed.tsv";
        administered_by: Option<String>, "who administers that area", null "no disputed area", from "disputed.tsv";
        admin_code: Option<String>, "code of the area of your own layer (--admin) in which the point lies", null "no layer given, outside all its areas, or the point's uncertainty is more than 1.5 times the radius of a circle of the area's size", from "your layer";
        admin_name: Option<String>, "name of that area", null "no admin_code, or the layer has no names", from "your layer";
        coord_basis: Option<String>, "what the point is: a town, an area's point, a town moved by the stated distance, a point for a line", allowed "town; centroid; offset; line", null "not placed", from "gazetteer";
        uncertainty_km: Option<f64>, "radius around the point within which the place lies", unit "km", null "not placed", from "gazetteer";
        acled_geo_precision: Option<u8>, "ACLED's geo_precision: 1 town, 2 part of a region or near a town, 3 larger region", allowed "1; 2; 3", null "not placed", from "ACLED codebook, derived from the place";
        ucdp_where_prec: Option<u8>, "UCDP's where_prec: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 line or fuzzy region, 6 country, 7 at sea or in the air", allowed "1; 2; 3; 4; 5; 6; 7", null "not placed", from "UCDP GED codebook, derived from the place";
        latitude: Option<f64>, "degrees north, WGS 84; in GeoJSON it is the geometry", unit "degrees", null "not placed", from "gazetteer";
        longitude: Option<f64>, "degrees east, WGS 84; in GeoJSON it is the geometry", unit "degrees", null "not placed", from "gazetteer";
        side_a: Option<String>, "the acting party; where none acts, state before non-state, then order of mention", null "not told", from "read from the text, named in ACLED's manner";
        side_a_iso3: Option<String>, "the state of side_a", null "not told, or none", from "lexicon";
        inter_a: Option<String>, "kind of side_a, in ACLED's words", allowed INTER, null "not known", from "ACLED codebook, lexicon";
        side_b: Option<String>, "the other party", null "not told", from "read from the text, named in ACLED's manner";
        side_b_iso3: Option<String>, "the state of side_b", null "not told, or none", from "lexicon";
        inter_b: Option<String>, "kind of side_b, in ACLED's words", allowed INTER, null "not known", from "ACLED codebook, lexicon";
        initiator: Option<String>, "which side began, as told", allowed "side_a; side_b; disputed", null "not told", from "read from the text";
        initiator_by: Option<String>, "who says which side began; \"withheld\" where --public leaves the name out", null "not told, or the report itself", from "read from the text";
        responsibility_claimed_by: Option<String>, "who says that it was their act", null "nobody, as told", from "read from the text";
        killed_min: Option<u32>, "lowest live claim of the dead", unit "persons", null "no figure", from "claims";
        killed_max: Option<u32>, "highest live claim of the dead", unit "persons", null "no figure, or open above", from "claims";
        killed_best: Option<u32>, "best single figure of the dead", unit "persons", null "not known; 0 only where none is stated", from "claims, by the rule in killed_best_basis";
        killed_best_basis: Option<&'static str>, "the rule that gave killed_best, or correction where a person set it", null "no killed_best", from "reckoned";
        killed_a: Option<u32>, "dead of side_a", unit "persons", null "not known", from "claims";
        killed_b: Option<u32>, "dead of side_b", unit "persons", null "not known", from "claims";
        killed_civilians: Option<u32>, "dead civilians", unit "persons", null "not known", from "claims";
        killed_unknown: Option<u32>, "dead of no stated side", unit "persons", null "not known", from "claims";
        wounded_min: Option<u32>, "lowest live claim of the hurt", unit "persons", null "no figure", from "claims";
        wounded_max: Option<u32>, "highest live claim of the hurt", unit "persons", null "no figure, or open above", from "claims";
        captured_min: Option<u32>, "lowest live claim of prisoners taken", unit "persons", null "no figure", from "claims";
        captured_max: Option<u32>, "highest live claim of prisoners taken", unit "persons", null "no figure, or open above", from "claims";
        missing_min: Option<u32>, "lowest live claim of the missing", unit "persons", null "no figure", from "claims";
        missing_max: Option<u32>, "highest live claim of the missing", unit "persons", null "no figure, or open above", from "claims";
        abducted_min: Option<u32>, "lowest live claim of the abducted", unit "persons", null "no figure", from "claims";
        abducted_max: Option<u32>, "highest live claim of the abducted", unit "persons", null "no figure, or open above", from "claims";
        arrested_min: Option<u32>, "lowest live claim of arrests", unit "persons", null "no figure", from "claims";
        arrested_max: Option<u32>, "highest live claim of arrests", unit "persons", null "no figure, or open above", from "claims";
        displaced_min: Option<u32>, "lowest live claim of people driven from home", unit "persons", null "no figure", from "claims";
        displaced_max: Option<u32>, "highest live claim of people driven from home", unit "persons", null "no figure, or open above", from "claims";
        disputed_toll: bool, "whether speakers give figures that cannot both be right", from "claims";
        n_reports: u32, "reports that tell it", unit "reports", from "reckoned";
        n_independent_sources: u32, "how many of them are independent: five outlets carrying one agency's story are one", unit "sources", from "reckoned";
        sources: Option<String>, "publishers and agencies, joined with \"; \"", null "not known, or withheld", from "reports or manifest";
        report_ids: String, "ids of the reports, joined with \"; \"; neutral ones (report-...) with --public and --aggregate", from "reports";
        urls: Option<String>, "where the reports were published, joined with \"; \"", null "not known, or withheld", from "reports or manifest";
        archive_urls: Option<String>, "where copies of the reports are archived, joined with \"; \"", null "not told, or withheld", from "reports or manifest";
        n_claims: u32, "rows of claims.csv about it", unit "claims", from "reckoned";
        quote: Option<String>, "the main sentence of evidence, on one line", null "none kept, or withheld", from "read from the text";
        extraction_confidence: f64, "how sure it is that the text was read right, not that it happened", allowed "0.0 to 1.0", from "reckoned";
        review_state: &'static str, "whether a person has looked at it", allowed REVIEW_STATES, from "corrections";
        situation_id: Option<String>, "the siege, blockade or battle of days it belongs to", null "none", from "reckoned";
        part_of: Option<String>, "the incident it is a part of", null "none", from "reckoned";
    }
}

impl Located for IncidentRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn point(&self) -> Option<[f64; 2]> {
        Some([self.longitude?, self.latitude?])
    }
}

/// The word that a unit-like value serialises to (`belligerent_claim`).
pub(super) fn word<T: Serialize>(value: T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Distinct texts in order of first mention, on one line.
fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    joined(seen)
}

fn sources(report: &ReportRef) -> impl Iterator<Item = &str> {
    report.source.as_deref().into_iter().chain(report.agency.as_deref())
}

/// Name, state and kind of a side.
fn side(actor: Option<&Actor>) -> (Option<String>, Option<String>, Option<String>) {
    let name = actor.and_then(|a| one_line(&a.name));
    (name, actor.and_then(|a| a.iso3.clone()), actor.and_then(|a| a.inter).map(|i| i.name().to_owned()))
}

impl IncidentRow {
    /// The row of an incident.
    pub fn new(incident: &Incident) -> Self {
        let sub: SubEvent = incident.sub_event;
        let event_type: EventType = sub.event_type();
        let at: Option<&Location> = incident.location.as_deref();
        let disputed = at.and_then(|l| l.disputed.as_ref());
        let (side_a, side_a_iso3, inter_a) = side(incident.side_a.as_deref());
        let (side_b, side_b_iso3, inter_b) = side(incident.side_b.as_deref());
        let published = || incident.reports.iter().filter_map(|r| r.published);
        let tolls = &incident.tolls;
        Self {
            id: incident.id.clone(),
            event_type: event_type.name(),
            sub_event_type: sub.name(),
            plover: incident.plover.name(),
            type_of_violence: incident.type_of_violence,
            civilian_targeting: incident.civilian_targeting,
            status: incident.status.name(),
            attribution: word(incident.attribution).unwrap_or_default(),
            ongoing: incident.ongoing,
            ongoing_as_of: incident.ongoing_as_of,
            date_start: incident.when.start,
            date_end: incident.when.end,
            date_precision: word(incident.date_precision).unwrap_or_default(),
            date_basis: incident.date_basis.and_then(word),
            time_as_reported: incident.time_as_reported.as_deref().and_then(one_line),
            acled_time_precision: codes::acled_time_precision(&incident.when),
            ucdp_date_prec: codes::ucdp_date_prec(&incident.when),
            published_first: published().min(),
            published_last: published().max(),
            place: at.and_then(|l| one_line(&l.name)),
            place_as_reported: incident.place_as_reported.as_deref().and_then(one_line),
            place_alt: at.and_then(|l| l.alt.clone()),
            place_kind: at.and_then(|l| word(l.class)),
            reported_relation: incident.relation.as_ref().and_then(|r| one_line(&r.words)),
            geonameid: at.and_then(|l| l.geonameid),
            admin1: at.and_then(|l| l.admin1.clone()),
            admin2: at.and_then(|l| l.admin2.clone()),
            country: at.and_then(|l| l.country.clone()),
            iso3: at.and_then(|l| l.iso3.clone()),
            countries_iso3: at.and_then(|l| joined(&l.countries_iso3)),
            disputed_area: disputed.map(|d| d.area.clone()),
            claimants: disputed.and_then(|d| joined(&d.claimants)),
            administered_by: disputed.and_then(|d| one_line(&d.administered_by)),
            admin_code: incident.area.as_ref().and_then(|a| one_line(&a.code)),
            admin_name: incident.area.as_ref().and_then(|a| a.name.as_deref()).and_then(one_line),
            coord_basis: at.and_then(|l| word(l.basis)),
            uncertainty_km: at.map(|l| (l.uncertainty_km * 10.0).round() / 10.0),
            acled_geo_precision: at.map(|l| l.acled_geo_precision),
            ucdp_where_prec: at.map(|l| l.ucdp_where_prec),
            latitude: at.map(|l| round_degrees(l.lat)),
            longitude: at.map(|l| round_degrees(l.lon)),
            side_a,
            side_a_iso3,
            inter_a,
            side_b,
            side_b_iso3,
            inter_b,
            initiator: incident.initiator.and_then(word),
            initiator_by: incident.initiator_by.clone(),
            responsibility_claimed_by: incident.responsibility_claimed_by.clone(),
            killed_min: tolls.killed.min,
            killed_max: tolls.killed.max,
            killed_best: tolls.killed_best,
            killed_best_basis: tolls.killed_best_basis,
            killed_a: tolls.killed_a,
            killed_b: tolls.killed_b,
            killed_civilians: tolls.killed_civilians,
            killed_unknown: tolls.killed_unknown,
            wounded_min: tolls.wounded.min,
            wounded_max: tolls.wounded.max,
            captured_min: tolls.captured.min,
            captured_max: tolls.captured.max,
            missing_min: tolls.missing.min,
            missing_max: tolls.missing.max,
            abducted_min: tolls.abducted.min,
            abducted_max: tolls.abducted.max,
            arrested_min: tolls.arrested.min,
            arrested_max: tolls.arrested.max,
            displaced_min: tolls.displaced.min,
            displaced_max: tolls.displaced.max,
            disputed_toll: tolls.disputed,
            n_reports: count(incident.reports.len()),
            n_independent_sources: count(incident.n_independent_sources),
            sources: distinct(incident.reports.iter().flat_map(|r| sources(r))),
            report_ids: joined(incident.reports.iter().map(|r| r.id.as_str())).unwrap_or_default(),
            urls: distinct(incident.reports.iter().filter_map(|r| r.url.as_deref())),
            archive_urls: distinct(incident.reports.iter().filter_map(|r| r.archive_url.as_deref())),
            n_claims: count(incident.claims.len()),
            quote: incident.evidence.first().and_then(|e| one_line(&e.quote)),
            extraction_confidence: (f64::from(incident.extraction_confidence) * 100.0).round() / 100.0,
            review_state: incident.review_state.name(),
            situation_id: incident.situation_id.clone(),
            part_of: incident.part_of.clone(),
        }
    }
}
