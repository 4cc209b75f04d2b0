//! Wordings of figures, cues and attribution: `lexicon/en/casualties.toml`,
//! `cues.toml`, `settings.toml` and `reporting.tsv`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tsv;
use crate::error::{Error, Result};

/// Verbs or phrases that tell one kind of harm.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// `killed`, `wounded`...
    pub kind: String,
    /// Verb lemmas.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Phrases of lemmas.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A named list of words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Nouns.
    pub nouns: Vec<String>,
    /// Verbs.
    pub verbs: Vec<String>,
    /// Words or phrases.
    pub words: Vec<String>,
}

/// `casualties.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Casualties {
    /// Verbs whose object is harmed.
    pub object_verb: Vec<Harm>,
    /// Verbs whose subject is harmed.
    pub subject_verb: Vec<Harm>,
    /// Phrases whose object is harmed.
    pub phrase: Vec<Harm>,
    /// Phrases whose subject is harmed.
    pub subject_phrase: Vec<Harm>,
    /// Adjectives said of people, by kind.
    pub state: BTreeMap<String, Vec<String>>,
    /// Nouns that count harm, by kind.
    pub noun: BTreeMap<String, Vec<String>>,
    /// Words for a running total of the dead.
    pub toll: Words,
    /// Verbs of losing people.
    pub lose: Words,
    /// Phrases that make a figure cumulative.
    pub cumulative: Words,
    /// Units other than persons, by name.
    pub unit: BTreeMap<String, Vec<String>>,
}

/// `cues.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cues {
    /// Heads that make an event plural and dateless.
    pub generic_heads: Vec<String>,
    /// Modifiers that do so before a plural.
    pub generic_modifiers: Vec<String>,
    /// Verbs of which plural events are the subject in a statistic.
    pub statistics: Vec<String>,
    /// Adverbs of what is done time and again.
    pub habits: Vec<String>,
    /// Verbs that put what follows in the future.
    pub planning_verbs: Vec<String>,
    /// Nouns of weapons and of what is done with them.
    pub force: Vec<String>,
    /// Verbs and nouns of asking.
    pub asking: Vec<String>,
    /// Nouns by which a war is told with its year or length.
    pub war_nouns: Vec<String>,
    /// Nouns of whole wars.
    pub wars: Vec<String>,
    /// Nouns of those who rule from a seat.
    pub rulers: Vec<String>,
    /// Animals.
    pub beasts: Vec<String>,
    /// Words in a speaker's name of a command.
    pub commands: Vec<String>,
    /// Words that put an event out of the world.
    pub unreal: Vec<String>,
    /// Verbs that tell that something took place.
    pub happening: Vec<String>,
    /// Words that mark an earlier time.
    pub background: Vec<String>,
    /// Words of a court that tries an earlier act.
    pub court: Vec<String>,
    /// Words for works of fiction.
    pub fiction: Vec<String>,
    /// Words of sport.
    pub sport: Vec<String>,
    /// Wordings of what is to come.
    pub coming: Vec<String>,
    /// Things of war.
    pub military_things: Vec<String>,
    /// Weapons and means.
    pub weapons: Vec<String>,
    /// What can be killed or taken and is no person.
    pub no_persons: Vec<String>,
    /// Objects of an attack in a figure of speech only: "democracy".
    pub no_targets: Vec<String>,
    /// Nouns of those who speak, beside people and organs of state.
    pub speaking: Vec<String>,
    /// Nouns of what shows or tells and is nobody's word.
    pub mute: Vec<String>,
    /// Nouns that point back to who spoke last.
    pub speaking_back: Vec<String>,
    /// Nouns of those who carry what others say.
    pub media: Vec<String>,
    /// Nouns that count the noun after "of".
    pub partitives: Vec<String>,
}

