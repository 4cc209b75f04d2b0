//! Opens the files one after another and gives their reports, one at a time,
//! so that memory does not grow with the inputs. Notes the hash of each.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::lines::{Line, Lines, MAX_REPORT_BYTES, too_large};
use super::sources::{Kind, Place, Source, Sources};
use crate::document::container::{Manifest, csv_reports, jsonl_report};
use crate::document::{Report, ReportFormat, decode};
use crate::error::Notice;
use crate::format::hex;
use crate::format::run::InputRecord;
use crate::pipeline::Input;

/// The inputs as a stream.
#[derive(Debug)]
pub(super) struct Reader {
    sources: std::vec::IntoIter<Source>,
    current: Option<LineFile>,
    waiting: VecDeque<Input>,
    records: Vec<InputRecord>,
    /// Bytes read so far.
    bytes: u64,
}

/// A JSON Lines file under way.
#[derive(Debug)]
struct LineFile {
    source: Source,
    lines: Lines<Hashing>,
}

/// What a line's reader reads from, with the hash of what went through.
#[derive(Debug)]
struct Hashing {
    input: BufReader<Box<dyn ReadDebug>>,
    hash: Sha256,
    bytes: u64,
}

trait ReadDebug: Read + std::fmt::Debug {}
impl<T: Read + std::fmt::Debug> ReadDebug for T {}

impl Hashing {
    fn new(input: Box<dyn ReadDebug>) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input), hash: Sha256::new(), bytes: 0 }
    }
}

impl Read for Hashing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let read = buffer.len().min(out.len());
        out[..read].copy_from_slice(&buffer[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Hashing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, used: usize) {
        self.hash.update(&self.input.buffer()[..used]);
        self.bytes += used as u64;
        self.input.consume(used);
    }
}

impl Reader {
    /// Reads the sources in order. What cannot be read comes first.
    pub(super) fn new(sources: Sources) -> Self {
        let Sources { files, manifests, not_read, odd, .. } = sources;
        let mut waiting: VecDeque<Input> = not_read.into_iter().map(Input::NotRead).collect();
        waiting.extend(odd.into_iter().map(Input::Odd));
        let records = manifests.iter().map(|m| record(&m.id, &m.bytes)).collect();
        Self { sources: files.into_iter(), current: None, waiting, records, bytes: 0 }
    }

    /// Bytes read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The inputs that were read, by name.
    pub(super) fn records(mut self) -> Vec<InputRecord> {
        self.records.sort();
        self.records
    }

    fn open(&mut self, source: Source) {
        let (path, size) = match &source.place {
            Place::Stdin => return self.open_stdin(source),
            Place::File(path) => (path, std::fs::metadata(path).map_or(0, |m| m.len())),
        };
        let one_report = matches!(source.kind, Kind::Text | Kind::Markdown | Kind::Html);
        if one_report && size > MAX_REPORT_BYTES as u64 {
            let (what, remedy) = too_large(size);
            return self.not_read(&source.id, what, remedy);
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(why) => {
                return self.not_read(
                    &source.id,
                    format!("cannot read: {why}"),
                    "check that it is there and may be read",
                );
            }
        };
        if source.kind == Kind::JsonLines {
            self.current = Some(LineFile { source, lines: Lines::new(Hashing::new(Box::new(file))) });
            return;
        }
        self.whole(&source, file);
    }

    /// Standard input holds JSON Lines when it begins with `{`, else one text.
    fn open_stdin(&mut self, mut source: Source) {
        let mut input = Hashing::new(Box::new(io::stdin()));
        let first = match input.fill_buf() {
            Ok(buffer) => buffer.iter().copied().find(|b| !b.is_ascii_whitespace()),
            Err(why) => return self.not_read(&source.id, format!("cannot read: {why}"), ""),
        };
        if first == Some(b'{') {
            source.kind = Kind::JsonLines;
            self.current = Some(LineFile { source, lines: Lines::new(input) });
        } else {
            self.whole(&source, input);
        }
    }

