//! Pairs become groups, from the surest on. A group is joined to another only
//! where no two of their members exclude each other.

use super::Rules;
use super::block::Pair;
use super::profile::Profile;
use super::score::excluded;

/// Members of each group that are compared with the other's: enough for what
/// many reports tell, and no more work for what thousands do.
const COMPARED: usize = 16;

/// The groups of two and more, each in order of its members, in order of their
/// first.
pub(super) fn groups(profiles: &[Profile<'_>], mut pairs: Vec<Pair>, o: &Rules<'_>) -> Vec<Vec<u32>> {
    // The surest first; then by place in the order of reports, which no further
    // report changes.
    pairs.sort_unstable_by_key(|p| (std::cmp::Reverse(p.points), p.a, p.b));
    let mut group_of: Vec<u32> = (0..profiles.len() as u32).collect();
    // A group of one holds nothing: most are.
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); profiles.len()];
    for pair in pairs {
        let (a, b) = (group_of[pair.a as usize], group_of[pair.b as usize]);
        if a == b {
            continue;
        }
        for one in [a, b] {
            if members[one as usize].is_empty() {
                members[one as usize].push(one);
            }
        }
        if !agree(profiles, &members[a as usize], &members[b as usize], o) {
            continue;
        }
        let (into, from) = if members[a as usize].len() >= members[b as usize].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut members[from as usize]);
        for i in &moved {
            group_of[*i as usize] = into;
        }
        members[into as usize].extend(moved);
    }
    members.retain(|m| m.len() > 1);
    for m in &mut members {
        m.sort_unstable();
    }
    members.sort_unstable_by_key(|m| m[0]);
    members
}

fn agree(profiles: &[Profile<'_>], one: &[u32], two: &[u32], o: &Rules<'_>) -> bool {
    one.iter().take(COMPARED).all(|i| {
        two.iter().take(COMPARED).all(|k| {
            let (a, b) = (&profiles[*i as usize], &profiles[*k as usize]);
            !excluded(a, b, o)
        })
    })
}
