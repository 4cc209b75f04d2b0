//! Builds an index from GeoNames' dump, or from a table of own places, in
//! bounded memory.
//!
//! The dump is read once: countries and divisions stay in memory, all other rows
//! are sorted by their ids, in files where they are many. The alternate names
//! are sorted in the same manner, both are joined, and the supplement and the
//! borders of the embedded gazetteer are laid over them. The order of the dump's
//! rows does not matter to the result.

mod dump;
mod heads;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};

use self::dump::Cells;
use self::heads::Heads;
use self::lines::{Line, Lines};
use super::own::OwnPlaces;
use super::rows::{self, Addition, Row};
use super::spill::{Room, Sorted, Sorter};
use super::write::Writer;
use super::{Gazetteer, forms};
use crate::error::{Error, Notice, Result};

pub use self::dump::Wanted;

static SUPPLEMENT: &str = include_str!("../../../gazetteer/supplement.tsv");
static BORDERS: &str = include_str!("../../../gazetteer/borders.tsv");

/// Faults that are kept to be shown; the rest are counted.
const SHOWN: usize = 20;

/// A file that is imported.
#[derive(Debug)]
pub struct Source<R> {
    /// As it is named in notices.
    pub name: String,
    /// Its bytes.
    pub input: R,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Bytes of the dump read.
    Dump(u64),
    /// Bytes of the alternate names read.
    Alternates(u64),
    /// Places written, of how many.
    Places(u64, u64),
    /// The tables of names are written.
    Tables,
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Places in the index.
    pub places: u64,
    /// Bytes of the index.
    pub bytes: u64,
    /// Rows left out for what is wrong with them.
    pub faults: u64,
    /// The first of them.
    pub shown: Vec<Notice>,
    /// Rows of classes and countries that are not wanted.
    pub unwanted: u64,
    /// Rows that became places.
    pub taken: u64,
}

impl Report {
    fn fault(&mut self, notice: Notice, file: &str, line: u64) {
        self.faults += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(notice.in_file(file).at_line(line));
        }
    }
}

/// An import under way.
pub struct Import<'a> {
    known: &'a Gazetteer,
    room: Room,
    wanted: Wanted,
    heads: Heads,
    rest: Sorter,
    /// Names of places that are not among the heads, by geonameid.
    alternates: Sorter,
    /// What the supplement adds to places, by geonameid.
    merges: BTreeMap<u32, Vec<Addition>>,
    /// What it adds by itself.
    additions: Vec<Addition>,
    /// Its sources, as the index will name them.
    from: Vec<String>,
    /// The dump as notices name it.
    dump_name: String,
    report: Report,
    step: &'a mut dyn FnMut(Step),
}

impl std::fmt::Debug for Import<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Import").field("report", &self.report).finish_non_exhaustive()
    }
}

impl<'a> Import<'a> {
    /// One that has read nothing. `known` is the embedded gazetteer, whose
    /// countries, reaches and short names are kept; `step` is told how far it is.
    ///
    /// # Errors
    /// [`Error::Data`] where the supplement is broken.
    pub fn new(known: &'a Gazetteer, wanted: Wanted, room: Room, step: &'a mut dyn FnMut(Step)) -> Result<Self> {
        let (mut merges, mut additions) = (BTreeMap::<u32, Vec<Addition>>::new(), Vec::new());
        for addition in rows::supplement(SUPPLEMENT).map_err(broken)? {
            match addition.merge.strip_prefix("gn:").and_then(|id| id.parse().ok()) {
                Some(id) => merges.entry(id).or_default().push(addition),
                None => additions.push(addition),
            }
        }
        Ok(Self {
            known,
            heads: Heads::default(),
            rest: Sorter::new(&room),
            alternates: Sorter::new(&room),
            room,
            wanted,
            merges,
            additions,
            from: Vec::new(),
            dump_name: String::new(),
            report: Report::default(),
            step,
        })
    }

    /// Reads a dump.
    ///
    /// # Errors
    /// Where it cannot be read on, or the parts not be written.
    pub fn dump(&mut self, source: Source<impl BufRead>) -> Result<()> {
        self.from.push(last_part(&source.name));
        self.dump_name.clone_from(&source.name);
        let mut lines = Lines::new(source.input);
        let mut record = Vec::new();
        while let Some((number, line)) = lines.next().map_err(|why| unreadable(&source.name, &why))? {
            let text = match line {
                Line::Whole("") => continue,
                Line::Whole(text) => text,
                odd => {
                    self.report.fault(odd_line(&odd), &source.name, number);
                    continue;
                }
            };
            match Cells::of(text, &self.wanted) {
                Ok(None) => self.report.unwanted += 1,
                Ok(Some(cells)) if cells.range() < 3 => match self.heads.add(&cells, number) {
                    Ok(()) => self.report.taken += 1,
                    Err(notice) => self.report.fault(notice, &source.name, number),
                },
                Ok(Some(cells)) => {
                    record.clear();
                    record.extend_from_slice(&number.to_le_bytes());
                    record.extend_from_slice(text.as_bytes());
                    self.rest.add(u64::from(cells.geonameid), &record).map_err(broken)?;
                    self.report.taken += 1;
                }
                Err(notice) => self.report.fault(notice, &source.name, number),
            }
            if number % 4096 == 0 {
                (self.step)(Step::Dump(lines.bytes()));
            }
        }
        Ok(())
    }

