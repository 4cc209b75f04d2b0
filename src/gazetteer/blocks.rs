//! Coasts, borders and areas as the build script lays them out, to be used in
//! place: nothing is decoded when a map is drawn, and only what lies in its
//! frame is ever touched.
//!
//! A file is a row of blocks: the number of bytes (a word), then the bytes, up
//! to a whole word. Words are of four bytes, in the order of the target.
//!
//! * **Lines** are five blocks: the grid (four `f64`, degrees per unit east and
//!   north, degrees at 0), points (two words each, units), the first point of
//!   each line and one past the last, the first chunk of each line and one past
//!   the last, the box of each chunk (four words: least and greatest, east and
//!   north). Chunk `n` of a line runs from its point `n * CHUNK` to its point
//!   `(n + 1) * CHUNK`, which begins the next one.
//! * **Nested**, lists of lists, are two blocks: the first item of each list and
//!   one past the last, and the items.
//! * **Names** are one block: texts, each ended by a line feed.

/// Steps of one chunk, over which a box is kept.
pub(crate) const CHUNK: usize = 48;

/// First bytes of a file; the last one is the version.
pub(crate) const MAGIC: &[u8; 8] = b"DLSHAPE\x01";

/// Bytes of a word.
const WORD: usize = 4;

/// Adds a block.
pub(crate) fn push(out: &mut Vec<u8>, bytes: &[u8], word: fn(u32) -> [u8; 4]) {
    out.extend(word(bytes.len() as u32));
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(WORD), 0);
}

/// What is left of a file.
pub(crate) struct Blocks<'b>(&'b [u8]);

impl<'b> Blocks<'b> {
    /// The blocks of a file; `None` for another file.
    pub(crate) fn of(file: &'b [u8]) -> Option<Self> {
        file.strip_prefix(MAGIC).map(Self)
    }

    /// Whether all was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'b> Iterator for Blocks<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_first_chunk::<WORD>()?;
        let len = u32::from_ne_bytes(*head) as usize;
        let (block, _) = rest.split_at_checked(len)?;
        self.0 = rest.get(len.next_multiple_of(WORD)..)?;
        Some(block)
    }
}
