//! Loads `lexicon/`: the words, names and frames that the reader knows.
//!
//! Knowledge is data: each table is a TSV or TOML file under `lexicon/en/`,
//! read and checked by one module here, and kept in one field of [`Lexicon`].

pub mod countries;
pub mod forms;
pub mod frames;
pub mod named_events;
pub mod offices;
pub mod org_heads;
pub mod persons;
pub mod phrases;
pub mod place_words;
pub mod polity;
pub mod tsv;

use crate::error::Result;

/// All tables of one language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Countries, de facto states, regions, peoples, and their words.
    pub countries: countries::Countries,
    /// Event frames.
    pub frames: Vec<frames::Frame>,
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
    /// Words that make a government of a place name.
    pub polity: polity::Polity,
}

impl Lexicon {
    /// The English lexicon compiled into the program.
    ///
    /// # Errors
    /// When a table is broken: names the file, the line and what was expected.
    pub fn english() -> Result<Self> {
        let mut lexicon = Self::default();
        lexicon.countries = countries::Countries::english()?;
        lexicon.frames = frames::english()?;
        lexicon.persons = persons::Persons::english()?;
        lexicon.org_heads = org_heads::OrgHeads::english()?;
        lexicon.place_words = place_words::PlaceWords::english()?;
        lexicon.named_events = named_events::NamedEvents::english()?;
        lexicon.offices = offices::Offices::english()?;
        lexicon.polity = polity::Polity::english()?;
        Ok(lexicon)
    }
}
