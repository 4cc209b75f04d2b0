//! A table of weights, read in place.
//!
//! Most features that are asked for have no row, and each sentence asks for
//! hundreds a word: one bit tells whether there is a row, and how many bits
//! stand before it tells which row it is.
//!
//! Layout, all integers little-endian: the magic `DLW2`; one byte with the
//! count of classes; one with the count of upper bits of a key that name its
//! place; two of zero; the count of rows and of further blocks as `u32`; for each
//! 32 places, and 32 more, their bits and the count of rows before them as `u32`;
//! the rows in order of their keys; the further blocks, of eight bytes.
//!
//! A row stands at its key's place or, if that is taken, at the next free one.
//! It has eight bytes: the key's lower 16 bits, then in a table of up to three
//! classes their weights, signed and of two bytes each. With more classes there
//! follow a kind (one byte), a zero, and for kind 0 two entries: a class and a
//! weight, signed and of one byte. For kind 1 there follows the number of a block
//! (`u32`) that holds four entries. For kind 2 the blocks from there on hold one
//! weight for each class, for kind 3 two, and so on: they are added, where one
//! byte is too small.

use std::collections::BTreeMap;

use super::keys::{Keys, MOST};

/// The first bytes of a table.
pub const MAGIC: &[u8; 4] = b"DLW2";
/// More classes than any of the models has.
pub const MAX_CLASSES: usize = 64;

const HEADER: usize = 16;
/// So many classes have their weights within the row.
const NARROW: u8 = 3;
/// Bytes of a block.
const BLOCK: usize = 8;
/// The kinds of rows of a table with more classes.
const WITHIN: u8 = 0;
const PAIRS: u8 = 1;
/// Bits that name a place: enough that rows next to each other always differ in
/// the lower 16 bits of their keys.
const LEAST_BITS: u32 = 20;
const MOST_BITS: u32 = 26;
/// Places of one cell.
const PLACES: u32 = 32;
/// Places for one row, at least.
const ROOM: usize = 4;

/// One score for each class.
pub type Scores = [i32; MAX_CLASSES];

/// The entries of each key's row.
pub type Rows = BTreeMap<u32, Vec<(u8, i8)>>;

/// Why a table cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// Where the weights come from: the committed table, or the trainer's memory.
pub trait Weights {
    /// Adds the weights of the features to the scores.
    fn add(&self, keys: &Keys, scores: &mut Scores);
    /// The classes of the feature `key` as bits; `None` where it has no row.
    fn classes(&self, key: u32) -> Option<u64>;
}

/// A table over bytes that somebody else keeps.
#[derive(Debug, Clone, Copy)]
pub struct Table<'b> {
    classes: u8,
    /// What is left of a key's bits without those of its place.
    shift: u32,
    cells: &'b [[u8; 8]],
    rows: &'b [[u8; 8]],
    further: &'b [[u8; BLOCK]],
}

impl<'b> Table<'b> {
    /// Takes the table at the head of `bytes`; gives back what follows it.
    ///
    /// # Errors
    /// When the bytes are no table or are cut short.
    pub fn open(bytes: &'b [u8]) -> Result<(Self, &'b [u8]), Broken> {
        let (header, rest) = bytes.split_first_chunk::<HEADER>().ok_or(Broken("shorter than its header"))?;
        let [m0, m1, m2, m3, classes, bits, _, _, r0, r1, r2, r3, f0, f1, f2, f3] = *header;
        if [m0, m1, m2, m3] != *MAGIC {
            return Err(Broken("does not begin with DLW2"));
        }
        if usize::from(classes) > MAX_CLASSES {
            return Err(Broken("more classes than the program knows"));
        }
        let bits = u32::from(bits);
        if !(LEAST_BITS..=MOST_BITS).contains(&bits) {
            return Err(Broken("an odd number of places"));
        }
        let rows = u32::from_le_bytes([r0, r1, r2, r3]) as usize;
        let further = u32::from_le_bytes([f0, f1, f2, f3]) as usize;
        let (cells, rest) = rest.split_at_checked(8 * cells(bits)).ok_or(Broken("cut short in its places"))?;
        let (rows, rest) = rest.split_at_checked(8 * rows).ok_or(Broken("cut short in its rows"))?;
        let (further, rest) = rest.split_at_checked(BLOCK * further).ok_or(Broken("cut short in its blocks"))?;
        let table = Self {
            classes,
            shift: 32 - bits,
            cells: cells.as_chunks().0,
            rows: rows.as_chunks().0,
            further: further.as_chunks().0,
        };
        Ok((table, rest))
    }

