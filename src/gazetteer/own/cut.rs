//! Reading on where a line never ends: what is too long is cut, and told.

use std::io::{self, BufRead, Read};

/// Bytes of a line that are kept.
const LONGEST: usize = 1 << 20;

/// Passes its input on, with overlong lines cut.
#[derive(Debug)]
pub(super) struct CutLines<R> {
    input: R,
    /// The line that is being passed on, from 1, and how much of it was.
    line: u64,
    passed: usize,
    cut: Vec<u64>,
    first: Option<Vec<u8>>,
    given: usize,
}

impl<R: BufRead> CutLines<R> {
    /// Nothing passed on yet.
    pub(super) fn new(input: R) -> Self {
        Self { input, line: 1, passed: 0, cut: Vec::new(), first: None, given: 0 }
    }

    /// The first line, which will be passed on all the same. A byte order mark
    /// before it is dropped.
    pub(super) fn first_line(&mut self) -> io::Result<&[u8]> {
        if self.first.is_none() {
            let mut line = Vec::new();
            Read::take(&mut self.input, LONGEST as u64).read_until(b'\n', &mut line)?;
            if line.ends_with(b"\n") {
                self.line += 1;
            }
            if line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            self.first = Some(line);
        }
        Ok(self.first.as_deref().unwrap_or_default())
    }

    /// Whether a line was cut.
    pub(super) fn was_cut(&self, line: u64) -> bool {
        self.cut.binary_search(&line).is_ok()
    }
}

impl<R: BufRead> Read for CutLines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let first = self.first.as_deref().unwrap_or_default();
        if self.given < first.len() {
            let count = (first.len() - self.given).min(out.len());
            out[..count].copy_from_slice(&first[self.given..self.given + count]);
            self.given += count;
            return Ok(count);
        }
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(0);
            }
            let end = memchr::memchr(b'\n', buffer);
            let taken = end.map_or(buffer.len(), |at| at + 1);
            let room = LONGEST.saturating_sub(self.passed);
            // The line end itself is always passed on.
            let kept = if taken <= room { taken.min(out.len()) } else { room.min(taken).min(out.len()) };
            if kept > 0 {
                out[..kept].copy_from_slice(&buffer[..kept]);
                self.input.consume(kept);
                self.passed += kept;
                if end.is_some() && kept == taken {
                    self.next_line();
                }
                return Ok(kept);
            }
            if self.cut.last() != Some(&self.line) {
                self.cut.push(self.line);
            }
            self.input.consume(taken);
            if end.is_some() && !out.is_empty() {
                out[0] = b'\n';
                self.next_line();
                return Ok(1);
            }
        }
    }
}

impl<R> CutLines<R> {
    fn next_line(&mut self) {
        self.line += 1;
        self.passed = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_is_cut_and_the_next_passed_on() {
        let long = io::repeat(b'x').take(3 * LONGEST as u64);
        let input = (&b"head\nab\n"[..]).chain(long).chain(&b"\nlast"[..]);
        let mut lines = CutLines::new(io::BufReader::new(input));
        assert_eq!(lines.first_line().unwrap(), b"head\n");
        let mut all = String::new();
        lines.read_to_string(&mut all).unwrap();
        let lengths: Vec<usize> = all.lines().map(str::len).collect();
        assert_eq!(lengths, [4, 2, LONGEST, 4]);
        assert!(lines.was_cut(3) && !lines.was_cut(2) && !lines.was_cut(4));
    }
}
