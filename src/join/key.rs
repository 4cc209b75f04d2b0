//! Rows found by the words of some columns: a chained hash table over the rows
//! of one side, with nothing copied out of them.

use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::str::FromStr;

use rayon::prelude::*;
use rustc_hash::FxHasher;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::dataset::Rows;
use crate::gazetteer::fold;

/// What does not count when keys are compared. Blanks around a cell and how
/// Unicode composes a letter never count, and 12, 12.0 and 12.00 are one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fold {
    /// Upper and lower case.
    pub case: bool,
    /// Case, accents, punctuation, script: as place names are compared.
    pub accents: bool,
    /// Zeros before a number: 007 is 7.
    pub zeros: bool,
}

impl FromStr for Fold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut fold = Self::default();
        for part in text.split(',').map(str::trim) {
            match part {
                "case" => fold.case = true,
                "accents" => fold.accents = true,
                "zeros" => fold.zeros = true,
                _ => return Err(format!("'{part}': expected case, accents, zeros, or several with commas")),
            }
        }
        Ok(fold)
    }
}

/// Between the parts of a key.
const PART: char = '\u{1f}';

/// The keys of one side.
#[derive(Debug)]
pub struct Keys<'r> {
    rows: &'r Rows,
    columns: Vec<usize>,
    fold: Fold,
}

impl<'r> Keys<'r> {
    /// Keys made of these columns.
    pub fn new(rows: &'r Rows, columns: Vec<usize>, fold: Fold) -> Self {
        Self { rows, columns, fold }
    }

    /// Writes the key of a row; whether it has one. A key of which a part is
    /// empty is none: what is not known equals nothing.
    pub fn write(&self, row: usize, into: &mut String) -> bool {
        into.clear();
        self.append(row, into)
    }

    /// The same, behind what is there.
    pub(super) fn append(&self, row: usize, into: &mut String) -> bool {
        for (n, column) in self.columns.iter().enumerate() {
            let cell = self.rows.cell(row, *column);
            if cell.is_empty() {
                return false;
            }
            if n > 0 {
                into.push(PART);
            }
            folded(&cell, self.fold, into);
        }
        true
    }

    /// Looks at the beginning of a row.
    pub(super) fn touch(&self, row: u32) -> u8 {
        self.rows.first_byte(row as usize)
    }

    /// Whether a row has this key; `scratch` is room for its own.
    pub(super) fn has(&self, row: usize, key: &str, scratch: &mut String) -> bool {
        // Most cells are written as they are compared.
        let plain = self.columns.len() == 1 && self.rows.cell(row, self.columns[0]) == key;
        plain || (self.write(row, scratch) && scratch == key)
    }

    fn hash(&self, row: usize, scratch: &mut String) -> Option<u32> {
        self.write(row, scratch).then(|| hash(scratch))
    }
}

fn hash(key: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// Appends a cell as it is compared.
fn folded(cell: &str, how: Fold, into: &mut String) {
    if let Some(number) = number(cell, how.zeros) {
        into.push_str(number);
    } else if how.accents {
        into.push_str(&fold(cell));
    } else if how.case {
        let _ = write!(into, "{}", cell.nfc().collect::<String>().to_lowercase());
    } else if cell.is_ascii() || is_nfc(cell) {
        into.push_str(cell);
    } else {
        into.extend(cell.nfc());
    }
}

/// A plain decimal number without what does not change it: zeros behind the
/// point, and where asked those before it.
fn number(cell: &str, zeros: bool) -> Option<&str> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) {
        return None;
    }
    let leading = whole.len() - whole.trim_start_matches('0').len().max(1);
    let out = if cell.contains('.') { cell.trim_end_matches('0').trim_end_matches('.') } else { cell };
    // The sign of a number with zeros before it would part from its digits.
    Some(if zeros && leading > 0 && digits.len() == cell.len() { &out[leading..] } else { out })
}

/// The rows of one side, found by key: buckets by hash, one after another, so
/// that a search touches little memory.
#[derive(Debug)]
pub struct KeyIndex<'r> {
    keys: Keys<'r>,
    /// Where each bucket begins; one more, where the last ends.
    begins: Vec<u32>,
    /// Hash and row, bucket by bucket, in each in the order of the file.
    entries: Vec<(u32, u32)>,
    /// Rows without a key.
    pub unkeyed: usize,
}

