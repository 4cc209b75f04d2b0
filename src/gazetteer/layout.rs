//! The layout of the index, shared by its writer and its reader.
//!
//! One file, little-endian, read in place. A header of [`HEADER`] bytes: the
//! magic, how wide a slot is and how many bits of it number a name (a word
//! each), the length of the whole file, then for each [`Section`] its offset and
//! its length in bytes (eight bytes each). All sections start at multiples of
//! eight.
//!
//! * **Places**: one record of [`PLACE`] bytes each, in the order of their ids:
//!   countries, first-order, second-order divisions (each sorted by their
//!   codes), towns and all else, the supplement's rows, borders (sorted by their
//!   countries).
//! * **Names**: one record of [`NAME`] bytes each; a place's names stand
//!   together, its primary name first.
//! * **Slots**: a hash table (linear probing, no wrapping) over the keys of the
//!   names: eight bytes with the number of homes, then the slots. The upper bits
//!   of a key's hash give its home ([`home`]); its slot is the first one from
//!   there that was free when the keys were laid down in the order of their
//!   hashes. A slot holds a name's number plus one in its lower bits and lower
//!   bits of the hash above them; 0 is free. A name stands under its folded
//!   form, its form without Arabic article, and its Latin reading, as far as
//!   these differ; strings are verified on a hit.
//! * **Sieve**: a filter over the beginnings of keys (see [`super::sieve`]).
//! * **Strings**: UTF-8, each with its length in one byte before it.
//! * **Divisions**: country and codes of its divisions, for all triples that
//!   occur; **Codes**: the feature codes that occur, as strings.
//! * **Extras**: what few places have, sorted by their numbers.
//! * **Cells**, **Grid**: places by one-degree cells, for the nearest and the
//!   largest ones: of each cell capitals first, then by inhabitants, most first.
//! * **About**: where it comes from, lines of `key<TAB>value`.

/// First bytes of the file; the last one is the version, which rises with every
/// change of layout.
pub(crate) const MAGIC: &[u8; 8] = b"DLGAZ\0\0\x05";

/// Sections in their order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    /// Records of places.
    Places,
    /// Records of names.
    Names,
    /// Hash table of keys.
    Slots,
    /// Filter over the beginnings of keys.
    Sieve,
    /// Texts.
    Strings,
    /// Records of countries with their divisions.
    Divisions,
    /// Feature codes.
    Codes,
    /// Records of what few places have.
    Extras,
    /// For each cell the index of its first entry in `Grid`; one more at the end.
    Cells,
    /// Place numbers sorted by cell and rank.
    Grid,
    /// First place of each of the six ranges of `Places`, and their end.
    Ranges,
    /// Where it comes from.
    About,
}

/// How many sections there are.
pub(crate) const SECTIONS: usize = 12;
/// Where in the header stand the bytes of a slot.
pub(crate) const SLOT_BYTES_AT: usize = 8;
/// Where stand the bits of a slot that number a name.
pub(crate) const NAME_BITS_AT: usize = 12;
/// Where stands the length of the file.
pub(crate) const LENGTH_AT: usize = 16;
/// Where stand the offsets and lengths of the sections.
pub(crate) const SECTIONS_AT: usize = 24;
/// Bytes of the header.
pub(crate) const HEADER: usize = SECTIONS_AT + SECTIONS * 16;
/// Bytes of a place record.
pub(crate) const PLACE: usize = 28;
/// Bytes of a name record: string, then place and kind.
pub(crate) const NAME: usize = 8;
/// Bytes of a division record: country, padding, two strings.
pub(crate) const DIVISION: usize = 12;
/// Bytes of a record of extras: place, radius in metres, first day as
/// `yyyymmdd`, last day (0 for open), string with kind and countries.
pub(crate) const EXTRA: usize = 20;
/// The kind of a name stands in the upper bits of its second word.
pub(crate) const KIND_SHIFT: u32 = 28;
/// The feature code of a capital.
pub(crate) const CAPITAL: &str = "PPLC";
/// Places that fit.
pub(crate) const MOST_PLACES: u32 = 1 << KIND_SHIFT;
/// Names of one place that fit.
pub(crate) const MOST_NAMES: usize = 255;

/// Offsets of the fields of a place record.
pub(crate) mod field {
    /// GeoNames id, 0 for none.
    pub(crate) const GEONAMEID: usize = 0;
    /// Eight bytes: see [`super::Packed`].
    pub(crate) const PACKED: usize = 4;
    /// Inhabitants.
    pub(crate) const POPULATION: usize = 12;
    /// Number of its first name.
    pub(crate) const NAMES: usize = 16;
    /// Number of its division.
    pub(crate) const DIVISION: usize = 20;
    /// Two bytes: number of its feature code; then two bytes: radius in hundreds
    /// of metres.
    pub(crate) const CODE: usize = 24;
}

/// What fits into eight bytes of a place record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Degrees times 100,000; 25 bits.
    pub(crate) lat_e5: i32,
    /// Degrees times 100,000; 26 bits.
    pub(crate) lon_e5: i32,
    /// The class, as a position in `rows::CLASSES`; 4 bits.
    pub(crate) class: u8,
    /// Whether it has a record of extras; 1 bit.
    pub(crate) extras: bool,
    /// How many names it has, the primary one included; 8 bits.
    pub(crate) names: u8,
}

impl Packed {
    /// As stored.
    pub(crate) fn pack(self) -> u64 {
        let lat = (self.lat_e5 + 9_000_000) as u64 & 0x1ff_ffff;
        let lon = (self.lon_e5 + 18_000_000) as u64 & 0x3ff_ffff;
        let rest = u64::from(self.class & 15) | u64::from(self.extras) << 4 | u64::from(self.names) << 5;
        lat | lon << 25 | rest << 51
    }

    /// From what is stored.
    pub(crate) fn unpack(stored: u64) -> Self {
        Self {
            lat_e5: (stored & 0x1ff_ffff) as i32 - 9_000_000,
            lon_e5: (stored >> 25 & 0x3ff_ffff) as i32 - 18_000_000,
            class: (stored >> 51 & 15) as u8,
            extras: stored >> 55 & 1 == 1,
            names: (stored >> 56) as u8,
        }
    }
}

/// Where the slots of a hash begin, among so many homes; rises with the hash.
pub(crate) fn home(hash: u64, homes: u64) -> u64 {
    ((u128::from(hash) * u128::from(homes)) >> 64) as u64
}

/// How many homes a table of so many keys has.
pub(crate) fn homes(keys: u64) -> u64 {
    (keys * 8 / 5).max(8)
}

/// Bits that number a name plus one, and bytes of a slot that leave at least ten
/// bits for the hash.
pub(crate) fn widths(names: u64) -> (u32, u32) {
    let bits = u64::BITS - (names + 1).leading_zeros();
    (bits, if bits <= 22 { 4 } else { 5 })
}

/// A slot of the table of keys of `width` bytes with `bits` for the name.
pub(crate) fn slot(hash: u64, name: u32, bits: u32, width: u32) -> u64 {
    tag(hash, width * 8 - bits) << bits | (u64::from(name) + 1)
}

/// The lower bits of a hash.
pub(crate) fn tag(hash: u64, bits: u32) -> u64 {
    hash & ((1 << bits) - 1)
}

/// The cell of a point: rows from the south, 360 cells a row.
pub(crate) fn cell(lat: f64, lon: f64) -> usize {
    let row = ((lat + 90.0).floor() as usize).min(179);
    let column = ((lon + 180.0).floor() as usize) % 360;
    row * 360 + column
}

/// How many cells there are.
pub(crate) const CELLS: usize = 180 * 360;
