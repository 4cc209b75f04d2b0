//! Writes the index that [`super::layout`] describes: for the build script in
//! memory, for `gazetteer build` in bounded memory.

use std::collections::HashMap;
use std::io::Write;

use super::fold::{fold, strip_article};
use super::hash::key_hash;
use super::layout::{self, HEADER, MAGIC, Packed, SECTIONS};
use super::rows::Row;
use super::sieve::{Beginnings, Filling};
use super::spill::{Room, Sorter, Spool};
use super::translit::transliterate;

/// Texts that are remembered, so that a repeated one is stored once.
const REMEMBERED: usize = 2_000_000;
/// Bytes of the longest text: its length stands in one.
const LONGEST: usize = 255;

type Result<T> = std::result::Result<T, String>;

/// The index of the rows, in their order. The first `core` rows must be sorted
/// so that countries, first-order, second-order divisions (each by their codes)
/// and towns follow each other; those after them may have any order, but the
/// last `borders` are borders sorted by their countries.
pub(crate) fn index(rows: &[Row], core: usize, borders: usize, about: &str) -> Result<Vec<u8>> {
    let mut writer = Writer::new(&Room::default())?;
    for (id, row) in rows.iter().enumerate() {
        let range = if id >= rows.len().saturating_sub(borders) {
            5
        } else if id >= core {
            4
        } else {
            core_range(row)
        };
        writer.add(row, range)?;
    }
    let mut out = Vec::new();
    writer.finish(about, &mut out)?;
    Ok(out)
}

/// The range of a row of the core: 0 countries, 1 and 2 divisions, 3 the rest.
pub(crate) fn core_range(row: &Row) -> usize {
    match row.class {
        1 => 0,
        2 => 1,
        3 => 2,
        _ => 3,
    }
}

/// Takes places in the order of their ranges and writes their index.
#[derive(Debug)]
pub(crate) struct Writer {
    room: Room,
    places: Spool,
    names: Spool,
    strings: Strings,
    keys: Sorter,
    beginnings: Beginnings,
    cells: Sorter,
    divisions: Numbered<(String, String, String)>,
    codes: Numbered<String>,
    extras: Vec<u8>,
    /// How many places each range has.
    ranges: [u32; 6],
}

impl Writer {
    /// One that has no place yet.
    pub(crate) fn new(room: &Room) -> Result<Self> {
        Ok(Self {
            room: room.clone(),
            places: Spool::new(room)?,
            names: Spool::new(room)?,
            strings: Strings { spool: Spool::new(room)?, known: HashMap::new() },
            keys: Sorter::new(room),
            beginnings: Beginnings::new(room),
            cells: Sorter::new(room),
            divisions: Numbered::default(),
            codes: Numbered::default(),
            extras: Vec::new(),
            ranges: [0; 6],
        })
    }

    /// Adds a place to a range; no later range may have one yet.
    pub(crate) fn add(&mut self, row: &Row, range: usize) -> Result<()> {
        let id: u32 = self.ranges.iter().sum();
        if id >= layout::MOST_PLACES {
            return Err(format!("more than {} places", layout::MOST_PLACES));
        }
        if self.ranges[range + 1..].iter().any(|places| *places > 0) {
            return Err(format!("{}: a place out of order", row.name()));
        }
        self.ranges[range] += 1;
        let first_name = (self.names.len() / layout::NAME as u64) as u32;
        for (n, (kind, name)) in row.names.iter().take(layout::MOST_NAMES).enumerate() {
            let string = self.strings.add(name)?;
            self.names.add(&string.to_le_bytes())?;
            self.names.add(&(id | u32::from(*kind) << layout::KIND_SHIFT).to_le_bytes())?;
            for key in keys_of(name, &row.iso2) {
                self.keys.add(key_hash(&key), &(first_name + n as u32).to_le_bytes())?;
                self.beginnings.add(&key)?;
            }
        }
        let degrees = |e5: i32| f64::from(e5) / 1e5;
        let cell = layout::cell(degrees(row.lat_e5), degrees(row.lon_e5)) as u64;
        self.cells.add(cell << 33 | rank(row), &id.to_le_bytes())?;
        self.record(row, id, first_name)
    }

