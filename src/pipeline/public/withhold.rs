//! Incidents built anew from what may be published. Nothing is copied whole:
//! each field that passes is named here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::neutral::Neutral;
use super::screen::Screen;
use super::{Shown, WITHHELD, day};
use crate::coding::{Actor, Speaker};
use crate::gazetteer::{FeatureClass, Gazetteer};
use crate::incident::{Evidence, Incident, IncidentClaim, ReportRef, is_general};
use crate::lexicon::Lexicon;

/// What decides how an incident is built anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Withhold<'a> {
    /// For incidents that keep their place.
    pub(super) screen: &'a Screen<'a>,
    /// For those that are made coarser: without names of any small place.
    pub(super) strict: &'a Screen<'a>,
    pub(super) neutral: &'a Neutral,
    /// Ids of the reports that tell of an incident that is made coarser.
    pub(super) guarded: &'a BTreeSet<&'a str>,
    pub(super) gaz: &'a Gazetteer,
    pub(super) lexicon: &'a Lexicon,
}

impl Withhold<'_> {
    /// The incident as it may be published; at an area, without any words of the
    /// reports.
    pub(super) fn incident(&self, from: &Incident, shown: Shown) -> Incident {
        let coarse = shown.hides();
        let mut out = self.facts(from);
        out.claims = from.claims.iter().map(|claim| self.claim(from, claim, coarse)).collect();
        out.evidence = from.evidence.iter().map(|e| Arc::new(self.evidence(from, e, coarse))).collect();
        out.reports = from.reports.iter().map(|report| Arc::new(self.report(report, coarse))).collect();
        out.side_a = from.side_a.as_deref().and_then(|a| self.side(from, a, coarse)).map(Arc::new);
        out.side_b = from.side_b.as_deref().and_then(|b| self.side(from, b, coarse)).map(Arc::new);
        out.initiator_by = from.initiator_by.as_ref().map(|name| self.speaker_name(from, name, None, coarse));
        out.responsibility_claimed_by =
            from.responsibility_claimed_by.as_ref().map(|name| self.speaker_name(from, name, None, coarse));
        match shown {
            Shown::At(area) => out.location = area.map(|area| Arc::new(*area)),
            Shown::AsTold => self.keep_words(from, &mut out),
        }
        out
    }

    /// What holds no words: types, days, figures, counts.
    fn facts(&self, from: &Incident) -> Incident {
        Incident {
            plover: from.plover,
            type_of_violence: from.type_of_violence,
            civilian_targeting: from.civilian_targeting,
            status: from.status,
            attribution: from.attribution,
            ongoing: from.ongoing,
            ongoing_as_of: from.ongoing_as_of,
            when: from.when,
            date_precision: from.date_precision,
            date_basis: from.date_basis,
            initiator: from.initiator,
            tolls: from.tolls.clone(),
            n_independent_sources: from.n_independent_sources,
            situation_id: from.situation_id.as_deref().map(|id| self.neutral.incident(id)),
            part_of: from.part_of.as_deref().map(|id| self.neutral.incident(id)),
            extraction_confidence: from.extraction_confidence,
            review_state: from.review_state,
            ..Incident::new(self.neutral.incident(&from.id), from.sub_event)
        }
    }

    /// What an incident that keeps its place may also say.
    fn keep_words(&self, from: &Incident, out: &mut Incident) {
        let day = day(from);
        let passes = |text: &String| self.screen.passes(text, day);
        let list = |items: &[String]| items.iter().filter(|i| passes(i)).cloned().collect();
        out.location.clone_from(&from.location);
        out.place_as_reported = from.place_as_reported.clone().filter(passes);
        out.relation = from.relation.clone().filter(|r| passes(&r.words));
        out.time_as_reported = from.time_as_reported.clone().filter(passes);
        out.places = list(&from.places);
        out.perpetrators = list(&from.perpetrators);
        out.targets = list(&from.targets);
        out.victims = list(&from.victims);
        out.weapons = list(&from.weapons);
        out.triggers = list(&from.triggers);
    }

    fn quote(&self, of: &Incident, evidence: &Evidence, coarse: bool) -> String {
        let open = !coarse && !self.guarded.contains(&*evidence.report);
        let quote = Some(&evidence.quote).filter(|q| open && self.screen.passes(q, day(of)));
        quote.cloned().unwrap_or_default()
    }

    fn evidence(&self, of: &Incident, evidence: &Evidence, coarse: bool) -> Evidence {
        let quote = self.quote(of, evidence, coarse);
        Evidence { report: self.neutral.report(&evidence.report).into(), span: evidence.span, quote }
    }

    fn claim(&self, of: &Incident, claim: &IncidentClaim, coarse: bool) -> IncidentClaim {
        let passes = |text: &str| !coarse && self.screen.passes(text, day(of));
        IncidentClaim {
            speaker: claim.speaker.as_deref().map(|s| Arc::new(self.speaker(of, s, coarse))),
            speaker_side: claim.speaker_side,
            act: claim.act,
            what: if self.is_act(claim) { claim.what.clone() } else { WITHHELD.into() },
            kind: claim.kind,
            about: claim.about,
            count: claim.count,
            unit: claim.unit,
            scope: claim.scope,
            superseded: claim.superseded,
            who: Some(&claim.who).filter(|w| passes(w)).map_or_else(|| "".into(), Arc::clone),
            who_code: None,
            who_inter: None,
            toward: None,
            part: claim.part,
            evidence: Arc::new(self.evidence(of, &claim.evidence, coarse)),
        }
    }

    /// Whether a claim's act is one of the lexicon's words.
    fn is_act(&self, claim: &IncidentClaim) -> bool {
        claim.kind.is_some() || self.lexicon.frames.iter().any(|f| *f.family == *claim.what)
    }

    fn passes(&self, of: &Incident, text: &str, coarse: bool) -> bool {
        if coarse { self.strict.passes_strictly(text, day(of), self.gaz) } else { self.screen.passes(text, day(of)) }
    }

    fn speaker(&self, of: &Incident, speaker: &Speaker, coarse: bool) -> Speaker {
        let via = speaker.via.clone().filter(|via| self.screen.passes_publisher(via));
        let name = self.speaker_name(of, &speaker.name, speaker.iso3.as_deref(), coarse);
        Speaker { name, iso3: speaker.iso3.clone(), via }
    }

    /// The name of who speaks: as it is, else the state spoken for. Without a
    /// name the report itself would seem to speak.
    fn speaker_name(&self, of: &Incident, name: &str, iso3: Option<&str>, coarse: bool) -> String {
        if self.passes(of, name, coarse) {
            return name.to_owned();
        }
        let country = iso3.and_then(|iso3| self.gaz.country_by_iso3(iso3));
        country.map_or(WITHHELD, |c| c.name).to_owned()
    }

    /// A side by a name in ACLED's manner; one that is named after a person or
    /// a place is left out.
    fn side(&self, of: &Incident, actor: &Actor, coarse: bool) -> Option<Actor> {
        let name = &actor.name;
        let general = is_general(name, self.lexicon) || self.lexicon.actors.groups().iter().any(|g| g.name == name);
        let told = Some(&actor.as_reported).filter(|words| !coarse && self.passes(of, words, false));
        Some(Actor {
            name: Some(name).filter(|n| general || self.passes(of, n, coarse))?.clone(),
            as_reported: told.cloned().unwrap_or_default(),
            iso3: actor.iso3.clone(),
            inter: actor.inter,
            group: None,
            passing: false,
            span: crate::text::Span::default(),
        })
    }

    fn report(&self, report: &ReportRef, coarse: bool) -> ReportRef {
        let guarded = coarse || self.guarded.contains(report.id.as_str());
        let publisher = |name: &Option<String>| {
            let passes = |n: &String| self.screen.passes_publisher(n) && !(guarded && self.names_a_town(n));
            name.clone().filter(passes)
        };
        ReportRef {
            id: self.neutral.report(&report.id),
            title: report.title.clone().filter(|t| !guarded && self.screen.passes(t, report.published)),
            source: publisher(&report.source),
            agency: publisher(&report.agency),
            url: report.url.clone().filter(|u| !guarded && self.screen.passes_address(u)),
            published: report.published,
            archive_url: report.archive_url.clone().filter(|u| !guarded && self.screen.passes_address(u)),
            retrieved: report.retrieved,
            shingles: std::sync::Arc::default(),
        }
    }

    /// Whether a word of a publisher's name is nothing but a small place's.
    fn names_a_town(&self, name: &str) -> bool {
        let small = |word: &str| {
            let hits: Vec<FeatureClass> = self.gaz.find(word).iter().map(|h| self.gaz.place(h.place).class).collect();
            let wide = hits.iter().any(|c| matches!(c, FeatureClass::Country | FeatureClass::Admin1));
            !hits.is_empty() && !wide
        };
        name.split_whitespace()
            .any(|word| small(word) && !self.screen.passes_strictly(&word.to_lowercase(), None, self.gaz))
    }
}

/// Parts an incident that was made coarser from those that keep their place: a
/// shelling that is a part of the siege of a town was in that town.
pub(super) fn part(incidents: &mut [Incident]) {
    let fine: BTreeSet<String> = incidents.iter().filter(|i| is_fine(i)).map(|i| i.id.clone()).collect();
    for incident in incidents {
        let own = is_fine(incident);
        let apart = |id: &String| fine.contains(id) != own;
        incident.part_of.take_if(|id| apart(id));
        incident.situation_id.take_if(|id| apart(id));
    }
}

/// Whether its place is closer than a first-order division.
fn is_fine(incident: &Incident) -> bool {
    incident.location.as_ref().is_some_and(|l| l.ucdp_where_prec < 4)
}
