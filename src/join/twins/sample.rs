//! A sample of pairs for people to label, drawn from sure matches, doubtful
//! ones and near misses apart, so that few labels tell much.

use super::{Alone, Near, Twins, Why};

/// From where a pair is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stratum {
    /// Matched, and clearly so.
    Sure,
    /// Matched, but doubtful.
    Doubtful,
    /// Not matched, though inside the window.
    Unlike,
    /// Not matched, outside of the window.
    Far,
}

impl Stratum {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sure, Self::Doubtful, Self::Unlike, Self::Far];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Doubtful => "doubtful",
            Self::Unlike => "unlike",
            Self::Far => "far",
        }
    }

    /// Whether its pairs are matches.
    pub const fn is_match(self) -> bool {
        matches!(self, Self::Sure | Self::Doubtful)
    }
}

/// A pair to label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampled {
    /// From where it is drawn.
    pub stratum: Stratum,
    /// How many pairs there are in all.
    pub of: usize,
    /// The left row.
    pub left: u32,
    /// The right row with what is told of the pair.
    pub right: Near,
}

/// Draws about `count` pairs: from each stratum equally many where it has
/// them, spread evenly over its scores. The same twins give the same sample.
pub fn sample(twins: &Twins, least: f32, count: usize) -> Vec<Sampled> {
    let mut strata: Vec<(Stratum, Vec<(u32, Near)>)> = Stratum::ALL.map(|stratum| (stratum, Vec::new())).into();
    for pair in &twins.pairs {
        let near = Near { row: pair.found.row, km: pair.found.km, days: pair.found.days, score: pair.found.score };
        strata[usize::from(pair.is_doubtful(least))].1.push((pair.left, near));
    }
    for Alone { row, why } in &twins.left {
        match why {
            Why::Taken(near, _) | Why::Unlike(near, _) => strata[2].1.push((*row, *near)),
            Why::Far(near) => strata[3].1.push((*row, *near)),
            Why::NoPoint | Why::NoDay | Why::Nothing => {}
        }
    }
    strata.retain(|(_, pairs)| !pairs.is_empty());
    // Those with few pairs leave their share to the others.
    strata.sort_by_key(|(stratum, pairs)| (pairs.len(), *stratum));
    let mut left = count;
    let mut drawn = Vec::new();
    let parts = strata.len();
    for (n, (stratum, mut pairs)) in strata.into_iter().enumerate() {
        let share = left.div_ceil(parts - n).min(pairs.len());
        left = left.saturating_sub(share);
        let rank = |near: &Near| if near.score.is_nan() { near.km } else { f64::from(near.score) };
        pairs.sort_by(|a, b| rank(&a.1).total_cmp(&rank(&b.1)).then(a.0.cmp(&b.0)));
        let of = pairs.len();
        drawn.extend((0..share).map(|n| {
            let (left, right) = pairs[(2 * n + 1) * of / (2 * share)];
            Sampled { stratum, of, left, right }
        }));
    }
    drawn.sort_by_key(|s| (s.stratum, s.left));
    drawn
}
