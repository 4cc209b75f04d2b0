//! Values as a correction writes them: checked, and read into what they mean.

use jiff::civil::Date;
use serde::Serialize;

use crate::coding::{EventType, Inter, Plover, Status, SubEvent};
use crate::gazetteer::Gazetteer;
use crate::incident::{Attribution, Initiator};
use crate::temporal::DatePrecision;

/// The word by which a value is set to unknown.
pub(super) const UNKNOWN: &str = "unknown";

/// What is wrong with a value, and what to do.
pub(super) type Wrong = (String, String);

/// All statuses.
pub(super) const STATUSES: [Status; 6] =
    [Status::Reported, Status::Claimed, Status::Denied, Status::Planned, Status::Background, Status::Generic];
/// All attributions.
pub(super) const ATTRIBUTIONS: [Attribution; 5] = [
    Attribution::Asserted,
    Attribution::Attributed,
    Attribution::BelligerentClaim,
    Attribution::Corroborated,
    Attribution::Contested,
];
/// All precisions of dates.
pub(super) const PRECISIONS: [DatePrecision; 8] = [
    DatePrecision::Day,
    DatePrecision::Night,
    DatePrecision::Range,
    DatePrecision::Week,
    DatePrecision::Month,
    DatePrecision::Year,
    DatePrecision::Decade,
    DatePrecision::Open,
];
/// All kinds of parties.
pub(super) const INTERS: [Inter; 8] = [
    Inter::StateForces,
    Inter::RebelGroup,
    Inter::PoliticalMilitia,
    Inter::IdentityMilitia,
    Inter::Rioters,
    Inter::Protesters,
    Inter::Civilians,
    Inter::ExternalForces,
];
/// Who may have begun.
pub(super) const INITIATORS: [Initiator; 3] = [Initiator::SideA, Initiator::SideB, Initiator::Disputed];

/// The word that a value serialises to (`belligerent_claim`).
pub(super) fn word<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether a value says that it is not known.
pub(super) fn is_unknown(value: &str) -> bool {
    value.eq_ignore_ascii_case(UNKNOWN)
}

/// A value, unless it is not known.
pub(super) fn or_unknown<T>(value: &str, read: impl Fn(&str) -> Result<T, Wrong>) -> Result<Option<T>, Wrong> {
    if is_unknown(value) { Ok(None) } else { read(value).map(Some) }
}

/// The one of these that goes by this name, in any case.
pub(super) fn among<T: Copy, N: AsRef<str>>(
    value: &str,
    all: impl IntoIterator<Item = T>,
    name: impl Fn(T) -> N,
) -> Result<T, Wrong> {
    let all: Vec<T> = all.into_iter().collect();
    let found = all.iter().find(|one| name(**one).as_ref().eq_ignore_ascii_case(value));
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|one| name(*one).as_ref().to_owned()).collect();
        (format!("'{value}' is none of the values"), format!("use one of: {}", names.join("; ")))
    })
}

/// A category of PLOVER.
pub(super) fn plover(value: &str) -> Result<Plover, Wrong> {
    let wrong = || (format!("'{value}' is no category of PLOVER"), "use one, as in ASSAULT".to_owned());
    Plover::from_name(&value.to_ascii_uppercase()).ok_or_else(wrong)
}

/// A day, unless it is not known.
pub(super) fn day(value: &str) -> Result<Option<Date>, Wrong> {
    let value = value.trim();
    or_unknown(value, |v| {
        let wrong = || (format!("'{v}' is no date"), "write YYYY-MM-DD".to_owned());
        // Jiff also reads other forms; the tables have this one.
        Some(v).filter(|v| v.len() == 10).and_then(|v| v.parse().ok()).ok_or_else(wrong)
    })
}

/// A whole number.
pub(super) fn count(value: &str) -> Result<u32, Wrong> {
    let wrong = || (format!("'{value}' is no whole number"), "write digits alone, as in 12".to_owned());
    // What a spreadsheet makes of a whole number.
    value.strip_suffix(".0").unwrap_or(value).parse().ok().ok_or_else(wrong)
}

/// The code of a country by a code or name.
pub(super) fn iso3(value: &str, gazetteer: &Gazetteer) -> Result<String, Wrong> {
    let found = gazetteer.country_named(value).map(|c| c.iso3.to_owned());
    found.ok_or_else(|| (format!("'{value}' is no country"), "write an ISO 3166-1 alpha-3 code, as in ARM".to_owned()))
}

/// A type by its name. What exploded must be told by the sub-type.
pub(super) fn event_type(value: &str) -> Result<EventType, Wrong> {
    let kind = among(value, EventType::ALL, EventType::name)?;
    let wrong =
        || (format!("'{}' has no plain sub-type", kind.name()), "set sub_event_type; the type follows".to_owned());
    plainest(kind).map(|_| kind).ok_or_else(wrong)
}

/// The sub-type that says least beyond its type, where there is one.
pub(super) const fn plainest(kind: EventType) -> Option<SubEvent> {
    match kind {
        EventType::Battles => Some(SubEvent::ArmedClash),
        EventType::Explosions => None,
        EventType::ViolenceAgainstCivilians => Some(SubEvent::Attack),
        EventType::Protests => Some(SubEvent::PeacefulProtest),
        EventType::Riots => Some(SubEvent::ViolentDemonstration),
        EventType::StrategicDevelopments => Some(SubEvent::Other),
    }
}
