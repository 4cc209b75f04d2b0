//! How a run ends: a message and an exit code.

use std::io;
use std::path::Path;

use crate::error::Error;

/// Exit codes, as the documentation has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// Done.
    Ok = 0,
    /// No report could be read, or the output not be written.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// `--strict`, and something undated or unplaced.
    Strict = 3,
    /// No incident found.
    Nothing = 4,
}

impl Code {
    /// Of two results, or of a run and its record: they differ.
    pub(super) const DIFFERENT: Self = Self::Failed;
}

impl From<Code> for std::process::ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// What ends a run early.
#[derive(Debug)]
pub(super) struct Failure {
    /// The exit code.
    pub(super) code: Code,
    /// What happened, where, and what to do; empty where there is nothing to say.
    pub(super) message: String,
}

impl Failure {
    /// The work could not be done.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { code: Code::Failed, message: message.into() }
    }

    /// The command line asks for something that cannot be.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { code: Code::Usage, message: message.into() }
    }

    /// A file or folder could not be read or written.
    pub(super) fn io(path: &Path, doing: &str, why: &io::Error) -> Self {
        let remedy = match why.kind() {
            io::ErrorKind::PermissionDenied => " (check its permissions)",
            io::ErrorKind::NotFound => " (check the name)",
            io::ErrorKind::StorageFull => " (make room on the disk)",
            io::ErrorKind::NotADirectory => " (a file stands where a folder is needed)",
            io::ErrorKind::ReadOnlyFilesystem => " (choose another place with -o)",
            _ => "",
        };
        Self::new(format!("{}: {doing}: {why}{remedy}", path.display()))
    }

    /// Standard output could not be written. A reader that has seen enough
    /// (`| head`) is no failure.
    pub(super) fn stdout(why: &io::Error) -> Self {
        if why.kind() == io::ErrorKind::BrokenPipe {
            return Self { code: Code::Ok, message: String::new() };
        }
        Self::new(format!("standard output: cannot write: {why}"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe => Self::stdout(source),
            Error::Io { path, doing, source } => Self::io(path, doing, source),
            _ => Self::new(error.to_string()),
        }
    }
}
