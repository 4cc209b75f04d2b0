//! A file, cut into blocks of whole rows.

use std::io::{BufRead, Read};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use super::blocks::{Block, Content};
use super::cut::{Cut, last_record};
use super::database::Database;
use super::json::{Records, Stop};
use super::row::Names;
use crate::dataset::table::is_hxl;
use crate::dataset::transcode::{self, Form, Opened};
use crate::error::{Error, Notice, Result};
use crate::format::table::{Kind, free_name};

/// Bytes of a block.
const BLOCK: usize = 256 * 1024;
/// The longest record of a table: what is longer has a quote that is not
/// closed.
const LONGEST: usize = 8 * 1024 * 1024;

/// What a file says of itself.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// "CSV", "GeoJSON", ...
    pub form: &'static str,
    /// How its letters are encoded.
    pub encoding: String,
    /// What parts the cells of a table.
    pub delimiter: Option<u8>,
    /// Members of a collection beside its features, as JSON.
    pub members: Vec<(String, String)>,
    /// What was odd.
    pub notices: Vec<Notice>,
}

/// A file of rows.
pub struct Source<'i> {
    /// As the user named it.
    pub file: String,
    /// What it says of itself.
    pub told: Told,
    /// The header of a table; none of JSON.
    pub names: Names,
    form: Reader<'i>,
    blocks: usize,
}