    fn record(&mut self, row: &Row, id: u32, first_name: u32) -> Result<()> {
        let radius = u16::try_from(row.radius_m / 100).ok().filter(|_| row.radius_m.is_multiple_of(100));
        let extras = row.from > 0 || row.to > 0 || !row.extra.is_empty() || radius.is_none();
        let packed = Packed {
            lat_e5: row.lat_e5,
            lon_e5: row.lon_e5,
            class: row.class,
            extras,
            names: row.names.len().min(layout::MOST_NAMES) as u8,
        };
        let division = (row.iso2.clone(), row.admin1.clone(), row.admin2.clone());
        let code = self.codes.number(&row.code);
        let code = u16::try_from(code).ok().ok_or_else(|| format!("{}: more than 65,536 feature codes", row.code))?;
        self.places.add(&row.geonameid.to_le_bytes())?;
        self.places.add(&packed.pack().to_le_bytes())?;
        self.places.add(&row.population.to_le_bytes())?;
        self.places.add(&first_name.to_le_bytes())?;
        self.places.add(&self.divisions.number(&division).to_le_bytes())?;
        self.places.add(&code.to_le_bytes())?;
        self.places.add(&radius.unwrap_or_default().to_le_bytes())?;
        if extras {
            let text = self.strings.add(&row.extra)?;
            for word in [id, row.radius_m, row.from, row.to, text] {
                put(&mut self.extras, word);
            }
        }
        Ok(())
    }

    /// How many places were added.
    #[allow(dead_code)] // The build script does not ask.
    pub(crate) fn places(&self) -> u32 {
        self.ranges.iter().sum()
    }

    /// Writes the index; gives its length.
    pub(crate) fn finish(mut self, about: &str, out: &mut impl Write) -> Result<u64> {
        let mut divisions = Vec::new();
        for (iso2, admin1, admin2) in &self.divisions.list {
            let letters = <[u8; 2]>::try_from(iso2.as_bytes()).unwrap_or_default();
            divisions.extend_from_slice(&[letters[0], letters[1], 0, 0]);
            put(&mut divisions, self.strings.add(admin1)?);
            put(&mut divisions, self.strings.add(admin2)?);
        }
        let mut codes = Vec::new();
        for code in &self.codes.list {
            put(&mut codes, self.strings.add(code)?);
        }
        let (bits, width) = layout::widths(self.names.len() / layout::NAME as u64);
        let (cells, grid) = grid(self.cells, &self.room)?;
        let mut sieve = self.beginnings.sieve(self.keys.count())?;
        let slots = slots(self.keys, bits, width, &mut sieve, &self.room)?;
        let sections = [
            self.places,
            self.names,
            slots,
            Spool::of(sieve.bytes()),
            self.strings.spool,
            Spool::of(divisions),
            Spool::of(codes),
            Spool::of(self.extras),
            cells,
            grid,
            ranges(&self.ranges),
            Spool::of(about.as_bytes().to_vec()),
        ];
        assemble(sections, bits, width, out)
    }
}

/// The keys under which a name of a place of this country stands.
fn keys_of(name: &str, iso2: &str) -> Vec<String> {
    let folded = fold(name);
    let mut keys = Vec::with_capacity(2);
    if has_arabic_article(iso2)
        && let Some(bare) = strip_article(&folded)
    {
        keys.push(bare.to_owned());
    }
    if let Some(latin) = transliterate(name).filter(|l| *l != folded) {
        keys.push(latin);
    }
    if !folded.is_empty() {
        keys.push(folded);
    }
    keys
}

