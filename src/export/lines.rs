//! Formats of text, in which each row becomes some bytes that hang on no other
//! row: one encoder a format, and the writer that they share.

use std::io::Write;
use std::path::PathBuf;

use super::table::{Shape, Value, Writer};
use crate::error::{Error, Result};

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// How a format spells its rows.
pub(super) trait Encoder: Send + Sync {
    /// What stands before the first row.
    fn head(&self, out: &mut Vec<u8>);

    /// What stands between two rows.
    fn between(&self) -> &'static [u8] {
        b""
    }

    /// A row, numbered from 0.
    fn row(&self, number: u64, shape: Shape<'_>, values: &[Value<'_>], out: &mut Vec<u8>);

    /// What stands after the last row.
    fn tail(&self, rows: u64, out: &mut Vec<u8>);
}

/// An encoder, owned or lent.
pub(super) trait AsEncoder {
    /// It.
    fn get(&self) -> &dyn Encoder;
}

impl AsEncoder for Box<dyn Encoder> {
    fn get(&self) -> &dyn Encoder {
        &**self
    }
}

impl AsEncoder for &dyn Encoder {
    fn get(&self) -> &dyn Encoder {
        *self
    }
}

/// Writes the rows of an encoder.
pub(super) struct LineWriter<'w, E> {
    encoder: E,
    out: Box<dyn Write + 'w>,
    /// How messages name the file.
    path: PathBuf,
    gathered: Vec<u8>,
    rows: u64,
}

impl<'w, E: AsEncoder> LineWriter<'w, E> {
    /// Begins a file.
    pub(super) fn new(encoder: E, out: Box<dyn Write + 'w>, path: PathBuf) -> Self {
        let mut gathered = Vec::with_capacity(2 * GATHERED);
        encoder.get().head(&mut gathered);
        Self { encoder, out, path, gathered, rows: 0 }
    }

    /// Writes rows that the encoder has spelt.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub(super) fn rows(&mut self, rows: u64, bytes: &[u8]) -> Result<()> {
        if rows > 0 {
            self.next();
            self.rows += rows;
            self.gathered.extend_from_slice(bytes);
        }
        if self.gathered.len() >= GATHERED { self.pass_on() } else { Ok(()) }
    }

    /// Writes what stands before the next row.
    fn next(&mut self) {
        if self.rows > 0 {
            self.gathered.extend_from_slice(self.encoder.get().between());
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn end(mut self) -> Result<()> {
        self.encoder.get().tail(self.rows, &mut self.gathered);
        self.pass_on()?;
        self.out.flush().map_err(|why| self.failed(why))
    }

    fn pass_on(&mut self) -> Result<()> {
        let done = self.out.write_all(&self.gathered);
        self.gathered.clear();
        done.map_err(|why| self.failed(why))
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Io { path: self.path.clone(), doing: "cannot write", source }
    }
}

impl<E: AsEncoder> Writer for LineWriter<'_, E> {
    fn row(&mut self, shape: Shape<'_>, values: &[Value<'_>]) -> Result<()> {
        self.next();
        self.encoder.get().row(self.rows, shape, values, &mut self.gathered);
        self.rows += 1;
        if self.gathered.len() >= GATHERED { self.pass_on() } else { Ok(()) }
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.end()
    }
}

/// A value as JSON.
pub(super) fn json(value: &(impl serde::Serialize + ?Sized), out: &mut Vec<u8>) {
    // A vector takes everything, and no value here fails to serialise.
    let _ = serde_json::to_writer(out, value);
}
