//! Words about places: common words that are place names too, features
//! ("district", "village of") and cues beside a name (`place_words.tsv`,
//! `feature_words.tsv`, `place_cues.tsv`).

use rustc_hash::FxHashMap;

use super::phrases::Phrases;
use super::tsv;
use crate::error::Result;

const WORDS: &str = include_str!("../../lexicon/en/place_words.tsv");
const FEATURES: &str = include_str!("../../lexicon/en/feature_words.tsv");
const CUES: &str = include_str!("../../lexicon/en/place_cues.tsv");

/// How common a word is that is also a place's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Commonness {
    /// A word of the language: "Cork".
    Word,
    /// One of the most frequent words: "Nice".
    Common,
    /// The name of something else: "NATO".
    Name,
    /// Never a place: "the", "Monday".
    Never,
}

/// What sort of feature a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// A city, town, village, suburb.
    Town,
    /// A province, state, governorate.
    Admin1,
    /// A district, county.
    Admin2,
    /// A region without firm bounds, a valley, a plain.
    Region,
    /// A river, lake, sea.
    Water,
    /// A mountain, island, desert, pass.
    Terrain,
    /// A border.
    Border,
    /// A road or corridor.
    Road,
    /// A building, base, camp, airport.
    Spot,
    /// A street of a town.
    Street,
    /// A street, where a house number stands before it.
    Address,
}

/// What a word beside a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// What is inside a place: "in".
    In,
    /// Verbs that take a place: "left", "shelled".
    From,
    /// A place or anything else: "to", "of".
    Weak,
    /// "northern", "downtown".
    Direction,
    /// What towns and regions have: "residents", "police".
    People,
    /// What happens at places: "bombing", "summit".
    Event,
}

/// The three tables.
#[derive(Debug, Clone, Default)]
pub struct PlaceWords {
    common: FxHashMap<Box<str>, Commonness>,
    features_before: Phrases<Feature>,
    features_after: Phrases<Feature>,
    cues_before: Phrases<Cue>,
    cues_after: Phrases<Cue>,
}

impl PlaceWords {
    /// The tables compiled into the program.
    ///
    /// # Errors
    /// When a row is broken: names the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut all =
            Self { features_before: Phrases::backwards(), cues_before: Phrases::backwards(), ..Self::default() };
        tsv::read("lexicon/en/place_words.tsv", WORDS, &["word", "kind"], |row| {
            let kind = match row.need("kind")? {
                "word" => Commonness::Word,
                "common" => Commonness::Common,
                "name" => Commonness::Name,
                "never" => Commonness::Never,
                other => return Err(row.error(format!("kind '{other}'"), "use word, common, name or never")),
            };
            all.common.insert(row.need("word")?.into(), kind);
            Ok(())
        })?;
        all.read_features()?;
        all.read_cues()?;
        Ok(all)
    }

    fn read_features(&mut self) -> Result<()> {
        tsv::read("lexicon/en/feature_words.tsv", FEATURES, &["word", "side", "class"], |row| {
            let class = match row.need("class")? {
                "town" => Feature::Town,
                "admin1" => Feature::Admin1,
                "admin2" => Feature::Admin2,
                "region" => Feature::Region,
                "water" => Feature::Water,
                "terrain" => Feature::Terrain,
                "border" => Feature::Border,
                "road" => Feature::Road,
                "spot" => Feature::Spot,
                "street" => Feature::Street,
                "address" => Feature::Address,
                other => return Err(row.error(format!("class '{other}'"), "see the table's head for the classes")),
            };
            match row.need("side")? {
                "before" => self.features_before.add_as_written(row.need("word")?, class),
                "after" => self.features_after.add_as_written(row.need("word")?, class),
                other => return Err(row.error(format!("side '{other}'"), "use before or after")),
            }
            Ok(())
        })
    }

    fn read_cues(&mut self) -> Result<()> {
        tsv::read("lexicon/en/place_cues.tsv", CUES, &["word", "side", "kind"], |row| {
            let kind = match row.need("kind")? {
                "in" => Cue::In,
                "from" => Cue::From,
                "weak" => Cue::Weak,
                "direction" => Cue::Direction,
                "people" => Cue::People,
                "event" => Cue::Event,
                other => return Err(row.error(format!("kind '{other}'"), "see the table's head for the kinds")),
            };
            match row.need("side")? {
                "before" => self.cues_before.add(row.need("word")?, kind),
                "after" => self.cues_after.add(row.need("word")?, kind),
                other => return Err(row.error(format!("side '{other}'"), "use before or after")),
            }
            Ok(())
        })
    }

    /// How common the word is in other meanings. `lower`: in lower case.
    pub fn common(&self, lower: &str) -> Option<Commonness> {
        self.common.get(lower).copied()
    }

    /// The feature word that ends at `word(0)`, as written, reading backwards.
    pub fn feature_before<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Feature)> {
        self.features_before.longest(word)
    }

    /// The feature word that begins at `word(0)`, as written.
    pub fn feature_after<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Feature)> {
        self.features_after.longest(word)
    }

    /// The cue that ends at `word(0)`, in lower case, reading backwards.
    pub fn cue_before<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Cue)> {
        self.cues_before.longest(word)
    }

    /// The cue that begins at `word(0)`, in lower case.
    pub fn cue_after<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Cue)> {
        self.cues_after.longest(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_places_are_found() {
        let t = PlaceWords::english().unwrap();
        assert_eq!(t.common("reading"), Some(Commonness::Common));
        assert_eq!(t.common("monday"), Some(Commonness::Never));
        assert_eq!(t.common("baku"), None);
        assert_eq!(t.feature_after(|i| ["air", "base"].get(i).copied()), Some((2, Feature::Spot)));
        assert_eq!(t.feature_before(|i| ["village"].get(i).copied()), Some((1, Feature::Town)));
        assert_eq!(t.cue_before(|i| ["in", "arrived"].get(i).copied()), Some((2, Cue::From)));
        assert_eq!(t.cue_after(|i| ["residents"].get(i).copied()), Some((1, Cue::People)));
    }
}
