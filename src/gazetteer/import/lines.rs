//! Lines of a dump: read one by one, cut where they never end.

use std::io::{self, BufRead, Read};

/// Bytes of the longest line; GeoNames' have at most some twenty thousand.
const LONGEST: usize = 1 << 20;

/// The lines of an input.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    line: Vec<u8>,
    number: u64,
    bytes: u64,
}

/// A line with its number, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'l> {
    /// As it stands, without its end.
    Whole(&'l str),
    /// Too long to be one.
    Cut,
    /// Not UTF-8.
    NotText,
}

impl<R: BufRead> Lines<R> {
    /// Nothing read yet.
    pub(super) fn new(input: R) -> Self {
        Self { input, line: Vec::new(), number: 0, bytes: 0 }
    }

    /// Bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next line and its number.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.line.clear();
        let read = Read::take(&mut self.input, LONGEST as u64).read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.bytes += read as u64;
        if read == LONGEST && !self.line.ends_with(b"\n") {
            self.bytes += skip(&mut self.input)?;
            return Ok(Some((self.number, Line::Cut)));
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if self.number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        Ok(Some((self.number, std::str::from_utf8(line).map_or(Line::NotText, Line::Whole))))
    }
}

/// Passes over the rest of a line; tells how long it was.
fn skip(input: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        skipped += used as u64;
        if end.is_some() {
            return Ok(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_and_broken_ones_told() {
        let long = io::repeat(b'x').take(5 * LONGEST as u64);
        let input = (&b"one\r\n\xff\n"[..]).chain(long).chain(&b"\nlast"[..]);
        let mut lines = Lines::new(io::BufReader::new(input));
        assert_eq!(lines.next().unwrap(), Some((1, Line::Whole("one"))));
        assert_eq!(lines.next().unwrap(), Some((2, Line::NotText)));
        assert_eq!(lines.next().unwrap(), Some((3, Line::Cut)));
        assert_eq!(lines.next().unwrap(), Some((4, Line::Whole("last"))));
        assert_eq!(lines.next().unwrap(), None);
        assert_eq!(lines.bytes(), 5 + 2 + 5 * LONGEST as u64 + 1 + 4);
    }
}