    /// Reads alternate names of what the dump has.
    ///
    /// # Errors
    /// Where they cannot be read on, or the parts not be written.
    pub fn alternates(&mut self, source: Source<impl BufRead>) -> Result<()> {
        self.from.push(last_part(&source.name));
        let mut lines = Lines::new(source.input);
        let mut record = Vec::new();
        while let Some((number, line)) = lines.next().map_err(|why| unreadable(&source.name, &why))? {
            let read = match line {
                Line::Whole("") => Ok(None),
                Line::Whole(text) => dump::alternate(text),
                odd => Err(odd_line(&odd)),
            };
            match read {
                Ok(Some((id, kind, name))) => {
                    if !self.heads.name(id, kind, name) {
                        record.clear();
                        record.push(kind);
                        record.extend_from_slice(name.as_bytes());
                        self.alternates.add(u64::from(id), &record).map_err(broken)?;
                    }
                }
                Ok(None) => self.report.unwanted += 1,
                Err(notice) => self.report.fault(notice, &source.name, number),
            }
            if number % 4096 == 0 {
                (self.step)(Step::Alternates(lines.bytes()));
            }
        }
        Ok(())
    }

    /// Writes the index of a dump that was read.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self, out: &mut impl Write) -> Result<Report> {
        let (mut writer, countries) = self.write_heads(Vec::new(), false)?;
        let total = self.rest.count();
        let mut names = Names::new(std::mem::take(&mut self.alternates)).map_err(broken)?;
        let mut rest = std::mem::take(&mut self.rest).sorted().map_err(broken)?;
        let file = std::mem::take(&mut self.dump_name);
        let mut last: Option<(u64, u64)> = None;
        let mut read = 0;
        while let Some((id, record)) = rest.next().map_err(broken)? {
            read += 1;
            let (number, text) = record.split_at(8);
            let number = number.try_into().map_or(0, u64::from_le_bytes);
            if let Some((_, first)) = last.filter(|(known, _)| *known == id) {
                self.report.fault(twice(id, first), &file, number);
                self.report.taken -= 1;
                continue;
            }
            last = Some((id, number));
            let text = std::str::from_utf8(text).unwrap_or_default();
            let Ok(Some(cells)) = Cells::of(text, &self.wanted) else { continue };
            let row = self.join(&cells, names.of(id).map_err(broken)?);
            writer.add(&row, 3).map_err(broken)?;
            if read % 4096 == 0 {
                (self.step)(Step::Places(read, total));
            }
        }
        self.write_tail(writer, &countries, out)
    }

    /// Writes the index of own places.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish_with(mut self, own: &OwnPlaces, out: &mut impl Write) -> Result<Report> {
        self.from.push(last_part(&own.file));
        self.report.taken = own.len() as u64;
        let (heads, rest): (Vec<Row>, Vec<Row>) = own.sorted().into_iter().partition(|row| matches!(row.class, 1..=3));
        let (mut writer, countries) = self.write_heads(heads, true)?;
        for row in rest {
            writer.add(&row, 3).map_err(broken)?;
        }
        self.write_tail(writer, &countries, out)
    }

    /// A place with all its names and what the supplement says of it.
    fn join(&mut self, cells: &Cells<'_>, alternates: &[(u8, String)]) -> Row {
        let mut row = cells.row();
        add_names(&mut row, alternates.iter().map(|(kind, name)| (*kind, name.as_str())));
        add_names(&mut row, cells.forms().map(|form| (1, form)));
        for addition in self.merges.remove(&row.geonameid).unwrap_or_default() {
            rows::merge(&mut row, addition);
        }
        row
    }

    /// Begins the index with the countries and divisions; also gives the
    /// countries.
    fn write_heads(&mut self, own: Vec<Row>, whole: bool) -> Result<(Writer, Vec<Row>)> {
        let heads = std::mem::take(&mut self.heads).finish(self.known, own, whole, &mut self.merges, &self.additions);
        let mut writer = Writer::new(&self.room).map_err(broken)?;
        for row in &heads {
            writer.add(row, super::write::core_range(row)).map_err(broken)?;
        }
        Ok((writer, heads.into_iter().filter(|row| row.class == 1).collect()))
    }

    fn write_tail(mut self, mut writer: Writer, countries: &[Row], out: &mut impl Write) -> Result<Report> {
        for addition in self.additions.iter().filter(|addition| addition.merge.is_empty()) {
            writer.add(&addition.row, 4).map_err(broken)?;
        }
        for border in rows::borders(BORDERS, countries).map_err(broken)? {
            writer.add(&border, 5).map_err(broken)?;
        }
        (self.step)(Step::Tables);
        self.report.places = u64::from(writer.places());
        self.report.bytes = writer.finish(&self.about(), out).map_err(broken)?;
        Ok(self.report)
    }

    fn about(&self) -> String {
        let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(",");
        let classes: BTreeSet<String> = self.wanted.classes.iter().map(char::to_string).collect();
        let mut about = format!("from\t{}, gazetteer/supplement.tsv, gazetteer/borders.tsv\n", self.from.join(", "));
        about +=
            "attribution\tContains data from GeoNames (geonames.org), CC BY 4.0, modified. Made with Natural Earth.\n";
        if !classes.is_empty() {
            about += &["classes\t", &joined(&classes), "\n"].concat();
        }
        if !self.wanted.countries.is_empty() {
            about += &["countries\t", &joined(&self.wanted.countries), "\n"].concat();
        }
        about
    }
}

