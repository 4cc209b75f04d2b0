//! Reads the index that the build script wrote, in place.
//!
//! Nothing is unpacked or copied: every access reads a few bytes at a computed
//! offset. Offsets are checked, so that a broken file gives wrong answers or
//! none, never a panic.

use std::borrow::Cow;

use super::layout::{self, HEADER, MAGIC, NAME, PLACE, Section, field};
use crate::error::{Error, Result};

/// An opened index.
#[derive(Debug)]
pub(crate) struct Index {
    bytes: Cow<'static, [u8]>,
    sections: [(usize, usize); layout::SECTIONS],
}

impl Index {
    /// Checks the header and where the sections lie.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Result<Self> {
        let broken = |why: &str| Error::Data { what: "gazetteer".into(), why: why.into() };
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(broken("not an index of this version: build it again"));
        }
        let mut sections = [(0, 0); layout::SECTIONS];
        for (n, section) in sections.iter_mut().enumerate() {
            let at = MAGIC.len() + n * 8;
            let (start, len) = (word(&bytes, at) as usize, word(&bytes, at + 4) as usize);
            if start.checked_add(len).is_none_or(|end| end > bytes.len()) {
                return Err(broken("the file is cut short: build it again"));
            }
            *section = (start, len);
        }
        Ok(Self { bytes, sections })
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

    /// The class of a place, as a position in `rows::CLASSES`.
    pub(crate) fn class(&self, place: u32) -> u8 {
        self.byte(place, field::CLASS)
    }

    fn byte(&self, place: u32, at: usize) -> u8 {
        self.section(Section::Places).get(place as usize * PLACE + at).copied().unwrap_or(0)
    }

    /// The two letters of the country, or nothing.
    pub(crate) fn iso2(&self, place: u32) -> &str {
        let at = place as usize * PLACE + field::ISO2;
        let bytes = self.section(Section::Places).get(at..at + 2).unwrap_or_default();
        std::str::from_utf8(bytes).ok().filter(|s| !s.starts_with('\0')).unwrap_or("")
    }

    /// A text field of a place.
    pub(crate) fn text(&self, place: u32, at: usize) -> &str {
        self.string(self.field(place, at))
    }

    /// The numbers of a place's names, primary first.
    pub(crate) fn names_of(&self, place: u32) -> std::ops::Range<u32> {
        let first = self.field(place, field::NAMES);
        first..first + u32::from(self.byte(place, field::NAME_COUNT))
    }

    /// A name: its text, its place, its kind.
    pub(crate) fn name(&self, number: u32) -> (&str, u32, u8) {
        let names = self.section(Section::Names);
        let at = number as usize * NAME;
        let second = word(names, at + 4);
        let place = second & ((1 << layout::KIND_SHIFT) - 1);
        (self.string(word(names, at)), place, (second >> layout::KIND_SHIFT) as u8)
    }

    fn string(&self, at: u32) -> &str {
        let strings = self.section(Section::Strings);
        let at = at as usize;
        let len = strings.get(at).copied().unwrap_or(0) as usize;
        strings.get(at + 1..at + 1 + len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    /// Numbers of the names that may stand under a key, in the order of the
    /// places; the caller verifies the string.
    pub(crate) fn under<'i>(&'i self, key: &str) -> impl Iterator<Item = u32> + 'i {
        let hash = layout::hash(key);
        let tag = layout::slot(hash, 0) >> layout::NAME_BITS;
        chain(self.section(Section::Slots), hash)
            .filter(move |slot| slot >> layout::NAME_BITS == tag)
            .filter_map(|slot| (slot & ((1 << layout::NAME_BITS) - 1)).checked_sub(1))
    }

    /// How many words the longest key has that begins with this word; `None`
    /// where no key does. May err towards too many.
    pub(crate) fn longest_from(&self, first_word: &str) -> Option<usize> {
        let hash = layout::hash(first_word);
        let tag = layout::first_slot(hash, 0) >> layout::WORD_BITS;
        chain(self.section(Section::First), hash)
            .filter(|slot| slot >> layout::WORD_BITS == tag)
            .map(|slot| (slot & ((1 << layout::WORD_BITS) - 1)) as usize)
            .max()
    }

    /// The places in a one-degree cell (see [`layout::cell`]).
    pub(crate) fn in_cell(&self, cell: usize) -> impl Iterator<Item = u32> + '_ {
        let cells = self.section(Section::Cells);
        let grid = self.section(Section::Grid);
        (word(cells, cell * 4)..word(cells, cell * 4 + 4)).map(|at| word(grid, at as usize * 4))
    }

    /// The ids of one range: 0 countries, 1 and 2 divisions, 3 towns, 4 the
    /// supplement, 5 borders.
    pub(crate) fn range(&self, range: usize) -> std::ops::Range<u32> {
        let ranges = self.section(Section::Ranges);
        word(ranges, range * 4)..word(ranges, range * 4 + 4)
    }
}

/// The slots of a table of slots from the place of a hash to the next free one.
fn chain(slots: &[u8], hash: u64) -> impl Iterator<Item = u32> + '_ {
    let size = slots.len() / 4;
    let start = if size == 0 { 0 } else { hash as usize & (size - 1) };
    (0..size).map(move |step| word(slots, ((start + step) & (size - 1)) * 4)).take_while(|slot| *slot != 0)
}

/// A little-endian word; 0 outside the bytes.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}
