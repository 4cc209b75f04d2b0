//! What every report is read with: made once, shared by all threads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::civil::Date;

use crate::coding::Coder;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;

/// The data and the settings of a reading.
#[derive(Debug)]
pub struct Context {
    /// Words and frames.
    pub lexicon: Lexicon,
    /// Places.
    pub gazetteer: Gazetteer,
    /// The compiled frames and the tagger.
    pub coder: Coder,
    /// The day of publication of reports that do not tell it.
    pub date: Option<Date>,
    /// How long the stages took, over all threads.
    pub timings: Timings,
}

impl Context {
    /// The data compiled into the program.
    ///
    /// # Errors
    /// When that data is broken.
    pub fn embedded(date: Option<Date>) -> Result<Self> {
        Self::new(Gazetteer::embedded()?, date)
    }

    /// The data compiled into the program, with another gazetteer.
    ///
    /// # Errors
    /// When that data is broken.
    pub fn new(gazetteer: Gazetteer, date: Option<Date>) -> Result<Self> {
        let lexicon = Lexicon::english()?;
        let coder = Coder::new(&lexicon)?;
        Ok(Self { lexicon, gazetteer, coder, date, timings: Timings::default() })
    }
}

/// A stage of the reading of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Main text, blocks, sentences.
    Document,
    /// Time expressions.
    Times,
    /// Place names.
    Places,
    /// Events.
    Events,
    /// Incidents.
    Incidents,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 5] = [Self::Document, Self::Times, Self::Places, Self::Events, Self::Incidents];

    /// In a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "text",
            Self::Times => "times",
            Self::Places => "places",
            Self::Events => "events",
            Self::Incidents => "incidents",
        }
    }
}

/// Time spent in each stage. For the eye only: no output depends on it.
#[derive(Debug, Default)]
pub struct Timings {
    nanoseconds: [AtomicU64; Stage::ALL.len()],
}

impl Timings {
    /// Runs a stage and adds its time.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = std::time::Instant::now();
        let result = work();
        let took = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds[stage as usize].fetch_add(took, Ordering::Relaxed);
        result
    }

    /// The time of a stage so far, summed over the threads.
    pub fn of(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.nanoseconds[stage as usize].load(Ordering::Relaxed))
    }
}
