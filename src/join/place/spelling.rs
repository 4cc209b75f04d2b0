//! How alike two spellings of a name are.
//!
//! Words are laid beside each other, in whatever order they stand, and compared
//! by the optimal string alignment distance (Levenshtein's, with neighbours
//! that change places as one step) over the letters of the longer; the least
//! alike pair of words counts, since "Upper" and "Lower" make two places of
//! one name. Where one name has more words ("Sarıqaya", "Sari Qaya"), spaces do
//! not count. Of the scores tried on the gazetteer's own variants (Jaro-Winkler
//! and the Dice coefficient of bigrams, whole or by words, and their means with
//! this one) it found the most at the same precision.
//!
//! What the thresholds rest on is measured in `measured.rs`: a held-out name of
//! a town against the other names of the towns of its country, a third of them
//! without partner on either side, up to 300 of a country, 8,469 to be found.
//!
//! | one side in the gazetteer | division told | threshold | precision | recall |
//! |---|---|---|---|---|
//! | yes | yes | 0.74 | 0.988 | 0.54 |
//! | yes | no | 0.86 | 0.987 | 0.21 |
//! | no | yes | 0.74 | 0.994 | 0.35 |
//! | no | no | 0.86 | 0.988 | 0.12 |
//!
//! With 0.83 and no division, 0.37 and 0.22 are found, and twice as many of the
//! pairs are wrong. Recall is low since most second names are other names, not
//! other spellings.

/// Names at least so alike are one place's, in a division that both sides tell.
pub(super) const IN_DIVISION: f64 = 0.74;
/// The same in a country: one letter of eight may be another, of seven none.
pub(super) const IN_COUNTRY: f64 = 0.86;
/// Names at least so alike are told as near misses.
pub(super) const NEAR: f64 = IN_DIVISION;

/// How alike two folded names are, 0 to 1; exact from [`NEAR`] on. Other numbers
/// are other names.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    if !digits(one).eq(digits(other)) {
        return 0.0;
    }
    let (ours, mut theirs) = (words(one), words(other));
    if ours.len() != theirs.len() {
        return alignment(&one.replace(' ', ""), &other.replace(' ', ""));
    }
    let mut least = 1.0_f64;
    for word in ours {
        let scores = theirs.iter().enumerate().map(|(n, other)| (n, alignment(word, other)));
        let Some((n, score)) = scores.reduce(|best, next| if next.1 > best.1 { next } else { best }) else { break };
        theirs.remove(n);
        least = least.min(score);
        if least < NEAR {
            break;
        }
    }
    least
}

fn digits(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|c| c.is_numeric())
}

/// The words, the longest first: they have the most to tell where they belong.
fn words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words
}

/// One less the share of letters that must be changed; where more letters are
/// lacking than makes a near miss, the share of these.
fn alignment(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let (ours, theirs) = (one.chars().count(), other.chars().count());
    let share = |changes: usize| 1.0 - changes as f64 / ours.max(theirs).max(1) as f64;
    let most = share(ours.abs_diff(theirs));
    if most < NEAR { most } else { share(strsim::osa_distance(one, other)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_alike_and_neighbours_are_not() {
        assert!(likeness("drumcollogher", "dromcollogher") > IN_COUNTRY);
        assert!(likeness("yangi bazar", "yangibazar") > IN_COUNTRY);
        assert!(likeness("tall abyad", "abyad tall") > IN_COUNTRY);
        assert!(likeness("upper harlan", "lower harlan") < IN_DIVISION);
        assert!(likeness("camp 12", "camp 13") == 0.0 && likeness("sanchon", "sunchon") < IN_COUNTRY);
    }
}
