//! Loads `lexicon/`: the words, names and frames that the reader knows.
//!
//! Knowledge is data: each table is a TSV or TOML file under `lexicon/en/`,
//! read and checked by one module here, and kept in one field of [`Lexicon`].

pub mod acled_regions;
pub mod actors;
pub mod admin1;
pub mod agencies;
pub mod boilerplate;
pub mod countries;
pub mod forms;
pub mod frames;
pub mod gate;
pub mod lengths;
pub mod line_words;
pub mod locale_words;
pub mod named_events;
pub mod offices;
pub mod org_heads;
pub mod outlets;
pub mod persons;
pub mod phrases;
pub mod place_weights;
pub mod place_words;
pub mod polity;
pub mod relations;
pub mod role_nouns;
pub mod sense_weights;
pub mod sensitive;
pub mod time;
pub mod tsv;
pub mod wording;
pub mod words;

use crate::error::Result;

/// All tables of one language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Words about full stops.
    pub abbreviations: crate::text::Abbreviations,
    /// News agencies.
    pub agencies: agencies::Agencies,
    /// Captions, credits, sign-up lines, stamps.
    pub boilerplate: boilerplate::Boilerplate,
    /// First parts after which a hyphen belongs to the word.
    pub hyphen_prefixes: words::Words,
    /// The commonest words of the language.
    pub stop_words: words::Words,
    /// Words of time expressions.
    pub time: time::TimeWords,
    /// Armed groups, forces, agencies.
    pub actors: actors::Actors,
    /// Common nouns for people, forces and things.
    pub role_nouns: role_nouns::RoleNouns,
    /// Countries, de facto states, regions, peoples, and their words.
    pub countries: countries::Countries,
    /// Wordings of figures, cues and attribution.
    pub wording: wording::Wording,
    /// Event frames.
    pub frames: Vec<frames::Frame>,
    /// Abbreviations of states and provinces.
    pub admin1: admin1::Admin1Abbreviations,
    /// Words that tell for whose readers a report is written.
    pub locale_words: locale_words::LocaleWords,
    /// Newspapers and their towns.
    pub outlets: outlets::Outlets,
    /// Persons' names and titles.
    pub persons: persons::Persons,
    /// Words that make an organisation of a place name.
    pub org_heads: org_heads::OrgHeads,
    /// Words about places.
    pub place_words: place_words::PlaceWords,
    /// Events that go by a name, with their days.
    pub named_events: named_events::NamedEvents,
    /// Who held which office when.
    pub offices: offices::Offices,
    /// Words that place an event beside a place.
    pub relations: relations::RelationWords,
    /// Lengths and travel times.
    pub lengths: lengths::Lengths,
    /// Words for lines between two places.
    pub line_words: line_words::LineWords,
    /// What each clue weighs in taking a name for a place.
    pub place_weights: place_weights::PlaceWeights,
    /// What speaks for one place of a name before another.
    pub sense_weights: sense_weights::SenseWeights,
    /// Words that make a government of a place name.
    pub polity: polity::Polity,
    /// Incidents that a published map may harm people with.
    pub sensitive: sensitive::Sensitive,
}

impl Lexicon {
    /// The English lexicon compiled into the program.
    ///
    /// # Errors
    /// When a table is broken: names the file, the line and what was expected.
    #[allow(clippy::field_reassign_with_default)] // One line per table, so that two new ones do not collide.
    pub fn english() -> Result<Self> {
        let mut lexicon = Self::default();
        lexicon.abbreviations = words::abbreviations()?;
        lexicon.agencies = agencies::Agencies::english()?;
        lexicon.boilerplate = boilerplate::Boilerplate::english()?;
        lexicon.hyphen_prefixes = words::hyphen_prefixes()?;
        lexicon.stop_words = words::stop_words()?;
        lexicon.time = time::TimeWords::english()?;
        lexicon.actors = actors::Actors::english()?;
        lexicon.role_nouns = role_nouns::RoleNouns::english()?;
        lexicon.countries = countries::Countries::english()?;
        lexicon.wording = wording::Wording::english()?;
        lexicon.frames = frames::english()?;
        lexicon.admin1 = admin1::Admin1Abbreviations::english()?;
        lexicon.locale_words = locale_words::LocaleWords::english()?;
        lexicon.outlets = outlets::Outlets::english()?;
        lexicon.persons = persons::Persons::english()?;
        lexicon.org_heads = org_heads::OrgHeads::english()?;
        lexicon.place_words = place_words::PlaceWords::english()?;
        lexicon.named_events = named_events::NamedEvents::english()?;
        lexicon.offices = offices::Offices::english()?;
        lexicon.relations = relations::RelationWords::english()?;
        lexicon.lengths = lengths::Lengths::english()?;
        lexicon.line_words = line_words::LineWords::english()?;
        lexicon.place_weights = place_weights::PlaceWeights::english()?;
        lexicon.sense_weights = sense_weights::SenseWeights::english()?;
        lexicon.polity = polity::Polity::english()?;
        lexicon.sensitive = sensitive::Sensitive::english()?;
        Ok(lexicon)
    }
}
