//! The clues by which a name is taken for a place, and what each weighs:
//! `lexicon/en/place_weights.tsv`.

use super::tsv;
use crate::error::{Error, Result};

const TABLE: &str = "lexicon/en/place_weights.tsv";
const TEXT: &str = include_str!("../../lexicon/en/place_weights.tsv");

macro_rules! clues {
    ($($(#[doc = $doc:literal])+ $clue:ident = $name:literal,)+) => {
        /// A clue for or against a name's being a place. None knows any word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Clue { $($(#[doc = $doc])+ $clue,)+ }

        impl Clue {
            /// All clues with the names of their weights: clues that say much
            /// the same share one.
            pub const ALL: &'static [(Clue, &'static str)] = &[$((Clue::$clue, $name),)+];
        }
    };
}

clues! {
    /// Always there.
    Bias = "bias",
    /// Its likeliest place is a country.
    Country = "country",
    /// ... a first-order division.
    Admin1 = "division",
    /// ... a second-order division.
    Admin2 = "division",
    /// ... a seat of government.
    Capital = "capital",
    /// ... a region, water, mountain, road or border.
    Natural = "natural",
    /// Logarithm of the inhabitants of the largest town that bears it, 0-1.
    Population = "population",
    /// No place has it for its primary or a typed name.
    Alternate = "alternate",
    /// It has two words or more.
    Words = "words",
    /// It has three letters or fewer.
    Short = "short_or_acronym",
    /// An adjective of a country or people.
    Adjective = "adjective",
    /// A noun for a people.
    People = "people",
    /// An abbreviation of a state or province.
    Abbreviation = "abbreviation",
    /// A seat of government by its building: "Kremlin".
    Seat = "seat",
    /// No list knows it.
    Unknown = "unknown",
    /// No list knows it; its last word is a feature: "Plum Island".
    UnknownFeature = "unknown",
    /// A street or road of a town.
    UnknownStreet = "unknown",
    /// A word of the language too.
    Word = "word",
    /// A frequent word of the language.
    Common = "common",
    /// A known name of something else.
    OtherName = "word",
    /// A given name too.
    GivenName = "person_word",
    /// A family name too.
    FamilyName = "person_word",
    /// First of its sentence.
    First = "first",
    /// In a headline with capitals throughout.
    Titled = "odd_case",
    /// In lower case, or in a sentence without capitals.
    Lower = "odd_case",
    /// All capitals within running text.
    Acronym = "short_or_acronym",
    /// After "in", "near", "at".
    CueIn = "cue_in",
    /// After a verb that takes a place.
    CueFrom = "cue_in",
    /// After "to", "of" and the like.
    CueWeak = "cue_weak",
    /// After "northern", "downtown".
    CueDirection = "called",
    /// After "the village of", "Lake".
    FeatureBefore = "called",
    /// After another capitalised word that explains nothing.
    CapitalBefore = "capital_beside",
    /// Before "district", "province", "river".
    FeatureAfter = "feature_after",
    /// Before "airport", "church", "Park".
    SpotAfter = "feature_after",
    /// Before "Street", "Road".
    StreetAfter = "street_after",
    /// Before "residents", "police".
    CuePeople = "cue_after",
    /// Before "bombing", "summit".
    CueEvent = "cue_after",
    /// Before another capitalised word that explains nothing.
    CapitalAfter = "capital_beside",
    /// Part of a public body's name.
    OrgAgency = "org_public",
    /// Part of a university's or school's name, before its head.
    OrgUniversity = "org_other",
    /// Part of a newspaper's name.
    OrgMedia = "org_other",
    /// Part of a team's name.
    OrgTeam = "org_public",
    /// Part of a firm's, party's or society's name.
    OrgOther = "org_other",
    /// After "University of", "Bank of".
    OrgOf = "org_other",
    /// With a possessive ending.
    Possessive = "possessive",
    /// Before a verb of speech.
    Speech = "speech",
    /// Before "-based", "-born".
    Based = "cue_in",
    /// Before a comma and a place that contains it.
    Bound = "bound",
    /// After a comma and a place that it contains.
    Binds = "bound",
    /// In a list with other possible places.
    List = "list",
    /// Within a person's name, surely.
    PersonSure = "person_sure",
    /// Within a person's name, likely.
    PersonLikely = "person_likely",
    /// A person of the report is called so.
    Called = "person_called",
    /// The same name stands elsewhere in a place's surroundings.
    Elsewhere = "elsewhere",
    /// The place in the report's dateline.
    Dateline = "dateline",
    /// Near other places of the report.
    Near = "near",
    /// In a country that the report names.
    Within = "within",
}

impl Clue {
    /// The names of the weights, each once, in the order of the table.
    pub fn weight_names() -> Vec<&'static str> {
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in Self::ALL {
            if !names.contains(name) {
                names.push(name);
            }
        }
        names
    }
}

/// The weights, by clue.
#[derive(Debug, Clone, Default)]
pub struct PlaceWeights {
    weights: Vec<f32>,
}

impl PlaceWeights {
    /// The table compiled into the program.
    ///
    /// # Errors
    /// When a row is broken, a clue unknown or missing.
    pub fn english() -> Result<Self> {
        let names = Clue::weight_names();
        let read = read_weights(TABLE, TEXT, "clue", &names)?;
        Ok(Self::new(|name| names.iter().position(|n| *n == name).and_then(|i| read.get(i)).copied().unwrap_or(0.0)))
    }

    /// Weights from elsewhere, by their names: the trainer's.
    pub fn new(weight: impl Fn(&str) -> f32) -> Self {
        Self { weights: Clue::ALL.iter().map(|(_, name)| weight(name)).collect() }
    }

    /// The weighed sum of values, which stand in the order of [`Clue::ALL`].
    pub fn sum(&self, values: &[f32]) -> f32 {
        values.iter().zip(&self.weights).map(|(value, weight)| value * weight).sum()
    }

    /// What a clue weighs, in log-odds for a value of 1.
    pub fn of(&self, clue: Clue) -> f32 {
        self.weights.get(clue as usize).copied().unwrap_or(0.0)
    }
}

/// Reads a table of weights, one for each name, in the names' order.
///
/// # Errors
/// When a row is broken, a name unknown or missing.
pub(super) fn read_weights(table: &str, text: &str, what: &str, names: &[&str]) -> Result<Vec<f32>> {
    let mut weights = vec![f32::NAN; names.len()];
    tsv::read(table, text, &[what, "weight"], |row| {
        let name = row.need(what)?;
        let Some(slot) = names.iter().position(|n| *n == name).and_then(|i| weights.get_mut(i)) else {
            return Err(row.error(format!("unknown {what} '{name}'"), "see the table's module in src/lexicon"));
        };
        let number = row.need("weight")?.parse::<f32>().ok().filter(|w| w.is_finite());
        *slot = number.ok_or_else(|| row.error("the weight is no number", "write it as 1.25"))?;
        Ok(())
    })?;
    match weights.iter().position(|w| w.is_nan()) {
        Some(i) => Err(Error::Data { what: table.into(), why: format!("no weight for '{}'", names[i]) }),
        None => Ok(weights),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clue_has_a_weight_and_they_are_few() {
        let weights = PlaceWeights::english().unwrap();
        assert!(Clue::weight_names().len() < Clue::ALL.len(), "like clues share a weight");
        assert!(weights.of(Clue::CueIn) > 0.0);
        assert!(weights.of(Clue::PersonSure) < 0.0);
    }
}
