//! Reads the index that [`super::write`] wrote, in place.
//!
//! Nothing is unpacked or copied: every access reads a few bytes at a computed
//! offset. Offsets are checked, so that a broken file gives wrong answers or
//! none, never a panic.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::codes::Codes;
use super::layout::{self, HEADER, MAGIC, NAME, PLACE, Packed, Section, field};
use super::sieve::Sieve;

/// What few places have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extras<'i> {
    /// Metres.
    pub(crate) radius_m: u32,
    /// First day as `yyyymmdd`, 0 for open.
    pub(crate) from: u32,
    /// Last day.
    pub(crate) to: u32,
    /// Kind and countries, parted by `;`.
    pub(crate) text: &'i str,
}

/// An opened index.
#[derive(Debug)]
pub(crate) struct Index {
    bytes: Cow<'static, [u8]>,
    sections: [(usize, usize); layout::SECTIONS],
    slot_bytes: u32,
    name_bits: u32,
    codes: Codes,
}

impl Index {
    /// Checks the header and where the sections lie; an error says what it is instead.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let version = MAGIC.len() - 1;
        if bytes.len() < HEADER || bytes[..version] != MAGIC[..version] {
            return Err("not an index of places".to_owned());
        }
        if bytes[version] != MAGIC[version] {
            let (found, known) = (bytes[version], MAGIC[version]);
            return Err(format!("an index of version {found}, this program reads version {known}"));
        }
        let (slot_bytes, name_bits) = (word(&bytes, layout::SLOT_BYTES_AT), word(&bytes, layout::NAME_BITS_AT));
        let length = long(&bytes, layout::LENGTH_AT);
        if length > bytes.len() as u64 || !(4..=5).contains(&slot_bytes) || name_bits >= slot_bytes * 8 {
            return Err(format!("cut short or broken: {} bytes where {length} should be", bytes.len()));
        }
        let mut sections = [(0, 0); layout::SECTIONS];
        for (n, section) in sections.iter_mut().enumerate() {
            let at = layout::SECTIONS_AT + n * 16;
            let (start, len) = (long(&bytes, at), long(&bytes, at + 8));
            if start.checked_add(len).is_none_or(|end| end > bytes.len() as u64) {
                return Err("broken: a part lies outside it".to_owned());
            }
            *section = (start as usize, len as usize);
        }
        let mut index = Self { bytes, sections, slot_bytes, name_bits, codes: Codes::default() };
        index.codes = Codes::of(&index);
        Ok(index)
    }

    /// Its countries by their codes.
    pub(crate) fn codes(&self) -> &Codes {
        &self.codes
    }

    fn section(&self, section: Section) -> &[u8] {
        let (start, len) = self.sections[section as usize];
        self.bytes.get(start..start + len).unwrap_or_default()
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.section(Section::Places).len() / PLACE
    }

    /// A word of a place's record; `at` is one of [`field`].
    pub(crate) fn field(&self, place: u32, at: usize) -> u32 {
        word(self.section(Section::Places), place as usize * PLACE + at)
    }

    /// Point, class and the like of a place.
    pub(crate) fn packed(&self, place: u32) -> Packed {
        Packed::unpack(long(self.section(Section::Places), place as usize * PLACE + field::PACKED))
    }

    /// The feature code of a place.
    pub(crate) fn code(&self, place: u32) -> &str {
        let number = self.field(place, field::CODE) & 0xffff;
        self.string(word(self.section(Section::Codes), number as usize * 4))
    }

    fn division(&self, place: u32) -> &[u8] {
        let at = self.field(place, field::DIVISION) as usize * layout::DIVISION;
        self.section(Section::Divisions).get(at..at + layout::DIVISION).unwrap_or_default()
    }

    /// The two letters of the country, or nothing.
    pub(crate) fn iso2(&self, place: u32) -> &str {
        let bytes = self.division(place).get(..2).unwrap_or_default();
        std::str::from_utf8(bytes).ok().filter(|s| !s.starts_with('\0')).unwrap_or("")
    }

    /// Code of the first-order division, or nothing.
    pub(crate) fn admin1(&self, place: u32) -> &str {
        self.string(word(self.division(place), 4))
    }

    /// Code of the second-order division, or nothing.
    pub(crate) fn admin2(&self, place: u32) -> &str {
        self.string(word(self.division(place), 8))
    }

    /// How a place's country and the codes of its divisions, as many as are
    /// given, stand to others.
    pub(crate) fn division_order(&self, place: u32, iso2: &str, codes: &[&str]) -> Ordering {
        let record = self.division(place);
        let own = record.get(..2).unwrap_or_default();
        codes.iter().zip([4, 8]).fold(own.cmp(iso2.as_bytes()), |order, (code, at)| {
            order.then_with(|| self.bytes_of(word(record, at)).cmp(code.as_bytes()))
        })
    }

    /// Radius in metres, days and the like of a place whose packed part is given.
    pub(crate) fn extras(&self, place: u32, packed: Packed) -> Extras<'_> {
        if !packed.extras {
            return Extras { radius_m: (self.field(place, field::CODE) >> 16) * 100, ..Extras::default() };
        }
        let extras = self.section(Section::Extras);
        let (mut low, mut high) = (0, extras.len() / layout::EXTRA);
        while low < high {
            let middle = low.midpoint(high);
            if word(extras, middle * layout::EXTRA) < place {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let of = |n: usize| word(extras, low * layout::EXTRA + n * 4);
        if of(0) != place {
            return Extras::default();
        }
        Extras { radius_m: of(1), from: of(2), to: of(3), text: self.string(of(4)) }
    }

    /// The numbers of a place's names, primary first.
    pub(crate) fn names_of(&self, place: u32) -> std::ops::Range<u32> {
        let first = self.field(place, field::NAMES);
        first..first.saturating_add(u32::from(self.packed(place).names))
    }

    /// A name: its text, its place, its kind.
    pub(crate) fn name(&self, number: u32) -> (&str, u32, u8) {
        let names = self.section(Section::Names);
        let at = number as usize * NAME;
        let second = word(names, at + 4);
        let place = second & ((1 << layout::KIND_SHIFT) - 1);
        (self.string(word(names, at)), place, (second >> layout::KIND_SHIFT) as u8)
    }

    /// The kind of a name.
    pub(crate) fn name_kind(&self, number: u32) -> u8 {
        (word(self.section(Section::Names), number as usize * NAME + 4) >> layout::KIND_SHIFT) as u8
    }

    /// The letters of a name.
    pub(crate) fn name_bytes(&self, number: u32) -> &[u8] {
        self.bytes_of(word(self.section(Section::Names), number as usize * NAME))
    }

    fn bytes_of(&self, string: u32) -> &[u8] {
        let strings = self.section(Section::Strings);
        let at = string as usize;
        let len = strings.get(at).copied().unwrap_or(0) as usize;
        strings.get(at + 1..at + 1 + len).unwrap_or_default()
    }

    fn string(&self, at: u32) -> &str {
        let bytes = self.bytes_of(at);
        if bytes.is_empty() { "" } else { std::str::from_utf8(bytes).unwrap_or("") }
    }

    /// Numbers of the names that may stand under a key of that hash, in the
    /// order of the places; the caller verifies the string.
    pub(crate) fn under(&self, hash: u64) -> impl Iterator<Item = u32> {
        let (bits, width) = (self.name_bits, self.slot_bytes);
        let tag = layout::tag(hash, width * 8 - bits);
        chain(self.section(Section::Slots), width as usize, hash)
            .filter(move |slot| slot >> bits == tag)
            .filter_map(move |slot| (slot as u32 & ((1 << bits) - 1)).checked_sub(1))
    }

    /// The filter over the beginnings of keys.
    pub(crate) fn sieve(&self) -> Sieve<'_> {
        Sieve::new(self.section(Section::Sieve))
    }

    /// The places in a one-degree cell (see [`layout::cell`]).
    pub(crate) fn in_cell(&self, cell: usize) -> impl Iterator<Item = u32> + '_ {
        let cells = self.section(Section::Cells);
        let grid = self.section(Section::Grid);
        let end = word(cells, cell * 4 + 4).min((grid.len() / 4) as u32);
        (word(cells, cell * 4)..end).map(|at| word(grid, at as usize * 4))
    }

    /// The ids of one range: 0 countries, 1 and 2 divisions, 3 towns, 4 the
    /// supplement, 5 borders.
    pub(crate) fn range(&self, range: usize) -> std::ops::Range<u32> {
        let ranges = self.section(Section::Ranges);
        word(ranges, range * 4)..word(ranges, range * 4 + 4)
    }

    /// The version of its layout.
    pub(crate) fn version(&self) -> u8 {
        self.bytes.get(MAGIC.len() - 1).copied().unwrap_or(0)
    }

    /// Where it comes from: lines of `key<TAB>value`.
    pub(crate) fn about(&self) -> &str {
        std::str::from_utf8(self.section(Section::About)).unwrap_or("")
    }

    /// All its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The slots of a table from the home of a hash to the next free one.
fn chain(table: &[u8], width: usize, hash: u64) -> impl Iterator<Item = u64> + '_ {
    let home = layout::home(hash, long(table, 0)) as usize;
    let slots = table.get(8..).unwrap_or_default();
    (home..slots.len() / width).map(move |at| slot(slots, at * width, width)).take_while(|slot| *slot != 0)
}

fn slot(slots: &[u8], at: usize, width: usize) -> u64 {
    let low = u64::from(word(slots, at));
    if width == 4 { low } else { low | u64::from(slots.get(at + 4).copied().unwrap_or(0)) << 32 }
}

/// A little-endian word; 0 outside the bytes.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Eight bytes; 0 outside the bytes.
fn long(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
