//! Places as of the incident's own day: a report is read with its day of
//! publication, but what happened earlier happened in the geography of its day.

use std::sync::Arc;

use super::types::Incident;
use crate::gazetteer::Gazetteer;
use crate::geoparse::{self, Location};

/// Gives the place of each incident the status, names and, where the place had
/// another area then, the description of the incident's day.
pub fn as_of_its_day(incidents: &mut [Incident], gazetteer: &Gazetteer) {
    for incident in incidents {
        let day = incident.day();
        if let (Some(location), Some(day)) = (incident.location.as_mut(), day) {
            let mut then = Location::clone(location);
            geoparse::as_of(gazetteer, &mut then, day);
            // What many incidents share stays shared where the day changes nothing.
            if then != **location {
                *location = Arc::new(then);
            }
        }
    }
}
