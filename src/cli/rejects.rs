//! Rows that could not be used: named, counted, and kept in a file.

use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::path::Path;

use super::exit::Failure;
use super::outfile::Staging;
use super::say::Voice;
use crate::error::{Error, Notice, Result};
use crate::export::Reject;
use crate::format::table::guarded;
use crate::text::counted;

/// The columns of the file.
const HEADER: &str = "line,reason,remedy,row\n";
/// So many are named at most.
const NAMED: usize = 1000;

/// Rows set aside.
#[derive(Debug)]
pub(super) struct Rejects {
    file: String,
    /// The file's name, where they are kept.
    name: Option<String>,
    /// They wait in a temporary file, since there may be as many as rows.
    rows: Option<csv::Writer<File>>,
    notices: Vec<Notice>,
    count: u64,
}

impl Rejects {
    /// Of a file, only named.
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), name: None, rows: None, notices: Vec::new(), count: 0 }
    }

    /// Of a file, kept beside what is written.
    ///
    /// # Errors
    /// Where another's file has that name.
    pub(super) fn beside(file: &str, output: &Path, force: bool) -> std::result::Result<Self, Failure> {
        let path = output.with_extension("rejects.csv");
        let ours = std::fs::read(&path).is_ok_and(|bytes| bytes.starts_with(HEADER.as_bytes()));
        if path.exists() && !ours && !force {
            let remedy = "move it away, choose another name with -o, or --force to overwrite it";
            return Err(Failure::new(format!("{}: exists and is not Dateline's own ({remedy})", path.display())));
        }
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        Ok(Self { name, ..Self::new(file) })
    }

    /// Adds one.
    ///
    /// # Errors
    /// Where it cannot be kept.
    pub(super) fn add(&mut self, reject: &Reject) -> Result<()> {
        self.count += 1;
        let fault = &reject.fault;
        if let Some(name) = self.name.clone() {
            let failed = |source| Error::Io { path: name.into(), doing: "cannot keep a bad row", source };
            self.write(reject).map_err(failed)?;
        }
        if self.notices.len() < NAMED {
            self.notices.push(Notice::new(self.file.as_str(), fault.what.as_str(), fault.remedy).at_line(fault.line));
        }
        Ok(())
    }

    fn write(&mut self, reject: &Reject) -> io::Result<()> {
        if self.rows.is_none() {
            self.rows = Some(csv::Writer::from_writer(tempfile::tempfile()?));
        }
        let Some(rows) = &mut self.rows else { return Ok(()) };
        let (fault, raw) = (&reject.fault, String::from_utf8_lossy(&reject.raw));
        let row = raw.trim_end_matches(['\r', '\n']);
        let line = fault.line.to_string();
        Ok(rows.write_record([line.as_str(), &guarded(&fault.what), fault.remedy, &guarded(row)])?)
    }

    /// Writes them, where there are any.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub(super) fn keep(&mut self, staging: &mut Staging) -> std::result::Result<(), Failure> {
        let (Some(name), Some(rows)) = (self.name.as_deref(), self.rows.take()) else { return Ok(()) };
        staging.write(name, |out| {
            let mut rows = rows.into_inner().map_err(csv::IntoInnerError::into_error)?;
            rows.rewind()?;
            out.write_all(HEADER.as_bytes())?;
            io::copy(&mut rows, out).map(drop)
        })
    }

    /// Names them, and says where they are.
    pub(super) fn tell(&self, voice: Voice, output: Option<&str>) {
        voice.warnings("warning: ", &self.notices);
        if self.count > 0 {
            let rows = counted(self.count, "row");
            let beside = output.map(|o| Path::new(o).with_extension("rejects.csv"));
            let place = beside.map_or_else(String::new, |path| format!(", kept in {}", path.display()));
            voice.say(&format!("{rows} of {} left out{place}", self.file));
        }
    }
}
