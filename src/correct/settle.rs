//! Corrections that contradict one another: the later one counts, by its day
//! and then by its line, and both are named.

use super::types::{Action, Correction};

/// What a correction says of which incident, as far as others can contradict it.
#[derive(Debug, Clone)]
pub struct Claim<'c> {
    /// The correction.
    pub correction: &'c Correction,
    /// Its number.
    pub number: usize,
    /// The incident that it is about; equal ones are the same.
    pub about: usize,
    /// For `merge` the other incident; for both, the reports that tell them.
    pub other: Option<usize>,
    /// The report of the incident it is about, and of the other.
    pub reports: (Option<String>, Option<String>),
}

/// Two corrections that cannot both hold, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// That which is overridden.
    pub earlier: usize,
    /// That which counts.
    pub later: usize,
}

/// Finds those that a later standing one contradicts. One that is overridden
/// itself overrides nothing.
pub fn settle(claims: &[Claim<'_>]) -> Vec<Clash> {
    let mut order: Vec<&Claim<'_>> = claims.iter().collect();
    // Files count in the order in which they were given; numbers follow it.
    order.sort_by_key(|c| (c.correction.by.when, c.number));
    let mut standing: Vec<&Claim<'_>> = Vec::new();
    let mut clashes = Vec::new();
    for claim in order.into_iter().rev() {
        match standing.iter().find(|later| contradict(claim, later)) {
            Some(later) => clashes.push(Clash { earlier: claim.number, later: later.number }),
            None => standing.push(claim),
        }
    }
    clashes.sort_by_key(|c| c.earlier);
    clashes
}

fn contradict(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    use Action as A;
    match (&a.correction.action, &b.correction.action) {
        (A::PlaceAlias { name: x, place: p }, A::PlaceAlias { name: y, place: q }) => same(x, y) && p != q,
        (A::ActorAlias { name: x, to: p }, A::ActorAlias { name: y, to: q }) => same(x, y) && p != q,
        (A::Merge(_), A::Split(report)) => joins(a, b.about, report),
        (A::Split(report), A::Merge(_)) => joins(b, a.about, report),
        _ if a.about != b.about => false,
        (A::Set(x), A::Set(y)) => x.contradicts(y),
        (A::Drop, A::Set(_) | A::Confirm) | (A::Set(_) | A::Confirm, A::Drop) => true,
        _ => false,
    }
}

fn same(a: &str, b: &str) -> bool {
    crate::gazetteer::same_name(a, b)
}

/// Whether a merger brings a report's incident to one from which it is split.
fn joins(merge: &Claim<'_>, about: usize, report: &str) -> bool {
    let key = super::words::report_key(report);
    let told = |by: &Option<String>| by.as_deref().is_some_and(|r| super::words::report_key(r) == key);
    let (own, other) = &merge.reports;
    merge.about == about && told(other) || merge.other == Some(about) && told(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correct::change::Change;
    use crate::correct::types::{Signature, Stands, Target};

    fn correction(line: u64, when: Option<&str>, action: Action) -> Correction {
        Correction {
            at: Stands { file: "c.csv".into(), line },
            target: Target::default(),
            action,
            value: None,
            by: Signature { when: when.map(|w| w.parse().unwrap()), ..Signature::default() },
        }
    }

    fn clashes(of: &[(usize, Correction)]) -> Vec<(usize, usize)> {
        let claims: Vec<Claim<'_>> = of
            .iter()
            .enumerate()
            .map(|(number, (about, correction))| Claim {
                correction,
                number,
                about: *about,
                other: (correction.action.name() == "merge").then_some(7),
                reports: (Some("a.txt".into()), Some("b.txt".into())),
            })
            .collect();
        settle(&claims).iter().map(|c| (c.earlier, c.later)).collect()
    }

    fn killed(n: u32) -> Action {
        let gazetteer = crate::gazetteer::Gazetteer::embedded().unwrap();
        Action::Set(Change::parse("killed_best", &n.to_string(), &gazetteer).unwrap().remove(0))
    }

    #[test]
    fn the_later_by_day_and_then_by_line_counts() {
        let of = |when: [Option<&str>; 2]| {
            clashes(&[(1, correction(2, when[0], killed(3))), (1, correction(3, when[1], killed(4)))])
        };
        assert_eq!(of([None, None]), [(0, 1)]);
        assert_eq!(of([Some("2024-05-02"), Some("2024-05-01")]), [(1, 0)]);
        assert_eq!(of([Some("2024-05-02"), None]), [(1, 0)], "no day is earlier than any");
        assert_eq!(clashes(&[(1, correction(2, None, killed(3))), (1, correction(3, None, killed(3)))]), []);
        assert_eq!(clashes(&[(1, correction(2, None, killed(3))), (2, correction(3, None, killed(4)))]), []);
        let set = |field: &str, value: &str| {
            let gazetteer = crate::gazetteer::Gazetteer::embedded().unwrap();
            Action::Set(Change::parse(field, value, &gazetteer).unwrap().remove(0))
        };
        let types = |sub: &str| {
            let row = |line, action| (1, correction(line, None, action));
            clashes(&[row(2, set("event_type", "Battles")), row(3, set("sub_event_type", sub))])
        };
        assert_eq!((types("Grenade"), types("Armed clash")), (vec![(0, 1)], vec![]));
    }

    #[test]
    fn what_is_overridden_overrides_nothing() {
        let rows = [
            (1, correction(2, None, killed(3))),
            (1, correction(3, None, Action::Drop)),
            (1, correction(4, None, Action::Confirm)),
        ];
        assert_eq!(clashes(&rows), [(1, 2)], "the drop is overridden, the figure stands");
        let drop_last = [(1, correction(2, None, killed(3))), (1, correction(3, None, Action::Drop))];
        assert_eq!(clashes(&drop_last), [(0, 1)]);
    }

    #[test]
    fn a_merger_and_a_split_of_the_same_contradict() {
        let merge = || correction(2, None, Action::Merge(Target::default()));
        let split = |report: &str| correction(3, None, Action::Split(report.into()));
        assert_eq!(clashes(&[(1, merge()), (1, split("./b.txt"))]), [(0, 1)]);
        assert_eq!(clashes(&[(1, merge()), (7, split("a.txt"))]), [(0, 1)]);
        assert_eq!(clashes(&[(1, merge()), (1, split("c.txt"))]), []);
    }
}
