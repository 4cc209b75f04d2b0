//! A table of weights, read in place.
//!
//! Layout, all integers little-endian: the magic `DLW1`; one byte with the
//! count of classes; three bytes of zero; the length of the stream as `u32`;
//! 65,537 offsets into the stream as `u32`; the stream. A key's upper 16 bits
//! name a bucket, the stretch of the stream between two offsets. A bucket is a
//! run of rows: the key's lower 16 bits, the count of entries as one byte, and
//! the entries, each a class (one byte) and a weight (one signed byte).

/// Buckets of a table.
pub const BUCKETS: usize = 1 << 16;
/// The first bytes of a table.
pub const MAGIC: &[u8; 4] = b"DLW1";
/// More classes than any of the models has.
pub const MAX_CLASSES: usize = 64;

const HEADER: usize = 12;
const OFFSETS: usize = 4 * (BUCKETS + 1);

/// One score for each class.
pub type Scores = [i32; MAX_CLASSES];

/// Why a table cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// Where the weights come from: the committed table, or the trainer's memory.
pub trait Weights {
    /// Adds the weights of the feature `key` to the scores.
    fn add(&self, key: u32, scores: &mut Scores);
    /// Calls `each` with the classes and weights of the feature `key`.
    fn row(&self, key: u32, each: impl FnMut(u8, i8));
}

/// A table over bytes that somebody else keeps.
#[derive(Debug, Clone, Copy)]
pub struct Table<'b> {
    classes: u8,
    offsets: &'b [u8],
    stream: &'b [u8],
}

impl<'b> Table<'b> {
    /// Takes the table at the head of `bytes`; gives back what follows it.
    ///
    /// # Errors
    /// When the bytes are no table or are cut short.
    pub fn open(bytes: &'b [u8]) -> Result<(Self, &'b [u8]), Broken> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(Broken("shorter than its header"))?;
        if header.get(..4) != Some(MAGIC.as_slice()) {
            return Err(Broken("does not begin with DLW1"));
        }
        let (offsets, rest) = rest.split_at_checked(OFFSETS).ok_or(Broken("cut short in its offsets"))?;
        let length = le32(header, 8) as usize;
        let (stream, rest) = rest.split_at_checked(length).ok_or(Broken("cut short in its rows"))?;
        let classes = header.get(4).copied().unwrap_or(0);
        if usize::from(classes) > MAX_CLASSES {
            return Err(Broken("more classes than the program knows"));
        }
        Ok((Self { classes, offsets, stream }, rest))
    }

    /// How many classes the weights tell apart.
    pub fn classes(&self) -> usize {
        usize::from(self.classes)
    }

    /// The entries of a row, as pairs of bytes.
    fn entries(&self, key: u32) -> &'b [u8] {
        let bucket = 4 * (key >> 16) as usize;
        let (from, to) = (le32(self.offsets, bucket) as usize, le32(self.offsets, bucket + 4) as usize);
        let mut rows = self.stream.get(from..to).unwrap_or(&[]);
        while let [low, high, count, rest @ ..] = rows {
            let Some((entries, next)) = rest.split_at_checked(2 * usize::from(*count)) else { break };
            if u16::from_le_bytes([*low, *high]) == key as u16 {
                return entries;
            }
            rows = next;
        }
        &[]
    }
}

impl Weights for Table<'_> {
    fn add(&self, key: u32, scores: &mut Scores) {
        for entry in self.entries(key).chunks_exact(2) {
            if let Some(score) = scores.get_mut(usize::from(entry[0])) {
                *score += i32::from(entry[1] as i8);
            }
        }
    }

    fn row(&self, key: u32, mut each: impl FnMut(u8, i8)) {
        for entry in self.entries(key).chunks_exact(2) {
            each(entry[0], entry[1] as i8);
        }
    }
}

fn le32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The bytes of a table with these rows, in order of their keys.
///
/// Rows without entries are left out.
pub fn write(classes: u8, rows: &std::collections::BTreeMap<u32, Vec<(u8, i8)>>) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut offsets = Vec::with_capacity(OFFSETS);
    let mut rows = rows.iter().filter(|(_, entries)| !entries.is_empty()).peekable();
    for bucket in 0..BUCKETS as u32 {
        offsets.extend((stream.len() as u32).to_le_bytes());
        while let Some((key, entries)) = rows.next_if(|(key, _)| **key >> 16 == bucket) {
            stream.extend((*key as u16).to_le_bytes());
            stream.push(entries.len() as u8);
            stream.extend(entries.iter().flat_map(|(class, weight)| [*class, *weight as u8]));
        }
    }
    offsets.extend((stream.len() as u32).to_le_bytes());
    let mut bytes = Vec::with_capacity(HEADER + OFFSETS + stream.len());
    bytes.extend(MAGIC);
    bytes.extend([classes, 0, 0, 0]);
    bytes.extend((stream.len() as u32).to_le_bytes());
    bytes.extend(offsets);
    bytes.extend(stream);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let rows = [(7, vec![(1, 5), (2, -5)]), (8, vec![(0, 1)]), (0xFFFF_FFFF, vec![(2, 127)])];
        let bytes = write(3, &rows.into_iter().collect());
        let (table, rest) = Table::open(&bytes).expect("a table");
        assert!(rest.is_empty());
        let mut scores = [0; MAX_CLASSES];
        for key in [7, 8, 9, 0xFFFF_FFFF] {
            table.add(key, &mut scores);
        }
        assert_eq!(scores[..3], [1, 5, 122]);
    }

    #[test]
    fn broken_bytes_are_told_and_never_read_past() {
        let bytes = write(3, &[(7, vec![(1, 5)])].into_iter().collect());
        assert!(Table::open(&bytes[..bytes.len() - 1]).is_err());
        assert!(Table::open(b"DLW2").is_err());
        let mut lies = bytes.clone();
        let count = lies.len() - 3;
        lies[count] = 200;
        let (table, _) = Table::open(&lies).expect("the lie is in a row");
        table.row(7, |_, _| panic!("a row beyond the stream"));
    }
}
