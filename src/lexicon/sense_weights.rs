//! What speaks for one place of a name before another, and how much each
//! weighs: `lexicon/en/sense_weights.tsv`.

use super::place_weights::read_weights;
use crate::error::Result;

const TABLE: &str = "lexicon/en/sense_weights.tsv";
const TEXT: &str = include_str!("../../lexicon/en/sense_weights.tsv");

macro_rules! signs {
    ($($(#[doc = $doc:literal])+ $sign:ident = $name:literal,)+) => {
        /// A sign that a name means this place. None knows any word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Sign { $($(#[doc = $doc])+ $sign,)+ }

        impl Sign {
            /// All signs with the names they have in the table.
            pub const ALL: &'static [(Sign, &'static str)] = &[$((Sign::$sign, $name),)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
        }
    };
}

signs! {
    /// Logarithm of a town's inhabitants, a tenth of it.
    People = "people",
    /// It is a country.
    Country = "country",
    /// ... a first-order division: 1 from a million inhabitants on, less below.
    Admin1 = "admin1",
    /// ... a second-order division.
    Admin2 = "admin2",
    /// ... a water, mountain or island.
    Natural = "natural",
    /// ... a region, border or road.
    Region = "region",
    /// ... a building, base or camp.
    Spot = "spot",
    /// A country's seat of government: share of that country in the report.
    Capital = "capital",
    /// A quarter of a town, or a place no longer there.
    Quarter = "quarter",
    /// The name is one of its untyped second names.
    Alternate = "alternate",
    /// It fits the feature word beside the name: 1 well, below 0 ill.
    Feature = "feature",
    /// The text names a place in which it lies, beside the name.
    Bound = "bound",
    /// The text names a place that lies in it, beside the name.
    Holds = "holds",
    /// Share of its country among the report's names, for all but countries.
    Share = "share",
    /// ... for a country: how much of the report is about it.
    OwnShare = "own_share",
    /// ... for a country: share of the countries that border on it.
    Neighbours = "neighbours",
    /// Another item of the same list may be of its class and country.
    Peer = "peer",
    /// How near other places of the report lie.
    Near = "near",
    /// How much the report speaks of its first-order division.
    Division = "division",
    /// It lies in the country of the publisher's address or of its readers.
    HomeCountry = "home_country",
    /// How near the publisher's town is.
    Home = "home",
}

/// The weights, by sign.
#[derive(Debug, Clone, Default)]
pub struct SenseWeights {
    weights: [f32; Sign::COUNT],
}

impl SenseWeights {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken, a sign unknown or missing.
    pub fn english() -> Result<Self> {
        let names: Vec<&str> = Sign::ALL.iter().map(|(_, name)| *name).collect();
        let read = read_weights(TABLE, TEXT, "sign", &names)?;
        Ok(Self::new(|sign| read.get(sign as usize).copied().unwrap_or(0.0)))
    }

    /// Weights from elsewhere: the trainer's.
    pub fn new(weight: impl Fn(Sign) -> f32) -> Self {
        let mut weights = [0.0; Sign::COUNT];
        for ((sign, _), slot) in Sign::ALL.iter().zip(&mut weights) {
            *slot = weight(*sign);
        }
        Self { weights }
    }

    /// What a sign weighs, in log-odds for a value of 1.
    pub fn of(&self, sign: Sign) -> f32 {
        self.weights.get(sign as usize).copied().unwrap_or(0.0)
    }

    /// The weighed sum of the signs.
    pub fn sum(&self, values: &[f32; Sign::COUNT]) -> f32 {
        self.weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::place_weights::Clue;

    #[test]
    fn every_sign_has_a_weight_and_both_models_are_small() {
        let weights = SenseWeights::english().unwrap();
        assert!(weights.of(Sign::People) > 0.0);
        assert!(weights.of(Sign::Near) > 0.0);
        assert!(Clue::weight_names().len() + Sign::COUNT <= 60, "a small model without words");
    }
}
