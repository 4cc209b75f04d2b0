//! Episodes: what one report tells apart and a coder enters as one row. One
//! day, the same sides, the same area (docs ACLED: a day's fighting of the same
//! actors at one place is one event).

use super::figures::both_counted;
use super::party::align;
use super::profile::Profile;
use super::score::SURE;
use crate::coding::EventType;

/// Whether two incidents of one report are episodes of one; the score by which
/// they are put together.
pub(super) fn episodes(a: &Profile<'_>, b: &Profile<'_>) -> Option<i32> {
    let (x, y) = (a.incident, b.incident);
    let same_day = a.days == b.days && a.is_of_a_day() && b.is_of_a_day();
    let kind = x.sub_event.event_type();
    if !(x.status.is_mapped() && y.status.is_mapped() && same_day && kind == y.sub_event.event_type()) {
        return None;
    }
    let sides = align(x, y);
    let same_place = a.place != 0 && a.place == b.place;
    // Towns with dead of their own are told apart on purpose.
    if sides.other > 0 || !same_place && (both_counted(x, y) || a.is_spot && b.is_spot) {
        return None;
    }
    let near = || {
        x.location.as_ref().zip(y.location.as_ref()).is_some_and(|(p, q)| super::super::assemble::near(p, q).is_some())
    };
    let one = match kind {
        EventType::Battles => same_place || sides.same == 2 && near(),
        EventType::Explosions => {
            x.sub_event == y.sub_event && (same_place && !both_counted(x, y) || sides.same == 2 && near())
        }
        _ => false,
    };
    one.then_some(SURE)
}