fn put(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Texts, the repeated ones once.
#[derive(Debug)]
struct Strings {
    spool: Spool,
    known: HashMap<Box<str>, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> Result<u32> {
        if let Some(at) = self.known.get(text) {
            return Ok(*at);
        }
        let at = u32::try_from(self.spool.len()).ok().ok_or("more than 4 GB of names")?;
        // A cut is made between characters.
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.spool.add(&[end as u8])?;
        self.spool.add(&text.as_bytes()[..end])?;
        if self.known.len() < REMEMBERED {
            self.known.insert(text.into(), at);
        }
        Ok(at)
    }
}

/// Values numbered in the order in which they are met.
#[derive(Debug)]
struct Numbered<T> {
    list: Vec<T>,
    known: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { list: Vec::new(), known: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.known.get(value) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(value.clone());
        self.known.insert(value.clone(), number);
        number
    }
}

fn word(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

fn slots(keys: Sorter, bits: u32, width: u32, sieve: &mut Filling, room: &Room) -> Result<Spool> {
    table(keys, width, room, |hash, name| {
        sieve.add(hash);
        layout::slot(hash, word(name), bits, width)
    })
}

/// A hash table: the number of homes, then the slots in the order of their
/// hashes, each at its home or at the first free slot after it.
fn table(keys: Sorter, width: u32, room: &Room, mut slot: impl FnMut(u64, &[u8]) -> u64) -> Result<Spool> {
    let homes = layout::homes(keys.count());
    let mut out = Spool::new(room)?;
    out.add(&homes.to_le_bytes())?;
    let mut next = 0;
    let free = [0; 8];
    keys.each(|hash, record| {
        let home = layout::home(hash, homes);
        while next < home {
            out.add(&free[..width as usize])?;
            next += 1;
        }
        next += 1;
        out.add(&slot(hash, record).to_le_bytes()[..width as usize])
    })?;
    // Every chain has a free slot at its end.
    while next <= homes {
        out.add(&free[..width as usize])?;
        next += 1;
    }
    out.add(&free)?;
    Ok(out)
}

/// Sorts the places of a cell: capitals, then by inhabitants, most first.
fn rank(row: &Row) -> u64 {
    u64::from(row.code != layout::CAPITAL) << 32 | u64::from(u32::MAX - row.population)
}

fn grid(sorted: Sorter, room: &Room) -> Result<(Spool, Spool)> {
    let (mut cells, mut grid) = (Vec::new(), Spool::new(room)?);
    let mut at = 0_u32;
    sorted.each(|key, number| {
        while (cells.len() / 4) as u64 <= key >> 33 {
            put(&mut cells, at);
        }
        at += 1;
        grid.add(number)
    })?;
    while cells.len() / 4 <= layout::CELLS {
        put(&mut cells, at);
    }
    Ok((Spool::of(cells), grid))
}

/// First ids of the ranges, and the end.
fn ranges(counts: &[u32; 6]) -> Spool {
    let mut out = Vec::new();
    let mut at = 0;
    put(&mut out, at);
    for count in counts {
        at += count;
        put(&mut out, at);
    }
    Spool::of(out)
}

fn assemble(sections: [Spool; SECTIONS], bits: u32, width: u32, out: &mut impl Write) -> Result<u64> {
    let mut header = Vec::with_capacity(HEADER);
    let mut at = HEADER as u64;
    for section in &sections {
        header.extend_from_slice(&at.to_le_bytes());
        header.extend_from_slice(&section.len().to_le_bytes());
        at = (at + section.len()).next_multiple_of(8);
    }
    let mut head = MAGIC.to_vec();
    put(&mut head, width);
    put(&mut head, bits);
    head.extend_from_slice(&at.to_le_bytes());
    head.extend_from_slice(&header);
    let full = |why: std::io::Error| format!("cannot write the index: {why}");
    out.write_all(&head).map_err(full)?;
    for section in sections {
        let padding = section.len().next_multiple_of(8) - section.len();
        section.copy(out)?;
        out.write_all(&[0; 8][..padding as usize]).map_err(full)?;
    }
    Ok(at)
}

/// Countries in which a leading al- or el- is the Arabic article.
fn has_arabic_article(iso2: &str) -> bool {
    const COUNTRIES: &[&str] = &[
        "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "ML", "MR",
        "NE", "OM", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE",
    ];
    COUNTRIES.contains(&iso2)
}
