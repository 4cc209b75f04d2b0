//! The beginning of a file tells its encoding and its form; the rest streams
//! through as UTF-8.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

use crate::error::{Error, Notice, Result};
use crate::text::decode;

/// Bytes that are looked at.
const SAMPLE: u64 = 64 * 1024;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A table with a header.
    Table {
        /// What parts its cells.
        delimiter: u8,
        /// Whether its lines end as those of Windows do.
        crlf: bool,
    },
    /// GeoJSON, a collection or a feature a line.
    Json,
}

/// A file, opened.
pub(super) struct Opened<'i> {
    /// Its text, UTF-8 where the file says what it is.
    pub(super) input: Box<dyn BufRead + 'i>,
    /// What it is.
    pub(super) form: Form,
    /// What was odd about its encoding.
    pub(super) notices: Vec<Notice>,
    /// The encoding's name.
    pub(super) encoding: String,
}

/// Opens a file that holds a table or GeoJSON.
///
/// # Errors
/// Where it is no text, a list in JSON, or cannot be read.
pub(super) fn open<'i>(input: &'i mut dyn BufRead, file: &str) -> Result<Opened<'i>> {
    let (opened, list) = look(input, file)?;
    if list {
        let remedy = "give GeoJSON (a FeatureCollection, or a Feature a line) or a table";
        return Err(Error::Input(Notice::new(file, "a list in JSON", remedy)));
    }
    Ok(opened)
}

/// Opens a file that holds a table or JSON, a list of objects too.
///
/// # Errors
/// Where it is no text, or cannot be read.
pub(super) fn open_rows<'i>(input: &'i mut dyn BufRead, file: &str) -> Result<Opened<'i>> {
    look(input, file).map(|(opened, _)| opened)
}

/// Opens a file and says whether it is a list.
fn look<'i>(input: &'i mut dyn BufRead, file: &str) -> Result<(Opened<'i>, bool)> {
    let mut sample = Vec::new();
    input.take(SAMPLE).read_to_end(&mut sample).map_err(|why| unreadable(file, &why))?;
    if sample.iter().all(u8::is_ascii_whitespace) {
        let remedy = "give a table with a header and rows, or GeoJSON";
        return Err(Error::Input(Notice::new(file, "the file is empty", remedy)));
    }
    let decoded = decode(whole_lines(&sample)).map_err(|odd| {
        let remedy = if odd.what.starts_with("a binary") { "give CSV, TSV or GeoJSON".to_owned() } else { odd.remedy };
        Error::Input(Notice::new(file, odd.what, remedy))
    })?;
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
    let head = decoded.text.trim_start_matches(['\u{feff}', '\u{1e}']).trim_start();
    let mark = if sample.starts_with(MARK) { MARK.len() } else { 0 };
    let separator = separator(head).filter(|_| sample[mark..].starts_with(b"sep="));
    let list = head.starts_with('[');
    let form = if head.starts_with('{') || list {
        Form::Json
    } else {
        Form::Table { delimiter: separator.unwrap_or_else(|| delimiter(head)), crlf: is_crlf(head) }
    };
    let notices = decoded.notices.into_iter().map(|odd| odd.of(file)).collect();
    // Its line stays, empty, so that lines are counted as the file has them.
    let skip = mark + if separator.is_some() { "sep=;".len() } else { 0 };
    let bytes = Cursor::new(sample.split_off(skip)).chain(input);
    let input: Box<dyn BufRead + 'i> = if encoding == UTF_8 {
        Box::new(bytes)
    } else {
        let decoder = encoding.new_decoder_with_bom_removal();
        Box::new(BufReader::with_capacity(
            1 << 16,
            Transcoder { decoder, input: bytes, rest: Vec::new(), ended: false },
        ))
    };
    Ok((Opened { input, form, notices, encoding: encoding.name().to_owned() }, list))
}

/// The text of bytes; of what is not UTF-8, in the encoding of most old tables.
pub(super) fn lossy(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    std::str::from_utf8(bytes)
        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, std::borrow::Cow::Borrowed)
}

fn unreadable(file: &str, why: &io::Error) -> Error {
    Error::Input(Notice::new(file, format!("cannot read on: {why}"), "check the file"))
}

/// The sample up to its last line: a letter may be cut at its end. UTF-16 has
/// two bytes a letter, and is cut between two.
fn whole_lines(sample: &[u8]) -> &[u8] {
    if (sample.len() as u64) < SAMPLE {
        return sample;
    }
    let end = if sample.contains(&0) { sample.len() & !1 } else { memchr::memrchr(b'\n', sample).map_or(0, |n| n + 1) };
    if end == 0 { sample } else { &sample[..end] }
}

/// Whether the first line ends with a carriage return.
fn is_crlf(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'))
}

/// What parts the cells where the first line says it, as spreadsheets write it:
/// `sep=;`.
fn separator(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_end();
    let [delimiter] = line.strip_prefix("sep=")?.as_bytes() else { return None };
    Some(*delimiter)
}

/// What parts the cells: of what the header has most, outside quotes.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted) {
            *n += 1;
        }
    }
    // The first of equals, so that one column reads as parted by commas.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

/// Another encoding as UTF-8, a piece at a time.
struct Transcoder<R> {
    decoder: Decoder,
    input: R,
    rest: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !self.ended {
            let piece = self.input.fill_buf()?;
            let (used, last) = (piece.len(), piece.is_empty());
            let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length(used).unwrap_or(4 * used + 16));
            let _ = self.decoder.decode_to_string(piece, &mut text, last);
            self.input.consume(used);
            self.ended = last;
            self.rest = text.into_bytes();
        }
        let n = out.len().min(self.rest.len());
        out[..n].copy_from_slice(&self.rest[..n]);
        self.rest.drain(..n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Form) {
        let mut input = bytes;
        let mut opened = open(&mut input, "a.csv").unwrap();
        let mut text = String::new();
        opened.input.read_to_string(&mut text).unwrap();
        (text, opened.form)
    }

    #[test]
    fn encodings_become_utf8() {
        let utf16: Vec<u8> = "\u{feff}lat;lon\n39;46\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), ("lat;lon\n39;46\n".into(), Form::Table { delimiter: b';', crlf: false }));
        assert_eq!(text(b"\xEF\xBB\xBFlat,lon\n1,2\n").0, "lat,lon\n1,2\n");
        let told = text(b"sep=|\r\na,b|c\r\n");
        assert_eq!(told, ("\r\na,b|c\r\n".into(), Form::Table { delimiter: b'|', crlf: true }));
        assert_eq!(text(b"lat\tlon\tplace\n1\t2\tBogot\xE1\n").0, "lat\tlon\tplace\n1\t2\tBogotá\n");
        assert_eq!(text(b" {\"type\":\"Feature\"}").1, Form::Json);
    }

    #[test]
    fn a_long_file_of_another_encoding_stays_whole() {
        let row = "39,5;46,5;Şuşa\n";
        let long = format!("lat;lon;place\n{}", row.repeat(9000));
        let utf16: Vec<u8> = format!("\u{feff}{long}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(text(&utf16).0 == long);
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, what) in
            [(&b" \n"[..], "empty"), (b"PK\x03\x04 xl/", "Excel"), (b"\x00\x01\x02", "binary"), (b"[1]", "list")]
        {
            let mut input = bytes;
            let error = open(&mut input, "a.csv").err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.starts_with("a.csv: ") && error.contains(what), "{error}");
        }
    }
}