    /// The cell of a key's place, and the place within it.
    fn cell(&self, key: u32) -> (u64, u32) {
        let place = key >> self.shift;
        let cell = self.cells.get((place / PLACES) as usize).map_or(0, |cell| u64::from_le_bytes(*cell));
        (cell, place % PLACES)
    }

    /// The features whose places are taken, with the rows that stand there.
    ///
    /// Short loops without a branch that the processor could not foresee: it
    /// fetches many rows at a time.
    fn found(&self, keys: &Keys) -> Found {
        let mut found = Found::default();
        for key in keys.as_slice() {
            let (cell, place) = self.cell(*key);
            found.put(*key, cell, cell >> place & 1 == 1);
        }
        let (keys, rows) = found.both();
        for (key, row) in keys.iter().zip(rows.iter_mut()) {
            *row = u64::from(row_at(*row, (key >> self.shift) % PLACES));
        }
        for row in rows {
            *row = self.rows.get(*row as usize).map_or(0, |row| u64::from_le_bytes(*row));
        }
        found
    }

    /// The row of a key, without the part of the key.
    fn row(&self, key: u32) -> Option<[u8; 6]> {
        let (cell, place) = self.cell(key);
        let first = row_at(cell, place);
        // A row's place is taken, and all places between it and its key's.
        let mut next = (key >> self.shift)..;
        let mut at = first as usize;
        loop {
            let place = next.next()?;
            let cell = self.cells.get((place / PLACES) as usize)?;
            if u64::from_le_bytes(*cell) >> (place % PLACES) & 1 == 0 {
                return None;
            }
            let [low, high, row @ ..] = *self.rows.get(at)?;
            if u16::from_le_bytes([low, high]) == key as u16 {
                return Some(row);
            }
            at += 1;
        }
    }

    /// The blocks that a row of a wide table names; none where all is within it.
    fn blocks(&self, row: [u8; 6]) -> &'b [[u8; BLOCK]] {
        let [kind, _, a, b, c, d] = row;
        let from = u32::from_le_bytes([a, b, c, d]) as usize;
        let count = match kind {
            WITHIN => 0,
            PAIRS => 1,
            layers => self.dense() * usize::from(layers - PAIRS),
        };
        self.further.get(from..from + count).unwrap_or(&[])
    }

    /// Blocks of one weight for each class.
    fn dense(&self) -> usize {
        usize::from(self.classes).div_ceil(BLOCK)
    }

    /// Adds the blocks of a row of a wide table.
    fn add_blocks(&self, row: [u8; 6], scores: &mut Scores) {
        let blocks = self.blocks(row);
        if row[0] == PAIRS {
            for block in blocks {
                add_pairs(block, scores);
            }
            return;
        }
        for layer in blocks.chunks_exact(self.dense()) {
            for (scores, weights) in scores.as_chunks_mut::<BLOCK>().0.iter_mut().zip(layer) {
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += i32::from(*weight as i8));
            }
        }
    }

    fn add_narrow(&self, keys: &Keys, scores: &mut Scores) {
        let mut sums = [0; NARROW as usize];
        let mut add = |[a, b, c, d, e, f]: [u8; 6], mask: i32| {
            for (sum, weight) in sums.iter_mut().zip([[a, b], [c, d], [e, f]]) {
                *sum += i32::from(i16::from_le_bytes(weight)) & mask;
            }
        };
        let found = self.found(keys);
        let mut moved = Found::default();
        for (key, row) in found.iter() {
            let [low, high, row @ ..] = row.to_le_bytes();
            let here = u16::from_le_bytes([low, high]) == key as u16;
            add(row, -i32::from(here));
            moved.put(key, 0, !here);
        }
        moved.iter().filter_map(|(key, _)| self.row(key)).for_each(|row| add(row, -1));
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum);
    }

    fn add_wide(&self, keys: &Keys, scores: &mut Scores) {
        let found = self.found(keys);
        let mut others = Found::default();
        let mut moved = Found::default();
        for (key, row) in found.iter() {
            let [low, high, kind, _, a, b, c, d] = row.to_le_bytes();
            let here = u16::from_le_bytes([low, high]) == key as u16;
            let mask = -i32::from(here && kind == WITHIN);
            scores[usize::from(a) % MAX_CLASSES] += i32::from(b as i8) & mask;
            scores[usize::from(c) % MAX_CLASSES] += i32::from(d as i8) & mask;
            others.put(key, row, here && kind != WITHIN);
            moved.put(key, 0, !here);
        }
        for (_, row) in others.iter() {
            let [_, _, row @ ..] = row.to_le_bytes();
            self.add_blocks(row, scores);
        }
        for row in moved.iter().filter_map(|(key, _)| self.row(key)) {
            match row {
                [WITHIN, _, pairs @ ..] => add_pairs(&pairs, scores),
                row => self.add_blocks(row, scores),
            }
        }
    }
}

