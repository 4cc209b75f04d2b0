//! What people have made of an incident: how far it was looked at, which
//! corrections it bears, and what follows anew when one changes it.

use serde::Serialize;

use super::build::{civilian_targeting, type_of_violence};
use super::claims::sides_of_claims;
use super::toll::tolls;
use super::types::Incident;

/// How a person has looked at an incident so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has.
    #[default]
    Unreviewed,
    /// It was found right as read.
    Confirmed,
    /// It was changed.
    Corrected,
    /// It was found to be no incident.
    Rejected,
}

impl ReviewState {
    /// As written in the outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
        }
    }
}

/// A correction that was applied to an incident: what it changed, and on whose
/// word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedCorrection {
    /// `set`, `drop`, `merge`, `split`, `confirm`.
    pub action: &'static str,
    /// The field that was set.
    pub field: Option<&'static str>,
    /// Its value before; `None` for unknown.
    pub before: Option<String>,
    /// Its value now; for `merge` the id that was taken in, for `split` the
    /// report that was taken out.
    pub after: Option<String>,
    /// Who corrected it.
    pub who: Option<String>,
    /// On which day.
    pub when: Option<String>,
    /// For what reason.
    pub why: Option<String>,
    /// The file that says so.
    pub file: String,
    /// The line in it.
    pub line: u64,
}

impl Incident {
    /// Whether it is mapped by default: told as having happened, and not
    /// rejected by a person.
    pub fn is_mapped(&self) -> bool {
        self.status.is_mapped() && self.review_state != ReviewState::Rejected
    }

    /// Reckons anew what hangs on the type and the sides: UCDP's type, whether
    /// civilians were the target, about whom the claims are, and the toll.
    pub fn rederive(&mut self) {
        let (a, b) = (self.side_a.as_deref(), self.side_b.as_deref());
        sides_of_claims(&mut self.claims, a, b, self.sub_event.event_type());
        self.tolls = tolls(&self.claims, a, b);
        self.type_of_violence = type_of_violence(self.sub_event, a, b);
        self.civilian_targeting = civilian_targeting(self.sub_event, b);
    }
}
