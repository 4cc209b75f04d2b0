//! Hashes of names, word by word, so that a scan hashes each word once and
//! makes the hash of a run of words from those of its words.

/// Odd constants that spread bits (golden ratio; Steele and Vigna's mixers).
const SPREAD: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93];

/// Hash of a key: of its words, one after the other; the same on every machine.
pub(crate) fn key_hash(key: &str) -> u64 {
    key.split(' ').fold(NO_WORDS, |before, word| join(before, word_hash(word.as_bytes())))
}

/// The hash of no words at all.
pub(crate) const NO_WORDS: u64 = 0;

/// The hash of a run of words by that of the run without its last word, and
/// the last word's.
pub(crate) fn join(before: u64, word: u64) -> u64 {
    let mixed = (before.rotate_left(23) ^ word).wrapping_mul(SPREAD[1]);
    mixed ^ (mixed >> 32)
}

/// Hash of a folded word.
pub(crate) fn word_hash(word: &[u8]) -> u64 {
    pieces(word, 0)
}

/// [`word_hash`] of the folded form of a word of ASCII letters and digits.
pub(crate) fn plain_word_hash(word: &[u8]) -> u64 {
    // Setting this bit makes letters small and leaves digits as they are.
    pieces(word, 0x2020_2020_2020_2020)
}

/// Hashes bytes, eight at a time; short words by two overlapping pieces.
#[inline]
fn pieces(word: &[u8], set: u64) -> u64 {
    let seed = word.len() as u64;
    let four = |piece: &[u8; 4]| u64::from(u32::from_le_bytes(*piece) | set as u32);
    let eight = |piece: &[u8; 8]| u64::from_le_bytes(*piece) | set;
    if let (Some(head), Some(tail)) = (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        let mut hash = stir(seed, eight(head));
        let middle = word.get(8..word.len().saturating_sub(8)).unwrap_or_default();
        for piece in middle.as_chunks::<8>().0 {
            hash = stir(hash, eight(piece));
        }
        if let Some(rest) = word.len().checked_sub(16).and_then(|at| word.get(at..)).and_then(<[u8]>::first_chunk::<8>)
            && word.len() > 16
        {
            hash = stir(hash, eight(rest));
        }
        return stir(hash, eight(tail));
    }
    if let (Some(head), Some(tail)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        return stir(stir(seed, four(head)), four(tail));
    }
    let letters = word.iter().fold(0u64, |letters, byte| letters << 8 | u64::from(byte | set as u8));
    stir(stir(seed, letters), 0)
}

#[inline]
fn stir(hash: u64, piece: u64) -> u64 {
    let mixed = (hash ^ piece).wrapping_mul(SPREAD[0]);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_hashes_like_its_folded_form() {
        for word in
            ["A", "Goris", "NEW", "Yekaterinburg", "Llanfairpwllgwyngyllgogerychwyrndrobwll", "21st", "Abcdefgh"]
        {
            let folded = word.to_lowercase();
            assert_eq!(plain_word_hash(word.as_bytes()), word_hash(folded.as_bytes()), "{word}");
        }
        assert_eq!(key_hash("new york"), join(join(NO_WORDS, word_hash(b"new")), word_hash(b"york")));
    }

    #[test]
    fn words_that_differ_hash_apart() {
        let mut seen = std::collections::BTreeMap::new();
        for n in 0..20_000_u32 {
            let word = format!("{n:x}").repeat(1 + n as usize % 7);
            let other = seen.insert(word_hash(word.as_bytes()), word.clone());
            assert!(other.is_none_or(|other| other == word), "{word}");
        }
    }
}
