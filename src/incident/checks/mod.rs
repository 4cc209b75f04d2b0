//! What cannot be right as it is told: sums, weekdays, tolls that fall, places
//! outside their country. A finding changes nothing; it is for a person to
//! look at. All are pure functions over what was read.

mod fallen;
mod sums;
mod told;

use super::types::Incident;
use crate::error::Notice;
use crate::text::SourceSpan;

pub use told::in_report;

/// What cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckKind {
    /// A speaker's total and the parts of it.
    PartsDoNotSum,
    /// A weekday, and the day written beside it.
    WeekdayAndDate,
    /// A later toll below an earlier one of the same speaker, not called a
    /// correction.
    TollFell,
    /// A place, and the country that the text names beside it.
    OutsideNamedCountry,
}

impl CheckKind {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PartsDoNotSum => "parts_do_not_sum",
            Self::WeekdayAndDate => "weekday_and_date",
            Self::TollFell => "toll_fell",
            Self::OutsideNamedCountry => "outside_named_country",
        }
    }

    /// What a person can do about it.
    const fn remedy(self) -> &'static str {
        match self {
            Self::PartsDoNotSum => "read the sentence; the figures stand as they are told",
            Self::WeekdayAndDate => "find out which is meant; no day is invented for it",
            Self::TollFell => "see whether the later one is of a part, or corrects the earlier",
            Self::OutsideNamedCountry => "look the name up; --gazetteer adds a place that is lacking",
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What sort.
    pub kind: CheckKind,
    /// The incident it touches, where it does.
    pub incident: Option<String>,
    /// The report.
    pub report: String,
    /// Where in it.
    pub span: SourceSpan,
    /// The words, on one line.
    pub quote: String,
    /// Of what: the words for the figure, day or place.
    pub what: String,
    /// What would be right, judged by the rest.
    pub expected: String,
    /// What is told.
    pub found: String,
}

impl Check {
    /// The finding as a warning.
    pub fn notice(&self) -> Notice {
        let Self { kind, what, expected, found, quote, .. } = self;
        let told = match kind {
            CheckKind::PartsDoNotSum => format!("the parts of '{what}' come to {found}, not {expected}"),
            CheckKind::WeekdayAndDate => format!("'{what}': that day was a {expected}, not a {found}"),
            CheckKind::TollFell => {
                format!("'{what}' fell from {expected} to {found} without being called a correction")
            }
            CheckKind::OutsideNamedCountry => format!("'{what}' lies in {found}, not in {expected}"),
        };
        Notice::new(&self.report, format!("{told}: \"{quote}\""), kind.remedy())
    }
}

/// Findings in the claims of an incident, over all its reports.
pub fn in_incident(incident: &Incident) -> Vec<Check> {
    let mut checks = sums::check(incident);
    checks.extend(fallen::check(incident));
    checks
}

/// Names the incident that each finding of a report touches: the first whose
/// evidence stands in the same words.
pub fn attach(checks: &mut [Check], incidents: &[Incident]) {
    for check in checks.iter_mut().filter(|c| c.incident.is_none()) {
        let touches = |incident: &&Incident| {
            let own = incident.evidence.iter().chain(incident.claims.iter().map(|c| &c.evidence));
            own.into_iter().any(|e| *e.report == *check.report && overlap(e.span, check.span))
        };
        check.incident = incidents.iter().find(touches).map(|i| i.id.clone());
    }
}

fn overlap(a: SourceSpan, b: SourceSpan) -> bool {
    a.field == b.field && a.chars.start < b.chars.end && b.chars.start < a.chars.end
}
