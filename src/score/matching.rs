//! Which predicted name is meant by which gold name: one to one, by the most
//! shared characters.

use super::gold::Mention;

/// Characters that two names share.
pub(super) fn shared(a: &Mention, b: &Mention) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Pairs of gold and predicted names, by number, that share a character. Those
/// that share most are paired first; then those whose ends lie nearest; then in
/// order.
pub(super) fn pairs(gold: &[&Mention], predicted: &[&Mention]) -> Vec<(usize, usize)> {
    let mut possible = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (p, b) in predicted.iter().enumerate() {
            let common = shared(a, b);
            if common > 0 {
                let apart = a.start.abs_diff(b.start) + a.end.abs_diff(b.end);
                possible.push((std::cmp::Reverse(common), apart, g, p));
            }
        }
    }
    possible.sort_unstable();
    let (mut taken_gold, mut taken) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, _, g, p) in possible {
        if !taken_gold[g] && !taken[p] {
            (taken_gold[g], taken[p]) = (true, true);
            pairs.push((g, p));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_shared_characters_are_paired_first() {
        let at = |start, end| Mention { start, end, ..Mention::default() };
        let (a, b) = (at(0, 10), at(12, 16));
        let (long, part, apart) = (at(0, 8), at(8, 13), at(20, 22));
        // `long` takes the first gold name, so `part` is left with the second.
        assert_eq!(pairs(&[&a, &b], &[&part, &long, &apart]), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&[&a], &[]), []);
        // The same characters: the one whose ends lie nearer.
        assert_eq!(pairs(&[&at(2, 4)], &[&at(0, 9), &at(2, 5)]), [(0, 1)]);
    }
}
