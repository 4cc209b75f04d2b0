//! A whole and its parts in one report: "fighting that left three dead", and
//! further down "it had lost a soldier" and "two of its troops had been killed".

use std::collections::BTreeSet;

use super::assemble::{parties, place, time};
use super::build::Sources;
use super::family::fit;
use crate::coding::{CasualtyKind, EventMention, Scope};

/// Puts a cluster that tells the sum of the dead to the one that tells the parts.
pub(super) fn fold_wholes(s: &Sources<'_>, clusters: &mut Vec<Vec<usize>>) {
    let mut n = 0;
    while n < clusters.len() {
        let host = (0..clusters.len()).find(|c| *c != n && is_whole_of(s, &clusters[n], &clusters[*c]));
        let Some(c) = host else {
            n += 1;
            continue;
        };
        let moved = clusters.remove(n);
        let c = if c > n { c - 1 } else { c };
        clusters[c].extend(moved);
        clusters[c].sort_unstable();
    }
}

fn is_whole_of(s: &Sources<'_>, whole: &[usize], parts: &[usize]) -> bool {
    let of = |c: &[usize]| c.iter().filter_map(|i| s.mentions.get(*i)).collect::<Vec<&EventMention>>();
    let (whole, parts) = (of(whole), of(parts));
    let mapped = |all: &[&EventMention]| all.iter().any(|m| m.status.is_mapped());
    let sum = sum_of_parts(&parts);
    let like = whole.iter().any(|m| parts.iter().any(|o| fit(&o.family, &m.family).is_some()));
    mapped(&whole)
        && mapped(&parts)
        && sum.is_some()
        && total(&whole) == sum
        && like
        && whole.iter().all(|m| {
            let fits = time(s, &parts, m).is_some() && place(s, &parts, m).is_some();
            fits && parties(&parts, m).is_some_and(|p| p >= 0)
        })
}

/// The dead of a cluster that counts them once, on no side.
fn total(all: &[&EventMention]) -> Option<u32> {
    let mut counts = dead(all).filter(|d| d.code.is_none()).map(|d| d.count);
    let first = counts.next()?;
    (counts.all(|c| c == first) && dead(all).all(|d| d.code.is_none())).then_some(first)
}

/// The sum over two or more parties whose dead are told apart.
fn sum_of_parts(all: &[&EventMention]) -> Option<u32> {
    let parts: BTreeSet<Dead<'_>> = dead(all).collect();
    let codes: BTreeSet<Option<&str>> = parts.iter().map(|d| d.code).collect();
    let apart = codes.len() == parts.len() && parts.len() >= 2 && !codes.contains(&None);
    apart.then(|| parts.iter().map(|d| d.count).sum())
}

/// Dead of one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Dead<'m> {
    code: Option<&'m str>,
    count: u32,
}

fn dead<'m>(all: &[&'m EventMention]) -> impl Iterator<Item = Dead<'m>> {
    let told = all.iter().flat_map(|m| &m.casualties);
    told.filter(|c| c.kind == CasualtyKind::Killed && c.scope == Scope::Incident && !c.superseded)
        .filter_map(|c| Some(Dead { code: c.who_code.as_deref(), count: c.count.exact()? }))
}