/// `settings.toml`: what a report may be about where nobody attacks anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Accidents and natural disasters.
    pub accident: Vec<String>,
    /// Vehicles.
    pub vehicles: Vec<String>,
    /// Verbs of which vehicles are the subject in a collision.
    pub collide: Vec<String>,
    /// Exercises.
    pub drill: Vec<String>,
    /// Words of sport alone.
    pub sport: Vec<String>,
    /// Words that sport shares with other matters.
    pub game: Vec<String>,
    /// Markets, politics, the arts.
    pub figurative: Vec<String>,
    /// The arts, medicine, parliaments, machines.
    pub culture: Vec<String>,
    /// Trade and prices, where states fight without arms.
    pub economy: Vec<String>,
    /// Days of remembrance.
    pub memorial: Vec<String>,
    /// Those held for what went wrong.
    pub negligence: Vec<String>,
    /// The wordings by their first word.
    #[serde(skip)]
    index: BTreeMap<String, Vec<(Setting, Vec<String>)>>,
}

/// What a wording of `settings.toml` speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// An accident or a disaster.
    Accident,
    /// An exercise.
    Drill,
    /// A game, by a word of sport alone.
    Sport,
    /// A game, by a word that other matters have too.
    Game,
    /// Markets, politics, the arts.
    Figurative,
    /// The arts.
    Culture,
    /// Trade and prices.
    Economy,
    /// A day of remembrance.
    Memorial,
    /// Negligence.
    Negligence,
}

impl Settings {
    /// Puts the wordings in order of their first words.
    fn indexed(mut self) -> Self {
        let lists = [
            (Setting::Accident, &self.accident),
            (Setting::Drill, &self.drill),
            (Setting::Sport, &self.sport),
            (Setting::Game, &self.game),
            (Setting::Figurative, &self.figurative),
            (Setting::Culture, &self.culture),
            (Setting::Economy, &self.economy),
            (Setting::Memorial, &self.memorial),
            (Setting::Negligence, &self.negligence),
        ];
        let mut index: BTreeMap<String, Vec<(Setting, Vec<String>)>> = BTreeMap::new();
        for (setting, list) in lists {
            for phrase in list {
                let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
                index.entry(words[0].clone()).or_default().push((setting, words));
            }
        }
        self.index = index;
        self
    }

    /// Whether one word names an accident, a disease or a disaster.
    pub fn is_accident(&self, word: &str) -> bool {
        self.beginning(word).iter().any(|(setting, words)| *setting == Setting::Accident && words.len() == 1)
    }

    /// The wordings that begin with a word.
    pub fn beginning(&self, word: &str) -> &[(Setting, Vec<String>)] {
        self.index.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The wordings.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Harm.
    pub casualties: Casualties,
    /// Cues.
    pub cues: Cues,
    /// Settings in which nothing is meant as said.
    pub settings: Settings,
    /// Reporting verbs (lemma) and the act of the speaker: `claims`,
    /// `confirms`, `denies`.
    pub reporting: BTreeMap<&'static str, &'static str>,
}

impl Wording {
    /// The English wordings.
    ///
    /// # Errors
    /// When a table is broken: names it and what is wrong.
    pub fn english() -> Result<Self> {
        let broken = |what: &str, e: toml::de::Error| Error::Data { what: what.to_owned(), why: e.to_string() };
        let casualties = toml::from_str(include_str!("../../lexicon/en/casualties.toml"))
            .map_err(|e| broken("casualties.toml", e))?;
        let cues = toml::from_str(include_str!("../../lexicon/en/cues.toml")).map_err(|e| broken("cues.toml", e))?;
        let settings: Settings =
            toml::from_str(include_str!("../../lexicon/en/settings.toml")).map_err(|e| broken("settings.toml", e))?;
        let settings = settings.indexed();
        let mut reporting = BTreeMap::new();
        tsv::read("reporting.tsv", include_str!("../../lexicon/en/reporting.tsv"), &["verb", "act"], |row| {
            reporting.insert(row.need("verb")?, row.need("act")?);
            Ok(())
        })?;
        Ok(Self { casualties, cues, settings, reporting })
    }
}
