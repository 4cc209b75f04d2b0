//! JSON Lines, line by line: memory for one line only, however long the file,
//! and a line too long to be a report is cut off and marked.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use crate::error::Notice;
use crate::text::{Oddity, decode};

/// The largest text of a single report, in bytes: above it a file is a
/// collection, and reading it as one report would only cost time.
pub(super) const MAX_REPORT_BYTES: usize = 8 * 1024 * 1024;

/// The longest line that is kept; escapes can make a text six times as long.
const MAX_LINE_BYTES: u64 = MAX_REPORT_BYTES as u64 * 6;

/// What to say of a single report that is too large: what, and the remedy.
pub(super) fn too_large(bytes: u64) -> (String, &'static str) {
    let megabytes = bytes as f64 / (1024.0 * 1024.0);
    let most = MAX_REPORT_BYTES / (1024 * 1024);
    (
        format!("{megabytes:.0} MB, too large for one report (at most {most} MB)"),
        "split it into one file per report, or give the reports as JSON Lines or CSV",
    )
}

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: u64,
    /// Its bytes, with the line end.
    pub(super) bytes: Vec<u8>,
    /// Whether it was too long to be kept whole.
    pub(super) cut: bool,
}

impl Line {
    /// The text of the line, and what is odd about its encoding. `file` is
    /// named in notices.
    ///
    /// # Errors
    /// When it is too long to be kept, or no text.
    pub(super) fn text(&self, file: &str) -> Result<(Cow<'_, str>, Vec<Notice>), Notice> {
        let here = |odd: Oddity| odd.of(file).at_line(self.number);
        if self.cut {
            let what = "a line too long for one report";
            return Err(Notice::new(file, what, "give one report a line").at_line(self.number));
        }
        if let Ok(text) = std::str::from_utf8(&self.bytes) {
            return Ok((text.into(), Vec::new()));
        }
        let decoded = decode(&self.bytes).map_err(here)?;
        Ok((decoded.text.into(), decoded.notices.into_iter().map(here).collect()))
    }
}

/// The lines of an input that are not blank.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`.
    pub(super) fn new(input: R) -> Self {
        Self { input, number: 0 }
    }

    /// What the lines are read from.
    pub(super) fn into_input(self) -> R {
        self.input
    }

    fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let read = Read::take(&mut self.input, MAX_LINE_BYTES).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            let cut = read as u64 == MAX_LINE_BYTES && !bytes.ends_with(b"\n");
            if cut {
                bytes = Vec::new();
                skip_line(&mut self.input)?;
            }
            if cut || !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Line { number: self.number, bytes, cut }));
            }
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_line().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_count_but_are_passed_over() {
        let lines: Vec<Line> = Lines::new(&b"a\n\r\n\nb"[..]).map(Result::unwrap).collect();
        let seen: Vec<(u64, &[u8])> = lines.iter().map(|l| (l.number, l.bytes.as_slice())).collect();
        assert_eq!(seen, [(1, &b"a\n"[..]), (4, &b"b"[..])]);
    }

    #[test]
    fn an_endless_line_is_cut_and_the_next_one_read() {
        let input = io::repeat(b'x').take(MAX_LINE_BYTES + 10).chain(&b"\nnext\n"[..]);
        let lines: Vec<Line> = Lines::new(io::BufReader::new(input)).map(Result::unwrap).collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].cut && lines[0].bytes.is_empty());
        assert_eq!((lines[1].number, lines[1].bytes.as_slice()), (2, &b"next\n"[..]));
    }
}