/// Reads the beginning of a dump and says what is wrong with it; all of its
/// faults are kept.
///
/// # Errors
/// Where it cannot be read on.
pub fn check(source: Source<impl BufRead>, lines: u64) -> Result<Report> {
    let mut report = Report::default();
    let mut seen: BTreeMap<u32, u64> = BTreeMap::new();
    let mut input = Lines::new(source.input);
    while let Some((number, line)) = input.next().map_err(|why| unreadable(&source.name, &why))? {
        if number > lines {
            break;
        }
        let read = match line {
            Line::Whole("") => continue,
            Line::Whole(text) => Cells::of(text, &Wanted::default()),
            odd => Err(odd_line(&odd)),
        };
        let fault = match read {
            Ok(Some(cells)) => match seen.insert(cells.geonameid, number) {
                Some(first) => twice(u64::from(cells.geonameid), first),
                None => continue,
            },
            Ok(None) => {
                report.unwanted += 1;
                continue;
            }
            Err(notice) => notice,
        };
        report.faults += 1;
        report.shown.push(fault.in_file(&source.name).at_line(number));
    }
    report.taken = seen.len() as u64;
    Ok(report)
}

/// Adds names that are fit to be ones and fold differently from those there.
fn add_names<'n>(row: &mut Row, names: impl Iterator<Item = (u8, &'n str)>) {
    let mut seen: BTreeSet<String> = row.names.iter().map(|(_, name)| super::fold::fold(name)).collect();
    for (kind, name) in names {
        let name = name.trim();
        if row.names.len() < 255 && forms::keep(name) && seen.insert(super::fold::fold(name)) {
            row.names.push((kind, name.to_owned()));
        }
    }
}

/// Alternate names by id, taken along the sorted places.
struct Names {
    sorted: Sorted,
    /// The first one that was not asked for yet: id, kind, name.
    ahead: Option<(u64, u8, String)>,
    of: Vec<(u8, String)>,
}

impl Names {
    fn new(sorter: Sorter) -> std::result::Result<Self, String> {
        let mut names = Self { sorted: sorter.sorted()?, ahead: None, of: Vec::new() };
        names.read()?;
        Ok(names)
    }

    fn read(&mut self) -> std::result::Result<(), String> {
        self.ahead = self.sorted.next()?.and_then(|(id, record)| {
            let (kind, name) = record.split_first()?;
            Some((id, *kind, String::from_utf8_lossy(name).into_owned()))
        });
        Ok(())
    }

    /// The names of a place; the ids asked for must rise.
    fn of(&mut self, id: u64) -> std::result::Result<&[(u8, String)], String> {
        self.of.clear();
        while let Some((owner, kind, name)) = self.ahead.take_if(|(owner, ..)| *owner <= id) {
            if owner == id {
                self.of.push((kind, name));
            }
            self.read()?;
        }
        Ok(&self.of)
    }
}

/// A file's name without its folders: an index does not tell where its sources
/// lay.
fn last_part(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

fn twice(id: u64, first: u64) -> Notice {
    let what = format!("geonameid {id} stands in line {first} already; this row is left out");
    Notice::new("", what, "keep one of them")
}

fn odd_line(line: &Line<'_>) -> Notice {
    match line {
        Line::Cut => Notice::new("", "a line of more than a megabyte", "give the file as GeoNames has it"),
        _ => Notice::new("", "not UTF-8", "give the file as GeoNames has it"),
    }
}

fn unreadable(file: &str, why: &std::io::Error) -> Error {
    Error::Input(Notice::new(file, format!("cannot read on: {why}"), "give the file again"))
}

fn broken(why: String) -> Error {
    Error::Data { what: "gazetteer".into(), why }
}
