//! Where the letters of a text stand, 64 bytes at a time: as bits, so that a
//! scan looks only at the beginnings of words.
//!
//! The one place with vector instructions (AVX2, where the processor has it);
//! [`plain`] does the same without, and a test holds both against each other.

/// Bytes of a block; one bit each.
pub(crate) const BLOCK: usize = 64;

/// What stands in a block, by byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Letters {
    /// Letters and digits of ASCII.
    pub(crate) ascii: u64,
    /// Capitals of ASCII.
    pub(crate) capital: u64,
    /// Bytes of characters beyond ASCII.
    pub(crate) beyond: u64,
}

/// A way to read a block.
pub(crate) type Reader = fn(&[u8; BLOCK]) -> Letters;

/// The fastest reader that this processor has.
pub(crate) fn fastest() -> Reader {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return avx2::read;
    }
    plain
}

const ASCII: u8 = 1;
const CAPITAL: u8 = 2;
const BEYOND: u8 = 4;

/// What each byte is.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'A'..=b'Z' => ASCII | CAPITAL,
            b'a'..=b'z' | b'0'..=b'9' => ASCII,
            0x80.. => BEYOND,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// Reads a block without vector instructions.
pub(crate) fn plain(block: &[u8; BLOCK]) -> Letters {
    let mut letters = Letters::default();
    for (at, byte) in block.iter().enumerate() {
        let kind = u64::from(KINDS[usize::from(*byte)]);
        letters.ascii |= (kind & 1) << at;
        letters.capital |= (kind >> 1 & 1) << at;
        letters.beyond |= (kind >> 2) << at;
    }
    letters
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)] // Vector instructions; see the two reasons below.
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
        _mm256_set1_epi8, _mm256_sub_epi8,
    };

    use super::{BLOCK, Letters};

    /// Reads a block. Only [`super::fastest`] gives this function out, and only
    /// where the processor has AVX2.
    pub(super) fn read(block: &[u8; BLOCK]) -> Letters {
        // SAFETY: the processor has AVX2, as said above.
        unsafe { wide(block) }
    }

    #[target_feature(enable = "avx2")]
    fn wide(block: &[u8; BLOCK]) -> Letters {
        let (halves, _) = block.as_chunks::<32>();
        let mut letters = Letters::default();
        for (n, half) in halves.iter().enumerate() {
            // SAFETY: `half` is 32 bytes long; the load need not be aligned.
            let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
            let capital = within(bytes, b'A', 25);
            let small = within(bytes, b'a', 25);
            let digit = within(bytes, b'0', 9);
            let ascii = _mm256_or_si256(_mm256_or_si256(capital, small), digit);
            letters.ascii |= bits(ascii) << (32 * n);
            letters.capital |= bits(capital) << (32 * n);
            letters.beyond |= bits(bytes) << (32 * n);
        }
        letters
    }

    /// All ones in the bytes from `first` to `first + more`.
    #[target_feature(enable = "avx2")]
    fn within(bytes: __m256i, first: u8, more: u8) -> __m256i {
        let from = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first.cast_signed()));
        _mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(more.cast_signed())), from)
    }

    /// The upper bits of all bytes.
    #[target_feature(enable = "avx2")]
    fn bits(bytes: __m256i) -> u64 {
        u64::from(_mm256_movemask_epi8(bytes).cast_unsigned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_read_alike() {
        for byte in 0..=u8::MAX {
            for at in [0, 1, 31, 32, 63] {
                let mut block = [b' '; BLOCK];
                block[at] = byte;
                let read = plain(&block);
                assert_eq!(fastest()(&block), read, "{byte}");
                assert_eq!(read.ascii == 1 << at, byte.is_ascii_alphanumeric());
                assert_eq!(read.capital == 1 << at, byte.is_ascii_uppercase());
                assert_eq!(read.beyond == 1 << at, !byte.is_ascii());
            }
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree(bytes in proptest::collection::vec(any::<u8>(), BLOCK)) {
            let block: &[u8; BLOCK] = bytes.first_chunk().unwrap();
            prop_assert_eq!(fastest()(block), plain(block));
        }
    }
}
