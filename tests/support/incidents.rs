//! Incidents made by hand, invented, for the tests of the writers: one placed,
//! dated and counted, one contested with unknown toll, one neither placed nor
//! dated.

use std::sync::Arc;

use dateline::coding::{Act, Actor, CasualtyKind, Inter, Plover, Quantity, Scope, Side, Speaker, Status, SubEvent};
use dateline::gazetteer::{Disputed, FeatureClass};
use dateline::geoparse::{CoordBasis, Location, Relation, RelationKind};
use dateline::incident::{
    Attribution, Evidence, Incident, IncidentClaim, Initiator, ReportRef, ReviewState, Toll, Tolls,
};
use dateline::temporal::{DateBasis, DatePrecision, DateRange};
use dateline::text::{CharSpan, Field, SourceSpan, Span};
use jiff::civil::date;
use thin_vec::ThinVec;

/// A place with the fields that writers look at.
pub(crate) fn location(name: &str, lat: f64, lon: f64, iso3: Option<&str>) -> Location {
    Location {
        place: None,
        geonameid: Some(147_622),
        name: name.to_owned(),
        alt: None,
        lat,
        lon,
        class: FeatureClass::Town,
        feature_code: "PPL".to_owned(),
        iso3: iso3.map(str::to_owned),
        countries_iso3: iso3.into_iter().map(str::to_owned).collect(),
        country: iso3.map(|_| "Azerbaijan".to_owned()),
        admin1: Some("Lachin".to_owned()),
        admin2: None,
        disputed: None,
        basis: CoordBasis::Town,
        uncertainty_km: 5.0,
        acled_geo_precision: 1,
        ucdp_where_prec: 1,
    }
}

/// A party.
pub(crate) fn actor(name: &str, iso3: &str) -> Actor {
    Actor {
        name: name.to_owned(),
        as_reported: format!("the {name}"),
        iso3: Some(iso3.to_owned()),
        inter: Some(Inter::StateForces),
        group: None,
        passing: false,
        span: Span::default(),
    }
}

/// Words of a report.
pub(crate) fn evidence(report: &str, field: Field, start: usize, quote: &str) -> Evidence {
    let chars = CharSpan { start, end: start + quote.chars().count() };
    Evidence { report: report.into(), span: SourceSpan { field, chars }, quote: quote.to_owned() }
}

fn claim(quote: Evidence, superseded: bool, min: u32) -> IncidentClaim {
    let speaker = Speaker {
        name: "Armenia (Defence Ministry)".to_owned(),
        iso3: Some("ARM".to_owned()),
        via: Some("Interfax".to_owned()),
    };
    IncidentClaim {
        who_code: None,
        who_inter: None,
        toward: None,
        speaker: Some(speaker.into()),
        speaker_side: Some(Side::SideB),
        act: Act::Claims,
        what: "killed".into(),
        kind: Some(CasualtyKind::Killed),
        about: Side::SideB,
        count: Quantity { min: Some(min), max: None, approx: false },
        unit: "persons",
        scope: Scope::Incident,
        superseded,
        part: 0,
        who: "its soldiers".into(),
        evidence: quote.into(),
    }
}