/// Adds entries of a class and a weight.
fn add_pairs(pairs: &[u8], scores: &mut Scores) {
    for [class, weight] in pairs.as_chunks().0 {
        scores[usize::from(*class) % MAX_CLASSES] += i32::from(*weight as i8);
    }
}

impl Weights for Table<'_> {
    fn add(&self, keys: &Keys, scores: &mut Scores) {
        if self.classes <= NARROW {
            self.add_narrow(keys, scores);
        } else {
            self.add_wide(keys, scores);
        }
    }

    fn classes(&self, key: u32) -> Option<u64> {
        let row = self.row(key)?;
        let mut scores = [0; MAX_CLASSES];
        match row {
            _ if self.classes <= NARROW => {}
            [WITHIN, _, pairs @ ..] => add_pairs(&pairs, &mut scores),
            row => self.add_blocks(row, &mut scores),
        }
        Some(scores.iter().enumerate().fold(0, |bits, (class, score)| bits | u64::from(*score != 0) << class))
    }
}

/// Features and their rows, or the cells that say where these are.
struct Found {
    keys: [u32; MOST],
    rows: [u64; MOST],
    count: usize,
}

impl Default for Found {
    fn default() -> Self {
        Self { keys: [0; MOST], rows: [0; MOST], count: 0 }
    }
}

impl Found {
    /// Puts one down, and keeps it or lets the next take its place.
    fn put(&mut self, key: u32, row: u64, keep: bool) {
        self.keys[self.count % MOST] = key;
        self.rows[self.count % MOST] = row;
        self.count += usize::from(keep);
    }

    fn both(&mut self) -> (&[u32], &mut [u64]) {
        (self.keys.get(..self.count).unwrap_or(&[]), self.rows.get_mut(..self.count).unwrap_or(&mut []))
    }

    fn iter(&self) -> impl Iterator<Item = (u32, u64)> {
        self.keys.iter().copied().zip(self.rows.iter().copied()).take(self.count)
    }
}

/// The number of the row that stands at a place of a cell.
fn row_at(cell: u64, place: u32) -> u32 {
    (cell >> PLACES) as u32 + (cell as u32 & ((1 << place) - 1)).count_ones()
}

/// How many cells there are, with one more for rows that had to move.
fn cells(bits: u32) -> usize {
    (1usize << bits) / PLACES as usize + 1
}

/// The bytes of a table with these rows.
///
/// Rows without entries are left out.
pub fn write(classes: u8, rows: &Rows) -> Vec<u8> {
    let rows: Vec<(u32, &[(u8, i8)])> = rows
        .iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(key, entries)| (*key, entries.as_slice()))
        .collect();
    let least = (rows.len() * ROOM).next_power_of_two().ilog2().max(LEAST_BITS);
    let (bits, places) = (least..MOST_BITS)
        .find_map(|bits| Some((bits, places(&rows, bits)?)))
        .unwrap_or_else(|| (MOST_BITS, vec![0; cells(MOST_BITS)]));
    let mut stream = Vec::with_capacity(8 * rows.len());
    let mut further = Vec::new();
    for (key, entries) in &rows {
        stream.extend((*key as u16).to_le_bytes());
        stream.extend(if classes <= NARROW { narrow(entries) } else { wide(classes, entries, &mut further) });
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend([classes, bits as u8, 0, 0]);
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend(((further.len() / BLOCK) as u32).to_le_bytes());
    let mut before = 0u32;
    for cell in &places {
        bytes.extend(cell.to_le_bytes());
        bytes.extend(before.to_le_bytes());
        before += cell.count_ones();
    }
    bytes.extend(stream);
    bytes.extend(further);
    bytes
}

