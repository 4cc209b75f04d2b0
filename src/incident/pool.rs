//! One copy of what many incidents say alike: their report, its sentences, the
//! same town, the same army. An archive of a million incidents names a few
//! thousand places and parties.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use thin_vec::ThinVec;

use super::types::{Evidence, Incident, ReportRef};
use crate::coding::{Actor, Speaker};
use crate::geoparse::Location;

/// Everything shared so far.
#[derive(Debug, Default)]
pub struct Pool {
    /// By name; nothing iterates over the maps.
    locations: HashMap<String, Vec<Arc<Location>>>,
    actors: HashMap<String, Vec<Arc<Actor>>>,
    speakers: HashMap<String, Vec<Arc<Speaker>>>,
    words: HashSet<Arc<str>>,
    /// Of the latest report only: reports come one after the other.
    report: Option<Arc<ReportRef>>,
    report_id: Option<Arc<str>>,
    sentences: Vec<Arc<Evidence>>,
}

/// How many of one name are compared: "Civilians" of a hundred wordings are not
/// sought through for every incident.
const COMPARED: usize = 32;

impl Pool {
    /// Gives the incidents of one report the copies that are there already, and
    /// keeps theirs for those to come.
    pub fn share(&mut self, incidents: &mut [Incident]) {
        for incident in incidents {
            for report in &mut incident.reports {
                self.take_report(report);
            }
            self.sentences_of(incident);
            if let Some(location) = &mut incident.location {
                one_of(self.locations.entry(location.name.clone()).or_default(), location);
            }
            for side in [&mut incident.side_a, &mut incident.side_b].into_iter().flatten() {
                one_of(self.actors.entry(side.name.clone()).or_default(), side);
            }
            incident.families.iter_mut().for_each(|f| self.take_word(f));
            for claim in &mut incident.claims {
                self.take_word(&mut claim.what);
                self.take_word(&mut claim.who);
                if let Some(speaker) = &mut claim.speaker {
                    one_of(self.speakers.entry(speaker.name.clone()).or_default(), speaker);
                }
                if let Some(toward) = &mut claim.toward {
                    one_of(self.actors.entry(toward.name.clone()).or_default(), toward);
                }
            }
            shrink(incident);
        }
    }

    fn take_word(&mut self, word: &mut Arc<str>) {
        match self.words.get(word) {
            Some(known) => *word = Arc::clone(known),
            None => _ = self.words.insert(Arc::clone(word)),
        }
    }

    fn take_report(&mut self, report: &mut Arc<ReportRef>) {
        match &self.report {
            Some(known) if **known == **report => *report = Arc::clone(known),
            _ => {
                self.report = Some(Arc::clone(report));
                self.report_id = Some(report.id.as_str().into());
                self.sentences.clear();
            }
        }
    }

    /// A sentence stands once, however many claims rest on it.
    fn sentences_of(&mut self, incident: &mut Incident) {
        let claims = incident.claims.iter_mut().map(|c| &mut c.evidence);
        for evidence in incident.evidence.iter_mut().chain(claims) {
            if let Some(known) = self.sentences.iter().find(|e| ***e == **evidence) {
                *evidence = Arc::clone(known);
                continue;
            }
            let own = Arc::make_mut(evidence);
            own.quote.shrink_to_fit();
            if let Some(id) = self.report_id.as_ref().filter(|id| **id == own.report) {
                own.report = Arc::clone(id);
            }
            self.sentences.push(Arc::clone(evidence));
        }
    }
}

fn one_of<T: PartialEq>(known: &mut Vec<Arc<T>>, own: &mut Arc<T>) {
    match known.iter().take(COMPARED).find(|k| ***k == **own) {
        Some(other) => *own = Arc::clone(other),
        None if known.len() < COMPARED => known.push(Arc::clone(own)),
        None => {}
    }
}

/// Lists keep no room for what will not come; the mentions stay with the report.
fn shrink(i: &mut Incident) {
    i.members = ThinVec::new();
    let Incident { families, places, perpetrators, targets, victims, weapons, triggers, claims, evidence, .. } = i;
    families.shrink_to_fit();
    for list in [places, perpetrators, targets, victims, weapons, triggers] {
        list.shrink_to_fit();
    }
    claims.shrink_to_fit();
    evidence.shrink_to_fit();
}
