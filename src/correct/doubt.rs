//! How much an incident is to be doubted, so that people look first where
//! looking helps most.

use crate::incident::{Attribution, Incident, ReviewState};

/// What being contested, undated, unplaced adds.
const GAP: f64 = 0.3;
/// What a disputed toll adds.
const DISPUTED: f64 = 0.2;
/// Below this confidence the reading itself is a reason.
const UNSURE: f32 = 0.5;

/// A score with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// 0, nothing to look at, to 2.1.
    pub score: f64,
    /// In a few words each.
    pub reasons: Vec<&'static str>,
}

/// One less the extraction confidence, and 0.3 each where the incident is
/// contested, undated or unplaced, 0.2 where its toll is disputed. What a
/// person has looked at is not doubted.
pub fn doubt(incident: &Incident) -> Doubt {
    match incident.review_state {
        ReviewState::Unreviewed => {}
        looked_at => return Doubt { score: 0.0, reasons: vec![looked_at.name()] },
    }
    let signs = [
        (incident.attribution == Attribution::Contested, GAP, "contested"),
        (incident.when.start.is_none() && incident.when.end.is_none(), GAP, "undated"),
        (incident.location.is_none(), GAP, "unplaced"),
        (incident.tolls.disputed, DISPUTED, "disputed toll"),
    ];
    let mut score = 1.0 - f64::from(incident.extraction_confidence);
    let mut reasons = Vec::new();
    reasons.extend((incident.extraction_confidence < UNSURE).then_some("unsure reading"));
    for (_, more, reason) in signs.iter().filter(|(is, ..)| *is) {
        score += more;
        reasons.push(*reason);
    }
    Doubt { score: (score * 100.0).round() / 100.0, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::SubEvent;

    #[test]
    fn gaps_and_disputes_come_first_and_what_was_looked_at_last() {
        let mut incident = Incident::new("i1", SubEvent::Attack);
        incident.extraction_confidence = 0.4;
        let undone = doubt(&incident);
        assert_eq!((undone.score, undone.reasons), (1.2, vec!["unsure reading", "undated", "unplaced"]));
        incident.attribution = Attribution::Contested;
        incident.tolls.disputed = true;
        assert!((doubt(&incident).score - 1.7).abs() < 1e-9);
        incident.review_state = ReviewState::Confirmed;
        assert_eq!(doubt(&incident), Doubt { score: 0.0, reasons: vec!["confirmed"] });
    }
}