/// The places of the rows as bits; `None` where rows so close to each other
/// stand there that their keys' lower bits may not tell them apart.
fn places(rows: &[(u32, &[(u8, i8)])], bits: u32) -> Option<Vec<u32>> {
    let mut words = vec![0u32; cells(bits)];
    let (mut next, mut run) = (0, 0);
    for (key, _) in rows {
        let home = key >> (32 - bits);
        run = if home > next { 1 } else { run + 1 };
        let place = home.max(next);
        *words.get_mut((place / PLACES) as usize)? |= 1 << (place % PLACES);
        next = place + 1;
        if run >= 1 << (bits - 16) {
            return None;
        }
    }
    Some(words)
}

fn narrow(entries: &[(u8, i8)]) -> [u8; 6] {
    let mut weights = [0i16; NARROW as usize];
    for (class, weight) in entries {
        if let Some(sum) = weights.get_mut(usize::from(*class)) {
            *sum = sum.saturating_add(i16::from(*weight));
        }
    }
    let [[a, b], [c, d], [e, f]] = weights.map(i16::to_le_bytes);
    [a, b, c, d, e, f]
}

fn wide(classes: u8, entries: &[(u8, i8)], further: &mut Vec<u8>) -> [u8; 6] {
    let pairs = |most: usize| {
        let mut bytes = [0; BLOCK];
        for (pair, (class, weight)) in bytes.as_chunks_mut().0.iter_mut().zip(entries) {
            *pair = [*class, *weight as u8];
        }
        Some(bytes).filter(|_| entries.len() <= most)
    };
    if let Some([a, b, c, d, ..]) = pairs(BLOCK / 4) {
        return [WITHIN, 0, a, b, c, d];
    }
    let [a, b, c, d] = ((further.len() / BLOCK) as u32).to_le_bytes();
    if let Some(block) = pairs(BLOCK / 2) {
        further.extend(block);
        return [PAIRS, 0, a, b, c, d];
    }
    let width = usize::from(classes).next_multiple_of(BLOCK);
    let mut layers: Vec<u8> = Vec::new();
    for (class, weight) in entries {
        let mut at = usize::from(*class);
        while layers.get(at).is_some_and(|taken| *taken != 0) {
            at += width;
        }
        layers.resize(layers.len().max((at + 1).next_multiple_of(width)), 0);
        layers[at] = *weight as u8;
    }
    further.extend(&layers);
    [PAIRS + (layers.len() / width) as u8, 0, a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(table: &Table<'_>, keys: &[u32]) -> Scores {
        let mut scores = [0; MAX_CLASSES];
        let mut asked = Keys::default();
        for key in keys {
            asked.push(*key);
        }
        table.add(&asked, &mut scores);
        scores
    }

    #[test]
    fn what_is_written_is_read() {
        let rows = [(7, vec![(1, 5), (2, -5)]), (8, vec![(0, 1)]), (u32::MAX - 1, vec![(1, 9)])];
        let rows: Rows = rows.into_iter().chain([(u32::MAX, vec![(2, 127), (2, 127)])]).collect();
        for classes in [3, 4] {
            let bytes = write(classes, &rows);
            let (table, rest) = Table::open(&bytes).expect("a table");
            assert!(rest.is_empty());
            assert_eq!(sums(&table, &[7, 8, 9, u32::MAX])[..3], [1, 5, 249]);
            assert_eq!(sums(&table, &[9, 0, 1 << 31]), [0; MAX_CLASSES]);
            assert!(table.classes(8).is_some() && table.classes(9).is_none());
        }
    }

    #[test]
    fn rows_with_more_entries_than_fit_are_read() {
        let many: Vec<(u8, i8)> = (0..40).map(|class| (class, class as i8 + 1)).collect();
        let bytes = write(42, &[(1, many.clone()), (2, many[..2].to_vec()), (9, many[..1].to_vec())].into());
        let (table, _) = Table::open(&bytes).expect("a table");
        assert_eq!(sums(&table, &[1, 2, 9])[..4], [3, 4, 3, 4]);
        assert_eq!(table.classes(2), Some(0b11));
    }

    #[test]
    fn broken_bytes_are_told_and_never_read_past() {
        let bytes = write(9, &[(7, vec![(1, 5), (2, 5), (3, 5)])].into());
        assert!(Table::open(&bytes[..bytes.len() - 1]).is_err());
        assert!(Table::open(b"DLW1").is_err());
        let mut lies = bytes.clone();
        let kind = lies.len() - BLOCK - 6;
        assert_eq!(lies[kind], PAIRS);
        lies[kind] = 200;
        let (table, _) = Table::open(&lies).expect("the lie is in a row");
        assert_eq!(sums(&table, &[7]), [0; MAX_CLASSES]);
    }
}
