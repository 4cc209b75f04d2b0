//! The layout of the index, shared by its writer and its reader.
//!
//! One file, little-endian, read in place. A header of [`HEADER`] bytes: the
//! magic, then for each [`Section`] its offset and its length in bytes. All
//! sections start at multiples of eight.
//!
//! * **Places**: one record of [`PLACE`] bytes each, in the order of their ids:
//!   countries, first-order, second-order divisions (each sorted by their
//!   codes), towns, the supplement's rows, borders (sorted by their countries).
//! * **Names**: one record of [`NAME`] bytes each; a place's names stand
//!   together, its primary name first.
//! * **Slots**: an open-addressing hash table (linear probing) over the keys of
//!   the names. A slot holds a name's number plus one in its lower
//!   [`NAME_BITS`] bits and bits of the hash above them; 0 is free. A name
//!   stands under its folded form, its form without Arabic article, and its
//!   Latin reading, as far as these differ; strings are verified on a hit.
//! * **First**: for each first word of a key, how many words the longest key
//!   has that begins with it, in the same manner.
//! * **Strings**: UTF-8, each with its length in one byte before it.
//! * **Cells**, **Grid**: places by one-degree cells, for the nearest ones.

/// First bytes of the file; the number rises with every change of layout.
pub(crate) const MAGIC: &[u8; 8] = b"DLGAZ\0\0\x02";

/// Sections in their order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    /// Records of places.
    Places,
    /// Records of names.
    Names,
    /// Hash table of keys.
    Slots,
    /// Hash table of first words.
    First,
    /// Texts.
    Strings,
    /// For each cell the index of its first entry in `Grid`; one more at the end.
    Cells,
    /// Place numbers sorted by cell.
    Grid,
    /// First place of each of the six ranges of `Places`, and their end.
    Ranges,
}

/// How many sections there are.
pub(crate) const SECTIONS: usize = 8;
/// Bytes of the header: magic and eight pairs of offset and length.
pub(crate) const HEADER: usize = 8 + SECTIONS * 8;
/// Bytes of a place record.
pub(crate) const PLACE: usize = 52;
/// Bytes of a name record: string, then place and kind.
pub(crate) const NAME: usize = 8;
/// Bits of a slot that hold a name's number plus one.
pub(crate) const NAME_BITS: u32 = 21;
/// The kind of a name stands in the upper bits of its second word.
pub(crate) const KIND_SHIFT: u32 = 28;

/// Offsets of the fields of a place record.
pub(crate) mod field {
    /// GeoNames id, 0 for none.
    pub(crate) const GEONAMEID: usize = 0;
    /// Degrees times 100,000.
    pub(crate) const LAT: usize = 4;
    /// Degrees times 100,000.
    pub(crate) const LON: usize = 8;
    /// Inhabitants.
    pub(crate) const POPULATION: usize = 12;
    /// Metres.
    pub(crate) const RADIUS: usize = 16;
    /// First day as `yyyymmdd`, 0 for open.
    pub(crate) const FROM: usize = 20;
    /// Last day.
    pub(crate) const TO: usize = 24;
    /// Number of its first name.
    pub(crate) const NAMES: usize = 28;
    /// String: feature code.
    pub(crate) const CODE: usize = 32;
    /// String: code of the first-order division.
    pub(crate) const ADMIN1: usize = 36;
    /// String: code of the second-order division.
    pub(crate) const ADMIN2: usize = 40;
    /// String: what the supplement says besides: kind and countries.
    pub(crate) const EXTRA: usize = 44;
    /// Two bytes: ISO 3166-1 alpha-2, zeros for none.
    pub(crate) const ISO2: usize = 48;
    /// One byte: the class.
    pub(crate) const CLASS: usize = 50;
    /// One byte: how many names it has (primary included), at most 255.
    pub(crate) const NAME_COUNT: usize = 51;
}

/// Hash of a key: FNV-1a with a final mix; the same on every machine.
pub(crate) fn hash(key: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for b in key.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// A slot of the table of keys.
pub(crate) fn slot(hash: u64, name: u32) -> u32 {
    ((hash >> 40) as u32) << NAME_BITS | (name + 1)
}

/// Bits of a slot of first words that hold the number of words.
pub(crate) const WORD_BITS: u32 = 4;

/// A slot of the table of first words.
pub(crate) fn first_slot(hash: u64, words: u32) -> u32 {
    ((hash >> 36) as u32) << WORD_BITS | words
}

/// The cell of a point: rows from the south, 360 cells a row.
pub(crate) fn cell(lat: f64, lon: f64) -> usize {
    let row = ((lat + 90.0).floor() as usize).min(179);
    let column = ((lon + 180.0).floor() as usize) % 360;
    row * 360 + column
}
