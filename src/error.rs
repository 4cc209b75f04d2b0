//! Errors and notices.
//!
//! Text never fails a run: what is odd about an input is a [`Notice`], data
//! with a place and a remedy. [`Error`] is for I/O, configuration, and input
//! after which there is no going on.

use std::fmt;
use std::path::PathBuf;

/// What ends a run, or the reading of one input.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {doing}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done, in words ("cannot read", "cannot write").
        doing: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
    /// An input is not what it should be; names the place and the remedy.
    #[error("{0}")]
    Input(Notice),
    /// Data compiled into the program or given by the user is broken.
    #[error("{what}: {why}")]
    Data {
        /// Which table or file.
        what: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The result type of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Something odd about an input that a person should know; the run goes on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Notice {
    /// The file, report or stream it is about, as the user named it.
    pub file: String,
    /// Line, counted from 1, where it can be told.
    pub line: Option<u64>,
    /// What was found.
    pub what: String,
    /// What the user can do about it.
    pub remedy: String,
}

impl Notice {
    /// A notice about a whole file.
    pub fn new(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, what: what.into(), remedy: remedy.into() }
    }

    /// The same notice, about this file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    /// The same notice, about one line of the file.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if !self.remedy.is_empty() {
            write!(f, " ({})", self.remedy)?;
        }
        Ok(())
    }
}
