//! Fighting between two neighbouring states of which no place is told, in a
//! report that speaks of their border: it is placed on the whole line.

use std::sync::Arc;

use super::types::Incident;
use crate::coding::{Actor, EventType, Inter};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Relation, RelationKind, border_between};
use crate::lexicon::Lexicon;
use crate::lexicon::line_words::LineWord;

/// Places the unplaced incidents of a report on the border of their two sides.
///
/// A "border" whose countries are told is a place name and was taken as such;
/// this is for "on its border" alone, and for armies only.
pub fn at_borders(incidents: &mut [Incident], doc: &Document, lexicon: &Lexicon, gazetteer: &Gazetteer) {
    for incident in incidents.iter_mut().filter(|i| i.status.is_mapped() && is_bare(i)) {
        let Some((one, two)) = states(incident) else { continue };
        let Some((location, anchors)) = border_between(gazetteer, one, two) else { continue };
        let Some(words) = border_words(doc, lexicon) else { return };
        let relation = Relation { words, kind: RelationKind::Border, km: None, bearing: None, anchors };
        incident.relation = Some(Arc::new(relation));
        incident.places.push(location.name.clone());
        incident.place_as_reported = Some("border".to_owned());
        incident.location = Some(Arc::new(location));
        incident.extraction_confidence *= 0.85;
    }
}

/// Whether no place is told for it, placed or not.
fn is_bare(i: &Incident) -> bool {
    i.location.is_none() && i.place_as_reported.is_none()
}

/// The two states whose forces fight.
fn states(i: &Incident) -> Option<(&str, &str)> {
    let force = |a: &Actor| a.inter == Some(Inter::StateForces);
    let fight = matches!(i.sub_event.event_type(), EventType::Battles | EventType::Explosions);
    let (a, b) = (i.side_a.as_ref().filter(|a| force(a))?, i.side_b.as_ref().filter(|b| force(b))?);
    let (one, two) = (a.iso3.as_deref()?, b.iso3.as_deref()?);
    (fight && one != two).then_some((one, two))
}

/// The report's first word for a border.
fn border_words(doc: &Document, lexicon: &Lexicon) -> Option<String> {
    let word = |t: &crate::text::Token| t.span.of(&doc.text).to_lowercase();
    let is_border = |w: &String| lexicon.line_words.on(LineWord::Border, |n| (n == 0).then_some(w.as_str())).is_some();
    doc.tokens.iter().map(word).find(is_border)
}