    /// A file that is read as a whole.
    fn whole(&mut self, source: &Source, input: impl Read) {
        let one_report = source.kind != Kind::Csv;
        let most = if one_report { MAX_REPORT_BYTES as u64 + 1 } else { u64::MAX };
        let mut bytes = Vec::new();
        if let Err(why) = input.take(most).read_to_end(&mut bytes) {
            return self.not_read(&source.id, format!("cannot read: {why}"), "check that it is a file and may be read");
        }
        if one_report && bytes.len() > MAX_REPORT_BYTES {
            let (what, remedy) = too_large(bytes.len() as u64);
            return self.not_read(&source.id, what, remedy);
        }
        self.bytes += bytes.len() as u64;
        let input = record(&source.id, &bytes);
        let sha256 = input.sha256.clone();
        self.records.push(input);
        let decoded = match decode(&bytes) {
            Ok(decoded) => decoded,
            Err(odd) => {
                self.waiting.push_back(Input::NotRead(odd.of(&source.id)));
                return;
            }
        };
        for odd in decoded.notices {
            self.waiting.push_back(Input::Odd(odd.of(&source.id)));
        }
        if source.kind == Kind::Csv {
            self.table(source, &decoded.text);
            return;
        }
        let format = match source.kind {
            Kind::Markdown => ReportFormat::Markdown,
            Kind::Html => ReportFormat::Html,
            _ => ReportFormat::Text,
        };
        self.report(source, Report { id: source.id.clone(), text: decoded.text, format, sha256, ..Report::default() });
    }

    fn table(&mut self, source: &Source, text: &str) {
        match csv_reports(&source.id, text) {
            Err(notice) => self.waiting.push_back(Input::NotRead(notice)),
            Ok(contained) => {
                for notice in contained.notices {
                    self.waiting.push_back(Input::Odd(notice));
                }
                for report in contained.reports {
                    self.report(source, report);
                }
            }
        }
    }

    fn report(&mut self, source: &Source, mut report: Report) {
        if let Some((manifest, name)) = &source.manifest {
            let manifest: &Arc<Manifest> = manifest;
            manifest.apply(name, &mut report);
        }
        self.waiting.push_back(Input::Report(Box::new(report)));
    }

    fn not_read(&mut self, id: &str, what: impl Into<String>, remedy: &str) {
        self.waiting.push_back(Input::NotRead(Notice::new(id, what, remedy)));
    }

    /// The next line of the file under way; at its end, its hash.
    fn next_line(&mut self, mut file: LineFile) {
        match file.lines.next() {
            Some(Ok(line)) => {
                self.bytes += line.bytes.len() as u64;
                self.line(&file.source, &line);
                self.current = Some(file);
            }
            Some(Err(why)) => {
                self.not_read(&file.source.id, format!("cannot read on: {why}"), "the reports before it were read");
            }
            None => {
                let Hashing { hash, bytes, .. } = file.lines.into_input();
                self.records.push(InputRecord { file: file.source.id, sha256: hex(&hash.finalize()), bytes });
            }
        }
    }

    fn line(&mut self, source: &Source, line: &Line) {
        match line_report(&source.id, line) {
            Err(notice) => self.waiting.push_back(Input::NotRead(*notice)),
            Ok((report, notices)) => {
                self.waiting.extend(notices.into_iter().map(Input::Odd));
                self.report(source, report);
            }
        }
    }
}

/// The report in a line, and what is odd about it.
fn line_report(file: &str, line: &Line) -> Result<(Report, Vec<Notice>), Box<Notice>> {
    let (text, mut odd) = line.text(file)?;
    let (report, more) = jsonl_report(file, line.number, &text).map_err(|bad| Box::new(bad.notice))?;
    odd.extend(more);
    Ok((report, odd))
}

fn record(id: &str, bytes: &[u8]) -> InputRecord {
    InputRecord { file: id.to_owned(), sha256: hex(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
}

impl Iterator for Reader {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(input) = self.waiting.pop_front() {
                return Some(input);
            }
            if let Some(file) = self.current.take() {
                self.next_line(file);
            } else {
                let source = self.sources.next()?;
                self.open(source);
            }
        }
    }
}