impl<'r> KeyIndex<'r> {
    /// An index of all rows.
    pub fn new(keys: Keys<'r>) -> Self {
        let count = keys.rows.len();
        let hashes: Vec<Option<u32>> =
            (0..count).into_par_iter().map_init(String::new, |scratch, row| keys.hash(row, scratch)).collect();
        let size = count.next_power_of_two();
        let mut begins = vec![0_u32; size + 1];
        for hash in hashes.iter().flatten() {
            begins[(*hash as usize & (size - 1)) + 1] += 1;
        }
        for bucket in 0..size {
            begins[bucket + 1] += begins[bucket];
        }
        let keyed = begins[size] as usize;
        let mut entries = vec![(0, 0); keyed];
        let mut free = begins.clone();
        for (row, hash) in hashes.iter().enumerate() {
            if let Some(hash) = hash {
                let at = &mut free[*hash as usize & (size - 1)];
                entries[*at as usize] = (*hash, row as u32);
                *at += 1;
            }
        }
        Self { keys, begins, entries, unkeyed: count - keyed }
    }

    /// Where the rows of some keys are told, read all at once: each waits for
    /// memory, and so they wait together.
    pub(super) fn candidates(&self, keys: &[Option<&str>], into: &mut Vec<(u32, u32)>) {
        into.clear();
        for (n, key) in keys.iter().enumerate() {
            if let Some(key) = key {
                into.extend(self.bucket(hash(key)).map(|row| (n as u32, row)));
            }
        }
        let touched = into.iter().fold(0, |all, (_, row)| all ^ self.keys.touch(*row));
        std::hint::black_box(touched);
    }

    /// Whether a row has this key; `scratch` is room for its own.
    pub(super) fn has(&self, row: u32, key: &str, scratch: &mut String) -> bool {
        self.keys.has(row as usize, key, scratch)
    }

    /// The rows whose keys have this hash; nearly always those with the key.
    fn bucket(&self, hash: u32) -> impl Iterator<Item = u32> + use<'_, 'r> {
        let bucket = hash as usize & (self.begins.len() - 2);
        let entries = &self.entries[self.begins[bucket] as usize..self.begins[bucket + 1] as usize];
        entries.iter().filter(move |entry| entry.0 == hash).map(|entry| entry.1)
    }

    /// Puts the rows with this key into `found`, in their order; `scratch` is
    /// room for keys.
    pub fn find(&self, key: &str, scratch: &mut String, found: &mut Vec<u32>) {
        found.extend(self.bucket(hash(key)).filter(|row| self.keys.has(*row as usize, key, scratch)));
    }

    /// About how many rows have this key, without looking at them.
    pub fn count(&self, key: &str) -> usize {
        self.bucket(hash(key)).count()
    }

    /// The key that most rows have, with how many these are; none where all
    /// keys are unique.
    pub fn most(&self) -> Option<(String, usize)> {
        let mut most: Option<(u32, usize)> = None;
        for bucket in self.begins.windows(2) {
            let entries = &self.entries[bucket[0] as usize..bucket[1] as usize];
            for (hash, row) in entries {
                let same = entries.iter().filter(|entry| entry.0 == *hash).count();
                if same > most.map_or(1, |(_, n)| n) {
                    most = Some((*row, same));
                }
                if same == entries.len() {
                    break;
                }
            }
        }
        let (row, _) = most?;
        let (mut key, mut scratch, mut found) = (String::new(), String::new(), Vec::new());
        self.keys.write(row as usize, &mut key);
        self.find(&key, &mut scratch, &mut found);
        (found.len() > 1).then(|| (key.replace(PART, ", "), found.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold_of(cell: &str, how: &str) -> String {
        let mut out = String::new();
        folded(cell, if how.is_empty() { Fold::default() } else { how.parse().unwrap() }, &mut out);
        out
    }

    #[test]
    fn numbers_are_one_however_written_and_codes_are_not_numbers() {
        assert_eq!(
            (fold_of("12.0", ""), fold_of("12", ""), fold_of("12.50", "")),
            ("12".into(), "12".into(), "12.5".into())
        );
        assert_eq!(
            (fold_of("007", ""), fold_of("007", "zeros"), fold_of("0", "zeros")),
            ("007".into(), "7".into(), "0".into())
        );
        assert_eq!(
            (fold_of("0.50", ""), fold_of("1e5", ""), fold_of("100", "")),
            ("0.5".into(), "1e5".into(), "100".into())
        );
        assert_eq!(fold_of("000.5", "zeros"), "0.5");
    }

    #[test]
    fn letters_are_compared_as_asked() {
        assert_eq!(fold_of("Şuşa", ""), "Şuşa");
        assert_eq!(fold_of("S\u{327}us\u{327}a", ""), "Şuşa");
        assert_eq!(fold_of("Şuşa", "case"), "şuşa");
        assert_eq!(fold_of("Şuşa", "accents"), fold_of("SUSA", "accents"));
        assert!("upper".parse::<Fold>().is_err());
    }
}