enum Reader<'i> {
    Table { input: Box<dyn BufRead + 'i>, rest: Vec<u8>, line: u64, ended: bool },
    Json { records: Records<'i>, features: Option<bool>, ended: bool },
    Database { database: Box<Database>, line: u64 },
}

impl<'i> Source<'i> {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is no text, no table and no GeoJSON, or cannot be read.
    pub fn open(input: &'i mut dyn BufRead, file: &str) -> Result<Self> {
        let Opened { input, form, notices, encoding } = transcode::open_rows(input, file)?;
        let told = Told { encoding, notices, ..Told::default() };
        let (names, file) = (Names::default(), file.to_owned());
        match form {
            Form::Json => {
                let form = Reader::Json { records: Records::new(input), features: None, ended: false };
                Ok(Self { file, told, names, form, blocks: 0 })
            }
            Form::Table { delimiter, .. } => {
                let form = Reader::Table { input, rest: Vec::new(), line: 1, ended: false };
                let kind = if delimiter == b'\t' { "TSV" } else { "CSV" };
                let told = Told { form: kind, delimiter: Some(delimiter), ..told };
                let mut source = Self { file, told, names, form, blocks: 0 };
                source.header(delimiter)?;
                Ok(source)
            }
        }
    }

    /// Opens a layer of a GeoPackage; its lines are its rows, from 1.
    ///
    /// # Errors
    /// Where the file is none, has no such layer, or is not in degrees.
    pub fn database(path: &Path, file: &str, layer: Option<&str>) -> Result<Source<'static>> {
        let mut database = Database::open(path, file, layer)?;
        let told = Told {
            form: "GeoPackage",
            encoding: "UTF-8".to_owned(),
            delimiter: None,
            members: std::mem::take(&mut database.members),
            notices: std::mem::take(&mut database.notices),
        };
        let names = Names::of(database.names.clone());
        let form = Reader::Database { database: Box::new(database), line: 1 };
        Ok(Source { file: file.to_owned(), told, names, form, blocks: 0 })
    }

    /// Kinds of columns that the file itself declares, by number.
    pub(super) fn declared(&self) -> Vec<(usize, Kind)> {
        match &self.form {
            Reader::Database { database, .. } => database.kinds(),
            Reader::Table { .. } | Reader::Json { .. } => Vec::new(),
        }
    }

    fn unreadable(&self, why: &std::io::Error) -> Error {
        Error::Input(Notice::new(self.file.as_str(), format!("cannot read on: {why}"), "check the file"))
    }

    /// Reads the header, and passes over a row of HXL hashtags below it.
    fn header(&mut self, delimiter: u8) -> Result<()> {
        self.fill()?;
        let Reader::Table { rest, line, .. } = &mut self.form else { return Ok(()) };
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(rest.as_slice());
        let mut record = ByteRecord::new();
        let _ = reader.read_byte_record(&mut record);
        let text = |cell: &[u8]| transcode::lossy(cell).trim().to_owned();
        let names: Vec<String> = record.iter().map(text).collect();
        let mut used = reader.position().byte() as usize;
        if reader.read_byte_record(&mut record).unwrap_or(false) && is_hxl(record.iter()) {
            used = reader.position().byte() as usize;
        }
        let used = used.min(rest.len());
        *line += memchr::memchr_iter(b'\n', &rest[..used]).count() as u64;
        rest.drain(..used);
        self.names = Names::of(unique(names));
        Ok(())
    }

    /// Reads on until a block's bytes are there, or the end.
    fn fill(&mut self) -> Result<()> {
        let Reader::Table { input, rest, ended, .. } = &mut self.form else { return Ok(()) };
        let before = rest.len();
        let wanted = (BLOCK as u64).saturating_sub(before as u64).max(BLOCK as u64 / 2);
        let read = input.by_ref().take(wanted).read_to_end(rest);
        match read {
            Ok(n) => *ended = (n as u64) < wanted,
            Err(why) => return Err(self.unreadable(&why)),
        }
        // The last line may have no end.
        if *ended && rest.last().is_some_and(|b| *b != b'\n') {
            rest.push(b'\n');
        }
        Ok(())
    }

    /// The next block; `None` at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub fn next_block(&mut self) -> Result<Option<Block>> {
        let block = match &self.form {
            Reader::Table { .. } => self.table()?,
            Reader::Json { .. } => self.json()?,
            Reader::Database { .. } => self.stored()?,
        };
        self.blocks += usize::from(block.is_some());
        Ok(block)
    }

    fn table(&mut self) -> Result<Option<Block>> {
        let delimiter = self.told.delimiter.unwrap_or(b',');
        loop {
            let Reader::Table { rest, ended, .. } = &mut self.form else { return Ok(None) };
            if rest.is_empty() && *ended {
                return Ok(None);
            }
            let whole = *ended;
            let cut = if rest.len() >= BLOCK || whole { last_record(rest, delimiter) } else { Cut::None };
            match cut {
                Cut::At(end) => return Ok(Some(self.cut(end, delimiter, false))),
                Cut::Open if whole || rest.len() > LONGEST => {
                    let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |n| n + 1);
                    return Ok(Some(self.cut(end, delimiter, true)));
                }
                Cut::None if whole => {
                    let end = rest.len();
                    return Ok(Some(self.cut(end, delimiter, false)));
                }
                Cut::Open | Cut::None => self.fill()?,
            }
        }
    }

    /// The first bytes of what was read as a block.
    fn cut(&mut self, end: usize, delimiter: u8, unclosed: bool) -> Block {
        let columns = self.names.list.len();
        let number = self.blocks;
        let Reader::Table { rest, line, .. } = &mut self.form else {
            return Block { line: 1, number, content: Content::Rows(Vec::new()) };
        };
        let after = rest.split_off(end);
        let bytes = std::mem::replace(rest, after);
        let begin = *line;
        *line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let content = if unclosed { Content::Unclosed(bytes) } else { Content::Table { bytes, delimiter, columns } };
        Block { line: begin, number, content }
    }

    fn stored(&mut self) -> Result<Option<Block>> {
        let number = self.blocks;
        let Reader::Database { database, line } = &mut self.form else { return Ok(None) };
        let rows = database.next()?;
        let begin = *line;
        *line += rows.len() as u64;
        Ok((!rows.is_empty()).then_some(Block { line: begin, number, content: Content::Rows(rows) }))
    }

    fn json(&mut self) -> Result<Option<Block>> {
        let number = self.blocks;
        let Reader::Json { records, features, ended } = &mut self.form else { return Ok(None) };
        let (mut bytes, mut ends) = (Vec::with_capacity(BLOCK + BLOCK / 8), Vec::new());
        let line = records.line;
        while bytes.len() < BLOCK && !*ended {
            let begin = bytes.len();
            match records.next(&mut bytes) {
                Ok(Some(line)) => ends.push((bytes.len(), line)),
                Ok(None) => *ended = true,
                Err(Stop::Io(why)) => return Err(self.unreadable(&why)),
                Err(Stop::Form(why)) => {
                    bytes.truncate(begin);
                    *ended = true;
                    let what = format!("no JSON from here on: {why}");
                    let notice = Notice::new(self.file.as_str(), what, "write it anew; it may have been cut off");
                    self.told.notices.push(notice.at_line(records.line));
                }
            }
        }
        let first = ends.first().map_or(&[][..], |(end, _)| &bytes[..*end]);
        let features = *features.get_or_insert_with(|| records.collection || is_feature(first));
        self.told.form = if features { "GeoJSON" } else { "JSON Lines" };
        self.told.members.clone_from(&records.members);
        if ends.is_empty() {
            return Ok(None);
        }
        Ok(Some(Block { line, number, content: Content::Json { bytes, ends, features } }))
    }
}

/// Whether a record says that it is a feature.
fn is_feature(record: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Kind {
        r#type: Option<serde_json::Value>,
    }
    serde_json::from_slice::<Kind>(record).is_ok_and(|kind| kind.r#type.is_some_and(|t| t == "Feature"))
}

/// Names that each stand once and are not empty: a column without a name is
/// called by its number, the second of a name gets a number.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(names.len());
    for (n, name) in (1..).zip(names) {
        let name = if name.is_empty() { format!("column_{n}") } else { name };
        let name = free_name(&name, |name| out.iter().any(|there| there == name));
        out.push(name);
    }
    out
}
