//! Which families of frames may tell one and the same incident.

use crate::coding::Actor;
use crate::coding::Inter;

/// How well two families go together: 2 the same, 1 compatible, `None` never.
pub(super) fn fit(a: &str, b: &str) -> Option<i32> {
    if a == b {
        return Some(2);
    }
    // "It happened in X": of whatever was told.
    if a == "where" || b == "where" {
        return Some(1);
    }
    let either = |x: &str, ys: &[&str]| (a == x && ys.contains(&b)) || (b == x && ys.contains(&a));
    let fits = either("fight", &["attack", "killing", "toll", "shelling", "operation", "territory"])
        || either(
            "attack",
            &["killing", "toll", "shelling", "operation", "bombing", "airstrike", "abduction", "mob", "property"],
        )
        || either(
            "killing",
            &[
                "toll",
                "shelling",
                "operation",
                "bombing",
                "airstrike",
                "abduction",
                "mob",
                "protest",
                "siege",
                "property",
            ],
        )
        || either(
            "toll",
            &["shelling", "operation", "bombing", "airstrike", "mob", "protest", "war", "siege", "property"],
        )
        || either("operation", &["territory", "shelling"])
        || either("territory", &["killing", "toll"])
        || either("protest", &["arrest", "mob", "property", "riot"])
        || either("mob", &["property"])
        || either("plot", &["bombing", "disrupted", "attack"])
        || either("operation", &["arrest"])
        || either("disrupted", &["operation", "arrest", "fight", "attack"])
        || either("release", &["abduction", "operation"])
        || either("order", &["protest", "mob"])
        || either("riot", &["mob", "property", "killing", "toll", "arrest"]);
    fits.then_some(1)
}

/// Whether two actors are the same party: the same state's forces, or the
/// same name. Civilians of a state are no party with its forces.
pub(super) fn same_party(a: &Actor, b: &Actor) -> bool {
    let standing = |x: &Actor| match x.inter {
        Some(Inter::Civilians) => 1,
        Some(Inter::Protesters | Inter::Rioters) => 2,
        _ => 0,
    };
    if standing(a) != standing(b) {
        return false;
    }
    match (&a.iso3, &b.iso3) {
        (Some(x), Some(y)) if x != y => false,
        (Some(_), Some(_)) => a.inter == b.inter || a.inter.is_none() || b.inter.is_none() || both_state(a, b),
        _ => a.name.eq_ignore_ascii_case(&b.name) || within(&a.name, &b.name) || within(&b.name, &a.name),
    }
}

fn both_state(a: &Actor, b: &Actor) -> bool {
    let state = |x: &Actor| matches!(x.inter, Some(Inter::StateForces | Inter::IdentityMilitia));
    state(a) && state(b)
}

/// "Civilians" and "Civilians (Iraq)" are the same party, told more fully.
fn within(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with(" (") || rest.starts_with(" of "))
}