/// A clash with a place, a day, sides and figures.
pub(crate) fn clash() -> Incident {
    let proof = evidence("a.txt", Field::Text, 40, "Soldiers said \"at least 49\" had\n died; =1+1, they added.");
    Incident {
        families: ThinVec::new(),
        weekday: None,
        by_its_telling: false,
        id: "i0123456789ab".to_owned(),
        sub_event: SubEvent::ArmedClash,
        plover: Plover::Assault,
        type_of_violence: Some(1),
        civilian_targeting: false,
        status: Status::Reported,
        attribution: Attribution::Attributed,
        ongoing: false,
        ongoing_as_of: None,
        when: DateRange {
            start: Some(date(2022, 9, 13)),
            end: Some(date(2022, 9, 14)),
            precision: DatePrecision::Night,
        },
        date_precision: DatePrecision::Night,
        date_basis: Some(DateBasis::WeekdayPublication),
        time_as_reported: Some("overnight".to_owned()),
        location: Some(location("Lachin", 39.636_612_34, 46.546_123_45, Some("AZE")).into()),
        area: None,
        place_as_reported: Some("Laçın".to_owned()),
        relation: Some(Arc::new(Relation {
            words: "near".to_owned(),
            kind: RelationKind::Near,
            km: None,
            bearing: None,
            anchors: Vec::new(),
        })),
        places: ["Lachin".to_owned()].into(),
        side_a: Some(actor("Military Forces of Azerbaijan", "AZE").into()),
        side_b: Some(actor("Military Forces of Armenia", "ARM").into()),
        initiator: Some(Initiator::Disputed),
        initiator_by: None,
        responsibility_claimed_by: None,
        perpetrators: ThinVec::new(),
        targets: ["positions".to_owned()].into(),
        victims: ["soldiers".to_owned()].into(),
        weapons: ["artillery".to_owned()].into(),
        triggers: ["fighting".to_owned()].into(),
        tolls: Tolls {
            killed: Toll { min: Some(49), max: None },
            killed_best: Some(49),
            killed_best_basis: Some("own dead"),
            killed_b: Some(49),
            ..Tolls::default()
        },
        claims: vec![claim(proof.clone(), false, 49), claim(proof.clone(), true, 30)],
        evidence: vec![proof.into(), evidence("a.txt", Field::Title, 0, "Fighting kills 49").into()],
        reports: vec![Arc::new(ReportRef {
            id: "a.txt".to_owned(),
            source: Some("The Gazette".to_owned()),
            agency: Some("Interfax".to_owned()),
            published: Some(date(2022, 9, 15)),
            ..ReportRef::default()
        })],
        n_independent_sources: 1,
        situation_id: None,
        part_of: None,
        parts: ThinVec::new(),
        extraction_confidence: 0.784,
        review_state: ReviewState::default(),
        corrections: ThinVec::new(),
        members: ThinVec::new(),
        accounts: ThinVec::new(),
    }
}

/// A shelling in a region under dispute, with an unknown toll.
pub(crate) fn shelling() -> Incident {
    let mut region = location("Nagorno-Karabakh", 39.9, 46.6, Some("AZE"));
    region.class = FeatureClass::Region;
    region.basis = CoordBasis::Centroid;
    region.alt = Some("Artsakh".to_owned());
    (region.acled_geo_precision, region.ucdp_where_prec, region.uncertainty_km) = (3, 5, 60.0);
    region.disputed = Some(Disputed {
        area: "Nagorno-Karabakh".to_owned(),
        claimants: vec!["AZE".to_owned(), "Artsakh".to_owned()],
        administered_by: "Artsakh".to_owned(),
        ..Disputed::default()
    });
    Incident {
        id: "i00ff00ff00ff".to_owned(),
        sub_event: SubEvent::ShellingArtilleryMissile,
        when: DateRange { start: Some(date(2022, 8, 3)), end: Some(date(2022, 8, 3)), precision: DatePrecision::Day },
        date_precision: DatePrecision::Day,
        location: Some(region.into()),
        area: None,
        place_as_reported: Some("Nagorno-Karabakh".to_owned()),
        relation: None,
        tolls: Tolls::default(),
        claims: vec![],
        attribution: Attribution::Contested,
        part_of: Some(clash().id),
        ..clash()
    }
}

/// A protest of which neither the place nor the day is known.
pub(crate) fn unplaced() -> Incident {
    Incident {
        id: "iabcabcabcabc".to_owned(),
        sub_event: SubEvent::PeacefulProtest,
        when: DateRange::default(),
        date_precision: DatePrecision::Day,
        date_basis: None,
        location: None,
        area: None,
        place_as_reported: Some("the square".to_owned()),
        side_b: None,
        tolls: Tolls::default(),
        claims: vec![],
        ..clash()
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Incident> {
    vec![shelling(), clash(), unplaced()]
}
