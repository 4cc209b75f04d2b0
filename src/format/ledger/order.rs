//! The order of a ledger: figures of one kind about one side together, then
//! the acts, and each denial beside what it denies.

use super::Claim;
use crate::format::in_words::text_of;

/// Harms that people are counted by; anything else in `what` is an act.
const HARMS: [&str; 9] =
    ["killed", "wounded", "captured", "missing", "abducted", "released", "displaced", "arrested", "casualties"];

/// A lower or an upper bound of a claim's figure.
pub(super) fn bound(claim: &Claim, key: &str) -> Option<u64> {
    claim.get(key)?.as_u64()
}

/// Whether a claim counts people, and does not only say what was done.
/// "casualties" without a number is an act.
pub(super) fn is_figure(claim: &Claim) -> bool {
    let harm = || text_of(claim, "what").is_some_and(|what| what != "casualties" && HARMS.contains(&what));
    bound(claim, "min").or(bound(claim, "max")).is_some() || harm()
}

/// Claims of one kind about one side, in the order in which they were told.
struct Group<'c> {
    what: Option<&'c str>,
    about: Option<&'c str>,
    figures: bool,
    claims: Vec<&'c Claim>,
}

impl<'c> Group<'c> {
    fn new(claim: &'c Claim) -> Self {
        let (what, about) = (text_of(claim, "what"), text_of(claim, "about_side"));
        Self { what, about, figures: is_figure(claim), claims: vec![claim] }
    }

    fn is_of(&self, other: &Self) -> bool {
        (self.figures, self.what, self.about) == (other.figures, other.what, other.about)
    }

    /// How near a denial stands to what is claimed here: the same act of the
    /// same side, the same act, any act of that side, any act, anything.
    fn nearness(&self, denial: &Self) -> u8 {
        let (what, about) = (self.what == denial.what, self.about == denial.about);
        match (self.figures == denial.figures, what, about) {
            (true, true, true) => 4,
            (true, true, false) => 3,
            (true, false, true) => 2,
            (true, false, false) => 1,
            (false, ..) => 0,
        }
    }
}

/// The claims in that order.
pub(super) fn ordered(claims: &[Claim]) -> Vec<&Claim> {
    let (denials, told): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| text_of(claim, "act") == Some("denies"));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for group in told.into_iter().map(Group::new) {
        match groups.iter_mut().find(|g| g.is_of(&group)) {
            Some(same) => same.claims.extend(group.claims),
            None => groups.push(group),
        }
    }
    groups.sort_by_key(|group| !group.figures);
    for denial in denials.into_iter().map(Group::new) {
        match groups.iter_mut().max_by_key(|g| g.nearness(&denial)) {
            Some(nearest) => nearest.claims.extend(denial.claims),
            None => groups.push(denial),
        }
    }
    groups.into_iter().flat_map(|group| group.claims).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn claim(id: u64, act: &str, what: &str, about: &str, min: Option<u64>) -> Claim {
        match json!({"n": id, "act": act, "what": what, "about_side": about, "min": min, "max": min}) {
            Value::Object(claim) => claim,
            _ => Claim::new(),
        }
    }

    #[test]
    fn figures_of_one_side_stand_together_and_denials_beside_what_they_deny() {
        let claims = [
            claim(1, "claims", "killed", "side_a", Some(5)),
            claim(2, "claims", "attack", "side_b", None),
            claim(3, "claims", "shelling", "side_a", None),
            claim(4, "denies", "attack", "side_b", None),
            claim(5, "claims", "killed", "side_b", Some(2)),
            claim(6, "claims", "killed", "side_a", Some(20)),
            claim(7, "denies", "capture", "side_a", None),
        ];
        let order: Vec<u64> = ordered(&claims).into_iter().filter_map(|c| bound(c, "n")).collect();
        assert_eq!(order, [1, 6, 5, 2, 4, 3, 7]);
    }

    #[test]
    fn a_denial_alone_is_kept() {
        let claims = [claim(1, "denies", "attack", "all", None)];
        assert_eq!(ordered(&claims).len(), 1);
        assert!(ordered(&[]).is_empty());
    }

    #[test]
    fn casualties_without_a_number_are_an_act() {
        assert!(!is_figure(&claim(1, "claims", "casualties", "all", None)));
        assert!(is_figure(&claim(1, "claims", "casualties", "all", Some(2))));
        assert!(is_figure(&claim(1, "claims", "displaced", "all", None)));
    }
}
